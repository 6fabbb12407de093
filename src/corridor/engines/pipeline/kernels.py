"""The compiled loop: one run after another, each step of it as a queue that serves in the order of arrival.

Times are whole ticks, so that every machine and `reference.py` agree to the last one. A person is a key: the time of
arrival above, the month of entry in the sixteen bits below. Chance belongs to the place in a queue, not to a person:
the j-th to begin a step takes the j-th duration. People cannot be told apart, so this changes no distribution; and who
begins earlier ends earlier, so that more capacity never means fewer people.
"""

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar, cast

import numba
import numpy as np

from corridor.engines.pipeline.types import Counts, Floats

TICK_BITS, ENTRY_BITS, LEAD_BITS = 20, 16, 17
TICKS = 1 << TICK_BITS
ENTRY_MASK = (1 << ENTRY_BITS) - 1
# A month is dealt out to 32 parts; up to so many keys of a part are sorted by inserting one after another.
PART_SHIFT, PARTS, MOST_INSERTED = ENTRY_BITS + TICK_BITS - 5, 32, 48
NO_LIMIT = np.int64(1) << np.int64(60)
CLOSED, SLOWER, WITHDRAWN, COST, EXCHANGE, DROP_OUT = range(6)

_GAMMA = np.uint64(0x9E3779B97F4A7C15)
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_S30, _S27, _S31, _S32 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(32)
_LOW = np.uint64(0xFFFFFFFF)
_UNIT = 2.0**-32

# Machine integers and Python's are one thing inside a compiled loop, though not for the type checker.
Whole = Any
Loop = TypeVar("Loop", bound=Callable[..., Any])


def compiled(function: Loop) -> Loop:
    """Compile a loop that Python calls."""
    return cast("Loop", numba.njit(nogil=True, cache=True, error_model="numpy")(function))


def inner(function: Loop) -> Loop:
    """Compile a loop that only compiled ones call: a door for Python costs a fifth of the compiler's time."""
    options: dict[str, Any] = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}
    return cast("Loop", numba.njit(nogil=True, cache=True, error_model="numpy", **options)(function))


class Rules(NamedTuple):
    """A pipeline as arrays: k steps, t months, s shocks; ticks for durations, months from 0."""

    entrants: Counts
    capacity: Counts
    places: Counts
    ticks: Floats
    cost: Floats
    fixed: Floats
    foreign: Floats
    running: float
    budget: float
    months: int
    target: int
    blows: Counts
    steps: Counts
    firsts: Counts
    lasts: Counts
    sizes: Floats


class Tallies(NamedTuple):
    """What is counted, a row for each run; `leads` has a row for each block of runs."""

    begun: Counts
    passed: Counts
    left: Counts
    queued: Counts
    waited: Floats
    reached: Counts
    spent: Floats
    stopped: Counts
    leads: Counts


class Months(NamedTuple):
    """What holds in each month of a run: (k, t) arrays, and (t,) the running cost."""

    capacity: Counts
    places: Counts
    speed: Floats
    price: Floats
    keep: Floats
    running: Floats


@inner
def mixed(number: Whole) -> Whole:
    """Return the mix of SplitMix64 (Steele, Lea and Flood 2014)."""
    number = (number ^ (number >> _S30)) * _FIRST
    number = (number ^ (number >> _S27)) * _SECOND
    return number ^ (number >> _S31)


@inner
def months_of(rules: Rules, occurs: Counts) -> Months:
    """Return what holds in each month, given the shocks that occur."""
    k, t = len(rules.capacity), rules.months
    capacity, places = np.empty((k, t), np.int64), np.empty((k, t), np.int64)
    for step in range(k):
        capacity[step], places[step] = rules.capacity[step], rules.places[step]
    speed, price, keep, running = np.ones((k, t)), np.ones((k, t)), np.ones((k, t)), np.full(t, rules.running)
    for s in range(len(rules.blows)):
        if not occurs[s]:
            continue
        first, last, size, blow = rules.firsts[s], min(rules.lasts[s], t), rules.sizes[s], rules.blows[s]
        if blow == COST and rules.steps[s] < 0:
            running[first:last] *= 1 + size
        for step in range(k):
            if rules.steps[s] >= 0 and rules.steps[s] != step:
                continue
            if blow == CLOSED:
                capacity[step, first:last] = 0
            elif blow == SLOWER:
                speed[step, first:last] /= size
            elif blow == WITHDRAWN:
                places[step, first:] -= np.int64(size)
            elif blow == COST:
                price[step, first:last] *= 1 + size
            elif blow == EXCHANGE:
                price[step, first:last] *= 1 + size * rules.foreign[step]
            else:
                keep[step, first:last] *= 1 - size
    return Months(capacity, places, speed, price, keep, running)


@inner
def finish(start: Whole, whole_work: Whole, speed: Floats) -> Whole:
    """Return the tick at which work that begins at `start` ends, when months differ in speed."""
    t, work = len(speed), float(whole_work)
    month, now = start >> TICK_BITS, start
    while month < t:
        until = (month + 1) << TICK_BITS
        done = (until - now) * speed[month]
        if done >= work:
            return now + np.int64(np.ceil(work / speed[month]))
        work -= done
        now = until
        month += 1
    return t << TICK_BITS


@inner
def through_step(
    rules: Rules, held: Months, step: Whole, keys: Counts, stream: Whole, share: float, limit: Whole,
    onward: Counts, starts: Counts, begun_by_month: Counts,
) -> tuple[Whole, Whole, Whole, Whole]:  # fmt: skip
    """Lead people through a step: return how many began, passed and left, and the ticks that they waited.

    The keys of those who pass stand in `onward`, not yet in order; starts and counts by month are written.
    """
    months, end, cells = rules.months, rules.months << TICK_BITS, rules.ticks.shape[1] - 1
    capacity, places, speed, keep = held.capacity[step], held.places[step], held.speed[step], held.keep[step]
    ticks, is_even = rules.ticks[step], held.speed[step].min() == 1
    month, used, begun, passed, left, waited = 0, 0, 0, 0, 0, 0
    for j in range(min(len(keys), limit)):
        arrival, entry = keys[j] >> ENTRY_BITS, keys[j] & ENTRY_MASK
        if arrival >> TICK_BITS > month:
            month, used = arrival >> TICK_BITS, 0
        while month < months and used >= capacity[month]:
            month, used = month + 1, 0
        if month >= months or j >= places[month]:
            break
        start = max(arrival, month << TICK_BITS)
        used += 1
        begun += 1
        starts[j] = start
        begun_by_month[month] += 1
        waited += start - arrival
        number = mixed(stream + np.uint64(j + 1) * _GAMMA)
        place = np.int64(number & _LOW) * (_UNIT * cells)
        cell = np.int64(place)
        low = ticks[cell]
        work = np.int64(low + (ticks[cell + 1] - low) * (place - cell) + 0.5)
        ended = start + work if is_even else finish(start, work, speed)
        if ended >= end:
            continue
        if np.int64(number >> _S32) * _UNIT < share * keep[month]:
            onward[passed] = (ended << ENTRY_BITS) | entry
            passed += 1
        else:
            left += 1
    return begun, passed, left, waited


@inner
def put_in_order(keys: Counts, ordered: Counts, firsts: Counts) -> None:
    """Write keys in order: dealt out to parts of a month first, then sorted in each part."""
    firsts[:] = 0
    for key in keys:
        firsts[(key >> PART_SHIFT) + 1] += 1
    for part in range(1, len(firsts)):
        firsts[part] += firsts[part - 1]
    for key in keys:
        part = key >> PART_SHIFT
        ordered[firsts[part]] = key
        firsts[part] += 1
    # Every first place has moved on to the first place of the next part.
    first = 0
    for part in range(len(firsts) - 1):
        last = firsts[part]
        if last - first > MOST_INSERTED:
            ordered[first:last].sort()
        else:
            for place in range(first + 1, last):
                key, before = ordered[place], place - 1
                while before >= first and ordered[before] > key:
                    ordered[before + 1] = ordered[before]
                    before -= 1
                ordered[before + 1] = key
        first = last


@inner
def entering(rules: Rules) -> Counts:
    """Return the keys of all who enter: on the first day of their month."""
    keys = np.empty(rules.entrants.sum(), np.int64)
    n = 0
    for month in range(len(rules.entrants)):
        for _person in range(rules.entrants[month]):
            keys[n] = (month << (TICK_BITS + ENTRY_BITS)) | month
            n += 1
    return keys


@inner
def play_run(
    rules: Rules, held: Months, seed: Whole, run: Whole, shares: Floats, entry: Counts, limits: Counts,
    starts: Counts, begun_by_month: Counts, out: Tallies, leads: Counts,
) -> None:  # fmt: skip
    """Lead the people of one run through all steps and count them."""
    begun_by_month[:] = 0
    out.reached[run] = 0
    keys, firsts = entry, np.empty(rules.months * PARTS + 1, np.int64)
    onward, ordered = np.empty(len(entry), np.int64), np.empty(len(entry), np.int64)
    for step in range(len(shares)):
        stream = mixed(mixed(seed + np.uint64(run + 1) * _GAMMA) + np.uint64(step + 1) * _GAMMA)
        begun, passed, left, waited = through_step(
            rules, held, step, keys, stream, shares[step], limits[step], onward, starts[step], begun_by_month[step]
        )
        out.begun[run, step], out.passed[run, step], out.left[run, step] = begun, passed, left
        out.queued[run, step] = len(keys) - begun
        out.waited[run, step] = waited / TICKS / begun if begun else 0.0
        put_in_order(onward[:passed], ordered, firsts)
        keys = ordered[:passed]
        if step == rules.target:
            for key in keys:
                ended = key >> ENTRY_BITS
                out.reached[run, ended >> TICK_BITS] += 1
                leads[(ended - ((key & ENTRY_MASK) << TICK_BITS)) >> LEAD_BITS] += 1


@inner
def month_cost(rules: Rules, held: Months, begun_by_month: Counts, is_begun: Counts, month: Whole) -> float:
    """Return what the steps of a month cost without the running cost, and note which steps have been begun."""
    total = 0.0
    for step in range(len(is_begun)):
        n = begun_by_month[step, month]
        if n:
            per_person = rules.cost[step] * n
            total += held.price[step, month] * (per_person if is_begun[step] else per_person + rules.fixed[step])
            is_begun[step] = 1
    return total


@inner
def stop_in(
    rules: Rules, held: Months, starts: Counts, begun: Counts, begun_by_month: Counts, month: Whole, rest: float,
    limits: Counts,
) -> None:  # fmt: skip
    """Set how many may begin each step when `rest` is what the last month has: in the order of time, then of steps."""
    for step in range(len(begun)):
        limits[step] = begun_by_month[step, :month].sum()
    until = (month + 1) << TICK_BITS
    while True:
        first = -1
        for step in range(len(begun)):
            j = limits[step]
            if (
                j < begun[step]
                and starts[step, j] < until
                and (first < 0 or starts[step, j] < starts[first, limits[first]])
            ):
                first = step
        if first < 0:
            return
        cost = held.price[first, month] * (rules.cost[first] + (rules.fixed[first] if limits[first] == 0 else 0.0))
        if cost > rest:
            return
        rest -= cost
        limits[first] += 1


@inner
def spend(rules: Rules, held: Months, run: Whole, starts: Counts, begun_by_month: Counts, limits: Counts,
          out: Tallies) -> bool:  # fmt: skip
    """Write the money spent by month; where the budget is used up, set limits and return that the run is cut."""
    total, is_begun = 0.0, np.zeros(len(limits), np.int64)
    for month in range(rules.months):
        running = held.running[month]
        cost = month_cost(rules, held, begun_by_month, is_begun, month)
        if total + running + cost > rules.budget:
            out.stopped[run] = month + 1
            rest = rules.budget - total - running
            if rest < 0:
                running, rest = 0.0, -1.0
            stop_in(rules, held, starts, out.begun[run], begun_by_month, month, rest, limits)
            out.spent[run, month:] = total + running
            return True
        total += running + cost
        out.spent[run, month] = total
    return False


@inner
def add_last_month(rules: Rules, held: Months, run: Whole, begun_by_month: Counts, out: Tallies) -> None:
    """Add what the people who could still begin cost in the month in which the budget was used up."""
    month = out.stopped[run] - 1
    is_begun = np.zeros(len(begun_by_month), np.int64)
    for step in range(len(is_begun)):
        is_begun[step] = begun_by_month[step, :month].sum() > 0
    out.spent[run, month:] += month_cost(rules, held, begun_by_month, is_begun, month)


@compiled
def play(
    rules: Rules, seed: Whole, first: Whole, last: Whole, shares: Floats, occurs: Counts, out: Tallies, block: Whole
) -> None:
    """Play the runs from `first` up to `last`."""
    k, entry = len(rules.capacity), entering(rules)
    starts, begun_by_month = np.empty((k, len(entry)), np.int64), np.empty((k, rules.months), np.int64)
    leads = np.zeros(out.leads.shape[1], np.int64)
    for run in range(first, last):
        held, limits = months_of(rules, occurs[run]), np.full(k, NO_LIMIT)
        before = leads.copy()
        play_run(rules, held, seed, run, shares[run], entry, limits, starts, begun_by_month, out, leads)
        if spend(rules, held, run, starts, begun_by_month, limits, out):
            leads[:] = before
            play_run(rules, held, seed, run, shares[run], entry, limits, starts, begun_by_month, out, leads)
            add_last_month(rules, held, run, begun_by_month, out)
    out.leads[block] = leads

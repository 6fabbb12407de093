"""The slow and obvious way: one run, one person after another, in plain Python with whole numbers.

It shares with the fast way the numbers that a seed gives to a place in a queue and the quantiles of durations, and
nothing else. Tests hold both against each other to the last count.
"""

import math
from dataclasses import dataclass, field

from corridor.engines.pipeline.draws import CELLS, quantiles_of
from corridor.engines.pipeline.types import Blow, Floats, Pipeline, Shock, Stage

TICKS = 2**20
_WORD = 2**64 - 1
_GAMMA = 0x9E3779B97F4A7C15


@dataclass
class PlainRun:
    """What one run comes to; `starts` are (tick, step, place) of all who began."""

    begun: list[int] = field(default_factory=list)
    passed: list[int] = field(default_factory=list)
    left: list[int] = field(default_factory=list)
    queued: list[int] = field(default_factory=list)
    reached_by_month: list[int] = field(default_factory=list)
    starts: list[tuple[int, int, int]] = field(default_factory=list)
    spent_by_month: list[float] = field(default_factory=list)
    stopped_month: int = 0


def play_plain(pipeline: Pipeline, shocks: tuple[Shock, ...], shares: list[float], *, run: int, seed: int) -> PlainRun:
    """Play one run in which all these shocks occur; `shares` are the shares of people who pass each step."""
    played = _walk(pipeline, shocks, shares, run=run, seed=seed, allowed=None)
    allowed, spent, stopped = _pay(pipeline, shocks, played.starts)
    if stopped:
        played = _walk(pipeline, shocks, shares, run=run, seed=seed, allowed=allowed)
    played.spent_by_month, played.stopped_month = spent, stopped
    return played


def number_of(seed: int, run: int, step: int, place: int) -> int:
    """Return the 64 bits that a seed gives to a place in the queue of a step."""
    stream = _mixed(_mixed(seed + (run + 1) * _GAMMA) + (step + 1) * _GAMMA)
    return _mixed(stream + (place + 1) * _GAMMA)


def _mixed(number: int) -> int:
    number &= _WORD
    number = ((number ^ (number >> 30)) * 0xBF58476D1CE4E5B9) & _WORD
    number = ((number ^ (number >> 27)) * 0x94D049BB133111EB) & _WORD
    return number ^ (number >> 31)


def _walk(
    pipeline: Pipeline,
    shocks: tuple[Shock, ...],
    shares: list[float],
    *,
    run: int,
    seed: int,
    allowed: list[int] | None,
) -> PlainRun:
    played = PlainRun(reached_by_month=[0] * pipeline.months)
    arrivals = [month * TICKS for month, people in enumerate(pipeline.entrants) for _person in range(people)]
    for step, stage in enumerate(pipeline.stages):
        most = len(arrivals) if allowed is None else allowed[step]
        starts = _starts(pipeline, stage, shocks, arrivals)[:most]
        table = quantiles_of(stage.duration) * TICKS
        ended: list[int] = []
        left = 0
        for place, start in enumerate(starts):
            number = number_of(seed, run, step, place)
            end = _end(pipeline, stage, shocks, start, table, (number & (2**32 - 1)) / 2**32)
            keep = math.prod(1 - shock.size for shock in _at(pipeline, stage, shocks, start, Blow.DROP_OUT))
            if end >= pipeline.months * TICKS:
                continue
            if (number >> 32) / 2**32 < shares[step] * keep:
                ended.append(end)
            else:
                left += 1
        played.begun.append(len(starts))
        played.passed.append(len(ended))
        played.left.append(left)
        played.queued.append(len(arrivals) - len(starts))
        played.starts.extend((start, step, place) for place, start in enumerate(starts))
        if stage.name == pipeline.target.stage:
            for end in ended:
                played.reached_by_month[end // TICKS] += 1
        arrivals = sorted(ended)
    return played


def _at(pipeline: Pipeline, stage: Stage, shocks: tuple[Shock, ...], tick: int, blow: Blow) -> list[Shock]:
    """Return the shocks of a kind that befall a step at a moment."""
    month = tick // TICKS + 1
    return [
        shock
        for shock in shocks
        if shock.blow == blow
        and shock.stage in {None, stage.name}
        and shock.first_month <= month <= (shock.last_month or pipeline.months)
    ]


def _starts(pipeline: Pipeline, stage: Stage, shocks: tuple[Shock, ...], arrivals: list[int]) -> list[int]:
    """Return when people begin a step: in the order of arrival, as capacity and places of each month allow."""
    starts: list[int] = []
    waiting = list(arrivals)
    for month in range(pipeline.months):
        opening = month * TICKS
        room = math.inf if stage.capacity is None else stage.capacity
        if _at(pipeline, stage, shocks, opening, Blow.CLOSED):
            room = 0
        places = math.inf if stage.places is None else stage.places
        places -= sum(
            shock.size
            for shock in shocks
            if shock.blow == Blow.WITHDRAWN and shock.stage == stage.name and shock.first_month <= month + 1
        )
        while waiting and room > 0 and len(starts) < places and waiting[0] < opening + TICKS:
            starts.append(max(opening, waiting.pop(0)))
            room -= 1
    return starts


def _end(pipeline: Pipeline, stage: Stage, shocks: tuple[Shock, ...], start: int, table: Floats, share: float) -> int:
    """Return when somebody ends a step: the work of a duration, done more slowly in the months of a delay."""
    cell = int(share * CELLS)
    work = float(math.floor(table[cell] + (table[cell + 1] - table[cell]) * (share * CELLS - cell) + 0.5))
    now = start
    while now < pipeline.months * TICKS:
        speed = 1.0
        for shock in _at(pipeline, stage, shocks, now, Blow.SLOWER):
            speed /= shock.size
        until = (now // TICKS + 1) * TICKS
        if (until - now) * speed >= work:
            return now + math.ceil(work / speed)
        work -= (until - now) * speed
        now = until
    return now


def _pay(
    pipeline: Pipeline, shocks: tuple[Shock, ...], starts: list[tuple[int, int, int]]
) -> tuple[list[int], list[float], int]:
    """Return how many may begin each step, the money spent by the end of each month, and the month of the stop."""
    budget = math.inf if pipeline.budget is None else pipeline.budget
    allowed = [0] * len(pipeline.stages)
    spent: list[float] = []
    total = 0.0
    for month in range(1, pipeline.months + 1):
        running = pipeline.running_cost_per_month * math.prod(
            1 + shock.size
            for shock in shocks
            if shock.blow == Blow.COST
            and shock.stage is None
            and shock.first_month <= month <= (shock.last_month or pipeline.months)
        )
        if total + running > budget:
            return allowed, spent + [total] * (pipeline.months - len(spent)), month
        total += running
        for tick, step, _place in sorted(start for start in starts if start[0] // TICKS == month - 1):
            cost = _price(pipeline, shocks, step, tick, is_first=allowed[step] == 0)
            if total + cost > budget:
                return allowed, spent + [total] * (pipeline.months - len(spent)), month
            total += cost
            allowed[step] += 1
        spent.append(total)
    return allowed, spent, 0


def _price(pipeline: Pipeline, shocks: tuple[Shock, ...], step: int, tick: int, *, is_first: bool) -> float:
    stage = pipeline.stages[step]
    cost = stage.cost_per_person + (stage.fixed_cost if is_first else 0)
    for shock in _at(pipeline, stage, shocks, tick, Blow.COST):
        cost *= 1 + shock.size
    for shock in _at(pipeline, stage, shocks, tick, Blow.EXCHANGE):
        cost *= 1 + shock.size * stage.foreign_share
    return cost

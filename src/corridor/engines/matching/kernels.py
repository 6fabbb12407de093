"""The compiled loops of the fast engine.

Every loop runs without the interpreter's lock on its own rows, so threads share nothing but the flags of who was
reached, into which all of them write the same value. `reference.py` says what is computed.
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
import numpy as np

from corridor.engines.matching.layout import LAST, Job, Near, People, Person, Post, Posts
from corridor.engines.matching.types import Bytes, Flags, Floats, Ints, Longs

F = TypeVar("F", bound=Callable[..., object])
compiled = cast(Callable[[F], F], numba.njit(nogil=True, cache=True, error_model="numpy"))

# Machine integers and Python's are one thing inside a compiled loop, though not for the type checker.
Whole = Any
SAME = 2


@compiled
def is_eligible(people: People, posts: Posts, c: Whole, v: Whole) -> bool:
    """Return whether all conditions but occupation and years are met; the cheap ones come first."""
    mine, asked = people.numbers, posts.numbers
    if mine[c, Person.EQF] and mine[c, Person.EQF] < asked[v, Post.EQF_MIN]:
        return False
    if mine[c, Person.AVAILABLE] > asked[v, Post.START]:
        return False
    country = asked[v, Post.COUNTRY]
    if country >= 0:
        masks = (mine.shape[1] - Person.MASKS) // 2
        word, bit = Person.MASKS + (country >> 6), country & 63
        if not (mine[c, word] >> bit) & 1:
            return False
        if asked[v, Post.REGULATED] == 1 and not (mine[c, word + masks] >> bit) & 1:
            return False
    if people.money[c] > posts.money[v, 0]:
        return False
    if mine[c, Person.REMOTE] == 1 and asked[v, Post.REMOTE] == 0:
        return False
    return speaks(people, posts, c, v) and has_age(mine, asked, c, v) and has_licences(people, posts, c, v)


@compiled
def speaks(people: People, posts: Posts, c: Whole, v: Whole) -> bool:
    """Return whether every language minimum is reached."""
    if not people.numbers[c, Person.GIVES_LANGUAGES]:
        return True
    for place in range(posts.cuts[v, 0], posts.cuts[v, 1]):
        wanted, reached = posts.words[place], False
        for held in range(people.cuts[c, 0], people.cuts[c, 1]):
            if people.words[held] >> 3 == wanted >> 3:
                reached = people.words[held] >= wanted
                break
        if not reached:
            return False
    return True


@compiled
def has_age(mine: Longs, asked: Longs, c: Whole, v: Whole) -> bool:
    """Return whether the age on the start lies within the limits."""
    if not asked[v, Post.HAS_AGE] or mine[c, Person.BORN] == 0:
        return True
    age = (asked[v, Post.CALENDAR] - mine[c, Person.BORN]) // 10_000
    if asked[v, Post.AGE_MIN] >= 0 and age < asked[v, Post.AGE_MIN]:
        return False
    return bool(asked[v, Post.AGE_MAX] < 0 or age <= asked[v, Post.AGE_MAX])


@compiled
def has_licences(people: People, posts: Posts, c: Whole, v: Whole) -> bool:
    """Return whether every licence is held; both lists ascend."""
    if not people.numbers[c, Person.GIVES_LICENCES]:
        return True
    for place in range(posts.cuts[v, 1], posts.cuts[v, 2]):
        if not is_among(people.words, people.cuts[c, 2], people.cuts[c, 3], posts.words[place]):
            return False
    return True


@compiled
def is_among(words: Ints, first: Whole, last: Whole, wanted: Whole) -> bool:
    """Return whether a number stands in an ascending part of a list."""
    while first < last:
        middle = (first + last) >> 1
        if words[middle] == wanted:
            return True
        if words[middle] < wanted:
            first = middle + 1
        else:
            last = middle
    return False


@compiled
def occupation_part(people: People, posts: Posts, c: Whole, v: Whole, near: Whole) -> float:
    """Return S."""
    if near < SAME:
        return 0.3 if near else 0.0
    code = posts.numbers[v, Post.OCCUPATION]
    return 1.0 if is_among(people.words, people.cuts[c, 1], people.cuts[c, 2], code) else 0.6


@compiled
def micro_score(shares: Floats, essential: float, optional: float, occupation: float, experience: float) -> Whole:
    """Return the score in millionths, rounded as Python's round(score, 6): half to even on the exact value."""
    total = shares[0] * essential + shares[1] * optional + shares[2] * occupation + shares[3] * experience
    scaled = total * 1e6
    below = np.floor(scaled)
    if abs(scaled - below - 0.5) > 1e-6:
        return np.int64(np.floor(scaled + 0.5))
    # Near a half the product's own rounding could decide, so compare total * 2e6 with 2 below + 1 exactly:
    # Veltkamp's split gives the product and its error as two floats.
    double = total * 2e6
    upper = total * 134217729.0
    upper = upper - (upper - total)
    error = (upper * 2e6 - double) + (total - upper) * 2e6
    side = (double - (2.0 * below + 1.0)) + error
    if side > 0 or (side == 0 and below % 2 == 1):
        return np.int64(below) + 1
    return np.int64(below)


@compiled
def sift(heap: Longs, size: Whole, key: Whole) -> None:
    """Put a key in place of the least one of a full heap."""
    place = 0
    while True:
        child = 2 * place + 1
        if child >= size:
            break
        if child + 1 < size and heap[child + 1] < heap[child]:
            child += 1
        if heap[child] >= key:
            break
        heap[place] = heap[child]
        place = child
    heap[place] = key


@compiled
def push(heap: Longs, size: Whole, key: Whole) -> Whole:
    """Offer a key to a bounded heap; return its new size."""
    if size == len(heap):
        if key > heap[0]:
            sift(heap, size, key)
        return size
    place = size
    while place > 0 and heap[(place - 1) >> 1] > key:
        heap[place] = heap[(place - 1) >> 1]
        place = (place - 1) >> 1
    heap[place] = key
    return size + 1


@compiled
def may_enter(shares: Floats, heap: Longs, size: Whole, other: Whole, occupation: float, experience: float) -> bool:
    """Return whether a pair with all skills would enter the heap; rounding and sums never reverse an order."""
    if size < len(heap):
        return True
    most = micro_score(shares, 1.0, 1.0, occupation, experience)
    return bool((most << 32) | (LAST - other) > heap[0])


@compiled
def emit(out: Longs, used: Whole, heap: Longs, size: Whole) -> Longs:
    """Append the keys of a heap, best first, and empty it; return the list, grown if need be."""
    if used + size > len(out):
        grown = np.empty(2 * (used + size), np.int64)
        # A plain loop: slices cost seconds of compiling.
        for place in range(used):
            grown[place] = out[place]
        out = grown
    for rest in range(size - 1, -1, -1):
        out[used + rest] = heap[0]
        sift(heap, rest, heap[rest])
    return out


@compiled
def best_candidates(
    people: People, posts: Posts, near: Near, job: Job, rows: Longs, reached: Flags, other_reached: Flags
) -> tuple[Longs, Longs, Whole]:
    """Return keys of the best candidates of some vacancies, how many each has, and the number of eligible pairs.

    The keys may be followed by room that was not used.
    """
    essential, optional = np.zeros(len(job.weight), np.int64), np.zeros(len(job.weight), np.int64)
    counts, out = np.zeros(len(rows), np.int64), np.empty(1024, np.int64)
    heap = np.empty(min(job.top, len(people.money)), np.int64)
    used, pairs = 0, 0
    for place in range(len(rows)):
        v = rows[place]
        lay_out(posts.words, posts.cuts[v, 2], posts.cuts[v, 3], job.weight, essential)
        lay_out(posts.words, posts.cuts[v, 3], posts.cuts[v, 4], job.weight, optional)
        size, eligible = scan_candidates(people, posts, near, job, v, essential, optional, heap, other_reached)
        clear(posts.words, posts.cuts[v, 2], posts.cuts[v, 3], essential)
        clear(posts.words, posts.cuts[v, 3], posts.cuts[v, 4], optional)
        reached[v] = eligible > 0
        pairs += eligible
        out = emit(out, used, heap, size)
        counts[place] = size
        used += size
    return out, counts, pairs


@compiled
def scan_candidates(
    people: People,
    posts: Posts,
    near: Near,
    job: Job,
    v: Whole,
    essential: Longs,
    optional: Longs,
    heap: Longs,
    reached: Flags,
) -> tuple[Whole, Whole]:
    """Fill the heap of one vacancy; return its size and the number of eligible candidates."""
    group = posts.numbers[v, Post.GROUP]
    takes_all = job.is_open or group < 0
    entry, last, beyond = 0, 0, np.inf
    if group >= 0:
        entry, last, beyond = near.start[group], near.start[group + 1], 0.0
    first, size, eligible = entry, 0, 0
    for step in range(len(people.money) if takes_all else last - first):
        c = np.int64(step) if takes_all else np.int64(near.other[first + step])
        is_near, years, test = np.int64(0), 0.0, beyond
        if entry < last and near.other[entry] == c:
            is_near, years, test = np.int64(near.is_near[entry]), near.years[entry, 0], near.years[entry, 1]
            entry += 1
        if test < posts.money[v, 1] or not is_eligible(people, posts, c, v):
            continue
        eligible += 1
        reached[c] = True
        occupation, experience = occupation_part(people, posts, c, v, is_near), min(1.0, years / 5)
        if not may_enter(job.shares, heap, size, c, occupation, experience):
            continue
        e, o = 0, 0
        for held in range(people.cuts[c, 3], people.cuts[c, 4]):
            e += essential[people.words[held]]
            o += optional[people.words[held]]
        micro = micro_score(job.shares, share(posts, v, e), more(posts, v, e, o), occupation, experience)
        size = push(heap, size, (micro << 32) | (LAST - c))
    return size, eligible


@compiled
def lay_out(words: Ints, first: Whole, last: Whole, weight: Ints, by_skill: Longs) -> None:
    """Lay the weights of some skills out by skill."""
    for place in range(first, last):
        by_skill[words[place]] = weight[words[place]]


@compiled
def clear(words: Ints, first: Whole, last: Whole, by_skill: Longs) -> None:
    """Take the weights of some skills away again."""
    for place in range(first, last):
        by_skill[words[place]] = 0


@compiled
def share(posts: Posts, v: Whole, essential: Whole) -> float:
    """Return E from the weight that is held."""
    return float(essential / posts.numbers[v, Post.ESSENTIAL_TOTAL])


@compiled
def more(posts: Posts, v: Whole, essential: Whole, optional: Whole) -> float:
    """Return O from the weights that are held."""
    total = posts.numbers[v, Post.OPTIONAL_TOTAL]
    return optional / total if total else share(posts, v, essential)


@compiled
def best_vacancies(
    people: People, posts: Posts, near: Near, job: Job, rows: Longs, reached: Flags, other_reached: Flags
) -> tuple[Longs, Longs, Whole]:
    """Return keys of the best vacancies of some candidates, how many each has, and the number of eligible pairs.

    The keys may be followed by room that was not used.
    """
    held = np.zeros(len(job.weight), np.int64)
    counts, out = np.zeros(len(rows), np.int64), np.empty(1024, np.int64)
    heap = np.empty(min(job.top, len(posts.cuts)), np.int64)
    used, pairs = 0, 0
    for place in range(len(rows)):
        c = rows[place]
        lay_out(people.words, people.cuts[c, 3], people.cuts[c, 4], job.weight, held)
        size, eligible = scan_groups(people, posts, near, job, c, held, heap, other_reached)
        clear(people.words, people.cuts[c, 3], people.cuts[c, 4], held)
        reached[c] = eligible > 0
        pairs += eligible
        out = emit(out, used, heap, size)
        counts[place] = size
        used += size
    return out, counts, pairs


@compiled
def scan_groups(
    people: People, posts: Posts, near: Near, job: Job, c: Whole, held: Longs, heap: Longs, reached: Flags
) -> tuple[Whole, Whole]:
    """Fill the heap of one candidate; return its size and the number of eligible vacancies.

    The last unit group holds the vacancies whose occupation was not given; these accept any years.
    """
    groups = len(near.post_start) - 2
    entry, last = near.start[c], near.start[c + 1]
    size, pairs = 0, 0
    steps = groups if job.is_open else last - entry
    for step in range(steps + 1):
        group, is_near, years, test = np.int64(groups), np.int64(0), 0.0, np.inf
        if step < steps:
            group, test = np.int64(step) if job.is_open else np.int64(near.other[entry]), 0.0
            if entry < last and near.other[entry] == group:
                is_near, years, test = np.int64(near.is_near[entry]), near.years[entry, 0], near.years[entry, 1]
                entry += 1
        size, found = scan_group(people, posts, near, job, c, group, is_near, years, test, held, heap, size, reached)
        pairs += found
    return size, pairs


@compiled
def scan_group(
    people: People,
    posts: Posts,
    near: Near,
    job: Job,
    c: Whole,
    group: Whole,
    is_near: Whole,
    years: float,
    test: float,
    held: Longs,
    heap: Longs,
    size: Whole,
    reached: Flags,
) -> tuple[Whole, Whole]:
    """Offer the vacancies of one unit group to the heap of one candidate."""
    eligible, experience = 0, min(1.0, years / 5)
    for place in range(near.post_start[group], near.post_start[group + 1]):
        v = np.int64(near.post[place])
        if test < posts.money[v, 1] or not is_eligible(people, posts, c, v):
            continue
        eligible += 1
        reached[v] = True
        occupation = occupation_part(people, posts, c, v, is_near)
        if not may_enter(job.shares, heap, size, v, occupation, experience):
            continue
        e, o = 0, 0
        for skill in range(posts.cuts[v, 2], posts.cuts[v, 3]):
            e += held[posts.words[skill]]
        for skill in range(posts.cuts[v, 3], posts.cuts[v, 4]):
            o += held[posts.words[skill]]
        micro = micro_score(job.shares, share(posts, v, e), more(posts, v, e, o), occupation, experience)
        size = push(heap, size, (micro << 32) | (LAST - v))
    return size, eligible


@compiled
def edge_parts(
    people: People, posts: Posts, weight: Ints, vacancy: Ints, candidate: Ints, is_near: Bytes, parts: Floats
) -> None:
    """Write E, O and S of listed pairs into the columns of `parts`."""
    for edge in range(len(vacancy)):
        v, c = np.int64(vacancy[edge]), np.int64(candidate[edge])
        e = weight_held(people, posts, c, v, 2, weight)
        o = weight_held(people, posts, c, v, 3, weight)
        parts[edge, 0], parts[edge, 1] = share(posts, v, e), more(posts, v, e, o)
        parts[edge, 2] = occupation_part(people, posts, c, v, np.int64(is_near[edge]))


@compiled
def weight_held(people: People, posts: Posts, c: Whole, v: Whole, kind: Whole, weight: Ints) -> Whole:
    """Return the weight of the wanted skills of one kind that a candidate holds."""
    total = 0
    for place in range(posts.cuts[v, kind], posts.cuts[v, kind + 1]):
        wanted = posts.words[place]
        if is_among(people.words, people.cuts[c, 3], people.cuts[c, 4], np.int64(wanted)):
            total += weight[wanted]
    return total

"""The compiled loops of the fast engine.

Every loop runs without the interpreter's lock on its own rows, so threads share nothing but the flags of who was
reached, into which all of them write the same value. `reference.py` says what is computed.

An asking row gathers its possible partners into a pool; one pass per condition thins it out, and a last pass scores who
is left. Passes are loops inside functions, never functions inside loops: the compiler counts references to every array
that a function is given, and paid once per pair this was ten times the work itself.
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
import numpy as np

from corridor.engines.matching.layout import LAST, Job, Near, People, Person, Pool, Post, Posts
from corridor.engines.matching.types import Flags, Ints, Longs

F = TypeVar("F", bound=Callable[..., object])
compiled = cast(Callable[[F], F], numba.njit(nogil=True, cache=True, error_model="numpy"))

# Machine integers and Python's are one thing inside a compiled loop, though not for the type checker.
Whole = Any
SAME = 2


@compiled
def keep_fixed(people: People, posts: Posts, pool: Pool, size: Whole, asker: Whole, is_person: bool) -> Whole:
    """Keep who meets country, recognition, level, date, salary and remote work; return how many."""
    mine, asked, least, offered, other = people.numbers, posts.numbers, people.money, posts.money, pool.other
    masks, kept = (mine.shape[1] - Person.MASKS) // 2, 0
    for place in range(size):
        c = asker if is_person else np.int64(other[place])
        v = np.int64(other[place]) if is_person else asker
        country = asked[v, Post.COUNTRY]
        if country >= 0:
            word, bit = Person.MASKS + (country >> 5), country & 31
            if not (mine[c, word] >> bit) & 1:
                continue
            if asked[v, Post.REGULATED] == 1 and not (mine[c, word + masks] >> bit) & 1:
                continue
        if mine[c, Person.EQF] and mine[c, Person.EQF] < asked[v, Post.EQF_MIN]:
            continue
        if mine[c, Person.AVAILABLE] > asked[v, Post.START] or least[c] > offered[v, 0]:
            continue
        if mine[c, Person.REMOTE] == 1 and asked[v, Post.REMOTE] == 0:
            continue
        other[kept], pool.is_near[kept], pool.years[kept] = other[place], pool.is_near[place], pool.years[place]
        kept += 1
    return kept


@compiled
def keep_speakers(people: People, posts: Posts, pool: Pool, size: Whole, asker: Whole, is_person: bool) -> Whole:
    """Keep who reaches every language minimum; return how many."""
    mine, spoken, wanted, other, kept = people.words, people.cuts, posts.words, pool.other, 0
    for place in range(size):
        c = asker if is_person else np.int64(other[place])
        v = np.int64(other[place]) if is_person else asker
        passes = True
        if people.numbers[c, Person.GIVES_LANGUAGES]:
            for line in range(posts.cuts[v, 0], posts.cuts[v, 1]):
                least, passes = wanted[line], False
                for held in range(spoken[c, 0], spoken[c, 1]):
                    if mine[held] >> 3 == least >> 3:
                        passes = mine[held] >= least
                        break
                if not passes:
                    break
        if passes:
            other[kept], pool.is_near[kept], pool.years[kept] = other[place], pool.is_near[place], pool.years[place]
            kept += 1
    return kept


@compiled
def keep_aged(people: People, posts: Posts, pool: Pool, size: Whole, asker: Whole, is_person: bool) -> Whole:
    """Keep whose age on the start lies within the limits; return how many."""
    mine, asked, other, kept = people.numbers, posts.numbers, pool.other, 0
    for place in range(size):
        c = asker if is_person else np.int64(other[place])
        v = np.int64(other[place]) if is_person else asker
        if asked[v, Post.HAS_AGE] and mine[c, Person.BORN]:
            age = (asked[v, Post.CALENDAR] - mine[c, Person.BORN]) // 10_000
            if asked[v, Post.AGE_MIN] >= 0 and age < asked[v, Post.AGE_MIN]:
                continue
            if asked[v, Post.AGE_MAX] >= 0 and age > asked[v, Post.AGE_MAX]:
                continue
        other[kept], pool.is_near[kept], pool.years[kept] = other[place], pool.is_near[place], pool.years[place]
        kept += 1
    return kept


@compiled
def keep_licensed(people: People, posts: Posts, pool: Pool, size: Whole, asker: Whole, is_person: bool) -> Whole:
    """Keep who holds every licence; return how many."""
    other, kept = pool.other, 0
    for place in range(size):
        c = asker if is_person else np.int64(other[place])
        v = np.int64(other[place]) if is_person else asker
        passes = True
        if people.numbers[c, Person.GIVES_LICENCES]:
            for line in range(posts.cuts[v, 1], posts.cuts[v, 2]):
                if not is_among(people.words, people.cuts[c, 2], people.cuts[c, 3], np.int64(posts.words[line])):
                    passes = False
                    break
        if passes:
            other[kept], pool.is_near[kept], pool.years[kept] = other[place], pool.is_near[place], pool.years[place]
            kept += 1
    return kept


@compiled
def keep_eligible(
    people: People, posts: Posts, pool: Pool, size: Whole, asker: Whole, is_person: bool, reached: Flags
) -> Whole:
    """Keep the eligible partners of one asking row and note that they were reached; return how many."""
    size = keep_fixed(people, posts, pool, size, asker, is_person)
    size = keep_speakers(people, posts, pool, size, asker, is_person)
    size = keep_aged(people, posts, pool, size, asker, is_person)
    size = keep_licensed(people, posts, pool, size, asker, is_person)
    for place in range(size):
        reached[pool.other[place]] = True
    return size


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
def micro_score(total: float) -> Whole:
    """Return the score in millionths, rounded as Python's round(score, 6): half to even on the exact value."""
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
    return np.int64(below) + (side > 0 or (side == 0 and below % 2 == 1))


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
    heap, pool = np.empty(min(job.top, len(people.money)), np.int64), new_pool(len(people.money))
    used, pairs = 0, 0
    for place in range(len(rows)):
        v = rows[place]
        size = gather_candidates(posts, near, job, pool, len(people.money), v)
        size = keep_eligible(people, posts, pool, size, v, False, other_reached)
        reached[v] = size > 0
        pairs += size
        lay_out(posts.words, posts.cuts[v, 2], posts.cuts[v, 3], job.weight, essential)
        lay_out(posts.words, posts.cuts[v, 3], posts.cuts[v, 4], job.weight, optional)
        size = score_candidates(people, posts, job, pool, size, v, essential, optional, heap)
        clear(posts.words, posts.cuts[v, 2], posts.cuts[v, 3], essential)
        clear(posts.words, posts.cuts[v, 3], posts.cuts[v, 4], optional)
        out = emit(out, used, heap, size)
        counts[place] = size
        used += size
    return out, counts, pairs


@compiled
def new_pool(size: Whole) -> Pool:
    """Return room for the possible partners of one asking row."""
    return Pool(np.empty(size, np.int32), np.empty(size, np.int8), np.empty(size, np.float64))


@compiled
def gather_candidates(posts: Posts, near: Near, job: Job, pool: Pool, people: Whole, v: Whole) -> Whole:
    """Put the candidates with a near enough occupation and enough years into the pool; return how many."""
    group, least = posts.numbers[v, Post.GROUP], posts.money[v, 1]
    takes_all = job.is_open or group < 0
    entry, last, beyond = 0, 0, np.inf
    if group >= 0:
        entry, last, beyond = near.start[group], near.start[group + 1], 0.0
    first, size = entry, 0
    for step in range(people if takes_all else last - first):
        c = np.int64(step) if takes_all else np.int64(near.other[first + step])
        is_near, years, test = np.int8(0), 0.0, beyond
        if entry < last and near.other[entry] == c:
            is_near, years, test = np.int8(near.is_near[entry]), near.years[entry, 0], near.years[entry, 1]
            entry += 1
        if test >= least:
            pool.other[size], pool.is_near[size], pool.years[size] = c, is_near, years
            size += 1
    return size


@compiled
def score_candidates(
    people: People,
    posts: Posts,
    job: Job,
    pool: Pool,
    eligible: Whole,
    v: Whole,
    essential: Longs,
    optional: Longs,
    heap: Longs,
) -> Whole:
    """Fill the heap of one vacancy from its pool; return its size."""
    size, shares = 0, job.shares
    for place in range(eligible):
        c = np.int64(pool.other[place])
        occupation = occupation_part(people, posts, c, v, np.int64(pool.is_near[place]))
        experience = min(1.0, pool.years[place] / 5)
        # With all skills held this is the most that the pair can reach: rounding and sums never reverse an order.
        most = shares[0] + shares[1] + shares[2] * occupation + shares[3] * experience
        if size == len(heap) and (micro_score(most) << 32) | (LAST - c) <= heap[0]:
            continue
        e, o = 0, 0
        for held in range(people.cuts[c, 3], people.cuts[c, 4]):
            e += essential[people.words[held]]
            o += optional[people.words[held]]
        total = shares[0] * share(posts, v, e) + shares[1] * more(posts, v, e, o)
        total = total + shares[2] * occupation + shares[3] * experience
        size = push(heap, size, (micro_score(total) << 32) | (LAST - c))
    return size


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
    """Return keys of the best vacancies of some candidates, how many each has, and the number of eligible pairs."""
    held = np.zeros(len(job.weight), np.int64)
    counts, out = np.zeros(len(rows), np.int64), np.empty(1024, np.int64)
    heap, pool = np.empty(min(job.top, len(posts.cuts)), np.int64), new_pool(len(posts.cuts))
    used, pairs = 0, 0
    for place in range(len(rows)):
        c = rows[place]
        size = gather_vacancies(posts, near, job, pool, c)
        size = keep_eligible(people, posts, pool, size, c, True, other_reached)
        reached[c] = size > 0
        pairs += size
        lay_out(people.words, people.cuts[c, 3], people.cuts[c, 4], job.weight, held)
        size = score_vacancies(people, posts, job, pool, size, c, held, heap)
        clear(people.words, people.cuts[c, 3], people.cuts[c, 4], held)
        out = emit(out, used, heap, size)
        counts[place] = size
        used += size
    return out, counts, pairs


@compiled
def gather_vacancies(posts: Posts, near: Near, job: Job, pool: Pool, c: Whole) -> Whole:
    """Put the vacancies with a near enough occupation and few enough years into the pool; return how many.

    The last unit group holds the vacancies whose occupation was not given; these accept any years.
    """
    groups = len(near.post_start) - 2
    entry, last = near.start[c], near.start[c + 1]
    size, steps = 0, groups if job.is_open else last - entry
    for step in range(steps + 1):
        group, is_near, years, test = np.int64(groups), np.int8(0), 0.0, np.inf
        if step < steps:
            group, test = np.int64(step) if job.is_open else np.int64(near.other[entry]), 0.0
            if entry < last and near.other[entry] == group:
                is_near, years, test = np.int8(near.is_near[entry]), near.years[entry, 0], near.years[entry, 1]
                entry += 1
        for place in range(near.post_start[group], near.post_start[group + 1]):
            v = near.post[place]
            if test >= posts.money[v, 1]:
                pool.other[size], pool.is_near[size], pool.years[size] = v, is_near, years
                size += 1
    return size


@compiled
def score_vacancies(
    people: People, posts: Posts, job: Job, pool: Pool, eligible: Whole, c: Whole, held: Longs, heap: Longs
) -> Whole:
    """Fill the heap of one candidate from their pool; return its size."""
    size, shares = 0, job.shares
    for place in range(eligible):
        v = np.int64(pool.other[place])
        occupation = occupation_part(people, posts, c, v, np.int64(pool.is_near[place]))
        experience = min(1.0, pool.years[place] / 5)
        most = shares[0] + shares[1] + shares[2] * occupation + shares[3] * experience
        if size == len(heap) and (micro_score(most) << 32) | (LAST - v) <= heap[0]:
            continue
        e, o = 0, 0
        for skill in range(posts.cuts[v, 2], posts.cuts[v, 3]):
            e += held[posts.words[skill]]
        for skill in range(posts.cuts[v, 3], posts.cuts[v, 4]):
            o += held[posts.words[skill]]
        total = shares[0] * share(posts, v, e) + shares[1] * more(posts, v, e, o)
        total = total + shares[2] * occupation + shares[3] * experience
        size = push(heap, size, (micro_score(total) << 32) | (LAST - v))
    return size

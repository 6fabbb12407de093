"""Deferred acceptance, compiled: candidates propose, every vacancy keeps the best so far in a heap of its seats."""

import numpy as np

from corridor.engines.matching.allocation import Choice
from corridor.engines.matching.kernels import Whole, compiled
from corridor.engines.matching.types import Flags, Ints, Longs
from corridor.engines.matching.wishes import LAST, Wishes, cuts_of, mark, wishes_of


def propose_fast(choice: Choice) -> Flags:
    """Return the chosen pairs of the candidates' best stable allocation.

    O(pairs x log(longest list)); memory: 8 bytes per pair, and 8 per seat that can be filled.
    """
    wishes, cut = wishes_of(choice), cuts_of(choice)
    seats = choice.positions.astype(np.int64)
    return mark(cut, choice.candidate, accept(wishes, heap_starts(cut, seats), seats))


def heap_starts(cut: Longs, seats: Longs) -> Longs:
    """Return where the heap of every vacancy begins: no vacancy keeps more people than list it."""
    return np.concatenate([[0], np.cumsum(np.minimum(seats, np.diff(cut)))]).astype(np.int64)


@compiled
def accept(wishes: Wishes, start: Longs, seats: Longs) -> Ints:
    """Return the vacancy of every candidate, or -1. Who proposes first makes no difference to the result.

    Most proposals are refused for a lower score than the worst that is kept. Those scores stand alone, as small as they
    can be, so that they stay in the processor's cache.
    """
    people = len(wishes.first) - 1
    following = wishes.first[1:].copy()
    kept, taken, worst = (
        np.empty(start[-1], np.int64),
        np.zeros(len(seats), np.int64),
        np.full(len(seats), -1, np.int32),
    )
    for person in range(people):
        c = np.int64(person)
        while c >= 0:
            place, first, asked = following[c] - 1, wishes.first[c], c
            while place >= first and (wishes.key[place] >> 32) < worst[LAST - (wishes.key[place] & LAST)]:
                place -= 1
            following[c] = max(place, first)
            if place < first:
                break
            v = LAST - (wishes.key[place] & LAST)
            c = keep_better(
                kept, start[v], taken, seats[v], v, ((wishes.key[place] >> 32) << 32) | (LAST - asked), asked
            )
            if taken[v] == seats[v]:
                worst[v] = kept[start[v]] >> 32
    return seats_held(kept, start, taken, people)


@compiled
def keep_better(kept: Longs, low: Whole, taken: Longs, seats: Whole, v: Whole, offered: Whole, c: Whole) -> Whole:
    """Keep the better ones at a vacancy; return who is left without a place, or -1."""
    loser: Whole = np.int64(-1)
    place: Whole = taken[v]
    if place < seats:
        taken[v] += 1
        while place > 0 and kept[low + (place - 1) // 2] > offered:
            kept[low + place] = kept[low + (place - 1) // 2]
            place = (place - 1) // 2
    elif offered < kept[low]:
        return c
    else:
        loser, place, child = LAST - (kept[low] & LAST), np.int64(0), np.int64(1)
        while child < seats:
            if child + 1 < seats and kept[low + child + 1] < kept[low + child]:
                child += 1
            if kept[low + child] >= offered:
                break
            kept[low + place] = kept[low + child]
            place, child = child, 2 * child + 1
    kept[low + place] = offered
    return loser


@compiled
def seats_held(kept: Longs, start: Longs, taken: Longs, people: Whole) -> Ints:
    """Return the vacancy that keeps each candidate, or -1."""
    seat = np.full(people, -1, np.int32)
    for v in range(len(taken)):
        for place in range(start[v], start[v] + taken[v]):
            seat[LAST - (kept[place] & LAST)] = v
    return seat

"""Deferred acceptance with reserved seats, compiled: one heap per vacancy and group."""

import numpy as np

from corridor.engines.matching.allocation import Choice
from corridor.engines.matching.deferred import keep_better
from corridor.engines.matching.kernels import Whole, compiled
from corridor.engines.matching.seats.reserves import Queues
from corridor.engines.matching.types import Flags, Ints, Longs
from corridor.engines.matching.wishes import LAST, Wishes, cuts_of, mark, wishes_of


def propose_reserved_fast(choice: Choice, queues: Queues) -> Flags:
    """Return the chosen pairs; O(pairs x log(longest list) x groups)."""
    posts, groups = queues.reserved.shape
    # A vacancy without a reserve has one queue; the others one per group that seats are reserved for, and one for all.
    is_split = queues.reserved > 0
    is_split[:, 0] = True
    lane = np.cumsum(is_split.ravel()).reshape(posts, groups) - 1
    lane = np.where(is_split, lane, lane[:, :1]).astype(np.int64)
    cell = lane[choice.vacancy, queues.group[choice.candidate]]
    listed = np.bincount(cell, minlength=int(lane.max(initial=-1)) + 1)
    post = np.repeat(np.arange(posts), is_split.sum(axis=1))
    room = np.minimum(choice.positions[post], listed)
    start = np.concatenate([[0], np.cumsum(room)]).astype(np.int64)
    reserved = queues.reserved[is_split].astype(np.int64)
    begin = np.concatenate([[0], np.cumsum(is_split.sum(axis=1))]).astype(np.int64)
    seats = choice.positions.astype(np.int64)
    seat = accept_reserved(wishes_of(choice), start, begin, lane, queues.group, reserved, seats)
    return mark(cuts_of(choice), choice.candidate, seat)


@compiled
def accept_reserved(
    wishes: Wishes, start: Longs, begin: Longs, lane: Longs, group: Ints, reserved: Longs, seats: Longs
) -> Ints:
    """Return the vacancy of every candidate, or -1."""
    people = len(wishes.first) - 1
    following = wishes.first[1:].copy()
    kept, taken = np.empty(start[-1], np.int64), np.zeros(len(reserved), np.int64)
    full = np.zeros(len(seats), np.int64)
    seat = np.full(people, -1, np.int32)
    for person in range(people):
        c = np.int64(person)
        while c >= 0 and following[c] > wishes.first[c]:
            following[c] -= 1
            key = wishes.key[following[c]]
            v = LAST - (key & LAST)
            if seats[v] == 0:
                continue
            queue = lane[v, group[c]]
            offered = ((key >> 32) << 32) | (LAST - c)
            seat[c] = v
            if full[v] < seats[v]:
                full[v] += 1
                keep_better(kept, start[queue], taken, taken[queue] + 1, queue, offered, c)
                break
            c = replace_lowest(kept, start, taken, reserved, begin[v], begin[v + 1], queue, offered, c)
            seat[c] = -1
    return seat


@compiled
def replace_lowest(
    kept: Longs, start: Longs, taken: Longs, reserved: Longs, first: Whole, last: Whole, queue: Whole, offered: Whole,
    c: Whole,
) -> Whole:  # fmt: skip
    """Take somebody in at a full vacancy; return who is left out: the lowest whom no reserve protects."""
    lowest, where = offered, np.int64(-1)
    if taken[queue] + 1 <= reserved[queue]:
        lowest = np.int64(1) << 62
    for other in range(first, last):
        is_own = np.int64(other == queue)
        if taken[other] + is_own > reserved[other] and taken[other] > 0 and kept[start[other]] < lowest:
            lowest, where = kept[start[other]], np.int64(other)
    if where < 0:
        return c
    loser = LAST - (lowest & LAST)
    if where == queue:
        keep_better(kept, start[queue], taken, taken[queue], queue, offered, c)
        return loser
    take_top(kept, start[where], taken, where)
    keep_better(kept, start[queue], taken, taken[queue] + 1, queue, offered, c)
    return loser


@compiled
def take_top(kept: Longs, low: Whole, taken: Longs, queue: Whole) -> None:
    """Take the lowest out of a heap."""
    taken[queue] -= 1
    size = taken[queue]
    moved, place, child = kept[low + size], np.int64(0), np.int64(1)
    while child < size:
        if child + 1 < size and kept[low + child + 1] < kept[low + child]:
            child += 1
        if kept[low + child] >= moved:
            break
        kept[low + place] = kept[low + child]
        place, child = child, 2 * child + 1
    kept[low + place] = moved

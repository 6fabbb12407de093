"""The compiled loops of a refill: the cheapest chain of moves to a free seat, until there is none.

A chain begins with somebody from the waiting list, who takes a seat; who held it moves on, until a seat is free. Costs
are pairs of whole numbers: moved offers and the place on the list first, lost score second. Steps can gain
(an offer moves back), so paths are corrected until nothing changes; the chains taken before leave no cycle that gains.
"""

from typing import NamedTuple

import numpy as np

from corridor.engines.matching.kernels import Whole, compiled
from corridor.engines.matching.types import Flags, Longs

FAR = 1 << 62


class Seats(NamedTuple):
    """Pairs by candidate, free `room` by vacancy, and by candidate: first `offer`, seat `now`, its worth and rank.

    `order` are those who wait, the first on the list first.
    """

    first: Longs
    post: Longs
    micro: Longs
    room: Longs
    offer: Longs
    moves: Flags
    rank: Longs
    now: Longs
    worth: Longs
    order: Longs


class Paths(NamedTuple):
    """The cheapest way to every vacancy: its cost in two numbers, the pair and the person that take its last step."""

    cost: Longs
    lost: Longs
    pair: Longs
    person: Longs


@compiled
def fill(seats: Seats, step: Whole, most: Whole) -> Whole:
    """Fill seats along cheapest chains; return how many were filled before the first offer moved."""
    posts, people, moved, filled, at_rest = len(seats.room), len(seats.now), 0, 0, 0
    paths = Paths(
        np.empty(posts, np.int64), np.empty(posts, np.int64), np.empty(posts, np.int64), np.empty(posts, np.int64)
    )
    head, following = np.full(posts, -1, np.int64), np.full(people, -1, np.int64)
    for c in range(people):
        if seats.now[c] >= 0 and seats.moves[c]:
            following[c], head[seats.now[c]] = head[seats.now[c]], c
    while True:
        find_paths(seats, paths, head, following, step, step * moved)
        end = np.int64(-1)
        for v in range(posts):
            if seats.room[v] > 0 and paths.cost[v] < FAR and (end < 0 or is_less(paths, v, end)):
                end = np.int64(v)
        if end < 0 or moved + paths.cost[end] // step > most:
            return at_rest
        moved += paths.cost[end] // step
        filled += 1
        if moved == 0:
            at_rest = filled
        take(seats, paths, head, following, end)


@compiled
def is_less(paths: Paths, one: Whole, other: Whole) -> bool:
    """Return whether the way to one vacancy is cheaper than that to another."""
    if paths.cost[one] != paths.cost[other]:
        return bool(paths.cost[one] < paths.cost[other])
    return bool(paths.lost[one] < paths.lost[other])


@compiled
def find_paths(seats: Seats, paths: Paths, head: Longs, following: Longs, step: Whole, back: Whole) -> None:
    """Find the cheapest chain of moves to every vacancy that can matter.

    A chain regains at most `back` by offers that move back; what costs more than the best end and this is left out.
    """
    posts, best = len(seats.room), np.int64(FAR)
    paths.cost[:] = FAR
    queue, is_queued, size, begin = np.empty(posts, np.int64), np.zeros(posts, np.bool_), 0, 0
    for c in seats.order:
        if seats.rank[c] - back > best:
            break
        if seats.now[c] < 0:
            for pair in range(seats.first[c], seats.first[c + 1]):
                v = seats.post[pair]
                if improve(paths, v, seats.rank[c], -seats.micro[pair], pair, c):
                    if seats.room[v] > 0:
                        best = min(best, paths.cost[v])
                    elif not is_queued[v]:
                        queue[size], is_queued[v] = v, True
                        size += 1
    while size:
        v = queue[begin]
        begin, size = (begin + 1) % posts, size - 1
        is_queued[v] = False
        if paths.cost[v] - back > best:
            continue
        c = head[v]
        while c >= 0:
            stays = np.int64(seats.offer[c] >= 0 and seats.offer[c] != v)
            for pair in range(seats.first[c], seats.first[c + 1]):
                w = seats.post[pair]
                leaves = np.int64(seats.offer[c] >= 0 and seats.offer[c] != w)
                cost, lost = paths.cost[v] + step * (leaves - stays), paths.lost[v] + seats.worth[c] - seats.micro[pair]
                if w != v and improve(paths, w, cost, lost, pair, c):
                    if seats.room[w] > 0:
                        best = min(best, cost)
                    elif not is_queued[w]:
                        queue[(begin + size) % posts], is_queued[w] = w, True
                        size += 1
            c = following[c]


@compiled
def improve(paths: Paths, v: Whole, cost: Whole, lost: Whole, pair: Whole, c: Whole) -> bool:
    """Keep a way to a vacancy if it is cheaper than the one before."""
    if cost > paths.cost[v] or (cost == paths.cost[v] and lost >= paths.lost[v]):
        return False
    paths.cost[v], paths.lost[v], paths.pair[v], paths.person[v] = cost, lost, pair, c
    return True


@compiled
def take(seats: Seats, paths: Paths, head: Longs, following: Longs, end: Whole) -> None:
    """Move everybody along the chain that ends at a vacancy."""
    seats.room[end] -= 1
    v = end
    while v >= 0:
        c, pair = paths.person[v], paths.pair[v]
        left = seats.now[c]
        if left >= 0:
            unlink(head, following, left, c)
        seats.now[c], seats.worth[c] = v, seats.micro[pair]
        seats.moves[c] = True
        following[c], head[v] = head[v], c
        v = left


@compiled
def unlink(head: Longs, following: Longs, v: Whole, c: Whole) -> None:
    """Take somebody out of the list of those who hold seats of a vacancy."""
    if head[v] == c:
        head[v] = following[c]
        return
    other = head[v]
    while following[other] != c:
        other = following[other]
    following[other] = following[c]

"""Deferred acceptance with reserved seats: those of a group go to its best members first, the others to all.

Every vacancy keeps one queue per group. Full, it leaves out the lowest of those that no reserve protects: the members
of a group beyond its reserved seats. `propose_reserved_plainly` is the definition; the compiled loops give the same
pairs.

Source: Hafalir, Yenmez and Yildirim (2013), effective affirmative action in school choice; for several groups Ehlers,
Hafalir, Yenmez and Yildirim (2014), soft bounds.
"""

from dataclasses import dataclass

import numpy as np

from corridor.engines.matching.allocation import Choice, wish
from corridor.engines.matching.types import Flags, Ints, Longs
from corridor.kernel.errors import N_, InputError


@dataclass(frozen=True, slots=True)
class Queues:
    """The group of everybody, 0 for none, and the reserved seats by vacancy and group."""

    group: Ints
    reserved: Longs


def queues_of(choice: Choice) -> Queues:
    """Return the groups and their reserved seats; refuse what can not be kept."""
    group = np.zeros(choice.people, np.int32)
    reserved = np.zeros((len(choice.positions), len(choice.reserves) + 1), np.int64)
    for number, reserve in enumerate(choice.reserves, start=1):
        if (group[reserve.people] > 0).any():
            raise InputError(
                N_("Somebody stands in %(reserve)s and in another group that seats are reserved for."),
                hint=N_("Reserve seats for groups that have nobody in common, or keep minimum quotas."),
                field="reserves",
                code="reserves_overlap",
                params={"reserve": reserve.label},
            )
        group[reserve.people] = number
        reserved[:, number] = reserve.seats
    wrong = np.flatnonzero((reserved.min(axis=1) < 0) | (reserved.sum(axis=1) > choice.positions))
    if len(wrong):
        raise InputError(
            N_("Vacancy %(row)s has %(positions)s positions, but %(seats)s are reserved."),
            hint=N_("Reserve 0 or more seats, at most as many as there are positions."),
            field="reserves",
            code="reserves_seats",
            params={
                "row": int(wrong[0]) + 1,
                "positions": int(choice.positions[wrong[0]]),
                "seats": int(reserved[wrong[0]].sum()),
            },
        )
    return Queues(group, reserved)


def propose_reserved_plainly(choice: Choice, queues: Queues) -> Flags:
    """Return the chosen pairs, a whole choice among all who ask at every step."""
    order = np.lexsort((-wish(choice.micro, choice.vacancy), choice.candidate))
    first = np.searchsorted(choice.candidate[order], np.arange(choice.people + 1)).tolist()
    pairs, vacancy, group = order.tolist(), choice.vacancy.tolist(), queues.group[choice.candidate].tolist()
    liked = wish(choice.micro, choice.candidate).tolist()
    held: list[list[int]] = [[] for _ in choice.positions]
    next_pair = list(first[:-1])
    for person in range(choice.people):
        proposer = person
        while proposer >= 0 and next_pair[proposer] < first[proposer + 1]:
            pair = pairs[next_pair[proposer]]
            next_pair[proposer] += 1
            post = vacancy[pair]
            asking = sorted([*held[post], pair], key=liked.__getitem__, reverse=True)
            held[post] = best_of(asking, group, queues.reserved[post].tolist(), int(choice.positions[post]))
            left = set(asking) - set(held[post])
            proposer = int(choice.candidate[left.pop()]) if left else -1
    chosen = np.zeros(len(choice.vacancy), np.bool_)
    chosen[[pair for kept in held for pair in kept]] = True
    return chosen


def best_of(asking: list[int], group: list[int], reserved: list[int], seats: int) -> list[int]:
    """Choose among pairs, the best first: reserved seats for their groups, then all others."""
    room, kept = list(reserved), []
    for pair in asking:
        if room[group[pair]] > 0:
            room[group[pair]] -= 1
            kept.append(pair)
    others = [pair for pair in asking if pair not in set(kept)]
    return kept + others[: seats - len(kept)]


def blocking_reserved(choice: Choice, chosen: Flags) -> int:
    """Count the listed pairs in which both sides would rather have each other, the reserved seats kept.

    A vacancy would take somebody for a free seat, for somebody lower of the same group, or for somebody lower whom no
    reserve protects. Shares no code with the ways above. O(pairs x groups).
    """
    queues = queues_of(choice)
    posts, groups = queues.reserved.shape
    pairs = np.flatnonzero(chosen)
    vacancy, candidate = choice.vacancy[pairs], choice.candidate[pairs]
    liked, cell = wish(choice.micro[pairs], candidate), vacancy * np.int64(groups) + queues.group[candidate]
    count = np.bincount(cell, minlength=posts * groups).reshape(posts, groups)
    lowest = np.full(posts * groups, np.iinfo(np.int64).max)
    np.minimum.at(lowest, cell, liked)
    lowest = lowest.reshape(posts, groups)
    unprotected = np.where(count > queues.reserved, lowest, np.iinfo(np.int64).max).min(axis=1)
    is_free = count.sum(axis=1) < choice.positions
    mine = np.full(choice.people, -1, np.int64)
    mine[candidate] = wish(choice.micro[pairs], vacancy)
    v, c = choice.vacancy, choice.candidate
    own = queues.group[c]
    asks = wish(choice.micro, c)
    has_reserve = count[v, own] < queues.reserved[v, own]
    takes = is_free[v] | has_reserve | (asks > np.minimum(unprotected[v], lowest[v, own]))
    return int(np.count_nonzero((wish(choice.micro, v) > mine[c]) & takes & (choice.positions[v] > 0)))

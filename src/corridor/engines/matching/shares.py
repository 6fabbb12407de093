"""How much of which skill everybody has: what a person holds, and what is near to it."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from corridor.engines.matching.types import Bytes, Ints, Longs, NearSkills, Store

WHOLE = 100
"""A held skill, in the units of nearness."""
NEARNESS_BITS = 7
TOGETHER = 2**21
"""About so many skills, held or near, are spread out together, so that room is needed for these only."""


@dataclass(frozen=True, slots=True)
class Shares:
    """What candidates have of the skills that a vacancy names.

    Row i has `share[start[i]:start[i + 1]]` hundredths of the skills `skill[...]` beside, ascending.
    """

    start: Longs
    skill: Ints
    share: Bytes


def shares_of(store: Store, near: NearSkills, *, threads: int = 1) -> Shares:
    """Return how much of which skill every candidate has, in the order of the store.

    O(s log s) for the s skills that are held or near to a held one; 5 bytes for each of them remain.
    """
    beside = neighbours_of(store, near)
    held = store.candidates.skills
    count = np.cumsum(np.diff(beside.start)[held.value])
    ends = np.concatenate([np.zeros(1, np.int64), count])[held.start]
    cuts = np.searchsorted(ends, np.arange(0, int(ends[-1]), TOGETHER))
    cuts = np.unique(np.append(cuts, [0, len(held.given)]))
    with ThreadPoolExecutor(threads) as pool:
        parts = list(pool.map(lambda part: spread_out(store, beside, *part), pairwise(cuts.tolist())))
    start = np.zeros(len(held.given) + 1, np.int64)
    np.cumsum(np.concatenate([np.zeros(0, np.int64), *(part[0] for part in parts)]), out=start[1:])
    return Shares(
        start=start,
        skill=np.concatenate([np.zeros(0, np.int32), *(part[1] for part in parts)]),
        share=np.concatenate([np.zeros(0, np.int8), *(part[2] for part in parts)]),
    )


def neighbours_of(store: Store, near: NearSkills) -> Shares:
    """Return what each skill of the market brings: itself in full, and its neighbours; only skills that are asked."""
    number = {skill: place for place, skill in enumerate(store.words.skills)}
    known = [(number[a], number[b], nearness) for a, b, nearness in near if a in number and b in number]
    pair = np.array(known, np.int64).reshape(-1, 3)
    asked = np.flatnonzero(store.skill_weight)
    source = np.concatenate([asked, pair[:, 0], pair[:, 1]])
    target = np.concatenate([asked, pair[:, 1], pair[:, 0]])
    nearness = np.concatenate([np.full(len(asked), WHOLE), pair[:, 2], pair[:, 2]])
    is_asked = store.skill_weight[target] > 0
    return greatest(source[is_asked], target[is_asked], nearness[is_asked], rows=len(number))


def spread_out(store: Store, beside: Shares, first: int, last: int) -> tuple[Longs, Ints, Bytes]:
    """Return, for the candidates `first` to `last`, how many skills each has a share of, and these shares."""
    held = store.candidates.skills
    skills = held.value[held.start[first] : held.start[last]]
    person = np.repeat(np.arange(last - first), np.diff(held.start[first : last + 1]))
    count = np.diff(beside.start)[skills]
    source = np.repeat(beside.start[skills] - np.cumsum(count) + count, count) + np.arange(int(count.sum()))
    found = greatest(np.repeat(person, count), beside.skill[source], beside.share[source], rows=last - first)
    return np.diff(found.start), found.skill, found.share


def greatest(row: Longs, skill: Longs | Ints, share: Longs | Bytes, *, rows: int) -> Shares:
    """Return the greatest share of every row and skill.

    >>> found = greatest(np.array([1, 1, 0]), np.array([4, 4, 2]), np.array([30, 60, 100]), rows=2)
    >>> found.start.tolist(), found.skill.tolist(), found.share.tolist()
    ([0, 1, 2], [2, 4], [100, 60])
    """
    bits = int(skill.max(initial=0)).bit_length()
    key = np.sort((row << bits | skill) << NEARNESS_BITS | share)
    both = key >> NEARNESS_BITS
    is_last = np.ones(len(key), np.bool_)
    is_last[:-1] = both[1:] != both[:-1]
    both, key = both[is_last], key[is_last]
    start = np.searchsorted(both >> bits, np.arange(rows + 1)).astype(np.int64)
    words = (both & ((1 << bits) - 1)).astype(np.int32)
    return Shares(start, words, (key & ((1 << NEARNESS_BITS) - 1)).astype(np.int8))

"""An upper bound of every score, from loops that know only held skills: each skill becomes a few of them.

Limits from 1 to 100 cut a skill into bands, each a skill of its own that weighs as much of the whole as it is wide. A
share of 60 fills the bands up to the first limit at or above 60. So a share counts as no less than it is, and as just
what it is where every nearness of the table is a limit.
"""

from dataclasses import replace
from itertools import pairwise

import numpy as np

from corridor.engines.matching.shares import TOGETHER, WHOLE, Shares
from corridor.engines.matching.types import Lists, Longs, NearSkills, Store

MOST_LIMITS = 2
"""One band asks a few more rows again; from three on adding up costs more than asking again."""
MOST_WEIGHT = np.iinfo(np.int32).max
"""The loops hold the weight of all skills of a vacancy in 32 bits."""


def limits_of(near: NearSkills, most: int) -> Longs:
    """Return at most so many limits, the last one 100: all values of a table, or those that part it evenly.

    >>> limits_of(frozenset({("a", "b", 60), ("a", "c", 30)}), 4).tolist()
    [30, 60, 100]
    >>> limits_of(frozenset(("a", str(n), n) for n in range(1, 91)), 4).tolist()
    [30, 60, 90, 100]
    """
    values = np.sort(np.array([nearness for *_, nearness in near], np.int64))
    limits = np.unique(values)
    if len(limits) >= most:
        # The last of each part; the parts hold about as many pairs.
        limits = np.unique(values[np.arange(1, most) * len(values) // max(most - 1, 1) - 1])
    return np.append(limits, WHOLE)


def is_exact(near: NearSkills, limits: Longs) -> bool:
    """Return whether every nearness of a table is a limit, so that the bounds are the scores."""
    return {nearness for *_, nearness in near} <= set(limits.tolist())


def in_bands(store: Store, shares: Shares, limits: Longs) -> Store:
    """Return the market whose plain scores are upper bounds of those by shares; its words of skills name nothing."""
    widths = np.diff(limits, prepend=0)
    widths //= np.gcd.reduce(widths)
    if heaviest(store) * int(widths.sum()) > MOST_WEIGHT:
        # One band alone needs no more room than a market without a table.
        limits, widths = limits[-1:], np.ones(1, np.int64)
    bands = len(limits)
    people, posts = store.candidates, store.vacancies
    skills = filled(shares, limits)
    return replace(
        store,
        candidates=replace(people, skills=replace(skills, given=people.skills.given)),
        vacancies=replace(posts, essential=whole(posts.essential, bands), optional=whole(posts.optional, bands)),
        words=replace(store.words, skills=store.words.skills * bands),
        skill_weight=np.multiply.outer(store.skill_weight, widths).astype(np.int32).ravel(),
    )


def heaviest(store: Store) -> int:
    """Return the greatest weight of all essential, or all optional, skills of a vacancy."""
    found = 0
    for lists in (store.vacancies.essential, store.vacancies.optional):
        ends = np.concatenate([np.zeros(1, np.int64), np.cumsum(store.skill_weight[lists.value], dtype=np.int64)])
        found = max(found, int(np.diff(ends[lists.start]).max(initial=0)))
    return found


def filled(shares: Shares, limits: Longs) -> Lists:
    """Return the bands, up to its limit, of every skill that somebody has a share of."""
    fills = (np.searchsorted(limits, np.arange(WHOLE + 1)) + 1).astype(np.int8)[shares.share]
    start, rows = np.zeros(len(shares.start), np.int64), len(shares.start) - 1
    value = np.empty(int(fills.sum(dtype=np.int64)), np.int32)
    cuts = np.searchsorted(shares.start, np.arange(0, len(fills), TOGETHER))
    for first, last in pairwise(np.unique(np.append(cuts, [0, rows])).tolist()):
        begin, end = shares.start[first], shares.start[last]
        count = fills[begin:end]
        ends = np.concatenate([np.zeros(1, np.int64), np.cumsum(count, dtype=np.int64)])
        start[first : last + 1] = start[first] + ends[shares.start[first : last + 1] - begin]
        band = np.arange(int(ends[-1])) - np.repeat(ends[:-1], count)
        value[start[first] : start[last]] = np.repeat(shares.skill[begin:end] * np.int32(len(limits)), count) + band
    return Lists(start, value, np.ones(rows, np.bool_))


def whole(lists: Lists, bands: int) -> Lists:
    """Return all bands of the skills of some lists."""
    value = np.add.outer(lists.value * np.int32(bands), np.arange(bands, dtype=np.int32))
    return Lists(lists.start * bands, np.ravel(value), lists.given)

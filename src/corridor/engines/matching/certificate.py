"""Proofs: how great a total score can be at most, and how many pairs would break an allocation.

They share no code with the ways in which allocations are found, and go through the pairs in parts, so that they need
little memory beside them.
"""

from collections.abc import Iterator

import numpy as np

from corridor.engines.matching.allocation import Allocation, Choice, wish
from corridor.engines.matching.types import Flags, Longs

PART = 1 << 20


def parts_of(choice: Choice) -> Iterator[slice]:
    """Yield consecutive parts of the pairs."""
    for start in range(0, len(choice.vacancy), PART):
        yield slice(start, min(start + PART, len(choice.vacancy)))


def price_bound(choice: Choice, prices: Longs, scale: int = 1) -> int:
    """Return what no allocation can exceed at these seat prices: all seats paid, plus every candidate's best surplus.

    Parameters
    ----------
    prices : (vacancies,) int64, millionths times `scale`, 0 or more; the bound is true however they were found
    scale : how many units a millionth has; people x the greatest score x scale must lie below 2**63

    Returns
    -------
    int, millionths, rounded down, since a total of whole millionths can not lie between

    O(pairs); the arithmetic is in whole numbers, so that nothing is lost.
    """
    surplus = np.zeros(choice.people, np.int64)
    for part in parts_of(choice):
        gain = choice.micro[part].astype(np.int64) * scale - prices[choice.vacancy[part]]
        np.maximum.at(surplus, choice.candidate[part], gain)
    priced = np.flatnonzero(prices)
    paid = sum(
        price * seats for price, seats in zip(prices[priced].tolist(), choice.positions[priced].tolist(), strict=True)
    )
    return (int(surplus.sum()) + int(paid)) // scale


def blocking_pairs(choice: Choice, chosen: Flags) -> int:
    """Count the listed pairs in which both sides would rather have each other than what they got.

    Both sides rank by score, then by the lower id of the other side. O(pairs).
    """
    pairs = np.flatnonzero(chosen)
    vacancy, candidate, micro = choice.vacancy[pairs], choice.candidate[pairs], choice.micro[pairs]
    mine = np.full(choice.people, -1, np.int64)
    mine[candidate] = wish(micro, vacancy)
    last = np.full(len(choice.positions), np.iinfo(np.int64).max)
    np.minimum.at(last, vacancy, wish(micro, candidate))
    last[np.bincount(vacancy, minlength=len(last)) < choice.positions] = -1
    found = 0
    for part in parts_of(choice):
        v, c, score = choice.vacancy[part], choice.candidate[part], choice.micro[part]
        rather = np.flatnonzero(wish(score, v) > mine[c])
        found += int(np.count_nonzero(wish(score[rather], c[rather]) > last[v[rather]]))
    return found


def wish_ranks(choice: Choice, allocation: Allocation) -> Longs:
    """Return which of their wishes the nominated candidates got, from 1, in the order of the allocation. O(pairs)."""
    mine = np.full(choice.people, np.iinfo(np.int64).max)
    mine[allocation.candidate] = wish(np.rint(allocation.score * 1e6).astype(np.int64), allocation.vacancy)
    better = np.zeros(choice.people, np.int64)
    for part in parts_of(choice):
        c = choice.candidate[part]
        np.add.at(better, c[wish(choice.micro[part], choice.vacancy[part]) > mine[c]], 1)
    return np.asarray(better[allocation.candidate] + 1)

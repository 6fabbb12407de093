"""The plain definitions, slow and obvious."""

import math
from collections.abc import Sequence
from fractions import Fraction


def plain_exposure(ranks: Sequence[int]) -> float:
    """Return the mean exposure of a group from the places of its people, 0 for those not listed."""
    return sum(1 / math.log2(1 + rank) for rank in ranks if rank > 0) / len(ranks)


def plain_exact_p(selected: int, people: int, selected_most: int, people_most: int) -> float:
    """Return Fisher's two-sided p value by counting all tables with the same margins that are no likelier."""
    total, all_selected = people + people_most, selected + selected_most
    every = math.comb(total, all_selected)
    ways = {
        k: math.comb(people, k) * math.comb(people_most, all_selected - k)
        for k in range(max(0, all_selected - people_most), min(people, all_selected) + 1)
    }
    return float(Fraction(sum(way for way in ways.values() if way <= ways[selected]), every))


def plain_score_statistic(ratio: float, x: int, n: int, y: int, m: int, steps: int = 20_000) -> float:
    """Return the score statistic at the likeliest pair of rates with this ratio, found by trying."""
    best, found = -math.inf, math.inf
    for step in range(1, steps):
        second = min(1.0, 1 / ratio) * step / steps
        first = ratio * second
        likelihood = x * math.log(first) + (n - x) * math.log1p(-first)
        likelihood += y * math.log(second) + (m - y) * math.log1p(-second)
        if likelihood > best:
            best = likelihood
            found = (x - n * first) ** 2 / (n * first * (1 - first))
            found += (y - m * second) ** 2 / (m * second * (1 - second))
    return found

"""Intervals of a rate, of a ratio of two rates and of a mean exposure."""

import math
from statistics import NormalDist

import numpy as np

from corridor.engines.fairness.types import Floats, Ratio


def wilson(selected: int, people: int, level: float = 0.95) -> Ratio:
    """Return a rate with Wilson's score interval.

    >>> found = wilson(81, 263)
    >>> round(found.low, 4), round(found.high, 4)
    (0.2553, 0.3662)
    """
    z = NormalDist().inv_cdf((1 + level) / 2)
    p = selected / people
    centre = (p + z * z / (2 * people)) / (1 + z * z / people)
    half = z / (1 + z * z / people) * math.sqrt(p * (1 - p) / people + z * z / (4 * people * people))
    # Exact at the edges, where rounding would carry a bound past 0 or 1.
    low = 0.0 if selected == 0 else max(0.0, centre - half)
    return Ratio(p, low, 1.0 if selected == people else min(1.0, centre + half))


def rate_ratio(selected: int, people: int, selected_most: int, people_most: int, level: float = 0.95) -> Ratio:
    """Return the ratio of two rates with Koopman's score interval; the second group has somebody selected.

    All ratios that a score test at the level would not reject; it works with nobody selected in the first group.

    >>> found = rate_ratio(36, 40, 16, 80)
    >>> round(found.low, 2), round(found.high, 2)
    (2.94, 7.15)
    """
    value = (selected / people) / (selected_most / people_most)
    limit = NormalDist().inv_cdf((1 + level) / 2) ** 2
    counts = (selected, people, selected_most, people_most)
    low = 0.0 if selected == 0 else crossing(counts, limit, start=value, factor=0.5)
    inside = value if selected else 0.5 / people / (selected_most / people_most)
    return Ratio(value, low, crossing(counts, limit, start=inside, factor=2.0))


def crossing(counts: tuple[int, int, int, int], limit: float, *, start: float, factor: float) -> float:
    """Return the ratio beyond `start` at which the score statistic reaches the limit, by halving."""
    inside, outside = start, start * factor
    while score_statistic(outside, *counts) < limit:
        inside, outside = outside, outside * factor
        if not 1e-12 < outside < 1e12:
            return 0.0 if factor < 1 else math.inf
    for _ in range(100):
        middle = math.sqrt(inside * outside)
        if score_statistic(middle, *counts) < limit:
            inside = middle
        else:
            outside = middle
    return math.sqrt(inside * outside)


def score_statistic(ratio: float, x: int, n: int, y: int, m: int) -> float:
    """Return Koopman's statistic: how far x of n and y of m lie from any two rates with this ratio.

    Source: P. A. R. Koopman, Confidence intervals for the ratio of two binomial proportions, 1984, eq. 2.
    """
    b = ratio * (n + y) + x + m
    root = math.sqrt(max(0.0, b * b - 4 * ratio * (n + m) * (x + y)))
    first = (b - root) / (2 * (n + m))
    second = first / ratio
    found = 0.0
    for seen, people, rate in ((x, n, first), (y, m, second)):
        spread = people * rate * (1 - rate)
        off = (seen - people * rate) ** 2
        found += off / spread if spread > 0 else (0.0 if off < 1e-12 else math.inf)
    return found


def exact_p(selected: int, people: int, selected_most: int, people_most: int) -> float:
    """Return the two-sided p value of Fisher's exact test.

    >>> round(exact_p(3, 4, 1, 4), 4)
    0.4857
    """
    from scipy import special

    def ways(of: int, taken: Floats) -> Floats:
        return np.asarray(special.gammaln(of + 1) - special.gammaln(taken + 1) - special.gammaln(of - taken + 1))

    together = selected + selected_most
    first = np.arange(max(0, together - people_most), min(people, together) + 1.0)
    log_chance = ways(people, first) + ways(people_most, together - first)
    chance = np.exp(log_chance - log_chance.max())
    # Tables as likely as this one count; rounding must not drop them.
    is_as_rare = chance <= chance[int(selected - first[0])] * (1 + 1e-7)
    return float(chance[is_as_rare].sum() / chance.sum())


def exposure_of(rank: "np.typing.ArrayLike") -> Floats:
    """Return 1 / log2(1 + rank) of every place; rank 0 is not listed and has none.

    >>> exposure_of([1, 3, 0]).tolist()
    [1.0, 0.5, 0.0]
    """
    places = np.asarray(rank, np.float64)
    return np.where(places > 0, 1 / np.log2(1 + np.maximum(places, 1)), 0.0)


def drawn_again(exposure: Floats, resamples: int, rng: np.random.Generator) -> Floats:
    """Return the mean exposure of `resamples` groups drawn from this one with replacement."""
    seen = exposure[exposure > 0]
    people = len(exposure)
    chances = np.append(np.full(len(seen), 1 / people), max(0.0, 1 - len(seen) / people))
    return np.asarray(rng.multinomial(people, chances, size=resamples)[:, :-1] @ seen / people)

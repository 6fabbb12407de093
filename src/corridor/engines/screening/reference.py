"""The definitions of screening, slow and plain. Tests hold the engine against them; nothing else uses them."""

import math
from collections.abc import Mapping, Sequence
from itertools import combinations

from corridor.engines.screening.types import Preference, Shape


def preference(function: Preference, difference: float) -> float:
    """Return the preference for one difference, case by case as Brans and Vincke print it."""
    if difference <= 0:
        return 0.0
    if function.type == Shape.USUAL:
        return 1.0
    if function.type == Shape.USHAPE:
        return 0.0 if difference <= function.q else 1.0
    if function.type == Shape.VSHAPE:
        return difference / function.p if difference < function.p else 1.0
    if function.type == Shape.LEVEL:
        return 0.0 if difference <= function.q else 0.5 if difference <= function.p else 1.0
    if function.type == Shape.LINEAR:
        if difference <= function.q:
            return 0.0
        return (difference - function.q) / (function.p - function.q) if difference < function.p else 1.0
    return 1.0 - math.exp(-(difference**2) / (2 * function.s**2))


def net_flows(
    matrix: Sequence[Sequence[float]],
    weights: Sequence[float],
    types: Sequence[int],
    functions: Sequence[Preference],
) -> list[float]:
    """Return PROMETHEE II net flows, pair by pair."""

    def index(a: Sequence[float], b: Sequence[float]) -> float:
        parts = zip(weights, types, functions, a, b, strict=True)
        return sum(w * preference(f, kind * (x - y)) for w, kind, f, x, y in parts) / sum(weights)

    others = len(matrix) - 1
    return [sum(index(a, b) - index(b, a) for b in matrix if b is not a) / others for a in matrix]


def closeness(
    matrix: Sequence[Sequence[float]], weights: Sequence[float], types: Sequence[int], normalisation: str = "vector"
) -> list[float]:
    """Return TOPSIS closeness, column by column."""
    columns = list(zip(*matrix, strict=True))
    if normalisation == "vector":
        lengths = [math.sqrt(sum(x * x for x in column)) or 1.0 for column in columns]
    else:
        lengths = [(max(column) - min(column)) or 1.0 for column in columns]
    scaled = [[w * x / length for x, w, length in zip(row, weights, lengths, strict=True)] for row in matrix]
    ends = [
        (max(c), min(c)) if kind == 1 else (min(c), max(c))
        for c, kind in zip(zip(*scaled, strict=True), types, strict=True)
    ]
    to_best = [math.dist(row, [end[0] for end in ends]) for row in scaled]
    to_worst = [math.dist(row, [end[1] for end in ends]) for row in scaled]
    return [worst / (best + worst) for best, worst in zip(to_best, to_worst, strict=True)]


def leader_at(scores: Mapping[str, Sequence[float]], weights: Sequence[float]) -> str:
    """Return the alternative with the greatest weighted sum, the earlier of equals."""
    return max(scores, key=lambda name: sum(w * v for w, v in zip(weights, scores[name], strict=True)))


def priorities(matrix: Sequence[Sequence[float]], rounds: int = 500) -> tuple[list[float], float]:
    """Return AHP weights and the principal eigenvalue by multiplying a vector with the table again and again."""
    vector, eigenvalue = [1 / len(matrix)] * len(matrix), 0.0
    for _ in range(rounds):
        product = [sum(a * v for a, v in zip(row, vector, strict=True)) for row in matrix]
        eigenvalue = sum(product)
        vector = [value / eigenvalue for value in product]
    return vector, eigenvalue


def tau_b(first: Sequence[float], second: Sequence[float]) -> float:
    """Return Kendall's tau-b, pair by pair."""
    agree = against = tied_first = tied_second = 0
    for (a, b), (c, d) in combinations(zip(first, second, strict=True), 2):
        agree += (a - c) * (b - d) > 0
        against += (a - c) * (b - d) < 0
        tied_first += a == c
        tied_second += b == d
    pairs = len(first) * (len(first) - 1) // 2
    return (agree - against) / math.sqrt((pairs - tied_first) * (pairs - tied_second))


def rank_shares(scores: Sequence[Sequence[float]]) -> list[list[float]]:
    """Return the share of draws (rows) in which each alternative (column) takes each rank; equals in their order."""
    counts = [[0] * len(scores[0]) for _ in scores[0]]
    for row in scores:
        for place, name in enumerate(sorted(range(len(row)), key=lambda i: -row[i])):
            counts[name][place] += 1
    return [[count / len(scores) for count in row] for row in counts]

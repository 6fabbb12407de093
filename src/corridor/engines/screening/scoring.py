"""Scores under many weightings at once, one class per method.

A weighted sum, PROMETHEE's net flow and AHP's priority are linear in the weights, TOPSIS's squared distances in their
squares: a table per method is worked out once, and each weighting costs a few multiplications.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
import numpy.typing as npt

from corridor.engines.compute import above_zero, at_least_zero, finite, same_length
from corridor.engines.screening.types import Preference, Shape
from corridor.kernel.errors import N_, InputError

Array = npt.NDArray[np.float64]
Normalisation = Literal["vector", "minmax"]

# Scores closer than this are equal: they are sums of a handful of numbers near one.
EQUAL = 1e-12


class Scorer(Protocol):
    """A method with its table: scores from weights, more is better."""

    def scores(self, weights: Array, rng: np.random.Generator | None = None) -> Array:
        """Return (n, draws) scores for (m, draws) weights; `rng` draws what is not known, else it counts as half."""

    def without(self, weights: Array) -> Array | None:
        """Return (n, n): row r holds the scores without r (NaN at r); None if nobody's score depends on others."""


def summed(table: Array, weights: Array) -> Array:
    """Return (n, draws) sums over criteria, added up in the same order for everyone: equal rows stay equal."""
    total = np.zeros((len(table), weights.shape[1]))
    part = np.empty_like(total)
    for column, weight in zip(table.T, weights, strict=True):
        np.multiply.outer(column, weight, out=part)
        total += part
    return total


@dataclass(frozen=True, slots=True, eq=False)
class Weighted:
    """The weighted sum of (n, m) values from 0 to 1; NaN is not known."""

    table: Array

    def scores(self, weights: Array, rng: np.random.Generator | None = None) -> Array:
        """Add up weight times value."""
        unknown = np.argwhere(np.isnan(self.table))
        if rng is None:
            return summed(np.nan_to_num(self.table, nan=0.5), weights)
        total = summed(np.nan_to_num(self.table, nan=0.0), weights)
        drawn = rng.random((weights.shape[1], len(unknown)))
        for place, (i, k) in enumerate(unknown):
            total[i] += weights[k] * drawn[:, place]
        return total

    def without(self, weights: Array) -> None:
        """Nobody's score depends on who else is there."""


@dataclass(frozen=True, slots=True, eq=False)
class Closeness:
    """TOPSIS on (n, m) raw values."""

    matrix: Array
    types: Array
    normalisation: Normalisation = "vector"

    def scores(self, weights: Array, rng: np.random.Generator | None = None) -> Array:
        """Return d- / (d+ + d-); one half for all where nobody differs from anybody."""
        del rng
        to_best, to_worst = (np.sqrt(summed(part, weights**2)) for part in self.distances())
        both = to_best + to_worst
        closeness: Array = np.divide(to_worst, both, out=np.full_like(both, 0.5), where=both > 0)
        return closeness

    def distances(self) -> tuple[Array, Array]:
        """Return (n, m) squared distances to the best and to the worst value of each criterion, before weights."""
        # A column is first divided by its greatest value, so that no square grows out of range.
        greatest = np.abs(self.matrix).max(axis=0)
        table = self.matrix / np.where(greatest == 0, 1.0, greatest) * self.types
        # Only differences count below, so that the minimum need not be subtracted for minmax.
        spread = np.ptp(table, axis=0) if self.normalisation == "minmax" else np.sqrt((table**2).sum(axis=0))
        table = table / np.where(spread == 0, 1.0, spread)
        return (table - table.max(axis=0)) ** 2, (table - table.min(axis=0)) ** 2

    def without(self, weights: Array) -> Array | None:
        """Work each smaller table out anew: its best and worst values and its lengths may be others."""
        return each_left_out(
            len(self.matrix),
            lambda kept: Closeness(self.matrix[kept], self.types, self.normalisation).scores(weights[:, None])[:, 0],
        )


@dataclass(frozen=True, slots=True, eq=False)
class Flows:
    """PROMETHEE II on (n, m) raw values."""

    matrix: Array
    types: Array
    functions: Sequence[Preference]

    def scores(self, weights: Array, rng: np.random.Generator | None = None) -> Array:
        """Return net flows."""
        del rng
        return summed(self.table(), weights)

    def table(self) -> Array:
        """Return (n, m) net flows of each criterion alone; its weighted sum is the net flow."""
        others = max(1, len(self.matrix) - 1)
        return np.stack(
            [(p.sum(axis=1) - p.sum(axis=0)) / others for p in preferences(self.matrix, self.types, self.functions)],
            axis=1,
        )

    def index(self, weights: Array) -> Array:
        """Return (n, n) how far row is preferred to column."""
        pi = np.zeros((len(self.matrix), len(self.matrix)))
        for weight, preferred in zip(weights, preferences(self.matrix, self.types, self.functions), strict=True):
            pi += weight * preferred
        return pi

    def without(self, weights: Array) -> Array | None:
        """Take what each wins and loses against the one who is left out off the net flow."""
        n = len(self.matrix)
        if n < 3:
            return None
        pi = self.index(weights)
        won = pi - pi.T
        left = (won.sum(axis=1)[None, :] - won.T) / (n - 2)
        np.fill_diagonal(left, np.nan)
        return np.asarray(left)


def each_left_out(n: int, scored: Callable[[npt.NDArray[np.intp]], Array]) -> Array | None:
    """Return (n, n): row r holds the scores of the others when r is left out; None below three alternatives."""
    if n < 3:
        return None
    left = np.full((n, n), np.nan)
    for r in range(n):
        kept = np.delete(np.arange(n), r)
        left[r, kept] = scored(kept)
    return left


def preferences(matrix: Array, types: Array, functions: Sequence[Preference]) -> Iterator[Array]:
    """Yield for each criterion (n, n) how far row is preferred to column on it."""
    for k, function in enumerate(functions):
        column = matrix[:, k] * types[k]
        checked_preference(function, f"functions[{k}]")
        # A difference too great for a number is infinite, and as surely preferred.
        with np.errstate(over="ignore"):
            preferred = _preferred(function, column[:, None] - column[None, :])
        yield preferred


def checked_preference(function: Preference, field: str) -> Preference:
    """Return a preference function that has the lengths it needs."""
    q, p = at_least_zero(function.q, f"{field}.q"), at_least_zero(function.p, f"{field}.p")
    match function.type:
        case Shape.VSHAPE:
            above_zero(p, f"{field}.p")
        case Shape.GAUSS:
            above_zero(function.s, f"{field}.s")
        case Shape.LINEAR | Shape.LEVEL if q > p or (function.type == Shape.LINEAR and q == p):
            raise InputError(
                N_("%(field)s: indifference ends at %(q)s and preference is full from %(p)s."),
                hint=N_("Give a preference threshold p above the indifference threshold q."),
                field=field,
                params={"field": field, "q": q, "p": p},
            )
    return function


def _preferred(function: Preference, d: Array) -> Array:
    q, p, s = function.q, function.p, function.s
    match function.type:
        case Shape.USUAL:
            return np.where(d > 0, 1.0, 0.0)
        case Shape.USHAPE:
            return np.where(d > q, 1.0, 0.0)
        case Shape.VSHAPE:
            return np.clip(d / p, 0.0, 1.0)
        case Shape.LEVEL:
            return np.where(d > p, 1.0, np.where(d > q, 0.5, 0.0))
        case Shape.LINEAR:
            return np.clip((d - q) / (p - q), 0.0, 1.0)
        case Shape.GAUSS:
            return np.where(d > 0, -np.expm1(-((d / s) ** 2) / 2), 0.0)


def checked_table(matrix: Array, types: Sequence[int]) -> tuple[Array, Array]:
    """Return a table of at least two alternatives without gaps, and its types as numbers."""
    if matrix.ndim != 2 or len(matrix) < 2 or matrix.shape[1] == 0:
        raise InputError(
            N_("The matrix is not a full table of at least two alternatives."),
            hint=N_("Give one row per alternative and a number for every criterion."),
            field="matrix",
        )
    for i, k in np.argwhere(~np.isfinite(matrix)):
        raise InputError(
            N_("The matrix has no number in row %(row)s, column %(column)s."),
            hint=N_("Give one row per alternative and a number for every criterion."),
            field="matrix",
            params={"row": int(i) + 1, "column": int(k) + 1},
        )
    same_length(types, matrix[0], "types and criteria")
    return matrix, np.array(checked_types(types), dtype=np.float64)


def checked_types(types: Sequence[int]) -> Sequence[int]:
    """Return types that are all 1 or -1."""
    for k, kind in enumerate(types):
        if kind not in (1, -1):
            raise InputError(
                N_("The type of criterion %(number)s is %(value)s; it is 1 (more is better) or -1 (less is better)."),
                hint=N_("Give 1 or -1 for every criterion."),
                field="types",
                params={"number": k + 1, "value": kind},
            )
    return types


def checked_normalisation(given: str, known: Sequence[str]) -> None:
    """Refuse a normalisation that is not known."""
    if given not in known:
        raise InputError(
            N_("There is no normalisation %(name)s."),
            hint=N_("Choose one of: %(names)s."),
            field="normalisation",
            params={"name": given, "names": ", ".join(known)},
        )


def shares(weights: Sequence[float], criteria: int) -> Array:
    """Return weights of criteria divided by their sum."""
    same_length(weights, range(criteria), "weights and criteria")
    vector = np.array([at_least_zero(weight, "weights") for weight in weights], dtype=np.float64)
    return np.asarray(vector / total_of(vector.tolist()), dtype=np.float64)


def total_of(weights: Iterable[float]) -> float:
    """Return the sum of weights that are not all zero."""
    total = sum(weights)
    if total == 0:
        raise InputError(
            N_("All weights are zero."),
            hint=N_("Give at least one criterion a weight above zero."),
            field="weights",
        )
    return finite(total, "weights")


def ranks_of(scores: Array) -> tuple[int, ...]:
    """Return ranks from 1 for scores of which more is better; scores that are equal share a rank."""
    return tuple(1 + int((scores > score + EQUAL).sum()) for score in scores)

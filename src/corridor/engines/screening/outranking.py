"""Second opinions on a decision table: TOPSIS and PROMETHEE II."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

import numpy as np
import numpy.typing as npt

from corridor.engines.compute import above_zero, at_least_zero, same_length
from corridor.kernel.errors import N_, InputError

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Topsis:
    """Closeness to the ideal, 0 to 1, and the rank of each alternative."""

    closeness: tuple[float, ...]
    rank: tuple[int, ...]


class Shape(StrEnum):
    """The six preference functions of Brans and Vincke."""

    USUAL = "usual"
    USHAPE = "ushape"
    VSHAPE = "vshape"
    LEVEL = "level"
    LINEAR = "linear"
    GAUSS = "gauss"


@dataclass(frozen=True, slots=True)
class Preference:
    """How a difference on a criterion becomes a preference: q indifference, p preference, s inflection."""

    type: Shape = Shape.USUAL
    q: float = 0.0
    p: float = 0.0
    s: float = 0.0


@dataclass(frozen=True, slots=True)
class Promethee:
    """Preference of row over column, flows, and the alternatives (from 1) from best to last."""

    pi: tuple[tuple[float, ...], ...]
    plus: tuple[float, ...]
    minus: tuple[float, ...]
    net: tuple[float, ...]
    ranking: tuple[int, ...]


def _table(matrix: Array, weights: Sequence[float], types: Sequence[int]) -> tuple[Array, Array, Array]:
    if matrix.ndim != 2 or len(matrix) < 2 or not np.isfinite(matrix).all():
        raise InputError(
            N_("The matrix is not a full table of at least two alternatives."),
            hint=N_("Give one row per alternative and a number for every criterion."),
            field="matrix",
        )
    same_length(weights, matrix[0], "weights and criteria")
    same_length(types, matrix[0], "types and criteria")
    if any(kind not in (1, -1) for kind in types):
        raise InputError(
            N_("A type is neither 1 (more is better) nor -1 (less is better)."),
            hint=N_("Give 1 or -1 for every criterion."),
            field="types",
        )
    vector = np.array([at_least_zero(weight, "weights") for weight in weights], dtype=np.float64)
    above_zero(float(vector.sum()), "weights")
    return matrix, vector / vector.sum(), np.array(types, dtype=np.float64)


def topsis(
    matrix: Array,
    weights: Sequence[float],
    types: Sequence[int],
    normalisation: Literal["vector", "minmax"] = "vector",
) -> Topsis:
    """Rank alternatives by their distances to the best and the worst values at hand.

    Parameters
    ----------
    matrix : (n, m) float64, alternatives by criteria, n at least 2
    weights : (m,) at least zero; divided by their sum
    types : (m,) 1 where more is better, -1 where less is
    normalisation : vector (divide by the root of the sum of squares) or minmax; the two give other results

    Returns
    -------
    Closeness d- / (d+ + d-) and ranks from 1; equal closeness shares a rank.

    Raises
    ------
    InputError : a table with gaps, lists of another length, or alternatives that do not differ at all

    Source: Hwang and Yoon (1981); docs/methods/screening.md, TOPSIS.
    """
    table, vector, signs = _table(matrix, weights, types)
    spread = np.ptp(table, axis=0) if normalisation == "minmax" else np.sqrt((table**2).sum(axis=0))
    # Only differences count below, so that the minimum need not be subtracted for minmax.
    weighted = table / np.where(spread == 0, 1.0, spread) * signs * vector
    to_best = np.linalg.norm(weighted - weighted.max(axis=0), axis=1)
    to_worst = np.linalg.norm(weighted - weighted.min(axis=0), axis=1)
    if (to_best + to_worst == 0).any():
        raise InputError(
            N_("The alternatives do not differ on any criterion that has a weight."),
            hint=N_("Add a criterion on which they differ."),
            field="matrix",
        )
    closeness = to_worst / (to_best + to_worst)
    ranks = [1 + int((closeness > value).sum()) for value in closeness]
    return Topsis(tuple(closeness.tolist()), tuple(ranks))


def _preference(function: Preference, d: Array) -> Array:
    q, p, s = function.q, function.p, function.s
    match function.type:
        case Shape.USUAL:
            return np.where(d > 0, 1.0, 0.0)
        case Shape.USHAPE:
            return np.where(d > q, 1.0, 0.0)
        case Shape.VSHAPE:
            return np.clip(d / above_zero(p, "p"), 0.0, 1.0)
        case Shape.LEVEL:
            return np.where(d > p, 1.0, np.where(d > q, 0.5, 0.0))
        case Shape.LINEAR:
            return np.clip((d - q) / above_zero(p - q, "p - q"), 0.0, 1.0)
        case Shape.GAUSS:
            return np.where(d > 0, -np.expm1(-(d**2) / (2 * above_zero(s, "s") ** 2)), 0.0)


def promethee2(
    matrix: Array,
    weights: Sequence[float],
    types: Sequence[int],
    functions: Sequence[Preference],
) -> Promethee:
    """Rank alternatives by how far each is preferred to the others, pair by pair.

    Parameters
    ----------
    matrix : (n, m) float64, alternatives by criteria, n at least 2
    weights : (m,) at least zero; divided by their sum
    types : (m,) 1 where more is better, -1 where less is
    functions : (m,) preference functions; q and p in the criterion's unit, q at most p

    Returns
    -------
    The preference index of every pair, leaving and entering flow (means over the n - 1 others), their difference,
    and the order; equal net flows stand in the order given. Net flows add up to zero. O(n^2 m).

    Raises
    ------
    InputError : a table with gaps, lists of another length, or a function without the length that it needs

    Source: Brans and Vincke (1985); docs/methods/screening.md, PROMETHEE.
    """
    table, vector, signs = _table(matrix, weights, types)
    same_length(functions, vector, "functions and criteria")
    pi = np.zeros((len(table), len(table)))
    for k, function in enumerate(functions):
        column = table[:, k] * signs[k]
        pi += vector[k] * _preference(function, column[:, None] - column[None, :])
    plus, minus = pi.sum(axis=1) / (len(table) - 1), pi.sum(axis=0) / (len(table) - 1)
    net = plus - minus
    return Promethee(
        pi=tuple(tuple(row) for row in pi.tolist()),
        plus=tuple(plus.tolist()),
        minus=tuple(minus.tolist()),
        net=tuple(net.tolist()),
        ranking=tuple((np.argsort(-net, kind="stable") + 1).tolist()),
    )

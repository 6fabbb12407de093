"""Second opinions on a decision table: TOPSIS and PROMETHEE II."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from corridor.engines.compute import same_length
from corridor.engines.screening.scoring import (
    Closeness,
    Flows,
    Normalisation,
    checked_normalisation,
    checked_table,
    ranks_of,
    shares,
)
from corridor.engines.screening.types import Preference
from corridor.kernel.errors import N_, InputError

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Topsis:
    """Closeness to the ideal, 0 to 1, and the rank of each alternative.

    `idle` are the criteria (from 1) on which nobody differs, such as a column of zeros: they move nothing.
    """

    closeness: tuple[float, ...]
    rank: tuple[int, ...]
    normalisation: Normalisation
    idle: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Promethee:
    """Preference of row over column, flows, and the alternatives (from 1) from best to last.

    `parts` holds what each criterion adds to each net flow: rows are alternatives, columns criteria.
    """

    pi: tuple[tuple[float, ...], ...]
    plus: tuple[float, ...]
    minus: tuple[float, ...]
    net: tuple[float, ...]
    ranking: tuple[int, ...]
    rank: tuple[int, ...]
    parts: tuple[tuple[float, ...], ...]


def topsis(
    matrix: Array,
    weights: Sequence[float],
    types: Sequence[int],
    normalisation: Normalisation = "vector",
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
    InputError : a table with gaps, lists of another length, weights that are all zero, or alternatives that do not
        differ on any criterion with a weight

    Source: Hwang and Yoon (1981); docs/methods/screening.md, TOPSIS.
    """
    checked_normalisation(normalisation, ("vector", "minmax"))
    table, signs = checked_table(matrix, types)
    vector = shares(weights, table.shape[1])
    differs = np.ptp(table, axis=0) > 0
    if not (vector * differs).any():
        raise InputError(
            N_("The alternatives do not differ on any criterion that has a weight."),
            hint=N_("Add a criterion on which they differ."),
            field="matrix",
        )
    closeness = Closeness(table, signs, normalisation).scores(vector[:, None])[:, 0]
    return Topsis(
        closeness=tuple(closeness.tolist()),
        rank=ranks_of(closeness),
        normalisation=normalisation,
        idle=tuple((np.flatnonzero(~differs) + 1).tolist()),
    )


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
    table, signs = checked_table(matrix, types)
    vector = shares(weights, table.shape[1])
    same_length(functions, vector, "functions and criteria")
    flows = Flows(table, signs, functions)
    pi, others = flows.index(vector), len(table) - 1
    plus, minus = pi.sum(axis=1) / others, pi.sum(axis=0) / others
    net = plus - minus
    return Promethee(
        pi=tuple(tuple(row) for row in pi.tolist()),
        plus=tuple(plus.tolist()),
        minus=tuple(minus.tolist()),
        net=tuple(net.tolist()),
        ranking=tuple((np.argsort(-np.round(net, 12), kind="stable") + 1).tolist()),
        rank=ranks_of(net),
        parts=tuple(tuple(row) for row in (flows.table() * vector).tolist()),
    )

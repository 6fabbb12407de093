"""The analytic hierarchy process: weights from comparisons in pairs, with their consistency."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from corridor.engines.compute import same_length
from corridor.kernel.errors import N_, InputError

Array = npt.NDArray[np.float64]

# Saaty (1980). Other tables give another consistency ratio for the same comparisons.
RANDOM_INDEX = {1: 0.0, 2: 0.0, 3: 0.58, 4: 0.90, 5: 1.12, 6: 1.24, 7: 1.32, 8: 1.41, 9: 1.45, 10: 1.49}
# How far a pair may be from reciprocal: 1/3 is often typed with ten digits, sometimes with two.
RECIPROCAL_TOLERANCE = 0.05
CONSISTENT_BELOW = 0.10


@dataclass(frozen=True, slots=True)
class AhpWeights:
    """Weights from one matrix of comparisons; consistent where the ratio is at most 0.10."""

    weights: tuple[float, ...]
    lambda_max: float
    ci: float
    cr: float
    consistent: bool


@dataclass(frozen=True, slots=True)
class Ahp:
    """Weights of criteria, local priorities of the alternatives under each, and global priorities."""

    weights: tuple[float, ...]
    lambda_max: float
    ci: float
    cr: float
    consistent: bool
    local: tuple[tuple[float, ...], ...]
    local_cr: tuple[float, ...]
    priority: tuple[float, ...]


def _comparisons(matrix: Array, field: str) -> Array:
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1] or len(matrix) not in RANDOM_INDEX:
        raise InputError(
            N_("%(field)s is not a square table of 1 to 10 rows."),
            hint=N_("Compare every item with every other, once in each direction."),
            field=field,
            params={"field": field},
        )
    if not (np.isfinite(matrix).all() and (matrix > 0).all()):
        raise InputError(
            N_("%(field)s holds a comparison that is not above zero."),
            hint=N_("Write 1 for equal, 3 for moderately more, 1/3 for moderately less."),
            field=field,
            params={"field": field},
        )
    for i, j in np.argwhere(np.abs(matrix * matrix.T - 1) > RECIPROCAL_TOLERANCE):
        raise InputError(
            N_("%(field)s: item %(i)s against %(j)s is %(ij)s, and the other way round %(ji)s."),
            hint=N_("The two must be each other's reciprocal, such as 3 and 1/3."),
            field=field,
            params={"field": field, "i": i + 1, "j": j + 1, "ij": matrix[i, j], "ji": matrix[j, i]},
        )
    return matrix


def ahp_weights(matrix: Array) -> AhpWeights:
    """Derive weights from comparisons in pairs, as the principal eigenvector.

    Parameters
    ----------
    matrix : (n, n) float64, how much more row matters than column, 1/9 to 9; reciprocal; n up to 10

    Returns
    -------
    Weights that add up to one, the principal eigenvalue, the consistency index (lambda - n) / (n - 1) and its ratio
    to Saaty's random index (zero for n below 3, where every comparison is consistent).

    Raises
    ------
    InputError : a table that is not square or not reciprocal, or a comparison at or below zero

    Source: Saaty (1980); docs/methods/screening.md, Comparisons in pairs.
    """
    return _weights(_comparisons(matrix, "matrix"))


def _weights(matrix: Array) -> AhpWeights:
    n = len(matrix)
    values, vectors = np.linalg.eig(matrix)
    main = int(np.argmax(values.real))
    vector = np.abs(vectors[:, main].real)
    largest = float(values[main].real)
    ci = (largest - n) / (n - 1) if n > 1 else 0.0
    cr = ci / RANDOM_INDEX[n] if RANDOM_INDEX[n] else 0.0
    return AhpWeights(tuple((vector / vector.sum()).tolist()), largest, ci, cr, cr <= CONSISTENT_BELOW)


def ahp(criteria: Array, alternatives: Sequence[Array]) -> Ahp:
    """Rank alternatives from comparisons of criteria and, under each criterion, of alternatives.

    Parameters
    ----------
    criteria : (m, m) comparisons of the criteria
    alternatives : m tables (n, n), comparisons of the alternatives under each criterion

    Raises
    ------
    InputError : as in `ahp_weights`, or tables of different size

    Source: Saaty (1980); docs/methods/screening.md, Comparisons in pairs.
    """
    main = _weights(_comparisons(criteria, "criteria"))
    same_length(main.weights, alternatives, "criteria and alternatives")
    locals_ = [_weights(_comparisons(table, f"alternatives[{k}]")) for k, table in enumerate(alternatives)]
    for found in locals_:
        same_length(found.weights, locals_[0].weights, "alternatives")
    local = np.array([found.weights for found in locals_])
    return Ahp(
        weights=main.weights,
        lambda_max=main.lambda_max,
        ci=main.ci,
        cr=main.cr,
        consistent=main.consistent,
        local=tuple(found.weights for found in locals_),
        local_cr=tuple(found.cr for found in locals_),
        priority=tuple((np.array(main.weights) @ local).tolist()),
    )

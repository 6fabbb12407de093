"""The analytic hierarchy process: weights from comparisons in pairs, with their consistency."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from corridor.engines.compute import same_length
from corridor.engines.screening.scoring import each_left_out, summed
from corridor.kernel.errors import N_, InputError

Array = npt.NDArray[np.float64]

# Saaty (1980), by the number of items. Other tables give another consistency ratio for the same comparisons.
RANDOM_INDEX = (0.0, 0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59)
RANDOM_INDEX_TABLE = "Saaty 1980"
MOST_ITEMS = len(RANDOM_INDEX) - 1
# How far a pair may be from reciprocal: 1/3 is often typed with ten digits, sometimes with two.
RECIPROCAL_TOLERANCE = 0.05
CONSISTENT_BELOW = 0.10


@dataclass(frozen=True, slots=True)
class AhpWeights:
    """Weights from one matrix of comparisons; consistent where the ratio is at most 0.10.

    `random_index` is the value of the table that the ratio was taken with, which is named. `worst` is the pair (from
    1) that contradicts the weights most, and what it would be if it did not; None where all comparisons fit.
    """

    weights: tuple[float, ...]
    lambda_max: float
    ci: float
    cr: float
    consistent: bool
    random_index: float
    random_index_table: str = RANDOM_INDEX_TABLE
    worst: "Contradiction | None" = None


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A comparison, row against column, beside what the weights say of the two."""

    row: int
    column: int
    given: float
    fitting: float


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
    random_index: float
    local_random_index: tuple[float, ...]
    local_consistent: tuple[bool, ...]
    random_index_table: str = RANDOM_INDEX_TABLE


def comparisons(matrix: Array, field: str) -> Array:
    """Return a table of comparisons in pairs that is square, above zero and reciprocal."""
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1] or not 1 <= len(matrix) <= MOST_ITEMS:
        raise InputError(
            N_("%(field)s is not a square table of 1 to %(most)s rows."),
            hint=N_("Compare every item with every other, once in each direction."),
            field=field,
            params={"field": field, "most": MOST_ITEMS},
        )
    for i, j in np.argwhere(~(np.isfinite(matrix) & (matrix > 0))):
        raise InputError(
            N_("%(field)s: item %(i)s against %(j)s is %(value)s; a comparison is above zero."),
            hint=N_("Write 1 for equal, 3 for moderately more, 1/3 for moderately less."),
            field=field,
            params={"field": field, "i": int(i) + 1, "j": int(j) + 1, "value": float(matrix[i, j])},
        )
    # Logarithms, so that the product of a very large and a very small number stays a number.
    for i, j in np.argwhere(np.abs(np.log(matrix) + np.log(matrix).T) > RECIPROCAL_TOLERANCE):
        raise InputError(
            N_("%(field)s: item %(i)s against %(j)s is %(ij)s, and the other way round %(ji)s."),
            hint=N_("The two must be each other's reciprocal, such as 3 and 1/3; an item against itself is 1."),
            field=field,
            params={
                "field": field,
                "i": int(i) + 1,
                "j": int(j) + 1,
                "ij": float(matrix[i, j]),
                "ji": float(matrix[j, i]),
            },
        )
    return matrix


def ahp_weights(matrix: Array) -> AhpWeights:
    """Derive weights from comparisons in pairs, as the principal eigenvector.

    Parameters
    ----------
    matrix : (n, n) float64, how much more row matters than column, 1/9 to 9; reciprocal; n up to 15

    Returns
    -------
    Weights that add up to one, the principal eigenvalue, the consistency index (lambda - n) / (n - 1) and its ratio
    to Saaty's random index (zero for n below 3, where every comparison is consistent).

    Raises
    ------
    InputError : a table that is not square or not reciprocal, or a comparison at or below zero

    Source: Saaty (1980); docs/methods/screening.md, Comparisons in pairs.
    """
    return _weights(comparisons(matrix, "matrix"))


def _weights(matrix: Array) -> AhpWeights:
    n = len(matrix)
    values, vectors = np.linalg.eig(matrix)
    main = int(np.argmax(values.real))
    vector = np.abs(vectors[:, main].real)
    largest = float(values[main].real)
    # Comparisons that fit one another have the eigenvalue n; less is rounding.
    ci = max(0.0, (largest - n) / (n - 1)) if n > 1 else 0.0
    cr = ci / RANDOM_INDEX[n] if RANDOM_INDEX[n] else 0.0
    return AhpWeights(
        weights=tuple((vector / vector.sum()).tolist()),
        lambda_max=largest,
        ci=ci,
        cr=cr,
        consistent=cr <= CONSISTENT_BELOW,
        random_index=RANDOM_INDEX[n],
        worst=_worst(matrix, vector),
    )


def _worst(matrix: Array, vector: Array) -> Contradiction | None:
    """Return the comparison furthest from the ratio of the two weights, as a factor."""
    fitting = vector[:, None] / vector[None, :]
    apart = np.triu(np.abs(np.log(matrix / fitting)), 1)
    if apart.max() <= RECIPROCAL_TOLERANCE:
        return None
    row, column = (int(place) for place in np.unravel_index(int(apart.argmax()), apart.shape))
    return Contradiction(row + 1, column + 1, float(matrix[row, column]), float(fitting[row, column]))


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
    main = _weights(comparisons(criteria, "criteria"))
    same_length(main.weights, alternatives, "criteria and alternatives")
    locals_ = [_weights(comparisons(table, f"alternatives[{k}]")) for k, table in enumerate(alternatives)]
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
        random_index=main.random_index,
        local_random_index=tuple(found.random_index for found in locals_),
        local_consistent=tuple(found.consistent for found in locals_),
    )


@dataclass(frozen=True, slots=True, eq=False)
class Priorities:
    """AHP on one table of comparisons of the alternatives per criterion."""

    tables: Sequence[Array]

    def scores(self, weights: Array, rng: np.random.Generator | None = None) -> Array:
        """Weigh the local priorities."""
        del rng
        return summed(self.table(), weights)

    def table(self) -> Array:
        """Return (n, m) local priorities, each column adding up to one."""
        return np.stack([np.array(_weights(table).weights) for table in self.tables], axis=1)

    def without(self, weights: Array) -> Array | None:
        """Work the priorities of the others out anew."""

        def scored(kept: npt.NDArray[np.intp]) -> Array:
            smaller = Priorities([table[np.ix_(kept, kept)] for table in self.tables])
            return smaller.scores(weights[:, None])[:, 0]

        return each_left_out(len(self.tables[0]), scored)

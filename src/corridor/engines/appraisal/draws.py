"""Draws of uncertain figures: Latin hypercube samples with rank correlation by a Gaussian copula."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import linalg

from corridor.engines.appraisal.discounting import Floats
from corridor.engines.appraisal.distributions import Uncertain, quantiles
from corridor.kernel.errors import N_, InputError

OnIndefinite = Literal["refuse", "repair"]
"""What happens to rank correlations that no figures can have together."""
_SMALLEST = -1e-9
_ENOUGH = 50
"""Draws per figure from which chance correlation between the scores is taken out."""


@dataclass(frozen=True, slots=True)
class RankCorrelation:
    """Rank correlations that figures can have together, and the largest change that a repair made; 0 without one."""

    spearman: Floats
    mixing: Floats
    largest_change: float


@dataclass(frozen=True, slots=True)
class Draws:
    """`values` and `ranks` are (figures, draws)."""

    values: Floats
    ranks: NDArray[np.int64]
    largest_change: float


def rank_correlation(
    matrix: Sequence[Sequence[float]] | Floats | None,
    names: Sequence[str],
    on_indefinite: OnIndefinite = "refuse",
) -> RankCorrelation | None:
    """Check Spearman correlations and find the Gaussian copula that has them.

    Parameters
    ----------
    matrix : (n, n) rank correlations in the order of `names`, or None for none
    on_indefinite : refuse correlations that cannot hold together, or take the nearest that can

    Returns
    -------
    `mixing` M turns independent normal scores z into correlated ones M z. A normal pair with correlation r has rank
    correlation 6 asin(r / 2) / pi.

    Raises
    ------
    InputError : not n by n, an entry outside -1 to 1, not symmetric, a diagonal other than 1, or correlations that no
        figures can have together

    Source: Pearson (1907); Higham (2002) for the repair; docs/methods/appraisal.md, Correlation.
    """
    if matrix is None:
        return None
    wanted = _square(matrix, names)
    pearson = 2 * np.sin(np.pi * wanted / 6)
    if np.linalg.eigvalsh(pearson)[0] < _SMALLEST:
        if on_indefinite == "refuse":
            raise InputError(
                N_("The rank correlations between %(names)s cannot hold together."),
                hint=N_("Bring the large ones closer to zero, or let them be repaired."),
                field="correlation",
                params={"names": ", ".join(names)},
            )
        pearson = _nearest(pearson)
    spearman = 6 / np.pi * np.arcsin(pearson / 2)
    change = float(np.abs(spearman - wanted).max())
    return RankCorrelation(spearman, _root(pearson), change if change > -_SMALLEST else 0.0)


def _square(matrix: Sequence[Sequence[float]] | Floats, names: Sequence[str]) -> Floats:
    if len(matrix) != len(names) or any(len(row) != len(names) for row in matrix):
        raise InputError(
            N_("The rank correlations are not a table of %(count)s by %(count)s."),
            hint=N_("Give one row and one column for each of: %(names)s."),
            field="correlation",
            params={"count": len(names), "names": ", ".join(names)},
        )
    table = np.array(matrix, dtype=np.float64)
    for row, column in zip(*np.nonzero(~(np.abs(table) <= 1)), strict=True):
        raise _wrong_entry(table, names, int(row), int(column), N_("Rank correlations lie between -1 and 1."))
    for row, column in zip(*np.nonzero(table != table.T), strict=True):
        raise _wrong_entry(table, names, int(row), int(column), N_("The entry across the diagonal must be the same."))
    for place in np.flatnonzero(np.diag(table) != 1):
        raise _wrong_entry(table, names, int(place), int(place), N_("Every figure correlates with itself at 1."))
    return table


def _wrong_entry(table: Floats, names: Sequence[str], row: int, column: int, hint: str) -> InputError:
    return InputError(
        N_("The rank correlation of %(first)s with %(second)s is %(value)s."),
        hint=hint,
        field=f"correlation[{row}][{column}]",
        params={"first": names[row], "second": names[column], "value": f"{table[row, column]:g}"},
    )


def _root(pearson: Floats) -> Floats:
    """Return M with M M' equal to the correlations, which may be singular."""
    values, vectors = np.linalg.eigh(pearson)
    root: Floats = vectors * np.sqrt(np.clip(values, 0, None))
    return root


def _nearest(pearson: Floats, rounds: int = 200) -> Floats:
    """Return the nearest correlation matrix by alternating projections with Dykstra's correction."""
    matrix, correction = pearson, np.zeros_like(pearson)
    for _ in range(rounds):
        shifted = matrix - correction
        values, vectors = np.linalg.eigh(shifted)
        projected = (vectors * np.clip(values, 1e-8, None)) @ vectors.T
        correction = projected - shifted
        previous, matrix = matrix, projected.copy()
        np.fill_diagonal(matrix, 1.0)
        if np.abs(matrix - previous).max() < 1e-12:
            break
    values, vectors = np.linalg.eigh(matrix)
    safe = (vectors * np.clip(values, 1e-8, None)) @ vectors.T
    scale = np.sqrt(np.diag(safe))
    repaired: Floats = safe / np.outer(scale, scale)
    return repaired


def draw(figures: Mapping[str, Uncertain], draws: int, seed: int, correlation: RankCorrelation | None = None) -> Draws:
    """Draw each figure once from every one of `draws` equally likely slices, at the middle of the slice.

    Parameters
    ----------
    figures : checked figures by name
    draws : at least 2
    seed : of the generator that pairs the slices
    correlation : from `rank_correlation`, in the order of `figures`

    Returns
    -------
    The same draws for the same seed. O(n k log n) for n draws of k figures; holds four (k, n) arrays.

    Source: McKay, Beckman and Conover (1979); Iman and Conover (1982).
    """
    slices = (np.arange(draws) + 0.5) / draws
    ranks = _ranks(_scores(len(figures), draws, seed, correlation))
    values = np.empty((len(figures), draws))
    for place, figure in enumerate(figures.values()):
        values[place] = quantiles(figure, slices)[ranks[place]]
    return Draws(values, ranks, correlation.largest_change if correlation else 0.0)


def _scores(count: int, draws: int, seed: int, correlation: RankCorrelation | None) -> Floats:
    """Return normal scores with the correlations wanted; chance correlation is taken out where draws allow."""
    scores: Floats = np.random.default_rng(seed).standard_normal((count, draws))
    mixing = np.eye(count) if correlation is None else correlation.mixing
    if draws >= _ENOUGH * count:
        scores -= scores.mean(axis=1, keepdims=True)
        chance = np.linalg.cholesky(scores @ scores.T / draws)
        mixing = linalg.solve_triangular(chance.T, mixing.T, lower=False).T
    mixed: Floats = mixing @ scores
    return mixed


def _ranks(scores: Floats) -> NDArray[np.int64]:
    """Return the rank of each score in its row, from 0."""
    ranks = np.empty(scores.shape, dtype=np.int64)
    counted = np.arange(scores.shape[1])
    for row, order in zip(ranks, np.argsort(scores, axis=1), strict=True):
        row[order] = counted
    return ranks

"""How rankings hold together: dominance, rank reversal, agreement of two methods."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np
import numpy.typing as npt

from corridor.engines.compute import above_zero, at_least_zero, finite, not_empty, same_length
from corridor.engines.screening.scoring import EQUAL, checked_normalisation, checked_types, total_of
from corridor.kernel.errors import N_, InputError

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Pareto:
    """Alternatives that no other beats on every criterion, and those that one does."""

    pareto: tuple[str, ...]
    dominated: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RankReversal:
    """Scores without and with one more alternative, and whether two of the old ones change places."""

    before: tuple[float, ...]
    after: tuple[float, ...]
    reversal: bool


@dataclass(frozen=True, slots=True)
class RankAgreement:
    """Kendall's tau-b and Spearman's rho of two rankings."""

    tau: float
    spearman: float


def pareto(alts: Mapping[str, Sequence[float]], types: Sequence[int]) -> Pareto:
    """Tell alternatives that another dominates from those that none does.

    One dominates another if it is at least as good on every criterion and better on one; two equal alternatives do
    not dominate each other. O(n^2 m).

    Parameters
    ----------
    alts : (m,) values of each alternative
    types : (m,) 1 where more is better, -1 where less is

    Raises
    ------
    InputError : no alternative, lists of another length, a value that is not a number, or a type that is neither
    """
    for name, values in not_empty(alts, "alts").items():
        same_length(values, types, f"{name} and types")
        for value in values:
            finite(value, name)
    table = np.array(list(alts.values()), dtype=np.float64) * np.array(checked_types(types), dtype=np.float64)
    return front(list(alts), table, table)


def front(names: Sequence[str], low: Array, high: Array) -> Pareto:
    """Tell alternatives apart of which (n, m) values are known to lie between `low` and `high`, more is better.

    One dominates another only if it does so wherever between its ends each value lies.
    """
    beaten = [bool(((low >= row).all(axis=1) & (low > row).any(axis=1)).any()) for row in high]
    return Pareto(
        pareto=tuple(name for name, loses in zip(names, beaten, strict=True) if not loses),
        dominated=tuple(name for name, loses in zip(names, beaten, strict=True) if loses),
    )


def rank_reversal(
    scores: Array,
    added: int,
    normalisation: Literal["sum", "fixed"] = "sum",
    scale: tuple[float, float] | None = None,
    weights: Sequence[float] | None = None,
) -> RankReversal:
    """Add one alternative to a weighted sum and see whether the others change places.

    Parameters
    ----------
    scores : (n, m) float64, alternatives by criteria, more is better
    added : the row, from 0, that is left out before and joins after
    normalisation : sum (divide by the sum over the alternatives at hand) or fixed (by the ends of `scale`)
    scale : worst and best value, for fixed
    weights : (m,) at least zero; equal where they are not given

    Returns
    -------
    Scores before (without the added row, in order) and after, and whether a pair of the old ones changed places.

    Raises
    ------
    InputError : no such row, fixed without a scale, or a criterion that adds up to zero

    Source: Belton and Gear (1983); docs/methods/screening.md, Rank reversal.
    """
    checked_normalisation(normalisation, ("sum", "fixed"))
    if scores.ndim != 2 or len(scores) < 2 or scores.shape[1] == 0 or not np.isfinite(scores).all():
        raise InputError(
            N_("The scores are not a full table of at least two alternatives."),
            hint=N_("Give one row per alternative and a number for every criterion."),
            field="scores",
        )
    if not 0 <= added < len(scores):
        raise InputError(
            N_("There is no alternative %(added)s to add."),
            hint=N_("Count the rows of the scores from 0."),
            field="added",
            params={"added": added},
        )
    given = np.ones(scores.shape[1]) if weights is None else np.array([at_least_zero(w, "weights") for w in weights])
    same_length(given, scores[0], "weights and criteria")
    vector = given / total_of(given.tolist())
    old = np.delete(scores, added, axis=0)
    before, after = (_scaled(table, normalisation, scale) @ vector for table in (old, scores))
    kept = np.delete(after, added)
    changed = any(
        (before[i] - before[j]) * (kept[i] - kept[j]) < 0
        and min(abs(before[i] - before[j]), abs(kept[i] - kept[j])) > EQUAL
        for i, j in combinations(range(len(old)), 2)
    )
    return RankReversal(tuple(before.tolist()), tuple(after.tolist()), changed)


def _scaled(table: Array, normalisation: str, scale: tuple[float, float] | None) -> Array:
    if normalisation == "sum":
        totals = table.sum(axis=0)
        above_zero(float(totals.min()), "scores")
        return np.asarray(table / totals, dtype=np.float64)
    if scale is None or scale[0] == scale[1]:
        raise InputError(
            N_("Fixed normalisation needs a scale with two different ends."),
            hint=N_("Give the worst and the best value, such as [0, 9]."),
            field="scale",
        )
    return np.asarray((table - scale[0]) / (scale[1] - scale[0]), dtype=np.float64)


def rank_agreement(r1: Sequence[float], r2: Sequence[float]) -> RankAgreement:
    """Compare two rankings of the same alternatives; ties are taken into account.

    Raises
    ------
    InputError : fewer than two alternatives, lists of another length, or a ranking in which all are equal

    Source: Kendall (1945), Spearman (1904); docs/methods/screening.md, Agreement.
    """
    for name, ranks in (("r1", r1), ("r2", r2)):
        for rank in ranks:
            finite(rank, name)
    found = agreement_of(r1, r2) if same_length(r1, r2, "r1 and r2") > 1 else None
    if found is None:
        raise InputError(
            N_("Two rankings can be compared only where each tells at least two alternatives apart."),
            hint=N_("Give ranks that differ."),
            field="r1",
        )
    return found


def agreement_of(r1: Sequence[float], r2: Sequence[float]) -> RankAgreement | None:
    """Return how far two rankings agree; None where one of them tells nobody apart. O(n^2), holds rows only."""
    first, second = np.asarray(r1, dtype=np.float64), np.asarray(r2, dtype=np.float64)
    both = one = other = 0.0
    for i in range(1, len(first)):
        a, b = np.sign(first[:i] - first[i]), np.sign(second[:i] - second[i])
        both, one, other = both + float(a @ b), one + float(a @ a), other + float(b @ b)
    if one == 0 or other == 0:
        return None
    x, y = _centred(first), _centred(second)
    return RankAgreement(
        tau=both / float(np.sqrt(one * other)),
        spearman=float(x @ y / np.sqrt((x @ x) * (y @ y))),
    )


def _centred(ranks: Array) -> Array:
    """Return ranks around their mean; equal ones share the mean of the places that they take."""
    _, place, count = np.unique(ranks, return_inverse=True, return_counts=True)
    return np.asarray((count.cumsum() - (count - 1) / 2)[place] - (len(ranks) + 1) / 2, dtype=np.float64)

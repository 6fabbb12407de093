"""Delphi rounds: what a panel says, whether it agrees, and whether it has settled."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from corridor.engines.compute import at_least_zero, not_empty, share
from corridor.engines.outlook.checks import Array, bounded, one_row
from corridor.kernel.errors import N_, InputError

AGREEMENT = 0.75
"""Share within one unit of the median: the median threshold of a hundred Delphi studies (Diamond et al. 2014)."""
MOST_IQR = 1.0
SETTLED = 0.15
"""A median that moves by less than this share between two rounds has settled (Corridor's own limit)."""


class ConsensusRule(StrEnum):
    """When a panel agrees: enough answers near the median, or a narrow middle half."""

    AGREEMENT = "agreement"
    IQR = "iqr"


@dataclass(frozen=True, slots=True)
class DelphiRound:
    """The answers of a round.

    Quartiles are interpolated linearly; `cv` is the standard deviation (n - 1) over the mean, NaN where it is not
    defined; `trim20` leaves out a fifth of the answers at each end. `agreement` is the share within `within` of the
    median, `consensus` what the chosen rule says.
    """

    n: int
    median: float
    q1: float
    q3: float
    iqr: float
    mean: float
    cv: float
    trim20: float
    share_within_1_of_median: float
    agreement: float
    consensus: bool


@dataclass(frozen=True, slots=True)
class DelphiStability:
    """Change from one round to the next; NaN where the first round has nothing to divide by."""

    iqr_reduction: float
    median_change: float


@dataclass(frozen=True, slots=True)
class DelphiCourse:
    """All rounds of a question; `is_settled` says that the last median hardly moved and the panel agrees."""

    rounds: tuple[DelphiRound, ...]
    changes: tuple[DelphiStability, ...]
    is_settled: bool


def delphi_round(
    x: NDArray[np.float64],
    rule: ConsensusRule = ConsensusRule.AGREEMENT,
    threshold: float | None = None,
    within: float = 1.0,
) -> DelphiRound:
    """Summarise the answers of a round and say whether the panel agrees.

    Parameters
    ----------
    x : (n,) answers, one of each expert
    rule : `agreement` (share within `within` of the median >= threshold) or `iqr` (IQR <= threshold)
    threshold : 0.75 for agreement and 1.0 for the IQR unless given
    within : distance from the median that counts as agreeing, >= 0

    Raises
    ------
    InputError : no answers, an unknown answer, a threshold or distance that cannot be
    """
    answers = np.sort(_answers(x))
    q1, median, q3 = (float(q) for q in np.percentile(answers, [25, 50, 75]))
    cut = int(0.2 * answers.size)
    near, agreement = _near(answers, median, 1.0), _near(answers, median, at_least_zero(within, "within"))
    return DelphiRound(
        n=answers.size,
        median=median,
        q1=q1,
        q3=q3,
        iqr=q3 - q1,
        mean=float(answers.mean()),
        cv=_variation(answers),
        trim20=float(answers[cut : answers.size - cut].mean()),
        share_within_1_of_median=near,
        agreement=agreement,
        consensus=_agrees(rule, threshold, agreement, q3 - q1),
    )


def delphi_stability(r1_iqr: float, r2_iqr: float, r1_median: float, r2_median: float) -> DelphiStability:
    """Compute how far the spread shrank and the median moved between two rounds, as shares of the first.

    Raises
    ------
    InputError : a negative IQR, an unknown median
    """
    before, after = at_least_zero(r1_iqr, "r1_iqr"), at_least_zero(r2_iqr, "r2_iqr")
    first, second = bounded(r1_median, "r1_median"), bounded(r2_median, "r2_median")
    return DelphiStability(
        (before - after) / before if before else float("nan"),
        (second - first) / first if first else float("nan"),
    )


def delphi_course(
    rounds: Sequence[Sequence[float]],
    rule: ConsensusRule = ConsensusRule.AGREEMENT,
    threshold: float | None = None,
    within: float = 1.0,
) -> DelphiCourse:
    """Follow a question through its rounds; rule, threshold and within as in `delphi_round`."""
    found = tuple(
        delphi_round(np.asarray(answers, dtype=np.float64), rule, threshold, within)
        for answers in not_empty(rounds, "rounds")
    )
    changes = tuple(delphi_stability(one.iqr, two.iqr, one.median, two.median) for one, two in pairwise(found))
    unmoved = len(found) > 1 and (found[-1].median == found[-2].median or abs(changes[-1].median_change) < SETTLED)
    return DelphiCourse(found, changes, unmoved and found[-1].consensus)


def _answers(x: NDArray[np.float64]) -> Array:
    answers = one_row(np.asarray(x, dtype=np.float64), "x")
    not_empty(answers, "x")
    unknown = np.flatnonzero(~np.isfinite(answers))
    if unknown.size:
        raise InputError(
            N_("Answer %(number)s is not a number."),
            hint=N_("Leave out experts who did not answer."),
            field=f"x[{int(unknown[0])}]",
            params={"number": int(unknown[0]) + 1},
        )
    bounded(float(np.abs(answers).max()), "x")
    return answers


def _near(answers: Array, median: float, within: float) -> float:
    # An answer of 0.3 lies 0.1 from a median of 0.2, although their difference is not the nearest number to 0.1.
    slack = 1e-12 * max(1.0, abs(median), within)
    return float(np.mean(np.abs(answers - median) <= within + slack))


def _variation(answers: Array) -> float:
    mean = float(answers.mean())
    return float(answers.std(ddof=1) / mean) if answers.size > 1 and mean else float("nan")


def _agrees(rule: ConsensusRule, threshold: float | None, agreement: float, iqr: float) -> bool:
    if rule == ConsensusRule.IQR:
        return iqr <= (MOST_IQR if threshold is None else at_least_zero(threshold, "threshold"))
    return agreement >= (AGREEMENT if threshold is None else share(threshold, "threshold"))

"""Learn from records how long steps take, with steps that are still open taken into account."""

from collections.abc import Mapping
from datetime import date

import numpy as np
import numpy.typing as npt

from corridor.engines.caseflow.types import (
    DurationReport,
    Floats,
    StepDurations,
    StepRecords,
    SurvivalCurve,
)
from corridor.kernel.errors import N_, InputError

# Products of survival steps carry rounding of about 1e-15 each; a plateau within this of the quantile lies on it.
_ON_THE_QUANTILE = 1e-9


def survival_curve(days: npt.ArrayLike, is_completed: npt.ArrayLike) -> SurvivalCurve:
    """Return the Kaplan-Meier estimate of the share of steps still open after so many days.

    Parameters
    ----------
    days : (n,) float64, days from start to completion, or to the day of counting where still open, >= 0
    is_completed : (n,) bool, False where the step is still open

    Returns
    -------
    The curve at the days on which a step was completed; empty where none was.

    Raises
    ------
    InputError : there is no record, the lengths differ, or a duration is negative or not a number

    Source: Kaplan and Meier (1958); docs/methods/caseflow.md, section 4. O(n log n).
    """
    times, done = np.asarray(days, dtype=np.float64), np.asarray(is_completed, dtype=bool)
    if times.ndim != 1 or times.size == 0 or times.shape != done.shape:
        raise InputError(N_("Durations need one number of days and one completion mark per record."), field="days")
    if not (np.isfinite(times).all() and (times >= 0).all()):
        raise InputError(N_("A duration is negative or not a number."), hint=N_("Check the dates."), field="days")
    points, completions = np.unique(times[done], return_counts=True)
    at_risk = times.size - np.searchsorted(np.sort(times), points, side="left")
    still_open = np.cumprod(1.0 - completions / at_risk).astype(np.float64)
    return SurvivalCurve(points, still_open, at_risk.astype(np.int64), completions.astype(np.int64), float(times.max()))


def duration_quantile(curve: SurvivalCurve, share: float) -> float | None:
    """Return after how many days this share of the steps is completed; None where the curve does not fall that far.

    Where the curve runs level exactly at the quantile, the middle of the level stretch is returned, as for the median
    of an even number of values.

    >>> duration_quantile(survival_curve([2, 4, 9, 30], [True, True, True, False]), 0.5)
    6.5
    """
    left = 1.0 - share
    reached = np.flatnonzero(curve.still_open <= left + _ON_THE_QUANTILE)
    if reached.size == 0:
        return None
    first = int(reached[0])
    lies_on = abs(curve.still_open[first] - left) <= _ON_THE_QUANTILE
    if lies_on and first + 1 < curve.days.size:
        return float((curve.days[first] + curve.days[first + 1]) / 2)
    return float(curve.days[first])


def share_longer_than(curve: SurvivalCurve, days: float) -> float | None:
    """Return the share of steps that take longer than so many days; None beyond the longest record still open."""
    place = int(np.searchsorted(curve.days, days, side="right"))
    share = 1.0 if place == 0 else float(curve.still_open[place - 1])
    if days > curve.longest_days and share > _ON_THE_QUANTILE:
        return None
    return share


def measure_durations(
    records: StepRecords, *, legal_days: Mapping[str, float | None], as_of: date, minimum_cases: int = 10
) -> DurationReport:
    """Return for every step how long it takes, and which step is the slowest.

    Parameters
    ----------
    records : recorded steps of many cases; a step without completion is open on `as_of`
    legal_days : what the law allows for each step, in days; None or absent where it says nothing
    as_of : the day of counting
    minimum_cases : records that a step needs before it can be called the slowest

    Returns
    -------
    The steps by code. The slowest has the longest median; where a median is not reached, the longest record stands for
    it as a lower bound.

    Raises
    ------
    InputError : a record has no start, ends before it starts, or lies after `as_of`

    Source: docs/methods/caseflow.md, section 4. O(n log n).
    """
    check_records(records, as_of)
    today = np.datetime64(as_of, "D")
    done = ~np.isnat(records.completed)
    end = np.where(done, records.completed, today)
    days = (end - records.started).astype(np.int64).astype(np.float64)
    steps = tuple(
        _measure(str(step), days[records.step == step], done[records.step == step], legal_days.get(str(step)))
        for step in np.unique(records.step)
    )
    known = [step for step in steps if step.n >= minimum_cases]
    slowest = max(known, key=_slowness, default=None)
    is_bound = slowest is not None and slowest.median_days is None
    return DurationReport(as_of, steps, slowest.step if slowest else None, is_bound, minimum_cases)


def check_records(records: StepRecords, as_of: date) -> None:
    """Refuse records without a start, with an end before the start, or with a day after `as_of`."""
    today = np.datetime64(as_of, "D")
    in_the_future = (records.started > today) | (records.completed > today)
    checks = (
        (np.isnat(records.started), N_('The step "%(step)s" of case %(case)s has no start.')),
        (records.completed < records.started, N_('The step "%(step)s" of case %(case)s ends before it starts.')),
        (in_the_future, N_('The step "%(step)s" of case %(case)s has a date in the future.')),
    )
    for is_wrong, message in checks:
        if is_wrong.any():
            row = int(np.flatnonzero(is_wrong)[0])
            raise InputError(
                message,
                hint=N_("Correct the record of this step."),
                field="records",
                params={"step": str(records.step[row]), "case": str(records.case_id[row])},
            )


def _measure(step: str, days: Floats, done: npt.NDArray[np.bool_], legal: float | None) -> StepDurations:
    curve = survival_curve(days, done)
    judged = None if legal is None else done | (days > legal)
    return StepDurations(
        step=step,
        n=days.size,
        n_completed=int(done.sum()),
        n_open=int((~done).sum()),
        median_days=duration_quantile(curve, 0.5),
        p80_days=duration_quantile(curve, 0.8),
        completed_median_days=float(np.median(days[done])) if done.any() else None,
        longest_days=curve.longest_days,
        legal_days=legal,
        n_over_legal=None if legal is None else int((days > legal).sum()),
        n_judged=None if judged is None else int(judged.sum()),
        share_over_legal=None if legal is None else share_longer_than(curve, legal),
    )


def _slowness(step: StepDurations) -> tuple[float, str]:
    return (step.longest_days if step.median_days is None else step.median_days, step.step)

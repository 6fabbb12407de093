"""What goes into and comes out of the engine: procedures, plans, the state of a case, durations."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Days = npt.NDArray[np.datetime64]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a procedure: who acts, which steps come first, how long the law allows, how long it really takes."""

    code: str
    authority: str = ""
    depends_on: tuple[str, ...] = ()
    legal_days: float | None = None
    median_days: float | None = None


@dataclass(frozen=True, slots=True)
class Procedure:
    """Steps in an order in which they can be done; made by `order_procedure`, which checks them."""

    steps: tuple[Step, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes of the steps in their order."""
        return tuple(step.code for step in self.steps)


@dataclass(frozen=True, slots=True)
class ScheduledStep:
    """A step in a plan. `slack_days` is how much later it may end without moving the finish.

    `is_lower_bound`: a duration of this step or of one before it is not known, so that the dates are "not before".
    """

    code: str
    authority: str
    earliest_start_date: date
    earliest_end_date: date
    slack_days: float
    is_critical: bool
    is_lower_bound: bool


@dataclass(frozen=True, slots=True)
class Schedule:
    """Earliest dates of all steps under one set of durations, with the path that decides the finish."""

    start_date: date
    finish_date: date
    duration_days: float
    critical_path: tuple[str, ...]
    steps: tuple[ScheduledStep, ...]
    unknown_durations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """The same procedure as the law allows it and as it really goes."""

    legal: Schedule
    median: Schedule


class StepStatus(StrEnum):
    """Where a step of a case stands."""

    COMPLETED = "completed"
    OPEN = "open"
    READY = "ready"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class StepProgress:
    """What a case records of one step."""

    code: str
    started_date: date | None = None
    completed_date: date | None = None


@dataclass(frozen=True, slots=True)
class StepState:
    """A step of a case on one day.

    `deadline_date` counts from the recorded start; where the step has not started it is projected from the expected
    start and `is_projected` says so. `days_over` is positive where the deadline has passed or was missed. `since_date`
    is when an open step started or a ready one could have. `waits_for` names the steps that must be done before it and
    can be worked on now.
    """

    code: str
    authority: str
    status: StepStatus
    since_date: date | None
    deadline_date: date | None
    is_projected: bool
    days_over: int
    waits_for: tuple[str, ...]
    expected_end_date: date
    is_lower_bound: bool


@dataclass(frozen=True, slots=True)
class Wait:
    """One authority waits for another: its step cannot start before the other's step is done."""

    step: str
    authority: str
    for_step: str
    for_authority: str
    days: int


@dataclass(frozen=True, slots=True)
class CaseState:
    """A case on one day: its steps in order, who waits for whom, and when it may be finished."""

    as_of: date
    steps: tuple[StepState, ...]
    waits: tuple[Wait, ...]
    overdue: tuple[str, ...]
    out_of_order: tuple[str, ...]
    is_finished: bool
    expected_finish_date: date
    is_lower_bound: bool


@dataclass(frozen=True, slots=True)
class WaitTotal:
    """How many cases of one authority wait for another, and for how many days together."""

    authority: str
    for_authority: str
    n_cases: int
    days: int


@dataclass(frozen=True, slots=True)
class WaitTable:
    """Who waits for whom over many cases, the longest wait first."""

    rows: tuple[WaitTotal, ...]


@dataclass(frozen=True, slots=True, eq=False)
class StepRecords:
    """Recorded steps of many cases as columns of one length; `completed` is NaT while a step is open."""

    case_id: npt.NDArray[np.str_]
    step: npt.NDArray[np.str_]
    started: Days
    completed: Days

    @classmethod
    def of(cls, rows: Iterable[tuple[str, str, date, date | None]]) -> Self:
        """Return the columns of rows (case, step, started, completed)."""
        table = list(rows)
        return cls(
            np.array([str(row[0]) for row in table], dtype=np.str_),
            np.array([row[1] for row in table], dtype=np.str_),
            np.array([row[2] for row in table], dtype="datetime64[D]"),
            np.array([np.datetime64("NaT") if row[3] is None else row[3] for row in table], dtype="datetime64[D]"),
        )


@dataclass(frozen=True, slots=True, eq=False)
class SurvivalCurve:
    """Share of steps still open after so many days, (k,) each, at the days on which a step was completed."""

    days: Floats
    still_open: Floats
    at_risk: Integers
    completions: Integers
    longest_days: float


@dataclass(frozen=True, slots=True)
class StepDurations:
    """How long one step takes, learnt from completed and still open records.

    `median_days` and `p80_days` take open records into account and are None where too few are completed to tell;
    then the median is at least `longest_days`. `completed_median_days` looks at completed records only and is too short
    while slow ones are still open. `share_over_legal` is the estimated share that takes longer than the law allows;
    `n_over_legal` of `n_judged` are the records for which that is already certain.
    """

    step: str
    n: int
    n_completed: int
    n_open: int
    median_days: float | None
    p80_days: float | None
    completed_median_days: float | None
    longest_days: float
    legal_days: float | None
    n_over_legal: int | None
    n_judged: int | None
    share_over_legal: float | None


@dataclass(frozen=True, slots=True)
class DurationReport:
    """Durations of all steps. `slowest_step` is None where no step has the minimum number of records."""

    as_of: date
    steps: tuple[StepDurations, ...]
    slowest_step: str | None
    slowest_is_lower_bound: bool
    minimum_cases: int


@dataclass(frozen=True, slots=True)
class Delay:
    """How much of the elapsed time of all cases one step decided."""

    step: str
    case_days: int
    n_cases: int
    share: float


@dataclass(frozen=True, slots=True)
class BottleneckReport:
    """Which step decides how long cases take, the strongest first; the case days of all steps add up to the total."""

    as_of: date
    bottleneck: str | None
    delays: tuple[Delay, ...]
    total_case_days: int
    n_cases: int

"""Follow a case through its procedure: deadlines, who waits for whom, and when it may be finished."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from corridor.engines.caseflow.types import (
    CaseState,
    Procedure,
    Step,
    StepProgress,
    StepState,
    StepStatus,
    Wait,
    WaitTable,
    WaitTotal,
)
from corridor.kernel.errors import N_, InputError


@dataclass(frozen=True, slots=True)
class _Case:
    progress: dict[str, StepProgress]
    case_start_date: date
    as_of: date

    def completed(self, code: str) -> date | None:
        return self.progress[code].completed_date if code in self.progress else None

    def started(self, code: str) -> date | None:
        return self.progress[code].started_date if code in self.progress else None


def follow_case(
    procedure: Procedure, progress: Sequence[StepProgress], *, case_start_date: date, as_of: date
) -> CaseState:
    """Return where every step of a case stands on one day.

    Parameters
    ----------
    procedure : a procedure from `order_procedure`
    progress : what was recorded, at most once per step; steps without a record have not started
    case_start_date : the day from which the first steps could start
    as_of : the day of the answer

    Returns
    -------
    The state of the case. Expected dates use the median durations of the steps; where one is not known they are
    lower bounds. A step completed before one that it depends on is accepted and listed in `out_of_order`.

    Raises
    ------
    InputError : a record names an unknown step, appears twice, ends before it starts, or lies after `as_of`

    Source: docs/methods/caseflow.md, section 3.
    """
    case = _Case(_checked_progress(procedure, progress, as_of), case_start_date, as_of)
    states: dict[str, StepState] = {}
    for step in procedure.steps:
        states[step.code] = _state(step, case, states)
    waits = tuple(wait for state in states.values() for wait in _waits(state, states, as_of))
    return CaseState(
        as_of=as_of,
        steps=tuple(states.values()),
        waits=waits,
        overdue=tuple(code for code, state in states.items() if _is_overdue(state)),
        out_of_order=tuple(step.code for step in procedure.steps if _is_out_of_order(step, case)),
        is_finished=all(state.status is StepStatus.COMPLETED for state in states.values()),
        expected_finish_date=max(state.expected_end_date for state in states.values()),
        is_lower_bound=any(state.is_lower_bound for state in states.values()),
    )


def count_waits(cases: Iterable[CaseState]) -> WaitTable:
    """Return who waits for whom over many cases, the longest wait together first.

    A case counts once for a pair of authorities, with its longest wait between them.

    Source: docs/methods/caseflow.md, section 3.
    """
    totals: dict[tuple[str, str], tuple[int, int]] = {}
    for case in cases:
        longest: dict[tuple[str, str], int] = {}
        for wait in case.waits:
            pair = (wait.authority, wait.for_authority)
            longest[pair] = max(wait.days, longest.get(pair, 0))
        for pair, days in longest.items():
            n_cases, sum_days = totals.get(pair, (0, 0))
            totals[pair] = (n_cases + 1, sum_days + days)
    rows = [WaitTotal(*pair, n_cases, days) for pair, (n_cases, days) in totals.items()]
    return WaitTable(tuple(sorted(rows, key=lambda row: (-row.days, -row.n_cases, row.authority, row.for_authority))))


def _state(step: Step, case: _Case, states: dict[str, StepState]) -> StepState:
    before = [states[code] for code in step.depends_on]
    status = _status(step, case, before)
    ready_date = max((state.expected_end_date for state in before), default=case.case_start_date)
    start_date = case.started(step.code) or max(ready_date, case.as_of)
    # A step that was completed without a recorded start has no deadline that could be judged.
    judged = status is not StepStatus.COMPLETED or case.started(step.code) is not None
    deadline = _deadline(step, start_date) if judged else None
    is_bound = _is_lower_bound(step, status, before)
    return StepState(
        code=step.code,
        authority=step.authority,
        status=status,
        since_date=_since(status, case.started(step.code), ready_date),
        deadline_date=deadline,
        is_projected=status in (StepStatus.READY, StepStatus.WAITING),
        days_over=_days_over(status, deadline, case.completed(step.code) or case.as_of),
        waits_for=_active_before(before, states) if status is StepStatus.WAITING else (),
        expected_end_date=case.completed(step.code) or _expected_end(step, start_date, case.as_of),
        is_lower_bound=is_bound,
    )


def _status(step: Step, case: _Case, before: Sequence[StepState]) -> StepStatus:
    if case.completed(step.code):
        return StepStatus.COMPLETED
    if case.started(step.code):
        return StepStatus.OPEN
    if all(state.status is StepStatus.COMPLETED for state in before):
        return StepStatus.READY
    return StepStatus.WAITING


def _is_lower_bound(step: Step, status: StepStatus, before: Sequence[StepState]) -> bool:
    if status is StepStatus.COMPLETED:
        return False
    depends = status is not StepStatus.OPEN and any(state.is_lower_bound for state in before)
    return step.median_days is None or depends


def _since(status: StepStatus, started_date: date | None, ready_date: date) -> date | None:
    if status is StepStatus.OPEN:
        return started_date
    return ready_date if status is StepStatus.READY else None


def _deadline(step: Step, start_date: date) -> date | None:
    return None if step.legal_days is None else start_date + timedelta(days=math.floor(step.legal_days))


def _days_over(status: StepStatus, deadline: date | None, end_date: date) -> int:
    if deadline is None or status in (StepStatus.READY, StepStatus.WAITING):
        return 0
    return max(0, (end_date - deadline).days)


def _expected_end(step: Step, start_date: date, as_of: date) -> date:
    return max(as_of, start_date + timedelta(days=math.ceil(step.median_days or 0)))


def _active_before(before: Sequence[StepState], states: dict[str, StepState]) -> tuple[str, ...]:
    # What can be worked on now: open and ready steps, found through those that wait themselves.
    active: dict[str, None] = {}
    for state in before:
        if state.status is StepStatus.WAITING:
            active.update(dict.fromkeys(state.waits_for))
        elif state.status is not StepStatus.COMPLETED:
            active[state.code] = None
    return tuple(code for code in states if code in active)


def _waits(state: StepState, states: dict[str, StepState], as_of: date) -> list[Wait]:
    return [
        Wait(state.code, state.authority, code, states[code].authority, _days_since(states[code], as_of))
        for code in state.waits_for
    ]


def _days_since(state: StepState, as_of: date) -> int:
    return max(0, (as_of - state.since_date).days) if state.since_date else 0


def _is_overdue(state: StepState) -> bool:
    return state.status is StepStatus.OPEN and state.days_over > 0


def _is_out_of_order(step: Step, case: _Case) -> bool:
    end = case.completed(step.code)
    if end is None:
        return False
    before = [case.completed(code) for code in step.depends_on]
    return any(day is None or day > end for day in before)


def _checked_progress(procedure: Procedure, progress: Sequence[StepProgress], as_of: date) -> dict[str, StepProgress]:
    known = set(procedure.codes)
    checked: dict[str, StepProgress] = {}
    for record in progress:
        if record.code not in known:
            raise _bad_record(N_('The case records a step "%(step)s" that its procedure does not have.'), record.code)
        if record.code in checked:
            raise _bad_record(N_('The case records the step "%(step)s" twice.'), record.code)
        _check_dates(record, as_of)
        checked[record.code] = record
    return checked


def _check_dates(record: StepProgress, as_of: date) -> None:
    start, end = record.started_date, record.completed_date
    if start and end and end < start:
        raise _bad_record(N_('The step "%(step)s" is completed before it started.'), record.code)
    if max(start or as_of, end or as_of) > as_of:
        raise _bad_record(N_('The step "%(step)s" has a date in the future.'), record.code)


def _bad_record(message: str, step: str) -> InputError:
    return InputError(message, hint=N_("Correct the record of this step."), field="progress", params={"step": step})

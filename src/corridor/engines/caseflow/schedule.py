"""Earliest dates, slack and the critical path of a procedure."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from corridor.engines.caseflow.types import Plan, Procedure, Schedule, ScheduledStep
from corridor.kernel.errors import N_, InputError

# Durations are sums of a few days; anything below a minute is rounding.
_TINY_DAYS = 1e-6


def plan_procedure(procedure: Procedure, *, start_date: date) -> Plan:
    """Return the procedure from a start day as the law allows it and as it really goes.

    Parameters
    ----------
    procedure : a procedure from `order_procedure`
    start_date : the day on which steps without predecessors can start

    Returns
    -------
    Two schedules. A step without a known duration counts as zero days, is listed in `unknown_durations`, and turns its
    own date and all later ones into lower bounds.

    Source: docs/methods/caseflow.md, section 2.
    """
    legal = {step.code: step.legal_days for step in procedure.steps}
    median = {step.code: step.median_days for step in procedure.steps}
    return Plan(
        legal=schedule_steps(procedure, legal, start_date=start_date),
        median=schedule_steps(procedure, median, start_date=start_date),
    )


@dataclass(frozen=True, slots=True)
class _Times:
    start: dict[str, float]
    end: dict[str, float]
    latest_end: dict[str, float]
    finish: float


def schedule_steps(procedure: Procedure, days: Mapping[str, float | None], *, start_date: date) -> Schedule:
    """Return the earliest dates of all steps under given durations, by the critical path method.

    Parameters
    ----------
    procedure : a procedure from `order_procedure`
    days : duration of each step in days, >= 0; None or absent = not known
    start_date : the day on which steps without predecessors can start

    Returns
    -------
    The schedule. A step starts on the day on which those before it end; a fraction of a day ends on the next day.

    Raises
    ------
    InputError : a duration is negative or not a number

    Source: docs/methods/caseflow.md, section 2. O(steps + dependencies).
    """
    unknown = tuple(code for code in procedure.codes if days.get(code) is None)
    length = {code: _length(code, days.get(code)) for code in procedure.codes}
    times = _times(procedure, length)
    bounds = _bounds(procedure, unknown)
    steps = tuple(
        ScheduledStep(
            code=step.code,
            authority=step.authority,
            earliest_start_date=_day(start_date, times.start[step.code]),
            earliest_end_date=_day(start_date, times.end[step.code]),
            slack_days=_slack(times, step.code),
            is_critical=_slack(times, step.code) == 0,
            is_lower_bound=step.code in bounds,
        )
        for step in procedure.steps
    )
    path = _critical_path(procedure, times)
    return Schedule(start_date, _day(start_date, times.finish), times.finish, path, steps, unknown)


def _length(code: str, days: float | None) -> float:
    if days is None:
        return 0.0
    if not (math.isfinite(days) and days >= 0):
        raise InputError(
            N_('The step "%(step)s" has a duration of %(days)s days.'),
            hint=N_("Give zero or more days, or leave the duration empty where it is not known."),
            field="days",
            params={"step": code, "days": days},
        )
    return float(days)


def _times(procedure: Procedure, length: Mapping[str, float]) -> _Times:
    start: dict[str, float] = {}
    end: dict[str, float] = {}
    for step in procedure.steps:
        start[step.code] = max((end[before] for before in step.depends_on), default=0.0)
        end[step.code] = start[step.code] + length[step.code]
    finish = max(end.values())
    latest_end = dict.fromkeys(end, finish)
    for step in reversed(procedure.steps):
        for before in step.depends_on:
            latest_end[before] = min(latest_end[before], latest_end[step.code] - length[step.code])
    return _Times(start, end, latest_end, finish)


def _slack(times: _Times, code: str) -> float:
    slack = times.latest_end[code] - times.end[code]
    return slack if slack > _TINY_DAYS else 0.0


def _bounds(procedure: Procedure, unknown: tuple[str, ...]) -> set[str]:
    bounds = set(unknown)
    for step in procedure.steps:
        if bounds.intersection(step.depends_on):
            bounds.add(step.code)
    return bounds


def _critical_path(procedure: Procedure, times: _Times) -> tuple[str, ...]:
    # Walking back from the step that ends last, the predecessor that ends last decided the start.
    order = {code: place for place, code in enumerate(procedure.codes)}
    before = {step.code: step.depends_on for step in procedure.steps}
    current = max(procedure.codes, key=lambda code: (times.end[code], -order[code]))
    path = [current]
    while before[current]:
        current = max(before[current], key=lambda code: (times.end[code], -order[code]))
        path.append(current)
    return tuple(reversed(path))


def _day(start_date: date, offset: float) -> date:
    return start_date + timedelta(days=math.ceil(offset - _TINY_DAYS))

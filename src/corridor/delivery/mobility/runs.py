"""From the rows of cases to the engine of procedures: dates of a plan, where a case stands, how long steps take."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet

from corridor.core import runs
from corridor.delivery.mobility.models import Case, CaseStep
from corridor.engines import caseflow
from corridor.engines.caseflow import BottleneckReport, CaseState, DurationReport, StepProgress, StepRecords
from corridor.knowledge.pathways.models import Procedure, ProcedureStep
from corridor.knowledge.pathways.selectors import steps_of

ENGINE = "caseflow.schedule_steps"
# Recent cases tell how long a step takes now; older ones tell how it once was.
LEARN_FROM = 500
State = CaseStep.State
_ENDED = (State.DONE, State.SKIPPED)


def plan_case(*, procedure: Procedure, start_date: date, by: Any) -> dict[str, date | None]:
    """Return by when each step must be done if every authority takes the days that the law allows, and keep the run."""
    steps = list(steps_of(procedure=procedure))
    days = {step.code: step.legal_days for step in steps}
    parameters = {"procedure": procedure.pk, "start_date": start_date.isoformat()}
    with runs.recorded(engine=ENGINE, parameters=parameters, inputs=days, by=by) as run:
        schedule = caseflow.schedule_steps(_ordered(steps, {}), days, start_date=start_date)
        run.result = {"finish_date": schedule.finish_date.isoformat(), "critical_path": list(schedule.critical_path)}
    return {each.code: None if days[each.code] is None else each.earliest_end_date for each in schedule.steps}


def follow(*, case: Case, today: date, learnt: Mapping[str, float | None] | None = None) -> CaseState:
    """Return where every step of a case stands, who waits for whom, and when it may be finished."""
    rows = list(case.steps.select_related("step").order_by("step__order", "pk"))
    progress = [each for row in rows if (each := _progress(row)) is not None]
    dates = [day for each in progress for day in (each.started_date, each.completed_date) if day]
    return caseflow.follow_case(
        _ordered([row.step for row in rows], learnt or {}),
        progress,
        case_start_date=case.opened_on_date,
        as_of=max([today, *dates]),
    )


def usual_days(*, procedure: Procedure, today: date) -> dict[str, float | None]:
    """Return how long each step usually takes, learnt from recent cases of the same procedure."""
    recent = Case.objects.filter(procedure=procedure).order_by("-opened_on_date", "-pk").values("pk")[:LEARN_FROM]
    report = measure_steps(cases=Case.objects.filter(pk__in=list(recent.values_list("pk", flat=True))), as_of=today)
    return {step.step: step.median_days for step in report.steps} if report else {}


def measure_steps(*, cases: QuerySet[Case], as_of: date, minimum_cases: int = 10) -> DurationReport | None:
    """Return how long the steps of many cases take, open ones counted until `as_of`; None without any record."""
    records, legal = _records(cases, as_of)
    if records.step.size == 0:
        return None
    return caseflow.measure_durations(records, legal_days=legal, as_of=as_of, minimum_cases=minimum_cases)


def find_slowest(*, procedure: Procedure, cases: QuerySet[Case], as_of: date) -> BottleneckReport | None:
    """Return which step of a procedure decides how long its cases take; None without any record."""
    records, _legal = _records(cases.filter(procedure=procedure), as_of)
    if records.step.size == 0:
        return None
    ordered = _ordered(steps_of(procedure=procedure), {})
    return caseflow.find_bottleneck(ordered, records, as_of=as_of)


def _ordered(steps: Iterable[ProcedureStep], learnt: Mapping[str, float | None]) -> caseflow.Procedure:
    return caseflow.order_procedure([_engine_step(step, learnt.get(step.code)) for step in steps])


def _engine_step(step: ProcedureStep, learnt: float | None) -> caseflow.Step:
    return caseflow.Step(
        code=step.code,
        authority=step.party,
        depends_on=tuple(step.predecessors),
        legal_days=step.legal_days,
        median_days=step.legal_days if learnt is None else learnt,
    )


def _progress(row: CaseStep) -> StepProgress | None:
    if row.state == State.WAITING:
        return None
    ended = row.done_on_date if row.state in _ENDED else None
    return StepProgress(row.step.code, row.ready_on_date, ended)


def _records(cases: QuerySet[Case], as_of: date) -> tuple[StepRecords, dict[str, float | None]]:
    rows = (
        CaseStep.objects.filter(case__in=cases.order_by().values("pk"), ready_on_date__lte=as_of)
        .exclude(state=State.SKIPPED)
        .order_by("case_id", "step__order")
        .values_list("case_id", "step__code", "ready_on_date", "done_on_date", "step__legal_days")
    )
    found: list[tuple[str, str, date, date | None]] = []
    legal: dict[str, float | None] = {}
    for case_id, code, started, done, days in rows:
        assert started is not None  # the query asks for steps that could begin
        found.append((str(case_id), code, started, done if done and done <= as_of else None))
        legal[code] = days
    return StepRecords.of(found), legal

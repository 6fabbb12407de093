"""Complete, refuse, reopen and skip the steps of a case."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from corridor.access.selectors import may
from corridor.core import audit
from corridor.delivery.mobility.models import Case, CaseDocument, CaseStep
from corridor.delivery.mobility.runs import State, follow
from corridor.delivery.mobility.services.placements import check_day, check_may
from corridor.delivery.mobility.services.telling import tell_worker
from corridor.kernel.errors import N_, InputError, NotPermitted, RuleViolation
from corridor.knowledge.pathways.models import ProcedureStep

ENDED = (State.DONE, State.SKIPPED)
_IN_THE_WAY = (CaseDocument.Status.MISSING, CaseDocument.Status.REJECTED, CaseDocument.Status.EXPIRED)


@transaction.atomic
def complete_step(*, case_step: CaseStep, by: Any, on_date: date | None = None, note: str = "") -> CaseStep:
    """Complete a step that can be done now; steps that waited only for it become ready."""
    step = _locked(case_step)
    _check_party(step, by)
    _check_ready(step)
    _check_papers(step)
    return _end(step, State.DONE, by, check_day(on_date), note)


@transaction.atomic
def skip_step(*, case_step: CaseStep, reason: str, by: Any, on_date: date | None = None) -> CaseStep:
    """Pass over a step that this case does not need; an office says why."""
    step = _locked(case_step)
    check_may(step.case.placement, by, "change")
    _check_ready(step)
    return _end(step, State.SKIPPED, by, check_day(on_date), _reason(reason))


@transaction.atomic
def refuse_step(*, case_step: CaseStep, reason: str, by: Any, on_date: date | None = None) -> CaseStep:
    """Record that an authority has refused; the case stops, with the reason, until the step is reopened."""
    step = _locked(case_step)
    _check_party(step, by)
    _check_ready(step)
    day = check_day(on_date)
    _write(step, State.REFUSED, by, day, _reason(reason))
    Case.objects.filter(pk=step.case_id).update(status=Case.Status.STOPPED, closed_on_date=day)
    audit.record(by=by, action="mobility.step_refused", obj=step, detail={"step": step.step.code})
    tell_worker(step.case.placement)
    return step


@transaction.atomic
def reopen_step(*, case_step: CaseStep, note: str, by: Any, on_date: date | None = None) -> CaseStep:
    """Take up a refused step again, for example after an appeal or with new papers."""
    step = _locked(case_step)
    check_may(step.case.placement, by, "change")
    if step.state != State.REFUSED:
        raise RuleViolation(
            N_("Only a refused step can be taken up again."), hint=N_("Complete the step when it is done.")
        )
    day = check_day(on_date)
    step.state, step.done_on_date, step.done_by, step.note = State.READY, None, None, note[:300]
    step.due_date = _due(step, day)
    step.save(update_fields=["state", "done_on_date", "done_by", "note", "due_date"])
    Case.objects.filter(pk=step.case_id).update(status=Case.Status.OPEN, closed_on_date=None)
    audit.record(by=by, action="mobility.step_reopened", obj=step, detail={"step": step.step.code})
    tell_worker(step.case.placement)
    return step


def _locked(case_step: CaseStep) -> CaseStep:
    rows = CaseStep.objects.select_for_update(of=("self",))
    return rows.select_related("step", "case__placement__candidate__person__user").get(pk=case_step.pk)


def _check_party(step: CaseStep, by: Any) -> None:
    if may(step, user=by, action=f"complete_{step.step.party}"):
        return
    raise NotPermitted(
        N_('The step "%(step)s" is for: %(party)s.'),
        hint=N_("They record it themselves, or the office of the scheme that acts for them."),
        code="other_party_acts",
        params={"step": step.step.localised_name, "party": ProcedureStep.Party(step.step.party).label},
    )


def _check_ready(step: CaseStep) -> None:
    params: dict[str, object] = {"step": step.step.localised_name, "waits": _names(_waits_for(step))}
    if step.case.status == Case.Status.STOPPED:
        raise RuleViolation(
            N_("The case has stopped because a step was refused."),
            hint=N_("Take the refused step up again first, or cancel the placement."),
            code="case_stopped",
        )
    if step.state == State.WAITING:
        raise RuleViolation(
            N_('The step "%(step)s" waits for: %(waits)s.'),
            hint=N_("Complete what comes first."),
            code="step_waits",
            params=params,
        )
    if step.state != State.READY:
        raise RuleViolation(
            N_('The step "%(step)s" is closed already.'), hint=N_("Nothing is left to do here."), params=params
        )


def _waits_for(step: CaseStep) -> Iterable[CaseStep]:
    before = step.case.steps.filter(step__code__in=step.step.predecessors).exclude(state__in=ENDED)
    return before.select_related("step").order_by("step__order")


def _names(steps: Iterable[CaseStep]) -> str:
    return ", ".join(each.step.localised_name for each in steps)


def _check_papers(step: CaseStep) -> None:
    lacking = [paper.label for paper in step.documents.filter(status__in=_IN_THE_WAY)]
    if lacking:
        raise RuleViolation(
            N_('The step "%(step)s" still needs: %(papers)s.'),
            hint=N_("Add the documents, or have the rejected ones replaced."),
            code="documents_missing",
            params={"step": step.step.localised_name, "papers": ", ".join(lacking)},
        )


def _reason(text: str) -> str:
    if not text.strip():
        raise InputError(
            N_("The reason is missing."), hint=N_("Say why in a few words; the person can read it."), field="reason"
        )
    return text.strip()[:300]


def _end(step: CaseStep, state: str, by: Any, day: date, note: str) -> CaseStep:
    _write(step, state, by, day, note)
    _advance(step.case, day)
    audit.record(by=by, action=f"mobility.step_{state}", obj=step, detail={"step": step.step.code})
    tell_worker(step.case.placement)
    return step


def _write(step: CaseStep, state: str, by: Any, day: date, note: str) -> None:
    step.state, step.done_on_date, step.done_by, step.note = state, day, by, note[:300]
    # A step that was entered late cannot have begun after it was done.
    step.ready_on_date = min(step.ready_on_date or day, day)
    step.save(update_fields=["state", "done_on_date", "done_by", "note", "ready_on_date"])


def _advance(case: Case, day: date) -> None:
    rows = {row.step.code: row for row in case.steps.select_related("step")}
    for row in rows.values():
        before = [rows[code] for code in row.step.predecessors]
        if row.state == State.WAITING and all(each.state in ENDED for each in before):
            row.state, row.ready_on_date = State.READY, max(each.done_on_date or day for each in before)
            row.due_date = _due(row, row.ready_on_date)
            row.save(update_fields=["state", "ready_on_date", "due_date"])
    if all(row.state in ENDED for row in rows.values()):
        Case.objects.filter(pk=case.pk).update(status=Case.Status.DONE, closed_on_date=day)
        return
    _project(case, rows)


def _project(case: Case, rows: dict[str, CaseStep]) -> None:
    # The later steps move with the earlier ones: their dates are projected anew.
    for state in follow(case=case, today=timezone.localdate()).steps:
        row = rows[state.code]
        if row.state == State.WAITING and row.due_date != state.deadline_date:
            row.due_date = state.deadline_date
            row.save(update_fields=["due_date"])


def _due(step: CaseStep, start: date) -> date | None:
    days = step.step.legal_days
    return None if days is None else start + timedelta(days=days)

"""Decide, hear appeals, follow the measures up."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from corridor.core import audit, events
from corridor.delivery.recognition.events import RecognitionDecided
from corridor.delivery.recognition.models import (
    Appeal,
    CompensationMeasure,
    Decision,
    LawProfile,
    RecognitionCase,
)
from corridor.delivery.recognition.rules.clocks import after
from corridor.delivery.recognition.rules.decisions import NEEDS_REASONS, Ruling, check_ruling, is_decision
from corridor.delivery.recognition.services import cases, guard, profile
from corridor.kernel.errors import N_, InputError, RuleViolation

State = RecognitionCase.State
Step = CompensationMeasure.State


@dataclass(frozen=True)
class MeasurePlan:
    """A measure as an authority offers it; a fee has a payer, and the holder pays only under a law."""

    kind: str
    months: int | None = None
    supervisor: str = ""
    site: str = ""
    attempt: int | None = None
    hours: int | None = None
    limits: str = ""
    until_on: date | None = None
    fee: Decimal | None = None
    currency: str = "EUR"
    payer: str = "scheme"
    law: LawProfile | None = None


@dataclass(frozen=True)
class Notice:
    """A decision as the authority writes it down."""

    outcome: str
    reasons: str = ""
    legal_effect: str = ""
    notice_number: str = ""
    valid_until: date | None = None
    appeal_until: date | None = None
    decided_on: date | None = None
    measures: tuple[MeasurePlan, ...] = ()


@transaction.atomic
def decide(*, case: RecognitionCase, notice: Notice, by: Any) -> Decision:
    """Decide on a complete file: notice, measures, profile and news in one."""
    guard.check_authority(case, by)
    day = guard.today_or(notice.decided_on)
    appeal_until = _appeal_until(case, notice, day)
    guard.move(case, State.DECIDED)
    check_ruling(
        Ruling(
            kind=case.kind,
            layer=case.layer,
            outcome=notice.outcome,
            reasons=notice.reasons,
            decided_on=day,
            appeal_until=appeal_until,
            differences=case.differences.count(),
            measures=tuple(plan.kind for plan in notice.measures),
        )
    )
    case.save(update_fields=["state"])
    decision = Decision.objects.create(
        case=case,
        outcome=Decision.Outcome(notice.outcome),
        notice_number=notice.notice_number.strip() or case.number,
        decided_on=day,
        legal_effect=notice.legal_effect.strip()[:300],
        valid_until=notice.valid_until,
        reasons=notice.reasons.strip(),
        appeal_until=appeal_until,
        decided_by=by,
    )
    for plan in notice.measures:
        _offer(decision, plan)
    profile.write_decision(case, decision, by=by)
    audit.record(by=by, action="recognition.case_decided", obj=decision, detail={"outcome": notice.outcome})
    events.publish(RecognitionDecided(case.pk, notice.outcome))
    guard.tell_applicant(case)
    return decision


@transaction.atomic
def choose_measure(*, measure: CompensationMeasure, by: Any) -> CompensationMeasure:
    """Choose the way to make up for what is missing; an adaptation period and a test exclude each other."""
    guard.check_applicant(measure, by)
    guard.check_state(measure.decision.case, (State.DECIDED,))
    measure.refresh_from_db(fields=["state"])
    if measure.state != Step.OFFERED:
        raise RuleViolation(N_("This measure was chosen or left already."), hint=N_("See the page of the application."))
    either = {"adaptation_period", "aptitude_test", "knowledge_test"}
    if measure.kind in either:
        rivals = measure.decision.measures.filter(kind__in=sorted(either), state=Step.OFFERED).exclude(pk=measure.pk)
        rivals.update(state=Step.NOT_CHOSEN)
    measure.state, measure.chosen_on = Step.CHOSEN, timezone.localdate()
    measure.save(update_fields=["state", "chosen_on"])
    audit.record(by=by, action="recognition.measure_chosen", obj=measure, detail={"kind": measure.kind})
    return measure


@transaction.atomic
def finish_measure(
    *, measure: CompensationMeasure, is_passed: bool, by: Any, result: str = "", on: date | None = None
) -> CompensationMeasure:
    """Record how a chosen measure ended; a test that was not passed can be taken again."""
    guard.check_authority(measure, by)
    if measure.state not in {Step.CHOSEN, Step.FAILED}:
        raise RuleViolation(
            N_("Only a measure that was chosen can be finished."), hint=N_("Wait until the applicant has chosen.")
        )
    if measure.state == Step.FAILED:
        measure.attempt = (measure.attempt or 1) + 1
    measure.state = Step.DONE if is_passed else Step.FAILED
    measure.result, measure.finished_on = result.strip()[:200], guard.today_or(on)
    measure.save()
    audit.record(by=by, action="recognition.measure_finished", obj=measure, detail={"state": str(measure.state)})
    guard.tell_applicant(measure.decision.case)
    return measure


@transaction.atomic
def follow_up(*, case: RecognitionCase, by: Any) -> RecognitionCase:
    """Apply again after a completed measure; papers that were accepted need not be handed in a second time."""
    guard.check_applicant(case, by)
    guard.check_state(case, (State.DECIDED, State.CLOSED))
    if not CompensationMeasure.objects.filter(decision__case=case, state=Step.DONE).exists():
        raise RuleViolation(
            N_("No measure of this decision has been completed yet."),
            hint=N_("Complete one first; then apply for the rest."),
            code="no_measure_done",
        )
    wish = cases.Wish(
        purpose=case.purpose,
        education=case.education,
        qualification=case.qualification,
        reference_isco08=case.reference_isco08,
    )
    after_it = cases.open_case(person=case.person, procedure=case.procedure, wish=wish, by=by, follows=case)
    known = {(one.kind, one.form): one for one in case.documents.filter(state="accepted").order_by("pk")}
    for document in after_it.documents.order_by("pk"):
        earlier = known.get((document.kind, document.form))
        if earlier is not None:
            document.file, document.state, document.received_on = earlier.file, earlier.state, earlier.received_on
            document.save(update_fields=["file", "state", "received_on"])
    return cases.apply(case=after_it, by=by)


@transaction.atomic
def lodge_appeal(*, decision: Decision, grounds: str, by: Any) -> Appeal:
    """Object to a decision, in time and with a reason; that is free."""
    guard.check_applicant(decision, by)
    if not is_decision(decision.outcome) or decision.outcome not in NEEDS_REASONS:
        raise RuleViolation(
            N_("Against this outcome there is no appeal."), hint=N_("A statement that advises binds nobody.")
        )
    if decision.appeal_until is None or timezone.localdate() > decision.appeal_until:
        raise RuleViolation(
            N_("The time for an appeal has passed."),
            hint=N_("Ask a counsellor what else can be done."),
            code="too_late",
        )
    if not grounds.strip():
        raise InputError(N_("The appeal says nothing."), hint=N_("Write why the decision is wrong."), field="grounds")
    guard.move(decision.case, State.APPEALED)
    decision.case.save(update_fields=["state"])
    appeal = Appeal.objects.create(decision=decision, lodged_on=timezone.localdate(), grounds=grounds.strip())
    audit.record(by=by, action="recognition.appeal_lodged", obj=appeal)
    return appeal


@transaction.atomic
def settle_appeal(*, appeal: Appeal, is_granted: bool, answer: str, by: Any) -> Appeal:
    """Answer an appeal: the case is reviewed again, or the decision stands and the case is closed."""
    guard.check_authority(appeal, by)
    if not answer.strip():
        raise InputError(N_("An appeal is answered in words."), hint=N_("Say why."), field="answer")
    case = appeal.decision.case
    guard.move(case, State.UNDER_REVIEW if is_granted else State.CLOSED)
    case.ended_on = None if is_granted else timezone.localdate()
    if is_granted:
        _start_anew(case)
    case.save()
    appeal.result = Appeal.Result.GRANTED if is_granted else Appeal.Result.DISMISSED
    appeal.write(answer=answer.strip())
    appeal.settled_on = timezone.localdate()
    appeal.save()
    audit.record(by=by, action="recognition.appeal_settled", obj=appeal, detail={"result": str(appeal.result)})
    guard.tell_applicant(case)
    return appeal


@transaction.atomic
def close(*, case: RecognitionCase, by: Any) -> RecognitionCase:
    """Close a decided case."""
    guard.check_authority(case, by)
    guard.move(case, State.CLOSED)
    case.ended_on = timezone.localdate()
    case.save(update_fields=["state", "ended_on"])
    audit.record(by=by, action="recognition.case_closed", obj=case)
    return case


def _start_anew(case: RecognitionCase) -> None:
    """Give the second review a full term of its own; the day on which the file was complete stays."""
    term = case.procedure.length(case.procedure.decision_time)
    case.due_on = after(timezone.localdate(), term) if term else None
    case.extended_to, case.extension_reason, case.stopped_on = None, "", None


def _appeal_until(case: RecognitionCase, notice: Notice, day: date) -> date | None:
    if notice.outcome not in NEEDS_REASONS:
        return None
    term = case.procedure.length(case.procedure.appeal_time)
    return notice.appeal_until or (after(day, term) if term else None)


def _offer(decision: Decision, plan: MeasurePlan) -> None:
    if plan.kind == "adaptation_period" and not plan.months:
        raise InputError(
            N_("An adaptation period has a length."), hint=N_("Give the months."), field="months", code="months_missing"
        )
    if plan.kind == "conditional_licence" and not plan.limits.strip():
        raise InputError(
            N_("A licence on conditions names its limits."), hint=N_("Say what it does not allow."), field="limits"
        )
    values = {name: value for name, value in vars(plan).items() if name not in {"payer", "law"}}
    measure = CompensationMeasure(decision=decision, **values)
    guard.charge(measure, payer=plan.payer, law=plan.law)
    measure.save()

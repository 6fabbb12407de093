"""Open a placement with its case, and cancel one before departure."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from corridor.access.selectors import may
from corridor.core import audit, events
from corridor.delivery.mobility.events import PlacementOpened
from corridor.delivery.mobility.models import Case, CaseDocument, CaseStep, Placement
from corridor.delivery.mobility.runs import plan_case
from corridor.delivery.mobility.services.telling import tell_worker
from corridor.delivery.recruitment.models import Candidate, Offer
from corridor.delivery.recruitment.services.places import give_back_place
from corridor.design.activities.models import SchemePathway
from corridor.kernel.errors import N_, DataUnavailable, InputError, NotPermitted, RuleViolation
from corridor.knowledge.pathways.models import Pathway, Procedure, ProcedureStep
from corridor.knowledge.pathways.selectors import latest_procedure, steps_of

WITHDREW = N_("The person has withdrawn before departure.")


@transaction.atomic
def open_placement(*, offer: Offer, by: Any, on_date: date | None = None, pathway: Pathway | None = None) -> Placement:
    """Open the placement of an accepted offer, with the case that the pathway's procedure asks for.

    Opening it again returns what is there. Without `by` the system itself acts, after the offer was accepted.
    """
    known = Placement.objects.filter(offer=offer).first()
    if known is not None:
        return known
    day = check_day(on_date)
    placement = _new_placement(offer, day)
    if by is not None:
        check_may(placement, by, "change")
    procedure = _procedure_of(placement, pathway)
    placement.save()
    open_case(placement=placement, procedure=procedure, by=by, on_date=day)
    audit.record(by=by, action="mobility.placement_opened", obj=placement, detail={"offer": offer.pk})
    events.publish(PlacementOpened(placement.pk))
    tell_worker(placement)
    return placement


@transaction.atomic
def open_case(*, placement: Placement, procedure: Procedure, by: Any, on_date: date) -> Case:
    """Generate the case of a placement: steps with due dates, and the documents that each step needs."""
    case = Case.objects.create(
        reference=f"{placement.scheme.reference[:22]}-{placement.pk:05d}".upper(),
        placement=placement,
        procedure=procedure,
        opened_on_date=on_date,
    )
    due = plan_case(procedure=procedure, start_date=on_date, by=by)
    rows = [_case_step(case, step, due[step.code]) for step in steps_of(procedure=procedure)]
    CaseStep.objects.bulk_create(rows)
    papers = [_paper(row, paper) for row in case.steps.select_related("step") for paper in row.step.documents]
    CaseDocument.objects.bulk_create(papers)
    return case


@transaction.atomic
def cancel_placement(*, placement: Placement, reason: str, by: Any, on_date: date | None = None) -> Placement:
    """End a placement before departure; the person may be proposed for other work."""
    check_may(placement, by, "change")
    if placement.status not in {Placement.Status.PREPARING, Placement.Status.CLEARED}:
        raise RuleViolation(
            N_("The person has departed; the placement can be ended, not cancelled."),
            hint=N_("Record the end of the placement."),
        )
    if not reason.strip():
        raise InputError(
            N_("The reason is missing."), hint=N_("Say why; the person is told it on request."), field="reason"
        )
    _cancel(placement, reason=reason, day=check_day(on_date), by=by)
    set_candidate(placement, Candidate.Status.ELIGIBLE)
    tell_worker(placement)
    return placement


@transaction.atomic
def cancel_after_withdrawal(*, candidate: Candidate, on_date: date | None = None) -> list[Placement]:
    """End the placements of a person who has withdrawn before departure; the post is free again."""
    open_ones = Placement.objects.select_for_update().filter(
        candidate=candidate, status__in=[Placement.Status.PREPARING, Placement.Status.CLEARED]
    )
    ended = list(open_ones)
    for placement in ended:
        _cancel(placement, reason=WITHDREW, day=check_day(on_date), by=None)
    return ended


def _cancel(placement: Placement, *, reason: str, day: date, by: Any) -> None:
    placement.status, placement.end_reason, placement.ended_on_date = Placement.Status.CANCELLED, reason, day
    placement.save(update_fields=["status", "end_reason", "ended_on_date"])
    close_case(placement, Case.Status.STOPPED, day)
    give_back_place(vacancy=placement.vacancy, by=by)
    audit.record(by=by, action="mobility.placement_cancelled", obj=placement)


def close_case(placement: Placement, status: str, day: date) -> None:
    """Close the case of a placement if it is still open."""
    Case.objects.filter(placement=placement, status=Case.Status.OPEN).update(status=status, closed_on_date=day)


def set_candidate(placement: Placement, status: str) -> None:
    """Carry what happened to the placement over to the candidate's status."""
    placement.candidate.status = status
    placement.candidate.save(update_fields=["status"])


def check_day(day: date | None) -> date:
    """Return the day of an act, today where none is given; a day that has not come yet is refused."""
    today = timezone.localdate()
    if day is not None and day > today:
        raise InputError(
            N_("The day %(day)s has not come yet."),
            hint=N_("Record what has happened, with its day."),
            field="on_date",
            params={"day": day.isoformat()},
        )
    return day or today


def check_may(placement: Placement, by: Any, action: str) -> None:
    """Refuse somebody who may not act on this placement, and say whose matter it is."""
    allowed = may(placement, user=by, action=action) if placement.pk else _may_open(placement, by)
    if not allowed:
        raise NotPermitted(
            N_("This act belongs to the offices of the scheme."),
            hint=N_("Ask the office in the country of origin or of destination."),
        )


def _may_open(placement: Placement, by: Any) -> bool:
    return placement.offer is not None and may(placement.offer, user=by, action="view")


def _new_placement(offer: Offer, day: date) -> Placement:
    nomination = offer.nomination
    if offer.answer != Offer.Answer.ACCEPTED:
        raise RuleViolation(
            N_("The offer has not been accepted, so there is no placement to prepare."),
            hint=N_("Wait for the candidate's answer."),
        )
    selected = nomination.employer_answered_at or offer.made_at
    return Placement(
        candidate=nomination.candidate,
        vacancy=nomination.vacancy,
        scheme=nomination.vacancy.scheme,
        offer=offer,
        selected_on_date=min(day, timezone.localtime(selected).date()),
    )


def _procedure_of(placement: Placement, pathway: Pathway | None) -> Procedure:
    origin, destination = placement.candidate.person.iso3, placement.vacancy.iso3
    if pathway is None:
        uses = SchemePathway.objects.filter(
            scheme=placement.scheme, corridor__origin_iso3=origin, corridor__destination_iso3=destination
        )
        use = uses.select_related("pathway").order_by("pk").first()
        pathway = use.pathway if use else None
    procedure = latest_procedure(pathway=pathway) if pathway else None
    if procedure is None:
        raise DataUnavailable(
            N_("The scheme names no pathway with a procedure from %(origin)s to %(destination)s."),
            hint=N_("Ask the designer of the scheme to add the pathway, or enter its procedure."),
            params={"origin": origin, "destination": destination},
        )
    return procedure


def _case_step(case: Case, step: ProcedureStep, due: date | None) -> CaseStep:
    ready = not step.predecessors
    return CaseStep(
        case=case,
        step=step,
        state=CaseStep.State.READY if ready else CaseStep.State.WAITING,
        ready_on_date=case.opened_on_date if ready else None,
        due_date=due,
    )


def _paper(row: CaseStep, paper: dict[str, str]) -> CaseDocument:
    labels = {name: paper.get(name, "") for name in ("label_en", "label_fr", "label_es", "label_ar")}
    return CaseDocument(case_step=row, kind=paper["kind"], **labels)

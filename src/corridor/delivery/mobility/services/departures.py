"""Clearance, departure, arrival, and the end of a placement."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from corridor.access.roles import Role
from corridor.access.selectors import may
from corridor.core import audit, events
from corridor.delivery.mobility.events import (
    ClearedForDeparture,
    DepartedWithoutContract,
    LeftReasonUnknown,
    PlacementEnded,
)
from corridor.delivery.mobility.models import ArrivalItem, Case, Contract, Placement
from corridor.delivery.mobility.services.contracts import who_must_act
from corridor.delivery.mobility.services.placements import check_day, check_may, close_case, set_candidate
from corridor.delivery.mobility.services.telling import alert, tell_worker
from corridor.delivery.recruitment.models import Candidate
from corridor.kernel.errors import N_, NotPermitted, RuleViolation

Status = Placement.Status
_BEFORE = (Status.PREPARING, Status.CLEARED)
_ABROAD = (Status.DEPARTED, Status.WORKING)


@transaction.atomic
def clear_for_departure(*, placement: Placement, by: Any, on_date: date | None = None) -> Placement:
    """Clear a placement; without a registered contract no office clears, and the refusal names who must act.

    The person is never barred: a departure can always be recorded.
    """
    check_may(placement, by, "change")
    _check_contract(placement)
    if placement.status == Status.PREPARING:
        placement.status, placement.cleared_on_date = Status.CLEARED, check_day(on_date)
        placement.save(update_fields=["status", "cleared_on_date"])
        audit.record(by=by, action="mobility.cleared", obj=placement)
        events.publish(ClearedForDeparture(placement.pk))
        tell_worker(placement)
    return placement


@transaction.atomic
def record_departure(*, placement: Placement, by: Any, on_date: date | None = None) -> Placement:
    """Record that the person has departed, whatever is missing; without clearance protection is told."""
    _check_report(placement, by)
    if placement.status not in _BEFORE:
        return placement
    placement.departed_uncleared = placement.status != Status.CLEARED
    placement.status, placement.departed_on_date = Status.DEPARTED, check_day(on_date)
    placement.save(update_fields=["status", "departed_on_date", "departed_uncleared"])
    set_candidate(placement, Candidate.Status.DEPLOYED)
    audit.record(by=by, action="mobility.departed", obj=placement)
    if placement.departed_uncleared:
        _tell_protection(placement, by)
    return placement


@transaction.atomic
def record_arrival(*, placement: Placement, by: Any, on_date: date | None = None) -> Placement:
    """Record the arrival; a departure that nobody recorded is recorded with it."""
    if placement.status in _BEFORE:
        record_departure(placement=placement, by=by, on_date=on_date)
    _check_report(placement, by)
    if placement.status == Status.DEPARTED:
        placement.status, placement.arrived_on_date = Status.WORKING, check_day(on_date)
        placement.save(update_fields=["status", "arrived_on_date"])
        audit.record(by=by, action="mobility.arrived", obj=placement)
    return placement


@transaction.atomic
def settle(*, placement: Placement, kind: str, is_done: bool, by: Any, on_date: date | None = None) -> None:
    """Tick or untick one of the things that a newcomer needs."""
    _check_report(placement, by)
    ArrivalItem.objects.filter(placement=placement, kind=kind).delete()
    if is_done:
        ArrivalItem.objects.create(placement=placement, kind=ArrivalItem.Kind(kind), done_on_date=check_day(on_date))
    audit.record(by=by, action="mobility.settled", obj=placement, detail={"kind": kind, "is_done": is_done})


@transaction.atomic
def end_placement(
    *,
    placement: Placement,
    by: Any,
    reason: str = "",
    on_date: date | None = None,
    returned_on_date: date | None = None,
) -> Placement:
    """End a placement, with the return where the person has returned."""
    check_may(placement, by, "change")
    _check_may_end(placement)
    placement.status, placement.end_reason = Status.ENDED, reason.strip()[:300]
    placement.ended_on_date = check_day(on_date)
    placement.returned_on_date = check_day(returned_on_date) if returned_on_date else None
    placement.save(update_fields=["status", "end_reason", "ended_on_date", "returned_on_date"])
    close_case(placement, Case.Status.DONE, placement.ended_on_date)
    if placement.returned_on_date:
        set_candidate(placement, Candidate.Status.RETURNED)
    audit.record(by=by, action="mobility.placement_ended", obj=placement)
    events.publish(PlacementEnded(placement.pk))
    return placement


@transaction.atomic
def report_left(*, placement: Placement, by: Any, on_date: date | None = None) -> Placement:
    """Record "left, reason not known"; it is neither closed nor passed on before protection has reviewed it."""
    _check_report(placement, by)
    if placement.status not in _ABROAD:
        raise RuleViolation(
            N_("Only somebody who has departed can have left the place of work."),
            hint=N_("Cancel the placement if the person does not depart."),
        )
    placement.status, placement.left_reported_on_date = Status.LEFT_REASON_UNKNOWN, check_day(on_date)
    placement.reviewed_at = placement.reviewed_by = None
    placement.save(update_fields=["status", "left_reported_on_date", "reviewed_at", "reviewed_by"])
    audit.record(by=by, action="mobility.left_reason_unknown", obj=placement)
    events.publish(LeftReasonUnknown(placement.pk))
    alert(
        Role.PROTECTION,
        placement,
        subject=N_("A worker needs your attention"),
        body=N_("%(placement)s: the worker has left the place of work and the reason is not known."),
    )
    return placement


@transaction.atomic
def review_leaving(
    *, placement: Placement, by: Any, still_working: bool = False, employer_may_know: bool = False
) -> Placement:
    """Record the review of a protection officer after safe contact with the worker was sought."""
    check_may(placement, by, "review")
    placement.reviewed_at, placement.reviewed_by = timezone.now(), by
    placement.employer_may_know = employer_may_know
    if still_working and placement.status == Status.LEFT_REASON_UNKNOWN:
        placement.status = Status.WORKING
    placement.save(update_fields=["reviewed_at", "reviewed_by", "employer_may_know", "status"])
    audit.record(by=by, action="mobility.leaving_reviewed", obj=placement)
    return placement


def _check_report(placement: Placement, by: Any) -> None:
    if not may(placement, user=by, action="report"):
        raise NotPermitted(
            N_("This placement belongs to another scheme or country."),
            hint=N_("Ask the office that looks after the person."),
        )


def _check_contract(placement: Placement) -> None:
    contract = Contract.objects.filter(placement=placement).first()
    params: dict[str, object] = {
        "placement": str(placement),
        "employer": placement.vacancy.employer.organisation.localised_name,
    }
    if contract is None:
        raise RuleViolation(
            N_("%(employer)s must act: there is no contract for %(placement)s yet, so nobody is cleared."),
            hint=N_("Ask the employer to draft the contract. The person herself is not barred."),
            code="contract_missing",
            params=params,
        )
    lacking = None if contract.status == Contract.Status.REGISTERED else who_must_act(contract)
    if lacking is not None:
        message, hint, values = lacking
        raise RuleViolation(message, hint=hint, code="contract_not_ready", params=values)
    if contract.status != Contract.Status.REGISTERED:
        raise RuleViolation(
            N_("The office in the country of destination must act: the contract of %(placement)s is not registered."),
            hint=N_("Register the contract, then clear the departure. The person herself is not barred."),
            code="contract_not_registered",
            params=params,
        )


def _tell_protection(placement: Placement, by: Any) -> None:
    has_contract = Contract.objects.filter(placement=placement, status=Contract.Status.REGISTERED).exists()
    audit.record(
        by=by, action="mobility.departed_uncleared", obj=placement, detail={"has_registered_contract": has_contract}
    )
    body = N_("%(placement)s: the person departed without clearance, though the contract is registered.")
    if not has_contract:
        events.publish(DepartedWithoutContract(placement.pk))
        body = N_("%(placement)s: the person departed without a registered contract. Look after her on arrival.")
    alert(Role.PROTECTION, placement, subject=N_("A departure needs your attention"), body=body)


def _check_may_end(placement: Placement) -> None:
    if placement.status == Status.LEFT_REASON_UNKNOWN and placement.reviewed_at is None:
        raise RuleViolation(
            N_("A protection officer must act: nobody has looked yet into why the worker left."),
            hint=N_("The placement is closed after safe contact with the worker and the review."),
            code="review_missing",
        )
    if placement.status not in {*_ABROAD, Status.LEFT_REASON_UNKNOWN}:
        raise RuleViolation(
            N_("Only a placement that has begun can be ended."),
            hint=N_("Cancel the placement if the person does not depart."),
        )

"""Changes of an approved plan: asked for, decided by another person in a body of the scheme, entered in the plan."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from corridor.core import audit
from corridor.design.budgets.models import Budget
from corridor.design.flexibility.models import ChangeItem, ChangeRequest, Risk
from corridor.design.flexibility.people import selected_in
from corridor.design.flexibility.rules import Wanted, check_selected, check_wishes
from corridor.design.flexibility.selectors import bodies_of_person, value_now
from corridor.design.flexibility.services.risks import check_living
from corridor.design.partnerships.models import GovernanceBody
from corridor.design.schemes.models import Scheme, SchemeOccupation
from corridor.design.schemes.selectors import get_scheme
from corridor.design.schemes.services import change_scheme, remove_part, revise, save_part
from corridor.kernel.codes import isco_unit_group
from corridor.kernel.errors import N_, InputError, NotPermitted, RuleViolation

State = ChangeRequest.State


@transaction.atomic
def open_request(
    *, scheme: Scheme, by: Any, risk: Risk | None = None, kind: str = "", title: str = ""
) -> ChangeRequest:
    """Open a request to change the approved plan; from a risk it takes title, kind and planned response."""
    check_living(scheme=scheme, by=by)
    if not scheme.version:
        raise RuleViolation(
            N_("The plan has not been approved yet, so it is changed directly."),
            hint=N_("Open the step of the studio and change the entry there."),
        )
    request = ChangeRequest(scheme=scheme, kind=kind, title=title, base_version=scheme.version)
    if risk is not None:
        request.risk, request.kind, request.title = risk, kind or risk.rule, title or risk.title
        # The words are the risk's: they stand in its language, with its translations.
        request.reason, request.written_in = risk.response, risk.written_in
        words = {"title": risk.wordings.get("title"), "reason": risk.wordings.get("response")}
        request.wordings = {name: kept for name, kept in words.items() if kept}
    if not request.kind:
        raise InputError(
            N_("The risk does not say what may be changed."),
            hint=N_("Choose a flexibility rule for the risk first."),
            field="rule",
        )
    request.save()
    audit.record(by=by, action="flexibility.request_opened", obj=request, detail={"risk": risk.pk if risk else None})
    return request


@transaction.atomic
def save_request(*, request: ChangeRequest, wishes: Iterable[Wanted], by: Any) -> ChangeRequest:
    """Keep the words of a draft and what it is to change."""
    check_living(scheme=request.scheme, by=by)
    _check_state(request, State.DRAFT)
    request.save()
    request.items.all().delete()
    ChangeItem.objects.bulk_create(
        ChangeItem(
            request=request, what=wish.what, line_id=wish.line_id, to_number=wish.to_number, to_date=wish.to_date,
            to_code=wish.to_code,
        )
        for wish in wishes
    )  # fmt: skip
    audit.record(by=by, action="flexibility.request_changed", obj=request)
    return request


@transaction.atomic
def submit(*, request: ChangeRequest, by: Any) -> ChangeRequest:
    """Put a request before a body: it says why, what changes, and how people already selected are kept."""
    check_living(scheme=request.scheme, by=by)
    _check_state(request, State.DRAFT)
    items = list(request.items.select_related("line"))
    check_wishes([Wanted(item.what) for item in items])
    if not request.reason.strip():
        raise InputError(
            N_("The reason of the change is missing."),
            hint=N_("Say in a sentence what has happened."),
            field="reason",
        )
    _count_selected(request)
    wanted = next((item.to_number for item in items if item.what == ChangeItem.What.PARTICIPANTS), None)
    participants = None if wanted is None else int(wanted)
    check_selected(selected=request.selected or 0, participants=participants, kept=request.kept)
    for item in items:
        before = value_now(scheme=request.scheme, item=item)
        item.before = "" if before is None else str(before)
        item.save(update_fields=["before"])
    request.state, request.submitted_by, request.submitted_at = State.SUBMITTED, by, timezone.now()
    request.base_version = request.scheme.version
    request.save()
    audit.record(by=by, action="flexibility.request_submitted", obj=request, detail={"selected": request.selected})
    return request


@transaction.atomic
def decide(
    *, request: ChangeRequest, is_accepted: bool, body: GovernanceBody, decided_on: date, note: str, by: Any
) -> ChangeRequest:
    """Record what a body decided: by somebody whose organisation has a seat in it, never by who asked."""
    get_scheme(user=by, pk=request.scheme_id, action="read_plan")
    _check_state(request, State.SUBMITTED)
    _check_decider(request, body, by)
    if is_accepted:
        _check_base(request)
    request.state = State.ACCEPTED if is_accepted else State.REFUSED
    request.body, request.decided_on, request.decision_note, request.decided_by = body, decided_on, note, by
    request.save()
    detail = {"accepted": is_accepted, "body": body.pk, "decided_on": decided_on}
    audit.record(by=by, action="flexibility.request_decided", obj=request, detail=detail)
    return request


@transaction.atomic
def carry_out(*, request: ChangeRequest, by: Any) -> ChangeRequest:
    """Open the plan for changes and enter what was accepted; the approval that follows gives the new version."""
    check_living(scheme=request.scheme, by=by)
    _check_state(request, State.ACCEPTED)
    _check_base(request)
    scheme = request.scheme
    if not scheme.is_open_for_changes:
        revise(scheme=scheme, by=by)
    items = list(request.items.select_related("line"))
    _enter_frame(scheme, items, by)
    _enter_occupations(scheme, items, by)
    _enter_budget(scheme, items, by)
    request.state, request.carried_out_at = State.CARRIED_OUT, timezone.now()
    request.save(update_fields=["state", "carried_out_at"])
    audit.record(by=by, action="flexibility.request_carried_out", obj=request, detail={"items": len(items)})
    return request


def _enter_frame(scheme: Scheme, items: list[ChangeItem], by: Any) -> None:
    what = ChangeItem.What
    fields: dict[str, Any] = {}
    for item in items:
        if item.what == what.PARTICIPANTS and item.to_number is not None:
            fields["target_participants"] = int(item.to_number)
        elif item.what == what.PLACEMENTS and item.to_number is not None:
            fields["target_placements"] = int(item.to_number)
        elif item.what == what.START:
            fields["start_date"] = item.to_date
        elif item.what == what.END:
            fields["end_date"] = item.to_date
        elif item.what == what.SECTOR:
            fields["nace2"] = item.to_code
    if fields:
        change_scheme(scheme=scheme, by=by, **fields)


def _enter_occupations(scheme: Scheme, items: list[ChangeItem], by: Any) -> None:
    for item in items:
        row = SchemeOccupation.objects.filter(scheme=scheme, isco08=item.to_code).first()
        if item.what == ChangeItem.What.ADD_OCCUPATION and row is None:
            save_part(row=SchemeOccupation(scheme=scheme, isco08=isco_unit_group(item.to_code)), by=by)
        elif item.what == ChangeItem.What.LEAVE_OCCUPATION and row is not None:
            remove_part(row=row, by=by)


def _enter_budget(scheme: Scheme, items: list[ChangeItem], by: Any) -> None:
    budget = Budget.objects.filter(scheme=scheme).first()
    if budget is None:
        return
    people = {item.what: int(item.to_number) for item in items if item.to_number is not None and item.line_id is None}
    budget.participants = people.get(ChangeItem.What.PARTICIPANTS, budget.participants)
    budget.placements = people.get(ChangeItem.What.PLACEMENTS, budget.placements)
    save_part(row=budget, by=by)
    for item in items:
        if item.line is not None and item.to_number is not None:
            item.line.unit_cost = item.to_number
            save_part(row=item.line, by=by)


def _count_selected(request: ChangeRequest) -> None:
    counted = selected_in(request.scheme_id)
    if counted is not None:
        request.selected, request.selected_from = counted, ChangeRequest.SelectedFrom.RECORDS
    elif request.selected is None:
        raise InputError(
            N_("How many people are selected already is not entered."),
            hint=N_("Enter the number, 0 if nobody is selected yet."),
            field="selected",
        )
    else:
        request.selected_from = ChangeRequest.SelectedFrom.ENTERED


def _check_state(request: ChangeRequest, *allowed: State) -> None:
    if request.state not in allowed:
        raise RuleViolation(
            N_("The request is at: %(state)s. This is not open to it."),
            hint=N_("A draft is submitted, then decided, then entered in the plan."),
            params={"state": request.get_state_display()},
        )


def _check_base(request: ChangeRequest) -> None:
    if request.base_version != request.scheme.version:
        raise RuleViolation(
            N_("The plan is now version %(now)s; the request was made for version %(then)s."),
            hint=N_("Refuse it, and make a new request on the plan in force."),
            params={"now": request.scheme.version, "then": request.base_version},
        )


def _check_decider(request: ChangeRequest, body: GovernanceBody, by: Any) -> None:
    if request.submitted_by_id == by.pk:
        raise NotPermitted(
            N_("Nobody decides a request of their own."),
            hint=N_("Ask another member of the body to record its decision."),
        )
    if not bodies_of_person(scheme=request.scheme, user=by).filter(pk=body.pk).exists():
        raise NotPermitted(
            N_("Your organisation has no seat with a voice in %(body)s."),
            hint=N_("Ask a member of the body to record its decision."),
            params={"body": body},
        )

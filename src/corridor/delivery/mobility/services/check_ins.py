"""Ask how somebody is, seldom, and keep the answer; silence is kept as silence."""

from datetime import date
from typing import Any

from django.db import transaction

from corridor.access.roles import Role
from corridor.access.selectors import may
from corridor.core import audit
from corridor.delivery.mobility.models import CheckIn, Placement
from corridor.delivery.mobility.services.contacts import check_light_touch
from corridor.delivery.mobility.services.placements import check_day
from corridor.delivery.mobility.services.telling import alert, tell_worker
from corridor.kernel.errors import N_, InputError, NotPermitted, RuleViolation


@transaction.atomic
def ask_check_in(
    *, placement: Placement, by: Any, party: str = CheckIn.Party.WORKER, on_date: date | None = None
) -> CheckIn:
    """Ask the worker or the employer how it goes; for a worker it is one of the few contacts of a year."""
    check_in = CheckIn(placement=placement, party=CheckIn.Party(party), asked_on_date=check_day(on_date))
    _check_status(placement)
    if party == CheckIn.Party.WORKER:
        check_light_touch(placement=placement, day=check_in.asked_on_date)
    check_in.save()
    if not may(check_in, user=by, action="change"):
        raise NotPermitted(
            N_("Check-ins are asked by the offices of the scheme and by counsellors."),
            hint=N_("Ask the office in the country of origin or of destination."),
        )
    audit.record(by=by, action="mobility.check_in_asked", obj=check_in, detail={"party": party})
    if party == CheckIn.Party.WORKER:
        tell_worker(placement)
    return check_in


@transaction.atomic
def answer_check_in(
    *,
    check_in: CheckIn,
    answer: str,
    by: Any,
    uses_skills: bool | None = None,
    pay_as_agreed: bool | None = None,
    note: str = "",
    on_date: date | None = None,
) -> CheckIn:
    """Keep the answer of the one who was asked; a worker who needs help is passed on to those who help."""
    if not may(check_in, user=by, action="answer"):
        raise NotPermitted(
            N_("A check-in is answered by the one who was asked."), hint=N_("Nobody answers for somebody else.")
        )
    if answer not in CheckIn.Answer.values:
        raise InputError(N_("This act is not known here."), hint=N_("Go back to the page and choose a button."))
    check_in.answer, check_in.answered_on_date = CheckIn.Answer(answer), check_day(on_date)
    check_in.uses_skills, check_in.pay_as_agreed, check_in.note = uses_skills, pay_as_agreed, note.strip()
    check_in.save()
    audit.record(by=by, action="mobility.check_in_answered", obj=check_in)
    needs_help = answer == CheckIn.Answer.BAD or pay_as_agreed is False
    if check_in.party == CheckIn.Party.WORKER and needs_help:
        _call_for_help(check_in.placement)
    return check_in


def _check_status(placement: Placement) -> None:
    if placement.status not in {Placement.Status.DEPARTED, Placement.Status.WORKING}:
        raise RuleViolation(
            N_("Check-ins begin after departure and end with the placement."),
            hint=N_("Record the departure first."),
        )


def _call_for_help(placement: Placement) -> None:
    for role in (Role.COUNSELLOR, Role.PROTECTION):
        alert(
            role,
            placement,
            subject=N_("A worker needs your attention"),
            body=N_("%(placement)s: the worker asks for help. Keep to the safe way of contact."),
        )

"""Turn to a worker, seldom: every kind of contact counts towards one agreed maximum a year."""

from datetime import date
from typing import Any

from django.db import transaction

from corridor.access.selectors import may
from corridor.core import audit
from corridor.delivery.mobility.models import Contact, Placement
from corridor.delivery.mobility.rules import CONTACTS_A_YEAR, next_contact_date
from corridor.delivery.mobility.selectors.contacts import days_asked
from corridor.delivery.mobility.services.placements import check_day
from corridor.delivery.skills.models import Person
from corridor.kernel.errors import N_, InputError, NotPermitted, RuleViolation
from corridor.ui import formats

Status = Placement.Status
_ABROAD = frozenset({Status.DEPARTED, Status.WORKING, Status.ENDED, Status.LEFT_REASON_UNKNOWN})


@transaction.atomic
def contact_worker(
    *,
    placement: Placement,
    kind: str,
    by: Any,
    is_wished: bool = False,
    note: str = "",
    on_date: date | None = None,
) -> Contact:
    """Record a contact with a worker. One that she wished herself is always recorded and counts for nothing."""
    if kind not in Contact.Kind.values:
        raise InputError(
            N_("This kind of contact is not known here."), hint=N_("Choose one of the list."), field="kind"
        )
    if placement.status not in _ABROAD:
        raise RuleViolation(
            N_("Contacts are recorded from the departure on."), hint=N_("Until then the steps of the case say it.")
        )
    contact = Contact(placement=placement, kind=kind, is_wished=is_wished, note=note.strip(), recorded_by=by)
    contact.contacted_on_date = check_day(on_date)
    if not is_wished:
        check_light_touch(placement=placement, day=contact.contacted_on_date)
    contact.save()
    if not may(contact, user=by, action="change"):
        raise NotPermitted(
            N_("Workers are contacted by the offices of the scheme, by counsellors and by protection officers."),
            hint=N_("Ask one of them."),
        )
    audit.record(by=by, action="mobility.worker_contacted", obj=contact, detail={"kind": kind, "wished": is_wished})
    return contact


def check_light_touch(*, placement: Placement, day: date) -> None:
    """Refuse one contact more than the agreed maximum over check-ins, follow-ups, surveys, ratings and fee checks."""
    # Two offices that ask at the same moment: the second one counts what the first has asked.
    person = Person.objects.select_for_update().get(pk=placement.candidate.person_id)
    again = next_contact_date(days_asked(person_id=person.pk), today=day)
    if again is not None:
        raise RuleViolation(
            N_("The worker has been contacted %(limit)s times within a year; that is the agreed maximum."),
            hint=N_("Contact her again from %(day)s. She can write at any time."),
            code="light_touch",
            params={"limit": CONTACTS_A_YEAR, "day": formats.date(again)},
        )

"""How often a worker was contacted, over all kinds of contact and all her placements."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from corridor.access.selectors import Person, visible
from corridor.delivery.mobility.models import CheckIn, Contact, Placement
from corridor.delivery.mobility.rules import CONTACTS_A_YEAR, YEAR, next_contact_date


@dataclass(frozen=True)
class ContactYear:
    """The contacts of the last twelve months; `next_date` is None where the worker may be asked today."""

    count: int
    limit: int
    next_date: date | None


def contacts_of(placement: Placement, *, user: Person) -> QuerySet[Contact]:
    """Return the contacts of a placement that the person may read."""
    return visible(placement.contacts.all(), user=user).order_by("-contacted_on_date", "-pk")


def days_asked(*, person_id: int) -> list[date]:
    """Return the days on which somebody turned to a worker unasked; what she wished herself does not count."""
    check_ins = CheckIn.objects.filter(placement__candidate__person=person_id, party=CheckIn.Party.WORKER)
    contacts = Contact.objects.filter(placement__candidate__person=person_id, is_wished=False)
    return [*check_ins.values_list("asked_on_date", flat=True), *contacts.values_list("contacted_on_date", flat=True)]


def contact_year(*, placement: Placement, today: date) -> ContactYear:
    """Return how often the worker of a placement was contacted, and from when she may be again."""
    asked = days_asked(person_id=placement.candidate.person_id)
    recent = sum(day > today - YEAR for day in asked)
    return ContactYear(recent, CONTACTS_A_YEAR, next_contact_date(asked, today=today))

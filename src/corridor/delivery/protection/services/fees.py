"""Record a fee that a worker reports, always; and follow its repayment."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from corridor.access.models import User
from corridor.access.selectors import may
from corridor.core import audit
from corridor.delivery.mobility.models import Placement
from corridor.delivery.protection.models import FeeReport, Grievance
from corridor.delivery.protection.services.grievances import file_grievance
from corridor.delivery.recruitment.models import Employer, Recruiter
from corridor.delivery.skills.models import Person
from corridor.design.schemes.models import Scheme
from corridor.kernel.errors import N_, InputError, NotPermitted

EURO = "EUR"


@transaction.atomic
def record_fee(
    *,
    fee_class: str,
    by: Any = None,
    amount: Decimal | None = None,
    currency: str = EURO,
    amount_eur: Decimal | None = None,
    person: Person | None = None,
    scheme: Scheme | None = None,
    placement: Placement | None = None,
    recruiter: Recruiter | None = None,
    employer: Employer | None = None,
    paid_to: str = "",
    text: str = "",
    channel: str = Grievance.Channel.PORTAL,
    reported_at: datetime | None = None,
) -> FeeReport:
    """Record what a worker says she paid, whatever the plan of the scheme says, and open its repayment.

    The amount may be left open where it is not known; it is never set to zero.
    """
    _check_amount(amount)
    person = person or _person(by, placement)
    scheme = scheme or _scheme(person, placement)
    moment = reported_at or timezone.now()
    grievance = file_grievance(
        category=Grievance.Category.FEES,
        text=text.strip() or _default_text(person),
        by=by,
        channel=channel,
        scheme=scheme,
        placement=placement,
        iso3=_country(recruiter, placement, person),
        language=person.preferred_language if person else "",
        received_at=moment,
    )
    if person is not None and grievance.person is None:
        grievance.person = person
        grievance.save(update_fields=["person"])
    report = FeeReport.objects.create(
        person=person,
        scheme=scheme,
        recruiter=recruiter,
        employer=employer,
        grievance=grievance,
        paid_to=paid_to.strip()[:200],
        fee_class=FeeReport.FeeClass(fee_class),
        amount=amount,
        currency=currency,
        amount_eur=amount if currency == EURO else amount_eur,
        reported_at=moment,
        status=FeeReport.Status.REPAYMENT_OPEN,
    )
    audit.record(by=by, action="protection.fee_recorded", obj=report, detail={"fee_class": fee_class})
    return report


@transaction.atomic
def record_repayment(
    *, fee_report: FeeReport, amount_eur: Decimal, by: Any, on_date: date | None = None, is_complete: bool = False
) -> FeeReport:
    """Record money that the worker got back; the report is settled when nothing is left."""
    if not may(fee_report, user=by, action="change"):
        raise NotPermitted(
            N_("Repayments are recorded by protection officers only."), hint=N_("Ask the protection officer.")
        )
    _check_amount(amount_eur)
    fee_report.repaid_eur += amount_eur
    fee_report.repaid_on_date = on_date or timezone.localdate()
    is_all = fee_report.amount_eur is not None and fee_report.repaid_eur >= fee_report.amount_eur
    if is_complete or is_all:
        fee_report.status = FeeReport.Status.REPAID
    fee_report.save(update_fields=["repaid_eur", "repaid_on_date", "status"])
    audit.record(by=by, action="protection.fee_repaid", obj=fee_report, detail={"amount_eur": str(amount_eur)})
    return fee_report


def _check_amount(amount: Decimal | None) -> None:
    if amount is not None and amount <= 0:
        raise InputError(
            N_("An amount of %(amount)s is not above zero."),
            hint=N_("Give what was paid, or leave it empty if it is not known."),
            field="amount",
            params={"amount": str(amount)},
        )


def _person(by: Any, placement: Placement | None) -> Person | None:
    if placement is not None:
        return placement.candidate.person
    return Person.objects.filter(user=by).first() if isinstance(by, User) else None


def _scheme(person: Person | None, placement: Placement | None) -> Scheme | None:
    if placement is not None:
        return placement.scheme
    candidacy = person.candidacies.order_by("-applied_on", "-pk").first() if person else None
    return candidacy.scheme if candidacy else None


def _country(recruiter: Recruiter | None, placement: Placement | None, person: Person | None) -> str:
    if recruiter is not None:
        return recruiter.iso3
    if person is not None:
        return person.iso3
    return placement.vacancy.iso3 if placement else ""


def _default_text(person: Person | None) -> str:
    with translation.override(person.preferred_language if person else translation.get_language()):
        return _("A fee was reported.")

"""Fees that workers report, and by whom they were taken."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, QuerySet, Sum

from corridor.access.selectors import Person, get_visible, visible
from corridor.delivery.protection.models import FeeReport
from corridor.delivery.recruitment.models import Recruiter


@dataclass(frozen=True)
class RecruiterFees:
    """What workers say that one recruiter has taken; reports without a recruiter stand together."""

    recruiter: str
    iso3: str
    licence_status: str
    licence_label: str
    reports: int
    without_amount: int
    amount_eur: Decimal | None
    repaid_eur: Decimal


def fee_reports(*, user: Person) -> QuerySet[FeeReport]:
    """Return the fees that an officer follows, or a worker's own, the newest first."""
    rows = visible(FeeReport.objects.all(), user=user)
    rows = rows.select_related("person", "scheme", "recruiter", "employer__organisation", "grievance")
    return rows.order_by("-reported_at", "-pk")


def get_fee_report(*, user: Person, pk: int) -> FeeReport:
    """Return one report that the officer follows, else 404."""
    return get_visible(FeeReport.objects.select_related("grievance"), user=user, action="change", pk=pk)


def fees_by_recruiter(*, user: Person) -> list[RecruiterFees]:
    """Return the reports that an officer follows, by recruiter, the most reported first."""
    rows = visible(FeeReport.objects.all(), user=user, action="change").order_by()
    totals = rows.values("recruiter").annotate(
        n=Count("pk"), known=Count("amount_eur"), total=Sum("amount_eur"), repaid=Sum("repaid_eur")
    )
    recruiters = Recruiter.objects.in_bulk([row["recruiter"] for row in totals if row["recruiter"]])
    found = [
        _recruiter_fees(recruiters.get(row["recruiter"]), row["n"], row["known"], row["total"], row["repaid"])
        for row in totals
    ]
    return sorted(found, key=lambda row: (-row.reports, row.recruiter))


def _recruiter_fees(
    recruiter: Recruiter | None, n: int, known: int, total: Decimal | None, repaid: Decimal | None
) -> RecruiterFees:
    return RecruiterFees(
        recruiter=recruiter.name if recruiter else "",
        iso3=recruiter.iso3 if recruiter else "",
        licence_status=recruiter.status if recruiter else "",
        licence_label=recruiter.get_status_display() if recruiter else "",
        reports=n,
        without_amount=n - known,
        # Where no amount is known the sum is not zero but unknown.
        amount_eur=total,
        repaid_eur=repaid or Decimal(0),
    )

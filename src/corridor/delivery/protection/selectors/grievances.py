"""Complaints as protection officers see them: what is due, what is late, what was done."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Case, QuerySet, Value, When
from django.utils import timezone

from corridor.access.selectors import Person, get_visible, visible
from corridor.delivery.protection.models import Grievance, GrievanceStep
from corridor.delivery.protection.rules import OPEN, is_acknowledgement_late, plain_number

Status = Grievance.Status


@dataclass(frozen=True)
class GrievanceWish:
    """What an officer looks for."""

    status: str = ""
    category: str = ""
    is_overdue: bool = False
    number: str = ""


@dataclass(frozen=True)
class GrievanceRow:
    """One line of the list."""

    pk: int
    tracking_number: str
    category_label: str
    channel_label: str
    scheme: str
    iso3: str
    received_at: datetime
    due_date: date
    days_over: int
    status: str
    status_label: str
    is_acknowledgement_late: bool
    has_name: bool


@dataclass(frozen=True)
class Workload:
    """How many complaints wait, and for what."""

    open: int
    to_acknowledge: int
    acknowledgement_late: int
    overdue: int


def grievances(*, user: Person, wish: GrievanceWish | None = None) -> QuerySet[Grievance]:
    """Return the complaints that an officer handles, open ones first and the most urgent on top."""
    wish = wish or GrievanceWish()
    rows = visible(Grievance.objects.all(), user=user, action="change").select_related("scheme", "person")
    if wish.status:
        rows = rows.filter(status__in=OPEN if wish.status == "open" else (wish.status,))
    if wish.category:
        rows = rows.filter(category=wish.category)
    if wish.is_overdue:
        rows = rows.filter(status__in=OPEN, due_date__lt=timezone.localdate())
    if wish.number:
        rows = rows.filter(tracking_number__startswith=plain_number(wish.number))
    is_ended = Case(When(status__in=OPEN, then=Value(0)), default=Value(1))
    return rows.order_by(is_ended, "due_date", "pk")


def get_grievance(*, user: Person, pk: int) -> Grievance:
    """Return one complaint that the officer handles, else 404."""
    rows = Grievance.objects.select_related("scheme", "person", "placement__vacancy", "assigned_to")
    return get_visible(rows, user=user, action="change", pk=pk)


def steps_of(grievance: Grievance) -> QuerySet[GrievanceStep]:
    """Return what was done, the newest first."""
    return grievance.steps.select_related("acted_by").order_by("-acted_at", "-pk")


def grievance_row(grievance: Grievance, *, today: date) -> GrievanceRow:
    """Return the line of a complaint."""
    is_open = grievance.status in OPEN
    received = timezone.localtime(grievance.received_at).date()
    return GrievanceRow(
        pk=grievance.pk,
        tracking_number=grievance.tracking_number,
        category_label=grievance.get_category_display(),
        channel_label=grievance.get_channel_display(),
        scheme=grievance.scheme.localised_name if grievance.scheme else "",
        iso3=grievance.iso3,
        received_at=grievance.received_at,
        due_date=grievance.due_date,
        days_over=max(0, (today - grievance.due_date).days) if is_open else 0,
        status=grievance.status,
        status_label=grievance.get_status_display(),
        is_acknowledgement_late=(
            grievance.status == Status.RECEIVED and is_acknowledgement_late(received=received, today=today)
        ),
        has_name=grievance.person_id is not None,
    )


def workload(*, user: Person, today: date) -> Workload:
    """Return what waits for the officers."""
    rows = [grievance_row(row, today=today) for row in grievances(user=user, wish=GrievanceWish(status="open"))]
    return Workload(
        open=len(rows),
        to_acknowledge=sum(row.status == Status.RECEIVED for row in rows),
        acknowledgement_late=sum(row.is_acknowledgement_late for row in rows),
        overdue=sum(row.days_over > 0 for row in rows),
    )

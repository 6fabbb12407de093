"""What a person reads of her own complaint: the status and the messages to her, nothing else."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from corridor.access.selectors import Person, visible
from corridor.delivery.protection.models import Grievance
from corridor.delivery.protection.rules import plain_number


@dataclass(frozen=True)
class Confirmation:
    """The answer to a complaint that was just filed."""

    tracking_number: str
    message: str


@dataclass(frozen=True)
class TrackedMessage:
    """One message to the person."""

    at: datetime
    text: str


@dataclass(frozen=True)
class Tracked:
    """A complaint as its number opens it."""

    tracking_number: str
    status: str
    status_label: str
    received_at: datetime
    due_date: date
    is_ended: bool
    messages: tuple[TrackedMessage, ...]


def track(*, number: str) -> Tracked | None:
    """Return status and messages of a complaint to whoever holds its number; None where there is no such number."""
    grievance = grievance_with(number=number)
    return None if grievance is None else tracked(grievance)


def grievance_with(*, number: str) -> Grievance | None:
    """Return the complaint with this number, for what the holder of the number may do with it."""
    return Grievance.objects.filter(tracking_number=plain_number(number)).prefetch_related("steps").first()


def my_grievances(*, user: Person) -> list[Tracked]:
    """Return the complaints that a worker has filed under her name, the newest first."""
    return [tracked(row) for row in _own(user).prefetch_related("steps")]


def tracked(grievance: Grievance) -> Tracked:
    """Return what the person may read of a complaint."""
    steps = sorted(grievance.steps.all(), key=lambda step: (step.acted_at, step.pk))
    return Tracked(
        tracking_number=grievance.tracking_number,
        status=grievance.status,
        status_label=grievance.get_status_display(),
        received_at=grievance.received_at,
        due_date=grievance.due_date,
        is_ended=grievance.status in {Grievance.Status.RESOLVED, Grievance.Status.CLOSED},
        messages=tuple(TrackedMessage(step.acted_at, step.message) for step in steps if step.message),
    )


def _own(user: Person) -> QuerySet[Grievance]:
    rows = visible(Grievance.objects.all(), user=user).filter(person__user=user.pk)
    return rows.order_by("-received_at", "-pk")

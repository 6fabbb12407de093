"""Placements that offices, counsellors and protection officers look after."""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from corridor.access.selectors import Person, get_visible, visible
from corridor.delivery.mobility.models import CheckIn, Placement

_ROW = ("candidate__person__user", "vacancy__employer__organisation", "scheme", "case", "contract")


def placements(*, user: Person, statuses: Collection[str] = ()) -> QuerySet[Placement]:
    """Return the placements that a person may see, the newest first."""
    rows = visible(Placement.objects.all(), user=user).select_related(*_ROW)
    return (rows.filter(status__in=statuses) if statuses else rows).order_by("-selected_on_date", "-pk")


def get_placement(*, user: Person, pk: int, action: str = "view") -> Placement:
    """Return one placement that the person may reach, else 404."""
    return get_visible(Placement.objects.select_related(*_ROW), user=user, action=action, pk=pk)


def departures_to_review(*, user: Person) -> QuerySet[Placement]:
    """Return those who departed without clearance or left for a reason nobody knows, and whom nobody has reviewed."""
    unseen = Q(departed_uncleared=True) | Q(status=Placement.Status.LEFT_REASON_UNKNOWN)
    rows = visible(Placement.objects.all(), user=user, action="review").filter(unseen, reviewed_at__isnull=True)
    return rows.select_related(*_ROW).order_by("departed_on_date", "pk")


def check_ins_of(placement: Placement, *, user: Person) -> QuerySet[CheckIn]:
    """Return the questions and answers of a placement that the person may read."""
    return visible(placement.check_ins.all(), user=user).order_by("-asked_on_date", "-pk")


def get_check_in(*, user: Person, pk: int) -> CheckIn:
    """Return a question that the person was asked, else 404."""
    return get_visible(CheckIn.objects.select_related("placement"), user=user, action="answer", pk=pk)


def reachable_placement(*, user: Person, pk: int) -> Placement:
    """Return a placement for its contract: to those who look after the worker, to the worker and to the employer."""
    return get_visible(Placement.objects.select_related(*_ROW), user=user, action="report", pk=pk)

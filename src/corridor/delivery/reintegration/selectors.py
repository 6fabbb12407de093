"""Return plans: a worker's own, and those that workers share with their counsellor."""

from django.db.models import QuerySet

from corridor.access.selectors import Person, get_visible, visible
from corridor.delivery.reintegration.models import ReturnPlan

_ROW = ("person", "scheme")


def plans_of(*, user: Person) -> QuerySet[ReturnPlan]:
    """Return the person's own plans, the newest first."""
    rows = visible(ReturnPlan.objects.all(), user=user, action="change")
    return rows.select_related(*_ROW).order_by("-updated_at", "-pk")


def get_plan(*, user: Person, pk: int) -> ReturnPlan:
    """Return one of the person's own plans, else 404."""
    return get_visible(ReturnPlan.objects.select_related(*_ROW), user=user, action="change", pk=pk)


def shared_plans(*, user: Person, intention: str = "") -> QuerySet[ReturnPlan]:
    """Return the plans that workers have shared with a counsellor, the next to return first."""
    rows = visible(ReturnPlan.objects.filter(is_shared=True), user=user).exclude(person__user=user.pk)
    if intention:
        rows = rows.filter(intention=intention)
    return rows.select_related(*_ROW).order_by("planned_date", "pk")

"""Who has seen whom in lists: for those who watch over it, and for the person herself."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, F, Max, QuerySet, When

from corridor.access.models import User
from corridor.access.roles import Role
from corridor.access.selectors import visible
from corridor.delivery.recruitment.models import Sighting


@dataclass(frozen=True)
class SeenBy:
    """How many people of one role have seen a person, on how many lists, and when last."""

    role: str
    people: int
    vacancies: int
    last: date


def sightings_of(*, user: User) -> QuerySet[Sighting, Any]:
    """Return who saw which list on which day and how many people stood in it, the newest first; without their names."""
    rows = visible(Sighting.objects.all(), user=user).order_by()
    # Pairs are seen over all vacancies of a scheme at once, so one line with the scheme stands for all of them.
    shown = Case(When(kind=Sighting.Kind.PAIRS, then=F("vacancy__scheme__reference")), default=F("vacancy__reference"))
    columns = ("seen_on_date", "user__full_name", "role", "place", "run", "kind")
    counted = rows.annotate(place=shown).values(*columns).annotate(people=Count("candidate", distinct=True))
    newest: QuerySet[Sighting, Any] = counted.order_by("-seen_on_date", "user__full_name", "place", "kind", "run")
    return newest


def seen_by(*, user: User) -> list[SeenBy]:
    """Return who has seen the signed-in person in lists, by role; offices and employers alike."""
    rows = visible(Sighting.objects.all(), user=user).filter(candidate__person__user=user).order_by()
    counted = rows.values_list("role").annotate(
        people=Count("user", distinct=True), vacancies=Count("vacancy", distinct=True), last=Max("seen_on_date")
    )
    return [SeenBy(str(Role(role).label), *rest) for role, *rest in counted.order_by("-last", "role") if role]

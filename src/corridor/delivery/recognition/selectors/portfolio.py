"""Evidence of prior learning as the person and her assessors see it."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from corridor.access.selectors import Person as Reader, get_visible, visible
from corridor.delivery.recognition.models import PriorLearningItem, RubricMark
from corridor.delivery.skills.models import Person


@dataclass(frozen=True)
class UnitLine:
    """The newest result for one unit of a standard."""

    standard: str
    unit: str
    mark: RubricMark


def items_of(*, user: Reader, person: Person) -> list[PriorLearningItem]:
    """Return the evidence of a person that somebody may see, the newest first."""
    rows = PriorLearningItem.objects.filter(person=person).select_related("file")
    return list(visible(rows, user=user).order_by("-added_at", "-pk"))


def get_item(*, user: Reader, pk: int, action: str = "view") -> PriorLearningItem:
    """Return one piece of evidence, else 404."""
    return get_visible(PriorLearningItem.objects.select_related("file"), user=user, action=action, pk=pk)


def units_of(*, user: Reader, person: Person) -> list[UnitLine]:
    """Return the newest result of every unit."""
    rows = visible(RubricMark.objects.filter(person=person), user=user).select_related("organisation", "assessor")
    newest: dict[tuple[str, str], RubricMark] = {}
    for row in rows.order_by("standard", "unit", "-marked_on", "-pk"):
        newest.setdefault((row.standard, row.unit), row)
    return [UnitLine(standard, unit, mark) for (standard, unit), mark in newest.items()]


def people_to_assess(*, user: Reader) -> QuerySet[Person]:
    """Return the persons who show evidence to this assessor."""
    shown = visible(PriorLearningItem.objects.all(), user=user, action="mark").order_by()
    rows = Person.objects.filter(pk__in=shown.values("person"))
    return rows.annotate(
        shown=Count("prior_learning", filter=Q(prior_learning__is_shared=True), distinct=True)
    ).order_by("family_name", "given_name", "pk")


def person_to_assess(*, user: Reader, pk: int) -> Person | None:
    """Return one of them, None where there is none."""
    return people_to_assess(user=user).filter(pk=pk).first()

"""Reading assessments, and the difference between two of them."""

from dataclasses import dataclass

from django.db.models import QuerySet

from corridor.access.selectors import Person as Reader, visible
from corridor.delivery.skills.models import AssessedItem, LanguageResult, Person, SkillAssessment

GAINED, SAME, LOST, NOT_AGAIN = "gained", "same", "lost", "not_again"


@dataclass(frozen=True)
class Change:
    """One skill or language in two assessments; None where one of them did not look at it."""

    item: AssessedItem
    before: int | None
    after: int | None
    source: str
    """How the profile knows it today."""

    @property
    def verdict(self) -> str:
        """What became of it.

        A thing that only the second assessment looked at is gained: nobody had found it before.
        """
        if self.after is None:
            return NOT_AGAIN
        if self.before is None or self.after > self.before:
            return GAINED
        return LOST if self.after < self.before else SAME


@dataclass(frozen=True)
class Difference:
    """Two assessments of a person side by side."""

    first: SkillAssessment
    second: SkillAssessment
    changes: tuple[Change, ...]

    def count(self, verdict: str) -> int:
        """Return how many things had this course."""
        return sum(change.verdict == verdict for change in self.changes)


def assessments_of(*, user: Reader, person: Person) -> QuerySet[SkillAssessment]:
    """Return the assessments of a person that somebody may see, the oldest first."""
    rows = SkillAssessment.objects.filter(person=person).prefetch_related("items")
    return visible(rows, user=user).order_by("held_on_date", "pk")


def difference_of(*, user: Reader, person: Person) -> Difference | None:
    """Return the difference between the baseline and the newest assessment after it, None where one is missing."""
    rows = list(assessments_of(user=user, person=person))
    first = next((row for row in rows if row.phase == SkillAssessment.Phase.BASELINE), None)
    later = [row for row in rows if row.phase != SkillAssessment.Phase.BASELINE]
    if first is None or not later:
        return None
    at_return = [row for row in later if row.phase == SkillAssessment.Phase.RETURN]
    return compare(person, first, (at_return or later)[-1])


def compare(person: Person, first: SkillAssessment, second: SkillAssessment) -> Difference:
    """Return two assessments thing by thing, languages last."""
    before = {item.key: item for item in first.items.all()}
    after = {item.key: item for item in second.items.all()}
    known = {skill.key: str(skill.get_source_display()) for skill in person.skills.all()}
    sources = LanguageResult.Source
    for row in person.languages.all():
        known[f"language:{row.language}"] = str((sources.TEST if row.is_tested else sources.SELF).label)
    keys = sorted({*before, *after}, key=lambda key: (key.startswith("language:"), key))
    changes = (
        Change(
            item=after.get(key) or before[key],
            before=before[key].value if key in before else None,
            after=after[key].value if key in after else None,
            source=known.get(key, ""),
        )
        for key in keys
    )
    return Difference(first, second, tuple(changes))

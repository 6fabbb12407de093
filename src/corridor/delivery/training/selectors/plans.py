"""Training plans, and what has been closed since they were made."""

from dataclasses import dataclass

from django.db.models import QuerySet

from corridor.access.selectors import Person as Reader, get_visible, visible
from corridor.delivery.skills.models import Person
from corridor.delivery.training.models import Cohort, Enrolment, TrainingPlan
from corridor.delivery.training.rules import OPEN, KeptNeeds, LanguageLine, SkillLine, Standing, compare
from corridor.delivery.training.selectors.gaps import (
    Target,
    held_of,
    occupation_target,
    spoken_of,
    standard_target,
    vacancy_target,
)

_ROWS = ("vacancy__employer__organisation", "standard__owner", "made_by")


@dataclass(frozen=True)
class SkillProgress:
    """One skill of a plan: how the person stood when it was made, and how she stands now; only needed ones count."""

    then: Standing
    now: SkillLine

    @property
    def was_open(self) -> bool:
        return self.now.wanted.is_essential and self.then in OPEN

    @property
    def is_closed(self) -> bool:
        return self.was_open and self.now.standing not in OPEN


@dataclass(frozen=True)
class LanguageProgress:
    """One language of a plan, then and now."""

    then: LanguageLine
    now: LanguageLine

    @property
    def was_open(self) -> bool:
        return not self.then.is_met

    @property
    def is_closed(self) -> bool:
        return self.was_open and self.now.is_met


@dataclass(frozen=True)
class CourseProgress:
    """A chosen course and where the person stands in it; None where she is not enrolled yet."""

    cohort: Cohort
    enrolment: Enrolment | None


@dataclass(frozen=True)
class Progress:
    """What a plan has closed: skills, languages, courses."""

    skills: tuple[SkillProgress, ...]
    languages: tuple[LanguageProgress, ...]
    courses: tuple[CourseProgress, ...]

    @property
    def was_open(self) -> int:
        return sum(one.was_open for one in self.skills) + sum(one.was_open for one in self.languages)

    @property
    def closed(self) -> int:
        return sum(one.is_closed for one in self.skills) + sum(one.is_closed for one in self.languages)


def plans_of(*, user: Reader, person: Person) -> QuerySet[TrainingPlan]:
    """Return the training plans of a person that the reader may see, the newest first."""
    rows = visible(TrainingPlan.objects.filter(person=person), user=user)
    return rows.select_related(*_ROWS).order_by("-made_on_date", "-pk")


def get_plan(*, user: Reader, pk: int) -> TrainingPlan:
    """Return one plan that the reader may see, with the person's profile, else 404."""
    rows = TrainingPlan.objects.select_related("person", *_ROWS)
    return get_visible(rows.prefetch_related("person__languages", "person__skills"), user=user, pk=pk)


def target_of_plan(plan: TrainingPlan) -> Target:
    """Return what the plan was made for, as it stands today."""
    if plan.vacancy is not None:
        return vacancy_target(plan.vacancy)
    if plan.standard is not None:
        return standard_target(plan.standard)
    return occupation_target(plan.isco08)


def progress_of(plan: TrainingPlan) -> Progress:
    """Return what was lacking when the plan was made, and what of it is closed by now."""
    kept = KeptNeeds.of(plan.needs)
    now = compare([wanted for wanted, _then in kept.skills], held_of(plan.person))
    spoken = spoken_of(plan.person, [(line.code, line.level) for line in kept.languages])
    rows = Enrolment.objects.filter(candidate__person=plan.person_id, cohort__in=plan.courses.values("cohort"))
    enrolments = {row.cohort_id: row for row in rows.order_by("pk")}
    chosen = plan.courses.select_related("cohort__provider").order_by("cohort__starts_on_date", "pk")
    return Progress(
        skills=tuple(SkillProgress(then, line) for (_wanted, then), line in zip(kept.skills, now, strict=True)),
        languages=tuple(LanguageProgress(then, line) for then, line in zip(kept.languages, spoken, strict=True)),
        courses=tuple(CourseProgress(one.cohort, enrolments.get(one.cohort_id)) for one in chosen),
    )

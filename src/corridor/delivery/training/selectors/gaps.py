"""What a person lacks for an occupation, a vacancy or a training standard, and the courses that teach it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import get_language

from corridor.access.roles import Role
from corridor.access.selectors import Person as Reader, get_visible, organisations_of, visible
from corridor.delivery.recruitment.models import Candidate, Vacancy
from corridor.delivery.skills.models import Person
from corridor.delivery.skills.rules import SkillRef, key_of
from corridor.delivery.skills.words import occupation_label, skill_named
from corridor.delivery.training.models import Cohort, Enrolment, TrainingStandard
from corridor.delivery.training.rules import (
    OPEN,
    Choice,
    Course,
    Held,
    LanguageLine,
    SkillLine,
    Standing,
    Wanted,
    compare,
    fewest_courses,
)
from corridor.delivery.training.selectors.courses import TRAINABLE, counted
from corridor.design.schemes.models import Scheme
from corridor.kernel.errors import N_, InputError
from corridor.knowledge.codelists.rules import esco_skill_uri, rows_by_code, skill_links

Status = Enrolment.Status
_PROFILE = ("experiences", "educations", "languages", "skills")


class TargetKind(StrEnum):
    """What a person is compared with."""

    OCCUPATION = "occupation"
    VACANCY = "vacancy"
    STANDARD = "standard"


@dataclass(frozen=True)
class Target:
    """What an occupation, a vacancy or a standard asks for; `key` finds it again."""

    kind: TargetKind
    key: str
    title: str
    isco08: str
    wanted: tuple[Wanted, ...]
    languages: tuple[tuple[str, int], ...] = ()
    eqf_level: int | None = None
    iso3: str = ""
    nace2: str = ""


@dataclass(frozen=True)
class OpenCourse:
    """A course that is open to the person or that she is in, with the open needs that it closes."""

    cohort: Cohort
    closes: frozenset[str]
    seats_left: int
    is_hers: bool
    is_chosen: bool = False

    @property
    def pk(self) -> int:
        return self.cohort.pk


@dataclass(frozen=True)
class Gap:
    """A person beside a target: skills, languages, level, the courses that help and the fewest of them that do."""

    target: Target
    lines: tuple[SkillLine, ...]
    languages: tuple[LanguageLine, ...]
    eqf_held: int | None
    courses: tuple[OpenCourse, ...]
    choice: Choice

    @property
    def essential(self) -> tuple[SkillLine, ...]:
        return tuple(line for line in self.lines if line.wanted.is_essential)

    @property
    def optional(self) -> tuple[SkillLine, ...]:
        return tuple(line for line in self.lines if not line.wanted.is_essential)

    @property
    def needs(self) -> frozenset[str]:
        """What is needed and open: essential skills and languages."""
        return open_needs(self.essential, self.languages)

    def count(self, *standings: Standing) -> int:
        """Return how many of the essential skills stand so."""
        return sum(line.standing in standings for line in self.essential)


def learner_of(*, user: Reader, pk: int) -> Person:
    """Return a person whom somebody may see, or whom her institution teaches, with the profile; else 404."""
    rows = Person.objects.prefetch_related(*_PROFILE)
    found = visible(rows, user=user).filter(pk=pk).first()
    if found is None and _teaches(user, pk):
        found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _teaches(user: Reader, person_id: int) -> bool:
    schools = organisations_of(user, role=Role.TRAINER) if user.is_authenticated else None
    if schools is None:
        return False
    rows = Enrolment.objects.filter(candidate__person=person_id, cohort__provider__in=schools.values("pk"))
    return visible(rows.exclude(status=Status.DROPPED), user=user).exists()


def target_of(*, user: Reader, occupation: str = "", vacancy: str = "", standard: str = "") -> Target | None:
    """Return the one target that is named, None where none is; refuse several."""
    named = [value for value in (occupation, vacancy, standard) if value]
    if len(named) > 1:
        raise InputError(
            N_("An occupation, a vacancy and a standard are compared one at a time."),
            hint=N_("Choose one of the three and leave the others empty."),
            field="occupation",
        )
    if occupation:
        return occupation_target(occupation)
    if vacancy:
        return vacancy_target(get_visible(_vacancies(), user=user, pk=_number(vacancy, "vacancy")))
    if standard:
        row = TrainingStandard.objects.filter(pk=_number(standard, "standard")).first()
        if row is None:
            raise Http404
        return standard_target(row)
    return None


def vacancies_for(*, user: Reader, person: Person) -> QuerySet[Vacancy]:
    """Return the open vacancies of the person's schemes that the reader may see."""
    rows = visible(_vacancies().filter(status=Vacancy.Status.OPEN), user=user)
    return rows.filter(scheme__in=_schemes_of(person)).order_by("reference", "pk")


def standards_to_compare() -> QuerySet[TrainingStandard]:
    """Return all versions of the training standards, by title, the newest version first."""
    return TrainingStandard.objects.select_related("owner").order_by("title", "-version", "pk")


def occupation_target(code: str) -> Target:
    """Return what ESCO says of an occupation; refuse one of which the packaged lists hold no skills."""
    links = skill_links().get(code)
    if links is None:
        raise InputError(
            N_('No list of skills is known for the occupation "%(code)s".'),
            hint=N_("Choose an occupation of ESCO from the list, or a vacancy or a training standard."),
            field="occupation",
            params={"code": code},
        )
    sides = ((links.essential, True), (links.optional, False))
    wanted = tuple(Wanted(_esco(skill), is_essential) for codes, is_essential in sides for skill in codes)
    return Target(TargetKind.OCCUPATION, code, occupation_label(code, get_language() or "en"), code[:4], wanted)


def vacancy_target(row: Vacancy) -> Target:
    """Return what a vacancy asks for."""
    wanted = (*map(Wanted, row.essential), *(Wanted(ref, is_essential=False) for ref in row.optional))
    languages = tuple((str(one["code"]), int(one["level"])) for one in row.languages)
    return Target(
        TargetKind.VACANCY, str(row.pk), row.title, row.isco08[:4], wanted, languages, row.eqf_min, row.iso3,
        row.employer.nace2,
    )  # fmt: skip


def standard_target(row: TrainingStandard) -> Target:
    """Return what a training standard asks for."""
    wanted = tuple(
        Wanted(SkillRef.of(one), bool(one.get("is_essential", True)), int(one.get("level", 0))) for one in row.skills
    )
    languages = ((row.language, int(row.cefr)),) if row.language and row.cefr else ()
    return Target(
        TargetKind.STANDARD, str(row.pk), str(row), row.isco08[:4], wanted, languages, row.eqf_level,
        row.destination_iso3,
    )  # fmt: skip


def gap_of(*, person: Person, target: Target, user: Reader, today: date) -> Gap:
    """Return what a person has and lacks of a target, and the courses open to her that teach it."""
    lines = compare(target.wanted, held_of(person))
    languages = spoken_of(person, target.languages)
    levels = [one.eqf_level for one in person.educations.all() if one.eqf_level]
    needs = open_needs((line for line in lines if line.wanted.is_essential), languages)
    offered = _courses(person, user, today, lines, languages)
    under_way = frozenset().union(*(one.closes for one in offered if one.is_hers))
    free = [
        Course(one.pk, one.closes, float(one.cohort.cost_eur or 0))
        for one in offered
        if not one.is_hers and one.seats_left
    ]
    choice = fewest_courses(needs - under_way, free)
    chosen = {one.pk for one in choice.courses}
    courses = tuple(
        OpenCourse(one.cohort, one.closes, one.seats_left, one.is_hers, one.pk in chosen) for one in offered
    )
    return Gap(target, lines, languages, max(levels, default=None), courses, choice)


def held_of(person: Person) -> list[Held]:
    """Return the skills of a person; the level counts where the profile knows one."""
    return [Held(one.ref, one.source, int(getattr(one, "level", 0) or 0)) for one in person.skills.all()]


def spoken_of(person: Person, wanted: Iterable[tuple[str, int]]) -> tuple[LanguageLine, ...]:
    """Return the languages asked for beside what the person speaks."""
    spoken = {one.language: one for one in person.languages.all()}
    return tuple(
        LanguageLine(code, level, spoken[code].cefr, spoken[code].is_tested)
        if code in spoken
        else LanguageLine(code, level)
        for code, level in wanted
    )


def open_needs(lines: Iterable[SkillLine], languages: Iterable[LanguageLine]) -> frozenset[str]:
    """Return the keys of what is lacking."""
    return frozenset(line.key for line in lines if line.standing in OPEN) | frozenset(
        line.key for line in languages if not line.is_met
    )


def _courses(
    person: Person, user: Reader, today: date, lines: Iterable[SkillLine], languages: Iterable[LanguageLine]
) -> list[OpenCourse]:
    """Return the courses of the person's schemes that close something: not begun and with a seat left, or hers."""
    hers = set(
        Enrolment.objects.filter(candidate__person=person, status=Status.ENROLLED).values_list("cohort_id", flat=True)
    )
    rows = visible(Cohort.objects.filter(ends_on_date__gte=today), user=user).filter(scheme__in=_schemes_of(person))
    rows = counted(rows.exclude(scheme__status=Scheme.Status.CLOSED)).select_related("provider")
    lines, languages = list(lines), list(languages)
    found = []
    row: Any
    for row in rows.order_by("starts_on_date", "pk"):
        left = max(0, row.seats - (row.enrolled - row.dropped))
        closes = _closed_by(row, lines, languages)
        if closes and (row.pk in hers or (row.starts_on_date > today and left)):
            found.append(OpenCourse(row, closes, left, row.pk in hers))
    return found


def _closed_by(cohort: Cohort, lines: list[SkillLine], languages: list[LanguageLine]) -> frozenset[str]:
    taught = {key_of(stored) for stored in cohort.skills}
    if not taught and cohort.cefr is None:
        # Such a course enters the profile under its own name, once it is passed.
        taught = {SkillRef("", cohort.name_en).key}
    spoken = {
        line.key
        for line in languages
        if cohort.cefr is not None and cohort.language == line.code and cohort.cefr >= line.level > line.held
    }
    return frozenset(line.key for line in lines if line.standing in OPEN and line.key in taught) | spoken


def _schemes_of(person: Person) -> QuerySet[Candidate, int]:
    rows = Candidate.objects.filter(person=person, status__in=TRAINABLE, duplicate_of__isnull=True)
    return rows.order_by().values_list("scheme_id", flat=True)


def _vacancies() -> QuerySet[Vacancy]:
    return Vacancy.objects.select_related("employer__organisation")


def _esco(code: str) -> SkillRef:
    return skill_named(esco_skill_uri(rows_by_code("esco_skills")[code]))


def _number(text: str, field: str) -> int:
    if not text.isdecimal() or len(text) > 15:
        raise InputError(
            N_('"%(value)s" is no number of a vacancy or a standard.'),
            hint=N_("Choose one from the list."),
            field=field,
            params={"value": text[:40]},
        )
    return int(text)

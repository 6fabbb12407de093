"""The market of a scheme as plain facts: what the matching engine is told, and nothing else.

Sex, region, track, household and names are not among the facts, so that they cannot enter a score.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from django.db.models import Max, QuerySet

from corridor.delivery.recruitment.models import Candidate, Vacancy
from corridor.delivery.skills.models import Education, PersonLanguage, PersonSkill, Recognition, WorkExperience
from corridor.delivery.skills.rules import key_of

Value = TypeVar("Value")
MATCHABLE = ("registered", "eligible", "shortlisted")
# The columns of a vacancy that `vacancy_facts` reads; a national market is read faster without the others.
ASKED = (
    "isco08", "essential_skills", "optional_skills", "languages", "eqf_min", "regulated", "years_min", "iso3",
    "positions", "start_date", "licences", "salary_eur_month",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CandidateFacts:
    """One candidate; None is not given, an empty tuple is given and holds none."""

    pk: int
    occupations: tuple[tuple[str, float | None], ...] | None
    skills: tuple[str, ...]
    languages: tuple[tuple[str, int], ...] | None
    eqf: int | None
    destinations: tuple[str, ...]
    recognised_in: tuple[str, ...]
    available: date | None
    licences: tuple[str, ...]
    birth_date: date | None
    min_salary_eur: float | None


@dataclass(frozen=True, slots=True)
class VacancyFacts:
    """One vacancy."""

    pk: int
    occupation: str
    essential: tuple[str, ...]
    optional: tuple[str, ...]
    languages: tuple[tuple[str, int], ...]
    eqf_min: int | None
    regulated: bool
    years_min: float | None
    country: str
    positions: int
    start: date | None
    licences: tuple[str, ...]
    salary_eur: float | None


def candidates_to_match(*, scheme_id: int) -> QuerySet[Candidate]:
    """Return the candidates of a scheme who are free for work abroad; linked duplicates are left out."""
    rows = Candidate.objects.filter(scheme=scheme_id, duplicate_of__isnull=True, status__in=MATCHABLE)
    return rows.exclude(track=Candidate.Track.HOME).order_by("pk")


def vacancies_to_weigh(*, scheme_id: int) -> QuerySet[Vacancy]:
    """Return the open vacancies of a scheme: the rarer a skill among them, the more it weighs."""
    return (
        Vacancy.objects.filter(scheme=scheme_id, status=Vacancy.Status.OPEN).exclude(essential_skills=[]).order_by("pk")
    )


def candidate_facts(candidates: QuerySet[Candidate]) -> list[CandidateFacts]:
    """Return what is known of these candidates, in seven statements whatever their number."""
    columns = (
        "pk", "person", "destinations", "available_from", "min_salary_eur", "person__licences", "person__birth_date",
    )  # fmt: skip
    rows = list(candidates.order_by("pk").values_list(*columns))
    people = candidates.order_by().values("person")
    known = _known(people)
    return [
        CandidateFacts(
            pk=pk,
            occupations=known.work.get(person),
            skills=known.skills.get(person, ()),
            languages=known.languages.get(person),
            eqf=known.eqf.get(person),
            destinations=tuple(destinations),
            recognised_in=known.recognised.get(person, ()),
            available=available,
            licences=tuple(licences),
            birth_date=born,
            min_salary_eur=_float(salary),
        )
        for pk, person, destinations, available, salary, licences, born in rows
    ]


def vacancy_facts(vacancies: Iterable[Vacancy]) -> list[VacancyFacts]:
    """Return what is asked by these vacancies."""
    return [
        VacancyFacts(
            pk=vacancy.pk,
            occupation=vacancy.isco08,
            essential=tuple(map(key_of, vacancy.essential_skills)),
            optional=tuple(map(key_of, vacancy.optional_skills)),
            languages=tuple((stored["code"], int(stored["level"])) for stored in vacancy.languages),
            eqf_min=vacancy.eqf_min,
            regulated=vacancy.regulated,
            years_min=_float(vacancy.years_min),
            country=vacancy.iso3,
            positions=vacancy.positions,
            start=vacancy.start_date,
            licences=tuple(vacancy.licences),
            salary_eur=_float(vacancy.salary_eur_month),
        )
        for vacancy in vacancies
    ]


@dataclass(frozen=True, slots=True)
class _Known:
    work: dict[int, tuple[tuple[str, float | None], ...]]
    skills: dict[int, tuple[str, ...]]
    languages: dict[int, tuple[tuple[str, int], ...]]
    recognised: dict[int, tuple[str, ...]]
    eqf: dict[int, int]


def _known(people: QuerySet[Candidate, Any]) -> _Known:
    # Work in her own words counts from the day on which somebody confirms what the words mean.
    linked = WorkExperience.objects.filter(person__in=people).exclude(isco08="")
    work = linked.order_by("pk").values_list("person", "isco08", "years")
    skills = PersonSkill.objects.filter(person__in=people).order_by("pk").values_list("person", "key")
    languages = (
        PersonLanguage.objects.filter(person__in=people).order_by("pk").values_list("person", "language", "cefr")
    )
    recognised = Recognition.objects.filter(person__in=people, outcome=Recognition.Outcome.FULL)
    whole = Education.Completion.COMPLETE
    levels = Education.objects.filter(person__in=people, eqf_level__isnull=False, completion=whole)
    return _Known(
        work=_grouped((person, (code, _float(years))) for person, code, years in work),
        skills=_grouped(skills),
        languages=_grouped((person, (code, level)) for person, code, level in languages),
        recognised=_grouped(recognised.order_by("pk").values_list("person", "iso3")),
        eqf=dict(levels.order_by().values_list("person").annotate(level=Max("eqf_level"))),
    )


def _grouped(pairs: Iterable[tuple[int, Value]]) -> dict[int, tuple[Value, ...]]:
    found: defaultdict[int, list[Value]] = defaultdict(list)
    for person, value in pairs:
        found[person].append(value)
    return {person: tuple(values) for person, values in found.items()}


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)

"""What live lists read: changes since the last look, and the rows that the asking person may see."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from corridor.access.models import User
from corridor.access.selectors import visible
from corridor.core.models import Run
from corridor.delivery.recruitment.models import Candidate, Employer, MarketChange, Vacancy
from corridor.delivery.recruitment.selectors.markets import (
    CandidateFacts,
    VacancyFacts,
    candidate_facts,
    candidates_to_match,
    vacancies_to_weigh,
    vacancy_facts,
)

ENGINE = "matching.live"
CHUNK = 900
Change = tuple[int, str, int, datetime]


@dataclass(frozen=True)
class Comparison:
    """What the last comparison of a scheme's live lists with a fresh ranking found."""

    at: datetime
    compared: int
    differing: int


def last_change() -> int:
    """Return the number of the newest change."""
    return MarketChange.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def changes_since(*, scheme_id: int, number: int) -> list[Change]:
    """Return the changes of a market behind a number: number, side, row and moment."""
    rows = MarketChange.objects.filter(scheme=scheme_id, pk__gt=number).order_by("pk")
    return list(rows.values_list("pk", "side", "row", "changed_at"))


def candidates_now(*, scheme_id: int, ids: Collection[int]) -> list[CandidateFacts]:
    """Return the facts of those of some candidates who are free for work abroad now."""
    rows = candidates_to_match(scheme_id=scheme_id)
    return [one for part in _chunks(sorted(ids)) for one in candidate_facts(rows.filter(pk__in=part))]


def vacancies_now(*, scheme_id: int, ids: Collection[int]) -> list[VacancyFacts]:
    """Return the facts of those of some vacancies that are open now."""
    rows = vacancies_to_weigh(scheme_id=scheme_id)
    return [one for part in _chunks(sorted(ids)) for one in vacancy_facts(rows.filter(pk__in=part))]


def schemes_with_vacancies() -> list[int]:
    """Return the schemes that have an open vacancy."""
    rows = Vacancy.objects.filter(status=Vacancy.Status.OPEN).order_by("scheme")
    return list(rows.values_list("scheme", flat=True).distinct())


def last_comparison(*, scheme_id: int) -> Comparison | None:
    """Return what the last nightly comparison found; None where there was none yet."""
    runs = Run.objects.filter(engine=ENGINE, parameters__scheme=scheme_id, status=Run.Status.DONE)
    last = runs.order_by("-pk").first()
    if last is None or last.finished_at is None:
        return None
    return Comparison(last.finished_at, last.result["compared"], last.result["differing"])


def vacancies_shown(*, user: User, ids: Sequence[int], today: date) -> dict[int, Vacancy]:
    """Return those of some vacancies that the person may see and that can be filled: vetted, not past their date."""
    rows = visible(Vacancy.objects.select_related("employer__organisation"), user=user, action="view")
    rows = rows.filter(status=Vacancy.Status.OPEN, employer__vetted_status=Employer.VettedStatus.VETTED)
    rows = rows.exclude(essential_skills=[]).filter(Q(closes_date__isnull=True) | Q(closes_date__gte=today))
    return {row.pk: row for part in _chunks(ids) for row in rows.filter(pk__in=part)}


def candidates_shown(*, user: User, ids: Sequence[int]) -> dict[int, Candidate]:
    """Return those of some candidates whom the person may see."""
    rows = visible(Candidate.objects.select_related("person"), user=user)
    return {row.pk: row for part in _chunks(ids) for row in rows.filter(pk__in=part)}


def _chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for first in range(0, len(ids), CHUNK):
        yield ids[first : first + CHUNK]

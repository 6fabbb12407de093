"""From facts to the engine's market, and facts as bytes that can be kept and read again."""

import hashlib
import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from corridor.delivery.recruitment.models import Vacancy
from corridor.delivery.recruitment.selectors.markets import (
    CandidateFacts,
    VacancyFacts,
    vacancies_to_weigh,
    vacancy_facts,
)
from corridor.engines.matching import CandidateRow, Store, VacancyRow, store_from_rows

FORMAT = 1
Groups = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Market:
    """The store of a scheme, and who stands where in it."""

    store: Store
    candidate_ids: list[int]
    vacancy_ids: list[int]


@dataclass(frozen=True)
class Facts:
    """All that a run is told. `groups` holds recorded groups by column and candidate, for quotas and balance alone."""

    people: tuple[CandidateFacts, ...]
    posts: tuple[VacancyFacts, ...]
    groups: Groups | None = None

    def market(self) -> Market:
        """Return the market; groups do not enter it."""
        return market_of(self.people, self.posts)


def facts_with_others(scheme_id: int, vacancies: Sequence[Vacancy]) -> list[VacancyFacts]:
    """Return the asked vacancies with the other open ones of the scheme, which weigh the skills, by id."""
    others = vacancies_to_weigh(scheme_id=scheme_id).exclude(pk__in=[vacancy.pk for vacancy in vacancies])
    return sorted(vacancy_facts([*vacancies, *others]), key=lambda facts: facts.pk)


def market_of(people: Sequence[CandidateFacts], posts: Sequence[VacancyFacts]) -> Market:
    """Return the market of these facts, both sides already sorted by id."""
    store = store_from_rows([candidate_row(one) for one in people], [vacancy_row(one) for one in posts])
    return Market(store, [one.pk for one in people], [one.pk for one in posts])


def written(facts: Facts) -> bytes:
    """Return facts as bytes; the same facts always give the same bytes."""
    content = {
        "format": FORMAT,
        "candidates": [asdict(one) for one in facts.people],
        "vacancies": [asdict(one) for one in facts.posts],
    }
    return plain_bytes(content if facts.groups is None else content | {"groups": facts.groups})


def read(content: bytes) -> Facts:
    """Return facts from their bytes."""
    stored = json.loads(content)
    return Facts(
        people=tuple(_candidate(one) for one in stored["candidates"]),
        posts=tuple(_vacancy(one) for one in stored["vacancies"]),
        groups=stored.get("groups"),
    )


def plain_bytes(content: object) -> bytes:
    """Return JSON in one spelling: names sorted, no spaces, days as ISO 8601, numbers as Python repeats them."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return text.encode()


def digest_of(content: bytes) -> str:
    """Return the SHA-256 of bytes."""
    return hashlib.sha256(content).hexdigest()


def packed(content: bytes) -> bytes:
    """Return bytes compressed."""
    return zlib.compress(content, 6)


def unpacked(content: bytes | memoryview) -> bytes:
    """Return compressed bytes as they were."""
    return zlib.decompress(bytes(content))


def candidate_row(facts: CandidateFacts) -> CandidateRow:
    """Return one candidate as the engine takes her."""
    return CandidateRow(
        candidate_id=facts.pk,
        occupations=facts.occupations,
        skills=facts.skills,
        languages=facts.languages,
        eqf=facts.eqf,
        destinations=facts.destinations,
        recognised_in=facts.recognised_in,
        available=facts.available,
        licences=facts.licences,
        birth_date=facts.birth_date,
        min_salary_eur=facts.min_salary_eur,
    )


def vacancy_row(facts: VacancyFacts) -> VacancyRow:
    """Return one vacancy as the engine takes it."""
    return VacancyRow(
        vacancy_id=facts.pk,
        occupation=facts.occupation,
        essential_skills=facts.essential,
        optional_skills=facts.optional,
        languages=facts.languages,
        eqf_min=facts.eqf_min,
        regulated=facts.regulated,
        years_min=facts.years_min,
        country=facts.country,
        positions=facts.positions,
        start=facts.start,
        licences=facts.licences,
        salary_eur=facts.salary_eur,
    )


def _candidate(stored: dict[str, Any]) -> CandidateFacts:
    lists = ("skills", "destinations", "recognised_in", "licences")
    return CandidateFacts(
        **stored
        | {name: tuple(stored[name]) for name in lists}
        | {name: _pairs(stored[name]) for name in ("occupations", "languages")}
        | {name: _day(stored[name]) for name in ("available", "birth_date")}
    )


def _vacancy(stored: dict[str, Any]) -> VacancyFacts:
    lists = {name: tuple(stored[name]) for name in ("essential", "optional", "licences")}
    return VacancyFacts(
        **stored | lists | {"languages": _pairs(stored["languages"]) or (), "start": _day(stored["start"])}
    )


def _pairs(stored: Sequence[Sequence[Any]] | None) -> tuple[tuple[Any, Any], ...] | None:
    return None if stored is None else tuple((word, value) for word, value in stored)


def _day(stored: str | None) -> date | None:
    return None if stored is None else date.fromisoformat(stored)

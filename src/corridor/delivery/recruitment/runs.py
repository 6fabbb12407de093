"""Matching with the engine: facts to the market, the ranking to rows, every run kept."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import numpy as np
from django.db import transaction

from corridor.access.models import User
from corridor.core.models import Run
from corridor.core.runs import recorded
from corridor.delivery.recruitment.models import Candidate, MatchEdge, NearMiss, Shortlist, Vacancy
from corridor.delivery.recruitment.selectors.markets import (
    CandidateFacts,
    VacancyFacts,
    candidate_facts,
    candidates_to_match,
    vacancies_to_weigh,
    vacancy_facts,
)
from corridor.engines.matching import (
    CandidateRow,
    Edges,
    Explanation,
    Options,
    Store,
    VacancyRow,
    explain,
    explain_pair,
    rank,
    store_from_rows,
)
from corridor.kernel.errors import N_, RuleViolation

ENGINE = "matching.rank"
TOP = 50
NEAR = 50
MOST_EXPLAINED = 20_000


@dataclass(frozen=True)
class Market:
    """The store of a scheme, and who stands where in it."""

    store: Store
    candidate_ids: list[int]
    vacancy_ids: list[int]


@transaction.atomic
def match(*, scheme_id: int, vacancies: Sequence[Vacancy], by: User | None) -> list[Shortlist]:
    """Rank the scheme's free candidates for some of its vacancies; keep the run, the edges and the near misses."""
    people = candidate_facts(candidates_to_match(scheme_id=scheme_id))
    market = _market(people, _with_others(scheme_id, vacancies))
    asked = sorted(market.vacancy_ids.index(vacancy.pk) for vacancy in vacancies)
    options = Options(top=max(1, len(people)))
    parameters = {"scheme": scheme_id, "vacancies": sorted(v.pk for v in vacancies), "listed": TOP, **_shown(options)}
    inputs = [[asdict(one) for one in people], market.vacancy_ids]
    with recorded(engine=ENGINE, parameters=parameters, inputs=inputs, by=by) as run:
        edges = rank(market.store, options, asked_by=asked)
        kept = [_keep(run, market, place, edges, explained=MOST_EXPLAINED // len(asked)) for place in asked]
        run.result = {"compared": len(people), "eligible": {str(s.vacancy_id): s.eligible for s in kept}}
    _mark_eligible(market, edges)
    return kept


def explain_for(*, vacancy: Vacancy, candidate: Candidate) -> Explanation:
    """Return why this candidate has this score for this vacancy, or why she is not eligible, from today's facts."""
    people = candidate_facts(Candidate.objects.filter(pk=candidate.pk))
    market = _market(people, _with_others(vacancy.scheme_id, [vacancy]))
    return explain_pair(market.store, candidate.pk, vacancy.pk)


def fitting_vacancies(*, candidate: Candidate, today: date) -> list[int]:
    """Return the vacancies whose hard conditions a candidate meets, the best first.

    The list is hers alone and decides nothing, so no run is kept of it.
    """
    people = candidate_facts(Candidate.objects.filter(pk=candidate.pk))
    posts = vacancy_facts(vacancies_to_weigh(scheme_id=candidate.scheme_id).exclude(closes_date__lt=today))
    if not people or not posts:
        return []
    market = _market(people, posts)
    edges = rank(market.store, Options(top=1))
    order = sorted(range(len(edges.vacancy)), key=lambda place: -float(edges.score[place]))
    return [market.vacancy_ids[int(edges.vacancy[place])] for place in order[:TOP]]


def check_eligible(*, vacancy: Vacancy, candidate: Candidate) -> None:
    """Refuse a pair that fails a hard condition, and say what would meet it."""
    found = explain_for(vacancy=vacancy, candidate=candidate)
    if found.is_eligible:
        return
    change = found.changes[0]
    raise RuleViolation(
        N_("The candidate %(candidate)s does not meet a condition of the vacancy %(vacancy)s."),
        hint=change.message,
        field="candidate",
        code=f"not_eligible_{change.condition}",
        params={**change.params, "candidate": candidate.reference, "vacancy": vacancy.reference},
    )


def _with_others(scheme_id: int, vacancies: Sequence[Vacancy]) -> list[VacancyFacts]:
    others = vacancies_to_weigh(scheme_id=scheme_id).exclude(pk__in=[vacancy.pk for vacancy in vacancies])
    return sorted(vacancy_facts([*vacancies, *others]), key=lambda facts: facts.pk)


def _market(people: Sequence[CandidateFacts], posts: Sequence[VacancyFacts]) -> Market:
    store = store_from_rows([_candidate_row(one) for one in people], [_vacancy_row(one) for one in posts])
    return Market(store, [one.pk for one in people], [one.pk for one in posts])


def _candidate_row(facts: CandidateFacts) -> CandidateRow:
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


def _vacancy_row(facts: VacancyFacts) -> VacancyRow:
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


def _keep(run: Run, market: Market, place: int, edges: Edges, *, explained: int) -> Shortlist:
    vacancy_id = market.vacancy_ids[place]
    mine = np.flatnonzero(edges.vacancy == place)
    listed = mine[edges.rank[mine] <= TOP]
    MatchEdge.objects.bulk_create([_edge(run, market, edges, int(index)) for index in listed], batch_size=1000)
    eligible = set(edges.candidate[mine].tolist())
    others = [n for n in range(len(market.candidate_ids)) if n not in eligible][: max(100, explained)]
    reasons = [explain(market.store, n, place) for n in others]
    NearMiss.objects.bulk_create(
        [_near_miss(run, vacancy_id, found) for found in sorted(reasons, key=_nearness)[:NEAR]], batch_size=1000
    )
    return Shortlist.objects.create(
        vacancy_id=vacancy_id,
        run=run,
        compared=len(market.candidate_ids),
        eligible=len(eligible),
        examined=len(others),
        failing=dict(Counter(str(found.first_failing) for found in reasons)),
    )


def _edge(run: Run, market: Market, edges: Edges, index: int) -> MatchEdge:
    parts = {
        "essential": edges.part_essential,
        "optional": edges.part_optional,
        "occupation": edges.part_occupation,
        "experience": edges.part_experience,
    }
    return MatchEdge(
        run=run,
        vacancy_id=market.vacancy_ids[int(edges.vacancy[index])],
        candidate_id=market.candidate_ids[int(edges.candidate[index])],
        rank=int(edges.rank[index]),
        score=float(edges.score[index]),
        parts={name: round(float(column[index]), 6) for name, column in parts.items()},
    )


def _near_miss(run: Run, vacancy_id: int, found: Explanation) -> NearMiss:
    changes = [
        {"condition": str(change.condition), "message": change.message, "params": _plain(change.params)}
        for change in found.changes
    ]
    return NearMiss(
        run=run,
        vacancy_id=vacancy_id,
        candidate_id=int(found.candidate_id),
        first_failing=str(found.first_failing),
        changes=changes,
        score=found.score,
    )


def _nearness(found: Explanation) -> tuple[int, float, int]:
    return len(found.changes), -found.score, int(found.candidate_id)


def _plain(params: dict[str, object]) -> dict[str, Any]:
    return {name: value if isinstance(value, int | float) else str(value) for name, value in params.items()}


def _shown(options: Options) -> dict[str, Any]:
    return {"occupations": str(options.occupations), "weights": asdict(options.weights)}


def _mark_eligible(market: Market, edges: Edges) -> None:
    found = [market.candidate_ids[place] for place in np.unique(edges.candidate).tolist()]
    for start in range(0, len(found), 900):
        Candidate.objects.filter(pk__in=found[start : start + 900], status=Candidate.Status.REGISTERED).update(
            status=Candidate.Status.ELIGIBLE
        )

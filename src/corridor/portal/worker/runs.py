"""For which open vacancies a candidate meets every hard condition, asked from the matching engine."""

from datetime import date

from corridor.delivery.recruitment.models import Candidate
from corridor.delivery.recruitment.selectors.markets import (
    CandidateFacts,
    VacancyFacts,
    candidate_facts,
    vacancies_to_weigh,
    vacancy_facts,
)
from corridor.engines.matching import CandidateRow, Options, VacancyRow, rank, store_from_rows

MOST = 50


def eligible_vacancies(*, candidate: Candidate, today: date) -> list[int]:
    """Return the vacancies that fit a candidate, the best first. The list is hers alone, so no run is kept of it."""
    people = candidate_facts(Candidate.objects.filter(pk=candidate.pk))
    open_ones = vacancies_to_weigh(scheme_id=candidate.scheme_id).exclude(closes_date__lt=today)
    posts = vacancy_facts(open_ones)
    if not people or not posts:
        return []
    store = store_from_rows([_candidate(one) for one in people], [_vacancy(one) for one in posts])
    edges = rank(store, Options(top=1))
    order = sorted(range(len(edges.vacancy)), key=lambda place: -float(edges.score[place]))
    return [posts[int(edges.vacancy[place])].pk for place in order[:MOST]]


def _candidate(facts: CandidateFacts) -> CandidateRow:
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


def _vacancy(facts: VacancyFacts) -> VacancyRow:
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

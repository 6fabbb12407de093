"""The definition of matching, slow and plain: one pair at a time, from rows.

Every other way of computing in this package must return the identical list. Source: docs/methods/matching.md.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from corridor.engines.matching.types import (
    OCCUPATION_PART,
    Asking,
    CandidateRow,
    Condition,
    Id,
    NearSkills,
    Occupations,
    Options,
    Parts,
    Relation,
    VacancyRow,
    Weights,
)

Neighbours = Mapping[str, Mapping[str, int]]
Test = Callable[[CandidateRow, VacancyRow, Options], bool | None]


@dataclass(frozen=True, slots=True)
class PlainEdge:
    """One listed pair."""

    vacancy_id: Id
    candidate_id: Id
    rank: int
    score: float
    parts: Parts


def skill_weights(vacancies: Sequence[VacancyRow]) -> dict[str, int]:
    """Return the weight of every skill that a vacancy names: rarer among the vacancies weighs more, 30 to 1200."""
    naming: dict[str, int] = {}
    for vacancy in vacancies:
        for skill in {str(s) for s in (*vacancy.essential_skills, *(vacancy.optional_skills or ()))}:
            naming[skill] = naming.get(skill, 0) + 1
    return {skill: skill_weight(len(vacancies), count) for skill, count in naming.items()}


def skill_weight(vacancies: int, naming: int) -> int:
    """Return the weight of a skill that `naming` of the `vacancies` name.

    >>> skill_weight(1, 1), skill_weight(300, 2)
    (30, 461)
    """
    return min(1200, max(30, round(100 * math.log((vacancies + 1) / (naming + 1)))))


def relation_of(code: str, wanted: str, related: frozenset[tuple[str, str]]) -> Relation:
    """Return how near an occupation code is to the one that is wanted.

    >>> relation_of("2221.1", "2221", frozenset()).name
    'SAME_GROUP'
    """
    if code == wanted:
        return Relation.EQUAL
    group, wanted_group = code[:4], wanted[:4]
    if group == wanted_group:
        return Relation.SAME_GROUP
    is_pair = (group, wanted_group) in related or (wanted_group, group) in related
    return Relation.RELATED if group[:3] == wanted_group[:3] or is_pair else Relation.UNRELATED


def relations(candidate: CandidateRow, vacancy: VacancyRow, options: Options) -> list[tuple[Relation, float | None]]:
    """Return relation and years of every occupation of the candidate, as far as the occupation mode counts them."""
    if candidate.occupations is None or vacancy.occupation is None:
        return []
    found = [(relation_of(code, vacancy.occupation, options.related), years) for code, years in candidate.occupations]
    if options.occupations is Occupations.STRICT:
        found = [(relation, years) for relation, years in found if relation is not Relation.RELATED]
    return [(relation, years) for relation, years in found if relation is not Relation.UNRELATED]


def nearest(candidate: CandidateRow, vacancy: VacancyRow, options: Options) -> Relation:
    """Return the nearest relation that the candidate has."""
    return max((relation for relation, _ in relations(candidate, vacancy, options)), default=Relation.UNRELATED)


def years_in(candidate: CandidateRow, vacancy: VacancyRow, options: Options, *, not_given: float = 0.0) -> float:
    """Return max(a, floor(b / 2)): a the most years in the unit group, b the most in a related one."""
    own = [0.0]
    near = [0.0]
    for relation, years in relations(candidate, vacancy, options):
        (near if relation is Relation.RELATED else own).append(not_given if years is None else float(years))
    half = max(near) / 2
    return max(*own, math.inf if math.isinf(half) else float(math.floor(half)))


def destination_met(candidate: CandidateRow, vacancy: VacancyRow, options: Options) -> bool | None:
    """Return whether the vacancy's country is accepted; no destinations at all accept any."""
    if not candidate.destinations or vacancy.country is None:
        return None
    return vacancy.country in candidate.destinations


def languages_met(candidate: CandidateRow, vacancy: VacancyRow, options: Options) -> bool | None:
    """Return whether every minimum is reached; a language named twice counts at its best level."""
    if candidate.languages is None or vacancy.languages is None:
        return None
    best: dict[str, int] = {}
    for language, level in candidate.languages:
        best[language] = max(level, best.get(language, 0))
    return all(best.get(language, 0) >= level for language, level in vacancy.languages)


def eqf_met(candidate: CandidateRow, vacancy: VacancyRow, options: Options) -> bool | None:
    """Return whether the qualification level is reached."""
    if candidate.eqf is None or vacancy.eqf_min is None:
        return None
    return candidate.eqf >= vacancy.eqf_min


def recognition_met(candidate: CandidateRow, vacancy: VacancyRow, options: Options) -> bool | None:
    """Return whether the qualification is recognised where a regulated occupation is practised."""
    if not vacancy.regulated or candidate.recognised_in is None or vacancy.country is None:
        return None
    return vacancy.country in candidate.recognised_in


def available_met(candidate: CandidateRow, vacancy: VacancyRow, options: Options) -> bool | None:
    """Return whether the candidate is available by the start."""
    if candidate.available is None or vacancy.start is None:
        return None
    return candidate.available <= vacancy.start


def occupation_met(candidate: CandidateRow, vacancy: VacancyRow, options: Options) -> bool | None:
    """Return whether an occupation is near enough for the occupation mode."""
    if candidate.occupations is None or vacancy.occupation is None or options.occupations is Occupations.OPEN:
        return None
    return nearest(candidate, vacancy, options) is not Relation.UNRELATED


def years_met(candidate: CandidateRow, vacancy: VacancyRow, options: Options) -> bool | None:
    """Return whether the years are reached; years that were not given pass."""
    if candidate.occupations is None or vacancy.occupation is None or vacancy.years_min is None:
        return None
    return years_in(candidate, vacancy, options, not_given=math.inf) >= vacancy.years_min


def licences_met(candidate: CandidateRow, vacancy: VacancyRow, options: Options) -> bool | None:
    """Return whether all licences of the vacancy are held."""
    if candidate.licences is None or vacancy.licences is None:
        return None
    return set(vacancy.licences) <= set(candidate.licences)


def age_met(candidate: CandidateRow, vacancy: VacancyRow, options: Options) -> bool | None:
    """Return whether the age in whole years on the start lies within the limits, where there are any."""
    age = age_on_start(candidate, vacancy)
    if age is None or (vacancy.age_min is None and vacancy.age_max is None):
        return None
    above = vacancy.age_min is None or age >= vacancy.age_min
    return above and (vacancy.age_max is None or age <= vacancy.age_max)


def age_on_start(candidate: CandidateRow, vacancy: VacancyRow) -> int | None:
    """Return the age in whole years on the start; someone born on 29 February turns a year older on 1 March."""
    born, start = candidate.birth_date, vacancy.start
    if born is None or start is None:
        return None
    return start.year - born.year - ((start.month, start.day) < (born.month, born.day))


def salary_met(candidate: CandidateRow, vacancy: VacancyRow, options: Options) -> bool | None:
    """Return whether the salary reaches the candidate's least."""
    if candidate.min_salary_eur is None or vacancy.salary_eur is None:
        return None
    return vacancy.salary_eur >= candidate.min_salary_eur


def remote_met(candidate: CandidateRow, vacancy: VacancyRow, options: Options) -> bool | None:
    """Return whether a candidate who needs remote work gets it."""
    if not candidate.remote or vacancy.remote is None:
        return None
    return vacancy.remote


TESTS: Mapping[Condition, Test] = {
    Condition.DESTINATION: destination_met,
    Condition.LANGUAGES: languages_met,
    Condition.EQF: eqf_met,
    Condition.RECOGNITION: recognition_met,
    Condition.AVAILABLE: available_met,
    Condition.OCCUPATION: occupation_met,
    Condition.YEARS: years_met,
    Condition.LICENCES: licences_met,
    Condition.AGE: age_met,
    Condition.SALARY: salary_met,
    Condition.REMOTE: remote_met,
}
"""The test of every condition, in order; None means not given or not asked, which passes."""


def first_failing(candidate: CandidateRow, vacancy: VacancyRow, options: Options) -> Condition | None:
    """Return the first condition that fails, or None if the pair is eligible."""
    for condition, test in TESTS.items():
        if test(candidate, vacancy, options) is False:
            return condition
    return None


def parts_of(candidate: CandidateRow, vacancy: VacancyRow, options: Options, weight: Mapping[str, int]) -> Parts:
    """Return E, O, S and X of a pair."""
    held, near = {str(skill) for skill in candidate.skills or ()}, neighbours(options.near)
    essential = coverage(held, {str(skill) for skill in vacancy.essential_skills}, weight, near)
    wanted = {str(skill) for skill in vacancy.optional_skills or ()}
    optional = coverage(held, wanted, weight, near) if wanted else essential
    occupation = OCCUPATION_PART[nearest(candidate, vacancy, options)]
    experience = min(1.0, years_in(candidate, vacancy, options) / 5)
    return Parts(essential, optional, occupation, experience)


def coverage(held: set[str], wanted: set[str], weight: Mapping[str, int], near: Neighbours) -> float:
    """Return the weight of the wanted skills times the share that is held of each, as a share of all of it."""
    found = sum(weight[skill] * share_held(skill, held, near) for skill in wanted)
    return found / (100 * sum(weight[skill] for skill in wanted))


def share_held(skill: str, held: set[str], near: Neighbours) -> int:
    """Return how much of a skill is held, in hundredths: all of it, or its nearness to the nearest one held, or none.

    >>> share_held("weld", {"solder"}, neighbours(frozenset({("weld", "solder", 60)})))
    60
    """
    if skill in held:
        return 100
    return max((nearness for other, nearness in near.get(skill, {}).items() if other in held), default=0)


@lru_cache(maxsize=8)
def neighbours(near: NearSkills) -> Neighbours:
    """Return how near to each skill others are, read in both orders; the greatest counts if a pair comes twice."""
    found: dict[str, dict[str, int]] = {}
    for first, second, nearness in near:
        for one, other in ((first, second), (second, first)):
            beside = found.setdefault(one, {})
            beside[other] = max(nearness, beside.get(other, 0))
    return found


def score_of(parts: Parts, weights: Weights) -> float:
    """Return the score, rounded to six decimals.

    >>> score_of(Parts(1.0, 0.5, 0.6, 1.0), Weights())
    0.825
    """
    total = weights.essential * parts.essential + weights.optional * parts.optional
    return round(total + weights.occupation * parts.occupation + weights.experience * parts.experience, 6)


def rank_plainly(
    candidates: Sequence[CandidateRow], vacancies: Sequence[VacancyRow], options: Options
) -> list[PlainEdge]:
    """Return the listed pairs, sorted by the asking side's id, then rank. Looks at every pair."""
    weight = skill_weights(vacancies)
    by_asker: dict[Id, list[tuple[float, Id, PlainEdge]]] = {}
    for vacancy in vacancies:
        for candidate in candidates:
            if first_failing(candidate, vacancy, options) is None:
                parts = parts_of(candidate, vacancy, options, weight)
                edge = PlainEdge(vacancy.vacancy_id, candidate.candidate_id, 0, score_of(parts, options.weights), parts)
                asker, other = edge.vacancy_id, edge.candidate_id
                if options.asking is Asking.CANDIDATES:
                    asker, other = other, asker
                by_asker.setdefault(asker, []).append((-edge.score, other, edge))
    return [edge for asker in sorted(by_asker) for edge in best_of(by_asker[asker], options.top)]


def best_of(found: list[tuple[float, Id, PlainEdge]], top: int) -> list[PlainEdge]:
    """Return the first `top` by score, ties by the lower id of the other side, with their ranks."""
    ordered = sorted(found, key=lambda entry: entry[:2])
    return [
        PlainEdge(edge.vacancy_id, edge.candidate_id, rank, edge.score, edge.parts)
        for rank, (_, _, edge) in enumerate(ordered[:top], start=1)
    ]

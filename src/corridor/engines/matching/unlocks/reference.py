"""The plain definition of the training plan: every pair explained by itself."""

from collections import defaultdict
from collections.abc import Sequence

from corridor.engines.matching.reference import TESTS, first_failing
from corridor.engines.matching.types import CandidateRow, Condition, Id, Options, VacancyRow
from corridor.engines.matching.unlocks.types import Kind, Step


def plain_step(candidate: CandidateRow, vacancy: VacancyRow, options: Options) -> Step | None:
    """Return the one step that opens a pair; None where it is open, where no step or more than one is needed."""
    failing = [condition for condition, test in TESTS.items() if test(candidate, vacancy, options) is False]
    if len(failing) != 1 or failing[0] in (Condition.AGE, Condition.OCCUPATION):
        return None
    condition = failing[0]
    if condition is Condition.LANGUAGES:
        best = {
            code: max(n for c, n in candidate.languages or () if c == code) for code, _ in candidate.languages or ()
        }
        asked = {code: max(n for c, n in vacancy.languages or () if c == code) for code, _ in vacancy.languages or ()}
        short = [code for code, level in asked.items() if best.get(code, 0) < level]
        return Step(Kind.LANGUAGES, (short[0],), asked[short[0]]) if len(short) == 1 else None
    group, country = (vacancy.occupation or "")[:4], vacancy.country or ""
    missing = sorted(set(vacancy.licences or ()) - set(candidate.licences or ()))
    return {
        Condition.EQF: Step(Kind.EQF, (), float(vacancy.eqf_min or 0)),
        Condition.YEARS: Step(Kind.YEARS, (group,), float(vacancy.years_min or 0)),
        Condition.RECOGNITION: Step(Kind.RECOGNITION, (country,)),
        Condition.DESTINATION: Step(Kind.DESTINATION, (country,)),
        Condition.LICENCES: Step(Kind.LICENCES, tuple(missing)),
        Condition.AVAILABLE: Step(Kind.AVAILABLE),
        Condition.SALARY: Step(Kind.SALARY),
        Condition.REMOTE: Step(Kind.REMOTE),
    }[condition]


def plain_skill(candidate: CandidateRow, vacancy: VacancyRow, options: Options) -> Step | None:
    """Return the skill that completes the essential ones of an eligible pair."""
    if first_failing(candidate, vacancy, options) is not None:
        return None
    missing = {str(skill) for skill in vacancy.essential_skills} - {str(skill) for skill in candidate.skills or ()}
    return Step(Kind.SKILL, tuple(missing)) if len(missing) == 1 else None


def plain_pairs(
    candidates: Sequence[CandidateRow], vacancies: Sequence[VacancyRow], options: Options
) -> dict[Step, list[tuple[Id, Id]]]:
    """Return the pairs of candidate and vacancy for which each step is the smallest."""
    found: defaultdict[Step, list[tuple[Id, Id]]] = defaultdict(list)
    for candidate in candidates:
        for vacancy in vacancies:
            for step in (plain_step(candidate, vacancy, options), plain_skill(candidate, vacancy, options)):
                if step is not None:
                    found[step].append((candidate.candidate_id, vacancy.vacancy_id))
    return dict(found)

"""Why a pair has its score, and what would make an ineligible pair eligible."""

from collections.abc import Callable, Mapping, Sequence

from corridor.engines.matching.reference import (
    TESTS,
    Neighbours,
    age_on_start,
    first_failing,
    nearest,
    neighbours,
    parts_of,
    score_of,
    years_in,
)
from corridor.engines.matching.rows import candidate_row, vacancy_row
from corridor.engines.matching.types import (
    CandidateRow,
    Change,
    Check,
    Condition,
    Explanation,
    Id,
    Options,
    SkillLine,
    Store,
    VacancyRow,
)
from corridor.kernel.errors import N_, InputError

CEFR = ("-", "A1", "A2", "B1", "B2", "C1", "C2")
Advice = Callable[[CandidateRow, VacancyRow, Options], tuple[str, dict[str, object]]]


def explain(store: Store, candidate_index: int, vacancy_index: int, options: Options | None = None) -> Explanation:
    """Return parts, skills, conditions and least changes of one pair.

    Parameters
    ----------
    store : the market; it decides the weight of every skill
    candidate_index, vacancy_index : places in `store.candidates` and `store.vacancies`
    options : the options of the ranking that is explained; the default ones if None

    Notes
    -----
    The numbers are those of the reference, so they equal the ranking to the last bit.
    """
    options = options or Options()
    candidate, vacancy = candidate_row(store, candidate_index), vacancy_row(store, vacancy_index)
    weight = weights_of(store, vacancy_index)
    parts = parts_of(candidate, vacancy, options, weight)
    checks = tuple(check(condition, candidate, vacancy, options) for condition in TESTS)
    return Explanation(
        candidate_id=candidate.candidate_id,
        vacancy_id=vacancy.vacancy_id,
        is_eligible=all(one.met for one in checks),
        first_failing=first_failing(candidate, vacancy, options),
        checks=checks,
        score=score_of(parts, options.weights),
        parts=parts,
        weights=options.weights,
        relation=nearest(candidate, vacancy, options),
        years=None if candidate.occupations is None else years_in(candidate, vacancy, options),
        essential=skill_lines(vacancy.essential_skills, candidate, weight, options),
        optional=skill_lines(vacancy.optional_skills or (), candidate, weight, options),
        changes=least_changes(candidate, vacancy, options),
    )


def explain_pair(store: Store, candidate_id: Id, vacancy_id: Id, options: Options | None = None) -> Explanation:
    """Return the explanation of one pair, named by ids.

    Raises
    ------
    InputError : an id that is not in the store
    """
    candidate = place_of(store.candidates.ids.tolist(), candidate_id, "candidate_id")
    vacancy = place_of(store.vacancies.ids.tolist(), vacancy_id, "vacancy_id")
    return explain(store, candidate, vacancy, options)


def place_of(ids: Sequence[Id], wanted: Id, column: str) -> int:
    """Return where an id stands."""
    if wanted not in ids:
        raise InputError(
            N_("The id %(value)s is not among the values of %(column)s."),
            hint=N_("Check the id, or load the rows again."),
            field=column,
            params={"value": wanted, "column": column},
        )
    return ids.index(wanted)


def weights_of(store: Store, vacancy_index: int) -> dict[str, int]:
    """Return the weight of every skill that one vacancy names."""
    numbers = {
        *store.vacancies.essential.of(vacancy_index).tolist(),
        *store.vacancies.optional.of(vacancy_index).tolist(),
    }
    return {store.words.skills[number]: int(store.skill_weight[number]) for number in numbers}


def check(condition: Condition, candidate: CandidateRow, vacancy: VacancyRow, options: Options) -> Check:
    """Return whether one condition is met, and whether it was asked and given at all."""
    answer = TESTS[condition](candidate, vacancy, options)
    return Check(condition, met=answer is not False, given=answer is not None)


def skill_lines(
    wanted: Sequence[Id], candidate: CandidateRow, weight: Mapping[str, int], options: Options
) -> tuple[SkillLine, ...]:
    """Return the wanted skills, heaviest first, then by name."""
    held, near = {str(skill) for skill in candidate.skills or ()}, neighbours(options.near)
    names = sorted({str(skill) for skill in wanted}, key=lambda skill: (-weight[skill], skill))
    return tuple(skill_line(skill, weight[skill], held, near) for skill in names)


def skill_line(skill: str, weight: int, held: set[str], near: Neighbours) -> SkillLine:
    """Return one wanted skill as held, near to a held one (the nearest, then the first by name) or missing."""
    found = [(-nearness, other) for other, nearness in near.get(skill, {}).items() if other in held]
    if skill in held or not found:
        return SkillLine(skill, weight, skill in held)
    nearness, other = min(found)
    return SkillLine(skill, weight, is_held=False, nearest=other, nearness=-nearness)


def least_changes(candidate: CandidateRow, vacancy: VacancyRow, options: Options) -> tuple[Change, ...]:
    """Return one least change per failing condition, languages one by one; all of them are needed."""
    failing = [condition for condition, test in TESTS.items() if test(candidate, vacancy, options) is False]
    if Condition.OCCUPATION in failing and Condition.YEARS in failing:
        # An occupation that is gained brings its own years, so one change meets both.
        failing.remove(Condition.YEARS)
    changes: list[Change] = []
    for condition in failing:
        if condition is Condition.LANGUAGES:
            changes += language_changes(candidate, vacancy)
        else:
            message, params = ADVICE[condition](candidate, vacancy, options)
            changes.append(Change(condition, message, params))
    return tuple(changes)


def language_changes(candidate: CandidateRow, vacancy: VacancyRow) -> list[Change]:
    """Return the level that is still to reach in every language that is too low."""
    held: dict[str, int] = {}
    wanted: dict[str, int] = {}
    for best, languages in ((held, candidate.languages), (wanted, vacancy.languages)):
        for language, level in languages or ():
            best[language] = max(level, best.get(language, 0))
    message = N_("Language %(language)s reaches %(needed)s; it is at %(held)s now.")
    return [
        Change(
            Condition.LANGUAGES,
            message,
            {"language": language, "needed": CEFR[level], "held": CEFR[held.get(language, 0)]},
        )
        for language, level in sorted(wanted.items())
        if held.get(language, 0) < level
    ]


def destination_advice(candidate: CandidateRow, vacancy: VacancyRow, options: Options) -> tuple[str, dict[str, object]]:
    """Say which country the candidate would have to accept."""
    return N_("The candidate accepts %(country)s as a destination."), {"country": vacancy.country}


def eqf_advice(candidate: CandidateRow, vacancy: VacancyRow, options: Options) -> tuple[str, dict[str, object]]:
    """Say which qualification level is needed."""
    message = N_("The qualification reaches EQF level %(needed)s; it is at %(held)s now.")
    return message, {"needed": vacancy.eqf_min, "held": candidate.eqf}


def recognition_advice(candidate: CandidateRow, vacancy: VacancyRow, options: Options) -> tuple[str, dict[str, object]]:
    """Say where the qualification must be recognised."""
    return N_("The qualification is recognised in %(country)s."), {"country": vacancy.country}


def available_advice(candidate: CandidateRow, vacancy: VacancyRow, options: Options) -> tuple[str, dict[str, object]]:
    """Say by when the candidate must be available."""
    message = N_("The candidate is available by %(start)s, not only from %(available)s, or the start moves.")
    return message, {"start": vacancy.start, "available": candidate.available}


def occupation_advice(candidate: CandidateRow, vacancy: VacancyRow, options: Options) -> tuple[str, dict[str, object]]:
    """Say in which unit group the candidate would need an occupation."""
    params: dict[str, object] = {"unit_group": (vacancy.occupation or "")[:4], "years": vacancy.years_min or 0}
    if vacancy.years_min:
        return N_("The candidate has worked at least %(years)s years in unit group %(unit_group)s."), params
    return N_("The candidate has an occupation in unit group %(unit_group)s."), params


def years_advice(candidate: CandidateRow, vacancy: VacancyRow, options: Options) -> tuple[str, dict[str, object]]:
    """Say how many years are needed in the unit group."""
    params: dict[str, object] = {
        "unit_group": (vacancy.occupation or "")[:4],
        "needed": vacancy.years_min,
        "held": years_in(candidate, vacancy, options),
    }
    return N_("The experience in unit group %(unit_group)s reaches %(needed)s years; %(held)s count now."), params


def licences_advice(candidate: CandidateRow, vacancy: VacancyRow, options: Options) -> tuple[str, dict[str, object]]:
    """Name the licences that are missing."""
    missing = sorted(set(vacancy.licences or ()) - set(candidate.licences or ()))
    return N_("The candidate holds these licences: %(licences)s."), {"licences": ", ".join(missing)}


def age_advice(candidate: CandidateRow, vacancy: VacancyRow, options: Options) -> tuple[str, dict[str, object]]:
    """Say for which age the vacancy would have to open; an age can not be changed."""
    message = N_("The vacancy opens to the age of %(age)s on its start.")
    return message, {"age": age_on_start(candidate, vacancy)}


def salary_advice(candidate: CandidateRow, vacancy: VacancyRow, options: Options) -> tuple[str, dict[str, object]]:
    """Say which salary would meet the candidate's least."""
    message = N_("The salary rises from %(offered)s to %(needed)s EUR, or the candidate accepts less.")
    return message, {"offered": vacancy.salary_eur, "needed": candidate.min_salary_eur}


def remote_advice(candidate: CandidateRow, vacancy: VacancyRow, options: Options) -> tuple[str, dict[str, object]]:
    """Say that remote work would have to be agreed."""
    return N_("The vacancy allows remote work, or the candidate works on site."), {}


ADVICE: Mapping[Condition, Advice] = {
    Condition.DESTINATION: destination_advice,
    Condition.EQF: eqf_advice,
    Condition.RECOGNITION: recognition_advice,
    Condition.AVAILABLE: available_advice,
    Condition.OCCUPATION: occupation_advice,
    Condition.YEARS: years_advice,
    Condition.LICENCES: licences_advice,
    Condition.AGE: age_advice,
    Condition.SALARY: salary_advice,
    Condition.REMOTE: remote_advice,
}

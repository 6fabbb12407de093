"""From the vacancy's side: which relaxed condition would open it to how many people."""

import math

import numpy as np

from corridor.engines.matching.types import Condition, Floats, Longs, Options, Store
from corridor.engines.matching.unlocks.plan import asked_people, licence_steps
from corridor.engines.matching.unlocks.single import (
    CODES,
    LANGUAGE_CODES,
    Pool,
    Tested,
    examined,
    minima_of,
    near_people,
    pool_of,
)
from corridor.engines.matching.unlocks.types import Relaxation
from corridor.kernel.errors import N_, InputError

MOST_LEVELS = 6


def relaxations(store: Store, vacancy_index: int, options: Options | None = None) -> tuple[Relaxation, ...]:
    """Return how many people each relaxed condition of a vacancy would let in, most first.

    Parameters
    ----------
    store : the market
    vacancy_index : place in `store.vacancies`
    options : the occupation mode and the related pairs are used

    Returns
    -------
    One line per condition and level that somebody fails alone. Languages, qualification levels, years, pay and start
    have up to six levels, each with all who then pass; others have one line.

    Raises
    ------
    InputError : a place that is not in the store

    Notes
    -----
    O(n) for n candidates. What the law asks, such as recognition, is shown as well: there support opens the vacancy.
    """
    if not 0 <= vacancy_index < len(store.vacancies):
        raise InputError(
            N_("There is no vacancy %(place)s among %(vacancies)s."),
            hint=N_("Give a place in the store, from 0."),
            field="vacancy_index",
            params={"place": vacancy_index, "vacancies": len(store.vacancies)},
        )
    pool = pool_of(store, options or Options())
    found, years = everybody(pool, vacancy_index)
    lines: list[Relaxation] = []
    for code in found.codes():
        if code >= LANGUAGE_CODES:
            lines += language_lines(pool, vacancy_index, found, code)
        else:
            lines += condition_lines(pool, vacancy_index, found, code, years)
    return tuple(sorted(lines, key=lambda line: (-line.people, line.condition, line.words, line.to or 0.0)))


def everybody(pool: Pool, vacancy: int) -> tuple[Tested, Floats]:
    """Return all people tested against a vacancy, those of far occupations as well, with their years."""
    people = len(asked_people(pool.store, None))
    near, near_years = near_people(pool, vacancy)
    far, years = np.ones(people, np.bool_), np.zeros(people)
    far[near] = False
    years[near] = near_years
    return examined(pool, vacancy, np.arange(people), years, far), years


def language_lines(pool: Pool, vacancy: int, found: Tested, code: int) -> list[Relaxation]:
    """Return the lines of one language."""
    language = code - LANGUAGE_CODES
    held = pool.levels[found.single(code), language].astype(float)
    asked = float(minima_of(pool.store, vacancy)[language])
    word = pool.store.words.languages[language]
    return [
        Relaxation(Condition.LANGUAGES, (word,), asked, level, int((held >= level).sum()))
        for level in np.unique(held)[::-1].tolist()
    ]


def condition_lines(pool: Pool, vacancy: int, found: Tested, code: int, years: Floats) -> list[Relaxation]:
    """Return the lines of one condition."""
    person, condition = found.single(code), CODES[code]
    if condition is Condition.LICENCES:
        steps = licence_steps(pool, vacancy, person)
        return [Relaxation(condition, step.words, None, None, len(who)) for step, who in steps]
    held = values_held(pool.store, condition, person, years)
    if held is None:
        return [Relaxation(condition, (), None, None, len(person))]
    asked, is_minimum = value_asked(pool.store, vacancy, condition)
    return [
        Relaxation(condition, (), asked, level, int((held >= level).sum() if is_minimum else (held <= level).sum()))
        for level in levels_to_try(held, is_minimum=is_minimum)
    ]


def values_held(store: Store, condition: Condition, person: Longs, years: Floats) -> Floats | None:
    """Return what people have where a condition has levels; days since 1970 for dates."""
    people = store.candidates
    if condition is Condition.EQF:
        return people.eqf[person].astype(float)
    if condition is Condition.YEARS:
        return np.floor(years[person])
    if condition is Condition.SALARY:
        return people.min_salary_eur[person]
    if condition is Condition.AVAILABLE:
        return people.available[person].astype(float)
    return None


def value_asked(store: Store, vacancy: int, condition: Condition) -> tuple[float, bool]:
    """Return what a vacancy asks or offers, and whether it is a minimum (else it is a limit that would rise)."""
    posts = store.vacancies
    if condition is Condition.EQF:
        return float(posts.eqf_min[vacancy]), True
    if condition is Condition.YEARS:
        return float(posts.years_min[vacancy]), True
    if condition is Condition.SALARY:
        return float(posts.salary_eur[vacancy]), False
    return float(posts.start[vacancy]), False


def levels_to_try(held: Floats, *, is_minimum: bool) -> list[float]:
    """Return up to six levels, the smallest relaxation first; the last one lets in everybody."""
    levels = np.unique(held)[::-1] if is_minimum else np.unique(held)
    step = math.ceil(len(levels) / MOST_LEVELS)
    return [float(level) for level in levels[::-1][::step][::-1]]

"""From rows to columns and back."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from corridor.engines.matching.checks import check_candidates, check_vacancies
from corridor.engines.matching.reference import skill_weight
from corridor.engines.matching.types import (
    NO_DATE,
    Bytes,
    CandidateRow,
    Candidates,
    Floats,
    Id,
    Ints,
    Lists,
    Store,
    Vacancies,
    VacancyRow,
    Vocabulary,
)

EPOCH = date(1970, 1, 1).toordinal()
Words = dict[str, int]
T = TypeVar("T")


def store_from_rows(candidates: Sequence[CandidateRow], vacancies: Sequence[VacancyRow]) -> Store:
    """Return the market of these rows as columns, sorted by id.

    Parameters
    ----------
    candidates, vacancies : rows in any order; ids of one side are all integers or all strings

    Raises
    ------
    InputError : a duplicate id, an unusable code, level, number or date, or a vacancy without essential skills

    Examples
    --------
    >>> store = store_from_rows([CandidateRow(7, skills=["weld"])], [VacancyRow(1, None, ["weld"])])
    >>> len(store.candidates), store.words.skills
    (1, ('weld',))
    """
    check_candidates(candidates)
    check_vacancies(vacancies)
    people = sorted(candidates, key=lambda row: row.candidate_id)
    posts = sorted(vacancies, key=lambda row: row.vacancy_id)
    words = vocabulary_of(people, posts)
    columns = vacancy_columns(posts, words)
    weights = weigh_skills(columns.essential, columns.optional, skills=len(words.skills), vacancies=len(posts))
    return Store(candidate_columns(people, words), columns, words, weights)


def vocabulary_of(people: Sequence[CandidateRow], posts: Sequence[VacancyRow]) -> Vocabulary:
    """Return the words that either side uses."""
    occupations = {code for row in people for code, _ in row.occupations or ()}
    skills = {str(skill) for row in people for skill in row.skills or ()}
    both: tuple[CandidateRow | VacancyRow, ...] = (*people, *posts)
    languages = {code for row in both for code, _ in row.languages or ()}
    countries = {code for row in people for code in (*(row.destinations or ()), *(row.recognised_in or ()))}
    licences = {code for row in both for code in row.licences or ()}
    return Vocabulary(
        occupations=tuple(sorted(occupations | {row.occupation for row in posts if row.occupation is not None})),
        skills=tuple(
            sorted(skills | {str(s) for r in posts for s in (*r.essential_skills, *(r.optional_skills or ()))})
        ),
        languages=tuple(sorted(languages)),
        countries=tuple(sorted(countries | {row.country for row in posts if row.country is not None})),
        licences=tuple(sorted(licences)),
    )


def candidate_columns(people: Sequence[CandidateRow], words: Vocabulary) -> Candidates:
    """Return candidates, already sorted by id, as columns."""
    occupation, skill, language, country, licence = indices_of(words)
    occupations, years = occupation_lists([row.occupations for row in people], occupation)
    languages, levels = language_lists([row.languages for row in people], language)
    return Candidates(
        ids=id_array([row.candidate_id for row in people]),
        occupations=occupations,
        years=years,
        skills=word_lists([row.skills for row in people], skill),
        languages=languages,
        levels=levels,
        eqf=small([row.eqf for row in people], missing=0),
        destinations=word_lists([row.destinations for row in people], country),
        recognised_in=word_lists([row.recognised_in for row in people], country),
        available=days([row.available for row in people]),
        licences=word_lists([row.licences for row in people], licence),
        birth_date=days([row.birth_date for row in people]),
        min_salary_eur=floats([row.min_salary_eur for row in people]),
        remote=small([row.remote for row in people], missing=-1),
    )


def vacancy_columns(posts: Sequence[VacancyRow], words: Vocabulary) -> Vacancies:
    """Return vacancies, already sorted by id, as columns."""
    occupation, skill, language, country, licence = indices_of(words)
    languages, levels = language_lists([row.languages for row in posts], language)
    return Vacancies(
        ids=id_array([row.vacancy_id for row in posts]),
        employer_ids=tuple(row.employer_id for row in posts),
        occupation=whole([None if row.occupation is None else occupation[row.occupation] for row in posts]),
        essential=word_lists([row.essential_skills for row in posts], skill),
        optional=word_lists([row.optional_skills for row in posts], skill),
        languages=languages,
        levels=levels,
        eqf_min=small([row.eqf_min for row in posts], missing=0),
        regulated=small([row.regulated for row in posts], missing=-1),
        years_min=floats([row.years_min for row in posts]),
        country=whole([None if row.country is None else country[row.country] for row in posts]),
        positions=whole([row.positions for row in posts]),
        start=days([row.start for row in posts]),
        licences=word_lists([row.licences for row in posts], licence),
        salary_eur=floats([row.salary_eur for row in posts]),
        remote=small([row.remote for row in posts], missing=-1),
        age_min=whole([row.age_min for row in posts]),
        age_max=whole([row.age_max for row in posts]),
    )


def indices_of(words: Vocabulary) -> tuple[Words, Words, Words, Words, Words]:
    """Return the number of every word, by kind."""
    kinds = (words.occupations, words.skills, words.languages, words.countries, words.licences)
    occupation, skill, language, country, licence = ({word: i for i, word in enumerate(kind)} for kind in kinds)
    return occupation, skill, language, country, licence


def id_array(ids: Sequence[Id]) -> npt.NDArray[np.generic]:
    """Return ids as int64, or as Python strings."""
    return np.array(ids, dtype=np.int64 if ids and isinstance(ids[0], int) else object)


def lists_of(rows: Iterable[Sequence[int] | None]) -> Lists:
    """Return lists of numbers as one column."""
    held = list(rows)
    lengths = np.fromiter((len(row or ()) for row in held), np.int64, len(held))
    start = np.zeros(len(held) + 1, np.int64)
    np.cumsum(lengths, out=start[1:])
    value = np.fromiter((number for row in held for number in row or ()), np.int32, int(start[-1]))
    return Lists(start, value, np.fromiter((row is not None for row in held), np.bool_, len(held)))


def word_lists(rows: Sequence[Sequence[Id] | None], index: Words) -> Lists:
    """Return lists of words as numbers, distinct and ascending."""
    return lists_of(None if row is None else sorted({index[str(word)] for word in row}) for row in rows)


def occupation_lists(rows: Sequence[Sequence[tuple[str, float | None]] | None], index: Words) -> tuple[Lists, Floats]:
    """Return occupations as numbers with their years, in the order of the code."""
    ordered = [
        None if row is None else sorted(((index[code], years) for code, years in row), key=lambda pair: pair[0])
        for row in rows
    ]
    lists = lists_of(None if row is None else [number for number, _ in row] for row in ordered)
    return lists, floats([years for row in ordered for _, years in row or ()])


def language_lists(rows: Sequence[Sequence[tuple[str, int]] | None], index: Words) -> tuple[Lists, Bytes]:
    """Return languages as numbers with levels, one entry per language at its best level."""
    best = [None if row is None else best_levels(row, index) for row in rows]
    lists = lists_of(None if row is None else list(row) for row in best)
    return lists, small([level for row in best for level in (row or {}).values()], missing=0)


def best_levels(row: Sequence[tuple[str, int]], index: Words) -> dict[int, int]:
    """Return the best level per language, languages ascending."""
    best: dict[int, int] = {}
    for language, level in sorted((index[language], level) for language, level in row):
        best[language] = max(level, best.get(language, 0))
    return best


def small(values: Sequence[int | None], *, missing: int) -> Bytes:
    """Return small whole numbers and truth values as int8."""
    return np.array([missing if value is None else int(value) for value in values], np.int8)


def whole(values: Sequence[int | None]) -> Ints:
    """Return whole numbers as int32, -1 where not given."""
    return np.array([-1 if value is None else value for value in values], np.int32)


def floats(values: Sequence[float | None]) -> Floats:
    """Return numbers as float64, NaN where not given."""
    return np.array([np.nan if value is None else value for value in values], np.float64)


def days(values: Sequence[date | None]) -> Ints:
    """Return dates as days since 1970."""
    return np.array([NO_DATE if value is None else value.toordinal() - EPOCH for value in values], np.int32)


def weigh_skills(essential: Lists, optional: Lists, *, skills: int, vacancies: int) -> Ints:
    """Return the weight of every skill, 0 for skills that no vacancy names."""
    rows = np.concatenate([row_of_value(essential), row_of_value(optional)])
    named = distinct(np.concatenate([essential.value, optional.value]) + rows * max(skills, 1))
    # Many skills are named equally often, and the logarithm is taken one by one: once per count is enough.
    naming, place = np.unique(np.bincount(named % max(skills, 1), minlength=skills), return_inverse=True)
    weight = np.array([skill_weight(vacancies, count) if count else 0 for count in naming.tolist()], np.int32)
    return np.asarray(weight[place])


def distinct(keys: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return distinct numbers in ascending order; for many nearly distinct ones sorting beats numpy's own hashing."""
    ordered = np.sort(keys)
    is_first = np.ones(len(ordered), np.bool_)
    is_first[1:] = ordered[1:] != ordered[:-1]
    return ordered[is_first]


def in_order(keys: tuple[npt.NDArray[np.int64], ...]) -> npt.NDArray[np.int64]:
    """Return the order of rows by several small whole numbers, the last one first, as `numpy.lexsort` does.

    One sort of numbers that hold all of them, and the row, takes a quarter of the time of one sort for each.
    """
    packed, room = np.zeros(len(keys[0]), np.int64), 1
    for key in keys:
        base = int(key.max(initial=0)) + 1
        if room * base * max(len(key), 1) >= 2**62:
            return np.lexsort(keys)
        packed += key.astype(np.int64) * room
        room *= base
    packed *= max(len(packed), 1)
    packed += np.arange(len(packed))
    packed.sort()
    return packed % max(len(packed), 1)


def row_of_value(lists: Lists) -> npt.NDArray[np.int64]:
    """Return the row to which every value belongs."""
    return np.repeat(np.arange(len(lists.given)), np.diff(lists.start))


def candidate_row(store: Store, index: int) -> CandidateRow:
    """Return one candidate as a row again."""
    them, words = store.candidates, store.words
    return CandidateRow(
        candidate_id=them.ids[index : index + 1].tolist()[0],
        occupations=paired(them.occupations, index, words.occupations, them.years, number_or_none),
        skills=named(them.skills, index, words.skills),
        languages=paired(them.languages, index, words.languages, them.levels, int),
        eqf=int(them.eqf[index]) or None,
        destinations=named(them.destinations, index, words.countries),
        recognised_in=named(them.recognised_in, index, words.countries),
        available=date_or_none(them.available[index]),
        licences=named(them.licences, index, words.licences),
        birth_date=date_or_none(them.birth_date[index]),
        min_salary_eur=number_or_none(them.min_salary_eur[index]),
        remote=truth_or_none(them.remote[index]),
    )


def vacancy_row(store: Store, index: int) -> VacancyRow:
    """Return one vacancy as a row again."""
    them, words = store.vacancies, store.words
    occupation, country = whole_or_none(them.occupation[index]), whole_or_none(them.country[index])
    return VacancyRow(
        vacancy_id=them.ids[index : index + 1].tolist()[0],
        occupation=None if occupation is None else words.occupations[occupation],
        essential_skills=named(them.essential, index, words.skills) or (),
        optional_skills=named(them.optional, index, words.skills),
        languages=paired(them.languages, index, words.languages, them.levels, int),
        eqf_min=int(them.eqf_min[index]) or None,
        regulated=truth_or_none(them.regulated[index]),
        years_min=number_or_none(them.years_min[index]),
        country=None if country is None else words.countries[country],
        positions=int(them.positions[index]),
        start=date_or_none(them.start[index]),
        licences=named(them.licences, index, words.licences),
        salary_eur=number_or_none(them.salary_eur[index]),
        remote=truth_or_none(them.remote[index]),
        age_min=whole_or_none(them.age_min[index]),
        age_max=whole_or_none(them.age_max[index]),
        employer_id=them.employer_ids[index],
    )


def named(lists: Lists, row: int, words: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return the words of one row, or None where they were not given."""
    return tuple(words[number] for number in lists.of(row).tolist()) if lists.given[row] else None


def paired(
    lists: Lists, row: int, words: tuple[str, ...], beside: npt.NDArray[np.generic], read: Callable[[float], T]
) -> tuple[tuple[str, T], ...] | None:
    """Return the words of one row with what stands beside them, or None where they were not given."""
    found = named(lists, row, words)
    if found is None:
        return None
    values = beside[lists.start[row] : lists.start[row + 1]].tolist()
    return tuple((word, read(value)) for word, value in zip(found, values, strict=True))


def date_or_none(day: int) -> date | None:
    """Return the date of a day number."""
    return None if day == NO_DATE else date.fromordinal(int(day) + EPOCH)


def number_or_none(value: float) -> float | None:
    """Return the number, or None for NaN."""
    return None if np.isnan(value) else float(value)


def truth_or_none(value: int) -> bool | None:
    """Return True, False, or None for -1."""
    return None if value < 0 else bool(value)


def whole_or_none(value: int) -> int | None:
    """Return the whole number, or None for -1."""
    return None if value < 0 else int(value)

"""One row as a record, without the way through columns: a question must not wait for a hundred small arrays."""

import math
from collections.abc import Iterable, Mapping

import numpy as np

from corridor.engines.matching.checks import check_candidates, check_vacancies
from corridor.engines.matching.live.records import LAST_DAY, OLDEST, Records
from corridor.engines.matching.live.words import UNKNOWN, Scale, Words
from corridor.engines.matching.rows import EPOCH
from corridor.engines.matching.types import NO_DATE, CandidateRow, VacancyRow

START, FLOAT_START = np.zeros(1, np.int64), np.zeros(1, np.int64)


def person_record(row: CandidateRow, words: Words) -> Records:
    """Return a candidate as a record; words that the index does not know count for nothing.

    Raises
    ------
    InputError : a row that can not be matched
    """
    check_candidates([row])
    spoken = best_levels(row.languages or (), words.languages)
    occupations = row.occupations or ()
    licences = known(row.licences or (), words.licences)
    skills = known(map(str, row.skills or ()), words.skills)
    masks = masks_of(row, words)
    head = (
        0 if row.birth_date is None else day_number(row.birth_date.year, row.birth_date.month, row.birth_date.day),
        -1 if row.remote is None else int(row.remote),
        row.languages is not None,
        row.occupations is not None,
        row.licences is not None,
        row.eqf or 127,
        NO_DATE if row.available is None else row.available.toordinal() - EPOCH,
        len(masks) // 2,
        len(spoken),
        len(occupations),
        len(licences),
        len(skills),
    )
    codes = [words.occupations.get(code, UNKNOWN) for code, _ in occupations]
    units = [int(code[:4]) for code, _ in occupations]
    years = [math.nan if value is None else value for _, value in occupations]
    money = math.nan if row.min_salary_eur is None else row.min_salary_eur
    return record_of([*head, *masks, *spoken, *codes, *units, *licences, *skills], [money, *years])


def vacancy_record(row: VacancyRow, words: Words, scale: Scale) -> Records:
    """Return a vacancy as a record; a skill that the index does not know weighs, and nobody has it.

    Raises
    ------
    InputError : a row that can not be matched
    """
    check_vacancies([row])
    essential, essential_total = weighed(row.essential_skills, words, scale)
    optional, optional_total = weighed(row.optional_skills or (), words, scale)
    asked = best_levels(row.languages or (), words.languages, unknown=UNKNOWN)
    licences = sorted({words.licences.get(word, UNKNOWN) for word in row.licences or ()})
    latest, after = births(row)
    head = (
        essential_total,
        optional_total,
        len(essential),
        len(optional),
        -1 if row.occupation is None else words.occupations.get(row.occupation, UNKNOWN + 1),
        -1 if row.occupation is None else int(row.occupation[:4]),
        -1 if row.country is None else words.countries.get(row.country, UNKNOWN),
        bool(row.regulated),
        row.eqf_min or 0,
        LAST_DAY if row.start is None else row.start.toordinal() - EPOCH,
        -1 if row.remote is None else int(row.remote),
        latest,
        after,
        len(asked),
        len(licences),
    )
    salary, years = (math.nan if value is None else value for value in (row.salary_eur, row.years_min))
    return record_of([*head, *essential, *optional, *asked, *licences], [salary, years])


def record_of(numbers: list[int], floats: list[float]) -> Records:
    """Return one record."""
    return Records(np.array(numbers, np.int32), START, np.array(floats, np.float64), FLOAT_START)


def known(names: Iterable[str], numbers: Mapping[str, int]) -> list[int]:
    """Return the distinct numbers of known words."""
    return sorted({numbers[name] for name in names if name in numbers})


def best_levels(
    languages: Iterable[tuple[str, int]], numbers: Mapping[str, int], *, unknown: int | None = None
) -> list[int]:
    """Return 8 x language + best level, ascending; unknown languages are left out, or stand for one that is named."""
    best: dict[int, int] = {}
    for language, level in languages:
        number = numbers.get(language, unknown)
        if number is not None:
            best[number] = max(level, best.get(number, 0))
    return [8 * language + level for language, level in sorted(best.items())]


def masks_of(row: CandidateRow, words: Words) -> list[int]:
    """Return the masks of accepted countries and of those where the qualification is recognised as well."""
    count = len(words.countries) // 32 + 2
    accepts = mask_of(row.destinations or (), words.countries, count, is_any=not row.destinations)
    recognised = mask_of(row.recognised_in or (), words.countries, count, is_any=row.recognised_in is None)
    return accepts + [a & r for a, r in zip(accepts, recognised, strict=True)]


def mask_of(names: Iterable[str], numbers: Mapping[str, int], count: int, *, is_any: bool) -> list[int]:
    """Return one bit per country in words of 32 bits, as signed numbers, and a last word for any country."""
    if is_any:
        return [-1] * count
    bits = [0] * count
    for number in known(names, numbers):
        bits[number >> 5] |= 1 << (number & 31)
    return [word - 2**32 if word >= 2**31 else word for word in bits]


def weighed(skills: Iterable[object], words: Words, scale: Scale) -> tuple[list[int], int]:
    """Return the known skills that a vacancy names, and the weight of all of them."""
    distinct = {str(skill) for skill in skills}
    numbers = known(distinct, words.skills)
    total = sum(scale.weight[numbers].tolist()) if numbers else 0
    return numbers, total + scale.unnamed * (len(distinct) - len(numbers))


def births(row: VacancyRow) -> tuple[int, int]:
    """Return the latest date of birth that is old enough and the latest one that is too old, as yyyymmdd."""
    latest, after = LAST_DAY, -1
    if row.start is not None:
        start = day_number(row.start.year, row.start.month, row.start.day)
        latest = latest if row.age_min is None else start - 10_000 * min(row.age_min, OLDEST)
        after = after if row.age_max is None else start - 10_000 * (min(row.age_max, OLDEST) + 1)
    return latest, after


def day_number(year: int, month: int, day: int) -> int:
    """Return a date as yyyymmdd."""
    return 10_000 * year + 100 * month + day

"""People and vacancies as records: one run of whole numbers each, so that a pair is scored from one place in memory.

A record begins with a head whose columns are named below, and goes on with lists whose lengths the head tells. Numbers
of words (skills, codes, languages, countries, licences) are those of `words.Words`; unit groups are plain numbers.
"""

from collections.abc import Sequence
from enum import IntEnum
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from corridor.engines.matching.broadcast import calendar
from corridor.engines.matching.copies import copy_lists
from corridor.engines.matching.live.words import Numbers, Scale, mapped
from corridor.engines.matching.rows import row_of_value
from corridor.engines.matching.types import NO_DATE, Bytes, Candidates, Floats, Ints, Lists, Longs, Store, Vacancies

LAST_DAY = np.iinfo(np.int32).max
OLDEST = 10_000


class Person(IntEnum):
    """The head of a candidate's record.

    Then follow `MASKS` words with one bit per accepted country, as many for the accepted countries where the
    qualification is recognised (the last word of each is all bits if any country passes, else none), languages
    (8 x language + level), codes, unit groups, licences and skills. Floats: the least salary, then years by occupation.
    """

    BORN = 0
    REMOTE = 1
    GIVES_LANGUAGES = 2
    GIVES_OCCUPATIONS = 3
    GIVES_LICENCES = 4
    EQF = 5
    AVAILABLE = 6
    MASKS = 7
    LANGUAGES = 8
    OCCUPATIONS = 9
    LICENCES = 10
    SKILLS = 11
    HEAD = 12


class Post(IntEnum):
    """The head of a vacancy's record.

    Then follow essential and optional skills, languages (8 x language + level) and licences. `UNIT` and `COUNTRY` are
    -1 where not given, `LATEST` and `AFTER` the dates of birth between which the age limits allow. Floats: salary and
    least years.
    """

    ESSENTIAL_TOTAL = 0
    OPTIONAL_TOTAL = 1
    ESSENTIAL = 2
    OPTIONAL = 3
    CODE = 4
    UNIT = 5
    COUNTRY = 6
    REGULATED = 7
    EQF_MIN = 8
    START = 9
    REMOTE = 10
    LATEST = 11
    AFTER = 12
    LANGUAGES = 13
    LICENCES = 14
    HEAD = 15


class Records(NamedTuple):
    """Records by place: record p begins at `at[p]` in `words` and at `float_at[p]` in `floats`."""

    words: Ints
    at: Longs
    floats: Floats
    float_at: Longs


def people_records(store: Store, numbers: Numbers) -> Records:
    """Return the records of a store's candidates, those of one unit group near each other."""
    them, units = store.candidates, units_of(store)
    accepts = masks_of(
        mapped(them.destinations, numbers.country), numbers.countries, is_any=lengths(them.destinations) == 0
    )
    known = masks_of(mapped(them.recognised_in, numbers.country), numbers.countries, is_any=~them.recognised_in.given)
    own = Lists(them.occupations.start, units[them.occupations.value], them.occupations.given)
    lists = (
        spoken(mapped(them.languages, numbers.language), them.levels),
        mapped(them.occupations, numbers.occupation),
        own,
        mapped(them.licences, numbers.licence),
        mapped(them.skills, numbers.skill),
    )
    masks = np.concatenate([accepts, accepts & known], axis=1)
    head = np.empty((len(them), Person.HEAD), np.int32)
    for column, value in people_heads(them).items():
        head[:, column] = value
    head[:, Person.MASKS] = accepts.shape[1]
    first = np.append(own.value, 0)[np.minimum(own.start[:-1], len(own.value))]
    order = np.argsort(np.where(lengths(own) > 0, first, -1), kind="stable")
    words, at = in_one_run(np.concatenate([head, masks], axis=1), lists, order)
    float_at = np.arange(len(them)) + them.occupations.start[:-1]
    floats = np.empty(len(them) + len(them.years))
    floats[float_at] = them.min_salary_eur
    floats[np.arange(len(them.years)) + row_of_value(them.occupations) + 1] = them.years
    return Records(words, at, floats, float_at)


def people_heads(them: Candidates) -> dict[Person, npt.NDArray[np.generic]]:
    """Return the columns of the heads of candidates."""
    return {
        Person.BORN: calendar(them.birth_date),
        Person.REMOTE: them.remote,
        Person.GIVES_LANGUAGES: them.languages.given,
        Person.GIVES_OCCUPATIONS: them.occupations.given,
        Person.GIVES_LICENCES: them.licences.given,
        Person.EQF: np.where(them.eqf == 0, 127, them.eqf),
        Person.AVAILABLE: them.available,
        Person.LANGUAGES: lengths(them.languages),
        Person.OCCUPATIONS: lengths(them.occupations),
        Person.LICENCES: lengths(them.licences),
        Person.SKILLS: lengths(them.skills),
    }


def post_records(store: Store, numbers: Numbers, scale: Scale, order: Longs) -> Records:
    """Return the records of a store's vacancies, in the order in which they are walked through."""
    them = store.vacancies
    essential, optional = mapped(them.essential, numbers.skill), mapped(them.optional, numbers.skill)
    lists = (
        essential,
        optional,
        spoken(mapped(them.languages, numbers.language), them.levels),
        mapped(them.licences, numbers.licence),
    )
    head = np.empty((len(them), Post.HEAD), np.int32)
    for column, value in post_heads(store, numbers).items():
        head[:, column] = value
    head[:, Post.ESSENTIAL_TOTAL] = total_of(essential, scale.weight)
    head[:, Post.OPTIONAL_TOTAL] = total_of(optional, scale.weight)
    words, at = in_one_run(head, lists, order)
    floats = np.column_stack([them.salary_eur, them.years_min]).ravel()
    return Records(words, at, floats, 2 * np.arange(len(them)))


def post_heads(store: Store, numbers: Numbers) -> dict[Post, npt.NDArray[np.generic]]:
    """Return the columns of the heads of vacancies, but for the weights of their skills."""
    them = store.vacancies
    latest, after = births(them)
    return {
        Post.ESSENTIAL: lengths(them.essential),
        Post.OPTIONAL: lengths(them.optional),
        Post.CODE: np.append(numbers.occupation, -1)[them.occupation],
        Post.UNIT: np.append(units_of(store), -1)[them.occupation],
        Post.COUNTRY: np.append(numbers.country, -1)[them.country],
        Post.REGULATED: them.regulated == 1,
        Post.EQF_MIN: them.eqf_min,
        Post.START: np.where(them.start == NO_DATE, LAST_DAY, them.start),
        Post.REMOTE: them.remote,
        Post.LATEST: latest,
        Post.AFTER: after,
        Post.LANGUAGES: lengths(them.languages),
        Post.LICENCES: lengths(them.licences),
    }


def births(them: Vacancies) -> tuple[Longs, Longs]:
    """Return the latest date of birth that is old enough and the latest one that is too old, as yyyymmdd.

    Whole years are a difference of yyyymmdd divided by 10,000, so a limit of age is a limit of the date of birth.
    """
    starts, low, high = calendar(them.start), them.age_min, them.age_max
    by_low = starts - 10_000 * np.minimum(low, OLDEST).astype(np.int64)
    by_high = starts - 10_000 * (np.minimum(high, OLDEST).astype(np.int64) + 1)
    latest = np.where((starts > 0) & (low >= 0), by_low, LAST_DAY)
    return latest, np.where((starts > 0) & (high >= 0), by_high, -1)


def units_of(store: Store) -> Ints:
    """Return the unit group of every occupation word as a number."""
    return np.array([int(code[:4]) for code in store.words.occupations], np.int32)


def lengths(lists: Lists) -> Longs:
    """Return how many numbers each row has."""
    return np.diff(lists.start)


def spoken(languages: Lists, levels: Bytes) -> Lists:
    """Return languages and levels as single numbers."""
    return Lists(languages.start, languages.value * 8 + levels, languages.given)


def masks_of(lists: Lists, countries: int, *, is_any: npt.NDArray[np.bool_]) -> Ints:
    """Return one bit per country and row, 32 to a word, and a last word that tells whether any country passes."""
    bits = np.zeros((len(lists.given), countries // 32 + 2), np.int32)
    np.bitwise_or.at(bits, (row_of_value(lists), lists.value >> 5), np.left_shift(np.int32(1), lists.value & 31))
    bits[is_any] = -1
    return bits


def total_of(lists: Lists, weight: Ints) -> Longs:
    """Return the weight of all skills of every row."""
    found = np.bincount(row_of_value(lists), weights=weight[lists.value], minlength=len(lists.given))
    return found.astype(np.int64)


def in_one_run(head: Ints, lists: Sequence[Lists], order: Longs) -> tuple[Ints, Longs]:
    """Return heads and lists of every row behind each other, rows in the given order, and where each row begins."""
    sizes = np.column_stack([np.full(len(head), head.shape[1], np.int64), *(lengths(kind) for kind in lists)])
    ends = np.cumsum(sizes, axis=1)
    at = np.zeros(len(head), np.int64)
    at[order] = np.cumsum(ends[order, -1]) - ends[order, -1]
    words = np.empty(int(ends[:, -1].sum()), np.int32)
    for column in range(head.shape[1]):
        words[at + column] = head[:, column]
    cuts, rows = at[:, None] + ends, np.arange(len(head))
    for column, kind in enumerate(lists):
        copy_lists(kind.start, kind.value.astype(np.int32, copy=False), rows, cuts, column, words)
    return words, at

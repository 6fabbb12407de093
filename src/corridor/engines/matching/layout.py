"""The market as the compiled loops read it.

Each side comes as four arrays: the compiler's time grows with the number of arrays that a function takes, and all
that a condition needs of one row is read from one place in memory. The loops are kept compiled on disk until their own
file changes: whoever moves a column here touches `kernels.py` as well.
"""

from enum import IntEnum
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from corridor.engines.matching.broadcast import calendar
from corridor.engines.matching.entries import Entries
from corridor.engines.matching.rows import row_of_value
from corridor.engines.matching.types import (
    NO_DATE,
    Asking,
    Bytes,
    Flags,
    Floats,
    Ints,
    Lists,
    Longs,
    Occupations,
    Options,
    Store,
)

LAST = 0xFFFFFFFF
LAST_DAY = np.iinfo(np.int32).max


class Person(IntEnum):
    """Columns of `People.numbers`; then follow two masks with one bit per country, 32 to a column.

    The first mask tells the accepted countries, the second one those where the qualification is recognised; all
    bits are set where any country passes.
    """

    EQF = 0
    AVAILABLE = 1
    BORN = 2
    REMOTE = 3
    GIVES_LANGUAGES = 4
    GIVES_LICENCES = 5
    MASKS = 6


class Post(IntEnum):
    """Columns of `Posts.numbers`; a start that was not given is the last day that there is."""

    GROUP = 0
    COUNTRY = 1
    REGULATED = 2
    EQF_MIN = 3
    START = 4
    OCCUPATION = 5
    HAS_AGE = 6
    AGE_MIN = 7
    AGE_MAX = 8
    CALENDAR = 9
    REMOTE = 10
    ESSENTIAL_TOTAL = 11
    OPTIONAL_TOTAL = 12


class People(NamedTuple):
    """Candidates as the loops read them.

    `cuts[c]` are five places in `words`: between them stand languages (8 x language + level), occupations, licences
    and skills, each ascending. `money` is the least salary.
    """

    numbers: Ints
    cuts: Longs
    words: Ints
    money: Floats


class Posts(NamedTuple):
    """Vacancies as the loops read them.

    `cuts[v]` are five places in `words`: languages (8 x language + level), licences, essential, optional skills.
    `money` holds salary and least years.
    """

    numbers: Ints
    cuts: Longs
    words: Ints
    money: Floats


class Near(NamedTuple):
    """Entries of each asking row's key: candidates by unit group, or unit groups by candidate.

    `years` has two columns: for the score, and for the test. `post_start` and `post` list vacancies by unit group.
    """

    start: Longs
    other: Ints
    is_near: Bytes
    years: Floats
    post_start: Longs
    post: Ints


class Pool(NamedTuple):
    """The possible partners of one asking row, with nearness and years of the occupation."""

    other: Ints
    is_near: Bytes
    years: Floats


class Job(NamedTuple):
    """What all rows of one ranking share: weights of skills, shares of the parts, list length, mode."""

    weight: Ints
    shares: Floats
    top: int
    is_open: bool


def people_of(store: Store) -> People:
    """Return candidates as the loops read them."""
    them, countries = store.candidates, len(store.words.countries)
    accepts = masks(them.destinations, countries, is_any=np.diff(them.destinations.start) == 0)
    recognised = masks(them.recognised_in, countries, is_any=~them.recognised_in.given)
    numbers = np.empty((len(them), Person.MASKS + accepts.shape[1] + recognised.shape[1]), np.int32)
    numbers[:, Person.EQF] = them.eqf
    numbers[:, Person.AVAILABLE] = them.available
    numbers[:, Person.BORN] = calendar(them.birth_date)
    numbers[:, Person.REMOTE] = them.remote
    numbers[:, Person.GIVES_LANGUAGES] = them.languages.given
    numbers[:, Person.GIVES_LICENCES] = them.licences.given
    numbers[:, Person.MASKS :] = np.concatenate([accepts, recognised], axis=1)
    lists = (spoken(them.languages, them.levels), them.occupations, them.licences, them.skills)
    cuts, words = side_by_side(lists)
    return People(numbers, cuts, words, them.min_salary_eur)


def posts_of(store: Store, group: Ints) -> Posts:
    """Return vacancies as the loops read them."""
    them = store.vacancies
    start = calendar(them.start)
    numbers = np.empty((len(them), len(Post)), np.int32)
    numbers[:, Post.GROUP] = group
    numbers[:, Post.COUNTRY] = them.country
    numbers[:, Post.REGULATED] = them.regulated
    numbers[:, Post.EQF_MIN] = them.eqf_min
    numbers[:, Post.START] = np.where(them.start == NO_DATE, LAST_DAY, them.start)
    numbers[:, Post.OCCUPATION] = them.occupation
    numbers[:, Post.HAS_AGE] = (start > 0) & ((them.age_min >= 0) | (them.age_max >= 0))
    numbers[:, Post.AGE_MIN] = them.age_min
    numbers[:, Post.AGE_MAX] = them.age_max
    numbers[:, Post.CALENDAR] = start
    numbers[:, Post.REMOTE] = them.remote
    numbers[:, Post.ESSENTIAL_TOTAL] = totals(them.essential, store.skill_weight)
    numbers[:, Post.OPTIONAL_TOTAL] = totals(them.optional, store.skill_weight)
    cuts, words = side_by_side((spoken(them.languages, them.levels), them.licences, them.essential, them.optional))
    money = np.column_stack([them.salary_eur, np.nan_to_num(them.years_min, nan=0.0)])
    return Posts(numbers, cuts, words, money)


def job_of(store: Store, options: Options) -> Job:
    """Return what all rows of one ranking share."""
    parts = options.weights
    shares = np.array([parts.essential, parts.optional, parts.occupation, parts.experience])
    return Job(store.skill_weight, shares, options.top, options.occupations is Occupations.OPEN)


def near_of(entries: Entries, asking: Asking, people: int) -> Near:
    """Return entries by the key of the asking side, and vacancies by unit group."""
    of_vacancy = np.where(entries.group_of_vacancy < 0, entries.groups, entries.group_of_vacancy)
    post = np.argsort(of_vacancy, kind="stable")
    post_start = np.searchsorted(of_vacancy[post], np.arange(entries.groups + 2)).astype(np.int64)
    years = np.column_stack([entries.years_score, entries.years_test])
    if asking is Asking.VACANCIES:
        return Near(entries.start, entries.candidate, entries.is_near, years, post_start, post.astype(np.int32))
    group = np.repeat(np.arange(entries.groups, dtype=np.int32), np.diff(entries.start))
    order = np.argsort(entries.candidate, kind="stable")
    start = np.searchsorted(entries.candidate[order], np.arange(people + 1)).astype(np.int64)
    return Near(start, group[order], entries.is_near[order], years[order], post_start, post.astype(np.int32))


def side_by_side(lists: tuple[Lists, ...]) -> tuple[Longs, Ints]:
    """Return several lists per row behind each other: the places where each begins, and all their numbers."""
    lengths = np.column_stack([np.diff(kind.start) for kind in lists])
    ends = np.cumsum(lengths.ravel()).reshape(lengths.shape)
    cuts = np.empty((len(ends), len(lists) + 1), np.int64)
    cuts[:, 1:] = ends
    cuts[:, 0] = ends[:, 0] - lengths[:, 0]
    words = np.empty(int(lengths.sum()), np.int32)
    for column, kind in enumerate(lists):
        shift = cuts[:, column] - kind.start[:-1]
        words[np.arange(len(kind.value)) + np.repeat(shift, lengths[:, column])] = kind.value
    return cuts, words


def spoken(languages: Lists, levels: Bytes) -> Lists:
    """Return languages and levels as single numbers."""
    return Lists(languages.start, languages.value * 8 + levels, languages.given)


def masks(lists: Lists, words: int, *, is_any: Flags) -> Ints:
    """Return one bit per word and row; all bits are set where any word passes."""
    bits = np.zeros((len(lists.given), words // 32 + 1), np.int32)
    np.bitwise_or.at(bits, (row_of_value(lists), lists.value >> 5), np.left_shift(np.int32(1), lists.value & 31))
    bits[is_any] = -1
    return bits


def totals(lists: Lists, weight: Ints) -> npt.NDArray[np.int64]:
    """Return the weight of all skills of every row."""
    found = np.bincount(row_of_value(lists), weights=weight[lists.value], minlength=len(lists.given))
    return found.astype(np.int64)

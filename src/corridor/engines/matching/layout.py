"""The market as the compiled loops read it.

Each side comes as few arrays: the compiler's time grows with the number of arrays that a function takes, and all
that a condition needs of one person is read from one place in memory; `slots.py` lays out the vacancies.
"""

from enum import IntEnum
from typing import NamedTuple

import numpy as np

from corridor.engines.matching.broadcast import calendar
from corridor.engines.matching.copies import side_by_side
from corridor.engines.matching.rows import row_of_value
from corridor.engines.matching.types import (
    Bytes,
    Flags,
    Floats,
    Ints,
    Lists,
    Longs,
    Options,
    Store,
)

LAST = 0xFFFFFFFF
LAST_DAY = np.iinfo(np.int32).max


class Person(IntEnum):
    """Columns of `People.numbers`; then follow two masks with one bit per country, 32 to a column.

    `AVAILABLE` is a day number, and then its place among the starts of the vacancies. The first mask tells the accepted
    countries, the second one those of them where the qualification is recognised; all bits are set where any country
    passes.
    """

    EQF = 0
    AVAILABLE = 1
    BORN = 2
    REMOTE = 3
    GIVES_LANGUAGES = 4
    GIVES_LICENCES = 5
    MASKS = 6


class People(NamedTuple):
    """Candidates as the loops read them.

    `cuts[c]` are five places in `words`: between them stand languages (8 x language + level), occupations, licences
    and skills, each ascending. `money` is the least salary.
    """

    numbers: Ints
    cuts: Longs
    words: Ints
    money: Floats


class Job(NamedTuple):
    """What all rows of one ranking share: weights of skills, shares of the parts, and how much room they take.

    `codes` and `languages` are how many there are, `features` how many skills and occupations one person may have.
    """

    weight: Ints
    shares: Floats
    codes: int
    languages: int
    features: int


def people_of(store: Store) -> People:
    """Return candidates as the loops read them."""
    them, countries = store.candidates, len(store.words.countries)
    accepts = masks(them.destinations, countries, is_any=np.diff(them.destinations.start) == 0)
    recognised = masks(them.recognised_in, countries, is_any=~them.recognised_in.given)
    # Where an occupation is regulated, a country must both be accepted and have recognised the qualification.
    recognised &= accepts
    numbers = np.empty((len(them), Person.MASKS + accepts.shape[1] + recognised.shape[1]), np.int32)
    numbers[:, Person.EQF] = them.eqf
    numbers[:, Person.AVAILABLE] = them.available
    numbers[:, Person.BORN] = calendar(them.birth_date)
    numbers[:, Person.REMOTE] = them.remote
    numbers[:, Person.GIVES_LANGUAGES] = them.languages.given
    numbers[:, Person.GIVES_LICENCES] = them.licences.given
    numbers[:, Person.MASKS :] = np.concatenate([accepts, recognised], axis=1)
    lists = (spoken(them.languages, them.levels), them.occupations, them.licences, them.skills)
    cuts, words = side_by_side(lists, np.arange(len(them)))
    return People(numbers, cuts, words, them.min_salary_eur)


def job_of(store: Store, options: Options) -> Job:
    """Return what all rows of one ranking share."""
    parts = options.weights
    shares = np.array([parts.essential, parts.optional, parts.occupation, parts.experience])
    them, words = store.candidates, store.words
    most = (int(np.diff(lists.start).max(initial=0)) for lists in (them.skills, them.occupations))
    return Job(store.skill_weight, shares, len(words.occupations), len(words.languages), sum(most))


def spoken(languages: Lists, levels: Bytes) -> Lists:
    """Return languages and levels as single numbers."""
    return Lists(languages.start, languages.value * 8 + levels, languages.given)


def masks(lists: Lists, words: int, *, is_any: Flags) -> Ints:
    """Return one bit per word and row; all bits are set where any word passes."""
    bits = np.zeros((len(lists.given), words // 32 + 1), np.int32)
    np.bitwise_or.at(bits, (row_of_value(lists), lists.value >> 5), np.left_shift(np.int32(1), lists.value & 31))
    bits[is_any] = -1
    return bits

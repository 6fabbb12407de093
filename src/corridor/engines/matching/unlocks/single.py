"""Who fails exactly one condition of a vacancy, and which: one vacancy at a time against many people at once."""

from dataclasses import dataclass

import numpy as np

from corridor.engines.matching.broadcast import calendar, levels_of, members
from corridor.engines.matching.entries import Entries, entries_of
from corridor.engines.matching.rows import row_of_value
from corridor.engines.matching.types import (
    NO_DATE,
    Bytes,
    Condition,
    Flags,
    Floats,
    Ints,
    Lists,
    Longs,
    Occupations,
    Options,
    Store,
)

CODES = tuple(Condition)
LANGUAGE_CODES = len(CODES)
"""From here on a code is a language: `code - LANGUAGE_CODES`."""


@dataclass(frozen=True, slots=True)
class Pool:
    """A market laid out for questions of one vacancy: tables by column, and who holds each word."""

    store: Store
    options: Options
    entries: Entries
    accepts: Flags
    recognised: Flags
    levels: Bytes
    holders_of_licence: Lists
    holders_of_skill: Lists
    born: Longs
    starts: Longs


@dataclass(frozen=True, slots=True)
class Tested:
    """People tested against one vacancy: how many conditions each fails, and the code of one of them.

    `code` is an index of `CODES`, or a language from `LANGUAGE_CODES` on; it is right where `fails` is 1.
    """

    person: Longs
    fails: Bytes
    code: Ints

    @property
    def eligible(self) -> Longs:
        return np.asarray(self.person[self.fails == 0])

    def single(self, code: int) -> Longs:
        """Return the people who fail this one alone."""
        return np.asarray(self.person[(self.fails == 1) & (self.code == code)])

    def codes(self) -> list[int]:
        """Return the codes that somebody fails alone."""
        return [int(code) for code in np.unique(self.code[self.fails == 1])]


def pool_of(store: Store, options: Options) -> Pool:
    """Return a market laid out by column. Holds one byte per person and language, and two per person and country."""
    people, words = store.candidates, store.words
    return Pool(
        store=store,
        options=options,
        entries=entries_of(store, options),
        accepts=np.asfortranarray(members(people.destinations, len(words.countries), empty_is_any=True)),
        recognised=np.asfortranarray(members(people.recognised_in, len(words.countries), empty_is_any=False)),
        levels=np.asfortranarray(levels_of(people.languages, people.levels, len(words.languages), not_given=127)),
        holders_of_licence=holders(people.licences, len(words.licences)),
        holders_of_skill=holders(people.skills, len(words.skills)),
        born=calendar(people.birth_date),
        starts=calendar(store.vacancies.start),
    )


def holders(lists: Lists, words: int) -> Lists:
    """Return for each word the rows that name it."""
    order = np.argsort(lists.value, kind="stable")
    start = np.searchsorted(lists.value[order], np.arange(words + 1)).astype(np.int64)
    return Lists(start, row_of_value(lists)[order].astype(np.int32), np.ones(words, np.bool_))


def near_people(pool: Pool, vacancy: int) -> tuple[Longs, Floats]:
    """Return the people whose occupation is near enough for a vacancy, with the years that count."""
    people = len(pool.store.candidates)
    group = int(pool.entries.group_of_vacancy[vacancy])
    if group < 0:
        return np.arange(people), np.full(people, np.inf)
    part = slice(pool.entries.start[group], pool.entries.start[group + 1])
    near = pool.entries.candidate[part].astype(np.int64)
    if pool.options.occupations is not Occupations.OPEN:
        return near, pool.entries.years_test[part]
    years = np.zeros(people)
    years[near] = pool.entries.years_test[part]
    return np.arange(people), years


def examined(pool: Pool, vacancy: int, person: Longs, years: Floats, far: Flags | None = None) -> Tested:
    """Return how many conditions of a vacancy each of these people fails; `far` marks occupations too far away."""
    fails, code = np.zeros(len(person), np.int8), np.zeros(len(person), np.int32)
    for number, failing in failures(pool, vacancy, person, years, far):
        fails += failing
        code += np.int32(number) * failing
    return Tested(person, fails, code)


def failures(pool: Pool, vacancy: int, person: Longs, years: Floats, far: Flags | None) -> list[tuple[int, Flags]]:
    """Return the conditions that a vacancy asks, each with those who fail it."""
    posts = pool.store.vacancies
    found: list[tuple[int, Flags]] = []
    country = int(posts.country[vacancy])
    if country >= 0:
        found.append((CODES.index(Condition.DESTINATION), ~pool.accepts[person, country]))
        if posts.regulated[vacancy] == 1:
            found.append((CODES.index(Condition.RECOGNITION), ~pool.recognised[person, country]))
    for language, level in minima_of(pool.store, vacancy).items():
        found.append((LANGUAGE_CODES + language, pool.levels[person, language] < level))
    too_few = years < np.nan_to_num(posts.years_min[vacancy], nan=0.0)
    if far is not None:
        # An occupation that is gained brings its own years, so one change meets both.
        found.append((CODES.index(Condition.OCCUPATION), far))
        too_few = too_few & ~far
    found.append((CODES.index(Condition.YEARS), too_few))
    return [*found, *plain_failures(pool, vacancy, person), *licence_and_age(pool, vacancy, person)]


def minima_of(store: Store, vacancy: int) -> dict[int, int]:
    """Return the language levels that a vacancy asks."""
    languages = store.vacancies.languages
    part = slice(languages.start[vacancy], languages.start[vacancy + 1])
    found: dict[int, int] = {}
    for language, level in zip(languages.value[part].tolist(), store.vacancies.levels[part].tolist(), strict=True):
        found[language] = max(level, found.get(language, 0))
    return found


def plain_failures(pool: Pool, vacancy: int, person: Longs) -> list[tuple[int, Flags]]:
    """Return those who fail the level of qualification, the start, the salary and remote work."""
    people, posts = pool.store.candidates, pool.store.vacancies
    found: list[tuple[int, Flags]] = []
    if posts.eqf_min[vacancy] > 0:
        eqf = people.eqf[person]
        found.append((CODES.index(Condition.EQF), (eqf != 0) & (eqf < posts.eqf_min[vacancy])))
    if posts.start[vacancy] != NO_DATE:
        found.append((CODES.index(Condition.AVAILABLE), people.available[person] > posts.start[vacancy]))
    # A comparison with NaN is False, so a salary that was not given is never too low.
    found.append((CODES.index(Condition.SALARY), people.min_salary_eur[person] > posts.salary_eur[vacancy]))
    if posts.remote[vacancy] == 0:
        found.append((CODES.index(Condition.REMOTE), people.remote[person] == 1))
    return found


def licence_and_age(pool: Pool, vacancy: int, person: Longs) -> list[tuple[int, Flags]]:
    """Return those who lack a licence, and those whose age on the start is outside the limits."""
    people, posts = pool.store.candidates, pool.store.vacancies
    found: list[tuple[int, Flags]] = []
    asked = posts.licences.of(vacancy)
    if len(asked):
        lacking = lacked(pool.holders_of_licence, asked, person).any(axis=1)
        found.append((CODES.index(Condition.LICENCES), lacking & people.licences.given[person]))
    low, high, start = int(posts.age_min[vacancy]), int(posts.age_max[vacancy]), int(pool.starts[vacancy])
    if start and (low >= 0 or high >= 0):
        born = pool.born[person]
        age = (start - born) // 10_000
        outside = ((low >= 0) & (age < low)) | ((high >= 0) & (age > high))
        found.append((CODES.index(Condition.AGE), (born != 0) & outside))
    return found


def holds(holders_of: Lists, word: int, person: Longs) -> Flags:
    """Return which of these people hold a word."""
    them = holders_of.of(word)
    if not len(them):
        return np.zeros(len(person), np.bool_)
    place = np.minimum(np.searchsorted(them, person), len(them) - 1)
    return np.asarray(them[place] == person)


def lacked(holders_of: Lists, asked: Ints, person: Longs) -> Flags:
    """Return which of the asked words (columns) each of these people (rows) lacks."""
    columns = [~holds(holders_of, word, person) for word in asked.tolist()]
    return np.stack(columns, axis=1) if columns else np.zeros((len(person), 0), np.bool_)

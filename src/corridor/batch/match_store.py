"""From tables to the columns of the engine; the same columns that its own rows would give."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from corridor.batch.match_items import Items, numbered
from corridor.batch.match_tables import Table
from corridor.engines.matching.rows import distinct, weigh_skills
from corridor.engines.matching.types import (
    NO_DATE,
    Bytes,
    Candidates,
    Floats,
    Id,
    Ints,
    Lists,
    Longs,
    Store,
    Vacancies,
    Vocabulary,
)


@dataclass(frozen=True, slots=True)
class Side:
    """One table in the order of its ids; `place[i]` is where row i of the file goes, None if it stays."""

    frame: pl.DataFrame
    lists: Mapping[str, Items]
    place: Longs | None


def store_from_tables(candidates: Table, vacancies: Table) -> Store:
    """Return the market of two checked tables, sorted by id.

    O(n log n) in the number of list items; holds one column of lists twice while sorting.
    """
    people, posts = side_of(candidates), side_of(vacancies)
    words = vocabulary_of(people, posts)
    columns = vacancy_columns(posts, words)
    weights = weigh_skills(columns.essential, columns.optional, skills=len(words.skills), vacancies=len(columns))
    return Store(candidate_columns(people, words), columns, words, weights)


def side_of(table: Table) -> Side:
    """Return a table by id."""
    order = table.order()
    if order is None:
        return Side(table.frame, table.lists, None)
    place = np.empty(len(table), np.int64)
    place[order.to_numpy()] = np.arange(len(table))
    return Side(table.frame[order], table.lists, place)


def vocabulary_of(people: Side, posts: Side) -> Vocabulary:
    """Return the words that either side uses, sorted by code point."""
    mine, theirs = people.lists, posts.lists
    return Vocabulary(
        occupations=words_in([mine["occupations"].words, posts.frame["occupation"]]),
        skills=words_in([mine["skills"].words, theirs["essential_skills"].words, theirs["optional_skills"].words]),
        languages=words_in([mine["languages"].words, theirs["languages"].words]),
        countries=words_in([mine["destinations"].words, mine["recognised_in"].words, posts.frame["country"]]),
        licences=words_in([mine["licences"].words, theirs["licences"].words]),
    )


def words_in(columns: Iterable[pl.Series]) -> tuple[str, ...]:
    """Return the distinct words of several columns."""
    parts = [column.rename("word").unique() for column in columns]
    return tuple(pl.concat(parts).unique().drop_nulls().sort().to_list())


def candidate_columns(people: Side, words: Vocabulary) -> Candidates:
    """Return candidates as columns."""
    plain, lists = people.frame, people.lists
    occupations, years = occupation_lists(people, words.occupations)
    languages, levels = language_lists(people, words.languages)
    return Candidates(
        ids=id_array(plain["candidate_id"]),
        occupations=occupations,
        years=years,
        skills=word_lists(people, lists["skills"], words.skills),
        languages=languages,
        levels=levels,
        eqf=small(plain["eqf"], missing=0),
        destinations=word_lists(people, lists["destinations"], words.countries),
        recognised_in=word_lists(people, lists["recognised_in"], words.countries),
        available=days(plain["available"]),
        licences=word_lists(people, lists["licences"], words.licences),
        birth_date=days(plain["birth_date"]),
        min_salary_eur=floats(plain["min_salary_eur"]),
        remote=small(plain["remote"], missing=-1),
    )


def vacancy_columns(posts: Side, words: Vocabulary) -> Vacancies:
    """Return vacancies as columns."""
    plain, lists = posts.frame, posts.lists
    languages, levels = language_lists(posts, words.languages)
    return Vacancies(
        ids=id_array(plain["vacancy_id"]),
        employer_ids=texts_of(plain["employer_id"]),
        occupation=places_of(plain["occupation"], words.occupations),
        essential=word_lists(posts, lists["essential_skills"], words.skills),
        optional=word_lists(posts, lists["optional_skills"], words.skills),
        languages=languages,
        levels=levels,
        eqf_min=small(plain["eqf_min"], missing=0),
        regulated=small(plain["regulated"], missing=-1),
        years_min=floats(plain["years_min"]),
        country=places_of(plain["country"], words.countries),
        positions=whole(plain["positions"]),
        start=days(plain["start"]),
        licences=word_lists(posts, lists["licences"], words.licences),
        salary_eur=floats(plain["salary_eur"]),
        remote=small(plain["remote"], missing=-1),
        age_min=whole(plain["age_min"]),
        age_max=whole(plain["age_max"]),
    )


def id_array(column: pl.Series) -> npt.NDArray[np.generic]:
    """Return ids as int64, or as Python strings."""
    if column.dtype == pl.Int64 and len(column):
        return column.to_numpy().copy()
    return np.array(column.to_list(), np.int64 if column.dtype == pl.Int64 else object)


def texts_of(column: pl.Series) -> tuple[Id | None, ...]:
    """Return a column of text, in which equal texts are one object."""
    number, words = numbered(column)
    # A missing text is number -1, which looks up the last place.
    return tuple(np.array([*words.to_list(), None], object)[number].tolist())


def places_of(column: pl.Series, words: tuple[str, ...]) -> Ints:
    """Return words as their places among sorted ones, -1 where missing."""
    if not words:
        return np.full(len(column), -1, np.int32)
    return column.cast(pl.Enum(list(words))).to_physical().cast(pl.Int32).fill_null(-1).to_numpy()


def in_order(side: Side, items: Items, place: Ints) -> tuple[Longs, Longs]:
    """Return, of every item, its row by id and the place of its word."""
    row = np.arange(len(items.given)) if side.place is None else side.place
    return np.repeat(row, np.diff(items.start)), place[items.number].astype(np.int64)


def lists_of(side: Side, items: Items, row: Longs, value: Ints) -> Lists:
    """Return items that are sorted by row as lists."""
    given = items.given
    if side.place is not None:
        given = np.empty_like(given)
        given[side.place] = items.given
    start = np.zeros(len(given) + 1, np.int64)
    np.cumsum(np.bincount(row, minlength=len(given)), out=start[1:])
    return Lists(start, value, given)


def word_lists(side: Side, items: Items, words: tuple[str, ...]) -> Lists:
    """Return lists of words as numbers, distinct and ascending."""
    row, word = in_order(side, items, places_of(items.words, words))
    bits = len(words).bit_length()
    row <<= bits
    row |= word
    both = distinct(row)
    return lists_of(side, items, both >> bits, (both & ((1 << bits) - 1)).astype(np.int32))


def occupation_lists(side: Side, words: tuple[str, ...]) -> tuple[Lists, Floats]:
    """Return occupations as numbers with their years, in the order of the code."""
    items = side.lists["occupations"]
    row, word = in_order(side, items, places_of(items.words, words))
    order = np.argsort(row << len(words).bit_length() | word, kind="stable")
    lists = lists_of(side, items, row[order], word[order].astype(np.int32))
    return lists, floats(beside(items))[order]


def language_lists(side: Side, words: tuple[str, ...]) -> tuple[Lists, Bytes]:
    """Return languages as numbers with levels, one entry per language at its best level."""
    items, bits = side.lists["languages"], len(words).bit_length()
    row, word = in_order(side, items, places_of(items.words, words))
    level = beside(items).cast(pl.Int64).fill_null(0).to_numpy()
    # A level takes three bits, so that the best one of a language comes last.
    ordered = np.sort((row << bits | word) << 3 | level)
    is_best = np.ones(len(ordered), np.bool_)
    is_best[:-1] = (ordered[1:] >> 3) != (ordered[:-1] >> 3)
    best = ordered[is_best]
    both = best >> 3
    lists = lists_of(side, items, both >> bits, (both & ((1 << bits) - 1)).astype(np.int32))
    return lists, (best & 7).astype(np.int8)


def beside(items: Items) -> pl.Series:
    """Return the years or levels of items."""
    return pl.Series([], dtype=pl.Float64) if items.beside is None else items.beside


def small(column: pl.Series, *, missing: int) -> Bytes:
    """Return small whole numbers and truth values as int8."""
    return column.cast(pl.Int8).fill_null(missing).to_numpy().copy()


def whole(column: pl.Series) -> Ints:
    """Return whole numbers as int32, -1 where missing."""
    return column.cast(pl.Int32).fill_null(-1).to_numpy().copy()


def floats(column: pl.Series) -> Floats:
    """Return numbers as float64, NaN where missing."""
    return column.cast(pl.Float64).fill_null(float("nan")).to_numpy().copy()


def days(column: pl.Series) -> Ints:
    """Return dates as days since 1970."""
    return column.to_physical().cast(pl.Int32).fill_null(NO_DATE).to_numpy().copy()

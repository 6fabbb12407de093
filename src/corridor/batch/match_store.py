"""From tables to the columns of the engine; the same columns that its own rows would give."""

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
import polars as pl

from corridor.batch.match_tables import Table
from corridor.engines.matching.rows import distinct, weigh_skills
from corridor.engines.matching.types import (
    NO_DATE,
    Bytes,
    Candidates,
    Floats,
    Ints,
    Lists,
    Store,
    Vacancies,
    Vocabulary,
)


def store_from_tables(candidates: Table, vacancies: Table) -> Store:
    """Return the market of two checked tables, sorted by id.

    O(n log n) in the number of list items; holds the lists twice while sorting.
    """
    people, posts = by_id(candidates), by_id(vacancies)
    words = vocabulary_of(people, posts)
    columns = vacancy_columns(posts, words)
    weights = weigh_skills(columns.essential, columns.optional, skills=len(words.skills), vacancies=len(columns))
    return Store(candidate_columns(people, words), columns, words, weights)


def by_id(table: Table) -> pl.DataFrame:
    """Return a table sorted by id: numbers by value, text by code point."""
    return table.frame.sort(table.layout.key)


def vocabulary_of(people: pl.DataFrame, posts: pl.DataFrame) -> Vocabulary:
    """Return the words that either side uses, sorted by code point."""
    return Vocabulary(
        occupations=words_in([members(people["occupations"], "code"), posts["occupation"]]),
        skills=words_in(items(frame[name]) for frame, name in skill_columns(people, posts)),
        languages=words_in([members(people["languages"], "code"), members(posts["languages"], "code")]),
        countries=words_in([items(people["destinations"]), items(people["recognised_in"]), posts["country"]]),
        licences=words_in([items(people["licences"]), items(posts["licences"])]),
    )


def skill_columns(people: pl.DataFrame, posts: pl.DataFrame) -> list[tuple[pl.DataFrame, str]]:
    """Return where skills stand."""
    return [(people, "skills"), (posts, "essential_skills"), (posts, "optional_skills")]


def words_in(columns: Iterable[pl.Series]) -> tuple[str, ...]:
    """Return the distinct words of several columns."""
    parts = [column.rename("word").unique() for column in columns]
    return tuple(pl.concat(parts).unique().drop_nulls().sort().to_list())


def items(column: pl.Series) -> pl.Series:
    """Return the items of a column of lists; empty and missing lists leave nothing."""
    return column.filter(column.list.len().fill_null(0) > 0).explode(empty_as_null=False)


def members(column: pl.Series, name: str) -> pl.Series:
    """Return one member of every item of a column of lists."""
    return items(column).struct.field(name)


def candidate_columns(people: pl.DataFrame, words: Vocabulary) -> Candidates:
    """Return candidates as columns."""
    occupations, years = occupation_lists(people["occupations"], words.occupations)
    languages, levels = language_lists(people["languages"], words.languages)
    return Candidates(
        ids=id_array(people["candidate_id"]),
        occupations=occupations,
        years=years,
        skills=word_lists(people["skills"], words.skills),
        languages=languages,
        levels=levels,
        eqf=small(people["eqf"], missing=0),
        destinations=word_lists(people["destinations"], words.countries),
        recognised_in=word_lists(people["recognised_in"], words.countries),
        available=days(people["available"]),
        licences=word_lists(people["licences"], words.licences),
        birth_date=days(people["birth_date"]),
        min_salary_eur=floats(people["min_salary_eur"]),
        remote=small(people["remote"], missing=-1),
    )


def vacancy_columns(posts: pl.DataFrame, words: Vocabulary) -> Vacancies:
    """Return vacancies as columns."""
    languages, levels = language_lists(posts["languages"], words.languages)
    return Vacancies(
        ids=id_array(posts["vacancy_id"]),
        employer_ids=tuple(posts["employer_id"].to_list()),
        occupation=numbers_of(posts["occupation"], words.occupations),
        essential=word_lists(posts["essential_skills"], words.skills),
        optional=word_lists(posts["optional_skills"], words.skills),
        languages=languages,
        levels=levels,
        eqf_min=small(posts["eqf_min"], missing=0),
        regulated=small(posts["regulated"], missing=-1),
        years_min=floats(posts["years_min"]),
        country=numbers_of(posts["country"], words.countries),
        positions=whole(posts["positions"]),
        start=days(posts["start"]),
        licences=word_lists(posts["licences"], words.licences),
        salary_eur=floats(posts["salary_eur"]),
        remote=small(posts["remote"], missing=-1),
        age_min=whole(posts["age_min"]),
        age_max=whole(posts["age_max"]),
    )


def id_array(column: pl.Series) -> npt.NDArray[np.generic]:
    """Return ids as int64, or as Python strings."""
    return np.array(column.to_list(), np.int64 if column.dtype == pl.Int64 else object)


def numbers_of(column: pl.Series, words: Sequence[str]) -> Ints:
    """Return words as numbers, -1 where missing."""
    if not words:
        return np.full(len(column), -1, np.int32)
    return column.cast(pl.Enum(list(words))).to_physical().cast(pl.Int32).fill_null(-1).to_numpy()


def rows_of(column: pl.Series) -> npt.NDArray[np.int64]:
    """Return the row of every item of a column of lists."""
    return np.repeat(np.arange(len(column)), column.list.len().fill_null(0).to_numpy().astype(np.int64))


def lists_of(column: pl.Series, row: npt.NDArray[np.int64], value: Ints) -> Lists:
    """Return items that are sorted by row as lists."""
    start = np.searchsorted(row, np.arange(len(column) + 1)).astype(np.int64)
    return Lists(start, value, column.is_not_null().to_numpy())


def word_lists(column: pl.Series, words: Sequence[str]) -> Lists:
    """Return lists of words as numbers, distinct and ascending."""
    size = max(len(words), 1)
    keys = distinct(rows_of(column) * size + numbers_of(items(column), words))
    return lists_of(column, keys // size, (keys % size).astype(np.int32))


def occupation_lists(column: pl.Series, words: Sequence[str]) -> tuple[Lists, Floats]:
    """Return occupations as numbers with their years, in the order of the code."""
    row, number = rows_of(column), numbers_of(members(column, "code"), words)
    order = np.lexsort((number, row))
    return lists_of(column, row[order], number[order]), floats(members(column, "years"))[order]


def language_lists(column: pl.Series, words: Sequence[str]) -> tuple[Lists, Bytes]:
    """Return languages as numbers with levels, one entry per language at its best level."""
    row, number = rows_of(column), numbers_of(members(column, "code"), words)
    level = small(members(column, "level"), missing=0)
    order = np.lexsort((level, number, row))
    row, number, level = row[order], number[order], level[order]
    is_best = np.ones(len(row), np.bool_)
    is_best[:-1] = (row[1:] != row[:-1]) | (number[1:] != number[:-1])
    return lists_of(column, row[is_best], number[is_best]), level[is_best]


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

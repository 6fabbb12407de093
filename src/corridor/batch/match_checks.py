"""What the tables of a match must hold; the first offending value is named with file, row and column."""

import numpy as np
import polars as pl

from corridor.batch.match_items import Items
from corridor.batch.match_layout import Kind
from corridor.batch.match_tables import Table
from corridor.engines.matching.checks import CODE, MOST_POSITIONS, refusal

CODE_PATTERN = f"^(?:{CODE.pattern})$"


def check_tables(candidates: Table, vacancies: Table) -> None:
    """Refuse tables that can not be matched.

    Raises
    ------
    InputError : an id that repeats or is missing, an unusable code, level, number, or no essential skills
    """
    for table in (candidates, vacancies):
        check_ids(table)
        check_languages(table)
        check_money_and_levels(table)
    check_occupations(candidates)
    check_vacancies(vacancies)


def refuse_first(table: Table, column: str, bad: pl.Series, problem: str, value: pl.Series | None = None) -> None:
    """Refuse the first row in which `bad` holds; the value shown is the column's own unless another is given."""
    if bad.any():
        row = bad.arg_max() or 0
        shown = table.frame.get_column(column) if value is None else value
        raise refusal(problem, row=f"{table.rows[row]} ({table.file})", column=column, value=shown[row])


def refuse_word(table: Table, column: str, bad: pl.Series, problem: str) -> None:
    """Refuse the first item that has no word, or one of those for which `bad` holds."""
    items = table.lists[column]
    # A missing word is number -1, which looks up the last place.
    is_bad = np.append(bad.to_numpy(), True)[items.number]
    if is_bad.any():
        place = int(is_bad.argmax())
        number = int(items.number[place])
        refuse_item(table, items, column, place, problem, None if number < 0 else items.words[number])


def refuse_number(table: Table, column: str, bad: pl.Series, problem: str) -> None:
    """Refuse the first item whose number is one of those in which `bad` holds."""
    items = table.lists[column]
    if bad.any() and items.beside is not None:
        place = bad.arg_max() or 0
        refuse_item(table, items, column, place, problem, items.beside[place])


def refuse_item(table: Table, items: Items, column: str, place: int, problem: str, value: object) -> None:
    """Refuse an item."""
    row = table.rows[items.row_of(place)]
    raise refusal(problem, row=f"{row} ({table.file})", column=column, value=value)


def numbers_of(table: Table, column: str) -> pl.Series:
    """Return the years or levels beside the items of a column."""
    found = table.lists[column].beside
    return pl.Series([], dtype=pl.Float64) if found is None else found


def check_ids(table: Table) -> None:
    """Refuse ids that repeat or are missing."""
    key = table.layout.key
    ids = table.frame.get_column(key)
    refuse_first(table, key, ids.is_null(), "no_id")
    if ids.n_unique() < len(ids):
        refuse_first(table, key, ~ids.is_first_distinct(), "duplicate")


def check_languages(table: Table) -> None:
    """Refuse languages without a code and levels outside 1 to 6."""
    column = "languages"
    level = numbers_of(table, column)
    refuse_word(table, column, table.lists[column].words == "", "language")
    refuse_number(table, column, level.is_null() | ~level.is_between(1, 6), "level")


def check_money_and_levels(table: Table) -> None:
    """Refuse EQF levels outside 1 to 8 and amounts that are no numbers."""
    for column, kind in table.layout.columns.items():
        if column.startswith("eqf"):
            refuse_first(table, column, ~table.frame.get_column(column).is_between(1, 8), "eqf")
        if kind is Kind.NUMBER and column.endswith("_eur"):
            refuse_first(table, column, ~table.frame.get_column(column).is_finite(), "salary")


def is_no_span(years: pl.Series) -> pl.Series:
    """Return where years are no numbers of 0 or more."""
    years = years.cast(pl.Float64)
    return ~years.is_finite() | (years < 0)


def check_occupations(table: Table) -> None:
    """Refuse codes and years of candidates that can not be used."""
    column = "occupations"
    refuse_word(table, column, ~table.lists[column].words.str.contains(CODE_PATTERN), "code")
    refuse_number(table, column, is_no_span(numbers_of(table, column)), "years")


def check_vacancies(table: Table) -> None:
    """Refuse codes, years, skills, positions and ages of vacancies that can not be used."""
    plain = table.frame.get_column
    refuse_first(table, "occupation", ~plain("occupation").str.contains(CODE_PATTERN), "code")
    refuse_first(table, "years_min", is_no_span(plain("years_min")), "years")
    empty = pl.Series(np.diff(table.lists["essential_skills"].start) == 0)
    refuse_first(table, "essential_skills", empty, "essential", plain("vacancy_id"))
    positions = plain("positions")
    refuse_first(table, "positions", positions.is_null() | ~positions.is_between(1, MOST_POSITIONS), "positions")
    for column in ("age_min", "age_max"):
        refuse_first(table, column, ~plain(column).is_between(0, 999), "age")

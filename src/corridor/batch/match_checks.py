"""What the tables of a match must hold; the first offending value is named with file, row and column."""

import polars as pl

from corridor.batch.match_layout import Kind
from corridor.batch.match_tables import ROW, Table
from corridor.engines.matching.checks import CODE, MOST_POSITIONS, refusal

CODE_PATTERN = f"^(?:{CODE.pattern})$"
VALUE = pl.col("value")


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


def refuse_first(table: Table, rows: pl.DataFrame, bad: pl.Expr, *, problem: str, column: str) -> None:
    """Refuse the first row of (row, value) in which `bad` holds."""
    found = rows.filter(bad.fill_null(value=False)).sort(ROW, maintain_order=True).head(1)
    if found.height:
        row, value = found.row(0)
        raise refusal(problem, row=f"{row} ({table.file})", column=column, value=value)


def values_of(table: Table, column: str) -> pl.DataFrame:
    """Return rows and values of a plain column."""
    return table.frame.select(ROW, pl.col(column).alias("value"))


def items_of(table: Table, column: str, name: str) -> pl.DataFrame:
    """Return rows and one member of every item of a column of lists."""
    held = table.frame.select(ROW, column).filter(pl.col(column).list.len() > 0)
    return held.explode(column, empty_as_null=False).select(ROW, pl.col(column).struct.field(name).alias("value"))


def check_ids(table: Table) -> None:
    """Refuse ids that repeat or are missing."""
    key = table.layout.key
    rows = values_of(table, key)
    refuse_first(table, rows, VALUE.is_null(), problem="no_id", column=key)
    refuse_first(table, rows, ~VALUE.is_first_distinct(), problem="duplicate", column=key)


def check_languages(table: Table) -> None:
    """Refuse languages without a code and levels outside 1 to 6."""
    codes, levels = items_of(table, "languages", "code"), items_of(table, "languages", "level")
    refuse_first(table, codes, VALUE.is_null() | (VALUE == ""), problem="language", column="languages")
    refuse_first(table, levels, VALUE.is_null() | ~VALUE.is_between(1, 6), problem="level", column="languages")


def check_money_and_levels(table: Table) -> None:
    """Refuse EQF levels outside 1 to 8 and amounts that are no numbers."""
    for column, kind in table.layout.columns.items():
        if column.startswith("eqf"):
            refuse_first(table, values_of(table, column), ~VALUE.is_between(1, 8), problem="eqf", column=column)
        if kind is Kind.NUMBER and column.endswith("_eur"):
            refuse_first(table, values_of(table, column), ~VALUE.is_finite(), problem="salary", column=column)


def check_occupations(table: Table) -> None:
    """Refuse codes and years of candidates that can not be used."""
    column = "occupations"
    codes, years = items_of(table, column, "code"), items_of(table, column, "years")
    refuse_first(table, codes, VALUE.is_null() | ~VALUE.str.contains(CODE_PATTERN), problem="code", column=column)
    refuse_first(table, years, ~VALUE.is_finite() | (VALUE < 0), problem="years", column=column)


def check_vacancies(table: Table) -> None:
    """Refuse codes, years, skills, positions and ages of vacancies that can not be used."""
    occupation, years = values_of(table, "occupation"), values_of(table, "years_min")
    refuse_first(table, occupation, ~VALUE.str.contains(CODE_PATTERN), problem="code", column="occupation")
    refuse_first(table, years, ~VALUE.is_finite() | (VALUE < 0), problem="years", column="years_min")
    empty = pl.col("essential_skills").list.len().fill_null(0) == 0
    named = table.frame.filter(empty).select(ROW, pl.col("vacancy_id").alias("value"))
    refuse_first(table, named, pl.lit(value=True), problem="essential", column="essential_skills")
    positions = values_of(table, "positions")
    wrong = VALUE.is_null() | ~VALUE.is_between(1, MOST_POSITIONS)
    refuse_first(table, positions, wrong, problem="positions", column="positions")
    for column in ("age_min", "age_max"):
        refuse_first(table, values_of(table, column), ~VALUE.is_between(0, 999), problem="age", column=column)

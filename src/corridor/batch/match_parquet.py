"""Read Parquet files of a match, column by column."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from corridor.batch.match_items import Items, items_of
from corridor.batch.match_layout import TYPES, Kind, Layout
from corridor.batch.match_refusals import refuse_missing, unreadable, wrong_cell

LISTS = (Kind.TEXTS, Kind.OCCUPATIONS, Kind.LANGUAGES)


def read_parquet(path: Path, layout: Layout, keep: Sequence[str]) -> tuple[pl.DataFrame, dict[str, Items], list[str]]:
    """Return the plain columns, the columns of lists, and the names of all columns of a Parquet file.

    One column of lists is held as text at a time; columns that are neither known nor in `keep` are not read.
    """
    try:
        schema = pl.read_parquet_schema(path)
        refuse_missing(list(schema), layout, path)
        refuse_types(schema, layout, path)
        plain = [name for name, kind in layout.columns.items() if kind not in LISTS]
        frame = collected(path, [name for name in (*plain, *keep) if name in schema])
        rows = frame.height
        lists = {
            name: read_items(path, name, kind) if name in schema else items_of(nothing(name, kind, rows), kind)
            for name, kind in layout.columns.items()
            if kind in LISTS
        }
    except (pl.exceptions.PolarsError, OSError) as damaged:
        raise unreadable(path, "-") from damaged
    columns = [
        typed(frame.get_column(name), layout.columns[name], path)
        if name in schema
        else nothing(name, layout.columns[name], rows)
        for name in plain
    ]
    return pl.DataFrame([*columns, *(frame.get_column(name) for name in keep if name in schema)]), lists, list(schema)


def collected(path: Path, names: Sequence[str]) -> pl.DataFrame:
    """Return some columns of a file."""
    return pl.scan_parquet(path, glob=False).select(names).collect()


def nothing(name: str, kind: Kind, rows: int) -> pl.Series:
    """Return a column that the file lacks."""
    return pl.Series(name, [None], TYPES[kind]).new_from_index(0, rows)


def refuse_types(schema: Mapping[str, pl.DataType], layout: Layout, path: Path) -> None:
    """Refuse columns whose type can not stand for what they should hold."""
    for name, kind in layout.columns.items():
        dtype = schema.get(name, pl.Null())
        if dtype != pl.Null and not is_near(dtype, kind):
            raise wrong_cell(kind, path=path, row="-", column=name, value=dtype)


def is_near(dtype: pl.DataType, kind: Kind) -> bool:
    """Return whether a Parquet type can stand for a kind without guessing."""
    if kind in LISTS:
        inner = getattr(dtype, "inner", None)
        if kind is Kind.TEXTS or inner is None:
            return inner is not None and (is_word(inner) or inner == pl.Null)
        names = {"code", "years" if kind is Kind.OCCUPATIONS else "level"}
        fields = {field.name: field.dtype for field in getattr(inner, "fields", ())}
        numbers = [kept for name, kept in fields.items() if name != "code"]
        return inner == pl.Null or (set(fields) == names and all(n.is_numeric() or n == pl.Null for n in numbers))
    return {
        Kind.ID: dtype == pl.String or dtype.is_integer(),
        Kind.TEXT: is_word(dtype),
        Kind.WHOLE: dtype.is_numeric(),
        Kind.NUMBER: dtype.is_numeric(),
        Kind.DATE: dtype in (pl.Date, pl.String) or dtype == pl.Datetime,
        Kind.TRUTH: dtype == pl.Boolean,
    }[kind]


def is_word(dtype: pl.DataType) -> bool:
    """Return whether a type holds words, or whole numbers that can be written as words."""
    return dtype.is_integer() or dtype in (pl.String, pl.Categorical, pl.Enum)


def read_items(path: Path, name: str, kind: Kind) -> Items:
    """Return a column of lists; levels of languages have to be whole numbers."""
    items = items_of(collected(path, [name]).to_series(), kind)
    if kind is Kind.LANGUAGES and items.beside is not None and items.beside.dtype.is_float():
        whole = cast(items.beside, Kind.WHOLE)
        place = first_lost(items.beside, whole)
        if place is not None:
            raise wrong_cell(kind, path=path, row=items.row_of(place) + 1, column=name, value=items.beside[place])
    return items


def typed(column: pl.Series, kind: Kind, path: Path) -> pl.Series:
    """Return a plain column in its one type."""
    if kind is Kind.ID:
        return column.cast(pl.Int64 if column.dtype.is_integer() else pl.String)
    if column.dtype == pl.Null:
        return column.cast(TYPES[kind])
    is_written = kind is Kind.DATE and column.dtype == pl.String
    found = column.str.to_date("%Y-%m-%d", strict=False) if is_written else cast(column, kind)
    place = first_lost(column, found)
    if place is not None:
        raise wrong_cell(kind, path=path, row=place + 1, column=column.name, value=column[place])
    return found


def cast(column: pl.Series, kind: Kind) -> pl.Series:
    """Return a column cast to its type; whole numbers written as 3.0 stay, 3.5 is lost."""
    if kind is Kind.WHOLE and column.dtype.is_float():
        whole = column.cast(pl.Int64, strict=False)
        return pl.select(pl.when(whole.cast(pl.Float64) == column).then(whole)).to_series().alias(column.name)
    return column.cast(TYPES[kind], strict=False)


def first_lost(column: pl.Series, found: pl.Series) -> int | None:
    """Return the first place whose value did not come through a cast."""
    lost = column.is_not_null() & found.is_null()
    return lost.arg_max() if lost.any() else None

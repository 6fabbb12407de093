"""A column of lists as numbers: every distinct word is kept once, and no Python object is made per row."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from corridor.batch.match_layout import TYPES, Kind
from corridor.engines.matching.types import Flags, Ints, Longs


@dataclass(frozen=True, slots=True)
class Items:
    """The items of a column of lists, in the order of the file.

    Row i holds `number[start[i]:start[i + 1]]`, places in `words`, -1 for a missing word; `given` is False where the
    list is null. `beside` are the years or levels of occupations and languages, as they stand in the file.
    """

    start: Longs
    given: Flags
    number: Ints
    words: pl.Series
    beside: pl.Series | None

    def row_of(self, place: int) -> int:
        """Return the row to which an item belongs."""
        return int(np.searchsorted(self.start, place, side="right")) - 1


def items_of(column: pl.Series, kind: Kind) -> Items:
    """Return the items of a column of lists; missing items of a list of texts are left out."""
    inner = getattr(column.dtype, "inner", pl.Null)
    if inner == pl.Null:
        column = column.cast(TYPES[kind])
    elif isinstance(column.dtype, pl.Array):
        column = column.cast(pl.List(inner))
    flat = flattened(column)
    if kind is Kind.TEXTS and flat.null_count():
        column = column.list.drop_nulls()
        flat = flattened(column)
    beside = None
    if kind is not Kind.TEXTS:
        name = "years" if kind is Kind.OCCUPATIONS else "level"
        flat, beside = flat.struct.field("code"), flat.struct.field(name)
        beside = beside.cast(pl.Float64) if beside.dtype == pl.Null else beside
    number, words = numbered(flat)
    start = np.zeros(len(column) + 1, np.int64)
    np.cumsum(column.list.len().fill_null(0).to_numpy(), out=start[1:])
    return Items(start, column.is_not_null().to_numpy(), number, words, beside)


def flattened(column: pl.Series) -> pl.Series:
    """Return the items of all lists."""
    return column.explode(empty_as_null=False, keep_nulls=False)


def numbered(column: pl.Series) -> tuple[Ints, pl.Series]:
    """Return a column of words as numbers, -1 where missing, and the distinct words that they stand for."""
    if column.dtype != pl.String:
        column = column.cast(pl.String)
    # Categories of its own: the common ones would hold the words of every file that this process ever read.
    found = column.cast(pl.Categorical(pl.Categories.random()))
    number = found.to_physical().cast(pl.Int32).fill_null(-1).to_numpy()
    # Any place of each word will do; the last one is for missing words and is dropped.
    place = np.zeros(int(number.max(initial=-1)) + 2, np.int64)
    place[number] = np.arange(len(number))
    return number, column.gather(place[:-1])

"""Read the two files of a match into tables of one known shape."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from corridor.batch.match_items import Items, items_of
from corridor.batch.match_layout import Layout
from corridor.batch.match_parquet import LISTS, read_parquet
from corridor.batch.match_text import ROW, read_csv, read_json
from corridor.kernel.errors import N_, DataUnavailable, InputError


@dataclass(frozen=True, slots=True)
class Table:
    """One file as a table, in the order of the file: plain columns, each in its one type, and columns of lists.

    `rows` numbers the rows as the file does; `extra` holds further columns that quotas name.
    """

    frame: pl.DataFrame
    lists: Mapping[str, Items]
    rows: pl.Series
    layout: Layout
    file: str
    sha256: str
    unknown: tuple[str, ...]
    extra: Mapping[str, pl.Series]

    def __len__(self) -> int:
        return self.frame.height

    def order(self) -> pl.Series | None:
        """Return the places of the rows by id, numbers by value and text by code point; None if they stand so."""
        ids = self.frame.get_column(self.layout.key)
        return None if ids.is_sorted() else ids.arg_sort()

    def by_id(self, column: pl.Series) -> pl.Series:
        """Return a plain column in the order of the ids."""
        order = self.order()
        return column if order is None else column.gather(order)

    def without_lists(self) -> "Table":
        """Return the table without its lists, which need much room."""
        return replace(self, lists={})


def read_table(path: Path, layout: Layout, *, keep: Iterable[str] = ()) -> Table:
    """Read a Parquet, CSV or JSON lines file; `keep` names further columns that quotas need.

    Raises
    ------
    InputError : a missing column, or a cell that does not hold what its column should
    DataUnavailable : the file does not exist or can not be read
    """
    if not path.is_file():
        raise DataUnavailable(
            N_("The file %(file)s does not exist."), hint=N_("Check the path."), params={"file": str(path)}
        )
    further = tuple(name for name in keep if name not in layout.columns)
    if path.suffix == ".parquet":
        frame, lists, names = read_parquet(path, layout, further)
        rows = pl.int_range(1, frame.height + 1, dtype=pl.UInt32, eager=True)
    else:
        frame, lists, names = read_text(path, layout)
        rows = frame.get_column(ROW)
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    extra = {name: frame.get_column(name) for name in further if name in names}
    unknown = tuple(name for name in names if name not in layout.columns and name not in extra)
    plain = [name for name in layout.columns if name not in lists]
    return Table(frame.select(plain), lists, rows, layout, path.name, digest, unknown, extra)


def read_text(path: Path, layout: Layout) -> tuple[pl.DataFrame, dict[str, Items], list[str]]:
    """Return the columns of a CSV or JSON lines file."""
    reader = {".csv": read_csv, ".jsonl": read_json, ".ndjson": read_json}.get(path.suffix)
    if reader is None:
        raise InputError(
            N_("The file %(file)s is neither Parquet, CSV nor JSON lines by its name."),
            hint=N_("Name it .parquet, .csv or .jsonl."),
            params={"file": path.name},
        )
    frame, names = reader(path, layout)
    kinds = {name: kind for name, kind in layout.columns.items() if kind in LISTS}
    return frame, {name: items_of(frame.get_column(name), kind) for name, kind in kinds.items()}, names

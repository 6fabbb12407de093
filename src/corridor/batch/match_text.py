"""Read CSV and JSON lines files of a match, row by row."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import polars as pl

from corridor.batch.match_cells import csv_cell, json_cell, json_line
from corridor.batch.match_layout import TYPES, Kind, Layout
from corridor.batch.match_refusals import refuse_missing, unreadable, wrong_cell

ROW = "__row__"
CANONICAL = re.compile(r"0|-?[1-9][0-9]{0,17}")
MOST_CELL = 2**31 - 1


def read_csv(path: Path, layout: Layout) -> tuple[pl.DataFrame, list[str]]:
    """Read a CSV file with a header; rows are the lines of the file, the header is line 1."""
    csv.field_size_limit(MOST_CELL)
    line = 0
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.reader(stream, strict=True)
            names = [name.strip() for name in next(reader, [])]
            refuse_missing(names, layout, path)
            rows: list[tuple[int, Mapping[str, object]]] = []
            for cells in reader:
                line = reader.line_num
                if cells:
                    rows.append((line, csv_row(names, cells, line, layout, path)))
    except (UnicodeDecodeError, csv.Error) as damaged:
        raise unreadable(path, line + 1) from damaged
    return with_numbers(rows, layout, names), names


def csv_row(names: list[str], cells: list[str], line: int, layout: Layout, path: Path) -> Mapping[str, object]:
    """Return one row by column name."""
    if len(cells) != len(names):
        raise unreadable(path, line)
    row: dict[str, object] = {}
    for name, cell in zip(names, cells, strict=True):
        kind = layout.columns.get(name)
        try:
            row[name] = (cell or None) if kind is None else csv_cell(kind, cell)
        except ValueError as wrong:
            raise wrong_cell(kind or Kind.TEXT, path=path, row=line, column=name, value=cell) from wrong
    return row


def with_numbers(rows: list[tuple[int, Mapping[str, object]]], layout: Layout, names: list[str]) -> pl.DataFrame:
    """Return CSV rows as a table; ids that are all written as whole numbers become numbers."""
    keys = [row[layout.key] for _, row in rows]
    if keys and all(isinstance(key, str) and CANONICAL.fullmatch(key) for key in keys):
        rows = [(line, {**row, layout.key: int(str(row[layout.key]))}) for line, row in rows]
    return table_of(rows, layout, names)


def read_json(path: Path, layout: Layout) -> tuple[pl.DataFrame, list[str]]:
    """Read a JSON lines file; a missing name counts as null, one that no line has as a missing column."""
    rows: list[tuple[int, Mapping[str, object]]] = []
    names: dict[str, None] = {}
    for line, found in json_objects(path):
        names.update(dict.fromkeys(found))
        rows.append((line, json_row(found, line, layout, path)))
    refuse_missing(list(names) if rows else list(layout.required), layout, path)
    return table_of(rows, layout, list(names)), list(names)


def json_objects(path: Path) -> Iterator[tuple[int, Mapping[str, object]]]:
    """Yield the objects of a JSON lines file with their lines."""
    line = 0
    try:
        with path.open(encoding="utf-8-sig") as stream:
            for line, text in enumerate(stream, start=1):
                if text.strip():
                    yield line, json_line(text)
    except ValueError as damaged:
        raise unreadable(path, line + isinstance(damaged, UnicodeDecodeError)) from damaged


def json_row(found: Mapping[str, object], line: int, layout: Layout, path: Path) -> Mapping[str, object]:
    """Return one object with its cells checked."""
    row = dict(found)
    for name, kind in layout.columns.items():
        try:
            row[name] = json_cell(kind, found.get(name))
        except ValueError as wrong:
            raise wrong_cell(kind, path=path, row=line, column=name, value=found.get(name)) from wrong
    return row


def table_of(rows: list[tuple[int, Mapping[str, object]]], layout: Layout, names: Iterable[str]) -> pl.DataFrame:
    """Return parsed rows as a table."""
    keys = {type(row[layout.key]) for _, row in rows} - {type(None)}
    if len(keys) > 1:
        first = type(rows[0][1][layout.key])
        line, row = next((line, row) for line, row in rows if type(row[layout.key]) is not first)
        raise wrong_cell(Kind.ID, path=Path(layout.side), row=line, column=layout.key, value=row[layout.key])
    types = {**TYPES, Kind.ID: pl.Int64() if keys == {int} else pl.String()}
    columns = [pl.Series(ROW, [line for line, _ in rows], pl.UInt32)]
    for name, kind in layout.columns.items():
        values = [row.get(name) for _, row in rows]
        if kind is Kind.TEXT:
            values = [None if value is None else str(value) for value in values]
        columns.append(pl.Series(name, values, types[kind], strict=True))
    for name in names:
        if name not in layout.columns:
            columns.append(pl.Series(name, [as_text(row.get(name)) for _, row in rows], pl.String))
    return pl.DataFrame(columns)


def as_text(value: object) -> str | None:
    """Return any value as text."""
    return None if value is None else str(value)

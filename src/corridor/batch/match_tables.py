"""Read the two files of a match into tables of one known shape."""

import csv
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from corridor.batch.match_cells import csv_cell, json_cell, json_line
from corridor.batch.match_layout import TYPES, Kind, Layout
from corridor.kernel.errors import N_, CorridorError, DataUnavailable, InputError

ROW = "__row__"
CANONICAL = re.compile(r"0|-?[1-9][0-9]{0,17}")
MOST_CELL = 2**31 - 1

EXPECTED: Mapping[Kind, str] = {
    Kind.ID: N_("Row %(row)s: %(column)s holds %(value)s, which is neither a whole number nor text."),
    Kind.TEXT: N_("Row %(row)s: %(column)s holds %(value)s, which is not text."),
    Kind.TEXTS: N_("Row %(row)s: %(column)s holds %(value)s, which is not a list of texts."),
    Kind.OCCUPATIONS: N_("Row %(row)s: %(column)s holds %(value)s, which is not a list of codes with years."),
    Kind.LANGUAGES: N_("Row %(row)s: %(column)s holds %(value)s, which is not a list of languages with levels."),
    Kind.WHOLE: N_("Row %(row)s: %(column)s holds %(value)s, which is not a whole number."),
    Kind.NUMBER: N_("Row %(row)s: %(column)s holds %(value)s, which is not a number."),
    Kind.DATE: N_("Row %(row)s: %(column)s holds %(value)s, which is not a date."),
    Kind.TRUTH: N_("Row %(row)s: %(column)s holds %(value)s, which is neither true nor false."),
}
REMEDY: Mapping[Kind, str] = {
    Kind.ID: N_("Use whole numbers for all ids of the file, or text for all."),
    Kind.TEXT: N_("Write the code as text."),
    Kind.TEXTS: N_("Write a list; in CSV join its items by |, and write [] for an empty list."),
    Kind.OCCUPATIONS: N_("Write for example 2221:5.0|2223:2 in CSV, or a list of code and years."),
    Kind.LANGUAGES: N_("Write for example de:3|en:5 in CSV, or a list of code and level."),
    Kind.WHOLE: N_("Write a whole number, or leave the cell empty if it is not known."),
    Kind.NUMBER: N_("Write a number with a decimal point, or leave the cell empty if it is not known."),
    Kind.DATE: N_("Write the date as 2026-05-31, or leave the cell empty if it is not known."),
    Kind.TRUTH: N_("Write true or false, or leave the cell empty if it is not known."),
}


@dataclass(frozen=True, slots=True)
class Table:
    """One file as a table: every known column in its one type, sorted by id, with the row of the file."""

    frame: pl.DataFrame
    layout: Layout
    file: str
    sha256: str
    unknown: tuple[str, ...]
    extra: Mapping[str, pl.Series]

    def __len__(self) -> int:
        return self.frame.height


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
    reader = {".parquet": read_parquet, ".csv": read_csv, ".jsonl": read_json, ".ndjson": read_json}.get(path.suffix)
    if reader is None:
        raise InputError(
            N_("The file %(file)s is neither Parquet, CSV nor JSON lines by its name."),
            hint=N_("Name it .parquet, .csv or .jsonl."),
            params={"file": path.name},
        )
    frame, names = reader(path, layout)
    unknown = tuple(name for name in names if name not in layout.columns)
    wanted = [name for name in keep if name in unknown]
    extra = {name: frame.get_column(name) for name in wanted}
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    known = frame.select(ROW, *layout.columns)
    return Table(known, layout, path.name, digest, tuple(n for n in unknown if n not in extra), extra)


def refuse_missing(names: Sequence[str], layout: Layout, path: Path) -> None:
    """Refuse a file without a required column."""
    missing = [name for name in layout.required if name not in names]
    if missing:
        raise InputError(
            N_("The file %(file)s has no column %(columns)s."),
            hint=N_("Add the column; leave its cells empty where the value is not known."),
            field=missing[0],
            code="missing_column",
            params={"file": path.name, "columns": ", ".join(missing)},
        )


def wrong_cell(kind: Kind, *, path: Path, row: object, column: str, value: object) -> InputError:
    """Return the error for a cell that does not hold what it should."""
    text = str(value)
    shown = text if len(text) <= 60 else f"{text[:57]}..."
    params = {"row": f"{row} ({path.name})", "column": column, "value": shown}
    return InputError(EXPECTED[kind], hint=REMEDY[kind], field=column, code=f"not_{kind}", params=params)


def unreadable(path: Path, row: object) -> CorridorError:
    """Return the error for a file that is damaged."""
    return InputError(
        N_("The file %(file)s can not be read at row %(row)s."),
        hint=N_("Save it again as UTF-8 text in the same format, one record a line."),
        code="unreadable",
        params={"file": path.name, "row": row},
    )


def read_parquet(path: Path, layout: Layout) -> tuple[pl.DataFrame, list[str]]:
    """Read a Parquet file; rows count from 1."""
    try:
        names = pl.read_parquet_schema(path)
        refuse_missing(list(names), layout, path)
        raw = pl.read_parquet(path)
    except (pl.exceptions.PolarsError, OSError) as damaged:
        raise unreadable(path, "-") from damaged
    raw = raw.with_row_index(ROW, offset=1)
    columns = [pl.Series(name, [None] * raw.height, TYPES[kind]) if name not in names else typed(raw, name, kind, path)
               for name, kind in layout.columns.items()]  # fmt: skip
    others = [raw.get_column(name) for name in names if name not in layout.columns]
    return pl.DataFrame([raw.get_column(ROW), *columns, *others]), list(names)


def typed(raw: pl.DataFrame, name: str, kind: Kind, path: Path) -> pl.Series:
    """Return a Parquet column in its one type."""
    column = raw.get_column(name)
    if column.dtype in (pl.Categorical, pl.Enum):
        column = column.cast(pl.String)
    if kind is Kind.ID:
        return typed_ids(column, path)
    if column.dtype == pl.Null:
        return column.cast(TYPES[kind])
    if not is_near(column.dtype, kind):
        raise wrong_cell(kind, path=path, row="-", column=name, value=column.dtype)
    found = column.str.to_date("%Y-%m-%d", strict=False) if needs_parsing(column, kind) else cast(column, kind)
    lost = column.is_not_null() & found.is_null()
    if lost.any():
        row = lost.arg_max() or 0
        raise wrong_cell(kind, path=path, row=row + 1, column=name, value=column[row])
    return found


def needs_parsing(column: pl.Series, kind: Kind) -> bool:
    """Return whether a column holds dates as text."""
    return kind is Kind.DATE and column.dtype == pl.String


def cast(column: pl.Series, kind: Kind) -> pl.Series:
    """Return a column cast to its type; whole numbers written as 3.0 stay, 3.5 is lost."""
    if kind is Kind.WHOLE and column.dtype.is_float():
        whole = column.cast(pl.Int64, strict=False)
        return pl.select(pl.when(whole.cast(pl.Float64) == column).then(whole)).to_series().alias(column.name)
    if kind is Kind.TEXTS:
        return column.cast(TYPES[kind], strict=False).list.drop_nulls()
    return column.cast(TYPES[kind], strict=False)


def is_near(dtype: pl.DataType, kind: Kind) -> bool:
    """Return whether a Parquet type can stand for a kind without guessing."""
    if kind in (Kind.TEXTS, Kind.OCCUPATIONS, Kind.LANGUAGES):
        inner = getattr(dtype, "inner", None)
        if kind is Kind.TEXTS or inner is None:
            return inner is not None and (inner.is_integer() or inner in (pl.String, pl.Categorical, pl.Null))
        names = {"code", "years" if kind is Kind.OCCUPATIONS else "level"}
        fields = {field.name: field.dtype for field in getattr(inner, "fields", ())}
        numbers = [kept for name, kept in fields.items() if name != "code"]
        return inner == pl.Null or (set(fields) == names and all(n.is_numeric() or n == pl.Null for n in numbers))
    return {
        Kind.TEXT: dtype == pl.String or dtype.is_integer(),
        Kind.WHOLE: dtype.is_numeric(),
        Kind.NUMBER: dtype.is_numeric(),
        Kind.DATE: dtype in (pl.Date, pl.String) or dtype == pl.Datetime,
        Kind.TRUTH: dtype == pl.Boolean,
    }[kind]


def typed_ids(column: pl.Series, path: Path) -> pl.Series:
    """Return ids as int64 or text."""
    if column.dtype.is_integer():
        return column.cast(pl.Int64)
    if column.dtype == pl.String:
        return column
    if column.dtype == pl.Null:
        return column.cast(pl.String)
    raise wrong_cell(Kind.ID, path=path, row="-", column=column.name, value=column.dtype)


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

"""Read and write the tables of `corridor link`: CSV, TSV and Parquet, also packed with gzip."""

import csv
import gzip
import io
import os
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import polars as pl

from corridor.kernel.errors import N_, CorridorError, DataUnavailable, InputError

CANONICAL = re.compile(r"0|-?[1-9][0-9]{0,17}")
KINDS = (".csv", ".tsv", ".parquet")
MOST_CELL = 2**31 - 1


class Layout(NamedTuple):
    """The columns that a table must have; `filled` may not be empty, `key` is there once only."""

    columns: tuple[str, ...]
    filled: tuple[str, ...]
    key: str = ""


QUERIES = Layout(("id", "text"), ("id",), "id")
TARGETS = Layout(("id", "concept", "lang", "label"), ("id", "concept"), "id")
LABELS = Layout(("concept", "lang", "label"), ("concept",))
Row = tuple[int | str, ...]


def kind_of(path: Path) -> str:
    """Return .csv, .tsv or .parquet by the name of a file; .gz behind it is left out.

    Raises
    ------
    InputError : the name says something else
    """
    suffixes = [suffix for suffix in path.suffixes[-2:] if suffix != ".gz"]
    kind = suffixes[-1] if suffixes else ""
    if kind not in KINDS:
        raise InputError(
            N_("The file %(file)s is neither CSV, TSV nor Parquet by its name."),
            hint=N_("Name it .csv, .tsv or .parquet, and add .gz if it is packed."),
            code="unknown_format",
            params={"file": path.name},
        )
    return kind


def read_rows(path: Path, layout: Layout) -> list[Row]:
    """Return the rows of a table, its columns in the order of the layout; ids that are all whole numbers are numbers.

    Raises
    ------
    DataUnavailable : the file does not exist
    InputError : the file is damaged, or a column or a value is missing or stands twice
    """
    kind = kind_of(path)
    if not path.is_file():
        raise DataUnavailable(
            N_("The file %(file)s does not exist."), hint=N_("Check the path."), params={"file": str(path)}
        )
    found = list(_parquet(path, layout) if kind == ".parquet" else _text(path, layout, kind))
    _check(found, path, layout)
    rows = [row for _line, row in found]
    if layout.key and all(CANONICAL.fullmatch(row[0]) for row in rows):
        return [(int(row[0]), *row[1:]) for row in rows]
    return list(rows)


def _check(found: Sequence[tuple[int, tuple[str, ...]]], path: Path, layout: Layout) -> None:
    lines: dict[str, int] = {}
    for line, row in found:
        for name in layout.filled:
            if not row[layout.columns.index(name)].strip():
                raise InputError(
                    N_("%(file)s, line %(line)s: the column %(column)s is empty (value '%(value)s')."),
                    hint=N_("Write a value into the cell, or take the line out."),
                    field=name,
                    code="empty_cell",
                    params={"file": path.name, "line": line, "column": name, "value": ""},
                )
        if layout.key and (first := lines.setdefault(row[0], line)) != line:
            raise InputError(
                N_("%(file)s, line %(line)s: the column %(column)s holds %(value)s, as line %(first)s does."),
                hint=N_("Give every line its own id."),
                field=layout.key,
                code="id_twice",
                params={"file": path.name, "line": line, "column": layout.key, "value": row[0][:60], "first": first},
            )


def _places(names: Sequence[str], path: Path, layout: Layout) -> list[int]:
    missing = [name for name in layout.columns if name not in names]
    if missing:
        raise InputError(
            N_("%(file)s, line 1: there is no column %(columns)s among %(value)s."),
            hint=N_("Add a first line with the names of the columns: %(wanted)s."),
            field=missing[0],
            code="missing_column",
            params={
                "file": path.name,
                "columns": ", ".join(missing),
                "value": ", ".join(names)[:120] or "-",
                "wanted": ", ".join(layout.columns),
            },
        )
    return [names.index(name) for name in layout.columns]


def _text(path: Path, layout: Layout, kind: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    csv.field_size_limit(MOST_CELL)
    line = 0
    try:
        with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as stream:
            text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
            reader = csv.reader(text, strict=True) if kind == ".csv" else _tabbed(text)
            names = [name.strip() for name in next(reader, [])]
            places = _places(names, path, layout)
            line = 1
            # A cell of CSV may hold line ends: a row is named by the line on which it begins.
            for cells in reader:
                begun, line = line + 1, reader.line_num if kind == ".csv" else line + 1  # type: ignore[attr-defined]
                if cells and len(cells) != len(names):
                    raise _wrong_width(path, begun, len(cells), len(names))
                if cells:
                    yield begun, tuple(cells[place] for place in places)
    except (UnicodeDecodeError, csv.Error, EOFError, OSError, zlib.error) as damaged:
        raise _damaged(path, line + 1) from damaged


def _tabbed(lines: Iterable[str]) -> Iterator[list[str]]:
    """Yield the cells of tab-separated lines; quotes around a whole cell are taken off."""
    for text in lines:
        bare = text.rstrip("\r\n")
        cells = bare.split("\t") if bare else []
        yield [cell[1:-1].replace('""', '"') if re.fullmatch(r'"(?:[^"]|"")*"', cell) else cell for cell in cells]


def _parquet(path: Path, layout: Layout) -> Iterator[tuple[int, tuple[str, ...]]]:
    try:
        source = io.BytesIO(gzip.decompress(path.read_bytes())) if path.suffix == ".gz" else path
        frame = pl.read_parquet(source)
        _places(frame.columns, path, layout)
        columns = [frame.get_column(name).cast(pl.String).fill_null("") for name in layout.columns]
    except (pl.exceptions.PolarsError, OSError, EOFError, zlib.error) as damaged:
        raise _damaged(path, 1) from damaged
    yield from enumerate(pl.DataFrame(columns).iter_rows(), start=1)


def _wrong_width(path: Path, line: int, cells: int, columns: int) -> CorridorError:
    return InputError(
        N_("%(file)s, line %(line)s: there are %(value)s cells for %(columns)s columns."),
        hint=N_("Put quotes around a cell that holds a separator, and leave empty cells in place."),
        code="wrong_width",
        params={"file": path.name, "line": line, "value": cells, "columns": columns},
    )


def _damaged(path: Path, line: int) -> CorridorError:
    return InputError(
        N_("%(file)s cannot be read at line %(line)s."),
        hint=N_("Save it again as UTF-8 text, or as Parquet, and pack it whole."),
        code="unreadable",
        params={"file": path.name, "line": line},
    )


def write_rows(frame: pl.DataFrame, path: Path) -> None:
    """Write a table beside its place, whole, and put it there; the same rows give the same bytes."""
    kind = kind_of(path)
    stream = io.BytesIO()
    if kind == ".parquet":
        frame.write_parquet(stream)
    elif kind == ".tsv":
        texts = [pl.col(pl.String).str.replace_all(r"[\t\r\n]+", " ")]
        frame.with_columns(texts).write_csv(stream, separator="\t", quote_style="never", float_precision=6)
    else:
        frame.write_csv(stream, float_precision=6)
    content = stream.getvalue()
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_bytes(gzip.compress(content, mtime=0) if path.suffix == ".gz" else content)
        beside.replace(path)
    except OSError as refused:
        beside.unlink(missing_ok=True)
        raise DataUnavailable(
            N_("The file %(file)s cannot be written."),
            hint=N_("Name a folder that exists and may be written to."),
            params={"file": str(path)},
        ) from refused

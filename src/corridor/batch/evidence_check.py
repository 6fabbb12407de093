"""Checking a statistics file: its format, its rows, what cannot be used; nothing is stored.

A large table is judged by whole columns, and only rows that are not plainly good are read one by one. What is found is
the same either way.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import polars as pl

from corridor.batch.evidence_blocks import NotPlainError
from corridor.batch.evidence_formats import Recognised, recognise
from corridor.batch.evidence_frames import frame_of, frame_of_block, judged
from corridor.batch.evidence_long import Long
from corridor.batch.evidence_record import Findings, Problem, Record, UnusableFileError
from corridor.batch.evidence_source import Rows, guarded, open_source

LARGE: Final = 1 << 18
"""Files from so many bytes are judged by columns; smaller ones are read before that has begun."""

BATCH: Final = 50_000
"""So many records make a frame where they are read one by one."""

Way = Literal["auto", "rows", "columns"]
Keep = Callable[[pl.DataFrame, tuple[str, ...]], object]
"""What takes a frame of records and the names of their other dimensions."""


@dataclass(frozen=True, slots=True)
class EvidenceCheck:
    """What a file holds: rows of the file, figures in them, rows that cannot be used, and why; `fatal` ends it all."""

    format: str
    rows: int
    figures: int
    without_value: int
    bad: int
    problems: tuple[Problem, ...]
    fatal: Problem | None = None
    dimension_names: tuple[str, ...] = ()


@dataclass(slots=True)
class _Counts:
    rows: int = 0
    figures: int = 0
    without_value: int = 0
    last_line: int = 0
    names: tuple[str, ...] = ()


def check_file(
    path: Path,
    *,
    year: int,
    asked: str = "auto",
    keep: Callable[[Record], object] | None = None,
    way: Way = "auto",
) -> EvidenceCheck:
    """Read a statistics file through and report what it holds.

    Parameters
    ----------
    path : the file; its name does not matter
    year : the current year; later figures are marked as modelled
    asked : a format, or `auto`
    keep : called with each record that can be used; the file is then read row by row
    way : `rows` or `columns` to have a large table read in one way; the outcome is the same

    Raises
    ------
    InputError : the file cannot be opened
    """
    if keep is None and _by_columns(path, way):
        return read_frames(path, year=year, asked=asked, way="columns")
    return _by_rows(path, Findings(year), asked, _Counts(), keep or _nothing)


def read_frames(
    path: Path, *, year: int, asked: str = "auto", keep: Keep | None = None, way: Way = "auto"
) -> EvidenceCheck:
    """Check a file and give its records as columns, in the order of the file.

    Parameters
    ----------
    path, year, asked, way : as for `check_file`
    keep : called with frames whose columns are those of `Record`, where `value` is exact text, `flags` are words with
        blanks between and `dimensions` a list, and with the names of these dimensions

    Raises
    ------
    InputError : the file cannot be opened
    """
    counts = _Counts()
    if _by_columns(path, way):
        try:
            return _read_columns(path, Findings(year), asked, counts, keep)
        except NotPlainError:
            # Frames that were given already hold what the plain reader finds up to there.
            counts = _Counts(last_line=counts.last_line)
    if keep is None:
        return _by_rows(path, Findings(year), asked, counts, _nothing)
    batch, given = list[Record](), counts.last_line

    def kept(record: Record) -> None:
        if record.line > given:
            batch.append(record)
        if len(batch) == BATCH:
            keep(frame_of(batch), counts.names)
            batch.clear()

    check = _by_rows(path, Findings(year), asked, counts, kept)
    if batch:
        keep(frame_of(batch), counts.names)
    return check


def read_records(path: Path, *, year: int, asked: str = "auto") -> list[Record]:
    """Return the records of a file that can be used, all at once; for files that fit into memory."""
    records: list[Record] = []
    check_file(path, year=year, asked=asked, keep=records.append)
    return records


def _by_columns(path: Path, way: Way) -> bool:
    return way == "columns" or (way == "auto" and path.is_file() and path.stat().st_size >= LARGE)


def _nothing(_: Record) -> None:
    return None


def _by_rows(
    path: Path, findings: Findings, asked: str, counts: _Counts, keep: Callable[[Record], object]
) -> EvidenceCheck:
    found, fatal = None, None
    with ExitStack() as stack:
        try:
            found = recognise(guarded(lambda: open_source(path, stack)), findings, asked)
            counts.names = found.layout.dimension_names
            _read_rows(found, counts, keep)
        except UnusableFileError as unusable:
            fatal = unusable.problem
    return _check(findings, counts, found, fatal)


def _read_rows(found: Recognised, counts: _Counts, keep: Callable[[Record], object]) -> None:
    for record in found.layout.records(_counted(found.rows, counts)):
        counts.figures += 1
        counts.without_value += record.value is None
        keep(record)


def _read_columns(path: Path, findings: Findings, asked: str, counts: _Counts, keep: Keep | None) -> EvidenceCheck:
    """Judge a table by columns; whatever is no table of text with a figure in each row is read row by row."""
    with ExitStack() as stack:
        try:
            source = guarded(lambda: open_source(path, stack))
            found = recognise(source, findings, asked)
        except UnusableFileError as unusable:
            return _check(findings, counts, None, unusable.problem)
    if not isinstance(found.layout, Long) or not source.delimiter:
        raise NotPlainError
    for screen, part in judged(path, source, found.layout):
        counts.rows += part.rows
        counts.figures += part.figures
        counts.without_value += part.without_value
        if keep is not None and part.figures:
            frame = frame_of_block(screen, part)
            counts.last_line = int(frame["line"][-1])
            keep(frame, found.layout.dimension_names)
    return _check(findings, counts, found, None)


def _check(findings: Findings, counts: _Counts, found: Recognised | None, fatal: Problem | None) -> EvidenceCheck:
    problems = (*findings.listed(), *([fatal] if fatal else []))
    names = found.layout.dimension_names if found else ()
    return EvidenceCheck(
        findings.format, counts.rows, counts.figures, counts.without_value, findings.bad, problems, fatal, names
    )


def _counted(rows: Rows, counts: _Counts) -> Iterator[tuple[int, list[str]]]:
    for row in rows:
        counts.rows += 1
        yield row

"""Checking a statistics file: its format, its rows, what cannot be used; nothing is stored."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from corridor.batch.evidence_formats import recognise
from corridor.batch.evidence_record import Findings, Problem, Record, UnusableFileError
from corridor.batch.evidence_source import Rows, guarded, open_source


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


def check_file(
    path: Path, *, year: int, asked: str = "auto", keep: Callable[[Record], object] | None = None
) -> EvidenceCheck:
    """Read a statistics file through and report what it holds.

    Parameters
    ----------
    path : the file; its name does not matter
    year : the current year; later figures are marked as modelled
    asked : a format, or `auto`
    keep : called with each record that can be used

    Raises
    ------
    InputError : the file cannot be opened
    """
    findings, counts = Findings(year), [0, 0, 0]
    fatal = None
    with ExitStack() as stack:
        try:
            found = recognise(guarded(lambda: open_source(path, stack)), findings, asked)
            for record in found.layout.records(_counted(found.rows, counts)):
                counts[1] += 1
                counts[2] += record.value is None
                if keep is not None:
                    keep(record)
        except UnusableFileError as unusable:
            fatal = unusable.problem
    problems = (*findings.listed(), *([fatal] if fatal else []))
    return EvidenceCheck(findings.format, counts[0], counts[1], counts[2], findings.bad, problems, fatal)


def read_records(path: Path, *, year: int, asked: str = "auto") -> list[Record]:
    """Return the records of a file that can be used, all at once; for files that fit into memory."""
    records: list[Record] = []
    check_file(path, year=year, asked=asked, keep=records.append)
    return records


def _counted(rows: Rows, counts: list[int]) -> Iterator[tuple[int, list[str]]]:
    for row in rows:
        counts[0] += 1
        yield row

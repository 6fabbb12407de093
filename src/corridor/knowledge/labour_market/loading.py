"""The bulk writer: a file's figures go to a table of this connection, are compared there, and written in one piece.

All of it happens inside the caller's transaction. The table is seen by this connection alone and ends with it, so an
import that is killed leaves nothing.
"""

# ruff: noqa: S608 - all names in the statements are those of our own tables; values are always parameters.

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import polars as pl
from django.db import connection

from corridor.batch.evidence_check import EvidenceCheck, read_frames
from corridor.batch.evidence_record import LISTED, Problem
from corridor.knowledge.labour_market import rules
from corridor.knowledge.labour_market.arrivals import Arrivals
from corridor.knowledge.labour_market.models import Observation

TABLE: Final = "labour_market_arriving"
NULL: Final = r"\N"
COLUMNS: Final[Mapping[str, str]] = {
    "key": "varchar(32)",
    "content": "varchar(16)",
    "indicator": "varchar(120)",
    "area": "varchar(20)",
    "partner": "varchar(20)",
    "occupation": "varchar(20)",
    "sex": "varchar(20)",
    "time": "varchar(10)",
    "unit": "varchar(40)",
    "dimensions": "text",
    "value": "numeric(30, 10)",
    "raw": "varchar(60)",
    "flags": "varchar(200)",
    "raw_flags": "varchar(40)",
    "source": "varchar(200)",
    "is_aggregate": "boolean",
    "is_modelled": "boolean",
}
"""The columns that a figure brings from its file; they are called as in `Observation`."""


@dataclass(frozen=True, slots=True)
class Staged:
    """A file whose figures stand in the table of this connection: its check, its indicators and its sources."""

    check: EvidenceCheck
    indicators: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """What a file would change in a dataset, in figures; `gone` are those that the dataset has and the file has not."""

    added: int
    changed: int
    unchanged: int
    gone: int


@contextmanager
def staging() -> Iterator[None]:
    """Open the table of arriving figures for the length of a block."""
    columns = ", ".join(f'"{name}" {kind}' for name, kind in COLUMNS.items())
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {TABLE}")
        cursor.execute(f"CREATE TEMPORARY TABLE {TABLE} (line integer, {columns})")
    is_whole = False
    try:
        yield
        is_whole = True
    finally:
        # After a failure the transaction is rolled back, and the table with it.
        if is_whole:
            _run(f"DROP TABLE {TABLE}")


def stage(path: Path, *, year: int, asked: str = "auto") -> Staged:
    """Read a file into the table of arriving figures.

    Raises
    ------
    InputError : the file cannot be opened
    """
    arrivals = Arrivals(year)
    check = read_frames(path, year=year, asked=asked, keep=lambda frame, names: _insert(arrivals.take(frame, names)))
    check = replace(
        check,
        figures=arrivals.figures,
        without_value=arrivals.without_value,
        bad=check.bad + arrivals.findings.bad,
        problems=(*check.problems, *arrivals.problems, *_unknown_occupations()),
    )
    _mark_groups(check)
    return Staged(check, _distinct("indicator"), _distinct("source"))


def difference(*, dataset_id: int | None) -> Difference:
    """Compare the arriving figures with the current ones of a dataset; without a dataset all are new."""
    if not _current(dataset_id):
        return Difference(_one(f"SELECT COUNT(*) FROM {TABLE}"), 0, 0, 0)
    _run(f'CREATE UNIQUE INDEX IF NOT EXISTS {TABLE}_key ON {TABLE} ("key")')
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT COUNT(*) FILTER (WHERE o.id IS NULL), COUNT(*) FILTER (WHERE o.content <> s.content), "
            f"COUNT(*) FILTER (WHERE o.content = s.content) FROM {TABLE} s {_known()}",
            [dataset_id],
        )
        added, changed, unchanged = cursor.fetchone()
    return Difference(added, changed, unchanged, _current(dataset_id) - changed - unchanged)


def write(*, dataset_id: int, version_id: int, ends_gone: bool = False) -> None:
    """Close the current figures that have changed and add the new ones; `ends_gone` also closes what the file lacks."""
    table = Observation._meta.db_table
    if _current(dataset_id):
        _run(f'CREATE UNIQUE INDEX IF NOT EXISTS {TABLE}_key ON {TABLE} ("key")')
        close = f'UPDATE "{table}" SET until_version_id = %s WHERE dataset_id = %s AND until_version_id IS NULL AND '
        met = f'SELECT 1 FROM {TABLE} s WHERE s."key" = "{table}"."key"'
        _run(f'{close} EXISTS ({met} AND s.content <> "{table}".content)', version_id, dataset_id)
        if ends_gone:
            _run(f"{close} NOT EXISTS ({met})", version_id, dataset_id)
    names = ", ".join(f'"{name}"' for name in COLUMNS)
    values = ", ".join(_value_of(name) for name in COLUMNS)
    _run(
        f'INSERT INTO "{table}" ({names}, dataset_id, since_version_id) '
        f"SELECT {values}, %s, %s FROM {TABLE} s {_known()} WHERE o.id IS NULL ORDER BY s.line",
        dataset_id,
        version_id,
        dataset_id,
    )


def _insert(rows: pl.DataFrame) -> None:
    """Add rows to the table: as one stream on PostgreSQL, as one statement on any other database."""
    rows = rows.select("line", *COLUMNS)
    names = ", ".join(f'"{name}"' for name in rows.columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            text = rows.write_csv(include_header=False, null_value=NULL).encode()
            with cursor.copy(f"COPY {TABLE} ({names}) FROM STDIN (FORMAT csv, NULL '{NULL}')") as stream:
                stream.write(text)
        else:
            places = ", ".join(["%s"] * rows.width)
            cursor.executemany(f"INSERT INTO {TABLE} ({names}) VALUES ({places})", rows.rows())


def _unknown_occupations() -> list[Problem]:
    """Return the occupations that ISCO-08 does not know, each where it stands first."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT occupation, MIN(line) FROM {TABLE} GROUP BY occupation ORDER BY 2 LIMIT {LISTED}")
        found = cursor.fetchall()
    return [
        Problem(line, "occupation", code, "unknown_occupation", {})
        for code, line in found
        if code and not rules.is_occupation(code)
    ]


def _mark_groups(check: EvidenceCheck) -> None:
    """Set apart the areas that the file itself names as groups of countries."""
    groups = {problem.value.lstrip("0") for problem in check.problems if problem.code == "aggregate"}
    for group in sorted(groups - {""}):
        if not rules.place_of(group).is_group:
            _run(f"UPDATE {TABLE} SET is_aggregate = %s WHERE area = %s OR partner = %s", True, group, group)


def _known() -> str:
    table = Observation._meta.db_table
    return f'LEFT JOIN "{table}" o ON o.dataset_id = %s AND o."key" = s."key" AND o.until_version_id IS NULL'


def _value_of(name: str) -> str:
    is_json = name == "dimensions" and connection.vendor == "postgresql"
    return "CAST(s.dimensions AS jsonb)" if is_json else f's."{name}"'


def _current(dataset_id: int | None) -> int:
    """Return how many figures a dataset has now."""
    return Observation.objects.filter(dataset_id=dataset_id, until_version=None).count() if dataset_id else 0


def _distinct(name: str) -> tuple[str, ...]:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT DISTINCT "{name}" FROM {TABLE} ORDER BY 1')
        return tuple(row[0] for row in cursor.fetchall())


def _one(statement: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return int(cursor.fetchone()[0])


def _run(statement: str, *values: str | int | bool) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)

"""The bulk writer: a file's figures go to a table of this connection, are compared there, and written in one piece.

All of it happens inside the caller's transaction. The table is seen by this connection alone and ends with it, so an
import that is killed leaves nothing.
"""

# ruff: noqa: S608 - all names in the statements are those of our own tables; values are always parameters.

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

from django.db import connection

from corridor.batch.evidence_check import EvidenceCheck
from corridor.batch.evidence_formats import Recognised, recognise
from corridor.batch.evidence_record import LISTED, Findings, Problem, Record, UnusableFileError
from corridor.batch.evidence_source import guarded, open_source
from corridor.knowledge.labour_market import rules
from corridor.knowledge.labour_market.models import Observation

TABLE: Final = "labour_market_arriving"
BATCH: Final = 5_000
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
LIMITS: Final = {"indicator": 120, "area": 20, "partner": 20, "occupation": 20, "sex": 20, "unit": 40}


class Arriving(NamedTuple):
    """One figure on its way into the database: the line of its file, then the columns of the table."""

    line: int
    key: str
    content: str
    indicator: str
    area: str
    partner: str
    occupation: str
    sex: str
    time: str
    unit: str
    dimensions: str
    value: str | None
    raw: str
    flags: str
    raw_flags: str
    source: str
    is_aggregate: bool
    is_modelled: bool


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
    findings = Findings(year)
    counts = [0, 0, 0]
    fatal: Problem | None = None
    with ExitStack() as stack:
        try:
            found = recognise(guarded(lambda: open_source(path, stack)), findings, asked)
            _fill(found, findings, counts)
        except UnusableFileError as unusable:
            fatal = unusable.problem
    problems = (*findings.listed(), *_unknown_occupations(), *([fatal] if fatal else []))
    check = EvidenceCheck(findings.format, counts[0], counts[1], counts[2], findings.bad, problems, fatal)
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


def _fill(found: Recognised, findings: Findings, counts: list[int]) -> None:
    """Read row after row, and write them to the table in batches."""

    def counted() -> Iterator[tuple[int, list[str]]]:
        for row in found.rows:
            counts[0] += 1
            yield row

    arrivals = Arrivals(findings)
    waiting: list[Arriving] = []
    for record in found.layout.records(counted()):
        arriving = arrivals.take(record, found.layout.dimension_names)
        if arriving is None:
            continue
        counts[1] += 1
        counts[2] += arriving.value is None
        waiting.append(arriving)
        if len(waiting) == BATCH:
            _insert(waiting)
            waiting = []
    _insert(waiting)


@dataclass(slots=True)
class Arrivals:
    """The figures of one file on their way: what the database cannot hold, and what it holds already, is refused."""

    findings: Findings
    _seen: set[str] = field(default_factory=set)

    def take(self, record: Record, names: tuple[str, ...]) -> Arriving | None:
        """Return a record as a row of the table; None where it cannot be one."""
        value, partner = record.value, rules.place_of(record.partner)
        about = {
            "indicator": record.indicator,
            "area": record.area,
            "partner": partner.code,
            "occupation": rules.occupation_of(record.occupation),
            "sex": record.sex,
            "unit": record.unit,
        }
        dimensions = rules.dimensions_text(names, record.dimensions)
        key = rules.key_of((*about.values(), record.time, dimensions))
        if not self._fits(record, about, key):
            return None
        flags = " ".join(record.flags)
        return Arriving(
            record.line, key, rules.content_of(value, record.flags, record.source),
            about["indicator"], about["area"], about["partner"], about["occupation"], about["sex"], record.time,
            about["unit"], dimensions, None if value is None else rules.plain(value), record.raw[:60], flags,
            record.raw_flags[:40], record.source[:200], rules.place_of(record.area).is_group or partner.is_group,
            rules.is_modelled(record.time, record.flags, year=self.findings.year),
        )  # fmt: skip

    def _fits(self, record: Record, about: Mapping[str, str], key: str) -> bool:
        """Say whether the database can hold a figure; refuse its row where not."""
        long = next((name for name, text in about.items() if len(text) > LIMITS[name]), "")
        if long:
            self.findings.refuse(record.line, long, about[long], "too_long")
        elif record.value is not None and abs(record.value) >= rules.LARGEST:
            self.findings.refuse(record.line, "", record.raw, "out_of_range")
        elif "\x00" in "".join((*about.values(), *record.dimensions, record.source, record.raw_flags)):
            self.findings.refuse(record.line, "", record.source, "control_character")
        elif key in self._seen:
            self.findings.refuse(record.line, "", record.raw, "duplicate_key")
        else:
            self._seen.add(key)
            return True
        return False


def _insert(rows: list[Arriving]) -> None:
    if rows:
        places = ", ".join(["%s"] * len(Arriving._fields))
        with connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {TABLE} VALUES ({places})", rows)


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


def _run(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)

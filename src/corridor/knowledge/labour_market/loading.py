"""The bulk writer: a file's figures wait in a folder, are compared with the current ones, and are written in one piece.

Writing happens inside the caller's transaction, and the folder goes with the block that opened it, so an import that is
killed leaves nothing in the database.
"""

# ruff: noqa: S608 - the statements hold names of our own table and whole numbers; all else are parameters.

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import polars as pl
from django.db import connection

from corridor.batch.evidence_check import EvidenceCheck, read_frames
from corridor.knowledge.labour_market import rules
from corridor.knowledge.labour_market.arrivals import Arrivals
from corridor.knowledge.labour_market.models import Observation

COLUMNS: Final = (
    "key", "content", "indicator", "area", "partner", "occupation", "sex", "time", "unit", "dimensions", "value", "raw",
    "flags", "raw_flags", "source", "is_aggregate", "is_modelled",
)  # fmt: skip
"""The columns that a figure brings from its file; they are called as in `Observation`."""

AT_ONCE: Final = 5_000
"""So many rows are handed over at a time."""

TOGETHER: Final = 50
"""So many rows are one statement of SQLite, which is twice as fast as one row each."""

MANY: Final = 50_000
"""From so many rows, and where they at least double the table, its indexes are made anew in the end.

Until then nobody reads the table on PostgreSQL."""

CACHE_KIB: Final = 100_000
"""Memory for SQLite's index of keys, which come in no order; with its usual 2 MB each would be written many times."""

SORT_KIB: Final = 262_144
"""Memory that PostgreSQL may use to sort an index that it makes anew."""

CURRENT: Final = {"id": pl.Int64, "key": pl.String, "content": pl.String}


@dataclass(frozen=True, slots=True)
class Difference:
    """What a file would change in a dataset, in figures; `gone` are those that the dataset has and the file has not."""

    added: int
    changed: int
    unchanged: int
    gone: int


@dataclass(frozen=True, slots=True)
class Staged:
    """A file whose figures wait in a folder: its check, indicators, sources, and the groups that it names itself."""

    check: EvidenceCheck
    parts: tuple[Path, ...] = ()
    indicators: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    groups: frozenset[str] = frozenset()
    _current: dict[int, pl.DataFrame] = field(default_factory=dict)

    def current(self, dataset_id: int | None) -> pl.DataFrame:
        """Return number, key and content of the figures that a dataset has, asked once in the transaction."""
        if dataset_id is None:
            return pl.DataFrame(schema=CURRENT)
        if dataset_id not in self._current:
            self._current[dataset_id] = _current(dataset_id)
        return self._current[dataset_id]

    def frames(self) -> Iterator[pl.DataFrame]:
        """Yield the figures in the order of the file."""
        for part in self.parts:
            yield pl.read_ipc(part, memory_map=True)

    def keys(self) -> pl.DataFrame:
        """Return key and content of every figure."""
        found = [pl.read_ipc(part, columns=["key", "content"], memory_map=True) for part in self.parts]
        return pl.concat(found) if found else pl.DataFrame(schema={"key": pl.String, "content": pl.String})


@contextmanager
def staging(path: Path, *, year: int, asked: str = "auto") -> Iterator[Staged]:
    """Read a file into a folder, which goes at the end of the block.

    Raises
    ------
    InputError : the file cannot be opened
    """
    with TemporaryDirectory(prefix="corridor-evidence-") as folder:
        yield stage(path, Path(folder), year=year, asked=asked)


def stage(path: Path, folder: Path, *, year: int, asked: str = "auto") -> Staged:
    """Read a file into a folder; figures that cannot be used are left out."""
    arrivals, parts = Arrivals(year), list[Path]()

    def keep(frame: pl.DataFrame, names: tuple[str, ...]) -> None:
        parts.append(folder / f"{len(parts)}.arrow")
        arrivals.take(frame, names).select("line", *COLUMNS).write_ipc(parts[-1])

    check = read_frames(path, year=year, asked=asked, keep=keep)
    check = replace(
        check,
        figures=arrivals.figures,
        without_value=arrivals.without_value,
        bad=check.bad + arrivals.findings.bad,
        problems=(*check.problems, *arrivals.problems),
    )
    return Staged(check, tuple(parts), arrivals.indicators, arrivals.sources, _groups(check))


def _groups(check: EvidenceCheck) -> frozenset[str]:
    """Return the areas that the file itself names as groups of countries, and that nothing else tells apart."""
    named = {problem.value.lstrip("0") for problem in check.problems if problem.code == "aggregate"} - {""}
    return frozenset(group for group in named if not rules.place_of(group).is_group)


def difference(staged: Staged, *, dataset_id: int | None) -> Difference:
    """Compare the figures with the current ones of a dataset; without a dataset all are new."""
    current = staged.current(dataset_id)
    if not current.height:
        return Difference(staged.check.figures, 0, 0, 0)
    met = staged.keys().join(current, on="key", how="inner")
    unchanged = int((met["content"] == met["content_right"]).sum())
    return Difference(staged.check.figures - met.height, met.height - unchanged, unchanged, current.height - met.height)


def write(staged: Staged, *, dataset_id: int, version_id: int, ends_gone: bool = False) -> None:
    """Close the current figures that have changed and add the new ones; `ends_gone` also closes what the file lacks."""
    current = staged.current(dataset_id)
    if current.height:
        keys = staged.keys()
        same = keys.join(current, on=["key", "content"], how="semi")
        closed = current.join(same, on="key", how="anti")
        _close(closed if ends_gone else closed.join(keys, on="key", how="semi"), version_id)
    with _eased(staged.check.figures):
        for frame in staged.frames():
            new = frame.join(current, on=["key", "content"], how="anti", maintain_order="left")
            _insert(_grouped(new, staged.groups), dataset_id=dataset_id, version_id=version_id)


def summary(staged: Staged) -> dict[str, object]:
    """Return what the figures are, as `selectors.summary_of` says it of a dataset that has no others."""
    columns = ["indicator", "area", "partner", "time", "is_aggregate", "is_modelled"]
    rows = _grouped(pl.concat(frame.select(columns) for frame in staged.frames()), staged.groups)
    time = pl.col("time").filter((pl.col("time") != "") & ~pl.col("is_modelled"))
    held = rows.group_by("indicator").agg(pl.len(), time.min().alias("first"), time.max().alias("last"))
    return {
        "rows": rows.height,
        "areas": rows.filter(~pl.col("is_aggregate"))["area"].n_unique(),
        "indicators": {
            code: {"rows": number, "first": first or "", "last": last or ""}
            for code, number, first, last in held.sort("indicator").iter_rows()
        },
    }


def _grouped(rows: pl.DataFrame, groups: frozenset[str]) -> pl.DataFrame:
    if not groups:
        return rows
    named = pl.col("area").is_in(list(groups)) | pl.col("partner").is_in(list(groups))
    return rows.with_columns(pl.col("is_aggregate") | named)


def _current(dataset_id: int) -> pl.DataFrame:
    table = Observation._meta.db_table
    query = f'SELECT id, "key", content FROM "{table}" WHERE dataset_id = {dataset_id:d} AND until_version_id IS NULL'
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY ({query}) TO STDOUT (FORMAT csv)") as stream:
                text = b"".join(map(bytes, stream))
            return pl.read_csv(text, has_header=False, schema=CURRENT) if text else pl.DataFrame(schema=CURRENT)
        cursor.execute(query)
        parts = [pl.DataFrame(schema=CURRENT)]
        while rows := cursor.fetchmany(10 * AT_ONCE):
            parts.append(pl.DataFrame(rows, schema=CURRENT, orient="row"))
    return pl.concat(parts)


def _close(figures: pl.DataFrame, version_id: int) -> None:
    table = Observation._meta.db_table
    with connection.cursor() as cursor:
        for part in figures.iter_slices(AT_ONCE):
            numbers = ", ".join(str(number) for number in part["id"].to_list())
            cursor.execute(f'UPDATE "{table}" SET until_version_id = %s WHERE id IN ({numbers})', [version_id])


def _insert(rows: pl.DataFrame, *, dataset_id: int, version_id: int) -> None:
    """Add rows to the table: as one stream on PostgreSQL, in statements of many rows on any other database."""
    numbers = [pl.lit(dataset_id).alias("dataset_id"), pl.lit(version_id).alias("since_version_id")]
    rows = rows.select(*COLUMNS, *numbers)
    table, names = Observation._meta.db_table, ", ".join(f'"{name}"' for name in rows.columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # An empty text is written as "", which PostgreSQL tells apart from the nothing that stands for null.
            text = rows.write_csv(include_header=False).encode()
            with cursor.copy(f'COPY "{table}" ({names}) FROM STDIN (FORMAT csv)') as stream:
                stream.write(text)
            return
        # What is no plain number or text costs Python's module a look-up for each cell.
        rows = rows.with_columns(pl.col(pl.Boolean).cast(pl.Int8))
        places = f"({', '.join(['%s'] * rows.width)})"
        for part in rows.iter_slices(AT_ONCE):
            cells = part.rows()
            whole = len(cells) - len(cells) % TOGETHER
            many = [[cell for row in cells[at : at + TOGETHER] for cell in row] for at in range(0, whole, TOGETHER)]
            cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES {", ".join([places] * TOGETHER)}', many)
            cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES {places}', cells[whole:])


@contextmanager
def _eased(figures: int) -> Iterator[None]:
    """Make it easy for the database to take in many rows: the indexes of a table that grows much are made in the end.

    After a failure the transaction is rolled back, and with it what became of the indexes.
    """
    with _eased_sqlite() if connection.vendor == "sqlite" else nullcontext(), connection.cursor() as cursor:
        table = Observation._meta.db_table
        held = _held(table)
        indexes = _indexes(table) if figures >= max(MANY, held) else {}
        for name in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
        yield
        if indexes and connection.vendor == "postgresql":
            cursor.execute(f"SET LOCAL maintenance_work_mem = '{SORT_KIB}kB'")
        for statement in indexes.values():
            cursor.execute(statement)


@contextmanager
def _eased_sqlite() -> Iterator[None]:
    """Give SQLite memory, and spare it a second look at our own JSON."""
    with connection.cursor() as cursor:
        usual = cursor.execute("PRAGMA cache_size").fetchone()[0]
        cursor.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        cursor.execute("PRAGMA ignore_check_constraints = ON")
        try:
            yield
        finally:
            cursor.execute("PRAGMA ignore_check_constraints = OFF")
            cursor.execute(f"PRAGMA cache_size = {usual:d}")


def _held(table: str) -> int:
    """Return about how many rows the table holds."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT MAX(id) FROM "{table}"')
        return cursor.fetchone()[0] or 0


def _indexes(table: str) -> dict[str, str]:
    """Return the statements that make the indexes of a table, but for that of its key."""
    query = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql <> '' AND tbl_name = %s"
    if connection.vendor == "postgresql":
        query = (
            "SELECT c.relname, pg_get_indexdef(i.indexrelid) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
            " WHERE i.indrelid = to_regclass(%s) AND NOT i.indisprimary"
        )
    with connection.cursor() as cursor:
        cursor.execute(query, [table])
        return dict(cursor.fetchall())

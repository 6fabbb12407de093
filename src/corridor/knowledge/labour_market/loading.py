"""The bulk writer: a file's figures wait in a folder, are compared with the current ones, and are written in one piece.

Writing happens inside the caller's transaction, and the folder goes with the block that opened it, so an import that is
killed leaves nothing in the database.
"""

# ruff: noqa: S608 - the statements hold names of our own table and whole numbers; all else are parameters.

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
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

NULL: Final = r"\N"
AT_ONCE: Final = 5_000
"""So many rows are put into one statement."""

CACHE_KIB: Final = 200_000
"""Memory for SQLite's index of keys, which come in no order; with its usual 2 MB each would be written many times."""

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
    current = _current(dataset_id)
    if not current.height:
        return Difference(staged.check.figures, 0, 0, 0)
    met = staged.keys().join(current, on="key", how="inner")
    unchanged = int((met["content"] == met["content_right"]).sum())
    return Difference(staged.check.figures - met.height, met.height - unchanged, unchanged, current.height - met.height)


def write(staged: Staged, *, dataset_id: int, version_id: int, ends_gone: bool = False) -> None:
    """Close the current figures that have changed and add the new ones; `ends_gone` also closes what the file lacks."""
    with _room_for_keys():
        current = _current(dataset_id)
        if current.height:
            keys = staged.keys()
            same = keys.join(current, on=["key", "content"], how="inner")["key"]
            closed = current.filter(~pl.col("key").is_in(same.implode()))
            if not ends_gone:
                closed = closed.join(keys, on="key", how="semi")
            _close(closed["id"].to_list(), version_id)
        for frame in staged.frames():
            new = (
                frame.join(current, on=["key", "content"], how="anti", maintain_order="left")
                if current.height
                else frame
            )
            _insert(_grouped(new, staged.groups), dataset_id=dataset_id, version_id=version_id)


def _grouped(rows: pl.DataFrame, groups: frozenset[str]) -> pl.DataFrame:
    if not groups:
        return rows
    named = pl.col("area").is_in(list(groups)) | pl.col("partner").is_in(list(groups))
    return rows.with_columns(pl.col("is_aggregate") | named)


def _current(dataset_id: int | None) -> pl.DataFrame:
    """Return number, key and content of the figures that a dataset has now."""
    if dataset_id is None:
        return pl.DataFrame(schema=CURRENT)
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


def _close(ids: list[int], version_id: int) -> None:
    table = Observation._meta.db_table
    with connection.cursor() as cursor:
        for start in range(0, len(ids), AT_ONCE):
            numbers = ", ".join(str(number) for number in ids[start : start + AT_ONCE])
            cursor.execute(f'UPDATE "{table}" SET until_version_id = %s WHERE id IN ({numbers})', [version_id])


def _insert(rows: pl.DataFrame, *, dataset_id: int, version_id: int) -> None:
    """Add rows to the table: as one stream on PostgreSQL, in statements of many rows on any other database."""
    rows = rows.select(*COLUMNS, pl.lit(dataset_id).alias("dataset_id"), pl.lit(version_id).alias("since_version_id"))
    table, names = Observation._meta.db_table, ", ".join(f'"{name}"' for name in rows.columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            text = rows.write_csv(include_header=False, null_value=NULL).encode()
            with cursor.copy(f"COPY \"{table}\" ({names}) FROM STDIN (FORMAT csv, NULL '{NULL}')") as stream:
                stream.write(text)
            return
        places = ", ".join(["%s"] * rows.width)
        for part in rows.iter_slices(AT_ONCE):
            cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({places})', part.rows())


@contextmanager
def _room_for_keys() -> Iterator[None]:
    """Give SQLite memory for the index of keys for the length of a block."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        usual = cursor.execute("PRAGMA cache_size").fetchone()[0]
        cursor.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA cache_size = {usual:d}")

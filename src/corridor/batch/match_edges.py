"""The listed pairs as frames and files."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import polars as pl
from polars.io.plugins import register_io_source

from corridor.engines.matching import Allocation, Edges, Store
from corridor.engines.matching.parts import Table
from corridor.engines.matching.types import Ints

ROW_GROUP = 2**19
"""Rows are written in groups of so many, which are compressed one by one."""
COMPRESSION: Final = "lz4"
"""A third of the time of zstd, at a fifth more room."""


def columns_of(edges: Edges) -> Table:
    """Return the columns of edges."""
    return Table(
        edges.vacancy,
        edges.candidate,
        edges.rank,
        edges.score,
        edges.part_essential,
        edges.part_optional,
        edges.part_occupation,
        edges.part_experience,
    )


class Ids:
    """The ids of both sides, in the order of the store."""

    def __init__(self, store: Store) -> None:
        self.vacancies = id_series(store.vacancies.ids)
        self.candidates = id_series(store.candidates.ids)

    def schema(self) -> dict[str, pl.DataType]:
        """Return the types of the columns of edges."""
        floats = ("score", "part_essential", "part_optional", "part_occupation", "part_experience")
        return {
            "vacancy_id": self.vacancies.dtype,
            "candidate_id": self.candidates.dtype,
            "rank": pl.Int32(),
            **dict.fromkeys(floats, pl.Float64()),
        }

    def frame(self, table: Table) -> pl.DataFrame:
        """Return listed pairs as a frame."""
        return pl.DataFrame(
            {
                "vacancy_id": ids_at(self.vacancies, table.vacancy),
                "candidate_id": ids_at(self.candidates, table.candidate),
                "rank": table.rank,
                "score": table.score,
                "part_essential": table.essential,
                "part_optional": table.optional,
                "part_occupation": table.occupation,
                "part_experience": table.experience,
            }
        )

    def allocation(self, allocation: Allocation) -> pl.DataFrame:
        """Return nominated pairs as a frame."""
        return pl.DataFrame(
            {
                "vacancy_id": ids_at(self.vacancies, allocation.vacancy),
                "candidate_id": ids_at(self.candidates, allocation.candidate),
                "score": allocation.score,
            }
        )


def id_series(ids: npt.NDArray[np.generic]) -> pl.Series:
    """Return ids as a column."""
    if ids.dtype == np.int64 and len(ids):
        return pl.Series(ids)
    return pl.Series(ids.tolist(), dtype=pl.String)


def ids_at(ids: pl.Series, places: Ints) -> pl.Series:
    """Return ids by their places."""
    return ids.gather(pl.Series(places.astype(np.uint32)))


def write_edges(path: Path, ids: Ids, tables: Iterator[Table]) -> None:
    """Write listed pairs to a Parquet file as they come; no more than a few tables are held at a time.

    The groups of rows do not depend on how the tables are cut, nor on the number of threads.
    """

    def frames(
        columns: list[str] | None, predicate: pl.Expr | None, rows: int | None, batch: int | None
    ) -> Iterator[pl.DataFrame]:
        del columns, predicate, rows, batch
        yield from map(ids.frame, tables)

    source = register_io_source(io_source=frames, schema=ids.schema())
    source.sink_parquet(path, compression=COMPRESSION, row_group_size=ROW_GROUP)

"""One match from files to files."""

import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from corridor.batch.match_allocation import Allocated, allocated_by
from corridor.batch.match_checks import check_tables
from corridor.batch.match_layout import CANDIDATES, VACANCIES
from corridor.batch.match_report import MatchReport, document_of, write_json
from corridor.batch.match_settings import groups_of, quotas_of, read_quotas
from corridor.batch.match_store import store_from_tables
from corridor.batch.match_tables import Table, read_table
from corridor.engines.matching import Allocation, Asking, Edges, Options, Store, choice_from, rank
from corridor.engines.matching.types import Ints
from corridor.kernel.errors import N_, DataUnavailable

BYTES_PER_EDGE = 120


@dataclass(frozen=True, slots=True)
class Plan:
    """What a match was asked to do."""

    candidates: Path
    vacancies: Path
    out: Path
    options: Options
    allocate: str
    quotas: Path | None
    gap: float
    compare: bool
    memory: float | None
    parameters: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Clock:
    """Seconds by phase."""

    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Time a phase, and name it on a terminal."""
        if sys.stderr.isatty():
            print(f"{name} ...", file=sys.stderr)
        start = time.perf_counter()
        yield
        self.seconds[name] = round(time.perf_counter() - start, 3)


def carry_out(plan: Plan) -> MatchReport:
    """Read, rank, allocate and write."""
    clock = Clock()
    rows = () if plan.quotas is None else read_quotas(plan.quotas)
    with clock.phase("read"):
        candidates = read_table(plan.candidates, CANDIDATES, keep={row.column for row in rows})
        vacancies = read_table(plan.vacancies, VACANCIES)
    with clock.phase("check"):
        check_tables(candidates, vacancies)
    with clock.phase("index"):
        store = store_from_tables(candidates, vacancies)
    candidates, vacancies = candidates.without_lists(), vacancies.without_lists()
    refuse_too_large(plan, store)
    with clock.phase("rank"):
        edges = rank(store, plan.options)
    # Quotas are read and checked even without an allocation, so that a slip does not wait for the next run.
    quotas = quotas_of(rows, store, candidates)
    allocated = Allocated()
    if plan.allocate != "none" or plan.compare:
        with clock.phase("allocate"):
            choice = choice_from(store, edges, quotas=quotas, groups=groups_of(rows, candidates))
            allocated = allocated_by(choice, plan.allocate, gap=plan.gap, side_by_side=plan.compare)
    return written(plan, clock, store, edges, allocated, candidates, vacancies)


def refuse_too_large(plan: Plan, store: Store) -> None:
    """Refuse a match whose listed pairs would not fit into the memory that was allowed."""
    people, posts = len(store.candidates), len(store.vacancies)
    asking, others = (posts, people) if plan.options.asking is Asking.VACANCIES else (people, posts)
    needed = asking * min(plan.options.top, others) * BYTES_PER_EDGE / 1e9
    if plan.memory is not None and needed > plan.memory:
        raise DataUnavailable(
            N_("The lists may take %(needed)s GB; %(allowed)s GB are allowed."),
            hint=N_("Ask for shorter lists with --top, or allow more with --memory."),
            field="memory",
            params={"needed": round(needed, 1), "allowed": plan.memory},
        )


def written(
    plan: Plan,
    clock: Clock,
    store: Store,
    edges: Edges,
    allocated: Allocated,
    candidates: Table,
    vacancies: Table,
) -> MatchReport:
    """Write the results beside their place, then move them there."""
    with beside(plan.out) as place:
        with clock.phase("write"):
            edge_frame(store, edges).write_parquet(place / "edges.parquet")
            if allocated.chosen is not None:
                allocation_frame(store, allocated.chosen).write_parquet(place / "allocation.parquet")
        document = document_of(plan.parameters, plan.options, clock.seconds, edges, allocated, candidates, vacancies)
        write_json(document, place / "report.json")
    return MatchReport(
        document=document,
        edges_file=plan.out / "edges.parquet",
        allocation_file=None if allocated.chosen is None else plan.out / "allocation.parquet",
        report_file=plan.out / "report.json",
    )


@contextmanager
def beside(out: Path) -> Iterator[Path]:
    """Give a new directory beside `out`; its files replace those of an earlier match if all went well."""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        place = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    except OSError as refused:
        raise no_place(out) from refused
    try:
        yield place
        out.mkdir(exist_ok=True)
        (out / "report.json").unlink(missing_ok=True)
        (out / "allocation.parquet").unlink(missing_ok=True)
        # The report comes last: where it stands, the results are whole.
        for file in sorted(place.iterdir()):
            file.replace(out / file.name)
    except OSError as refused:
        raise no_place(out) from refused
    finally:
        shutil.rmtree(place, ignore_errors=True)


def no_place(out: Path) -> DataUnavailable:
    """Return the error for a directory that can not be written."""
    return DataUnavailable(
        N_("The results can not be written to %(out)s."),
        hint=N_("Name a directory that you may write to, on a disk with room."),
        field="out",
        params={"out": str(out)},
    )


def edge_frame(store: Store, edges: Edges) -> pl.DataFrame:
    """Return the listed pairs as a table."""
    return pl.DataFrame(
        {
            "vacancy_id": ids_at(store.vacancies.ids.tolist(), edges.vacancy),
            "candidate_id": ids_at(store.candidates.ids.tolist(), edges.candidate),
            "rank": edges.rank,
            "score": edges.score,
            "part_essential": edges.part_essential,
            "part_optional": edges.part_optional,
            "part_occupation": edges.part_occupation,
            "part_experience": edges.part_experience,
        }
    )


def allocation_frame(store: Store, allocation: Allocation) -> pl.DataFrame:
    """Return the nominated pairs as a table."""
    return pl.DataFrame(
        {
            "vacancy_id": ids_at(store.vacancies.ids.tolist(), allocation.vacancy),
            "candidate_id": ids_at(store.candidates.ids.tolist(), allocation.candidate),
            "score": allocation.score,
        }
    )


def ids_at(ids: list[object], places: Ints) -> pl.Series:
    """Return ids by their places."""
    kind = pl.Int64 if ids and isinstance(ids[0], int) else pl.String
    return pl.Series(ids, dtype=kind).gather(pl.Series(places, dtype=pl.UInt32))

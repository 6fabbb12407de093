"""One match from files to files."""

import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from corridor.batch.match_allocation import Allocated
from corridor.batch.match_checks import check_tables
from corridor.batch.match_edges import Ids, write_edges
from corridor.batch.match_layout import CANDIDATES, VACANCIES
from corridor.batch.match_limits import Limits, allocated_within, limits_of, read_limit_files, refuse_combinations
from corridor.batch.match_memory import Forecast, forecast_of
from corridor.batch.match_plan import Plan
from corridor.batch.match_progress import Clock
from corridor.batch.match_quotas import groups_of
from corridor.batch.match_ranking import Ranking, SmallRanking, is_small, large_ranking
from corridor.batch.match_report import MatchReport, document_of, near_of, write_json
from corridor.batch.match_store import store_from_tables
from corridor.batch.match_tables import Table, read_table
from corridor.batch.match_work import digest_of, forget_work, work_in
from corridor.engines.compute import Cluster
from corridor.engines.matching import Store
from corridor.kernel.errors import N_, DataUnavailable


@dataclass(frozen=True, slots=True)
class Market:
    """Two tables that were read and checked, without their lists, and the columns of the engine."""

    candidates: Table
    vacancies: Table
    store: Store
    limits: Limits
    limit_files: Mapping[str, Mapping[str, str]]


def carry_out(plan: Plan) -> MatchReport:
    """Read, rank, allocate and write."""
    refuse_combinations(plan)
    clock = Clock(plan.progress)
    forecast = forecast_of(plan)
    cluster = Cluster(plan.dask) if plan.dask else None
    try:
        market = read_market(plan, clock)
        with clock.phase("rank"):
            ranking = ranked(plan, market, clock, cluster, spills=forecast.spills)
    finally:
        if cluster:
            cluster.close()
    return written(plan, clock, market, ranking, forecast)


def read_market(plan: Plan, clock: Clock) -> Market:
    """Return what the files hold; a slip in the quotas, reserves or tracks does not wait for the ranking."""
    files = read_limit_files(plan)
    with clock.phase("read"):
        candidates, vacancies = read_both(plan, files.candidate_columns)
    with clock.phase("check"):
        check_tables(candidates, vacancies)
    with clock.phase("index"):
        store = store_from_tables(candidates, vacancies)
    candidates, vacancies = candidates.without_lists(), vacancies.without_lists()
    limits = limits_of(plan, files, store, candidates, vacancies)
    return Market(candidates, vacancies, store, limits, files.digests)


def read_both(plan: Plan, candidate_columns: Iterable[str]) -> tuple[Table, Table]:
    """Return both tables, read side by side unless memory is bounded; errors of the candidates come first."""
    further = {"region"} if plan.households == "region" else ()
    with ThreadPoolExecutor(1) as other:
        reading = other.submit(read_table, plan.vacancies, VACANCIES, keep=further) if plan.memory is None else None
        candidates = read_table(plan.candidates, CANDIDATES, keep=candidate_columns)
        return candidates, reading.result() if reading else read_table(plan.vacancies, VACANCIES, keep=further)


def ranked(plan: Plan, market: Market, clock: Clock, cluster: Cluster | None, *, spills: bool) -> Ranking:
    """Return the lists of a market; finished pieces of a large one are kept until the results are whole."""
    store, size = market.store, (len(market.store.candidates), len(market.store.vacancies))
    # A cluster is taken at its word, except where there is nothing to do.
    if is_small(*size) and not (cluster and all(size)):
        return SmallRanking(store, plan.options)
    ranking = large_ranking(store, plan.options)
    digest = digest_of((market.candidates, market.vacancies), plan.options, ranking.cuts)
    try:
        work = work_in(plan.out, digest) if len(ranking.cuts) > 1 or spills else None
        ranking.find(clock, work=work, cluster=cluster, spills=spills)
    except OSError as refused:
        raise no_place(plan.out) from refused
    return ranking


def allocated(plan: Plan, clock: Clock, market: Market, ranking: Ranking) -> Allocated:
    """Return the allocations that were asked for."""
    with clock.phase("allocate"):
        limits = market.limits
        choice = ranking.choice(limits.quotas, groups_of(limits.quota_rows, market.candidates))
        return allocated_within(plan, limits, choice)


def written(plan: Plan, clock: Clock, market: Market, ranking: Ranking, forecast: Forecast) -> MatchReport:
    """Write the results beside their place, then move them there."""
    found, ids = Allocated(), Ids(market.store)
    with beside(plan.out) as place:
        with ThreadPoolExecutor(1) as other:
            # A solver takes one core and writing the other; with a bound of memory one comes after the other.
            is_beside = plan.allocates and plan.memory is None
            allocating = other.submit(allocated, plan, clock, market, ranking) if is_beside else None
            with clock.phase("write"):
                write_edges(place / "edges.parquet", ids, ranking.tables(threads=1 if allocating else 0))
            if plan.allocates:
                found = allocating.result() if allocating else allocated(plan, clock, market, ranking)
        if found.chosen is not None:
            with clock.phase("write"):
                ids.allocation(found.chosen).write_parquet(place / "allocation.parquet")
        tables = market.candidates, market.vacancies
        document = document_of(plan.parameters, plan.options, clock, ranking, found, tables, forecast)
        if plan.options.near:
            document["near"] = near_of(plan.options.near, market.store.words.skills)
        if market.limit_files:
            document["limit_files"] = dict(market.limit_files)
        write_json(document, place / "report.json")
    return MatchReport(
        document=document,
        edges_file=plan.out / "edges.parquet",
        allocation_file=None if found.chosen is None else plan.out / "allocation.parquet",
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
        forget_work(out)
    except (OSError, pl.exceptions.ComputeError) as refused:
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

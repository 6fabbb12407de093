"""A pipeline as arrays, handed in blocks to the compiled loop; loaded only when something is played."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from corridor.engines.pipeline import kernels
from corridor.engines.pipeline.draws import occurring, quantiles_of, shares_of
from corridor.engines.pipeline.kernels import Rules, Tallies
from corridor.engines.pipeline.types import Blow, Pipeline, Shock, Simulation

# Runs that one thread plays at a time; no result depends on it.
BLOCK = 250
_BLOWS = list(Blow)


def play(pipeline: Pipeline, shocks: tuple[Shock, ...], *, runs: int, seed: int, threads: int) -> Simulation:
    """Play a checked pipeline; see `simulate`."""
    rules, out = rules_of(pipeline, shocks), _tallies(pipeline, runs)
    shares, occurs = shares_of(pipeline, runs=runs, seed=seed), occurring(shocks, runs=runs, seed=seed)

    def work(block: int) -> None:
        first = block * BLOCK
        kernels.play(rules, np.uint64(seed), first, min(first + BLOCK, runs), shares, occurs, out, block)

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(work, range(len(out.leads))))
    return _simulation(pipeline, shocks, seed, out)


def rules_of(pipeline: Pipeline, shocks: tuple[Shock, ...]) -> Rules:
    """Return a pipeline and its shocks as arrays."""
    stages = pipeline.stages
    names = [stage.name for stage in stages]
    return Rules(
        entrants=np.array(pipeline.entrants, np.int64),
        capacity=_limits([stage.capacity for stage in stages]),
        places=_limits([stage.places for stage in stages]),
        ticks=np.array([quantiles_of(stage.duration) * kernels.TICKS for stage in stages]),
        cost=np.array([stage.cost_per_person for stage in stages], np.float64),
        fixed=np.array([stage.fixed_cost for stage in stages], np.float64),
        foreign=np.array([stage.foreign_share for stage in stages], np.float64),
        running=float(pipeline.running_cost_per_month),
        budget=np.inf if pipeline.budget is None else float(pipeline.budget),
        months=pipeline.months,
        target=names.index(pipeline.target.stage),
        blows=np.array([_BLOWS.index(shock.blow) for shock in shocks], np.int64),
        steps=np.array([-1 if shock.stage is None else names.index(shock.stage) for shock in shocks], np.int64),
        firsts=np.array([shock.first_month - 1 for shock in shocks], np.int64),
        lasts=np.array([shock.last_month or pipeline.months for shock in shocks], np.int64),
        sizes=np.array([shock.size for shock in shocks], np.float64),
    )


def _limits(values: list[int | None]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array([kernels.NO_LIMIT if value is None else value for value in values], np.int64)


def _tallies(pipeline: Pipeline, runs: int) -> Tallies:
    k, t = len(pipeline.stages), pipeline.months
    return Tallies(
        begun=np.zeros((runs, k), np.int64),
        passed=np.zeros((runs, k), np.int64),
        left=np.zeros((runs, k), np.int64),
        queued=np.zeros((runs, k), np.int64),
        waited=np.zeros((runs, k)),
        reached=np.zeros((runs, t), np.int64),
        spent=np.zeros((runs, t)),
        stopped=np.zeros(runs, np.int64),
        leads=np.zeros((-(-runs // BLOCK), t << (kernels.TICK_BITS - kernels.LEAD_BITS)), np.int64),
    )


def _simulation(pipeline: Pipeline, shocks: tuple[Shock, ...], seed: int, out: Tallies) -> Simulation:
    return Simulation(
        pipeline=pipeline,
        shocks=shocks,
        seed=seed,
        begun=out.begun,
        passed=out.passed,
        left=out.left,
        queued=out.queued,
        waited_months=out.waited,
        reached=np.cumsum(out.reached, axis=1),
        spent=out.spent,
        stopped_month=out.stopped,
        lead_eighths=out.leads.sum(axis=0),
    )

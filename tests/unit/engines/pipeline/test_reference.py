"""The compiled loop beside the plain one, to the last count."""

import numpy as np
import pytest

from corridor.engines.pipeline import Blow, Shock, simulate
from corridor.engines.pipeline.draws import shares_of
from corridor.engines.pipeline.reference import play_plain
from tests.factories.pipelines import a_scheme

SHOCKS = (
    Shock("Border closed", Blow.CLOSED, 7, 9, "departed"),
    Shock("Visa delay", Blow.SLOWER, 6, 12, "visa", 2),
    Shock("Withdrawal", Blow.WITHDRAWN, 8, None, "visa", 12),
    Shock("Exchange rate", Blow.EXCHANGE, 5, None, None, 0.15),
    Shock("Prices", Blow.COST, 3, 20, "trained", 0.1),
    Shock("All prices", Blow.COST, 4, 6, None, 0.05),
    Shock("Drop-out", Blow.DROP_OUT, 4, 8, None, 0.2),
)
RUNS = 12
RTOL = 1e-12  # sums of money in another order


@pytest.mark.parametrize("shocks", [(), SHOCKS, *((shock,) for shock in SHOCKS)])
@pytest.mark.parametrize("budget", [None, 90_000, 45_000, 3_000, 0])
def test_both_ways_agree(shocks, budget):
    pipeline = a_scheme(budget=budget)

    found = simulate(pipeline, shocks=shocks, runs=RUNS, seed=11)

    shares = shares_of(pipeline, runs=RUNS, seed=11)
    for run in range(0, RUNS, 4):
        plain = play_plain(pipeline, shocks, [float(share) for share in shares[run]], run=run, seed=11)
        assert found.begun[run].tolist() == plain.begun
        assert found.passed[run].tolist() == plain.passed
        assert found.left[run].tolist() == plain.left
        assert found.queued[run].tolist() == plain.queued
        assert found.stopped_month[run] == plain.stopped_month
        assert found.reached[run].tolist() == np.cumsum(plain.reached_by_month).tolist()
        assert found.spent[run] == pytest.approx(plain.spent_by_month, rel=RTOL)


@pytest.mark.parametrize("threads", [2, 5])
def test_any_number_of_threads_gives_the_same_runs(threads):
    alone = simulate(a_scheme(budget=60_000), shocks=SHOCKS, runs=900, seed=4)

    together = simulate(a_scheme(budget=60_000), shocks=SHOCKS, runs=900, seed=4, threads=threads)

    for name in ("begun", "passed", "left", "queued", "waited_months", "reached", "spent", "stopped_month"):
        assert np.array_equal(getattr(alone, name), getattr(together, name)), name
    assert np.array_equal(alone.lead_eighths, together.lead_eighths)


def test_more_runs_begin_with_the_same_runs():
    few, many = (simulate(a_scheme(), runs=runs, seed=4) for runs in (100, 700))

    assert np.array_equal(few.reached, many.reached[:100])


def test_another_seed_gives_other_runs():
    first, second = (simulate(a_scheme(), runs=100, seed=seed) for seed in (4, 5))

    assert not np.array_equal(first.reached, second.reached)

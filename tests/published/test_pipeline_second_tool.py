"""The pipeline beside closed forms and scipy's distributions."""

import numpy as np
import pytest
from scipy import stats

from corridor.engines.pipeline import certain, counted, fixed, judged, lognormal, observed, pert, report, simulate
from corridor.engines.pipeline.draws import CELLS, quantiles_of, shares_of
from tests.factories.pipelines import a_pipeline, a_stage

RUNS = 20_000
SIX_ERRORS = 6  # a right answer fails once in five hundred million


def test_a_row_of_certain_shares_is_a_binomial_funnel():
    n, shares = 200, (0.6, 0.75, 0.9)
    stages = [a_stage(f"step {k}", certain(share)) for k, share in enumerate(shares)]

    found = simulate(a_pipeline(*stages, entrants=(n,), people=90), runs=RUNS, seed=7)

    exact = stats.binom(n, np.prod(shares))
    people = found.reached[:, -1]
    assert people.mean() == pytest.approx(exact.mean(), abs=SIX_ERRORS * exact.std() / RUNS**0.5)
    # The variance of a sample variance is about 2 s^4 / n.
    assert people.var() == pytest.approx(exact.var(), rel=SIX_ERRORS * (2 / RUNS) ** 0.5)
    chance = exact.sf(89)
    assert report(found).chance_of_target == pytest.approx(
        chance, abs=SIX_ERRORS * (chance * (1 - chance) / RUNS) ** 0.5
    )


def test_a_share_learnt_from_counts_gives_the_beta_binomial_distribution():
    n = 60

    found = simulate(a_pipeline(a_stage(conversion=counted(14, 20)), entrants=(n,)), runs=RUNS, seed=9)

    exact = stats.betabinom(n, 14.5, 6.5)
    counts = np.bincount(found.passed[:, 0], minlength=n + 1) / RUNS
    # The Kolmogorov distance stays below 1.95 / sqrt(runs) in 999 of 1,000 samples.
    assert np.abs(np.cumsum(counts) - exact.cdf(np.arange(n + 1))).max() < 1.95 / RUNS**0.5


def test_a_judged_share_has_the_mean_of_the_pert_estimate():
    pipeline = a_pipeline(a_stage(conversion=judged(0.2, 0.5, 0.6)))

    shares = shares_of(pipeline, runs=RUNS, seed=3)[:, 0]

    exact = stats.beta(1 + 4 * 0.75, 1 + 4 * 0.25, loc=0.2, scale=0.4)
    assert exact.mean() == pytest.approx((0.2 + 4 * 0.5 + 0.6) / 6)
    assert shares.mean() == pytest.approx(exact.mean(), abs=SIX_ERRORS * exact.std() / RUNS**0.5)


@pytest.mark.parametrize(
    ("duration", "exact"),
    [
        (lognormal(2, 5), stats.lognorm(np.log(2.5) / stats.norm.ppf(0.9), scale=2)),
        (pert(1, 2, 5), stats.beta(2, 4, loc=1, scale=4)),
        (observed((0, 1), (1, 3)), stats.uniform(1, 2)),
    ],
)
def test_durations_have_the_quantiles_of_their_distribution(duration, exact):
    table = quantiles_of(duration)

    for share in (0.1, 0.25, 0.5, 0.75, 0.9, 0.99):
        place = share * CELLS
        between = np.interp(place, np.arange(CELLS + 1), table)
        assert between == pytest.approx(exact.ppf(share), rel=1e-4)  # straight between 4,096 quantiles


def test_a_lead_time_is_that_of_its_duration():
    pipeline = a_pipeline(a_stage(duration=lognormal(2, 5)), entrants=(100,), months=60)

    found = report(simulate(pipeline, runs=1_000, seed=5)).lead_months

    # Leads are counted in whole eighths of a month: up to an eighth less than they are.
    assert found.p50 == pytest.approx(2 - 1 / 16, abs=1 / 16)
    assert found.p90 == pytest.approx(5 - 1 / 16, abs=1 / 8)


def test_a_row_of_queues_follows_the_recursion_of_lindley():
    # In whole months: who begins = min(capacity, waiting), waiting' = waiting + arrivals - begun.
    entrants, capacities = (7, 3, 12, 0, 5, 9), (5, 4, 6)
    stages = [a_stage(f"step {k}", duration=fixed(1), capacity=room) for k, room in enumerate(capacities)]

    found = simulate(a_pipeline(*stages, entrants=entrants, months=20), runs=1, seed=1)

    arrivals = np.zeros(20, int)
    arrivals[: len(entrants)] = entrants
    for room in capacities:
        begun, waiting = np.zeros(20, int), 0
        for month in range(20):
            waiting += arrivals[month]
            begun[month] = min(room, waiting)
            waiting -= begun[month]
        arrivals = np.concatenate([[0], begun[:-1]])
    assert found.reached[0].tolist() == np.cumsum(arrivals).tolist()


def test_the_money_of_a_funnel_is_that_of_those_who_begin():
    stages = (a_stage("a", certain(0.5), cost_per_person=10), a_stage("b", certain(1), cost_per_person=100))

    found = simulate(a_pipeline(*stages, entrants=(100,)), runs=RUNS, seed=2)

    # 100 x 10 + 100 x Binomial(100, 0.5): standard deviation 500.
    assert found.spent[:, -1].mean() == pytest.approx(6_000, abs=SIX_ERRORS * 500 / RUNS**0.5)
    assert np.array_equal(found.spent[:, -1], 1_000 + 100 * found.begun[:, 1])

"""Distributions, draws and correlation."""

import math

import numpy as np
import pytest
from scipy import stats

from corridor.engines.appraisal import Uncertain, monte_carlo, pert, triangular
from corridor.engines.appraisal.distributions import central, checked, mean_of, quantiles
from corridor.engines.appraisal.draws import draw, rank_correlation
from corridor.kernel.errors import InputError

NORMAL = Uncertain(distribution="normal", mean=10, sd=2)
FIGURES = {
    "normal": NORMAL,
    "lognormal": Uncertain(distribution="lognormal", mean=10, sd=5),
    "triangular": Uncertain(distribution="triangular", a=2, mode=3, b=9),
    "pert": Uncertain(distribution="pert", a=2, mode=3, b=9),
    "beta": Uncertain(distribution="beta", alpha=0.7, beta=3, low=-1, high=4),
}
PEERS = {
    "normal": stats.norm(10, 2),
    "lognormal": stats.lognorm(math.sqrt(math.log(1.25)), scale=10 / math.sqrt(1.25)),
    "triangular": stats.triang(1 / 7, 2, 7),
    "pert": stats.beta(1 + 4 / 7, 1 + 24 / 7, 2, 7),
    "beta": stats.beta(0.7, 3, -1, 5),
}
SHARES = np.array([1e-9, 0.001, 0.1, 0.4, 0.5, 0.9, 0.999, 1 - 1e-9])


@pytest.mark.parametrize("name", FIGURES)
def test_quantiles_are_those_of_the_distribution(name):
    assert quantiles(FIGURES[name], SHARES) == pytest.approx(PEERS[name].ppf(SHARES), rel=1e-9)
    assert mean_of(FIGURES[name]) == pytest.approx(PEERS[name].mean(), rel=1e-12)


@pytest.mark.parametrize("name", FIGURES)
def test_many_quantiles_stay_within_a_millionth_of_the_range(name):
    shares = (np.arange(20_000) + 0.5) / 20_000

    assert quantiles(FIGURES[name], shares) == pytest.approx(PEERS[name].ppf(shares), rel=1e-6, abs=1e-6)


def test_a_shape_too_thin_for_the_table_is_computed_value_by_value():
    thin = Uncertain(distribution="beta", alpha=0.002, beta=0.5, low=0, high=1)
    shares = (np.arange(5_000) + 0.5) / 5_000

    assert quantiles(thin, shares) == pytest.approx(stats.beta(0.002, 0.5).ppf(shares), rel=1e-9)


@pytest.mark.parametrize(("a", "mode", "b"), [(10, 14, 22), (0, 0, 1), (-5, 2, 2), (3, 3, 3)])
def test_described_distributions_agree_with_a_second_computation(a, mode, b):
    three, four = triangular(a, mode, b), pert(a, mode, b)

    width = max(b - a, 1e-300)
    peer = stats.triang((mode - a) / width, a, width)
    assert (three.mean, three.sd) == pytest.approx((peer.mean(), peer.std()), rel=1e-9, abs=1e-9)
    assert (three.p10, three.p50, three.p90) == pytest.approx(tuple(peer.ppf([0.1, 0.5, 0.9])), rel=1e-9)
    assert four.sd_rule_of_thumb == pytest.approx((b - a) / 6)
    assert a <= four.p10 <= four.p50 <= four.p90 <= b
    assert four.mean == pytest.approx((a + 4 * mode + b) / 6)


def test_a_plan_takes_the_stated_base_then_the_mode_then_the_mean():
    assert central(Uncertain(distribution="pert", a=1, mode=2, b=9, base=4)) == 4
    assert central(FIGURES["pert"]) == 3
    assert central(FIGURES["beta"]) == pytest.approx(-1 + 5 * 0.7 / 3.7)


def test_every_slice_is_drawn_once():
    drawn = draw({"x": NORMAL}, 100, 5)

    assert sorted(drawn.ranks[0]) == list(range(100))
    assert np.sort(drawn.values[0]) == pytest.approx(PEERS["normal"].ppf((np.arange(100) + 0.5) / 100), rel=1e-12)


def test_the_seed_decides_the_draws():
    assert monte_carlo([NORMAL, NORMAL], 500, 3) == monte_carlo([NORMAL, NORMAL], 500, 3)
    assert monte_carlo([NORMAL, NORMAL], 500, 3).sd != monte_carlo([NORMAL, NORMAL], 500, 4).sd


def test_a_sum_of_normal_terms_has_the_known_distribution():
    correlation = [[1, 0.5], [0.5, 1]]
    pearson = 2 * math.sin(math.pi * 0.5 / 6)
    truth = stats.norm(20, math.sqrt(4 + 4 + 2 * pearson * 4))

    result = monte_carlo([NORMAL, NORMAL], 40_000, 1, correlation)

    # four standard errors of plain sampling; a Latin hypercube stays well inside
    assert result.mean == pytest.approx(20, abs=1e-6)
    assert result.sd == pytest.approx(truth.std(), rel=4 / math.sqrt(2 * 40_000))
    assert (result.p5, result.p95) == pytest.approx(tuple(truth.ppf([0.05, 0.95])), abs=0.1)
    assert (result.draws, result.seed, result.correlation_change) == (40_000, 1, 0)


def test_the_probability_of_a_loss_is_the_share_below_zero():
    result = monte_carlo([Uncertain(distribution="normal", mean=1, sd=2)], 10_000, 1)

    assert result.prob_loss == pytest.approx(stats.norm.cdf(-0.5), abs=1e-4)


@pytest.mark.parametrize("wanted", [-0.9, -0.3, 0.0, 0.4, 0.95, 1.0])
def test_draws_have_the_rank_correlation_that_was_asked_for(wanted):
    names = ["lognormal", "beta"]
    correlation = rank_correlation([[1, wanted], [wanted, 1]], names)

    drawn = draw({name: FIGURES[name] for name in names}, 20_000, 7, correlation)

    assert stats.spearmanr(*drawn.values).statistic == pytest.approx(wanted, abs=0.01)  # 1 / sqrt(20,000) is 0.007


def test_few_draws_of_many_figures_are_possible():
    assert monte_carlo([NORMAL] * 30, 5, 1).draws == 5


IMPOSSIBLE = [[1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1]]


def test_correlations_that_cannot_hold_together_are_refused():
    with pytest.raises(InputError, match="cannot hold together") as refused:
        monte_carlo([NORMAL] * 3, 100, 1, IMPOSSIBLE)

    assert "repair" in refused.value.advice()


def test_a_repair_is_made_on_request_and_told():
    result = monte_carlo([NORMAL] * 3, 100, 1, IMPOSSIBLE, "repair")
    repaired = rank_correlation(IMPOSSIBLE, "abc", "repair")

    assert result.correlation_change == pytest.approx(np.abs(repaired.spearman - IMPOSSIBLE).max(), rel=1e-12)
    assert 0.1 < result.correlation_change < 0.6
    assert np.diag(repaired.spearman) == pytest.approx(1, abs=1e-12)
    assert np.linalg.eigvalsh(2 * np.sin(np.pi * repaired.spearman / 6))[0] > -1e-9


def test_no_nearer_correlations_are_found_by_trying():
    repaired = 2 * np.sin(np.pi * rank_correlation(IMPOSSIBLE, "abc", "repair").spearman / 6)
    wanted = 2 * np.sin(np.pi * np.array(IMPOSSIBLE) / 6)
    random = np.random.default_rng(1)
    distance = np.linalg.norm(repaired - wanted)

    for _ in range(2_000):
        moved = repaired + np.tril(random.normal(scale=0.02, size=(3, 3)), -1)
        moved = np.tril(moved, -1) + np.tril(moved, -1).T + np.eye(3)
        if np.linalg.eigvalsh(moved)[0] >= 0:
            assert np.linalg.norm(moved - wanted) >= distance - 1e-6


def uncertain(**parameters):
    return lambda: checked(Uncertain(**parameters), "wage")


def correlated(*rows):
    return lambda: monte_carlo([NORMAL, NORMAL], 10, 1, rows)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (uncertain(distribution="normal", mean=1), ["wage", "sd"]),
        (uncertain(distribution="normal", mean=1, sd=1, mode=1), ["wage", "mode"]),
        (uncertain(distribution="normal", mean=1, sd=-1), ["wage.sd", "-1"]),
        (uncertain(distribution="normal", mean=float("nan"), sd=1), ["wage.mean", "nan"]),
        (uncertain(distribution="lognormal", mean=0, sd=1), ["wage.mean", "0"]),
        (uncertain(distribution="beta", alpha=0, beta=1, low=0, high=1), ["wage.alpha"]),
        (uncertain(distribution="beta", alpha=1, beta=1, low=2, high=1), ["wage", "2, 1"]),
        (uncertain(distribution="pert", a=5, mode=1, b=9), ["wage", "5, 1, 9"]),
        (uncertain(distribution="normal", mean=1, sd=1, base=float("inf")), ["wage.base"]),
        (lambda: triangular(3, 2, 1), ["triangular", "3, 2, 1"]),
        (lambda: pert(1, 2, 3, weight=0), ["weight"]),
        (lambda: monte_carlo([], 10, 1), ["terms"]),
        (lambda: monte_carlo([NORMAL], 1, 1), ["draws", "1"]),
        (lambda: monte_carlo([NORMAL], 10**8, 1), ["100000000"]),
        (lambda: monte_carlo([NORMAL], 10, -1), ["seed", "-1"]),
        (correlated([1, 0.5]), ["2 by 2"]),
        (correlated([1, 0.5], [0.5]), ["2 by 2"]),
        (correlated([1, 1.5], [1.5, 1]), ["1.5", "terms[0]"]),
        (correlated([1, 0.5], [0.4, 1]), ["0.5", "terms[1]"]),
        (correlated([1, float("nan")], [float("nan"), 1]), ["nan"]),
        (correlated([0.9, 0.5], [0.5, 1]), ["0.9"]),
    ],
)
def test_what_cannot_be_drawn_is_refused_with_its_value_and_a_remedy(call, words):
    with pytest.raises(InputError) as refused:
        call()

    assert refused.value.advice()
    for word in words:
        assert word in refused.value.sentence()

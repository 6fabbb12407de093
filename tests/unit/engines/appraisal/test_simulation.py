"""A whole ledger under uncertainty."""

import math

import numpy as np
import pytest
from scipy import stats

from corridor.engines.appraisal import SOCIAL, LedgerRow, Uncertain, ledger, simulate
from corridor.engines.appraisal.draws import draw
from corridor.engines.appraisal.reference import party_values
from corridor.kernel.errors import InputError


def row(t="1-3", kind="resource", amount=1.0, **rest):
    return LedgerRow(t=t, item="work", kind=kind, amount=amount, **{"split": {"employer": amount}} | rest)


def normal(mean, sd):
    return Uncertain(distribution="normal", mean=mean, sd=sd)


ROWS = [
    row(t=0, amount=-100, split={"employer": -70, "orig_gov": -30}, factors=["cost"]),
    row(t="1-5", amount=40, split={"employer": 40}, factors=["gain"], growth="growth", leaving="leaving", per="mover"),
    row(t="1-5", kind="transfer", amount=0, split={"employer": -9, "migrant": 9}, factors=["gain", "cost"]),
]
FIGURES = {
    "cost": Uncertain(distribution="pert", a=0.8, mode=1, b=2),
    "gain": Uncertain(distribution="lognormal", mean=1, sd=0.3),
    "growth": normal(0.02, 0.01),
    "leaving": Uncertain(distribution="beta", alpha=2, beta=8, low=0, high=1),
    "rate": Uncertain(distribution="triangular", a=0.01, mode=0.03, b=0.08),
    "movers": Uncertain(distribution="triangular", a=50, mode=80, b=90),
}


@pytest.mark.parametrize("convention", ["end-year", "mid-year"])
def test_every_draw_is_what_the_ledger_gives_for_these_figures(convention):
    result = simulate("rate", ROWS, FIGURES, 20, 4, convention=convention, movers="movers")

    values = draw(FIGURES, 20, 4).values
    for place in range(20):
        known = dict(zip(FIGURES, values[:, place], strict=True))
        one = ledger(known["rate"], ROWS, convention, known["movers"], known)
        expected = [*one.npv.values(), one.social]
        assert result.npv[:, place] == pytest.approx(expected, rel=1e-11)  # 15 multiplications


def test_the_plain_definition_gives_the_same_draws():
    result = simulate("rate", ROWS, FIGURES, 10, 9)

    values = draw(FIGURES, 10, 9).values
    known = dict(zip(FIGURES, values[:, 3], strict=True))
    assert result.npv[:-1, 3] == pytest.approx(list(party_values(known["rate"], ROWS, 1.0, known).values()), rel=1e-11)


def test_blocks_of_draws_do_not_show():
    many = simulate(0.03, ROWS, FIGURES, 40_000, 1)

    values = draw(FIGURES, 40_000, 1).values
    known = dict(zip(FIGURES, values[:, -1], strict=True))
    assert many.npv[-1, -1] == pytest.approx(ledger(0.03, ROWS, figures=known).social, rel=1e-11)


def test_a_sum_of_normal_figures_has_the_known_distribution():
    rows = [row(factors=["wage"], t=1), row(factors=["bonus"], t=1)]
    figures = {"wage": normal(100, 20), "bonus": normal(-60, 15)}

    found = simulate(0, rows, figures, 40_000, 1).outcomes[SOCIAL]

    truth = stats.norm(40, 25)
    # sampling error of 40,000 draws, four times
    assert found.mean == pytest.approx(40, abs=1e-9)
    assert found.sd == pytest.approx(25, rel=4 / math.sqrt(80_000))
    assert found.prob_loss == pytest.approx(truth.cdf(0), abs=0.006)
    assert (found.p5, found.p50, found.p95) == pytest.approx(tuple(truth.ppf([0.05, 0.5, 0.95])), abs=0.6)


@pytest.mark.parametrize("rank", [-0.6, 0.0, 0.7])
def test_a_product_of_lognormal_figures_has_the_known_distribution(rank):
    figures = {
        "wage": Uncertain(distribution="lognormal", mean=20, sd=6),
        "people": Uncertain(distribution="lognormal", mean=5, sd=1),
    }
    rows = [row(t=1, factors=["wage", "people"])]

    found = simulate(0, rows, figures, 60_000, 3, [[1, rank], [rank, 1]]).outcomes[SOCIAL]

    # ln of a lognormal is normal, so is the sum of two, and the product is lognormal again.
    first, second = math.log1p(0.3**2), math.log1p(0.2**2)
    covariance = 2 * math.sin(math.pi * rank / 6) * math.sqrt(first * second)
    middle = math.log(20) - first / 2 + math.log(5) - second / 2
    truth = stats.lognorm(math.sqrt(first + second + 2 * covariance), scale=math.exp(middle))
    assert found.mean == pytest.approx(truth.mean(), rel=0.005)
    assert found.sd == pytest.approx(truth.std(), rel=0.03)
    assert (found.p5, found.p50, found.p95) == pytest.approx(tuple(truth.ppf([0.05, 0.5, 0.95])), rel=0.01)


def test_the_number_of_movers_may_be_drawn():
    figures = {"movers": Uncertain(distribution="triangular", a=10, mode=20, b=60)}
    rows = [row(t=0, amount=-50), row(t=0, amount=3, split={"employer": 3}, per="mover")]

    found = simulate(0, rows, figures, 10_000, 1, movers="movers").outcomes[SOCIAL]

    truth = stats.triang(0.2, 10, 50)
    assert found.mean == pytest.approx(3 * truth.mean() - 50, rel=1e-6)
    assert found.prob_loss == pytest.approx(truth.cdf(50 / 3), abs=1e-3)


def test_stratified_draws_spread_less_around_the_truth_than_plain_ones():
    figures = {"x": Uncertain(distribution="lognormal", mean=1, sd=0.8), "y": normal(0, 1)}
    rows = [row(t=0, factors=["x"]), row(t=0, factors=["y"])]

    errors = [simulate(0, rows, figures, 400, seed).outcomes[SOCIAL].mean - 1 for seed in range(20)]
    plain = [
        np.random.default_rng(seed).lognormal(-math.log1p(0.64) / 2, math.sqrt(math.log1p(0.64)), 400).mean() - 1
        for seed in range(20)
    ]

    assert np.abs(errors).mean() < 0.2 * np.abs(plain).mean()


def test_each_party_has_its_own_probability_of_a_loss():
    rows = [row(amount=0, kind="transfer", t=0, split={"a": 1, "b": -1}, factors=["x"])]

    found = simulate(0, rows, {"x": normal(1, 1)}, 10_000, 1).outcomes

    assert found["a"].prob_loss == pytest.approx(stats.norm.cdf(-1), abs=1e-4)
    assert found["b"].prob_loss == pytest.approx(stats.norm.cdf(1), abs=1e-4)
    assert found[SOCIAL].sd == 0


def test_rank_correlations_say_what_drives_whom():
    result = simulate("rate", ROWS, FIGURES, 3_000, 2)
    values = draw(FIGURES, 3_000, 2).values

    for name, drawn in zip(FIGURES, values, strict=True):
        for party, npv in zip(result.outcomes, result.npv, strict=True):
            assert result.rank_correlation[name][party] == pytest.approx(
                stats.spearmanr(drawn, npv).statistic, abs=1e-9
            )
    assert result.rank_correlation["cost"]["orig_gov"] == pytest.approx(-1, abs=1e-12)


def test_what_does_not_vary_has_no_correlation():
    rows = [row(), row(amount=-5, t=0, split={"orig_gov": -5}), row(factors=["x"], t=1)]

    found = simulate(0.03, rows, {"x": normal(1, 1), "fixed": normal(2, 0)}, 100, 1).rank_correlation

    assert found["x"]["orig_gov"] is None
    assert found["fixed"]["employer"] is None
    assert found["x"]["employer"] == pytest.approx(1)


def test_a_correlation_between_figures_moves_the_spread():
    rows = [row(factors=["wage"], t=1), row(factors=["bonus"], t=1)]
    figures = {"wage": normal(100, 20), "bonus": normal(60, 15)}

    apart = simulate(0, rows, figures, 5_000, 1).outcomes[SOCIAL].sd
    together = simulate(0, rows, figures, 5_000, 1, [[1, 0.8], [0.8, 1]]).outcomes[SOCIAL].sd
    against = simulate(0, rows, figures, 5_000, 1, [[1, -0.8], [-0.8, 1]]).outcomes[SOCIAL].sd

    assert against < apart < together


def test_without_uncertain_figures_every_draw_is_the_ledger():
    result = simulate(0.03, [row()], {}, 5, 1)

    assert result.npv[0] == pytest.approx([ledger(0.03, [row()]).social] * 5)
    assert result.rank_correlation == {}


def test_the_seed_is_kept_with_the_result():
    first, second = (simulate(0.03, ROWS, FIGURES, 50, 6) for _ in range(2))

    assert (first.seed, first.draws) == (6, 50)
    assert np.array_equal(first.npv, second.npv)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"rate": "interest"}, ["interest", "leaving"]),
        ({"movers": "people"}, ["people"]),
        ({"movers": 0}, ["movers", "0"]),
        ({"rate": -2}, ["rate", "-2"]),
        ({"draws": 1}, ["draws"]),
        ({"seed": -1}, ["seed"]),
        ({"convention": "daily"}, ["daily"]),
        ({"correlation": [[1]]}, ["6 by 6"]),
        ({"figures": FIGURES | {"leaving": normal(0.5, 1)}}, ["figures.leaving"]),
        ({"figures": FIGURES | {"growth": normal(-1, 1)}}, ["figures.growth"]),
        ({"figures": FIGURES | {"movers": normal(1, 5)}, "movers": "movers"}, ["figures.movers"]),
        ({"figures": FIGURES | {"gain": Uncertain(distribution="normal", mean=1)}}, ["figures.gain", "sd"]),
        ({"ledger": [row(factors=["x"])]}, ["row 1", "x"]),
        ({"ledger": [row(split={"a": 5})]}, ["row 1", "5"]),
        ({"ledger": [row(t="0-900", growth="growth")], "figures": {"growth": normal(50, 1)}}, ["growth", "too large"]),
    ],
)
def test_what_cannot_be_simulated_is_refused_with_its_name_and_a_remedy(change, words):
    with pytest.raises(InputError) as refused:
        simulate(**{"rate": 0.03, "ledger": ROWS, "figures": FIGURES, "draws": 100, "seed": 1} | change)

    assert refused.value.advice()
    for word in words:
        assert word in refused.value.sentence() + refused.value.advice()

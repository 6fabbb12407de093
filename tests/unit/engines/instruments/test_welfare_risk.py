"""The balance, the distribution of a year, ruin and reserves."""

import math

import numpy as np
import pytest

from corridor.engines.instruments.welfare import (
    mass_repatriation,
    one_year_solvency,
    panjer_poisson,
    ruin_exponential,
    ruin_simulation,
    welfare_projection,
    year_distribution,
)
from corridor.engines.instruments.welfare.reference import ruined_paths
from corridor.kernel.errors import InputError

FUND = {
    "contracts": 1000,
    "fee": 20,
    "share": 0.5,
    "admin": 1,
    "claims_per_contract": 8,
    "growth": 0.0,
    "ret": 0.0,
    "start": 5000,
    "claims_inflation": 0.0,
    "years": 3,
}
RISK = {
    "years": 3,
    "contracts": 1000,
    "net_fee": 10.0,
    "benefits": [1000, 50],
    "prob": [0.008, 0.02],
    "start": 3000,
    "paths": 4000,
    "seed": 5,
}


def test_a_balance_grows_by_what_the_year_leaves():
    found = welfare_projection(**FUND)

    assert found.reserve == pytest.approx((6000, 7000, 8000))
    assert (found.income[0], found.claims[0], found.admin[0]) == (10_000, 8000, 1000)
    assert (found.first_deficit_year, found.first_negative_year) == (None, None)


def test_growth_inflation_and_fee_growth_begin_in_the_second_year():
    found = welfare_projection(**FUND | {"growth": 0.1, "claims_inflation": 0.5, "years": 2}, fee_growth=0.2)

    assert found.contracts == pytest.approx((1000, 1100))
    assert found.claims == pytest.approx((8000, 13_200))
    assert found.income == pytest.approx((10_000, 13_200))
    assert found.admin == pytest.approx((1000, 1100))


def test_claims_that_outgrow_fees_empty_the_fund_in_a_named_year():
    found = welfare_projection(**FUND | {"claims_inflation": 0.25, "years": 6})

    # 8,000, 10,000, 12,500, 15,625 in claims against 9,000 after administration: 6,000, 5,000, 1,500, -5,125.
    assert found.reserve[:4] == pytest.approx((6000, 5000, 1500, -5125))
    assert (found.first_deficit_year, found.first_negative_year) == (2, 4)


def test_interest_hides_what_inflation_takes():
    found = welfare_projection(**FUND | {"ret": 0.05, "years": 2}, inflation=0.05)

    assert found.investment == pytest.approx((250, 312.5))
    assert found.real_return == pytest.approx(0)
    assert found.real_reserve == pytest.approx((6250 / 1.05, 7562.5 / 1.1025))


def test_a_debt_costs_the_return():
    found = welfare_projection(**FUND | {"start": -5000, "ret": 0.1, "years": 1})

    assert found.reserve == pytest.approx((-4500,))
    assert found.first_negative_year == 1


def test_a_year_without_claims_has_probability_exp_of_minus_their_number():
    found = panjer_poisson(2.0, {"1": 0.25, "2": 0.75})

    # By hand: g1 = 2 * .25 g0, g2 = (2 * .25 g1 + 2 * 2 * .75 g0) / 2.
    g0 = math.exp(-2)
    assert found.pmf_0_6[:3] == pytest.approx((g0, 0.5 * g0, (0.25 + 3) / 2 * g0))
    assert (found.mean, found.variance) == pytest.approx((3.5, 6.5))
    assert found.cdf3 == pytest.approx(sum(found.pmf_0_6[:4]))


def test_claims_of_size_zero_are_no_money():
    with_zeros, without = panjer_poisson(4.0, {"0": 0.5, "1": 0.5}), panjer_poisson(2.0, {"1": 1.0})

    assert with_zeros.pmf == pytest.approx(without.pmf)


@pytest.mark.parametrize(("lam", "severity"), [(0, {"1": 1.0}), (3, {"0": 1.0})])
def test_a_year_in_which_nothing_can_be_claimed_costs_nothing(lam, severity):
    found = panjer_poisson(lam, severity)

    assert found.pmf_0_6 == (1, 0, 0, 0, 0, 0, 0)
    assert (found.mean, found.variance, found.cdf3, found.quantile(0.999)) == (0, 0, 1, 0)


def test_sizes_with_a_common_part_share_a_coarser_grid():
    found = panjer_poisson(1.0, {"3": 0.5, "6": 0.5})

    assert found.step == 3
    assert [chance > 0 for chance in found.pmf_0_6] == [True, False, False, True, False, False, True]


@pytest.mark.parametrize("lam", [744.0, 746.0, 3000.0, 40_000.0])
def test_thousands_of_claims_do_not_underflow(lam):
    found = panjer_poisson(lam, {"1": 0.5, "3": 0.5})

    points = np.arange(len(found.pmf)) * found.step
    mean = (found.pmf * points).sum()
    assert found.pmf.sum() == pytest.approx(1, abs=1e-12)
    assert mean == pytest.approx(2 * lam, rel=1e-11)
    assert (found.pmf * (points - mean) ** 2).sum() == pytest.approx(5 * lam, rel=1e-9)


def test_a_quantile_is_the_smallest_value_that_holds():
    found = panjer_poisson(3.0, {"2": 1.0})

    level = 0.95
    quantile = found.quantile(level)

    assert found.cdf(quantile) >= level > found.cdf(quantile - 1)


def test_money_uses_the_greatest_common_part_of_the_amounts():
    found = year_distribution([68.052, 100, 400], [10_000, 3000, 2500])

    assert (found.step, found.is_exact, found.mean) == (500, True, pytest.approx(1_980_520))


def test_odd_amounts_are_spread_over_a_grid_and_marked():
    odd, even = (year_distribution([60, 100], amounts) for amounts in ([9999.99, 3000.01], [10_000, 3000]))

    assert (odd.is_exact, even.is_exact) == (False, True)
    assert odd.mean == pytest.approx(60 * 9999.99 + 100 * 3000.01)
    assert odd.quantile(0.995) == pytest.approx(even.quantile(0.995), rel=1e-3)


def test_a_year_without_claims_or_amounts_costs_nothing():
    assert year_distribution([0, 5], [100, 0]).quantile(0.995) == 0


def test_ruin_without_reserve_depends_on_the_loading_alone():
    found = ruin_exponential(theta=0.5, mu=7, u=[0, 21])

    assert found.psi == pytest.approx((2 / 3, math.exp(-1) * 2 / 3))
    assert found.adjustment_coefficient == pytest.approx(0.5 / 10.5)


@pytest.mark.parametrize("theta", [0, -0.2])
def test_ruin_is_certain_without_a_loading(theta):
    found = ruin_exponential(theta=theta, mu=1, u=[0, 1e9])

    assert (found.psi, found.adjustment_coefficient, found.is_certain) == ((1, 1), 0, True)


def test_a_simulation_is_repeated_by_its_seed():
    assert ruin_simulation(**RISK) == ruin_simulation(**RISK)
    assert ruin_simulation(**RISK).p50 != ruin_simulation(**RISK | {"seed": 6}).p50


def test_the_simulation_agrees_with_one_claim_after_another():
    fast, slow = ruin_simulation(**RISK), ruined_paths(**RISK | {"paths": 3000}) / 3000

    spread = math.sqrt(slow * (1 - slow) * (1 / 3000 + 1 / 4000))
    assert 0.05 < slow < 0.95
    assert abs(fast.ruin_probability - slow) < 4 * spread


def test_ruin_in_one_year_is_what_the_distribution_of_the_year_says():
    risk = RISK | {"years": 1, "paths": 60_000}
    exact = 1 - year_distribution([8, 20], risk["benefits"]).cdf(3000 + 10_000)

    found = ruin_simulation(**risk)

    assert found.ruin_low < exact < found.ruin_high


def test_ruined_once_is_ruined_for_good():
    found = ruin_simulation(**RISK | {"years": 8})

    assert list(found.ruin_by_year) == sorted(found.ruin_by_year)
    assert found.ruin_by_year[-1] == found.ruin_probability


def test_without_claims_the_simulation_is_the_projection():
    risk = RISK | {"prob": [0, 0], "paths": 3}
    found = ruin_simulation(**risk, growth=0.1, ret=0.04, fee_growth=0.02)
    plain = welfare_projection(1000, 10, 1, 0, 0, 0.1, 0.04, 3000, 0, 3, fee_growth=0.02)

    assert found.p05 == found.p95 == pytest.approx(plain.reserve)
    assert (found.ruin_probability, found.ruin_low) == (0, 0)
    assert found.ruin_high == pytest.approx(1 - 0.025 ** (1 / 3))


def test_with_chance_the_mean_follows_the_projection():
    rates = {"growth": 0.1, "ret": 0.04, "claims_inflation": 0.03}
    found = ruin_simulation(**RISK | {"start": 1e6, "paths": 20_000}, **rates)
    plain = welfare_projection(1000, 10, 1, 0, 9, 0.1, 0.04, 1e6, 0.03, 3)

    assert found.p50 == pytest.approx(plain.reserve, rel=1e-3)
    assert found.ruin_probability == 0


def test_blocks_of_paths_change_nothing_but_the_draw():
    found = ruin_simulation(**RISK | {"paths": 20_001})

    assert found.paths == 20_001
    assert found.ruin_probability == pytest.approx(
        ruin_simulation(**RISK | {"paths": 20_000}).ruin_probability, abs=0.01
    )


def test_the_normal_reserve_stands_beside_the_exact_one():
    found = one_year_solvency(100_000, [0.00068052, 0.001, 0.004], [10_000, 3000, 2500], 21.78572)

    assert found.reserve_99_5 == found.reserve == pytest.approx(62_160.31)
    # Claims are skewed to the right, so the exact quantile lies a little higher.
    assert found.reserve_99_5 < found.exact_reserve < found.reserve_99_5 + 10_000
    assert found.exact_prob_loss == pytest.approx(found.prob_loss_no_reserve, abs=0.003)
    assert (found.exact_step, found.is_exact) == (500, True)


def test_the_confidence_may_be_another_one():
    found = one_year_solvency(100_000, [0.001], [10_000], 11, confidence=0.9)

    assert found.reserve_99_5 > found.reserve == pytest.approx(1.2815515655 * 100_000 - 100_000)


@pytest.mark.parametrize(("income", "loss"), [(1.0, 0), (-1.0, 1)])
def test_a_fund_without_claims_loses_only_what_it_pays_in(income, loss):
    found = one_year_solvency(100, [0.0], [10_000], income)

    assert (found.expected, found.sd, found.prob_loss_no_reserve, found.exact_prob_loss) == (0, 0, loss, loss)
    assert found.reserve_99_5 == found.exact_reserve == -100 * income


def test_two_thousand_people_cost_more_than_the_reserve():
    found = mass_repatriation(2_000_000, 2000, 2500, backstop=1_000_000, annual_probability=0.02)

    assert (found.cost, found.shortfall, found.event_workers_reserve_can_cover) == (5_000_000, 3_000_000, 800)
    assert (found.backstop_used, found.shortfall_after_backstop) == (1_000_000, 2_000_000)
    assert found.annual_charge == 100_000


def test_a_reserve_that_is_large_enough_leaves_the_backstop_alone():
    found = mass_repatriation(6_000_000, 2000, 2500, backstop=1_000_000)

    assert (found.shortfall, found.backstop_used, found.event_workers_reserve_can_cover) == (0, 0, 2400)
    assert found.annual_charge is None


def test_people_are_counted_as_the_amounts_were_written():
    assert mass_repatriation(0.3, 1, 0.1).event_workers_reserve_can_cover == 3


def test_a_fund_in_debt_brings_nobody_home():
    found = mass_repatriation(-100, 2, 50)

    assert (found.shortfall, found.event_workers_reserve_can_cover) == (200, 0)


@pytest.mark.parametrize(
    ("call", "word"),
    [
        (lambda: welfare_projection(**FUND | {"years": 0}), "years"),
        (lambda: welfare_projection(**FUND | {"years": 201}), "201"),
        (lambda: welfare_projection(**FUND | {"growth": -1}), "growth"),
        (lambda: welfare_projection(**FUND | {"ret": -1.5}), "ret"),
        (lambda: welfare_projection(**FUND | {"ret": 1e9, "years": 100}), "ret"),
        (lambda: welfare_projection(**FUND, inflation=-0.99), "prices"),
        (lambda: welfare_projection(**FUND, inflation=1e300), "inflation"),
        (lambda: welfare_projection(**FUND | {"growth": 30, "years": 200}), "growth"),
        (lambda: welfare_projection(**FUND | {"share": 1.5}), "share"),
        (lambda: welfare_projection(**FUND | {"contracts": -1}), "contracts"),
        (lambda: welfare_projection(**FUND | {"claims_per_contract": -1}), "claims_per_contract"),
        (lambda: welfare_projection(**FUND | {"start": math.nan}), "start"),
        (lambda: panjer_poisson(-1, {"1": 1.0}), "lam"),
        (lambda: panjer_poisson(1, {}), "severity"),
        (lambda: panjer_poisson(1, {"1": 0.5, "2": 0.4}), "0.9"),
        (lambda: panjer_poisson(1, {"1": 1.5, "2": -0.5}), "severity.1"),
        (lambda: panjer_poisson(1, {"1.5": 1.0}), "1.5"),
        (lambda: panjer_poisson(1, {"-1": 1.0}), "-1"),
        (lambda: panjer_poisson(1, {"many": 1.0}), "many"),
        (lambda: panjer_poisson(1e6, {"1": 0.5, "1000": 0.5}), "points"),
        (lambda: panjer_poisson(1, {"1": 1.0}).quantile(1), "level"),
        (lambda: year_distribution([1, 2], [100]), "2 and 1"),
        (lambda: year_distribution([-1], [100]), "counts.0"),
        (lambda: year_distribution([2e9], [100]), "1,000,000,000"),
        (lambda: ruin_exponential(-1, 1, [0]), "theta"),
        (lambda: ruin_exponential(0.1, 0, [0]), "mu"),
        (lambda: ruin_exponential(0.1, 1, [5, -1]), "u.1"),
        (lambda: ruin_exponential(0.1, 1, []), "u"),
        (lambda: ruin_simulation(**RISK | {"prob": [0.1, -0.1]}), "prob.1"),
        (lambda: ruin_simulation(**RISK | {"prob": [0.1, 1.1]}), "1.1"),
        (lambda: ruin_simulation(**RISK | {"prob": [0.1]}), "2 and 1"),
        (lambda: ruin_simulation(**RISK | {"paths": 0}), "paths"),
        (lambda: ruin_simulation(**RISK | {"paths": 10**9}), "random numbers"),
        (lambda: ruin_simulation(**RISK | {"contracts": 1e18}), "claims"),
        (lambda: ruin_simulation(**RISK | {"seed": -1}), "seed"),
        (lambda: ruin_simulation(**RISK | {"benefits": [-1, 1]}), "benefits.0"),
        (lambda: one_year_solvency(100, [0.1, 0.2], [1000], 1), "2 and 1"),
        (lambda: one_year_solvency(100, [-0.1], [1000], 1), "prob_per_contract.0"),
        (lambda: one_year_solvency(100, [], [], 1), "prob_per_contract"),
        (lambda: one_year_solvency(100, [0.1], [1000], 1, confidence=1), "confidence"),
        (lambda: mass_repatriation(100, -1, 50), "event_workers"),
        (lambda: mass_repatriation(100, 1, 0), "cost"),
        (lambda: mass_repatriation(100, 1, 50, backstop=-1), "backstop"),
        (lambda: mass_repatriation(100, 1, 50, annual_probability=2), "annual_probability"),
    ],
)
def test_what_cannot_be_computed_is_refused_with_its_name_and_a_remedy(call, word):
    with pytest.raises(InputError) as refused:
        call()

    assert word in refused.value.sentence()
    assert refused.value.advice()

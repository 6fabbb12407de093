"""Money paid in together: the training fund, the levy, and the guarantee whose defaults may come together."""

import math

import numpy as np
import pytest

from corridor.engines.instruments import correlated_guarantee, guarantee_fund, levy, training_fund
from corridor.kernel.errors import InputError

# 10 hires at 100 each, matched up to 500; training costs 150 each: 1000 + 500 - 1500 = 0 a year.
FUND = {
    "opening": 0,
    "interest": 0,
    "hires_per_year": 10,
    "employer_fee": 100,
    "public_match_cap": 500,
    "training_cost": 150,
    "years": 3,
}
POOL = {"n": 100, "exposure": 1000, "pd": 0.05, "lgd": 0.5, "cover": 0.8, "confidence": 0.99}


def test_a_fund_that_takes_in_what_it_pays_keeps_its_balance():
    found = training_fund(**FUND)

    assert (found.balance, found.annual_net, found.first_negative_year) == ((0, 0, 0), 0, None)
    assert (found.employer, found.public_match, found.training) == (1000, 500, (1500, 1500, 1500))


def test_a_fund_that_pays_more_than_it_takes_in_says_when_it_is_empty():
    found = training_fund(**(FUND | {"opening": 250, "training_cost": 160}))

    assert found.balance == (150, 50, -50)
    assert (found.annual_net, found.first_negative_year) == (-100, 3)


def test_interest_runs_on_the_balance_of_the_year_before_and_on_a_debt():
    found = training_fund(**(FUND | {"opening": -100, "interest": 0.1}))

    assert found.balance == pytest.approx((-110, -121, -133.1))
    assert found.first_negative_year == 1


def test_the_public_match_stops_at_its_cap():
    assert training_fund(**(FUND | {"public_match_cap": 2000})).public_match == 1000
    assert training_fund(**(FUND | {"public_match_cap": 2000, "match_rate": 0.5})).public_match == 500


@pytest.mark.parametrize(
    ("match_rate", "cap", "fee"),
    [
        (1, 500, 100),
        (1, 0, 150),
        (1, 750, 75),
        (1, 10_000, 75),
        (0.5, 600, 100),
        (0.5, 400, 110),
        (2, 1000, 50),
        (0, 9, 150),
    ],
)
def test_the_balanced_fee_pays_for_the_training_with_the_match_it_earns(match_rate, cap, fee):
    terms = FUND | {"public_match_cap": cap, "match_rate": match_rate}

    found = training_fund(**(terms | {"employer_fee": 1}))

    assert found.balanced_fee == pytest.approx(fee)
    assert training_fund(**(terms | {"employer_fee": fee})).annual_net == pytest.approx(0)


def test_the_least_fee_uses_up_the_opening_balance_and_no_more():
    terms = FUND | {"opening": 600, "interest": 0.05, "cost_growth": 0.1, "years": 6}

    least = training_fund(**terms).least_fee

    kept = training_fund(**(terms | {"employer_fee": least}))
    assert min(kept.balance) == pytest.approx(0, abs=1e-9)
    assert min(training_fund(**(terms | {"employer_fee": least - 1})).balance) < 0


def test_a_rich_fund_needs_no_fee():
    assert training_fund(**(FUND | {"opening": 1e6})).least_fee == 0


def test_a_fund_in_debt_without_hires_has_no_fee_that_helps():
    found = training_fund(**(FUND | {"opening": -10, "hires_per_year": 0}))

    assert (found.least_fee, found.balanced_fee) == (None, 0)


def test_training_that_grows_dearer_empties_a_fund_that_was_in_balance():
    found = training_fund(**(FUND | {"cost_growth": 0.1}))

    assert found.training == pytest.approx((1500, 1650, 1815))
    assert found.first_negative_year == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"hires_per_year": -1},
        {"employer_fee": -1},
        {"public_match_cap": -1},
        {"training_cost": -1},
        {"match_rate": -1},
        {"interest": -1},
        {"cost_growth": 5},
        {"years": 0},
        {"years": 2.5},
        {"years": 201},
        {"opening": math.nan},
    ],
)
def test_a_training_fund_that_cannot_be_is_refused_by_name(wrong):
    with pytest.raises(InputError) as refused:
        training_fund(**(FUND | wrong))

    assert refused.value.field == next(iter(wrong))
    assert refused.value.advice()


def test_a_levy_loses_to_those_who_avoid_it_and_to_those_who_collect_it():
    found = levy(payroll_per_worker=20000, levy=0.02, workers=100, avoidance=0.25, admin=0.1)

    assert (found.gross, found.net) == (40000, 27000)
    assert (found.lost_to_avoidance, found.admin_cost, found.net_per_worker) == (10000, 3000, 270)
    assert found.levy_for_target is None


def test_the_levy_for_a_target_brings_the_target():
    terms = {"payroll_per_worker": 20000, "workers": 100, "avoidance": 0.25, "admin": 0.1}

    needed = levy(levy=0.02, target=54000, **terms).levy_for_target

    assert needed == pytest.approx(0.04)
    assert levy(levy=needed, **terms).net == pytest.approx(54000)


def test_a_levy_on_nobody_brings_nothing():
    assert levy(payroll_per_worker=20000, levy=0.02, workers=0, target=0).levy_for_target == 0
    with pytest.raises(InputError, match="No levy brings 5"):
        levy(payroll_per_worker=20000, levy=0.02, workers=0, target=5)


@pytest.mark.parametrize(
    "wrong",
    [{"levy": 1.1}, {"levy": -0.1}, {"avoidance": 2}, {"admin": -1}, {"workers": -5}, {"payroll_per_worker": -1}],
)
def test_a_levy_that_cannot_be_is_refused_by_name(wrong):
    with pytest.raises(InputError) as refused:
        levy(**({"payroll_per_worker": 1, "levy": 0.1, "workers": 1} | wrong))

    assert refused.value.field == next(iter(wrong))


def test_one_loan_that_defaults_once_in_twenty_needs_capital_only_for_the_surest():
    pool = POOL | {"n": 1, "lgd": 1, "cover": 1}

    assert guarantee_fund(**(pool | {"confidence": 0.94})).capital == 0
    assert guarantee_fund(**(pool | {"confidence": 0.96})).capital == 1000


def test_a_confidence_that_is_reached_exactly_is_enough():
    assert guarantee_fund(**(POOL | {"n": 1, "confidence": 0.95})).defaults_q == 0


def test_a_guarantee_names_its_loss_fee_and_leverage():
    found = guarantee_fund(**POOL)

    assert (found.expected_loss, found.loss_per_default) == (pytest.approx(2000), 400)
    assert found.fee_rate == pytest.approx(0.02)
    assert found.capital == 400 * found.defaults_q
    assert found.leverage == pytest.approx(100_000 / found.capital)
    assert found.unexpected_loss == pytest.approx(found.capital - 2000)


@pytest.mark.parametrize("safe", [{"pd": 0}, {"lgd": 0}, {"cover": 0}])
def test_a_guarantee_that_never_pays_needs_no_capital_and_has_no_leverage(safe):
    found = guarantee_fund(**(POOL | safe))

    assert (found.capital, found.leverage, found.expected_loss) == (0, None, 0)


def test_loans_that_all_default_need_all_the_capital():
    assert guarantee_fund(**(POOL | {"pd": 1})).defaults_q == 100


@pytest.mark.parametrize(
    "wrong",
    [
        {"n": 0},
        {"n": 2.5},
        {"n": 10_000_000},
        {"exposure": 0},
        {"pd": -0.1},
        {"pd": 1.1},
        {"lgd": 2},
        {"cover": -1},
        {"confidence": 0},
        {"confidence": 1},
        {"confidence": math.nan},
    ],
)
def test_a_guarantee_that_cannot_be_is_refused_by_name(wrong):
    with pytest.raises(InputError) as refused:
        guarantee_fund(**(POOL | wrong))

    assert refused.value.field == next(iter(wrong))
    assert refused.value.advice()


@pytest.mark.parametrize("wrong", [-0.1, 1, 0.995, math.nan])
def test_a_correlation_that_makes_one_loan_of_many_is_refused(wrong):
    with pytest.raises(InputError) as refused:
        correlated_guarantee(**POOL, correlation=wrong)

    assert refused.value.field == "correlation"


def test_without_correlation_all_laws_agree():
    found = correlated_guarantee(**POOL, correlation=0)

    assert found.vasicek.capital == found.beta_binomial.capital == found.independent.capital
    assert found.independent.capital == guarantee_fund(**POOL).capital
    assert found.default_correlation == 0


def test_defaults_that_come_together_need_more_capital_and_the_same_expected_loss():
    found = correlated_guarantee(**POOL, correlation=0.2)

    assert found.vasicek.capital > found.independent.capital
    assert found.beta_binomial.capital > found.independent.capital
    assert found.expected_loss == guarantee_fund(**POOL).expected_loss
    assert found.vasicek.leverage < found.independent.leverage


@pytest.mark.parametrize("pd", [0, 1])
def test_certain_loans_need_the_same_capital_under_every_law(pd):
    found = correlated_guarantee(**(POOL | {"pd": pd}), correlation=0.3)

    expected = 100 * 400 * pd
    assert (found.vasicek.capital, found.beta_binomial.capital, found.large_pool_capital) == (expected,) * 3


def test_a_large_pool_comes_close_to_its_limit():
    found = correlated_guarantee(**(POOL | {"n": 100_000}), correlation=0.2)

    assert found.vasicek.capital == pytest.approx(found.large_pool_capital, rel=1e-3)


def test_simulated_years_exceed_the_capital_as_often_as_the_confidence_says():
    rng = np.random.default_rng(20261123)
    draws, loans, rho = 200_000, 100, 0.25
    factor, threshold = rng.standard_normal(draws), -1.6448536269514722
    given = (threshold - math.sqrt(rho) * factor) / math.sqrt(1 - rho)
    defaults = rng.binomial(loans, 0.5 * (1 + np.vectorize(math.erf)(given / math.sqrt(2))))

    found = correlated_guarantee(**POOL, correlation=rho)

    q = found.vasicek.defaults_q
    # Three standard errors of a probability of 0.99 from 200,000 draws are 0.0007.
    assert (defaults <= q).mean() >= 0.99 - 0.0007
    assert (defaults <= q - 1).mean() < 0.99 + 0.0007
    # The correlation of two defaults, from the variance of the number of defaults: Var = n p q (1 + (n - 1) r).
    implied = (defaults.var() / (loans * 0.05 * 0.95) - 1) / (loans - 1)
    assert found.default_correlation == pytest.approx(implied, rel=0.03)

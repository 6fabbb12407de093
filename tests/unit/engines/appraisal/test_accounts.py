"""What a scheme is worth to an employer and to a migrant."""

import math

import numpy as np
import pytest

from corridor.engines.appraisal import (
    MigrantPlan,
    annuity_factor,
    employer,
    migrant,
    purchasing_power_gain,
    switching_surplus,
)
from corridor.kernel.errors import InputError

EXACT = 1e-12  # a handful of operations
PLAN = {"wage_abroad": 30_000, "wage_home": 6_000, "years": 4}


def test_a_worker_who_surely_leaves_stays_one_year():
    result = employer(100, 121, 0.1, 5, 1.0)

    assert (result.npv, result.expected_years) == pytest.approx((10, 1), rel=EXACT)


def test_the_employer_breaks_even_at_the_hazard_that_is_named():
    result = employer(6200, 2000, 0.03, 5, 0.15)

    assert employer(6200, 2000, 0.03, 5, result.breakeven_hazard).npv == pytest.approx(0, abs=1e-8)
    assert result.balance == "found"


def test_two_years_can_be_worked_by_hand():
    assert employer(50, 60, 0, 2, 0.5).npv == pytest.approx(-50 + 60 + 30, rel=EXACT)
    assert employer(100, 60, 0, 2, 0).breakeven_hazard == pytest.approx(1 / 3, rel=1e-9)


def test_an_employer_who_loses_or_gains_whoever_leaves_has_no_break_even():
    assert (employer(1000, 10, 0.03, 5, 0.1).breakeven_hazard, employer(1000, 10, 0.03, 5, 0.1).balance) == (
        None,
        "never",
    )
    assert (employer(10, 1000, 0.03, 5, 0.1).breakeven_hazard, employer(10, 1000, 0.03, 5, 0.1).balance) == (
        None,
        "always",
    )


def test_break_even_at_an_end_is_named():
    assert employer(100, 50, 0, 2, 0.2).breakeven_hazard == 0
    assert employer(50, 50, 0, 2, 0.2).breakeven_hazard == 1


def test_an_empty_post_that_is_avoided_pays_at_the_start():
    assert employer(100, 0, 0.03, 1, 0, avoided_vacancy_cost=30).npv == pytest.approx(-70, rel=EXACT)


def test_the_simulated_careers_of_workers_give_the_same_value():
    random = np.random.default_rng(8)
    years = np.minimum(random.geometric(0.15, size=200_000), 5)
    discounted = np.cumsum(np.concatenate([[0], 2000 / 1.03 ** np.arange(1, 6)]))

    simulated = discounted[years] - 6200

    # four standard errors of the mean of 200,000 careers
    assert simulated.mean() == pytest.approx(
        employer(6200, 2000, 0.03, 5, 0.15).npv, abs=4 * simulated.std() / math.sqrt(200_000)
    )


def test_the_switching_surplus_makes_the_value_zero():
    surplus = switching_surplus(6200, 0.03, 5, 0.15).surplus

    assert employer(6200, surplus, 0.03, 5, 0.15).npv == pytest.approx(0, abs=1e-9)


def test_prices_decide_what_a_wage_is_worth():
    same = purchasing_power_gain(1000, 400, 1, 1, 0.3)
    dear = purchasing_power_gain(1000, 400, 1, 2, 0)

    assert (same.nominal_gain, same.real_gain) == pytest.approx((600, 600), rel=EXACT)
    assert (dear.real_abroad, dear.real_gain, dear.real_ratio) == pytest.approx((500, 100, 1.25), rel=EXACT)


def test_a_ratio_to_nothing_is_not_given():
    assert purchasing_power_gain(1000, 0, 1, 1, 0.3).real_ratio is None


def test_a_migrant_gains_the_difference_of_net_wages_less_the_cost_of_living():
    result = migrant(MigrantPlan(**PLAN, tax_abroad=0.2, tax_home=0.1, extra_living_cost=8_000, own_cost=500), 0.03)

    yearly = 24_000 - 8_000 - 5_400
    assert result.flows == pytest.approx((-500, *[yearly] * 4), rel=EXACT)
    assert result.npv == pytest.approx(-500 + yearly * annuity_factor(0.03, 4), rel=EXACT)
    assert result.real_npv == pytest.approx(result.npv, rel=EXACT)


def test_who_returns_earns_the_premium_and_no_longer_the_wage_abroad():
    result = migrant(MigrantPlan(**PLAN | {"years": 2}, return_hazard=0.5, return_premium=0.2, years_after_return=1), 0)

    assert result.flows == pytest.approx((0, 24_000, 12_000 + 0.5 * 1_200, 1_200), rel=EXACT)


def test_money_spent_where_prices_are_low_is_worth_more():
    plan = MigrantPlan(**PLAN | {"years": 1}, prices_home=0.5, prices_abroad=1.0, share_spent_home=0.25)

    assert migrant(plan, 0).real_flows == pytest.approx((0, 30_000 * (0.25 / 0.5 + 0.75) - 12_000), rel=EXACT)


def test_at_the_break_even_wage_migration_is_worth_nothing():
    plan = {**PLAN, "tax_abroad": 0.25, "prices_home": 0.45, "share_spent_home": 0.4, "own_cost": 900}
    wage = migrant(MigrantPlan(**plan), 0.03).breakeven_wage

    assert migrant(MigrantPlan(**plan | {"wage_abroad": wage}), 0.03).real_npv == pytest.approx(0, abs=1e-7)


def test_without_work_abroad_no_wage_breaks_even():
    assert migrant(MigrantPlan(**PLAN, employed_abroad=0), 0.03).breakeven_wage is None


@pytest.mark.parametrize(
    ("call", "word"),
    [
        (lambda: employer(-1, 10, 0.03, 5, 0.1), "upfront"),
        (lambda: employer(1, 10, 0.03, 5, 1.1), "hazard"),
        (lambda: employer(1, 10, 0.03, 5, -0.1), "hazard"),
        (lambda: employer(1, 10, 0.03, 0, 0.1), "years"),
        (lambda: employer(1, float("nan"), 0.03, 5, 0.1), "annual_surplus"),
        (lambda: switching_surplus(1, -1, 5), "rate"),
        (lambda: purchasing_power_gain(1, 1, 0, 1, 0.5), "ppp_home"),
        (lambda: purchasing_power_gain(1, 1, 1, -1, 0.5), "ppp_dest"),
        (lambda: purchasing_power_gain(1, 1, 1, 1, 40), "share_spent_home"),
        (lambda: migrant(MigrantPlan(**PLAN | {"wage_home": -1}), 0), "wage_home"),
        (lambda: migrant(MigrantPlan(**PLAN, tax_abroad=20), 0), "tax_abroad"),
        (lambda: migrant(MigrantPlan(**PLAN, prices_home=0), 0), "prices_home"),
    ],
)
def test_an_account_that_cannot_be_is_refused_by_name(call, word):
    with pytest.raises(InputError, match=word) as refused:
        call()

    assert refused.value.advice()

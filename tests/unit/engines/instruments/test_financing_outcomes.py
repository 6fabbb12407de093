"""Payment for outcomes: tariffs, a fund's return, and contracts under attrition, default, lag and cap."""

from dataclasses import replace

import pytest

from corridor.engines.instruments import (
    Milestone,
    OutcomeContract,
    PeriodMilestone,
    break_even_tariff,
    milestone_tariffs,
    outcome_fund,
    outcome_investment,
    outcome_sensitivity,
)
from corridor.engines.instruments.cash_flow import yearly
from corridor.kernel.errors import InputError

PLACED = Milestone("placement", p=0.5, tariff=4000, t=1)

# 10 start at 100 each; half of them are placed a period later, at 300 each.
CONTRACT = OutcomeContract(starts=[10], cost_per_start=100, milestones=[PeriodMilestone("placement", 0.5, 300, 1)])


def test_a_tariff_that_just_covers_the_cost_leaves_nothing():
    found = milestone_tariffs(cost=2000, rate=0, milestones=[PLACED])

    assert (found.undiscounted_revenue, found.pv_revenue, found.npv) == (2000, 2000, 0)
    assert found.breakeven_placement_tariff == 4000


def test_every_milestone_has_the_tariff_that_would_close_the_gap():
    trained = Milestone("training", p=0.8, tariff=1000, t=0)

    found = milestone_tariffs(cost=3000, rate=0, milestones=[trained, PLACED])

    # 3000 = 0.8 x 1250 + 0.5 x 4000 = 0.8 x 1000 + 0.5 x 4400
    assert found.breakeven_tariffs == {"training": 1250, "placement": 4400}


def test_a_milestone_that_is_more_than_paid_for_breaks_even_below_zero():
    bonus = Milestone("bonus", p=0.1, tariff=500, t=0)

    found = milestone_tariffs(cost=1000, rate=0, milestones=[PLACED, bonus])

    assert found.breakeven_tariffs["bonus"] == pytest.approx(-10000)


def test_no_tariff_pays_for_a_milestone_that_nobody_reaches():
    found = milestone_tariffs(cost=1000, rate=0.1, milestones=[replace(PLACED, p=0)])

    assert found.breakeven_placement_tariff is None


def test_a_scheme_without_a_milestone_called_placement_has_no_placement_tariff():
    found = milestone_tariffs(cost=1000, rate=0.1, milestones=[Milestone("language", 0.5, 100, 0)])

    assert found.breakeven_placement_tariff is None
    assert found.breakeven_tariffs == {"language": 2000}


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"p": -0.1}, ["milestones[0].p", "-0.1"]),
        ({"p": 1.2}, ["milestones[0].p", "1.2"]),
        ({"p": float("nan")}, ["milestones[0].p", "nan"]),
        ({"tariff": -1}, ["milestones[0].tariff", "-1"]),
        ({"t": -1}, ["milestones[0].t", "-1"]),
        ({"name": ""}, ["Milestone 1"]),
    ],
)
def test_a_milestone_that_cannot_be_is_refused_with_its_place(wrong, words):
    with pytest.raises(InputError) as refused:
        milestone_tariffs(cost=1, rate=0, milestones=[replace(PLACED, **wrong)])

    assert refused.value.advice()
    assert all(word in refused.value.sentence() for word in words)


def test_two_milestones_of_one_name_are_refused():
    with pytest.raises(InputError, match="Milestone 2 is named placement"):
        milestone_tariffs(cost=1, rate=0, milestones=[PLACED, PLACED])


@pytest.mark.parametrize("given", [{"milestones": []}, {"cost": -1}, {"rate": -1}, {"rate": 8}])
def test_tariffs_need_milestones_a_cost_and_a_rate(given):
    with pytest.raises(InputError):
        milestone_tariffs(**({"cost": 1, "rate": 0, "milestones": [PLACED]} | given))


def test_a_break_even_tariff_says_what_it_is_made_of():
    found = break_even_tariff(cost_per_start=1000, success=0.25, lag_years=2, rate=0.1, margin=0.5)

    # 1000 / 0.25 = 4000; two years at 10 % make 4840; half as much again 7260.
    assert found.tariff == pytest.approx(7260, rel=1e-12)
    assert found.cost_per_outcome == 4000
    assert found.financing == pytest.approx(840, rel=1e-12)
    assert found.margin == pytest.approx(2420, rel=1e-12)


@pytest.mark.parametrize(
    "wrong",
    [{"success": 0}, {"success": 1.01}, {"success": -0.5}, {"cost_per_start": -1}, {"lag_years": -1}, {"rate": -1}],
)
def test_a_break_even_tariff_that_nobody_can_ask_is_refused(wrong):
    given = {"cost_per_start": 100, "success": 0.5, "lag_years": 1, "rate": 0.05}

    with pytest.raises(InputError):
        break_even_tariff(**(given | wrong))


def test_a_fund_that_gets_back_a_tenth_more_after_a_year_earns_ten_percent():
    found = outcome_fund(outlays=[-100], outcome_payments=[0, 110], period_years=1)

    assert found.net == (-100, 110)
    assert found.irr_per_period == pytest.approx(0.1, rel=1e-12)
    assert (found.peak_funding, found.peak_period, found.payback_period, found.multiple) == (100, 0, 1, 1.1)


def test_a_fund_that_loses_money_has_a_negative_return():
    found = outcome_fund(outlays=[-100], outcome_payments=[0, 50], period_years=1)

    assert found.irr_per_period == pytest.approx(-0.5, rel=1e-12)
    assert found.payback_period is None


def test_a_return_per_quarter_is_compounded_to_a_year():
    found = outcome_fund(outlays=[-100], outcome_payments=[0, 110], period_years=0.25)

    assert found.irr_annual == pytest.approx(1.1**4 - 1, rel=1e-12)


def test_a_return_that_no_number_can_hold_over_a_year_is_left_out():
    assert yearly(1e6, 1 / 365) is None
    assert yearly(None, 1) is None


def test_flows_with_two_rates_give_both_and_say_so():
    found = outcome_fund(outlays=[-1600, 0, -10000], outcome_payments=[0, 10000], period_years=1)

    assert found.irr_roots == pytest.approx((0.25, 4.0), rel=1e-9)
    assert (found.irr_is_unique, found.irr_per_period) == (False, pytest.approx(0.25, rel=1e-9))


@pytest.mark.parametrize(
    ("outlays", "payments"), [([-100], [0]), ([0], [100]), ([0], [0]), ([-100, -1], [100]), ([-1, -4, -1], [1, 4, 1])]
)
def test_a_fund_without_an_internal_rate_is_refused_with_what_it_pays_and_receives(outlays, payments):
    with pytest.raises(InputError, match="no internal rate of return") as refused:
        outcome_fund(outlays=outlays, outcome_payments=payments, period_years=1)

    assert refused.value.code == "no_irr"
    assert "rate exists only" in refused.value.advice()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"outlays": [-100, 50]}, ["outlays", "50", "period 1"]),
        ({"outcome_payments": [0, -5]}, ["outcome_payments", "-5", "period 1"]),
        ({"outlays": []}, ["outlays", "empty"]),
        ({"outlays": [float("inf")]}, ["outlays[0]", "inf"]),
        ({"period_years": 0}, ["period_years", "0"]),
        ({"outlays": [-1] * 1201}, ["1201", "1200"]),
    ],
)
def test_a_flow_on_the_wrong_side_is_refused_with_its_place(given, words):
    with pytest.raises(InputError) as refused:
        outcome_fund(**({"outlays": [-100], "outcome_payments": [0, 110], "period_years": 1} | given))

    assert all(word in refused.value.sentence() for word in words)


def test_a_contract_turns_into_flows():
    found = outcome_investment(CONTRACT)

    assert (found.outlays, found.payments, found.net) == ((-1000, 0), (0, 1500), (-1000, 1500))
    assert found.outcomes == (5,)
    assert found.returns.irr_per_period == pytest.approx(0.5, rel=1e-12)


def test_a_period_in_which_people_start_bears_the_fixed_cost():
    found = outcome_investment(replace(CONTRACT, starts=[10, 0, 10], fixed_cost=50))

    assert found.outlays == (-1050, 0, -1050, 0)


def test_people_who_leave_on_the_way_reach_no_milestone():
    found = outcome_investment(replace(CONTRACT, attrition=0.1, milestones=[PeriodMilestone("placement", 0.5, 300, 2)]))

    # 10 x 0.5 x 0.9 x 0.9
    assert found.outcomes == pytest.approx((4.05,), rel=1e-12)


def test_payment_comes_later_than_the_outcome():
    found = outcome_investment(replace(CONTRACT, payment_lag=2))

    assert found.payments == (0, 0, 0, 1500)
    assert found.returns.irr_per_period == pytest.approx(1.5 ** (1 / 3) - 1, rel=1e-12)


def test_payments_end_at_the_cap():
    found = outcome_investment(replace(CONTRACT, starts=[10, 10], payment_cap=2000))

    assert (found.payments, found.over_cap) == ((0, 1500, 500), 1000)


def test_a_payer_who_defaults_leaves_a_part_unpaid():
    found = outcome_investment(replace(CONTRACT, default=0.2))

    assert (found.payments, found.unpaid) == ((0, 1200), pytest.approx(300))


def test_a_contract_that_is_never_paid_has_no_rate_and_is_still_computed():
    found = outcome_investment(replace(CONTRACT, default=1))

    assert (found.returns.irr_per_period, found.returns.irr_annual, found.returns.multiple) == (None, None, 0)
    assert found.returns.peak_funding == 1000


def test_a_milestone_at_the_start_pays_in_the_period_of_the_start():
    found = outcome_investment(replace(CONTRACT, milestones=[PeriodMilestone("enrolment", 1, 20, 0)]))

    assert found.net == (-800,)


def test_the_sensitivity_holds_every_pair():
    found = outcome_sensitivity(replace(CONTRACT, rate=0.2), attritions=[0, 0.1], defaults=[0, 0.5])

    assert [(cell.attrition, cell.default) for cell in found.cells] == [(0, 0), (0, 0.5), (0.1, 0), (0.1, 0.5)]
    assert [cell.present_value for cell in found.cells] == pytest.approx([250, -375, 125, -437.5])
    assert found.cells[1].multiple == pytest.approx(0.75)


def test_the_default_that_a_contract_can_bear_leaves_it_with_nothing():
    contract = replace(CONTRACT, rate=0.2)

    bearable = outcome_sensitivity(contract, [0], [0]).break_even_default

    assert bearable == pytest.approx(0.2)
    assert outcome_investment(replace(contract, default=bearable)).present_value == pytest.approx(0, abs=1e-9)


def test_a_contract_that_loses_anyway_can_bear_no_default():
    assert outcome_sensitivity(replace(CONTRACT, rate=0.6), [0], [0]).break_even_default is None


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"starts": []}, "starts"),
        ({"starts": [-1]}, "starts[0]"),
        ({"cost_per_start": -1}, "cost_per_start"),
        ({"fixed_cost": -1}, "fixed_cost"),
        ({"attrition": 1.5}, "attrition"),
        ({"default": -0.1}, "default"),
        ({"payment_cap": -1}, "payment_cap"),
        ({"payment_lag": 1.5}, "payment_lag"),
        ({"payment_lag": 9999}, "payment_lag"),
        ({"rate": -2}, "rate"),
        ({"period_years": 0}, "period_years"),
        ({"milestones": []}, "milestones"),
        ({"milestones": [PeriodMilestone("a", 2, 1, 0)]}, "milestones[0].p"),
        ({"milestones": [PeriodMilestone("a", 1, -1, 0)]}, "milestones[0].tariff"),
        ({"milestones": [PeriodMilestone("a", 1, 1, -1)]}, "milestones[0].lag_periods"),
    ],
)
def test_a_contract_that_cannot_be_is_refused_with_its_place(wrong, field):
    with pytest.raises(InputError) as refused:
        outcome_investment(replace(CONTRACT, **wrong))

    assert refused.value.field == field


@pytest.mark.parametrize(("attritions", "defaults"), [([], [0]), ([0], []), ([2], [0]), ([0], [-1])])
def test_a_sensitivity_needs_shares_to_try(attritions, defaults):
    with pytest.raises(InputError):
        outcome_sensitivity(CONTRACT, attritions, defaults)

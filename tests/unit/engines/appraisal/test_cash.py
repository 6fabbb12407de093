"""One flow of money: present value, ratio, payback, prices."""

import pytest

from corridor.engines.appraisal import annuity_factor, cash_flow, npv, real_nominal
from corridor.engines.appraisal.reference import present_value
from corridor.kernel.errors import InputError

EXACT = 1e-12  # a handful of additions


def test_year_zero_is_not_discounted():
    assert npv(0.5, [-100, 0, 225]).npv == pytest.approx(0, abs=EXACT)
    assert npv(0.5, [-100, 0, 225]).factors == pytest.approx((1, 1 / 1.5, 1 / 2.25), rel=EXACT)


@pytest.mark.parametrize("name", ["mid-year", "mid-year for t>=1", "mid-year (for t >= 1)", " mid-year"])
def test_half_a_year_less_is_discounted_where_flows_fall_in_the_middle(name):
    assert npv(0.21, [-100, 121], name).npv == pytest.approx(10, rel=EXACT)


@pytest.mark.parametrize("convention", ["end-year", "mid-year"])
def test_present_value_is_the_sum_of_the_definition(convention):
    flows = [-12000, 3000.5, -20, 0, 7e5]

    assert npv(0.07, flows, convention).npv == pytest.approx(
        present_value(0.07, flows, convention == "mid-year"), rel=EXACT
    )


def test_a_rate_below_zero_makes_later_money_worth_more():
    assert npv(-0.5, [0, 10, 10]).npv == pytest.approx(20 + 40, rel=EXACT)


def test_without_interest_a_flow_is_just_added_up():
    result = cash_flow(0, [-100, 40, 40, 40])

    assert (result.npv, result.bcr) == pytest.approx((20, 1.2), rel=EXACT)
    assert result.discounted_payback == pytest.approx(2.5, rel=EXACT)
    assert result.stays_paid_back


def test_what_is_never_paid_back_has_no_payback():
    result = cash_flow(0.1, [-100, 50, 50])

    assert (result.discounted_payback, result.stays_paid_back) == (None, False)


def test_what_costs_nothing_at_the_start_is_paid_back_at_once():
    result = cash_flow(0.1, [5, 5])

    assert (result.discounted_payback, result.bcr, result.irr) == (0, None, None)


def test_a_late_cost_that_undoes_the_payback_is_told():
    result = cash_flow(0, [-100, 150, -80])

    assert (result.discounted_payback, result.stays_paid_back) == (pytest.approx(2 / 3, rel=EXACT), False)


def test_a_payback_at_the_last_cent_is_not_lost_to_rounding():
    assert cash_flow(0, [-0.3, 0.1, 0.2]).discounted_payback == pytest.approx(2, rel=EXACT)


def test_one_rate_of_return_is_named_and_several_are_listed():
    one, two = cash_flow(0.1, [-100, 121]), cash_flow(0.1, [-1600, 10000, -10000])

    assert (one.irr, one.irr_is_unique) == (pytest.approx(0.21, rel=EXACT), True)
    assert (two.irr, two.irr_roots, two.irr_is_unique) == (None, (0.25, 4.0), False)


def test_a_flow_of_zeros_is_worth_nothing_and_has_no_rate():
    result = cash_flow(0.03, [0, 0])

    assert (result.npv, result.irr, result.irr_roots, result.bcr) == (0, None, (), None)


def test_constant_and_current_prices_give_one_value():
    result = real_nominal(0.03, 0.02, 3000, 5)

    assert result.nominal_rate == pytest.approx(0.0506, rel=EXACT)
    assert result.npv_nominal == pytest.approx(result.npv_real, rel=EXACT)
    assert result.npv_real == pytest.approx(3000 * annuity_factor(0.03, 5), rel=EXACT)


def test_prices_may_fall():
    result = real_nominal(0.02, -0.05, -10, 3)

    assert result.npv_nominal == pytest.approx(result.npv_real, rel=EXACT)


def test_an_annuity_of_no_years_is_worth_nothing():
    assert annuity_factor(0.03, 0) == 0
    assert annuity_factor(0, 7) == 7


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: npv(-1, [1]), ["rate", "-1"]),
        (lambda: npv(float("nan"), [1]), ["rate", "nan"]),
        (lambda: npv(0.1, []), ["flows", "empty"]),
        (lambda: npv(0.1, [1, float("inf")]), ["flows", "inf"]),
        (lambda: npv(0.1, [1], "continuous"), ["continuous"]),
        (lambda: npv(0.1, [1.0] * 2000), ["flows", "1999"]),
        (lambda: real_nominal(0.1, -1, 5, 5), ["inflation", "-1"]),
        (lambda: real_nominal(0.1, 0.1, 5, 0), ["years", "0"]),
        (lambda: annuity_factor(0.1, -3), ["years", "-3"]),
    ],
)
def test_what_cannot_be_discounted_is_refused_with_its_value_and_a_remedy(call, words):
    with pytest.raises(InputError) as refused:
        call()

    assert refused.value.advice()
    for word in words:
        assert word in refused.value.sentence()

"""Figures that others have printed."""

import pytest

from corridor.engines.appraisal import cash_flow, distribution_weights, irr_roots, npv, published_effect, triangular


@pytest.mark.parametrize(
    ("year", "printed"), [(1, 0.9662), (2, 0.9335), (5, 0.8420), (10, 0.7089), (20, 0.5026), (30, 0.3563)]
)
def test_discount_factors_are_those_of_the_green_book(year, printed):
    # HM Treasury, The Green Book, table of discount factors at 3.5 %, four decimals.
    assert npv(0.035, [0] * 30 + [1]).factors[year] == pytest.approx(printed, abs=5e-5)


def test_the_oil_pump_has_two_rates_of_return():
    # Lorie and Savage (1955): a larger pump costs 1,600, brings 10,000 a year earlier.
    assert irr_roots([-1600, 10000, -10000]).irr == (0.25, 4.0)


def test_more_money_does_not_decide_where_the_rates_of_return_disagree():
    # Between its two rates the pump gains, outside it loses.
    signs = [cash_flow(rate, [-1600, 10000, -10000]).npv > 0 for rate in (0.1, 1.0, 5.0)]

    assert signs == [False, True, False]


def test_who_earns_half_the_median_weighs_two_and_a_half_times():
    # 2 ** 1.3, the Green Book's elasticity of the marginal utility of income.
    assert distribution_weights(100, {"poor": 50}, 1.3).weights["poor"] == pytest.approx(2.46, abs=0.005)


def test_an_effect_printed_as_a_percentage_is_a_ratio():
    # The page of a student programme prints 24,980 beside 1,598 and "1,563 %".
    assert published_effect(24_980, 1_598, 1_563).published_matches == "ratio"


def test_a_symmetric_triangle_has_the_textbook_spread():
    # (b - a) / sqrt(24)
    assert triangular(0, 6, 12).sd == pytest.approx(12 / 24**0.5, rel=1e-12)

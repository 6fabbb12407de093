"""Every rate of return is found, and none is invented."""

import math
from fractions import Fraction

import numpy as np
import pytest

from corridor.engines.appraisal import irr_roots, npv
from corridor.engines.appraisal.reference import rates_by_scan
from corridor.kernel.errors import InputError


def flows_with_rates(*rates):
    """Return whole flows whose net present value is zero at exactly these rates."""
    polynomial = [Fraction(1)]
    for rate in rates:
        x = 1 / (1 + Fraction(rate))
        polynomial = [
            shifted - x * plain
            for shifted, plain in zip([Fraction(0), *polynomial], [*polynomial, Fraction(0)], strict=True)
        ]
    scale = math.lcm(*(c.denominator for c in polynomial))
    return [int(c * scale) for c in polynomial]


@pytest.mark.parametrize(
    "rates",
    [
        ["1/10"],
        ["1/4", "4"],
        ["-1/2", "0", "1/2"],
        ["1/100", "101/10000"],
        ["1/10", "100001/1000000"],
        ["-99/100", "99"],
        ["1/20", "1/10", "3/20", "1/5", "1/4", "3/10", "7/20"],
        ["1/1000000", "2/1000000", "3/1000000"],
    ],
)
def test_all_rates_that_a_flow_was_made_from_are_found(rates):
    found = irr_roots(flows_with_rates(*rates))

    # float64 rounds each rate once
    assert found.irr == pytest.approx(sorted(float(Fraction(rate)) for rate in rates), rel=1e-14, abs=1e-16)
    assert found.unique == (len(rates) == 1)
    assert found.exists


def test_a_rate_that_only_touches_zero_is_found_once():
    assert irr_roots([1, -2.2, 1.21]).irr == (0.1,)
    assert irr_roots(flows_with_rates("1/10", "1/10", "1/10", "1/2")).irr == pytest.approx((0.1, 0.5), rel=1e-15)


@pytest.mark.parametrize("flows", [[-100, -10, -5], [7], [0, 3, 4], [100, -100, 100], [1, -2, 1.01]])
def test_a_flow_without_a_rate_of_return_says_so(flows):
    found = irr_roots(flows)

    assert (found.irr, found.unique, found.exists) == ((), False, False)


def test_years_without_money_at_either_end_change_nothing():
    assert irr_roots([0, 0, -100, 110, 0]).irr == pytest.approx((0.1,), rel=1e-15)


def test_sign_changes_bound_the_number_of_rates():
    found = irr_roots([100, -100, 0, 100])

    assert (found.sign_changes, len(found.irr)) == (2, 0)


def test_figures_count_as_written_and_not_as_nearest_binary_numbers():
    assert irr_roots([-0.1, 0.1]).irr == (0.0,)
    assert irr_roots([-0.3, 0.1, 0.2]).irr == (0.0,)


def test_the_plain_scan_finds_the_same_rates():
    random = np.random.default_rng(4)
    for _ in range(25):
        flows = random.integers(-9, 10, size=random.integers(2, 9)).tolist()
        flows[0] -= 20

        found = irr_roots(flows).irr

        # What lies beyond a discount factor of 20, and roots that only touch zero, the scan cannot see.
        assert [rate for rate in found if rate > -0.94] == pytest.approx(rates_by_scan(flows, 4_000), abs=1e-9)


def test_three_decades_of_monthly_payments_have_one_rate():
    found = irr_roots([-1000.0, *[10.33] * 360])

    assert found.unique
    assert found.irr[0] == pytest.approx(0.00995, abs=1e-4)


def test_where_flows_fall_in_the_middle_of_years_so_do_the_rates():
    found = irr_roots([-100, 50, 80], "mid-year")

    assert len(found.irr) == 1
    assert npv(found.irr[0], [-100, 50, 80], "mid-year").npv == pytest.approx(0, abs=1e-12)
    assert found.irr[0] > irr_roots([-100, 50, 80]).irr[0]
    assert irr_roots([-100, 110], "mid-year").irr == pytest.approx((0.21,), rel=1e-14)


def test_middle_of_the_year_keeps_all_rates():
    found = irr_roots([-1600, 10000, -10000], "mid-year for t>=1")

    assert len(found.irr) == 2
    for rate in found.irr:
        assert npv(rate, [-1600, 10000, -10000], "mid-year").npv == pytest.approx(0, abs=1e-10)


@pytest.mark.parametrize("flows", [[0, 0.0], [], [1, float("nan")]])
def test_a_flow_that_every_rate_fits_or_that_is_no_number_is_refused(flows):
    with pytest.raises(InputError) as refused:
        irr_roots(flows)

    assert refused.value.advice()

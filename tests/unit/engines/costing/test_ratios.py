"""Sample ratios, splits to the cent and donor caps, with numbers to check by hand."""

from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from corridor.engines.costing import SAMPLE_RATIOS, allocate_by_ratio, check_ratio_caps, check_sample_ratios
from corridor.engines.costing.exact import exact, exact_sum, largest_remainder
from corridor.engines.costing.reference import one_unit_at_a_time
from corridor.kernel.errors import InputError
from corridor.kernel.money import Money

WEIGHTS = st.lists(st.integers(0, 1000), min_size=1, max_size=8).filter(any)


def test_the_guides_sample_adds_up_to_101_percent_and_says_so():
    check = check_sample_ratios(SAMPLE_RATIOS)

    assert (check.sum, check.sum_without_research, check.warn) == (1.01, 0.96, True)


def test_shares_that_add_up_on_paper_raise_no_warning():
    check = check_sample_ratios({"a": 0.1, "b": 0.2, "c": 0.7})

    assert (check.sum, check.warn) == (1.0, False)


def test_normalised_shares_keep_their_proportion():
    check = check_sample_ratios({"staff": 0.3, "mobility": 0.9})

    assert check.normalised == {"staff": 0.25, "mobility": 0.75}


def test_a_hundred_euros_in_three_parts_leave_the_cent_to_the_first():
    split = allocate_by_ratio(100, {"a": 1, "b": 1, "c": 1})

    assert split.parts == {"a": 33.34, "b": 33.33, "c": 33.33}
    assert split.sum == 100.0


def test_a_currency_with_three_decimals_is_split_to_its_own_unit():
    split = allocate_by_ratio(1, {"a": 1, "b": 2}, decimals=3)

    assert split.parts == {"a": 0.333, "b": 0.667}


def test_seven_percent_of_the_total_is_above_seven_percent_of_direct_costs():
    caps = check_ratio_caps({"staff": 0.5, "mobility": 0.41, "overhead": 0.07, "contingency": 0.02})

    assert caps.direct_share == 0.91
    assert caps.overhead_over_direct == pytest.approx(0.07 / 0.91, rel=1e-12)
    assert not caps.indirect_ok
    assert caps.contingency_ok


def test_a_share_exactly_at_the_cap_keeps_it():
    caps = check_ratio_caps({"staff": 1.0, "overhead": 0.07, "contingency": 0.05})

    assert caps.indirect_ok
    assert caps.contingency_ok


@given(st.integers(0, 10**9), WEIGHTS)
def test_parts_add_up_and_each_is_within_one_unit_of_its_due(units, weights):
    parts = largest_remainder(units, [Fraction(weight) for weight in weights])

    assert sum(parts) == units
    assert all(abs(part - Fraction(units * w, sum(weights))) < 1 for part, w in zip(parts, weights, strict=True))


@given(st.integers(0, 10**5), WEIGHTS)
def test_the_split_is_the_one_that_hands_out_unit_by_unit(units, weights):
    fractions = [Fraction(weight) for weight in weights]

    assert largest_remainder(units, fractions) == one_unit_at_a_time(units, fractions)


@given(st.integers(-(10**6), 10**6), WEIGHTS)
def test_the_split_is_the_kernels_split_of_money(units, weights):
    money = Money.from_minor(units, "EUR").split(weights)

    assert largest_remainder(units, [Fraction(weight) for weight in weights]) == tuple(part.minor for part in money)


@given(st.lists(st.decimals(-10, 10, places=2), max_size=20))
def test_exact_sums_do_not_depend_on_order(values):
    assert exact_sum(values) == exact_sum(reversed(values)) == float(sum(map(exact, values)))


@pytest.mark.parametrize(
    ("call", "word"),
    [
        (lambda: check_sample_ratios({}), "ratios"),
        (lambda: check_sample_ratios({"staff": -0.1}), "ratios.staff"),
        (lambda: check_sample_ratios({"staff": float("nan")}), "ratios.staff"),
        (lambda: check_sample_ratios({"staff": 0}), "ratios"),
        (lambda: allocate_by_ratio(100, {"a": 0}), "shares"),
        (lambda: check_ratio_caps({"overhead": 0.07}), "ratios"),
        (lambda: check_ratio_caps({"staff": 1}, indirect_cap=7), "indirect_cap"),
    ],
)
def test_shares_that_cannot_be_used_are_refused(call, word):
    with pytest.raises(InputError) as refused:
        call()

    assert refused.value.field == word

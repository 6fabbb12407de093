from datetime import date
from fractions import Fraction
from itertools import pairwise

from hypothesis import given, strategies as st

from corridor.kernel import Money, Period, add_months, whole_months

DAYS = st.dates(date(1950, 1, 1), date(2100, 12, 31))
WEIGHTS = st.lists(st.integers(0, 10_000), min_size=1, max_size=12).filter(any)


@given(st.integers(-(10**12), 10**12), WEIGHTS, st.sampled_from(["EUR", "TND", "JPY"]))
def test_parts_add_up_and_each_is_within_one_unit_of_its_share(minor, weights, currency):
    parts = [part.minor for part in Money.from_minor(minor, currency).split(weights)]

    assert sum(parts) == minor
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - Fraction(minor * weight, sum(weights))) < 1


@given(st.integers(0, 10**9), WEIGHTS)
def test_a_larger_weight_never_gets_less(minor, weights):
    parts = [part.minor for part in Money.from_minor(minor, "EUR").split(weights)]

    ranked = sorted(zip(weights, parts, strict=True))
    for (weight, part), (heavier, larger) in pairwise(ranked):
        assert weight == heavier or part <= larger


@given(DAYS, st.integers(-600, 600))
def test_adding_months_and_counting_them_agree(day, months):
    later = add_months(day, months)

    if months >= 0:
        assert whole_months(day, later) == months


@given(DAYS, DAYS, DAYS, DAYS)
def test_overlap_is_symmetric_and_lies_in_both(a, b, c, d):
    first, second = Period(min(a, b), max(a, b)), Period(min(c, d), max(c, d))

    shared = first.overlap(second)

    assert shared == second.overlap(first)
    if shared is None:
        assert first.end_date < second.start_date or second.end_date < first.start_date
    else:
        assert all(period.contains(day) for period in (first, second) for day in (shared.start_date, shared.end_date))

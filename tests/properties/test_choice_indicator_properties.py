"""What holds for every indicator of the choice, whatever its figures; a plain reference beside it."""

import math

import pytest
from hypothesis import given, settings, strategies as st

from corridor.engines.indicators import (
    ChoiceScale,
    Formula,
    Reading,
    choice_indicator,
    criterion_value,
    language_overlap,
)

quickly = settings(max_examples=60, deadline=None)
COUNTS = st.floats(0, 1e7, allow_nan=False).map(lambda count: round(count, 3))
READINGS = st.dictionaries(st.integers(2010, 2025), COUNTS, max_size=8).map(
    lambda found: [Reading(year, value) for year, value in found.items()]
)
SCALES = st.tuples(st.floats(-50, 50), st.floats(0.5, 100), st.booleans()).map(
    lambda ends: ChoiceScale(ends[0], ends[0] + ends[1], ends[2])
)
PAIRS = (Formula.SHARE, Formula.RATIO, Formula.LESSER_SHARE)
SPEAKERS = st.dictionaries(st.sampled_from("abcde"), st.floats(0, 1), max_size=5)


def plain(formula, a, b):
    """The same in the plainest words: try every year from the newest."""
    first, second = {row.year: row.value for row in a}, {row.year: row.value for row in b}
    for year in range(2025, 2009, -1):
        if year in first and year in second:
            x, y = first[year], second[year]
            if formula is Formula.RATIO:
                return x / y if y else None
            if not x + y:
                return None
            return 100 * (min(x, y) if formula is Formula.LESSER_SHARE else x) / (x + y)
    return None


@quickly
@given(st.sampled_from(PAIRS), READINGS, READINGS, SCALES)
def test_the_engine_agrees_with_the_plain_reference(formula, a, b, scale):
    found = choice_indicator(formula, {"a": a, "b": b}, scale, 2025, 3)

    wanted = plain(formula, a, b)
    assert (found.value is None) == (wanted is None)
    if wanted is not None:
        assert math.isclose(found.value, wanted, rel_tol=1e-12)


@quickly
@given(st.sampled_from(PAIRS), READINGS, READINGS, SCALES)
def test_a_place_lies_on_the_scale_and_in_its_interval(formula, a, b, scale):
    found = choice_indicator(formula, {"a": a, "b": b}, scale, 2025, 3)

    assert 0 <= found.points_low <= found.points_high <= 1
    if found.points is None:
        assert (found.points_low, found.points_high, found.low, found.high) == (0, 1, scale.low, scale.high)
    else:
        assert found.points_low == found.points == found.points_high


@quickly
@given(st.sampled_from(PAIRS), READINGS, READINGS, SCALES, st.randoms())
def test_the_order_of_the_readings_does_not_matter(formula, a, b, scale, random):
    before = choice_indicator(formula, {"a": a, "b": b}, scale, 2025, 3)
    mixed = random.sample(a, len(a)), random.sample(b, len(b))

    assert choice_indicator(formula, {"a": mixed[0], "b": mixed[1]}, scale, 2025, 3) == before


@quickly
@given(COUNTS, SCALES)
def test_turning_the_scale_round_turns_the_place_round(value, scale):
    turned = ChoiceScale(scale.low, scale.high, not scale.more_is_better)
    places = [
        choice_indicator(Formula.LEVEL, {"a": [Reading(2024, value)]}, each, 2025, 3).points for each in (scale, turned)
    ]

    assert sum(places) == pytest.approx(1, abs=1e-12)


@quickly
@given(READINGS, READINGS, st.floats(0.001, 1000))
def test_the_currency_does_not_move_wage_pressure(a, b, rate):
    other = {name: [Reading(row.year, row.value * rate) for row in rows] for name, rows in (("a", a), ("b", b))}
    scale = ChoiceScale(-2, 4)

    before = choice_indicator(Formula.GROWTH_GAP, {"a": a, "b": b}, scale, 2025, 3).value
    after = choice_indicator(Formula.GROWTH_GAP, other, scale, 2025, 3).value

    assert (before is None) == (after is None)
    if before is not None:
        assert after == pytest.approx(before, rel=1e-6, abs=1e-6)


@quickly
@given(st.lists(st.one_of(st.none(), st.floats(0, 10)), min_size=1, max_size=6))
def test_the_mean_of_a_criterion_lies_in_its_interval(values):
    scale = ChoiceScale(0, 10)
    cells = [
        choice_indicator(Formula.LEVEL, {"a": [] if value is None else [Reading(2024, value)]}, scale, 2025, 3)
        for value in values
    ]

    found = criterion_value(cells)

    assert found.known == sum(value is not None for value in values)
    if found.points is not None:
        assert found.points_low - 1e-12 <= found.points <= found.points_high + 1e-12


@quickly
@given(SPEAKERS, SPEAKERS)
def test_languages_overlap_the_same_from_either_side(here, there):
    assert language_overlap(here, there) == language_overlap(there, here)

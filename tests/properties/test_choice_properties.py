"""Weights of groups hold together whatever is answered, and evidence never leaves the scale of a criterion."""

from decimal import Decimal
from itertools import combinations
from types import SimpleNamespace

import pytest
from hypothesis import given, strategies as st

from corridor.design.screening.runs import weigh
from corridor.design.screening.taking import placed

numbers = st.floats(0.01, 9999, allow_nan=False)
said = st.sampled_from([1.0, *(sign * size for size in (2.0, 3.0, 5.0, 7.0, 9.0) for sign in (1, -1))])


def criteria_of(count):
    return [SimpleNamespace(pk=place + 1) for place in range(count)]


@given(st.lists(numbers, min_size=1, max_size=15))
def test_direct_weights_add_up_to_one_and_keep_every_proportion(points):
    answers = {str(place + 1): value for place, value in enumerate(points)}

    weights = weigh(method="direct", criteria=criteria_of(len(points)), answers=answers).weights

    assert sum(weights.values()) == pytest.approx(1)
    assert [weight / weights[1] for weight in weights.values()] == pytest.approx([each / points[0] for each in points])


@given(st.lists(numbers, min_size=1, max_size=15), st.floats(0.01, 100))
def test_the_unit_of_the_numbers_changes_no_weight(points, factor):
    criteria = criteria_of(len(points))

    one, other = (
        weigh(method="direct", criteria=criteria, answers={str(n + 1): each * times for n, each in enumerate(points)})
        for times in (1, factor)
    )

    assert list(one.weights.values()) == pytest.approx(list(other.weights.values()))


@st.composite
def comparisons(draw):
    count = draw(st.integers(1, 7))
    return count, {f"{one + 1}-{other + 1}": draw(said) for one, other in combinations(range(count), 2)}


@given(comparisons())
def test_comparisons_give_weights_above_zero_that_add_up_to_one(asked):
    count, answers = asked

    found = weigh(method="ahp", criteria=criteria_of(count), answers=answers)

    assert sum(found.weights.values()) == pytest.approx(1)
    assert min(found.weights.values()) > 0
    assert found.is_consistent == (found.ratio <= 0.10)


@given(st.lists(st.sampled_from([1.0, 3.0, 9.0]), min_size=1, max_size=6))
def test_comparisons_that_come_from_weights_give_these_weights_back(powers):
    # Weights that are powers of three: each comparison is the exact ratio of two of them, at most 9 to 1.
    answers = {}
    for (i, one), (j, other) in combinations(enumerate(powers, start=1), 2):
        answers[f"{i}-{j}"] = one / other if one >= other else -other / one

    found = weigh(method="ahp", criteria=criteria_of(len(powers)), answers=answers)

    assert list(found.weights.values()) == pytest.approx([each / sum(powers) for each in powers])
    assert found.ratio == pytest.approx(0, abs=1e-9)
    assert found.worst is None


@given(
    st.floats(0, 1),
    st.floats(0, 1),
    st.decimals(-1000, 1000, places=2),
    st.decimals("0.01", 1000, places=2),
    st.sampled_from(["up", "down"]),
)
def test_a_place_from_evidence_stays_on_the_scale_and_keeps_its_order(first, second, low, length, direction):
    criterion = SimpleNamespace(scale_low=low, scale_high=low + length, direction=direction)

    found = [placed(criterion, place) for place in sorted((first, second))]

    assert all(low <= value <= low + length for value in found)
    assert found == sorted(found, reverse=direction == "down")


def test_the_ends_of_evidence_are_the_ends_of_the_scale():
    criterion = SimpleNamespace(scale_low=Decimal(1), scale_high=Decimal(5), direction="down")

    assert (placed(criterion, 0.0), placed(criterion, 1.0)) == (5, 1)

"""Levels of a risk, its trigger, and what a change must say about the people who are selected."""

from datetime import date
from decimal import Decimal

import pytest

from corridor.design.flexibility.rules import band_of, check_reading, check_selected, check_wishes, is_past
from corridor.kernel.errors import InputError, RuleViolation


@pytest.mark.parametrize(
    ("score", "band"), [(1, "low"), (5, "low"), (6, "medium"), (12, "medium"), (15, "high"), (25, "high")]
)
def test_a_level_is_the_product_of_likelihood_and_impact(score, band):
    assert band_of(score) == band


@pytest.mark.parametrize(
    ("value", "threshold", "direction", "reached"),
    [
        (Decimal(91), Decimal(90), "above", True),
        (Decimal(90), Decimal(90), "above", False),
        (Decimal(89), Decimal(90), "below", True),
        (Decimal(90), Decimal(90), "below", False),
        (None, Decimal(90), "above", None),
        (Decimal(90), None, "below", None),
    ],
)
def test_a_trigger_is_reached_beyond_its_threshold_and_unknown_without_a_value(value, threshold, direction, reached):
    assert is_past(value=value, threshold=threshold, direction=direction) is reached


def test_nothing_is_observed_on_a_day_to_come():
    check_reading(as_of=date(2026, 5, 1), today=date(2026, 5, 1))

    with pytest.raises(InputError, match="has not come"):
        check_reading(as_of=date(2026, 5, 2), today=date(2026, 5, 1))


def test_a_request_changes_something():
    with pytest.raises(InputError, match="changes nothing"):
        check_wishes([])


@pytest.mark.parametrize(
    ("selected", "participants", "kept"), [(0, None, ""), (0, 1, ""), (5, 5, "All stay"), (5, None, "All stay")]
)
def test_a_change_that_keeps_everybody_is_fine(selected, participants, kept):
    check_selected(selected=selected, participants=participants, kept=kept)


@pytest.mark.parametrize(
    ("selected", "participants", "kept", "message"),
    [(5, 4, "All stay", "leaves room for 4"), (1, None, " ", "how they are kept"), (5, 9, "", "how they are kept")],
)
def test_a_change_that_drops_somebody_or_is_silent_is_refused(selected, participants, kept, message):
    with pytest.raises(RuleViolation) as refused:
        check_selected(selected=selected, participants=participants, kept=kept)

    assert message in refused.value.message % refused.value.params

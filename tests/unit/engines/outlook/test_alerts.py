"""Alert levels: thresholds, hysteresis against counters, the log, the brake, and refusals."""

import dataclasses
import math
import random

import pytest

from corridor.engines.outlook import (
    OWN_PROFILE,
    Action,
    Brake,
    Level,
    Threshold,
    Worse,
    evaluate,
    follow,
    raw_level,
    recruitment_brake,
)
from corridor.engines.outlook.reference import hysteresis
from corridor.kernel.errors import InputError

RATE = Threshold("emigration_rate", Worse.ABOVE, 0.1, 0.2)
RATIO = Threshold("replacement_ratio", Worse.BELOW, 1.1, 1.0)
ORDER = [Level.GREEN, Level.AMBER, Level.RED]


@pytest.mark.parametrize(
    ("threshold", "value", "level"),
    [
        (RATE, 0.0999, Level.GREEN),
        (RATE, 0.1, Level.AMBER),
        (RATE, 0.2, Level.RED),
        (RATE, math.inf, Level.RED),
        (RATIO, 1.1, Level.GREEN),
        (RATIO, 1.0999, Level.AMBER),
        (RATIO, 1.0, Level.AMBER),
        (RATIO, 0.9999, Level.RED),
        (RATIO, math.inf, Level.GREEN),
    ],
)
def test_a_value_has_a_level(threshold, value, level):
    assert raw_level(value, threshold) == level


def test_an_alert_rises_at_once_and_clears_after_two_calm_periods():
    alert = follow([0.05, 0.25, 0.05, 0.05, 0.05], RATE)

    assert alert.raw == (Level.GREEN, Level.RED, Level.GREEN, Level.GREEN, Level.GREEN)
    assert alert.levels == (Level.GREEN, Level.RED, Level.RED, Level.GREEN, Level.GREEN)
    assert [(change.period, change.before, change.after) for change in alert.log] == [
        (0, Level.UNKNOWN, Level.GREEN),
        (1, Level.GREEN, Level.RED),
        (3, Level.RED, Level.GREEN),
    ]


def test_a_value_that_jumps_around_its_threshold_keeps_the_alert():
    alert = follow([0.21, 0.19, 0.21, 0.19, 0.21], RATE)

    assert alert.levels == (Level.RED,) * 5
    assert len(alert.log) == 1


def test_red_falls_to_amber_when_two_periods_were_below_red():
    assert follow([0.25, 0.15, 0.05], RATE).levels == (Level.RED, Level.RED, Level.AMBER)


def test_a_period_without_a_value_keeps_the_level_and_is_marked():
    alert = follow([0.25, 0.05, None], RATE)

    assert (alert.level, alert.value, alert.is_stale) == (Level.RED, 0.05, True)
    assert follow([0.25, None, 0.05, None, 0.05], RATE).level == Level.GREEN


def test_what_was_never_measured_is_unknown_and_not_green():
    alert = follow([None, None], RATE)

    assert (alert.level, alert.value, alert.log, alert.actions) == (Level.UNKNOWN, None, (), ())


def test_the_course_agrees_with_counters_for_each_level():
    chance = random.Random(8)
    for _ in range(100):
        values = [chance.choice([None, 0.05, 0.15, 0.25]) for _ in range(chance.randint(1, 20))]
        window = chance.randint(1, 4)

        found = follow(values, RATE, window)

        raw = [-1 if value is None else ORDER.index(raw_level(value, RATE)) for value in values]
        assert [-1 if level == Level.UNKNOWN else ORDER.index(level) for level in found.levels] == hysteresis(
            raw, window
        )


def test_an_alert_names_its_owner_and_what_it_proposes():
    red, amber, green = (follow([value], RATE) for value in (0.3, 0.15, 0.01))

    assert red.owner == "origin_ministry"
    assert red.actions == (Action.RAISE_HOME_SHARE, Action.COMPENSATE, Action.STOP_INTAKE)
    assert amber.actions == (Action.WATCH, Action.SLOW_INTAKE)
    assert green.actions == ()


def test_the_most_urgent_alert_comes_first():
    alerts = evaluate({"emigration_rate": [0.15], "replacement_ratio": [0.5], "vacancy_rate": [0.01]})

    assert [(alert.indicator, alert.level) for alert in alerts] == [
        ("replacement_ratio", Level.RED),
        ("emigration_rate", Level.AMBER),
        ("vacancy_rate", Level.GREEN),
    ]


def test_the_defaults_are_dated_and_marked_as_corridors_own():
    assert (OWN_PROFILE.origin, OWN_PROFILE.valid_from) == ("own", "2026-01-01")
    assert [(t.indicator, t.worse, t.amber, t.red) for t in OWN_PROFILE.thresholds] == [
        ("emigration_rate", "above", 0.10, 0.20),
        ("outflow_ratio", "above", 0.25, 0.50),
        ("replacement_ratio", "below", 1.1, 1.0),
        ("vacancy_rate", "above", 0.03, 0.05),
        ("density_trend", "below", -0.01, -0.03),
    ]


def test_a_profile_can_be_edited():
    strict = dataclasses.replace(OWN_PROFILE, thresholds=(dataclasses.replace(RATE, red=0.12),), clear_after=1)

    (alert,) = evaluate({"emigration_rate": [0.15, 0.05]}, strict)

    assert alert.levels == (Level.RED, Level.GREEN)


@pytest.mark.parametrize(
    ("values", "threshold", "clear_after", "words"),
    [
        ([], RATE, 2, "is empty"),
        ([math.nan], RATE, 2, "not a number"),
        ([0.1], RATE, 0, "at least 1"),
        ([0.1], Threshold("x", Worse.ABOVE, 0.2, 0.1), 2, "turns red at 0.1 before it turns amber at 0.2"),
        ([0.1], Threshold("x", Worse.BELOW, 1.0, 1.1), 2, "turns red at 1.1 before"),
    ],
)
def test_an_impossible_alert_is_refused(values, threshold, clear_after, words):
    with pytest.raises(InputError) as refused:
        follow(values, threshold, clear_after)

    assert words in refused.value.sentence()


def test_an_indicator_without_a_threshold_is_refused():
    with pytest.raises(InputError, match="no threshold for wage_gap"):
        evaluate({"wage_gap": [2.0]})


@pytest.mark.parametrize(
    ("isco08", "on_list", "agreed", "brake"),
    [
        ("2221", True, False, Brake.BLOCKED),
        ("2211", True, True, Brake.AGREEMENT),
        ("2222", False, False, Brake.OPEN),
        ("2221", None, False, Brake.UNKNOWN),
        ("2221", None, True, Brake.AGREEMENT),
        ("7126", True, False, Brake.OPEN),
        ("2230", True, False, Brake.OPEN),
        ("22", True, False, Brake.BLOCKED),
        ("3221", True, False, Brake.OPEN),
    ],
)
def test_health_workers_of_a_listed_country_are_recruited_only_under_an_agreement(isco08, on_list, agreed, brake):
    assert recruitment_brake(isco08, on_list, agreed) == brake

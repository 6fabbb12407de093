"""The WHO list rule, rates, quotas and dual track: worked by hand, against plain trial, and refusals."""

import math
import random
from fractions import Fraction

import numpy as np
import pytest

from corridor.engines.outlook import (
    LIST_RULES,
    away_quota,
    density_trend,
    dual_track,
    emigration_rate,
    health_safeguard_list,
    list_rule,
    outflow_ratio,
    replacement_ratio,
)
from corridor.engines.outlook.reference import most_away
from corridor.kernel.errors import InputError


def test_both_values_must_lie_below_their_limits():
    found = health_safeguard_list([(48.9, 54.9), (49, 54.9), (48.9, 55), (60, 70)])

    assert found.on_list == found.recomputed == (True, False, False, False)
    assert not any(found.disagrees)


def test_the_edition_of_2020_had_a_lower_limit_of_coverage():
    cases = [(30, 52), (30, 49.9)]

    assert health_safeguard_list(cases, edition=2020).on_list == (False, True)
    assert health_safeguard_list(cases, edition=2022).edition == 2020
    assert health_safeguard_list(cases, edition=2026).edition == 2023


def test_the_official_list_prevails_and_a_disagreement_is_marked():
    found = health_safeguard_list([(30, 50), (60, 70), (30, 50), (30, 50)], official=[False, True, True, None])

    assert found.on_list == (False, True, True, True)
    assert found.recomputed == (True, False, True, True)
    assert found.disagrees == (True, True, False, False)


def test_an_unknown_value_is_not_taken_as_safe():
    found = health_safeguard_list([(30, None), (None, 50), (None, None), (60, None), (None, 80)])

    assert found.on_list == (None, None, None, False, False)


def test_the_official_list_holds_where_nothing_is_measured():
    found = health_safeguard_list([(None, None)], official=[True])

    assert (found.on_list, found.disagrees) == ((True,), (False,))


def test_the_rules_are_dated_and_name_their_source():
    assert [rule.edition for rule in LIST_RULES] == [2020, 2023]
    assert all("WHO" in rule.source for rule in LIST_RULES)
    assert list_rule(2030) == LIST_RULES[-1]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"cases": []}, "cases is empty"),
        ({"cases": [(-1, 50)]}, "below zero"),
        ({"cases": [(30, 101)]}, "between 0 and 100"),
        ({"cases": [(30, 50)], "edition": 2019}, "no WHO safeguards list in 2019"),
        ({"cases": [(30, 50)], "official": []}, "have 1 and 0 entries"),
    ],
)
def test_a_list_that_cannot_be_applied_is_refused(given, words):
    with pytest.raises(InputError) as refused:
        health_safeguard_list(**given)

    assert words in refused.value.sentence()
    assert refused.value.advice()


def test_shares_and_ratios_by_hand():
    assert emigration_rate(1, 3).rate == 0.25
    assert outflow_ratio(30, 120).ratio == 0.25
    assert replacement_ratio(100, 50, 20, 10).ratio == 1.25
    assert replacement_ratio(100, 50, 20, 10).net_change == 20


def test_where_nobody_leaves_everyone_is_replaced():
    assert replacement_ratio(10, 0, 0, 0).ratio == math.inf
    assert math.isnan(replacement_ratio(0, 0, 0, 0).ratio)
    assert outflow_ratio(5, 0).ratio == math.inf


@pytest.mark.parametrize(
    ("function", "given"),
    [
        (emigration_rate, (-1, 5)),
        (emigration_rate, (1, -5)),
        (emigration_rate, (0, 0)),
        (outflow_ratio, (-1, 5)),
        (outflow_ratio, (1, -5)),
        (replacement_ratio, (-1, 1, 1, 1)),
        (replacement_ratio, (1, -1, 1, 1)),
        (replacement_ratio, (1, 1, -1, 1)),
        (replacement_ratio, (1, 1, 1, math.nan)),
        (away_quota, (-1, 0.02, 1, 1, 1, 1)),
        (away_quota, (1, -1, 1, 1, 1, 1)),
        (away_quota, (1, 0.02, -1, 1, 1, 1)),
        (away_quota, (1, 0.02, 1, 1, 1, -1)),
    ],
)
def test_negative_counts_are_refused(function, given):
    with pytest.raises(InputError):
        function(*given)


def test_a_density_that_halves_in_ten_years_falls_by_almost_seven_percent_a_year():
    years = list(range(2010, 2021))

    found = density_trend(years, [40 * 0.5 ** ((year - 2010) / 10) for year in years])

    assert found.annual_rate == pytest.approx(0.5**0.1 - 1, rel=1e-9)
    assert (found.first_year, found.last_year, found.points) == (2010, 2020, 11)


def test_a_trend_agrees_with_a_fitted_line():
    rng = np.random.default_rng(6)
    density = rng.uniform(5, 50, 12)

    found = density_trend(list(range(2000, 2012)), list(density))

    slope = np.polyfit(np.arange(12), np.log(density), 1)[0]
    assert found.annual_rate == pytest.approx(math.expm1(slope), rel=1e-9)


@pytest.mark.parametrize(
    ("years", "density", "words"),
    [
        ([2010, 2011, 2013, 2016, 2017], [1, 2, 3, 4, 5], "leaves out 2012, 2014, 2015"),
        ([2010, 2011, 2011, 2012], [1, 2, 3, 4], "2011 follows 2011"),
        ([2012, 2011, 2010, 2009], [1, 2, 3, 4], "2011 follows 2012"),
        ([2010, 2011, 2012], [1, 2, 3], "has 3 points"),
        ([2010, 2011, 2012, 2013], [1, 2, 3], "4 years for 3 values"),
        ([2010, 2011, 2012, 2013], [1, 2, 0, 3], "density[2] is 0"),
    ],
)
def test_a_density_with_gaps_is_refused_and_the_years_are_named(years, density, words):
    with pytest.raises(InputError) as refused:
        density_trend(years, density)

    assert words in refused.value.sentence()


def test_a_quota_leaves_enough_people_for_a_growing_population():
    found = away_quota(1000, 0.03, 100, 10, 40, 20)

    assert (found.required_growth, found.q_max, found.shortfall) == (30, 20, 0)


def test_a_quota_is_never_negative_and_the_shortfall_is_shown():
    found = away_quota(1000, 0.03, 50, 0, 40, 20)

    assert (found.q_max, found.shortfall) == (0, 40)


def test_in_a_shrinking_population_more_may_leave():
    assert away_quota(1000, -0.01, 50, 0, 40, 0).q_max == 20


def test_whoever_takes_up_the_quota_leaves_the_density_as_it_was():
    chance = random.Random(5)
    for _ in range(30):
        stock, growing = chance.uniform(100, 1e4), chance.uniform(0, 0.03)
        graduates, returns, exits, leaving = (chance.uniform(0, 400) for _ in range(4))

        found = away_quota(stock, growing, graduates, returns, exits, leaving)

        after = stock + graduates + returns - exits - leaving - found.q_max + found.shortfall
        assert after == pytest.approx(stock * (1 + growing), rel=1e-12)


def test_all_other_seats_go_to_the_home_track():
    found = dual_track(100, 0.5, 0.8, 20, 1)

    assert (found.away_seats, found.home_seats, found.total, found.home_completions) == (40, 60, 100, 48)
    assert (found.ratio, found.feasible, found.max_away_completions) == (2.4, True, 30)


def test_seats_are_counted_as_shares_are_written():
    # 84 / 0.7 is 120.00000000000001 in binary numbers.
    assert dual_track(300, 0.7, 0.9, 84, 1).away_seats == 120


def test_a_scheme_without_an_away_track_keeps_everyone_home():
    found = dual_track(10, 0.8, 0.9, 0, 1)

    assert (found.away_seats, found.home_seats, found.feasible, found.ratio) == (0, 10, True, math.inf)


def test_no_seats_train_nobody():
    found = dual_track(0, 0.8, 0.9, 5, 1)

    assert (found.feasible, found.max_away_completions, found.max_away_whole_seats) == (False, 0, 0)


def test_whole_seats_agree_with_trying_every_number():
    chance = random.Random(6)
    for _ in range(60):
        seats, away, home = chance.randint(0, 250), chance.randint(30, 100), chance.randint(30, 100)
        least = chance.randint(0, 30)

        found = dual_track(seats, away / 100, home / 100, 10, least / 10)

        assert found.max_away_whole_seats == most_away(seats, (away, 100), (home, 100), (least, 10))
        share = Fraction(100, away) + Fraction(least * 100, 10 * home)
        assert found.max_away_completions == seats // share
        assert found.max_away_completions - 3 <= found.max_away_whole_seats <= found.max_away_completions


def test_what_fits_the_capacity_is_feasible_and_one_more_is_not():
    chance = random.Random(7)
    for _ in range(40):
        given = (chance.randint(20, 250), chance.randint(50, 100) / 100, chance.randint(50, 100) / 100)

        most = dual_track(*given, 1, 1.2).max_away_whole_seats

        assert dual_track(*given, most, 1.2).feasible
        assert not dual_track(*given, most + 1, 1.2).feasible


@pytest.mark.parametrize(
    "given",
    [
        (-1, 0.8, 0.9, 1, 1),
        (10.5, 0.8, 0.9, 1, 1),
        (10, 0, 0.9, 1, 1),
        (10, 0.8, 1.1, 1, 1),
        (10, 0.8, 0.9, -1, 1),
        (10, 0.8, 0.9, 1, -1),
        (10, 0.8, 0.9, 1, math.nan),
    ],
)
def test_an_impossible_course_is_refused(given):
    with pytest.raises(InputError):
        dual_track(*given)

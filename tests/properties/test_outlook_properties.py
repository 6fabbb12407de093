"""What holds for every outlook: nobody is lost, answers undo their questions, orders and bounds."""

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from corridor.engines.outlook import (
    Cohorts,
    DemandGrowth,
    Flows,
    Occupation,
    Threshold,
    Uncertain,
    Worse,
    age_cohorts,
    away_quota,
    damped_holt,
    delphi_round,
    drift_interval,
    dual_track,
    fit_damped_holt,
    follow,
    forecast,
    health_safeguard_list,
    openings,
    project,
    raw_level,
    recruits_needed,
    replacement_ratio,
    stock_flow,
    theta,
    tightness,
)
from corridor.engines.outlook.reference import hysteresis, recruits_left

RTOL = 1e-9
PEOPLE = st.floats(0, 1e6)
SHARES = st.floats(0, 1)
SERIES = st.lists(st.floats(-1e4, 1e4), min_size=4, max_size=20).map(np.array)
GROUPS = st.integers(1, 6).flatmap(
    lambda size: st.tuples(
        *(st.lists(kind, min_size=size, max_size=size) for kind in (PEOPLE, SHARES, st.floats(0, 1e4)))
    )
)
few = settings(max_examples=40, deadline=None)


@few
@given(GROUPS, st.integers(1, 12))
def test_nobody_is_lost_or_made_in_age_groups(groups, width):
    stock, exits, inflow = groups

    step = age_cohorts(stock, exits, inflow, width)

    assert step.check_balance == 0
    assert sum(step.new) == pytest.approx(sum(stock) - step.exits_total + sum(inflow), rel=RTOL, abs=1e-6)
    assert all(people >= 0 for people in step.new)


@few
@given(PEOPLE, PEOPLE, SHARES, PEOPLE, st.floats(0, 0.3), st.floats(0, 0.3), st.floats(0, 0.3), st.integers(1, 8))
def test_each_year_ends_with_those_who_stay_and_those_who_come(s, grads, part, imm, retire, emigrate, other, years):
    rows = stock_flow(s, grads, part, imm, retire, emigrate, other, 100, 0, years).rows

    before = s
    for row in rows:
        assert row.stock == pytest.approx(before - row.replacement + grads * part + imm, rel=RTOL, abs=1e-6)
        assert row.gap == pytest.approx(row.demand - row.stock, rel=RTOL, abs=1e-6)
        before = row.stock


@few
@given(PEOPLE, st.floats(0, 1e4), st.integers(1, 20), SHARES)
def test_recruits_carried_forward_undo_the_gap(gap, grows, years, attrition):
    found = recruits_needed(gap, grows, years, attrition)

    left = recruits_left(found.annual_recruits, attrition, years)
    assert left == pytest.approx(found.target_total, rel=1e-6, abs=1e-6)
    assert 1 <= found.factor <= years + RTOL


@few
@given(PEOPLE, st.floats(-0.5, 0.5), SHARES)
def test_openings_add_up(stock, growth, rate):
    found = openings(stock, growth, rate)

    assert found.openings == pytest.approx(found.expansion + found.replacement, rel=RTOL, abs=1e-6)


@few
@given(SERIES, st.integers(1, 6), st.floats(0.05, 0.99))
def test_every_forecast_lies_inside_its_interval(y, h, level):
    for found in (drift_interval(y, h, level), fit_damped_holt(y, h, level), theta(y, h, None, level)):
        rows = zip(found.low, found.mean, found.high, strict=True)
        assert all(low <= mean <= high for low, mean, high in rows)


@few
@given(SERIES, st.integers(1, 6), st.floats(-1e3, 1e3))
def test_a_forecast_moves_with_its_series(y, h, shift):
    one, moved = forecast(y, h), forecast(y + shift, h)

    scale = 1 + np.abs(y).max() + abs(shift)
    # Theta and Holt are chosen from grids: among equally good parameters rounding may choose others.
    assert np.allclose(np.array(one.drift) + shift, moved.drift, atol=1e-9 * scale)


@few
@given(SERIES, SHARES, SHARES, SHARES, st.floats(-100, 100), st.floats(0.1, 10))
def test_damped_holt_scales_with_its_series(y, alpha, beta, phi, trend, factor):
    one = damped_holt(y, alpha, beta, phi, y[0], trend, 3).forecast
    scaled = damped_holt(y * factor, alpha, beta, phi, y[0] * factor, trend * factor, 3).forecast

    assert np.allclose(np.array(one) * factor, scaled, rtol=1e-7, atol=1e-6)


@few
@given(st.lists(st.floats(-100, 100), min_size=1, max_size=25))
def test_a_median_lies_between_its_quartiles_and_a_share_is_a_share(answers):
    found = delphi_round(np.array(answers))

    assert min(answers) <= found.q1 <= found.median <= found.q3 <= max(answers)
    assert 0 <= found.agreement <= 1
    assert found.consensus == (found.agreement >= 0.75)


@few
@given(st.lists(st.none() | st.floats(0, 1), min_size=1, max_size=20), st.integers(1, 4))
def test_an_alert_is_never_below_the_level_of_its_period(values, window):
    threshold = Threshold("rate", Worse.ABOVE, 0.3, 0.6)
    order = ["unknown", "green", "amber", "red"]

    alert = follow(values, threshold, window)

    assert all(order.index(level) >= order.index(raw) for level, raw in zip(alert.levels, alert.raw, strict=True))
    raw = [-1 if value is None else order.index(raw_level(value, threshold)) for value in values]
    assert [max(order.index(level), 0) or -1 for level in alert.levels] == hysteresis(raw, window)


@few
@given(st.integers(0, 500), st.floats(0.1, 1), st.floats(0.1, 1), st.integers(0, 300), st.floats(0, 3))
def test_a_feasible_course_keeps_its_promises(seats, away, home, target, least):
    found = dual_track(seats, away, home, target, least)

    assert found.total == found.away_seats + found.home_seats
    assert found.feasible == (found.total <= seats)
    assert found.away_seats * away >= target * (1 - RTOL)
    assert found.home_completions >= least * target * (1 - RTOL)
    assert found.max_away_whole_seats <= found.max_away_completions
    assert found.feasible == (target <= found.max_away_whole_seats)


@few
@given(PEOPLE, st.floats(-0.1, 0.1), PEOPLE, PEOPLE, PEOPLE, PEOPLE)
def test_a_quota_and_a_shortfall_never_stand_together(stock, growth, graduates, returns, exits, leaving):
    found = away_quota(stock, growth, graduates, returns, exits, leaving)

    assert found.q_max >= 0
    assert found.shortfall >= 0
    assert found.q_max * found.shortfall == 0


@few
@given(PEOPLE, PEOPLE, PEOPLE, PEOPLE)
def test_a_ratio_above_one_means_growth(graduates, emigration, retirement, other):
    found = replacement_ratio(graduates, emigration, retirement, other)

    if found.net_change > 1e-6:
        assert found.ratio >= 1
    if found.net_change < -1e-6:
        assert found.ratio <= 1


@few
@given(st.floats(0, 200), st.floats(0, 100))
def test_who_stands_on_the_older_list_stands_on_the_newer(density, coverage):
    older, newer = (health_safeguard_list([(density, coverage)], edition=year).on_list[0] for year in (2020, 2023))

    assert newer or not older


@few
@given(PEOPLE, st.floats(1, 1e6), st.floats(1, 1e6))
def test_a_vacancy_rate_is_a_share(vacancies, occupied, unemployed):
    assert 0 <= tightness(vacancies, occupied, unemployed).jvr < 1


@settings(max_examples=15, deadline=None)
@given(st.floats(0, 500), st.floats(0, 0.2), st.floats(0, 0.2), st.integers(0, 2**31))
def test_a_fan_is_ordered_and_balanced(graduates, emigrate, spread, seed):
    flows = Flows(graduates, emigrate=Uncertain(emigrate, emigrate * 0.5, min(emigrate + spread, 1)))
    ages = Cohorts((500, 700, 300), (0.02, 0.05, 0.3), (0.8, 0.2, 0))

    found = project(
        Occupation("2221", 2024, DemandGrowth(1500, Uncertain(0.01, -0.02, 0.03)), flows, cohorts=ages),
        4,
        seed=seed,
        draws=200,
    )

    assert found.supply_balance <= 1e-12
    for year in found.years:
        for band in (year.supply, year.demand, year.gap, year.replacement, year.expansion):
            assert band.p10 <= band.p50 <= band.p90
        assert 0 <= year.shortage_probability <= 1

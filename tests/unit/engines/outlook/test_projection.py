"""Projections: without ranges they are the plain path; with ranges a seeded fan whose truth is known; refusals."""

import dataclasses

import numpy as np
import pytest
from scipy import stats

from corridor.engines.outlook import (
    Cohorts,
    DemandGrowth,
    DemandRatio,
    DemandSeries,
    Flows,
    Occupation,
    Scenario,
    Uncertain,
    forecast,
    project,
    project_cohorts,
    recruits_needed,
    stock_flow,
)
from corridor.engines.outlook.parameters import triangular
from corridor.kernel.errors import InputError

RTOL = 1e-9  # some thirty products in binary beside exact arithmetic
FLOWS = Flows(400, 0.8, 50, 10, 0.03, 0.015, 0.01)
NURSES = Occupation("2221", 2024, DemandGrowth(10100, 0.01), FLOWS, stock=10000, recruits_attrition=0.1)
YEARS = tuple(range(2013, 2025))
SERIES = DemandSeries(YEARS, (820, 835, 850, 858, 874, 890, 905, 915, 900, 925, 955, 980))
AGES = Cohorts((1000, 1500, 1800, 1200), (0.02, 0.02, 0.03, 0.15), (0.75, 0.25, 0, 0))
RANGED = Flows(Uncertain(400, 300, 450), 0.8, 50, 0, Uncertain(0.03, 0.02, 0.05), 0.015, 0.01)


def of(**changed):
    return dataclasses.replace(NURSES, **changed)


def same(band, value):
    return [band.p10, band.p50, band.p90] == pytest.approx([value] * 3, rel=RTOL)


def test_without_ranges_the_fan_is_the_plain_path():
    found = project(NURSES, 4, seed=1)

    plain = stock_flow(10000, 400, 0.8, 50, 0.03, 0.015, 0.01, 10100, 0.01, 4, returns=10).rows
    for year, row in zip(found.years, plain, strict=True):
        assert same(year.supply, row.stock)
        assert same(year.demand, row.demand)
        assert same(year.gap, row.gap)
        assert same(year.replacement, row.replacement)
        assert year.shortage_probability == 1
    assert [year.year for year in found.years] == [2025, 2026, 2027, 2028]
    assert found.assumptions[-1].startswith("No rate has a range")


def test_without_ranges_age_groups_are_the_plain_path():
    found = project(of(stock=None, cohorts=AGES, flows=Flows(graduates=120)), 6, seed=1)

    plain = project_cohorts(AGES.stock, AGES.exit, [90, 30, 0, 0], 6)
    for year, step, total in zip(found.years, plain.steps, plain.totals, strict=True):
        assert same(year.supply, total)
        assert same(year.replacement, step.exits_total)


def test_emigration_leaves_every_age_group():
    found = project(of(stock=None, cohorts=AGES, flows=Flows(emigrate=0.1)), 1, seed=1)

    exits = [rate + 0.1 for rate in AGES.exit]
    assert same(found.years[0].supply, project_cohorts(AGES.stock, exits, [0] * 4, 1).totals[0])


def test_people_are_neither_lost_nor_made():
    for occupation in (of(flows=RANGED), of(stock=None, cohorts=AGES, flows=Flows(Uncertain(120, 50, 130)))):
        assert project(occupation, 20, seed=3, draws=500).supply_balance <= 1e-12  # rounding of a sum over groups


def test_expansion_is_the_growth_of_demand():
    found = project(NURSES, 2, seed=1)

    assert same(found.years[0].expansion, 101)
    assert same(found.years[1].expansion, 102.01)


def test_a_target_per_inhabitant_is_a_demand():
    found = project(of(demand=DemandRatio(2_000_000, 50, 0.02)), 2, seed=1)

    assert same(found.years[1].demand, 10_000 * 1.02**2)


def test_recruits_close_the_gap_of_the_last_year():
    found = project(of(recruits_attrition=0.055), 5, seed=1)

    assert same(found.recruits_needed, recruits_needed(found.years[-1].gap.p50, 0, 5, 0.055).annual_recruits)
    # Recruits who leave like everybody else are immigrants: with them nothing is missing at the end.
    more = dataclasses.replace(FLOWS, immigration=50 + found.recruits_needed.p50)
    assert project(of(flows=more), 5, seed=1).years[-1].gap.p50 == pytest.approx(0, abs=1e-6)


def test_a_surplus_needs_no_recruits():
    assert same(project(of(demand=DemandGrowth(5000)), 3, seed=1).recruits_needed, 0)


def test_a_forecast_demand_has_the_interval_of_the_ensemble():
    found = project(of(demand=SERIES), 5, seed=2, draws=40_000)

    ahead = forecast(np.array(SERIES.values, dtype=float), 5)
    for t, year in enumerate(found.years):
        half = (ahead.high[t] - ahead.low[t]) / 2
        # Standard error of a tail quantile: 0.0085 standard deviations, so 0.007 of the half width.
        assert year.demand.p50 == pytest.approx(ahead.mean[t], abs=0.04 * half)
        assert year.demand.p90 - year.demand.p10 == pytest.approx(2 * half, rel=0.04)
    assert found.backtest.origins == 6
    assert not found.is_short_series


def test_a_series_that_ends_before_the_base_year_is_carried_to_it():
    short = DemandSeries(YEARS[:-2], SERIES.values[:-2])

    found = project(of(demand=short), 2, seed=2, draws=20_000)

    ahead = forecast(np.array(short.values, dtype=float), 4)
    assert found.years[0].year == 2025
    assert found.years[0].demand.p50 == pytest.approx(ahead.mean[2], rel=0.005)
    for year, t in zip(found.years, (2, 3), strict=True):
        assert year.demand.p90 - year.demand.p10 == pytest.approx(ahead.high[t] - ahead.low[t], rel=0.04)


def test_a_short_series_is_computed_and_marked():
    found = project(of(demand=DemandSeries(YEARS[-7:], SERIES.values[-7:])), 2, seed=1, draws=100)

    assert found.is_short_series
    assert found.backtest.is_short


def test_a_fan_finds_the_quantiles_of_a_known_distribution():
    # Truth: one year, nobody leaves but by a triangular rate; supply is 10,000 (1 - rate).
    flows = Flows(emigrate=Uncertain(0.02, 0.01, 0.06))

    found = project(of(flows=flows), 1, seed=5, draws=50_000).years[0].supply

    truth = stats.triang(c=0.2, loc=0.01, scale=0.05)
    for quantile, share in ((found.p10, 0.9), (found.p50, 0.5), (found.p90, 0.1)):
        # Standard error of a quantile below 1 person here; 4 of them.
        assert quantile == pytest.approx(10_000 * (1 - truth.ppf(share)), abs=4)


@pytest.mark.parametrize("rate", [Uncertain(2, 1, 5), Uncertain(1, 1, 3), Uncertain(3, 1, 3)])
def test_a_triangle_has_the_quantiles_of_the_textbook(rate):
    chance = np.linspace(0.001, 0.999, 99)

    found = triangular(rate, chance)

    truth = stats.triang(c=(rate.value - rate.low) / (rate.high - rate.low), loc=rate.low, scale=rate.high - rate.low)
    assert found == pytest.approx(truth.ppf(chance), rel=RTOL)


def test_the_same_seed_gives_the_same_fan_and_another_seed_another():
    one, again, other = (project(of(flows=RANGED), 3, seed=seed, draws=500) for seed in (4, 4, 5))

    assert one == again
    assert one.years != other.years
    assert (one.seed, one.draws) == (4, 500)


def test_occupations_have_chances_of_their_own():
    one, other = (project(of(flows=RANGED, isco08=code), 3, seed=4, draws=500) for code in ("2221", "2222"))

    assert one.years != other.years


def test_scenarios_differ_by_their_parameters_alone():
    base = project(of(flows=RANGED), 3, seed=4, draws=500)
    same_again = project(of(flows=RANGED), 3, seed=4, draws=500, scenario=Scenario("other", times={"graduates": 1.0}))

    assert base.years == same_again.years
    assert same_again.scenario == "other"


def test_a_scenario_replaces_multiplies_and_shifts():
    scenario = Scenario("shock", {"emigrate": 0.05}, {"graduates": 1.5, "demand": 1.2}, demand_growth_change=0.02)

    found = project(NURSES, 1, seed=1, scenario=scenario).years[0]

    assert same(found.supply, 10000 * (1 - 0.09) + 600 * 0.8 + 60)
    assert same(found.demand, 10100 * 1.03 * 1.2)
    # The shock comes after the base year: it is part of the first year's expansion.
    assert same(found.expansion, 10100 * 1.03 * 1.2 - 10100)


def test_a_scenario_shifts_a_forecast_demand_too():
    change = Scenario("automation", times={"demand": 0.9}, demand_growth_change=-0.01)

    base, less = (project(of(demand=SERIES), 2, seed=1, draws=200, scenario=s) for s in (Scenario("base"), change))

    assert less.years[1].demand.p50 == pytest.approx(base.years[1].demand.p50 * 0.9 * 0.99**2, rel=RTOL)


def test_a_scenario_multiplies_exits_by_age():
    early = Scenario("early retirement", {"exit_factor": 2.0})

    found = project(of(stock=None, cohorts=AGES, flows=Flows()), 1, seed=1, scenario=early)

    doubled = project_cohorts(AGES.stock, [2 * rate for rate in AGES.exit], [0] * 4, 1)
    assert same(found.years[0].supply, doubled.totals[0])


def test_demand_that_falls_by_more_than_all_ends_at_nothing():
    fall = Scenario("end", {"demand_growth": -0.9}, demand_growth_change=-0.5)

    assert same(project(NURSES, 2, seed=1, scenario=fall).years[0].demand, 0)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"stock": None}, "needs its stock"),
        ({"cohorts": AGES}, "needs its stock"),
        ({"stock": -1}, "stock is -1, below zero"),
        ({"recruits_attrition": 1.1}, "recruits_attrition is 1.1"),
        ({"flows": Flows(graduates=-1)}, "graduates is -1, below zero"),
        ({"flows": Flows(participation=1.2)}, "participation is 1.2"),
        ({"flows": Flows(retire=0.6, emigrate=0.5)}, "add up to 1.1"),
        ({"flows": Flows(retire=Uncertain(0.1, 0.1, 0.9), emigrate=0.2)}, "add up to 1.1"),
        ({"flows": Flows(graduates=Uncertain(400, 450, 500))}, "outside its range from 450 to 500"),
        ({"flows": Flows(emigrate=Uncertain(0.1, -0.1, 0.2))}, "emigrate is -0.1"),
        ({"demand": DemandGrowth(-1)}, "demand_level is -1"),
        ({"demand": DemandGrowth(1, -1)}, "demand_growth is -1; a growth rate lies above -1"),
        ({"demand": DemandRatio(1, -1)}, "per_10000 is -1"),
        ({"demand": DemandSeries((2020, 2021, 2022), (1, 2, 3))}, "has 3 points"),
        ({"demand": DemandSeries((2019, 2020, 2022, 2024), (1, 2, 3, 4))}, "leaves out 2021, 2023"),
        ({"demand": DemandSeries((2022, 2023, 2024, 2025), (1, 2, 3, 4))}, "ends in 2025, after the base year 2024"),
        ({"stock": None, "cohorts": AGES}, "retire is given beside exits by age"),
        ({"stock": None, "cohorts": dataclasses.replace(AGES, exit=(0.1,))}, "have 4 and 1 entries"),
        ({"stock": None, "cohorts": dataclasses.replace(AGES, exit=(0, 0, 0, 1.1))}, "cohorts.exit[3] is 1.1"),
        ({"stock": None, "cohorts": dataclasses.replace(AGES, inflow_share=(0.5, 0.4, 0, 0))}, "add up to 0.9, not 1"),
    ],
)
def test_an_occupation_that_cannot_be_is_refused(changed, words):
    with pytest.raises(InputError) as refused:
        project(of(**changed), 3, seed=1, draws=100)

    assert words in refused.value.sentence()
    assert refused.value.advice()


def test_exits_by_age_that_a_factor_takes_above_one_are_refused():
    ages = dataclasses.replace(AGES, exit=(0, 0, 0, 0.6), exit_factor=Uncertain(1, 1, 2))

    with pytest.raises(InputError, match=r"exit\[3\] is 1.2"):
        project(of(stock=None, cohorts=ages, flows=Flows()), 3, seed=1)


@pytest.mark.parametrize(
    ("scenario", "words"),
    [
        (Scenario("x", {"wages": 2}), "changes wages, which occupation 2221 does not have"),
        (Scenario("x", {"per_10000": 2}), "changes per_10000"),
        (Scenario("x", times={"exit_factor": 2}), "changes exit_factor"),
        (Scenario("x", times={"graduates": -1}), "times.graduates is -1"),
        (Scenario("x", times={"demand": -1}), "times.demand is -1"),
        (Scenario("x", times={"demand": 1e300}), "larger numbers than"),
        (Scenario("x", times={"graduates": 1e15}), "larger numbers than"),
        (Scenario("x", times={"retire": 40}), "retire is 1.2"),
        (Scenario("x", demand_growth_change=-1), "demand_growth_change is -1"),
    ],
)
def test_a_scenario_that_cannot_be_is_refused(scenario, words):
    with pytest.raises(InputError) as refused:
        project(NURSES, 2, seed=1, scenario=scenario)

    assert words in refused.value.sentence()


@pytest.mark.parametrize(
    "given", [{"years": 0}, {"years": 61}, {"draws": 99}, {"draws": 1_000_001}, {"seed": -1}, {"years": 2.5}]
)
def test_an_impossible_size_is_refused(given):
    with pytest.raises(InputError):
        project(NURSES, **({"years": 2, "seed": 1} | given))


def test_a_multiplied_rate_counts_as_written():
    # 0.1 x 3 + 0.7 is a little more than 1 in binary numbers.
    leaving = Scenario("all leave", times={"emigrate": 3.0})

    found = project(of(flows=Flows(retire=0.7, emigrate=0.1)), 1, seed=1, scenario=leaving)

    assert found.years[0].supply.p50 == pytest.approx(0, abs=1e-9)

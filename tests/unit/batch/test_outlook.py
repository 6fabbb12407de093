"""The outlook command projects a file, checks safeguards, and refuses what it cannot use with its line."""

import argparse
import json

import pytest

from corridor.batch import outlook, schemas
from corridor.engines.outlook import (
    Brake,
    DemandGrowth,
    Flows,
    Level,
    Occupation,
    Scenario,
    Uncertain,
    project,
    recruits_needed,
)
from corridor.kernel.errors import InputError

HEAD = "version: 1\nyears: 2\ndraws: 200\nseed: 3\n"
NURSES = """occupations:
- isco08: "2221"
  base_year: 2024
  stock: 1000
  flows:
    graduates: 50
    emigrate: {value: 0.02, low: 0.01, high: 0.05}
  demand:
    level: 1100
    growth: 0.01
"""
BAD_AGES = "  cohorts:\n    stock: [1, 2]\n    exit: [0, 1.5]\n    inflow_share: [1, 0]\n"
HEALTH = """safeguards:
  countries:
  - iso3: XAA
    isco08: "2221"
"""


def run(path):
    parser = argparse.ArgumentParser()
    outlook.add_arguments(parser)
    return outlook.run(parser.parse_args([str(path)]))


@pytest.fixture
def write(tmp_path):
    def write_outlook(text):
        path = tmp_path / "own.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write_outlook


def test_a_file_gives_the_numbers_of_the_engine(write):
    result = outlook.outlook_file(write(HEAD + NURSES))

    flows = Flows(graduates=50, emigrate=Uncertain(0.02, 0.01, 0.05))
    nurses = Occupation("2221", 2024, DemandGrowth(1100, 0.01), flows, stock=1000)
    assert result.projections == (project(nurses, 2, 3, draws=200),)


def test_every_scenario_follows_the_base(write):
    scenarios = "scenarios:\n- {name: visas, times: {graduates: 2}}\n- {name: growth, set: {demand_growth: 0.1}}\n"

    result = outlook.outlook_file(write(HEAD + NURSES + scenarios))

    assert [found.scenario for found in result.projections] == ["base", "visas", "growth"]
    base, visas, growth = (found.years[0] for found in result.projections)
    assert visas.supply.p50 == pytest.approx(base.supply.p50 + 50)
    assert growth.demand.p50 == pytest.approx(1210)


@pytest.mark.parametrize(
    ("demand", "first"),
    [
        ("{population: 100000, per_10000: 120, population_growth: 0.1}", 1320),
        ("{years: [2021, 2022, 2023, 2024], values: [1000, 1010, 1020, 1030]}", 1040),
    ],
)
def test_demand_may_be_a_target_or_a_series(write, demand, first):
    text = NURSES.replace("  demand:\n    level: 1100\n    growth: 0.01\n", f"  demand: {demand}\n")

    result = outlook.outlook_file(write(HEAD + text))

    assert result.projections[0].years[0].demand.p50 == pytest.approx(first, rel=0.005)


def test_a_short_series_is_computed_and_marked_in_words(write):
    demand = "  demand: {years: [2021, 2022, 2023, 2024], values: [1000, 1013, 1020, 1030]}\n"

    outcome = run(write(HEAD + NURSES.replace("  demand:\n    level: 1100\n    growth: 0.01\n", demand)))

    assert outcome.document["projections"][0]["is_short_series"] is True
    assert outcome.document["projections"][0]["backtest"]["mase"] is None
    assert "The series is short" in outcome.text
    assert outcome.exit_code == 0


def test_age_groups_may_stand_in_place_of_a_stock(write):
    ages = "  cohorts: {stock: [600, 400], exit: [0.1, 0.2], inflow_share: [1, 0], exit_factor: 0.5}\n"
    text = NURSES.replace("  stock: 1000\n", ages).replace("{value: 0.02, low: 0.01, high: 0.05}", "0")

    found = outlook.outlook_file(write(HEAD + text)).projections[0].years[0]

    # 600 x .95 = 570 and 400 x .9 = 360 stay, 72 of these grow out, 50 enter.
    assert found.supply.p50 == pytest.approx(570 + 360 - 72 + 50)


def test_recruits_are_those_that_the_solver_finds(write):
    text = NURSES.replace("{value: 0.02, low: 0.01, high: 0.05}", "0.02") + "  recruits_attrition: 0.1\n"

    found = outlook.outlook_file(write(HEAD + text)).projections[0]

    wanted = recruits_needed(found.years[-1].gap.p50, 0, 2, 0.1).annual_recruits
    assert found.recruits_needed.p50 == pytest.approx(wanted)


def test_the_market_of_today_stands_beside_the_outlook(write):
    market = "  labour_market: {vacancies: 30, occupied: 970, unemployed: 0}\n"

    outcome = run(write(HEAD + NURSES + market))

    assert outcome.document["markets"] == [{"isco08": "2221", "label": "", "today": {"jvr": 0.03, "tightness": None}}]
    assert "vacancy rate 3.0 %, vacancies per unemployed person: -" in outcome.text


def test_expert_rounds_are_followed(write):
    rounds = "delphi:\n- {question: How many, rounds: [[1, 5, 9], [5, 5, 6]], rule: iqr, threshold: 1}\n"

    result = outlook.outlook_file(write(HEAD + rounds))

    (question,) = result.questions
    assert question.course.is_settled
    assert question.course.changes[0].iqr_reduction == 0.875


def test_alerts_follow_the_periods(write):
    periods = """    official: false
    periods:
    - {period: 2022, abroad: 30, home: 70, outflow: 10, graduates: 100, retirement: 5, other_exits: 5}
    - {period: 2023, abroad: 5, home: 95, vacancies: 4, occupied: 96}
    - {period: 2024, abroad: null, home: 95}
"""

    (found,) = outlook.outlook_file(write(HEAD + HEALTH + periods)).safeguards

    alerts = {alert.indicator: alert for alert in found.alerts}
    assert alerts["emigration_rate"].levels == (Level.RED, Level.RED, Level.RED)
    assert alerts["emigration_rate"].is_stale
    assert (alerts["replacement_ratio"].value, alerts["replacement_ratio"].level) == (5.0, Level.GREEN)
    assert (alerts["vacancy_rate"].value, alerts["vacancy_rate"].level) == (0.04, Level.AMBER)
    assert "density_trend" not in alerts


def test_a_falling_density_is_an_alert(write):
    density = "    official: false\n    density: {years: [2020, 2021, 2022, 2023], values: [40, 36, 32.4, 29.16]}\n"

    (found,) = outlook.outlook_file(write(HEAD + HEALTH + density)).safeguards

    (alert,) = found.alerts
    assert (alert.indicator, alert.level, alert.value) == ("density_trend", Level.RED, pytest.approx(-0.1))


@pytest.mark.parametrize(
    ("facts", "brake", "code"),
    [
        ("official: true", Brake.BLOCKED, 1),
        ("official: true\n    agreement: true", Brake.AGREEMENT, 0),
        ("density_per_10000: 30\n    uhc_index: 50", Brake.BLOCKED, 1),
        ("density_per_10000: 30\n    uhc_index: 60", Brake.OPEN, 0),
        ("density_per_10000: 30\n    uhc_index: 50\n    official: false", Brake.OPEN, 0),
        ("density_per_10000: 30", Brake.UNKNOWN, 0),
    ],
)
def test_the_list_decides_about_active_recruitment(write, facts, brake, code):
    path = write(HEAD + HEALTH + f"    {facts}\n")

    assert outlook.outlook_file(path).safeguards[0].brake == brake
    assert run(path).exit_code == code


def test_the_edition_of_the_list_is_chosen_by_the_file(write):
    facts = "    density_per_10000: 30\n    uhc_index: 52\n"
    text = HEAD + HEALTH + facts

    now = outlook.outlook_file(write(text)).safeguards[0]
    before = outlook.outlook_file(write(text.replace("safeguards:\n", "safeguards:\n  edition: 2021\n"))).safeguards[0]

    assert (now.list.edition, now.brake) == (2023, Brake.BLOCKED)
    assert (before.list.edition, before.brake) == (2020, Brake.OPEN)


def test_a_disagreement_with_the_official_list_is_told(write):
    outcome = run(write(HEAD + HEALTH + "    density_per_10000: 30\n    uhc_index: 50\n    official: false\n"))

    assert "The criterion and the official list disagree; the official list holds." in outcome.text
    assert outcome.document["safeguards"][0]["list"]["disagrees"] == [True]


def test_other_occupations_have_no_list(write):
    text = HEALTH.replace("2221", "7121") + "    official: true\n"

    (found,) = outlook.outlook_file(write(HEAD + text)).safeguards

    assert (found.list, found.brake) == (None, Brake.OPEN)


def test_quota_and_dual_track_are_computed(write):
    facts = """    official: false
    quota: {stock: 1000, population_growth: 0.03, graduates: 20, returns: 0, exits: 40, current_emigration: 5}
    dual_track: {seats: 200, away_completion: 0.8, home_completion: 0.9, target_away: 120, min_home_per_away: 1}
"""

    outcome = run(write(HEAD + HEALTH + facts))

    found = outcome.document["safeguards"][0]
    assert (found["quota"]["q_max"], found["quota"]["shortfall"]) == (0, 55)
    assert (found["dual_track"]["feasible"], found["dual_track"]["max_away_whole_seats"]) == (False, 84)
    assert "more who may leave in a year: 0; already 55 too few" in outcome.text
    assert "does not fit, at most 84 away completions do" in outcome.text


def test_a_profile_of_the_file_replaces_thresholds_and_adds_indicators(write):
    facts = """    official: false
    periods: [{period: 2024, abroad: 5, home: 95}]
    indicators: {wage_gap: [2, 5]}
"""
    profile = """  profile:
    name: Ministry of health
    origin: national
    valid_from: 2025-07-01
    clear_after: 1
    thresholds:
    - {indicator: emigration_rate, worse: above, amber: 0.04, red: 0.05, owner: council, red_actions: [watch]}
    - {indicator: wage_gap, worse: above, amber: 3, red: 6}
"""

    outcome = run(write(HEAD + HEALTH + facts + profile))

    rate, gap = outcome.document["safeguards"][0]["alerts"]
    assert (rate["level"], rate["owner"], rate["actions"]) == ("red", "council", ["watch"])
    assert (gap["indicator"], gap["levels"]) == ("wage_gap", ["green", "amber"])
    assert outcome.document["red"] is True
    assert outcome.exit_code == 1
    assert "Thresholds: Ministry of health (national), from 2025-07-01" in outcome.text


def test_a_file_without_thresholds_uses_those_marked_as_corridors_own(write):
    outcome = run(write(HEAD + HEALTH))

    assert outcome.document["profile"]["origin"] == "own"


def test_the_document_is_json_and_the_same_every_time(write):
    path = write(HEAD + NURSES)

    one, two = (json.dumps(run(path).document) for _ in range(2))

    assert one == two
    assert json.loads(one)["version"] == 1


def test_a_file_that_asks_for_nothing_gives_nothing(write):
    outcome = run(write(HEAD))

    assert (outcome.text, outcome.exit_code) == ("", 0)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            NURSES.replace("graduates: 50", "graduates: -50"),
            "own.yaml, line 10: graduates is -50, below zero.",
        ),
        (
            NURSES.replace("low: 0.01", "low: -0.01"),
            "own.yaml, line 11: emigrate is -0.01; a share lies between 0 and 1.",
        ),
        (
            NURSES.replace("high: 0.05", "high: 1.5"),
            "own.yaml, line 11: emigrate is 1.5; a share lies between 0 and 1.",
        ),
        (
            NURSES.replace("growth: 0.01", "growth: -1"),
            "own.yaml, line 14: demand_growth is -1; a growth rate lies above -1 and is at most 10.",
        ),
        (
            NURSES.replace("    level: 1100\n    growth: 0.01", "    years: [1, 2, 3]\n    values: [5, 6, 7]"),
            "own.yaml, line 13: demand.years has 3 points; a forecast needs at least 4.",
        ),
        (
            NURSES.replace("    level: 1100\n    growth: 0.01", "    years: [1, 2, 4, 5]\n    values: [5, 6, 7, 8]"),
            "own.yaml, line 13: demand.years leaves out 3; the series must be annual.",
        ),
        (
            NURSES.replace("growth: 0.01", "population: 5"),
            "own.yaml, line 13: Demand is given in 2 ways; one is wanted.",
        ),
        (
            NURSES.replace("  stock: 1000\n", "  stock: 1000\n  cohorts: {stock: [1], exit: [0], inflow_share: [1]}\n"),
            "own.yaml, line 8: Occupation 2221 needs its stock: as one number, or by age groups, not both.",
        ),
        (
            NURSES.replace("  stock: 1000\n", BAD_AGES),
            "own.yaml, line 10: cohorts.exit[1] is 1.5; a share lies between 0 and 1.",
        ),
        (
            NURSES + "scenarios:\n- name: one\n  times: {graduates: 2}\n- name: two\n  set:\n    wages: 2\n",
            "own.yaml, line 20: Scenario two changes wages, which occupation 2221 does not have.",
        ),
        (
            NURSES + "scenarios:\n- name: base\n",
            "own.yaml, line 16: the name base stands twice.",
        ),
        (
            NURSES + NURSES.replace("occupations:\n", ""),
            "own.yaml, line 15: the name 2221 stands twice.",
        ),
        (
            NURSES + "  labour_market:\n    vacancies: -1\n    occupied: 5\n    unemployed: 3\n",
            "own.yaml, line 16: vacancies is -1, below zero.",
        ),
        (
            HEALTH + "    periods:\n    - {abroad: 1, home: 5}\n    - {abroad: -1, home: 5}\n",
            "own.yaml, line 11: abroad is -1, below zero.",
        ),
        (
            HEALTH + "    density: {years: [2020, 2022, 2023, 2024], values: [1, 2, 3, 4]}\n",
            "own.yaml, line 9: density leaves out 2021; the series must be annual.",
        ),
        (
            HEALTH + "    dual_track:\n      seats: 10\n      away_completion: 0\n      home_completion: 1\n"
            "      target_away: 1\n      min_home_per_away: 1\n",
            "own.yaml, line 11: away_completion is 0; it must be more than zero.",
        ),
        (
            HEALTH + "    indicators:\n      wage_gap: [2]\n",
            "own.yaml, line 10: The profile has no threshold for wage_gap.",
        ),
        (
            HEALTH + "  profile:\n    thresholds:\n    - {indicator: x, worse: above, amber: 2, red: 1}\n",
            "own.yaml, line 11: x turns red at 1 before it turns amber at 2.",
        ),
        (
            HEALTH + "  edition: 2019\n",
            "own.yaml, line 7: There was no WHO safeguards list in 2019.",
        ),
        (
            "delphi:\n- question: How many?\n  rounds: [[1, 2]]\n  threshold: 75\n",
            "own.yaml, line 8: threshold is 75; a share lies between 0 and 1.",
        ),
        (
            NURSES.replace("stock: 1000", "people: 1000"),
            "own.yaml, line 6, occupations.0: Additional properties are not allowed ('people' was unexpected).",
        ),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_line_and_a_remedy(write, text, sentence):
    with pytest.raises(InputError) as refused:
        outlook.outlook_file(write(HEAD + text))

    assert refused.value.sentence() == sentence
    assert refused.value.advice()
    assert refused.value.exit_code == 3


def test_the_schema_is_packaged():
    assert schemas.load("outlook")["$id"] == "corridor:outlook:1"


def test_every_parameter_of_a_scenario_may_be_uncertain(write):
    uncertain = "scenarios:\n- {name: x, set: {graduates: {value: 50, low: 0, high: 100}}}\n"

    base, other = outlook.outlook_file(write(HEAD + NURSES + uncertain)).projections

    widths = [found.years[0].supply.p90 - found.years[0].supply.p10 for found in (base, other)]
    assert widths[1] > 2 * widths[0]
    assert other.scenario == Scenario("x").name

"""The pipeline of a scheme: rows to the engine and back, one run for the same rows, refusals in sentences."""

from decimal import Decimal

import pytest

from corridor.core.models import Run
from corridor.design.flexibility import runs, services
from corridor.design.flexibility.models import PipelinePlan, Scenario, ScenarioShock
from corridor.design.flexibility.selectors import pipeline_of
from corridor.design.flexibility.sheets import outcomes_of, step_rows
from corridor.kernel.errors import InputError, NotPermitted
from tests.factories.design import make_budget, make_colleague, make_designer, make_line
from tests.factories.flexibility import make_approved_scheme, make_pipeline, make_scenario

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def few_runs(monkeypatch):
    monkeypatch.setattr(runs, "RUNS", 20)


def play(plan):
    fresh = PipelinePlan.objects.get(pk=plan.pk)
    return services.play(plan=fresh, by=make_designer(plan.scheme))


def test_a_new_pipeline_begins_with_the_plan_and_wide_ranges_without_a_source():
    scheme = make_approved_scheme(target_participants=80, target_placements=40)
    make_line(make_budget(scheme, participants=80), behaviour="V", unit_cost=300)

    plan = services.begin_pipeline(scheme=scheme, by=make_designer(scheme))

    steps = list(plan.steps.all())
    assert (plan.entrants, plan.target_people, plan.target_step) == ([80], 40, "placed")
    assert [step.code for step in steps][:4] == ["call", "applied", "eligible", "trained"]
    assert {step.code: step.cost_per_person for step in steps}["trained"] == 300
    assert {step.source for step in steps} == {""}


def test_beginning_twice_leaves_what_was_entered():
    plan = make_pipeline()

    again = services.begin_pipeline(scheme=plan.scheme, by=make_designer(plan.scheme))

    assert again == plan
    assert again.steps.count() == 2


def test_the_plan_as_it_stands_and_a_closed_border_stand_side_by_side():
    scenario = make_scenario()

    result = play(scenario.plan).result

    # Trained by the end of month 1; visas for five a month from month 2, each takes one month.
    base, closed = result["base"], result["scenarios"][str(scenario.pk)]
    assert [three[1] for three in base["people_by_month"][:7]] == [0, 0, 5, 10, 15, 20, 20]
    assert (base["chance_of_target"], base["target_month"][1]) == (1, 5)
    # Visas of month 2 only, then none until month 7.
    assert [three[1] for three in closed["people_by_month"][:9]] == [0, 0, 5, 5, 5, 5, 5, 10, 15]
    assert (closed["chance_of_target"], closed["share_worse"]) == (0, 0)


def test_the_same_rows_are_played_once():
    plan = make_pipeline()
    first = play(plan)

    assert play(plan) == first
    assert Run.objects.filter(engine=runs.ENGINE).count() == 1


@pytest.mark.parametrize("change", [{"seed": 2}, {"entrants": [19]}, {"budget": Decimal(100)}])
def test_other_rows_are_another_run(change):
    plan = make_pipeline()
    first = play(plan)

    PipelinePlan.objects.filter(pk=plan.pk).update(**change)

    assert play(plan) != first


def test_a_changed_shock_is_another_run():
    scenario = make_scenario()
    first = play(scenario.plan)

    scenario.shocks.update(last_month=7)

    assert play(scenario.plan) != first


def test_percentages_reach_the_engine_as_shares_and_factors_as_they_are():
    shocks = [
        {"blow": "cost", "size": 10, "chance_percent": 50}, {"blow": "slower", "size": 2, "step": "visa"},
        {"blow": "drop_out", "size": 25},
    ]  # fmt: skip

    found = runs.shocks_from(make_scenario(shocks=shocks))

    assert [(shock.blow.value, shock.size, shock.stage, shock.chance) for shock in found] == [
        ("cost", 0.1, None, 0.5), ("slower", 2.0, "visa", 1.0), ("drop_out", 0.25, None, 1.0),
    ]  # fmt: skip


def test_a_shock_that_cannot_be_played_is_refused_and_leaves_nothing():
    plan = make_pipeline()
    shock = ScenarioShock(blow="withdrawn", step="visa", size=5)

    with pytest.raises(InputError, match="places are not counted"):
        services.save_scenario(scenario=Scenario(plan=plan, name="x"), shocks=[shock], by=make_designer(plan.scheme))


def test_a_target_after_the_last_month_is_refused():
    plan = make_pipeline()
    plan.target_month = 13

    with pytest.raises(InputError, match="after the last month"):
        services.save_pipeline(plan=plan, steps=[], by=make_designer(plan.scheme))


def test_a_pipeline_that_cannot_be_played_is_refused():
    plan = make_pipeline()
    plan.entrants = [2_000_000]

    with pytest.raises(InputError, match="at most"):
        services.save_pipeline(plan=plan, steps=[], by=make_designer(plan.scheme))


def test_only_designers_of_the_lead_play():
    plan = make_pipeline()

    with pytest.raises(NotPermitted):
        services.save_pipeline(plan=plan, steps=[], by=make_colleague(plan.scheme, "designer"))


def test_the_page_gets_a_picture_a_table_and_the_bottleneck():
    scenario = make_scenario()
    run = play(scenario.plan)
    plan = pipeline_of(user=make_designer(scenario.plan.scheme), scheme=scenario.plan.scheme)

    base, closed = outcomes_of(plan, run.result, "EUR")

    assert (base.is_base, closed.is_base, str(closed.name)) == (True, False, "Border closed")
    assert "<svg" in base.people_chart
    assert (base.people_chart.count("<polyline"), closed.money_chart.count("<polyline")) == (1, 2)
    assert "Border closed. After 12 months" in closed.people_chart
    assert [month for month, _people, _money in base.months] == [3, 6, 9, 12]
    assert [row.is_bottleneck for row in step_rows(plan, run.result)] == [False, True]


def test_a_scenario_is_taken_away_while_its_runs_are_kept():
    scenario = make_scenario()
    run = play(scenario.plan)

    services.remove_scenario(scenario=scenario, by=make_designer(scenario.plan.scheme))

    assert not Scenario.objects.exists()
    assert Run.objects.filter(pk=run.pk).exists()

"""Ranges out of the runs, and what a shock changes run by run."""

from dataclasses import replace

import numpy as np
import pytest

from corridor.engines.pipeline import Blow, Shock, certain, compare, fixed, report, simulate
from corridor.engines.pipeline.report import spread
from corridor.kernel.errors import InputError
from tests.factories.pipelines import a_pipeline, a_scheme, a_stage

CLOSED = Shock("Border closed", Blow.CLOSED, 2, 4, "visa")


def test_quantiles_are_values_that_occur():
    found = spread(np.array([3, 1, 2, 100]))

    assert (found.p10, found.p50, found.p90, found.mean) == (1, 2, 100, 26.5)


def test_one_run_is_its_own_range():
    found = report(simulate(a_pipeline(a_stage(capacity=4), months=3), runs=1, seed=1))

    assert (found.people.p10, found.people.p90, found.runs) == (8, 8, 1)


def test_a_step_that_nobody_passes_has_no_cost_of_a_person_and_no_lead_time():
    found = report(simulate(a_pipeline(a_stage(conversion=certain(0), cost_per_person=10)), runs=5, seed=1))

    assert (found.people.mean, found.cost_per_person, found.lead_months) == (0, None, None)
    assert found.target_month == (None, None, None)
    assert found.money.p50 == 100


def test_the_cost_of_a_person_counts_those_who_left_on_the_way():
    stages = (a_stage("course", certain(0.5), cost_per_person=100), a_stage("visa"))

    found = report(simulate(a_pipeline(*stages, entrants=(1_000,)), runs=200, seed=1))

    # 100,000 for about 500 people.
    assert found.cost_per_person.mean == pytest.approx(200, rel=0.02)


def test_the_error_of_a_chance_falls_with_the_root_of_the_runs():
    scheme = a_pipeline(a_stage(conversion=certain(0.5)), entrants=(10,), people=5)

    few, many = (report(simulate(scheme, runs=runs, seed=1)) for runs in (100, 10_000))

    assert few.chance_error == pytest.approx((few.chance_of_target * (1 - few.chance_of_target) / 100) ** 0.5)
    assert many.chance_error < few.chance_error / 9


def test_months_go_on_with_the_same_people_once_all_are_through():
    found = report(simulate(a_pipeline(a_stage(capacity=4), months=6), runs=2, seed=1))

    assert [month.p50 for month in found.people_by_month] == [0, 4, 8, 10, 10, 10]
    assert len(found.money_by_month) == 6


def test_the_bottleneck_is_where_people_wait_longest():
    stages = (a_stage("course", capacity=8), a_stage("visa", capacity=2), a_stage("flight"))

    found = report(simulate(a_pipeline(*stages), runs=1, seed=1))

    assert found.bottleneck == "visa"


def test_without_waiting_there_is_no_bottleneck():
    assert report(simulate(a_pipeline(), runs=1, seed=1)).bottleneck is None


def test_a_shock_is_held_against_the_same_runs_without_it():
    scheme = a_pipeline(a_stage(capacity=4), months=4)
    base, shocked = simulate(scheme, runs=9, seed=1), simulate(scheme, shocks=(CLOSED,), runs=9, seed=1)

    found = compare(base, shocked)

    # 10 people without the shock, the 4 of month 1 with it.
    assert (found.people.p10, found.people.p90) == (-6, -6)
    assert (found.share_worse, found.chance_of_target) == (1, -1)


def test_a_shock_that_may_happen_is_felt_in_its_share_of_the_runs():
    scheme = a_pipeline(a_stage(capacity=4), months=4)
    maybe = replace(CLOSED, chance=0.3)

    found = compare(simulate(scheme, runs=4_000, seed=1), simulate(scheme, shocks=(maybe,), runs=4_000, seed=1))

    # Six standard errors of a share of 0.3 in 4,000 runs.
    assert found.share_worse == pytest.approx(0.3, abs=0.044)


def test_plans_with_other_steps_are_not_held_against_each_other():
    first = simulate(a_pipeline(), runs=2, seed=1)
    second = simulate(a_pipeline(a_stage("course"), a_stage("visa")), runs=2, seed=1)

    with pytest.raises(InputError, match="same chances"):
        compare(first, second)


def test_a_longer_way_shows_in_the_months_of_a_person():
    short, long = (
        report(simulate(a_pipeline(a_stage(duration=fixed(months))), runs=1, seed=1)).lead_months for months in (2, 5.5)
    )

    assert (short.p50, long.p50) == (2, 5.5)


def test_the_people_of_all_steps_add_up():
    found = report(simulate(a_scheme(), runs=1, seed=1))

    for before, after in zip(found.stages, found.stages[1:], strict=False):
        assert before.passed.p50 == after.begun.p50 + after.queued.p50
    for stage in found.stages:
        assert stage.begun.p50 == stage.passed.p50 + stage.left.p50 + stage.working.p50

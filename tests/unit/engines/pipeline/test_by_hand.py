"""Pipelines whose every month can be followed on paper."""

import pytest

from corridor.engines.pipeline import Blow, Shock, certain, fixed, report, simulate
from tests.factories.pipelines import a_pipeline, a_stage


def played(pipeline, *shocks):
    return simulate(pipeline, shocks=shocks, runs=3, seed=1)


def test_four_a_month_of_ten_begin_in_three_months():
    # Begin: 4 on day one of month 1, 4 of month 2, 2 of month 3; each takes one month.
    found = played(a_pipeline(a_stage(capacity=4), months=4))

    assert found.reached[0].tolist() == [0, 4, 8, 10]
    # 4 waited nothing, 4 one month, 2 two months.
    assert found.waited_months[0].tolist() == [pytest.approx(0.8)]


def test_a_second_step_waits_for_the_first():
    course = a_stage("course", duration=fixed(2), capacity=5)
    visa = a_stage("visa", duration=fixed(1), capacity=3)

    found = played(a_pipeline(course, visa, months=8))

    # Course ends: 5 in month 3, 5 in month 4. Visas begin 3, 3, 3, 1 in months 3 to 6 and end one month later.
    assert found.reached[0].tolist() == [0, 0, 0, 3, 6, 9, 10, 10]


def test_whoever_has_not_ended_by_the_last_month_is_in_the_middle_of_it():
    found = report(played(a_pipeline(a_stage(capacity=4), months=3)))

    (visa,) = found.stages
    assert (visa.begun.p50, visa.passed.p50, visa.working.p50, visa.queued.p50) == (10, 8, 2, 0)


def test_a_closed_border_moves_departures_behind_it():
    shock = Shock("Border closed", Blow.CLOSED, 2, 4, "visa")

    found = played(a_pipeline(a_stage(capacity=4), months=8), shock)

    assert found.reached[0].tolist() == [0, 4, 4, 4, 4, 8, 10, 10]


def test_work_takes_twice_as_long_only_in_the_months_of_the_delay():
    # Two months of work from month 1: one month done in month 1, half a month each in months 2 and 3.
    shock = Shock("Visa delay", Blow.SLOWER, 2, 6, "visa", 2)

    found = played(a_pipeline(a_stage(duration=fixed(2)), months=6), shock)

    assert found.reached[0].tolist() == [0, 0, 0, 10, 10, 10]
    assert report(found).lead_months.p50 == 3


def test_posts_that_an_employer_withdraws_leave_those_who_have_begun():
    stage = a_stage(capacity=4, places=9)

    found = played(a_pipeline(stage, months=6), Shock("Withdrawal", Blow.WITHDRAWN, 2, None, "visa", 3))

    # 4 begin in month 1, 2 in month 2; then 9 - 3 places are taken.
    assert found.begun[0].tolist() == [6]
    assert found.queued[0].tolist() == [4]


def test_costs_fall_due_at_the_beginning_of_a_step():
    stage = a_stage(capacity=4, cost_per_person=100, fixed_cost=50)

    found = played(a_pipeline(stage, months=4, running_cost_per_month=10))

    assert found.spent[0].tolist() == [460, 870, 1_080, 1_090]


def test_dearer_months_and_a_weaker_currency_multiply():
    stage = a_stage(cost_per_person=100, foreign_share=0.5)
    shocks = (Shock("Prices", Blow.COST, 1, 1, None, 0.1), Shock("Rate", Blow.EXCHANGE, 1, 1, None, 0.2))

    found = played(a_pipeline(stage, months=2, running_cost_per_month=10), *shocks)

    # 10 people x 100 x 1.1 x (1 + 0.5 x 0.2); the running cost rises with prices only.
    assert found.spent[0].tolist() == [pytest.approx(1_210 + 11), pytest.approx(1_210 + 11 + 10)]


def test_nobody_begins_when_the_money_is_used_up():
    stage = a_stage(capacity=4, cost_per_person=100)

    found = played(a_pipeline(stage, months=4, running_cost_per_month=10, budget=650))

    # Month 1: 10 + 400. Month 2: 10, and of 230 two more can be paid.
    assert found.begun[0].tolist() == [6]
    assert found.spent[0].tolist() == [410, 620, 620, 620]
    assert found.stopped_month.tolist() == [2, 2, 2]


def test_a_budget_that_is_just_enough_stops_nobody():
    found = played(a_pipeline(a_stage(cost_per_person=100), months=2, running_cost_per_month=10, budget=1_020))

    assert found.stopped_month.tolist() == [0, 0, 0]
    assert found.begun[0].tolist() == [10]


def test_a_drop_out_of_half_leaves_half():
    stages = (a_stage("course", certain(1)),)
    shock = Shock("Drop-out", Blow.DROP_OUT, 1, None, "course", 0.5)

    found = simulate(a_pipeline(*stages, entrants=(1_000,)), shocks=(shock,), runs=100, seed=3)

    # Binomial(1000, 0.5): five standard errors of the mean of 100 runs are 7.9.
    assert found.passed.mean() == pytest.approx(500, abs=8)


def test_the_month_of_the_target_and_its_chance():
    found = report(played(a_pipeline(a_stage(capacity=4), months=4, people=8, month=2)))

    assert found.target_month == (3, 3, 3)
    assert (found.chance_of_target, found.chance_error) == (0, 0)
    assert found.bottleneck == "visa"
    assert found.cost_per_person.p50 == 0

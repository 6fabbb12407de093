from datetime import date

import pytest

from corridor.engines.caseflow import Step, order_procedure, plan_procedure, schedule_steps
from corridor.kernel.errors import InputError

# Offer 5 days; then papers 10 beside language 30; then visa 20 after both; housing 3 after the offer.
STEPS = [
    Step("offer", "employer", (), 5, 7),
    Step("papers", "agency", ("offer",), 10, 40),
    Step("language", "school", ("offer",), 30, 30),
    Step("visa", "embassy", ("papers", "language"), 20, 60),
    Step("housing", "employer", ("offer",), 3, 3),
]
START = date(2026, 1, 1)


def by_code(schedule):
    return {step.code: step for step in schedule.steps}


def test_the_longest_chain_decides_the_finish():
    plan = plan_procedure(order_procedure(STEPS), start_date=START)

    assert plan.legal.duration_days == 5 + 30 + 20
    assert plan.legal.critical_path == ("offer", "language", "visa")
    assert plan.legal.finish_date == date(2026, 2, 25)
    assert plan.median.duration_days == 7 + 40 + 60
    assert plan.median.critical_path == ("offer", "papers", "visa")


def test_a_step_starts_on_the_day_on_which_its_last_predecessor_ends():
    steps = by_code(plan_procedure(order_procedure(STEPS), start_date=START).legal)

    assert steps["papers"].earliest_start_date == date(2026, 1, 6)
    assert steps["visa"].earliest_start_date == steps["language"].earliest_end_date == date(2026, 2, 5)


def test_slack_is_how_much_later_a_step_may_end():
    steps = by_code(plan_procedure(order_procedure(STEPS), start_date=START).legal)

    assert {code: step.slack_days for code, step in steps.items()} == {
        "offer": 0,
        "papers": 20,
        "language": 0,
        "visa": 0,
        "housing": 47,
    }
    assert [code for code, step in steps.items() if step.is_critical] == ["offer", "language", "visa"]


def test_an_unknown_duration_turns_later_dates_into_lower_bounds():
    steps = [Step("a", median_days=2), Step("b", depends_on=("a",)), Step("c", depends_on=("b",), median_days=3)]

    schedule = plan_procedure(order_procedure(steps), start_date=START).median

    assert schedule.unknown_durations == ("b",)
    assert [step.is_lower_bound for step in schedule.steps] == [False, True, True]
    assert schedule.finish_date == date(2026, 1, 6)


def test_a_fraction_of_a_day_ends_on_the_next_day():
    schedule = schedule_steps(order_procedure([Step("a")]), {"a": 2.5}, start_date=START)

    assert schedule.finish_date == date(2026, 1, 4)


@pytest.mark.parametrize("days", [-1.0, float("nan"), float("inf")])
def test_an_impossible_duration_is_refused(days):
    with pytest.raises(InputError, match='"a"'):
        schedule_steps(order_procedure([Step("a")]), {"a": days}, start_date=START)

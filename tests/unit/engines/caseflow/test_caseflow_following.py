from datetime import date

import pytest

from corridor.engines.caseflow import Step, StepProgress, StepStatus, count_waits, follow_case, order_procedure
from corridor.kernel.errors import InputError

PROCEDURE = order_procedure(
    [
        Step("contract", "employer", (), 10, 12),
        Step("permit", "ministry", ("contract",), 30, 45),
        Step("visa", "embassy", ("permit",), 15, 20),
        Step("medical", "clinic", ("contract",), None, 5),
        Step("travel", "agency", ("visa", "medical"), None, 2),
    ]
)
START = date(2026, 1, 1)


def follow(*progress, as_of=date(2026, 3, 1)):
    return follow_case(PROCEDURE, progress, case_start_date=START, as_of=as_of)


def by_code(state):
    return {step.code: step for step in state.steps}


def test_a_new_case_is_ready_for_its_first_step_only():
    state = follow(as_of=date(2026, 1, 4))

    assert [str(step.status) for step in state.steps] == ["ready", "waiting", "waiting", "waiting", "waiting"]
    assert by_code(state)["contract"].since_date == START
    assert by_code(state)["visa"].waits_for == ("contract",)


def test_the_expected_finish_adds_the_real_durations_of_what_is_left():
    # Ready on 1 January, not yet begun on the 4th: 12 + 45 + 20 + 2 days from the 4th.
    assert follow(as_of=date(2026, 1, 4)).expected_finish_date == date(2026, 3, 24)


def test_a_deadline_runs_from_the_start_of_the_step():
    state = follow(StepProgress("contract", START, date(2026, 1, 9)), StepProgress("permit", date(2026, 1, 20)))

    permit = by_code(state)["permit"]
    assert permit.status is StepStatus.OPEN
    assert permit.deadline_date == date(2026, 2, 19)
    assert permit.days_over == 10
    assert not permit.is_projected
    assert state.overdue == ("permit",)


def test_the_deadline_of_a_later_step_is_projected():
    state = follow(StepProgress("contract", START, date(2026, 1, 9)), StepProgress("permit", date(2026, 2, 20)))

    visa = by_code(state)["visa"]
    # The permit is expected 45 days after 20 February, on 6 April; the embassy then has 15 days.
    assert (visa.deadline_date, visa.is_projected) == (date(2026, 4, 21), True)
    assert state.overdue == ()


def test_a_missed_deadline_stays_visible_after_completion_but_is_not_overdue():
    state = follow(StepProgress("contract", START, date(2026, 1, 20)))

    assert by_code(state)["contract"].days_over == 9
    assert state.overdue == ()


def test_who_waits_for_whom_names_only_who_can_act_now():
    state = follow(StepProgress("contract", START, date(2026, 1, 9)), StepProgress("permit", date(2026, 1, 20)))

    waits = {(wait.authority, wait.for_authority): wait.days for wait in state.waits}
    # The permit is open since 20 January (40 days), the medical could have started on 9 January (51 days).
    assert waits == {("embassy", "ministry"): 40, ("agency", "ministry"): 40, ("agency", "clinic"): 51}


def test_a_finished_case_is_finished_and_waits_for_nobody():
    days = [date(2026, 1, 5 + place) for place in range(5)]
    state = follow(*[StepProgress(code, day, day) for code, day in zip(PROCEDURE.codes, days, strict=True)])

    assert state.is_finished
    assert state.waits == ()
    assert state.expected_finish_date == days[-1]


def test_a_step_completed_before_its_predecessor_is_listed():
    state = follow(StepProgress("medical", date(2026, 1, 2), date(2026, 1, 3)))

    assert state.out_of_order == ("medical",)


def test_a_step_completed_without_a_recorded_start_has_no_judged_deadline():
    contract = by_code(follow(StepProgress("contract", None, date(2026, 2, 20))))["contract"]

    assert (contract.status, contract.deadline_date, contract.days_over) == (StepStatus.COMPLETED, None, 0)


def test_an_unknown_duration_makes_the_expected_finish_a_lower_bound():
    procedure = order_procedure([Step("a"), Step("b", depends_on=("a",), median_days=3)])

    state = follow_case(procedure, [], case_start_date=START, as_of=START)

    assert state.is_lower_bound
    assert state.expected_finish_date == date(2026, 1, 4)


@pytest.mark.parametrize(
    ("progress", "match"),
    [
        ([StepProgress("flight")], "does not have"),
        ([StepProgress("visa"), StepProgress("visa")], "twice"),
        ([StepProgress("visa", date(2026, 2, 2), date(2026, 2, 1))], "before it started"),
        ([StepProgress("visa", date(2026, 3, 2))], "in the future"),
    ],
)
def test_an_impossible_record_is_refused(progress, match):
    with pytest.raises(InputError, match=match) as caught:
        follow(*progress)

    assert caught.value.params["step"] == progress[0].code


def test_waits_of_many_cases_are_counted_once_per_case_and_pair():
    first = follow(as_of=date(2026, 1, 4))
    second = follow(as_of=date(2026, 1, 11))

    rows = count_waits([first, second]).rows

    assert {(row.authority, row.for_authority, row.n_cases, row.days) for row in rows} == {
        ("ministry", "employer", 2, 13),
        ("embassy", "employer", 2, 13),
        ("clinic", "employer", 2, 13),
        ("agency", "employer", 2, 13),
    }


def test_no_cases_mean_no_waits():
    assert count_waits([]).rows == ()

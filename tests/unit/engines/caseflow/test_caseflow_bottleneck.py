from datetime import date, timedelta

import numpy as np
import pytest

from corridor.engines.caseflow import Step, StepRecords, find_bottleneck, measure_durations, order_procedure
from corridor.kernel.errors import InputError

PROCEDURE = order_procedure(
    [
        Step("contract"),
        Step("visa", depends_on=("contract",)),
        Step("housing", depends_on=("contract",)),
        Step("travel", depends_on=("visa", "housing")),
    ]
)
START = date(2026, 1, 1)
AS_OF = date(2026, 6, 1)


def day(offset):
    return START + timedelta(days=int(offset))


def found(*rows):
    table = [(case, step, day(start), None if end is None else day(end)) for case, step, start, end in rows]
    return find_bottleneck(PROCEDURE, StepRecords.of(table), as_of=AS_OF)


def test_a_long_step_beside_a_longer_one_held_up_nobody():
    report = found(("c", "contract", 0, 5), ("c", "visa", 5, 65), ("c", "housing", 5, 55), ("c", "travel", 65, 67))

    assert report.bottleneck == "visa"
    assert [(delay.step, delay.case_days) for delay in report.delays] == [("visa", 60), ("contract", 5), ("travel", 2)]
    assert report.total_case_days == 67


def test_waiting_to_be_started_belongs_to_the_step():
    report = found(("c", "contract", 0, 5), ("c", "visa", 45, 50))

    assert {delay.step: delay.case_days for delay in report.delays} == {"contract": 5, "visa": 45}


def test_an_open_step_counts_up_to_the_day_of_counting():
    report = found(("c", "contract", 0, 5), ("c", "visa", 10, None))

    assert {delay.step: delay.case_days for delay in report.delays} == {"contract": 5, "visa": 146}


def test_of_two_open_steps_the_usually_slower_one_answers():
    past = [("a", "contract", 0, 1), ("a", "visa", 1, 71), ("a", "housing", 1, 31)]

    report = found(*past, ("c", "contract", 100, 101), ("c", "visa", 101, None), ("c", "housing", 101, None))

    assert {delay.step: delay.case_days for delay in report.delays} == {"contract": 2, "visa": 70 + 50}


def test_a_step_that_was_not_needed_is_looked_through():
    report = found(("c", "contract", 0, 5), ("c", "travel", 8, 9))

    assert {delay.step: delay.case_days for delay in report.delays} == {"contract": 5, "travel": 4}


def test_steps_recorded_out_of_order_still_add_up():
    report = found(("c", "contract", 0, 30), ("c", "visa", 2, 10), ("c", "housing", 2, 20))

    assert report.total_case_days == 30
    assert report.bottleneck == "contract"


def test_shares_of_all_cases_add_up_to_one():
    report = found(("a", "contract", 0, 5), ("b", "contract", 2, 4), ("b", "visa", 4, 9))

    assert report.n_cases == 2
    assert sum(delay.share for delay in report.delays) == pytest.approx(1, abs=1e-12)
    assert {delay.step: delay.n_cases for delay in report.delays} == {"contract": 2, "visa": 1}


def test_no_records_have_no_bottleneck():
    report = found()

    assert (report.bottleneck, report.delays, report.total_case_days) == (None, (), 0)


@pytest.mark.parametrize(
    "rows", [[("c", "flight", 0, 1)], [("c", "visa", 0, 1), ("c", "visa", 2, 3)]], ids=["unknown step", "step twice"]
)
def test_records_that_do_not_fit_the_procedure_are_refused(rows):
    with pytest.raises(InputError, match="Case c records"):
        found(*rows)


def simulated_cases(rng, n):
    """Contract about 8 days, visa about 70, housing about 50 beside it, travel 3; cases start over ten months."""
    rows = []
    for case in range(n):
        start = int(rng.integers(0, 150))
        contract, visa, housing, travel = rng.poisson([8, 70, 50, 3])
        ends = {"contract": start + contract}
        ends["visa"], ends["housing"] = ends["contract"] + visa, ends["contract"] + housing
        ends["travel"] = max(ends["visa"], ends["housing"]) + travel
        starts = {
            "contract": start,
            "visa": ends["contract"],
            "housing": ends["contract"],
            "travel": ends["travel"] - travel,
        }
        rows += [(str(case), step, starts[step], ends[step]) for step in ends if day(starts[step]) <= AS_OF]
    return [(case, step, s, e if day(e) <= AS_OF else None) for case, step, s, e in rows]


def test_the_planted_slow_step_is_found_in_simulated_cases():
    rows = simulated_cases(np.random.default_rng(11), 400)
    table = StepRecords.of((case, step, day(s), None if e is None else day(e)) for case, step, s, e in rows)

    report = find_bottleneck(PROCEDURE, table, as_of=AS_OF)
    durations = measure_durations(table, legal_days={"visa": 60}, as_of=AS_OF)

    assert report.bottleneck == durations.slowest_step == "visa"
    assert report.delays[0].share > 0.75
    medians = {step.step: step.median_days for step in durations.steps}
    assert medians["visa"] == pytest.approx(70, abs=2)
    assert medians["housing"] == pytest.approx(50, abs=2)

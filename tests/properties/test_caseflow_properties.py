from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, strategies as st

from corridor.engines.caseflow import (
    Step,
    StepProgress,
    StepRecords,
    duration_quantile,
    find_bottleneck,
    follow_case,
    order_procedure,
    schedule_steps,
    share_longer_than,
    survival_curve,
)
from corridor.engines.caseflow.reference import longest_duration, quantile, still_open
from corridor.kernel.errors import InputError

START = date(2026, 1, 1)
AS_OF = date(2027, 1, 1)


@st.composite
def procedures(draw, max_steps=7):
    n = draw(st.integers(1, max_steps))
    steps = []
    for place in range(n):
        before = draw(st.sets(st.integers(0, place - 1))) if place else set()
        depends_on = tuple(f"s{other}" for other in sorted(before))
        steps.append(Step(f"s{place}", f"a{place % 3}", depends_on, median_days=draw(st.integers(0, 30))))
    return draw(st.permutations(steps))


@given(procedures())
def test_the_order_respects_every_dependency(steps):
    codes = order_procedure(steps).codes

    assert sorted(codes) == sorted(step.code for step in steps)
    assert all(codes.index(before) < codes.index(step.code) for step in steps for before in step.depends_on)


@given(procedures())
def test_the_critical_path_is_the_longest_of_all_chains(steps):
    procedure = order_procedure(steps)
    days = {step.code: float(step.median_days) for step in steps}

    schedule = schedule_steps(procedure, days, start_date=START)

    assert schedule.duration_days == longest_duration(procedure, days)
    assert sum(days[code] for code in schedule.critical_path) == schedule.duration_days
    critical = {step.code for step in schedule.steps if step.is_critical}
    assert critical.issuperset(schedule.critical_path)


@given(procedures(), st.data())
def test_using_up_the_slack_never_moves_the_finish_and_more_always_does(steps, data):
    procedure = order_procedure(steps)
    days = {step.code: float(step.median_days) for step in steps}
    schedule = schedule_steps(procedure, days, start_date=START)
    step = data.draw(st.sampled_from(schedule.steps))

    within = schedule_steps(procedure, days | {step.code: days[step.code] + step.slack_days}, start_date=START)
    beyond = schedule_steps(procedure, days | {step.code: days[step.code] + step.slack_days + 1}, start_date=START)

    assert within.finish_date == schedule.finish_date
    assert beyond.finish_date == schedule.finish_date + timedelta(days=1)


@given(procedures(), st.data())
def test_a_reported_circle_is_a_circle(steps, data):
    procedure = order_procedure(steps)
    later = data.draw(st.integers(0, len(steps) - 1))
    earlier = data.draw(st.integers(0, later))
    first = procedure.steps[earlier]
    turned = Step(first.code, depends_on=(*first.depends_on, procedure.steps[later].code))
    knotted = [turned if step.code == first.code else step for step in procedure.steps]

    try:
        order_procedure(knotted)
    except InputError as error:
        walk = error.params["cycle"].split(" > ")
        depends = {step.code: step.depends_on for step in knotted}
        assert walk[0] == walk[-1]
        assert all(after in depends[before] for before, after in pairwise(walk))


RECORDED = st.lists(st.tuples(st.integers(0, 25), st.booleans()), min_size=1, max_size=30)


@given(RECORDED, st.integers(0, 30))
def test_the_curve_equals_the_day_by_day_reference(records, day):
    days, done = zip(*records, strict=True)
    curve = survival_curve(days, done)

    share = share_longer_than(curve, day)

    if share is not None:
        assert share == pytest.approx(float(still_open(days, done, day)), abs=1e-12)


@given(RECORDED, st.sampled_from([Fraction(1, 4), Fraction(1, 2), Fraction(4, 5)]))
def test_quantiles_equal_the_exact_reference(records, share):
    days, done = zip(*records, strict=True)

    expected = quantile(days, done, share)

    assert duration_quantile(survival_curve(days, done), float(share)) == (
        None if expected is None else float(expected)
    )


@given(RECORDED)
def test_the_order_of_records_does_not_matter(records):
    days, done = zip(*records, strict=True)

    there, back = survival_curve(days, done), survival_curve(days[::-1], done[::-1])

    assert np.array_equal(there.days, back.days)
    assert np.array_equal(there.still_open, back.still_open)


@st.composite
def journeys(draw):
    """A procedure with a record, maybe out of order and maybe open, for some of its steps."""
    procedure = order_procedure(draw(procedures()))
    rows = []
    for code in procedure.codes:
        if draw(st.booleans()):
            start = draw(st.integers(0, 100))
            end = draw(st.none() | st.integers(start, 200))
            rows.append((code, START + timedelta(start), None if end is None else START + timedelta(end)))
    return procedure, rows


@given(journeys())
def test_the_days_that_steps_decided_add_up_to_the_elapsed_days(journey):
    procedure, rows = journey

    report = find_bottleneck(procedure, StepRecords.of(("c", *row) for row in rows), as_of=AS_OF)

    elapsed = (max(end or AS_OF for _, _, end in rows) - min(start for _, start, _ in rows)).days if rows else 0
    assert report.total_case_days == elapsed


@given(journeys())
def test_a_case_waits_only_for_steps_that_somebody_can_work_on(journey):
    procedure, rows = journey

    state = follow_case(procedure, [StepProgress(*row) for row in rows], case_start_date=START, as_of=AS_OF)

    statuses = {step.code: step.status for step in state.steps}
    assert all(statuses[wait.for_step] in ("open", "ready") for wait in state.waits)
    assert all(step.waits_for for step in state.steps if step.status == "waiting")
    assert state.is_finished == all(status == "completed" for status in statuses.values())

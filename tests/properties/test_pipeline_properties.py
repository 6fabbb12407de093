"""What holds for every pipeline: nobody is lost, more room never means fewer people, no shock ever helps."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings, strategies as st

from corridor.engines.pipeline import (
    Blow,
    Pipeline,
    Shock,
    Stage,
    Target,
    certain,
    compare,
    counted,
    fixed,
    lognormal,
    pert,
    simulate,
)

RUNS = 20
few = settings(max_examples=40, deadline=None)
CONVERSIONS = st.one_of(
    st.floats(0, 1).map(certain),
    st.tuples(st.integers(0, 20), st.integers(1, 20)).map(lambda pair: counted(min(pair), max(pair))),
)
DURATIONS = st.one_of(
    st.floats(0, 4).map(fixed),
    st.tuples(st.floats(0.1, 3), st.floats(0, 3)).map(lambda pair: lognormal(pair[0], pair[0] + pair[1])),
    st.lists(st.floats(0, 5), min_size=3, max_size=3).map(lambda three: pert(*sorted(three))),
)
LIMITS = st.one_of(st.none(), st.integers(0, 12))


@st.composite
def pipelines(draw):
    stages = tuple(
        Stage(
            f"step {k}",
            draw(CONVERSIONS),
            draw(DURATIONS),
            capacity=draw(LIMITS),
            places=draw(st.integers(0, 60)),
            cost_per_person=draw(st.integers(0, 100)),
            fixed_cost=draw(st.integers(0, 500)),
            foreign_share=draw(st.floats(0, 1)),
        )
        for k in range(draw(st.integers(1, 4)))
    )
    months = draw(st.integers(3, 24))
    entrants = tuple(draw(st.lists(st.integers(0, 20), min_size=1, max_size=3)))
    running = draw(st.integers(0, 100))
    return Pipeline(stages, entrants, months, Target(stages[-1].name, 5, months), running_cost_per_month=running)


@st.composite
def shocked(draw):
    pipeline = draw(pipelines())
    stage = draw(st.sampled_from(pipeline.stages)).name
    first = draw(st.integers(1, pipeline.months))
    last = draw(st.one_of(st.none(), st.integers(first, pipeline.months)))
    blow, size = draw(
        st.one_of(
            st.tuples(st.just(Blow.CLOSED), st.just(0.0)),
            st.tuples(st.just(Blow.SLOWER), st.floats(1, 5)),
            st.tuples(st.just(Blow.WITHDRAWN), st.integers(1, 20)),
            st.tuples(st.sampled_from([Blow.COST, Blow.EXCHANGE]), st.floats(0, 1)),
            st.tuples(st.just(Blow.DROP_OUT), st.floats(0, 1)),
        )
    )
    return pipeline, Shock("shock", blow, first, last, stage, size, draw(st.floats(0, 1)))


def play(pipeline, *shocks):
    return simulate(pipeline, shocks=shocks, runs=RUNS, seed=1)


@few
@given(shocked(), st.one_of(st.none(), st.integers(0, 3_000)))
def test_nobody_is_lost_or_made(case, budget):
    pipeline, shock = case

    found = play(replace(pipeline, budget=budget), shock)

    arrived = np.column_stack([np.full(RUNS, sum(pipeline.entrants)), found.passed[:, :-1]])
    assert np.array_equal(arrived, found.begun + found.queued)
    assert (found.begun - found.passed - found.left >= 0).all()
    assert np.array_equal(found.reached[:, -1], found.passed[:, -1])
    assert (np.diff(found.reached) >= 0).all()
    assert (np.diff(found.spent) >= 0).all()


@few
@given(pipelines(), st.data())
def test_more_room_never_means_fewer_people(pipeline, data):
    place = data.draw(st.integers(0, len(pipeline.stages) - 1))
    more = data.draw(st.integers(1, 10))
    stage = pipeline.stages[place]
    wider = replace(
        stage, capacity=None if stage.capacity is None else stage.capacity + more, places=stage.places + more
    )
    stages = (*pipeline.stages[:place], wider, *pipeline.stages[place + 1 :])

    narrow, wide = play(pipeline), play(replace(pipeline, stages=stages))

    assert (wide.reached >= narrow.reached).all()


@few
@given(pipelines(), st.integers(0, 2_000), st.integers(0, 1_000))
def test_more_money_never_means_fewer_people(pipeline, budget, more):
    less, richer = (play(replace(pipeline, budget=money)) for money in (budget, budget + more))

    assert (richer.reached >= less.reached).all()
    assert (less.spent[:, -1] <= budget + 1e-6).all()


@few
@given(shocked())
def test_no_shock_ever_helps(case):
    pipeline, shock = case

    found = compare(play(pipeline), play(pipeline, shock))

    assert found.people.p90 <= 0
    assert found.chance_of_target <= 0


@few
@given(shocked())
def test_a_shock_without_a_chance_changes_nothing(case):
    pipeline, shock = case

    base, other = play(pipeline), play(pipeline, replace(shock, chance=0.0))

    assert np.array_equal(base.reached, other.reached)
    assert np.array_equal(base.spent, other.spent)


@few
@given(pipelines(), st.integers(1, 30))
def test_more_people_at_the_door_never_means_fewer_through_it(pipeline, more):
    first, *rest = pipeline.entrants

    few_people, many = play(pipeline), play(replace(pipeline, entrants=(first + more, *rest)))

    assert (many.reached >= few_people.reached).all()

"""What cannot be played is refused with its field."""

from dataclasses import replace

import pytest

from corridor.engines.pipeline import (
    Blow,
    Shock,
    Target,
    certain,
    compare,
    counted,
    judged,
    lognormal,
    observed,
    pert,
    simulate,
)
from corridor.kernel.errors import InputError
from tests.factories.pipelines import a_pipeline, a_stage

PLAIN = a_pipeline()


@pytest.mark.parametrize(
    ("pipeline", "field"),
    [
        (replace(PLAIN, stages=()), "stages"),
        (replace(PLAIN, stages=(a_stage(), a_stage())), "stages.1"),
        (replace(PLAIN, stages=(a_stage(capacity=-1),)), "stages.1.capacity"),
        (replace(PLAIN, stages=(a_stage(places=1.5),)), "stages.1.places"),
        (replace(PLAIN, stages=(a_stage(cost_per_person=-1),)), "stages.1.cost_per_person"),
        (replace(PLAIN, stages=(a_stage(fixed_cost=float("nan")),)), "stages.1.fixed_cost"),
        (replace(PLAIN, stages=(a_stage(foreign_share=2),)), "stages.1.foreign_share"),
        (replace(PLAIN, entrants=()), "entrants"),
        (replace(PLAIN, entrants=(1,) * 13), "entrants"),
        (replace(PLAIN, entrants=(1, -1)), "entrants.2"),
        (replace(PLAIN, entrants=(2_000_000,)), "entrants"),
        (replace(PLAIN, months=0), "months"),
        (replace(PLAIN, months=601), "months"),
        (replace(PLAIN, running_cost_per_month=-1), "running_cost_per_month"),
        (replace(PLAIN, budget=-1), "budget"),
        (replace(PLAIN, target=Target("pass", 1, 1)), "target.stage"),
        (replace(PLAIN, target=Target("visa", 0, 1)), "target.people"),
        (replace(PLAIN, target=Target("visa", 1, 13)), "target.month"),
    ],
)
def test_a_pipeline_that_cannot_be_played_is_refused(pipeline, field):
    with pytest.raises(InputError) as refused:
        simulate(pipeline, runs=1, seed=1)

    assert refused.value.field == field


@pytest.mark.parametrize(
    ("shock", "field"),
    [
        (Shock("x", Blow.CLOSED), "stage"),
        (Shock("x", Blow.CLOSED, stage="pass"), "stage"),
        (Shock("x", Blow.CLOSED, 0, stage="visa"), "first_month"),
        (Shock("x", Blow.CLOSED, 13, stage="visa"), "first_month"),
        (Shock("x", Blow.CLOSED, 5, 4, "visa"), "last_month"),
        (Shock("x", Blow.SLOWER, stage="visa", size=0.5), "size"),
        (Shock("x", Blow.WITHDRAWN, stage="visa", size=2), "stage"),
        (Shock("x", Blow.WITHDRAWN, stage="visa", size=0), "size"),
        (Shock("x", Blow.COST, size=-0.5), "size"),
        (Shock("x", Blow.DROP_OUT, size=1.5), "size"),
        (Shock("x", Blow.COST, size=0.5, chance=2), "chance"),
    ],
)
def test_a_shock_that_cannot_befall_is_refused(shock, field):
    with pytest.raises(InputError) as refused:
        simulate(PLAIN, shocks=(shock,), runs=1, seed=1)

    assert refused.value.field == f"shocks.1.{field}"


@pytest.mark.parametrize("fields", [{"runs": 0}, {"runs": 2_000_000}, {"seed": -1}, {"threads": 0}])
def test_runs_seed_and_threads_are_whole_numbers(fields):
    with pytest.raises(InputError) as refused:
        simulate(PLAIN, **{"runs": 1, "seed": 1, **fields})

    assert refused.value.field in fields


@pytest.mark.parametrize(
    "ask",
    [
        lambda: certain(1.2),
        lambda: counted(3, 2),
        lambda: counted(0, 0),
        lambda: judged(0.5, 0.4, 0.9),
        lambda: lognormal(0, 2),
        lambda: lognormal(3, 2),
        lambda: pert(1, 5, 4),
        lambda: observed((0, 0.5), (1, 2)),
        lambda: observed((0, 1), (2, 1)),
        lambda: observed((0, 1), (2,)),
        lambda: observed((), ()),
    ],
)
def test_a_share_or_duration_out_of_order_is_refused(ask):
    with pytest.raises(InputError):
        ask()


def test_simulations_with_other_chances_are_not_compared():
    first, second = (simulate(PLAIN, runs=2, seed=seed) for seed in (1, 2))

    with pytest.raises(InputError, match="same chances"):
        compare(first, second)

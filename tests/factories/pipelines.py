"""Pipelines for tests: the least that can be played, and a whole small scheme."""

from corridor.engines.pipeline import (
    Pipeline,
    Stage,
    Target,
    certain,
    counted,
    fixed,
    judged,
    lognormal,
    observed,
    pert,
)


def a_stage(name="visa", conversion=None, duration=None, **fields):
    return Stage(name, conversion or certain(1), duration or fixed(1), **fields)


def a_pipeline(*stages, entrants=(10,), months=12, people=5, month=None, **fields):
    rows = stages or (a_stage(),)
    return Pipeline(rows, entrants, months, Target(rows[-1].name, people, month or months), **fields)


def a_scheme(**fields):
    """Return a scheme in which everything is uncertain."""
    stages = (
        Stage("eligible", judged(0.4, 0.6, 0.7), fixed(0.5), cost_per_person=40, fixed_cost=2_000),
        Stage("trained", counted(45, 60), pert(3, 4, 7), capacity=12, cost_per_person=1_800, fixed_cost=6_000),
        Stage("matched", judged(0.5, 0.7, 0.9), lognormal(1, 2.5), cost_per_person=120),
        Stage(
            "visa", counted(18, 20), observed((0, 0.5, 0.9, 1), (0.5, 2, 4, 9)), places=30, cost_per_person=300,
            foreign_share=0.5,
        ),
        Stage("departed", certain(0.97), fixed(0.3), cost_per_person=900, foreign_share=1.0),
    )  # fmt: skip
    given = {"running_cost_per_month": 2_500, "budget": None} | fields
    return Pipeline(stages, (30, 0, 0, 20, 10), 24, Target("departed", 20, 18), **given)

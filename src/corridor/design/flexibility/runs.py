"""From the rows of a pipeline and of a change to the engines, and back; every simulation leaves a run."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from corridor.core import runs
from corridor.core.models import Run
from corridor.design.budgets.models import Budget
from corridor.design.budgets.runs import BudgetAssessment, assessment_if, assessment_of
from corridor.design.flexibility.models import (
    ChangeItem,
    ChangeRequest,
    PipelinePlan,
    PipelineStep,
    Scenario,
    ScenarioShock,
)
from corridor.engines import pipeline as engine

ENGINE = "pipeline.simulate"
# Enough for a tenth and nine tenths to a person or two; the error of a chance is at most 1.1 percent.
RUNS = 2_000
THREADS = 2
_PERCENT_BLOWS = {ScenarioShock.Blow.COST, ScenarioShock.Blow.EXCHANGE, ScenarioShock.Blow.DROP_OUT}


@dataclass(frozen=True)
class BudgetEffect:
    """A budget as it stands and as a request would have it."""

    before: BudgetAssessment
    after: BudgetAssessment

    @property
    def difference(self) -> Decimal:
        """How much more the scheme would cost."""
        return self.after.total - self.before.total


def budget_effect(*, request: ChangeRequest) -> BudgetEffect | None:
    """Return what a request does to the budget, None where there is no budget with lines."""
    budget = Budget.objects.filter(scheme=request.scheme).first()
    if budget is None or not budget.lines.exists():
        return None
    what, items = ChangeItem.What, list(request.items.all())
    people = {item.what: int(item.to_number) for item in items if item.to_number is not None and item.line_id is None}
    amounts = {item.line_id: item.to_number for item in items if item.line_id and item.to_number is not None}
    after = assessment_if(
        budget,
        participants=people.get(what.PARTICIPANTS, budget.participants),
        placements=people.get(what.PLACEMENTS, budget.placements),
        amounts=amounts,
    )
    return BudgetEffect(assessment_of(budget), after)


def cost_of_person(budget: Budget) -> Decimal | None:
    """Return the budget's cost of one participant, None where nobody is counted."""
    return assessment_of(budget).unit_costs.per_participant


def simulate(*, plan: PipelinePlan, by: Any) -> Run:
    """Play the plan as it stands and with each scenario, and keep the run, or find the run of the very same rows."""
    inputs = inputs_of(plan)
    if (known := known_run(plan)) is not None:
        return known
    parameters = {"runs": RUNS, "scheme": plan.scheme_id}
    with runs.recorded(engine=ENGINE, parameters=parameters, inputs=inputs, by=by, seed=plan.seed) as run:
        run.result = _played(plan)
    return run


def known_run(plan: PipelinePlan) -> Run | None:
    """Return the run of a pipeline as its rows stand now, None before it was played."""
    digest = runs.digest_of(inputs_of(plan))
    return Run.objects.filter(engine=ENGINE, input_digest=digest, status=Run.Status.DONE).first()


def inputs_of(plan: PipelinePlan) -> list[object]:
    """Return everything that decides a simulation, in an order of its own."""
    frame = [
        plan.pk, RUNS, plan.months, plan.entrants, plan.target_step, plan.target_people, plan.target_month,
        _plain(plan.running_cost_per_month), _plain(plan.budget), plan.seed,
    ]  # fmt: skip
    steps = [
        [
            step.code, *map(_plain, (step.share_least, step.share_likely, step.share_most)),
            *map(_plain, (step.months_least, step.months_likely, step.months_most)), step.capacity, step.posts,
            *map(_plain, (step.cost_per_person, step.fixed_cost, step.foreign_percent)),
        ]
        for step in plan.steps.all()
    ]  # fmt: skip
    return [frame, steps, [[scenario.pk, _shock_inputs(scenario)] for scenario in plan.scenarios.all()]]


def _shock_inputs(scenario: Scenario) -> list[object]:
    return [
        [shock.blow, shock.step, shock.first_month, shock.last_month, _plain(shock.size), _plain(shock.chance_percent)]
        for shock in scenario.shocks.all()
    ]


def _plain(value: Decimal | None) -> str:
    return "" if value is None else f"{value:.2f}"


def check_playable(*, plan: PipelinePlan, scenario: Scenario | None = None) -> None:
    """Refuse rows that the engine cannot play, with its sentence."""
    engine.simulate(pipeline_from(plan), shocks=shocks_from(scenario) if scenario else (), runs=1, seed=plan.seed)


def pipeline_from(plan: PipelinePlan) -> engine.Pipeline:
    """Return the rows of a pipeline as the engine takes them."""
    return engine.Pipeline(
        stages=tuple(_stage(step) for step in plan.steps.all()),
        entrants=tuple(plan.entrants),
        months=plan.months,
        target=engine.Target(plan.target_step, plan.target_people, plan.target_month),
        running_cost_per_month=float(plan.running_cost_per_month),
        budget=None if plan.budget is None else float(plan.budget),
    )


def _stage(step: PipelineStep) -> engine.Stage:
    shares = [float(share) / 100 for share in (step.share_least, step.share_likely, step.share_most)]
    return engine.Stage(
        name=step.code,
        conversion=engine.judged(*shares),
        duration=engine.pert(float(step.months_least), float(step.months_likely), float(step.months_most)),
        capacity=step.capacity,
        places=step.posts,
        cost_per_person=float(step.cost_per_person),
        fixed_cost=float(step.fixed_cost),
        foreign_share=float(step.foreign_percent) / 100,
    )


def shocks_from(scenario: Scenario) -> tuple[engine.Shock, ...]:
    """Return the rows of a scenario as the engine takes them."""
    return tuple(
        engine.Shock(
            name=shock.blow,
            blow=engine.Blow(shock.blow),
            first_month=shock.first_month,
            last_month=shock.last_month,
            stage=shock.step or None,
            size=float(shock.size) / (100 if shock.blow in _PERCENT_BLOWS else 1),
            chance=float(shock.chance_percent) / 100,
        )
        for shock in scenario.shocks.all()
    )


def _played(plan: PipelinePlan) -> dict[str, Any]:
    pipeline = pipeline_from(plan)
    base = engine.simulate(pipeline, runs=RUNS, seed=plan.seed, threads=THREADS)
    return {
        "version": 1,
        "base": _summary(engine.report(base)),
        "scenarios": {str(row.pk): _against(base, pipeline, shocks_from(row)) for row in plan.scenarios.all()},
    }


def _against(base: engine.Simulation, pipeline: engine.Pipeline, shocks: tuple[engine.Shock, ...]) -> dict[str, Any]:
    played = engine.simulate(pipeline, shocks=shocks, runs=base.runs, seed=base.seed, threads=THREADS)
    difference = engine.compare(base, played)
    return _summary(engine.report(played)) | {
        "fewer_people": _three(difference.people),
        "more_money": _three(difference.money),
        "share_worse": difference.share_worse,
    }


def _summary(found: engine.Report) -> dict[str, Any]:
    return {
        "runs": found.runs,
        "people": _three(found.people),
        "chance_of_target": found.chance_of_target,
        "chance_error": found.chance_error,
        "target_month": list(found.target_month),
        "lead_months": _three(found.lead_months),
        "money": _three(found.money),
        "cost_per_person": _three(found.cost_per_person),
        "chance_of_stop": found.chance_of_stop,
        "bottleneck": found.bottleneck or "",
        "steps": {
            stage.name: {
                "begun": _three(stage.begun),
                "passed": _three(stage.passed),
                "left": _three(stage.left),
                "queued": _three(stage.queued),
                "waited_months": stage.waited_months.mean,
            }
            for stage in found.stages
        },
        "people_by_month": _by_month(found.people_by_month),
        "money_by_month": _by_month(found.money_by_month),
    }


def _three(spread: engine.Spread | None) -> list[float] | None:
    """Return the three quantiles of a spread."""
    return None if spread is None else [spread.p10, spread.p50, spread.p90]


def _by_month(spreads: Sequence[engine.Spread]) -> list[list[float]]:
    return [[spread.p10, spread.p50, spread.p90] for spread in spreads]

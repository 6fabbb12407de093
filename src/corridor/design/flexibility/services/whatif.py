"""Changes to a scheme's pipeline and its scenarios, and the play."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db import transaction

from corridor.core import audit
from corridor.core.models import Run
from corridor.design.budgets.models import Budget
from corridor.design.flexibility.models import PipelinePlan, PipelineStep, Scenario, ScenarioShock
from corridor.design.flexibility.runs import check_playable, cost_of_person, simulate
from corridor.design.flexibility.services.risks import check_living
from corridor.design.schemes.models import Scheme
from corridor.kernel.errors import N_, InputError

# What stands in a new pipeline until people enter what they know: wide ranges, and no source.
START_SHARES = (Decimal(50), Decimal(75), Decimal(95))
START_MONTHS = (Decimal("0.5"), Decimal(1), Decimal(3))


@transaction.atomic
def begin_pipeline(*, scheme: Scheme, by: Any) -> PipelinePlan:
    """Open a pipeline with wide ranges: the planned participants enter at once, the budget pays the training."""
    check_living(scheme=scheme, by=by)
    known = PipelinePlan.objects.filter(scheme=scheme).first()
    if known is not None:
        return known
    codes = PipelineStep.Code
    plan = PipelinePlan.objects.create(
        scheme=scheme,
        entrants=[scheme.target_participants or 100],
        target_step=codes.PLACED,
        target_people=scheme.target_placements or 10,
        target_month=24,
    )
    budget = Budget.objects.filter(scheme=scheme).first()
    cost = cost_of_person(budget) if budget is not None and budget.lines.exists() else None
    PipelineStep.objects.bulk_create(
        _start(plan, place, code, (cost or Decimal(0)) if code == codes.TRAINED else Decimal(0))
        for place, code in enumerate(codes.values, start=1)
    )
    audit.record(by=by, action="flexibility.pipeline_begun", obj=plan)
    return plan


def _start(plan: PipelinePlan, place: int, code: str, cost: Decimal) -> PipelineStep:
    least, likely, most = START_SHARES
    soon, usual, late = START_MONTHS
    return PipelineStep(
        plan=plan, code=code, place=place, share_least=least, share_likely=likely, share_most=most, months_least=soon,
        months_likely=usual, months_most=late, cost_per_person=round(cost, 2),
    )  # fmt: skip


@transaction.atomic
def save_pipeline(*, plan: PipelinePlan, steps: Iterable[PipelineStep], by: Any) -> PipelinePlan:
    """Keep the frame and the steps of a pipeline, after the engine has taken them."""
    check_living(scheme=plan.scheme, by=by)
    if plan.target_month > plan.months:
        raise InputError(
            N_("The target is set for month %(target)s, after the last month that is played, %(months)s."),
            hint=N_("Set an earlier target, or play more months."),
            field="target_month",
            params={"target": plan.target_month, "months": plan.months},
        )
    plan.save()
    for step in steps:
        step.save()
    check_playable(plan=PipelinePlan.objects.get(pk=plan.pk))
    audit.record(by=by, action="flexibility.pipeline_changed", obj=plan)
    return plan


@transaction.atomic
def save_scenario(*, scenario: Scenario, shocks: Iterable[ScenarioShock], by: Any) -> Scenario:
    """Keep a scenario with its shocks, if the engine can play them."""
    check_living(scheme=scenario.plan.scheme, by=by)
    scenario.save()
    scenario.shocks.all().delete()
    for shock in shocks:
        shock.pk, shock.scenario = None, scenario
        shock.save()
    check_playable(plan=scenario.plan, scenario=Scenario.objects.get(pk=scenario.pk))
    audit.record(by=by, action="flexibility.scenario_saved", obj=scenario)
    return scenario


@transaction.atomic
def remove_scenario(*, scenario: Scenario, by: Any) -> None:
    """Take a scenario away; runs that played it are kept."""
    check_living(scheme=scenario.plan.scheme, by=by)
    audit.record(by=by, action="flexibility.scenario_removed", obj=scenario)
    scenario.delete()


@transaction.atomic
def play(*, plan: PipelinePlan, by: Any) -> Run:
    """Play the pipeline as its rows stand, with every scenario, or return the run of the very same rows."""
    run = simulate(plan=plan, by=by)
    audit.record(by=by, action="flexibility.pipeline_played", obj=plan, detail={"run": run.pk})
    return run

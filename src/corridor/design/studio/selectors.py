"""Reading a plan as a whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from corridor.access.selectors import Person, visible
from corridor.design.budgets.models import Budget
from corridor.design.budgets.runs import blocks_of
from corridor.design.outlook.selectors import drain_blocks
from corridor.design.partnerships.models import BodyMember, Decision
from corridor.design.schemes.models import Scheme, StepApproval
from corridor.design.studio.coherence import tensions_of
from corridor.design.studio.snapshots import step_digest
from corridor.design.studio.steps import STEPS, Missing, Plan, Step, lacking
from corridor.kernel.cycle import Motivation
from corridor.kernel.mobility import ModelChoice, Track, choose_model


@dataclass(frozen=True)
class StepState:
    """How far a step is."""

    step: Step
    missing: tuple[Missing, ...]

    @property
    def is_ready(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing


def plan_of(*, scheme: Scheme) -> Plan:
    """Return the whole plan of a scheme that was reached through its door."""
    objectives = tuple(scheme.objectives.all())
    tensions = tuple(tensions_of(objectives, scheme.mitigations.all()))
    budget = Budget.objects.filter(scheme=scheme).first()
    return Plan(
        scheme=scheme,
        objectives=objectives,
        tensions=tensions,
        is_coherence_signed=bool(tensions) and _is_signed(scheme, "objectives"),
        corridors=tuple(scheme.corridors.all()),
        occupations=tuple(scheme.occupations.values_list("isco08", flat=True)),
        screenings=tuple(scheme.screenings.select_related("chosen")),
        partners=tuple(scheme.partners.select_related("organisation")),
        bodies=tuple(scheme.bodies.all()),
        seats=BodyMember.objects.filter(body__scheme=scheme).count(),
        decisions_adopted=Decision.objects.filter(body__scheme=scheme, outcome=Decision.Outcome.ADOPTED).count(),
        activities=tuple(scheme.activities.select_related("responsible")),
        pathways=tuple(scheme.pathways.select_related("pathway", "corridor")),
        indicators=tuple(scheme.indicators.all()),
        drain_blocks=drain_blocks(scheme=scheme, on=timezone.localdate()),
        **_budget_of(budget),
    )


def step_states(plan: Plan) -> list[StepState]:
    """Return how far each of the five steps is."""
    return [StepState(step, tuple(lacking(step, plan))) for step in STEPS]


@dataclass(frozen=True)
class Signed:
    """The last approval of a step, and whether the step was changed since."""

    approval: StepApproval
    is_current: bool


def signed_of(*, scheme: Scheme, step: str, user: Person) -> Signed | None:
    """Return the last approval of a step, None before the first."""
    rows = visible(StepApproval.objects.filter(scheme=scheme, step=step), user=user)
    last = rows.select_related("approved_by").order_by("-pk").first()
    return Signed(last, last.digest == step_digest(scheme, step)) if last else None


def _is_signed(scheme: Scheme, step: str) -> bool:
    last = StepApproval.objects.filter(scheme=scheme, step=step).order_by("-pk").first()
    return last is not None and last.digest == step_digest(scheme, step)


def track_of(answer: Mapping[str, Any]) -> Track:
    """Return a stored answer to the chooser as the kernel reads it."""
    return Track.of(answer["time_frame"], *answer["purposes"], is_seasonal=bool(answer.get("is_seasonal")))


def mobility_of(*, plan: Plan) -> ModelChoice | None:
    """Return the mobility model that follows from the answers, with its reasons; None before there are any."""
    drives = {Motivation(row.code) for row in plan.objectives}
    tracks = [track_of(answer) for answer in plan.scheme.tracks]
    return choose_model(tracks, motivations=drives) if tracks else None


def _budget_of(budget: Budget | None) -> dict[str, Any]:
    if budget is None:
        return {}
    lines = budget.lines.count()
    return {"budget": budget, "budget_lines": lines, "budget_blocks": blocks_of(budget) if lines else ()}

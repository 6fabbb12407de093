"""The five design steps as data: what each step asks for before a plan may be approved."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from corridor.design.activities.models import Activity, SchemePathway
from corridor.design.budgets.models import Budget
from corridor.design.outlook.selectors import DrainPair
from corridor.design.partnerships.models import GovernanceBody, Partner
from corridor.design.results.models import Indicator
from corridor.design.schemes.models import Objective, Scheme, SchemeCorridor
from corridor.design.screening.models import ScreeningExercise
from corridor.design.studio.coherence import FoundTension

Label = str | Promise


@dataclass(frozen=True)
class Plan:
    """A scheme with all parts of its plan, as the rules of the steps read them."""

    scheme: Scheme
    objectives: tuple[Objective, ...] = ()
    tensions: tuple[FoundTension, ...] = ()
    is_coherence_signed: bool = False
    corridors: tuple[SchemeCorridor, ...] = ()
    occupations: tuple[str, ...] = ()
    screenings: tuple[ScreeningExercise, ...] = ()
    partners: tuple[Partner, ...] = ()
    bodies: tuple[GovernanceBody, ...] = ()
    seats: int = 0
    decisions_adopted: int = 0
    activities: tuple[Activity, ...] = ()
    pathways: tuple[SchemePathway, ...] = ()
    budget: Budget | None = None
    budget_lines: int = 0
    budget_blocks: tuple[str, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    drain_blocks: tuple[DrainPair, ...] = ()


@dataclass(frozen=True)
class Missing:
    """A required field that is not filled: the step where it is filled, its stable name and its label."""

    step: str
    field: str
    label: Label


@dataclass(frozen=True)
class Required:
    """One thing that a step must hold before approval."""

    field: str
    label: Label
    is_met: Callable[[Plan], bool]


@dataclass(frozen=True)
class Step:
    """One of the five steps: its address, its title, the parts that it edits and what it requires."""

    code: str
    number: int
    title: Label
    lead: Label
    parts: tuple[str, ...]
    requires: tuple[Required, ...] = field(default=())

    def missing(self, plan: Plan) -> list[Missing]:
        """Return what this step still lacks."""
        return [Missing(self.code, each.field, each.label) for each in self.requires if not each.is_met(plan)]


def _of_kind(kind: str) -> Callable[[Plan], bool]:
    return lambda plan: any(row.kind == kind for row in plan.objectives)


def _chosen(kind: str) -> Callable[[Plan], bool]:
    return lambda plan: any(each.kind == kind and each.chosen_id and each.reason for each in plan.screenings)


def _has_phase(phase: str) -> Callable[[Plan], bool]:
    return lambda plan: any(row.phase in {phase, Activity.Phase.MULTI} for row in plan.activities)


def _has_pathways(plan: Plan) -> bool:
    served = {row.corridor_id for row in plan.pathways}
    return bool(plan.corridors) and all(corridor.pk in served for corridor in plan.corridors)


def _all_indicators(*names: str) -> Callable[[Plan], bool]:
    return lambda plan: all(getattr(row, name) not in (None, "") for row in plan.indicators for name in names)


STEPS: tuple[Step, ...] = (
    Step(
        "objectives",
        1,
        _("Objectives and motivations"),
        _("Say what the scheme is for, what moves each side, and where these wishes pull apart."),
        ("objectives",),
        (
            Required("objective", _("An objective"), _of_kind(Objective.Kind.OBJECTIVE)),
            Required("motivation", _("A motivation"), _of_kind(Objective.Kind.MOTIVATION)),
            Required(
                "mitigation",
                _("An answer to every tension between the objectives"),
                lambda plan: all(each.is_answered for each in plan.tensions),
            ),
        ),
    ),
    Step(
        "choice",
        2,
        _("Sector and country"),
        _("Compare sectors and countries by weighted criteria on fixed scales, then choose and say why."),
        ("sectors", "sector-criteria", "countries", "country-criteria", "corridors", "occupations"),
        (
            Required("sector", _("The sector"), lambda plan: bool(plan.scheme.nace2)),
            Required("sector_reason", _("The chosen sector with its reason"), _chosen("sector")),
            Required("country_reason", _("The chosen country with its reason"), _chosen("country")),
            Required("corridor", _("A corridor: origin and destination"), lambda plan: bool(plan.corridors)),
            Required("occupation", _("An occupation"), lambda plan: bool(plan.occupations)),
            Required(
                "brain_drain",
                _("For every health occupation and country of origin a dated statement that is not red"),
                lambda plan: not plan.drain_blocks,
            ),
        ),
    ),
    Step(
        "model",
        3,
        _("Duration and type of mobility"),
        _("Answer how long people stay and what for; the mobility model follows with its reason."),
        (),
        (
            Required("model", _("The mobility model"), lambda plan: bool(plan.scheme.model)),
            Required("start_date", _("The start of the scheme"), lambda plan: plan.scheme.start_date is not None),
            Required("end_date", _("The end of the scheme"), lambda plan: plan.scheme.end_date is not None),
            Required(
                "target_participants", _("Participants planned"), lambda plan: bool(plan.scheme.target_participants)
            ),
            Required("target_placements", _("Placements planned"), lambda plan: bool(plan.scheme.target_placements)),
        ),
    ),
    Step(
        "design",
        4,
        _("Design of the scheme"),
        _("Bring in the partners, plan the activities and the legal way, share the costs, and say who decides."),
        ("partners", "motives", "activities", "pathways", "bodies", "seats", "meetings", "decisions"),
        (
            Required("partners", _("At least two partners"), lambda plan: len(plan.partners) >= 2),
            Required(
                "employers",
                _("A partner who speaks for employers"),
                lambda plan: any(row.group == Partner.Group.EMPLOYERS for row in plan.partners),
            ),
            Required("activity_before", _("An activity before departure"), _has_phase(Activity.Phase.PRE_DEPARTURE)),
            Required("activity_during", _("An activity during the stay"), _has_phase(Activity.Phase.DURING)),
            Required("pathway", _("A legal pathway for every corridor"), _has_pathways),
            Required("budget", _("A budget with at least one line"), lambda plan: plan.budget_lines > 0),
            Required("budget_rules", _("A budget that no rule blocks"), lambda plan: not plan.budget_blocks),
            Required("body", _("A governance body with members"), lambda plan: bool(plan.bodies) and plan.seats > 0),
            Required("decision", _("A decision of a body that was adopted"), lambda plan: plan.decisions_adopted > 0),
        ),
    ),
    Step(
        "results",
        5,
        _("Monitoring and evaluation"),
        _("Name the few indicators by which everybody will see whether the scheme works."),
        ("indicators",),
        (
            Required("indicator", _("An indicator"), lambda plan: bool(plan.indicators)),
            Required("baseline", _("A baseline for every indicator"), _all_indicators("baseline")),
            Required(
                "target", _("A target with its date for every indicator"), _all_indicators("target", "target_date")
            ),
            Required("source", _("A source for every indicator"), _all_indicators("source")),
        ),
    ),
)
BY_CODE = {step.code: step for step in STEPS}


SIGN_OFF = Required(
    "sign_off",
    _("The coherence matrix signed off by a named person"),
    lambda plan: not plan.tensions or plan.is_coherence_signed,
)


def lacking(step: Step, plan: Plan) -> list[Missing]:
    """Return what a step still lacks before the plan is approved.

    Where the matrix marks a tension, somebody signs the step of the objectives off: this comes after its entries, so
    it is no entry that the signature itself would wait for.
    """
    signature = [] if step.code != "objectives" or SIGN_OFF.is_met(plan) else [SIGN_OFF]
    return [*step.missing(plan), *(Missing(step.code, each.field, each.label) for each in signature)]


def missing_of(plan: Plan) -> list[Missing]:
    """Return all that the plan still lacks, step by step."""
    return [missing for step in STEPS for missing in lacking(step, plan)]

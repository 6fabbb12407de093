"""What the pages show of an effect and of a simulation: rows of a table, and the pictures."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _, gettext_lazy

from corridor.design.flexibility.models import PipelinePlan, PipelineStep, Scenario
from corridor.design.flexibility.runs import BudgetEffect
from corridor.design.flexibility.selectors import Move
from corridor.ui import formats, viz

Label = str | Promise
# The table beside a chart has one row for each quarter of a year.
_QUARTER = 3


@dataclass(frozen=True)
class EffectRow:
    """A sum of the budget before and after a change, in the budget's currency."""

    label: Label
    before: Decimal | None
    after: Decimal | None

    @property
    def difference(self) -> Decimal | None:
        """How much more, None where one of the two is not known."""
        return None if self.before is None or self.after is None else self.after - self.before


def effect_rows(effect: BudgetEffect) -> list[EffectRow]:
    """Return what a change does to the total and to the cost of one person."""
    before, after = effect.before, effect.after
    return [
        EffectRow(gettext_lazy("Budget in all"), before.total, after.total),
        EffectRow(
            gettext_lazy("Cost of one participant"), before.unit_costs.per_participant, after.unit_costs.per_participant
        ),
        EffectRow(
            gettext_lazy("Cost of one placement"), before.unit_costs.per_placement, after.unit_costs.per_placement
        ),
    ]


@dataclass(frozen=True)
class MoveRow:
    """One change of a request in the reader's numbers and dates."""

    label: str
    before: str
    after: str


def move_rows(moves: Iterable[Move]) -> list[MoveRow]:
    """Return what a request changes, for the table."""
    return [MoveRow(move.label, _shown(move.before), _shown(move.after)) for move in moves]


def _shown(value: Any) -> str:
    if isinstance(value, dt.date):
        return formats.date(value)
    return formats.number(value) if isinstance(value, int | Decimal) else str(value or formats.NOTHING)


@dataclass(frozen=True)
class Outcome:
    """The plan as it stands, or a scenario, as the simulation found it; `scenario` is None for the plan itself."""

    name: Label
    scenario: Scenario | None
    result: Mapping[str, Any]
    people_chart: SafeString
    money_chart: SafeString
    months: list[tuple[int, list[float], list[float]]]

    @property
    def is_base(self) -> bool:
        """Whether this is the plan without shocks."""
        return self.scenario is None


def outcomes_of(plan: PipelinePlan, result: Mapping[str, Any], currency: str) -> list[Outcome]:
    """Return the plan as it stands and each scenario that was played, in the order of the page."""
    base = result["base"]
    found = [_outcome(_("The plan as it stands"), None, base, base, currency)]
    for scenario in plan.scenarios.all():
        if played := result["scenarios"].get(str(scenario.pk)):
            found.append(_outcome(str(scenario), scenario, played, base, currency))
    return found


def _outcome(
    name: str, scenario: Scenario | None, result: Mapping[str, Any], base: Mapping[str, Any], currency: str
) -> Outcome:
    uid = f"w{scenario.pk if scenario else 0}"
    people, money = result["people_by_month"], result["money_by_month"]
    money_title = _("Money spent by month, in thousands of %(currency)s") % {"currency": currency}
    quarters = range(_QUARTER - 1, len(people), _QUARTER)
    return Outcome(
        name=name,
        scenario=scenario,
        result=result,
        people_chart=_chart(uid, _("People through the step of the target, by month"), name, people, base, "people"),
        money_chart=_chart(uid, money_title, name, money, base, "money"),
        months=[(month + 1, people[month], money[month]) for month in quarters],
    )


def _chart(
    uid: str, title: str, name: str, values: list[list[float]], base: Mapping[str, Any], what: str
) -> SafeString:
    """Draw the middle run with the band of eight in ten runs; beside a scenario, the plan as it stands."""
    low, middle, high = ([three[place] for three in values] for place in range(3))
    # No words at the ends of lines: two of them end at the same place as soon as a shock is made up for.
    lines = [viz.Series("", middle, 0, low, high)]
    plain = base[f"{what}_by_month"]
    if plain != values:
        lines = [viz.Series("", middle, 1, low, high), viz.Series("", [row[1] for row in plain], 0)]
    shown = _thousands if what == "money" else _whole
    words = _("%(name)s. After %(months)s months: %(low)s to %(high)s, half of the runs up to %(middle)s.") % {
        "name": name, "months": len(values), "low": shown(low[-1]), "high": shown(high[-1]), "middle": shown(middle[-1])
    }  # fmt: skip
    labels = [formats.number(month) for month in range(1, len(values) + 1)]
    return viz.line_chart(labels, lines, uid=f"{uid}-{what}", title=title, desc=words, shown=shown, width=520.0)


def _whole(value: float) -> str:
    return formats.number(value, 0)


def _thousands(value: float) -> str:
    return formats.number(value / 1000, 0)


@dataclass(frozen=True)
class StepRow:
    """One step over all runs of the plan as it stands."""

    label: str
    begun: list[float]
    passed: list[float]
    queued: list[float]
    waited_months: float
    is_bottleneck: bool


def step_rows(plan: PipelinePlan, result: Mapping[str, Any]) -> list[StepRow]:
    """Return the steps with the people in them."""
    labels, base = dict(PipelineStep.Code.choices), result["base"]
    return [
        StepRow(
            label=str(labels.get(code, code)),
            begun=row["begun"],
            passed=row["passed"],
            queued=row["queued"],
            waited_months=row["waited_months"],
            is_bottleneck=code == base["bottleneck"],
        )
        for code, row in base["steps"].items()
    ]

"""The tables of the dashboard, once for the page and once for the file: same columns, same rows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _, pgettext

from corridor.batch.taxonomy import cost_items
from corridor.core.models import Run
from corridor.core.wordings import worded
from corridor.delivery.protection.models import FeeReport
from corridor.design.budgets.models import PayerKind
from corridor.design.budgets.sheets import HEADS
from corridor.evaluation.monitoring.lens import Lens
from corridor.evaluation.monitoring.rules import Sex, Stage
from corridor.evaluation.monitoring.runs import Results, shown_counts
from corridor.evaluation.monitoring.selectors.money import UNPLANNED
from corridor.evaluation.monitoring.words import corridor_name, indicator_value, step_names
from corridor.knowledge.pathways.models import ProcedureStep
from corridor.ui import formats

Cells = tuple[object, ...]


@dataclass(frozen=True)
class Col:
    """One column: its name in the file and its heading on the page."""

    name: str
    label: str
    numeric: bool = True


@dataclass(frozen=True)
class Table:
    """One table: raw cells for the file; `shown` writes them for the reader."""

    name: str
    title: str
    columns: tuple[Col, ...]
    rows: tuple[Cells, ...]

    @property
    def shown(self) -> list[list[str]]:
        return [[written(cell) for cell in row] for row in self.rows]


def written(cell: object) -> str:
    """Write a cell for the reader; None is not known or not shown."""
    if cell is None:
        return formats.NOTHING
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return str(cell)
    # Beside thousands, cents only make noise; the file keeps them.
    return formats.number(cell, 0 if abs(cell) >= 1000 else None)


def funnel_table(results: Results, lens: Lens, by: Any) -> Table:
    """Return people by stage and sex."""
    groups = list(Sex.values)
    counts = [[stage.by_group.get(sex, 0) for sex in groups] for stage in results.funnel.stages]
    shown: Sequence[Sequence[int | None]] = [
        [*(shown_counts(row) if lens.is_protected else row), lens.count(sum(row))] for row in counts
    ]
    labels = [str(label) for label in Stage.labels]
    columns = (
        Col("stage", _("Stage"), numeric=False),
        Col("total", _("People")),
        *(Col(Sex(sex).name.lower(), str(Sex(sex).label)) for sex in groups),
    )
    rows = tuple((label, row[-1], *row[:-1]) for label, row in zip(labels, shown, strict=True))
    return Table("funnel", _("People by stage and sex"), columns, rows)


def corridor_table(results: Results, lens: Lens, by: Any) -> Table:
    """Return departures by corridor."""
    columns = (Col("corridor", _("Corridor"), numeric=False), Col("departed", pgettext("count", "Departed")))
    rows = tuple((corridor_name(*pair), lens.people(n)) for pair, n in results.corridors.items())
    return Table("corridors", _("Departures by corridor"), columns, rows)


def step_table(results: Results, lens: Lens, by: Any) -> Table:
    """Return how long each step takes."""
    columns = (
        Col("step", _("Step"), numeric=False),
        Col("party", _("Who must act"), numeric=False),
        Col("cases", _("Cases")),
        Col("open", _("Still open")),
        Col("median_days", _("Median (days)")),
        Col("p80_days", _("4 of 5 done within (days)")),
        Col("legal_days", _("Legal limit (days)")),
        Col("over_legal", _("Over the limit")),
    )
    names = step_names(results.scheme)
    parties = dict(ProcedureStep.Party.choices)
    found = results.steps.steps if results.steps else ()
    order = {code: place for place, code in enumerate(names)}
    rows = tuple(
        (
            names[step.step][0] if step.step in names else step.step,
            str(parties.get(names[step.step][1], "")) if step.step in names else "",
            lens.people(step.n),
            lens.people(step.n_open),
            at_least(step.median_days, step.longest_days),
            at_least(step.p80_days, step.longest_days),
            step.legal_days,
            lens.share(step.n_over_legal, step.n_judged) if step.n_judged and step.n_over_legal is not None else None,
        )
        for step in sorted(found, key=lambda each: order.get(each.step, 99))
    )
    return Table("steps", _("Time per step"), columns, rows)


def at_least(days: float | None, longest: float) -> object:
    """Return days, or the longest record as a lower bound where too many steps are still open."""
    return days if days is not None else _("more than %(days)s") % {"days": formats.number(longest)}


def money_table(results: Results, lens: Lens, by: Any) -> Table:
    """Return money by payer and head, planned and spent."""
    columns = (
        Col("payer", _("Payer"), numeric=False),
        Col("head", _("Budget head"), numeric=False),
        Col("planned", _("Planned")),
        Col("spent", _("Spent")),
    )
    planned = planned_by_both(results)
    keys = sorted({*planned, *results.spent.by_both}, key=lambda key: (PayerKind.values.index(key[0]), key[1]))
    rows = tuple(
        (payer_label(key[0]), head_label(key[1]), planned.get(key, 0.0), float(results.spent.by_both.get(key, 0)))
        for key in keys
    )
    return Table("money", _("Money by payer"), columns, rows)


def planned_by_both(results: Results) -> dict[tuple[str, str], float]:
    """Return planned money by payer and head."""
    found: dict[tuple[str, str], float] = {}
    for line in results.budget.lines if results.budget else ():
        item = cost_items().get(line.code)
        for payer, amount in line.by_payer.items():
            key = (payer, item.head if item else UNPLANNED)
            found[key] = found.get(key, 0.0) + float(amount)
    return found


def payer_label(code: str) -> str:
    """Return the name of a payer."""
    return str(dict(PayerKind.choices).get(code, code))


def head_label(code: str) -> str:
    """Return the name of a budget head."""
    return str(HEADS.get(code, code)) if code else _("Without a budget line")


def fee_table(results: Results, lens: Lens, by: Any) -> Table:
    """Return the fees that workers reported, by status. They are shown to every reader."""
    columns = (Col("status", _("Status"), numeric=False), Col("reports", _("Reports")))
    rows = tuple((str(label), results.fees.by_status.get(code, 0)) for code, label in FeeReport.Status.choices)
    return Table("fees", _("Fees that workers reported"), columns, rows)


def indicator_table(results: Results, lens: Lens, by: Any) -> Table:
    """Return the indicators with baseline, target, value today and light."""
    columns = (
        Col("code", _("Code"), numeric=False),
        Col("indicator", _("Indicator"), numeric=False),
        Col("baseline", _("Baseline")),
        Col("target", _("Target")),
        Col("now", _("Now")),
        Col("numerator", _("Numerator")),
        Col("denominator", _("Denominator")),
        Col("light", _("Light"), numeric=False),
        Col("source", _("Source"), numeric=False),
    )
    rows = tuple(
        (
            row.indicator.code,
            row.indicator.localised_name,
            row.indicator.baseline and float(row.indicator.baseline),
            row.indicator.target and float(row.indicator.target),
            indicator_value(row, lens),
            lens.count(None if row.now.numerator is None else int(row.now.numerator)),
            lens.count(row.now.denominator),
            str(row.progress.light) if row.progress else "grey",
            row.now.source or worded(row.indicator, "source"),
        )
        for row in results.indicators
    )
    return Table("indicators", _("Indicators"), columns, rows)


def unit_cost_table(results: Results, lens: Lens, by: Any) -> Table:
    """Return what a participant and a placement cost, with numerator and denominator."""
    currency = results.budget.currency if results.budget else results.scheme.currency
    columns = (
        Col("cost", _("Cost of"), numeric=False),
        Col("money", _("Money (%(currency)s)") % {"currency": currency}),
        Col("people", _("People")),
        Col("unit", _("Each (%(currency)s)") % {"currency": currency}),
    )
    costs = results.unit_costs
    named = (
        (_("One participant, as spent"), costs.spent_per_participant),
        (_("One placement, as spent"), costs.spent_per_placement),
        (_("One participant, as planned"), costs.planned_per_participant),
        (_("One placement, as planned"), costs.planned_per_placement),
    )
    rows = tuple((label, cost.cost, cost.count, rounded(cost.unit)) for label, cost in named if cost is not None)
    return Table("unit-costs", _("Unit costs"), columns, rows)


def rounded(value: float | None) -> float | None:
    """Round an amount to cents."""
    return None if value is None else round(value, 2)


def cohort_table(results: Results, lens: Lens, by: Any) -> Table:
    """Return the pass rate of each cohort."""
    columns = (
        Col("cohort", _("Cohort"), numeric=False),
        Col("enrolled", _("Enrolled")),
        Col("assessed", _("Took the test")),
        Col("passed", pgettext("count", "Passed")),
    )
    rows = tuple(
        (
            row.counts.cohort.name,
            lens.people(row.counts.enrolled),
            lens.people(row.counts.assessed),
            lens.share(row.counts.passed, row.counts.assessed),
        )
        for row in results.cohorts
    )
    return Table("cohorts", _("Training by cohort"), columns, rows)


def check_in_table(results: Results, lens: Lens, by: Any) -> Table:
    """Return what workers answered at check-ins; silence stays silence."""
    found = results.check_ins
    columns = (Col("answer", _("Answer"), numeric=False), Col("workers", _("Check-ins")))
    rows = (
        (_("Asked"), lens.people(found.asked)),
        (pgettext("count", "Answered"), lens.people(found.answered)),
        (_("Going well"), lens.people(found.well)),
        (_("Some problems"), lens.people(found.mixed)),
        (_("Needs help"), lens.people(found.bad)),
        (_("The work uses the person's skills"), lens.share(found.uses_skills, found.skills_answered)),
    )
    return Table("check-ins", _("Check-ins with workers"), columns, rows)


TABLES: Mapping[str, Callable[[Results, Lens, Any], Table]] = {
    "funnel": funnel_table,
    "corridors": corridor_table,
    "steps": step_table,
    "money": money_table,
    "fees": fee_table,
    "indicators": indicator_table,
    "unit-costs": unit_cost_table,
    "cohorts": cohort_table,
    "check-ins": check_in_table,
}


def run_line(run: Run) -> str:
    """Name the computation behind the figures."""
    return _("Computation %(number)s, inputs %(digest)s") % {"number": run.pk, "digest": run.input_digest[:12]}

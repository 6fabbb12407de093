"""The dashboard of a scheme as its page shows it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from corridor.core.models import Run
from corridor.core.wordings import quoted
from corridor.design.schemes.models import Scheme
from corridor.evaluation.monitoring import charts, runs, tables
from corridor.evaluation.monitoring.lens import Lens, hidden
from corridor.evaluation.monitoring.rules import Sex, Stage
from corridor.evaluation.monitoring.runs import IndicatorResult, Results
from corridor.evaluation.monitoring.tables import TABLES, Table
from corridor.evaluation.monitoring.words import (
    LIGHTS,
    basis_of,
    indicator_value,
    is_hidden,
    light_label,
    past_of,
    quantity,
    step_names,
)
from corridor.ui import formats
from corridor.ui.viz import FunnelRow, spark

Row = dict[str, Any]


@dataclass(frozen=True)
class Dashboard:
    """What the template draws."""

    results: Results
    run: Run
    tables: dict[str, Table]
    kpis: list[Row]
    phases: list[Row]
    funnel: list[FunnelRow]
    funnel_note: str
    map: Any
    money: Any
    payers: list[Row]
    indicators: list[Row]
    lights: list[Row]
    slowest: str
    way: str
    fees: Row
    check_ins: str
    is_protected: bool


def dashboard(*, results: Results, lens: Lens, user: Any) -> Dashboard:
    """Lay out the results of a scheme for one reader."""
    made = {name.replace("-", "_"): make(results, lens, user) for name, make in TABLES.items()}
    rows = [_indicator(row, lens) for row in results.indicators]
    return Dashboard(
        results=results,
        run=runs.keep(results, by=user),
        tables=made,
        kpis=_kpis(results, lens),
        phases=_phases(results),
        funnel=_funnel(results, lens, made["funnel"]),
        funnel_note=_funnel_note(results, lens),
        map=charts.corridor_map(results, lens),
        money=charts.money_flow(results),
        payers=_payers(results),
        indicators=rows,
        lights=_lights(rows),
        slowest=slowest_step(results),
        way=_way(results, lens),
        fees=_fees(results),
        check_ins=formats.asked(results.check_ins.answered, results.check_ins.asked) if results.check_ins.asked else "",
        is_protected=lens.is_protected,
    )


def _total(results: Results, stage: Stage) -> int:
    return results.funnel.stages[Stage.values.index(stage)].total


def _kpis(results: Results, lens: Lens) -> list[Row]:
    scheme, departed = results.scheme, _total(results, Stage.DEPARTED)
    target = scheme.target_placements
    costs, women = results.unit_costs, results.funnel.stages[Stage.values.index(Stage.DEPARTED)].by_group
    known = sum(n for sex, n in women.items() if sex)
    return [
        {"label": _("Registered"), "value": lens.people(_total(results, Stage.REGISTERED)), "icon": "users"},
        {
            "label": _("Departed"),
            "value": lens.people(departed),
            "icon": "plane-departure",
            "unit": f"/ {formats.number(target)}" if target and not results.wish.is_narrowed else "",
            "note": _("placements planned") if target and not results.wish.is_narrowed else "",
        },
        {
            "label": _("Women who departed"),
            "icon": "gender-bigender",
            **_share_kpi(women.get("f", 0), known, lens),
        },
        {
            "label": _("Days to departure"),
            "icon": "clock",
            "value": formats.number(results.way.median_days) if results.way else formats.NOTHING,
            "unit": _("days (median)") if results.way and results.way.median_days is not None else "",
            "note": _("%(n)s people, those who still wait included") % {"n": lens.people(results.way.n)}
            if results.way
            else "",
        },
        {
            "label": _("Spent per placement"),
            "icon": "coin-euro",
            "value": _money(costs.spent_per_placement.unit, results),
            "note": _("%(money)s for %(people)s people")
            % {"money": _money(costs.spent_per_placement.cost, results), "people": lens.people(departed)},
        },
        {
            "label": _("Fees paid by workers"),
            "icon": "shield-check",
            "value": formats.money(results.fees.known_eur, "EUR", 0),
            "delta": _reports(results.fees.reports) if results.fees.reports else "",
            "good": False,
            "note": "" if results.fees.reports else _("no report so far"),
            "href": "#fees",
        },
    ]


def _share_kpi(part: int, whole: int, lens: Lens) -> Row:
    shown = lens.share(part, whole)
    if not whole or whole < 10 or (lens.is_protected and "(" not in shown):
        return {"value": shown if whole and not lens.is_protected else formats.NOTHING, "note": shown if whole else ""}
    return {
        "value": formats.percent(part / whole),
        "note": _("%(n)s of %(all)s") % {"n": lens.people(part), "all": lens.people(whole)},
    }


def _reports(n: int) -> str:
    return _("reports: %(n)s") % {"n": formats.number(n)}


def _money(value: float | None, results: Results) -> str:
    return formats.money(None if value is None else round(value), _currency(results), 0)


def _currency(results: Results) -> str:
    return results.budget.currency if results.budget else str(results.scheme.currency)


def _phases(results: Results) -> list[Row]:
    scheme, has_cohorts = results.scheme, bool(results.cohorts)
    begun = [
        (_("Design"), True),
        (_("Recruit"), _total(results, Stage.REGISTERED) > 0),
        (_("Train"), has_cohorts),
        (_("Move"), _total(results, Stage.ACCEPTED) > 0),
        (_("Work"), _total(results, Stage.WORKING) > 0),
        (_("Return"), _total(results, Stage.RETURNED) > 0),
    ]
    is_closed = scheme.status == Scheme.Status.CLOSED
    return [
        {"label": label, "state": "done" if is_closed or (n == 0 and scheme.version) else "now" if is_begun else "todo"}
        for n, (label, is_begun) in enumerate(begun)
    ]


def _funnel(results: Results, lens: Lens, table: Table) -> list[FunnelRow]:
    stages = results.funnel.stages
    first = stages[0].total or 1
    passed = [_passed(stage.from_previous, lens) for stage in stages]
    known = [share for share in passed if share is not None]
    worst = min(known) if len(known) > 1 else None
    rows = [
        FunnelRow(
            label=str(row[0]),
            count=lens.count(stage.total),  # type: ignore[arg-type]  # None is written as a dash, its words stand below
            of_first_pct=100 * (stage.total if lens.count(stage.total) is not None else 0) / first,
            passed=share,
            low=share is not None and share == worst and share < 1,
            detail=_by_sex(row, stage.total, lens),
        )
        for stage, row, share in zip(stages, table.rows, passed, strict=True)
    ]
    rows.insert(5, _trained(results, lens, first))
    return rows


def _passed(share: Any, lens: Lens) -> float | None:
    """Return the share who came from the stage before, where the group is large enough to say so."""
    if share is None or share.is_small or lens.count(share.count) is None:
        return None
    return None if lens.count(share.answered - share.count) is None else share.value


def _by_sex(row: Any, total: int, lens: Lens) -> str:
    if not total:
        return ""
    if lens.count(total) is None:
        return hidden()
    names = [str(Sex(sex).label) for sex in Sex.values]
    shown = [
        f"{name}: {hidden() if n is None else formats.number(n)}"
        for name, n in zip(names, row[2:], strict=True)
        if n is None or n > 0
    ]
    return " · ".join(shown)


def _trained(results: Results, lens: Lens, first: int) -> FunnelRow:
    # Training is no gate of its own: some travel with a certificate that they had before.
    words = _("of those who accepted: %(share)s") % {
        "share": lens.share(results.trained.count, results.trained.answered)
    }
    shown = lens.count(results.trained.count)
    return FunnelRow(
        label=_("Course completed"),
        count=shown,  # type: ignore[arg-type]  # None is written as a dash
        of_first_pct=100 * (shown or 0) / first,
        passed=None,
        detail=words if results.trained.answered else "",
        series=2,
    )


def _funnel_note(results: Results, lens: Lens) -> str:
    n = results.reached.departed_uncleared
    words = _("Last column: share that moved on from the stage before, where it had ten people or more.")
    if not n:
        return words
    return f"{words} " + _("Departed without a registered contract: %(n)s.") % {"n": lens.people(n)}


def _payers(results: Results) -> list[Row]:
    planned = {code: float(n) for code, n in results.budget.by_payer.items()} if results.budget else {}
    spent = {code: float(n) for code, n in results.spent.by_payer.items()}
    total = sum(planned.values()) or sum(spent.values()) or 1.0
    codes = [code for code in charts.SERIES if code == "migrant" or planned.get(code) or spent.get(code)]
    return [
        {
            "label": tables.payer_label(code),
            "series": charts.SERIES[code],
            "share": (planned or spent).get(code, 0.0) / total,
            "planned": _money(planned.get(code, 0.0), results),
            "spent": _money(spent.get(code, 0.0), results),
        }
        for code in codes
    ]


def _indicator(row: IndicatorResult, lens: Lens) -> Row:
    indicator, progress = row.indicator, row.progress
    is_kept_back = is_hidden(indicator, row.now, lens)
    light = str(progress.light) if progress and not is_kept_back else "grey"
    past = past_of(row, lens)
    return {
        "name": indicator.localised_name,
        "level": indicator.get_level_display(),
        "baseline": quantity(_float(indicator.baseline), indicator.unit),
        "target": quantity(_float(indicator.target), indicator.unit),
        "target_date": indicator.target_date,
        "now": indicator_value(row, lens),
        "basis": basis_of(row, lens),
        "kind": LIGHTS[light],
        "light": _("Not shown") if is_kept_back else light_label(light),
        "trend": spark(past) if len(past) > 1 else "",
        "trend_words": ", ".join(quantity(value, indicator.unit) for value in past),
        "source": row.now.source or quoted(indicator, "source"),
        "is_computed": row.now.is_computed,
        "as_of": row.now.as_of,
    }


def _lights(rows: list[Row]) -> list[Row]:
    return [
        {"kind": kind, "label": label, "n": n}
        for kind, label in (
            ("ok", _("On track")),
            ("warn", _("At risk")),
            ("bad", _("Off track")),
            ("none", _("Nothing to compare yet")),
        )
        if (n := sum(1 for row in rows if row["kind"] == kind))
    ]


def _float(value: Any) -> float | None:
    return None if value is None else float(value)


def slowest_step(results: Results) -> str:
    """Name the step that takes longest; empty where no step has enough cases to say so."""
    if results.steps is None or results.steps.slowest_step is None:
        return ""
    code = results.steps.slowest_step
    found = next(step for step in results.steps.steps if step.step == code)
    name = step_names(results.scheme).get(code, (code, ""))[0]
    days = found.longest_days if found.median_days is None else found.median_days
    return _("Slowest step: %(step)s, median %(days)s days.") % {"step": name, "days": formats.number(days)}


def _way(results: Results, lens: Lens) -> str:
    way = results.way
    if way is None or way.median_days is None or way.p80_days is None:
        return ""
    return _(
        "From selection to departure: half within %(half)s days, four of five within %(most)s days. %(n)s people are "
        "counted, those who still wait included; the indicator takes only those who have departed."
    ) % {
        "half": formats.number(way.median_days),
        "most": formats.number(way.p80_days),
        "n": lens.people(way.n),
    }


def _fees(results: Results) -> Row:
    fees = results.fees
    return {
        "reports": fees.reports,
        "known": formats.money(fees.known_eur, "EUR"),
        "repaid": formats.money(fees.repaid_eur, "EUR"),
        "without_amount": fees.without_amount,
    }


def scheme_lights(*, scheme: Scheme, today: date) -> list[Row]:
    """Return how many indicators of a scheme stand at each light, for the list of schemes."""
    found = runs.indicator_results(scheme=scheme, today=today, with_trend=False)
    kinds = [{"kind": LIGHTS[str(row.progress.light) if row.progress else "grey"]} for row in found]
    return _lights(kinds)


def crumbs(scheme: Scheme) -> list[tuple[str, str]]:
    """Return the way to a scheme's dashboard."""
    return [(_("Results"), reverse("monitoring:overview")), (scheme.localised_name, "")]

"""What the pages of projections and panels show: charts, tables, bands, reasons."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _, gettext_lazy

from corridor.design.outlook.models import DelphiStudy, OccupationOutlook, OutlookInput, OutlookScenario
from corridor.design.outlook.rules import SMALL_GROUP, UNITS
from corridor.design.outlook.runs.panels import PanelCourse, courses_of
from corridor.design.outlook.runs.projections import Projected
from corridor.design.outlook.selectors.panels import Reason, reasons_of, rounds_of
from corridor.design.outlook.selectors.projections import OutlookData
from corridor.design.schemes import choices
from corridor.ui import formats
from corridor.ui.viz.fan import Fan, Mark, fan_chart

FACTOR_LABELS = {
    "demand": gettext_lazy("Demand times"),
    "graduates": gettext_lazy("Graduates times"),
    "immigration": gettext_lazy("People from abroad times"),
    "returns": gettext_lazy("People who come back times"),
    "retire": gettext_lazy("Retirement times"),
    "emigrate": gettext_lazy("Emigration times"),
}


@dataclass(frozen=True)
class ScenarioRow:
    """A scenario side by side with the others, in the last year of the projection."""

    scenario: OutlookScenario
    supply: str
    demand: str
    gap: str
    recruits: str
    shortage: float
    is_shortage: bool
    changes: tuple[str, ...]


@dataclass(frozen=True)
class InputRow:
    """A number with its unit, range and source."""

    label: str
    value: str
    row: OutlookInput


@dataclass(frozen=True)
class RoundRow:
    """A round of a panel: how many answered of how many, and what they said."""

    number: int
    n: int
    asked: int
    median: float
    q1: float
    q3: float
    agreement: float
    consensus: bool
    moved: float | None


@dataclass(frozen=True)
class PanelSheet:
    """What a panel said about an occupation."""

    isco08: str
    label: str
    rounds: tuple[RoundRow, ...]
    reasons: tuple[Reason, ...]
    is_settled: bool
    is_small: bool
    chart: SafeString | None = None

    @property
    def last(self) -> RoundRow:
        """The latest round that is closed."""
        return self.rounds[-1]


def title_of(outlook: OccupationOutlook) -> str:
    """Return the occupation and the country in the reader's language."""
    return _("%(occupation)s in %(country)s") % {
        "occupation": choices.occupation(outlook.isco08),
        "country": choices.country(outlook.iso3),
    }


def chart_of(projected: Projected, *, estimates: Sequence[tuple[str, int, PanelCourse]] = ()) -> SafeString:
    """Draw demand and supply as now, with the panel's estimates beside them."""
    base, past = projected.base, _past(projected.data)
    first = min([*past, base.years[0].year - 1])
    last = max([base.years[-1].year, *(year for _about, year, _course in estimates)])
    labels = [str(year) for year in range(first, last + 1)]
    start = base.years[0].year - first
    demand = [year.demand for year in base.years]
    supply = [year.supply for year in base.years]
    known = [past.get(first + index) for index in range(start)]
    fans = [
        _fan(_("Demand"), start, demand, series=1, known=past.get(first + start - 1), past=known),
        _fan(_("Supply"), start, supply, series=0, known=_stock(projected.data)),
    ]
    marks = [_mark(course, year - first) for about, year, course in estimates if about in ("demand", "supply")]
    return fan_chart(
        labels,
        fans,
        uid=f"outlook-{projected.data.outlook.pk}",
        title=title_of(projected.data.outlook),
        desc=_("Demand and supply in people, year by year, with the range from the tenth to the ninetieth percentile."),
        marks=[mark for mark in marks if 0 <= mark.index < len(labels)],
        shown=formats.number,
    )


def gap_chart(projected: Projected, *, most: int = 6) -> SafeString:
    """Draw the gap of every scenario; the range is that of the scenario as now."""
    labels = [str(year.year) for year in projected.base.years]
    fans = []
    for place, (scenario, projection) in enumerate(projected.by_scenario[:most]):
        middle = [year.gap.p50 for year in projection.years]
        ends = ([year.gap.p10 for year in projection.years], [year.gap.p90 for year in projection.years])
        low, high = ends if place == 0 else ((), ())
        fans.append(Fan(scenario.label, 0, middle, low, high, series=place))
    return fan_chart(
        labels,
        fans,
        uid=f"gap-{projected.data.outlook.pk}",
        title=_("Gap by scenario"),
        desc=_("Demand minus supply in people for each scenario; above zero is a shortage."),
        shown=formats.number,
    )


def scenario_rows(projected: Projected) -> list[ScenarioRow]:
    """Return the scenarios side by side."""
    rows = []
    for scenario, projection in projected.by_scenario:
        last = projection.years[-1]
        rows.append(
            ScenarioRow(
                scenario=scenario,
                supply=_band(last.supply),
                demand=_band(last.demand),
                gap=_band(last.gap),
                recruits=_band(projection.recruits_needed),
                shortage=last.shortage_probability,
                is_shortage=last.gap.p50 > 0,
                changes=changes_of(scenario),
            )
        )
    return rows


def year_rows(projected: Projected) -> list[list[str]]:
    """Return the projection as now, year by year."""
    return [
        [str(year.year), _band(year.demand), _band(year.supply), _band(year.gap), _band(year.replacement)]
        for year in projected.base.years
    ]


def input_rows(data: OutlookData) -> list[InputRow]:
    """Return the numbers of a projection in words, each with its source."""
    found = []
    for kind in data.kinds:
        row = data.inputs.get(kind.name)
        if row is None:
            continue
        shown = _plain(row.value)
        if row.low is not None or row.high is not None:
            low, high = (_plain(row.value if end is None else end) for end in (row.low, row.high))
            shown = _("%(value)s (%(low)s to %(high)s)") % {"value": shown, "low": low, "high": high}
        found.append(InputRow(str(kind.label), f"{shown} {UNITS[kind.unit]}", row))
    return found


def changes_of(scenario: OutlookScenario) -> tuple[str, ...]:
    """Return what a scenario changes, in words."""
    found = []
    if scenario.demand_growth_change:
        text = _("demand grows by %(points)s percentage points a year more")
        if scenario.demand_growth_change < 0:
            text = _("demand grows by %(points)s percentage points a year less")
        found.append(text % {"points": _plain(abs(scenario.demand_growth_change))})
    for name in FACTOR_LABELS:
        factor = getattr(scenario, f"times_{name}")
        if factor != 1:
            found.append(f"{FACTOR_LABELS[name]} {_plain(factor)}")
    return tuple(found)


def panel_sheets(study: DelphiStudy, *, with_charts: bool = True) -> list[PanelSheet]:
    """Return what the panel said about each occupation in the rounds that are closed."""
    rounds = {row.number: row for row in rounds_of(study)}
    found = []
    for each in courses_of(study):
        shown = [
            RoundRow(
                number, one.n, rounds[number].asked, one.median, one.q1, one.q3, one.agreement, one.consensus,
                each.course.changes[place - 1].median_change if place else None,
            )
            for place, (number, one) in enumerate(zip(each.numbers, each.course.rounds, strict=True))
        ]  # fmt: skip
        last = shown[-1]
        reasons = reasons_of(rounds[last.number], each.isco08, q1=last.q1, q3=last.q3)
        found.append(
            PanelSheet(
                isco08=each.isco08,
                label=choices.occupation(each.isco08),
                rounds=tuple(_finite(row) for row in shown),
                reasons=tuple(reasons),
                is_settled=each.course.is_settled,
                is_small=last.n < SMALL_GROUP,
                chart=_rounds_chart(study, each) if with_charts and len(shown) > 1 else None,
            )
        )
    return found


def _rounds_chart(study: DelphiStudy, each: PanelCourse) -> SafeString:
    rounds = each.course.rounds
    labels = [_("Round %(number)s") % {"number": number} for number in each.numbers]
    middle, low, high = ([getattr(one, end) for one in rounds] for end in ("median", "q1", "q3"))
    fan = Fan(_("middle answer"), 0, middle, low, high)
    return fan_chart(
        labels,
        [fan],
        uid=f"rounds-{study.pk}-{each.isco08}",
        title=choices.occupation(each.isco08),
        desc=_("The middle answer of each round with the middle half of the answers."),
        shown=formats.number,
        height=200.0,
    )


def _plain(value: Decimal) -> str:
    """Write a number without decimals that say nothing."""
    return formats.number(value, max(0, -int(value.normalize().as_tuple().exponent)))


def _finite(row: RoundRow) -> RoundRow:
    if row.moved is None or math.isfinite(row.moved):
        return row
    return RoundRow(row.number, row.n, row.asked, row.median, row.q1, row.q3, row.agreement, row.consensus, None)


def _past(data: OutlookData) -> dict[int, float]:
    if data.outlook.demand_kind != OccupationOutlook.DemandKind.SERIES:
        return {}
    return {point.year: float(point.value) for point in data.points}


def _stock(data: OutlookData) -> float | None:
    row = data.inputs.get("stock")
    return None if row is None else float(row.value)


def _fan(
    label: str,
    start: int,
    bands: Sequence[Any],
    *,
    series: int,
    known: float | None,
    past: Sequence[float | None] = (),
) -> Fan:
    """Return a fan, which begins at the number of the base year where it is known."""
    middle, low, high = _ends(bands)
    if known is not None:
        start, middle, low, high = start - 1, [known, *middle], [known, *low], [known, *high]
    return Fan(label, start, middle, low, high, series=series, past=past)


def _ends(bands: Sequence[Any]) -> tuple[list[float], list[float], list[float]]:
    return [band.p50 for band in bands], [band.p10 for band in bands], [band.p90 for band in bands]


def _mark(course: PanelCourse, index: int) -> Mark:
    last = course.course.rounds[-1]
    label = _("Panel of experts: %(value)s (%(low)s to %(high)s)") % {
        "value": formats.number(last.median),
        "low": formats.number(last.q1),
        "high": formats.number(last.q3),
    }
    return Mark(label, index, last.median, last.q1, last.q3)


def _band(band: Any) -> str:
    """Return the middle with its range, in whole people."""
    return _("%(value)s (%(low)s to %(high)s)") % {
        "value": formats.number(round(band.p50)),
        "low": formats.number(round(band.p10)),
        "high": formats.number(round(band.p90)),
    }

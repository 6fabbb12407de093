"""Changes to projections and scenarios."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction

from corridor.core import audit
from corridor.core.wordings import active_language
from corridor.design.outlook.models import DemandPoint, OccupationOutlook, OutlookInput, OutlookScenario
from corridor.design.outlook.rules import INPUTS_BY_NAME, SCENARIO_FACTORS, STANDARD_SCENARIOS
from corridor.design.schemes.models import Scheme
from corridor.design.schemes.selectors import check_author
from corridor.kernel.codes import isco_unit_group
from corridor.kernel.errors import N_, InputError, RuleViolation
from corridor.knowledge.labour_market.selectors import Figure, series, source_text


@dataclass(frozen=True)
class GivenInput:
    """A number as somebody typed it, per cent as per cent."""

    value: Decimal
    low: Decimal | None = None
    high: Decimal | None = None
    source: str = ""
    is_synthetic: bool = False


@dataclass(frozen=True)
class GivenPoint:
    """Demand in a year of the past."""

    year: int
    value: Decimal
    source: str = ""
    flags: str = ""
    vintage_date: Any = None
    is_synthetic: bool = False


def check_kept(*, scheme: Scheme, by: Any) -> None:
    """Refuse a change by somebody else, or to a closed scheme; an approved scheme goes on looking ahead."""
    check_author(scheme=scheme, by=by)
    if scheme.status == Scheme.Status.CLOSED:
        raise RuleViolation(N_("The scheme is closed: its plan is kept as it was."))


@transaction.atomic
def begin_scenarios(*, scheme: Scheme, by: Any) -> list[OutlookScenario]:
    """Give a scheme the standard scenarios that it does not have yet."""
    check_kept(scheme=scheme, by=by)
    known = set(scheme.scenarios.values_list("code", flat=True))
    new = [
        OutlookScenario.objects.create(
            scheme=scheme, code=each.code, **{name: Decimal(value) for name, value in each.values.items()}
        )
        for each in STANDARD_SCENARIOS
        if each.code not in known
    ]
    if new:
        audit.record(by=by, action="outlook.scenarios_begun", obj=scheme, detail={"codes": [row.code for row in new]})
    return new


@transaction.atomic
def open_outlook(
    *,
    scheme: Scheme,
    isco08: str,
    iso3: str,
    base_year: int,
    by: Any,
    demand_kind: str = OccupationOutlook.DemandKind.SERIES,
    horizon_years: int = 10,
    note: str = "",
) -> OccupationOutlook:
    """Begin to look ahead for an occupation in a country; the scheme gets its scenarios with the first."""
    begin_scenarios(scheme=scheme, by=by)
    code = isco_unit_group(isco08)
    if scheme.outlooks.filter(isco08=code, iso3=iso3).exists():
        raise InputError(
            N_("There is an outlook for %(isco08)s in %(iso3)s already."),
            hint=N_("Open that one and change its numbers."),
            field="isco08",
            params={"isco08": code, "iso3": iso3},
        )
    row = OccupationOutlook(
        scheme=scheme, isco08=code, iso3=iso3, base_year=base_year, demand_kind=demand_kind, horizon_years=horizon_years
    )
    row.write(note=note)
    row.save()
    _note(row, "outlook_opened", by)
    return row


@transaction.atomic
def remove_outlook(*, outlook: OccupationOutlook, by: Any) -> None:
    """Take an occupation out of the outlook; the runs of its projections stay."""
    check_kept(scheme=outlook.scheme, by=by)
    _note(outlook, "outlook_removed", by, isco08=outlook.isco08, iso3=outlook.iso3)
    outlook.delete()


@transaction.atomic
def record_inputs(*, outlook: OccupationOutlook, inputs: Mapping[str, GivenInput | None], by: Any) -> None:
    """Keep the numbers of a projection, each with its source; None takes a number away."""
    check_kept(scheme=outlook.scheme, by=by)
    for name, given in inputs.items():
        if given is None:
            outlook.inputs.filter(name=name).delete()
            continue
        _check_input(name, given)
        defaults = {field: getattr(given, field) for field in ("value", "low", "high", "source", "is_synthetic")}
        defaults["written_in"] = active_language()
        OutlookInput.objects.update_or_create(outlook=outlook, name=name, defaults=defaults)
    _note(outlook, "inputs_recorded", by, names=sorted(inputs))


@transaction.atomic
def record_points(*, outlook: OccupationOutlook, points: Sequence[GivenPoint], by: Any) -> None:
    """Replace the series of demand."""
    check_kept(scheme=outlook.scheme, by=by)
    _check_points(outlook, points)
    outlook.points.all().delete()
    DemandPoint.objects.bulk_create(DemandPoint(outlook=outlook, **_fields(point)) for point in points)
    _note(outlook, "series_recorded", by, years=[point.year for point in points])


@transaction.atomic
def take_series(
    *, outlook: OccupationOutlook, indicator: str, by: Any, occupation: str = "", times: Decimal = Decimal(1)
) -> int:
    """Take a series over from the labour market figures, with source and vintage; what is estimated ahead stays out.

    The figures are copied: a new version of the statistics changes nothing here until somebody takes it over.
    """
    found = series(indicator=indicator, area=outlook.iso3, occupation=occupation)
    points = [_point(figure, times) for figure in _usable(found.points, outlook.base_year)]
    if not points:
        raise InputError(
            N_("There are no figures of %(indicator)s for %(iso3)s up to %(year)s."),
            hint=N_("Look on the pages of the labour market which figures there are, or type the series."),
            field="indicator",
            params={"indicator": indicator, "iso3": outlook.iso3, "year": outlook.base_year},
        )
    record_points(outlook=outlook, points=points, by=by)
    return len(points)


@transaction.atomic
def save_scenario(*, scenario: OutlookScenario, by: Any) -> OutlookScenario:
    """Keep a scenario; the one as now changes nothing, so that the others can be held against it."""
    check_kept(scheme=scenario.scheme, by=by)
    changes = {name: getattr(scenario, name) for name in SCENARIO_FACTORS}
    if scenario.code == OutlookScenario.Code.BASE and (
        scenario.demand_growth_change or any(factor != 1 for factor in changes.values())
    ):
        raise RuleViolation(
            N_("The scenario as now changes no number."), hint=N_("Add a scenario of your own for other values.")
        )
    if not scenario.name and scenario.code == OutlookScenario.Code.OWN:
        raise InputError(N_("An own scenario needs a name."), field="name")
    scenario.save()
    audit.record(by=by, action="outlook.scenario_saved", obj=scenario, detail={"scheme": scenario.scheme_id})
    return scenario


def _check_input(name: str, given: GivenInput) -> None:
    kind = INPUTS_BY_NAME.get(name)
    if kind is None:
        raise InputError(N_("No projection asks for %(name)s."), field=name, params={"name": name})
    if not given.source.strip():
        raise InputError(
            N_("%(label)s has no source."),
            hint=N_("Say where the number comes from; without a source it is not used."),
            field=name,
            params={"label": kind.label},
        )
    low = given.value if given.low is None else given.low
    high = given.value if given.high is None else given.high
    if not low <= given.value <= high:
        raise InputError(
            N_("%(label)s is %(value)s, outside its range from %(low)s to %(high)s."),
            hint=N_("Order the three: low, value, high."),
            field=name,
            params={"label": kind.label, "value": given.value, "low": low, "high": high},
        )
    if low < 0 and not name.endswith("growth"):
        raise InputError(
            N_("%(label)s cannot be below zero."), field=name, params={"label": kind.label, "value": given.value}
        )


def _check_points(outlook: OccupationOutlook, points: Sequence[GivenPoint]) -> None:
    years = [point.year for point in points]
    for year in years:
        if years.count(year) > 1:
            raise InputError(
                N_("The year %(year)s stands twice in the series."),
                hint=N_("Give each year once."),
                field="points",
                params={"year": year},
            )
    for point in points:
        if not point.source.strip() or point.value < 0 or point.year > outlook.base_year:
            raise InputError(
                N_("The value of %(year)s has no source, is below zero or lies after the base year %(base)s."),
                hint=N_("Give the source of the series, and years up to the base year."),
                field="points",
                params={"year": point.year, "base": outlook.base_year},
            )


def _usable(points: Iterable[Figure], base_year: int) -> list[Figure]:
    """Return the years that were observed up to the base year; what was still to come at its vintage is left out."""
    return [
        each
        for each in points
        if each.value is not None
        and len(each.time) == 4
        and each.time.isdigit()
        and int(each.time) <= base_year
        and not (each.is_modelled and int(each.time) >= each.vintage_date.year)
    ]


def _point(figure: Figure, times: Decimal) -> GivenPoint:
    return GivenPoint(
        year=int(figure.time),
        value=(figure.value or Decimal(0)) * times,
        source=source_text(figure)[:300],
        flags=" ".join(figure.flags)[:60],
        vintage_date=figure.vintage_date,
        is_synthetic=figure.is_synthetic,
    )


def _fields(point: GivenPoint) -> dict[str, Any]:
    return {name: getattr(point, name) for name in GivenPoint.__dataclass_fields__}


def _note(outlook: OccupationOutlook, act: str, by: Any, **detail: object) -> None:
    audit.record(by=by, action=f"outlook.{act}", obj=outlook, detail={"scheme": outlook.scheme_id, **detail})

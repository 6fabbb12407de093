"""Projecting an occupation under each scenario."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from corridor.core import runs
from corridor.core.models import Run
from corridor.design.outlook.models import OccupationOutlook, OutlookInput, OutlookScenario
from corridor.design.outlook.rules import INPUTS_BY_NAME, SCENARIO_FACTORS
from corridor.design.outlook.selectors.projections import OutlookData
from corridor.engines import outlook as engine
from corridor.engines.outlook import DemandGrowth, DemandRatio, DemandSeries, Flows, Occupation, Projection, Uncertain

ENGINE = "outlook.project"
DRAWS = 4_000
_FLOWS = ("graduates", "participation", "immigration", "returns", "retire", "emigrate", "other")
_DEFAULTS = {"participation": 1.0}


@dataclass(frozen=True)
class Projected:
    """The projection of an occupation under each scenario, the one as now first, and the run behind it."""

    data: OutlookData
    by_scenario: tuple[tuple[OutlookScenario, Projection], ...]
    run: Run

    @property
    def base(self) -> Projection:
        """The projection as now."""
        return self.by_scenario[0][1]


def project(*, data: OutlookData, scenarios: Sequence[OutlookScenario], by: Any) -> Projected:
    """Project an occupation and keep the run, or find the run of the very same numbers."""
    occupation = occupation_of(data)
    found = tuple(
        (row, engine.project(occupation, data.outlook.horizon_years, data.outlook.seed, scenario_of(row), draws=DRAWS))
        for row in scenarios
    )
    inputs = _inputs(data, scenarios)
    known = Run.objects.filter(engine=ENGINE, input_digest=runs.digest_of(inputs), status=Run.Status.DONE).first()
    if known is not None:
        return Projected(data, found, known)
    parameters = {"draws": DRAWS, "years": data.outlook.horizon_years}
    with runs.recorded(engine=ENGINE, parameters=parameters, inputs=inputs, by=by, seed=data.outlook.seed) as run:
        run.result = {str(row.pk): _summary(projection) for row, projection in found}
    return Projected(data, found, run)


def occupation_of(data: OutlookData) -> Occupation:
    """Return an occupation as the engine reads it; per cent become shares."""
    outlook = data.outlook
    flows = Flows(**{name: _rate(data.inputs.get(name), _DEFAULTS.get(name, 0.0)) for name in _FLOWS})
    return Occupation(
        isco08=outlook.isco08,
        base_year=outlook.base_year,
        demand=_demand(data),
        flows=flows,
        stock=_value(data.inputs["stock"]),
        recruits_attrition=_value(data.inputs.get("recruits_attrition")),
    )


def scenario_of(row: OutlookScenario) -> engine.Scenario:
    """Return a stored scenario as the engine reads it."""
    times = {name.removeprefix("times_"): float(getattr(row, name)) for name in SCENARIO_FACTORS}
    changed = {name: factor for name, factor in times.items() if factor != 1}
    return engine.Scenario(str(row.pk), times=changed, demand_growth_change=float(row.demand_growth_change) / 100)


def _demand(data: OutlookData) -> engine.Demand:
    kind = data.outlook.demand_kind
    if kind == OccupationOutlook.DemandKind.SERIES:
        points = [point for point in data.points if point.year <= data.outlook.base_year]
        return DemandSeries(tuple(point.year for point in points), tuple(float(point.value) for point in points))
    if kind == OccupationOutlook.DemandKind.GROWTH:
        return DemandGrowth(_rate(data.inputs["demand_level"]), _rate(data.inputs.get("demand_growth")))
    names = ("population", "per_10000", "population_growth")
    return DemandRatio(*(_rate(data.inputs.get(name)) for name in names))


def _rate(row: OutlookInput | None, default: float = 0.0) -> engine.Rate:
    if row is None:
        return default
    value, part = float(row.value), _part(row)
    if row.low is None and row.high is None:
        return value / part
    low = value if row.low is None else float(row.low)
    high = value if row.high is None else float(row.high)
    return Uncertain(value / part, low / part, high / part)


def _value(row: OutlookInput | None) -> float:
    return 0.0 if row is None else float(row.value) / _part(row)


def _part(row: OutlookInput) -> int:
    return 100 if INPUTS_BY_NAME[row.name].unit == "percent" else 1


def _inputs(data: OutlookData, scenarios: Sequence[OutlookScenario]) -> list[object]:
    outlook = data.outlook
    return [
        [outlook.pk, outlook.isco08, outlook.iso3, outlook.base_year, outlook.demand_kind],
        sorted([row.name, *_written(row.value, row.low, row.high)] for row in data.inputs.values()),
        [[point.year, *_written(point.value)] for point in data.points],
        [
            [row.pk, *_written(row.demand_growth_change, *(getattr(row, name) for name in SCENARIO_FACTORS))]
            for row in scenarios
        ],
        [outlook.horizon_years, outlook.seed],
    ]


def _written(*values: object) -> list[str]:
    # The same number reads the same from either data base.
    return ["" if value is None else f"{value:.4f}" for value in values]


def _summary(projection: Projection) -> dict[str, Any]:
    last, recruits = projection.years[-1], projection.recruits_needed
    return {
        "year": last.year,
        "gap": [last.gap.p10, last.gap.p50, last.gap.p90],
        "recruits_needed": [recruits.p10, recruits.p50, recruits.p90],
        "supply_balance": projection.supply_balance,
    }

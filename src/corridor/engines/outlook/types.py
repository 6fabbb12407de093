"""The records of a projection: uncertain rates, an occupation, scenarios, and the fan that comes out."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from corridor.engines.outlook.ensemble import Backtest


@dataclass(frozen=True, slots=True)
class Uncertain:
    """A value with the lowest and highest that are thought possible; triangular between them, peak at the value."""

    value: float
    low: float
    high: float


Rate = float | Uncertain


@dataclass(frozen=True, slots=True)
class Flows:
    """What enters and leaves an occupation in a year.

    `graduates`, `immigration`, `returns` are people; `participation` is the share of graduates who take it up;
    `retire`, `emigrate`, `other` are shares of the stock.
    """

    graduates: Rate = 0.0
    participation: Rate = 1.0
    immigration: Rate = 0.0
    returns: Rate = 0.0
    retire: Rate = 0.0
    emigrate: Rate = 0.0
    other: Rate = 0.0


@dataclass(frozen=True, slots=True)
class Cohorts:
    """Age groups, youngest first.

    `exit` are shares that leave by age (retirement, death, change of occupation) without emigration; `inflow_share`
    says where those who enter belong and adds up to 1. `exit_factor` multiplies all exit shares: their uncertainty, or
    a scenario. Whoever grows out of the last group leaves.
    """

    stock: tuple[float, ...]
    exit: tuple[float, ...]
    inflow_share: tuple[float, ...]
    group_years: int = 5
    exit_factor: Rate = 1.0


@dataclass(frozen=True, slots=True)
class DemandGrowth:
    """Demand today and its yearly growth."""

    level: Rate
    growth: Rate = 0.0


@dataclass(frozen=True, slots=True)
class DemandSeries:
    """Annual demand of the past (posts filled and wanted), which is forecast; one value for each year."""

    years: tuple[int, ...]
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class DemandRatio:
    """Demand from a target: people per 10,000 inhabitants, of a population that grows."""

    population: Rate
    per_10000: Rate
    population_growth: Rate = 0.0


Demand = DemandGrowth | DemandSeries | DemandRatio


@dataclass(frozen=True, slots=True)
class Occupation:
    """An occupation as it stands at the end of `base_year`; its stock is given as one number or by age groups."""

    isco08: str
    base_year: int
    demand: Demand
    flows: Flows = Flows()
    stock: float | None = None
    cohorts: Cohorts | None = None
    label: str = ""
    recruits_attrition: float = 0.0


@dataclass(frozen=True, slots=True)
class Scenario:
    """A named set of parameters.

    `set` replaces a parameter, `times` multiplies it (and its low and high). `demand_growth_change` is added to
    each year's growth of demand; `demand` under `times` multiplies demand from the first year on.
    """

    name: str
    set: Mapping[str, Rate] = field(default_factory=dict)
    times: Mapping[str, float] = field(default_factory=dict)
    demand_growth_change: float = 0.0


BASE = Scenario("base")


@dataclass(frozen=True, slots=True)
class Band:
    """The tenth, fiftieth and ninetieth percentile of the draws."""

    p10: float
    p50: float
    p90: float


@dataclass(frozen=True, slots=True)
class ProjectionYear:
    """One year of a projection; `gap` is demand minus supply, `shortage_probability` the share of draws above zero."""

    year: int
    supply: Band
    demand: Band
    gap: Band
    replacement: Band
    expansion: Band
    shortage_probability: float


@dataclass(frozen=True, slots=True)
class Projection:
    """Supply, demand and gap of an occupation under a scenario.

    `recruits_needed` are people per year who would close the gap of the last year; `supply_balance` is the largest
    difference, over draws and years, between people at the end and people at the start plus entries minus exits, in
    relation to the stock (0 but for rounding). `backtest` is None where demand is not forecast from a series.
    """

    isco08: str
    label: str
    scenario: str
    years: tuple[ProjectionYear, ...]
    recruits_needed: Band
    supply_balance: float
    is_short_series: bool
    backtest: Backtest | None
    draws: int
    seed: int
    assumptions: tuple[str, ...]

"""Project supply, demand and gap of an occupation as a fan of seeded draws."""

from dataclasses import dataclass

import numpy as np

from corridor.engines.compute import whole
from corridor.engines.outlook.checks import SHORT_SERIES, Array, annual, count, growth, whole_up_to
from corridor.engines.outlook.ensemble import Backtest, backtest, forecast
from corridor.engines.outlook.parameters import check_occupation, draw, parameters
from corridor.engines.outlook.types import (
    BASE,
    Band,
    Cohorts,
    DemandSeries,
    Occupation,
    Projection,
    ProjectionYear,
    Scenario,
)
from corridor.kernel.errors import N_, InputError

LEVEL = 0.8
MOST_DRAWS = 1_000_000
FEWEST_DRAWS = 100
MOST_YEARS = 60

RATES_CONSTANT = N_("Rates stay the same over the years of a draw.")
TRIANGULAR = N_("A value with a range is drawn from a triangular distribution, each by itself.")
NO_RANGE = N_("No rate has a range, and demand is not forecast: the band shows no uncertainty.")
EXITS_FIRST = N_("People leave before others enter; those who enter stay until the end of the year.")
SERIES_ERROR = N_("Demand varies around the median of three forecasts as far as their 80 percent intervals say.")


@dataclass(frozen=True, slots=True)
class Supply:
    """People at the end of each year, exits in it, both (years, draws), and the largest relative imbalance."""

    stock: Array
    exits: Array
    balance: float


def project(
    occupation: Occupation,
    years: int,
    seed: int,
    scenario: Scenario = BASE,
    draws: int = 10_000,
) -> Projection:
    """Project an occupation under a scenario.

    Parameters
    ----------
    occupation : stock (or age groups), flows and demand at the end of its base year
    years : whole years ahead, 1 to 60
    seed : of the draws; scenarios of an occupation share their chances, so that they differ by their parameters alone
    scenario : changed parameters
    draws : paths, 100 to 1,000,000

    Returns
    -------
    Projection with P10, P50 and P90 for each year

    Raises
    ------
    InputError : a count, share, growth or range that cannot be; exits above one; a series with gaps or too short

    O(years x draws x age groups); holds a few (years, draws) arrays. Source: docs/methods/outlook.md.
    """
    horizon = whole_up_to(years, "years", MOST_YEARS)
    paths = whole_up_to(draws, "draws", MOST_DRAWS, least=FEWEST_DRAWS)
    check_occupation(occupation)
    found = parameters(occupation, scenario)
    rng = np.random.default_rng([whole(seed, "seed"), *occupation.isco08.encode()])
    values = draw(found, paths, rng)
    supply = _supply(occupation, values, horizon, paths)
    demand = _demand(occupation, scenario, values, rng.standard_normal((horizon, paths)))
    series = occupation.demand if isinstance(occupation.demand, DemandSeries) else None
    certain = all(rate.low == rate.high for rate in found.values())
    return Projection(
        isco08=occupation.isco08,
        label=occupation.label,
        scenario=scenario.name,
        years=_years(occupation.base_year, supply, demand),
        recruits_needed=_recruits(demand[-1] - supply.stock[-1], occupation.recruits_attrition, horizon),
        supply_balance=supply.balance,
        is_short_series=series is not None and len(series.values) < SHORT_SERIES,
        backtest=_backtest(series),
        draws=paths,
        seed=seed,
        assumptions=_assumptions(certain, series is not None),
    )


def _supply(occupation: Occupation, values: dict[str, Array], horizon: int, paths: int) -> Supply:
    entering = values["graduates"] * values["participation"] + values["immigration"] + values["returns"]
    cohorts = occupation.cohorts or _as_one_group(occupation)
    # One group whose members never grow out of it is the plain stock.
    ageing = 1 / cohorts.group_years if occupation.cohorts else 0.0
    base = np.array(cohorts.exit)[:, None]
    leaving = base * values.get("exit_factor", np.ones(paths)) + values["retire"] + values["emigrate"] + values["other"]
    groups = np.repeat(np.array(cohorts.stock)[:, None], paths, axis=1)
    inflow = np.array(cohorts.inflow_share)[:, None] * entering
    stock, exits, balance = np.empty((horizon, paths)), np.empty((horizon, paths)), 0.0
    for t in range(horizon):
        before = groups.sum(axis=0)
        gone = groups * leaving
        staying = groups - gone
        moved = staying * ageing
        groups = staying - moved + inflow
        groups[1:] += moved[:-1]
        exits[t], stock[t] = gone.sum(axis=0) + moved[-1], groups.sum(axis=0)
        off = np.abs(stock[t] - (before - exits[t] + entering)) / np.maximum(before, 1.0)
        balance = max(balance, float(off.max()))
    return Supply(stock, exits, balance)


def _as_one_group(occupation: Occupation) -> Cohorts:
    return Cohorts((float(occupation.stock or 0.0),), (0.0,), (1.0,), 1)


def _demand(occupation: Occupation, scenario: Scenario, values: dict[str, Array], noise: Array) -> Array:
    """Return demand at the base year and at the end of each year, (years + 1, draws)."""
    horizon = noise.shape[0]
    time = np.arange(horizon + 1)[:, None]
    change = growth(scenario.demand_growth_change, "demand_growth_change")
    factor = np.ones((horizon + 1, 1))
    factor[1:] = float(count(scenario.times.get("demand", 1.0), "times.demand"))
    if isinstance(occupation.demand, DemandSeries):
        paths = _forecast(occupation.demand, occupation.base_year, noise)
        return np.asarray(paths * (1 + change) ** time * factor)
    if "demand_level" in values:
        level, yearly = values["demand_level"], values["demand_growth"]
    else:
        level, yearly = values["population"] * values["per_10000"] / 10_000, values["population_growth"]
    rate = np.maximum(1 + yearly + change, 0.0)
    return np.asarray(level * rate**time * factor)


def _forecast(demand: DemandSeries, base_year: int, noise: Array) -> Array:
    """Return forecast paths from the base year on; their spread at each year is that of the ensemble's interval."""
    values = annual(demand.years, demand.values, "demand.years")
    late = base_year - demand.years[-1]
    if late < 0:
        raise InputError(
            N_("The series of demand ends in %(last)s, after the base year %(base)s."),
            hint=N_("Move the base year, or end the series there."),
            field="demand.years",
            params={"last": demand.years[-1], "base": base_year},
        )
    # Loaded here: pages that forecast nothing start without it.
    from scipy.special import ndtri

    ahead = forecast(values, late + noise.shape[0], LEVEL)
    middle = np.array([values[-1], *ahead.mean])[late:, None]
    spread = (np.array(ahead.high) - np.array(ahead.low)) / (2 * float(ndtri((1 + LEVEL) / 2)))
    variance = np.maximum.accumulate(spread**2)[late:]
    steps = np.sqrt(np.diff(variance, prepend=0.0))[:, None] * noise
    error = np.concatenate([np.zeros((1, noise.shape[1])), np.cumsum(steps, axis=0)])
    return np.asarray(np.maximum(middle + error, 0.0))


def _years(base_year: int, supply: Supply, demand: Array) -> tuple[ProjectionYear, ...]:
    gap = demand[1:] - supply.stock
    expansion = np.diff(demand, axis=0)
    columns = zip(*map(_bands, (supply.stock, demand[1:], gap, supply.exits, expansion)), strict=True)
    short = np.mean(gap > 0, axis=1)
    return tuple(
        ProjectionYear(base_year + t + 1, stock, wanted, missing, gone, grown, float(short[t]))
        for t, (stock, wanted, missing, gone, grown) in enumerate(columns)
    )


def _bands(paths: Array) -> list[Band]:
    return [Band(*map(float, column)) for column in np.quantile(paths, [0.1, 0.5, 0.9], axis=-1).T]


def _recruits(gap: Array, attrition: float, horizon: int) -> Band:
    """Return the recruits per year that would close the gap of the last year; see `supply.recruits_needed`."""
    factor = float(np.sum((1 - attrition) ** np.arange(horizon)))
    return _bands(np.maximum(gap, 0.0)[None, :] / factor)[0]


def _backtest(series: DemandSeries | None) -> Backtest | None:
    return None if series is None else backtest(np.array(series.values, dtype=np.float64), level=LEVEL)


def _assumptions(certain: bool, forecast_demand: bool) -> tuple[str, ...]:
    ranges = NO_RANGE if certain and not forecast_demand else TRIANGULAR
    return (RATES_CONSTANT, EXITS_FIRST, ranges, *((SERIES_ERROR,) if forecast_demand else ()))

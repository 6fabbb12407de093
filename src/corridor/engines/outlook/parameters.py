"""The parameters of an occupation under a scenario: replaced, multiplied, checked, drawn."""

from collections.abc import Mapping
from dataclasses import fields
from fractions import Fraction

import numpy as np

from corridor.engines.compute import at_least_zero, not_empty, same_length, share, whole
from corridor.engines.outlook.checks import Array, count, exact, exits_within_stock, growth
from corridor.engines.outlook.types import (
    Cohorts,
    DemandGrowth,
    DemandRatio,
    Flows,
    Occupation,
    Rate,
    Scenario,
    Uncertain,
)
from corridor.kernel.errors import N_, InputError

Parameters = Mapping[str, Uncertain]

SHARES = ("participation", "retire", "emigrate", "other")
GROWTHS = ("demand_growth", "population_growth")
NAMES = (
    *(member.name for member in fields(Flows)),
    "exit_factor",
    "demand_level",
    "demand_growth",
    "population",
    "per_10000",
    "population_growth",
)
"""All parameters, in the order in which they are drawn: scenarios of an occupation share their draws."""


def parameters(occupation: Occupation, scenario: Scenario) -> Parameters:
    """Return the parameters of an occupation as a scenario has them.

    Raises
    ------
    InputError : a parameter that the occupation does not have, a range that is none, a count, share or growth that
        cannot be
    """
    found = {name: _uncertain(rate) for name, rate in _given(occupation).items()}
    _refuse_unknown(scenario, found, occupation.isco08)
    for name, rate in scenario.set.items():
        found[name] = _uncertain(rate)
    for name, factor in scenario.times.items():
        if name != "demand":
            found[name] = _times(found[name], count(factor, f"times.{name}"))
    for name, rate in found.items():
        _check(name, rate)
    _check_exits(occupation, found)
    return found


def draw(found: Parameters, draws: int, rng: np.random.Generator) -> dict[str, Array]:
    """Draw every parameter once per path, from a triangular distribution.

    The same generator gives the same chances to all scenarios, whichever parameters these have.
    """
    chances = rng.random((len(NAMES), draws))
    return {name: triangular(found[name], chances[place]) for place, name in enumerate(NAMES) if name in found}


def triangular(rate: Uncertain, chance: Array) -> Array:
    """Return the quantiles of a triangular distribution."""
    width = rate.high - rate.low
    if width == 0:
        return np.full(chance.shape, rate.value)
    rising = rate.low + np.sqrt(chance * width * (rate.value - rate.low))
    falling = rate.high - np.sqrt((1 - chance) * width * (rate.high - rate.value))
    return np.where(chance * width < rate.value - rate.low, rising, falling)


def check_occupation(occupation: Occupation) -> None:
    """Refuse an occupation whose stock is given twice or not at all, or whose age groups do not fit."""
    if (occupation.stock is None) == (occupation.cohorts is None):
        raise InputError(
            N_("Occupation %(isco08)s needs its stock: as one number, or by age groups, not both."),
            hint=N_("Give stock or cohorts."),
            field="stock",
            params={"isco08": occupation.isco08},
        )
    share(occupation.recruits_attrition, "recruits_attrition")
    if occupation.stock is not None:
        at_least_zero(occupation.stock, "stock")
    if occupation.cohorts is not None:
        _check_cohorts(occupation.cohorts, occupation.flows)


def _check_cohorts(cohorts: Cohorts, flows: Flows) -> None:
    same_length(not_empty(cohorts.stock, "cohorts.stock"), cohorts.exit, "cohorts.stock, cohorts.exit")
    same_length(cohorts.stock, cohorts.inflow_share, "cohorts.stock, cohorts.inflow_share")
    whole(cohorts.group_years, "cohorts.group_years", least=1)
    for place, (people, leaving, entering) in enumerate(
        zip(cohorts.stock, cohorts.exit, cohorts.inflow_share, strict=True)
    ):
        at_least_zero(people, f"cohorts.stock[{place}]")
        share(leaving, f"cohorts.exit[{place}]")
        share(entering, f"cohorts.inflow_share[{place}]")
    total = float(sum(map(exact, cohorts.inflow_share)))
    if total != 1:
        raise InputError(
            N_("The shares of those who enter the age groups add up to %(total)s, not 1."),
            hint=N_("Adjust inflow_share; it says how the people who enter divide over the age groups."),
            field="cohorts.inflow_share",
            params={"total": total},
        )
    for name in ("retire", "other"):
        if _uncertain(getattr(flows, name)).high > 0:
            raise InputError(
                N_("%(name)s is given beside exits by age, which hold it already."),
                hint=N_("Leave it out of the flows; emigration stays a flow of its own."),
                field=f"flows.{name}",
                params={"name": name},
            )


def _given(occupation: Occupation) -> dict[str, Rate]:
    found: dict[str, Rate] = {member.name: getattr(occupation.flows, member.name) for member in fields(Flows)}
    if occupation.cohorts is not None:
        found["exit_factor"] = occupation.cohorts.exit_factor
    demand = occupation.demand
    if isinstance(demand, DemandGrowth):
        found |= {"demand_level": demand.level, "demand_growth": demand.growth}
    if isinstance(demand, DemandRatio):
        found |= {member.name: getattr(demand, member.name) for member in fields(DemandRatio)}
    return found


def _uncertain(rate: Rate) -> Uncertain:
    return rate if isinstance(rate, Uncertain) else Uncertain(rate, rate, rate)


def _times(rate: Uncertain, factor: Fraction) -> Uncertain:
    return Uncertain(*(float(exact(end) * factor) for end in (rate.value, rate.low, rate.high)))


def _refuse_unknown(scenario: Scenario, found: Mapping[str, object], isco08: str) -> None:
    for name in (*scenario.set, *(name for name in scenario.times if name != "demand")):
        if name not in found:
            raise InputError(
                N_("Scenario %(scenario)s changes %(name)s, which occupation %(isco08)s does not have."),
                hint=N_("It has: %(known)s. demand (under times) and demand_growth_change hold for all."),
                field=name,
                params={"scenario": scenario.name, "name": name, "isco08": isco08, "known": ", ".join(found)},
            )


def _check(name: str, rate: Uncertain) -> None:
    limit = dict.fromkeys(SHARES, share) | dict.fromkeys(GROWTHS, growth)
    for end in (rate.low, rate.value, rate.high):
        limit.get(name, count)(end, name)
    if not rate.low <= rate.value <= rate.high:
        raise InputError(
            N_("%(name)s is %(value)s, outside its range from %(low)s to %(high)s."),
            hint=N_("Order the three: low, value, high."),
            field=name,
            params={"name": name, "value": rate.value, "low": rate.low, "high": rate.high},
        )


def _check_exits(occupation: Occupation, found: Parameters) -> None:
    if occupation.cohorts is None:
        exits_within_stock({name: found[name].high for name in ("retire", "emigrate", "other")})
        return
    most = exact(found["exit_factor"].high)
    for place, leaving in enumerate(occupation.cohorts.exit):
        exits_within_stock({f"exit[{place}]": float(exact(leaving) * most), "emigrate": found["emigrate"].high})

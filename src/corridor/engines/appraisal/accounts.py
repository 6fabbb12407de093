"""What a scheme is worth to an employer and to a migrant."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from corridor.engines.appraisal.discounting import Floats, discount_factors
from corridor.engines.compute import above_zero, at_least_zero, finite, share, whole

Balance = Literal["found", "never", "always"]
_HALVINGS = 60
"""More than a float64 between 0 and 1 can tell apart."""


@dataclass(frozen=True, slots=True)
class EmployerAccount:
    """An employer's value of one recruited worker.

    `breakeven_hazard` is the share leaving each year at which the value is zero; None where `balance` says that the
    value is never, or always, above zero, whoever leaves.
    """

    npv: float
    npv_full_retention: float
    breakeven_hazard: float | None
    balance: Balance
    expected_years: float


@dataclass(frozen=True, slots=True)
class SwitchingSurplus:
    """The yearly surplus at which an employer neither gains nor loses."""

    surplus: float


@dataclass(frozen=True, slots=True)
class PurchasingPower:
    """A migrant's monthly gain in money and in what it buys; prices relative to one reference."""

    nominal_gain: float
    real_home: float
    real_abroad: float
    real_gain: float
    real_ratio: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MigrantPlan:
    """What a migrant earns, spends and expects; money per year at constant prices, shares 0 to 1.

    `return_hazard` is the share of those abroad who return each year; all are back after `years`. Someone who is back
    earns the home wage raised by `return_premium`. Prices are relative to one reference (1 = equal).
    """

    wage_abroad: float
    wage_home: float
    years: int
    own_cost: float = 0.0
    tax_abroad: float = 0.0
    tax_home: float = 0.0
    employed_abroad: float = 1.0
    employed_home: float = 1.0
    extra_living_cost: float = 0.0
    return_hazard: float = 0.0
    return_premium: float = 0.0
    years_after_return: int = 0
    prices_home: float = 1.0
    prices_abroad: float = 1.0
    share_spent_home: float = 1.0


@dataclass(frozen=True, slots=True)
class MigrantAccount:
    """A migrant's gain over staying, in money and in purchasing power.

    `flows` and `real_flows` are yearly, from year 0. `breakeven_wage` is the gross wage abroad at which the value in
    purchasing power is zero; None where no wage abroad is earned.
    """

    npv: float
    real_npv: float
    flows: tuple[float, ...]
    real_flows: tuple[float, ...]
    breakeven_wage: float | None


def employer(
    upfront: float,
    annual_surplus: float,
    rate: float,
    years: int,
    hazard: float,
    avoided_vacancy_cost: float = 0.0,
) -> EmployerAccount:
    """Value a worker to the employer when some leave each year, and find the hazard that eats the value.

    Parameters
    ----------
    upfront : money paid in year 0, at least 0
    annual_surplus : value of work less labour cost in each year that the worker stays
    rate : per year, above -1
    years : at least 1
    hazard : share of those still there who leave each year, after their first one
    avoided_vacancy_cost : money of an empty post that is saved in year 0

    Raises
    ------
    InputError : a negative cost, a hazard outside 0 to 1, no year

    Source: docs/methods/appraisal.md, Employer.
    """
    start = at_least_zero(avoided_vacancy_cost, "avoided_vacancy_cost") - at_least_zero(upfront, "upfront")
    yearly = finite(annual_surplus, "annual_surplus") * discount_factors(rate, whole(years, "years", least=1))[1:]

    def value(leaving: float) -> float:
        return start + math.fsum(yearly * staying(leaving, len(yearly)))

    leaving, balance = _zero_of_share(value)
    return EmployerAccount(
        npv=value(share(hazard, "hazard")),
        npv_full_retention=value(0.0),
        breakeven_hazard=leaving,
        balance=balance,
        expected_years=math.fsum(staying(hazard, len(yearly))),
    )


def staying(hazard: float, years: int) -> Floats:
    """Return the share still there in each of the years 1 to `years`."""
    return np.asarray((1.0 - hazard) ** np.arange(years), dtype=np.float64)


def _zero_of_share(value: Callable[[float], float]) -> tuple[float | None, Balance]:
    """Return where a monotone function of a share is zero, or on which side it stays."""
    at_none, at_all = value(0.0), value(1.0)
    if at_none * at_all > 0:
        return None, "always" if at_none > 0 else "never"
    if at_none == 0 or at_all == 0:
        return (0.0 if at_none == 0 else 1.0), "found"
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if value(middle) * at_none > 0 else (low, middle)
    return high, "found"


def switching_surplus(upfront: float, rate: float, years: int, hazard: float = 0.0) -> SwitchingSurplus:
    """Find the yearly surplus at which what was paid at the start is just recovered.

    Parameters
    ----------
    upfront, rate, years, hazard : as in `employer`

    Raises
    ------
    InputError : as in `employer`

    >>> round(switching_surplus(6200, 0.03, 5).surplus, 6)
    1353.798343
    """
    factors = discount_factors(rate, whole(years, "years", least=1))[1:]
    kept = factors * staying(share(hazard, "hazard"), len(factors))
    return SwitchingSurplus(at_least_zero(upfront, "upfront") / math.fsum(kept))


def purchasing_power_gain(
    net_wage_abroad: float, net_wage_home: float, ppp_home: float, ppp_dest: float, share_spent_home: float
) -> PurchasingPower:
    """Compare two net wages by what they buy where they are spent.

    Parameters
    ----------
    net_wage_abroad, net_wage_home : money in one currency, at least 0
    ppp_home, ppp_dest : price level relative to one reference, above 0
    share_spent_home : share of the wage abroad that is spent or sent home, 0 to 1

    Returns
    -------
    Values in reference prices. `real_ratio` is None where nothing is earned at home.

    Raises
    ------
    InputError : a price level of zero or less, a negative wage, a share outside 0 to 1

    Source: docs/methods/appraisal.md, Purchasing power.
    """
    at_home = at_least_zero(net_wage_home, "net_wage_home") / above_zero(ppp_home, "ppp_home")
    buys = _buys(share(share_spent_home, "share_spent_home"), ppp_home, above_zero(ppp_dest, "ppp_dest"))
    abroad = at_least_zero(net_wage_abroad, "net_wage_abroad") * buys
    return PurchasingPower(
        nominal_gain=net_wage_abroad - net_wage_home,
        real_home=at_home,
        real_abroad=abroad,
        real_gain=abroad - at_home,
        real_ratio=abroad / at_home if at_home else None,
    )


def _buys(spent_home: float, prices_home: float, prices_abroad: float) -> float:
    """Return what one unit buys when a part of it is spent at home."""
    return spent_home / prices_home + (1.0 - spent_home) / prices_abroad


def migrant(plan: MigrantPlan, rate: float) -> MigrantAccount:
    """Value migration to a migrant: earnings abroad less those at home, return with a premium, prices of both places.

    Parameters
    ----------
    plan : see `MigrantPlan`
    rate : real, per year, above -1

    Raises
    ------
    InputError : a negative wage or price level, a share outside 0 to 1, no year

    Source: docs/methods/appraisal.md, Migrant.
    """
    _check(plan)
    away = np.concatenate([staying(plan.return_hazard, plan.years), np.zeros(plan.years_after_return)])
    home_wage = plan.employed_home * plan.wage_home * (1.0 - plan.tax_home)
    back = (1.0 - away) * plan.return_premium * home_wage
    net_abroad = plan.employed_abroad * plan.wage_abroad * (1.0 - plan.tax_abroad)
    factors = discount_factors(rate, len(away))
    buys = _buys(plan.share_spent_home, plan.prices_home, plan.prices_abroad)

    def flows(abroad: float, home: float, at_home: float, living: float) -> Floats:
        yearly = away * (net_abroad * abroad - living - home_wage * home) + back * at_home
        return np.concatenate([[-plan.own_cost * at_home], yearly])

    at_home = 1.0 / plan.prices_home
    money = flows(1.0, 1.0, 1.0, plan.extra_living_cost)
    real = flows(buys, at_home, at_home, plan.extra_living_cost / plan.prices_abroad)
    real_npv = math.fsum(real * factors)
    earned = math.fsum(away * factors[1:]) * net_abroad * buys
    breakeven = plan.wage_abroad * (1.0 - real_npv / earned) if earned else None
    return MigrantAccount(math.fsum(money * factors), real_npv, tuple(money.tolist()), tuple(real.tolist()), breakeven)


def _check(plan: MigrantPlan) -> None:
    for name in ("wage_abroad", "wage_home", "own_cost", "extra_living_cost"):
        at_least_zero(getattr(plan, name), name)
    for name in ("tax_abroad", "tax_home", "employed_abroad", "employed_home", "return_hazard", "share_spent_home"):
        share(getattr(plan, name), name)
    for name in ("prices_home", "prices_abroad"):
        above_zero(getattr(plan, name), name)
    finite(plan.return_premium, "return_premium")
    whole(plan.years, "years", least=1)
    whole(plan.years_after_return, "years_after_return")

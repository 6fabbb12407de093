"""The balance of a fund year by year, without chance."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from corridor.engines.compute import at_least_zero, finite, share as part_of_one, whole
from corridor.engines.instruments.welfare.arguments import yearly_rate
from corridor.kernel.errors import N_, InputError

MOST_YEARS = 200
LEAST_INFLATION = -0.5


@dataclass(frozen=True, slots=True)
class WelfareProjection:
    """Balance at the end of every year with the flows of the year; years count from 1.

    `real_reserve` is in money of the beginning. `first_deficit_year` is the first in which fees do not cover claims and
    administration, `first_negative_year` the first that ends below zero; None where there is none.
    """

    reserve: tuple[float, ...]
    real_reserve: tuple[float, ...]
    contracts: tuple[float, ...]
    income: tuple[float, ...]
    claims: tuple[float, ...]
    admin: tuple[float, ...]
    investment: tuple[float, ...]
    real_return: float
    first_deficit_year: int | None
    first_negative_year: int | None


def welfare_projection(
    contracts: float,
    fee: float,
    share: float,
    admin: float,
    claims_per_contract: float,
    growth: float,
    ret: float,
    start: float,
    claims_inflation: float,
    years: int,
    *,
    fee_growth: float = 0.0,
    admin_inflation: float = 0.0,
    inflation: float = 0.0,
) -> WelfareProjection:
    """Project the balance of a fund.

    Flows of the year's contracts come at its end; growth, inflation and fee growth begin in the second year.

    Parameters
    ----------
    contracts, growth : new contracts in the first year, their yearly growth (0.03 for 3 %)
    fee, share, admin, claims_per_contract : per contract: fee, part of it for the fund, administration, expected claims
    ret, start : yearly nominal return, balance at the beginning (below zero is a debt that costs the return)
    claims_inflation, fee_growth, admin_inflation : yearly growth of claims, fee and administration per contract
    years : years to project, 1 to 200
    inflation : general price growth, for the balance in money of the beginning

    Returns
    -------
    Balances and flows (years,), the real return, and the first bad years.

    Raises
    ------
    InputError : an argument outside its range

    Source: docs/methods/welfare-fund.md, Projection.
    """
    members = compounded(at_least_zero(contracts, "contracts"), growth, years, "growth")
    net = at_least_zero(fee, "fee") * part_of_one(share, "share")
    income = _flow(members, net, fee_growth, "fee_growth")
    at_least_zero(claims_per_contract, "claims_per_contract")
    claims = _flow(members, claims_per_contract, claims_inflation, "claims_inflation")
    cost = _flow(members, at_least_zero(admin, "admin"), admin_inflation, "admin_inflation")
    compounded(1.0, ret, years, "ret")
    prices = compounded(1 + _price_growth(inflation), inflation, years, "inflation")
    reserve, earned = balances(finite(start, "start"), ret, income, claims, cost)
    return WelfareProjection(
        reserve=reserve,
        real_reserve=tuple(value / price for value, price in zip(reserve, prices, strict=True)),
        contracts=members,
        income=income,
        claims=claims,
        admin=cost,
        investment=earned,
        real_return=(1 + ret) / (1 + inflation) - 1,
        first_deficit_year=_first(np.subtract(income, np.add(claims, cost)).tolist()),
        first_negative_year=_first(reserve),
    )


def _flow(members: Sequence[float], first: float, rate: float, field: str) -> tuple[float, ...]:
    """Return what a value per contract, which grows, comes to for the contracts of every year."""
    grown = compounded(first, rate, len(members), field)
    return tuple(number * value for number, value in zip(members, grown, strict=True))


def _price_growth(inflation: float) -> float:
    if yearly_rate(inflation, "inflation") < LEAST_INFLATION:
        raise InputError(
            N_("%(field)s is %(value)s; prices that fall by more than half every year cannot be projected."),
            hint=N_("Write 3 percent as 0.03, and a fall of 3 percent as -0.03."),
            field="inflation",
            params={"field": "inflation", "value": inflation},
        )
    return inflation


def _first(values: Iterable[float]) -> int | None:
    """Return the first year, counted from 1, with a value below zero."""
    return next((year for year, value in enumerate(values, start=1) if value < 0), None)


def compounded(first: float, rate: float, years: int, field: str) -> tuple[float, ...]:
    """Return a value that grows by a yearly rate from the second year on.

    >>> compounded(100.0, 0.5, 3, "growth")
    (100.0, 150.0, 225.0)
    """
    horizon = range(_within(years))
    factor = 1 + yearly_rate(rate, field)
    if first and factor > 1 and math.log(first) + (len(horizon) - 1) * math.log(factor) > math.log(1e100):
        raise InputError(
            N_("%(field)s is %(value)s; over %(years)s years that leaves every scale."),
            hint=N_("Write 3 percent as 0.03, or project fewer years."),
            field=field,
            params={"field": field, "value": rate, "years": years},
        )
    return tuple(first * factor**t for t in horizon)


def _within(years: int) -> int:
    if whole(years, "years", least=1) > MOST_YEARS:
        raise InputError(
            N_("%(years)s years are asked for; the projection reaches %(most)s years at most."),
            hint=N_("Project fewer years."),
            field="years",
            params={"years": years, "most": MOST_YEARS},
        )
    return int(years)


def balances(
    start: float, ret: float, income: tuple[float, ...], claims: tuple[float, ...], cost: tuple[float, ...]
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return the balance at the end of every year and what the balance before it earned."""
    reserve, earned, balance = [], [], start
    for received, paid, spent in zip(income, claims, cost, strict=True):
        earned.append(balance * ret)
        balance += balance * ret + received - paid - spent
        reserve.append(balance)
    return tuple(reserve), tuple(earned)

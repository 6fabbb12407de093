"""The balance of a fund year by year, without chance."""

import math
from dataclasses import dataclass

from corridor.engines.compute import at_least_zero, finite, share as part_of_one, whole
from corridor.engines.instruments.welfare.arguments import yearly_rate
from corridor.kernel.errors import N_, InputError

MOST_YEARS = 200


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

    The balance of the year before earns (or, below zero, costs) the return; fees, claims and administration of the
    year's contracts come at its end. Growth, inflation and fee growth begin in the second year.

    Parameters
    ----------
    contracts : new contracts in the first year
    fee, share : fee per contract, and the part of it that reaches the fund
    admin : cost of administration per contract
    claims_per_contract : expected claims of a contract, first year
    growth : yearly growth of contracts, 0.03 for 3 %
    ret : yearly return on the balance, nominal
    start : balance at the beginning; below zero is a debt
    claims_inflation, fee_growth, admin_inflation : yearly growth of claims, fee and administration per contract
    years : years to project, 1 to 200
    inflation : general price growth, for the balance in money of the beginning

    Returns
    -------
    Balances and flows (years,), the real return (1 + ret) / (1 + inflation) - 1, and the first bad years.

    Raises
    ------
    InputError : an argument outside its range

    Source: docs/methods/welfare-fund.md, Projection.
    """
    members = compounded(at_least_zero(contracts, "contracts"), growth, years, "growth")
    net = at_least_zero(fee, "fee") * part_of_one(share, "share")
    per_contract = (
        compounded(net, fee_growth, years, "fee_growth"),
        compounded(
            at_least_zero(claims_per_contract, "claims_per_contract"), claims_inflation, years, "claims_inflation"
        ),
        compounded(at_least_zero(admin, "admin"), admin_inflation, years, "admin_inflation"),
    )
    income, claims, cost = (tuple(n * value for n, value in zip(members, each, strict=True)) for each in per_contract)
    reserve, earned = balances(finite(start, "start"), yearly_rate(ret, "ret"), income, claims, cost)
    prices = compounded(1 + yearly_rate(inflation, "inflation"), inflation, years, "inflation")
    deficits = (t for t, received in enumerate(income, start=1) if received < claims[t - 1] + cost[t - 1])
    return WelfareProjection(
        reserve=reserve,
        real_reserve=tuple(value / price for value, price in zip(reserve, prices, strict=True)),
        contracts=members,
        income=income,
        claims=claims,
        admin=cost,
        investment=earned,
        real_return=(1 + ret) / (1 + inflation) - 1,
        first_deficit_year=next(deficits, None),
        first_negative_year=next((t for t, value in enumerate(reserve, start=1) if value < 0), None),
    )


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

"""The value of one flow of money over years: present value, ratio, rates of return, payback."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from corridor.engines.appraisal.discounting import (
    Convention,
    Floats,
    above_minus_one,
    annuity_factor,
    discount_factors,
    series,
)
from corridor.engines.appraisal.roots import irr_roots
from corridor.engines.compute import finite, whole

ROUNDING = 1e-12
"""Of the money that moves: what is nearer to zero is the rounding of sums."""


@dataclass(frozen=True, slots=True)
class PresentValue:
    """Net present value, and the factor of each year."""

    npv: float
    factors: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class CashFlow:
    """A flow of money appraised.

    `irr` is the rate of return where there is exactly one, else None: `irr_roots` holds all of them. `bcr` is the
    present value of the years with a surplus over that of the years with a deficit; None without a deficit.
    `discounted_payback` is the first moment, in years, at which nothing is owed any more, None where that never
    comes; `stays_paid_back` is False where later years fall below again.
    """

    npv: float
    pv_benefits: float
    pv_costs: float
    bcr: float | None
    irr: float | None
    irr_roots: tuple[float, ...]
    irr_is_unique: bool
    discounted_payback: float | None
    stays_paid_back: bool


@dataclass(frozen=True, slots=True)
class RealNominal:
    """One flow valued twice, at constant and at current prices; the two values are equal."""

    nominal_rate: float
    npv_real: float
    npv_nominal: float


def rounding_of(values: Iterable[float]) -> float:
    """Return below what such values are nothing but the rounding of sums."""
    return ROUNDING * max(map(abs, values), default=0.0)


def npv(rate: float, flows: Sequence[float], convention: str = Convention.END_YEAR) -> PresentValue:
    """Compute net present value, year 0 undiscounted.

    Parameters
    ----------
    rate : per year, above -1; real for flows at constant prices
    flows : (n,) money of years 0 to n - 1
    convention : end-year, or mid-year: flows of year t >= 1 fall at t - 0.5

    Raises
    ------
    InputError : a rate of -1 or less, no flow, an unknown convention

    >>> round(npv(0.03, [-12000, 3000, 3000, 3000, 3000, 3000]).npv, 6)
    1739.121562
    """
    money = series(flows)
    factors = discount_factors(rate, len(money) - 1, convention)
    return PresentValue(math.fsum(money * factors), tuple(factors.tolist()))


def cash_flow(rate: float, flows: Sequence[float], convention: str = Convention.END_YEAR) -> CashFlow:
    """Appraise a flow: net present value, benefit-cost ratio, all rates of return, discounted payback.

    Parameters
    ----------
    rate, flows, convention : as in `npv`

    Returns
    -------
    What cannot be computed (a ratio without costs, a rate that does not exist, a payback that never comes) is None.
    Within a year money is taken to come evenly.

    Raises
    ------
    InputError : as in `npv`
    """
    money = series(flows)
    present = money * discount_factors(rate, len(money) - 1, convention)
    benefits, costs = math.fsum(present[present > 0]), abs(math.fsum(present[present < 0]))
    payback, stays = _payback(present)
    roots = irr_roots(money.tolist(), convention) if money.any() else None
    return CashFlow(
        npv=math.fsum(present),
        pv_benefits=benefits,
        pv_costs=costs,
        bcr=benefits / costs if costs else None,
        irr=roots.irr[0] if roots and roots.unique else None,
        irr_roots=roots.irr if roots else (),
        irr_is_unique=bool(roots and roots.unique),
        discounted_payback=payback,
        stays_paid_back=stays,
    )


def _payback(present: Floats) -> tuple[float | None, bool]:
    """Return when the running sum first reaches zero, and whether it stays there."""
    balance = np.cumsum(present)
    paid = balance >= -ROUNDING * np.abs(present).sum()
    if not paid.any():
        return None, False
    first = int(paid.argmax())
    if first == 0:
        return 0.0, bool(paid.all())
    owed = -float(balance[first - 1])
    return first - 1 + min(owed / float(present[first]), 1.0), bool(paid[first:].all())


def real_nominal(real_rate: float, inflation: float, real_flow: float, years: int) -> RealNominal:
    """Value a yearly flow at constant prices with the real rate, and at current prices with the nominal rate.

    Parameters
    ----------
    real_rate, inflation : per year, above -1
    real_flow : money of each of the years 1 to `years`, at prices of year 0
    years : at least 1

    Raises
    ------
    InputError : a rate of -1 or less, no year

    Source: Fisher (1930); docs/methods/appraisal.md, Prices.
    """
    growth = 1 + above_minus_one(inflation, "inflation")
    nominal_rate = (1 + above_minus_one(real_rate, "real_rate")) * growth - 1
    count = whole(years, "years", least=1)
    prices = discount_factors(inflation, count) ** -1.0
    nominal = finite(real_flow, "real_flow") * (prices * discount_factors(nominal_rate, count))[1:]
    return RealNominal(nominal_rate, real_flow * annuity_factor(real_rate, count), math.fsum(nominal))

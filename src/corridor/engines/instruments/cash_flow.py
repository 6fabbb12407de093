"""What an investor reads in a row of net payments: the deepest hole, the rates of return, the multiple."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq

from corridor.engines.compute import above_zero, finite, not_empty
from corridor.engines.costing.exact import Number
from corridor.engines.instruments.terms import PERIODS_MOST
from corridor.kernel.errors import N_, InputError

Flows = NDArray[np.float64]

# Above this the exponential of a yearly rate leaves what a float can hold.
LOG_MOST = 700.0


@dataclass(frozen=True, slots=True)
class InvestorReturn:
    """The return of one row of flows.

    `irr_roots` holds every rate above -100 % at which the flows are worth nothing; with several of them
    `irr_per_period` is the one nearest to zero and `irr_is_unique` is False; with none both rates are None.
    `multiple` is money back over money paid in, None where nothing was paid in.
    """

    cumulative: tuple[float, ...]
    peak_funding: float
    peak_period: int | None
    payback_period: int | None
    irr_per_period: float | None
    irr_annual: float | None
    irr_roots: tuple[float, ...]
    irr_is_unique: bool
    multiple: float | None


def flows_of(values: Sequence[Number], field: str) -> Flows:
    """Return amounts as an array, refusing what is no number and rows longer than a scheme can be."""
    amounts = [float(finite(value, f"{field}[{place}]")) for place, value in enumerate(not_empty(values, field))]
    if len(amounts) > PERIODS_MOST:
        raise InputError(
            N_("%(field)s holds %(n)s periods; %(most)s is the most."),
            hint=N_("Add periods together, months to quarters for example."),
            field=field,
            params={"field": field, "n": len(amounts), "most": PERIODS_MOST},
        )
    return np.asarray(amounts, dtype=np.float64)


def present_value(flows: Flows, rate: float) -> float:
    """Return the value at period 0 of flows at the periods 0, 1, 2 and so on."""
    return float(sum(flow / (1 + rate) ** period for period, flow in enumerate(flows.tolist())))


def _worth(log_factor: float, flows: Flows) -> float:
    """Return the value of the flows, up to a positive factor, at a discount factor given as its logarithm."""
    periods = np.arange(len(flows))
    powers = periods * log_factor if log_factor <= 0 else (periods - periods[-1]) * log_factor
    return float(np.exp(powers) @ flows)


def _single_root(flows: Flows) -> float:
    """Return the logarithm of the one discount factor at which flows with one change of sign are worth nothing."""
    reach = 1.0
    while _worth(-reach, flows) * _worth(reach, flows) > 0:
        reach *= 2
    return float(brentq(_worth, -reach, reach, args=(flows,), xtol=1e-15, rtol=8.9e-16, maxiter=500))


def _all_roots(flows: Flows) -> list[float]:
    """Return the logarithms of all discount factors at which flows are worth nothing.

    The roots of the polynomial come from the eigenvalues of its companion matrix. Where the value changes sign
    around a root it is found again between two points of opposite sign; a root that only touches zero stays.
    """
    found = np.roots(flows[::-1])
    real = found[(np.abs(found.imag) < 1e-6 * np.abs(found)) & (found.real > 0)].real
    places = sorted(math.log(factor) for factor in real)
    kept: list[float] = []
    for place in places:
        low, high = place - 1e-5, place + 1e-5
        crosses = _worth(low, flows) * _worth(high, flows) < 0
        exact = float(brentq(_worth, low, high, args=(flows,), xtol=1e-15, rtol=8.9e-16)) if crosses else place
        if not kept or exact - kept[-1] > 1e-7:
            kept.append(exact)
    return kept


def internal_rates(flows: Flows) -> tuple[float, ...]:
    """Return every rate per period above -100 % at which the flows are worth nothing, lowest first.

    Parameters
    ----------
    flows : (n,) float64, period 0 first

    Returns
    -------
    Rates; empty where the flows never change sign. O(n^3) where they change it more than once.

    >>> [round(rate, 9) for rate in internal_rates(np.array([-1600.0, 10000.0, -10000.0]))]
    [0.25, 4.0]
    """
    paid = flows[flows != 0]
    changes = int(np.sum(np.sign(paid[1:]) != np.sign(paid[:-1])))
    if changes == 0:
        return ()
    span = np.flatnonzero(flows)
    inner = flows[span[0] : span[-1] + 1] / np.abs(flows).max()
    logs = [_single_root(inner)] if changes == 1 else _all_roots(inner)
    return tuple(sorted(math.expm1(-place) + 0.0 for place in logs if -place < LOG_MOST))


def yearly(rate_per_period: float | None, period_years: float) -> float | None:
    """Return a rate per period compounded over a year; None where it cannot be written as a number."""
    if rate_per_period is None:
        return None
    growth = math.log1p(rate_per_period) / period_years
    return math.expm1(growth) if growth < LOG_MOST else None


def _first(holds: NDArray[np.bool_]) -> int | None:
    places = np.flatnonzero(holds)
    return int(places[0]) if len(places) else None


def investor_return(outlays: Flows, payments: Flows, period_years: Number) -> InvestorReturn:
    """Read the return of an investor who pays outlays and receives payments, both period 0 first.

    Parameters
    ----------
    outlays : (n,) float64, zero or below
    payments : (n,) float64, zero or above
    period_years : length of a period, 0.5 for half-years

    Raises
    ------
    InputError : a period without length
    """
    years = float(above_zero(period_years, "period_years"))
    net = outlays + payments
    cumulative = np.cumsum(net)
    peak = float(max(-cumulative.min(), 0.0))
    peak_period = int(np.argmin(cumulative)) if peak > 0 else None
    roots = internal_rates(net)
    nearest = min(roots, key=abs) if roots else None
    paid_in = float(-outlays.sum())
    back = _first(cumulative[peak_period:] >= 0) if peak_period is not None else None
    return InvestorReturn(
        cumulative=tuple(cumulative.tolist()),
        peak_funding=peak,
        peak_period=peak_period,
        payback_period=None if back is None or peak_period is None else peak_period + back,
        irr_per_period=nearest,
        irr_annual=yearly(nearest, years),
        irr_roots=roots,
        irr_is_unique=len(roots) == 1,
        multiple=float(payments.sum()) / paid_in if paid_in > 0 else None,
    )

"""The flows of a scheme that is paid by outcome, from its starters, milestones and lags, and how they bear bad luck."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from corridor.engines.compute import at_least_zero, not_empty, share, whole
from corridor.engines.costing.exact import Number
from corridor.engines.instruments.cash_flow import Flows, InvestorReturn, flows_of, investor_return, present_value
from corridor.engines.instruments.terms import rate as checked_rate, term


@dataclass(frozen=True, slots=True)
class PeriodMilestone:
    """An outcome that is paid for: the share of starters who reach it, its tariff, and its lag in whole periods."""

    name: str
    p: float
    tariff: float
    lag_periods: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeContract:
    """A contract that pays for outcomes, and what it costs to bring them about.

    `starts` are people who start in each period; each costs `cost_per_start` then, and every period with a number of
    starts costs `fixed_cost` too. Payment follows an outcome by `payment_lag` periods; all payments together stay
    below `payment_cap`. `attrition` is the share of people on the way who leave in a period, beyond what `p` of the
    milestones already says; `default` is the share of what is due that is not paid.
    """

    starts: Sequence[Number]
    cost_per_start: Number
    milestones: Sequence[PeriodMilestone]
    period_years: Number = 1
    fixed_cost: Number = 0
    payment_lag: int = 0
    payment_cap: Number | None = None
    attrition: Number = 0
    default: Number = 0
    rate: Number = 0


@dataclass(frozen=True, slots=True)
class OutcomeInvestment:
    """What an investor in a contract pays, receives and earns, period 0 first.

    `outcomes` are people who reach each milestone, over all periods; `over_cap` is what outcomes would have earned
    beyond the cap; `present_value` is the value of the net flows at period 0.
    """

    outlays: tuple[float, ...]
    due: tuple[float, ...]
    payments: tuple[float, ...]
    net: tuple[float, ...]
    outcomes: tuple[float, ...]
    over_cap: float
    unpaid: float
    present_value: float
    returns: InvestorReturn


@dataclass(frozen=True, slots=True)
class SensitivityCell:
    """A contract with another attrition and default: what is left of its value."""

    attrition: float
    default: float
    present_value: float
    irr_per_period: float | None
    irr_annual: float | None
    multiple: float | None
    peak_funding: float


@dataclass(frozen=True, slots=True)
class OutcomeSensitivity:
    """Every pair of attrition and default, attrition outermost; and the default at which nothing is earned or lost.

    `break_even_default` belongs to the contract's own attrition; None where it loses without any default.
    """

    cells: tuple[SensitivityCell, ...]
    break_even_default: float | None


def _check(contract: OutcomeContract) -> None:
    for place, starts in enumerate(flows_of(contract.starts, "starts")):
        at_least_zero(float(starts), f"starts[{place}]")
    for name in ("cost_per_start", "fixed_cost"):
        at_least_zero(getattr(contract, name), name)
    share(contract.attrition, "attrition")
    share(contract.default, "default")
    checked_rate(contract.rate, "rate")
    if contract.payment_cap is not None:
        at_least_zero(contract.payment_cap, "payment_cap")
    for place, item in enumerate(not_empty(contract.milestones, "milestones")):
        share(item.p, f"milestones[{place}].p")
        at_least_zero(item.tariff, f"milestones[{place}].tariff")
        _lag(item.lag_periods, f"milestones[{place}].lag_periods")


def _lag(value: int, field: str) -> int:
    return term(value, field) if whole(value, field) else 0


def _shifted(values: Flows, lag: int, periods: int) -> Flows:
    row = np.zeros(periods)
    row[lag : lag + len(values)] = values
    return row


def _under_cap(amounts: Flows, cap: Number | None) -> Flows:
    """Return the amounts that are paid until the cap is reached."""
    if cap is None:
        return amounts
    return np.diff(np.minimum(np.cumsum(amounts), float(cap)), prepend=0.0)


def outcome_investment(contract: OutcomeContract) -> OutcomeInvestment:
    """Turn a contract into flows and read an investor's return.

    Parameters
    ----------
    contract : starters, costs, milestones, lags, cap, attrition and default

    Returns
    -------
    Flows per period up to the last payment, people per milestone, what the cap and default take, and the return.
    The rates are None where the flows never change sign. O(periods x milestones).

    Raises
    ------
    InputError : a probability outside 0 to 1, a negative number of starters, cost, tariff or lag, no milestone

    Source: docs/methods/instruments.md, Investor.
    """
    _check(contract)
    starts = flows_of(contract.starts, "starts")
    delay = _lag(contract.payment_lag, "payment_lag")
    periods = len(starts) + delay + max(item.lag_periods for item in contract.milestones)
    stay = 1 - float(contract.attrition)
    reached = [starts * float(item.p) * stay**item.lag_periods for item in contract.milestones]
    rows = [
        _shifted(people * float(item.tariff), item.lag_periods + delay, periods)
        for people, item in zip(reached, contract.milestones, strict=True)
    ]
    due = np.sum(rows, axis=0)
    capped = _under_cap(due, contract.payment_cap)
    payments = capped * (1 - float(contract.default))
    costs = starts * float(contract.cost_per_start) + np.where(starts > 0, float(contract.fixed_cost), 0.0)
    outlays = _shifted(-costs, 0, periods)
    net = outlays + payments
    return OutcomeInvestment(
        outlays=tuple(outlays.tolist()),
        due=tuple(due.tolist()),
        payments=tuple(payments.tolist()),
        net=tuple(net.tolist()),
        outcomes=tuple(float(people.sum()) for people in reached),
        over_cap=float(due.sum() - capped.sum()),
        unpaid=float(capped.sum() - payments.sum()),
        present_value=present_value(net, float(contract.rate)),
        returns=investor_return(outlays, payments, contract.period_years),
    )


def _with(contract: OutcomeContract, attrition: Number, default: Number) -> OutcomeContract:
    return replace(contract, attrition=attrition, default=default)


def _cell(contract: OutcomeContract) -> SensitivityCell:
    found = outcome_investment(contract)
    return SensitivityCell(
        attrition=float(contract.attrition),
        default=float(contract.default),
        present_value=found.present_value,
        irr_per_period=found.returns.irr_per_period,
        irr_annual=found.returns.irr_annual,
        multiple=found.returns.multiple,
        peak_funding=found.returns.peak_funding,
    )


def outcome_sensitivity(
    contract: OutcomeContract, attritions: Sequence[Number], defaults: Sequence[Number]
) -> OutcomeSensitivity:
    """Hold a contract against people who leave and a payer who does not pay.

    Parameters
    ----------
    contract : the contract as planned
    attritions, defaults : shares to try, each with each

    Returns
    -------
    Value, return and peak funding for every pair, and the default that the contract's own value can bear.

    Raises
    ------
    InputError : as in `outcome_investment`; nothing to try

    Source: docs/methods/instruments.md, Investor.
    """
    not_empty(attritions, "attritions")
    not_empty(defaults, "defaults")
    cells = tuple(_cell(_with(contract, *pair)) for pair in product(attritions, defaults))
    planned = outcome_investment(_with(contract, contract.attrition, 0))
    received = present_value(np.asarray(planned.payments), float(contract.rate))
    bearable = planned.present_value / received if received > 0 else -1.0
    return OutcomeSensitivity(cells=cells, break_even_default=bearable if bearable >= 0 else None)

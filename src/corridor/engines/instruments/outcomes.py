"""Payment for outcomes: tariffs that carry the cost of a starter, and what a fund that pays in advance earns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from corridor.engines.compute import above_zero, at_least_zero, finite, not_empty, share
from corridor.engines.costing.exact import Number
from corridor.engines.instruments.cash_flow import Flows, flows_of, investor_return
from corridor.engines.instruments.terms import lag, rate as checked_rate
from corridor.kernel.errors import N_, InputError

PLACEMENT = "placement"


@dataclass(frozen=True, slots=True)
class Milestone:
    """An outcome that is paid for: the share of starters who reach it, its tariff, and the years until it is paid."""

    name: str
    p: float
    tariff: float
    t: float


@dataclass(frozen=True, slots=True)
class MilestoneTariffs:
    """What the tariffs of one starter are worth against the cost of one starter.

    `breakeven_tariffs` holds for every milestone the tariff at which the others as they are just cover the cost;
    None for a milestone that nobody reaches. A break-even tariff below zero says that the others more than cover it.
    """

    undiscounted_revenue: float
    pv_revenue: float
    npv: float
    breakeven_placement_tariff: float | None
    breakeven_tariffs: Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class BreakEvenTariff:
    """The tariff of one outcome, and the parts that it is made of."""

    tariff: float
    cost_per_outcome: float
    financing: float
    margin: float


@dataclass(frozen=True, slots=True)
class OutcomeFund:
    """A fund that pays for a scheme and is paid for its outcomes, period 0 first; see InvestorReturn for the rates."""

    net: tuple[float, ...]
    cumulative: tuple[float, ...]
    peak_funding: float
    peak_period: int | None
    payback_period: int | None
    irr_per_period: float
    irr_annual: float | None
    irr_roots: tuple[float, ...]
    irr_is_unique: bool
    multiple: float | None


def check_milestones(milestones: Sequence[Milestone]) -> None:
    """Refuse milestones without a name of their own, with a share outside 0 to 1 or a negative tariff or time."""
    seen: set[str] = set()
    for place, milestone in enumerate(not_empty(milestones, "milestones")):
        if not milestone.name or milestone.name in seen:
            raise InputError(
                N_("Milestone %(number)s is named %(name)s, as another one is, or has no name."),
                hint=N_("Give every milestone a name of its own."),
                field=f"milestones[{place}].name",
                params={"number": place + 1, "name": milestone.name or "-"},
            )
        seen.add(milestone.name)
        share(milestone.p, f"milestones[{place}].p")
        at_least_zero(milestone.tariff, f"milestones[{place}].tariff")
        lag(milestone.t, f"milestones[{place}].t")


def milestone_tariffs(cost: Number, rate: Number, milestones: Sequence[Milestone]) -> MilestoneTariffs:
    """Value the tariffs of a starter and find each tariff that would just cover the cost.

    Parameters
    ----------
    cost : cost of one starter, paid at the start
    rate : discount rate per year, 0.08 for 8 %
    milestones : `p` is the share of all starters who reach the milestone, not of those who reached the one before

    Returns
    -------
    Revenue per starter, undiscounted and at the start, its surplus over the cost, and the break-even tariffs.

    Raises
    ------
    InputError : no milestone, two of one name, a probability outside 0 to 1, a negative cost, tariff or time

    Source: docs/methods/instruments.md, Outcome tariffs.
    """
    check_milestones(milestones)
    spent, discount = float(at_least_zero(cost, "cost")), checked_rate(rate, "rate")
    weights = [float(item.p) / (1 + discount) ** item.t for item in milestones]
    values = [weight * float(item.tariff) for weight, item in zip(weights, milestones, strict=True)]
    worth = sum(values)
    tariffs = {
        item.name: (spent - worth + value) / weight if weight > 0 else None
        for item, weight, value in zip(milestones, weights, values, strict=True)
    }
    by_folded = {name.strip().casefold(): tariff for name, tariff in tariffs.items()}
    return MilestoneTariffs(
        undiscounted_revenue=float(sum(item.p * item.tariff for item in milestones)),
        pv_revenue=worth,
        npv=worth - spent,
        breakeven_placement_tariff=by_folded.get(PLACEMENT),
        breakeven_tariffs=tariffs,
    )


def break_even_tariff(
    cost_per_start: Number, success: Number, lag_years: Number, rate: Number, margin: Number = 0
) -> BreakEvenTariff:
    """Compute the tariff of an outcome that pays for all who start, for waiting, and for a margin.

    Parameters
    ----------
    cost_per_start : cost of one starter
    success : share of starters who reach the outcome, above 0
    lag_years : years from the cost to the payment
    rate : cost of money per year
    margin : share added for the provider's risk; below zero where somebody else bears a part

    Returns
    -------
    The tariff; the cost of an outcome, what waiting adds to it, and what the margin adds to both. They add up.

    Raises
    ------
    InputError : nobody succeeds, a share outside 0 to 1, a negative cost or time, a rate or margin of -100 % or less

    Source: docs/methods/instruments.md, Outcome tariffs.

    >>> break_even_tariff(cost_per_start=4000, success=0.5, lag_years=1, rate=0.08, margin=0.05).tariff
    9072.0
    """
    reached = float(share(above_zero(success, "success"), "success"))
    per_outcome = float(at_least_zero(cost_per_start, "cost_per_start")) / reached
    waited = per_outcome * (1 + checked_rate(rate, "rate")) ** lag(lag_years, "lag_years")
    tariff = waited * (1 + checked_rate(margin, "margin"))
    return BreakEvenTariff(
        tariff=tariff, cost_per_outcome=per_outcome, financing=waited - per_outcome, margin=tariff - waited
    )


def _signed(values: Sequence[Number], field: str, sign: int) -> Flows:
    """Return the amounts, refusing one on the wrong side of zero."""
    flows = flows_of(values, field)
    wrong = np.flatnonzero(flows * sign < 0)
    if len(wrong):
        raise InputError(
            N_("%(field)s has %(value)s in period %(period)s, on the wrong side of zero."),
            hint=N_("Write what the fund pays as zero or less and what it receives as zero or more."),
            field=f"{field}[{wrong[0]}]",
            params={"field": field, "value": float(flows[wrong[0]]), "period": int(wrong[0])},
        )
    return flows


def _padded(flows: Flows, periods: int) -> Flows:
    return np.concatenate([flows, np.zeros(periods - len(flows))])


def outcome_fund(outlays: Sequence[Number], outcome_payments: Sequence[Number], period_years: Number) -> OutcomeFund:
    """Follow a fund that pays in advance and is paid when outcomes are verified.

    Parameters
    ----------
    outlays : what the fund pays in each period, zero or less, period 0 first
    outcome_payments : what it receives in each period, zero or more; the shorter row is filled with zeros
    period_years : length of a period in years, 0.5 for half-years

    Returns
    -------
    Net and cumulative flows; the deepest cumulative need; the internal rate per period and per year (all of them,
    where there are several); money received over money paid.

    Raises
    ------
    InputError : an amount on the wrong side of zero; flows that have no internal rate of return

    Source: docs/methods/instruments.md, Investor.
    """
    paid, received = _signed(outlays, "outlays", -1), _signed(outcome_payments, "outcome_payments", 1)
    periods = max(len(paid), len(received))
    paid, received = _padded(paid, periods), _padded(received, periods)
    found = investor_return(paid, received, period_years)
    if found.irr_per_period is None:
        raise InputError(
            N_("These flows have no internal rate of return: the fund pays %(paid)s and receives %(received)s."),
            hint=N_("A rate exists only where money goes out in one period and comes in in another."),
            field="outcome_payments",
            code="no_irr",
            params={"paid": float(finite(-paid.sum(), "outlays")), "received": float(received.sum())},
        )
    return OutcomeFund(
        net=tuple((paid + received).tolist()),
        cumulative=found.cumulative,
        peak_funding=found.peak_funding,
        peak_period=found.peak_period,
        payback_period=found.payback_period,
        irr_per_period=found.irr_per_period,
        irr_annual=found.irr_annual,
        irr_roots=found.irr_roots,
        irr_is_unique=found.irr_is_unique,
        multiple=found.multiple,
    )

"""Arithmetic of grants and public money: caps, co-financing, contributions in kind, small aid, waived fees."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from corridor.engines.compute import above_zero, at_least_zero, not_empty, share, whole
from corridor.engines.costing.exact import Number, exact, exact_sum
from corridor.engines.costing.profiles import threshold


@dataclass(frozen=True, slots=True)
class GrantBudget:
    """A grant budget from direct costs to the total that can be claimed."""

    direct: float
    indirect: float
    total_excl_reserve: float
    contingency: float
    total_eligible: float
    contingency_rate: float
    contingency_ok: bool
    indirect_ok: bool


@dataclass(frozen=True, slots=True)
class Cofinancing:
    """What the donor pays and what the partners bring."""

    eu: float
    own: float


@dataclass(frozen=True, slots=True)
class InKind:
    """What counts as co-financing when partners also give things."""

    co_financing_counted: float
    financing_gap: float
    eligible_in_kind: float


@dataclass(frozen=True, slots=True)
class DeMinimis:
    """Small aid to one undertaking within a rolling window."""

    sum_window_at_last: float
    breach: bool
    headroom_before_last: float
    window_start_date: date
    breach_dates: tuple[date, ...]
    highest_window_sum: float


@dataclass(frozen=True, slots=True)
class FeeWaiver:
    """Who gains and who forgoes when a state waives a fee."""

    dest_gov_cash_out: float
    forgone_revenue: float
    resource_cost: float
    dest_gov_net_if_charged: float
    dest_gov_net_if_waived: float
    migrant_or_employer_gain: float


def grant_budget(
    direct: Number,
    indirect_rate: Number,
    contingency: Number,
    indirect_cap: Number = threshold("eu-prag", "indirect_cap"),
    contingency_cap: Number = threshold("eu-prag", "reserve_cap"),
) -> GrantBudget:
    """Build a grant budget on direct costs and hold its two rates against the donor's caps.

    Parameters
    ----------
    direct : eligible direct costs, above zero
    indirect_rate : indirect costs as a share of direct costs
    contingency : the reserve, an amount; not part of the base of the indirect costs
    indirect_cap, contingency_cap : highest share of direct costs (EU grants: 7 % and 5 %)

    Raises
    ------
    InputError : direct costs of zero, a negative amount, a rate outside 0 to 1

    Source: docs/methods/costing.md, Caps on direct costs.
    """
    base = exact(above_zero(direct, "direct"))
    rate = exact(share(indirect_rate, "indirect_rate"))
    reserve = exact(at_least_zero(contingency, "contingency"))
    subtotal = base + base * rate
    return GrantBudget(
        direct=float(base),
        indirect=float(base * rate),
        total_excl_reserve=float(subtotal),
        contingency=float(reserve),
        total_eligible=float(subtotal + reserve),
        contingency_rate=float(reserve / base),
        contingency_ok=reserve <= exact(share(contingency_cap, "contingency_cap")) * base,
        indirect_ok=rate <= exact(share(indirect_cap, "indirect_cap")),
    )


def cofinancing(total_eligible: Number, eu_rate: Number) -> Cofinancing:
    """Split eligible costs between the donor and the partners' own money.

    Raises
    ------
    InputError : a negative total, a rate outside 0 to 1
    """
    total = exact(at_least_zero(total_eligible, "total_eligible"))
    granted = total * exact(share(eu_rate, "eu_rate"))
    return Cofinancing(eu=float(granted), own=float(total - granted))


def in_kind(
    total_eligible: Number,
    eu_grant: Number,
    own_cash: Number,
    in_kind_office: Number = 0,
    assigned_staff: Number = 0,
) -> InKind:
    """Count co-financing under rules that do not accept contributions in kind.

    Parameters
    ----------
    total_eligible, eu_grant, own_cash : eligible costs, grant and partners' cash
    in_kind_office : rooms, volunteers and other gifts: worth knowing, not eligible
    assigned_staff : cost of salaried staff assigned to the project: a cash cost, counted

    Returns
    -------
    What counts, the gap that remains (negative: more money than eligible costs) and the eligible part of the
    gifts, which is always zero.

    Source: docs/methods/costing.md, Contributions in kind.
    """
    at_least_zero(in_kind_office, "in_kind_office")
    counted = exact(at_least_zero(own_cash, "own_cash")) + exact(at_least_zero(assigned_staff, "assigned_staff"))
    needed = exact(at_least_zero(total_eligible, "total_eligible")) - exact(at_least_zero(eu_grant, "eu_grant"))
    return InKind(co_financing_counted=float(counted), financing_gap=float(needed - counted), eligible_in_kind=0.0)


def _window_start(last: date, years: int) -> date:
    if years >= last.year:
        return date.min
    try:
        anniversary = last.replace(year=last.year - years)
    except ValueError:  # 29 February has no anniversary in a common year: the window then starts on 1 March.
        anniversary = date(last.year - years, 2, 28)
    return anniversary + timedelta(days=1)


def _window_sum(grants: Sequence[tuple[date, Number]], last: date, years: int) -> float:
    start = _window_start(last, years)
    return exact_sum(amount for granted, amount in grants if start <= granted <= last)


def de_minimis(
    ceiling: Number,
    grants: Sequence[tuple[date, Number]],
    years: int = int(threshold("eu-de-minimis", "de_minimis_years")),
) -> DeMinimis:
    """Add up small aid to one undertaking in one state over the rolling window that ends with the last grant.

    Parameters
    ----------
    ceiling : highest sum within the window (EU: 300,000 EUR)
    grants : (date, amount) of each grant, in any order
    years : length of the window; from the day after the anniversary to the last grant, both days included

    Returns
    -------
    The sum of the window, whether it is above the ceiling, the headroom before the last grant (negative where
    earlier grants were already too much), every grant date on which the sum stood above the ceiling, and the
    highest sum of any window.

    Raises
    ------
    InputError : no grant, a negative amount, a window of less than a year

    Source: docs/methods/costing.md, Small aid.
    """
    above_zero(ceiling, "ceiling")
    whole(years, "years", least=1)
    ordered = sorted(not_empty(grants, "grants"), key=lambda grant: grant[0])
    for _, amount in ordered:
        at_least_zero(amount, "grants")
    last, last_amount = ordered[-1]
    total = _window_sum(ordered, last, years)
    sums = {day: _window_sum(ordered, day, years) for day in sorted({granted for granted, _ in ordered})}
    return DeMinimis(
        sum_window_at_last=total,
        breach=total > ceiling,
        headroom_before_last=float(exact(ceiling) - exact(total) + exact(last_amount)),
        window_start_date=_window_start(last, years),
        breach_dates=tuple(day for day, reached in sums.items() if reached > ceiling),
        highest_window_sum=max(sums.values()),
    )


def fee_waiver(fee: Number, processing_resource_cost: Number, n: int) -> FeeWaiver:
    """Book a waived fee as revenue forgone: no cash leaves, and the work of processing remains.

    Parameters
    ----------
    fee : fee per application that is not charged
    processing_resource_cost : what processing one application costs the state
    n : applications

    Source: docs/methods/costing.md, Waived fees.
    """
    count = whole(n, "n")
    forgone = exact(at_least_zero(fee, "fee")) * count
    work = exact(at_least_zero(processing_resource_cost, "processing_resource_cost")) * count
    return FeeWaiver(
        dest_gov_cash_out=0.0,
        forgone_revenue=float(forgone),
        resource_cost=float(work),
        dest_gov_net_if_charged=float(forgone - work),
        dest_gov_net_if_waived=float(-work),
        migrant_or_employer_gain=float(forgone),
    )

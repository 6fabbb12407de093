"""Who pays what: the employer-pays rule, shares by benefit, a fair split of a shared facility, a worker's debt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from corridor.engines.compute import above_zero, at_least_zero, not_empty, whole
from corridor.engines.costing.exact import Number, exact, exact_sum
from corridor.engines.costing.profiles import threshold
from corridor.engines.costing.types import RELATED_COSTS, FeeClass, Payer
from corridor.kernel.errors import N_, InputError


@dataclass(frozen=True, slots=True)
class PaidItem:
    """One cost of recruitment: what it is under the ILO definition, and who pays it."""

    item: str
    ilo: FeeClass
    payer: Payer
    amount: float


@dataclass(frozen=True, slots=True)
class EmployerPays:
    """Where a worker bears a cost that the employer should bear."""

    violations: tuple[str, ...]
    migrant_borne_recruitment_cost: float
    illegitimate: tuple[str, ...]
    compliant: bool


@dataclass(frozen=True, slots=True)
class CostShares:
    """A cost split over parties, in the currency of the cost."""

    shares: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class DebtBurden:
    """What a loan takes from a worker's wage."""

    payment: float
    dsr: float
    total_interest: float
    above_10_percent: bool


def employer_pays(lines: Sequence[PaidItem]) -> EmployerPays:
    """Find the recruitment fees and related costs that a worker bears.

    Parameters
    ----------
    lines : costs with their class under the ILO definition (2019) and their payer

    Returns
    -------
    Items that a worker pays although they are fees, related costs or illegitimate, in the order given; their sum;
    items that are illegitimate whoever pays; and whether neither list holds anything. National law that allows
    a fee does not clear it here.

    Raises
    ------
    InputError : an amount below zero

    Source: docs/methods/costing.md, Employer pays.
    """
    for line in lines:
        at_least_zero(line.amount, "amount")
    forbidden = RELATED_COSTS | {FeeClass.ILLEGITIMATE}
    borne = [line for line in lines if line.payer == Payer.MIGRANT and line.ilo in forbidden and line.amount > 0]
    illegitimate = tuple(line.item for line in lines if line.ilo == FeeClass.ILLEGITIMATE)
    return EmployerPays(
        violations=tuple(line.item for line in borne),
        migrant_borne_recruitment_cost=exact_sum(line.amount for line in borne),
        illegitimate=illegitimate,
        compliant=not borne and not illegitimate,
    )


def benefit_shares(cost: Number, benefit: Mapping[str, Number]) -> CostShares:
    """Split a cost in proportion to what each party gains.

    Parameters
    ----------
    cost : the cost, at least zero
    benefit : gain of each party; a party that does not gain pays nothing, and `migrant` never pays

    Raises
    ------
    InputError : no party that may pay gains anything

    Source: docs/methods/costing.md, Shares by benefit.
    """
    at_least_zero(cost, "cost")
    gains = {
        party: max(exact(gain), Fraction(0)) if party != Payer.MIGRANT else Fraction(0)
        for party, gain in benefit.items()
    }
    total = sum(gains.values(), Fraction(0))
    if total == 0:
        raise InputError(
            N_("No party that may pay gains anything, so the cost cannot be shared by benefit."),
            hint=N_("Choose fixed shares, or enter the parties' benefits."),
            field="benefit",
        )
    return CostShares({party: float(exact(cost) * gain / total) for party, gain in gains.items()})


def shapley_shared_facility(standalone_cost: Mapping[str, Number]) -> CostShares:
    """Split the cost of one facility that is big enough for its most demanding user (the airport game).

    Users ordered by what each would need alone share every further slice of cost with all who need it too: the
    Shapley value of the game in which a group costs as much as its most demanding member.

    Parameters
    ----------
    standalone_cost : what a facility for each party alone would cost, at least zero

    Returns
    -------
    A cost per party; together they pay the highest stand-alone cost.

    Source: Littlechild and Owen (1973); docs/methods/costing.md, Shared facility.
    """
    not_empty(standalone_cost, "standalone_cost")
    costs = {party: exact(at_least_zero(cost, "standalone_cost")) for party, cost in standalone_cost.items()}
    paid, below, owed = {}, Fraction(0), Fraction(0)
    for place, party in enumerate(sorted(costs, key=lambda name: costs[name])):
        owed += (costs[party] - below) / (len(costs) - place)
        below = costs[party]
        paid[party] = float(owed)
    return CostShares({party: paid[party] for party in costs})


def debt_burden(
    principal: Number,
    monthly_rate: Number,
    n: int,
    net_wage: Number,
    dsr_max: Number = threshold("corridor", "debt_service_most"),
) -> DebtBurden:
    """Compute the monthly payment of a worker's loan and its share of the wage.

    Parameters
    ----------
    principal : amount lent
    monthly_rate : interest per month, 0.02 for 2 %
    n : months of equal payments, from the end of the first month
    net_wage : monthly wage after tax, above zero
    dsr_max : debt-service ratio that raises a warning

    Returns
    -------
    The payment, its ratio to the wage, the interest over the whole term, and whether the ratio is above the
    limit (10 % unless another is given).

    Raises
    ------
    InputError : no wage, no month, a negative loan or rate

    Source: docs/methods/costing.md, Debt.
    """
    months = whole(n, "n", least=1)
    loan, rate = float(at_least_zero(principal, "principal")), float(at_least_zero(monthly_rate, "monthly_rate"))
    payment = loan * rate / (1 - (1 + rate) ** -months) if rate else loan / months
    ratio = payment / float(above_zero(net_wage, "net_wage"))
    return DebtBurden(
        payment=payment, dsr=ratio, total_interest=payment * months - loan, above_10_percent=ratio > dsr_max
    )

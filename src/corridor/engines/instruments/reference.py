"""The definitions of the instruments, slow and plain. Tests hold the engine against them; nothing else uses them."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import ceil, comb, exp, floor, pi, sqrt
from statistics import NormalDist

from corridor.engines.costing.exact import Number, exact
from corridor.engines.instruments.investment import OutcomeContract


def rate_by_halving(flows: Sequence[float]) -> float:
    """Halve the span of discount factors until the flows, which begin and change sign once, are worth nothing."""

    def worth(factor: float) -> float:
        return sum(flow * factor**period for period, flow in enumerate(flows))

    low, high, begins = 0.0, 1.0, flows[0]
    while worth(high) * begins > 0:
        high *= 2
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if worth(middle) * begins > 0 else (low, middle)
    return 2 / (low + high) - 1


def defaults_by_counting(loans: int, default: Number, confidence: Number) -> int:
    """Add up the exact probabilities of no, one, two and more defaults until they reach the confidence."""
    chance, reached = exact(default), Fraction(0)
    for count in range(loans + 1):
        reached += comb(loans, count) * chance**count * (1 - chance) ** (loans - count)
        if reached >= exact(confidence):
            return count
    return loans


def vasicek_below(count: int, loans: int, default: float, correlation: float, points: int = 2000) -> float:
    """Average the binomial distribution function over the middles of slices of the common factor."""
    normal, total = NormalDist(), 0.0
    for place in range(points):
        factor = -8 + 16 * (place + 0.5) / points
        given = normal.cdf((normal.inv_cdf(default) - sqrt(correlation) * factor) / sqrt(1 - correlation))
        below = sum(comb(loans, k) * given**k * (1 - given) ** (loans - k) for k in range(count + 1))
        total += below * exp(-(factor**2) / 2) / sqrt(2 * pi) * 16 / points
    return total


def grant_element_by_payments(
    principal: Number, rate: Number, years: int, grace: int, discount: Number, payments: str
) -> float:
    """Write down every payment as a fraction, discount each and compare with what was lent."""
    lent, interest, left = exact(principal), exact(rate), years - grace
    parts = dict.fromkeys(range(grace + 1, years + 1), lent / left)
    if payments == "annual, lump sum":
        parts = {years: lent}
    if payments == "annual, annuity" and interest:
        level = lent / sum(1 / (1 + interest) ** year for year in range(1, left + 1))
        owed, parts = lent, {}
        for year in range(grace + 1, years + 1):
            parts[year] = level - owed * interest
            owed -= parts[year]
    owed, worth = lent, Fraction(0)
    for year in range(1, years + 1):
        repaid = parts.get(year, Fraction(0))
        worth += (owed * interest + repaid) / (1 + exact(discount)) ** year
        owed -= repaid
    return float(100 * (lent - worth) / lent)


def income_share_by_year(
    incomes: Sequence[Number], share: Number, threshold: Number, cap: Number, max_payments: int
) -> list[float]:
    """Go through the years and ask, in each, whether anything is due and what is left under the cap."""
    payments: list[Fraction] = []
    for income in incomes:
        made = len([paid for paid in payments if paid > 0])
        left = exact(cap) - sum(payments, Fraction(0))
        due = made < max_payments and left > 0 and exact(income) >= exact(threshold)
        payments.append(min(exact(income) * exact(share), left) if due else Fraction(0))
    return [float(paid) for paid in payments]


def balances_in_full(opening: float, interest: float, nets: Sequence[float]) -> list[float]:
    """Return each year's balance as the sum of all that came before it, each with its own interest."""
    return [
        opening * (1 + interest) ** year
        + sum(net * (1 + interest) ** (year - paid) for paid, net in enumerate(nets[:year], start=1))
        for year in range(1, len(nets) + 1)
    ]


def investment_by_cohort(contract: OutcomeContract) -> tuple[list[float], list[float]]:
    """Follow every cohort to every milestone and return outlays and payments by period."""
    lags = [item.lag_periods for item in contract.milestones]
    periods = len(contract.starts) + contract.payment_lag + max(lags)
    outlays, due = [0.0] * periods, [0.0] * periods
    for begun, people in enumerate(contract.starts):
        if people:
            outlays[begun] -= float(people) * float(contract.cost_per_start) + float(contract.fixed_cost)
        for item in contract.milestones:
            reached = float(people) * item.p
            for _ in range(item.lag_periods):
                reached -= reached * float(contract.attrition)
            due[begun + item.lag_periods + contract.payment_lag] += reached * item.tariff
    paid, payments = 0.0, []
    for amount in due:
        left = amount if contract.payment_cap is None else min(amount, max(float(contract.payment_cap) - paid, 0.0))
        paid += left
        payments.append(left * (1 - float(contract.default)))
    return outlays, payments


def shares_of_year(
    start: Mapping[str, Number], target: Mapping[str, Number], year: int, years: int
) -> dict[str, Fraction]:
    """Return the shares of a year as the weighted mean of the first and the last year's."""
    weight = Fraction(year - 1, years - 1)
    return {
        payer: (1 - weight) * exact(start.get(payer, 0)) + weight * exact(target.get(payer, 0))
        for payer in {**start, **target}
    }


def within_a_unit(parts: Mapping[str, int], cost: int, shares: Mapping[str, Fraction]) -> bool:
    """Say whether parts add up to a cost and each is what is due, rounded down or up."""
    due = {payer: cost * shares.get(payer, Fraction(0)) for payer in parts}
    return sum(parts.values()) == cost and all(floor(due[p]) <= parts[p] <= ceil(due[p]) for p in parts)

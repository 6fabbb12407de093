"""What a fund must hold: for the chance of one year, and for the day on which many have to come home."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from scipy.special import ndtr, ndtri

from corridor.engines.compute import above_zero, at_least_zero, finite, not_empty, same_length, whole
from corridor.engines.costing.exact import exact
from corridor.engines.instruments.welfare.arguments import amounts, probabilities, probability
from corridor.engines.instruments.welfare.compound import year_distribution

# One year in two hundred.
CONFIDENCE = 0.995


@dataclass(frozen=True, slots=True)
class OneYearSolvency:
    """The reserve for one year by the normal approximation and by the exact distribution.

    A reserve below zero says that the year's income is enough against chance alone. `exact_*` come from Panjer's
    recursion, on a grid of `exact_step`.
    """

    expected: float
    sd: float
    reserve_99_5: float
    prob_loss_no_reserve: float
    confidence: float
    reserve: float
    exact_quantile: float
    exact_reserve: float
    exact_prob_loss: float
    exact_step: float
    is_exact: bool


@dataclass(frozen=True, slots=True)
class MassRepatriation:
    """An event in which many members come home at once, beside what may pay for it.

    `annual_charge` is what has to be set aside every year, on average, for an event of the given probability.
    """

    cost: float
    shortfall: float
    event_workers_reserve_can_cover: int
    backstop_used: float
    shortfall_after_backstop: float
    annual_charge: float | None


def one_year_solvency(
    contracts: float,
    prob_per_contract: Sequence[float],
    benefits: Sequence[float],
    income_per_contract: float,
    *,
    confidence: float = CONFIDENCE,
) -> OneYearSolvency:
    """Compute the reserve that one year's claims exceed with probability 1 - confidence.

    Parameters
    ----------
    contracts : contracts of the year
    prob_per_contract : probability of a claim per contract, per benefit
    benefits : amount per claim, as many
    income_per_contract : what the fund receives per contract for claims
    confidence : 0.995 for one year in two hundred; below 1

    Returns
    -------
    Expected claims and their standard deviation; the reserve z sd - (income - expected) at 99.5 % and at `confidence`;
    the probability of a year in which income does not pay the claims; and the same from the exact distribution.

    Raises
    ------
    InputError : an argument outside its range, or not one probability for every benefit

    Random claims only: a catastrophe that hits many members at once is `mass_repatriation`.

    Source: docs/methods/welfare-fund.md, One year.
    """
    same_length(not_empty(prob_per_contract, "prob_per_contract"), benefits, "prob_per_contract, benefits")
    probabilities(prob_per_contract, "prob_per_contract")
    amounts(benefits, "benefits")
    at_least_zero(contracts, "contracts")
    income = contracts * finite(income_per_contract, "income_per_contract")
    return solvency_of([contracts * chance for chance in prob_per_contract], benefits, income, confidence)


def solvency_of(
    counts: Sequence[float], benefits: Sequence[float], income: float, confidence: float
) -> OneYearSolvency:
    """Compute the reserve for expected numbers of claims and a year's income."""
    above_zero(1 - probability(confidence, "confidence"), "1 - confidence")
    above_zero(confidence, "confidence")
    expected = sum(n * b for n, b in zip(counts, benefits, strict=True))
    sd = math.sqrt(sum(n * b * b for n, b in zip(counts, benefits, strict=True)))
    exact_year = year_distribution(counts, benefits)
    quantile = exact_year.quantile(confidence)
    return OneYearSolvency(
        expected=expected,
        sd=sd,
        reserve_99_5=float(ndtri(CONFIDENCE)) * sd - (income - expected),
        prob_loss_no_reserve=float(ndtr((expected - income) / sd)) if sd else float(income < expected),
        confidence=confidence,
        reserve=float(ndtri(confidence)) * sd - (income - expected),
        exact_quantile=quantile,
        exact_reserve=quantile - income,
        exact_prob_loss=1 - exact_year.cdf(income) if income >= 0 else 1.0,
        exact_step=exact_year.step,
        is_exact=exact_year.is_exact,
    )


def mass_repatriation(
    reserve: float,
    event_workers: int,
    cost: float,
    *,
    backstop: float = 0.0,
    annual_probability: float | None = None,
) -> MassRepatriation:
    """Hold a mass repatriation against the reserve that is set aside for it.

    Parameters
    ----------
    reserve : money at hand; below zero counts as none and has to be filled first
    event_workers : members who have to come home at once
    cost : cost per person, above zero
    backstop : what a reinsurer or a state has promised to pay beyond the reserve
    annual_probability : probability of such an event in a year, if it is known

    Returns
    -------
    Cost of the event; what the reserve does not pay; people whom it can bring home; the part that the backstop pays
    and what then is missing; probability times cost.

    Raises
    ------
    InputError : an argument outside its range

    Source: docs/methods/welfare-fund.md, Mass repatriation.
    """
    total = whole(event_workers, "event_workers") * above_zero(cost, "cost")
    shortfall = max(0.0, total - finite(reserve, "reserve"))
    used = min(shortfall, at_least_zero(backstop, "backstop"))
    chance = None if annual_probability is None else probability(annual_probability, "annual_probability")
    return MassRepatriation(
        cost=total,
        shortfall=shortfall,
        event_workers_reserve_can_cover=max(0, math.floor(exact(reserve) / exact(cost))),
        backstop_used=used,
        shortfall_after_backstop=shortfall - used,
        annual_charge=None if chance is None else chance * total,
    )

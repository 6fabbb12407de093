"""The chance that a fund runs dry: in closed form where there is one, else by simulation."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv

from corridor.engines.compute import above_zero, at_least_zero, finite, not_empty, same_length, whole
from corridor.engines.instruments.welfare.arguments import amounts, probabilities, yearly_rate
from corridor.engines.instruments.welfare.projection import compounded
from corridor.kernel.errors import N_, InputError

Floats = NDArray[np.float64]

# Paths are drawn in blocks of so many; the block is part of what a seed means.
BLOCK = 20_000
MOST_DRAWS = 100_000_000
MOST_COUNT = 1e15
PERCENTILES = (5, 50, 95)


@dataclass(frozen=True, slots=True)
class RuinExponential:
    """Probability of ever being ruined, per initial reserve; certain where the loading is not above zero."""

    psi: tuple[float, ...]
    adjustment_coefficient: float
    is_certain: bool


@dataclass(frozen=True, slots=True)
class RuinSimulation:
    """Ruin by simulation: the part of the paths that were below zero at the end of a year, with its exact interval.

    `ruin_by_year[t]` is the part that was ruined by the end of year t + 1. `p05`, `p50`, `p95` are percentiles of the
    balance at the end of every year over all paths, also those ruined before.
    """

    expected_claims_per_contract: float
    ruin_probability: float
    ruin_low: float
    ruin_high: float
    ruin_by_year: tuple[float, ...]
    p05: tuple[float, ...]
    p50: tuple[float, ...]
    p95: tuple[float, ...]
    years: int
    paths: int
    seed: int


def ruin_exponential(theta: float, mu: float, u: Sequence[float]) -> RuinExponential:
    """Compute the probability of ruin in the classical model with exponential claims.

    Parameters
    ----------
    theta : loading of the premium on expected claims, above -1
    mu : mean claim, above zero
    u : initial reserves, at least zero

    Returns
    -------
    exp(-theta u / (mu (1 + theta))) / (1 + theta) per reserve, and the adjustment coefficient theta / (mu (1 + theta)).
    Without a loading ruin is certain: 1 for every reserve, coefficient 0, and marked.

    Raises
    ------
    InputError : an argument outside its range

    Source: Cramér and Lundberg; docs/methods/welfare-fund.md, Ruin.
    """
    yearly_rate(theta, "theta")
    above_zero(mu, "mu")
    amounts(not_empty(u, "u"), "u")
    if theta <= 0:
        return RuinExponential(tuple(1.0 for _ in u), 0.0, is_certain=True)
    coefficient = theta / (mu * (1 + theta))
    psi = tuple(math.exp(-coefficient * reserve) / (1 + theta) for reserve in u)
    return RuinExponential(psi, coefficient, is_certain=False)


def ruin_simulation(
    years: int,
    contracts: float,
    net_fee: float,
    benefits: Sequence[float],
    prob: Sequence[float],
    start: float,
    paths: int,
    seed: int,
    *,
    growth: float = 0.0,
    ret: float = 0.0,
    claims_inflation: float = 0.0,
    fee_growth: float = 0.0,
) -> RuinSimulation:
    """Simulate the balance of a fund with random claims.

    Every year the number of claims of each benefit is a Poisson count with mean contracts times probability: counts are
    drawn, not people, so the effort does not depend on the number of contracts. Ruin is a balance below zero at the end
    of a year. Timing and growth are those of `welfare_projection`.

    Parameters
    ----------
    years : years, 1 to 200
    contracts : contracts in the first year
    net_fee : what the fund keeps of a fee after administration; below zero if administration takes more
    benefits : amount per claim, first year
    prob : probability of a claim per contract, per benefit
    start : balance at the beginning; below zero is a debt
    paths : futures to draw, at least 1
    seed : whole number that makes the draw repeatable
    growth, ret, claims_inflation, fee_growth : yearly rates, as for `welfare_projection`

    Returns
    -------
    Probability of ruin with its 95 % Clopper-Pearson interval, by year, and percentiles of the balance.

    Raises
    ------
    InputError : an argument outside its range, or more than 100 million draws

    Source: docs/methods/welfare-fund.md, Ruin.
    """
    same_length(not_empty(benefits, "benefits"), prob, "benefits, prob")
    amounts(benefits, "benefits")
    probabilities(prob, "prob")
    at_least_zero(contracts, "contracts")
    finite(net_fee, "net_fee")
    members = np.array(compounded(contracts, growth, years, "growth"))
    course = FundCourse(
        start=finite(start, "start"),
        factor=1 + yearly_rate(ret, "ret"),
        contracts=members,
        margin=members * net_fee * np.array(compounded(1.0, fee_growth, years, "fee_growth")),
        price=np.array(compounded(1.0, claims_inflation, years, "claims_inflation")),
        benefits=np.asarray(benefits, dtype=np.float64),
        counts=np.asarray(prob, dtype=np.float64),
    )
    return simulate(course, paths, seed)


@dataclass(frozen=True, slots=True)
class FundCourse:
    """What every path has in common: arrays per year (contracts, margin before claims, price level) or per benefit.

    `counts` are expected claims per contract; `factor` is one plus the yearly return.
    """

    start: float
    factor: float
    contracts: Floats
    margin: Floats
    price: Floats
    benefits: Floats
    counts: Floats

    def balances(self, paths: int, rng: np.random.Generator) -> NDArray[np.float64]:
        """Return the balance at the end of every year (years, paths)."""
        found = np.empty((len(self.contracts), paths))
        balance = np.full(paths, self.start)
        for year, members in enumerate(self.contracts):
            balance = balance * self.factor + self.margin[year]
            for benefit, count in zip(self.benefits, self.counts, strict=True):
                balance -= benefit * self.price[year] * rng.poisson(members * count, paths)
            found[year] = balance
        return found


def simulate(course: FundCourse, paths: int, seed: int) -> RuinSimulation:
    """Draw the paths of a fund and sum them up."""
    _refuse_too_much(course, whole(paths, "paths", least=1))
    rng = np.random.default_rng(whole(seed, "seed"))
    blocks = [course.balances(min(BLOCK, paths - first), rng) for first in range(0, paths, BLOCK)]
    return _summary(blocks, course, paths=int(paths), seed=int(seed))


def _refuse_too_much(course: FundCourse, paths: int) -> None:
    draws = paths * len(course.contracts) * len(course.benefits)
    if draws > MOST_DRAWS:
        raise InputError(
            N_("%(draws)s random numbers would be drawn; %(most)s is the most."),
            hint=N_("Draw fewer paths: 10,000 give a probability to within one point."),
            field="paths",
            params={"draws": draws, "most": MOST_DRAWS},
        )
    if course.contracts.max() * course.counts.max() > MOST_COUNT:
        raise InputError(
            N_("%(field)s leads to more claims than can be drawn."),
            hint=N_("Write 3 percent as 0.03, or take fewer years."),
            field="growth",
            params={"field": "growth"},
        )


def _summary(blocks: Sequence[Floats], course: FundCourse, *, paths: int, seed: int) -> RuinSimulation:
    balance = np.concatenate(blocks, axis=1)
    ruined = np.logical_or.accumulate(balance < 0, axis=0).sum(axis=1)
    low, high = exact_interval(int(ruined[-1]), paths)
    spread = np.percentile(balance, PERCENTILES, axis=1)
    return RuinSimulation(
        expected_claims_per_contract=float(course.counts @ course.benefits),
        ruin_probability=float(ruined[-1] / paths),
        ruin_low=low,
        ruin_high=high,
        ruin_by_year=tuple((ruined / paths).tolist()),
        p05=tuple(spread[0].tolist()),
        p50=tuple(spread[1].tolist()),
        p95=tuple(spread[2].tolist()),
        years=len(course.contracts),
        paths=paths,
        seed=seed,
    )


def exact_interval(found: int, of: int, confidence: float = 0.95) -> tuple[float, float]:
    """Return the Clopper-Pearson interval of a share.

    >>> [round(limit, 4) for limit in exact_interval(0, 100)]
    [0.0, 0.0362]
    """
    tail = (1 - confidence) / 2
    low = float(betaincinv(found, of - found + 1, tail)) if found else 0.0
    return low, float(betaincinv(found + 1, of - found, 1 - tail)) if found < of else 1.0

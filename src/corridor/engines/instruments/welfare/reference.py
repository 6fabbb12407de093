"""The welfare fund once more, slow and plain: what the fast engine must agree with."""

import math
import random
from collections.abc import Mapping, Sequence
from fractions import Fraction


def premium_by_sum(
    years: float, rates: Mapping[str, float], benefits: Mapping[str, float], loading: float, admin: float, part: float
) -> float:
    """Return the gross fee in exact fractions, claim by claim."""
    total = Fraction(0)
    for name, amount in benefits.items():
        total += Fraction(rates[name]) * Fraction(years) * Fraction(amount) / 1000
    return float((total * (1 + Fraction(loading)) + Fraction(admin)) / Fraction(part))


def projection_by_year(
    contracts: float,
    net: float,
    admin: float,
    claims: float,
    growth: float,
    ret: float,
    start: float,
    inflation: float,
    years: int,
) -> list[float]:
    """Return the balances, carrying members and claims from one year to the next."""
    balance, found = start, []
    for _ in range(years):
        balance = balance + balance * ret + contracts * net - contracts * claims - contracts * admin
        found.append(balance)
        contracts, claims = contracts * (1 + growth), claims * (1 + inflation)
    return found


def compound_by_convolution(lam: float, severity: Mapping[int, float], points: int) -> list[float]:
    """Return the first probabilities of a compound Poisson sum: every number of claims, its sizes added one by one."""
    found = [0.0] * points
    sums = [1.0] + [0.0] * (points - 1)
    weight, number = math.exp(-lam), 0
    while number < 20 + 10 * lam:
        for place, chance in enumerate(sums):
            found[place] += weight * chance
        following = [0.0] * points
        for place, chance in enumerate(sums):
            for size, part in severity.items():
                if place + size < points:
                    following[place + size] += chance * part
        sums, number = following, number + 1
        weight *= lam / number
    return found


def ruined_paths(
    years: int,
    contracts: float,
    net_fee: float,
    benefits: Sequence[float],
    prob: Sequence[float],
    start: float,
    paths: int,
    seed: int,
) -> int:
    """Count the paths that are ruined, one claim after another in one path after another."""
    chance = random.Random(seed)  # noqa: S311 - a simulation, no secret
    ruined = 0
    for _ in range(paths):
        balance = start
        for _ in range(years):
            balance += contracts * net_fee
            for benefit, each in zip(benefits, prob, strict=True):
                balance -= benefit * _count(contracts * each, chance)
            if balance < 0:
                ruined += 1
                break
    return ruined


def _count(mean: float, chance: random.Random) -> int:
    """Draw a Poisson count as arrivals within a time of one."""
    if mean == 0:
        return 0
    number, time = 0, chance.expovariate(mean)
    while time < 1:
        number, time = number + 1, time + chance.expovariate(mean)
    return number


def lowest_and_highest(expected: float, tail: float) -> tuple[int, int]:
    """Return the counts that are no signal, by adding Poisson probabilities one by one."""
    low, number, below, weight = -1, 0, 0.0, math.exp(-expected)
    while 1 - below >= tail:
        if low < 0 and below + weight >= tail:
            low = number
        below += weight
        number += 1
        weight *= expected / number
    return low, number - 1

"""The definitions of the outlook, slow and plain. Tests hold the engine against them; nothing else uses them."""

import math
from collections.abc import Sequence
from itertools import pairwise

Row = Sequence[float]


def stock_path(stock: float, inflow: float, leaving: float, years: int) -> list[float]:
    """Return the stock at the end of each year."""
    path = [stock]
    for _ in range(years):
        path.append(path[-1] - path[-1] * leaving + inflow)
    return path[1:]


def cohort_year(stock: Row, leaving: Row, inflow: Row, group_years: int) -> tuple[list[float], float]:
    """Return age groups after a year and all exits, person group by person group."""
    new, exits = list(inflow), 0.0
    for group, people in enumerate(stock):
        gone = people * leaving[group]
        older = (people - gone) / group_years
        new[group] += people - gone - older
        exits += gone
        if group + 1 < len(stock):
            new[group + 1] += older
        else:
            exits += older
    return new, exits


def recruits_left(recruits: float, attrition: float, years: int) -> float:
    """Return who is left of each year's recruits at the end of the last year."""
    left = 0.0
    for arrival in range(1, years + 1):
        group = recruits
        for _ in range(arrival, years):
            group -= group * attrition
        left += group
    return left


def drift_forecast(y: Row, h: int, z: float) -> list[tuple[float, float, float]]:
    """Return mean, low and high of a random walk with drift, from its steps."""
    steps = [after - before for before, after in pairwise(y)]
    drift = sum(steps) / len(steps)
    sigma = math.sqrt(sum((step - drift) ** 2 for step in steps) / (len(steps) - 1))
    found = []
    for k in range(1, h + 1):
        # k future steps, each with variance sigma^2, and k times the error of the mean step.
        spread = math.sqrt(k * sigma**2 + (k * sigma) ** 2 / len(steps))
        found.append((y[-1] + k * drift, y[-1] + k * drift - z * spread, y[-1] + k * drift + z * spread))
    return found


def holt_forecast(y: Row, alpha: float, beta: float, phi: float, l0: float, b0: float, h: int) -> list[float]:
    """Return the forecasts of damped Holt, in the weighted-average form of its recursions."""
    level, trend = l0, b0
    for value in y:
        before = level
        level = alpha * value + (1 - alpha) * (before + phi * trend)
        trend = beta * (level - before) + (1 - beta) * phi * trend
    forecasts = []
    for _ in range(h):
        trend *= phi
        level += trend
        forecasts.append(level)
    return forecasts


def theta_forecast(y: Row, alpha: float, h: int) -> list[float]:
    """Return the mean of two Theta lines: the trend line, and the smoothed line with twice the curvature."""
    n = len(y)
    middle, mean = (n - 1) / 2, sum(y) / n
    slope = sum((t - middle) * value for t, value in enumerate(y)) / sum((t - middle) ** 2 for t in range(n))
    trend = [mean + slope * (t - middle) for t in range(n + h)]
    level = 2 * y[0] - trend[0]
    for t in range(1, n):
        level = alpha * (2 * y[t] - trend[t]) + (1 - alpha) * level
    return [(level + trend[n - 1 + k]) / 2 for k in range(1, h + 1)]


def quantile(answers: Row, chance: float) -> float:
    """Return a quantile with linear interpolation between sorted answers."""
    ordered = sorted(answers)
    place = chance * (len(ordered) - 1)
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def hysteresis(raw: Sequence[int], clear_after: int) -> list[int]:
    """Return the level of each period; every level counts the periods below it. -1 is a period without a value."""
    calm: dict[int, int] = {}
    found = []
    for level in raw:
        if level >= 0:
            for alarm in list(calm):
                calm[alarm] = calm[alarm] + 1 if level < alarm else 0
                if calm[alarm] >= clear_after:
                    del calm[alarm]
            calm[level] = 0
        found.append(max(calm, default=-1))
    return found


def most_away(seats: int, away: tuple[int, int], home: tuple[int, int], least: tuple[int, int]) -> int:
    """Return the most away completions that fit in whole seats; rates and ratio as (numerator, denominator)."""

    def fits(completions: int) -> bool:
        away_seats = -(-completions * away[1] // away[0])
        home_seats = -(-completions * least[0] * home[1] // (least[1] * home[0]))
        return away_seats + home_seats <= seats

    return max(completions for completions in range(seats + 1) if fits(completions))

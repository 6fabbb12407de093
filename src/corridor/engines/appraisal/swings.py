"""One figure at a time from its low to its high end, the others as planned."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from corridor.engines.appraisal.discounting import annuity_factor
from corridor.engines.compute import finite, whole
from corridor.kernel.errors import N_, InputError

FIGURES: Final = ("annual_gain", "cost", "rate", "years")


@dataclass(frozen=True, slots=True)
class Bar:
    """Value at the low and at the high end of one figure, and the distance between the two."""

    low: float
    high: float
    swing: float


@dataclass(frozen=True, slots=True)
class Tornado:
    """Value as planned, a bar for each figure, and the figures from the longest bar to the shortest."""

    base: float
    bars: Mapping[str, Bar]
    order: tuple[str, ...]


def tornado(base: Mapping[str, float], ranges: Mapping[str, tuple[float, float]]) -> Tornado:
    """Move one figure at a time of a plan that costs once and gains every year.

    Parameters
    ----------
    base : annual_gain, cost, rate and years as planned
    ranges : two ends of some of them, the low one first

    Returns
    -------
    Value = annual_gain * annuity(rate, years) - cost; bars of equal length in the order of `ranges`.

    Raises
    ------
    InputError : a figure is missing or unknown, a number of years that is not whole

    >>> tornado({"annual_gain": 10, "cost": 5, "rate": 0, "years": 2}, {"cost": (4, 8)}).bars["cost"]
    Bar(low=16.0, high=12.0, swing=4.0)
    """
    _check_names(base, ranges)

    def value(**changed: float) -> float:
        figures = {name: finite(number, name) for name, number in {**base, **changed}.items()}
        annuity = annuity_factor(figures["rate"], whole(figures["years"], "years"))
        return figures["annual_gain"] * annuity - figures["cost"]

    bars = {}
    for name, (low, high) in ranges.items():
        bars[name] = bar(value(**{name: low}), value(**{name: high}))
    return Tornado(value(), bars, longest_first(bars))


def _check_names(base: Mapping[str, float], ranges: Mapping[str, object]) -> None:
    wrong = [name for name in FIGURES if name not in base] or [name for name in (*base, *ranges) if name not in FIGURES]
    if wrong:
        raise InputError(
            N_("The figures of a tornado are %(known)s; check %(wrong)s."),
            hint=N_("Give each of them once as planned, and ranges for those that move."),
            field="base",
            params={"known": ", ".join(FIGURES), "wrong": ", ".join(wrong)},
        )


def bar(low: float, high: float) -> Bar:
    """Return the bar between two values."""
    return Bar(low, high, math.fabs(high - low))


def longest_first(bars: Mapping[str, Bar]) -> tuple[str, ...]:
    """Return the names of bars, the longest first, equals as they stand."""
    return tuple(sorted(bars, key=lambda name: -bars[name].swing))

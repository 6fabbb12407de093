"""The forecast that Corridor shows: the median of three methods, and how well it would have done before."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from corridor.engines.compute import whole
from corridor.engines.outlook.checks import SHORT_SERIES, Array, horizon, inner_share, series
from corridor.engines.outlook.series import drift_interval, fit_damped_holt, theta

METHODS: Final = ("drift", "damped_holt", "theta")
FIRST_ORIGIN = 6
"""The first back-test forecast knows so many points."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """Median ensemble: `mean` is the median of the methods' forecasts, `low` and `high` of their closed-form ends.

    `by_method` holds each method's own forecasts; `is_short` marks a series below eight points.
    """

    mean: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    level: float
    drift: tuple[float, ...]
    damped_holt: tuple[float, ...]
    theta: tuple[float, ...]
    points: int
    is_short: bool


@dataclass(frozen=True, slots=True)
class Backtest:
    """Forecasts of the past from what was known then.

    `mase` is the mean absolute error over the mean absolute step of the series known at each origin; `mase_by_year`
    the same for each year ahead; `naive_mase` that of the last value carried forward. `coverage` is the share of values
    inside the interval, beside the level asked for. Without an origin or without any step the figures are NaN.
    """

    origins: int
    forecasts: int
    mase: float
    naive_mase: float
    mase_by_year: tuple[float, ...]
    coverage: float
    level: float
    is_short: bool


def forecast(y: NDArray[np.float64], h: int, level: float = 0.8) -> Forecast:
    """Forecast with the median of drift, grid-fitted damped Holt and Theta.

    Parameters
    ----------
    y : (n,) annual values, n >= 4
    h : years ahead, >= 1
    level : coverage of the interval, between 0 and 1

    Returns
    -------
    Forecast; nothing is drawn at random

    Raises
    ------
    InputError : three points or fewer, an unknown value, a horizon below one, a level outside 0 to 1

    Source: docs/methods/outlook.md, ensemble.
    """
    values = series(y)
    found = drift_interval(values, h, level), fit_damped_holt(values, h, level), theta(values, h, None, level)
    mean, low, high = (
        tuple(np.median([getattr(one, end) for one in found], axis=0).tolist()) for end in ("mean", "low", "high")
    )
    methods = dict(zip(METHODS, (one.mean for one in found), strict=True))
    return Forecast(mean, low, high, level, **methods, points=values.size, is_short=values.size < SHORT_SERIES)


def backtest(y: NDArray[np.float64], h: int = 3, level: float = 0.8, first: int = FIRST_ORIGIN) -> Backtest:
    """Forecast every later value of a series from the values before it (rolling origin).

    Parameters
    ----------
    y : (n,) annual values, n >= 4
    h : years ahead from each origin, >= 1
    level : coverage of the interval
    first : values known at the first origin, >= 4

    Raises
    ------
    InputError : as `forecast`

    O(n) forecasts. Source: Hyndman and Koehler (2006) for the scaled error.
    """
    values, years = series(y), horizon(h, "h")
    inner_share(level, "level")
    starts = range(whole(first, "first", least=4), values.size)
    errors, naive = np.full((2, len(starts), years), np.nan)
    hits = np.full((len(starts), years), np.nan)
    for row, known in enumerate(starts):
        past, later = values[:known], values[known : known + years]
        scale = float(np.abs(np.diff(past)).mean()) or np.nan
        ahead = forecast(past, later.size, level)
        errors[row, : later.size] = np.abs(later - ahead.mean) / scale
        naive[row, : later.size] = np.abs(later - past[-1]) / scale
        hits[row, : later.size] = (later >= ahead.low) & (later <= ahead.high)
    return Backtest(
        origins=len(starts),
        forecasts=int(np.isfinite(hits).sum()),
        mase=_mean(errors),
        naive_mase=_mean(naive),
        mase_by_year=tuple(_mean(column) for column in errors.T),
        coverage=_mean(hits),
        level=level,
        is_short=values.size < SHORT_SERIES,
    )


def _mean(values: Array) -> float:
    known = values[np.isfinite(values)]
    return float(known.mean()) if known.size else float("nan")

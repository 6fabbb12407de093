"""Forecasts of one annual series: drift, damped Holt, Theta, each with a closed-form interval."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corridor.engines.compute import share
from corridor.engines.outlook.checks import SHORT_SERIES, Array, bounded, horizon, inner_share, series

ALPHAS = np.linspace(0.05, 1.0, 20)
BETAS = np.linspace(0.0, 1.0, 11)
PHIS = np.array([0.80, 0.85, 0.90, 0.95, 0.98])
THETA_ALPHAS = np.linspace(0.02, 1.0, 50)
TREND_POINTS = 4
"""A grid-fitted Holt starts with the mean step of the first so many points."""


@dataclass(frozen=True, slots=True)
class DriftForecast:
    """Random walk with drift; `sigma` is the standard error of a step with n - 2 degrees of freedom."""

    mean: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    drift: float
    sigma: float
    points: int
    is_short: bool


@dataclass(frozen=True, slots=True)
class HoltForecast:
    """Damped Holt with given parameters: forecasts, final level and trend, one-step errors."""

    forecast: tuple[float, ...]
    level: float
    trend: float
    errors: tuple[float, ...]
    points: int
    is_short: bool


@dataclass(frozen=True, slots=True)
class FittedHolt:
    """Damped Holt with parameters from the grid, and its interval."""

    mean: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    alpha: float
    beta: float
    phi: float
    sigma: float
    points: int
    is_short: bool


@dataclass(frozen=True, slots=True)
class ThetaForecast:
    """Theta method (exponential smoothing with half the trend as drift), and its interval."""

    mean: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    alpha: float
    slope: float
    sigma: float
    points: int
    is_short: bool


def drift_interval(y: NDArray[np.float64], h: int, level: float = 0.8) -> DriftForecast:
    """Forecast a random walk with drift, with a normal interval.

    Parameters
    ----------
    y : (n,) annual values, n >= 4
    h : years ahead, >= 1
    level : coverage of the interval, between 0 and 1

    Returns
    -------
    DriftForecast; half width z sigma sqrt(k (1 + k / (n - 1))) at k years ahead; `is_short` below 8 points

    Raises
    ------
    InputError : three points or fewer, an unknown value, a horizon below one, a level outside 0 to 1

    Source: Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 5.2 and 5.5.
    """
    values, ahead = series(y), _ahead(h)
    n = values.size
    drift = float((values[-1] - values[0]) / (n - 1))
    steps = np.diff(values)
    sigma = float(np.sqrt(np.sum((steps - drift) ** 2) / (n - 2)))
    spread = sigma * np.sqrt(ahead * (1 + ahead / (n - 1)))
    return DriftForecast(*_bands(values[-1] + drift * ahead, spread, level), drift, sigma, n, n < SHORT_SERIES)


def damped_holt(
    y: NDArray[np.float64], alpha: float, beta: float, phi: float, l0: float, b0: float, h: int
) -> HoltForecast:
    """Smooth a series with given parameters and forecast it with a damped trend.

    Parameters
    ----------
    y : (n,) annual values, n >= 4
    alpha, beta, phi : smoothing of the level, of the trend (a share of the level's change), damping; 0 to 1
    l0, b0 : level and trend before the first value
    h : years ahead, >= 1

    Returns
    -------
    HoltForecast; l_t = alpha y_t + (1 - alpha)(l + phi b), b_t = beta (l_t - l) + (1 - beta) phi b,
    forecast l + (phi + .. + phi^k) b

    Raises
    ------
    InputError : three points or fewer, an unknown value, a parameter outside 0 to 1, a horizon below one
    """
    values, ahead = series(y), _ahead(h)
    for name, value in (("alpha", alpha), ("beta", beta), ("phi", phi)):
        share(value, name)
    level, trend, errors = _smooth(values, alpha, beta, phi, bounded(l0, "l0"), bounded(b0, "b0"))
    forecast = level + _damping(phi, ahead) * trend
    short = values.size < SHORT_SERIES
    return HoltForecast(
        tuple(forecast.tolist()), float(level), float(trend), tuple(errors.tolist()), values.size, short
    )


def fit_damped_holt(y: NDArray[np.float64], h: int, level: float = 0.8) -> FittedHolt:
    """Forecast with the damped Holt of a fixed grid that has the smallest squared one-step error.

    The level starts at the first value, the trend at the mean step of the first four points; errors count from the
    second value. Automatic likelihood fits wander on a dozen points; a grid cannot leave sensible values.
    The interval is that of the state-space model with additive errors, with n - 4 degrees of freedom (at least 1).

    Raises
    ------
    InputError : as `drift_interval`

    Source: Hyndman, Koehler, Ord and Snyder (2008), Forecasting with Exponential Smoothing, ch. 6.
    """
    values, ahead = series(y), _ahead(h)
    start = float(values[0]), float(values[TREND_POINTS - 1] - values[0]) / (TREND_POINTS - 1)
    alphas, betas, phis = (grid.ravel() for grid in np.meshgrid(ALPHAS, BETAS, PHIS, indexing="ij"))
    levels, trends, errors = _smooth(values[1:], alphas, betas, phis, *start)
    squares = np.sum(errors**2, axis=0)
    # Many parameters are equally good on a straight line: the first of the grid within rounding of the best is taken.
    best = int(np.argmax(squares <= squares.min() + 1e-12 * (1 + np.sum(values**2))))
    alpha, beta, phi = float(alphas[best]), float(betas[best]), float(phis[best])
    sigma = float(np.sqrt(squares[best] / max(values.size - 4, 1)))
    weights = alpha + alpha * beta * _damping(phi, ahead[:-1])
    spread = sigma * np.sqrt(1 + np.concatenate([[0.0], np.cumsum(weights**2)]))
    mean = levels[best] + _damping(phi, ahead) * trends[best]
    return FittedHolt(*_bands(mean, spread, level), alpha, beta, phi, sigma, values.size, values.size < SHORT_SERIES)


def theta(y: NDArray[np.float64], h: int, alpha: float | None = None, level: float = 0.8) -> ThetaForecast:
    """Forecast with the Theta method.

    Parameters
    ----------
    y : (n,) annual values, n >= 4
    h : years ahead, >= 1
    alpha : smoothing of the level, above 0 to 1; without it the grid value with the smallest squared error
    level : coverage of the interval

    Returns
    -------
    ThetaForecast; l_n + b / 2 (k - 1 + 1 / alpha - (1 - alpha)^n / alpha), b the least-squares slope; variance
    sigma^2 (1 + (k - 1) alpha^2) with n - 3 degrees of freedom

    Raises
    ------
    InputError : as `drift_interval`; an alpha of 0, or outside 0 to 1

    Source: Assimakopoulos and Nikolopoulos (2000); Hyndman and Billah (2003).
    """
    values, ahead = series(y), _ahead(h)
    slope = _slope(values)
    choices = THETA_ALPHAS if alpha is None else np.array([alpha if alpha == 1 else inner_share(alpha, "alpha")])
    levels, errors = _theta_errors(values, choices, slope)
    squares = np.sum(errors**2, axis=0)
    best = int(np.argmin(squares))
    chosen, n = float(choices[best]), values.size
    mean = levels[best] + slope / 2 * (ahead - 1 + (1 - (1 - chosen) ** n) / chosen)
    sigma = float(np.sqrt(squares[best] / max(n - 3, 1)))
    spread = sigma * np.sqrt(1 + (ahead - 1) * chosen**2)
    return ThetaForecast(*_bands(mean, spread, level), chosen, slope, sigma, n, n < SHORT_SERIES)


def _ahead(h: int) -> Array:
    return np.arange(1, horizon(h, "h") + 1, dtype=np.float64)


def _bands(mean: Array, spread: Array, level: float) -> tuple[tuple[float, ...], tuple[float, ...], tuple[float, ...]]:
    # Loaded here: pages that forecast nothing start without it.
    from scipy.special import ndtri

    half = float(ndtri((1 + inner_share(level, "level")) / 2)) * spread
    return tuple(mean.tolist()), tuple((mean - half).tolist()), tuple((mean + half).tolist())


def _damping(phi: float, ahead: Array) -> Array:
    """Return phi + .. + phi^k for each k."""
    return np.cumsum(phi**ahead)


def _smooth(
    values: Array, alpha: float | Array, beta: float | Array, phi: float | Array, l0: float, b0: float
) -> tuple[Array, Array, Array]:
    """Return final level and trend, and the one-step errors, for each set of parameters."""
    level, trend = np.asarray(l0) + 0 * np.asarray(alpha), np.asarray(b0) + 0 * np.asarray(alpha)
    errors = []
    for value in values:
        expected = level + phi * trend
        errors.append(value - expected)
        after = expected + alpha * errors[-1]
        trend = beta * (after - level) + (1 - beta) * phi * trend
        level = after
    return level, trend, np.array(errors)


def _slope(values: Array) -> float:
    time = np.arange(values.size) - (values.size - 1) / 2
    return float(time @ values / (time @ time))


def _theta_errors(values: Array, alpha: Array, slope: float) -> tuple[Array, Array]:
    """Return the final level and the one-step errors of Theta for each alpha."""
    level, errors = values[0] + 0 * alpha, []
    for t, value in enumerate(values[1:], start=1):
        errors.append(value - level - slope / 2 * (1 - (1 - alpha) ** t) / alpha)
        level = alpha * value + (1 - alpha) * level
    return level, np.array(errors)

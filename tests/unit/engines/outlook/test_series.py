"""Drift, damped Holt and Theta: worked by hand, against plain recursions, and refusals."""

import math

import numpy as np
import pytest
from scipy.special import ndtri

from corridor.engines.outlook import damped_holt, drift_interval, fit_damped_holt, theta
from corridor.engines.outlook.reference import drift_forecast, holt_forecast, theta_forecast
from corridor.engines.outlook.series import ALPHAS, BETAS, PHIS, THETA_ALPHAS
from corridor.kernel.errors import InputError

RTOL = 1e-9  # recursions over some twenty values
LINE = [10.0, 12.0, 14.0, 16.0, 18.0, 20.0, 22.0, 24.0]
METHODS = {
    "drift": lambda y, h, level=0.8: drift_interval(np.array(y), h, level),
    "holt": lambda y, h, level=0.8: fit_damped_holt(np.array(y), h, level),
    "theta": lambda y, h, level=0.8: theta(np.array(y), h, None, level),
}


def walks(count, seed=5, shortest=4):
    rng = np.random.default_rng(seed)
    for _ in range(count):
        size = int(rng.integers(shortest, 24))
        yield rng, 500 + np.cumsum(rng.normal(4, 8, size))


def test_a_drift_is_the_mean_step_and_its_error_has_one_degree_less():
    found = drift_interval(np.array([0.0, 1.0, 3.0, 3.0]), 2)

    # Steps 1, 2, 0: mean 1, squares 0 + 1 + 1 over 2.
    assert (found.drift, found.sigma, found.mean) == (1.0, 1.0, (4.0, 5.0))
    z = float(ndtri(0.9))
    assert found.high[1] - found.mean[1] == pytest.approx(z * math.sqrt(2 * (1 + 2 / 3)), rel=RTOL)


def test_a_straight_line_goes_on_without_any_spread():
    found = drift_interval(np.array(LINE), 3)

    assert found.mean == found.low == found.high == (26.0, 28.0, 30.0)


def test_a_drift_agrees_with_its_definition():
    for rng, y in walks(40):
        level = float(rng.uniform(0.5, 0.99))

        found = drift_interval(y, 6, level)

        plain = drift_forecast(list(y), 6, float(ndtri((1 + level) / 2)))
        rows = list(zip(found.mean, found.low, found.high, strict=True))
        assert np.allclose(rows, plain, rtol=RTOL)


def test_holt_with_full_smoothing_forgets_its_start():
    found = damped_holt(np.array(LINE), 1, 1, 1, 999, -50, 2)

    assert found.forecast == (26.0, 28.0)
    assert (found.level, found.trend) == (24.0, 2.0)


def test_holt_without_smoothing_keeps_its_start():
    found = damped_holt(np.array(LINE), 0, 0, 1, 8, 2, 2)

    assert found.forecast == (26.0, 28.0)
    assert found.errors == (0.0,) * 8


def test_holt_agrees_with_its_recursions():
    for rng, y in walks(40):
        alpha, beta, phi = rng.uniform(0, 1, 3)

        found = damped_holt(y, alpha, beta, phi, y[0], 3.0, 5)

        assert found.forecast == pytest.approx(holt_forecast(list(y), alpha, beta, phi, y[0], 3.0, 5), rel=RTOL)


def test_the_grid_holds_no_better_parameters_than_those_found():
    for _, y in walks(5):
        found = fit_damped_holt(y, 4)

        def squares(alpha, beta, phi, y=y):
            errors = damped_holt(y[1:], alpha, beta, phi, y[0], (y[3] - y[0]) / 3, 1).errors
            return sum(error**2 for error in errors)

        best = min(squares(a, b, p) for a in ALPHAS for b in BETAS[::2] for p in PHIS)
        assert squares(found.alpha, found.beta, found.phi) <= best * (1 + 1e-9)


def test_the_fitted_holt_forecasts_as_the_one_with_given_parameters():
    for _, y in walks(20, shortest=5):
        found = fit_damped_holt(y, 4)

        given = damped_holt(y[1:], found.alpha, found.beta, found.phi, y[0], (y[3] - y[0]) / 3, 4)
        assert found.mean == pytest.approx(given.forecast, rel=RTOL)


def test_theta_is_the_mean_of_its_two_lines():
    for rng, y in walks(40):
        alpha = float(rng.uniform(0.05, 1))

        found = theta(y, 5, alpha)

        assert found.mean == pytest.approx(theta_forecast(list(y), alpha, 5), rel=RTOL)
        assert found.alpha == alpha


def test_the_error_of_theta_counts_what_was_estimated():
    y = [100.0, 104, 103, 109, 112, 111, 118]
    slope = sum((t - 3) * value for t, value in enumerate(y)) / 28
    level, squares = y[0], 0.0
    for t in range(1, 7):
        # Smoothed with one half; the drift is half the slope times 1 + 1/2 + .. as far as the start is remembered.
        squares += (y[t] - level - slope / 2 * (2 - 2 * 0.5**t)) ** 2
        level = (y[t] + level) / 2

    found = theta(np.array(y), 3, 0.5)

    assert found.sigma == pytest.approx(math.sqrt(squares / 4), rel=RTOL)
    spread = [math.sqrt(1 + k / 4) for k in range(3)]
    z = float(ndtri(0.9))
    assert np.array(found.high) - found.mean == pytest.approx([z * found.sigma * s for s in spread], rel=RTOL)


def test_the_error_of_the_fitted_holt_counts_its_three_parameters():
    for _, y in walks(5, shortest=6):
        found = fit_damped_holt(y, 3)

        errors = damped_holt(y[1:], found.alpha, found.beta, found.phi, y[0], (y[3] - y[0]) / 3, 1).errors
        assert found.sigma == pytest.approx(math.sqrt(sum(e**2 for e in errors) / (y.size - 4)), rel=RTOL)
        # An error of today moves the level by alpha, and the trend of the next years by alpha beta, damped.
        moved = [found.alpha * (1 + found.beta * sum(found.phi**i for i in range(1, j + 1))) for j in (1, 2)]
        variance = [1, 1 + moved[0] ** 2, 1 + moved[0] ** 2 + moved[1] ** 2]
        z = float(ndtri(0.9))
        half = [z * found.sigma * math.sqrt(v) for v in variance]
        assert np.array(found.high) - found.mean == pytest.approx(half, rel=RTOL)


def test_theta_chooses_the_smoothing_with_the_smallest_error():
    for _, y in walks(5):
        chosen = theta(y, 2)

        assert chosen.sigma == pytest.approx(min(theta(y, 2, float(a)).sigma for a in THETA_ALPHAS), rel=RTOL)


@pytest.mark.parametrize("method", METHODS.values(), ids=METHODS)
def test_a_wider_level_gives_a_wider_interval_around_the_same_forecast(method):
    y = next(walks(1, shortest=12))[1]

    narrow, wide = method(y, 4, 0.5), method(y, 4, 0.95)

    assert narrow.mean == wide.mean
    assert all(w < n for w, n in zip(wide.low, narrow.low, strict=True))
    assert all(w > n for w, n in zip(wide.high, narrow.high, strict=True))


@pytest.mark.parametrize("method", METHODS.values(), ids=METHODS)
def test_an_interval_never_narrows_with_the_years(method):
    for _, y in walks(10):
        found = method(y, 8)

        widths = np.array(found.high) - np.array(found.low)
        assert (np.diff(widths) >= -1e-9).all()


@pytest.mark.parametrize(("points", "is_short"), [(4, True), (7, True), (8, False)])
@pytest.mark.parametrize("method", METHODS.values(), ids=METHODS)
def test_a_short_series_is_computed_and_marked(method, points, is_short):
    found = method(LINE[:points], 2)

    assert (found.points, found.is_short) == (points, is_short)
    assert len(found.mean) == 2


@pytest.mark.parametrize("method", METHODS.values(), ids=METHODS)
def test_three_points_are_refused_with_the_remedy(method):
    with pytest.raises(InputError) as refused:
        method([1, 2, 3], 2)

    assert refused.value.sentence() == "y has 3 points; a forecast needs at least 4."
    assert refused.value.advice() == "Give a longer series, or state a level and a growth rate instead."


@pytest.mark.parametrize("method", METHODS.values(), ids=METHODS)
@pytest.mark.parametrize(
    ("y", "h", "level"),
    [
        ([1, 2, math.nan, 4, 5], 2, 0.8),
        ([LINE], 2, 0.8),
        ([1e300, 0, 0, 0], 2, 0.8),
        (LINE, 101, 0.8),
        (LINE, 0, 0.8),
        (LINE, 1.5, 0.8),
        (LINE, 2, 0),
        (LINE, 2, 1),
        (LINE, 2, 80),
    ],
)
def test_what_cannot_be_forecast_is_refused(method, y, h, level):
    with pytest.raises(InputError):
        method(y, h, level)


def test_an_unknown_point_is_named():
    with pytest.raises(InputError, match="y has no number at point 3"):
        drift_interval(np.array([1, 2, math.nan, 4, 5]), 2)


@pytest.mark.parametrize(("place", "value"), [(0, 1.1), (1, -0.1), (2, 1.01), (3, math.nan), (4, math.inf)])
def test_holt_with_impossible_parameters_is_refused(place, value):
    given = [0.5, 0.1, 0.9, 10, 2]
    given[place] = value

    with pytest.raises(InputError):
        damped_holt(np.array(LINE), *given, 2)


@pytest.mark.parametrize("alpha", [0, -0.2, 1.5])
def test_theta_with_an_impossible_smoothing_is_refused(alpha):
    with pytest.raises(InputError):
        theta(np.array(LINE), 2, alpha)

"""The median ensemble and its back-test: by hand, against plain trial, and on series whose truth is known."""

import math
import statistics
from itertools import pairwise

import numpy as np
import pytest

from corridor.engines.outlook import backtest, drift_interval, fit_damped_holt, forecast, theta
from corridor.kernel.errors import InputError

SERIES = [820, 835, 850, 858, 874, 890, 905, 915, 900, 925, 955, 980]
RTOL = 1e-12


def test_the_ensemble_is_the_median_of_its_methods_and_of_their_ends():
    y = np.array(SERIES, dtype=float)

    found = forecast(y, 4)

    methods = drift_interval(y, 4), fit_damped_holt(y, 4), theta(y, 4)
    for year in range(4):
        assert found.mean[year] == statistics.median(one.mean[year] for one in methods)
        assert found.low[year] == statistics.median(one.low[year] for one in methods)
        assert found.high[year] == statistics.median(one.high[year] for one in methods)
    assert (found.drift, found.damped_holt, found.theta) == tuple(one.mean for one in methods)


def test_a_constant_series_stays_as_it_is():
    found = forecast(np.full(10, 50.0), 3)

    assert found.mean == pytest.approx((50, 50, 50), rel=RTOL)
    assert found.low == pytest.approx(found.high, rel=RTOL)


def test_a_short_ensemble_is_marked():
    assert forecast(np.array(SERIES[:7], dtype=float), 2).is_short
    assert not forecast(np.array(SERIES[:8], dtype=float), 2).is_short


def test_the_back_test_sees_only_what_was_known_then():
    y = np.array(SERIES, dtype=float)

    found = backtest(y, 2)

    scaled, naive, hits = [[], []], [], 0
    for known in range(6, 12):
        past, scale = y[:known], statistics.mean(abs(b - a) for a, b in pairwise(y[:known]))
        for year, value in enumerate(y[known : known + 2]):
            ahead = forecast(past, year + 1)
            scaled[year].append(abs(value - ahead.mean[year]) / scale)
            naive.append(abs(value - past[-1]) / scale)
            hits += ahead.low[year] <= value <= ahead.high[year]
    assert (found.origins, found.forecasts) == (6, 11)
    assert found.mase == pytest.approx(statistics.mean(scaled[0] + scaled[1]), rel=1e-9)
    assert found.mase_by_year == pytest.approx([statistics.mean(year) for year in scaled], rel=1e-9)
    assert found.naive_mase == pytest.approx(statistics.mean(naive), rel=1e-9)
    assert found.coverage == pytest.approx(hits / 11, rel=RTOL)


def test_a_change_of_later_values_does_not_touch_earlier_forecasts():
    changed = [*SERIES[:-1], 5000]

    one, two = (backtest(np.array(y[:-1], dtype=float), 1) for y in (SERIES, changed))

    assert one == two


def test_a_straight_line_is_foreseen_and_the_last_value_is_not_enough():
    found = backtest(np.arange(12.0), 1)

    assert found.mase == pytest.approx(0, abs=0.1)
    assert found.naive_mase == pytest.approx(1, rel=RTOL)


def test_a_series_as_short_as_the_first_origin_has_no_back_test():
    found = backtest(np.array(SERIES[:6], dtype=float), 2)

    assert (found.origins, found.forecasts, found.is_short) == (0, 0, True)
    assert math.isnan(found.mase)
    assert math.isnan(found.coverage)


def test_a_constant_series_has_no_scale_for_its_errors():
    found = backtest(np.full(10, 5.0), 2)

    assert math.isnan(found.mase)
    assert found.coverage == 1


@pytest.mark.parametrize("given", [([1, 2, 3], 2, 0.8, 4), (SERIES, 0, 0.8, 4), (SERIES, 2, 1, 4), (SERIES, 2, 0.8, 3)])
def test_an_impossible_back_test_is_refused(given):
    y, *rest = given

    with pytest.raises(InputError):
        backtest(np.array(y, dtype=float), *rest)


@pytest.mark.parametrize("points", [12, 20])
def test_eight_of_ten_values_of_a_known_process_lie_inside_the_interval(points):
    # Truth: a level that wanders around a drift of 1 a year, seen with noise; 400 series, five years ahead.
    rng = np.random.default_rng(12)
    inside = []
    for _ in range(400):
        level = 100 + np.cumsum(1 + rng.normal(0, 1, points + 5))
        y = level + rng.normal(0, 1, points + 5)
        found = forecast(y[:points], 5)
        inside.append((y[points:] >= found.low) & (y[points:] <= found.high))

    # The five years of a series move together: the standard error of the share is near 0.015.
    assert np.mean(inside) == pytest.approx(0.8, abs=0.05)


def test_the_drift_of_a_known_process_is_found_without_bias():
    rng = np.random.default_rng(13)
    drifts = [drift_interval(100 + np.cumsum(rng.normal(2, 1, 15)), 1).drift for _ in range(600)]

    # Standard error 1 / sqrt(14 x 600) = 0.011.
    assert statistics.mean(drifts) == pytest.approx(2, abs=0.045)

"""Generated cases of every call of the outlook, through `corridor case`, beside statsmodels, scipy or closed formulas.

What a case expects comes from another way to the same number: a library, a matrix, a geometric series, trial of all
whole numbers. None of it calls the engine.
"""

import argparse
import math
import statistics

import numpy as np
import pandas as pd
import pytest
import yaml
from scipy import stats
from statsmodels.api import OLS, add_constant
from statsmodels.tsa.api import ETSModel, ExponentialSmoothing
from statsmodels.tsa.forecasting.theta import ThetaModel

from corridor.batch import case
from corridor.engines.outlook import density_trend, fit_damped_holt, theta

SEEDS = range(6)
TOL = 1e-8  # two ways of some twenty products


def plain(values):
    return [float(value) for value in values]


def series(rng):
    size = int(rng.integers(5, 25))
    return np.round(1000 + np.cumsum(rng.normal(8, 15, size)), 1)


def stock_flow(rng):
    given = {
        "stock": int(rng.integers(500, 20000)),
        "graduates": int(rng.integers(0, 900)),
        "participation": round(float(rng.uniform(0.3, 1)), 2),
        "immigration": int(rng.integers(0, 200)),
        "retire": round(float(rng.uniform(0.005, 0.06)), 3),
        "emigrate": round(float(rng.uniform(0, 0.05)), 3),
        "other": round(float(rng.uniform(0, 0.03)), 3),
        "demand0": int(rng.integers(500, 20000)),
        "growth": round(float(rng.uniform(-0.03, 0.04)), 3),
        "years": int(rng.integers(1, 11)),
    }
    leaving = given["retire"] + given["emigrate"] + given["other"]
    inflow = given["graduates"] * given["participation"] + given["immigration"]
    resting = inflow / leaving
    rows = []
    for t in range(1, given["years"] + 1):
        # The path tends to inflow / leaving, from which its distance shrinks by the same share each year.
        stock, before = (resting + (given["stock"] - resting) * (1 - leaving) ** k for k in (t, t - 1))
        demand = given["demand0"] * math.exp(t * math.log1p(given["growth"]))
        rows.append({"t": t, "stock": stock, "demand": demand, "gap": demand - stock, "replacement": before * leaving})
    return given, {"rows": rows}


def age_cohorts(rng):
    size = int(rng.integers(2, 9))
    stock, inflow = rng.integers(0, 3000, size), rng.integers(0, 120, size)
    leaving = np.round(rng.uniform(0, 0.3, size), 3)
    moves = np.diag(np.full(size, 0.8)) + np.diag(np.full(size - 1, 0.2), -1)
    new = moves @ ((1 - leaving) * stock) + inflow
    exits = stock.sum() + inflow.sum() - new.sum()
    given = {"stock": plain(stock), "exit": plain(leaving), "inflow": plain(inflow)}
    return given, {"new": plain(new), "exits_total": float(exits), "check_balance": 0.0}


def openings(rng):
    stock, grows, rate = int(rng.integers(100, 9000)), round(rng.uniform(0, 0.05), 3), round(rng.uniform(0.01, 0.1), 3)
    total = stock * (grows + rate)
    return {"stock": stock, "growth": grows, "replacement_rate": rate}, {
        "expansion": total - stock * rate,
        "replacement": total - stock * grows,
        "openings": total,
        "replacement_share": rate / (grows + rate),
    }


def drift_interval(rng):
    y, h, level = series(rng), int(rng.integers(1, 9)), round(float(rng.uniform(0.5, 0.97)), 2)
    steps = np.diff(y)
    fitted = OLS(steps, np.ones(steps.size)).fit()
    ahead = np.arange(1, h + 1)
    mean = y[-1] + fitted.params[0] * ahead
    spread = np.sqrt((ahead * fitted.bse[0]) ** 2 + ahead * fitted.mse_resid)
    low, high = stats.norm.interval(level, mean, spread)
    expect = {"mean": plain(mean), "low": plain(low), "high": plain(high)}
    expect |= {"drift": float(fitted.params[0]), "sigma": math.sqrt(fitted.mse_resid)}
    return {"y": plain(y), "h": h, "level": level}, expect


def damped_holt(rng):
    y, h = series(rng), int(rng.integers(1, 7))
    alpha, beta, phi = (round(float(rng.uniform(low, 0.99)), 2) for low in (0.05, 0.02, 0.8))
    start = {"initial_level": float(y[0]), "initial_trend": round(float(rng.normal(5, 5)), 1)}
    model = ExponentialSmoothing(y, trend="add", damped_trend=True, initialization_method="known", **start)
    fitted = model.fit(smoothing_level=alpha, smoothing_trend=beta, damping_trend=phi, optimized=False)
    given = {"y": plain(y), "alpha": alpha, "beta": beta, "phi": phi, "h": h}
    given |= {"l0": start["initial_level"], "b0": start["initial_trend"]}
    return given, {
        "forecast": plain(fitted.forecast(h)),
        "level": float(fitted.level[-1]),
        "trend": float(fitted.trend[-1]),
    }


def delphi_round(rng):
    x = [int(answer) for answer in rng.integers(1, 12, int(rng.integers(3, 20)))]
    median = statistics.median(x)
    near = sum(1 for answer in x if median - 1 <= answer <= median + 1) / len(x)
    quartiles = statistics.quantiles(x, n=4, method="inclusive")
    return {"x": x}, {
        "median": float(median),
        "q1": quartiles[0],
        "q3": quartiles[2],
        "iqr": float(stats.iqr(x)),
        "mean": statistics.mean(x),
        "cv": float(stats.variation(x, ddof=1)),
        "trim20": float(stats.trim_mean(x, 0.2)),
        "share_within_1_of_median": near,
        "consensus": near >= 0.75,
    }


def delphi_stability(rng):
    a, b, c, d = (round(float(rng.uniform(0.5, 30)), 1) for _ in range(4))
    given = {"r1_iqr": a, "r2_iqr": b, "r1_median": c, "r2_median": d}
    return given, {"iqr_reduction": 1 - b / a, "median_change": d / c - 1}


def tightness(rng):
    vacancies, occupied, unemployed = (int(rng.integers(1, 9000)) for _ in range(3))
    given = {"vacancies": vacancies, "occupied": occupied, "unemployed": unemployed}
    return given, {"jvr": 1 - occupied / (occupied + vacancies), "tightness": vacancies / unemployed}


def recruits_needed(rng):
    gap, grows, years = int(rng.integers(0, 5000)), int(rng.integers(0, 300)), int(rng.integers(1, 20))
    leaving = round(float(rng.uniform(0.01, 0.4)), 2)
    factor = (1 - (1 - leaving) ** years) / leaving
    target = gap + years * grows
    given = {"gap": gap, "annual_gap_growth": grows, "years": years, "annual_attrition_of_recruits": leaving}
    return given, {"target_total": target, "factor": factor, "annual_recruits": target / factor}


def health_safeguard_list(rng):
    cases = [[round(float(rng.uniform(20, 70)), 1), round(float(rng.uniform(35, 75)), 1)] for _ in range(12)]
    on_list = (np.array(cases) < [49, 55]).all(axis=1)
    return {"cases": cases}, {"on_list": [bool(entry) for entry in on_list]}


def emigration_rate(rng):
    abroad, home = (int(rng.integers(1, 9000)) for _ in range(2))
    return {"abroad": abroad, "home": home}, {"rate": 1 - home / (abroad + home)}


def replacement_ratio(rng):
    arriving, *leaving = (int(rng.integers(1, 500)) for _ in range(4))
    names = ("home_graduates", "emigration", "retirement", "other_exits")
    given = dict(zip(names, (arriving, *leaving), strict=True))
    return given, {"ratio": arriving / sum(leaving), "net_change": arriving - sum(leaving)}


def away_quota(rng):
    stock, growing = int(rng.integers(1000, 20000)), round(float(rng.uniform(-0.01, 0.03)), 3)
    counts = {name: int(rng.integers(0, 700)) for name in ("graduates", "returns", "exits", "current_emigration")}
    after = stock + counts["graduates"] + counts["returns"] - counts["exits"] - counts["current_emigration"]
    given = {"stock": stock, "population_growth": growing} | counts
    return given, {"required_growth": stock * growing, "q_max": max(0.0, after - stock * (1 + growing))}


def dual_track(rng):
    seats, target = int(rng.integers(50, 400)), int(rng.integers(10, 150))
    away, home, least = int(rng.integers(50, 100)), int(rng.integers(50, 100)), int(rng.integers(5, 20))
    # In hundredths and tenths, so that nothing is rounded.
    away_seats = next(count for count in range(1000) if count * away >= 100 * target)
    needed = next(count for count in range(10000) if 10 * count * home >= 100 * least * target)
    feasible = away_seats + needed <= seats
    home_seats = seats - away_seats if feasible else needed
    most = max(k for k in range(seats + 1) if k * (1000 * home + 100 * least * away) <= 10 * seats * away * home)
    given = {"seats": seats, "away_completion": away / 100, "home_completion": home / 100, "target_away": target}
    return given | {"min_home_per_away": least / 10}, {
        "away_seats": away_seats,
        "home_seats": home_seats,
        "total": away_seats + home_seats,
        "home_completions": home_seats * home / 100,
        "ratio": home_seats * home / 100 / target,
        "feasible": feasible,
        "max_away_completions": most,
    }


CALLS = [
    stock_flow,
    age_cohorts,
    openings,
    drift_interval,
    damped_holt,
    delphi_round,
    delphi_stability,
    tightness,
    recruits_needed,
    health_safeguard_list,
    emigration_rate,
    replacement_ratio,
    away_quota,
    dual_track,
]


def run(path, *options):
    parser = argparse.ArgumentParser()
    case.add_arguments(parser)
    return case.run(parser.parse_args([str(path), *options]))


def generated(number, make, seed):
    given, expect = make(np.random.default_rng([number, seed]))
    return {
        "id": f"G{number:02}{seed}",
        "title": f"{make.__name__}, seed {seed}",
        "call": f"outlook.{make.__name__}",
        "given": given,
        "expect": expect,
        "tol": TOL,
    }


def write(path, cases):
    path.write_text(yaml.safe_dump({"cases": cases}, sort_keys=False), encoding="utf-8")
    return path


@pytest.mark.parametrize(("number", "make"), list(enumerate(CALLS)), ids=[make.__name__ for make in CALLS])
def test_generated_cases_agree_with_another_way_to_the_number(tmp_path, number, make):
    path = write(tmp_path / "cases.yaml", [generated(number, make, seed) for seed in SEEDS])

    outcome = run(path)

    assert outcome.exit_code == 0, outcome.text
    assert len(outcome.document["cases"]) == len(SEEDS)


def test_more_than_fifty_cases_are_generated_and_no_two_are_alike():
    cases = [generated(number, make, seed)["given"] for number, make in enumerate(CALLS) for seed in SEEDS]

    assert len(cases) >= 50
    assert len({str(given) for given in cases}) == len(cases)


@pytest.mark.parametrize(("number", "make"), list(enumerate(CALLS)), ids=[make.__name__ for make in CALLS])
def test_one_changed_digit_fails_with_both_values(tmp_path, number, make):
    one = generated(number, make, 0)
    name, value = next((name, value) for name, value in one["expect"].items() if isinstance(value, int | float | list))
    one["expect"][name] = changed = change(value)

    outcome = run(write(tmp_path / "cases.yaml", [one]))

    assert outcome.exit_code == 1
    assert f"{name}: expected {changed}" in outcome.text
    assert ", got " in outcome.text


def change(value):
    if isinstance(value, list):
        return [change(value[0]), *value[1:]]
    if isinstance(value, dict):
        return value | {"stock": value["stock"] * 1.001}
    return (not value) if isinstance(value, bool) else value * 1.001 + 1e-3


@pytest.mark.parametrize("seed", range(8))
def test_theta_forecasts_as_statsmodels_with_the_same_smoothing(seed):
    rng = np.random.default_rng(seed)
    y = np.round(100 + rng.normal(1, 5, 18) + 1.5 * np.arange(18), 2)
    peer = ThetaModel(y, period=1, deseasonalize=False).fit(use_mle=False)

    found = theta(y, 5, float(peer.params["alpha"]))

    assert found.slope == pytest.approx(peer.params["b0"], rel=1e-9)
    # The peer's own level is a fit to six digits.
    assert found.mean == pytest.approx(peer.forecast(5).to_numpy(), rel=1e-6)


@pytest.mark.parametrize("seed", range(8))
def test_the_interval_of_damped_holt_widens_as_in_the_state_space_model(seed):
    rng = np.random.default_rng(seed)
    y = np.round(100 + rng.normal(1, 5, 18) + 1.5 * np.arange(18), 2)
    ours = fit_damped_holt(y, 5, 0.9)
    model = ETSModel(
        pd.Series(y[1:]),
        error="add",
        trend="add",
        damped_trend=True,
        initialization_method="known",
        initial_level=y[0],
        initial_trend=(y[3] - y[0]) / 3,
    )
    peer = model.smooth([ours.alpha, ours.alpha * ours.beta, ours.phi])

    frame = peer.get_prediction(start=17, end=21, method="exact").summary_frame(alpha=0.1)

    assert ours.mean == pytest.approx(frame["mean"].to_numpy(), rel=1e-9)
    # The peer divides squared errors by their number, we by their number less three.
    half = (frame["pi_upper"] - frame["mean"]).to_numpy() * math.sqrt(17 / 14)
    assert np.array(ours.high) - ours.mean == pytest.approx(half, rel=1e-9)


def test_a_density_trend_is_the_slope_of_a_fitted_logarithm():
    rng = np.random.default_rng(9)
    years, density = list(range(2010, 2022)), rng.uniform(10, 40, 12)

    found = density_trend(years, plain(density))

    fitted = OLS(np.log(density), add_constant(np.arange(12.0))).fit()
    assert found.annual_rate == pytest.approx(math.expm1(fitted.params[1]), rel=1e-9)

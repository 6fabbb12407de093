"""Generated cases of the financing calls, expected values from other tools, through the runner of worked examples.

numpy-financial and pyxirr give rates of return, present values and annuities; scipy.stats gives the binomial,
beta-binomial and bivariate normal laws; what no tool computes is written out again here.
"""

import argparse
import json
import math

import numpy as np
import numpy_financial as npf
import pytest
import pyxirr
from scipy import stats

from corridor.batch import case
from corridor.engines.instruments import correlated_guarantee, employer_loan, outcome_fund

TIMES = 8
SEED = 20261123


def cases_of(call, make, times=TIMES, tol=1e-9):
    """Return cases of one call, each from inputs and expectations that `make` draws."""
    rng = np.random.default_rng([SEED, *call.encode()])
    drawn = [make(rng) for _ in range(times)]
    return [
        {"id": f"{call}-{n}", "call": f"instruments.{call}", "given": given, "expect": expect, "tol": tol}
        for n, (given, expect) in enumerate(drawn)
    ]


def milestones(rng):
    rows = [
        {
            "name": name,
            "p": round(rng.uniform(0.05, 1), 3),
            "tariff": round(rng.uniform(100, 5000), 2),
            "t": round(t, 2),
        }
        for name, t in zip(["training", "placement", "retention"], np.cumsum(rng.uniform(0.1, 1, 3)), strict=True)
    ]
    cost, rate = round(rng.uniform(500, 6000), 2), round(rng.uniform(0, 0.2), 4)
    worth = [row["p"] * row["tariff"] * math.exp(-row["t"] * math.log1p(rate)) for row in rows]
    needed = (cost - worth[0] - worth[2]) / (row_two := worth[1] / rows[1]["tariff"])
    assert row_two > 0
    return {"cost": cost, "rate": rate, "milestones": rows}, {
        "undiscounted_revenue": sum(row["p"] * row["tariff"] for row in rows),
        "pv_revenue": sum(worth),
        "npv": sum(worth) - cost,
        "breakeven_placement_tariff": needed,
    }


def tariff(rng):
    cost, success = round(rng.uniform(500, 9000), 2), round(rng.uniform(0.05, 1), 3)
    lag, rate, margin = int(rng.integers(0, 6)), round(rng.uniform(0.001, 0.2), 4), round(rng.uniform(0, 0.4), 3)
    given = {"cost_per_start": cost, "success": success, "lag_years": lag, "rate": rate, "margin": margin}
    # What a loan for the cost of one outcome grows to, and the margin on it.
    return given, {"tariff": float(-npf.fv(rate, lag, 0, cost / success)) * (1 + margin)}


def fund(rng):
    outlays = [-float(amount) for amount in rng.integers(1000, 9000, rng.integers(1, 5))]
    payments = [0.0] * len(outlays) + [float(amount) for amount in rng.integers(500, 9000, rng.integers(2, 9))]
    period = float(rng.choice([0.25, 0.5, 1]))
    net = np.array(payments)
    net[: len(outlays)] += outlays
    rate = pyxirr.irr(net)
    return {"outlays": outlays, "outcome_payments": payments, "period_years": period}, {
        "net": net.tolist(),
        "cumulative": np.cumsum(net).tolist(),
        "peak_funding": float(-np.cumsum(net).min()),
        "irr_per_period": rate,
        "irr_annual": (1 + rate) ** (1 / period) - 1,
        "multiple": -sum(payments) / sum(outlays),
    }


def training(rng):
    opening, interest = float(rng.integers(-50_000, 300_000)), round(rng.uniform(0.001, 0.08), 3)
    hires, fee, cost = int(rng.integers(1, 90)), float(rng.integers(500, 5000)), float(rng.integers(1000, 9000))
    cap, years = float(rng.integers(0, 300_000)), int(rng.integers(1, 12))
    net = hires * fee + min(hires * fee, cap) - hires * cost
    given = {
        "opening": opening,
        "interest": interest,
        "hires_per_year": hires,
        "employer_fee": fee,
        "public_match_cap": cap,
        "training_cost": cost,
        "years": years,
    }
    return given, {
        "balance": [float(-npf.fv(interest, year, net, opening)) for year in range(1, years + 1)],
        "annual_net": net,
    }


def levied(rng):
    payroll, workers = float(rng.integers(5000, 60_000)), int(rng.integers(1, 3000))
    rate, avoidance, admin = (round(rng.uniform(0, top), 3) for top in (0.05, 0.5, 0.3))
    gross = payroll * workers * rate
    return {"payroll_per_worker": payroll, "levy": rate, "workers": workers, "avoidance": avoidance, "admin": admin}, {
        "gross": gross,
        "net": gross - gross * avoidance - (gross - gross * avoidance) * admin,
    }


def pool(rng):
    return {
        "n": int(rng.integers(1, 3000)),
        "exposure": float(rng.integers(500, 20_000)),
        "pd": round(rng.uniform(0.001, 0.4), 4),
        "lgd": round(rng.uniform(0.1, 1), 3),
        "cover": round(rng.uniform(0.1, 1), 3),
        "confidence": float(rng.choice([0.9, 0.95, 0.99, 0.995, 0.999])),
    }


def guarantee(rng):
    given = pool(rng)
    defaults = int(stats.binom.ppf(given["confidence"], given["n"], given["pd"]))
    capital = defaults * given["exposure"] * given["lgd"] * given["cover"]
    return given, {
        "expected_loss": stats.binom.mean(given["n"], given["pd"]) * given["exposure"] * given["lgd"] * given["cover"],
        "defaults_q": defaults,
        "capital": capital,
        "fee_rate": given["pd"] * given["lgd"] * given["cover"],
        "leverage": given["n"] * given["exposure"] / capital if capital else None,
    }


def shared_income(rng):
    incomes = [float(income) for income in rng.integers(0, 60_000, rng.integers(3, 15))]
    share, threshold = round(rng.uniform(0.01, 0.2), 3), float(rng.integers(0, 30_000))
    cap, most = float(rng.integers(1000, 30_000)), int(rng.integers(1, 12))
    due = np.where(np.array(incomes) >= threshold, np.array(incomes) * share, 0)
    due = np.where(np.cumsum(due > 0) <= most, due, 0)
    payments = np.diff(np.minimum(np.cumsum(due), cap), prepend=0)
    return {"incomes": incomes, "share": share, "threshold": threshold, "cap": cap, "max_payments": most}, {
        "payments": payments.tolist(),
        "total": float(payments.sum()),
        "n_payments": int((payments > 1e-9).sum()),
    }


def gift(rng):
    lent, years = float(rng.integers(1000, 5_000_000)), int(rng.integers(2, 41))
    grace, rate = int(rng.integers(0, years)), round(rng.uniform(0.001, 0.04), 4)
    discount = round(rng.uniform(0.03, 0.1), 3)
    kind = str(rng.choice(["annual, equal principal", "annual, annuity"]))
    left = years - grace
    if kind == "annual, annuity":
        repaid = [0.0] * grace + [float(-npf.ppmt(rate, year, left, lent)) for year in range(1, left + 1)]
    else:
        repaid = [0.0] * grace + [lent / left] * left
    owed = lent - np.concatenate([[0], np.cumsum(repaid)[:-1]])
    worth = pyxirr.npv(discount, [0.0, *(owed * rate + repaid).tolist()])
    percent = 100 * (1 - worth / lent)
    given = {"principal": lent, "rate": rate, "years": years, "grace": grace, "discount": discount, "payments": kind}
    return given, {"grant_element_pct": percent, "concessional": percent >= 35}


CASES = [
    *cases_of("milestone_tariffs", milestones),
    *cases_of("break_even_tariff", tariff),
    *cases_of("outcome_fund", fund, 12, 1e-8),
    *cases_of("training_fund", training),
    *cases_of("levy", levied),
    *cases_of("guarantee_fund", guarantee, 16),
    *cases_of("income_share", shared_income, 12, 1e-8),
    *cases_of("grant_element", gift, 12),
]


def run(path, cases):
    path.write_text(json.dumps({"version": 1, "cases": cases}), encoding="utf-8")
    parser = argparse.ArgumentParser()
    case.add_arguments(parser)
    return case.run(parser.parse_args([str(path)]))


@pytest.fixture(scope="module")
def outcome(tmp_path_factory):
    return run(tmp_path_factory.mktemp("cases") / "generated.yaml", CASES)


def test_at_least_fifty_generated_cases_agree_with_another_tool(outcome):
    wrong = [result for result in outcome.document["cases"] if not result["ok"]]

    assert len(outcome.document["cases"]) == len(CASES) >= 50
    assert wrong == []
    assert outcome.exit_code == 0


def moved(value):
    """Return the same expectation, a thousandth off."""
    if isinstance(value, list):
        return [*value[:-1], moved(value[-1])]
    return value * 1.001 + 0.001


def test_a_generated_case_that_expects_something_else_fails(tmp_path):
    wrong = [
        entry | {"expect": {name: moved(value)}}
        for entry in CASES
        for name, value in entry["expect"].items()
        if value is not None and not isinstance(value, bool)
    ]
    for number, entry in enumerate(wrong):
        entry["id"] = f"wrong-{number}"

    found = run(tmp_path / "wrong.yaml", wrong)

    assert found.exit_code == 1
    assert [result["id"] for result in found.document["cases"] if result["ok"]] == []


def test_numpy_financial_and_pyxirr_give_the_same_rate_of_the_worked_fund():
    found = outcome_fund([-400000, -400000, -200000], [0, 160000, 400000, 420000, 180000], 0.5)

    assert found.irr_per_period == pytest.approx(npf.irr(found.net), rel=1e-9)
    assert found.irr_per_period == pytest.approx(pyxirr.irr(found.net), rel=1e-9)


@pytest.mark.parametrize("seed", range(8))
def test_a_schedule_is_the_annuity_of_numpy_financial_rounded_to_cents(seed):
    rng = np.random.default_rng(seed)
    lent, rate, periods = int(rng.integers(1000, 90_000)), round(rng.uniform(0.01, 0.2), 4), int(rng.integers(2, 60))

    found = employer_loan(lent, rate, periods)

    payment = float(-npf.pmt(rate / 12, periods, lent))
    assert float(found.schedule[0].payment) == pytest.approx(payment, abs=0.005 + 1e-9)
    interest = -npf.ipmt(rate / 12, np.arange(1, periods + 1), periods, lent)
    # Half a cent of the payment, carried with interest over the periods.
    carried = 0.01 * periods * (1 + rate / 12) ** periods
    assert [float(row.interest) for row in found.schedule] == pytest.approx(interest.tolist(), abs=carried)


@pytest.mark.parametrize("rho", [0.05, 0.2, 0.5, 0.9])
@pytest.mark.parametrize("pd", [0.01, 0.12, 0.5])
def test_two_loans_default_together_as_the_bivariate_normal_law_says(pd, rho):
    found = correlated_guarantee(200, 6000, pd, 0.7, 0.8, 0.99, rho)

    edge = stats.norm.ppf(pd)
    both = stats.multivariate_normal(mean=[0, 0], cov=[[1, rho], [rho, 1]]).cdf([edge, edge])
    assert found.default_correlation == pytest.approx((both - pd**2) / (pd * (1 - pd)), abs=1e-6)


@pytest.mark.parametrize("seed", range(10))
def test_the_beta_binomial_capital_is_that_of_scipy(seed):
    given = pool(np.random.default_rng(seed))

    found = correlated_guarantee(**given, correlation=0.15)

    total = (1 - found.default_correlation) / found.default_correlation
    law = stats.betabinom(given["n"], given["pd"] * total, (1 - given["pd"]) * total)
    assert found.beta_binomial.defaults_q == law.ppf(given["confidence"])


@pytest.mark.parametrize("rho", [0.1, 0.24])
def test_the_large_pool_is_the_formula_of_the_capital_rules(rho):
    found = correlated_guarantee(100_000, 1, 0.01, 0.45, 1, 0.999, rho)

    # Basel framework CRE31: conditional default probability at the 99.9th percentile of the common factor.
    stressed = stats.norm.cdf((stats.norm.ppf(0.01) + math.sqrt(rho) * stats.norm.ppf(0.999)) / math.sqrt(1 - rho))
    assert found.large_pool_capital == pytest.approx(100_000 * 0.45 * stressed, rel=1e-12)
    assert found.vasicek.capital == pytest.approx(found.large_pool_capital, rel=2e-3)

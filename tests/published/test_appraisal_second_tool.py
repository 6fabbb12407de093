"""Generated cases of the appraisal calls, expected values from other tools, through the runner of worked examples.

numpy-financial and pyxirr give present values, rates of return and annuities; scipy.stats the distributions; what no
tool computes is written out again here.
"""

import argparse
import json
import math
from itertools import pairwise

import numpy as np
import numpy_financial as npf
import pytest
import pyxirr
from scipy import optimize, stats

from corridor.batch import case

TIMES = 6
SEED = 20261123
PARTIES = ("migrant", "employer", "dest_gov", "orig_gov")


def figure(rng, low, high, digits=2):
    return round(float(rng.uniform(low, high)), digits)


def investment(rng):
    """Return flows that cost first and gain later, and a rate."""
    years = int(rng.integers(2, 25))
    flows = [-figure(rng, 5_000, 20_000), *(figure(rng, 0, 6_000) for _ in range(years))]
    return flows, figure(rng, 0.005, 0.12, 4)


def appraised_flow(rng):
    flows, rate = investment(rng)
    npv = pyxirr.npv(rate, flows)
    irr = npf.irr(flows)
    balance = np.cumsum([flow / (1 + rate) ** year for year, flow in enumerate(flows)])
    first = int(np.argmax(balance >= 0)) if (balance >= 0).any() else None
    payback = first - 1 + balance[first - 1] / (balance[first - 1] - balance[first]) if first else math.nan
    return {"rate": rate, "flows": flows}, {
        "npv": npv,
        "irr": float(irr),
        "bcr": (npv - flows[0]) / -flows[0],
        "discounted_payback": float(payback),
    }


def unique_root(rng):
    flows, _ = investment(rng)
    return {"flows": flows}, {"irr": [pyxirr.irr(flows)], "unique": True}


def several_roots(rng):
    rates = np.sort(rng.choice(np.arange(-40, 300), size=int(rng.integers(2, 5)), replace=False)) / 100
    flows = np.round(np.poly(1 + rates), 12).tolist()
    polynomial = np.roots(flows)
    # np.poly gives the coefficients of powers of 1 + rate, the highest first: the flows of year 0, 1, ...
    found = sorted(root.real - 1 for root in polynomial if abs(root.imag) < 1e-9 and root.real > 0)
    return {"flows": flows}, {"irr": [float(rate) for rate in found], "unique": len(found) == 1}


def no_root(rng):
    flows = [-figure(rng, 1, 100) for _ in range(int(rng.integers(1, 9)))]
    return {"flows": flows}, {"irr": [], "unique": False}


def present_value(rng):
    flows, rate = investment(rng)
    middle = bool(rng.integers(2))
    convention = "mid-year for t>=1" if middle else "end-year"
    # Half a year less of discounting multiplies what comes after year 0.
    later = pyxirr.npv(rate, [0.0, *flows[1:]]) * ((1 + rate) ** 0.5 if middle else 1)
    return {"rate": rate, "flows": flows, "convention": convention}, {"npv": flows[0] + later}


def prices(rng):
    real, inflation, flow, years = (
        figure(rng, 0.005, 0.1, 4),
        figure(rng, 0, 0.1, 4),
        figure(rng, 1, 9_000),
        int(rng.integers(1, 40)),
    )
    value = -float(npf.pv(real, years, flow))
    return {"real_rate": real, "inflation": inflation, "real_flow": flow, "years": years}, {
        "nominal_rate": real + inflation + real * inflation,
        "npv_real": value,
        "npv_nominal": value,
    }


def tableau(rng):
    years, rate = int(rng.integers(1, 12)), figure(rng, 0.01, 0.1, 4)
    rows, flows = [], {party: np.zeros(years + 1) for party in PARTIES}
    for number in range(int(rng.integers(4, 12))):
        first = int(rng.integers(0, years + 1))
        last = years if number == 0 else int(rng.integers(first, years + 1))
        first = min(first, last)
        split = {party: float(rng.integers(-90_000, 90_000)) / 4 for party in rng.permutation(PARTIES)[:3]}
        transfer = bool(rng.integers(2))
        if transfer:
            split["orig_gov"] = split.get("orig_gov", 0.0) - sum(split.values())
        for party, part in split.items():
            flows[party][first : last + 1] += part
        amount = 0 if transfer else sum(split.values())
        span = f"{first}-{last}" if last > first else first
        rows.append(
            {
                "t": span,
                "item": f"row {number}",
                "kind": "transfer" if transfer else "resource",
                "amount": amount,
                "split": split,
            }
        )
    named = {
        party: pyxirr.npv(rate, flow.tolist())
        for party, flow in flows.items()
        if any(party in row["split"] for row in rows)
    }
    annuity = -float(npf.pv(rate, years, 1))
    short = -sum(value for value in named.values() if value < 0)
    return {"rate": rate, "ledger": rows}, {
        "annuity_factor": annuity,
        "npv": named,
        "social": sum(named.values()),
        "sum_of_parties": sum(named.values()),
        "min_compensation_t0": short,
        "min_compensation_per_year": short / annuity,
    }


def worker(rng):
    upfront, rate, years, hazard = (
        figure(rng, 1_000, 9_000),
        figure(rng, 0.01, 0.1, 4),
        int(rng.integers(2, 12)),
        figure(rng, 0, 0.6, 3),
    )
    surplus = round(upfront * float(rng.uniform(1.2, 3)) / -float(npf.pv(rate, years, 1)), 2)

    def value(leaving):
        return float(npf.npv(rate, [-upfront, *(surplus * (1 - leaving) ** year for year in range(years))]))

    given = {"upfront": upfront, "annual_surplus": surplus, "rate": rate, "years": years, "hazard": hazard}
    expect = {"npv": value(hazard), "npv_full_retention": value(0)}
    if value(1) < 0:
        expect["breakeven_hazard"] = float(optimize.bisect(value, 0, 1, xtol=1e-14))
    return given, expect


def needed_surplus(rng):
    upfront, rate, years = figure(rng, 100, 9_000), figure(rng, 0.005, 0.2, 4), int(rng.integers(1, 30))
    return {"upfront": upfront, "rate": rate, "years": years}, {"surplus": -float(npf.pmt(rate, years, upfront))}


def ratio(rng):
    bcr, cost = figure(rng, 0.3, 6), figure(rng, 1_000, 2e6)
    return {"bcr": bcr, "cost": cost}, {
        "benefit": bcr * cost,
        "net": bcr * cost - cost,
        "net_per_euro": (bcr * cost - cost) / cost,
        "break_even_benefit_haircut": (bcr * cost - cost) / (bcr * cost),
        "is_social": False,
    }


def effect(rng):
    without, with_ = figure(rng, 500, 5_000), figure(rng, 6_000, 40_000)
    kind = ["ratio", "increase", "neither"][int(rng.integers(3))]
    percent = {"ratio": with_ / without * 100, "increase": (with_ - without) / without * 100}
    printed = round(percent.get(kind, percent["ratio"] * 1.5 + 200))
    return {"income_with": with_, "income_without": without, "published_pct": printed}, {
        "ratio": with_ / without,
        "increase_pct": percent["increase"],
        "published_matches": kind,
    }


def weights(rng):
    incomes = {party: figure(rng, 500, 90_000) for party in PARTIES}
    reference, eta = figure(rng, 5_000, 50_000), figure(rng, 0, 2)
    expect = {party: math.exp(eta * (math.log(reference) - math.log(income))) for party, income in incomes.items()}
    return {"ref_income": reference, "incomes": incomes, "eta": eta}, expect


def chances(rng):
    count = int(rng.integers(2, 7))
    parts = rng.multinomial(20, [1 / count] * count) / 20
    values = [figure(rng, -90_000, 90_000) for _ in range(count)]
    law = stats.rv_discrete(values=(range(count), parts))
    mean = law.expect(lambda k: np.array(values)[k.astype(int)])
    square = law.expect(lambda k: np.array(values)[k.astype(int)] ** 2)
    return {"p": parts.tolist(), "npv": {f"s{place}": value for place, value in enumerate(values)}}, {
        "expected": float(mean),
        "sd": math.sqrt(max(square - mean**2, 0)),
        "prob_loss": float(parts[np.array(values) < 0].sum()),
    }


def three_points(rng):
    a, mode, b = sorted(figure(rng, -50, 200) for _ in range(3))
    return {"a": a, "mode": mode, "b": b}


def triangle(rng):
    given = three_points(rng)
    width = given["b"] - given["a"]
    law = stats.triang((given["mode"] - given["a"]) / width, given["a"], width)
    p10, p50, p90 = law.ppf([0.1, 0.5, 0.9])
    return given, {"mean": law.mean(), "sd": law.std(), "p10": p10, "p50": p50, "p90": p90}


def beta_pert(rng):
    given = three_points(rng)
    a, mode, b = given.values()
    law = stats.beta(1 + 4 * (mode - a) / (b - a), 1 + 4 * (b - mode) / (b - a), a, b - a)
    p10, p50, p90 = law.ppf([0.1, 0.5, 0.9])
    return given, {
        "mean": law.mean(),
        "sd": law.std(),
        "p10": p10,
        "p50": p50,
        "p90": p90,
        "sd_rule_of_thumb": (b - a) / 6,
    }


def sum_of_terms(rng):
    a, mode, b = sorted(figure(rng, 0, 90) for _ in range(3))
    alpha, beta, low, width = figure(rng, 0.8, 5), figure(rng, 0.8, 5), figure(rng, -50, 0), figure(rng, 1, 50)
    mean, sd = figure(rng, 10, 60), figure(rng, 1, 15)
    spread = math.sqrt(math.log1p((sd / mean) ** 2))
    laws = [
        ({"distribution": "normal", "mean": mean, "sd": sd}, stats.norm(mean, sd)),
        ({"distribution": "triangular", "a": a, "mode": mode, "b": b}, stats.triang((mode - a) / (b - a), a, b - a)),
        (
            {"distribution": "pert", "a": a, "mode": mode, "b": b},
            stats.beta(1 + 4 * (mode - a) / (b - a), 1 + 4 * (b - mode) / (b - a), a, b - a),
        ),
        (
            {"distribution": "lognormal", "mean": mean, "sd": sd},
            stats.lognorm(spread, scale=mean * math.exp(-(spread**2) / 2)),
        ),
        (
            {"distribution": "beta", "alpha": alpha, "beta": beta, "low": low, "high": low + width},
            stats.beta(alpha, beta, low, width),
        ),
    ]
    chosen = [laws[place] for place in rng.permutation(5)[: int(rng.integers(1, 5))]]
    expect = {
        "mean": float(sum(law.mean() for _, law in chosen)),
        "sd": math.sqrt(sum(law.var() for _, law in chosen)),
    }
    if len(chosen) == 1:
        expect |= {"p5": float(chosen[0][1].ppf(0.05)), "p95": float(chosen[0][1].ppf(0.95))}
    return {"terms": [term for term, _ in chosen], "draws": 20_000, "seed": int(rng.integers(99))}, expect


def one_at_a_time(rng):
    base = {
        "annual_gain": figure(rng, 1_000, 20_000),
        "cost": figure(rng, 5_000, 50_000),
        "rate": figure(rng, 0.01, 0.1, 4),
        "years": int(rng.integers(2, 20)),
    }
    ranges = {
        "annual_gain": [base["annual_gain"] * 0.7, base["annual_gain"] * 1.2],
        "cost": [base["cost"] * 0.9, base["cost"] * 1.6],
        "rate": [base["rate"] / 2, base["rate"] * 2],
        "years": [base["years"] - 1, base["years"] + 4],
    }

    def value(**moved):
        f = base | moved
        return -float(npf.pv(f["rate"], f["years"], f["annual_gain"])) - f["cost"]

    bars = {}
    for name, (low, high) in ranges.items():
        ends = value(**{name: low}), value(**{name: high})
        bars[name] = {"low": ends[0], "high": ends[1], "swing": abs(ends[1] - ends[0])}
    return {"base": base, "ranges": ranges}, {
        "base": value(),
        "bars": bars,
        "order": sorted(bars, key=lambda name: bars[name]["swing"], reverse=True),
    }


def buying(rng):
    abroad, home = figure(rng, 800, 4_000), figure(rng, 100, 900)
    ppp_home, ppp_dest, spent = figure(rng, 0.2, 0.9), figure(rng, 0.8, 1.6), figure(rng, 0, 1)
    real_home, real_abroad = home / ppp_home, (abroad * spent) / ppp_home + (abroad - abroad * spent) / ppp_dest
    return {
        "net_wage_abroad": abroad,
        "net_wage_home": home,
        "ppp_home": ppp_home,
        "ppp_dest": ppp_dest,
        "share_spent_home": spent,
    }, {
        "nominal_gain": abroad - home,
        "real_home": real_home,
        "real_abroad": real_abroad,
        "real_gain": real_abroad - real_home,
        "real_ratio": real_abroad / real_home,
    }


def options(rng):
    """Return options of which those on the lower hull of cost over effect are neither dominated nor mixed out."""
    effects = rng.choice(np.arange(1, 400), size=int(rng.integers(2, 8)), replace=False)
    costs = rng.choice(np.arange(1_000, 90_000), size=len(effects), replace=False)
    names = [f"o{place}" for place in range(len(effects))]
    points = dict(zip(names, zip(costs.tolist(), effects.tolist(), strict=True), strict=True))
    dominated = [n for n in names if any(c < points[n][0] and e > points[n][1] for c, e in points.values())]
    left = sorted((n for n in names if n not in dominated), key=lambda n: points[n][1])
    chain = [left[0]]
    while chain[-1] != left[-1]:
        cost, effect_ = points[chain[-1]]
        rest = left[left.index(chain[-1]) + 1 :]
        chain.append(min(rest, key=lambda n: (points[n][0] - cost) / (points[n][1] - effect_)))
    icer = {
        f"{one}_to_{two}": (points[two][0] - points[one][0]) / (points[two][1] - points[one][1])
        for one, two in pairwise(chain)
    }
    return {"options": {name: list(point) for name, point in points.items()}}, {
        "acer": {name: cost / effect_ for name, (cost, effect_) in points.items()},
        "dominated": dominated,
        "extended_dominated": [n for n in names if n in left and n not in chain],
        "icer": icer,
    }


# What numpy-financial and pyxirr find by iteration is good to about 1e-9; everything else to rounding.
CALLS = [
    ("cash_flow", appraised_flow, 1e-7),
    ("irr_roots", unique_root, 1e-8),
    ("irr_roots", several_roots, 1e-6),
    ("irr_roots", no_root, 0),
    ("npv", present_value, 1e-9),
    ("real_nominal", prices, 1e-9),
    ("ledger", tableau, 1e-9),
    ("employer", worker, 1e-9),
    ("switching_surplus", needed_surplus, 1e-9),
    ("benefit_cost", ratio, 1e-9),
    ("published_effect", effect, 1e-9),
    ("distribution_weights", weights, 1e-9),
    ("scenarios", chances, 1e-7),
    ("triangular", triangle, 1e-9),
    ("pert", beta_pert, 1e-9),
    ("monte_carlo", sum_of_terms, 0.02),
    ("tornado", one_at_a_time, 1e-9),
    ("purchasing_power_gain", buying, 1e-9),
    ("cost_effectiveness", options, 1e-9),
]


def cases_of(call, make, tol):
    rng = np.random.default_rng([SEED, *make.__name__.encode()])
    drawn = [make(rng) for _ in range(TIMES)]
    return [
        {
            "id": f"{make.__name__}-{number}",
            "call": f"appraisal.{call}",
            "given": given,
            "expect": json.loads(json.dumps(expect, default=float)),
            "tol": tol,
        }
        for number, (given, expect) in enumerate(drawn)
    ]


GENERATED = [one for call, make, tol in CALLS for one in cases_of(call, make, tol)]


def run(path, cases):
    path.write_text(json.dumps({"version": 1, "cases": cases}, allow_nan=True).replace("NaN", ".nan"), encoding="utf-8")
    parser = argparse.ArgumentParser()
    case.add_arguments(parser)
    return case.run(parser.parse_args([str(path)]))


def test_more_than_fifty_generated_cases_agree_with_other_tools(tmp_path):
    outcome = run(tmp_path / "generated.yaml", GENERATED)

    assert len(GENERATED) == len(CALLS) * TIMES > 100
    failing = [row for row in outcome.text.splitlines() if "FAIL" in row or "expected" in row]
    assert not failing, "\n".join(failing)
    assert outcome.exit_code == 0


@pytest.mark.parametrize("number", range(0, len(GENERATED), TIMES))
def test_a_changed_expectation_fails(tmp_path, number):
    wrong = json.loads(json.dumps(GENERATED[number]))
    name, value = next(iter(wrong["expect"].items()))
    wrong["expect"][name] = (
        [9.0] if isinstance(value, list) else {"nobody": 1} if isinstance(value, dict) else value + 1 + abs(value)
    )

    outcome = run(tmp_path / "wrong.yaml", [wrong])

    assert outcome.exit_code == 1
    assert "FAIL" in outcome.text


def test_other_tools_find_one_of_the_rates_where_there_are_several():
    flows = [-1600, 10000, -10000]

    assert {round(float(npf.irr(flows)), 6), round(pyxirr.irr(flows), 6)} <= {0.25, 4.0}

"""Generated cases of the welfare calls, expected values from other tools, through the runner of worked examples.

numpy-financial and pyxirr give the value of a growing fund, scipy.stats the normal and Poisson laws and exact
intervals, numpy's Fourier transform the distribution of a year; what no tool computes is written out again here.
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
from corridor.engines.instruments import (
    ClaimCount,
    claim_signals,
    one_year_solvency,
    panjer_poisson,
    ruin_simulation,
    year_distribution,
)

TIMES = 8
SEED = 20260717


def cases_of(call, make, times=TIMES, tol=1e-9, kind="exact"):
    """Return cases of one call, each from inputs and expectations that `make` draws."""
    rng = np.random.default_rng([SEED, *call.encode()])
    drawn = [make(rng) for _ in range(times)]
    return [
        {"id": f"{call}-{n}", "call": f"instruments.{call}", "given": given, "expect": expect, "tol": tol, "kind": kind}
        for n, (given, expect) in enumerate(drawn)
    ]


def break_even(rng):
    fee, part = round(rng.uniform(5, 90), 2), round(rng.uniform(0.1, 1), 2)
    death, years = int(rng.integers(1, 40)) * 500, round(rng.uniform(0.5, 4), 1)
    # As many members as pay for one death, one after another.
    members = death / (fee * part)
    expect = {"net": fee * part, "breakeven_death_prob_per_contract": 1 / members}
    expect["breakeven_per_1000_per_year"] = 1000 / (members * years)
    return {"fee": fee, "fund_share": part, "death": death, "contract_years": years}, expect


def claims(rng):
    rate, accidents = round(rng.uniform(0.1, 6), 2), round(rng.uniform(0, 1), 3)
    years, death, net = int(rng.integers(1, 4)), int(rng.integers(1, 20)) * 1000, round(rng.uniform(1, 60), 2)
    deaths = 1_000_000 * years * rate / 1000
    paid = deaths * death / 1_000_000
    expect = {"all_cause": paid, "accidental": paid * accidents, "loss_ratio_all": paid / net}
    expect |= {"loss_ratio_acc": accidents * paid / net, "left_for_other_benefits": net - accidents * paid}
    return {"rate": rate, "accident_share": accidents, "years": years, "death": death, "net": net}, expect


def premium(rng):
    names = ["death", "disability", "return", "dismissal"][: rng.integers(1, 5)]
    rates = {name: round(rng.uniform(0, 5), 4) for name in names}
    amounts = {name: round(rng.uniform(100, 20_000), 2) for name in names}
    loading, admin, part = round(rng.uniform(0, 0.5), 2), round(rng.uniform(0, 5), 2), round(rng.uniform(0.1, 1), 2)
    years = int(rng.integers(1, 5))
    # Payments of a fund with a million contracts, year by year, without interest.
    paid = -npf.npv(0, [-sum(1000 * rates[name] * amounts[name] for name in names)] * years) / 1_000_000
    risk = paid * (1 + loading)
    given = {"years": years, "rates_per_1000_year": rates, "benefits": amounts, "security_loading": loading}
    expect = {"pure": paid, "risk_premium": risk, "net_needed": risk + admin, "gross_fee": (risk + admin) / part}
    return given | {"admin_per_contract": admin, "fund_share": part}, expect


def projection(rng):
    contracts, fee, part = int(rng.integers(100, 200_000)), round(rng.uniform(10, 80), 2), round(rng.uniform(0.1, 1), 2)
    admin, claim = round(rng.uniform(0, 2), 2), round(rng.uniform(2, 25), 3)
    growth, ret, inflation = (round(rng.uniform(low, 0.08), 3) for low in (-0.05, 0.001, 0))
    start, years = int(rng.integers(0, 4_000_000)), int(rng.integers(2, 25))
    reserve = []
    for last in range(years):
        # The value at the end of the year of every flow up to then, by a second tool.
        flows = [start] + [
            contracts * (1 + growth) ** t * (fee * part - admin - claim * (1 + inflation) ** t) for t in range(last + 1)
        ]
        reserve.append(npf.npv(ret, flows) * npf.fv(ret, last + 1, 0, -1))
        assert pyxirr.npv(ret, flows) == pytest.approx(npf.npv(ret, flows))
    negative = [year for year, value in enumerate(reserve, start=1) if value < 0]
    given = {"contracts": contracts, "fee": fee, "share": part, "admin": admin, "claims_per_contract": claim}
    given |= {"growth": growth, "ret": ret, "start": start, "claims_inflation": inflation, "years": years}
    return given, {"reserve": reserve, "first_negative_year": negative[0] if negative else None}


def ruin_closed(rng):
    theta, mu = round(rng.uniform(0.02, 1.5), 3), round(rng.uniform(0.2, 3000), 2)
    reserves = [0, round(rng.uniform(0, 10) * mu, 2), round(rng.uniform(0, 30) * mu, 2)]
    # The greatest loss is a geometric sum of exponential losses: none, or one of rate theta / (mu (1 + theta)).
    ladder = stats.expon(scale=mu * (1 + theta) / theta)
    expect = {"psi": [ladder.sf(u) * (1 - theta / (1 + theta)) for u in reserves]}
    return {"theta": theta, "mu": mu, "u": reserves}, expect | {"adjustment_coefficient": 1 / ladder.mean()}


def by_fourier(lam, sizes, chances, points):
    """Return compound Poisson probabilities by the Fourier transform of the sizes."""
    severity = np.zeros(points)
    severity[sizes] = chances
    return np.fft.irfft(np.exp(lam * (np.fft.rfft(severity) - 1)), points)


def panjer(rng):
    lam = round(rng.uniform(0.1, 12), 2)
    sizes = np.sort(rng.choice(np.arange(0, 9), size=rng.integers(1, 5), replace=False))
    chances = rng.multinomial(1000, rng.dirichlet(np.ones(len(sizes)))) / 1000
    pmf = by_fourier(lam, sizes, chances, 4096)
    expect = {"pmf_0_6": pmf[:7].tolist(), "cdf3": pmf[:4].sum()}
    expect |= {"mean": lam * (chances @ sizes), "variance": lam * (chances @ sizes**2)}
    severity = {str(size): float(chance) for size, chance in zip(sizes, chances, strict=True)}
    return {"lam": lam, "severity": severity}, {name: plain(value) for name, value in expect.items()}


def plain(value):
    return float(value) if np.ndim(value) == 0 else value


def one_year(rng):
    contracts, kinds = int(rng.integers(1000, 300_000)), int(rng.integers(1, 5))
    chances = [round(rng.uniform(1e-4, 5e-3), 6) for _ in range(kinds)]
    benefits = [int(rng.integers(1, 40)) * 250 for _ in range(kinds)]
    mean = contracts * float(np.dot(chances, benefits))
    income = round(mean / contracts * rng.uniform(0.8, 1.3), 3)
    law = stats.norm(mean, math.sqrt(contracts * np.dot(chances, np.square(benefits))))
    expect = {"expected": mean, "sd": law.std(), "reserve_99_5": law.ppf(0.995) - contracts * income}
    given = {"contracts": contracts, "prob_per_contract": chances, "benefits": benefits, "income_per_contract": income}
    return given, {
        name: float(value) for name, value in (expect | {"prob_loss_no_reserve": law.sf(contracts * income)}).items()
    }


def repatriation(rng):
    reserve, people, cost = int(rng.integers(0, 9_000_000)), int(rng.integers(0, 5000)), int(rng.integers(100, 5000))
    left, brought = reserve, 0
    while left >= cost:
        left, brought = left - cost, brought + 1
    expect = {"cost": people * cost, "shortfall": max(people - reserve / cost, 0) * cost}
    return {"reserve": reserve, "event_workers": people, "cost": cost}, expect | {
        "event_workers_reserve_can_cover": brought
    }


def top_up(rng):
    kinds = int(rng.integers(1, 5))
    shares = (rng.multinomial(997, np.ones(kinds) / kinds) + np.eye(kinds, dtype=int)[0] * 3) / 1000
    chances, uptakes = rng.uniform(0, 0.02, kinds).round(4), rng.uniform(0.05, 1, kinds).round(2)
    benefit, years, loading = int(rng.integers(1, 30)) * 500, int(rng.integers(1, 4)), round(rng.uniform(0, 0.5), 2)
    everyone = np.average(chances, weights=shares)
    buyers = np.average(chances, weights=shares * uptakes)
    groups = [
        {"share": float(s), "annual_claim_prob": float(p), "uptake": float(u)}
        for s, p, u in zip(shares, chances, uptakes, strict=True)
    ]
    expect = {"pool_uptake": np.average(uptakes, weights=shares), "avg_prob_population": everyone}
    expect |= {"avg_prob_buyers": buyers, "premium_naive": everyone * years * benefit * (1 + loading)}
    expect |= {"premium_needed": buyers * years * benefit * (1 + loading)}
    given = {"groups": groups, "benefit": benefit, "years": years, "loading": loading}
    return given, {name: float(value) for name, value in expect.items()}


def ruin_exact(years, income, counts, sizes, start):
    """Return the probability of ruin at a year's end, carrying the whole distribution of the balance, step by step."""
    top = start + income * years + 1
    balance = np.zeros(top)
    balance[start] = 1.0
    year = by_fourier(sum(counts), sizes, np.array(counts) / sum(counts), 1 << 12)
    for _ in range(years):
        after = np.zeros(top)
        for place in np.flatnonzero(balance):
            # From here the balance goes to place + income - claims; what would be below zero is lost.
            reached = place + income
            most = min(reached, len(year) - 1)
            after[reached - most : reached + 1] += balance[place] * year[: most + 1][::-1]
        balance = after
    return 1 - balance.sum()


def ruin(rng):
    years, contracts, sizes = int(rng.integers(1, 7)), 1000, np.array([1, 4, 9])[: rng.integers(1, 4)]
    chances = [round(rng.uniform(5e-4, 4e-3), 5) for _ in sizes]
    mean = contracts * float(np.dot(chances, sizes))
    income, start = math.ceil(mean * rng.uniform(0.9, 1.2)), int(rng.integers(0, 25))
    exact = ruin_exact(years, income, [contracts * chance for chance in chances], sizes, start)
    given = {"years": years, "contracts": contracts, "net_fee": income / contracts, "benefits": sizes.tolist()}
    given |= {"prob": chances, "start": start, "paths": 40_000, "seed": int(rng.integers(1, 1000))}
    return given, {"expected_claims_per_contract": mean / contracts, "ruin_probability": float(exact)}


GENERATED = [
    *cases_of("welfare_break_even", break_even),
    *cases_of("welfare_claims", claims),
    *cases_of("welfare_premium", premium),
    *cases_of("welfare_projection", projection, tol=1e-7),
    *cases_of("ruin_exponential", ruin_closed),
    *cases_of("panjer_poisson", panjer),
    *cases_of("one_year_solvency", one_year, tol=1e-7),
    *cases_of("mass_repatriation", repatriation),
    *cases_of("top_up_cover", top_up),
    # Four standard errors of 40,000 paths at the worst probability.
    *cases_of("ruin_simulation", ruin, tol=0.01, kind="statistical"),
]


def run(entries, tmp_path):
    path = tmp_path / "cases.yaml"
    # JSON is YAML; every case needs a title and a source.
    path.write_text(
        json.dumps({"cases": [{"title": "", "source": "", **entry} for entry in entries]}), encoding="utf-8"
    )
    parser = argparse.ArgumentParser()
    case.add_arguments(parser)
    return case.run(parser.parse_args([str(path)]))


def test_eighty_generated_cases_agree_with_a_second_tool(tmp_path):
    assert len(GENERATED) == 80

    outcome = run(GENERATED, tmp_path)

    assert outcome.exit_code == 0, outcome.text
    assert len(outcome.document["cases"]) == 80


def moved(value):
    """Return an expectation with every number a hundredth off."""
    if isinstance(value, list):
        return [moved(each) for each in value]
    return value if value is None else value * 1.01 + 0.02


@pytest.mark.parametrize("entry", GENERATED[::TIMES], ids=lambda entry: entry["call"])
def test_a_changed_expectation_fails(entry, tmp_path):
    wrong = {name: moved(value) for name, value in entry["expect"].items()}

    outcome = run([entry | {"expect": wrong}], tmp_path)

    assert outcome.exit_code == 1
    assert "FAIL" in outcome.text


@pytest.mark.parametrize("lam", [50, 800, 6000])
def test_a_large_year_agrees_with_the_fourier_transform(lam):
    found = panjer_poisson(lam, {"1": 0.5, "3": 0.3, "10": 0.2})

    pmf = by_fourier(lam, [1, 3, 10], [0.5, 0.3, 0.2], 1 << 16)
    assert found.pmf == pytest.approx(pmf[: len(found.pmf)], abs=1e-13)
    assert found.quantile(0.995) == np.searchsorted(np.cumsum(pmf), 0.995)


def test_millions_of_contracts_agree_with_the_recursion_and_the_normal_law():
    counts = np.array([0.00068052, 0.001, 0.004]) * 3_000_000
    wide = year_distribution(counts.tolist(), [10_000, 3000, 2500])

    severity = {"20": counts[0] / counts.sum(), "6": counts[1] / counts.sum(), "5": counts[2] / counts.sum()}
    narrow = panjer_poisson(counts.sum(), {name: float(chance) for name, chance in severity.items()})
    assert (wide.is_exact, wide.step) == (True, 500)
    assert wide.first > 0 == narrow.first
    for level in (0.001, 0.05, 0.5, 0.995, 0.9999):
        assert wide.quantile(level) == narrow.quantile(level) * 500
        law = stats.norm(wide.mean, math.sqrt(wide.variance))
        assert wide.quantile(level) == pytest.approx(law.ppf(level), rel=2e-3)
    assert wide.cdf(59_000_000) == pytest.approx(narrow.cdf(118_000), abs=1e-10)


def test_odd_amounts_of_millions_of_contracts_keep_mean_and_spread():
    counts, amounts = [3000.0, 50_000.0], [9999.97, 2500.01]
    found = year_distribution(counts, amounts)

    points = found.first + np.arange(len(found.pmf)) * found.step
    mean = float(found.pmf @ points)
    assert not found.is_exact
    assert mean == pytest.approx(float(np.dot(counts, amounts)), rel=1e-9)
    assert float(found.pmf @ (points - mean) ** 2) == pytest.approx(float(np.dot(counts, np.square(amounts))), rel=1e-3)


def test_claims_of_one_size_are_poisson():
    found = panjer_poisson(900, {"5": 1.0})

    assert found.step == 5
    assert found.pmf == pytest.approx(stats.poisson(900).pmf(np.arange(len(found.pmf))), rel=1e-9, abs=1e-290)


def test_the_exact_reserve_agrees_with_the_fourier_transform():
    found = one_year_solvency(80_000, [0.0007, 0.0012, 0.004], [10_000, 3000, 2500], 22)

    pmf = by_fourier(472, [20, 6, 5], np.array([56, 96, 320]) / 472, 1 << 15)
    quantile = np.searchsorted(np.cumsum(pmf), 0.995) * 500
    assert found.exact_quantile == quantile
    assert found.exact_reserve == quantile - 80_000 * 22
    assert found.exact_prob_loss == pytest.approx(pmf[80_000 * 22 // 500 + 1 :].sum(), abs=1e-12)


def test_the_normal_approximation_is_better_the_larger_the_fund():
    gaps = []
    for contracts in (1000, 10_000, 100_000):
        year = one_year_solvency(contracts, [0.001, 0.004], [10_000, 2500], 0)
        gaps.append((year.exact_reserve - year.reserve_99_5) / year.sd)

    assert gaps[0] > gaps[1] > gaps[2] > 0


def test_the_distribution_of_a_year_agrees_with_drawing_claims():
    found = year_distribution([30, 5], [2500.5, 10_000.25])

    rng = np.random.default_rng(8)
    drawn = rng.poisson(30, 40_000) * 2500.5 + rng.poisson(5, 40_000) * 10_000.25
    for level in (0.05, 0.5, 0.95):
        below = (drawn <= found.quantile(level) + found.step).mean()
        assert below == pytest.approx(level, abs=0.02)


def test_exact_intervals_and_limits_agree_with_scipy():
    rng = np.random.default_rng(SEED)
    for _ in range(40):
        claims, years, rate = int(rng.integers(0, 60)), float(rng.integers(100, 20_000)), float(rng.uniform(0.1, 9))
        found = claim_signals([ClaimCount("A", "x", claims, years)], rates_per_1000_year=[("x", rate)]).signals[0]
        law, per = stats.poisson(rate * years / 1000), 1000 / years
        low = stats.chi2.ppf(0.025, 2 * claims) / 2 if claims else 0
        assert (found.rate_low, found.rate_high) == pytest.approx(
            (low * per, stats.chi2.ppf(0.975, 2 * claims + 2) / 2 * per)
        )
        assert (found.lower_limit, found.upper_limit) == (law.ppf(0.001), law.isf(0.001))
        assert (found.p_more, found.p_fewer) == pytest.approx((law.sf(claims - 1), law.cdf(claims)))


def test_limits_that_chance_keeps_are_kept_by_chance():
    # Known truth: every group has the same rate, so what is marked is a false alarm.
    rng = np.random.default_rng(4)
    years = rng.uniform(500, 20_000, 4000)
    counts = [
        ClaimCount(str(n), "x", int(k), y) for n, (k, y) in enumerate(zip(rng.poisson(years / 500), years, strict=True))
    ]

    found = claim_signals(counts, rates_per_1000_year=[("x", 2.0)], control=0.98)

    marked = sum(each.signal != "within" for each in found.signals)
    assert 0.3 * found.false_alarms_at_most < marked < 1.25 * found.false_alarms_at_most


def test_intervals_of_the_ruin_probability_hold_the_truth():
    # Known truth: one year, whose distribution is exact.
    truth = 1 - year_distribution([4, 2], [1, 4]).cdf(15)
    inside = 0
    for seed in range(200):
        found = ruin_simulation(1, 1000, 0.012, [1, 4], [0.004, 0.002], 3, 500, seed)
        inside += found.ruin_low <= truth <= found.ruin_high

    assert inside >= 185

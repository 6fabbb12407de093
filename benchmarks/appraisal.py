"""A ledger under uncertainty: 100,000 draws, 10 rank-correlated figures, 30 years, 6 parties.

Prints seconds, peak memory and ratios beside plain numpy (every row and year an array) and a loop over draws (on a
hundredth of them). Ends with 1 when a promise is missed by more than a quarter.

    python -m benchmarks.appraisal
"""

import resource
import sys
import time

import numpy as np

from corridor.engines.appraisal import LedgerRow, Uncertain, simulate
from corridor.engines.appraisal.reference import party_values

DRAWS = 100_000
PROMISED_SECONDS = 1.0
PROMISED_GIGABYTES = 1.0
SLACK = 1.25
PARTIES = ("migrant", "employer", "dest_gov", "orig_gov", "home_trainee", "donor")


def figures() -> dict[str, Uncertain]:
    """Return ten uncertain figures of all kinds."""
    return {
        "wage": Uncertain(distribution="lognormal", mean=27_000, sd=4_000),
        "product": Uncertain(distribution="pert", a=35_000, mode=44_000, b=60_000),
        "tax": Uncertain(distribution="triangular", a=0.3, mode=0.35, b=0.45),
        "living": Uncertain(distribution="pert", a=6_000, mode=9_000, b=14_000),
        "home_wage": Uncertain(distribution="lognormal", mean=5_000, sd=1_500),
        "training": Uncertain(distribution="triangular", a=4_000, mode=6_000, b=12_000),
        "services": Uncertain(distribution="normal", mean=6_000, sd=1_000),
        "leaving": Uncertain(distribution="beta", alpha=2, beta=10, low=0, high=0.6),
        "growth": Uncertain(distribution="normal", mean=0.01, sd=0.005),
        "rate": Uncertain(distribution="triangular", a=0.015, mode=0.03, b=0.08),
    }


def rows() -> list[LedgerRow]:
    """Return the ledger of a scheme over 30 years."""

    def yearly(item: str, kind: str, amount: float, split: dict[str, float], *factors: str) -> LedgerRow:
        return LedgerRow(
            t="1-30",
            item=item,
            kind=kind,
            amount=amount,
            split=split,
            factors=factors,
            growth="growth",
            leaving="leaving",
        )

    return [
        LedgerRow(
            t=0,
            item="training",
            kind="resource",
            amount=-1,
            split={"employer": -0.6, "dest_gov": -0.4},
            factors=["training"],
        ),
        LedgerRow(
            t=0,
            item="home track",
            kind="resource",
            amount=-0.4,
            split={"donor": -0.3, "orig_gov": -0.1},
            factors=["training"],
        ),
        yearly("product", "resource", 1, {"employer": 1}, "product"),
        yearly("wage", "transfer", 0, {"employer": -1, "migrant": 1}, "wage"),
        yearly("tax", "transfer", 0, {"migrant": -1, "dest_gov": 1}, "wage", "tax"),
        yearly("living", "resource", -1, {"migrant": -1}, "living"),
        yearly("output forgone", "resource", -1, {"migrant": -0.85, "orig_gov": -0.15}, "home_wage"),
        yearly("services", "resource", -1, {"dest_gov": -1}, "services"),
        yearly("trainee", "resource", 0.3, {"home_trainee": 0.27, "orig_gov": 0.03}, "home_wage"),
    ]


def correlation() -> np.ndarray:
    """Return rank correlations that fall with the distance in the list."""
    distance = np.abs(np.subtract.outer(np.arange(10), np.arange(10)))
    return np.where(distance == 0, 1.0, 0.5**distance)


def plain_numpy(seed: int) -> np.ndarray:
    """Compute the same with one array per row and year, and scipy's quantile functions."""
    from scipy import stats

    shape = 2 * np.sin(np.pi * correlation() / 6)
    scores = np.random.default_rng(seed).multivariate_normal(np.zeros(10), shape, size=DRAWS)
    u = stats.norm.cdf(scores).T
    drawn = {}
    for (name, f), share in zip(figures().items(), u, strict=True):
        if f.distribution == "lognormal":
            s = np.sqrt(np.log1p((f.sd / f.mean) ** 2))
            drawn[name] = stats.lognorm(s, scale=f.mean * np.exp(-(s**2) / 2)).ppf(share)
        elif f.distribution == "pert":
            width = f.b - f.a
            drawn[name] = stats.beta(1 + 4 * (f.mode - f.a) / width, 1 + 4 * (f.b - f.mode) / width, f.a, width).ppf(
                share
            )
        elif f.distribution == "triangular":
            drawn[name] = stats.triang((f.mode - f.a) / (f.b - f.a), f.a, f.b - f.a).ppf(share)
        elif f.distribution == "beta":
            drawn[name] = stats.beta(f.alpha, f.beta, f.low, f.high - f.low).ppf(share)
        else:
            drawn[name] = stats.norm(f.mean, f.sd).ppf(share)
    npv = np.zeros((len(PARTIES), DRAWS))
    for row in rows():
        first, _, last = str(row.t).partition("-")
        for year in range(int(first), int(last or first) + 1):
            money = np.ones(DRAWS)
            for name in row.factors:
                money = money * drawn[name]
            if row.growth:
                money = money * ((1 + drawn["growth"]) * (1 - drawn["leaving"])) ** (year - int(first))
            money = money / (1 + drawn["rate"]) ** year
            for party, part in row.split.items():
                npv[PARTIES.index(party)] += part * money
    for name in drawn:
        for value in npv:
            stats.spearmanr(drawn[name], value)
    np.quantile(npv, [0.05, 0.5, 0.95], axis=1)
    return npv


def loop(draws: int) -> float:
    """Return the seconds that the plain definition takes for some draws."""
    values = {name: f.mean or f.mode or 0.2 for name, f in figures().items()}
    start = time.perf_counter()
    for _ in range(draws):
        party_values(values["rate"], rows(), figures=values)
    return time.perf_counter() - start


def main() -> int:
    """Measure, print, judge."""
    simulate("rate", rows(), figures(), 1_000, 1, correlation())
    start = time.perf_counter()
    result = simulate("rate", rows(), figures(), DRAWS, 1, correlation())
    seconds = time.perf_counter() - start
    gigabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    start = time.perf_counter()
    other = plain_numpy(1)
    numpy_seconds = time.perf_counter() - start
    loop_seconds = loop(DRAWS // 1000) * 1000
    order = [list(result.outcomes).index(party) for party in PARTIES]
    gap = np.abs(result.npv[order].mean(axis=1) - other.mean(axis=1)) / other.std(axis=1) * np.sqrt(DRAWS)
    print(
        f"corridor   {seconds:8.3f} s   peak {gigabytes:.2f} GB   promise {PROMISED_SECONDS} s, {PROMISED_GIGABYTES} GB"
    )
    print(f"numpy      {numpy_seconds:8.3f} s   {numpy_seconds / seconds:.0f} times as long")
    print(f"loop       {loop_seconds:8.0f} s   {loop_seconds / seconds:.0f} times as long (from {DRAWS // 1000} draws)")
    print(f"means differ from numpy's by at most {gap.max():.1f} standard errors")
    kept = seconds <= PROMISED_SECONDS * SLACK and gigabytes <= PROMISED_GIGABYTES * SLACK and gap.max() < 5
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())

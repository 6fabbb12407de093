"""A fan of 100,000 paths over 30 years and ten age groups, beside the same recursion path by path in plain Python.

Both draw the same way and project the same occupation; the plain loop runs on fewer paths, and its time is scaled.
The program ends with 1 if the fan takes more than 2 s or 1 GB (promises of Corridor's own, each with a quarter of
slack), or if the medians differ.

    python benchmarks/outlook.py
"""

import resource
import statistics
import sys
import time

import numpy as np

from corridor.engines.outlook import Cohorts, DemandGrowth, Flows, Occupation, Uncertain, project
from corridor.engines.outlook.reference import cohort_year

PATHS, PLAIN_PATHS, YEARS = 100_000, 2_000, 30
MOST_SECONDS, MOST_GB, SLACK = 2.0, 1.0, 1.25
AGES = Cohorts(
    (900, 1200, 1400, 1500, 1500, 1400, 1300, 1200, 900, 500),
    (0.03, 0.02, 0.02, 0.02, 0.02, 0.02, 0.03, 0.05, 0.1, 0.25),
    (0.6, 0.25, 0.15, 0, 0, 0, 0, 0, 0, 0),
)
FLOWS = Flows(graduates=Uncertain(700, 550, 800), participation=0.8, emigrate=Uncertain(0.01, 0.005, 0.02))
DEMAND = DemandGrowth(12_000, Uncertain(0.005, -0.005, 0.015))


def main() -> int:
    """Measure both and compare."""
    occupation = Occupation("2221", 2024, DEMAND, FLOWS, cohorts=AGES)
    project(occupation, 2, seed=1, draws=100)
    start = time.perf_counter()
    fan = project(occupation, YEARS, seed=1, draws=PATHS)
    ours = time.perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    start = time.perf_counter()
    ends = plain_paths(np.random.default_rng(2))
    plain = (time.perf_counter() - start) * PATHS / PLAIN_PATHS
    middle = statistics.median(ends)
    off = abs(fan.years[-1].supply.p50 - middle) / middle
    print(f"fan: {ours:.2f} s, peak {memory:.2f} GB; plain loop: {plain:.0f} s, {plain / ours:.0f} times as long")
    print(f"median supply of the last year: {fan.years[-1].supply.p50:.0f} beside {middle:.0f}")
    return int(ours > MOST_SECONDS * SLACK or memory > MOST_GB * SLACK or off > 0.01)


def plain_paths(rng: np.random.Generator) -> list[float]:
    """Return the last supply of each path, one path after another."""
    ends = []
    for _ in range(PLAIN_PATHS):
        graduates, emigrate = (
            float(rng.triangular(rate.low, rate.value, rate.high)) for rate in (FLOWS.graduates, FLOWS.emigrate)
        )
        stock: list[float] = list(AGES.stock)
        leaving = [rate + emigrate for rate in AGES.exit]
        inflow = [graduates * FLOWS.participation * share for share in AGES.inflow_share]
        for _year in range(YEARS):
            stock, _exits = cohort_year(stock, leaving, inflow, AGES.group_years)
        ends.append(sum(stock))
    return ends


if __name__ == "__main__":
    sys.exit(main())

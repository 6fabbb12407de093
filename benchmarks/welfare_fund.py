"""Ruin of a welfare fund with 100,000 contracts over 20 years in 10,000 futures, beside a plain loop over the paths.

The plain loop (engines/instruments/welfare/reference.py) draws one claim after another. It is measured on a smaller
sample of paths, which is printed, and its time for all paths is extrapolated from it and marked so. Both estimate the
same probability: the program ends with 1 if they differ by more than four standard errors, or if the promise (5
seconds, 1 GB) is missed by more than a quarter.

    python benchmarks/welfare_fund.py
"""

import math
import resource
import sys
import time

from corridor.engines.instruments import ruin_simulation
from corridor.engines.instruments.welfare.reference import ruined_paths

PATHS, SAMPLE = 10_000, 100
FUND = {
    "years": 20,
    "contracts": 100_000,
    "net_fee": 19.9,
    "benefits": [10_000, 3000, 2500],
    "prob": [0.00068052, 0.001, 0.004],
    "start": 400_000,
}
SECONDS, GIGABYTES, SLACK = 5.0, 1.0, 1.25


def timed(call):
    """Return what a call gives and how long it took."""
    begin = time.perf_counter()
    found = call()
    return found, time.perf_counter() - begin


def main() -> int:
    """Measure both, print the ratio, and judge the promise."""
    ours, seconds = timed(lambda: ruin_simulation(**FUND, paths=PATHS, seed=1))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    ruined, sampled = timed(lambda: ruined_paths(**FUND, paths=SAMPLE, seed=2))
    plain = sampled * PATHS / SAMPLE
    share = ruined / SAMPLE
    spread = math.sqrt(max(share * (1 - share), 0.01) * (1 / SAMPLE + 1 / PATHS))
    print(f"contracts {FUND['contracts']:,}, paths {PATHS:,}, years {FUND['years']}, benefits {len(FUND['benefits'])}")
    print(f"ours        {seconds:8.2f} s  ruin {ours.ruin_probability:.4f}  peak {peak:.2f} GB")
    print(f"plain loop  {plain:8.0f} s  ruin {share:.2f}  extrapolated from {SAMPLE} paths in {sampled:.1f} s")
    print(f"ratio       {plain / seconds:8.0f}")
    agree = abs(share - ours.ruin_probability) <= 4 * spread
    kept = seconds <= SECONDS * SLACK and peak <= GIGABYTES * SLACK
    print(f"same probability: {agree}; promise of {SECONDS:g} s and {GIGABYTES:g} GB kept: {kept}")
    return 0 if agree and kept else 1


if __name__ == "__main__":
    sys.exit(main())

"""Families that arrive in batches: the greedy way and learnt prices against hindsight, with a known truth.

20 batches of about 50 families of one to five people into 20 places. Some places are good for everybody, every kind of
family has good places of its own, and rooms differ. Prices are learnt from futures drawn from as many past families;
the true odds are not looked at. Shares are of the best placing in hindsight, and of the bound that no placing exceeds.
The program ends with 1 if learnt prices reach less than 96.8 % in the mean.

    python benchmarks/arrivals.py [--markets 5] [--families 50] [--balance 20000]
"""

import argparse
import sys
import time

from corridor.engines.matching.seats.arrivals import place_as_they_come, place_greedily, place_in_hindsight
from corridor.engines.matching.seats.arrivals_simulation import simulate_arrivals

AT_LEAST, AIM = 0.968, 0.98
SCARCITY = (0.95, 1.0, 1.1)


def main() -> None:
    """Place arrivals of several markets and print the shares."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--markets", type=int, default=3)
    parser.add_argument("--families", type=int, default=50)
    parser.add_argument("--balance", type=int, default=20_000, help="cost of a person in backlog, in millionths")
    asked = parser.parse_args()
    print(
        f"{'seed':>4} {'people/room':>11} {'hindsight':>10} {'gap':>8} {'greedy':>8} {'prices':>8} {'of bound':>8}",
        end="",
    )
    print(f" {'balanced':>8} {'peak':>12} {'mean backlog':>14} {'CPU s':>6}")
    shares = []
    for seed in range(1, asked.markets + 1):
        for scarcity in SCARCITY:
            shares.append(shares_of(seed, scarcity, asked.families, asked.balance))
    greedy, priced = (sum(each[part] for each in shares) / len(shares) for part in (0, 1))
    print(f"mean: greedy {greedy:.2%}, prices {priced:.2%} of hindsight; at least {AT_LEAST:.1%}, aim {AIM:.0%}")
    sys.exit(0 if priced >= AT_LEAST else 1)


def shares_of(seed: int, scarcity: float, families: int, balance: int) -> tuple[float, float]:
    """Print one market; return what the greedy way and learnt prices reach of hindsight."""
    arrivals, foresight = simulate_arrivals(seed, families_per_batch=families, scarcity=scarcity)
    hindsight, greedy = place_in_hindsight(arrivals), place_greedily(arrivals)
    start = time.process_time()
    priced = place_as_they_come(arrivals, foresight)
    seconds = time.process_time() - start
    steady = place_as_they_come(arrivals, foresight, balance=balance)
    peaks, means = (f"{priced.peak:.0f} > {steady.peak:.0f}", f"{priced.mean_backlog:.0f} > {steady.mean_backlog:.0f}")
    print(f"{seed:4} {scarcity:11.2f} {hindsight.total:10.2f} {hindsight.gap:8.1e}", end="")
    print(f" {greedy.total / hindsight.total:8.2%} {priced.total / hindsight.total:8.2%}", end="")
    print(f" {priced.total / hindsight.bound:8.2%} {steady.total / hindsight.total:8.2%}", end="")
    print(f" {peaks:>12} {means:>14} {seconds:6.1f}", flush=True)
    return greedy.total / hindsight.total, priced.total / hindsight.total


if __name__ == "__main__":
    main()

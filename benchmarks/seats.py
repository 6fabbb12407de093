"""Allocation beyond the plain case on a market of 10,000 or 100,000 people: quotas, reserves, couples and a refill.

The market is that of `benchmarks/allocation.py`. Quotas: a minimum for women over all seats, outflow caps of three
regions towards some countries, minima for women in two countries, and a least share of one region at home; all bind.
Reserves: one seat in three of every vacancy with three or more for women. Couples: three people in ten, in one of 20
regions. Refill: one offer in twenty is declined, half of the others are accepted. The program ends with 1 if a limit is
broken, a blocking pair is left by reserves, or a gap is above the one asked for.

    python benchmarks/seats.py --size 10k|100k [--gap 1e-3]
"""

import argparse
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
from allocation import SIZES, market, peak_mb, write_market

from corridor.engines.matching import Choice, Objective, Quota, Reserve, Share, allocate
from corridor.engines.matching.seats.households import Households
from corridor.engines.matching.seats.refill import Standing, refill
from corridor.engines.matching.seats.together import allocate_together


def with_quotas(choice: Choice, rng: np.random.Generator, free) -> Choice:
    """Return the choice with seven crossing limits that bind."""
    women, region = rng.random(choice.people) < 0.45, rng.integers(0, 6, choice.people)
    country, everywhere = rng.integers(0, 8, len(choice.positions)), np.ones(len(choice.positions), np.bool_)

    def now(people: np.ndarray, posts: np.ndarray) -> int:
        return int(np.count_nonzero(people[free.candidate] & posts[free.vacancy]))

    quotas = [Quota("women", women, everywhere, int(now(women, everywhere) * 1.05), None)]
    for r in range(3):
        most = int(now(region == r, country < 3) * 0.8)
        quotas.append(Quota(f"outflow of region {r}", region == r, country < 3, None, most))
    for c in range(2):
        quotas.append(Quota(f"women in {c}", women, country == c, int(now(women, country == c) * 1.15), None))
    at_home = now(region == 4, country >= 5) / max(1, now(region == 4, everywhere))
    return replace(choice, quotas=tuple(quotas), shares=(Share("home", region == 4, country >= 5, at_home * 1.2),))


def with_reserves(choice: Choice, rng: np.random.Generator) -> Choice:
    """Return the choice with seats reserved for women."""
    return replace(choice, reserves=(Reserve("women", rng.random(choice.people) < 0.3, choice.positions // 3),))


def couples(choice: Choice, rng: np.random.Generator) -> Households:
    """Return couples among three people in ten."""
    many = int(choice.people * 0.15)
    household = np.full(choice.people, -1, np.int32)
    household[rng.permutation(choice.people)[: 2 * many]] = np.repeat(np.arange(many), 2)
    return Households(household, (rng.integers(0, 20, len(choice.positions)),), np.zeros(many, np.int64))


def standing_after(choice: Choice, free, rng: np.random.Generator) -> Standing:
    """Return the offers of an allocation, some declined and some accepted; all others wait in a drawn order."""
    offer = np.full(choice.people, -1, np.int32)
    offer[free.candidate] = free.vacancy
    drawn = rng.random(choice.people)
    gone, accepted = (offer >= 0) & (drawn < 0.05), (offer >= 0) & (drawn > 0.5)
    return Standing(offer, accepted, gone, rng.permutation(choice.people) + 1)


def main() -> None:
    """Run all cases and print their figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", choices=("10k", "100k"), default="10k")
    parser.add_argument("--gap", type=float, default=1e-3)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        write_market(Path(name), *SIZES[asked.size])
        choice = market(Path(name))
    rng, wrong = np.random.default_rng(1), []
    print(f"{choice.people:,} people, {len(choice.positions):,} vacancies, {len(choice.micro):,} listed pairs")
    timed("start-up", lambda: allocate(choice, Objective.STABLE))
    free = timed("no limits", lambda: allocate(choice, Objective.OPTIMAL, gap=asked.gap))
    kept = timed("seven limits", lambda: allocate(with_quotas(choice, rng, free), Objective.OPTIMAL, gap=asked.gap))
    lines_kept = [(line.least or 0) <= line.nominated <= (line.most or choice.people) for line in kept.quotas]
    wrong += [] if all(lines_kept) and kept.shares[0].is_kept and kept.gap <= asked.gap else ["limits"]
    reserved = timed("reserves, stable", lambda: allocate(with_reserves(choice, rng), Objective.STABLE))
    wrong += ["reserves"] if reserved.blocking_pairs else []
    together = timed("couples", lambda: allocate_together(choice, couples(choice, rng), gap=asked.gap))
    wrong += [] if together.gap <= asked.gap else ["couples"]
    print(f"  couples placed {together.households_placed:,}, left {together.households_left:,}; blocking:", end=" ")
    print(f"{together.blocking_pairs:,} people alone, {together.blocking_households:,} couples with a region")
    standing = standing_after(choice, free, rng)
    start = time.perf_counter()
    again = refill(choice, standing)
    print(f"{'refill':18} {time.perf_counter() - start:8.2f} s: {again.filled:,} seats filled,", end=" ")
    print(
        f"{again.filled_at_rest:,} without a move, {len(again.moved):,} offers moved, {again.still_free:,} still free"
    )
    wrong += ["refill"] if (again.vacancy[standing.accepted] != standing.offer[standing.accepted]).any() else []
    print(f"peak memory {peak_mb():,.0f} MB")
    print(f"broken: {', '.join(wrong)}" if wrong else "all promises hold")
    sys.exit(1 if wrong else 0)


def timed(name: str, run):
    """Run one case and print its figures."""
    start, cpu = time.perf_counter(), time.process_time()
    found = run()
    seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    gap = "" if found.gap is None else f"{found.gap:.1e}"
    print(f"{name:18} {seconds:8.2f} s {cpu:8.2f} CPU s  total {found.total:12.3f}  gap {gap:>8}", flush=True)
    return found


if __name__ == "__main__":
    main()

"""10,000 runs of 1,000 people through nine steps, beside the same pipeline in a plain Python loop.

Both draw shares and durations from the same distributions; the plain loop plays fewer runs, and its time is scaled. The
program ends with 1 if the simulation takes more than 5 s on two threads or 1 GB (promises of Corridor's own, each with
a quarter of slack), or if the mean numbers of people differ by more than six standard errors.

    python benchmarks/pipeline.py
"""

import math
import random
import resource
import statistics
import sys
import time

from corridor.engines.pipeline import (
    Blow,
    Pipeline,
    Shock,
    Stage,
    Target,
    counted,
    fixed,
    lognormal,
    pert,
    report,
    simulate,
)

RUNS, PLAIN_RUNS, PEOPLE, MONTHS, THREADS = 10_000, 40, 1_000, 60, 2
MOST_SECONDS, MOST_GB, SLACK = 5.0, 1.0, 1.25
# Name, (passed, of), (median, 90th percentile) of the months, capacity of a month, cost of a person.
STEPS = (
    ("called", (95, 100), (0.5, 1.0), None, 5),
    ("applied", (90, 100), (1.0, 2.0), 400, 20),
    ("eligible", (85, 100), (0.7, 1.5), 300, 40),
    ("trained", (88, 100), (6.0, 8.0), 120, 2_000),
    ("matched", (90, 100), (1.5, 4.0), 100, 150),
    ("visa", (92, 100), (2.0, 5.0), 80, 300),
    ("departed", (98, 100), (0.5, 1.0), 80, 900),
    ("placed", (97, 100), (0.2, 0.4), None, 500),
    ("retained", (90, 100), (12.0, 13.0), None, 200),
)
SHOCK = Shock("Border closed", Blow.CLOSED, 18, 20, "departed")
Z90 = 1.2815515655446004


def pipeline() -> Pipeline:
    """Return the scheme that both play."""
    stages = tuple(
        Stage(name, counted(*of), lognormal(*months), capacity=room, cost_per_person=cost)
        for name, of, months, room, cost in STEPS
    )
    return Pipeline(stages, (PEOPLE,), MONTHS, Target("placed", 300, 36), running_cost_per_month=5_000)


def main() -> int:
    """Measure both and compare."""
    scheme = pipeline()
    simulate(Pipeline((Stage("a", counted(1, 2), pert(1, 1, 1)), Stage("b", counted(1, 2), fixed(0))), (1,), 2,
                      Target("b", 1, 1)), runs=1, seed=1)  # fmt: skip
    start = time.perf_counter()
    played = simulate(scheme, shocks=(SHOCK,), runs=RUNS, seed=1, threads=THREADS)
    found = report(played)
    ours = time.perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    start = time.perf_counter()
    people = [plain_run(random.Random(seed)) for seed in range(PLAIN_RUNS)]
    plain = (time.perf_counter() - start) * RUNS / PLAIN_RUNS
    error = statistics.stdev(people) * math.sqrt(1 / PLAIN_RUNS + 1 / RUNS)
    off = abs(found.people.mean - statistics.fmean(people)) / error
    print(f"{RUNS:,} runs of {PEOPLE:,} people: {ours:.2f} s on {THREADS} threads, peak {memory:.2f} GB")
    print(f"plain loop: {plain:.0f} s (from {PLAIN_RUNS} runs), {plain / ours:.0f} times as long")
    print(
        f"people placed: {found.people.mean:.1f} beside {statistics.fmean(people):.1f}, {off:.1f} standard errors apart"
    )
    return int(ours > MOST_SECONDS * SLACK or memory > MOST_GB * SLACK or off > 6)


def plain_run(rng: random.Random) -> int:
    """Return the people placed in one run, person by person."""
    arrivals = [0.0] * PEOPLE
    placed = 0
    for name, (passed, of), (median, p90), room, _cost in STEPS:
        share = rng.betavariate(passed + 0.5, of - passed + 0.5)
        sigma = math.log(p90 / median) / Z90
        onward, month, used = [], 0, 0
        for arrival in arrivals:
            if int(arrival) > month:
                month, used = int(arrival), 0
            while month < MONTHS and ((room and used >= room) or (name == SHOCK.stage and 17 <= month < 20)):
                month, used = month + 1, 0
            if month >= MONTHS:
                break
            used += 1
            ended = max(arrival, float(month)) + median * math.exp(sigma * rng.gauss(0, 1))
            if ended < MONTHS and rng.random() < share:
                onward.append(ended)
        if name == "placed":
            placed = len(onward)
        arrivals = sorted(onward)
    return placed


if __name__ == "__main__":
    sys.exit(main())

"""A ranking with and without a table of near skills: time, memory, and how often rows are asked again.

The market is that of `matching.py`. Every skill is near to five others, mostly of a unit group to which it belongs, at
30 to 90 hundredths. Each ranking runs in a process of its own, after a warm call
on a small market. Sampled lists are compared with those of the small markets' way of computing, which shares no loop
with the large one; the program ends with 1 if any differs.

    python benchmarks/near_skills.py [--size 100k] [--for candidates] [--occupations strict] [--limits 1 4]
"""

import argparse
import json
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
from matching_market import GROUPS, SIZES, SKILLS, World, draw_market

from corridor.engines.matching.types import Asking, Lists, Occupations, Options, Store

SEED = 20260101
LEAST, MOST = 30, 90
TOP = 50
NO_TABLE = -1
LINE = "{:>8} {:>8} {:>8} {:>8} {:>8} {:>9} {:>12} {:>10} {:>8}"


def draw_near(seed: int = SEED) -> frozenset[tuple[str, str, int]]:
    """Return a table of near skills: in the order of a unit group to which each belongs, those beside each other."""
    rng = np.random.default_rng(seed)
    world = World(rng)
    home, group = np.full(SKILLS, GROUPS), np.arange(GROUPS)
    for one in rng.permutation(group):
        home[world.pool[one]] = one
    order = np.lexsort((rng.random(SKILLS), home))
    first = np.concatenate([np.arange(SKILLS), np.arange(SKILLS), np.arange(0, SKILLS - 1, 2)])
    second = np.concatenate([np.arange(SKILLS) + 1, np.arange(SKILLS) + 2, np.arange(0, SKILLS - 1, 2) + 3])
    nearness = rng.integers(LEAST, MOST + 1, len(first))
    pairs = zip(order[first].tolist(), order[second % SKILLS].tolist(), nearness.tolist(), strict=True)
    return frozenset((f"S{a:05d}", f"S{b:05d}", n) for a, b, n in pairs)


def peak_mb() -> int:
    """Return the peak memory of this process alone; the usual counter starts from that of its parent."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) // 1000 for line in lines if line.startswith("VmHWM"))


def measure(size: str, side: str, mode: str, limits: int, rows: int) -> dict:
    """Rank a market; return what it took, and how many sampled rows differ from the other way of computing."""
    from corridor.engines.matching.near import pieces

    near = frozenset() if limits == NO_TABLE else draw_near()
    options = Options(asking=Asking(side), top=TOP, occupations=Occupations(mode), near=near)
    ranked(draw_market("10k"), options, limits)
    store, asked, ask = draw_market(size), [], pieces.ask
    pieces.ask = lambda *given: asked.append([given[-1], len(given[2])]) or ask(*given)
    before, begin, cpu = peak_mb(), time.perf_counter(), time.process_time()
    edges = ranked(store, options, limits)
    found = {
        "seconds": time.perf_counter() - begin,
        "cpu": time.process_time() - cpu,
        "mb": peak_mb(),
        "market": before,
    }
    found |= {"pairs": edges.eligible_pairs, "listed": len(edges), "asked": asked, "score": float(edges.score.mean())}
    return found | {"differ": differing(store, options, edges, rows)}


def ranked(store: Store, options: Options, limits: int):
    """Return all lists of a market in the way of large ones."""
    from corridor.engines.matching.fast import rank_fast
    from corridor.engines.matching.near.ranking import rank_near

    every = np.arange(len(store.vacancies if options.asking is Asking.VACANCIES else store.candidates))
    return rank_near(store, options, every, limits=limits) if options.near else rank_fast(store, options, every)


def differing(store: Store, options: Options, edges, rows: int) -> int:
    """Return how many of some sampled rows have another list in the small markets' way of computing."""
    from corridor.engines.matching.broadcast import rank_broadcast

    for_vacancies = options.asking is Asking.VACANCIES
    asker, other = (edges.vacancy, edges.candidate) if for_vacancies else (edges.candidate, edges.vacancy)
    count = len(store.vacancies if for_vacancies else store.candidates)
    sample = np.sort(np.random.default_rng(3).choice(count, rows, replace=False))
    few = rank_broadcast(only(store, sample, for_vacancies=for_vacancies), options, np.arange(rows))
    mine = (few.vacancy, few.candidate) if for_vacancies else (few.candidate, few.vacancy)
    wrong = 0
    for place, row in enumerate(sample.tolist()):
        theirs, ours = asker == row, mine[0] == place
        same = np.array_equal(other[theirs], mine[1][ours])
        columns = ("score", "part_essential", "part_optional", "part_occupation", "part_experience")
        wrong += not (same and all(np.array_equal(getattr(edges, c)[theirs], getattr(few, c)[ours]) for c in columns))
    return wrong


def only(store: Store, rows: np.ndarray, *, for_vacancies: bool) -> Store:
    """Return a market with some rows of the asking side; skills keep their weights."""
    side = store.vacancies if for_vacancies else store.candidates
    beside = {"years": "occupations", "levels": "languages"}
    fields = {}
    for name in side.__dataclass_fields__:
        column = getattr(side, name)
        if isinstance(column, Lists):
            fields[name] = gathered(column, column.value, rows)
        elif name in beside:
            fields[name] = gathered(getattr(side, beside[name]), column, rows).value
        else:
            fields[name] = tuple(column[row] for row in rows) if isinstance(column, tuple) else column[rows]
    return replace(store, **{"vacancies" if for_vacancies else "candidates": replace(side, **fields)})


def gathered(lists: Lists, value: np.ndarray, rows: np.ndarray) -> Lists:
    """Return the lists of some rows, with another column of values."""
    parts = [value[lists.start[row] : lists.start[row + 1]] for row in rows]
    start = np.concatenate([[0], np.cumsum([len(part) for part in parts])]).astype(np.int64)
    return Lists(start, np.concatenate([value[:0], *parts]), lists.given[rows])


def main() -> None:
    """Measure rankings without a table and with one, with few or many bands to a skill."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", choices=list(SIZES), default="100k")
    parser.add_argument("--for", dest="side", choices=[side.value for side in Asking], default="candidates")
    parser.add_argument("--occupations", choices=[mode.value for mode in Occupations], default="strict")
    parser.add_argument("--limits", type=int, nargs="+", default=[2], help="the most bands that a skill is cut into")
    parser.add_argument("--rows", type=int, default=40, help="sampled rows that are compared")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one is not None:
        print(json.dumps(measure(asked.size, asked.side, asked.occupations, asked.one, asked.rows)))
        return
    print(f"{asked.size}, for {asked.side}, {asked.occupations}, the best {TOP}; the market itself included in MB")
    print(LINE.format("bands", "s", "CPU s", "MB", "market", "mean", "eligible", "listed", "differ"))
    wrong = 0
    for limits in (NO_TABLE, *asked.limits):
        command = [sys.executable, __file__, *sys.argv[1:], "--one", str(limits)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        found = json.loads(done.stdout.splitlines()[-1])
        name, wrong = "none" if limits == NO_TABLE else limits, wrong + found["differ"]
        figures = f"{found['seconds']:.2f}", f"{found['cpu']:.2f}", found["mb"], found["market"]
        counts = f"{found['score']:.4f}", found["pairs"], found["listed"], f"{found['differ']}/{asked.rows}"
        print(LINE.format(name, *figures, *counts))
        if found["asked"]:
            print("         rows asked, by length: " + ", ".join(f"{n:,} for {width}" for width, n in found["asked"]))
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()

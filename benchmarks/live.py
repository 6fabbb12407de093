"""Single questions to a warm index, and lists that follow changes: how quick, how large, how exact.

Seconds of a question are of one thread after a warm-up; beside them stands the processor's time, which a busy machine
does not stretch. Sampled answers are compared with the ranking of the same rows, and with a plain scan of all
vacancies, which is the peer. One row in a hundred of each side then leaves and as many come; the kept lists are
compared with a ranking of the market as it is after that. --http asks a served installation (`live_http.py`), which
first writes all vacancies into a SQLite file: minutes at 1m. --peers asks DuckDB and usearch as well.

The program ends with 1 when any list differs, or when a figure that was to be reached is missed by more than a
quarter (not with --check-only: for tests on busy machines). Questions are judged by the processor's time.

    python benchmarks/live.py --size 10k|100k|1m [--rows 2000] [--check-only] [--http] [--peers] [--seed N]
"""

import argparse
import os
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
from live_peers import TOP, duckdb_peer, milliseconds, scan, usearch_peer
from matching_market import draw_market

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
WARM_UP, CHECKED, PEER_ROWS, CHECKED_LISTS, SLACK = 50, 500, 100, 2000, 1.25
ASKED = {
    "strict": ("one question, strict, p95 of the processor", 2e-3, 0.2e-3, "ms"),
    "wide": ("one question, wide, p95 of the processor", 2e-3, 0.3e-3, "ms"),
    "churn": ("1 % churn, lists exact", 10.0, 2.0, "s"),
    "http": ("one question by HTTP, p95", 100e-3, 25e-3, "ms"),
}
"""What, seconds at least, seconds to aim at; asked for at 1m, and easier below."""


class Report:
    """What is wrong, and what was too slow."""

    def __init__(self, check_only: bool):
        self.check_only, self.faults = check_only, []

    def judge(self, name: str, seconds: float) -> None:
        """Print a figure beside what was asked."""
        what, most, aim, unit = ASKED[name]
        scale = 1e3 if unit == "ms" else 1.0
        print(f"  {what}: {seconds * scale:.3f} {unit}; at least {most * scale:g}, aim {aim * scale:g} {unit}; "
              f"{most / seconds:.1f} x better than asked", flush=True)  # fmt: skip
        if seconds > SLACK * most and not self.check_only:
            self.faults.append(f"{what}: {seconds * scale:.3f} {unit}, {most * scale:g} {unit} were to be reached")

    def differ(self, what: str, wrong: int, of: int) -> None:
        """Print how many lists differ."""
        print(f"  {what}: {wrong} of {of} lists differ", flush=True)
        if wrong:
            self.faults.append(f"{what}: {wrong} of {of} lists differ")


def peak_mb() -> int:
    """Return the greatest memory that this process has held."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) // 1000 for line in lines if line.startswith("VmHWM"))


def ask_all(rows, ask):
    """Return the answers, the wall time of each, and the processor's time of each."""
    for row in rows[:WARM_UP]:
        ask(row)
    answers, wall, cpu = [], [], []
    for row in rows:
        began, used = time.perf_counter(), time.thread_time()
        answers.append(ask(row))
        wall.append(time.perf_counter() - began)
        cpu.append(time.thread_time() - used)
    return answers, wall, cpu


def differing(store, options, places, answers) -> int:
    """Return how many answers differ from a ranking of the same rows, parts included."""
    from corridor.engines.matching import Asking, rank

    edges = rank(store, options, asked_by=places.tolist())
    mine, other, ids = edges.vacancy, edges.candidate, store.candidates.ids
    if options.asking is Asking.CANDIDATES:
        mine, other, ids = edges.candidate, edges.vacancy, store.vacancies.ids
    wrong = 0
    for place, answer in zip(places.tolist(), answers, strict=True):
        rows = slice(*np.searchsorted(mine, (place, place + 1)))
        same = ids[other[rows]].tolist() == list(answer.ids) and np.array_equal(edges.score[rows], answer.score)
        for part in ("essential", "optional", "occupation", "experience"):
            same = same and np.array_equal(getattr(edges, f"part_{part}")[rows], getattr(answer, f"part_{part}"))
        wrong += not same
    return wrong


def engine(report: Report, store, mode: str, count: int, rng):
    """Print the engine's figures of one mode; return what the peers are compared with."""
    from corridor.engines.matching import Asking, Occupations, Options, candidate_row, vacancy_row
    from corridor.engines.matching.live import best_candidates, best_vacancies, warm

    options = Options(occupations=Occupations(mode), top=TOP)
    began, before = time.perf_counter(), peak_mb()
    index = warm(store, options)
    print(f"{mode}: index in {time.perf_counter() - began:.1f} s; the process held {before} MB before, {peak_mb()} MB "
          "with it", flush=True)  # fmt: skip
    kept = None
    sides = (
        (Asking.CANDIDATES, len(store.candidates), candidate_row, best_vacancies),
        (Asking.VACANCIES, len(store.vacancies), vacancy_row, best_candidates),
    )
    for asking, size, row_of, best in sides:
        places = np.sort(rng.choice(size, min(count, size), replace=False))
        rows = [row_of(store, int(place)) for place in places]
        answers, wall, cpu = ask_all(rows, lambda row, best=best: best(index, row))
        found = np.mean([answer.eligible for answer in answers])
        print(f"  {asking} ask: p50/p95/p99 {milliseconds(wall)} ms, of the processor {milliseconds(cpu)} ms; "
              f"{found:.0f} are eligible on average")  # fmt: skip
        some = rng.permutation(len(places))[:CHECKED]
        wrong = differing(store, replace(options, asking=asking), places[some], [answers[line] for line in some])
        report.differ(f"{asking} ask, beside a ranking", wrong, len(some))
        if asking is Asking.CANDIDATES:
            # A question waits for nothing: on a quiet machine both are the same.
            report.judge(mode, float(np.percentile(cpu, 95)))
            kept = options, places[some], [answers[line] for line in some], float(np.median(wall))
    return kept


def beside_a_scan(report: Report, store, strict) -> None:
    """Print the ratio to a plain scan of all vacancies."""
    options, places, answers, median = strict
    seconds, wrong = scan(store, options, places, answers)
    print(f"  a plain scan of all vacancies needs {seconds * 1e3:.1f} ms (p50), {seconds / median:.0f} x ours")
    report.differ("beside a plain scan", wrong, min(30, len(answers)))


def churn(report: Report, store, rng) -> None:
    """Print how long a change of one row in a hundred takes; compare lists with a ranking of the new market."""
    follow_change(draw_market("10k"), rng)  # so that nothing is compiled meanwhile
    seconds, options, kept, after, people, posts = follow_change(store, rng)
    index, lists, processor = seconds
    print(f"churn: {len(people[1]) + len(posts[1]):,} rows left and as many came; index {index:.2f} s, lists "
          f"{lists:.2f} s, processor {processor:.2f} s; the process has held {peak_mb()} MB")  # fmt: skip
    report.judge("churn", index + lists)
    market = exchanged(store, people, posts)
    report.differ("after the change, beside a ranking", *lists_differing(market, options, kept, after, rng))


def follow_change(store, rng):
    """Exchange one row in a hundred of each side; return the seconds, and all that is needed to compare."""
    from corridor.engines.matching import Asking, Occupations, Options, candidate_row, rank, vacancy_row
    from corridor.engines.matching.live import SPARE, Change, changed, follow, keep_lists, warm

    options = Options(asking=Asking.CANDIDATES, top=TOP + SPARE, occupations=Occupations.STRICT)
    index = warm(store, options)
    kept = keep_lists(index, rank(store, options), asking=Asking.CANDIDATES, top=TOP)
    (gone_c, like_c), (gone_v, like_v) = (
        rng.choice(many, (2, many // 100), replace=False) for many in (len(store.candidates), len(store.vacancies))
    )
    people, posts = len(store.candidates), len(store.vacancies)
    came = [replace(candidate_row(store, int(place)), candidate_id=people + 1 + n) for n, place in enumerate(like_c)]
    opened = [replace(vacancy_row(store, int(place)), vacancy_id=posts + 1 + n) for n, place in enumerate(like_v)]
    change = Change(came, opened, (gone_c + 1).tolist(), (gone_v + 1).tolist())
    threads = len(os.sched_getaffinity(0))
    began, used = time.perf_counter(), time.process_time()
    after = changed(index, change)
    middle = time.perf_counter()
    kept = follow(kept, index, after, threads=threads)
    seconds = middle - began, time.perf_counter() - middle, time.process_time() - used
    return seconds, options, kept, after, (gone_c, like_c), (gone_v, like_v)


def lists_differing(market, options, kept, after, rng) -> tuple[int, int]:
    """Compare kept lists with a ranking of the market after the change; return how many differ of how many."""
    from corridor.engines.matching import rank
    from corridor.engines.matching.live import list_of

    people = len(market.candidates)
    some = np.sort(rng.choice(people, min(CHECKED_LISTS, people), replace=False))
    # Those who came stand at the end.
    some = np.unique(np.append(some, np.arange(people - people // 200, people)))
    edges, wrong = rank(market, replace(options, top=TOP), asked_by=some.tolist()), 0
    for place in some.tolist():
        rows = slice(*np.searchsorted(edges.candidate, (place, place + 1)))
        listed = list_of(kept, after, int(market.candidates.ids[place]))
        wrong += listed.ids != tuple(market.vacancies.ids[edges.vacancy[rows]].tolist())
        wrong += listed.score != tuple(edges.score[rows].tolist())
    return wrong, len(some)


def exchanged(store, people, posts):
    """Return the market in which some rows have left, and copies of others have come; skills weigh as before."""
    return replace(
        store,
        candidates=with_copies(store.candidates, *people, {"years": "occupations", "levels": "languages"}),
        vacancies=with_copies(store.vacancies, *posts, {"levels": "languages"}),
    )


def with_copies(side, gone, like, beside: dict[str, str]):
    """Return one side without some rows, and with copies of others under new ids; `beside` names values by list."""
    from corridor.engines.matching.types import Lists

    stay = np.ones(len(side), np.bool_)
    stay[gone] = False
    rows = np.append(np.flatnonzero(stay), like)
    made = {"ids": np.append(side.ids[stay], len(side) + 1 + np.arange(len(like)))}
    if hasattr(side, "employer_ids"):
        made["employer_ids"] = tuple(side.employer_ids[row] for row in rows.tolist())
    values = {kind: name for name, kind in beside.items()}
    for name in side.__dataclass_fields__:
        column = getattr(side, name)
        if name in made or name in beside:
            continue
        if not isinstance(column, Lists):
            made[name] = column[rows]
            continue
        size = np.diff(column.start)[rows]
        start = np.append(0, np.cumsum(size))
        entry = np.repeat(column.start[rows] - start[:-1], size) + np.arange(start[-1])
        made[name] = Lists(start, column.value[entry], column.given[rows])
        if name in values:
            made[values[name]] = getattr(side, values[name])[entry]
    return replace(side, **made)


def peers(store, strict) -> None:
    """Print what other systems need for single rows."""
    _, places, answers, _ = strict
    duckdb_peer(store, places[:PEER_ROWS], answers[:PEER_ROWS])
    usearch_peer(store, places[:PEER_ROWS], answers[:PEER_ROWS])


def main() -> int:
    """Run the steps; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", choices=("10k", "100k", "1m"), default="100k")
    parser.add_argument("--rows", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    for flag in ("--check-only", "--http", "--peers"):
        parser.add_argument(flag, action="store_true")
    asked = parser.parse_args()
    report, rng = Report(asked.check_only), np.random.default_rng(asked.seed)
    store = draw_market(asked.size)
    print(f"{len(store.candidates):,} candidates x {len(store.vacancies):,} vacancies, load {os.getloadavg()[0]:.1f}")
    strict = engine(report, store, "strict", asked.rows, rng)
    beside_a_scan(report, store, strict)
    if asked.peers:
        peers(store, strict)
    engine(report, store, "wide", asked.rows, rng)
    churn(report, store, rng)
    if asked.http:
        from live_http import over_http

        over_http(report, store, rng)
    for fault in report.faults:
        print(f"fault: {fault}")
    return 1 if report.faults else 0


if __name__ == "__main__":
    sys.exit(main())

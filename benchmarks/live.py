"""Single questions to a warm index: engine, HTTP with explanation, memory, changes, and what other systems need.

Answers are compared with a ranking of the same rows; the program ends with 1 if any differs. Seconds of the engine are
of one thread after a warm-up; beside them stands the processor's time, which a busy machine does not stretch. Peers
answer the same rows: DuckDB by one SQL statement each (exact), usearch by 200 nearest neighbours of which those that
fail a condition fall out (recall). --http puts all vacancies into a SQLite file first, which takes minutes at 1m.

    python benchmarks/live.py --size 10k|100k|1m [--rows 2000] [--http] [--peers] [--seed N]
"""

import argparse
import os
import resource
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
from matching_market import draw_market

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
WARM_UP, PEER_ROWS, DEPTH, TOP = 50, 100, 200, 50
ASKED = {"strict": (2.0, 0.2), "wide": (2.0, 0.3), "http": (100.0, 25.0), "churn": (10.0, 2.0)}


def peak_gb() -> float:
    """Return the greatest memory that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


def percentiles(seconds) -> str:
    """Return three percentiles in milliseconds."""
    return " / ".join(f"{value * 1e3:.3f}" for value in np.percentile(seconds, (50, 95, 99)))


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


def differing(store, options, places, answers, asking) -> int:
    """Return how many answers differ from a ranking of the same rows."""
    from corridor.engines.matching import Asking, rank

    order = np.argsort(places)
    edges = rank(store, replace(options, asking=asking), asked_by=places)
    mine, other = edges.vacancy, edges.candidate
    ids = store.candidates.ids
    if asking is Asking.CANDIDATES:
        mine, other, ids = edges.candidate, edges.vacancy, store.vacancies.ids
    wrong = 0
    for line in order:
        rows = slice(*np.searchsorted(mine, (places[line], places[line] + 1)))
        answer = answers[line]
        same = ids[other[rows]].tolist() == list(answer.ids) and np.array_equal(edges.score[rows], answer.score)
        parts = zip(answer.part_essential, edges.part_essential[rows], strict=False)
        wrong += not (same and all(a == b for a, b in parts))
    return wrong


def engine(store, mode: str, count: int, rng) -> int:
    """Print the engine's figures of one mode; return how many answers are wrong."""
    from corridor.engines.matching import Asking, Occupations, Options, candidate_row, vacancy_row
    from corridor.engines.matching.live import best_candidates, best_vacancies, warm

    options = Options(occupations=Occupations(mode), top=TOP)
    began, before = time.perf_counter(), peak_gb()
    index = warm(store, options)
    print(f"{mode}: index in {time.perf_counter() - began:.1f} s, peak {before:.2f} -> {peak_gb():.2f} GB")
    wrong = 0
    sides = (
        (Asking.CANDIDATES, len(store.candidates), candidate_row, best_vacancies),
        (Asking.VACANCIES, len(store.vacancies), vacancy_row, best_candidates),
    )
    for asking, size, row_of, best in sides:
        places = rng.choice(size, min(count, size), replace=False)
        rows = [row_of(store, int(place)) for place in places]
        answers, wall, cpu = ask_all(rows, lambda row, best=best: best(index, row))
        missed = differing(store, options, places[:500], answers[:500], asking)
        wrong += missed
        found = np.mean([answer.eligible for answer in answers])
        print(f"  {asking} ask: p50/p95/p99 {percentiles(wall)} ms, processor {percentiles(cpu)} ms, "
              f"{found:.0f} eligible, {missed} of {len(places[:500])} differ from the ranking")  # fmt: skip
        if asking is Asking.CANDIDATES:
            least, aim = ASKED[mode]
            print(f"  asked p95 {least} ms, aim {aim} ms")
    return wrong


def peers(store, rng) -> None:
    """Print what other systems need for single rows."""
    from corridor.engines.matching import Occupations, Options, candidate_row
    from corridor.engines.matching.live import best_vacancies, warm

    index = warm(store, Options(occupations=Occupations.STRICT, top=TOP))
    places = rng.choice(len(store.candidates), PEER_ROWS, replace=False)
    truth = [best_vacancies(index, candidate_row(store, int(place))) for place in places]
    duckdb_peer(store, places, truth)
    usearch_peer(store, places, truth)


def duckdb_peer(store, places, truth) -> None:
    """Ask DuckDB with one statement per person; essential skills alone order, which flatters it."""
    try:
        import duckdb
    except ImportError:
        print("duckdb is not installed: pip install duckdb")
        return
    import polars as pl

    from corridor.engines.matching.rows import row_of_value

    jobs, them = store.vacancies, store.candidates
    unit = np.array([int(code[:4]) for code in store.words.occupations])
    con = duckdb.connect()
    con.execute("SET threads = 1")
    post = pl.DataFrame({"v": np.arange(len(jobs)), "unit": unit[jobs.occupation], "country": jobs.country,
                         "eqf": jobs.eqf_min, "start": jobs.start, "years": jobs.years_min})  # fmt: skip
    asked = pl.DataFrame({"v": row_of_value(jobs.languages), "language": jobs.languages.value, "level": jobs.levels})
    wanted = pl.DataFrame({"v": row_of_value(jobs.essential), "skill": jobs.essential.value})
    folder = Path(tempfile.mkdtemp(prefix="corridor-live-"))
    for name, frame in (("p", post), ("l", asked), ("w", wanted)):
        frame.write_parquet(folder / f"{name}.parquet")
        con.execute(f"CREATE VIEW {name} AS SELECT * FROM '{folder / name}.parquet'")
    con.execute("CREATE TABLE post AS SELECT * FROM p ORDER BY unit")
    con.execute("CREATE TABLE asked AS SELECT l.* FROM l JOIN p USING (v) ORDER BY unit")
    con.execute("CREATE TABLE wanted AS SELECT w.*, unit FROM w JOIN p USING (v) ORDER BY unit")
    seconds = []
    for c in places[:20].tolist():
        mine = sorted({int(u) for u in unit[them.occupations.of(c)]})
        speaks = dict(zip(them.languages.of(c).tolist(), them.levels[them.languages.start[c] :].tolist(), strict=False))
        pairs = ", ".join(f"({a}, {b})" for a, b in speaks.items()) or "(-1, 0)"
        units, skills = ", ".join(map(str, mine)), ", ".join(map(str, them.skills.of(c).tolist())) or "-1"
        places_ok = ", ".join(map(str, them.destinations.of(c).tolist()))
        goes = f"AND country IN ({places_ok})" if places_ok else ""
        statement = f"""
            WITH able AS (SELECT v FROM post WHERE unit IN ({units}) {goes} AND eqf <= {int(them.eqf[c])}
                          AND start >= {int(them.available[c])}),
            mine(language, level) AS (VALUES {pairs}),
            fits AS (SELECT v FROM able WHERE NOT EXISTS (SELECT 1 FROM asked a LEFT JOIN mine m USING (language)
                     WHERE a.v = able.v AND coalesce(m.level, 0) < a.level))
            SELECT w.v, sum((w.skill IN ({skills}))::int) FROM wanted w JOIN fits USING (v) WHERE w.unit IN ({units})
            GROUP BY w.v ORDER BY 2 DESC, 1 LIMIT {TOP}"""  # the numbers are those of the generator
        began = time.perf_counter()
        con.execute(statement).fetchall()
        seconds.append(time.perf_counter() - began)
    print(f"  DuckDB, one statement a person, one thread: p50/p95/p99 {percentiles(seconds)} ms")


def usearch_peer(store, places, truth) -> None:
    """Ask an approximate index for neighbours by skills, and let those fall out that are not eligible."""
    try:
        from usearch.index import Index
    except ImportError:
        print("usearch is not installed: pip install usearch")
        return
    rng = np.random.default_rng(7)
    directions = rng.standard_normal((len(store.skill_weight), 128)).astype(np.float32)
    directions *= store.skill_weight[:, None]
    jobs, count = store.vacancies.essential, min(len(store.vacancies), 150_000)
    begin, end = jobs.start[:count], jobs.start[1 : count + 1]
    sums = np.concatenate([np.zeros((1, 128), np.float32), np.cumsum(directions[jobs.value[: end[-1]]], axis=0)])
    found = Index(ndim=128, metric="cos", dtype="f16")
    found.add(np.arange(count), sums[end] - sums[begin], threads=2)
    seconds, kept, total = [], 0, 0
    for c, answer in zip(places, truth, strict=True):
        began = time.perf_counter()
        near = found.search(directions[store.candidates.skills.of(int(c))].sum(axis=0), DEPTH).keys
        seconds.append(time.perf_counter() - began)
        true = {one - 1 for one in answer.ids if one <= count}
        kept, total = kept + len(true & set(near.tolist())), total + len(true)
    print(f"  usearch, {count} vacancies, {DEPTH} neighbours, before filtering: p50/p95/p99 {percentiles(seconds)} ms; "
          f"recall of the true lists {kept / max(total, 1):.0%}")  # fmt: skip


def churn(store, rng) -> None:
    """Print how long a change of one row in a hundred takes, with exact lists of 50."""
    from corridor.engines.matching import Asking, Occupations, Options, candidate_row, rank, vacancy_row
    from corridor.engines.matching.live import SPARE, Change, changed, follow, keep_lists, warm

    options = Options(asking=Asking.CANDIDATES, top=TOP + SPARE, occupations=Occupations.STRICT)
    index = warm(store, options)
    kept = keep_lists(index, rank(store, options), asking=Asking.CANDIDATES, top=TOP)
    people, posts = len(store.candidates), len(store.vacancies)
    c, v = rng.choice(people, people // 100, replace=False), rng.choice(posts, posts // 100, replace=False)
    came = [replace(candidate_row(store, int(place)), candidate_id=people + 1 + n) for n, place in enumerate(c)]
    opened = [replace(vacancy_row(store, int(place)), vacancy_id=posts + 1 + n) for n, place in enumerate(v)]
    change = Change(came, opened, (c + 1).tolist(), (v + 1).tolist())
    began, used = time.perf_counter(), time.process_time()
    after = changed(index, change)
    middle = time.perf_counter()
    follow(kept, index, after, threads=2)
    print(f"  1 % churn: index {middle - began:.2f} s + lists {time.perf_counter() - middle:.2f} s, "
          f"processor {time.process_time() - used:.2f} s; asked {ASKED['churn'][0]} s, aim {ASKED['churn'][1]} s; "
          f"peak {peak_gb():.2f} GB")  # fmt: skip


def main() -> int:
    """Run the steps; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", choices=("10k", "100k", "1m"), default="100k")
    parser.add_argument("--rows", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--http", action="store_true")
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--churn", action="store_true")
    asked = parser.parse_args()
    rng = np.random.default_rng(asked.seed)
    store = draw_market(asked.size)
    print(f"{len(store.candidates):,} candidates x {len(store.vacancies):,} vacancies, load {os.getloadavg()[0]:.1f}")
    wrong = sum(engine(store, mode, asked.rows, rng) for mode in ("strict", "wide"))
    if asked.peers:
        peers(store, rng)
    if asked.churn:
        churn(store, rng)
    if asked.http:
        from live_http import over_http

        over_http(store, rng)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

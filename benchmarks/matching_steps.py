"""The steps of the matching benchmark, each in a process of its own so that no step hides another's memory.

    python benchmarks/matching_steps.py STEP FOLDER [ARGUMENT]

reads the market of a folder, prints one JSON document, and leaves what later steps compare (lists of sampled rows).
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from matching_files import CANDIDATES, VACANCIES, WARM, read_market

TOP = 50
SAMPLE_SEED = 3


def peak_mb() -> int:
    """Return the peak memory of this process alone; the usual counter starts from that of its parent."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) // 1000 for line in lines if line.startswith("VmHWM"))


class Clock:
    """Seconds and processor seconds since it was made."""

    def __init__(self):
        self.begin, self.cpu = time.perf_counter(), time.process_time()

    def read(self) -> dict:
        """Return what has passed."""
        return {"seconds": time.perf_counter() - self.begin, "cpu": time.process_time() - self.cpu}


def sampled(people: int, rows: int) -> np.ndarray:
    """Return the places of the candidates whose lists are compared."""
    return np.sort(np.random.default_rng(SAMPLE_SEED).choice(people, min(rows, people), replace=False))


def rank_all(folder: Path, mode: str, rows: str, who: str = "all") -> dict:
    """Rank for all candidates or the sampled ones, after a warm call on a small market; keep the sampled lists."""
    from corridor.engines.matching import Asking, Occupations, Options
    from corridor.engines.matching.fast import best_lists, table_of

    options = Options(asking=Asking.CANDIDATES, top=TOP, occupations=Occupations(mode))
    clock, warm = Clock(), read_market(folder, WARM)
    market, listed, _ = best_lists(warm, options, np.arange(len(warm.candidates)))
    table_of(warm, options, market, listed)
    found = {"warming": clock.read()["seconds"]}
    del warm, market, listed
    store = read_market(folder)
    chosen = sampled(len(store.candidates), int(rows))
    asking = chosen if who == "sampled" else np.arange(len(store.candidates))
    found["market_mb"], clock = peak_mb(), Clock()
    market, listed, pairs = best_lists(store, options, asking)
    found |= clock.read() | {"mb": peak_mb(), "pairs": pairs, "none": float(1 - market.reached[0].mean())}
    found["asked"] = len(asking)
    clock = Clock()
    table = table_of(store, options, market, listed)
    found |= {"table_seconds": clock.read()["seconds"], "table_mb": peak_mb(), "listed": len(table.rank)}
    keep_sample(folder / f"{mode}.npz", table, listed, chosen, np.searchsorted(asking, chosen))
    return found


def keep_sample(path: Path, table, listed, chosen: np.ndarray, line: np.ndarray) -> None:
    """Write the lists of the chosen rows, which stand at the given lines."""
    size, begin = listed.size[line], listed.to[line]
    edge = np.repeat(begin - np.cumsum(size) + size, size) + np.arange(size.sum())
    names = ("vacancy", "candidate", "rank", "score", "essential", "optional", "occupation", "experience")
    np.savez(path, chosen=chosen, **{name: getattr(table, name)[edge] for name in names})


def command(folder: Path, allocations: str) -> dict:
    """Run the whole command: files in, best 50, stable and near-optimal allocation if asked for, files out."""
    clock = Clock()
    from corridor.batch.match import match_files

    asked = {"allocate": "optimal", "gap": 1e-3, "compare": True} if allocations == "with" else {}
    paths = folder / CANDIDATES, folder / VACANCIES
    report = match_files(*paths, out=folder / "out", top=TOP, for_="candidates", occupations="strict", **asked)
    found = clock.read() | {"mb": peak_mb()}
    document = json.loads(report.report_file.read_text(encoding="utf-8"))
    found["phases"] = document["seconds"]
    if not asked:
        return found
    aims = document["comparison"]
    return found | {
        "gap": aims["optimal"]["gap"],
        "blocking": aims["stable"]["blocking_pairs"],
        "placed": [aims["stable"]["nominated"], aims["optimal"]["nominated"]],
    }


def ready(folder: Path) -> dict:
    """Load what the command loads, so that its byte code is there."""
    import corridor.batch.match_run

    return {"loaded": corridor.batch.match_run.__name__, "folder": folder.name}


def command_differs(folder: Path) -> dict:
    """Compare the sampled lists of the engine with those in the command's edges.parquet."""
    import polars as pl

    sample = np.load(folder / "strict.npz")
    wanted = pl.Series("candidate_id", sample["chosen"] + 1)
    names = ("score", "part_essential", "part_optional", "part_occupation", "part_experience")
    frame = (
        pl.scan_parquet(folder / "out" / "edges.parquet")
        .filter(pl.col("candidate_id").is_in(wanted.implode()))
        .sort("candidate_id", "rank")
        .collect()
    )
    same = np.array_equal(frame["vacancy_id"].to_numpy(), sample["vacancy"] + 1)
    mine = [sample[name] for name in ("score", "essential", "optional", "occupation", "experience")]
    same = same and all(np.array_equal(frame[name].to_numpy(), each) for name, each in zip(names, mine, strict=True))
    return {"rows": len(wanted), "differ": int(not same)}


def single(folder: Path, mode: str) -> dict:
    """Ask a warm index for single candidates, one thread."""
    from corridor.engines.matching import Asking, Occupations, Options, candidate_row
    from corridor.engines.matching.live import best_vacancies, warm

    options = Options(asking=Asking.CANDIDATES, top=TOP, occupations=Occupations(mode), threads=1)
    store, clock = read_market(folder), Clock()
    index = warm(store, options)
    found = {"index": clock.read()["seconds"]}
    people = [candidate_row(store, place) for place in sampled(len(store.candidates), 3000).tolist()]
    for person in people[:200]:
        best_vacancies(index, person)
    spent = np.empty(len(people))
    for place, person in enumerate(people):
        begin = time.perf_counter()
        best_vacancies(index, person)
        spent[place] = time.perf_counter() - begin
    p50, p95, p99 = (float(value) for value in np.quantile(spent[200:], (0.5, 0.95, 0.99)))
    return found | {"seconds": p95, "p50": p50, "p99": p99, "mb": peak_mb()}


def churn(folder: Path) -> dict:
    """Change one row in a hundred on both sides of a kept ranking, after doing so with a small market."""
    changed_lists(read_market(folder, WARM), 5)
    return changed_lists(read_market(folder), 400)


def changed_lists(store, rows: int) -> dict:
    """Change a market and its kept lists; compare some lists with single questions afterwards."""
    from dataclasses import replace

    from corridor.engines.matching import Asking, Occupations, Options, candidate_row
    from corridor.engines.matching.fast import rank_fast
    from corridor.engines.matching.live import best_vacancies, changed, warm
    from corridor.engines.matching.live.kept import SPARE, follow, keep_lists, list_of

    people = len(store.candidates)
    options = Options(asking=Asking.CANDIDATES, top=TOP, occupations=Occupations.STRICT)
    index = warm(store, options)
    edges = rank_fast(store, replace(options, top=TOP + SPARE), np.arange(people))
    kept = keep_lists(index, edges, asking=Asking.CANDIDATES, top=TOP)
    del edges
    change = exchanged(store, np.random.default_rng(8))
    clock = Clock()
    after = changed(index, change)
    kept = follow(kept, index, after, threads=len(os.sched_getaffinity(0)))
    found = clock.read() | {"mb": peak_mb(), "changes": len(change.candidates) + len(change.vacancies)}
    moved = {person.candidate_id: person for person in change.candidates}
    asked = [*sampled(people, rows).tolist(), *(who - 1 for who in list(moved)[: rows // 4])]
    differ = 0
    for place in asked:
        answer = best_vacancies(after, moved.get(place + 1) or candidate_row(store, place))
        listed = list_of(kept, after, place + 1)
        differ += (listed.ids, listed.score) != (answer.ids, tuple(answer.score.tolist()))
    return found | {"rows": len(asked), "differ": differ}


def exchanged(store, rng: np.random.Generator):
    """Return a change that gives one row in a hundred what another row of its side holds."""
    from dataclasses import replace

    from corridor.engines.matching import candidate_row, vacancy_row
    from corridor.engines.matching.live import Change

    sides = len(store.candidates), len(store.vacancies)
    (who, like), (what, as_) = (rng.choice(many, (2, many // 100), replace=False).tolist() for many in sides)
    return Change(
        candidates=[replace(candidate_row(store, b), candidate_id=a + 1) for a, b in zip(who, like, strict=True)],
        vacancies=[replace(vacancy_row(store, b), vacancy_id=a + 1) for a, b in zip(what, as_, strict=True)],
    )


def allocations(folder: Path, size: str, way: str) -> dict:
    """Allocate on the market of the allocation benchmark."""
    import allocation

    market = folder / f"allocation-{size}"
    if not market.exists():
        (market / "small").mkdir(parents=True)
        allocation.write_market(market / "small", 1_000, 20)
        allocation.write_market(market, *allocation.SIZES[size])
    return allocation.in_own_process(way, market)


def arrivals(folder: Path) -> dict:
    """Place families that arrive in batches, greedily and by learnt prices, against hindsight."""
    import contextlib
    import io

    from arrivals import shares_of

    with contextlib.redirect_stdout(io.StringIO()):
        shares = np.mean(
            [shares_of(seed, scarcity, 50, 20_000) for seed in range(2) for scarcity in (0.95, 1.1)], axis=0
        )
    return {"greedy": float(shares[0]), "share": float(shares[1])}


def cold(folder: Path) -> dict:
    """Rank a small market in a new process with no compiled code on disk: what a first user would wait."""
    with tempfile.TemporaryDirectory() as empty:
        command = [sys.executable, __file__, "first", str(folder)]
        clock = Clock()
        subprocess.run(command, check=True, capture_output=True, env=os.environ | {"NUMBA_CACHE_DIR": empty})
        first = clock.read()["seconds"]
        clock = Clock()
        subprocess.run(command, check=True, capture_output=True, env=os.environ | {"NUMBA_CACHE_DIR": empty})
        return {"seconds": first, "second": clock.read()["seconds"]}


def first(folder: Path) -> dict:
    """Rank the small market once, with its parts."""
    from corridor.engines.matching import Asking, Options
    from corridor.engines.matching.fast import rank_fast

    store = read_market(folder, WARM)
    edges = rank_fast(store, Options(asking=Asking.CANDIDATES), np.arange(len(store.candidates)))
    return {"listed": len(edges)}


STEPS = {
    "rank": rank_all,
    "ready": ready,
    "command": command,
    "command_differs": command_differs,
    "single": single,
    "churn": churn,
    "allocations": allocations,
    "arrivals": arrivals,
    "cold": cold,
    "first": first,
}


def in_own_process(script: Path, *arguments: str) -> dict:
    """Run one step in a process of its own; where it can not run, say why."""
    # The byte code of libraries is kept between steps, as any installation does.
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    kept.setdefault("PYTHONPYCACHEPREFIX", str(Path(tempfile.gettempdir()) / "corridor-benchmark-bytecode"))
    command = [sys.executable, str(script), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=kept)
    if done.returncode == 0 and done.stdout.strip():
        return json.loads(done.stdout.splitlines()[-1])
    lines = done.stderr.strip().splitlines()
    return {"failed": lines[-1] if lines else f"ended with {done.returncode}"}


if __name__ == "__main__":
    name, folder, *more = sys.argv[1:]
    print(json.dumps(STEPS[name](Path(folder), *more)))

"""100,000 candidates by 10,000 vacancies: Corridor beside scipy's sparse top-k on the same files.

Corridor reads the files, tests every condition, and lists the best 50 by the whole score. The peer reads the same
files, multiplies the weighted skills of all pairs and keeps the 50 greatest: it knows no condition, occupation or year,
so it does less. Each runs in its own process, in turn, so that peak memory is its own.

    python benchmarks/match_100k.py [candidates] [vacancies]
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import polars as pl
from scipy import sparse

SEED = 20260101
TOP = 50
BLOCK = 250


def write_files(folder: Path, candidates: int, vacancies: int) -> None:
    """Write a synthetic market as two Parquet files."""
    from corridor.engines.matching.simulate import simulate_market

    store = simulate_market(candidates=candidates, vacancies=vacancies, rng=np.random.default_rng(SEED))
    people, posts, words = store.candidates, store.vacancies, store.words
    pl.DataFrame(
        {
            "candidate_id": people.ids,
            "occupations": structs(people.occupations, words.occupations, "years", people.years),
            "skills": texts(people.skills, words.skills),
            "languages": structs(people.languages, words.languages, "level", people.levels),
            "eqf": people.eqf,
            "country": ["MAR"] * candidates,
            "destinations": texts(people.destinations, words.countries),
            "recognised_in": texts(people.recognised_in, words.countries),
            "available": dates(people.available),
            "licences": texts(people.licences, words.licences),
            "birth_date": dates(people.birth_date),
            "min_salary_eur": pl.Series(people.min_salary_eur).fill_nan(None),
            "remote": people.remote == 1,
        }
    ).write_parquet(folder / "candidates.parquet")
    pl.DataFrame(
        {
            "vacancy_id": posts.ids,
            "employer_id": list(posts.employer_ids),
            "occupation": pl.Series(words.occupations).gather(posts.occupation),
            "essential_skills": texts(posts.essential, words.skills),
            "optional_skills": texts(posts.optional, words.skills),
            "languages": structs(posts.languages, words.languages, "level", posts.levels),
            "eqf_min": posts.eqf_min,
            "regulated": posts.regulated == 1,
            "years_min": posts.years_min,
            "country": pl.Series(words.countries).gather(posts.country),
            "positions": posts.positions,
            "start": dates(posts.start),
            "licences": texts(posts.licences, words.licences),
            "salary_eur": pl.Series(posts.salary_eur).fill_nan(None),
            "remote": posts.remote == 1,
            "age_min": pl.Series(posts.age_min).replace(-1, None),
            "age_max": pl.Series(posts.age_max).replace(-1, None),
        }
    ).write_parquet(folder / "vacancies.parquet")


def dates(days: np.ndarray) -> pl.Series:
    """Return day numbers as dates."""
    return pl.Series(days, dtype=pl.Int32).cast(pl.Date)


def grouped(lists, values: pl.Series) -> pl.Series:
    """Return the values of all rows as one list per row."""
    row = np.repeat(np.arange(len(lists.given)), np.diff(lists.start))
    frame = pl.DataFrame({"row": row, "value": values}).group_by("row", maintain_order=True).agg("value")
    every = pl.DataFrame({"row": np.arange(len(lists.given))}).join(frame, on="row", how="left", maintain_order="left")
    return every.select(pl.col("value").fill_null([]))["value"]


def texts(lists, words: tuple[str, ...]) -> pl.Series:
    """Return lists of words."""
    return grouped(lists, pl.Series(words).gather(lists.value))


def structs(lists, words: tuple[str, ...], name: str, beside: np.ndarray) -> pl.Series:
    """Return lists of words with what stands beside them."""
    return grouped(lists, pl.DataFrame({"code": pl.Series(words).gather(lists.value), name: beside}).to_struct())


def corridor(folder: Path) -> None:
    """Match with Corridor."""
    from corridor.batch.match import match_files

    report = match_files(folder / "candidates.parquet", folder / "vacancies.parquet", out=folder / "out", top=TOP)
    print(json.dumps({"phases": report.document["seconds"], "counts": report.document["counts"]}))


def peer(folder: Path) -> None:
    """Keep the 50 greatest products of weighted skills per vacancy, block by block."""
    people = pl.read_parquet(folder / "candidates.parquet", columns=["candidate_id", "skills"])
    posts = pl.read_parquet(folder / "vacancies.parquet", columns=["vacancy_id", "essential_skills"])
    skills = pl.concat([people["skills"].explode(empty_as_null=False), posts["essential_skills"].explode()]).unique()
    index = pl.Enum(skills.drop_nulls().sort())
    held, wanted = (one_hot(column, index) for column in (people["skills"], posts["essential_skills"]))
    naming = np.asarray(wanted.sum(axis=0)).ravel()
    weight = np.clip(np.round(100 * np.log((posts.height + 1) / (naming + 1))), 30, 1200)
    weighted, across = wanted @ sparse.diags_array(weight), held.T.tocsc()
    best = np.full((posts.height, TOP), -1, np.int64)
    for first in range(0, posts.height, BLOCK):
        product = (weighted[first : first + BLOCK] @ across).tocsr()
        for place in range(product.shape[0]):
            row = slice(product.indptr[place], product.indptr[place + 1])
            values, columns = product.data[row], product.indices[row]
            keep = np.argpartition(-values, TOP)[:TOP] if len(values) > TOP else np.arange(len(values))
            best[first + place, : len(keep)] = columns[keep]
    np.save(folder / "peer.npy", best)
    print(json.dumps({}))


def one_hot(column: pl.Series, index: pl.Enum) -> sparse.csr_array:
    """Return lists of skills as a table of ones."""
    numbers = column.explode(empty_as_null=False).cast(index).to_physical().to_numpy()
    start = np.concatenate([[0], np.cumsum(column.list.len().to_numpy())])
    return sparse.csr_array((np.ones(len(numbers), np.float32), numbers, start), (len(column), len(index.categories)))


def peak_mb() -> float:
    """Return the peak memory of this process alone; the usual counter starts from that of its parent."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1000 for line in lines if line.startswith("VmHWM"))


def timed(name: str, folder: Path) -> dict:
    """Run one of the two in a process of its own."""
    # Both keep the byte code of their libraries, as any installation does.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    kept["PYTHONPYCACHEPREFIX"] = str(folder / "bytecode")
    start = time.perf_counter()
    command = [sys.executable, __file__, name, str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=kept)
    found = json.loads(done.stdout.splitlines()[-2])
    memory = json.loads(done.stdout.splitlines()[-1])
    return found | memory | {"seconds": round(time.perf_counter() - start, 2)}


def share_found(folder: Path) -> float:
    """Return how many of the listed pairs stand in the peer's lists; ids count from 1 in the order of the rows."""
    edges = pl.read_parquet(folder / "out" / "edges.parquet", columns=["vacancy_id", "candidate_id"]).to_numpy()
    best = np.load(folder / "peer.npy")
    return float((best[edges[:, 0] - 1] == edges[:, 1, None] - 1).any(axis=1).mean())


def main() -> None:
    """Write the files, run both, print the figures."""
    sizes = [int(text) for text in sys.argv[1:]] or [100_000, 10_000]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_files(folder, *sizes)
        first, ours = timed("corridor", folder), timed("corridor", folder)
        timed("peer", folder)
        theirs = timed("peer", folder)
        found = share_found(folder)
    print(f"{sizes[0]:,} candidates x {sizes[1]:,} vacancies, wide, top {TOP}; whole process, files read and written")
    for name, run in (("corridor, first run", first), ("corridor", ours), ("scipy, no conditions", theirs)):
        print(f"{name:24} {run['seconds']:7.2f} s  {run['cpu']:7.2f} CPU s  {run['memory_mb']:6.0f} MB")
    print(f"scipy / corridor         {theirs['seconds'] / ours['seconds']:7.2f}    {theirs['cpu'] / ours['cpu']:7.2f}")
    print(f"of the pairs that Corridor lists, the peer's {TOP} per vacancy hold {found:.0%}")
    print(f"phases {ours['phases']}")
    print(f"counts {ours['counts']}")


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1] in ("corridor", "peer"):
        {"corridor": corridor, "peer": peer}[sys.argv[1]](Path(sys.argv[2]))
        print(json.dumps({"memory_mb": peak_mb(), "cpu": round(sum(os.times()[:2]), 2)}))
    else:
        main()

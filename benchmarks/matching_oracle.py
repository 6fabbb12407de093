"""DuckDB over the match files: the oracle of the sampled lists, and the exact peer by its time per row.

    python benchmarks/matching_oracle.py FOLDER MODE ROWS

compares the lists that a ranking step left in the folder with those of one statement of `tests/oracles/match_sql.py`.
Tables of all vacancies and of the sampled candidates are made first, and are not counted in the time per row.
"""

import json
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from matching_files import CANDIDATES, VACANCIES
from matching_steps import TOP, Clock, peak_mb


def compare(folder: Path, mode: str, most: int) -> dict:
    """Return how many of the sampled lists differ from the oracle's, and the oracle's seconds."""
    import polars as pl

    from tests.oracles.match_sql import Oracle, Question

    sample = np.load(folder / f"{mode}.npz")
    chosen = sample["chosen"]
    if len(chosen) > most:
        chosen = np.sort(np.random.default_rng(5).choice(chosen, most, replace=False))
    people = folder / f"asked-{mode}.parquet"
    wanted = pl.Series(chosen + 1).implode()
    pl.scan_parquet(folder / CANDIDATES).filter(pl.col("candidate_id").is_in(wanted)).collect().write_parquet(people)
    clock = Clock()
    oracle = Oracle(people, folder / VACANCIES, threads=2)
    tables = clock.read()["seconds"]
    clock, question = Clock(), Question(asking="candidates", occupations=mode, top=TOP)
    lists = oracle.lists([question])
    found = clock.read() | {"tables": tables, "rows": len(chosen), "mb": peak_mb()}
    right = np.array([row[1:] for row in lists], np.float64).reshape(-1, 8)
    return found | {"listed": len(right), "differ": differing(sample, chosen, right)}


def differing(sample, chosen: np.ndarray, right: np.ndarray) -> int:
    """Return how many people have another list, in any place or part."""
    names = ("rank", "score", "essential", "optional", "occupation", "experience")
    mine = np.stack([sample["vacancy"] + 1.0, sample["candidate"] + 1.0, *(sample[name] for name in names)], axis=1)
    mine = mine[np.isin(sample["candidate"], chosen)]
    if mine.shape == right.shape and np.array_equal(mine, right):
        return 0
    first, last = (np.split(table, np.flatnonzero(np.diff(table[:, 1])) + 1) for table in (mine, right))
    ours, theirs = ({table[0, 1]: table for table in tables if len(table)} for tables in (first, last))
    return sum(not np.array_equal(ours.get(who), theirs.get(who)) for who in ours.keys() | theirs.keys())


if __name__ == "__main__":
    print(json.dumps(compare(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))))

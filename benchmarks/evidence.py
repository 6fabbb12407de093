"""Check a million figures of an ILOSTAT-like file, beside `pandas.read_csv` of the same file in the same run.

Run from the root: ``python benchmarks/evidence.py [--rows 1000000]``. Each reader runs in a process of its own, so
that its peak memory is its own. Exit code 1 when the check takes more than 25 s or 600 MB.
"""

import argparse
import gzip
import multiprocessing
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import islice, product
from pathlib import Path

SECONDS, MEGABYTES = 20 * 1.25, 600
HEAD = (
    '"ref_area","source","indicator","sex","classif1","classif2","time","obs_value","obs_status",'
    '"note_classif","note_indicator","note_source"\n'
)


def write(path: Path, rows: int) -> None:
    """Write a file of invented figures; every ten-thousandth cannot be read."""
    from corridor.batch.evidence_codes import countries

    chance = random.Random(5)
    keys = product(sorted(set(countries().values())), "TMF", range(10, 50), range(5), range(2000, 2026))
    with gzip.open(path, "wt", compresslevel=3, encoding="utf-8") as lines:
        lines.write(HEAD)
        for place, (area, sex, occupation, age, year) in enumerate(islice(keys, rows)):
            value = "n/a" if place % 10_000 == 9_999 else f"{chance.random() * 100:.3f}"
            flag = '"U"' if place % 9 == 0 else ""
            lines.write(
                f'"{area}","BA:1","EMP_TEMP_SEX_OCU_NB","SEX_{sex}","OCU_ISCO08_{occupation}","AGE_{age}","{year}",'
                f'{value},{flag},,"I11:264","R1:3513"\n'
            )


def ours(path: Path) -> int:
    """Return how many rows cannot be used."""
    from corridor.batch.evidence_check import check_file

    return check_file(path, year=2026).bad


def pandas(path: Path) -> int:
    """Return the same number from a table of text."""
    import pandas as pd

    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    return int(pd.to_numeric(table["obs_value"], errors="coerce").isna().sum())


def _measure(
    read: Callable[[Path], int], path: Path, results: "multiprocessing.SimpleQueue[tuple[int, float, float]]"
) -> None:
    start = time.perf_counter()
    found = read(path)
    seconds = time.perf_counter() - start
    results.put((found, seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))


def measured(read: Callable[[Path], int], path: Path) -> tuple[int, float, float]:
    """Return result, seconds and peak megabytes of a reader in a fresh process."""
    spawned = multiprocessing.get_context("spawn")
    results = spawned.SimpleQueue()
    process = spawned.Process(target=_measure, args=(read, path, results))
    process.start()
    process.join()
    return results.get()


def main() -> int:
    """Measure both and compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    rows = parser.parse_args().rows
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "figures.csv.gz"
        write(path, rows)
        results = {read.__name__: measured(read, path) for read in (ours, pandas)}
    for name, (bad, seconds, peak) in results.items():
        print(f"{name:<8} {bad:>6} bad of {rows}  {seconds:7.1f} s  {peak:6.0f} MB")
    (bad, seconds, peak), (expected, other, _) = results["ours"], results["pandas"]
    print(f"ours / pandas, which neither checks codes nor keeps lines: {seconds / other:.1f}")
    return int(bad != expected or seconds > SECONDS or peak > MEGABYTES)


if __name__ == "__main__":
    sys.exit(main())

"""A million figures of an ILOSTAT-like file: checked, imported on SQLite and on PostgreSQL, imported again; and pandas.

    python benchmarks/evidence.py [--rows 1000000]

The file is csv.gz; every ten-thousandth row cannot be read. Each reader runs in a process of its own, so that its peak
memory is its own. pandas reads the same file and writes it to SQLite with `to_sql`; it checks no code and keeps no
line, no version and no digest. PostgreSQL is that of TEST_POSTGRES_URL, or else one that is started for the run where
its programs are found. Promised for a million rows: the list of errors in 2 s, the import in 20 s, 600 MB, and no new
row from the same figures again. Exit code 1 where a figure is beyond its promise by more than a quarter.
"""

import argparse
import gzip
import multiprocessing
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice, product
from pathlib import Path

CHECK_SECONDS, IMPORT_SECONDS, MEGABYTES, SLACK = 2, 20, 600, 1.25
HEAD = (
    '"ref_area","source","indicator","sex","classif1","classif2","time","obs_value","obs_status",'
    '"note_classif","note_indicator","note_source"\n'
)
Measured = dict[str, float]


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


def check(path: Path, _url: str) -> Measured:
    """Find the rows that cannot be used, from the packed file to the list of errors."""
    from corridor.batch.evidence_check import check_file

    start = time.perf_counter()
    found = check_file(path, year=2026)
    return {"seconds": time.perf_counter() - start, "bad": found.bad}


def bring_in(path: Path, url: str) -> Measured:
    """Import the file into an empty database, then the same bytes, then the same figures in other bytes."""
    os.environ |= {"CORRIDOR_HOME": str(path.parent), "DJANGO_SETTINGS_MODULE": "corridor.config.settings"}
    os.environ["DATABASE_URL"] = url
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from corridor.knowledge.labour_market.models import Observation
    from corridor.knowledge.labour_market.services import import_file

    start = time.perf_counter()
    first = import_file(path=path, by=None)
    seconds = time.perf_counter() - start
    same = import_file(path=path, by=None)
    other = path.with_name("again.csv")
    other.write_bytes(gzip.decompress(path.read_bytes()))
    peak = peak_megabytes()
    start = time.perf_counter()
    again = import_file(path=other, by=None, dataset_code=first.dataset.code)
    return {
        "seconds": seconds,
        "bad": first.bad,
        "rows": Observation.objects.count(),
        "again": again.added + again.changed + (same.pk != first.pk),
        "again_seconds": time.perf_counter() - start,
        "peak": peak,
    }


def pandas(path: Path, _url: str) -> Measured:
    """Read the file as text, turn the figures to numbers, and write all to a table."""
    import sqlite3

    import pandas as pd

    start = time.perf_counter()
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    table["obs_value"] = pd.to_numeric(table["obs_value"], errors="coerce")
    read = time.perf_counter() - start
    with sqlite3.connect(path.parent / "pandas.sqlite3") as database:
        table.to_sql("figures", database, index=False)
    return {"seconds": time.perf_counter() - start, "bad": int(table["obs_value"].isna().sum()), "read": read}


def peak_megabytes() -> float:
    """Return the peak memory of this process so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _measure(act: Callable[[Path, str], Measured], path: Path, url: str, results: object) -> None:
    found = act(path, url)
    results.put({"peak": peak_megabytes()} | found)  # type: ignore[attr-defined]


def measured(act: Callable[[Path, str], Measured], path: Path, url: str = "") -> Measured:
    """Return what an act measures in a fresh process, with its peak memory in megabytes."""
    spawned = multiprocessing.get_context("spawn")
    results = spawned.SimpleQueue()
    process = spawned.Process(target=_measure, args=(act, path, url, results))
    process.start()
    process.join()
    if process.exitcode:
        sys.exit(f"{act.__name__} ended with {process.exitcode}")
    return results.get()


@contextmanager
def postgresql() -> Iterator[str]:
    """Give the address of an empty database; an empty text where there is no server."""
    given = os.environ.get("TEST_POSTGRES_URL", "")
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if given:
        import psycopg

        name = f"evidence_{os.getpid()}"
        with psycopg.connect(given, autocommit=True) as server:
            server.execute(f'CREATE DATABASE "{name}"')
            try:
                base, _, options = given.partition("?")
                yield f"{base.rpartition('/')[0]}/{name}?{options}"
            finally:
                server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    elif programs:
        yield from _own_server(programs[-1])
    else:
        yield ""


def _own_server(programs: Path) -> Iterator[str]:
    """Start a server with its usual settings that listens to a socket in its own folder only."""
    home = Path(tempfile.mkdtemp(prefix="corridor-postgres-"))
    # The server refuses to run as root.
    prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if prefix:
        shutil.chown(home, "postgres")

    def run(program: str, *words: str) -> None:
        subprocess.run([*prefix, str(programs / program), *words], check=True, stdout=subprocess.DEVNULL, cwd=home)

    run("initdb", "-D", f"{home}/data", "-A", "trust", "-U", "corridor", "--locale=C.UTF-8", "--encoding=UTF8")
    options = f"-c listen_addresses='' -c unix_socket_directories={home}"
    run("pg_ctl", "-D", f"{home}/data", "-w", "-l", f"{home}/log", "-o", options, "start")
    try:
        run("createdb", "-h", str(home), "-U", "corridor", "corridor")
        yield f"postgresql://corridor@/corridor?host={home}"
    finally:
        run("pg_ctl", "-D", f"{home}/data", "-m", "immediate", "stop")
        shutil.rmtree(home)


def show(name: str, found: Measured) -> None:
    """Print a line of the table."""
    print(f"{name:<22} {found['seconds']:7.1f} s  {found['peak']:6.0f} MB  {found['bad']:6.0f} bad", flush=True)


def main() -> int:
    """Measure all and compare with what is promised."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    rows = parser.parse_args().rows
    broken: list[str] = []

    def promise(what: str, value: float, limit: float) -> None:
        if value > limit * SLACK:
            broken.append(f"{what}: {value:.1f}, promised {limit}")

    with tempfile.TemporaryDirectory(prefix="corridor-evidence-") as folder, postgresql() as url:
        path = Path(folder) / "figures.csv.gz"
        write(path, rows)
        print(f"{rows:,} rows, {path.stat().st_size / 2**20:.1f} MB packed")
        peer = measured(pandas, path)
        found = {"check": measured(check, path), "import on SQLite": measured(bring_in, path)}
        if url:
            found["import on PostgreSQL"] = measured(bring_in, path, url)
        else:
            print("PostgreSQL: neither TEST_POSTGRES_URL nor its programs are here; not measured")
    show("pandas to SQLite", peer)
    for name, result in found.items():
        show(name, result)
        promise(f"seconds of {name}", result["seconds"], CHECK_SECONDS if name == "check" else IMPORT_SECONDS)
        promise(f"megabytes of {name}", result["peak"], MEGABYTES)
        promise(f"bad rows of {name} not found", abs(result["bad"] - peer["bad"]), 0)
        if "again" in result:
            print(
                f"{'':22} {result['again_seconds']:7.1f} s  for the same figures again, {result['again']:.0f} rows new"
            )
            promise(f"rows of {name} again", result["again"] + abs(result["rows"] + result["bad"] - rows), 0)
    print(f"check / pandas read_csv   {found['check']['seconds'] / peer['read']:.2f}")
    print(f"import / pandas to_sql    {found['import on SQLite']['seconds'] / peer['seconds']:.2f}")
    print("\n".join(broken) or "All within what is promised.")
    return int(bool(broken))


if __name__ == "__main__":
    sys.exit(main())

"""ESCO 1.1.1 in English brought into an empty installation, beside the same rows loaded with csv and sqlite3 alone.

Seconds and memory of the whole process, on SQLite and, with TEST_POSTGRES_URL of an empty database, on PostgreSQL; the
peer is the standard library: zipfile, csv and executemany into three bare tables without checks, cleaning, constraints
or audit. Ends with 1 where an import takes more than 10 seconds or 300 MB, or where the peer loads other rows.

    CORRIDOR_SHARED=../shared python benchmarks/taxonomy.py
    CORRIDOR_SHARED=../shared python benchmarks/taxonomy.py --broken 10000     every so many broken files are refused
"""

import argparse
import csv
import io
import json
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

SHARED = Path(os.environ.get("CORRIDOR_SHARED", Path(__file__).resolve().parents[2] / "shared"))
FILES = [SHARED / "data" / "esco" / name for name in ("esco111_en.zip", "esco111_rel.zip")]
MOST_SECONDS, MOST_MB = 10.0, 300.0
CONCEPTS = ("ISCOGroups_en", "skillGroups_en", "occupations_en", "skills_en")
RELATIONS = {
    "broaderRelationsOccPillar": ("conceptUri", "broaderUri", None),
    "broaderRelationsSkillPillar": ("conceptUri", "broaderUri", None),
    "occupationSkillRelations": ("occupationUri", "skillUri", "relationType"),
    "skillSkillRelations": ("originalSkillUri", "relatedSkillUri", "relationType"),
}


def measured(work) -> None:
    """Do a piece of work in this process and print what it took."""
    start = time.perf_counter()
    counts = work()
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": round(seconds, 2), "mb": round(peak), **counts}))


def ours() -> dict[str, int]:
    """Import the files; Django and the empty tables are ready."""
    from corridor.batch.taxonomies.records import Asked
    from corridor.knowledge.taxonomies.services.importing import import_files

    done = import_files(paths=FILES, asked=Asked(version="1.1.1"), by=None)
    return {name: done.added[name] for name in ("concepts", "labels", "relations")}


def prepared() -> None:
    """Make Django and its tables ready."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "corridor.config.settings"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from corridor.knowledge.taxonomies.models import Classification

    Classification.objects.filter(name="esco", version="1.1.1").delete()


def plain() -> dict[str, int]:
    """Load the same rows with the standard library into three bare tables."""
    with tempfile.TemporaryDirectory() as folder:
        base = sqlite3.connect(Path(folder) / "peer.sqlite3")
        base.executescript(
            "create table concept (id integer primary key, uri text unique, code text);"
            "create table label (concept integer, language text, kind text, text text);"
            "create table relation (source integer, target integer, type text);"
        )
        keys: dict[str, int] = {}
        with zipfile.ZipFile(FILES[0]) as archive:
            for name in CONCEPTS:
                _plain_concepts(base, archive, name, keys)
        with zipfile.ZipFile(FILES[1]) as archive:
            for name, (source, target, kind) in RELATIONS.items():
                rows = _rows(archive, name)
                base.executemany(
                    "insert into relation values (?, ?, ?)",
                    # The skill pillar names the broader concept of skills that are not in the files.
                    (
                        (keys[r[source]], keys[r[target]], r[kind] if kind else "broader")
                        for r in rows
                        if r[source] in keys and r[target] in keys
                    ),
                )
        base.commit()
        tables = ("concept", "label", "relation")
        return {f"{table}s": base.execute(f"select count(*) from {table}").fetchone()[0] for table in tables}


def _plain_concepts(base: sqlite3.Connection, archive: zipfile.ZipFile, name: str, keys: dict[str, int]) -> None:
    labels = []
    for row in _rows(archive, name):
        key = keys.setdefault(row["conceptUri"], len(keys) + 1)
        base.execute("insert into concept values (?, ?, ?)", (key, row["conceptUri"], row.get("code", "")))
        others = dict.fromkeys([row["preferredLabel"], *row["altLabels"].split("\n")])
        labels += [(key, "en", "alternative", text) for text in others if text]
        labels += [(key, "en", "hidden", text) for text in row.get("hiddenLabels", "").split("\n") if text]
        if row["description"]:
            labels.append((key, "en", "description", row["description"]))
    base.executemany("insert into label values (?, ?, ?, ?)", labels)


def _rows(archive: zipfile.ZipFile, name: str):
    return csv.DictReader(io.TextIOWrapper(archive.open(f"{name}.csv"), "utf-8-sig", newline=""))


def child(word: str, **environment: str) -> dict[str, float]:
    """Return what one piece of work took, in a process of its own."""
    done = subprocess.run(
        [sys.executable, __file__, "--only", word],
        env={**os.environ, **environment},
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def broken(number: int) -> int:
    """Read so many damaged files and say how many were refused; every one must be read or refused in words."""
    # The damages stand with the tests, beside this folder.
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    from tests.factories.taxonomy_damage import damaged_files, outcome_of

    counts: dict[str, int] = {}
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        for path in damaged_files(Path(folder), number, seed=2026):
            outcome = outcome_of(path)
            counts[outcome] = counts.get(outcome, 0) + 1
    print(f"{number} damaged files in {time.perf_counter() - start:.0f} s: {counts}")
    return int(set(counts) - {"read", "refused"} != set())


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", choices=["ours", "plain"])
    parser.add_argument("--broken", type=int, default=0)
    asked = parser.parse_args()
    if asked.broken:
        return broken(asked.broken)
    if asked.only == "ours":
        prepared()
    if asked.only:
        measured(ours if asked.only == "ours" else plain)
        return 0
    with tempfile.TemporaryDirectory() as home:
        runs = {"SQLite": child("ours", CORRIDOR_HOME=home, DATABASE_URL="")}
        if url := os.environ.get("TEST_POSTGRES_URL"):
            runs["PostgreSQL"] = child("ours", CORRIDOR_HOME=home, DATABASE_URL=url)
        runs["csv + sqlite3, bare"] = child("plain")
    for name, run in runs.items():
        print(
            f"{name:22} {run['seconds']:6.2f} s {run['mb']:5.0f} MB  {run['concepts']:,} concepts, "
            f"{run['labels']:,} labels, {run['relations']:,} relations"
        )
    late = [name for name, run in runs.items() if run["seconds"] > MOST_SECONDS or run["mb"] > MOST_MB]
    same = len({(run["concepts"], run["relations"]) for run in runs.values()}) == 1
    print("within 10 s and 300 MB" if not late else f"over 10 s or 300 MB: {', '.join(late)}")
    return int(bool(late) or not same)


if __name__ == "__main__":
    sys.exit(main())

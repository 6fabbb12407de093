"""An import that is killed leaves no row, whether it dies while it reads or when all is written but not committed."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection

from tests import databases
from tests.factories.labour_market import row, tidy_file

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TABLES = (
    *(f"labour_market_{name}" for name in ("dataset", "evidencefile", "datasetversion", "observation", "rowproblem")),
    *("core_storedfile", "core_run", "core_auditentry"),
)
SCRIPT = """
import os, signal, sys
from pathlib import Path
import django
django.setup()
from corridor.knowledge.labour_market import loading, services

deadly = sys.argv[2]
whole = getattr(loading, deadly)

def last_act(*args, **kwargs):
    whole(*args, **kwargs)
    print("reached", flush=True)
    os.kill(os.getpid(), signal.SIGKILL)

setattr(loading, deadly, last_act)
services.import_file(path=Path(sys.argv[1]), by=None)
"""


@pytest.fixture
def home(tmp_path):
    """A migrated database of its own, which another process may open, and how to count rows in it."""
    if connection.vendor == "postgresql":
        yield from _postgresql(tmp_path)
    else:
        yield _sqlite(tmp_path)


def _sqlite(tmp_path):
    shutil.copyfile(databases.current._template("migrated"), tmp_path / "corridor.sqlite3")

    def count(table):
        with closing(sqlite3.connect(tmp_path / "corridor.sqlite3")) as there:
            return there.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]

    return {"CORRIDOR_HOME": str(tmp_path), "DATABASE_URL": ""}, count


def _postgresql(tmp_path):
    import psycopg

    name = f"{connection.settings_dict['NAME']}_killed"
    databases.current._drop(name)
    databases.current._copy_of(databases.current._template("migrated"), name)
    url = urlunsplit(urlsplit(os.environ["TEST_POSTGRES_URL"])._replace(path=f"/{name}"))

    def count(table):
        with psycopg.connect(url) as there:
            return there.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]

    yield {"CORRIDOR_HOME": str(tmp_path), "DATABASE_URL": url}, count
    databases.current._drop(name)


def run(script, environment, *words):
    # The settings of the product, not of the tests: its database is a file.
    told = os.environ | environment | {"DJANGO_SETTINGS_MODULE": "corridor.config.settings"}
    if not told["DATABASE_URL"]:
        del told["DATABASE_URL"]
    return subprocess.run([sys.executable, "-c", script, *words], env=told, capture_output=True, text=True, timeout=120)


@pytest.mark.parametrize("deadly", ["stage", "write"])
def test_an_import_that_is_killed_leaves_no_row(home, tmp_path, deadly):
    environment, count = home
    before = {table: count(table) for table in TABLES}
    path = tidy_file(tmp_path, *(row(year=year, value=year) for year in range(1600, 2020)))

    died = run(SCRIPT, environment, str(path), deadly)

    assert (died.returncode, died.stdout) == (-signal.SIGKILL, "reached\n"), died.stderr
    assert {table: count(table) for table in TABLES} == before


def test_the_same_import_alive_leaves_its_rows(home, tmp_path):
    environment, count = home
    path = tidy_file(tmp_path, *(row(year=year, value=year) for year in range(1600, 2020)))

    done = run(
        SCRIPT.partition("deadly")[0] + "services.import_file(path=Path(sys.argv[1]), by=None)", environment, str(path)
    )

    assert done.returncode == 0, done.stderr
    assert count("labour_market_observation") == 420

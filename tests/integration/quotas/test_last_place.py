"""Two offices approve at the same moment, and one place is left."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from threading import Barrier, Thread

import pytest
from django.db import connection

from corridor.kernel.errors import RuleViolation
from corridor.knowledge.quotas import services
from corridor.knowledge.quotas.selectors import balances
from tests.factories.quotas import make_quota, order, post

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).resolve().parents[3]


def at_once(*acts):
    """Do all acts at the same moment, each on a connection of its own; return what came of them."""
    barrier, found = Barrier(len(acts)), []

    def run(act):
        barrier.wait()
        try:
            act()
            found.append("taken")
        except RuleViolation:
            found.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(found)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="threads do not share SQLite's database in memory")
@pytest.mark.parametrize("asked", [1, 2])
def test_the_last_place_is_not_taken_twice(asked):
    quota = make_quota(cap=asked)

    found = at_once(
        *(
            lambda key=key: services.take(post=post(), posts=asked, reference=order(key), by=None)
            for key in ("V-1", "V-2", "V-3")
        )
    )

    [balance] = balances([quota])
    assert (found, balance.taken) == (["refused", "refused", "taken"], asked)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="threads do not share SQLite's database in memory")
def test_posts_of_two_quotas_never_wait_for_each_other_in_a_circle():
    make_quota(cap=40)
    make_quota(isco08="25", cap=40)

    found = at_once(
        *(
            lambda key=key: services.take(post=post(), posts=2, reference=order(key), by=None)
            for key in ("V-1", "V-2", "V-3", "V-4", "V-5", "V-6")
        )
    )

    assert found == ["taken"] * 6


def test_the_last_place_is_not_taken_twice_by_processes_on_one_file(run_folder, database, tmp_path):
    if connection.vendor != "sqlite":
        pytest.skip("The processes share a file.")
    shutil.copyfile(run_folder / "migrated.sqlite3", tmp_path / "corridor.sqlite3")
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "CORRIDOR_WARM")}
    command = [sys.executable, "-m", "tests.integration.quotas.two_offices"]

    done = subprocess.run(
        command, env=kept | {"CORRIDOR_HOME": str(tmp_path)}, cwd=ROOT, capture_output=True, text=True, timeout=300
    )

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == {"codes": [0, 1, 1], "taken": 2}

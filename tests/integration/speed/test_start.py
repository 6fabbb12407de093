"""A start loads what serving pages needs, and migrates only when something waits."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from corridor.config import server
from corridor.kernel.errors import DataUnavailable

HEAVY = ("docxtpl", "numba", "openpyxl", "polars", "scipy", "xlsxwriter")
ASK = f"""
import sys
import django
django.setup()
import corridor.config.urls
print(*[name for name in {HEAVY} if name in sys.modules])
"""


@pytest.mark.slow
def test_the_addresses_of_the_house_load_no_heavy_library(tmp_path):
    around = {**os.environ, "DJANGO_SETTINGS_MODULE": "corridor.config.settings", "CORRIDOR_HOME": str(tmp_path)}
    around["PYTHONPATH"] = os.pathsep.join(sys.path)
    told = subprocess.run([sys.executable, "-c", ASK], env=around, capture_output=True, text=True, check=True)
    assert told.stdout.split() == []


@pytest.mark.django_db
def test_a_second_start_migrates_nothing():
    assert server.bring_up_to_date() is False


@pytest.mark.django_db
def test_a_start_migrates_what_waits(monkeypatch):
    called = []
    monkeypatch.setattr(server, "call_command", lambda name, **_options: called.append(name))
    MigrationRecorder(connection).record_unapplied("sessions", "0001_initial")
    assert server.bring_up_to_date() is True
    assert called == ["migrate"]


@pytest.mark.django_db
def test_a_database_of_another_version_is_refused_and_left_as_it_is(monkeypatch):
    called = []
    monkeypatch.setattr(server, "call_command", lambda name, **_options: called.append(name))
    MigrationRecorder(connection).record_applied("skills", "0009_of_another_time")
    # Packages that we do not make may have taken migrations away; that is their own affair.
    MigrationRecorder(connection).record_applied("sessions", "0009_of_another_time")

    with pytest.raises(DataUnavailable, match=r"skills\.0009_of_another_time"):
        server.bring_up_to_date()

    assert server.unknown_migrations() == ["skills.0009_of_another_time"]
    assert called == []


@pytest.mark.slow
def test_a_demonstration_of_another_version_is_made_anew(tmp_path):
    home = tmp_path / "demo"
    around = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}}
    around |= {"CORRIDOR_HOME": str(home), "CORRIDOR_DEMO": "1"}
    home.mkdir()
    database = home / "corridor.sqlite3"
    with closing(sqlite3.connect(database)) as old:
        old.execute("CREATE TABLE django_migrations (id INTEGER PRIMARY KEY, app TEXT, name TEXT, applied TEXT)")
        old.execute("INSERT INTO django_migrations VALUES (1, 'skills', '0009_of_another_time', '2026-01-01')")
        old.commit()
    asked = "import django; django.setup(); from corridor.config import server; server.make_room(); print('done')"
    around["DJANGO_SETTINGS_MODULE"] = "corridor.config.settings"

    told = subprocess.run([sys.executable, "-c", asked], env=around, capture_output=True, text=True, check=True)

    assert "made anew" in told.stdout
    assert not database.exists()

"""A start loads what serving pages needs, and migrates only when something waits."""

import os
import subprocess
import sys

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from corridor.config import server

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

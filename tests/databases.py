"""Databases of the tests: migrated once in a run, filled with the demonstration once, and copied for every worker.

A copy takes a second, on SQLite by its backup, on PostgreSQL by a template; the migrations take a quarter of a minute
and the demonstration a whole one.
"""

import fcntl
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / ".corridor" / "migrated"
Fill = Callable[[], object]
current: "Databases"


class Databases:
    """The database of one worker, which is a copy of what all workers of the run share."""

    def __init__(self, shared: Path) -> None:
        self.shared = shared
        self.name = connection.settings_dict["NAME"]
        self.own = connection.creation._get_test_db_name()

    def begin(self) -> None:
        """Turn to an empty database with all tables."""
        with self._alone("count"):
            self._count(+1)
        self.copy("migrated", self._migrate)

    def end(self) -> None:
        """Return to the database of the settings; the last worker clears up."""
        self._turn_to(self.name)
        with self._alone("count"):
            if self._count(-1) == 0:
                for made in self.shared.glob("*.made"):
                    self._drop(self._template(made.stem))
                    made.unlink()
            self._drop(self.own)

    @contextmanager
    def filled(self, name: str, fill: Fill) -> Iterator[None]:
        """Turn to a database that `fill` has filled, once in the run; in the end to an empty one again."""
        try:
            self.copy(name, fill)
            yield
        finally:
            self.copy("migrated", self._migrate)

    def copy(self, name: str, fill: Fill) -> None:
        """Make this worker's database a copy of the shared one, which is made where it is missing."""
        made = self.shared / f"{name}.made"
        with self._alone(name):
            if not made.exists():
                self._begin_template(name)
                fill()
                self._turn_to(self.name)
                made.touch()
            self._open_copy(self._template(name))

    def _begin_template(self, name: str) -> None:
        template = self._template(name)
        self._drop(template)
        if name != "migrated":
            self._copy_of(self._template("migrated"), template)
        else:
            self._create(template)
        self._turn_to(template)

    def _migrate(self) -> None:
        call_command("migrate", verbosity=0, interactive=False)

    def _turn_to(self, name: str | Path) -> None:
        # SQLite's own wrapper never closes a database in memory.
        BaseDatabaseWrapper.close(connection)
        connection.settings_dict["NAME"] = name

    @contextmanager
    def _alone(self, what: str) -> Iterator[None]:
        """Keep the other workers of the run waiting who want the same."""
        with (self.shared / f"{what}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _count(self, step: int) -> int:
        place = self.shared / "workers.count"
        number = step + (int(place.read_text()) if place.exists() else 0)
        place.write_text(str(number))
        return number

    def _template(self, name: str) -> str:
        raise NotImplementedError

    def _create(self, name: str) -> None:
        raise NotImplementedError

    def _copy_of(self, template: str, name: str) -> None:
        raise NotImplementedError

    def _open_copy(self, template: str) -> None:
        raise NotImplementedError

    def _drop(self, name: str) -> None:
        raise NotImplementedError


class Sqlite(Databases):
    """Shared files, copied into memory; the migrated one is kept for later runs on the same migrations."""

    def _migrate(self) -> None:
        template, name = Path(self._template("migrated")), fingerprint()
        if (kept := KEPT / f"{name}.sqlite3").exists():
            shutil.copyfile(kept, template)
            return
        super()._migrate()
        BaseDatabaseWrapper.close(connection)
        if fingerprint() == name:
            self._keep(template, kept)

    def _keep(self, template: Path, kept: Path) -> None:
        KEPT.mkdir(parents=True, exist_ok=True)
        beside = KEPT / f"{os.getpid()}.part"
        shutil.copyfile(template, beside)
        for older in KEPT.glob("*.sqlite3"):
            older.unlink(missing_ok=True)
        beside.replace(kept)

    def _template(self, name: str) -> str:
        return str(self.shared / f"{name}.sqlite3")

    def _create(self, name: str) -> None:
        """SQLite makes a file when it is opened."""

    def _copy_of(self, template: str, name: str) -> None:
        shutil.copyfile(template, name)

    def _open_copy(self, template: str) -> None:
        self._turn_to(self.own)
        connection.ensure_connection()
        with closing(sqlite3.connect(template)) as source:
            source.backup(connection.connection)

    def _drop(self, name: str) -> None:
        # A database in memory went with its last connection.
        for path in self.shared.glob(f"{Path(name).name}*"):
            path.unlink()


class Postgresql(Databases):
    """Template databases, which the server copies."""

    def _template(self, name: str) -> str:
        return f"test_{self.name}_{name}"

    def _create(self, name: str) -> None:
        self._run(f'CREATE DATABASE "{name}"')

    def _copy_of(self, template: str, name: str) -> None:
        self._run(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')

    def _open_copy(self, template: str) -> None:
        self._turn_to(self.name)
        self._drop(self.own)
        self._copy_of(template, self.own)
        self._turn_to(self.own)

    def _drop(self, name: str) -> None:
        self._run(f'DROP DATABASE IF EXISTS "{name}"')

    def _run(self, statement: str) -> None:
        with connection._nodb_cursor() as cursor:
            cursor.execute(statement)


def fingerprint() -> str:
    """Name all that a migrated database depends on: migrations, models, and whose tables stand beside ours."""
    source = ROOT / "src" / "corridor"
    shaping = (path for path in sorted(source.rglob("*.py")) if {"migrations", "models", "models.py"} & {*path.parts})
    made_by = [version(name) for name in ("django", "django-allauth", "django-tasks-db")]
    found = sha256(repr((made_by, settings.INSTALLED_APPS)).encode())
    for path in shaping:
        found.update(f"{path.relative_to(source)}\n".encode() + path.read_bytes())
    return found.hexdigest()[:16]


def of_this_run(shared: Path) -> Databases:
    """Return the worker's database, on whichever server the settings name."""
    global current
    current = Postgresql(shared) if connection.vendor == "postgresql" else Sqlite(shared)
    return current

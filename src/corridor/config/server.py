"""Server and worker processes, and the start of the demonstration."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from corridor.batch.outcome import Outcome
from corridor.kernel.errors import N_, DataUnavailable

PACKAGE = Path(__file__).resolve().parent.parent


def collect_static() -> bool:
    """Gather the static files when any has changed since the last start; say whether it was needed."""
    stamp = Path(settings.STATIC_ROOT) / "collected"
    newest = str(max((path.stat().st_mtime_ns for path in PACKAGE.rglob("static/**/*") if path.is_file()), default=0))
    if stamp.exists() and stamp.read_text() == newest:
        return False
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(newest)
    return True


def unknown_migrations() -> list[str]:
    """Name the migrations of Corridor's own rooms that the database has and this version does not."""
    loader = MigrationExecutor(connection).loader
    rooms = {config.label for config in apps.get_app_configs() if config.name.startswith("corridor.")}
    strange = (key for key in loader.applied_migrations if key[0] in rooms and key not in loader.disk_migrations)
    return sorted(f"{room}.{name}" for room, name in strange)


def refuse_a_database_of_another_version() -> None:
    """Stop before anything is read or written in a database whose tables this version does not know."""
    if strange := unknown_migrations():
        raise DataUnavailable(
            N_("The database was made by another version of Corridor: %(migrations)s is not known here."),
            hint=N_("Use the version that made it, or name a new database with DATABASE_URL or CORRIDOR_HOME."),
            field="DATABASE_URL",
            params={"migrations": strange[0]},
        )


def bring_up_to_date() -> bool:
    """Migrate when anything waits; say whether it was needed. The plan alone is read far faster than it is followed."""
    refuse_a_database_of_another_version()
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return False
    call_command("migrate", interactive=False, verbosity=0)
    return True


def compile_beside() -> None:
    """Compile the engines' loops in a process of its own, so that whoever asks first does not wait; once per machine.

    Where they are kept already this is over in some seconds. `CORRIDOR_WARM=0` leaves it out.
    """
    if os.environ.get("CORRIDOR_WARM", "1") != "0":
        nothing = subprocess.DEVNULL
        subprocess.Popen([sys.executable, "-m", "corridor", "warm"], stdin=nothing, stdout=nothing, stderr=nothing)


def serve_pages(*, address: str, port: int) -> None:
    """Serve with Granian until stopped."""
    from granian.constants import Interfaces
    from granian.server import Server

    compile_beside()
    Server(
        "corridor.config.wsgi:application",
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=4,
        log_enabled=False,
    ).serve()


def run_demo(*, port: int, serve: bool) -> Outcome:
    """Prepare the demonstration; start server and worker unless told not to."""
    from corridor.demo.services import prepare

    make_room()
    bring_up_to_date()
    collect_static()
    prepared = prepare()
    text = prepared.as_text(address=f"http://127.0.0.1:{port}/")
    if not serve:
        return Outcome(document=prepared.document(), text=text)
    print(text, flush=True)
    _serve_and_work(port)
    return Outcome(document=prepared.document(), text="The demonstration has stopped.")


def make_room() -> None:
    """Take the embedded demonstration of another version away: all in it is invented and comes from a seed."""
    if connection.vendor != "sqlite" or not unknown_migrations():
        return
    print("The demonstration of another version is taken away and made anew.", flush=True)
    connection.close()
    database = Path(connection.settings_dict["NAME"])
    for suffix in ("", "-wal", "-shm"):
        database.with_name(database.name + suffix).unlink(missing_ok=True)


def _serve_and_work(port: int) -> None:
    command = [sys.executable, "-m", "corridor"]
    children = [subprocess.Popen([*command, "serve", "--port", str(port)]), subprocess.Popen([*command, "worker"])]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        while all(child.poll() is None for child in children):
            time.sleep(0.3)
    except KeyboardInterrupt:
        print()
    finally:
        for child in children:
            child.terminate()
        for child in children:
            child.wait(timeout=15)

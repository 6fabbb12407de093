"""Server and worker processes, and the start of the demonstration."""

import signal
import subprocess
import sys
import time
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from corridor.batch.outcome import Outcome

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


def bring_up_to_date() -> bool:
    """Migrate when anything waits; say whether it was needed. The plan alone is read far faster than it is followed."""
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return False
    call_command("migrate", interactive=False, verbosity=0)
    return True


def serve_pages(*, address: str, port: int) -> None:
    """Serve with Granian until stopped."""
    from granian.constants import Interfaces
    from granian.server import Server

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

    bring_up_to_date()
    collect_static()
    prepared = prepare()
    text = prepared.as_text(address=f"http://127.0.0.1:{port}/")
    if not serve:
        return Outcome(document=prepared.document(), text=text)
    print(text, flush=True)
    _serve_and_work(port)
    return Outcome(document=prepared.document(), text="The demonstration has stopped.")


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

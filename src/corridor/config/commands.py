"""Operation of an installation: migrate, serve, work, check, verify, demonstrate."""

import argparse
import os
from collections.abc import Callable
from pathlib import Path

from corridor.batch.outcome import Outcome
from corridor.config import evidence_command, taxonomy_command
from corridor.config.catalogs import compile_catalogs

Arguments = Callable[[argparse.ArgumentParser], None]


def set_up() -> None:
    """Make Django ready; translations are compiled first."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "corridor.config.settings")
    compile_catalogs()
    import django

    django.setup()


def migrate(options: argparse.Namespace) -> Outcome:
    """Bring the database up to date."""
    set_up()
    from corridor.config.server import bring_up_to_date

    bring_up_to_date()
    return Outcome(document={"migrated": True}, text="The database is up to date.")


def serve(options: argparse.Namespace) -> Outcome:
    """Serve the pages until stopped."""
    set_up()
    from corridor.config.server import collect_static, serve_pages

    collect_static()
    serve_pages(address=options.address, port=options.port)
    return Outcome(document={}, text="")


def worker(options: argparse.Namespace) -> Outcome:
    """Do background tasks until stopped."""
    set_up()
    from django.core.management import call_command

    call_command("db_worker", interval=1, verbosity=0)
    return Outcome(document={}, text="")


def check(options: argparse.Namespace) -> Outcome:
    """Check an installation."""
    set_up()
    from django.core.checks import Error, run_checks

    messages = run_checks(include_deployment_checks=options.deploy)
    found = [{"id": m.id, "message": str(m.msg), "hint": str(m.hint or "")} for m in messages]
    failed = any(message.level >= Error("").level for message in messages)
    text = "\n".join(f"{m['id']}: {m['message']} {m['hint']}".rstrip() for m in found) or "Nothing was found."
    return Outcome(document={"findings": found}, text=text, exit_code=1 if failed else 0)


def audit(options: argparse.Namespace) -> Outcome:
    """Walk the audit chain and name the first entry that does not fit."""
    set_up()
    from corridor.core.audit import verify

    state = verify()
    document = {
        "entries": state.entries,
        "intact": state.is_intact,
        "sequence": state.broken_sequence,
        "reason": state.reason,
    }
    if state.is_intact:
        return Outcome(document=document, text=f"The audit chain is intact: {state.entries} entries.")
    text = f"The audit chain is broken at entry {state.broken_sequence}: it was {state.reason}."
    return Outcome(document=document, text=text, exit_code=1)


def evidence(options: argparse.Namespace) -> Outcome:
    """Check a statistics file, or import it; checking needs no database."""
    if options.action != "check":
        set_up()
    return evidence_command.run(options)


def taxonomy(options: argparse.Namespace) -> Outcome:
    """Bring classifications in, list them or compare two versions."""
    set_up()
    return taxonomy_command.run(options)


def demo(options: argparse.Namespace) -> Outcome:
    """Fill an embedded database with the synthetic corridor, then start server and worker."""
    os.environ["CORRIDOR_DEMO"] = "1"
    os.environ["CORRIDOR_HOME"] = str(Path(options.home).expanduser().resolve())
    set_up()
    from corridor.config.server import run_demo

    return run_demo(port=options.port, serve=not options.no_serve)


def _nothing(parser: argparse.ArgumentParser) -> None:
    """Take no arguments."""


def _serve_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--address", default="127.0.0.1")


def _check_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--deploy", action="store_true", help="also check what matters before the public")


def _audit_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("act", choices=["verify"])


def _demo_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--no-serve", action="store_true", help="fill the database and stop")
    parser.add_argument("--home", default=".corridor/demo", help="folder of the demonstration")


COMMANDS: tuple[tuple[str, str, Callable[[argparse.Namespace], Outcome], Arguments], ...] = (
    ("demo", "Fill a demonstration with invented people and start it.", demo, _demo_arguments),
    ("serve", "Serve the pages.", serve, _serve_arguments),
    ("worker", "Do background tasks.", worker, _nothing),
    ("migrate", "Bring the database up to date.", migrate, _nothing),
    ("check", "Check an installation.", check, _check_arguments),
    (
        "evidence",
        "Check a statistics file row by row, import it, or write invented ones.",
        evidence,
        evidence_command.add_arguments,
    ),
    (
        "taxonomy",
        "Import classifications in several versions and languages, list and compare them.",
        taxonomy,
        taxonomy_command.add_arguments,
    ),
    ("audit", "Prove that the audit is whole.", audit, _audit_arguments),
)

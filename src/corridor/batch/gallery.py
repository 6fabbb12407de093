"""The command `corridor gallery`, and the public names of the packaged gallery."""

import argparse
from collections.abc import Mapping
from typing import Final

from corridor.batch import gallery_report as report
from corridor.batch.gallery_check import (
    GalleryCheck,
    Recomputed,
    check,
    find,
    load,
    recompute,
    term_value,
)
from corridor.batch.gallery_entries import (
    Conflict,
    Derived,
    Entry,
    Figure,
    Kind,
    Phase,
    SourceRef,
)
from corridor.batch.outcome import Outcome

__all__ = [
    "Conflict",
    "Derived",
    "Entry",
    "Figure",
    "GalleryCheck",
    "Kind",
    "Phase",
    "Recomputed",
    "SourceRef",
    "check",
    "find",
    "load",
    "recompute",
    "term_value",
]

NAME: Final = "gallery"
HELP: Final = "check, list or show the gallery of schemes, systems and measures of the sources"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the actions of the command to its parser."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    actions.add_parser(
        "check",
        help="read every entry, recompute every derived value, list every conflict",
    )
    listing = actions.add_parser("list", help="list the entries")
    listing.add_argument("--kind", choices=[kind.value for kind in Kind])
    listing.add_argument("--phase", choices=[phase.value for phase in Phase])
    listing.add_argument(
        "--model",
        type=int,
        choices=range(1, 12),
        metavar="1-11",
        help="model of support measures",
    )
    shown = actions.add_parser("show", help="show one entry")
    shown.add_argument("id", metavar="ID")
    for action in actions.choices.values():
        # The command adds the option before the action; people also write it at the end.
        action.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS)


def run(args: argparse.Namespace) -> Outcome:
    """Run the action that the arguments name."""
    if args.action == "check":
        return report.checked(check())
    if args.action == "show":
        return report.shown(find(args.id))
    wanted = {"kind": args.kind, "phase": args.phase, "mismes_model": args.model}
    return report.listed([entry for entry in load() if _matches(entry, wanted)])


def _matches(entry: Entry, wanted: Mapping[str, object]) -> bool:
    return all(value is None or getattr(entry, name) == value for name, value in wanted.items())

"""The JSON Schemas of the input files, one packaged file each; a schema's name is its file's name."""

import argparse
import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import cast

from corridor.batch.outcome import Outcome
from corridor.kernel.errors import N_, InputError

NAME = "schema"
HELP = "print the JSON Schema of an input file"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the name of the schema; without one, the names are listed."""
    parser.add_argument("name", nargs="?", metavar="NAME", help="for example budget")


def run(args: argparse.Namespace) -> Outcome:
    """Print a schema, or the names of all."""
    if args.name is None:
        return Outcome({"schemas": list(names())}, "\n".join(names()))
    schema = load(args.name)
    return Outcome(schema, json.dumps(schema, ensure_ascii=False, indent=2))


def names() -> tuple[str, ...]:
    """Return the names of all schemas, sorted."""
    entries = (entry.name for entry in files(__name__).iterdir())
    return tuple(sorted(name.removesuffix(".json") for name in entries if name.endswith(".json")))


@cache
def load(name: str) -> Mapping[str, object]:
    """Return a schema by its name.

    Raises
    ------
    InputError : no schema has this name
    """
    if name not in names():
        raise InputError(
            N_("There is no schema named %(name)s."),
            hint=N_("Choose one of: %(names)s."),
            field="name",
            params={"name": name, "names": ", ".join(names())},
        )
    return cast(
        Mapping[str, object],
        json.loads(files(__name__).joinpath(f"{name}.json").read_text(encoding="utf-8")),
    )

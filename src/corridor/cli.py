"""The `corridor` command: operation of an installation, and every engine on files.

Exit codes: 0 done, 1 the check found failures, 2 wrong usage, 3 bad input data, 4 a rule forbids it,
5 something needed is missing.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from corridor.batch.outcome import Outcome
from corridor.kernel.errors import CorridorError

Command = Callable[[argparse.Namespace], Outcome]
ENGINES = (
    "match", "link", "rank", "outlook", "budget", "appraise", "fund", "case", "gallery", "credential",
    "cv.command", "schemas", "warm",
)  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    words = sys.argv[1:] if arguments is None else list(arguments)
    parser = build_parser(words[0] if words else "")
    options = parser.parse_args(words)
    if not hasattr(options, "command"):
        parser.print_help()
        return 2
    try:
        outcome: Outcome = options.command(options)
    except CorridorError as error:
        return _refused(error, as_json=getattr(options, "json", False))
    try:
        _show(outcome, as_json=getattr(options, "json", False))
    except BrokenPipeError:
        # The reader, `head` for example, has seen enough; what is still buffered has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return outcome.exit_code


def build_parser(first: str = "") -> argparse.ArgumentParser:
    """Describe every command; those of the engines only where the first word is none of an installation's operation."""
    from corridor.config import commands as operation

    parser = argparse.ArgumentParser(prog="corridor", description="Design, run and prove labour mobility schemes.")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    # Server and worker start sooner without the table libraries of the engines.
    if first not in {name for name, *_ in operation.COMMANDS}:
        for module in (import_module(f"corridor.batch.{name}") for name in ENGINES):
            _add(commands, module.NAME, module.HELP, module.run, module.add_arguments)
    for name, help_text, run, describe in operation.COMMANDS:
        _add(commands, name, help_text, run, describe)
    return parser


def _add(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    help_text: str,
    run: Command,
    arguments: Callable[[argparse.ArgumentParser], None],
) -> None:
    parser = commands.add_parser(name, help=help_text, description=help_text)
    arguments(parser)
    if not any(action.dest == "json" for action in parser._actions):
        parser.add_argument("--json", action="store_true", help="one JSON document on standard output")
    parser.set_defaults(command=run)


def _show(outcome: Outcome, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(outcome.document, ensure_ascii=False, indent=2, default=str))
    elif outcome.text:
        print(outcome.text)


def _refused(error: CorridorError, *, as_json: bool) -> int:
    if as_json:
        body = {"error": error.code, "message": error.sentence(), "hint": error.advice(), "field": error.field}
        print(json.dumps(body, ensure_ascii=False))
    print(f"corridor: {error.sentence()}", file=sys.stderr)
    if error.hint:
        print(f"          {error.advice()}", file=sys.stderr)
    return error.exit_code


if __name__ == "__main__":
    sys.exit(main())

"""The command `corridor evidence`: does a statistics file hold what it should, row by row?"""

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from corridor.batch.evidence_check import EvidenceCheck, check_file
from corridor.batch.evidence_record import FORMATS
from corridor.batch.outcome import Outcome

NAME: Final = "evidence"
HELP: Final = "check a statistics file row by row"
SHOWN: Final = 20
"""So many findings are shown to people; programs get all that are listed."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the action, the file and its format."""
    parser.add_argument("action", choices=["check"], help="check: read the file through and store nothing")
    parser.add_argument("file", metavar="FILE", type=Path, help="CSV, TSV, workbook or adverts in JSON, also packed")
    parser.add_argument("--format", choices=["auto", *FORMATS], default="auto", help="default: by what the file holds")


def run(args: argparse.Namespace) -> Outcome:
    """Check a file: exit code 1 where a row cannot be used, 3 where the whole file cannot."""
    check = check_file(args.file, year=datetime.now(UTC).year, asked=args.format)
    document = {
        "format": check.format or None,
        "rows": check.rows,
        "bad": check.bad,
        "errors": [problem.document() for problem in check.problems],
    }
    return Outcome(document, "\n".join(_text(args.file.name, check)), 3 if check.fatal else int(check.bad > 0))


def _text(name: str, check: EvidenceCheck) -> list[str]:
    lines = [
        f"{name}: {check.format or 'not recognised'}",
        f"  {check.rows} rows, {check.bad} of them cannot be used",
        f"  {check.figures} figures, {check.without_value} of them without a value",
    ]
    for problem in check.problems[:SHOWN]:
        column = f", {problem.column}" if problem.column else ""
        lines.append(f"  line {problem.line}{column}: {problem.message} [{problem.code}]")
    if len(check.problems) > SHOWN:
        lines.append(f"  and {len(check.problems) - SHOWN} more (--json lists them)")
    if check.fatal and len(check.problems) > SHOWN:
        lines.append(f"  line {check.fatal.line}: {check.fatal.message} [{check.fatal.code}]")
    return lines

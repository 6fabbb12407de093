"""Appraise a ledger file: what a scheme is worth to each party and to society, as planned and by chance."""

import argparse
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from corridor.batch.appraise_report import document
from corridor.batch.appraise_text import text
from corridor.batch.outcome import Outcome
from corridor.batch.plain import typed
from corridor.batch.yaml_file import Place, read_checked
from corridor.engines.appraisal import Appraisal, AppraisalPlan, appraise
from corridor.kernel.errors import InputError

NAME = "appraise"
HELP = "appraise a ledger of costs and benefits for each party"

_STEP = re.compile(r"[^.\[\]]+")
# Where the file has an argument that the engine knows by its short name.
_PLACES: Mapping[str, Place] = {
    "of": ("tornado", "of"),
    "tail": ("tornado", "tail"),
    "draws": ("simulation", "draws"),
    "seed": ("simulation", "seed"),
    "p": ("scenarios",),
    "eta": ("weights", "eta"),
    "ref_income": ("weights", "ref_income"),
    "incomes": ("weights", "incomes"),
    "bcr": ("published",),
    "cost": ("published",),
}
_OF_THE_FILE = ("version", "title", "currency", "price_year")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the file."""
    parser.add_argument("file", metavar="FILE", type=Path, help="the ledger (YAML)")


def run(args: argparse.Namespace) -> Outcome:
    """Appraise a ledger file. Findings inform a decision and leave the exit code at 0."""
    file, appraisal = appraise_file(args.file)
    head = {name: file[name] for name in _OF_THE_FILE if name in file}
    return Outcome(document(head, appraisal), text(head, appraisal))


def appraise_file(path: Path) -> tuple[Mapping[str, Any], Appraisal]:
    """Read a ledger file and appraise it; return its own words and the result.

    Raises
    ------
    DataUnavailable, InputError : the file or a value in it cannot be used; the message names file, line and value
    """
    file = read_checked(path, "appraise")
    entries = cast(Mapping[str, Any], file.data)
    plan = {name: value for name, value in entries.items() if name not in _OF_THE_FILE}
    try:
        return entries, appraise(cast(AppraisalPlan, typed(plan, AppraisalPlan, "file")))
    except InputError as refused:
        raise file.refusal(refused, _place(refused.field)) from refused


def _place(field: str) -> Place:
    """Return the place of an engine's field such as `ledger[2].split` in the file."""
    steps = _STEP.findall(field.removeprefix("file."))
    place: Place = tuple(int(step) if step.isdigit() else step for step in steps)
    return _PLACES.get(steps[0], place[:1]) + place[1:] if steps else ()

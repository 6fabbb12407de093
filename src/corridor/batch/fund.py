"""Assess a welfare fund file: premium, balance path, ruin, reserves, findings with their codes."""

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from corridor.batch.fund_report import document, text
from corridor.batch.outcome import Outcome
from corridor.batch.plain import typed
from corridor.batch.yaml_file import Place, read_checked
from corridor.engines.instruments import FundAssessment, FundPlan, assess_fund
from corridor.kernel.errors import InputError

NAME = "fund"
HELP = "compute a migrant welfare fund and check it"

# Where the file has an argument that the engine knows by its short name.
PLACES: Mapping[str, Place] = {
    "growth": ("rates", "growth"),
    "ret": ("rates", "investment_return"),
    "claims_inflation": ("rates", "claims_inflation"),
    "fee_growth": ("rates", "fee_growth"),
    "admin_inflation": ("rates", "admin_inflation"),
    "inflation": ("rates", "inflation"),
    "fund_shares": ("splits",),
    "groups": ("top_up", "groups"),
    "rates_per_1000_year": ("sectors",),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the file."""
    parser.add_argument("file", metavar="FILE", type=Path, help="the fund (YAML)")


def run(args: argparse.Namespace) -> Outcome:
    """Assess a welfare fund: exit code 1 where a finding blocks it."""
    assessment = assess_file(args.file)
    return Outcome(document(assessment), text(assessment), 1 if assessment.is_blocked else 0)


def assess_file(path: Path) -> FundAssessment:
    """Read a fund file and assess it.

    Raises
    ------
    DataUnavailable, InputError : the file or a value in it cannot be used; the message names file, line and value
    """
    file = read_checked(path, "fund")
    entries = dict(cast(Mapping[str, Any], file.data))
    for name in ("version", "title"):
        entries.pop(name, None)
    try:
        return assess_fund(cast(FundPlan, typed(entries, FundPlan, "fund")))
    except InputError as refused:
        raise file.refusal(refused, _place(refused.field)) from refused


def _place(field: str) -> Place:
    """Return the place of an engine's field such as `benefits.0.amount` in the file."""
    steps: Place = tuple(int(step) if step.isdigit() else step for step in field.split("."))
    return PLACES.get(str(steps[0]), steps[:1]) + steps[1:]

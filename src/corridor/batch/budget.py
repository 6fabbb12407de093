"""Assess a budget file: totals, unit costs, the guide's sample beside it, findings with their rule codes."""

import argparse
import dataclasses
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, cast

from corridor.batch.outcome import Outcome
from corridor.batch.plain import plain, typed
from corridor.batch.taxonomy import CostItem, cost_item
from corridor.batch.yaml_file import YamlFile, read_checked
from corridor.engines.costing import (
    BudgetAssessment,
    BudgetLine,
    BudgetProfile,
    FeeClass,
    Finding,
    assess_budget,
)
from corridor.engines.costing.exact import exact
from corridor.kernel.errors import N_, InputError

NAME = "budget"
HELP = "add up a budget file and check it"

Entry = Mapping[str, Any]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the file."""
    parser.add_argument("file", metavar="FILE", type=Path, help="budget lines (YAML)")


def run(args: argparse.Namespace) -> Outcome:
    """Assess a budget file: exit code 1 where a finding blocks approval."""
    assessment = assess_file(args.file)
    return Outcome(_document(assessment), _text(assessment), 1 if assessment.is_blocked else 0)


def assess_file(path: Path) -> BudgetAssessment:
    """Read a budget file and assess it.

    Raises
    ------
    InputError : the file, a line or a value cannot be used; the message names file, line and value
    """
    file = read_checked(path, "budget")
    budget = cast(Entry, file.data)
    lines = [_line(file, place, entry) for place, entry in enumerate(budget["lines"])]
    try:
        return assess_budget(
            lines,
            participants=budget["participants"],
            placements=budget["placements"],
            months=budget["months"],
            currency=budget["currency"],
            profile=cast(BudgetProfile, typed(budget.get("profile", {}), BudgetProfile, "profile")),
        )
    except InputError as refused:
        raise _placed(file, refused) from refused


def _placed(file: YamlFile, refused: InputError, *place: str | int) -> InputError:
    return file.error(
        place,
        N_("%(file)s, line %(line)s: %(problem)s"),
        "%(advice)s",
        problem=refused.sentence(),
        advice=refused.advice(),
    )


def _line(file: YamlFile, place: int, entry: Entry) -> BudgetLine:
    """Return a line with what it leaves out taken from the taxonomy."""
    _refuse_incomplete_shares(file, place, entry)
    try:
        item = cost_item(entry["code"])
        _refuse_reclassified(item, entry)
        defaults = {
            "label": item.labels["en"],
            "behaviour": item.behaviour,
            "phase": item.phase,
            "need": item.need,
            "ilo": item.ilo,
            "head": item.head,
            "group": item.group,
            "in_grant": item.in_grant,
        }
        return cast(BudgetLine, typed(defaults | dict(entry), BudgetLine, f"lines[{place}]"))
    except InputError as refused:
        raise _placed(file, refused, "lines", place, refused.field.rpartition(".")[2]) from refused


def _refuse_reclassified(item: CostItem, entry: Entry) -> None:
    """Refuse to call a recruitment cost something else: it would then pass the employer-pays rule."""
    if item.ilo != FeeClass.NONE and entry.get("ilo", item.ilo) != item.ilo:
        raise InputError(
            N_("%(code)s is a cost of class %(known)s under the ILO definition, not %(given)s."),
            hint=N_("Leave the class out, or use another item."),
            field="ilo",
            params={"code": item.code, "known": str(item.ilo), "given": entry["ilo"]},
        )


def _refuse_incomplete_shares(file: YamlFile, place: int, entry: Entry) -> None:
    percent = sum(exact(share) for share in entry["payer_percent"].values())
    if percent != 100:
        raise file.error(
            ("lines", place, "payer_percent"),
            N_("%(file)s, line %(line)s: cost line %(number)s (%(code)s) is shared to %(percent)s %%, not 100 %%."),
            N_("Adjust the payers' percentages."),
            number=place + 1,
            code=entry["code"],
            percent=f"{float(percent):g}",
        )


def _finding(finding: Finding) -> Mapping[str, object]:
    return {
        "rule": finding.rule,
        "severity": str(finding.severity),
        "line": finding.line,
        "code": finding.code,
        "message": finding.sentence(),
        "hint": finding.advice(),
    }


def _document(assessment: BudgetAssessment) -> Mapping[str, object]:
    document = {member.name: plain(getattr(assessment, member.name)) for member in dataclasses.fields(assessment)}
    findings = [_finding(finding) for finding in assessment.findings]
    return {"version": 1} | document | {"findings": findings, "blocked": assessment.is_blocked}


def _block(title: str, rows: Sequence[tuple[str, object]]) -> list[str]:
    return ["", title, *(f"  {name:<32} {'-' if value is None else value:>16}" for name, value in rows)]


def _text(assessment: BudgetAssessment) -> str:
    units = assessment.unit_costs
    rows = [f"Total {assessment.total} {assessment.currency}, of which direct costs {assessment.direct}"]
    rows += _block("By payer", list(assessment.by_payer.items()))
    rows += _block("By phase", list(assessment.by_phase.items()))
    rows += _block(
        "Unit costs",
        [
            (f"per participant ({assessment.participants})", units.per_participant),
            (f"per placement ({assessment.placements})", units.per_placement),
            (f"per month ({assessment.months:g})", units.per_month),
            ("per participant and month", units.per_participant_month),
        ],
    )
    rows += _block(
        f"Share of the total; the guide's sample, which adds up to {assessment.sample_sum * 100:.4g} %",
        [(ratio.head, f"{ratio.share * 100:.1f} %  {ratio.sample * 100:.0f} %") for ratio in assessment.ratios],
    )
    rows += ["", "Findings"] + [
        f"  {finding.rule} {finding.severity}: {finding.sentence()} {finding.advice()}".rstrip()
        for finding in assessment.findings
    ]
    return "\n".join(rows)

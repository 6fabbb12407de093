"""Assess a budget file: totals, unit costs, the guide's sample beside it, findings with their rule codes."""

import argparse
import dataclasses
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, cast

from corridor.batch.findings import finding_document
from corridor.batch.outcome import Outcome
from corridor.batch.plain import plain, typed
from corridor.batch.taxonomy import CostItem, cost_item
from corridor.batch.yaml_file import YamlFile, read_checked
from corridor.engines.costing import (
    Behaviour,
    BudgetAssessment,
    BudgetLine,
    BudgetProfile,
    FactCheck,
    Facts,
    FeeClass,
    Finding,
    People,
    Prices,
    PublishedComparison,
    PublishedFigure,
    Severity,
    assess_budget,
    check_facts,
    compare_published,
)
from corridor.engines.costing.exact import exact
from corridor.kernel.errors import N_, InputError

NAME = "budget"
HELP = "add up a budget file and check it"

Entry = Mapping[str, Any]
# An item whose driver the file counts moves with that count, and not with the participants.
COUNTED_DRIVERS = {
    "candidates": ("candidates", Behaviour.PER_CANDIDATE),
    "applicants": ("candidates", Behaviour.PER_CANDIDATE),
    "learners": ("learners", Behaviour.PER_LEARNER),
    "returnees": ("returnees", Behaviour.PER_RETURNEE),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the file."""
    parser.add_argument("file", metavar="FILE", type=Path, help="budget lines (YAML)")


def run(args: argparse.Namespace) -> Outcome:
    """Assess a budget file: exit code 1 where a finding blocks approval."""
    file = read_checked(args.file, "budget")
    assessment, published, facts = _assess(file), _published(file), _facts(file)
    findings = [
        *assessment.findings,
        *(published.findings if published else ()),
        *(facts.findings if facts else ()),
    ]
    document = _document(assessment, findings)
    if published:
        document["published"] = plain(published.figures)
    if facts:
        document["burden"] = plain(facts.burden)
    text = "\n".join([*_text(assessment), *_published_text(published), *_findings_text(findings)])
    return Outcome(document, text, 1 if document["blocked"] else 0)


def assess_file(path: Path) -> BudgetAssessment:
    """Read a budget file and assess it.

    Raises
    ------
    InputError : the file, a line or a value cannot be used; the message names file, line and value
    """
    return _assess(read_checked(path, "budget"))


def _assess(file: YamlFile) -> BudgetAssessment:
    budget = cast(Entry, file.data)
    lines = [_line(file, place, entry) for place, entry in enumerate(budget["lines"])]
    try:
        return assess_budget(
            lines,
            participants=budget["participants"],
            placements=budget["placements"],
            months=budget["months"],
            currency=budget["currency"],
            profile=_profile(budget),
            people=cast(People, typed(budget.get("people", {}), People, "people")),
            prices=cast(Prices, typed(budget.get("prices", {}), Prices, "prices")),
        )
    except InputError as refused:
        raise file.refusal(refused, _place_of(refused)) from refused


def _profile(budget: Entry) -> BudgetProfile:
    return cast(BudgetProfile, typed(budget.get("profile", {}), BudgetProfile, "profile"))


def _place_of(refused: InputError) -> tuple[str | int, ...]:
    """Return where in the file a refused value stands: the engine names the cost line by its number."""
    number = refused.params.get("number")
    return ("lines", number - 1, refused.field) if isinstance(number, int) else ()


def _published(file: YamlFile) -> PublishedComparison | None:
    """Return the file's published figures beside their recomputation; None where it holds none."""
    budget = cast(Entry, file.data)
    rows = []
    for place, entry in enumerate(budget.get("published", [])):
        try:
            rows.append(cast(PublishedFigure, typed(entry, PublishedFigure, f"published[{place}]")))
            compare_published(rows[-1:])
        except InputError as refused:
            raise file.refusal(refused, ("published", place, refused.field.rpartition(".")[2])) from refused
    return compare_published(rows, _profile(budget)) if rows else None


def _facts(file: YamlFile) -> FactCheck | None:
    """Return what the rules find in the file's facts; None where it holds none."""
    budget = cast(Entry, file.data)
    if "facts" not in budget:
        return None
    try:
        return check_facts(cast(Facts, typed(budget["facts"], Facts, "facts")), _profile(budget))
    except InputError as refused:
        raise file.refusal(refused, ("facts", refused.field.partition(".")[0].partition("[")[0])) from refused


def _line(file: YamlFile, place: int, entry: Entry) -> BudgetLine:
    """Return a line with what it leaves out taken from the taxonomy."""
    _refuse_incomplete_shares(file, place, entry)
    try:
        item = cost_item(entry["code"])
        _refuse_reclassified(item, entry)
        defaults = {
            "label": item.labels["en"],
            "behaviour": _behaviour(item, cast(Entry, file.data).get("people", {})),
            "driver": item.driver,
            "phase": item.phase,
            "need": item.need,
            "ilo": item.ilo,
            "head": item.head,
            "group": item.group,
            "in_grant": item.in_grant,
        }
        return cast(BudgetLine, typed(defaults | dict(entry), BudgetLine, f"lines[{place}]"))
    except InputError as refused:
        raise file.refusal(refused, ("lines", place, refused.field.rpartition(".")[2])) from refused


def _behaviour(item: CostItem, people: Entry) -> Behaviour:
    count, behaviour = COUNTED_DRIVERS.get(item.driver, ("", item.behaviour))
    per_person = item.behaviour == Behaviour.PER_PARTICIPANT
    return behaviour if per_person and people.get(count) is not None else item.behaviour


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


def _document(assessment: BudgetAssessment, findings: Sequence[Finding]) -> dict[str, object]:
    document = {member.name: plain(getattr(assessment, member.name)) for member in dataclasses.fields(assessment)}
    blocked = any(finding.severity == Severity.BLOCK for finding in findings)
    return {"version": 1} | document | {"findings": list(map(finding_document, findings)), "blocked": blocked}


def _block(title: str, rows: Sequence[tuple[str, object]]) -> list[str]:
    return ["", title, *(f"  {name:<32} {'-' if value is None else value:>16}" for name, value in rows)]


def _text(assessment: BudgetAssessment) -> list[str]:
    units = assessment.unit_costs
    rows = [f"Total {assessment.total} {assessment.currency}, of which direct costs {assessment.direct}"]
    rows += _block("By payer", list(assessment.by_payer.items()))
    rows += _block("By phase", list(assessment.by_phase.items()))
    rows += _block(
        "Unit costs",
        [
            (f"per participant ({assessment.participants})", units.per_participant),
            (f"per placement ({assessment.placements})", units.per_placement),
            ("per retained job", units.per_retained_job),
            (f"per month ({assessment.months:g})", units.per_month),
            ("per participant and month", units.per_participant_month),
        ],
    )
    rows += _block(
        f"Share of the total; the guide's sample, which adds up to {assessment.sample_sum * 100:.4g} %",
        [(ratio.head, f"{ratio.share * 100:.1f} %  {ratio.sample * 100:.0f} %") for ratio in assessment.ratios],
    )
    reach, cash = assessment.range, assessment.cash_profile
    if reach.least != reach.most:
        rows += _block("Range of the total", [(name, getattr(reach, name)) for name in ("least", "expected", "most")])
    return rows + _block(
        "Cash by year", [(f"year {year}", amount) for year, amount in enumerate(cash.by_year, start=1)]
    )


def _published_text(published: PublishedComparison | None) -> list[str]:
    if published is None:
        return []
    rows = [
        (row.label[:32], f"{row.published:.10g}  {'-' if row.recomputed is None else f'{row.recomputed:.10g}'}")
        for row in published.figures
    ]
    return _block("As published, and recomputed", rows)


def _findings_text(findings: Sequence[Finding]) -> list[str]:
    return ["", "Findings"] + [
        f"  {finding.rule} {finding.severity}: {finding.sentence()} {finding.advice()}".rstrip() + f" [{finding.code}]"
        for finding in findings
    ]

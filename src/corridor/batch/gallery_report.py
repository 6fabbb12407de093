"""What `corridor gallery` prints: one document for programs and one text for people."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import StrEnum

from corridor.batch.findings import finding_document
from corridor.batch.gallery_check import GalleryCheck, Recomputed, recompute, term_value
from corridor.batch.gallery_entries import Conflict, Entry, Figure, Number, SourceRef
from corridor.batch.gallery_findings import findings_of
from corridor.batch.outcome import Outcome
from corridor.engines.costing import Finding

NOT_SAID = "not said in the sources"


def checked(result: GalleryCheck) -> Outcome:
    """Return the outcome of the conformance check: exit code 1 if anything failed."""
    document = {
        "entries": result.entries,
        "named_only": result.named_only,
        "derived": [_recomputed(item) for item in result.recomputed],
        "conflicts": [{"id": found.entry_id, **_record(found.conflict)} for found in result.conflicts],
        "failures": list(result.failures),
    }
    return Outcome(document, "\n".join(_check_lines(result)), 0 if result.passed else 1)


def listed(entries: Sequence[Entry]) -> Outcome:
    """Return the outcome of a list: one line for each entry."""
    rows = [
        {
            "id": e.id,
            "name": e.name,
            "kind": e.kind.value,
            "phase": e.phase.value,
            "mismes_model": e.mismes_model,
        }
        for e in entries
    ]
    width = max((len(entry.id) for entry in entries), default=0)
    lines = [f"{entry.id:<{width}}  {entry.kind.value:<10} {entry.phase.value:<6} {entry.name}" for entry in entries]
    return Outcome({"entries": rows}, "\n".join([*lines, f"{len(entries)} entries"]))


def shown(entry: Entry) -> Outcome:
    """Return the outcome for one entry: facts with their lines, recomputed values, conflicts."""
    lines = [entry.name, entry.summary_en, "", *_fact_lines(entry)]
    lines += _section("Figures", [_figure_line(figure) for figure in entry.outcomes])
    lines += _section(
        "Recomputed",
        [line for item in entry.derived for line in _derived_lines(recompute(entry.id, item))],
    )
    lines += _section(
        "Conflicts",
        [line for conflict in entry.flags for line in _conflict_lines(conflict)],
    )
    findings = findings_of(entry)
    lines += _section("Findings", [_finding_line(finding) for finding in findings])
    lines += _section("Learnt", [f"{lesson.text} [{lesson.source}]" for lesson in entry.lessons])
    lines += ["", "Sources: " + ", ".join(map(str, entry.sources))]
    document = _record(entry) | {"findings": [finding_document(finding) for finding in findings]}
    return Outcome(document, "\n".join(lines))


def _check_lines(result: GalleryCheck) -> list[str]:
    lines = [f"{result.entries} entries, {result.named_only} of them only named in the sources."]
    agreeing = sum(item.agrees for item in result.recomputed)
    lines.append(f"{len(result.recomputed)} derived values recomputed, {agreeing} equal to the printed decimals.")
    lines.append(f"{len(result.conflicts)} conflicts shown:")
    for found in result.conflicts:
        lines += [
            f"  {found.entry_id}: {found.conflict.text}",
            *(f"    {line}" for line in _sides(found.conflict)),
        ]
    lines += [f"FAILED {failure}" for failure in result.failures]
    lines.append("The gallery conforms." if result.passed else f"{len(result.failures)} failures.")
    return lines


def _fact_lines(entry: Entry) -> list[str]:
    cost = entry.unit_cost
    facts = {
        "Kind": f"{entry.kind.value}, phase {entry.phase.value}, model {entry.mismes_model or 'none of the eleven'}",
        "Origin": ", ".join(entry.origin),
        "Destination": ", ".join(entry.destination),
        "Years": entry.years,
        "Sector": ", ".join(entry.sector),
        "Skill level": entry.skill_level,
        "Mobility": entry.mobility_type,
        "Funder": ", ".join(entry.funder),
        "Carried out by": ", ".join(entry.implementer),
        "Budget": _figure_line(entry.budget) if entry.budget else "",
        "People": _figure_line(entry.beneficiaries) if entry.beneficiaries else "",
        "Unit cost": f"{_number(cost.amount)} {cost.currency} per {cost.per}, {cost.basis}" if cost else "",
    }
    return [f"{label:<15}{value or NOT_SAID}" for label, value in facts.items()]


def _figure_line(figure: Figure) -> str:
    exactness = "" if figure.qualifier == "exact" else f"{figure.qualifier} "
    source = f" [{figure.source}]" if figure.source else ""
    value = figure.value if isinstance(figure.value, str) else _number(figure.value)
    return f"{figure.metric}: {exactness}{value} {figure.unit}{source}"


def _derived_lines(item: Recomputed) -> list[str]:
    derived = item.derived
    lines = [f"{derived.label}: {derived.expr} = {_number(item.value)} {derived.unit} ({derived.population})"]
    for label, term in (
        ("numerator", derived.numerator),
        ("denominator", derived.denominator),
    ):
        if term:
            lines.append(
                f"  {label}: {_number(term_value(term))} {term.what}" + (f" [{term.source}]" if term.source else "")
            )
    if derived.published:
        lines.append("  published" + _figure_line(derived.published))
    return lines


def _finding_line(finding: Finding) -> str:
    return f"{finding.rule} {finding.severity}: {finding.sentence()} {finding.advice()} [{finding.code}]"


def _conflict_lines(conflict: Conflict) -> list[str]:
    return [
        conflict.text,
        *(f"  {line}" for line in _sides(conflict)),
        f"  {conflict.handling}",
    ]


def _sides(conflict: Conflict) -> list[str]:
    return [f"- {side.says} [{side.source or 'no line of the sources'}]" for side in conflict.sides]


def _section(title: str, lines: Sequence[str]) -> list[str]:
    return ["", title, *(f"  {line}" for line in lines)] if lines else []


def _number(value: Number | None) -> str:
    return NOT_SAID if value is None else f"{value:,}"


def _recomputed(item: Recomputed) -> dict[str, object]:
    return {
        "id": item.entry_id,
        **_record(item.derived),
        "recomputed": _plain(item.value),
        "agrees": item.agrees,
    }


def _record(item: object) -> dict[str, object]:
    return {field.name: _plain(getattr(item, field.name)) for field in fields(item)}  # type: ignore[arg-type]  # callers give dataclasses only


def _plain(value: object) -> object:
    if isinstance(value, SourceRef | StrEnum):
        return str(value)
    if is_dataclass(value):
        return _record(value)
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value

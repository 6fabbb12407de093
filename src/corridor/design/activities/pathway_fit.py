"""How a scheme with its occupations fits the legal pathways of its corridors."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from corridor.design.schemes.models import Scheme, SchemeCorridor
from corridor.knowledge.codelists.selectors import label_of
from corridor.knowledge.pathways.models import Pathway
from corridor.knowledge.pathways.runs import PathwayFit, try_fit
from corridor.knowledge.pathways.selectors import pathways, training_findings
from corridor.knowledge.pathways.tables import ConditionRow, condition_rows, findings_of
from corridor.knowledge.pathways.wording import said


@dataclass(frozen=True)
class FitRow:
    """One occupation held against one pathway."""

    occupation: str
    pathway: Pathway
    is_in_plan: bool
    verdict: str
    kind: str
    only_persons_missing: bool
    unmet: tuple[ConditionRow, ...]
    unknown: tuple[ConditionRow, ...]


@dataclass(frozen=True)
class CorridorFit:
    """The pathways of one corridor: its two countries, a line for each occupation and pathway, and warnings."""

    title: str
    rows: tuple[FitRow, ...]
    warnings: tuple[str, ...]


def fits_of(scheme: Scheme, today: date) -> list[CorridorFit]:
    """Return how the occupations of a scheme fit the pathways of each of its corridors."""
    return [_corridor(scheme, corridor, today) for corridor in scheme.corridors.all()]


def training_warnings(
    *, corridors: Iterable[SchemeCorridor], occupations: Iterable[str], pathways: Iterable[Pathway], today: date
) -> list[str]:
    """Return the warnings against training without an open pathway, and those about the chosen pathways."""
    codes = list(occupations)
    found = [
        finding
        for each in corridors
        for finding in training_findings(
            origin_iso3=each.origin_iso3, destination_iso3=each.destination_iso3, occupations=codes, on=today
        )
    ]
    tied = {text: None for row in pathways for text in findings_of(row)}
    return [*map(said, found), *tied]


def _corridor(scheme: Scheme, corridor: SchemeCorridor, today: date) -> CorridorFit:
    rows = pathways(origin_iso3=corridor.origin_iso3, destination_iso3=corridor.destination_iso3)
    known = list(rows.prefetch_related("requirements"))
    chosen = {row.pathway_id for row in corridor.pathways.all()}
    occupations = [row.isco08 for row in scheme.occupations.all()]
    lines = [
        _row(code, pathway, _facts(scheme, corridor, code), is_in_plan=pathway.pk in chosen)
        for code in occupations
        for pathway in known
    ]
    names = [label_of("countries", iso3) for iso3 in (corridor.origin_iso3, corridor.destination_iso3)]
    warnings = training_warnings(
        corridors=[corridor],
        occupations=occupations,
        pathways=[row for row in known if row.pk in chosen],
        today=today,
    )
    return CorridorFit(" → ".join(names), tuple(lines), tuple(warnings))


def _facts(scheme: Scheme, corridor: SchemeCorridor, isco08: str) -> dict[str, Any]:
    facts = {
        "origin_iso3": corridor.origin_iso3,
        "isco08": isco08,
        "start_date": scheme.start_date,
        "headcount": scheme.target_placements,
    }
    return {name: value for name, value in facts.items() if value is not None}


def _row(isco08: str, pathway: Pathway, facts: dict[str, Any], *, is_in_plan: bool) -> FitRow:
    fit = try_fit(pathway=pathway, facts=facts)
    return FitRow(
        occupation=label_of("isco08", isco08),
        pathway=pathway,
        is_in_plan=is_in_plan,
        verdict=fit.verdict,
        kind=_kind(fit),
        only_persons_missing=fit.only_persons_missing,
        unmet=tuple(condition_rows(fit, "unmet")),
        unknown=tuple(condition_rows(fit, "unknown")),
    )


def _kind(fit: PathwayFit) -> str:
    return {"eligible": "ok", "unknown": "wait", "not_eligible": "bad"}[fit.verdict]

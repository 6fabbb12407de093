"""The tables of the register: answers of a fit test, ways through a procedure, pathways side by side."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from corridor.core.wordings import worded
from corridor.knowledge.codelists.selectors import label_of
from corridor.knowledge.pathways.models import Pathway, PathwayNote, ProcedureStep, Requirement
from corridor.knowledge.pathways.rules import TIED, is_expired
from corridor.knowledge.pathways.runs import Condition, PathwayFit, ProcedureRoutes, Way, routes, try_fit
from corridor.knowledge.pathways.selectors import latest_procedure
from corridor.knowledge.pathways.wording import requirement_text, said, source_of, value_text, yes_no
from corridor.ui import formats

KINDS = {"eligible": "ok", "unknown": "wait", "not_eligible": "bad"}
_RANK = {verdict: place for place, verdict in enumerate(KINDS)}
RIGHTS = (
    PathwayNote.Topic.FAMILY,
    PathwayNote.Topic.FAMILY_WORK,
    PathwayNote.Topic.JOB_CHANGE,
    PathwayNote.Topic.RENEWAL,
    PathwayNote.Topic.LONG_STAY,
    PathwayNote.Topic.JOB_SEARCH,
)
CONDITIONS = (
    Requirement.Kind.STAY,
    Requirement.Kind.WINDOW,
    Requirement.Kind.REENTRY,
    Requirement.Kind.AGE,
    Requirement.Kind.QUALIFICATION,
    Requirement.Kind.LANGUAGE,
    Requirement.Kind.SALARY,
    Requirement.Kind.LABOUR_MARKET_TEST,
    Requirement.Kind.QUOTA,
)


@dataclass(frozen=True)
class ConditionRow:
    """One line of the answer of a fit test."""

    kind: str
    text: str
    sentence: str
    actual: str
    required: str
    source: str
    source_date: date | None
    change: str


@dataclass(frozen=True)
class FitLine:
    """One pathway held against what is known of a person."""

    pathway: Pathway
    verdict: str
    kind: str
    unmet: tuple[ConditionRow, ...]
    unknown: tuple[ConditionRow, ...]


@dataclass(frozen=True)
class EntryRow:
    """A condition or note as the detail page shows it."""

    row: Requirement | PathwayNote
    label: str
    text: str
    source: str
    is_stated: bool
    is_expired: bool


@dataclass(frozen=True)
class WayRow:
    """A way through a procedure in words."""

    title: str
    steps: tuple[str, ...]
    days: str
    costs: tuple[str, ...]
    gaps: tuple[str, ...]


@dataclass(frozen=True)
class Cell:
    """A head of the comparison."""

    label: str
    url: str


@dataclass(frozen=True)
class CompareRow:
    """One property of the pathways side by side."""

    label: str
    cells: tuple[str, ...]
    differs: bool = False
    hint: str = ""


def condition_rows(fit: PathwayFit, status: str) -> list[ConditionRow]:
    """Return the conditions of one state with what was compared, on whose word, and the nearest change."""
    return [_condition_row(each) for each in fit.of(status)]


def _condition_row(each: Condition) -> ConditionRow:
    word: Requirement | Pathway = each.row
    if isinstance(each.row, Requirement) and not each.row.source:
        word = each.row.pathway
    return ConditionRow(
        kind=str(Requirement.Kind(each.kind).label),
        text=each.text,
        sentence=said(each.finding) if each.finding else "",
        actual=value_text(each.kind, each.actual),
        required=value_text(each.kind, each.required),
        source=source_of(word),
        source_date=word.source_date,
        change=said(each.change.finding) if each.change else "",
    )


def fit_lines(pathways: Iterable[Pathway], facts: Mapping[str, Any]) -> list[FitLine]:
    """Return how one person fits each pathway: the open ones first, then by what stands against them."""
    lines = [_fit_line(row, try_fit(pathway=row, facts=facts)) for row in pathways]
    return sorted(lines, key=lambda line: (_RANK[line.verdict], len(line.unmet), len(line.unknown)))


def _fit_line(row: Pathway, fit: PathwayFit) -> FitLine:
    unmet, unknown = condition_rows(fit, "unmet"), condition_rows(fit, "unknown")
    return FitLine(row, fit.verdict, KINDS[fit.verdict], tuple(unmet), tuple(unknown))


def requirement_rows(pathway: Pathway, today: date) -> list[EntryRow]:
    """Return the conditions of a pathway, expired ones flagged, those that no source states among them."""
    return [
        EntryRow(row, row.get_kind_display(), requirement_text(row), source_of(row), row.is_stated,
                 is_expired(row, today))
        for row in pathway.requirements.all()
    ]  # fmt: skip


def note_rows(pathway: Pathway, today: date) -> list[EntryRow]:
    """Return what a pathway grants and brings with it."""
    silent = PathwayNote.Answer.NOT_STATED
    return [
        EntryRow(row, row.get_topic_display(), _note_text(row), source_of(row), row.answer != silent,
                 is_expired(row, today))
        for row in pathway.notes.all()
    ]  # fmt: skip


def _note_text(row: PathwayNote) -> str:
    text = worded(row, "text")
    return f"{row.get_answer_display()} – {text}" if text else str(row.get_answer_display())


def findings_of(pathway: Pathway) -> list[str]:
    """Return what is of concern about a pathway as a whole."""
    return [str(_(TIED))] if is_tied(pathway) else []


def is_tied(pathway: Pathway) -> bool | None:
    """Return whether the permit is tied to one employer, None where no source says."""
    for row in pathway.requirements.all():
        if row.kind == Requirement.Kind.EMPLOYER_TIED:
            return bool(row.value.get("holds", True)) if row.is_stated else None
    return pathway.employer_tied


def way_rows(found: ProcedureRoutes) -> list[WayRow]:
    """Return the fastest and the cheapest way; one line where they are the same."""
    ways = [(_("Fastest"), found.fastest), (_("Cheapest"), found.cheapest)]
    if found.fastest and found.cheapest and found.fastest.steps == found.cheapest.steps:
        ways = [(_("Fastest and cheapest"), found.fastest)]
    if found.cheapest_for_worker and _worker_pays(found.cheapest_for_worker) < _worker_pays(found.cheapest):
        ways.append((_("Cheapest for the worker"), found.cheapest_for_worker))
    return [_way(title, route, found) for title, route in ways if route is not None]


def _worker_pays(way: Way | None) -> float:
    return way.cost_by_payer.get(ProcedureStep.Payer.WORKER, 0.0) if way else 0.0


def _way(title: str, way: Way, found: ProcedureRoutes) -> WayRow:
    names = {code: step.localised_name for code, step in found.steps.items()}
    payers = dict(ProcedureStep.Payer.choices)
    costs = [f"{payers[payer]}: {formats.money(cost, 'EUR')}" for payer, cost in sorted(way.cost_by_payer.items())]
    gaps = []
    if way.unknown_days:
        gaps.append(_("Days not stated: %(steps)s") % {"steps": _joined(names, way.unknown_days)})
    if way.unknown_fees:
        gaps.append(_("Fee not stated in euros: %(steps)s") % {"steps": _joined(names, way.unknown_fees)})
    days = _("%(n)s days") if not way.unknown_days else _("%(n)s days at least") if way.days else _("days not stated")
    return WayRow(
        title=title,
        steps=tuple(names[code] for code in way.steps if code in names),
        days=days % {"n": formats.number(way.days)},
        costs=tuple(costs),
        gaps=tuple(gaps),
    )


def _joined(names: dict[str, str], codes: Iterable[str]) -> str:
    return ", ".join(names[code] for code in codes if code in names)


def compared(pathways: Sequence[Pathway]) -> tuple[list[Cell], list[CompareRow]]:
    """Return the heads and the lines of the comparison of pathways."""
    heads = [Cell(str(row), reverse("pathways:detail", args=[row.pk])) for row in pathways]
    lines = [
        CompareRow(_("From"), tuple(_origin(row) for row in pathways)),
        CompareRow(_("To"), tuple(label_of("countries", row.destination_iso3) for row in pathways)),
        CompareRow(_("Kind of permit"), tuple(row.get_permit_kind_display() for row in pathways)),
        CompareRow(_("Tied to one employer"), tuple(yes_no(is_tied(row)) for row in pathways)),
        *(CompareRow(str(topic.label), tuple(_right(row, topic) for row in pathways)) for topic in RIGHTS),
        *(CompareRow(str(kind.label), tuple(_condition(row, kind) for row in pathways)) for kind in CONDITIONS),
        *_procedure_lines(pathways),
        CompareRow(_("Source"), tuple(source_of(row) for row in pathways)),
    ]
    return heads, lines


def _origin(row: Pathway) -> str:
    return label_of("countries", row.origin_iso3) if row.origin_iso3 else _("any country")


def _right(row: Pathway, topic: str) -> str:
    texts = [_note_text(note) for note in row.notes.all() if note.topic == topic]
    if topic == PathwayNote.Topic.RENEWAL and not texts:
        return yes_no(row.renewable)
    if topic == PathwayNote.Topic.FAMILY and not texts:
        return _family(row)
    return "; ".join(texts) or _("not stated")


def _family(row: Pathway) -> str:
    for each in row.requirements.all():
        if each.kind == Requirement.Kind.NO_FAMILY and each.is_stated:
            return yes_no(not each.value.get("holds", True))
    return _("not stated")


def _condition(row: Pathway, kind: str) -> str:
    texts = [requirement_text(each) for each in row.requirements.all() if each.kind == kind]
    if kind == Requirement.Kind.STAY and not texts and row.max_months is not None:
        return value_text("stay", row.max_months)
    if kind == Requirement.Kind.SALARY and not texts and row.min_salary_eur is not None:
        return f"{formats.money(row.min_salary_eur, 'EUR')} ({row.get_salary_basis_display()})"
    return "; ".join(texts) or _("not stated")


def stay_of(row: Pathway) -> str:
    """Return how long people may stay: the longest stay, else the months within a window, else that nobody says."""
    rows = [each.kind for each in row.requirements.all() if each.is_stated]
    is_windowed = Requirement.Kind.WINDOW in rows and Requirement.Kind.STAY not in rows and row.max_months is None
    return _condition(row, Requirement.Kind.WINDOW if is_windowed else Requirement.Kind.STAY)


def _procedure_lines(pathways: Sequence[Pathway]) -> list[CompareRow]:
    procedures = [latest_procedure(pathway=row) for row in pathways]
    ways = [way_rows(routes(procedure=procedure)) if procedure else [] for procedure in procedures]
    silent = _("not stated")
    return [
        CompareRow(_("Shortest procedure"), tuple(way[0].days if way else silent for way in ways)),
        CompareRow(_("Fees by payer"), tuple("; ".join(way[-1].costs) or silent if way else silent for way in ways)),
    ]

"""How readiness speaks: findings with names for codes, small groups as counts, needs with what is late."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from corridor.design.readiness.models import AspirationRound, CapacityNeed, ElementState, LocalLink
from corridor.design.readiness.rules import BY_CODE
from corridor.design.schemes import choices
from corridor.kernel.findings import Finding

KIND_OF_STATE = {"absent": "bad", "emerging": "warn", "in_place": "ok"}
KIND_OF_STAGE = {"idea": "none", "incubation": "wait", "ready": "ok"}
KIND_OF_SEVERITY = {1: "info", 2: "warn", 3: "bad"}


@dataclass(frozen=True)
class NeedLine:
    """A need of an institution with its state in words."""

    row: CapacityNeed
    kind: str
    state: str
    severity_kind: str


@dataclass(frozen=True)
class AskedLine:
    """How many of one group were asked and answered in a round."""

    label: str
    asked: int
    answered: int


def said(findings: Iterable[Finding]) -> list[str]:
    """Return findings in the reader's language, countries and elements by their names."""
    return [_(each.message) % _named(each.params) if each.params else _(each.message) for each in findings]


def need_line(row: CapacityNeed, *, today: date) -> NeedLine:
    """Return a need as the page shows it."""
    kind, state = _state_of(row, today)
    return NeedLine(row, kind, state, KIND_OF_SEVERITY[row.severity])


def asked_lines(row: AspirationRound) -> list[AskedLine]:
    """Return the groups of a round; the third only where somebody of it was asked."""
    lines = [
        AskedLine(_("Women"), row.women_asked, row.women_answered),
        AskedLine(_("Men"), row.men_asked, row.men_answered),
    ]
    if row.others_asked:
        lines.append(AskedLine(_("Another gender or not said"), row.others_asked, row.others_answered))
    return lines


def questions_of(text: str) -> list[str]:
    """Return the questions of a round, one for each line."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def totals_of(rows: Iterable[LocalLink]) -> list[dict[str, Any]]:
    """Return how many links of each kind there are, and how many jobs were counted, for the cards of the page."""
    found = list(rows)
    counts = [
        {"label": label, "value": sum(1 for row in found if row.kind == code)} for code, label in LocalLink.Kind.choices
    ]
    counted = [row.jobs for row in found if row.jobs is not None]
    return [*counts, {"label": _("Jobs counted"), "value": sum(counted), "of": (len(counted), len(found))}]


def kind_of(row: ElementState | None) -> str:
    """Return the kind of state of a cell."""
    return "none" if row is None else KIND_OF_STATE[row.state]


def _state_of(row: CapacityNeed, today: date) -> tuple[str, str]:
    if row.done_date is not None:
        return "ok", _("met")
    if row.is_overdue(today):
        return "bad", _("overdue")
    return ("wait", _("planned")) if row.has_plan else ("warn", _("no plan yet"))


def _named(params: Any) -> dict[str, object]:
    shown = dict(params)
    if "iso3" in shown:
        shown["iso3"] = choices.country(str(shown["iso3"]))
    if "element" in shown:
        shown["element"] = BY_CODE[str(shown["element"])].label
    return shown

"""How the register speaks: findings with the labels of their codes, steps with those who wait."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language, gettext as _

from corridor.kernel.findings import Finding
from corridor.knowledge.codelists.selectors import label_of
from corridor.knowledge.pathways.models import ProcedureStep
from corridor.ui import formats

_LISTS = {"iso3": "countries", "isco08": "isco08", "language": "languages"}


@dataclass(frozen=True)
class StepRow:
    """A step of a procedure with the names of the steps that it waits for, and of its documents."""

    step: ProcedureStep
    waits_for: tuple[str, ...]
    documents: tuple[str, ...]


def said(finding: Finding) -> str:
    """Return a finding in the reader's language, codes by their labels."""
    return _(finding.message) % {name: _shown(name, value) for name, value in finding.params.items()}


def step_rows(steps: Sequence[ProcedureStep]) -> list[StepRow]:
    """Return the steps of a procedure as a page shows them."""
    names = {step.code: step.localised_name for step in steps}
    return [
        StepRow(step, tuple(names.get(code, code) for code in step.predecessors), tuple(map(_document, step.documents)))
        for step in steps
    ]


def _document(document: Mapping[str, str]) -> str:
    language = (get_language() or "en")[:2]
    return document.get(f"label_{language}") or document.get("label_en", "")


def _shown(name: str, value: Any) -> object:
    if value is None:
        return "–"
    if name in _LISTS:
        return label_of(_LISTS[name], str(value))
    if isinstance(value, date):
        return formats.date(value)
    return formats.number(value) if isinstance(value, int | float) else value

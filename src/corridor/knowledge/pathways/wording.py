"""How the register speaks: findings and values with the labels of their codes, sources, steps with those who wait."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import get_language, gettext as _, gettext_lazy

from corridor.core.wordings import quoted
from corridor.kernel.findings import Finding
from corridor.knowledge.codelists.selectors import label_of
from corridor.knowledge.pathways.models import ProcedureStep, Requirement
from corridor.knowledge.pathways.rules import fee_finding
from corridor.ui import formats

_LISTS = {"iso3": "countries", "origin": "countries", "destination": "countries", "isco08": "isco08",
          "language": "languages"}  # fmt: skip
_CITED = re.compile(r"([a-z]+):(\d+)(?:-(\d+))?")
MOST_LISTED = 6
DOCUMENTS: Final = {
    "guide": gettext_lazy("Labour Mobility Scheme Guide (MPF, ICMPD)"),
    "smp": gettext_lazy("Skills Mobility Partnerships, guidance (IOM, 2023)"),
    "gfmd": gettext_lazy("Skilling Migrants for Employment, background paper (GFMD, 2020)"),
    "pilots": gettext_lazy("Policy brief on the EU pilot projects on legal migration (MPF, ICMPD)"),
    "mismes": gettext_lazy("Inventory of migrant support measures, MISMES (ETF, 2015)"),
    "platforms": gettext_lazy("Notes of Corridor on public pages of the authorities"),
    "gallery": gettext_lazy("Gallery of measures of Corridor"),
}


@dataclass(frozen=True)
class StepRow:
    """A step of a procedure with the names of the steps that it waits for, its documents, its fee and what is wrong."""

    step: ProcedureStep
    waits_for: tuple[str, ...]
    documents: tuple[str, ...]
    stands_in_for: str
    fee: str
    finding: str
    source: str


def said(finding: Finding) -> str:
    """Return a finding in the reader's language, codes by their labels."""
    return _(finding.message) % {name: _shown(name, value) for name, value in finding.params.items()}


def cited(source: str) -> str:
    """Return a source with the titles of the documents whose lines it names.

    A source is words, or lines of known documents such as "mismes:302; platforms:24".
    """
    parts = [_CITED.fullmatch(part.strip()) for part in source.split(";")]
    if not source or not all(part and part[1] in DOCUMENTS for part in parts):
        return source
    return "; ".join(_line(part) for part in parts if part)


def _line(part: re.Match[str]) -> str:
    title = DOCUMENTS[part[1]]
    if part[3]:
        return _("%(title)s, lines %(first)s to %(last)s") % {"title": title, "first": part[2], "last": part[3]}
    return _("%(title)s, line %(line)s") % {"title": title, "line": part[2]}


def source_of(row: Any) -> str:
    """Return the source of a row for a page: lines of known documents by their titles, words of an author marked."""
    known = cited(row.source)
    return known if known != row.source else quoted(row, "source")


def value_text(kind: str, value: Any) -> str:
    """Return a value that a fit test compared, with its unit, in the reader's language."""
    if value is None:
        return formats.NOTHING
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if kind in {"salary", "funds"}:
        return formats.money(value, "EUR")
    if kind == "age":
        return _ages(value)
    if kind == "validity":
        return _days(value)
    if kind == "window" and isinstance(value, tuple):
        words = {"months": formats.number(value[0]), "within": formats.number(value[1])}
        return _("%(months)s months in any %(within)s") % words
    if kind in {"occupation", "origin"}:
        return _codes("isco08" if kind == "occupation" else "countries", value)
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or _("none")
    return _counted(kind, value)


def _counted(kind: str, value: Any) -> str:
    units = {
        "experience": gettext_lazy("%(n)s years"),
        "qualification": gettext_lazy("EQF level %(n)s"),
        **dict.fromkeys(("stay", "window", "reentry"), gettext_lazy("%(n)s months")),
        "quota": gettext_lazy("%(n)s places"),
    }
    if not isinstance(value, int | float):
        return str(value)
    number = formats.number(value)
    return str(units[kind]) % {"n": number} if kind in units else number


def _ages(value: Any) -> str:
    if not isinstance(value, tuple):
        return _("%(n)s years") % {"n": formats.number(value)}
    first, last = (None if each is None else formats.number(each) for each in value)
    if first is None or last is None:
        words = _("from %(n)s years") if last is None else _("to %(n)s years")
        return words % {"n": first or last}
    return _("%(first)s to %(last)s years") % {"first": first, "last": last}


def _days(value: Any) -> str:
    if isinstance(value, date):
        return formats.date(value)
    return " – ".join(formats.date(each) for each in value)


def _codes(code_list: str, value: Any) -> str:
    codes = value if isinstance(value, tuple) else (value,)
    labels = [label_of(code_list, code) for code in codes[:MOST_LISTED]]
    more = len(codes) - len(labels)
    return ", ".join(labels) + (" " + _("and %(n)s more") % {"n": formats.number(more)} if more > 0 else "")


def requirement_text(row: Requirement) -> str:
    """Return a condition as a reader sees it: its own words, or that its value is not stated."""
    if row.localised_text:
        return row.localised_text
    return _("not stated") if not row.is_stated else row.get_kind_display()


def step_rows(steps: Sequence[ProcedureStep]) -> list[StepRow]:
    """Return the steps of a procedure as a page shows them."""
    names = {step.code: step.localised_name for step in steps}
    return [_step_row(step, names) for step in steps]


def _step_row(step: ProcedureStep, names: Mapping[str, str]) -> StepRow:
    fee = fee_text(step)
    amount = step.fee_eur if step.fee_eur is not None else step.fee_original
    found = fee_finding(step=step.localised_name, payer=step.payer, fee_kind=step.fee_kind, fee=amount, shown=fee)
    return StepRow(
        step=step,
        waits_for=tuple(names.get(code, code) for code in step.predecessors),
        documents=tuple(map(_document, step.documents)),
        stands_in_for=names.get(step.alternative_to, step.alternative_to),
        fee=fee,
        finding=said(found) if found else "",
        source=source_of(step),
    )


def fee_text(step: ProcedureStep) -> str:
    """Return the fee of a step in euros, or as the source prints it in another currency; empty where none is stated."""
    if step.fee_eur is not None:
        return formats.money(step.fee_eur, "EUR")
    return formats.money(step.fee_original, step.fee_currency) if step.fee_original is not None else ""


def _document(document: Mapping[str, str]) -> str:
    language = (get_language() or "en")[:2]
    return document.get(f"label_{language}") or document.get("label_en", "")


def _shown(name: str, value: Any) -> object:
    if value is None or value == "-":
        return formats.NOTHING
    if name in _LISTS:
        return label_of(_LISTS[name], str(value))
    if name == "kind":
        return Requirement.Kind(value).label
    if isinstance(value, date):
        return formats.date(value)
    return formats.number(value) if isinstance(value, int | float | Decimal) else value


def yes_no(answer: bool | None) -> str:
    """Return yes, no or not stated."""
    return _("not stated") if answer is None else _("yes") if answer else _("no")

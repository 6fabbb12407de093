"""A budget as the page shows it: labels in the reader's language, money by payer, findings in words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy as _

from corridor.design.budgets.models import BudgetLine, PayerKind
from corridor.design.budgets.selectors import line_label
from corridor.ui import formats

HEADS: dict[str, str | Promise] = {
    "staff": _("Staff"),
    "staff_travel": _("Travel of staff"),
    "office": _("Office, equipment and supplies"),
    "research": _("Research"),
    "mobility": _("Mobility of the participants"),
    "capacity": _("Institutional capacity"),
    "other": _("Other"),
    "overhead": _("Overheads"),
    "contingency": _("Reserve"),
}
_AMOUNT = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?) ([A-Z]{3})")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_KINDS = {"block": "bad", "warn": "warn", "info": "info"}
_SERIES = {code: place for place, code in enumerate(PayerKind.values)}


@dataclass(frozen=True)
class LineRow:
    """One cost line with its total and its payers."""

    line: BudgetLine
    label: str
    total: Decimal
    quantity: float
    payers: tuple[tuple[str, float], ...]
    bar: tuple[tuple[float, int], ...]


@dataclass(frozen=True)
class FindingRow:
    """One finding in the reader's language."""

    rule: str
    kind: str
    message: str
    hint: str


@dataclass(frozen=True)
class RatioRow:
    """A head of the budget beside the guide's sample."""

    label: str
    amount: Decimal
    share: float
    sample: float
    sample_normalised: float
    deviates: bool


def line_rows(lines: list[BudgetLine], assessment: Any) -> list[LineRow]:
    """Return the lines in their order with what they cost."""
    return [_line_row(line, found) for line, found in zip(lines, assessment.lines, strict=True)]


def _line_row(line: BudgetLine, found: Any) -> LineRow:
    shares = [(share.payer, share.share_percent) for share in line.shares.all()]
    return LineRow(
        line=line,
        label=line_label(line),
        total=found.total,
        quantity=found.quantity,
        payers=tuple((str(PayerKind(payer).label), found.share_by_payer[payer]) for payer, _share in shares),
        bar=tuple((float(share), _SERIES[payer]) for payer, share in shares),
    )


def payer_rows(assessment: Any) -> list[dict[str, Any]]:
    """Return the money by payer for the payers component; the worker stands there with zero."""
    amounts: Mapping[str, Decimal] = assessment.by_payer
    return [
        {
            "label": label,
            "amount": amounts.get(code, Decimal(0)),
            "share": assessment.share_by_payer.get(code, 0.0),
            "series": _SERIES[code],
        }
        for code, label in PayerKind.choices
    ]


def finding_rows(assessment: Any) -> list[FindingRow]:
    """Return the findings, the blocking ones first."""
    order = {"block": 0, "warn": 1, "info": 2}
    found = sorted(assessment.findings, key=lambda each: order[each.severity])
    return [
        FindingRow(each.rule, _KINDS[each.severity], _said(each.message, each.params), _said(each.hint, each.params))
        for each in found
    ]


def ratio_rows(assessment: Any) -> list[RatioRow]:
    """Return the heads beside the guide's sample."""
    return [
        RatioRow(str(HEADS[row.head]), row.amount, row.share, row.sample, row.sample_normalised, row.deviates)
        for row in assessment.ratios
    ]


def phase_rows(assessment: Any) -> list[list[Any]]:
    """Return the money by phase."""
    labels = dict(BudgetLine.Phase.choices)
    return [[labels[phase], amount] for phase, amount in assessment.by_phase.items()]


def _said(text: str, params: Mapping[str, object]) -> str:
    return gettext(text) % {name: _shown(name, value) for name, value in params.items()} if text else ""


def _shown(name: str, value: object) -> object:
    """Return a value of a finding as the reader writes it: heads by name, amounts and numbers in the locale."""
    if name == "head":
        return HEADS.get(str(value), value)
    if not isinstance(value, str) or name in {"code", "label", "law"}:
        return value
    if amount := _AMOUNT.fullmatch(value):
        return formats.money(Decimal(amount[1]), amount[2])
    return formats.number(Decimal(value)) if _NUMBER.fullmatch(value) else value

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
MEASURES: dict[str, tuple[str | Promise, str | Promise]] = {
    "participant": (_("Participant"), _("people planned to take part, whatever becomes of them")),
    "placement": (_("Placement"), _("people planned to start a job")),
    "retained_job": (
        _("Job kept"),
        _("people planned to be still in the job at the end of the period observed"),
    ),
    "month": (_("Month"), _("months that the scheme lasts")),
    "participant_month": (
        _("Participant and month"),
        _("people planned to take part, times the months that the scheme lasts"),
    ),
}
_AMOUNT = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?) ([A-Z]{3})")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_KINDS = {"block": "bad", "warn": "warn", "info": "info"}
_WEIGHTS: dict[str, str | Promise] = {"block": _("Blocks approval"), "warn": _("Warning"), "info": _("Note")}
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
    """One finding in the reader's language; `line` is the number of the cost line it stands on, from 1."""

    rule: str
    code: str
    kind: str
    weight: str
    message: str
    hint: str
    line: int | None
    item: str


@dataclass(frozen=True)
class RatioRow:
    """A head of the budget beside the guide's sample."""

    label: str
    amount: Decimal
    share: float
    sample: float
    sample_normalised: float
    deviates: bool


@dataclass(frozen=True)
class CostPerRow:
    """A unit cost with what was divided by what, and who was counted; without a count the value is None."""

    label: str
    value: Decimal | None
    numerator: Decimal
    denominator: float
    population: str


@dataclass(frozen=True)
class CashRow:
    """The cash of one year of twelve months: its sum, each payer's part in the table's order, and a bar."""

    year: int
    total: Decimal
    parts: tuple[tuple[str, Decimal], ...]
    bar: tuple[tuple[float, int], ...]


@dataclass(frozen=True)
class CashTable:
    """The cash of a budget by year; `widest` is the largest year, on whose scale the bars are drawn."""

    payers: tuple[str, ...]
    rows: tuple[CashRow, ...]
    total: Decimal
    widest: float


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
        FindingRow(
            rule=each.rule,
            code=each.code,
            kind=_KINDS[each.severity],
            weight=str(_WEIGHTS[each.severity]),
            message=_said(each.message, each.params),
            hint=_said(each.hint, each.params),
            line=each.line,
            item=each.item,
        )
        for each in found
    ]


def cost_per_rows(assessment: Any) -> list[CostPerRow]:
    """Return every unit cost with the two numbers under it."""
    return [
        CostPerRow(
            label=str(MEASURES[row.measure][0]),
            value=row.value,
            numerator=row.numerator,
            denominator=row.denominator,
            population=str(MEASURES[row.measure][1]),
        )
        for row in assessment.cost_per
    ]


def cash_table(assessment: Any) -> CashTable:
    """Return the cash by year and payer; only payers who pay in some year have a column."""
    profile = assessment.cash_profile
    paying = {code for parts in profile.by_year_and_payer for code, amount in parts.items() if amount}
    payers = [(code, str(label)) for code, label in PayerKind.choices if code in paying]
    rows = [
        CashRow(
            year=year,
            total=total,
            parts=tuple((label, parts.get(code, Decimal(0))) for code, label in payers),
            bar=tuple((float(parts[code]), _SERIES[code]) for code, _label in payers if parts.get(code)),
        )
        for year, (total, parts) in enumerate(zip(profile.by_year, profile.by_year_and_payer, strict=True), start=1)
    ]
    return CashTable(
        payers=tuple(label for _code, label in payers),
        rows=tuple(rows),
        total=sum(profile.by_year, Decimal(0)),
        widest=float(max(profile.by_year, default=0)),
    )


def range_of(assessment: Any) -> Any:
    """Return what the budget may come to, None where no line has a least or a most amount."""
    found = assessment.range
    return found if found.least < found.most else None


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

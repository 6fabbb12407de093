"""The budget as a workbook: lines with formulas, payers, heads beside the guide, findings."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils.translation import get_language_bidi, gettext as _, pgettext

from corridor.access.selectors import Person
from corridor.core.http import translated
from corridor.core.wordings import worded
from corridor.design.budgets.models import Budget, BudgetLine, PayerKind
from corridor.design.budgets.runs import BudgetAssessment, assess
from corridor.design.budgets.selectors import line_label, lines_of
from corridor.design.budgets.sheets import HEADS
from corridor.design.schemes.models import Scheme
from corridor.evaluation.papers.content import run_note
from corridor.kernel.errors import InputError

Cell = object


def budget_workbook(*, scheme: Scheme, budget: Budget, user: Person) -> bytes:
    """Write the budget as XLSX; every formula carries its value, so that viewers without a calculator show it."""
    figures, run = assess(budget=budget, by=user)
    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        formats = {
            "head": book.add_format({"bold": True, "bg_color": "#e6edf4", "text_wrap": True, "valign": "top"}),
            "money": book.add_format({"num_format": "#,##0.00"}),
            "percent": book.add_format({"num_format": "0.0%"}),
            "title": book.add_format({"bold": True, "font_size": 14}),
            "total": book.add_format({"bold": True, "num_format": "#,##0.00", "top": 1}),
        }
        _lines_sheet(book, formats, scheme, budget, figures)
        _payers_sheet(book, formats, figures)
        _heads_sheet(book, formats, figures)
        _findings_sheet(book, formats, figures, run_note(run))
    return out.getvalue()


def _sheet(
    book: Any, formats: Mapping[str, Any], name: str, title: str, heads: Sequence[str], widths: Sequence[int]
) -> Any:
    sheet = book.add_worksheet(name[:31])
    if get_language_bidi():
        sheet.right_to_left()
    sheet.write_string(0, 0, title, formats["title"])
    for column, (head, width) in enumerate(zip(heads, widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(2, column, head, formats["head"])
    sheet.freeze_panes(3, 0)
    return sheet


def _lines_sheet(
    book: Any, formats: Mapping[str, Any], scheme: Scheme, budget: Budget, figures: BudgetAssessment
) -> None:
    heads = [
        _("Item"), _("Cost"), _("Phase"), _("Need"), _("Units"), _("Cost of one unit"),
        _("Total (%(currency)s)") % {"currency": budget.currency}, *[str(label) for _code, label in PayerKind.choices],
        _("Source"),
    ]  # fmt: skip
    widths = [9, 44, 18, 14, 10, 14, 16, *[14] * len(PayerKind.choices), 40]
    sheet = _sheet(book, formats, _("Lines"), f"{scheme.localised_name} ({scheme.reference})", heads, widths)
    row = 3
    for line, total in zip(lines_of(budget=budget), figures.lines, strict=True):
        _line(sheet, formats, row, line, total.quantity, total.total, total.by_payer)
        row += 1
    sheet.write_string(row, 1, _("Total"), formats["head"])
    sheet.write_formula(row, 6, f"=SUM(G4:G{row})", formats["total"], float(figures.total))


def _line(
    sheet: Any, formats: Mapping[str, Any], row: int, line: BudgetLine, quantity: float, total: Decimal,
    by_payer: Mapping[str, Decimal],
) -> None:  # fmt: skip
    texts = [line.item_code, line_label(line), line.get_phase_display(), line.get_need_display()]
    for column, text in enumerate(texts):
        sheet.write_string(row, column, str(text))
    sheet.write_number(row, 4, quantity)
    sheet.write_number(row, 5, float(line.unit_cost), formats["money"])
    if line.behaviour == BudgetLine.Behaviour.RATE:
        # A percentage of direct costs is no product of the two columns before.
        sheet.write_number(row, 6, float(total), formats["money"])
    else:
        sheet.write_formula(row, 6, f"=ROUND(E{row + 1}*F{row + 1},2)", formats["money"], float(total))
    for column, (code, _label) in enumerate(PayerKind.choices, start=7):
        sheet.write_number(row, column, float(by_payer.get(code, 0)), formats["money"])
    sheet.write_string(row, 7 + len(PayerKind.choices), worded(line, "source"))


def _payers_sheet(book: Any, formats: Mapping[str, Any], figures: BudgetAssessment) -> None:
    sheet = _sheet(
        book,
        formats,
        _("Payers"),
        _("Who pays for what"),
        [_("Payer"), _("Amount"), pgettext("part of a sum", "Share")],
        [34, 18, 10],
    )
    labels = dict(PayerKind.choices)
    for row, (code, amount) in enumerate(figures.by_payer.items(), start=3):
        sheet.write_string(row, 0, str(labels.get(code, code)))
        sheet.write_number(row, 1, float(amount), formats["money"])
        sheet.write_number(row, 2, float(amount / figures.total) if figures.total else 0, formats["percent"])


def _heads_sheet(book: Any, formats: Mapping[str, Any], figures: BudgetAssessment) -> None:
    heads = [
        _("Budget head"),
        _("Amount"),
        pgettext("part of a sum", "Share"),
        _("Guide's sample"),
        _("Sample made to add up to one hundred"),
    ]
    sheet = _sheet(book, formats, _("Heads"), _("Beside the guide's sample ratios"), heads, [46, 18, 10, 12, 14])
    row = 3
    for ratio in figures.ratios:
        sheet.write_string(row, 0, str(HEADS.get(ratio.head, ratio.head)))
        sheet.write_number(row, 1, float(ratio.amount), formats["money"])
        for column, share in enumerate((ratio.share, ratio.sample, ratio.sample_normalised), start=2):
            sheet.write_number(row, column, share, formats["percent"])
        row += 1
    sheet.write_string(row, 0, _("Sum of the guide's sample ratios, as printed"), formats["head"])
    sheet.write_number(row, 3, figures.sample_sum, formats["percent"])


def _findings_sheet(book: Any, formats: Mapping[str, Any], figures: BudgetAssessment, note: str) -> None:
    heads = [_("Rule"), _("Weight"), _("Finding"), _("What to do")]
    sheet = _sheet(book, formats, _("Findings"), _("What the rules found"), heads, [8, 10, 80, 70])
    row = 3
    for finding in figures.findings:
        message, hint = translated(InputError(finding.message, hint=finding.hint, params=finding.params))
        for column, text in enumerate((finding.rule, str(finding.severity), message, hint)):
            sheet.write_string(row, column, text)
        row += 1
    sheet.write_string(row + 1, 0, note)

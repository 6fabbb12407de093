"""Papers of a plan: the two-page scheme sheet and the logframe."""

from functools import cache
from importlib.resources import files

from django.utils.translation import gettext as _, pgettext

from corridor.access.selectors import Person
from corridor.core.wordings import worded
from corridor.design.results.models import Indicator
from corridor.design.schemes.models import Scheme
from corridor.evaluation.papers import content
from corridor.evaluation.papers.letterheads import paper_of
from corridor.ui import formats
from corridor.ui.papers import pdf


@cache
def body(name: str) -> str:
    """Return the Typst body of a paper."""
    return files(__package__).joinpath("bodies", f"{name}.typ").read_text(encoding="utf-8")


def scheme_sheet(*, scheme: Scheme, user: Person) -> bytes:
    """Set the two pages that a minister reads before a meeting."""
    values: dict[str, object] = {
        "facts": content.facts_of(scheme),
        "objectives": content.objectives_of(scheme),
        "partners": content.partners_of(scheme),
        "indicators": content.indicator_rows(scheme),
        "empty": _("Nothing has been entered yet."),
        "heads": {
            "objectives": _("Objectives and motivations"),
            "partners": _("Partners"),
            "money": _("Who pays for what"),
            "indicators": _("Indicators"),
        },
        "columns": {
            "objectives": [_("In words"), _("Driven by"), _("Weight")],
            "partners": [_("Organisation"), _("Country"), _("Role")],
            "payers": [_("Payer"), _("Amount"), pgettext("part of a sum", "Share")],
            "ratios": [_("Budget head"), _("Amount"), pgettext("part of a sum", "Share"), _("Guide's sample")],
            "indicators": [_("Indicator"), _("Level"), _("Baseline"), _("Target"), _("Latest"), _("Source")],
        },
        **content.money_of(scheme, user=user),
    }
    paper = paper_of(scheme, title=scheme.localised_name, subtitle=_("Scheme sheet"), values=values)
    return pdf(paper, body=body("sheet"))


def logframe(*, scheme: Scheme) -> bytes:
    """Set the results chain with indicators, baselines, targets and means of verification."""
    values: dict[str, object] = {
        "facts": content.facts_of(scheme)[:5],
        "columns": [
            _("Indicator"), _("Baseline"), _("Date"), _("Target"), _("Date"), _("Latest"), _("Means of verification"),
            _("Broken down by"),
        ],
        "levels": [level for code, label in Indicator.Level.choices if (level := _level(scheme, code, str(label)))],
        "empty": _("Nothing has been entered yet."),
    }  # fmt: skip
    paper = paper_of(scheme, title=_("Logframe"), subtitle=scheme.localised_name, values=values)
    return pdf(paper, body=body("logframe"))


def _level(scheme: Scheme, code: str, label: str) -> dict[str, object]:
    rows = [_indicator(row) for row in scheme.indicators.filter(level=code).prefetch_related("values").order_by("code")]
    return {"label": label, "rows": rows} if rows else {}


def _indicator(row: Indicator) -> list[str]:
    latest = max(row.values.all(), key=lambda value: value.as_of, default=None)
    return [
        row.localised_name,
        content.quantity(row.baseline, row),
        formats.date(row.baseline_date, "month"),
        content.quantity(row.target, row),
        formats.date(row.target_date, "month"),
        content.quantity(latest.value if latest else None, row),
        worded(row, "source"),
        str(row.disaggregation or "–"),
    ]

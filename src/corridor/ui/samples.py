"""What the style guide shows: one example of every component in every state. All figures and names are invented."""

import datetime as dt
from typing import Any, Final

from django import forms
from django.core.paginator import Paginator
from django.utils.safestring import SafeString
from django.utils.translation import get_language_bidi, gettext as _, gettext_lazy

from corridor.ui import formats, viz
from corridor.ui.forms.widgets import DateInput, MoneyInput

TODAY: Final = dt.date(2026, 11, 14)
Row = dict[str, Any]


class SampleForm(forms.Form):
    """Every kind of field."""

    name = forms.CharField(
        label=gettext_lazy("Name of the scheme"), help_text=gettext_lazy("As partners will read it.")
    )
    start_date = forms.DateField(label=gettext_lazy("First day"), widget=DateInput())
    budget_eur = forms.DecimalField(label=gettext_lazy("Budget (EUR)"), widget=MoneyInput(), required=False)
    level = forms.ChoiceField(
        label=gettext_lazy("Language level, at least"), choices=[(x, x) for x in ("A1", "A2", "B1", "B2")]
    )
    track = forms.ChoiceField(
        label=gettext_lazy("Track"),
        choices=[("home", gettext_lazy("Home track")), ("away", gettext_lazy("Away track"))],
        widget=forms.RadioSelect,
    )
    needs = forms.MultipleChoiceField(
        label=gettext_lazy("Support"),
        choices=[("housing", gettext_lazy("Housing")), ("language", gettext_lazy("Language course"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    paper = forms.FileField(label=gettext_lazy("Document"), required=False, help_text=gettext_lazy("PDF, up to 5 MB."))
    notes = forms.CharField(label=gettext_lazy("Notes"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    agree = forms.BooleanField(label=gettext_lazy("The worker pays no fee."))


class SampleFilter(forms.Form):
    """The filters of a list."""

    q = forms.CharField(
        required=False, label=gettext_lazy("Occupation"), widget=forms.TextInput(attrs={"type": "search"})
    )
    level = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Language level, at least"),
        choices=[("", gettext_lazy("Any")), ("A2", "A2"), ("B1", "B1")],
    )


def desk() -> Row:
    """Return the context of the style guide for the desk."""
    return {
        "crumbs": [(_("Schemes"), "#"), (_("Style guide"), "")],
        **_statuses(), **_figures(), **_ways(), **_tables(), **_charts(), **_people(), **_forms(),
    }  # fmt: skip


def portal() -> Row:
    """Return the context of the style guide for phones."""
    return {**_ways(), **_people(), "form": SampleForm(auto_id="phone_%s")}


def _statuses() -> Row:
    return {
        "statuses": [
            ("ok", _("On track")), ("warn", _("At risk")), ("bad", _("Overdue")), ("wait", _("Waiting")),
            ("info", _("New")), ("none", _("Not started")),
        ],
        "alerts": [
            ("info", _("Good to know"), _("Figures are refreshed every night.")),
            ("ok", _("Saved"), _("The draft is stored.")),
            ("warn", _("Please check"), _("Two shares add up to 90 %.")),
            ("bad", _("Not possible"), _("A contract is missing.")),
        ],
    }  # fmt: skip


def _figures() -> Row:
    stages = [
        (_("Applications"), 6412), (_("Eligible"), 4180), (_("Shortlisted"), 2260), (_("Selected"), 1490),
        (_("Trained"), 1287), (_("Visa issued"), 1142), (_("Arrived"), 1100),
    ]  # fmt: skip
    paid = [(_("Employers"), 234000, 1), (_("Donor"), 339000, 0), (_("Governments"), 141000, 2), (_("Workers"), 0, 4)]
    total = sum(amount for _label, amount, _series in paid)
    return {
        "funnel": viz.funnel_rows(stages, [_("of whom women: %(share)s") % {"share": formats.share(2436, 6412)}]),
        "payers": [
            {"label": label, "amount": amount, "share": amount / total, "series": series}
            for label, amount, series in paid
        ],
        "legend": [{"label": label, "series": series} for label, _amount, series in paid],
        "spark": viz.spark([3, 4, 4, 6, 8, 9, 12]),
    }


def _ways() -> Row:
    labels = [_("Objectives"), _("Sector and country"), _("Model"), _("Partners"), _("Budget")]
    states = ["done", "done", "now", "bad", "todo"]
    journey = [
        {"label": _("Application received"), "state": "done", "hint": formats.date(dt.date(2026, 3, 3))},
        {"label": _("Skills test passed"), "state": "done", "hint": formats.date(dt.date(2026, 3, 18))},
        {"label": _("Language course"), "state": "now", "hint": _("Until 30 June"), "detail": _("46 of 60 lessons"),
         "icon": "school", "value": 46, "max": 60},
        {"label": _("Visa appointment"), "state": "todo", "hint": _("After your course")},
        {"label": _("Travel and welcome"), "state": "todo"},
    ]  # fmt: skip
    todo = [
        _task("bad", _("Overdue"), _("Answer the fee report"), _("6 days late")),
        _task("warn", _("This week"), _("Book visa slots"), _("61 people, 38 slots")),
        _task("wait", _("Planned"), _("Start the second survey"), formats.date(TODAY)),
    ]
    return {
        "stepper": [{"label": a, "state": b, "url": "#"} for a, b in zip(labels, states, strict=True)],
        "phases": [{"label": a, "state": b} for a, b in zip(labels, states, strict=True)],
        "journey": journey,
        "todo": todo,
        "events": [
            {"at": dt.date(2026, 11, 2), "title": _("Scheme approved"), "by": _("Steering committee"), "kind": "ok"},
            {"at": dt.date(2026, 11, 9), "title": _("Budget changed"), "text": _("Line 4 from 90 % to 100 %")},
            {"at": TODAY, "title": _("Fee report received"), "kind": "bad"},
        ],
        "tabs": [
            {"label": _("Overview"), "url": "#", "active": True},
            {"label": _("Candidates"), "url": "#", "count": 214},
            {"label": _("Documents"), "url": "#"},
        ],
    }


def _task(kind: str, status: str, title: str, detail: str) -> Row:
    return {"kind": kind, "status": status, "title": title, "detail": detail, "url": "#"}


def _tables() -> Row:
    columns = [
        {"label": _("Candidate"), "sort_url": "#", "sorted": "ascending"},
        {"label": _("Occupation")},
        {"label": _("Experience"), "unit": _("years"), "numeric": True, "sort_url": "#"},
        {"label": _("Wage"), "numeric": True},
    ]
    rows = [
        ("C-10482", _("Electrician"), formats.number(6), formats.money(2940, "EUR")),
        ("C-10033", _("Web developer"), formats.number(5), formats.money(3150, "EUR")),
        ("C-11907", _("Farm worker"), formats.number(8), formats.money(1380.5, "EUR")),
    ]
    return {
        "columns": columns,
        "rows": rows,
        "page": Paginator(range(214), 20).page(2),
        "compare_columns": [{"label": _("Scheme A"), "url": "#"}, {"label": _("Scheme B"), "url": "#"}],
        "compare_rows": [
            {"label": _("Participants"), "cells": [formats.number(71), formats.number(101)], "differs": True},
            {"label": _("Cost per person"), "cells": [formats.money(21127, "EUR"), None]},
        ],
        "facts": [
            {"label": _("Origin"), "value": _("Morocco")},
            {"label": _("Destination"), "value": _("Belgium"), "hint": _("Flanders")},
            {"label": _("Contract"), "value": None},
        ],
    }


def _charts() -> Row:
    rtl, note = get_language_bidi(), _("An invented example.")
    flows = _flows()
    bars = [viz.Bar(_way(flow), flow.count, flow.series, flow.shown) for flow in flows]
    return {
        "map": viz.corridor_map(flows, uid="map", title=_("Workers by corridor")),
        "sankey": _money(note, rtl),
        "gantt": _plan(note),
        "lines": _outlook(note),
        "bars": viz.bar_chart(bars, uid="bars", title=_("Workers by corridor"), desc=note, rtl=rtl),
        "flow_columns": [{"label": _("Corridor")}, {"label": _("Workers"), "numeric": True}],
        "flow_rows": [(_way(flow), flow.shown) for flow in flows],
    }


def _flows() -> list[viz.Flow]:
    return [
        viz.Flow("MAR", "BEL", 120, _("Morocco"), _("Belgium"), formats.number(120)),
        viz.Flow("MAR", "ESP", 1840, _("Morocco"), _("Spain"), formats.number(1840), 1),
        viz.Flow("TUN", "DEU", 96, _("Tunisia"), _("Germany"), formats.number(96), 2),
    ]


def _way(flow: viz.Flow) -> str:
    return _("%(origin)s to %(destination)s") % {"origin": flow.origin_name, "destination": flow.destination_name}


def _money(note: str, rtl: bool) -> SafeString:
    nodes = {
        "employers": viz.Node(_("Employers"), 0, 1),
        "donor": viz.Node(_("Donor"), 0, 0),
        "state": viz.Node(_("Governments"), 0, 2),
        "training": viz.Node(_("Training"), 1, 4),
        "travel": viz.Node(_("Visa and travel"), 1, 4),
        "protection": viz.Node(_("Protection"), 1, 4),
    }
    links = [
        viz.Link("employers", "travel", 180),
        viz.Link("employers", "training", 54),
        viz.Link("donor", "training", 260),
        viz.Link("donor", "protection", 79),
        viz.Link("state", "training", 90),
        viz.Link("state", "protection", 51),
    ]
    return viz.sankey(
        nodes, links, uid="sankey", title=_("Who pays for what"), desc=note, rtl=rtl, shown=_thousands, height=300
    )


def _plan(note: str) -> SafeString:
    tasks = [
        viz.Task(_("Design"), dt.date(2026, 1, 1), dt.date(2026, 5, 30), 0, 1.0),
        viz.Task(_("Training"), dt.date(2026, 5, 1), dt.date(2027, 1, 31), 2, 0.7),
        viz.Task(_("First arrivals"), dt.date(2027, 2, 1)),
    ]
    return viz.gantt(tasks, uid="gantt", title=_("Plan"), desc=note, shown=_month, as_of=TODAY)


def _outlook(note: str) -> SafeString:
    years = [str(year) for year in range(2020, 2028)]
    low, middle, high = (
        [40, 44, 47, 52, 55, 57, 60, 62],
        [40, 44, 47, 52, 55, 60, 66, 71],
        [40, 44, 47, 52, 55, 63, 72, 81],
    )
    lines = [
        viz.Series(_("Demand"), middle, 1, low, high),
        viz.Series(_("Supply"), [38, 39, 41, 42, 44, 45, 47, None], 0),
    ]
    title = _("Demand and supply")
    return viz.line_chart(years, lines, uid="lines", title=title, desc=note, shown=formats.number)


def _month(day: dt.date) -> str:
    return formats.date(day, "short_month")


def _thousands(value: float) -> str:
    return formats.money(value * 1000, "EUR")


def _people() -> Row:
    return {
        "bands": ["strong", "good", "possible", "weak", ""],
        "parts": [
            {"label": _("Skills"), "points": 36.6, "of": 40, "series": 0},
            {"label": _("Experience"), "points": 22.3, "of": 24, "series": 1},
            {"label": _("Language"), "points": 9.5, "of": 18, "series": 2},
        ],
        "chips": [
            {"label": _("test insulation"), "kind": "ok"},
            {"label": _("read drawings"), "kind": "near"},
            {"label": _("grid connection"), "kind": "miss"},
        ],
        "docs": [
            {"title": _("Passport"), "detail": _("Valid until 2031"), "kind": "ok", "status": _("Ready")},
            {"title": _("Police certificate"), "detail": _("Expires in 12 days"), "kind": "bad", "status": _("Renew")},
            {
                "title": _("Work contract"),
                "detail": _("Read it in your language"),
                "kind": "wait",
                "status": _("To sign"),
            },
            {"title": _("Health certificate"), "kind": "none", "status": _("Missing")},
        ],
    }


def _forms() -> Row:
    return {
        "form": SampleForm(),
        "bad_form": SampleForm({"name": "", "track": "home"}, auto_id="bad_%s"),
        "filter": SampleFilter(auto_id="filter_%s"),
    }

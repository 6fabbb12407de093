"""Pages of projections: the list, one occupation with its scenarios, its numbers, a scenario."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from corridor.access.doors import page
from corridor.access.roles import Role
from corridor.access.selectors import may
from corridor.core.http import translated
from corridor.core.wordings import active_language
from corridor.design.outlook import sheets
from corridor.design.outlook.forms.projections import InputsForm, OutlookForm, ScenarioForm, SeriesForm
from corridor.design.outlook.models import DelphiStudy, OutlookScenario
from corridor.design.outlook.runs.panels import PanelCourse, courses_of
from corridor.design.outlook.runs.projections import project
from corridor.design.outlook.selectors.panels import studies_of
from corridor.design.outlook.selectors.projections import (
    OutlookData,
    outlook_of,
    outlooks_of,
    scenario_of,
    scenarios_of,
)
from corridor.design.outlook.services import projections as services
from corridor.design.schemes.models import Scheme
from corridor.design.schemes.rules import PLAN_ROLES
from corridor.design.schemes.selectors import get_scheme
from corridor.kernel.errors import CorridorError


@page(*PLAN_ROLES)
def overview(request: HttpRequest, scheme_id: int) -> HttpResponse:
    scheme = _reach(request, scheme_id)
    scenarios = scenarios_of(user=request.user, scheme=scheme)
    cards = [_card(request, data, scenarios) for data in outlooks_of(user=request.user, scheme=scheme)]
    context = {
        "scheme": scheme,
        "cards": cards,
        "scenarios": [(row, sheets.changes_of(row)) for row in scenarios],
        "may_change": _may(request, scheme),
    }
    return render(request, "outlook/overview.html", context)


@page(*PLAN_ROLES)
def projection(request: HttpRequest, scheme_id: int, pk: int) -> HttpResponse:
    scheme = _reach(request, scheme_id)
    data = outlook_of(user=request.user, scheme=scheme, pk=pk)
    context: dict[str, Any] = {
        "scheme": scheme,
        "data": data,
        "outlook": data.outlook,
        "title": sheets.title_of(data.outlook),
        "inputs": sheets.input_rows(data),
        "may_change": _may(request, scheme),
    }
    context |= _projected(request, scheme, data)
    return render(request, "outlook/projection.html", context)


@page(Role.DESIGNER)
def add(request: HttpRequest, scheme_id: int) -> HttpResponse:
    scheme = _reach(request, scheme_id, action="change")
    form = OutlookForm(request.POST or None, scheme=scheme)
    if form.is_valid():
        try:
            row = services.open_outlook(scheme=scheme, by=request.user, **form.cleaned_data)
            return redirect("outlook:inputs", scheme_id, row.pk)
        except CorridorError as error:
            form.add_error(None, " ".join(translated(error)))
    return _form(request, scheme, form, _("Add an occupation"))


@page(Role.DESIGNER)
def inputs(request: HttpRequest, scheme_id: int, pk: int) -> HttpResponse:
    scheme = _reach(request, scheme_id, action="change")
    data = outlook_of(user=request.user, scheme=scheme, pk=pk, action="change")
    form = InputsForm(request.POST or None, data_of=data)
    if form.is_valid():
        try:
            services.record_inputs(outlook=data.outlook, inputs=form.inputs, by=request.user)
            if "points" in form.changed_data or "points_source" in form.changed_data:
                services.record_points(outlook=data.outlook, points=form.series, by=request.user)
            return redirect("outlook:projection", scheme_id, pk)
        except CorridorError as error:
            form.add_error(None, " ".join(translated(error)))
    return _inputs(request, scheme, data, form, SeriesForm(initial={"occupation": data.outlook.isco08}))


@page(Role.DESIGNER)
def series(request: HttpRequest, scheme_id: int, pk: int) -> HttpResponse:
    scheme = _reach(request, scheme_id, action="change")
    data = outlook_of(user=request.user, scheme=scheme, pk=pk, action="change")
    form = SeriesForm(request.POST or None, initial={"occupation": data.outlook.isco08})
    if form.is_valid():
        try:
            taken = services.take_series(outlook=data.outlook, by=request.user, **form.cleaned_data)
            messages.success(request, _("%(count)s years were taken over.") % {"count": taken})
            return redirect("outlook:projection", scheme_id, pk)
        except CorridorError as error:
            form.add_error(None, " ".join(translated(error)))
    return _inputs(request, scheme, data, InputsForm(data_of=data), form)


@page(Role.DESIGNER)
def remove(request: HttpRequest, scheme_id: int, pk: int) -> HttpResponse:
    scheme = _reach(request, scheme_id, action="change")
    data = outlook_of(user=request.user, scheme=scheme, pk=pk, action="change")
    if request.method == "POST":
        services.remove_outlook(outlook=data.outlook, by=request.user)
    return redirect("outlook:overview", scheme_id)


@page(Role.DESIGNER)
def scenario_add(request: HttpRequest, scheme_id: int) -> HttpResponse:
    scheme = _reach(request, scheme_id, action="change")
    return _scenario(request, scheme, OutlookScenario(scheme=scheme), _("Add a scenario"))


@page(Role.DESIGNER)
def scenario(request: HttpRequest, scheme_id: int, pk: int) -> HttpResponse:
    scheme = _reach(request, scheme_id, action="change")
    row = scenario_of(user=request.user, scheme=scheme, pk=pk)
    return _scenario(request, scheme, row, row.label)


def _scenario(request: HttpRequest, scheme: Scheme, row: OutlookScenario, title: str) -> HttpResponse:
    form = ScenarioForm(request.POST or None, instance=row)
    if form.is_valid():
        try:
            if {"name", "reason"} & set(form.changed_data):
                row.written_in = active_language()
            services.save_scenario(scenario=row, by=request.user)
            return redirect("outlook:overview", scheme.pk)
        except CorridorError as error:
            form.add_error(None, " ".join(translated(error)))
    return _form(request, scheme, form, title)


def _card(request: HttpRequest, data: OutlookData, scenarios: list[OutlookScenario]) -> dict[str, Any]:
    card: dict[str, Any] = {"data": data, "title": sheets.title_of(data.outlook)}
    try:
        projected = project(data=data, scenarios=scenarios, by=request.user) if data.can_be_projected else None
    except CorridorError as error:
        return card | {"error": " ".join(translated(error))}
    if projected is not None:
        card["rows"] = sheets.scenario_rows(projected)
        card["last_year"] = projected.base.years[-1].year
        card["is_short"] = projected.base.is_short_series
    return card


def _projected(request: HttpRequest, scheme: Scheme, data: OutlookData) -> dict[str, Any]:
    if not data.can_be_projected:
        return {}
    try:
        scenarios = scenarios_of(user=request.user, scheme=scheme)
        found = project(data=data, scenarios=scenarios, by=request.user)
    except CorridorError as error:
        return {"error": " ".join(translated(error))}
    estimates = _estimates(request, scheme, data)
    return {
        "projected": found,
        "chart": sheets.chart_of(found, estimates=[(study.about, study.year, course) for study, course in estimates]),
        "gap_chart": sheets.gap_chart(found),
        "rows": sheets.scenario_rows(found),
        "years": sheets.year_rows(found),
        "assumptions": [_(text) for text in found.base.assumptions],
        "estimates": estimates,
    }


def _estimates(request: HttpRequest, scheme: Scheme, data: OutlookData) -> list[tuple[DelphiStudy, PanelCourse]]:
    """Return what closed panels said about this occupation and country."""
    return [
        (study, course)
        for study in studies_of(user=request.user, scheme=scheme)
        if study.status == DelphiStudy.Status.CLOSED and study.iso3 == data.outlook.iso3
        for course in courses_of(study)
        if course.isco08 == data.outlook.isco08
    ]


def _inputs(
    request: HttpRequest, scheme: Scheme, data: OutlookData, form: InputsForm, series_form: SeriesForm
) -> HttpResponse:
    context = {
        "scheme": scheme,
        "data": data,
        "outlook": data.outlook,
        "title": sheets.title_of(data.outlook),
        "form": form,
        "series_form": series_form,
    }
    return render(request, "outlook/inputs.html", context, status=422 if request.method == "POST" else 200)


def _form(request: HttpRequest, scheme: Scheme, form: Any, title: str) -> HttpResponse:
    context = {"scheme": scheme, "form": form, "title": title, "back": "outlook:overview"}
    return render(request, "outlook/form.html", context, status=422 if request.method == "POST" else 200)


def _reach(request: HttpRequest, scheme_id: int, *, action: str = "read_plan") -> Scheme:
    return get_scheme(user=request.user, pk=scheme_id, action=action)


def _may(request: HttpRequest, scheme: Scheme) -> bool:
    return scheme.status != Scheme.Status.CLOSED and may(scheme, user=request.user, action="change")

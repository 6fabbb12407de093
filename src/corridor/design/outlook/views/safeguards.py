"""Pages of safeguards: the state of every origin and occupation, statements, readings, decisions."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from corridor.access.doors import page
from corridor.access.roles import Role
from corridor.access.selectors import may
from corridor.core.http import translated
from corridor.design.outlook.drain_sheets import alert_rows, pair_rows, threshold_rows
from corridor.design.outlook.forms.safeguards import DecisionForm, ReadingForm, StatementForm
from corridor.design.outlook.models import DrainReading, DrainStatement
from corridor.design.outlook.runs.safeguards import clear_after
from corridor.design.outlook.selectors import safeguards as selectors
from corridor.design.outlook.services import safeguards as services
from corridor.design.schemes.models import Scheme
from corridor.design.schemes.rules import PLAN_ROLES
from corridor.design.schemes.selectors import get_scheme
from corridor.kernel.errors import CorridorError

_SPEAKERS = (Role.DESIGNER, Role.OFFICER_ORIGIN)


@page(*PLAN_ROLES)
def drain(request: HttpRequest, scheme_id: int) -> HttpResponse:
    scheme = _reach(request, scheme_id)
    user, is_open = request.user, scheme.status != Scheme.Status.CLOSED
    context = {
        "scheme": scheme,
        "pairs": pair_rows(selectors.drain_pairs(scheme=scheme, on=timezone.localdate())),
        "statements": selectors.statements_of(user=user, scheme=scheme),
        "alerts": alert_rows(user=user, scheme=scheme),
        "thresholds": threshold_rows(),
        "clear_after": clear_after(),
        "actions": selectors.actions_of(user=user, scheme=scheme),
        "may_speak": is_open and selectors.may_speak(user=user, scheme=scheme),
        "may_decide": is_open and may(scheme, user=user, action="change"),
        "indicators": DrainReading.Indicator.choices,
    }
    return render(request, "outlook/drain.html", context)


@page(*_SPEAKERS)
def statement(request: HttpRequest, scheme_id: int) -> HttpResponse:
    scheme = _to_speak(request, scheme_id)
    form = StatementForm(request.POST or None, scheme=scheme)
    if form.is_valid():
        row = DrainStatement(scheme=scheme, **form.about, **form.details)
        row.write(note=form.cleaned_data["note"])
        try:
            services.state(statement=row, by=request.user)
            return redirect("outlook:drain", scheme_id)
        except CorridorError as error:
            form.add_error(None, " ".join(translated(error)))
    return _form(request, scheme, form, _("Enter a dated statement"))


@page(*_SPEAKERS)
def reading(request: HttpRequest, scheme_id: int) -> HttpResponse:
    scheme = _to_speak(request, scheme_id)
    asked = request.GET.get("indicator", "")
    indicator = asked if asked in DrainReading.Indicator.values else DrainReading.Indicator.EMIGRATION.value
    form = ReadingForm(request.POST or None, scheme=scheme, indicator=indicator)
    if form.is_valid():
        try:
            given: dict[str, Any] = {**form.about, **form.reading}
            services.read_indicator(scheme=scheme, indicator=indicator, by=request.user, **given)
            return redirect("outlook:drain", scheme_id)
        except CorridorError as error:
            form.add_error(None, " ".join(translated(error)))
    return _form(request, scheme, form, str(DrainReading.Indicator(indicator).label))


@page(Role.DESIGNER)
def decide(request: HttpRequest, scheme_id: int, pk: int) -> HttpResponse:
    scheme = get_scheme(user=request.user, pk=scheme_id, action="change")
    row = selectors.action_of(user=request.user, scheme=scheme, pk=pk)
    form = DecisionForm(request.POST or None)
    if form.is_valid():
        try:
            services.decide(action=row, by=request.user, **form.cleaned_data)
            return redirect("outlook:drain", scheme_id)
        except CorridorError as error:
            form.add_error(None, " ".join(translated(error)))
    return _form(request, scheme, form, str(row.get_action_display()))


def _form(request: HttpRequest, scheme: Scheme, form: Any, title: str) -> HttpResponse:
    context = {"scheme": scheme, "form": form, "title": title, "back": "outlook:drain"}
    return render(request, "outlook/form.html", context, status=422 if request.method == "POST" else 200)


def _reach(request: HttpRequest, scheme_id: int) -> Scheme:
    return get_scheme(user=request.user, pk=scheme_id, action="read_plan")


def _to_speak(request: HttpRequest, scheme_id: int) -> Scheme:
    scheme = _reach(request, scheme_id)
    if not selectors.may_speak(user=request.user, scheme=scheme):
        raise Http404
    return scheme

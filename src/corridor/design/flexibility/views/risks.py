"""The register of risks: heat map, table, one risk with its history, and the request that it gives rise to."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from corridor.access.doors import page
from corridor.access.roles import Role
from corridor.design.flexibility import services
from corridor.design.flexibility.forms import ReadingForm, RiskForm
from corridor.design.flexibility.models import Risk
from corridor.design.flexibility.selectors import get_risk, heat_map, register_of, watched
from corridor.design.flexibility.views.frame import attempt, crumbs, may_write, reach, tabs
from corridor.design.schemes.models import Scheme
from corridor.design.schemes.rules import PLAN_ROLES


@page(*PLAN_ROLES)
def register(request: HttpRequest, scheme_id: int) -> HttpResponse:
    scheme = reach(request, scheme_id)
    rows = register_of(user=request.user, scheme=scheme, today=timezone.localdate())
    context = {
        "scheme": scheme,
        "rows": rows,
        "heat": heat_map(rows),
        "triggered": [row for row in rows if row.is_triggered],
        "overdue": [row for row in rows if row.is_overdue],
        "tabs": tabs(scheme, "risks"),
        "may_write": may_write(request, scheme),
        "crumbs": crumbs(scheme),
    }
    return render(request, "flexibility/risks.html", context)


@page(*PLAN_ROLES)
def detail(request: HttpRequest, scheme_id: int, pk: int) -> HttpResponse:
    scheme = reach(request, scheme_id)
    return _shown(request, scheme, get_risk(user=request.user, scheme=scheme, pk=pk), ReadingForm())


@page(Role.DESIGNER)
def add(request: HttpRequest, scheme_id: int) -> HttpResponse:
    scheme = reach(request, scheme_id)
    return _edited(request, scheme, Risk(scheme=scheme), _("Add a risk"))


@page(Role.DESIGNER)
def edit(request: HttpRequest, scheme_id: int, pk: int) -> HttpResponse:
    scheme = reach(request, scheme_id)
    risk = get_risk(user=request.user, scheme=scheme, pk=pk, action="change")
    return _edited(request, scheme, risk, str(risk))


@page(Role.DESIGNER)
def reading(request: HttpRequest, scheme_id: int, pk: int) -> HttpResponse:
    scheme = reach(request, scheme_id)
    risk = get_risk(user=request.user, scheme=scheme, pk=pk, action="change")
    form = ReadingForm(request.POST or None)
    if form.is_valid():
        data = form.cleaned_data
        act = partial(services.record_reading, risk=risk, today=timezone.localdate(), by=request.user, **data)
        if attempt(request, act, _("The value is kept."), form):
            return redirect("flexibility:risk", scheme_id, pk)
    return _shown(request, scheme, risk, form)


@page(Role.DESIGNER)
def close(request: HttpRequest, scheme_id: int, pk: int) -> HttpResponse:
    scheme = reach(request, scheme_id)
    risk = get_risk(user=request.user, scheme=scheme, pk=pk, action="change")
    if request.method == "POST":
        attempt(request, partial(services.close_risk, risk=risk, by=request.user), _("The risk is closed."))
    return redirect("flexibility:risk", scheme_id, pk)


@page(Role.DESIGNER)
def request_change(request: HttpRequest, scheme_id: int, pk: int) -> HttpResponse:
    """Open a change request from a risk in one click."""
    scheme = reach(request, scheme_id)
    risk = get_risk(user=request.user, scheme=scheme, pk=pk, action="change")
    if request.method == "POST":
        act = partial(services.open_request, scheme=scheme, risk=risk, by=request.user)
        if made := attempt(request, act, _("The request is open; say what is to change.")):
            return redirect("flexibility:change_edit", scheme_id, made.pk)
    return redirect("flexibility:risk", scheme_id, pk)


def _shown(request: HttpRequest, scheme: Scheme, risk: Risk, form: ReadingForm) -> HttpResponse:
    context = {
        "scheme": scheme,
        "row": watched(risk=risk, today=timezone.localdate()),
        "risk": risk,
        "readings": risk.readings.order_by("-as_of"),
        "history": risk.assessments.select_related("assessed_by").order_by("-pk"),
        "requests": risk.change_requests.order_by("-pk"),
        "form": form,
        "may_write": may_write(request, scheme),
        "crumbs": crumbs(scheme, (_("Risks"), reverse("flexibility:risks", args=[scheme.pk]))),
    }
    return render(request, "flexibility/risk.html", context, status=422 if form.errors else 200)


def _edited(request: HttpRequest, scheme: Scheme, risk: Risk, title: str) -> HttpResponse:
    form = RiskForm(request.POST or None, instance=risk, scheme=scheme)
    if form.is_valid():
        act = partial(services.save_risk, risk=form.row(), by=request.user)
        if kept := attempt(request, act, _("The risk is kept."), form):
            return redirect("flexibility:risk", scheme.pk, kept.pk)
    back = reverse("flexibility:risks", args=[scheme.pk])
    context = {"scheme": scheme, "form": form, "title": title, "back": back}
    context["crumbs"] = crumbs(scheme, (_("Risks"), back))
    return render(request, "flexibility/form.html", context, status=422 if request.method == "POST" else 200)

"""Change requests: the list, one request with its effect, the way to a decision and into the plan."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from corridor.access.doors import page
from corridor.access.roles import Role
from corridor.design.flexibility import services
from corridor.design.flexibility.forms import DecisionForm, NewRequestForm, RequestForm
from corridor.design.flexibility.models import ChangeRequest
from corridor.design.flexibility.runs import budget_effect
from corridor.design.flexibility.selectors import (
    bodies_of_person,
    get_request,
    moves_of,
    requests_of,
    result_version,
    selected_of,
)
from corridor.design.flexibility.sheets import effect_rows, move_rows
from corridor.design.flexibility.views.frame import attempt, crumbs, may_write, reach, tabs
from corridor.design.schemes.models import Scheme
from corridor.design.schemes.rules import PLAN_ROLES

State = ChangeRequest.State


@page(*PLAN_ROLES)
def listing(request: HttpRequest, scheme_id: int) -> HttpResponse:
    scheme = reach(request, scheme_id)
    context = {
        "scheme": scheme,
        "rows": requests_of(user=request.user, scheme=scheme),
        "tabs": tabs(scheme, "changes"),
        "may_write": may_write(request, scheme) and scheme.version,
        "crumbs": crumbs(scheme),
    }
    return render(request, "flexibility/changes.html", context)


@page(Role.DESIGNER)
def add(request: HttpRequest, scheme_id: int) -> HttpResponse:
    scheme = reach(request, scheme_id)
    form = NewRequestForm(request.POST or None)
    if form.is_valid():
        act = partial(services.open_request, scheme=scheme, by=request.user, **form.cleaned_data)
        if made := attempt(request, act, _("The request is open; say what is to change."), form):
            return redirect("flexibility:change_edit", scheme_id, made.pk)
    back = reverse("flexibility:changes", args=[scheme_id])
    context = {"scheme": scheme, "form": form, "title": _("Ask for a change of the plan"), "back": back}
    context["crumbs"] = crumbs(scheme, (_("Changes"), back))
    return render(request, "flexibility/form.html", context, status=422 if request.method == "POST" else 200)


@page(*PLAN_ROLES)
def detail(request: HttpRequest, scheme_id: int, pk: int) -> HttpResponse:
    scheme = reach(request, scheme_id)
    return _shown(request, scheme, get_request(user=request.user, scheme=scheme, pk=pk))


@page(Role.DESIGNER)
def edit(request: HttpRequest, scheme_id: int, pk: int) -> HttpResponse:
    scheme = reach(request, scheme_id)
    change = get_request(user=request.user, scheme=scheme, pk=pk, action="change")
    form = RequestForm(request.POST or None, request=change, is_counted=selected_of(request=change).is_counted)
    if form.is_valid():
        act = partial(services.save_request, request=form.row(), wishes=form.wishes(), by=request.user)
        if attempt(request, act, _("The draft is kept."), form):
            return redirect("flexibility:change", scheme_id, pk)
    context = {"scheme": scheme, "change": change, "form": form, "crumbs": _trail(scheme)}
    return render(request, "flexibility/change_form.html", context, status=422 if request.method == "POST" else 200)


@page(Role.DESIGNER)
def submit(request: HttpRequest, scheme_id: int, pk: int) -> HttpResponse:
    scheme = reach(request, scheme_id)
    change = get_request(user=request.user, scheme=scheme, pk=pk, action="change")
    if request.method == "POST":
        act = partial(services.submit, request=change, by=request.user)
        attempt(request, act, _("The request waits for a decision."))
    return redirect("flexibility:change", scheme_id, pk)


@page(*PLAN_ROLES)
def decide(request: HttpRequest, scheme_id: int, pk: int) -> HttpResponse:
    """Record a body's decision; the service refuses whoever asked, and whoever has no seat."""
    scheme = reach(request, scheme_id)
    change = get_request(user=request.user, scheme=scheme, pk=pk)
    if request.method != "POST":
        return redirect("flexibility:change", scheme_id, pk)
    form = _decision_form(request, scheme, request.POST)
    if form.is_valid():
        data = form.cleaned_data
        act = partial(
            services.decide, request=change, is_accepted=data["outcome"] == "accepted", body=data["body"],
            decided_on=data["decided_on"], note=data["note"], by=request.user,
        )  # fmt: skip
        if attempt(request, act, _("The decision is kept."), form):
            return redirect("flexibility:change", scheme_id, pk)
        change.refresh_from_db()
    return _shown(request, scheme, change, form)


@page(Role.DESIGNER)
def enter(request: HttpRequest, scheme_id: int, pk: int) -> HttpResponse:
    scheme = reach(request, scheme_id)
    change = get_request(user=request.user, scheme=scheme, pk=pk, action="change")
    done = _("The change stands in the plan, which is open now: approve it to put a new version in force.")
    if request.method == "POST":
        attempt(request, partial(services.carry_out, request=change, by=request.user), done)
    return redirect("flexibility:change", scheme_id, pk)


def _shown(
    request: HttpRequest, scheme: Scheme, change: ChangeRequest, form: DecisionForm | None = None
) -> HttpResponse:
    may_decide = change.state == State.SUBMITTED and change.submitted_by_id != request.user.pk
    may_decide = may_decide and bodies_of_person(scheme=scheme, user=request.user).exists()
    effect = budget_effect(request=change) if change.state != State.CARRIED_OUT else None
    context: dict[str, Any] = {
        "scheme": scheme,
        "change": change,
        "moves": move_rows(moves_of(request=change)),
        "selected": selected_of(request=change),
        "effect": effect,
        "effect_rows": effect_rows(effect) if effect else [],
        "version": result_version(user=request.user, request=change),
        "may_write": may_write(request, scheme),
        "may_decide": may_decide,
        "form": form or (_decision_form(request, scheme, None) if may_decide else None),
        "crumbs": _trail(scheme),
    }
    return render(request, "flexibility/change.html", context, status=422 if form is not None else 200)


def _decision_form(request: HttpRequest, scheme: Scheme, data: Any) -> DecisionForm:
    bodies = bodies_of_person(scheme=scheme, user=request.user)
    return DecisionForm(data, bodies=bodies, today=timezone.localdate())


def _trail(scheme: Scheme) -> list[tuple[str, str]]:
    return crumbs(scheme, (_("Changes"), reverse("flexibility:changes", args=[scheme.pk])))

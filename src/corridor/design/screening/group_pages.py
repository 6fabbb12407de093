"""Pages of the groups of stakeholders: who is asked, and each group's own weights."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from corridor.access.doors import page
from corridor.access.roles import Role
from corridor.core.http import translated
from corridor.design.schemes.selectors import may_change
from corridor.design.screening import weighing
from corridor.design.screening.forms import AskGroup
from corridor.design.screening.group_forms import form_for
from corridor.design.screening.models import GroupWeights
from corridor.design.screening.reach import begun
from corridor.design.screening.rules import GROUP_ROLES
from corridor.design.screening.runs import weighing_now
from corridor.design.screening.selectors import get_group, given_weights, partner_organisations
from corridor.design.screening.tables import weighing_of
from corridor.kernel.errors import CorridorError


@page(Role.DESIGNER)
def ask(request: HttpRequest, scheme_id: int, kind: str) -> HttpResponse:
    """Ask an organisation or a named group how it weighs the criteria."""
    scheme, exercise = begun(request, scheme_id, kind)
    form = AskGroup(request.POST or None, organisations=partner_organisations(scheme))
    if form.is_valid():
        try:
            weighing.ask_group(exercise=exercise, by=request.user, **form.cleaned_data)
            return redirect("screening:comparison", scheme_id, kind)
        except CorridorError as error:
            form.add_error(error.field if error.field in form.fields else None, " ".join(translated(error)))
    context = {"scheme": scheme, "kind": kind, "form": form}
    return render(request, "screening/ask.html", context, status=422 if request.method == "POST" else 200)


@page(*GROUP_ROLES)
def group(request: HttpRequest, scheme_id: int, kind: str, pk: int) -> HttpResponse:
    """Show a group its own weights and let it enter them in one of three ways."""
    scheme, exercise = begun(request, scheme_id, kind)
    row = get_group(user=request.user, exercise=exercise, pk=pk)
    given = given_weights(user=request.user, group=row)
    method = request.GET.get("by", given.method if given else GroupWeights.Method.DIRECT)
    if method not in GroupWeights.Method.values:
        method = GroupWeights.Method.DIRECT
    criteria = list(exercise.criteria.order_by("pk"))
    form = form_for(method)(request.POST or None, criteria=criteria, given=given, method=method)
    if form.is_valid():
        try:
            weighing.give_weights(group=row, method=method, answers=form.answers, by=request.user)
            return redirect("screening:group", scheme_id, kind, pk)
        except CorridorError as error:
            form.add_error(None, " ".join(translated(error)))
    context: dict[str, Any] = {
        "scheme": scheme,
        "kind": kind,
        "group": row,
        "given": given,
        "form": form,
        "method": method,
        "methods": GroupWeights.Method.choices,
        "is_open": scheme.is_open_for_changes,
        "is_designer": may_change(user=request.user, scheme=scheme),
    }
    if given is not None:
        context["weighing"] = weighing_of(criteria, weighing_now(given=given, criteria=criteria))
    return render(request, "screening/group.html", context, status=422 if request.method == "POST" else 200)


@page(*GROUP_ROLES)
def group_release(request: HttpRequest, scheme_id: int, kind: str, pk: int) -> HttpResponse:
    """Let others see the order that the group's weights give."""
    _scheme, exercise = begun(request, scheme_id, kind)
    row = get_group(user=request.user, exercise=exercise, pk=pk)
    if request.method == "POST":
        weighing.release_group(group=row, by=request.user)
    return redirect("screening:group", scheme_id, kind, pk)

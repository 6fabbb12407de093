"""Complaints: the list, one complaint, acts on it."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from corridor.access.doors import page
from corridor.access.roles import Role
from corridor.core import audit
from corridor.core.acts import accepted
from corridor.core.tables import page_of
from corridor.delivery.mobility.selectors.placements import departures_to_review
from corridor.delivery.protection.forms import ActForm, GrievanceFilter
from corridor.delivery.protection.models import Grievance
from corridor.delivery.protection.rules import ENDED, OPEN
from corridor.delivery.protection.selectors import grievances as selectors
from corridor.delivery.protection.services import grievances as services
from corridor.kernel.errors import N_, InputError

Act = Callable[[Grievance, Any, Mapping[str, Any]], object]
# The acts of the page, and the fields that each of them reads.
ACTS: Mapping[str, Act] = {
    "acknowledge": lambda g, by, d: services.acknowledge(grievance=g, by=by, message=d["message"]),
    "take_up": lambda g, by, d: services.take_up(grievance=g, by=by, note=d["note"], message=d["message"]),
    "message": lambda g, by, d: services.send_message(grievance=g, by=by, message=d["message"]),
    "refer": lambda g, by, d: services.refer(
        grievance=g, by=by, to=d["to"], has_consent=d["has_consent"], note=d["note"], message=d["message"]
    ),
    "resolve": lambda g, by, d: services.resolve(grievance=g, by=by, remedy=d["remedy"], message=d["message"]),
    "close": lambda g, by, d: services.close(grievance=g, by=by, outcome=d["outcome"], message=d["message"]),
    "reopen": lambda g, by, d: services.reopen(grievance=g, by=by, reason=d["note"], message=d["message"]),
}


@require_GET
@page(Role.PROTECTION)
def grievance_list(request: HttpRequest) -> HttpResponse:
    form, today = GrievanceFilter(request.GET), timezone.localdate()
    shown = page_of(request, selectors.grievances(user=request.user, wish=form.wish()))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "page": shown,
        "rows": [selectors.grievance_row(row, today=today) for row in shown.object_list],
        "query": query.urlencode(),
        "load": selectors.workload(user=request.user, today=today),
        "departures": departures_to_review(user=request.user)[:20],
    }
    template = "protection/_grievances.html" if getattr(request, "htmx", False) else "protection/grievances.html"
    return render(request, template, context)


@require_GET
@page(Role.PROTECTION)
def grievance_page(request: HttpRequest, pk: int) -> HttpResponse:
    grievance = selectors.get_grievance(user=request.user, pk=pk)
    # Reading a complaint is an act of its own: who has seen it must be known.
    audit.record(by=request.user, action="protection.grievance_read", obj=grievance)
    return _shown(request, grievance, ActForm())


@require_POST
@page(Role.PROTECTION)
def act(request: HttpRequest, pk: int) -> HttpResponse:
    grievance = selectors.get_grievance(user=request.user, pk=pk)
    form = ActForm(request.POST)

    def do() -> None:
        _chosen(form.cleaned_data["act"])(grievance, request.user, form.cleaned_data)

    if not accepted(form, do):
        grievance.refresh_from_db()
        return _shown(request, grievance, form)
    messages.success(request, _("The complaint was updated."))
    return redirect("protection:grievance", pk=pk)


def _chosen(act: str) -> Act:
    if act not in ACTS:
        raise InputError(N_("This act is not known here."), hint=N_("Go back to the page and choose a button."))
    return ACTS[act]


def _shown(request: HttpRequest, grievance: Grievance, form: ActForm) -> HttpResponse:
    context = {
        "grievance": grievance,
        "row": selectors.grievance_row(grievance, today=timezone.localdate()),
        "steps": selectors.steps_of(grievance),
        "form": form,
        "is_open": grievance.status in OPEN,
        "is_ended": grievance.status in ENDED,
        "fee": getattr(grievance, "fee_report", None),
        "crumbs": [(_("Protection"), reverse("protection:grievances")), (grievance.tracking_number, "")],
    }
    return render(request, "protection/grievance.html", context)

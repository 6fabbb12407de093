"""Pages for everybody: recognition by corridor, the list of decisions; for staff: indicators and fees."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from corridor.access.doors import open_page, page
from corridor.access.roles import Role
from corridor.core.acts import accepted, attempt
from corridor.core.tables import page_of
from corridor.delivery.recognition import forms
from corridor.delivery.recognition.models.library import LEAST_CASES
from corridor.delivery.recognition.runs import indicators as computed
from corridor.delivery.recognition.selectors.fees import fee_report
from corridor.delivery.recognition.selectors.library import entries
from corridor.delivery.recognition.selectors.procedures import corridor_page, corridors_known
from corridor.delivery.recognition.services import library as services
from corridor.delivery.recognition.views.frame import CASE_READERS, RESULT_READERS, actor, base, holds


@require_GET
@open_page
def ways(request: HttpRequest) -> HttpResponse:
    """Show all that is known about recognition between two countries, on one page."""
    form = forms.CorridorForm(request.GET)
    origin, destination = form.chosen()
    context = {
        "base": base(request),
        "form": form,
        "found": corridor_page(origin=origin, destination=destination) if destination else None,
        "known": corridors_known(),
        "may_read_results": holds(request, *RESULT_READERS),
    }
    return render(request, "recognition/ways.html", context)


@require_GET
@open_page
def decision_list(request: HttpRequest) -> HttpResponse:
    form = forms.CorridorForm(request.GET)
    origin, destination = form.chosen()
    is_keeper = holds(request, Role.AUTHORITY)
    context = {
        "base": base(request),
        "form": form,
        "page": page_of(request, entries(origin=origin, destination=destination)),
        "least": LEAST_CASES,
        "is_keeper": is_keeper,
    }
    return render(request, "recognition/decisions.html", context)


@require_POST
@page(Role.AUTHORITY)
def count_again(request: HttpRequest) -> HttpResponse:
    attempt(request, lambda: services.count_again(by=actor(request)), _("The list was counted again."))
    return redirect("recognition:decisions")


@page(Role.AUTHORITY)
def entry_add(request: HttpRequest) -> HttpResponse:
    form = forms.EntryForm(request.POST or None)
    if request.method == "POST" and accepted(form, lambda: services.enter(seen=form.seen(), by=actor(request))):
        messages.success(request, _("The entry stands in the list."))
        return redirect("recognition:decisions")
    context = {
        "form": form,
        "crumbs": [(_("Decisions already made"), reverse("recognition:decisions")), (_("New entry"), "")],
    }
    return render(request, "recognition/entry.html", context, status=422 if request.method == "POST" else 200)


@require_GET
@page(*RESULT_READERS)
def indicators(request: HttpRequest) -> HttpResponse:
    context = {
        "lines": computed(),
        "least": LEAST_CASES,
        "crumbs": [(_("Recognition by country"), reverse("recognition:ways")), (_("Results of recognition"), "")],
    }
    return render(request, "recognition/indicators.html", context)


@require_GET
@page(*CASE_READERS)
def fees(request: HttpRequest) -> HttpResponse:
    context = {
        "report": fee_report(user=actor(request)),
        "crumbs": [(_("Recognition"), reverse("recognition:cases")), (_("Fees of recognition"), "")],
    }
    return render(request, "recognition/fees.html", context)

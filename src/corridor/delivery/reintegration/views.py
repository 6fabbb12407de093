"""The counsellor's page of shared return plans."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from corridor.access.doors import page
from corridor.access.roles import Role
from corridor.core.tables import page_of
from corridor.delivery.reintegration.forms import PlanFilter
from corridor.delivery.reintegration.selectors import shared_plans


@require_GET
@page(Role.COUNSELLOR)
def plans(request: HttpRequest) -> HttpResponse:
    form = PlanFilter(request.GET)
    intention = form.cleaned_data["intention"] if form.is_valid() else ""
    rows = shared_plans(user=request.user, intention=intention)
    context = {"form": form, "page": page_of(request, rows), "query": f"intention={intention}" if intention else ""}
    return render(request, "reintegration/plans.html", context)

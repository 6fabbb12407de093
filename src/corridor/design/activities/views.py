"""The page that holds a scheme against the legal pathways of its corridors."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from corridor.access.doors import page
from corridor.design.activities.pathway_fit import fits_of
from corridor.design.schemes.rules import PLAN_ROLES
from corridor.design.schemes.selectors import get_scheme


@page(*PLAN_ROLES)
def pathways(request: HttpRequest, scheme_id: int) -> HttpResponse:
    scheme = get_scheme(user=request.user, pk=scheme_id, action="read_plan")
    context = {"scheme": scheme, "corridors": fits_of(scheme, timezone.localdate())}
    return render(request, "activities/pathways.html", context)

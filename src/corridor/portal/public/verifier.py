"""The verifier that works without a network, and what is published for every verifier."""

import json
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from corridor.access.doors import open_page
from corridor.delivery.skills import selectors

FILES: Final = ("public_portal/verify.css", "public_portal/verify.js")


@open_page
@require_safe
@cache_control(no_cache=True)
def page(request: HttpRequest) -> HttpResponse:
    """Show the verifier; it is one page for all languages, so that one copy on a telephone serves everybody."""
    return render(request, "public_portal/verify.html")


@open_page
@require_safe
@cache_control(no_cache=True)
def worker(request: HttpRequest) -> HttpResponse:
    """Return the worker that keeps the page, its files and the lists on the telephone."""
    return HttpResponse("", content_type="text/javascript")


@open_page
@require_safe
@cache_control(max_age=300)
def pack(request: HttpRequest) -> JsonResponse:
    """Return the issuers and the status lists, dated and signed."""
    return JsonResponse(selectors.verifier_pack(as_of=timezone.now()))


@open_page
@require_safe
@cache_control(max_age=300)
def status_list(request: HttpRequest, pk: int) -> JsonResponse:
    """Return one status list."""
    return JsonResponse(selectors.signed_list(pk=pk, as_of=timezone.now()), content_type="application/vc")


@open_page
@require_safe
@cache_control(max_age=300)
def did(request: HttpRequest) -> JsonResponse:
    """Return the DID document of this installation."""
    return JsonResponse(selectors.did_document(), content_type="application/did+json")

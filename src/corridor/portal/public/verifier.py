"""The verifier that works without a network, and what is published for every verifier."""

import hashlib
import json
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from corridor.access.doors import open_page
from corridor.delivery.skills import runs, selectors
from corridor.portal.public.verifier_texts import all_texts, intro, without_script

FILES: Final = ("public_portal/verify.css", "public_portal/verify.js")


@open_page
@require_safe
@cache_control(no_cache=True)
def page(request: HttpRequest) -> HttpResponse:
    """Show the verifier; it is one page for all languages, so that one copy on a telephone serves everybody."""
    key = selectors.installation_key()
    context = {
        "texts": all_texts(),
        "intro": intro(),
        "languages": settings.LANGUAGES,
        "without_script": without_script(),
        "issuer": key.did if key else "",
    }
    return render(request, "public_portal/verify.html", context)


@open_page
@require_safe
@cache_control(no_cache=True)
def worker(request: HttpRequest) -> HttpResponse:
    """Return the worker that keeps the page, its files and the lists on the telephone."""
    files = [static(name) for name in FILES]
    kept = [reverse("verifier:verify"), reverse("verifier:pack"), *files]
    context = {
        "kept": json.dumps(kept),
        "version": hashlib.sha256("".join(files).encode()).hexdigest()[:10],
        "static_url": settings.STATIC_URL,
    }
    return render(request, "public_portal/verify.worker.js", context, content_type="text/javascript")


@open_page
@require_safe
@cache_control(no_cache=True)
def pack(request: HttpRequest) -> JsonResponse:
    """Return the issuers and the status lists, dated and signed."""
    return JsonResponse(runs.verifier_pack(as_of=timezone.now()))


@open_page
@require_safe
@cache_control(max_age=300)
def status_list(request: HttpRequest, pk: int) -> JsonResponse:
    """Return one status list."""
    return JsonResponse(runs.signed_list(pk=pk, as_of=timezone.now()), content_type="application/vc")


@open_page
@require_safe
@cache_control(max_age=300)
def did(request: HttpRequest) -> JsonResponse:
    """Return the DID document of this installation."""
    return JsonResponse(selectors.did_document(), content_type="application/did+json")

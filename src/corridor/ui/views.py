"""Views of the design system: the switches, the phone's files, and the page that shows every component."""

import hashlib
import json
from collections.abc import Callable
from typing import Final, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from corridor.ui import samples
from corridor.ui.offline import keep_offline
from corridor.ui.switches import in_language, safe_next

View = TypeVar("View", bound=Callable[..., HttpResponse])
YEAR_SECONDS: Final = 31_536_000
THEME_COOKIE: Final = "corridor_theme"
PHONE_FILES: Final = ("ui/build/portal.css", "ui/build/portal.rtl.css", "ui/portal.js", "ui/icon.svg")


def everyone(view: View) -> View:
    """Open a page to everyone, also signed out; the test that walks the addresses reads the mark."""
    view.corridor_roles = None  # type: ignore[attr-defined]  # a mark, as the doors of access set it
    return view


@everyone
@require_safe
def set_language(request: HttpRequest, code: str) -> HttpResponseRedirect:
    """Remember the language and show the same page in it."""
    target = safe_next(request, request.GET.get("next"))
    if code not in dict(settings.LANGUAGES):
        return redirect(target)
    response = redirect(in_language(target, code))
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, code, max_age=YEAR_SECONDS, samesite="Lax", secure=request.is_secure()
    )
    return response


@everyone
@require_POST
def set_theme(request: HttpRequest) -> HttpResponseRedirect:
    """Change between light and dark; the script does the same without a request."""
    now = request.COOKIES.get(THEME_COOKIE)
    response = redirect(safe_next(request, request.POST.get("next")))
    response.set_cookie(
        THEME_COOKIE, "light" if now == "dark" else "dark", max_age=YEAR_SECONDS, samesite="Lax",
        secure=request.is_secure(),
    )  # fmt: skip
    return response


@everyone
@require_safe
@cache_control(max_age=3600)
def manifest(request: HttpRequest) -> JsonResponse:
    """Describe Corridor to a phone that puts it on the home screen."""
    icon = {"src": static("ui/icon.svg"), "sizes": "any", "type": "image/svg+xml"}
    return JsonResponse(
        {
            "name": "Corridor",
            "short_name": "Corridor",
            "start_url": "/",
            "display": "standalone",
            "background_color": "#f3f6f9",
            "theme_color": "#12304a",
            "icons": [icon],
        },
        content_type="application/manifest+json",
    )


@everyone
@require_safe
@cache_control(no_cache=True)
def service_worker(request: HttpRequest) -> HttpResponse:
    """Return the portal's worker, which keeps assets and the pages that say so."""
    assets = [static(name) for name in PHONE_FILES]
    version = hashlib.sha256("".join(assets).encode()).hexdigest()[:10]
    context = {"assets": json.dumps(assets), "version": version, "static_url": settings.STATIC_URL}
    response = render(request, "ui/sw.js", context, content_type="text/javascript")
    response["Service-Worker-Allowed"] = "/"
    return response


@everyone
@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Show every component of the desk in every state."""
    return render(request, "ui/styleguide.html", samples.desk())


@everyone
@require_safe
@keep_offline
def styleguide_portal(request: HttpRequest) -> HttpResponse:
    """Show the components as a phone sees them."""
    return render(request, "ui/styleguide_portal.html", samples.portal())


@everyone
@require_safe
def styleguide_job(request: HttpRequest) -> HttpResponse:
    """Answer the poll of the sample job: it is done."""
    return render(request, "ui/_styleguide_job.html", {})

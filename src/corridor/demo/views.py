"""Pages of the demonstration: change role in one click, reset, start empty. Outside a demonstration there are none."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY, record_authentication
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login as sign_in
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext as _, override
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from corridor.access.doors import open_page
from corridor.core import audit
from corridor.demo import services
from corridor.demo.logins import PASSWORD
from corridor.demo.one_time import current_code
from corridor.demo.selectors import demo_user, login_rows

View = Callable[..., HttpResponse]


def demonstration_only(view: View) -> View:
    """Hide a page outside the demonstration, as if it did not exist."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.CORRIDOR_DEMO:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@open_page
@demonstration_only
@require_GET
def roles(request: HttpRequest) -> HttpResponse:
    context = {"groups": login_rows(language=get_language() or "en"), "password": PASSWORD, "code": current_code()}
    return render(request, "demo/roles.html", context)


@open_page
@demonstration_only
@require_POST
def become(request: HttpRequest, pk: int) -> HttpResponse:
    user = demo_user(pk=pk)
    request.session.pop(AUTHENTICATION_METHODS_SESSION_KEY, None)
    sign_in(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    record_authentication(request, user, method="password")
    record_authentication(request, user, method="mfa", type="totp")
    audit.record(by=user, action="demo.role_taken", obj=user)
    with override(_language(request)):
        return redirect("home")


@open_page
@demonstration_only
@require_http_methods(["GET", "POST"])
def reset(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        services.reset(by=_actor(request))
        messages.success(request, _("The demonstration is as new."))
        return redirect("demo:roles")
    return render(request, "demo/confirm.html", {"act": "reset"})


@open_page
@demonstration_only
@require_http_methods(["GET", "POST"])
def start_empty(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        services.start_empty(by=_actor(request))
        messages.success(request, _("All people, employers and schemes are gone. Import your own candidates now."))
        return redirect("demo:roles")
    return render(request, "demo/confirm.html", {"act": "empty"})


def _actor(request: HttpRequest) -> Any:
    return request.user if request.user.is_authenticated else None


def _language(request: HttpRequest) -> str:
    wanted = request.POST.get("language", "")
    return wanted if wanted in dict(settings.LANGUAGES) else get_language() or "en"

"""Staff reach other people's data only with a second factor."""

from collections.abc import Callable
from urllib.parse import quote

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse

from corridor.access.roles import STAFF
from corridor.access.selectors import roles_of
from corridor.core.http import problem, wants_json
from corridor.kernel.errors import N_, NotPermitted

GetResponse = Callable[[HttpRequest], HttpResponse]
_REFUSAL = NotPermitted(
    N_("This role needs a second factor."), hint=N_("Sign in on the pages with your one-time code first.")
)
_FREE = ("/accounts/", "/static/", "/language/", "/theme/", "/sw.js", "/manifest.webmanifest", "/demo/")


class SecondFactorMiddleware:
    """Lead a person with a staff role to set up a second factor before anything else."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self._is_missing(request) and wants_json(request):
            return JsonResponse(problem(_REFUSAL), status=_REFUSAL.status, content_type="application/problem+json")
        if self._is_missing(request):
            # Somebody who has just set the factor up has not used it yet in this session.
            name = "mfa_reauthenticate" if is_mfa_enabled(request.user) else "mfa_activate_totp"
            return redirect(f"{reverse(name)}?next={quote(request.path)}")
        return self.get_response(request)

    def _is_missing(self, request: HttpRequest) -> bool:
        if not request.user.is_authenticated or self._is_free(request.path):
            return False
        if not roles_of(request.user) & STAFF:
            return False
        return not _passed(request)

    def _is_free(self, path: str) -> bool:
        bare = path[3:] if path[1:3] in {"en", "fr", "es", "ar"} and path[3:4] == "/" else path
        return bare.startswith(_FREE)


def _passed(request: HttpRequest) -> bool:
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))

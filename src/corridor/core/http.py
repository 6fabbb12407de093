"""How errors reach a person or a program: pages for people, RFC 9457 problems for programs."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext

from corridor.kernel.errors import CorridorError

GetResponse = Callable[[HttpRequest], HttpResponse]


def translated(error: CorridorError) -> tuple[str, str]:
    """Return message and hint of an error in the active language."""
    return _fill(error.message, error), _fill(error.hint, error)


def _fill(text: str, error: CorridorError) -> str:
    if not text:
        return ""
    shown = gettext(text)
    return shown % error.params if error.params else shown.replace("%%", "%")


def problem(error: CorridorError) -> dict[str, object]:
    """Return the RFC 9457 body of an error."""
    message, hint = translated(error)
    body: dict[str, object] = {
        "type": f"urn:corridor:problem:{error.code}",
        "title": message,
        "status": error.status,
        "detail": hint,
    }
    if error.field:
        body["errors"] = [{"field": error.field, "message": message}]
    return body


def wants_json(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")


class CorridorErrorMiddleware:
    """Turn a CorridorError that no view has caught into an answer that a person can act on."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, CorridorError):
            return None
        if wants_json(request):
            return JsonResponse(problem(exception), status=exception.status, content_type="application/problem+json")
        message, hint = translated(exception)
        context = {"message": message, "hint": hint, "status": exception.status}
        return render(request, "ui/problem.html", context, status=exception.status)

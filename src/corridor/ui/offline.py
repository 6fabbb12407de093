"""Pages that a phone may keep: the service worker stores a page only if its view says so."""

from collections.abc import Callable
from functools import wraps
from typing import Final, ParamSpec

from django.http import HttpResponse

P = ParamSpec("P")
HEADER: Final = "X-Corridor-Offline"


def keep_offline(view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
    """Mark a page as one whose last copy stays on the phone until its owner signs out."""

    @wraps(view)
    def marked(*args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(*args, **kwargs)
        response[HEADER] = "keep"
        return response

    return marked

"""What the worker's views share: who asks, and the status of a form that comes back."""

from typing import Any

from django.http import Http404, HttpRequest

from corridor.access.models import User
from corridor.delivery.skills.models import Person
from corridor.portal.worker.selectors import person_of


def actor(request: HttpRequest) -> User:
    """Return the signed-in worker."""
    user: Any = request.user
    return user  # type: ignore[no-any-return]  # the door has let a user in


def own_person(request: HttpRequest) -> Person:
    """Return the worker's record, else 404."""
    person = person_of(user=actor(request))
    if person is None:
        raise Http404
    return person


def status_of(request: HttpRequest) -> int:
    """Return the status of a page with a form: a form that comes back was not accepted."""
    return 422 if request.method == "POST" else 200

"""What the worker's views share: who asks, and how a refusal is shown at its field."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpRequest

from corridor.access.models import User
from corridor.core.http import translated
from corridor.delivery.skills.models import Person
from corridor.kernel.errors import CorridorError
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


def done(form: forms.BaseForm, act: Callable[[], object]) -> bool:
    """Do what a valid form asks for; a refusal is shown at the field that it names."""
    if not form.is_valid():
        return False
    try:
        act()
    except CorridorError as error:
        form.add_error(error.field if error.field in form.fields else None, " ".join(translated(error)).strip())
        return False
    return True


def status_of(request: HttpRequest) -> int:
    """Return the status of a page with a form: a form that comes back was not accepted."""
    return 422 if request.method == "POST" else 200

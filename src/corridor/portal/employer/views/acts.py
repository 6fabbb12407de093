"""What the employer's views share."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest

from corridor.access.models import User
from corridor.core.http import translated
from corridor.kernel.errors import CorridorError


def actor(request: HttpRequest) -> User:
    """Return the signed-in person."""
    user: Any = request.user
    return user  # type: ignore[no-any-return]  # the door has let a user in


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


def attempt(request: HttpRequest, act: Callable[[], object], success: str) -> None:
    """Do something without a form; a refusal becomes a message on the next page."""
    try:
        act()
    except CorridorError as error:
        messages.error(request, " ".join(translated(error)).strip())
    else:
        messages.success(request, success)

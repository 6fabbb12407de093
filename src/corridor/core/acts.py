"""One way for every act on a page: do it, and say what happened or what stands in the way."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest
from django.utils.functional import Promise

from corridor.core.http import translated
from corridor.kernel.errors import CorridorError

Act = Callable[[], object]


def attempt(request: HttpRequest, act: Act, done: str | Promise) -> bool:
    """Do something and say so on the next page, or say there why not."""
    try:
        act()
    except CorridorError as error:
        messages.error(request, " ".join(translated(error)).strip())
        return False
    messages.success(request, str(done))
    return True


def accepted(form: BaseForm, act: Act) -> bool:
    """Do what a valid form asks for; a refusal is shown at the field that it names."""
    if not form.is_valid():
        return False
    try:
        act()
    except CorridorError as error:
        show(error, form)
        return False
    return True


def show(error: CorridorError, form: BaseForm) -> None:
    """Show a refusal at the field that it names, or on top of the form where it names none."""
    form.add_error(error.field if error.field in form.fields else None, " ".join(translated(error)).strip())

"""One way for every act on a page: do it, say what happened, go back."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from corridor.access.models import User
from corridor.core.acts import attempt
from corridor.kernel.errors import N_, NotPermitted


def actor(request: HttpRequest) -> User:
    """Return the person who is signed in; the doors of the pages have let nobody else through."""
    user = request.user
    if not isinstance(user, User):
        raise NotPermitted(N_("Please sign in."))
    return user


def query_of(request: HttpRequest) -> str:
    """Return the filters of a list, for the links of its pages."""
    query = request.GET.copy()
    query.pop("page", None)
    return query.urlencode()


def wants_fragment(request: HttpRequest) -> bool:
    """Say whether only a part of the page is asked for."""
    return bool(getattr(request, "htmx", False))


def act(request: HttpRequest, back: str, do: Callable[[], object], done: str) -> HttpResponse:
    """Do something; tell the person what happened or what stands in the way, and return to the page."""
    attempt(request, do, done)
    return redirect(back)


def form_act(request: HttpRequest, back: str, form: BaseForm, do: Callable[[], object], done: str) -> HttpResponse:
    """Do something with a form that stands on another page; a field that is wrong is named in the message."""
    if form.is_valid():
        return act(request, back, do, done)
    tell_errors(request, form)
    return redirect(back)


def tell_errors(request: HttpRequest, form: BaseForm) -> None:
    """Say what is wrong with a form that is not on the next page, field by field."""
    for name, errors in form.errors.items():
        label = form.fields[name].label if name in form.fields else ""
        said = " ".join(str(error) for error in errors)
        messages.error(request, f"{label}: {said}" if label else said)

"""What the pages of this room share: the scheme behind its door, the way back, refusals as sentences."""

from collections.abc import Callable
from typing import TypeVar

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from corridor.access.selectors import may
from corridor.core.http import translated
from corridor.design.schemes.models import Scheme
from corridor.design.schemes.selectors import get_scheme
from corridor.kernel.errors import CorridorError

Tab = dict[str, object]
Made = TypeVar("Made")


def reach(request: HttpRequest, scheme_id: int) -> Scheme:
    """Return the scheme of the address, if the person may read its plan."""
    return get_scheme(user=request.user, pk=scheme_id, action="read_plan")


def may_write(request: HttpRequest, scheme: Scheme) -> bool:
    """Say whether the person keeps the register: also while the plan stands approved, not once it is closed."""
    return scheme.status != Scheme.Status.CLOSED and may(scheme, user=request.user, action="change")


def crumbs(scheme: Scheme, *trail: tuple[str, str]) -> list[tuple[str, str]]:
    """Return the way back to the list of schemes."""
    return [
        (_("Schemes"), reverse("schemes:list")),
        (scheme.localised_name, reverse("schemes:detail", args=[scheme.pk])),
        *trail,
    ]


def tabs(scheme: Scheme, here: str) -> list[Tab]:
    """Return the three pages of this room."""
    pages = (("risks", _("Risks")), ("changes", _("Changes")), ("what_if", _("What if")))
    return [
        {"label": label, "url": reverse(f"flexibility:{name}", args=[scheme.pk]), "active": name == here}
        for name, label in pages
    ]


def attempt(request: HttpRequest, act: Callable[[], Made], done: str, form: BaseForm | None = None) -> Made | None:
    """Do an act and say that it is done; None where it was refused, with the words in the form or on the next page."""
    try:
        made = act()
    except CorridorError as error:
        words = " ".join(translated(error))
        if form is None:
            messages.error(request, words)
        else:
            form.add_error(error.field if error.field in form.fields else None, words)
        return None
    messages.success(request, done)
    return made

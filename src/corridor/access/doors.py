"""Doors of pages: who may open a view at all; which rows the view then shows is the selectors' matter."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

from corridor.access.roles import Role
from corridor.access.selectors import roles_of
from corridor.kernel.errors import N_, NotPermitted

View = Callable[..., HttpResponse]


def page(*roles: Role) -> Callable[[View], View]:
    """Open a page to these roles; a stranger is asked to sign in, another role is told who may open it."""

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            check_role(request.user, frozenset(roles))
            return view(request, *args, **kwargs)

        guarded.corridor_roles = frozenset(roles)  # type: ignore[attr-defined]  # read by the test that walks the URLs
        return guarded

    return wrap


def open_page(view: View) -> View:
    """Open a page to everyone, also signed out."""
    view.corridor_roles = None  # type: ignore[attr-defined]  # read by the test that walks the URLs
    return view


def signed_in(view: View) -> View:
    """Open a page to everyone who has signed in, with or without a role."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    guarded.corridor_roles = frozenset(Role)  # type: ignore[attr-defined]  # read by the test that walks the URLs
    return guarded


def check_role(user: Any, roles: frozenset[Role]) -> None:
    """Refuse a person who holds none of the roles."""
    held = roles_of(user)
    if held & roles:
        return
    if not held:
        raise NotPermitted(
            N_("Your account has no role yet, so nothing can be shown."),
            hint=N_("Ask the administrator of your organisation to give you a role."),
        )
    raise NotPermitted(
        N_("Your role does not open this page."),
        hint=N_("Go back to your home page, or ask the administrator of your organisation."),
    )

"""What every page knows of its frame: navigation, languages, organisation, theme."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, get_script_prefix, reverse
from django.utils.translation import get_language

from corridor.access.roles import STAFF, Role
from corridor.access.selectors import organisations_of, roles_of
from corridor.config.navigation import DESK, EMPLOYER_TABS, FOOTER, WORKER_TABS, Entry
from corridor.demo.one_time import current_code
from corridor.evaluation.portfolio.selectors.messages import unread_of


class Link(NamedTuple):
    """One link as the templates show it."""

    label: Any
    icon: str
    url: str
    active: bool
    badge: str = ""


class Tab(NamedTuple):
    """One tab of the portal."""

    label: Any
    icon: str
    url: str
    active: bool


class LanguageLink(NamedTuple):
    """One language of the menu, with the address of this very page in it."""

    code: str
    name: str
    url: str
    active: bool


@dataclass(frozen=True)
class Shell:
    """The frame of a page."""

    groups: list[tuple[Any, list[Link]]] = field(default_factory=list)
    tabs: list[Tab] = field(default_factory=list)
    organisation: str = ""
    role_label: Any = ""
    user_label: str = ""
    languages: list[LanguageLink] = field(default_factory=list)
    theme: str = "light"
    demo: bool = False
    home_url: str = "/"
    search_url: str = ""
    messages_url: str = ""
    unread: int = 0
    footer: list[tuple[Any, str]] = field(default_factory=list)


def shell(request: HttpRequest) -> dict[str, Shell]:
    """Return the frame for the person who asks."""
    user = getattr(request, "user", None)
    roles = roles_of(user) if user is not None else frozenset()
    tabs = WORKER_TABS if Role.WORKER in roles else EMPLOYER_TABS if Role.EMPLOYER in roles else ()
    here = _current(request.path, [*(entry for _label, entries in DESK for entry in entries), *tabs])
    return {
        "shell": Shell(
            groups=[
                (label, shown)
                for label, entries in DESK
                if (shown := [_link(e, here) for e in entries if e.roles & roles])
            ],
            tabs=[Tab(*_link(entry, here)[:4]) for entry in tabs],
            organisation=_organisation(user) if roles else "",
            role_label=Role(sorted(roles)[0]).label if roles else "",
            user_label=str(user) if user is not None and user.is_authenticated else "",
            languages=_languages(request),
            theme="dark" if request.COOKIES.get("corridor_theme") == "dark" else "light",
            demo=settings.CORRIDOR_DEMO,
            home_url=_url("home"),
            search_url=_url("portfolio:search") if roles & STAFF else "",
            messages_url=(inbox := _inbox(roles)),
            unread=unread_of(user=user).count() if user is not None and inbox else 0,
            footer=[(label, _url(name)) for label, name in FOOTER],
        )
    }


def demo_code(request: HttpRequest) -> dict[str, str]:
    """Return the current one-time code on the sign-in pages of the demonstration; nothing elsewhere."""
    if not settings.CORRIDOR_DEMO or "/accounts/" not in request.path:
        return {}
    return {"demo_code": current_code()}


def _current(path: str, entries: Iterable[Entry]) -> str:
    """Return the URL name of the entry whose address is the longest beginning of this page's address."""
    fitting = [(len(url), entry.url_name) for entry in entries if path.startswith(url := _url(entry.url_name))]
    return max(fitting, default=(0, ""))[1]


def _link(entry: Entry, current: str) -> Link:
    return Link(entry.label, entry.icon, _url(entry.url_name), entry.url_name == current)


def _inbox(roles: frozenset[Role]) -> str:
    """Return where a role reads its messages; nobody writes to employers by the house's own messages."""
    if roles & STAFF:
        return _url("portfolio:messages")
    return _url("worker_portal:messages") if Role.WORKER in roles else ""


def _url(name: str) -> str:
    return _address(name, get_language(), get_script_prefix())


@cache
def _address(name: str, language: str | None, prefix: str) -> str:
    """Return the address of a page, sought once: every page of the house shows some forty of them."""
    try:
        return reverse(name)
    except NoReverseMatch:
        # A room that is not open yet; the test that walks the navigation fails on it.
        return "#"


def _organisation(user: Any) -> str:
    first = organisations_of(user).first()
    return first.localised_name if first is not None else ""


def _languages(request: HttpRequest) -> list[LanguageLink]:
    active = (get_language() or "en")[:2]
    path = request.get_full_path()
    return [
        LanguageLink(code, name, f"{reverse('ui:set_language', args=[code])}?next={path}", code == active)
        for code, name in settings.LANGUAGES
    ]

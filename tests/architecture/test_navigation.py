"""Whoever finds a link or a button may use it; every entry of the navigation leads somewhere."""

import re
from urllib.parse import urlsplit

import pytest
from django.urls import resolve, reverse

from corridor.access.roles import Role
from corridor.config.navigation import DESK, EMPLOYER_TABS, FOOTER, WORKER_TABS

ENTRIES = [*(entry for _label, entries in DESK for entry in entries), *WORKER_TABS, *EMPLOYER_TABS]
LINK = re.compile(r'<(?:a|area)\b[^>]*?\bhref="([^"#][^"]*)"|hx-get="([^"]+)"')
FORM = re.compile(r'<form\b[^>]*\bmethod="post"[^>]*\baction="([^"]+)"', re.IGNORECASE)
# Addresses that change who asks or in what language; files of the house.
LEFT_OUT = ("/static/", "/language/", "/theme/", "/accounts/", "/en/accounts/", "/api/", "/en/demo/", "/en/papers/")


@pytest.mark.django_db
@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.url_name)
def test_every_entry_opens_for_all_who_find_it(world, entry):
    answers = {role: world.clients[role].get(reverse(entry.url_name)).status_code for role in entry.roles}

    assert answers == dict.fromkeys(entry.roles, 200)


@pytest.mark.django_db
@pytest.mark.parametrize("name", [name for _label, name in FOOTER])
def test_every_entry_of_the_footer_opens_for_everyone(world, name):
    answers = {who: client.get(reverse(name)).status_code for who, client in world.clients.items()}

    assert answers == dict.fromkeys(world.clients, 200)


@pytest.mark.django_db
@pytest.mark.parametrize("role", [*Role, "none", "stranger"])
def test_nobody_finds_a_link_or_a_button_that_is_closed(world, role):
    opened, closed = walk(world.clients[str(role)], str(role))

    assert closed == []
    assert len(opened) > 5, opened


def walk(client, role):
    """Follow the links from the home page, one address for each name; return the names opened and what is closed."""
    waiting, opened, closed = [(reverse("home"), "the start")], set(), []
    while waiting:
        address, whence = waiting.pop()
        name = name_of(address)
        if name in opened:
            continue
        opened.add(name)
        answer = client.get(address, follow=True)
        if answer.status_code != 200:
            closed.append(f"{whence} leads to {address}: {answer.status_code}")
        if answer.streaming or "html" not in answer["Content-Type"]:
            continue
        page = answer.content.decode()
        waiting += [(link, name) for link in links(page, address) if name_of(link) not in opened]
        closed += [f"{name} has a button for {act}" for act in FORM.findall(page) if not may_post(act, role)]
    return opened, closed


def links(page, base):
    found = ((first or second).replace("&amp;", "&") for first, second in LINK.findall(page))
    local = (urlsplit(base).path + link if link.startswith("?") else link for link in found)
    return [link for link in local if link.startswith("/") and not link.startswith(LEFT_OUT)]


def name_of(address):
    match = resolve(urlsplit(address).path)
    words = sorted(str(value) for value in match.kwargs.values() if not str(value).isdigit())
    return " ".join([match.view_name, *words[:1]])


def may_post(address, role):
    """Say whether the door of a form's target is open to a role."""
    path = urlsplit(address).path
    if path.startswith(LEFT_OUT):
        return True
    roles = resolve(path).func.corridor_roles
    return roles is None or role in roles

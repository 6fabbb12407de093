"""Whoever finds a link or a button may use it; every entry of the navigation leads somewhere."""

import re
from urllib.parse import urlsplit

import pytest
from django.urls import resolve, reverse

from corridor.access.roles import Role
from corridor.config.navigation import DESK, EMPLOYER_TABS, FOOTER, WORKER_TABS
from tests.architecture.link_walk import LEFT_OUT, walk

pytestmark = pytest.mark.django_db

ENTRIES = [*(entry for _label, entries in DESK for entry in entries), *WORKER_TABS, *EMPLOYER_TABS]
FORM = re.compile(r'<form\b[^>]*\bmethod="post"[^>]*\baction="([^"]+)"', re.IGNORECASE)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.url_name)
def test_every_entry_opens_for_all_who_find_it(world, entry):
    answers = {role: world.clients[role].get(reverse(entry.url_name)).status_code for role in entry.roles}

    assert answers == dict.fromkeys(entry.roles, 200)


@pytest.mark.parametrize("name", [name for _label, name in FOOTER])
def test_every_entry_of_the_footer_opens_for_everyone(world, name):
    answers = {who: client.get(reverse(name)).status_code for who, client in world.clients.items()}

    assert answers == dict.fromkeys(world.clients, 200)


@pytest.mark.parametrize("role", [*Role, "none", "stranger"])
def test_nobody_finds_a_link_or_a_button_that_is_closed(world, role):
    opened, closed = [], []

    def see(name, whence, answer):
        opened.append(name)
        if answer.status_code != 200:
            closed.append(f"{whence}: {answer.status_code}")
        acts = [] if answer.streaming else FORM.findall(answer.content.decode(errors="ignore"))
        closed.extend(f"{name} has a button for {act}" for act in acts if not may_post(act, role))

    walk(world.clients[str(role)], see)

    assert closed == []
    assert len(opened) > 5, opened


def may_post(address, role):
    """Say whether the door of a form's target is open to a role."""
    path = urlsplit(address).path
    if LEFT_OUT.match(path):
        return True
    roles = resolve(path).func.corridor_roles
    return roles is None or role in roles

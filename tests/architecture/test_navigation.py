"""Whoever finds a link or a button may use it; a page in Arabic, French or Spanish holds no English sentence.

Everyone walks through the house once, in Arabic; every page that somebody met is then read in French and Spanish too.
"""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from django.urls import resolve, reverse
from django.utils import translation

from corridor.access.roles import Role
from corridor.config.navigation import DESK, EMPLOYER_TABS, FOOTER, WORKER_TABS
from corridor.knowledge.codelists.rules import load_list
from tests.architecture.link_walk import LEFT_OUT, walk
from tools.readable import english_sentences

pytestmark = pytest.mark.django_db

ENTRIES = [*(entry for _label, entries in DESK for entry in entries), *WORKER_TABS, *EMPLOYER_TABS]
EVERYONE = [*map(str, Role), "none", "stranger"]
# What people or the packaged lists say in English: the source in the factory, and titles of ISCO-08 that have no
# official Arabic form; a form shows these in English rather than not at all.
SAID_BY_THE_FACTORY = "invented for a test"
FORM = re.compile(r'<form\b[^>]*\bmethod="post"[^>]*\baction="([^"]+)"', re.IGNORECASE)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.url_name)
def test_every_entry_opens_for_all_who_find_it(world, entry):
    answers = {role: world.clients[role].get(reverse(entry.url_name)).status_code for role in entry.roles}

    assert answers == dict.fromkeys(entry.roles, 200)


@pytest.mark.parametrize("name", [name for _label, name in FOOTER])
def test_every_entry_of_the_footer_opens_for_everyone(world, name):
    answers = {who: client.get(reverse(name)).status_code for who, client in world.clients.items()}

    assert answers == dict.fromkeys(world.clients, 200)


@dataclass
class Walk:
    """What somebody met: the address of each page by its name, what was closed, and what stood in English."""

    pages: dict[str, str] = field(default_factory=dict)
    closed: list[str] = field(default_factory=list)
    english: dict[str, str] = field(default_factory=dict)


@pytest.fixture(scope="module")
def titles():
    return " | ".join(row.labels["en"] for row in load_list("isco08").rows)


@pytest.fixture(scope="module")
def walked(world, titles):
    """Give the walk of everyone, made when it is first asked for."""
    walks = {}

    def of(who):
        if who not in walks:
            with translation.override("ar"):
                walks[who] = walk_of(world.clients[who], who, titles)
        return walks[who]

    return of


def walk_of(client, who, titles):
    found = Walk()

    def see(name, whence, answer):
        if answer.status_code != 200:
            found.closed.append(f"{whence}: {answer.status_code}")
        if answer.streaming:
            return
        page = answer.content.decode(errors="ignore")
        found.closed += [f"{name} has a button for {act}" for act in FORM.findall(page) if not may_post(act, who)]
        if "html" in answer["Content-Type"]:
            found.pages[name] = answer.wsgi_request.get_full_path()
            found.english |= dict.fromkeys(unexpected(page, titles), name)

    walk(client, see)
    return found


def unexpected(page, titles):
    """Return the English sentences that are neither titles of a list nor words of the factory."""
    return [
        sentence
        for sentence in english_sentences(page)
        if SAID_BY_THE_FACTORY not in sentence and sentence not in titles
    ]


def may_post(address, role):
    """Say whether the door of a form's target is open to a role."""
    path = urlsplit(address).path
    if LEFT_OUT.match(path):
        return True
    roles = resolve(path).func.corridor_roles
    return roles is None or role in roles


@pytest.mark.parametrize("who", EVERYONE)
def test_nobody_finds_a_link_or_a_button_that_is_closed(walked, who):
    found = walked(who)

    assert found.closed == []
    assert len(found.pages) > 5, found.pages


@pytest.mark.parametrize("who", EVERYONE)
def test_no_page_in_arabic_shows_an_english_sentence(walked, who):
    assert walked(who).english == {}


@pytest.mark.parametrize("language", ["fr", "es"])
def test_no_page_shows_an_english_sentence(world, walked, titles, language):
    places = {name: (who, address) for who in EVERYONE for name, address in walked(who).pages.items()}
    found = {}

    for name, (who, address) in places.items():
        page = world.clients[who].get(address.replace("/ar/", f"/{language}/", 1), follow=True).content.decode()
        assert "<html" not in page or f'<html lang="{language}"' in page
        found |= dict.fromkeys(unexpected(page, titles), name)

    assert found == {}
    assert len(places) > 100

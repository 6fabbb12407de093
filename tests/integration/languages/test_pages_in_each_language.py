"""A page in Arabic, French or Spanish holds no English sentence, whoever reads it."""

import pytest
from django.db import transaction
from django.utils import translation

from corridor.access.roles import Role
from corridor.knowledge.codelists.rules import load_list
from tests.architecture.access_world import make_world
from tests.architecture.link_walk import walk
from tools.readable import english_sentences

# Together these readers reach every page of staff, portals and strangers.
SOME = (Role.DESIGNER, Role.OFFICER_ORIGIN, Role.PROTECTION, Role.EMPLOYER, Role.WORKER, "stranger")
# What people or the packaged lists say in English: the source in the factory, and titles of ISCO-08 that have no
# official Arabic form; a form shows these in English rather than not at all.
SAID_BY_THE_FACTORY = "invented for a test"


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def titles():
    return " | ".join(row.labels["en"] for row in load_list("isco08").rows)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "who"),
    [*(("ar", who) for who in (*Role, "stranger")), *((x, who) for x in ("fr", "es") for who in SOME)],
)
def test_no_page_shows_an_english_sentence(world, titles, language, who):
    found, pages = {}, []

    def read(name, _whence, answer):
        if answer.streaming or "html" not in answer["Content-Type"]:
            return
        pages.append(name)
        for sentence in english_sentences(answer.content.decode()):
            if SAID_BY_THE_FACTORY not in sentence and sentence not in titles:
                found.setdefault(sentence, name)

    with translation.override(language):
        walk(world.clients[str(who)], read)

    assert found == {}
    assert len(pages) > 5


ARABIC, FRENCH = '<html lang="ar" dir="rtl">', '<html lang="fr" dir="ltr">'


@pytest.mark.parametrize(
    ("page", "found"),
    [
        (f"{ARABIC}<p>فرص العمل</p>", []),
        (f"{ARABIC}<p>Nothing has been entered yet</p>", ["Nothing has been entered yet"]),
        (f'{ARABIC}<p lang="en">Nothing has been entered yet</p><p>تم</p>', []),
        (f"{ARABIC}<p><bdi>Ministry of Labour and Employment</bdi> تم</p>", []),
        (f'{ARABIC}<input placeholder="Write what happened then">', ["Write what happened then"]),
        (f"{ARABIC}<p>Web developer</p>", []),
        (f"{FRENCH}<p>Ceci est une phrase simple</p>", []),
        (f"{FRENCH}<p>Open the case now</p>", ["Open the case now"]),
    ],
)
def test_english_is_found_where_a_reader_would_meet_it(page, found):
    assert english_sentences(page) == found

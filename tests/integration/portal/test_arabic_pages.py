"""No English sentence stands on an Arabic page of the portal."""

import re

import pytest
from django.urls import reverse
from django.utils.translation import override

from corridor.access.roles import Role
from corridor.core.models import OutgoingMessage
from tests.factories.access import make_member
from tests.factories.mobility import make_contract, make_journey
from tests.factories.recruitment import make_world

pytestmark = pytest.mark.django_db

PUBLIC = ("welcome", "rights", "complain", "track", "check", "accessibility", "privacy")
WORKER = (
    "home",
    "messages",
    "contract",
    "return_plan",
    "jobs",
    "withdraw",
    "passport",
    "help",
    "complain",
    "fee",
    "call",
)
EMPLOYER = ("home", "vacancies", "new", "costs")
# Three English words in a row are a sentence or a label that nobody translated; names and codes are shorter.
ENGLISH = re.compile(r"\b[A-Za-z]{2,}(?: [A-Za-z]{2,}){2,}\b")
# Names that the factories invent, and names of bodies and standards that have no Arabic.
NAMES = re.compile(
    r"Web Content Accessibility Guidelines|Web developer|Organisation \d+|Scheme \d+|English|Corridor|EN 301 549"
)


def words_of(html):
    body = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", html.split("<body", 1)[1], flags=re.S)
    body = re.sub(r'<(\w+)[^>]*\blang="(?:en|fr|es)"[^>]*>.*?</\1>', " ", body, flags=re.S)
    return NAMES.sub(" ", re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " | ", body)))


def english_on(client, name, *args):
    with override("ar"):
        answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return ENGLISH.findall(words_of(answer.text))


@pytest.mark.parametrize("name", PUBLIC)
def test_public_pages(client, name):
    assert english_on(client, f"public_portal:{name}") == []


@pytest.mark.parametrize("name", WORKER)
def test_worker_pages(client, sign_in, name):
    journey = make_journey()
    make_contract(journey)
    # Messages are written in the language that the person had when they were sent.
    OutgoingMessage.objects.all().delete()
    sign_in(journey.worker)

    assert english_on(client, f"worker_portal:{name}") == []


@pytest.mark.parametrize("name", EMPLOYER)
def test_employer_pages(client, sign_in, name):
    sign_in(make_world().employer_user)

    assert english_on(client, f"employer_portal:{name}") == []


def test_the_page_of_a_job_order(client, sign_in):
    world = make_world()
    sign_in(world.employer_user)

    assert english_on(client, "employer_portal:vacancy", world.vacancy.pk) == []


def test_the_check_finds_a_sentence_that_was_left_in_english():
    assert ENGLISH.findall(words_of("<body><p>You pay nothing for this job.</p>")) == ["You pay nothing for this job"]


def test_a_worker_without_a_record_reads_arabic_too(client, sign_in):
    sign_in(make_member(Role.WORKER))

    assert english_on(client, "worker_portal:home") == []

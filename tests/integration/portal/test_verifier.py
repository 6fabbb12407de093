"""The page that checks a passport without a network: small, whole, and the same for everybody."""

import json
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse

from corridor.access.roles import Role
from corridor.delivery.skills.runs import verify
from corridor.delivery.skills.services import issue_passport
from corridor.portal.public.verifier_texts import TEXTS
from tests.factories.access import make_member
from tests.factories.skills import give_skills, make_person

pytestmark = pytest.mark.django_db

FILES = ("public_portal/verify.css", "public_portal/verify.js")


@pytest.fixture
def passport():
    person = make_person(user=make_member(Role.WORKER))
    give_skills(person, "pruning")
    return issue_passport(person=person, by=person.user)


def test_page_script_and_style_are_together_under_60_kilobytes(client, passport):
    page = client.get("/verify").content
    files = [Path(finders.find(name)).read_bytes() for name in FILES]

    assert len(page) + sum(map(len, files)) < 60_000


def test_the_page_holds_every_sentence_in_four_languages_and_nothing_inline(client):
    page = client.get("/verify").content.decode()

    texts = json.loads(re.search(r'<script id="texts" type="application/json">(.*?)</script>', page, re.DOTALL)[1])
    assert set(texts) == {"en", "fr", "es", "ar"}
    for language in texts.values():
        assert TEXTS.keys() < language.keys()
        assert {"withdrawn", "list_old", "not_listed", "source_certified", "outcome_full"} < language.keys()
    assert page.count("<script") == 2
    assert "style=" not in page


def test_without_scripts_the_page_leads_to_the_check_with_a_network(client):
    page = client.get("/verify").content.decode()

    told = page[page.index("<noscript>") : page.index("</noscript>")]
    for language in ("en", "fr", "es", "ar"):
        assert f'href="/{language}/welcome/check/"' in told


def test_the_worker_keeps_page_lists_and_files_and_no_more(client):
    worker = client.get(reverse("verifier:worker")).content.decode()

    kept = json.loads(re.search(r"const KEPT = (.*);", worker)[1])
    assert kept[:2] == ["/verify", "/verify.json"]
    assert len(kept) == 4
    # The worker of the portal throws away only its own stores.
    assert 'startsWith("corridor-assets-")' in client.get(reverse("ui:service_worker")).content.decode()


def test_the_lists_are_dated_and_signed_by_the_key_on_the_page(client, passport):
    pack = client.get(reverse("verifier:pack")).json()
    page = client.get("/verify").content.decode()

    assert f'data-issuer="{pack["trust"]["issuer"]}"' in page
    trust = verify(pack["trust"], as_of=passport.issued_at.replace(year=passport.issued_at.year + 1))
    assert (trust.integrity.value, trust.issuer.value) == (True, True)
    assert passport.credential.document["issuer"]["id"] in {
        one["id"] for one in pack["trust"]["credentialSubject"]["issuers"]
    }
    assert len(pack["lists"]) == 1


def test_before_the_first_passport_there_is_no_list_and_no_fault(client):
    assert client.get(reverse("verifier:pack")).json()["trust"] is None
    assert client.get("/verify").status_code == 200

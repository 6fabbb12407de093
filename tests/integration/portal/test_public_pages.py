"""The pages that everybody may open."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from corridor.access.roles import Role
from corridor.delivery.protection.models import Grievance
from corridor.delivery.skills.models import Passport
from corridor.delivery.skills.services import issue_passport
from tests.factories.access import make_member
from tests.factories.design import make_scheme
from tests.factories.skills import give_language, give_skills, make_person

pytestmark = pytest.mark.django_db

PAGES = ("welcome", "rights", "complain", "track", "check", "accessibility", "privacy")
LANGUAGES = ("en", "fr", "es", "ar")


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_stranger_reads_the_page_in_every_language(client, name, language):
    with override(language):
        url = reverse(f"public_portal:{name}")

    answer = client.get(url)

    assert answer.status_code == 200
    assert f'lang="{language}"' in answer.text
    assert answer.text.count("<h1>") == 1


def test_the_welcome_page_leads_to_complaints_rights_and_the_sign_in(client):
    answer = client.get(reverse("public_portal:welcome"))

    for name in ("public_portal:complain", "public_portal:rights", "public_portal:track", "account_login"):
        assert f'href="{reverse(name)}"' in answer.text


def test_nobody_asks_for_a_name_in_a_complaint(client):
    answer = client.get(reverse("public_portal:complain"))

    names = set(re.findall(r'name="(\w+)"', answer.text))
    assert {"category", "text", "iso3", "scheme", "safe_contact"} <= names
    assert not names & {"name", "given_name", "family_name", "email"}


COMPLAINT = {
    "category": "fees",
    "text": "They asked me for 300 euros.",
    "iso3": "BEL",
    "scheme": "",
    "safe_contact": "",
}


def complain(client, **changes):
    return client.post(reverse("public_portal:complain"), COMPLAINT | changes)


def test_a_complaint_without_a_name_gets_a_number_that_shows_where_it_stands(client):
    complain(client)

    receipt = client.get(reverse("public_portal:complained"))
    (grievance,) = Grievance.objects.all()
    assert grievance.person is None
    assert grievance.tracking_number in receipt.text

    tracked = client.post(reverse("public_portal:track"), {"number": grievance.tracking_number.lower()})
    assert tracked.status_code == 200
    assert "Received" in tracked.text
    assert COMPLAINT["text"] not in tracked.text


def test_the_number_stands_in_no_address(client):
    answer = complain(client)

    assert answer["Location"] == reverse("public_portal:complained")
    assert Client().get(reverse("public_portal:complained")).status_code == 302


def test_a_complaint_without_words_is_sent_back_with_the_reason_and_changes_nothing(client):
    answer = complain(client, text="")

    assert answer.status_code == 422
    assert 'id="id_text_error"' in answer.text
    assert not Grievance.objects.exists()


def test_an_unknown_number_says_what_to_do(client):
    answer = client.post(reverse("public_portal:track"), {"number": "AAAA-AAAA-AAAA"})

    assert answer.status_code == 422
    assert "No complaint has this number" in answer.text


def test_the_holder_of_a_number_may_write_again(client):
    complain(client)
    number = Grievance.objects.get().tracking_number

    answer = client.post(reverse("public_portal:track"), {"number": number, "text": "They called again."})

    assert "Your message has arrived." in answer.text
    assert Grievance.objects.get().steps.filter(note="They called again.").exists()


def test_only_running_schemes_are_offered_and_only_their_names(client):
    running, draft = make_scheme(status="running", name="Runs"), make_scheme(name="Planned")

    answer = client.get(reverse("public_portal:complain"))

    assert running.name in answer.text
    assert draft.name not in answer.text


def passport_of(*, is_shared=True, **fields):
    worker = make_member(Role.WORKER)
    person = make_person(user=worker, given_name="Salma", family_name="Alaoui")
    give_skills(person, "pruning")
    give_language(person, "fr", 3)
    passport = issue_passport(person=person, by=worker)
    Passport.objects.filter(pk=passport.pk).update(is_shared=is_shared, **fields)
    return passport


def checked(client, code):
    return client.get(reverse("public_portal:check"), {"code": code}).text


def test_a_shared_passport_shows_its_skills_and_that_it_is_genuine(client):
    page = checked(client, passport_of().code)

    for words in ("This passport is genuine", "Salma Alaoui", "pruning", "B1", "Morocco"):
        assert words in page


def test_a_passport_that_is_not_shared_looks_like_one_that_does_not_exist(client):
    hidden, unknown = checked(client, passport_of(is_shared=False).code), checked(client, "AAAA-BBBB-CCCC")

    assert "Salma" not in hidden
    for page in (hidden, unknown):
        assert "Nothing is shown for this code" in page


def test_a_changed_passport_is_found_out(client):
    passport = passport_of()
    content = Passport.objects.get(pk=passport.pk).content
    content["holder"]["given_name"] = "Somebody"
    Passport.objects.filter(pk=passport.pk).update(content=content)

    assert "The seal does not fit" in checked(client, passport.code)


def test_a_withdrawn_passport_shows_that_and_no_content(client):
    page = checked(client, passport_of(is_shared=False, revoked_at=timezone.now()).code)

    assert "This passport was withdrawn" in page
    assert "Salma" not in page

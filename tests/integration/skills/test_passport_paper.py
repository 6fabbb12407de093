"""The passport on paper: two languages, two codes, and what it is not."""

import io

import pypdf
import pytest
from django.urls import reverse

from corridor.access.roles import Role
from corridor.delivery.skills.services import issue_passport
from tests.factories.access import make_member
from tests.factories.skills import give_language, give_skills, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def passport():
    worker = make_member(Role.WORKER)
    person = make_person(user=worker, given_name="Amina", family_name="Haddad")
    give_skills(person, "pruning", source="certified")
    give_skills(person, "grafting")
    give_language(person, "fr", 3)
    return issue_passport(person=person, by=worker)


def test_the_paper_states_sources_and_notice_in_two_languages_with_two_codes(passport, sign_in):
    client = sign_in(passport.person.user)

    answer = client.get(reverse("skills:passport_pdf", args=[passport.pk]) + "?second=ar")

    paper = pypdf.PdfReader(io.BytesIO(answer.content))
    first, second = (page.extract_text() for page in paper.pages)
    assert answer["Content-Type"] == "application/pdf"
    for words in ("Amina Haddad", passport.code, "pruning", "Certified", "grafting", "Stated by the person"):
        assert words in first
    for words in ("not a decision on the", "free of charge", "Check with a network", "Check without a network"):
        assert words in first
    assert passport.code in second
    assert "Amina Haddad" in second
    for page in paper.pages:
        assert len(page.get_contents().get_data()) > 20_000  # the two codes are drawn, not only named

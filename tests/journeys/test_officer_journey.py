"""An officer imports people, matches and proposes; the employer's office decides; the candidate answers."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from corridor.access.roles import Role
from corridor.core.audit import verify
from corridor.delivery.recruitment.models import Candidate, CandidateImport, Nomination, Offer, SelectionEvent, Vacancy
from corridor.delivery.recruitment.services.selection import answer_as_candidate
from tests.conftest import pass_second_factor
from tests.factories.access import make_member
from tests.factories.recruitment import make_world
from tests.factories.recruitment_csv import csv_of, row

pytestmark = pytest.mark.django_db


def browser(user) -> Client:
    client = Client()
    client.force_login(user)
    pass_second_factor(client, user)
    return client


def address(name, *args):
    return reverse(f"recruitment:{name}", args=args)


def text_of(response) -> str:
    assert response.status_code == 200, response.content[:2000]
    return response.content.decode()


def test_from_a_file_to_an_accepted_offer():
    world = make_world(languages=[{"code": "fr", "level": 3}], positions=1)
    origin, destination = browser(world.officer_origin), browser(world.officer_destination)

    # The file holds two good people, one with a wrong date, and one who is known.
    file = csv_of(
        row(1, available="2026-01-01"),
        row(2, available="2026-01-01", languages="fr:A1"),
        row(3, birth_date="12/04/1996"),
        row(4, email="amina1@example.org"),
    )
    upload = SimpleUploadedFile("people.csv", file, content_type="text/csv")
    step = origin.post(address("import"), {"scheme": world.scheme.pk, "file": upload}, follow=True)
    assert "Check the rows" in text_of(step)
    batch = CandidateImport.objects.get()
    checked = text_of(origin.get(address("import_check", batch.pk)))
    assert "birth_date" in checked
    assert "12/04/1996" in checked
    preview = text_of(origin.get(address("import_preview", batch.pk)))
    assert "Same e-mail address" in preview
    refused = text_of(origin.post(address("import_preview", batch.pk), {}))
    assert "1 rows of the file are wrong, so nothing was imported." in refused
    assert not Candidate.objects.exists()
    done = origin.post(address("import_preview", batch.pk), {"skip_bad": "on"}, follow=True)
    assert "The file is imported." in text_of(done)
    assert Candidate.objects.count() == 2

    # The shortlist names one person and says what the other lacks.
    made = text_of(origin.post(address("match", world.vacancy.pk), follow=True))
    first, second = Candidate.objects.order_by("pk")
    assert first.reference in made
    assert second.reference not in made
    near = text_of(origin.get(address("near", world.vacancy.pk)))
    assert second.reference in near
    assert "Language French reaches B1; it is at A1 now." in near
    why = text_of(origin.get(address("why", world.vacancy.pk, first.pk)))
    assert "web programming" in why

    # Without her consent nobody is proposed; with it she is.
    propose = address("propose", world.vacancy.pk)
    asked = text_of(origin.post(propose, {"pick": first.pk}, follow=True))
    assert "has not agreed yet" in asked
    text_of(origin.post(address("consent", first.pk), follow=True))
    text_of(origin.post(propose, {"pick": first.pk}, follow=True))
    nomination = Nomination.objects.get()

    # She says yes by herself, the office of the destination records the employer's answers.
    worker = make_member(Role.WORKER)
    first.person.refresh_from_db()
    first.person.user = worker
    first.person.save()
    answer_as_candidate(nomination=nomination, yes=True, by=worker)
    page = address("nomination", nomination.pk)
    text_of(destination.get(page))
    text_of(destination.post(address("employer_answer", nomination.pk), {"answer": "no"}, follow=True))
    assert Nomination.objects.get().employer_answer == ""
    talk = {"held_at_0": "2026-12-01", "held_at_1": "10:00", "mode": "video"}
    text_of(destination.post(address("interview_new", nomination.pk), talk, follow=True))
    text_of(destination.post(address("employer_answer", nomination.pk), {"answer": "yes"}, follow=True))
    start = date.today() + timedelta(days=90)
    low = destination.post(
        address("offer_new", nomination.pk), {"salary_eur_month": "1000", "start_date": start}, follow=True
    )
    assert "below the 2900.00 EUR of the job order" in text_of(low)
    text_of(
        destination.post(
            address("offer_new", nomination.pk), {"salary_eur_month": "2900", "start_date": start}, follow=True
        )
    )
    offer = Offer.objects.get()
    text_of(origin.post(address("offer_answer", offer.pk), {"answer": "yes"}, follow=True))

    assert Vacancy.objects.get().status == "filled"
    assert Candidate.objects.get(pk=first.pk).status == "accepted"
    kinds = list(SelectionEvent.objects.filter(candidate=first).values_list("kind", flat=True))
    assert kinds == [
        "registered", "nominated", "candidate_yes", "interview_planned", "employer_yes", "selected", "offered",
        "accepted",
    ]  # fmt: skip
    assert verify().is_intact

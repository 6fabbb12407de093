"""The operations of recruitment for programs."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from corridor.access.roles import Role
from corridor.delivery.recruitment.models import Candidate, CandidateImport
from corridor.delivery.recruitment.services.matching import request_shortlist
from tests.factories.access import make_member
from tests.factories.recruitment import make_candidate, make_skilled_candidate, make_vacancy, make_world
from tests.factories.recruitment_csv import csv_of, row

pytestmark = pytest.mark.django_db
BASE = "/api/v1"


@pytest.fixture
def world():
    return make_world()


def send(client, world, *rows, key="", **fields):
    file = SimpleUploadedFile("people.csv", csv_of(*rows), content_type="text/csv")
    headers = {"Idempotency-Key": key} if key else {}
    return client.post(
        f"{BASE}/candidates/import", {"file": file, "scheme_id": world.scheme.pk, **fields}, headers=headers
    )


def test_vacancies_are_paged_by_a_cursor(world, sign_in):
    for _ in range(2):
        make_vacancy(world.scheme, world.employer)
    client = sign_in(world.officer_origin)

    first = client.get(f"{BASE}/vacancies", {"limit": 2}).json()
    second = client.get(first["next"]).json()

    assert [len(first["items"]), len(second["items"]), second["next"]] == [2, 1, None]
    assert first["items"][0]["essential_skills"] == [{"uri": "", "label": "web programming"}]


def test_one_vacancy_of_another_scheme_is_not_found(world, sign_in):
    stranger = make_world()

    assert sign_in(world.officer_origin).get(f"{BASE}/vacancies/{world.vacancy.pk}").status_code == 200
    assert sign_in(stranger.officer_origin).get(f"{BASE}/vacancies/{world.vacancy.pk}").status_code == 404


def test_a_shortlist_gives_exact_parts_and_no_names(world, sign_in):
    candidate = make_skilled_candidate(world.scheme)
    client = sign_in(world.officer_origin)
    assert client.get(f"{BASE}/vacancies/{world.vacancy.pk}/shortlist").status_code == 404
    request_shortlist(vacancy=world.vacancy, by=world.officer_origin)

    answer = client.get(f"{BASE}/vacancies/{world.vacancy.pk}/shortlist")

    (edge,) = answer.json()["items"]
    assert (edge["score"], edge["band"], edge["parts"]["essential"]) == (1.0, "strong", 1.0)
    assert candidate.person.family_name not in answer.content.decode()


def test_candidates_are_given_to_their_office_alone(world, sign_in):
    candidate = make_candidate(world.scheme)

    mine = sign_in(world.officer_origin).get(f"{BASE}/candidates").json()
    theirs = sign_in(world.officer_destination).get(f"{BASE}/candidates").json()
    refused = sign_in(make_member(Role.DONOR)).get(f"{BASE}/candidates")

    assert [one["id"] for one in mine["items"]] == [candidate.pk]
    assert theirs["items"] == []
    assert refused.status_code == 403
    assert refused["Content-Type"] == "application/problem+json"


def test_a_file_is_checked_without_writing_anybody(world, sign_in):
    answer = send(sign_in(world.officer_origin), world, row(1), row(2, eqf="9")).json()

    assert answer["counts"] == {"new": 1, "updated": 0, "unchanged": 0, "duplicate": 0, "bad": 1}
    assert (answer["problems"][0]["line"], answer["problems"][0]["column"]) == (3, "eqf")
    assert not Candidate.objects.exists()


def test_a_repeated_request_is_answered_alike_and_imports_once(world, sign_in):
    client = sign_in(world.officer_origin)

    first = send(client, world, row(1), key="abc", confirm="true")
    again = send(client, world, row(1), key="abc", confirm="true")
    other = send(client, world, row(2), key="abc", confirm="true")

    assert first.json() == again.json()
    assert other.status_code == 422
    assert CandidateImport.objects.count() == 1
    assert Candidate.objects.count() == 1


def test_wrong_rows_are_a_problem_that_changes_nothing(world, sign_in):
    answer = send(sign_in(world.officer_origin), world, row(1), row(2, sex="?"), confirm="true")

    assert answer.status_code == 409
    assert answer.json()["title"] == "1 rows of the file are wrong, so nothing was imported."
    assert not Candidate.objects.exists()
    assert not CandidateImport.objects.exists()

"""Every page of recruitment opens to its roles, refuses others, and speaks in four languages."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from corridor.access.roles import Role
from corridor.delivery.recruitment.models import (
    Candidate,
    CandidateImport,
    DuplicateReview,
    Recruiter,
    RecruiterEngagement,
)
from corridor.delivery.recruitment.services.importing import start_import
from corridor.delivery.recruitment.services.matching import request_shortlist
from corridor.delivery.recruitment.services.selection import nominate
from tests.factories.access import make_member
from tests.factories.recruitment import make_candidate, make_skilled_candidate, make_vacancy, make_world
from tests.factories.recruitment_csv import csv_of, row
from tests.factories.skills import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world(languages=[{"code": "fr", "level": 3}])


def page(name, *args, language="en"):
    from django.utils import translation

    with translation.override(language):
        return reverse(f"recruitment:{name}", args=args)


@pytest.fixture
def full(world):
    """A world with a row for every page."""
    candidate = make_skilled_candidate(world.scheme)
    other = make_candidate(world.scheme, make_person(email=candidate.person.email or "x@example.org"))
    request_shortlist(vacancy=world.vacancy, by=world.officer_origin)
    nomination = nominate(vacancy=world.vacancy, candidate=candidate, by=world.officer_origin)
    review = DuplicateReview.objects.create(first=candidate, second=other, ground="email")
    recruiter = Recruiter.objects.create(name="Atlas Recruiting", iso3="MAR")
    RecruiterEngagement.objects.create(recruiter=recruiter, employer=world.employer, scheme=world.scheme)
    file = SimpleUploadedFile("p.csv", csv_of(row(1), row(2, sex="?")), content_type="text/csv")
    batch = start_import(scheme=world.scheme, upload=file, by=world.officer_origin)
    pk = world.vacancy.pk
    both = [
        page("vacancies"), page("vacancy", pk), page("shortlist", pk), page("shortlist_export", pk), page("near", pk),
        page("why", pk, candidate.pk), page("nomination", nomination.pk), page("employers"),
        page("employer", world.employer.pk), page("candidates"), page("candidate", candidate.pk), page("recruiters"),
    ]  # fmt: skip
    origin = [
        page("candidate_new"), page("duplicates"), page("import"), page("import_template"),
        page("import_columns", batch.pk), page("import_check", batch.pk), page("import_preview", batch.pk),
        page("import_bad_rows", batch.pk), page("recruiter", recruiter.pk),
    ]  # fmt: skip
    destination = [page("vacancy_new"), page("vacancy_edit", pk)]
    return {"both": both, "origin": origin, "destination": destination, "review": review}


def test_every_page_opens_to_its_officer(world, full, sign_in):
    client = sign_in(world.officer_origin)
    for url in full["both"] + full["origin"]:
        assert client.get(url).status_code == 200, url
    client = sign_in(world.officer_destination)
    for url in full["both"] + full["destination"]:
        assert client.get(url).status_code == 200, url


def test_every_page_refuses_the_other_side_and_strangers(world, full, sign_in, client):
    every = full["both"] + full["origin"] + full["destination"]
    for url in every:
        assert client.get(url).status_code == 302, url
    for role in (Role.EMPLOYER, Role.DONOR, Role.EVALUATOR):
        outsider = sign_in(make_member(role, organisation=world.employer.organisation))
        for url in every:
            if url not in (page("recruiters"),):
                assert outsider.get(url).status_code == 403, url


def test_rows_of_another_scheme_are_not_found(world, full, sign_in):
    client = sign_in(make_world().officer_origin)
    hidden = [url for url in full["both"] + full["origin"] if any(sign.isdigit() for sign in url)]
    # The register of a country is open to its offices, whatever the scheme.
    for url in (url for url in hidden if "recruiters" not in url):
        assert client.get(url).status_code == 404, url


def test_fragments_answer_htmx_and_pages_answer_without(world, full, sign_in):
    client = sign_in(world.officer_origin)
    for name in ("vacancies", "candidates", "recruiters"):
        fragment = client.get(page(name), headers={"HX-Request": "true"}).content.decode()
        assert "<html" not in fragment
        assert "<html" in client.get(page(name)).content.decode()
    shortlist = page("shortlist", world.vacancy.pk)
    assert "<html" not in client.get(shortlist, headers={"HX-Request": "true"}).content.decode()


def test_a_shortlist_hides_names_until_somebody_asks_for_them(world, full, sign_in):
    client = sign_in(world.officer_origin)
    candidate = Candidate.objects.first()

    hidden = client.get(page("shortlist", world.vacancy.pk)).content.decode()
    shown = client.get(page("shortlist", world.vacancy.pk), {"names": "on"}).content.decode()

    assert candidate.person.family_name not in hidden
    assert candidate.person.family_name in shown


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, 2),
        ({"level": "4"}, 1),
        ({"level": "5"}, 0),
        ({"years": "5"}, 1),
        ({"years": "6"}, 0),
        ({"q": "no such"}, 0),
    ],
)
def test_filters_narrow_the_shortlist(world, full, sign_in, query, found):
    response = sign_in(world.officer_origin).get(page("shortlist", world.vacancy.pk), query)

    assert len(response.context["rows"]) == found


def test_choices_by_sex_are_counts_and_no_rate_below_ten(world, full, sign_in):
    response = sign_in(world.officer_origin).get(page("shortlist", world.vacancy.pk))

    assert response.context["fairness"].ratio is None
    assert "Too few people for a rate" in response.content.decode()


def test_a_vacancy_that_ended_says_so_and_is_not_matched(world, sign_in):
    world.vacancy.closes_date = "2026-01-31"
    world.vacancy.save()
    client = sign_in(world.officer_origin)

    answer = client.post(page("match", world.vacancy.pk), follow=True).content.decode()

    assert "ended on 2026-01-31 and cannot be matched" in answer


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"name\nAmina\n", "no column given_name"),
        (csv_of(row(1)).replace(b"Amina1", b"Am\xefna"), "is not UTF-8"),
        (b"", "is empty"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_on_the_page(world, sign_in, content, words):
    file = SimpleUploadedFile("p.csv", content, content_type="text/csv")

    response = sign_in(world.officer_origin).post(page("import"), {"scheme": world.scheme.pk, "file": file})

    assert response.status_code == 422
    assert words in response.content.decode()
    assert not CandidateImport.objects.exists()


def test_a_person_is_registered_by_form(world, sign_in):
    client = sign_in(world.officer_origin)
    data = {
        "scheme": world.scheme.pk, "given_name": "Amina", "family_name": "Berrada", "preferred_language": "ar",
        "track": "away", "occupation": "2513", "years": "3", "languages": "fr:B2", "skills": "web programming",
    }  # fmt: skip

    refused = client.post(page("candidate_new"), data)
    client.post(page("candidate_new"), data | {"has_consented": "on"})

    assert refused.status_code == 422
    assert "without her consent" in refused.content.decode()
    person = Candidate.objects.get().person
    assert (person.iso3, person.languages.get().cefr, person.skills.get().label_en) == ("MAR", 4, "web programming")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"isco08": "9999"}, "not a unit group"),
        ({"iso3": "BE"}, "three letters"),
        ({"languages_text": "fr:Z9"}, "language level"),
    ],
)
def test_a_job_order_with_unknown_codes_is_refused_at_the_field(world, sign_in, changes, words):
    response = sign_in(world.officer_destination).post(page("vacancy_new"), order(world) | changes)

    assert response.status_code == 422
    assert words in response.content.decode()


def test_a_job_order_is_given_changed_and_opened(world, sign_in):
    client = sign_in(world.officer_destination)
    client.post(page("vacancy_new"), order(world))
    vacancy = type(world.vacancy).objects.get(title_en="Network technician")

    client.post(page("vacancy_edit", vacancy.pk), order(world) | {"positions": "4"})
    client.post(page("vacancy_open", vacancy.pk))

    vacancy.refresh_from_db()
    assert (vacancy.positions, vacancy.status) == (4, "open")
    assert vacancy.essential_skills[0]["label_en"] == "install cables"
    assert vacancy.languages == [{"code": "fr", "level": 3}]


def test_a_job_order_for_another_country_is_refused(world, sign_in):
    response = sign_in(world.officer_destination).post(page("vacancy_new"), order(world) | {"iso3": "ESP"})

    assert response.status_code == 422
    assert "does not keep vacancies" in response.content.decode()


def test_a_withdrawal_of_an_employer_on_the_page_ends_its_vacancies(world, full, sign_in):
    client = sign_in(world.officer_destination)

    client.post(page("employer_vetting", world.employer.pk), {"status": "withdrawn", "reason": "Left the scheme"})

    world.vacancy.refresh_from_db()
    assert world.vacancy.status == "withdrawn"


def test_a_pair_is_linked_on_the_page(world, full, sign_in):
    sign_in(world.officer_origin).post(page("duplicate_decide", full["review"].pk), {"decision": "same"})

    assert DuplicateReview.objects.get().decision == "linked"


def test_recruiters_at_work_without_a_licence_stand_first(world, full, sign_in):
    Recruiter.objects.create(
        name="A licensed one", iso3="MAR", licence_number="MA-1", status="licensed", licence_valid_until="2099-01-01"
    )
    client = sign_in(world.officer_origin)

    rows = client.get(page("recruiters")).context["rows"]
    filtered = client.get(page("recruiters"), {"status": "licensed"}).context["rows"]

    assert [item["one"].recruiter.name for item in rows] == ["Atlas Recruiting", "A licensed one"]
    assert [item["one"].recruiter.name for item in filtered] == ["A licensed one"]


def test_a_list_opens_in_as_many_statements_for_fifty_rows_as_for_one(world, sign_in, django_assert_max_num_queries):
    for _ in range(20):
        make_vacancy(world.scheme, world.employer)
        make_candidate(world.scheme)
    client = sign_in(world.officer_origin)
    client.get(page("vacancies"))

    with django_assert_max_num_queries(25):
        client.get(page("vacancies"))
    with django_assert_max_num_queries(25):
        client.get(page("candidates"))


def order(world):
    return {
        "scheme": world.scheme.pk, "employer": world.employer.pk, "title_en": "Network technician", "isco08": "3513",
        "iso3": "BEL", "positions": "2", "essential": "install cables", "languages_text": "fr:B1",
        "closes_date": "2099-01-01",
    }  # fmt: skip

"""Live lists: in step with the data base, only rows that the person may see, and an alarm where they differ."""

import time
from datetime import date, timedelta

import pytest
from django.urls import reverse

from corridor.core.models import AuditEntry
from corridor.delivery.recruitment.models import Candidate, MarketChange
from corridor.delivery.recruitment.runs import live
from corridor.delivery.recruitment.selectors.markets import candidate_facts, vacancy_facts
from corridor.delivery.recruitment.services.live import try_order, try_profile
from corridor.delivery.skills.models import PersonSkill
from tests.factories.recruitment import (
    make_candidate,
    make_employer,
    make_skilled_candidate,
    make_vacancy,
    make_world,
    skill,
)
from tests.factories.skills import give_language, give_skills, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_index(monkeypatch):
    """Every test begins without indexes, and looks for changes at every question."""
    live.forget()
    monkeypatch.setattr(live, "STEP_SECONDS", 0.0)
    yield
    live.forget()


@pytest.fixture
def world():
    return make_world(languages=[{"code": "fr", "level": 3}])


def make_learner(scheme):
    """A candidate who is not eligible yet: French at A1."""
    candidate = make_candidate(scheme)
    give_language(candidate.person, "fr", 1)
    return candidate


def profile_of(candidate, **changes):
    (facts,) = candidate_facts(Candidate.objects.filter(pk=candidate.pk))
    return type(facts)(**{name: changes.get(name, getattr(facts, name)) for name in facts.__slots__})


def vacancies(world, profile, **options):
    found = try_profile(scheme=world.scheme, profile=profile, by=world.officer_origin, today=date.today(), **options)
    return [row.pk for row, _ in found.found]


def people(world, vacancy, by=None):
    (order,) = vacancy_facts([vacancy])
    found = try_order(scheme=world.scheme, order=order, by=by or world.officer_origin)
    return [row.pk for row, _ in found.found]


def test_a_profile_finds_its_vacancies_with_the_explanation_and_nothing_is_saved(world):
    candidate = make_learner(world.scheme)
    tried = profile_of(
        candidate, skills=("text:web programming",), occupations=(("2513", 5.0),), languages=(("fr", 4),)
    )

    found = try_profile(scheme=world.scheme, profile=tried, by=world.officer_origin, today=date.today())

    ((_, one),) = found.found
    assert (one.vacancy_id, one.is_eligible, one.score) == (world.vacancy.pk, True, 1.0)
    assert [line.is_held for line in one.essential] == [True]
    assert not PersonSkill.objects.exists()
    assert vacancies(world, profile_of(candidate)) == []


def test_what_is_saved_is_found_at_the_next_question(world):
    candidate = make_learner(world.scheme)
    assert people(world, world.vacancy) == []

    give_skills(candidate.person, "web programming")
    candidate.person.languages.get().delete()
    give_language(candidate.person, "fr", 4)
    assert people(world, world.vacancy) == [candidate.pk]

    candidate.status = Candidate.Status.WITHDRAWN
    candidate.save()
    assert people(world, world.vacancy) == []


def test_vacancies_that_open_change_and_close_are_followed(world):
    tried = profile_of(make_skilled_candidate(world.scheme))
    assert vacancies(world, tried) == [world.vacancy.pk]

    second = make_vacancy(world.scheme, world.employer)
    assert vacancies(world, tried) == [world.vacancy.pk, second.pk]

    second.essential_skills = [skill("web programming"), skill("surgery")]
    second.save()
    world.vacancy.status = "closed"
    world.vacancy.save()
    assert vacancies(world, tried) == [second.pk]

    second.delete()
    assert vacancies(world, tried) == []


def test_the_lag_is_far_below_five_seconds(world, monkeypatch):
    monkeypatch.setattr(live, "STEP_SECONDS", 1.0)
    assert people(world, world.vacancy) == []
    candidate, began = make_skilled_candidate(world.scheme), time.monotonic()

    while people(world, world.vacancy) != [candidate.pk]:
        assert time.monotonic() - began < 5
        time.sleep(0.1)

    assert time.monotonic() - began < 3


def test_a_change_whose_number_is_lower_than_one_that_was_seen_is_not_lost(world):
    people(world, world.vacancy)
    late = make_skilled_candidate(world.scheme)
    note = MarketChange.objects.filter(row=late.pk).order_by("pk").first()
    number = note.pk
    MarketChange.objects.filter(row=late.pk).delete()
    other = make_learner(world.scheme)
    assert people(world, world.vacancy) == []

    MarketChange.objects.create(pk=number, scheme=world.scheme, side="candidate", row=late.pk)

    assert MarketChange.objects.filter(row=other.pk, pk__gt=number).exists()
    assert people(world, world.vacancy) == [late.pk]


def test_only_rows_that_the_person_may_see_are_listed(world):
    here = make_skilled_candidate(world.scheme, person=make_person(iso3="MAR"))
    make_skilled_candidate(world.scheme, person=make_person(iso3="TUN"))

    assert people(world, world.vacancy) == [here.pk]
    assert people(world, world.vacancy, by=world.officer_destination) == []


def test_hidden_rows_leave_no_gap_in_a_list(world, monkeypatch):
    for _ in range(6):
        make_skilled_candidate(world.scheme, person=make_person(iso3="TUN"))
    seen = [make_skilled_candidate(world.scheme, person=make_person(iso3="MAR")).pk for _ in range(3)]
    (order,) = vacancy_facts([world.vacancy])

    found = try_order(scheme=world.scheme, order=order, by=world.officer_origin, top=2)

    assert [row.pk for row, _ in found.found] == seen[:2]


def test_vacancies_past_their_date_or_of_an_employer_who_is_not_vetted_are_not_shown(world):
    tried = profile_of(make_skilled_candidate(world.scheme))
    make_vacancy(world.scheme, make_employer(vetted_status="pending"))
    make_vacancy(world.scheme, world.employer, closes_date=date.today() - timedelta(days=1))

    assert vacancies(world, tried) == [world.vacancy.pk]


def test_who_looked_at_people_stands_in_the_audit(world):
    candidate = make_skilled_candidate(world.scheme)

    people(world, world.vacancy)

    entry = AuditEntry.objects.get(action="recruitment.live_list_seen")
    assert (entry.actor_id, entry.detail["shown"]) == (world.officer_origin.pk, [candidate.pk])


def test_an_officer_tries_a_profile_on_a_page_and_nothing_is_saved(world, sign_in):
    candidate = make_learner(world.scheme)
    address = reverse("recruitment:try_profile", args=[candidate.pk])
    client = sign_in(world.officer_origin)

    assert "Nothing fits every condition" in client.get(address).content.decode()
    tried = client.get(address, {"skills": "web programming", "languages": "fr:B2", "occupation": "2513", "years": "5"})

    text = tried.content.decode()
    assert world.vacancy.title in text
    assert "web programming" in text
    assert candidate.person.languages.get().cefr == 1


def test_what_cannot_be_read_is_said_at_the_field(world, sign_in):
    candidate = make_learner(world.scheme)

    page = sign_in(world.officer_origin).get(
        reverse("recruitment:try_profile", args=[candidate.pk]),
        {"skills": "", "languages": "fr:Z9", "destinations": "Atlantis"},
    )

    assert page.status_code == 200
    assert "three letters of the country" in page.content.decode()


def test_an_officer_tries_a_job_order_and_sees_references_only_of_her_own_people(world, sign_in):
    here = make_skilled_candidate(world.scheme, person=make_person(iso3="MAR"))
    there = make_skilled_candidate(world.scheme, person=make_person(iso3="TUN"))
    address = reverse("recruitment:try_order", args=[world.vacancy.pk])

    text = sign_in(world.officer_origin).get(address, {"essential": "web programming"}).content.decode()

    assert here.reference in text
    assert there.reference not in text


def test_programs_ask_for_live_lists_with_explanation(sign_in):
    world = make_world(essential_skills=[skill("moonlight netting")])
    fits = make_candidate(world.scheme, person=make_person(iso3="MAR"))
    give_skills(fits.person, "moonlight netting")
    client, base = sign_in(world.officer_origin), f"/api/v1/schemes/{world.scheme.pk}/live"
    profile = {"skills": ["Moonlight netting"], "occupations": [{"code": "2513", "years": 3}]}
    order = {"occupation": "2513", "country": "BEL", "essential_skills": ["moonlight netting", "moon juggling"]}

    jobs = client.post(f"{base}/vacancies", profile, content_type="application/json").json()
    folk = client.post(f"{base}/candidates", order, content_type="application/json").json()

    (job,) = jobs["items"]
    assert (job["reference"], job["rank"], job["missing"]) == (world.vacancy.reference, 1, [])
    assert job["parts"] == {"essential": 1.0, "optional": 1.0, "occupation": 1.0, "experience": 0.6}
    (person,) = folk["items"]
    assert (person["reference"], person["held"]) == (fits.reference, ["text:moonlight netting"])
    assert person["missing"] == ["text:moon juggling"]


def test_a_scheme_without_vacancies_and_people_answers_with_empty_lists(world, sign_in):
    world.vacancy.delete()
    client, base = sign_in(world.officer_origin), f"/api/v1/schemes/{world.scheme.pk}/live"
    order = {"occupation": "2513", "country": "BEL", "essential_skills": ["web programming"]}

    jobs = client.post(f"{base}/vacancies", {"skills": ["web programming"]}, content_type="application/json")
    folk = client.post(f"{base}/candidates", order, content_type="application/json")

    assert (jobs.status_code, jobs.json()["items"]) == (200, [])
    assert (folk.status_code, folk.json()["items"]) == (200, [])


def test_whoever_asks_while_the_index_is_being_made_is_told_to_come_back(world, sign_in, monkeypatch):
    monkeypatch.setattr(live, "WAIT_SECONDS", 0.01)
    client, address = sign_in(world.officer_origin), f"/api/v1/schemes/{world.scheme.pk}/live/vacancies"

    with live._alone(world.scheme.pk):
        answer = client.post(address, {"skills": ["web programming"]}, content_type="application/json")

    assert (answer.status_code, answer.json()["title"]) == (
        503,
        "The live lists of this scheme are still being made ready.",
    )


def test_a_person_who_is_erased_is_out_of_the_index_at_the_next_question(world):
    candidate = make_skilled_candidate(world.scheme)
    assert people(world, world.vacancy) == [candidate.pk]
    number, person = candidate.pk, candidate.person

    candidate.delete()
    person.delete()

    assert people(world, world.vacancy) == []
    assert number not in live.index_of(world.scheme.pk).index.candidates


def test_a_wrong_level_or_code_is_a_problem_with_a_sentence(world, sign_in):
    client, base = sign_in(world.officer_origin), f"/api/v1/schemes/{world.scheme.pk}/live"

    answer = client.post(
        f"{base}/vacancies", {"occupations": [{"code": "ISCO", "years": 1}]}, content_type="application/json"
    )

    assert answer.status_code == 422
    assert "neither 4 digits nor an ESCO code" in answer.json()["title"]

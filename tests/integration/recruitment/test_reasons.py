"""Why, why not, and what would open it: on the officer's, the employer's and the person's own side."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from corridor.access.roles import Role
from corridor.delivery.recruitment import runs
from corridor.delivery.recruitment.models import NearMiss, Offer
from corridor.delivery.recruitment.reasons import OWN_MATTERS, openings_of, reason_of
from corridor.delivery.recruitment.services.matching import request_shortlist
from corridor.delivery.recruitment.wording import TO_HER
from corridor.engines.matching import explain
from tests.factories.access import make_member
from tests.factories.recruitment import (
    make_candidate,
    make_nomination,
    make_skilled_candidate,
    make_vacancy,
    make_world,
)
from tests.factories.skills import give_language, give_skills, give_work, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world(
        languages=[{"code": "fr", "level": 4}], eqf_min=5, licences=["B"], years_min=3, salary_eur_month=2000
    )


def near_candidate(world, **fields):
    """Fails languages alone."""
    candidate = make_candidate(world.scheme, person=make_person(licences=["B"]), **fields)
    give_skills(candidate.person, "web programming")
    give_work(candidate.person, "2513", 5)
    give_language(candidate.person, "fr", 2)
    return candidate


def far_candidate(world):
    """Fails country, languages, availability, occupation, licences and pay."""
    candidate = make_candidate(
        world.scheme, destinations=["DEU"], available_from=date.today() + timedelta(days=900), min_salary_eur=3000
    )
    give_language(candidate.person, "fr", 1)
    give_work(candidate.person, "5120", 1)
    return candidate


def page(client, name, *args):
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200, answer.content[:300]
    return answer.content.decode()


def test_every_kept_near_miss_is_eligible_after_its_own_smallest_changes(world):
    for candidate in (near_candidate(world), far_candidate(world)):
        assert candidate.pk
    request_shortlist(vacancy=world.vacancy, by=world.officer_origin)

    misses = NearMiss.objects.select_related("candidate", "vacancy")
    found = [runs.why(vacancy=miss.vacancy, candidate=miss.candidate) for miss in misses]

    assert len(found) == 2
    assert [why.now.is_eligible for why in found] == [False, False]
    assert [why.then.is_eligible for why in found] == [True, True]
    assert max(len(why.now.changes) for why in found) >= 6


def test_a_shortlist_counts_the_people_whom_one_condition_alone_keeps_out(world):
    near_candidate(world)
    near_candidate(world)
    far_candidate(world)

    made = request_shortlist(vacancy=world.vacancy, by=world.officer_origin)

    assert made.opens == {"languages": 2}


def test_an_officer_reads_why_not_and_that_the_change_is_enough(world, sign_in):
    candidate = near_candidate(world)

    text = page(sign_in(world.officer_origin), "recruitment:why", world.vacancy.pk, candidate.pk)

    assert f"Why {candidate.reference} is not eligible" in text
    assert "First failing condition: Languages" in text
    assert "What would open this" in text
    assert "Run again with this change, the pair is eligible:" in text
    assert "Exact parts of the score" in text


def test_the_list_of_near_people_leads_to_each_why_not_and_tells_what_opens_the_vacancy(world, sign_in):
    candidate = near_candidate(world)
    request_shortlist(vacancy=world.vacancy, by=world.officer_origin)

    text = page(sign_in(world.officer_origin), "recruitment:near", world.vacancy.pk)

    assert reverse("recruitment:why", args=[world.vacancy.pk, candidate.pk]) in text
    assert "alone keeps 1 person out" in text


def test_a_person_has_vacancies_that_are_open_that_are_near_and_changes_that_open_most(world, sign_in):
    make_vacancy(world.scheme, world.employer, languages=[{"code": "fr", "level": 4}], title_en="Second post")
    make_vacancy(world.scheme, world.employer, languages=[{"code": "fr", "level": 1}], title_en="Open post")
    candidate = near_candidate(world)

    found = runs.vacancies_for(candidate=candidate, today=date.today())
    text = page(sign_in(world.officer_origin), "recruitment:openings", candidate.pk)

    assert (len(found.fitting), len(found.near), found.vacancies) == (1, 2, 3)
    assert [(line.vacancies, "French" in line.sentence) for line in openings_of(found)] == [(2, True)]
    assert "Open post" in text
    assert "Second post" in text
    assert "opens 2 vacancies" in text


def test_a_counsellor_sees_the_list_without_links_that_are_not_for_her(world, sign_in):
    candidate = near_candidate(world)
    counsellor = make_member(Role.COUNSELLOR, organisation=world.ministry)

    text = page(sign_in(counsellor), "recruitment:openings", candidate.pk)

    assert "/why/" not in text


def test_nobody_of_another_country_opens_a_persons_list(world, sign_in):
    candidate = near_candidate(world)

    answer = sign_in(make_world().officer_origin).get(reverse("recruitment:openings", args=[candidate.pk]))

    assert answer.status_code == 404


def test_a_worker_sees_why_a_job_is_not_open_to_her_and_what_would_open_it(world, sign_in):
    user = make_member(Role.WORKER)
    candidate = near_candidate(world)
    candidate.person.user = user
    candidate.person.save()
    client = sign_in(user)

    jobs = page(client, "worker_portal:jobs")
    job = page(client, "worker_portal:job", world.vacancy.pk)

    assert "Not open to you yet, but near" in jobs
    assert "1 more job" in jobs
    assert "Why this job is not open to you yet" in job
    assert "Run again with this change, the pair is eligible:" in job


def test_an_employer_sees_why_a_proposed_person_fits_without_her_own_matters(world, sign_in):
    candidate = make_skilled_candidate(
        world.scheme, person=make_person(licences=["B"]), destinations=["BEL"], min_salary_eur=1999
    )
    nomination = make_nomination(world.vacancy, candidate)

    text = page(sign_in(world.employer_user), "employer_portal:person", nomination.pk)

    assert "Why this person" in text
    for label in ("Country of work accepted:", "Pay:", "Age limits of the vacancy:"):
        assert label not in text
    assert "Languages: met" in text
    assert "1,999" not in text


def test_an_employer_is_not_told_that_a_persons_own_matter_keeps_her_out(world):
    candidate = make_skilled_candidate(world.scheme, min_salary_eur=9000)
    candidate.person.licences = ["B"]
    candidate.person.save()
    why = runs.why(vacancy=world.vacancy, candidate=candidate)

    reason = reason_of(why, vacancy=world.vacancy, held=[], hidden=OWN_MATTERS)

    assert not reason.is_eligible
    assert (reason.first_failing, reason.changes, reason.hides) == ("", (), True)


def test_an_employer_sees_which_condition_keeps_people_out_of_her_vacancy(world, sign_in):
    near_candidate(world)
    request_shortlist(vacancy=world.vacancy, by=world.officer_origin)

    text = page(sign_in(world.employer_user), "employer_portal:vacancy", world.vacancy.pk)

    assert "What would open this vacancy to more people" in text
    assert "alone keeps 1 person out" in text


@pytest.mark.parametrize("who", [None, "officer_origin", "employer_user"])
def test_everybody_may_read_how_a_list_is_made(world, client, sign_in, who):
    if who:
        sign_in(getattr(world, who))

    text = page(client, "recruitment:how")

    assert "Nobody is chosen, refused or placed by the computer." in text
    assert "Annex III, point 4a" in text


def test_a_person_is_told_what_opens_a_job_in_the_second_person(world, sign_in):
    user = make_member(Role.WORKER)
    candidate = far_candidate(world)
    candidate.person.user = user
    candidate.person.save()
    client = sign_in(user)

    told = page(client, "worker_portal:job", world.vacancy.pk)

    assert "You accept Belgium as a country of work." in told
    assert "You hold these licences: B." in told
    assert "The candidate" not in told


def test_every_sentence_said_to_a_person_stands_for_one_of_the_engine_with_the_same_values():
    said = Path(explain.__code__.co_filename).read_text()

    for about_her, to_her in TO_HER.items():
        assert f'"{about_her}"' in said
        assert set(re.findall(r"%\((\w+)\)s", to_her)) == set(re.findall(r"%\((\w+)\)s", about_her))


def test_where_an_offer_is_made_its_start_counts(world):
    candidate = make_skilled_candidate(world.scheme, available_from=world.vacancy.start_date + timedelta(days=30))
    candidate.person.licences = ["B"]
    candidate.person.save()
    nomination = make_nomination(world.vacancy, candidate, candidate_answer="yes", employer_answer="yes")
    before = runs.explain_for(vacancy=world.vacancy, candidate=candidate)

    start = world.vacancy.start_date + timedelta(days=60)
    Offer.objects.create(nomination=nomination, salary_eur_month=2000, start_date=start, made_at=timezone.now())

    assert str(before.first_failing) == "available"
    assert runs.explain_for(vacancy=world.vacancy, candidate=candidate).is_eligible

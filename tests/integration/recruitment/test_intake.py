"""Registration by form, consent, and the review of duplicates."""

from datetime import date

import pytest

from corridor.delivery.recruitment.models import Candidate, DuplicateReview
from corridor.delivery.recruitment.selectors.duplicates import reviews_for
from corridor.delivery.recruitment.services.intake import (
    NewPerson,
    decide_duplicate,
    record_consent,
    register_candidate,
)
from corridor.delivery.skills.models import Person
from corridor.kernel.errors import InputError, NotPermitted, RuleViolation
from tests.factories.recruitment import make_candidate, make_world
from tests.factories.skills import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world()


def registered(world, has_consented=True, **fields):
    person = NewPerson(**({"given_name": "Amina", "family_name": "Berrada", "iso3": "MAR"} | fields))
    return register_candidate(scheme=world.scheme, person=person, has_consented=has_consented, by=world.officer_origin)


def test_a_person_is_registered_with_her_consent_and_who_wrote_it_down(world):
    candidate = registered(world)

    assert candidate.person.consent_at is not None
    assert candidate.created_by == world.officer_origin
    assert candidate.selection_events.get().kind == "registered"


@pytest.mark.parametrize(
    ("fields", "error", "words"),
    [
        ({"has_consented": False}, RuleViolation, "without her consent"),
        ({"birth_date": date(2015, 1, 1)}, InputError, "not yet 18"),
        ({"iso3": "TUN"}, NotPermitted, "people from TUN"),
    ],
)
def test_a_registration_that_breaks_a_rule_keeps_nobody(world, fields, error, words):
    with pytest.raises(error, match=words):
        registered(world, **fields)
    assert not Person.objects.exists()


def test_whoever_looks_the_same_waits_for_review_and_is_not_merged(world):
    known = make_candidate(
        world.scheme, make_person(given_name="BERRADA", family_name="amina", birth_date=date(1990, 5, 1))
    )

    candidate = registered(world, birth_date=date(1990, 5, 1))

    review = DuplicateReview.objects.get()
    assert (review.first, review.second, review.ground) == (known, candidate, "name")
    assert candidate.duplicate_of is None


def test_a_decision_on_a_pair_can_be_taken_back(world):
    known = make_candidate(world.scheme, make_person(email="a@example.org"))
    candidate = registered(world, email="A@example.org")
    review = DuplicateReview.objects.get()

    decide_duplicate(review=review, is_same=True, by=world.officer_origin)
    candidate.refresh_from_db()
    linked = candidate.duplicate_of
    review.refresh_from_db()
    decide_duplicate(review=review, is_same=False, by=world.officer_origin)
    candidate.refresh_from_db()

    assert linked == known
    assert candidate.duplicate_of is None
    assert DuplicateReview.objects.get().decision == "kept"
    assert Candidate.objects.count() == 2


def test_pairs_are_decided_by_the_office_that_keeps_them(world):
    make_candidate(world.scheme, make_person(email="a@example.org"))
    registered(world, email="a@example.org")
    other = make_world()

    assert reviews_for(user=world.officer_origin).count() == 1
    assert not reviews_for(user=other.officer_origin).exists()
    assert not reviews_for(user=world.officer_destination).exists()
    with pytest.raises(NotPermitted):
        decide_duplicate(review=DuplicateReview.objects.get(), is_same=True, by=other.officer_origin)


def test_consent_that_was_missing_is_recorded_later(world):
    candidate = make_candidate(world.scheme, make_person(consent_at=None))

    record_consent(candidate=candidate, by=world.officer_origin)

    assert Person.objects.get().consent_at is not None

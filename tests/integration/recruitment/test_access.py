"""Who sees which candidates, vacancies and recruiters."""

import pytest

from corridor.access.roles import Role
from corridor.access.selectors import may, visible
from corridor.delivery.recruitment.models import Candidate, Employer, MatchEdge, Nomination, Recruiter, Vacancy
from corridor.delivery.skills.models import Person, PersonSkill
from tests.factories.access import make_member, make_organisation
from tests.factories.recruitment import make_candidate, make_nomination, make_skilled_candidate, make_world
from tests.factories.skills import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world()


def test_an_officer_of_the_origin_sees_the_people_of_her_country_in_her_scheme(world):
    candidate = make_skilled_candidate(world.scheme)
    make_candidate(world.scheme, make_person(iso3="TUN"))

    assert list(visible(Candidate.objects.all(), user=world.officer_origin)) == [candidate]
    assert list(visible(Person.objects.all(), user=world.officer_origin)) == [candidate.person]
    assert visible(PersonSkill.objects.all(), user=world.officer_origin).count() == 1


def test_an_officer_of_another_scheme_sees_nobody(world):
    candidate = make_candidate(world.scheme)
    other = make_world()

    assert not may(candidate, user=other.officer_origin, action="view")
    assert not visible(Person.objects.all(), user=other.officer_origin).exists()
    assert not visible(Vacancy.objects.filter(pk=world.vacancy.pk), user=other.officer_destination).exists()


def test_an_officer_of_the_destination_sees_a_candidate_only_once_nominated(world):
    candidate = make_candidate(world.scheme)
    assert not may(candidate, user=world.officer_destination, action="view")

    make_nomination(world.vacancy, candidate)

    assert may(candidate, user=world.officer_destination, action="view")
    assert may(candidate.person, user=world.officer_destination, action="view")
    assert not may(candidate, user=world.officer_destination, action="nominate")


def test_a_nomination_to_one_country_opens_nothing_to_the_office_of_another(world):
    spain = make_organisation(iso3="ESP")
    world.scheme.workspace.members.create(organisation=spain)
    stranger = make_member(Role.OFFICER_DESTINATION, organisation=spain)
    nomination = make_nomination(world.vacancy, make_candidate(world.scheme))

    assert not may(nomination, user=stranger, action="view")
    assert not may(nomination.candidate, user=stranger, action="view")


def test_an_employer_sees_nominations_to_her_own_vacancies_and_no_candidate_rows(world):
    nomination = make_nomination(world.vacancy, make_candidate(world.scheme))
    rival = make_world()

    assert list(visible(Nomination.objects.all(), user=world.employer_user)) == [nomination]
    assert not visible(Nomination.objects.all(), user=rival.employer_user).exists()
    assert not visible(Candidate.objects.all(), user=world.employer_user).exists()
    assert not visible(Person.objects.all(), user=world.employer_user).exists()


def test_a_worker_sees_herself_alone(world):
    worker = make_member(Role.WORKER)
    own = make_candidate(world.scheme, make_person(user=worker))
    make_candidate(world.scheme)

    assert list(visible(Candidate.objects.all(), user=worker)) == [own]
    assert list(visible(Person.objects.all(), user=worker)) == [own.person]
    assert list(visible(Vacancy.objects.all(), user=worker)) == [world.vacancy]


@pytest.mark.parametrize("role", [Role.EVALUATOR, Role.DONOR, Role.COMMITTEE, Role.DESIGNER, Role.ADMINISTRATOR])
def test_readers_of_results_see_no_person_at_all(world, role):
    make_nomination(world.vacancy, make_candidate(world.scheme))
    reader = make_member(role, organisation=world.ministry)

    for model in (Person, PersonSkill, Candidate, Nomination, MatchEdge):
        assert not visible(model.objects.all(), user=reader).exists()


def test_a_counsellor_reaches_people_of_her_country_in_her_scheme(world):
    counsellor = make_member(Role.COUNSELLOR, organisation=world.ministry)
    candidate = make_candidate(world.scheme)
    make_candidate(world.scheme, make_person(iso3="TUN"))

    assert list(visible(Candidate.objects.all(), user=counsellor)) == [candidate]
    assert not may(candidate, user=counsellor, action="change")


def test_vacancies_are_changed_by_the_destination_and_by_their_employer_only(world):
    assert may(world.vacancy, user=world.officer_destination, action="change")
    assert may(world.vacancy, user=world.employer_user, action="change")
    assert not may(world.vacancy, user=world.officer_origin, action="change")
    assert may(world.employer, user=world.officer_destination, action="vet")
    assert not may(world.employer, user=world.employer_user, action="vet")
    assert not may(world.employer, user=world.officer_origin, action="vet")
    assert may(world.employer, user=world.officer_origin, action="view")
    assert Employer.objects.count() == 1


def test_the_register_of_recruiters_opens_to_offices_and_protection(world):
    Recruiter.objects.create(name="Agency A", iso3="MAR")
    Recruiter.objects.create(name="Agency B", iso3="TUN")
    guard = make_member(Role.PROTECTION, organisation=world.ministry)

    assert [r.name for r in visible(Recruiter.objects.all(), user=guard)] == ["Agency A"]
    assert not visible(Recruiter.objects.all(), user=world.employer_user).exists()

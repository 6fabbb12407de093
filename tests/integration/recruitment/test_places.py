"""Quotas and shortage lists of the country of work, from the opening of a job order to the accepted offer."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from corridor.delivery.recruitment.models import Offer, Vacancy
from corridor.delivery.recruitment.services.orders import close_vacancy, open_vacancy, save_vacancy
from corridor.delivery.recruitment.services.places import give_back_place, post_of, verdict_of
from corridor.delivery.recruitment.services.selection import (
    answer_as_candidate,
    answer_as_employer,
    answer_offer,
    make_offer,
    nominate,
)
from corridor.kernel.errors import RuleViolation
from corridor.knowledge.quotas.selectors import balances
from tests.factories.access import make_member
from tests.factories.design import make_corridor
from tests.factories.pathways import make_pathway
from tests.factories.quotas import make_list, make_quota
from tests.factories.recruitment import make_skilled_candidate, make_vacancy, make_world
from tests.factories.skills import make_person

pytestmark = pytest.mark.django_db
YEARS = {"starts_date": date(2020, 1, 1), "ends_date": date(2060, 12, 31)}


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def draft(world):
    return make_vacancy(world.scheme, world.vacancy.employer, status=Vacancy.Status.DRAFT, positions=3)


def taken(quota):
    [balance] = balances([quota])
    return balance.reserved, balance.used


def accept(world, vacancy):
    worker = make_member("worker")
    candidate = make_skilled_candidate(world.scheme, person=make_person(user=worker))
    nomination = nominate(vacancy=vacancy, candidate=candidate, by=world.officer_origin)
    answer_as_candidate(nomination=nomination, yes=True, by=worker)
    answer_as_employer(nomination=nomination, yes=True, by=world.employer_user)
    start = date.today() + timedelta(days=130)
    offer = make_offer(nomination=nomination, salary_eur_month=Decimal(2900), start_date=start, by=world.employer_user)
    answer_offer(offer=offer, accepted=True, by=worker)


def test_an_opened_job_order_reserves_its_posts(world, draft):
    quota = make_quota(**YEARS)

    open_vacancy(vacancy=draft, by=world.officer_destination)

    assert taken(quota) == (3, 0)


def test_a_job_order_above_the_cap_stays_a_draft_and_sees_the_rule(world, draft):
    make_quota(cap=2, name="Work permits", **YEARS)

    with pytest.raises(RuleViolation, match=r"Work permits.*allows 2 posts; 0 are taken, 2 are left, 3 more"):
        open_vacancy(vacancy=draft, by=world.officer_destination)

    draft.refresh_from_db()
    assert draft.status == Vacancy.Status.DRAFT


def test_opening_twice_takes_the_places_once(world, draft):
    quota = make_quota(**YEARS)

    for _ in range(2):
        open_vacancy(vacancy=draft, by=world.officer_destination)

    assert taken(quota) == (3, 0)


def test_more_posts_in_an_open_job_order_take_more_places_or_are_refused(world, draft):
    quota = make_quota(cap=5, **YEARS)
    open_vacancy(vacancy=draft, by=world.officer_destination)

    draft.positions = 5
    save_vacancy(vacancy=draft, by=world.officer_destination)
    draft.positions = 6
    with pytest.raises(RuleViolation, match="1 more"):
        save_vacancy(vacancy=draft, by=world.officer_destination)

    assert taken(quota) == (5, 0)


def test_a_draft_that_is_saved_takes_nothing(world, draft):
    quota = make_quota(**YEARS)

    save_vacancy(vacancy=draft, by=world.officer_destination)

    assert taken(quota) == (0, 0)


@pytest.mark.parametrize("status", ["withdrawn", "closed"])
def test_a_job_order_that_ends_sets_its_posts_free(world, draft, status):
    quota = make_quota(**YEARS)
    open_vacancy(vacancy=draft, by=world.officer_destination)

    close_vacancy(vacancy=draft, status=status, reason="No need", by=world.officer_destination)

    assert taken(quota) == (0, 0)


def test_an_accepted_offer_uses_a_place(world, draft):
    total, moroccans = make_quota(**YEARS), make_quota(origin_iso3="MAR", **YEARS)
    open_vacancy(vacancy=draft, by=world.officer_destination)

    accept(world, draft)

    assert (taken(total), taken(moroccans)) == ((2, 1), (2, 1))


def test_the_last_accepted_offer_fills_the_job_order_and_leaves_nothing_reserved(world, draft):
    quota = make_quota(**YEARS)
    draft.positions = 1
    save_vacancy(vacancy=draft, by=world.officer_destination)
    open_vacancy(vacancy=draft, by=world.officer_destination)

    accept(world, draft)

    draft.refresh_from_db()
    assert (draft.status, taken(quota)) == (Vacancy.Status.FILLED, (0, 1))


def test_with_two_countries_of_origin_the_post_counts_for_one_only_when_a_person_is_known(world, draft):
    make_corridor(world.scheme, origin_iso3="TUN")
    moroccans = make_quota(origin_iso3="MAR", **YEARS)
    open_vacancy(vacancy=draft, by=world.officer_destination)
    before = taken(moroccans)

    accept(world, draft)

    assert (before, taken(moroccans)) == ((0, 0), (0, 1))


def test_an_offer_without_a_place_for_the_persons_country_is_refused_before_she_answers(world, draft):
    make_corridor(world.scheme, origin_iso3="TUN")
    make_quota(origin_iso3="MAR", cap=0, name="Moroccans", **YEARS)
    open_vacancy(vacancy=draft, by=world.officer_destination)

    with pytest.raises(RuleViolation, match="Moroccans"):
        accept(world, draft)

    assert not Offer.objects.exists()


def test_who_does_not_depart_gives_the_place_back(world, draft):
    quota = make_quota(**YEARS)
    open_vacancy(vacancy=draft, by=world.officer_destination)
    accept(world, draft)

    give_back_place(vacancy=draft, by=world.officer_origin)

    assert taken(quota) == (2, 0)


def test_a_post_is_read_from_its_job_order(world, draft):
    corridor = world.scheme.corridors.get()
    world.scheme.pathways.create(pathway=make_pathway(code="single"), corridor=corridor)

    post = post_of(draft)

    assert (post.destination_iso3, post.origin_iso3, post.isco08, post.pathway_code) == ("BEL", "MAR", "2513", "single")
    assert (post.on, post.employer_id) == (draft.start_date, draft.employer.organisation_id)


def test_an_occupation_outside_a_binding_list_is_refused_with_the_rule(world, draft):
    make_list("7111", name="Flemish list", is_binding=True)

    with pytest.raises(RuleViolation, match="2513 is not on the list “Flemish list”"):
        open_vacancy(vacancy=draft, by=world.officer_destination)


def test_an_occupation_outside_an_advisory_list_is_opened(world, draft):
    make_list("7111")

    open_vacancy(vacancy=draft, by=world.officer_destination)

    assert (draft.status, verdict_of(draft).is_listed) == (Vacancy.Status.OPEN, False)


def test_a_region_can_take_an_occupation_off_the_list(world, draft):
    make_list("2513", ("2513", "remove", "Gent"), is_binding=True)
    draft.region = "gent"

    with pytest.raises(RuleViolation, match="taken off the list"):
        open_vacancy(vacancy=draft, by=world.officer_destination)


def test_a_list_for_another_pathway_does_not_bind(world, draft):
    make_list("7111", is_binding=True, pathway_code="blue-card")

    open_vacancy(vacancy=draft, by=world.officer_destination)

    assert draft.status == Vacancy.Status.OPEN


def test_the_page_of_a_job_order_warns_about_the_list(world, draft, sign_in):
    make_list("7111", name="National list")

    page = sign_in(world.officer_destination).get(f"/en/recruitment/vacancies/{draft.pk}/", follow=True)

    assert "National list" in page.content.decode()
    assert "advisory" in page.content.decode()

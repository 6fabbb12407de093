"""One search for staff: finds what one may open, and nothing else."""

import re

import pytest
from django.urls import reverse

from corridor.access.roles import STAFF, Role
from corridor.delivery.mobility.models import Case
from corridor.delivery.protection.models import Grievance
from corridor.delivery.recruitment.models import Candidate, Vacancy
from corridor.design.schemes.models import Scheme
from corridor.evaluation.portfolio.selectors.search import SHOWN, search
from tests.architecture.access_world import OTHERS, make_world
from tests.factories.recruitment import make_candidate, make_vacancy, make_world as make_recruitment
from tests.factories.skills import make_person

pytestmark = pytest.mark.django_db
HIT = re.compile(r'<a class="list-group-item" href="([^"]+)"')


def found(client, text: str) -> list[str]:
    page = client.get(reverse("portfolio:search"), {"q": text})
    assert page.status_code == 200
    return HIT.findall(page.content.decode())


def titles(user, text: str) -> list[str]:
    return [hit.title for group in search(user=user, text=text) for hit in group.hits]


@pytest.fixture
def market():
    return make_recruitment()


def test_a_scheme_is_found_by_its_name_and_by_its_reference(market):
    assert titles(market.officer_origin, market.scheme.name.upper()) == [market.scheme.name]
    assert titles(market.officer_origin, market.scheme.reference) == [market.scheme.name]


def test_a_vacancy_is_found_by_its_title_and_by_its_number(market):
    vacancy = make_vacancy(market.scheme, market.employer, title_en="Baker", title_fr="Boulangère")

    assert titles(market.officer_destination, "boulang") == ["Baker"]
    assert titles(market.officer_destination, vacancy.reference) == ["Baker"]


def test_a_candidate_is_found_by_name_in_any_order_and_by_reference(market):
    candidate = make_candidate(market.scheme, make_person(given_name="Ilyas", family_name="Ünal"))

    for text in ("unal ilyas", candidate.reference, candidate.reference.lower(), str(candidate.pk).rjust(5, "0")):
        assert "Ilyas Ünal" in titles(market.officer_origin, text), text


def test_all_words_must_be_met(market):
    make_candidate(market.scheme, make_person(given_name="Ilyas", family_name="Unal"))

    assert titles(market.officer_origin, "Ilyas Benali") == []


def test_one_sign_searches_nothing(market, client, sign_in):
    page = sign_in(market.officer_origin).get(reverse("portfolio:search"), {"q": "a"})

    assert "Write at least two signs" in page.content.decode()


def test_a_long_list_is_cut_and_leads_to_the_whole(market, client, sign_in):
    for _ in range(SHOWN + 2):
        make_candidate(market.scheme, make_person(given_name="Ilyas", family_name="Unal"))

    page = sign_in(market.officer_origin).get(reverse("portfolio:search"), {"q": "Ilyas Unal"}).content.decode()

    assert len(HIT.findall(page)) == SHOWN
    assert f'href="{reverse("recruitment:candidates")}?q=Ilyas%20Unal"' in page
    assert "Open the list with all 12" in page


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "%' OR 1=1 --", "\x00\x00", "C-99999999999999999999", "٣٤٥"]
)
def test_odd_words_find_nothing_and_break_nothing(market, client, sign_in, text):
    page = sign_in(market.officer_origin).get(reverse("portfolio:search"), {"q": text})

    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()


def test_the_search_of_the_top_bar_leads_here_for_staff_only(market, client, sign_in):
    desk = sign_in(market.officer_origin).get(reverse("recruitment:vacancies")).content.decode()

    assert f'<form role="search" class="cr-search" action="{reverse("portfolio:search")}">' in desk
    assert 'role="search"' not in sign_in(market.employer_user).get(reverse("employer_portal:home")).content.decode()


def test_nobody_finds_the_record_of_somebody_else_and_all_that_is_found_opens():
    world = make_world()
    wrong = []
    for role in sorted(STAFF):
        for whose, rows in world.others.items():
            for text in words_of(rows):
                for url in found(world.clients[role], text):
                    code = world.clients[role].get(url).status_code
                    wrong += [] if code == 200 else [f"{role} finds {text} of {whose}: {url} answers {code}"]
    assert wrong == []


def words_of(rows) -> list[str]:
    """By what a curious person would look for the records of others."""
    known = []
    if "candidate" in rows:
        candidate = Candidate.objects.get(pk=rows["candidate"])
        known = [
            candidate.person.family_name,
            candidate.reference,
            Case.objects.get(pk=rows["case"]).reference,
            Grievance.objects.get(pk=rows["grievance"]).tracking_number,
            Vacancy.objects.get(pk=rows["vacancy"]).reference,
        ]
    return [*known, *([Scheme.objects.get(pk=rows["scheme"]).reference] if "scheme" in rows else [])]


def test_the_people_of_another_country_are_not_found_by_name():
    world = make_world()

    for whose in OTHERS[1:3]:
        surname = words_of(world.others[whose])[0]
        for role in (Role.OFFICER_ORIGIN, Role.OFFICER_DESTINATION, Role.COUNSELLOR, Role.PROTECTION):
            assert found(world.clients[role], surname) == [], f"{role} {surname}"


def test_a_complaint_is_found_by_most_of_its_number_only_by_protection():
    world = make_world()
    number = Grievance.objects.get(pk=world.mine["grievance"]).tracking_number
    Grievance.objects.filter(pk=world.mine["grievance"]).update(tracking_number="ABCD-EFGH-JKMN")

    assert number != "ABCD-EFGH-JKMN"
    assert len(found(world.clients[Role.PROTECTION], "abcd efgh")) == 1
    assert found(world.clients[Role.PROTECTION], "abc") == []
    assert found(world.clients[Role.OFFICER_ORIGIN], "ABCD-EFGH-JKMN") == []

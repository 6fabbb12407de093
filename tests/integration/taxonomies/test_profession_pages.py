"""Pages of regulated professions, authorities and levels."""

import pytest
from django.test import Client
from django.urls import reverse

from corridor.access.roles import Role
from corridor.knowledge.taxonomies.models import Authority, NationalLevel, RegulatedProfession
from corridor.knowledge.taxonomies.services.professions import enter_reported
from tests.conftest import pass_second_factor
from tests.factories.access import make_member
from tests.factories.taxonomies import make_authority, make_profession

pytestmark = pytest.mark.django_db


@pytest.fixture
def designer():
    client, user = Client(), make_member(Role.DESIGNER)
    client.force_login(user)
    pass_second_factor(client, user)
    client.user = user
    return client


def page_of(client, name, **query):
    answer = client.get(reverse(f"taxonomies:{name}"), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_the_sources_say_is_entered_once_and_no_authority_is_made_up(designer):
    first = enter_reported(by=designer.user)
    second = enter_reported(by=designer.user)

    # Seven professions and one centre in four countries; 8 + 8 + 6 + 8 named levels.
    assert (first, second) == (4 * 7 + 4 + 30, 0)
    assert not RegulatedProfession.objects.filter(authority__isnull=False).exists()
    assert not RegulatedProfession.objects.filter(is_invented=True).exists()
    assert not NationalLevel.objects.filter(eqf_level__isnull=False).exists()


def test_a_pair_of_countries_shows_both_and_no_third(designer):
    office = make_authority(iso3="DEU", name="Office of Nursing")
    make_profession(iso3="DEU", title="Nurse in Germany", authority=office, languages_needed="de:B2")
    make_profession(iso3="ESP", title="Nurse in Spain")

    page = page_of(designer, "professions", origin="MAR", destination="DEU")

    assert "Nurse in Germany" in page
    assert "Office of Nursing" in page
    assert "German B2" in page
    assert "Nurse in Spain" not in page
    assert "That says nothing about the law" in page


def test_both_numbers_of_european_levels_are_shown_as_a_conflict(designer):
    page = page_of(designer, "levels")

    assert "Council Recommendation 2017/C 189/03" in page
    assert "Inventory of MISMES, lines 512-521" in page
    assert "sources differ" in page


def test_a_designer_enters_authority_profession_and_level(designer):
    office = {"iso3": "FRA", "name": "Ordre", "source": "page 3"}
    assert designer.post(reverse("taxonomies:authority_new"), office).status_code == 302
    nurse = {"iso3": "FRA", "title": "Infirmier", "isco08": "2221", "measure": "choice", "source": "page 3",
             "authority": Authority.objects.get().pk}  # fmt: skip
    assert designer.post(reverse("taxonomies:profession_new"), nurse).status_code == 302
    level = {"iso3": "FRA", "framework": "Framework", "level": "4", "eqf_level": "4", "report": "Report"}
    assert designer.post(reverse("taxonomies:level_new"), level).status_code == 302

    assert RegulatedProfession.objects.get().authority.name == "Ordre"
    assert NationalLevel.objects.get().eqf_level == 4


def test_an_authority_of_another_country_is_refused_at_its_field(designer):
    nurse = {"iso3": "FRA", "title": "Infirmier", "isco08": "2221", "measure": "choice", "source": "page 3",
             "authority": make_authority(iso3="DEU").pk}  # fmt: skip

    answer = designer.post(reverse("taxonomies:profession_new"), nurse)

    assert answer.status_code == 422
    assert "decides in DEU, not in FRA" in answer.content.decode()


def test_an_entry_that_stands_there_already_is_refused(designer):
    there = make_authority(iso3="DEU", name="Office")

    answer = designer.post(reverse("taxonomies:authority_new"), {"iso3": "DEU", "name": there.name, "source": "page 3"})

    assert answer.status_code == 422
    assert "This authority is entered already." in answer.content.decode()


def test_programs_read_professions_with_their_authority(designer):
    make_profession(iso3="DEU", authority=make_authority(name="Office"), languages_needed="de:B2")

    [said] = designer.get("/api/v1/taxonomies/professions", {"country": "DEU", "isco08": "2221"}).json()

    assert (said["authority"]["name"], said["languages_needed"]) == ("Office", [["de", "B2"]])

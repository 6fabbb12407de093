"""How many work below the work that they did before, by corridor, and never of a few."""

import pytest
from django.urls import reverse

from corridor.delivery.mobility.models import Placement
from corridor.delivery.mobility.selectors.skill_waste import WasteLine, _shown, skill_waste
from corridor.delivery.skills.models import WorkExperience
from tests.factories.mobility import make_journey

pytestmark = pytest.mark.django_db
DEVELOPER, PICKER = "2512", "9211"


@pytest.fixture
def corridor():
    """Twelve people who pick fruit: six were developers, five pickers, one did what nobody knows."""
    journeys = [make_journey() for _ in range(12)]
    for place, journey in enumerate(journeys):
        placement = journey.placement
        placement.vacancy.isco08, placement.vacancy.iso3 = PICKER, "BEL"
        placement.vacancy.save()
        person = placement.candidate.person
        person.experiences.all().delete()
        WorkExperience.objects.create(person=person, isco08=DEVELOPER, iso3="BEL")
        if place < 11:
            WorkExperience.objects.create(person=person, isco08=DEVELOPER if place < 6 else PICKER, iso3="MAR")
        Placement.objects.filter(pk=placement.pk).update(arrived_on_date="2026-01-10")
    return journeys


def lines(journeys, monkeypatch):
    from corridor.delivery.mobility.selectors import skill_waste as module

    monkeypatch.setattr(module, "visible", lambda rows, **_who: rows)
    return skill_waste(user=journeys[0].world.officer_origin)


def test_work_below_the_work_before_is_counted_and_one_unknown_is_not_given_away(corridor, monkeypatch):
    found = lines(corridor, monkeypatch)

    # Of twelve people eleven are known: whoever reads both numbers would know of the one.
    assert found == [WasteLine("MAR", "BEL", 12, None, None)]


def test_where_all_are_known_the_share_stands(corridor, monkeypatch):
    WorkExperience.objects.create(person=corridor[-1].placement.candidate.person, isco08=DEVELOPER, iso3="MAR")

    assert lines(corridor, monkeypatch) == [WasteLine("MAR", "BEL", 12, 12, 7)]


def test_an_officer_reads_only_her_own_people(corridor, sign_in):
    officer = corridor[0].world.officer_origin

    page = sign_in(officer).get(reverse("mobility:skill_waste"))

    assert page.context["lines"] == [WasteLine("MAR", "BEL", None, None, None)]
    assert "too few" in page.content.decode()


@pytest.mark.parametrize(("part", "rest", "shown"), [(4, 9, None), (9, 4, None), (5, 5, 5), (0, 9, 0), (9, 0, 9)])
def test_a_few_are_never_shown(part, rest, shown):
    assert _shown(part, rest) == shown

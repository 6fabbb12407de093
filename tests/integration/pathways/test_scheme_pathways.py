"""A scheme held against the pathways of its corridors, and the warning before training money is spent."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation

from corridor.design.activities.models import SchemePathway
from corridor.design.activities.pathway_fit import fits_of, training_warnings
from corridor.design.schemes.models import SchemeOccupation
from tests.factories.design import make_corridor, make_designer, make_scheme
from tests.factories.pathways import make_pathway, make_requirement

pytestmark = pytest.mark.django_db
TODAY = date(2026, 9, 1)


@pytest.fixture
def scheme():
    translation.activate("en")
    scheme = make_scheme(start_date=TODAY)
    make_corridor(scheme, origin_iso3="MAR", destination_iso3="BEL")
    SchemeOccupation.objects.create(scheme=scheme, isco08="2512")
    return scheme


def test_each_occupation_is_held_against_each_pathway_of_the_corridor(scheme):
    good, wrong = make_pathway(code="a"), make_pathway(code="b")
    make_requirement(pathway=good, kind="occupation", value={"codes": ["25"]})
    make_requirement(pathway=wrong, kind="occupation", value={"codes": ["2221"]})
    SchemePathway.objects.create(scheme=scheme, pathway=good, corridor=scheme.corridors.get())

    [corridor] = fits_of(scheme, TODAY)

    assert [(row.pathway, row.verdict, row.is_in_plan) for row in corridor.rows] == [
        (good, "eligible", True),
        (wrong, "not_eligible", False),
    ]
    assert "nearest listed group" in corridor.rows[1].unmet[0].change


def test_only_facts_of_people_may_be_missing(scheme):
    make_requirement(pathway=make_pathway(), kind="qualification", value={"at_least": 6})

    [corridor] = fits_of(scheme, TODAY)

    assert corridor.rows[0].only_persons_missing


def test_no_training_money_for_an_occupation_without_an_open_pathway(scheme):
    make_requirement(pathway=make_pathway(), kind="occupation", value={"codes": ["9211"]})

    found = training_warnings(corridors=scheme.corridors.all(), occupations=["2512", "9211"], pathways=[], today=TODAY)

    assert len(found) == 1
    assert "do not spend money on training" in found[0]


def test_a_tie_of_a_chosen_pathway_is_warned_about_once(scheme):
    rows = [make_pathway(employer_tied=True), make_pathway(employer_tied=True)]

    found = training_warnings(corridors=[], occupations=[], pathways=rows, today=TODAY)

    assert len(found) == 1


def test_the_page_of_the_scheme_shows_the_answers_and_the_step_warns(client, sign_in, scheme):
    make_requirement(pathway=make_pathway(), kind="occupation", value={"codes": ["9211"]})
    sign_in(make_designer(scheme))

    page = client.get(reverse("activities:pathways", args=[scheme.pk])).content.decode()
    step = client.get(reverse("studio:step", args=[scheme.pk, "design"])).content.decode()

    assert "Morocco → Belgium" in page
    assert "not open" in page
    assert "do not spend money on training" in step
    assert reverse("activities:pathways", args=[scheme.pk]) in step


def test_the_questions_to_the_register_do_not_grow_with_the_occupations(scheme, django_assert_max_num_queries):
    make_requirement(pathway=make_pathway(), kind="occupation", value={"codes": ["25"]})
    for code in ("2511", "2513", "2514", "2519", "2521"):
        SchemeOccupation.objects.create(scheme=scheme, isco08=code)

    with django_assert_max_num_queries(8):
        [corridor] = fits_of(scheme, TODAY)

    assert len(corridor.rows) == 6

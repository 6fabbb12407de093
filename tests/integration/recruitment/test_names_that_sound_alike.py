"""People are found however their names are written: in Arabic or Latin letters, with a slip of the hand."""

import pytest
from django.urls import reverse

from corridor.delivery.recruitment.runs.names import candidates_named_like
from corridor.delivery.recruitment.selectors.candidates import CandidateSearch
from corridor.evaluation.portfolio.selectors.search import search
from tests.factories.recruitment import make_candidate, make_world
from tests.factories.skills import make_person

pytestmark = pytest.mark.django_db
NOTE = "These names sound alike"


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def people(world):
    names = [("Mohammed", "Benjelloun"), ("محمد", "بنجلون"), ("Abderrahmane", "Cherkaoui"), ("Karima", "Filali")]
    return [make_candidate(world.scheme, make_person(given_name=a, family_name=b)) for a, b in names]


def listed(client, text):
    answer = client.get(reverse("recruitment:candidates"), {"q": text})
    return [item["row"] for item in answer.context["rows"]], NOTE in answer.content.decode()


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Muhamad Bendjelloun", {0, 1}),
        ("Abd al-Rahman", {2}),
        ("عبد الرحمن", {2}),
        ("Filaly", {3}),
        ("Karimq Filali", {3}),
        ("Ousmane", set()),
        ("Mohammed Benjelloun Cherkaoui", set()),
        ("...", None),
    ],
)
def test_a_name_is_found_as_it_sounds(world, people, sign_in, text, places):
    found, is_said = listed(sign_in(world.officer_origin), text)

    if places is None:
        assert (len(found), is_said) == (len(people), False)
    else:
        assert {row.pk for row in found} == {people[place].pk for place in places}
        assert is_said == bool(places)


def test_what_is_written_as_it_was_searched_for_stands_alone(world, people, sign_in):
    found, is_said = listed(sign_in(world.officer_origin), "mohammed")

    assert ([row.pk for row in found], is_said) == ([people[0].pk], False)


def test_nobody_finds_a_name_that_she_may_not_see(world, people):
    other = make_world().officer_origin

    assert candidates_named_like(user=other, search=CandidateSearch(text="Muhamad")) == []
    assert search(user=other, text="Muhamad Bendjelloun") == []


def test_the_search_over_the_rooms_falls_back_to_names_that_sound_alike(world, people):
    groups = search(user=world.officer_origin, text="Muhamad Bendjelloun")

    assert [hit.title for group in groups for hit in group.hits] == ["Mohammed Benjelloun", "محمد بنجلون"]

"""Who somebody is changes nothing in a list of the application."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from corridor.delivery.recruitment.models import MatchEdge
from corridor.delivery.recruitment.services.matching import request_shortlist
from corridor.delivery.skills.models import Person
from tests.factories.recruitment import make_candidate, make_world, skill
from tests.factories.skills import give_language, give_skills, give_work

pytestmark = pytest.mark.django_db
SWAPPED = ("sex", "region", "birth_date", "given_name", "family_name", "preferred_language")


@pytest.fixture
def world():
    world = make_world(optional_skills=[skill("debug software")])
    for number in range(8):
        candidate = make_candidate(world.scheme)
        give_skills(candidate.person, *(["web programming", "debug software"][: number % 3]))
        give_work(candidate.person, "2513", 1 + number // 2)
        give_language(candidate.person, "fr", 4)
        Person.objects.filter(pk=candidate.person_id).update(
            sex="fm"[number % 2], region=f"r{number % 3}", birth_date=date(1970 + 4 * number, 3, 1)
        )
    return world


def listed(world):
    run = request_shortlist(vacancy=world.vacancy, by=world.officer_origin).run
    return list(MatchEdge.objects.filter(run=run).order_by("rank").values_list("candidate", "score", "parts"))


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.randoms(use_true_random=False))
def test_swapping_who_the_candidates_are_leaves_every_list_as_it_was(world, chance):
    before = listed(world)
    people = list(Person.objects.filter(candidacies__scheme=world.scheme).order_by("pk"))
    for name in SWAPPED:
        values = chance.sample([getattr(one, name) for one in people], len(people))
        for person, value in zip(people, values, strict=True):
            Person.objects.filter(pk=person.pk).update(**{name: value})

    assert listed(world) == before
    assert len(before) == 8

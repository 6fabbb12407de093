"""A worker sees the open vacancies of her scheme and those she was proposed for, no drafts."""

import pytest

from corridor.access.roles import Role
from corridor.access.selectors import visible
from corridor.delivery.recruitment.models import Vacancy
from tests.factories.access import make_member
from tests.factories.recruitment import make_candidate, make_nomination, make_vacancy, make_world

pytestmark = pytest.mark.django_db


def worker_of(world):
    candidate = make_candidate(world.scheme)
    candidate.person.user = make_member(Role.WORKER)
    candidate.person.save()
    return candidate, candidate.person.user


def test_a_worker_sees_open_vacancies_and_no_drafts():
    world = make_world(status="open")
    make_vacancy(world.scheme, world.employer, status="draft")
    _, worker = worker_of(world)

    assert list(visible(Vacancy.objects.all(), user=worker)) == [world.vacancy]


def test_a_worker_keeps_sight_of_a_closed_vacancy_that_she_was_proposed_for():
    world = make_world(status="closed")
    candidate, worker = worker_of(world)
    make_nomination(world.vacancy, candidate)

    assert list(visible(Vacancy.objects.all(), user=worker)) == [world.vacancy]


def test_a_worker_of_another_scheme_sees_nothing():
    make_world(status="open")
    other = make_world(status="draft")
    _, worker = worker_of(other)

    assert not visible(Vacancy.objects.all(), user=worker).exists()

"""What the demonstration shows of risks, changes and shocks."""

import pytest
from django.utils import timezone

from corridor.access.models import User
from corridor.demo.planting.flexibility import RISKS, SCENARIOS, SCHEME
from corridor.design.flexibility.models import ChangeRequest
from corridor.design.flexibility.runs import known_run
from corridor.design.flexibility.selectors import pipeline_of, register_of
from corridor.design.schemes.models import Scheme
from tests.factories.demo import planted_world

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(scope="module", autouse=True)
def world(django_db_setup, django_db_blocker):
    with planted_world(django_db_blocker):
        yield


@pytest.fixture
def scheme():
    return Scheme.objects.get(reference=SCHEME)


@pytest.fixture
def designer():
    return User.objects.get(email__startswith="designer@")


def test_one_trigger_is_reached_and_one_review_is_overdue(scheme, designer):
    rows = register_of(user=designer, scheme=scheme, today=timezone.localdate())

    assert len(rows) == len(RISKS)
    assert [str(row.risk) for row in rows if row.is_triggered] == ["Visas take longer than planned"]
    assert [str(row.risk) for row in rows if row.is_overdue] == ["The exchange rate makes courses dearer"]


def test_one_change_was_refused_and_one_waits_for_somebody_else():
    found = {row.state: row for row in ChangeRequest.objects.all()}

    assert set(found) == {"refused", "submitted"}
    assert found["refused"].decided_by != found["refused"].submitted_by
    assert found["submitted"].selected > 0
    assert found["submitted"].kept


def test_every_shock_of_the_demonstration_makes_the_target_less_likely(scheme, designer):
    plan = pipeline_of(user=designer, scheme=scheme)

    result = known_run(plan).result

    base, played = result["base"]["chance_of_target"], result["scenarios"].values()
    assert len(played) == len(SCENARIOS)
    assert all(row["chance_of_target"] < base for row in played)

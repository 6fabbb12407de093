"""Return plans: voluntary, private, freely changed."""

from datetime import date

import pytest
from django.urls import reverse

from corridor.access.roles import Role
from corridor.access.selectors import visible
from corridor.core.models import AuditEntry
from corridor.delivery.reintegration.models import ReturnPlan
from corridor.delivery.reintegration.selectors import plans_of, shared_plans
from corridor.delivery.reintegration.services import delete_plan, save_plan
from corridor.kernel.errors import NotPermitted, RuleViolation
from tests.factories.access import make_member
from tests.factories.mobility import make_journey
from tests.factories.recruitment import make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def journey():
    return make_journey()


def save(journey, **fields):
    person = journey.placement.candidate.person
    return save_plan(**{"person": person, "scheme": journey.world.scheme, "by": journey.worker} | fields)


def test_a_plan_may_be_rewritten_and_deleted_at_any_time(journey):
    save(journey, intention="return", planned_date=date(2028, 5, 1))
    plan = save(journey, intention="stay")

    assert ReturnPlan.objects.get().intention == "stay"
    assert plan.planned_date is None
    delete_plan(plan=plan, by=journey.worker)
    assert not ReturnPlan.objects.exists()


def test_a_plan_that_is_not_shared_is_seen_by_the_worker_alone(journey):
    save(journey, needs="A loan")

    others = (
        journey.counsellor,
        journey.protection,
        journey.world.officer_origin,
        journey.world.officer_destination,
        journey.world.employer_user,
        make_member(Role.ADMINISTRATOR, organisation=journey.world.ministry),
    )
    for other in others:
        assert not visible(ReturnPlan.objects.all(), user=other).exists()
    assert plans_of(user=journey.worker).count() == 1


def test_a_shared_plan_is_seen_by_the_counsellor_and_by_nobody_else(journey):
    save(journey, is_shared=True)

    assert shared_plans(user=journey.counsellor).count() == 1
    assert not visible(ReturnPlan.objects.all(), user=journey.world.officer_origin).exists()


def test_a_counsellor_of_another_scheme_sees_no_shared_plan(journey):
    save(journey, is_shared=True)

    assert not shared_plans(user=make_journey().counsellor).exists()


def test_sharing_can_be_taken_back(journey):
    save(journey, is_shared=True)
    save(journey, is_shared=False)

    assert not shared_plans(user=journey.counsellor).exists()


def test_nobody_writes_or_deletes_a_plan_for_the_worker(journey):
    plan = save(journey, is_shared=True)

    for other in (journey.counsellor, journey.world.officer_origin):
        with pytest.raises(NotPermitted):
            save(journey, by=other, intention="return")
        with pytest.raises(NotPermitted):
            delete_plan(plan=plan, by=other)


def test_a_plan_belongs_to_a_scheme_of_the_worker(journey):
    with pytest.raises(RuleViolation, match="takes part"):
        save(journey, scheme=make_world().scheme)


def test_the_audit_does_not_say_what_somebody_intends(journey):
    save(journey, intention="move_on", needs="A secret")

    entry = AuditEntry.objects.get(action="reintegration.plan_saved")
    assert entry.detail == {}


def test_the_counsellor_reads_shared_plans_on_her_page(client, sign_in, journey):
    save(journey, is_shared=True, intention="circular", needs="Recognition of my certificate")
    sign_in(journey.counsellor)

    text = client.get(reverse("reintegration:plans")).content.decode()
    other = client.get(reverse("reintegration:plans"), {"intention": "stay"}).content.decode()

    assert "Recognition of my certificate" in text
    assert "Recognition of my certificate" not in other


@pytest.mark.parametrize("role", ["officer_origin", "employer_user"])
def test_other_roles_open_no_return_plans(client, sign_in, journey, role):
    sign_in(getattr(journey.world, role))

    assert client.get("/en/returns/").status_code == 403


@pytest.mark.parametrize("language", ["fr", "es", "ar"])
def test_the_page_opens_in_every_language(client, sign_in, journey, language):
    sign_in(journey.counsellor)

    assert client.get(f"/{language}/returns/").status_code == 200

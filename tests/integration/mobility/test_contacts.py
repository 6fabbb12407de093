"""Light touch: every kind of contact counts towards one maximum, and her own wish never does."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from corridor.access.roles import Role
from corridor.access.selectors import visible
from corridor.core.models import AuditEntry
from corridor.delivery.mobility.models import Contact, Placement
from corridor.delivery.mobility.selectors.contacts import contact_year
from corridor.delivery.mobility.services.check_ins import ask_check_in
from corridor.delivery.mobility.services.contacts import contact_worker
from corridor.delivery.protection.services.fees import record_fee
from corridor.kernel.errors import InputError, NotPermitted, RuleViolation
from tests.factories.access import make_member
from tests.factories.mobility import make_journey

pytestmark = pytest.mark.django_db
TODAY = date.today()


@pytest.fixture
def abroad():
    journey = make_journey()
    Placement.objects.filter(pk=journey.placement.pk).update(
        status=Placement.Status.WORKING, departed_on_date=TODAY - timedelta(days=400)
    )
    journey.placement.refresh_from_db()
    return journey


def contact(abroad, kind="follow_up", days_ago=0, **fields):
    values = {"by": abroad.counsellor, "on_date": TODAY - timedelta(days=days_ago)} | fields
    return contact_worker(placement=abroad.placement, kind=kind, **values)


def use_up(abroad):
    """Three check-ins and three contacts of other kinds, fifty days apart."""
    for n in range(3):
        ask_check_in(placement=abroad.placement, by=abroad.counsellor, on_date=TODAY - timedelta(days=100 + n * 50))
    for n, kind in enumerate(("follow_up", "survey", "fee_check")):
        contact(abroad, kind, days_ago=250 + n * 50)


def test_follow_ups_surveys_and_fee_checks_use_up_the_year_together_with_check_ins(abroad):
    use_up(abroad)

    with pytest.raises(RuleViolation, match="contacted 6 times within a year"):
        ask_check_in(placement=abroad.placement, by=abroad.counsellor)
    with pytest.raises(RuleViolation, match="contacted 6 times within a year"):
        contact(abroad)

    assert (abroad.placement.check_ins.count(), Contact.objects.count()) == (3, 3)


def test_the_refusal_names_the_first_day_on_which_she_may_be_contacted(abroad):
    use_up(abroad)

    with pytest.raises(RuleViolation) as refused:
        contact(abroad, "rating")

    # The oldest of the six was 350 days ago; a year later it no longer counts.
    first_free = TODAY + timedelta(days=15)
    assert str(first_free.day) in str(refused.value.params["day"])
    assert contact_year(placement=abroad.placement, today=TODAY).next_date == first_free


def test_a_contact_of_more_than_a_year_ago_no_longer_counts(abroad):
    for n in range(6):
        contact(abroad, days_ago=365 + n)

    assert contact(abroad).pk
    assert contact_year(placement=abroad.placement, today=TODAY).count == 1


def test_what_the_worker_wished_is_always_recorded_and_counts_for_nothing(abroad):
    use_up(abroad)

    for _ in range(4):
        contact(abroad, is_wished=True)

    assert contact_year(placement=abroad.placement, today=TODAY).count == 6
    assert Contact.objects.filter(is_wished=True).count() == 4


def test_a_complaint_and_a_fee_that_she_reports_are_no_contact(abroad):
    use_up(abroad)

    record_fee(fee_class="fee", by=abroad.worker, placement=abroad.placement, amount=50)

    assert contact_year(placement=abroad.placement, today=TODAY).count == 6


def test_questions_to_the_employer_do_not_count(abroad):
    for _ in range(7):
        ask_check_in(placement=abroad.placement, party="employer", by=abroad.counsellor)

    assert contact_year(placement=abroad.placement, today=TODAY).count == 0


def test_the_year_belongs_to_the_person_and_not_to_one_placement(abroad):
    use_up(abroad)
    Placement.objects.filter(pk=abroad.placement.pk).update(status=Placement.Status.ENDED)
    old = Placement.objects.get(pk=abroad.placement.pk)
    values = {name: getattr(old, name) for name in ("candidate", "vacancy", "scheme", "selected_on_date")}
    second = Placement.objects.create(**values, status=Placement.Status.WORKING, departed_on_date=TODAY)

    with pytest.raises(RuleViolation, match="contacted 6 times"):
        contact_worker(placement=second, kind="follow_up", by=abroad.counsellor)


@pytest.mark.parametrize("status", [Placement.Status.PREPARING, Placement.Status.CLEARED, Placement.Status.CANCELLED])
def test_contacts_are_recorded_from_the_departure_on(abroad, status):
    Placement.objects.filter(pk=abroad.placement.pk).update(status=status)
    abroad.placement.refresh_from_db()

    with pytest.raises(RuleViolation, match="from the departure on"):
        contact(abroad)


def test_an_unknown_kind_is_refused_at_its_field(abroad):
    with pytest.raises(InputError, match="kind of contact") as refused:
        contact(abroad, "telegram")

    assert refused.value.field == "kind"


def test_a_contact_of_tomorrow_is_not_recorded(abroad):
    with pytest.raises(InputError):
        contact(abroad, days_ago=-1)


def test_the_offices_counsellors_and_protection_record_a_contact_and_nobody_else(abroad):
    world = abroad.world
    protection = make_member(Role.PROTECTION, organisation=world.ministry)
    for by in (world.officer_origin, world.officer_destination, abroad.counsellor, protection):
        contact(abroad, by=by)
    for by in (abroad.worker, world.employer_user, make_member(Role.COUNSELLOR)):
        with pytest.raises(NotPermitted):
            contact(abroad, by=by)

    assert Contact.objects.count() == 4


def test_the_employer_never_sees_a_contact(abroad):
    contact(abroad, note="She asked for another shift.")

    assert not visible(Contact.objects.all(), user=abroad.world.employer_user).exists()


def test_the_audit_says_that_somebody_was_contacted_and_not_what_was_said(abroad):
    contact(abroad, note="She asked for another shift.")

    entry = AuditEntry.objects.get(action="mobility.worker_contacted")
    assert entry.detail == {"kind": "follow_up", "wished": False}


def test_an_officer_records_a_contact_on_the_page_of_the_case(client, sign_in, abroad):
    page = reverse("mobility:case", args=[abroad.case.pk])
    act = reverse("mobility:placement_act", args=[abroad.placement.pk])

    sign_in(abroad.counsellor).post(act, {"act": "contact", "kind": "follow_up", "note": "All is well", "on_date": ""})

    shown = client.get(page).content.decode()
    assert "1 of at most 6 in the last twelve months" in shown
    assert "All is well" in shown


def test_the_page_says_from_when_she_may_be_contacted_again(client, sign_in, abroad):
    use_up(abroad)
    act = reverse("mobility:placement_act", args=[abroad.placement.pk])

    shown = sign_in(abroad.counsellor).post(act, {"act": "check_in", "party": "worker"}, follow=True).content.decode()

    assert "The worker has been contacted 6 times within a year" in shown
    assert "6 of at most 6" in shown
    assert "Not again before" in shown

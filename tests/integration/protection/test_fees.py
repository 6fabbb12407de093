"""Fees that workers report: always recorded, followed until they are repaid."""

from decimal import Decimal

import pytest
from django.urls import reverse

from corridor.access.selectors import visible
from corridor.delivery.protection.models import FeeReport
from corridor.delivery.protection.selectors.fees import fee_reports, fees_by_recruiter
from corridor.delivery.protection.services.fees import record_repayment
from corridor.kernel.errors import InputError, NotPermitted
from tests.factories.access import make_organisation
from tests.factories.mobility import make_journey
from tests.factories.protection import make_fee, make_officer, make_recruiter

pytestmark = pytest.mark.django_db


@pytest.fixture
def journey():
    return make_journey()


def test_a_fee_that_a_worker_reports_is_always_recorded(journey):
    # The plan of the scheme and the registered contract say that workers pay nothing.
    report = make_fee(by=journey.worker, placement=journey.placement, fee_class="illegitimate")

    report.refresh_from_db()
    assert (report.amount, report.amount_eur, report.status) == (450, 450, "repayment_open")
    assert (report.person.user, report.scheme) == (journey.worker, journey.world.scheme)
    assert (report.grievance.category, report.grievance.status) == ("fees", "received")


@pytest.mark.parametrize("fee_class", FeeReport.FeeClass.values)
def test_a_fee_of_every_kind_is_recorded(journey, fee_class):
    assert make_fee(by=journey.worker, fee_class=fee_class).fee_class == fee_class


def test_a_fee_whose_amount_is_not_known_is_recorded_and_not_set_to_zero(journey):
    report = make_fee(by=journey.worker, amount=None)

    report.refresh_from_db()
    assert (report.amount, report.amount_eur) == (None, None)


def test_a_fee_without_name_scheme_or_account_is_recorded_and_read_by_an_office():
    officer = make_officer(make_organisation(iso3="MAR"))

    report = make_fee(recruiter=make_recruiter(), paid_to="A man at the bus station")

    assert (report.person, report.scheme) == (None, None)
    assert fee_reports(user=officer).get() == report


def test_a_fee_in_another_currency_keeps_its_amount_and_needs_a_rate_for_euros(journey):
    report = make_fee(by=journey.worker, amount=Decimal(5000), currency="MAD")

    assert (report.amount, report.currency, report.amount_eur) == (5000, "MAD", None)


def test_the_scheme_of_a_worker_is_found_from_her_candidacy(journey):
    assert make_fee(by=journey.worker).scheme == journey.world.scheme


def test_a_fee_that_an_officer_records_belongs_to_the_worker(journey):
    person = journey.placement.candidate.person

    report = make_fee(by=journey.protection, person=person)

    assert report.grievance.person == person


@pytest.mark.parametrize("amount", [0, -5])
def test_an_amount_of_nothing_is_a_slip_and_not_a_fee(journey, amount):
    with pytest.raises(InputError) as error:
        make_fee(by=journey.worker, amount=Decimal(amount))

    assert "leave it empty" in error.value.advice()
    assert error.value.field == "amount"


def test_a_repayment_in_parts_settles_the_report_when_nothing_is_left(journey):
    report = make_fee(by=journey.worker)

    record_repayment(fee_report=report, amount_eur=Decimal(200), by=journey.protection)
    assert report.status == "repayment_open"

    record_repayment(fee_report=report, amount_eur=Decimal(250), by=journey.protection)
    assert (report.status, report.repaid_eur) == ("repaid", 450)


def test_a_repayment_of_an_unknown_amount_is_settled_by_the_officer(journey):
    report = make_fee(by=journey.worker, amount=None)

    record_repayment(fee_report=report, amount_eur=Decimal(200), by=journey.protection)
    assert report.status == "repayment_open"

    record_repayment(fee_report=report, amount_eur=Decimal(10), by=journey.protection, is_complete=True)
    assert report.status == "repaid"


def test_only_protection_records_repayments(journey):
    report = make_fee(by=journey.worker)

    for other in (journey.worker, journey.world.officer_origin, journey.world.employer_user):
        with pytest.raises(NotPermitted):
            record_repayment(fee_report=report, amount_eur=Decimal(1), by=other)


def test_the_employer_and_the_offices_do_not_see_who_reported(journey):
    make_fee(by=journey.worker, employer=journey.world.employer)

    for other in (journey.world.employer_user, journey.world.officer_origin, journey.world.officer_destination):
        assert not visible(FeeReport.objects.all(), user=other).exists()


def test_fees_are_summed_by_recruiter_with_what_is_not_known_beside(journey):
    blue, green = make_recruiter(), make_recruiter(name="Agency Green", status="licensed")
    for amount in (Decimal(450), Decimal(300), None):
        make_fee(by=journey.worker, recruiter=blue, amount=amount)
    make_fee(by=journey.worker, recruiter=green, amount=Decimal(90))
    make_fee(by=journey.worker, paid_to="A neighbour", amount=Decimal(20))

    rows = [
        (row.recruiter, row.licence_status, row.reports, row.without_amount, row.amount_eur)
        for row in fees_by_recruiter(user=journey.protection)
    ]

    assert rows == [
        ("Agency Blue", "unlicensed", 3, 1, 750),
        ("", "", 1, 0, 20),
        ("Agency Green", "licensed", 1, 0, 90),
    ]


def test_a_sum_without_any_known_amount_is_unknown_and_not_zero(journey):
    make_fee(by=journey.worker, amount=None, recruiter=make_recruiter())

    [row] = fees_by_recruiter(user=journey.protection)

    assert (row.reports, row.without_amount, row.amount_eur) == (1, 1, None)


def test_a_worker_reads_her_own_reports_and_no_totals(journey):
    make_fee(by=journey.worker)

    assert fee_reports(user=journey.worker).count() == 1
    assert fees_by_recruiter(user=journey.worker) == []


def test_a_repayment_is_recorded_on_the_page(client, sign_in, journey):
    report = make_fee(by=journey.worker, recruiter=make_recruiter())
    sign_in(journey.protection)

    client.post(reverse("protection:fee_repaid", args=[report.pk]), {"amount_eur": "450"})
    text = client.get(reverse("protection:fees")).content.decode()

    report.refresh_from_db()
    assert report.status == "repaid"
    assert "Agency Blue" in text


@pytest.mark.parametrize("amount", ["", "a lot", "0"])
def test_a_repayment_without_an_amount_changes_nothing(client, sign_in, journey, amount):
    report = make_fee(by=journey.worker)
    sign_in(journey.protection)

    client.post(reverse("protection:fee_repaid", args=[report.pk]), {"amount_eur": amount})

    report.refresh_from_db()
    assert report.repaid_eur == 0


def test_another_scheme_s_fee_is_not_found(client, sign_in, journey):
    report = make_fee(by=journey.worker)
    sign_in(make_journey().protection)

    assert client.post(reverse("protection:fee_repaid", args=[report.pk]), {"amount_eur": "1"}).status_code == 404

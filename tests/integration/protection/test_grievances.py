"""Complaints: filed without a name, answered in time, put right, never passed on."""

import re
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import get_resolver, reverse
from django.utils import timezone

from corridor.access.roles import Role
from corridor.access.selectors import visible
from corridor.core.models import AuditEntry, OutgoingMessage
from corridor.delivery.mobility.services.departures import record_departure
from corridor.delivery.protection import rules, urls
from corridor.delivery.protection.models import Grievance, GrievanceStep
from corridor.delivery.protection.selectors.grievances import GrievanceWish, grievances, workload
from corridor.delivery.protection.selectors.tracking import my_grievances, track
from corridor.delivery.protection.services import grievances as services
from corridor.kernel.errors import InputError, NotPermitted, RuleViolation
from tests.factories.access import make_member, make_organisation
from tests.factories.mobility import make_journey
from tests.factories.protection import make_grievance, make_officer
from tests.factories.recruitment import make_world

pytestmark = pytest.mark.django_db
NUMBER = re.compile(r"[A-HJKMNP-Z2-9]{4}-[A-HJKMNP-Z2-9]{4}-[A-HJKMNP-Z2-9]{4}")


@pytest.fixture
def officer():
    return make_officer(make_organisation(iso3="BEL"))


def act(client, grievance, **data):
    return client.post(reverse("protection:act", args=[grievance.pk]), data, follow=True)


def test_a_complaint_needs_no_name_and_gets_a_number_that_cannot_be_guessed(officer):
    numbers = {make_grievance().tracking_number for _ in range(50)}

    assert len(numbers) == 50
    assert all(NUMBER.fullmatch(number) for number in numbers)
    assert Grievance.objects.filter(person__isnull=True).count() == 50


def test_the_confirmation_says_nothing_that_a_stranger_could_use(officer):
    confirmation = services.confirmation_of(make_grievance(text="They keep my passport."))

    assert confirmation.message == (
        "Your message has arrived. Keep this number: with it you can read our answers here."
    )


@pytest.mark.parametrize(("category", "days"), [("violence", 3), ("pay", 14), ("other", 21)])
def test_an_answer_is_due_the_sooner_the_graver_the_matter_is(officer, category, days):
    grievance = make_grievance(category=category)

    assert grievance.due_date == timezone.localdate() + timedelta(days=days)


def test_every_subject_has_its_days():
    assert set(rules.ANSWER_DAYS) == set(Grievance.Category.values)


def test_an_anonymous_complaint_leaves_no_trace_of_the_person():
    journey = make_journey()

    grievance = make_grievance(by=journey.worker, placement=journey.placement, is_anonymous=True)

    assert (grievance.person, grievance.placement, grievance.scheme) == (None, None, journey.world.scheme)
    entry = AuditEntry.objects.get(action="protection.grievance_filed")
    assert (entry.actor_id, entry.detail) == (None, {})


def test_a_complaint_of_a_worker_reaches_the_protection_officers_of_her_scheme_only(officer):
    journey = make_journey()

    make_grievance(by=journey.worker, placement=journey.placement)

    assert grievances(user=journey.protection).count() == 1
    assert not grievances(user=officer).exists()
    for user in (journey.world.officer_origin, journey.world.employer_user, journey.counsellor):
        assert not visible(Grievance.objects.all(), user=user).exists()
    subjects = OutgoingMessage.objects.filter(subject="A complaint waits for you")
    assert subjects.get().recipient == journey.protection


def test_a_complaint_from_a_country_without_an_office_is_still_read_by_somebody(officer):
    grievance = make_grievance(iso3="FRA")

    assert grievance.iso3 == "FRA"
    assert grievances(user=officer).get() == grievance


def test_a_complaint_in_a_scheme_without_protection_officer_is_read_by_an_office(officer):
    scheme = make_world().scheme

    grievance = make_grievance(scheme=scheme, iso3="BEL")

    assert grievances(user=officer).get() == grievance


def test_an_office_does_not_read_what_another_country_answers(officer):
    other = make_officer(make_organisation(iso3="MAR"))

    make_grievance(iso3="BEL")

    assert not grievances(user=other).exists()


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"text": "  "}, "text"), ({"category": "gossip"}, "category"), ({"text": "x" * 10_001}, "text")],
)
def test_a_complaint_that_cannot_be_read_is_answered_with_what_to_do(officer, fields, field):
    with pytest.raises(InputError) as error:
        make_grievance(**fields)

    assert error.value.field == field
    assert error.value.hint


def test_the_number_opens_status_and_messages_and_nothing_else(officer):
    grievance = make_grievance(text="A secret text")
    services.take_up(grievance=grievance, by=officer, note="An internal note", message="We have called the inspection.")

    found = track(number=grievance.tracking_number.lower().replace("-", " "))

    assert found.status == "in_progress"
    assert [message.text for message in found.messages] == ["We have called the inspection."]
    assert "secret" not in str(found)
    assert "internal" not in str(found)


@pytest.mark.parametrize("number", ["", "AAAA-AAAA-AAAA", "%", "-", "' OR 1=1"])
def test_a_number_that_does_not_exist_opens_nothing(officer, number):
    make_grievance()

    assert track(number=number) is None


def test_a_worker_reads_her_own_complaints(officer):
    journey = make_journey()
    make_grievance(by=journey.worker, placement=journey.placement)
    make_grievance()

    assert [each.status for each in my_grievances(user=journey.worker)] == ["received"]
    assert my_grievances(user=officer) == []


def test_acknowledging_tells_the_person_in_the_language_of_the_complaint(officer):
    grievance = make_grievance(language="fr")

    services.acknowledge(grievance=grievance, by=officer)

    assert grievance.acknowledged_at
    assert track(number=grievance.tracking_number).messages[0].text != ""


def test_a_complaint_that_nobody_acknowledged_for_two_days_is_late(officer):
    make_grievance(received_at=timezone.now() - timedelta(days=3))
    make_grievance(received_at=timezone.now() - timedelta(days=2))
    make_grievance(category="violence", received_at=timezone.now() - timedelta(days=5))

    load = workload(user=officer, today=timezone.localdate())

    assert (load.open, load.to_acknowledge, load.acknowledgement_late, load.overdue) == (3, 3, 2, 1)


def test_a_referral_needs_the_person_s_consent(officer):
    grievance = make_grievance()

    with pytest.raises(RuleViolation, match="only if the person agrees"):
        services.refer(grievance=grievance, to="labour_inspection", has_consent=False, by=officer)

    services.refer(grievance=grievance, to="labour_inspection", has_consent=True, by=officer)
    assert GrievanceStep.objects.filter(referred_to="labour_inspection").count() == 1


@pytest.mark.parametrize("office", ["immigration", "border_police", ""])
def test_a_complaint_never_goes_to_immigration_enforcement(officer, office):
    grievance = make_grievance()

    with pytest.raises(InputError, match="cannot be referred to"):
        services.refer(grievance=grievance, to=office, has_consent=True, by=officer)


def test_no_office_of_referral_enforces_immigration_law():
    words = " ".join(str(label).lower() for label in GrievanceStep.Office.labels)

    assert not {"immigration", "border", "police"} & set(words.split())


def test_complaints_leave_by_no_export():
    names = {pattern.name for pattern in urls.urlpatterns}
    operations = [key for key in get_resolver("corridor.config.urls").reverse_dict if isinstance(key, str)]

    assert not [name for name in [*names, *operations] if "export" in name and "grievance" in name]
    assert names == {"grievances", "grievance", "act", "fees", "fee_repaid"}


def test_closing_needs_an_outcome(officer):
    grievance = make_grievance()

    with pytest.raises(InputError, match="with its outcome"):
        services.close(grievance=grievance, outcome=" ", by=officer)

    grievance.refresh_from_db()
    assert grievance.status == "received"


def test_the_database_itself_refuses_to_close_without_an_outcome(officer):
    grievance = make_grievance()

    with pytest.raises(IntegrityError), transaction.atomic():
        Grievance.objects.filter(pk=grievance.pk).update(status="closed")


def test_a_complaint_is_put_right_and_closed(officer):
    grievance = make_grievance()
    services.acknowledge(grievance=grievance, by=officer)

    services.resolve(grievance=grievance, remedy="The pay was paid.", by=officer, message="You have been paid.")
    services.close(grievance=grievance, outcome="Paid in full", by=officer)

    statuses = list(grievance.steps.values_list("status", flat=True))
    assert statuses == ["received", "acknowledged", "resolved", "closed"]
    assert grievance.closed_at


def test_an_objection_opens_an_ended_complaint_again(officer):
    grievance = make_grievance()
    services.close(grievance=grievance, outcome="Nothing found", by=officer)

    services.write_again(grievance=grievance, text="It has happened again.")

    grievance.refresh_from_db()
    assert (grievance.status, grievance.closed_at) == ("in_progress", None)


def test_a_closed_complaint_is_not_acknowledged(officer):
    grievance = make_grievance()
    services.close(grievance=grievance, outcome="Done", by=officer)

    with pytest.raises(RuleViolation, match="stands at: Closed"):
        services.acknowledge(grievance=grievance, by=officer)


def test_nobody_else_handles_a_complaint(officer):
    grievance = make_grievance()

    for other in (make_officer(make_organisation(iso3="MAR")), make_world().officer_destination):
        with pytest.raises(NotPermitted):
            services.close(grievance=grievance, outcome="Done", by=other)


def test_the_list_is_narrowed_by_what_the_officer_looks_for(officer):
    late = make_grievance(category="violence", received_at=timezone.now() - timedelta(days=9))
    closed = make_grievance()
    services.close(grievance=closed, outcome="Done", by=officer)

    def found(**wish):
        return list(grievances(user=officer, wish=GrievanceWish(**wish)))

    assert found() == [late, closed]
    assert found(status="open") == found(is_overdue=True) == found(category="violence") == [late]
    assert found(number=closed.tracking_number[:6].lower()) == [closed]


def test_an_officer_takes_a_complaint_to_its_end_on_the_page(client, sign_in, officer):
    grievance = make_grievance()
    sign_in(officer)

    act(client, grievance, act="acknowledge", message="Received.")
    act(client, grievance, act="refer", to="trade_union", has_consent="on")
    act(client, grievance, act="resolve", remedy="Paid")
    answer = act(client, grievance, act="close", outcome="Paid in full")

    assert "The complaint was updated." in answer.content.decode()
    assert Grievance.objects.get().status == "closed"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"act": "close"}, "is closed with its outcome"),
        ({"act": "refer", "to": "trade_union"}, "only if the person agrees"),
        ({"act": "resolve"}, "The remedy is missing."),
        ({"act": "message"}, "The message is empty."),
        ({"act": "delete"}, "This act is not known here."),
        ({}, "required"),
    ],
)
def test_a_refused_act_says_why_on_the_page(client, sign_in, officer, data, sentence):
    grievance = make_grievance()
    sign_in(officer)

    assert sentence in act(client, grievance, **data).content.decode()
    assert Grievance.objects.get().status == "received"


def test_reading_a_complaint_is_kept_in_the_audit(client, sign_in, officer):
    grievance = make_grievance()
    sign_in(officer)

    client.get(reverse("protection:grievance", args=[grievance.pk]))

    assert AuditEntry.objects.get(action="protection.grievance_read").actor_id == officer.pk


def test_what_a_complaint_says_cannot_become_part_of_the_page(client, sign_in, officer):
    grievance = make_grievance(text="<script>alert(1)</script>")
    sign_in(officer)

    text = client.get(reverse("protection:grievance", args=[grievance.pk])).content.decode()

    assert "<script>alert(1)" not in text
    assert "&lt;script&gt;" in text


def test_another_office_s_complaint_is_not_found(client, sign_in, officer):
    grievance = make_grievance()
    sign_in(make_officer(make_organisation(iso3="MAR")))

    assert client.get(reverse("protection:grievance", args=[grievance.pk])).status_code == 404
    assert act(client, grievance, act="close", outcome="x").status_code == 404


@pytest.mark.parametrize("role", [Role.OFFICER_ORIGIN, Role.DESIGNER, Role.ADMINISTRATOR, Role.COUNSELLOR])
def test_other_roles_open_no_complaints(client, sign_in, role):
    sign_in(make_member(role))

    assert client.get("/en/protection/").status_code == 403


def test_a_departure_without_clearance_stands_on_the_page_of_protection(client, sign_in):
    journey = make_journey()
    record_departure(placement=journey.placement, by=journey.worker)
    sign_in(journey.protection)

    text = client.get("/en/protection/").content.decode()

    assert "Without clearance" in text
    assert str(journey.placement.candidate.person) in text


def test_a_program_files_a_complaint_without_signing_in(client, officer):
    answer = client.post(
        "/api/v1/grievances",
        {"category": "housing", "text": "No water", "iso3": "BEL"},
        content_type="application/json",
    )

    number = answer.json()["tracking_number"]
    assert answer.status_code == 201
    assert client.get(f"/api/v1/grievances/track/{number}").json()["status"] == "received"
    assert client.get("/api/v1/grievances/track/AAAA-BBBB-CCCC").status_code == 404


def test_a_bad_complaint_of_a_program_is_a_problem_with_its_field(client, officer):
    answer = client.post("/api/v1/grievances", {"category": "gossip", "text": "x"}, content_type="application/json")

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "category"


def test_no_program_lists_complaints(client, sign_in, officer):
    sign_in(officer)

    assert client.get("/api/v1/grievances").status_code == 405


@pytest.mark.parametrize("language", ["fr", "es", "ar"])
def test_pages_open_in_every_language(client, sign_in, officer, language):
    grievance = make_grievance(received_at=timezone.now() - timedelta(days=30))
    sign_in(officer)

    for path in ("", f"{grievance.pk}/", "fees/"):
        assert client.get(f"/{language}/protection/{path}").status_code == 200


def test_numbers_have_no_letters_that_are_taken_for_each_other():
    assert not set("01OILI") & set(rules._LETTERS)


def test_due_dates_count_from_the_day_of_receipt():
    assert rules.due_date("safety", received=date(2026, 12, 30)) == date(2027, 1, 4)
    assert not rules.is_acknowledgement_late(received=date(2026, 12, 30), today=date(2027, 1, 1))
    assert rules.is_acknowledgement_late(received=date(2026, 12, 30), today=date(2027, 1, 2))

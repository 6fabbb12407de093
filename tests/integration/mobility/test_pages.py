"""The pages of cases, contracts and placements, and what selectors show to whom."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from corridor.access.models import WorkspaceMember
from corridor.access.roles import Role
from corridor.core.models import OutgoingMessage
from corridor.delivery.mobility.models import Case, Contract, Placement
from corridor.delivery.mobility.selectors.cases import CaseWish, cases, offers_without_placement
from corridor.delivery.mobility.selectors.employers import placements_for_employer
from corridor.delivery.mobility.selectors.placements import departures_to_review
from corridor.delivery.mobility.selectors.workers import case_of, check_ins_to_answer, next_act
from corridor.delivery.mobility.services.check_ins import ask_check_in
from corridor.delivery.mobility.services.departures import record_arrival, report_left, review_leaving
from corridor.delivery.mobility.services.documents import receive_document
from corridor.delivery.mobility.services.steps import complete_step, refuse_step
from corridor.delivery.mobility.sheets import case_sheet
from corridor.delivery.mobility.tasks import prepare_placement
from corridor.delivery.recruitment.events import OfferAccepted
from tests.factories.access import make_member, make_organisation
from tests.factories.mobility import make_contract, make_journey, make_offered_journey, make_registered_contract, pdf
from tests.factories.recruitment import make_world

pytestmark = pytest.mark.django_db
OPENED = date.today() - timedelta(days=30)


@pytest.fixture
def journey():
    return make_journey(opened=OPENED)


def page(client, name, *args, **query):
    return client.get(reverse(name, args=args), query)


def act(client, name, pk, **data):
    return client.post(reverse(name, args=[pk]), data, follow=True)


def test_the_list_shows_what_waits_for_whom_and_how_late_it_is(sign_in, journey):
    client = sign_in(journey.world.officer_origin)

    answer = page(client, "mobility:cases")

    text = answer.content.decode()
    assert answer.status_code == 200
    assert str(journey.placement.candidate.person) in text
    assert "20 days late" in text


@pytest.mark.parametrize(
    ("wish", "found"),
    [
        (CaseWish(), 1),
        (CaseWish(is_overdue=True), 1),
        (CaseWish(party="employer"), 1),
        (CaseWish(party="consulate"), 0),
        (CaseWish(status="stopped"), 0),
        (CaseWish(search="nobody of this name"), 0),
    ],
)
def test_the_list_is_narrowed_by_what_the_reader_looks_for(journey, wish, found):
    assert cases(user=journey.world.officer_destination, wish=wish).count() == found


def test_a_case_found_by_the_family_name(journey):
    name = journey.placement.candidate.person.family_name

    assert cases(user=journey.world.officer_origin, wish=CaseWish(search=name)).get() == journey.case


def test_an_officer_of_another_country_sees_no_case(journey):
    agency = make_organisation(iso3="ESP")
    WorkspaceMember.objects.create(workspace=journey.world.scheme.workspace, organisation=agency)
    officer = make_member(Role.OFFICER_DESTINATION, organisation=agency)

    assert not cases(user=officer).exists()


def test_somebody_else_s_case_is_not_found(client, sign_in, journey):
    sign_in(make_world().officer_origin)

    for name, pk in (("mobility:case", journey.case.pk), ("mobility:contract", journey.placement.pk)):
        assert page(client, name, pk).status_code == 404
    assert act(client, "mobility:step", journey.step("permit").pk, act="complete").status_code == 404
    assert act(client, "mobility:placement_act", journey.placement.pk, act="depart").status_code == 404
    assert Placement.objects.get().status == "preparing"


def test_the_page_of_a_case_shows_steps_papers_and_who_waits(client, sign_in, journey):
    sign_in(journey.world.officer_origin)

    text = page(client, "mobility:case", journey.case.pk).content.decode()

    assert "Passport" in text
    assert "Who waits for whom" in text
    assert "Consulate" in text
    assert "no office clears a departure" in text


def test_an_accepted_offer_without_a_case_is_opened_from_the_list(client, sign_in):
    journey = make_offered_journey()
    sign_in(journey.world.officer_destination)
    assert "Accepted offers without a case" in page(client, "mobility:cases").content.decode()

    act(client, "mobility:open", journey.offer.pk)

    assert Case.objects.count() == 1
    assert not offers_without_placement(user=journey.world.officer_destination).exists()


def test_a_step_is_completed_with_its_document_on_the_page(client, sign_in, journey):
    sign_in(journey.world.officer_origin)

    act(client, "mobility:document", journey.paper.pk, act="upload", file=pdf())
    act(client, "mobility:document", journey.paper.pk, act="check")
    answer = act(client, "mobility:step", journey.step("papers").pk, act="complete", on_date=OPENED.isoformat())

    assert "The step was recorded." in answer.content.decode()
    assert journey.step("papers").state == "done"
    assert journey.paper.status == "checked"


def test_a_refused_act_says_why_and_changes_nothing(client, sign_in, journey):
    sign_in(journey.world.officer_origin)

    answer = act(client, "mobility:step", journey.step("papers").pk, act="complete")

    assert "still needs: Passport" in answer.content.decode()
    assert journey.step("papers").state == "ready"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"act": "complete", "on_date": "31/02/2026"}, "is not a date"),
        ({"act": "dance"}, "This act is not known here."),
        ({"act": "refuse"}, "The reason is missing."),
    ],
)
def test_bad_input_on_a_step_is_answered_with_a_sentence(client, sign_in, journey, data, sentence):
    sign_in(journey.world.officer_origin)

    answer = act(client, "mobility:step", journey.step("papers").pk, **data)

    assert sentence in answer.content.decode()
    assert journey.step("papers").state == "ready"


def test_a_document_is_given_out_as_a_download_only(client, sign_in, journey):
    receive_document(document=journey.paper, upload=pdf(), by=journey.worker)
    sign_in(journey.world.officer_destination)

    answer = page(client, "mobility:document", journey.paper.pk)

    assert answer["Content-Disposition"] == 'attachment; filename="passport.pdf"'
    assert answer.content.startswith(b"%PDF")


def test_an_employer_reaches_her_own_step_and_no_other(client, sign_in, journey):
    sign_in(journey.world.employer_user)

    assert act(client, "mobility:step", journey.step("papers").pk, act="complete").status_code == 404
    client.post(reverse("mobility:step", args=[journey.step("permit").pk]), {"act": "complete"})

    assert journey.step("permit").state == "done"


def test_an_employer_does_not_see_the_worker_s_papers(client, sign_in, journey):
    receive_document(document=journey.paper, upload=pdf(), by=journey.worker)
    sign_in(journey.world.employer_user)

    assert page(client, "mobility:document", journey.paper.pk).status_code == 404


def test_the_employer_drafts_the_contract_and_reads_the_findings(client, sign_in, journey):
    sign_in(journey.world.employer_user)
    terms = {
        "language": "fr",
        "monthly_gross_eur": "1500",
        "weekly_hours": "38",
        "rest_days_per_week": "2",
        "is_insured": "on",
        "repatriation_paid_by": "employer",
        "worker_fees_eur": "250",
        "starts_on_date": "2027-03-01",
    }

    text = act(client, "mobility:contract", journey.placement.pk, **terms).content.decode()

    assert "The pay of €1,500 a month is below the €2,000 of the model contract." in text
    assert "No worker pays for a job." in text
    assert "invented demonstration value" in text
    assert Contract.objects.get().status == "refused"


def test_a_contract_form_with_a_wrong_value_says_so_at_the_field(client, sign_in, journey):
    sign_in(journey.world.employer_user)

    answer = act(client, "mobility:contract", journey.placement.pk, monthly_gross_eur="a lot")

    assert 'id="id_monthly_gross_eur_error"' in answer.content.decode()
    assert not Contract.objects.exists()


def test_both_sides_sign_and_the_office_registers_on_the_page(client, sign_in, journey):
    make_contract(journey)
    for user in (journey.world.employer_user, journey.worker):
        sign_in(user)
        assert "Sign the contract" in page(client, "mobility:contract", journey.placement.pk).content.decode()
        client.post(reverse("mobility:contract_act", args=[journey.placement.pk]), {"act": "sign"})

    sign_in(journey.world.officer_destination)
    act(client, "mobility:contract_act", journey.placement.pk, act="register")

    assert Contract.objects.get().status == "registered"


def test_the_block_of_a_clearance_names_who_must_act_on_the_page(client, sign_in, journey):
    sign_in(journey.world.officer_origin)

    text = act(client, "mobility:placement_act", journey.placement.pk, act="clear").content.decode()

    assert f"{journey.world.employer} must act: there is no contract" in text
    assert Placement.objects.get().status == "preparing"


def test_a_placement_goes_through_departure_arrival_and_end_on_the_page(client, sign_in, journey):
    make_registered_contract(journey)
    sign_in(journey.world.officer_destination)

    for asked in ("clear", "depart", "arrive"):
        act(client, "mobility:placement_act", journey.placement.pk, act=asked)
    act(client, "mobility:placement_act", journey.placement.pk, act="settle", kind="housing", is_done="1")
    act(client, "mobility:placement_act", journey.placement.pk, act="check_in", party="worker")
    text = act(client, "mobility:placement_act", journey.placement.pk, act="end", reason="End").content.decode()

    placement = Placement.objects.get()
    assert (placement.status, placement.departed_uncleared) == ("ended", False)
    assert "No answer yet" in text


def test_a_form_returns_to_a_page_of_ours_and_never_to_another_site(client, sign_in, journey):
    sign_in(journey.world.officer_origin)
    url = reverse("mobility:placement_act", args=[journey.placement.pk])

    assert client.post(url, {"act": "clear", "next": "/en/me/"}).url == "/en/me/"
    assert client.post(url, {"act": "clear", "next": "https://evil.example/"}).url.startswith("/en/cases/")


def test_the_list_of_placements_is_narrowed_by_status(client, sign_in, journey):
    sign_in(journey.world.officer_origin)
    name = str(journey.placement.candidate.person)

    assert name in page(client, "mobility:placements", status="preparing").content.decode()
    assert name not in page(client, "mobility:placements", status="working").content.decode()


@pytest.mark.parametrize("role", [Role.TRAINER, Role.DONOR, Role.DESIGNER])
def test_other_roles_open_no_case_page(client, sign_in, journey, role):
    sign_in(make_member(role, organisation=journey.world.ministry))

    assert page(client, "mobility:cases").status_code == 403


def test_the_employer_is_not_told_of_a_leaving_before_protection_allows_it(journey):
    record_arrival(placement=journey.placement, by=journey.worker)
    report_left(placement=journey.placement, by=journey.world.officer_destination)
    employer = journey.world.employer_user

    assert placements_for_employer(user=employer)[0].status == "working"

    review_leaving(placement=journey.placement, by=journey.protection, employer_may_know=True)
    assert placements_for_employer(user=employer)[0].status == "left_reason_unknown"


def test_an_employer_sees_the_steps_that_wait_for_her(journey):
    [placement] = placements_for_employer(user=journey.world.employer_user)

    assert [(step.label, step.is_overdue) for step in placement.steps] == [("Permit", True)]
    assert placements_for_employer(user=make_world().employer_user) == []


def test_protection_finds_the_departures_to_look_into(journey):
    record_arrival(placement=journey.placement, by=journey.worker)
    assert departures_to_review(user=journey.protection).get() == journey.placement
    assert not departures_to_review(user=journey.world.officer_origin).exists()

    review_leaving(placement=journey.placement, by=journey.protection)

    assert not departures_to_review(user=journey.protection).exists()


def test_a_worker_is_told_the_one_thing_to_do_now(journey):
    act_now = next_act(case=case_of(user=journey.worker), user=journey.worker)

    assert (act_now.kind, act_now.title, act_now.text) == ("act", "Papers", "Passport")
    assert act_now.document_pks == (journey.paper.pk,)


def test_a_worker_with_nothing_to_do_is_told_whom_she_waits_for(journey):
    receive_document(document=journey.paper, upload=pdf(), by=journey.worker)
    complete_step(case_step=journey.step("papers"), by=journey.worker)

    act_now = next_act(case=journey.case, user=journey.worker)

    assert act_now.kind == "wait"
    assert act_now.text.startswith("Employer has until")


def test_a_contract_to_sign_comes_before_papers(journey):
    make_contract(journey)

    assert next_act(case=journey.case, user=journey.worker).kind == "sign"


def test_a_stopped_case_says_so(journey):
    refuse_step(case_step=journey.step("permit"), reason="No quota", by=journey.world.employer_user)

    assert next_act(case=Case.objects.get(), user=journey.worker).kind == "stopped"


def test_a_worker_answers_her_check_in(client, sign_in, journey):
    record_arrival(placement=journey.placement, by=journey.worker)
    check_in = ask_check_in(placement=journey.placement, by=journey.counsellor)
    assert check_ins_to_answer(user=journey.worker).get() == check_in
    sign_in(journey.worker)

    client.post(reverse("mobility:check_in", args=[check_in.pk]), {"answer": "well", "uses_skills": "yes"})

    check_in.refresh_from_db()
    assert (check_in.answer, check_in.uses_skills, check_in.pay_as_agreed) == ("well", True, None)
    assert not check_ins_to_answer(user=journey.worker).exists()


def test_the_sheet_of_a_case_counts_days_that_parties_wait_for_each_other(journey):
    sheet = case_sheet(case=journey.case, today=date.today())

    waits = {(wait.party_label, wait.for_step): wait.days for wait in sheet.waits}
    assert waits[("Consulate", "Papers")] == 30
    assert (sheet.done, sheet.all, sheet.overdue) == (0, 4, 2)
    # A step that waits cannot be due before it can begin: visa ten days from today at the earliest.
    assert sheet.steps[2].due_date == date.today() + timedelta(days=10)
    # Two steps of ten legal days follow the one that is open and late today.
    assert sheet.expected_finish_date == date.today() + timedelta(days=20)


@pytest.mark.parametrize("language", ["fr", "es", "ar"])
def test_pages_open_in_every_language(client, sign_in, journey, language):
    sign_in(journey.world.officer_origin)

    for url in ("/cases/", f"/cases/{journey.case.pk}/", f"/cases/placements/{journey.placement.pk}/contract/"):
        assert client.get(f"/{language}{url}").status_code == 200


def test_programs_read_cases_and_their_steps(client, sign_in, journey):
    sign_in(journey.world.officer_origin)

    [row] = client.get("/api/v1/cases", {"overdue": "true"}).json()["cases"]
    case = client.get(f"/api/v1/cases/{row['id']}").json()

    assert (row["waits_for"], row["days_over"]) == ("Worker", 20)
    assert [step["state"] for step in case["steps"]] == ["ready", "ready", "waiting", "waiting"]
    assert case["steps"][0]["documents"][0]["title"] == "Passport"


def test_programs_of_strangers_read_no_case(client, sign_in, journey):
    sign_in(make_world().officer_origin)

    assert client.get("/api/v1/cases").json()["cases"] == []
    assert client.get(f"/api/v1/cases/{journey.case.pk}").status_code == 404


def test_an_accepted_offer_opens_its_case_by_itself():
    journey = make_offered_journey()

    prepare_placement(OfferAccepted(journey.offer.pk, 0, 0))

    assert Case.objects.get().placement.offer == journey.offer


def test_officers_are_told_when_a_case_cannot_open_by_itself():
    journey = make_offered_journey()
    journey.world.scheme.pathways.all().delete()

    prepare_placement(OfferAccepted(journey.offer.pk, 0, 0))

    assert not Case.objects.exists()
    assert OutgoingMessage.objects.filter(recipient=journey.world.officer_origin).count() == 1

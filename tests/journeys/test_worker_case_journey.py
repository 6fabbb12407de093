"""A worker from the accepted offer to the return, through the pages of everybody who acts."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from corridor.core.audit import verify
from corridor.delivery.mobility.models import Case, Placement
from corridor.delivery.mobility.selectors.employers import placements_for_employer
from corridor.delivery.mobility.selectors.workers import case_of, check_ins_to_answer, next_act
from corridor.delivery.mobility.services.contracts import sign_contract
from corridor.delivery.protection.models import FeeReport, Grievance
from corridor.delivery.protection.selectors.tracking import track
from corridor.delivery.protection.services.fees import record_fee
from corridor.delivery.protection.services.grievances import file_grievance
from corridor.delivery.reintegration.services import save_plan
from tests.factories.mobility import make_contract, make_offered_journey, pdf
from tests.factories.protection import make_recruiter

pytestmark = pytest.mark.django_db


class Desk:
    """One browser that people use in turn."""

    def __init__(self, client, sign_in):
        self.client, self.sign_in = client, sign_in

    def send(self, user, name, pk, **data) -> str:
        self.sign_in(user)
        answer = self.client.post(reverse(name, args=[pk]), data)
        assert answer.status_code == 302, answer.content.decode()
        return self.open(user, answer.url)

    def open(self, user, url) -> str:
        self.sign_in(user)
        answer = self.client.get(url)
        return answer.content.decode() if answer.status_code == 200 else ""


@pytest.fixture
def desk(client, sign_in):
    return Desk(client, sign_in)


def test_a_worker_goes_from_the_accepted_offer_to_the_return(desk):
    journey = make_offered_journey()
    world = journey.world

    # The office opens the case; the worker is told what to do first.
    desk.send(world.officer_origin, "mobility:open", journey.offer.pk)
    journey.placement = Placement.objects.get()
    assert next_act(case=case_of(user=journey.worker), user=journey.worker).title == "Papers"

    # A first document is sent back with its reason, a better one is accepted.
    paper, here = journey.paper.pk, reverse("measures:list")
    desk.send(journey.worker, "mobility:document", paper, act="upload", file=pdf(), next=here)
    desk.send(world.officer_origin, "mobility:document", paper, act="reject", reason="The photo is too dark")
    assert next_act(case=journey.case, user=journey.worker).text == "The photo is too dark"
    desk.send(journey.worker, "mobility:document", paper, act="upload", file=pdf("better.pdf"), next=here)
    desk.send(world.officer_origin, "mobility:document", paper, act="check")

    # Each party does its step; nobody is cleared before the contract is registered.
    desk.send(journey.worker, "mobility:step", journey.step("papers").pk, act="complete", next=here)
    blocked = desk.send(world.officer_origin, "mobility:placement_act", journey.placement.pk, act="clear")
    assert "must act: there is no contract" in blocked
    [seen] = placements_for_employer(user=world.employer_user)
    assert [step.label for step in seen.steps] == ["Permit"]
    desk.send(world.employer_user, "mobility:step", journey.step("permit").pk, act="complete", next=here)
    desk.send(world.officer_destination, "mobility:step", journey.step("visa").pk, act="complete")

    contract = make_contract(journey)
    for side in (world.employer_user, journey.worker):
        sign_contract(contract=contract, by=side)
    desk.send(world.officer_destination, "mobility:contract_act", journey.placement.pk, act="register")
    for act in ("clear", "depart", "arrive"):
        desk.send(world.officer_destination, "mobility:placement_act", journey.placement.pk, act=act)
    desk.send(world.officer_destination, "mobility:step", journey.step("work").pk, act="complete")
    assert Case.objects.get().status == "done"
    assert not Placement.objects.get().departed_uncleared

    # At work: a short question, an answer, a plan that is hers alone.
    desk.send(journey.counsellor, "mobility:placement_act", journey.placement.pk, act="check_in", party="worker")
    check_in = check_ins_to_answer(user=journey.worker).get()
    desk.send(journey.worker, "mobility:check_in", check_in.pk, answer="well", uses_skills="yes", next=here)
    person = journey.placement.candidate.person
    save_plan(person=person, scheme=world.scheme, by=journey.worker, intention="return", needs="A workshop")
    assert "A workshop" not in desk.open(journey.counsellor, reverse("reintegration:plans"))

    # The stay ends with the return.
    today = date.today().isoformat()
    desk.send(
        world.officer_destination, "mobility:placement_act", journey.placement.pk, act="end", returned_on_date=today
    )
    placement = Placement.objects.get()
    assert (placement.status, placement.candidate.status) == ("ended", "returned")
    assert verify().is_intact


def test_a_worker_who_was_charged_is_heard_and_repaid(desk):
    journey = make_offered_journey()
    desk.send(journey.world.officer_origin, "mobility:open", journey.offer.pk)
    journey.placement = Placement.objects.get()
    recruiter = make_recruiter()

    report = record_fee(
        fee_class="fee", amount=600, by=journey.worker, placement=journey.placement, recruiter=recruiter
    )
    number = report.grievance.tracking_number
    pk = report.grievance_id

    assert "Agency Blue" in desk.open(journey.protection, reverse("protection:fees"))
    desk.send(journey.protection, "protection:act", pk, act="acknowledge")
    desk.send(journey.protection, "protection:fee_repaid", report.pk, amount_eur="600")
    desk.send(journey.protection, "protection:act", pk, act="resolve", remedy="The agency paid it back")
    desk.send(journey.protection, "protection:act", pk, act="close", outcome="Repaid", message="Please confirm.")

    assert FeeReport.objects.get().status == "repaid"
    found = track(number=number)
    assert (found.status, found.messages[-1].text) == ("closed", "Please confirm.")
    # Neither the employer nor the offices have any way to it.
    for user in (journey.world.employer_user, journey.world.officer_origin):
        assert desk.open(user, reverse("protection:grievance", args=[pk])) == ""


def test_a_worker_who_leaves_without_clearance_is_looked_after(desk):
    journey = make_offered_journey()
    desk.send(journey.world.officer_origin, "mobility:open", journey.offer.pk)
    journey.placement = Placement.objects.get()

    desk.send(
        journey.worker, "mobility:placement_act", journey.placement.pk, act="depart", next=reverse("measures:list")
    )
    assert "Without clearance" in desk.open(journey.protection, reverse("protection:grievances"))

    desk.send(journey.protection, "mobility:placement_act", journey.placement.pk, act="review")
    assert "Without clearance" not in desk.open(journey.protection, reverse("protection:grievances"))


def test_a_complaint_without_a_name_is_answered(desk):
    journey = make_offered_journey()
    complaint = file_grievance(category="housing", text="Eight people in one room.", scheme=journey.world.scheme)

    desk.send(journey.protection, "protection:act", complaint.pk, act="acknowledge", message="We will visit.")

    found = track(number=complaint.tracking_number)
    assert [message.text for message in found.messages] == ["We will visit."]
    assert found.due_date == date.today() + timedelta(days=10)
    assert Grievance.objects.get().person is None

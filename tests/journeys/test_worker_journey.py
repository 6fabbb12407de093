"""A worker's way through her own pages, in Arabic and without script: from the jobs to the return plan."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from corridor.access.roles import Role
from corridor.delivery.mobility.models import CheckIn, Placement
from corridor.delivery.mobility.services.departures import record_arrival, record_departure
from corridor.delivery.mobility.services.placements import open_placement
from corridor.delivery.recruitment.services.selection import answer_as_employer, make_offer, nominate
from corridor.design.activities.models import SchemePathway
from tests.factories.access import make_member
from tests.factories.mobility import Journey, make_contract, make_steps, pdf
from tests.factories.pathways import make_model_contract, make_pathway
from tests.factories.recruitment import make_skilled_candidate, make_world
from tests.factories.skills import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def arabic():
    with override("ar"):
        yield


def page(name, *args):
    return reverse(f"worker_portal:{name}", args=args)


def test_a_worker_goes_from_a_job_to_her_plan_for_afterwards(client, sign_in):
    world = make_world()
    pathway = make_pathway()
    make_steps(pathway)
    SchemePathway.objects.create(scheme=world.scheme, pathway=pathway, corridor=world.scheme.corridors.get())
    world.employer.nace2 = "J"
    world.employer.save()
    make_model_contract()
    worker = make_member(Role.WORKER, language="ar")
    candidate = make_skilled_candidate(world.scheme, person=make_person(user=worker, preferred_language="ar"))
    phone = sign_in(worker)

    # She finds a job that fits, and says so.
    assert page("job", world.vacancy.pk) in phone.get(page("jobs")).text
    assert phone.post(page("job", world.vacancy.pk)).status_code == 302

    # Her office proposes her; she says yes, the employer too; she accepts the offer.
    nomination = nominate(vacancy=world.vacancy, candidate=candidate, by=world.officer_origin)
    assert page("proposal", nomination.pk) in phone.get(page("home")).text
    phone.post(page("proposal", nomination.pk), {"answer": "yes"})
    nomination.refresh_from_db()
    answer_as_employer(nomination=nomination, yes=True, by=world.employer_user)
    offer = make_offer(
        nomination=nomination,
        salary_eur_month=world.vacancy.salary_eur_month,
        start_date=world.vacancy.start_date,
        by=world.employer_user,
    )
    assert page("offer", offer.pk) in phone.get(page("home")).text
    phone.post(page("offer", offer.pk), {"answer": "yes"})
    offer.refresh_from_db()

    # Her case begins: she sends her passport, tells that she is done, reads and signs the contract.
    placement = open_placement(offer=offer, by=world.officer_origin)
    journey = Journey(world, offer, worker, worker, worker, placement)
    phone.post(page("document", journey.paper.pk), {"file": pdf()})
    phone.post(page("step", journey.step("papers").pk), {"is_done": "on"})
    make_contract(journey, language="ar")
    assert page("contract") in phone.get(page("home")).text
    phone.post(page("contract"), {"has_read": "on", "pays_nothing": "on"})
    placement.refresh_from_db()
    assert placement.contract.worker_signed_on_date is not None

    # She travels, answers how it goes, reports money that somebody took, and writes her own plan.
    record_departure(placement=placement, by=world.officer_origin)
    record_arrival(placement=placement, by=world.officer_destination)
    question = CheckIn.objects.create(placement=placement, party="worker", asked_on_date="2026-01-01")
    phone.post(page("check_in", question.pk), {"answer": "well", "pay_as_agreed": "yes", "uses_skills": "yes"})
    phone.post(page("fee"), {"fee_class": "fee", "amount": "200", "currency": "EUR", "paid_to": "", "text": ""})
    phone.post(page("return_plan"), {"intention": "circular", "work": "business", "needs": ""})

    assert Placement.objects.get().status == "working"
    assert worker.person.fee_reports.get().amount == 200
    assert worker.person.return_plans.get().is_shared is False
    home = phone.get(page("home")).text
    assert 'dir="rtl"' in home
    assert "<script>" not in home

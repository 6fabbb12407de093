"""An employer's way: a job order, a person, an interview, an offer, the contract, her own steps."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from corridor.delivery.mobility.models import Placement
from corridor.delivery.mobility.services.contracts import sign_contract
from corridor.delivery.recruitment.models import Interview, Nomination, Offer, Vacancy
from corridor.delivery.recruitment.services.selection import answer_as_candidate, answer_offer, nominate
from tests.factories.mobility import make_journey
from tests.factories.recruitment import make_skilled_candidate, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    from django.utils.translation import override

    with override("en"):
        yield


def page(name, *args):
    return reverse(f"employer_portal:{name}", args=args)


def test_an_employer_gives_an_order_and_hires(client, sign_in):
    world = make_world()
    employer = sign_in(world.employer_user)
    order = {
        "scheme": world.scheme.pk, "employer": world.employer.pk, "title_en": "Web developer", "isco08": "2513",
        "iso3": "BEL", "positions": "1", "salary_eur_month": "2900", "essential": "web programming",
        "closes_date": (date.today() + timedelta(days=60)).isoformat(),
        "start_date": (date.today() + timedelta(days=150)).isoformat(),
    }  # fmt: skip

    employer.post(page("new"), order)
    vacancy = Vacancy.objects.order_by("pk").last()
    employer.post(page("open", vacancy.pk))
    candidate = make_skilled_candidate(world.scheme)
    nomination = nominate(vacancy=Vacancy.objects.get(pk=vacancy.pk), candidate=candidate, by=world.officer_origin)

    # Before the person's yes only a first name is there; the answer is given without it.
    assert candidate.person.family_name not in employer.get(page("vacancy", vacancy.pk)).text
    employer.post(page("answer", nomination.pk), {"answer": "yes"})
    answer_as_candidate(nomination=Nomination.objects.get(), yes=True, by=world.officer_origin)
    assert candidate.person.family_name in employer.get(page("person", nomination.pk)).text

    employer.post(page("interview", nomination.pk), {"held_at_0": "2030-01-05", "held_at_1": "09:00", "mode": "video"})
    employer.post(
        page("interview_result", nomination.pk), {"interview": Interview.objects.get().pk, "result": "passed"}
    )
    employer.post(page("offer", nomination.pk), {"salary_eur_month": "2900", "start_date": order["start_date"]})
    answer_offer(offer=Offer.objects.get(), accepted=True, by=world.officer_origin)

    vacancy.refresh_from_db()
    assert vacancy.status == "filled"
    assert "Offer accepted" in employer.get(page("vacancy", vacancy.pk)).text


def test_an_employer_writes_signs_and_does_the_paperwork(client, sign_in):
    journey = make_journey()
    employer = sign_in(journey.world.employer_user)
    contract = reverse("mobility:contract", args=[journey.placement.pk])
    terms = {
        "language": "fr", "monthly_gross_eur": "2900", "weekly_hours": "38", "rest_days_per_week": "2",
        "is_insured": "on", "repatriation_paid_by": "employer", "worker_fees_eur": "0",
        "starts_on_date": (date.today() + timedelta(days=90)).isoformat(),
    }  # fmt: skip

    assert contract in employer.get(page("home")).text
    employer.post(contract, terms)
    employer.post(reverse("mobility:contract_act", args=[journey.placement.pk]), {"act": "sign"})
    employer.post(page("step", journey.step("permit").pk), {"is_done": "on"})

    placement = Placement.objects.get()
    sign_contract(contract=placement.contract, by=journey.worker)
    assert placement.contract.employer_signed_on_date is not None
    assert journey.step("permit").state == "done"
    assert "Sign the contract" not in employer.get(page("home")).text

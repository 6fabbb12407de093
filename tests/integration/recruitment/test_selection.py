"""Nomination, answers, interview, offer and acceptance are separate acts."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from corridor.access.roles import Role
from corridor.core import events
from corridor.core.models import AuditEntry, OutgoingMessage
from corridor.delivery.recruitment.events import CandidateSelected, OfferAccepted
from corridor.delivery.recruitment.models import Candidate, Interview, Nomination, Offer, SelectionEvent, Vacancy
from corridor.delivery.recruitment.services.intake import withdraw_candidate
from corridor.delivery.recruitment.services.orders import set_vetting
from corridor.delivery.recruitment.services.selection import (
    answer_as_candidate,
    answer_as_employer,
    answer_offer,
    make_offer,
    nominate,
    plan_interview,
    record_interview,
)
from corridor.kernel.errors import InputError, NotPermitted, RuleViolation
from tests.factories.access import make_member
from tests.factories.recruitment import make_candidate, make_nomination, make_skilled_candidate, make_world
from tests.factories.skills import make_person

pytestmark = pytest.mark.django_db
SOON = date.today() + timedelta(days=100)


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def worker():
    return make_member(Role.WORKER, language="fr")


@pytest.fixture
def candidate(world, worker):
    return make_skilled_candidate(world.scheme, person=make_person(user=worker))


@pytest.fixture
def nomination(world, candidate):
    return nominate(vacancy=world.vacancy, candidate=candidate, by=world.officer_origin)


def agreed(world, nomination, worker):
    answer_as_candidate(nomination=nomination, yes=True, by=worker)
    return answer_as_employer(nomination=nomination, yes=True, by=world.employer_user)


def offered(world, nomination, worker, **changes):
    agreed(world, nomination, worker)
    values = {"salary_eur_month": Decimal(2900), "start_date": SOON}
    return make_offer(nomination=nomination, by=world.employer_user, **(values | changes))


def kinds():
    return list(SelectionEvent.objects.order_by("pk").values_list("kind", flat=True))


def test_the_whole_way_leaves_one_dated_event_per_act(world, nomination, candidate, worker):
    interview_at = timezone.now() + timedelta(days=3)
    answer_as_candidate(nomination=nomination, yes=True, by=worker)
    interview = plan_interview(nomination=nomination, held_at=interview_at, mode="video", by=world.employer_user)
    record_interview(interview=interview, result="passed", by=world.employer_user)
    answer_as_employer(nomination=nomination, yes=True, by=world.employer_user)
    offer = make_offer(nomination=nomination, salary_eur_month=Decimal(3000), start_date=SOON, by=world.employer_user)
    answer_offer(offer=offer, accepted=True, by=worker)

    candidate.refresh_from_db()
    assert candidate.status == "accepted"
    assert kinds() == [
        "nominated", "candidate_yes", "interview_planned", "interview_passed", "employer_yes", "selected", "offered",
        "accepted",
    ]  # fmt: skip
    actions = set(AuditEntry.objects.values_list("action", flat=True))
    assert {"recruitment.nominated", "recruitment.offered", "recruitment.accepted"} <= actions


def test_messages_are_neutral_and_in_the_language_of_the_person(nomination, worker):
    message = OutgoingMessage.objects.get()

    assert (message.recipient, message.language) == (worker, "fr")
    assert "developer" not in message.subject + message.body


def test_other_rooms_hear_of_selection_and_acceptance(
    world, nomination, worker, django_capture_on_commit_callbacks, monkeypatch
):
    heard = []
    monkeypatch.setattr(events, "_handlers", {CandidateSelected: [heard.append], OfferAccepted: [heard.append]})
    with django_capture_on_commit_callbacks(execute=True):
        offer = offered(world, nomination, worker)
        answer_offer(offer=offer, accepted=True, by=worker)

    assert [type(event) for event in heard] == [CandidateSelected, OfferAccepted]
    assert heard[1].candidate_id == nomination.candidate_id


@pytest.mark.parametrize("side", ["candidate", "employer"])
def test_a_no_ends_the_proposal_and_frees_the_candidate(world, nomination, candidate, worker, side):
    if side == "candidate":
        answer_as_candidate(nomination=nomination, yes=False, reason="pay", by=worker)
    else:
        answer_as_employer(nomination=nomination, yes=False, reason="language", by=world.employer_user)

    candidate.refresh_from_db()
    assert candidate.status == "eligible"
    assert SelectionEvent.objects.last().reason == ("pay" if side == "candidate" else "language")
    with pytest.raises(RuleViolation, match="already been answered"):
        answer_as_candidate(nomination=nomination, yes=True, by=worker)


def test_an_employers_refusal_needs_a_reason(world, nomination):
    with pytest.raises(InputError, match="A refusal needs a reason"):
        answer_as_employer(nomination=nomination, yes=False, by=world.employer_user)
    assert not Nomination.objects.get().employer_answer


def test_a_declined_offer_frees_the_post_and_the_candidate(world, nomination, candidate, worker):
    answer_offer(offer=offered(world, nomination, worker), accepted=False, reason="family", by=worker)

    candidate.refresh_from_db()
    assert candidate.status == "eligible"
    assert Offer.objects.get().reason == "family"


def test_the_last_accepted_post_fills_the_vacancy(world, nomination, worker):
    Vacancy.objects.update(positions=1)
    offer = offered(world, nomination, worker)

    answer_offer(offer=offer, accepted=True, by=worker)

    assert Vacancy.objects.get().status == "filled"


def test_no_more_offers_than_posts(world, nomination, worker):
    Vacancy.objects.update(positions=1)
    offered(world, nomination, worker)
    second = make_nomination(
        world.vacancy, make_skilled_candidate(world.scheme), candidate_answer="yes", employer_answer="yes"
    )

    with pytest.raises(RuleViolation, match="already has an offer"):
        make_offer(nomination=second, salary_eur_month=Decimal(2900), start_date=SOON, by=world.employer_user)


@pytest.mark.parametrize(
    ("changes", "error", "words"),
    [
        ({"salary_eur_month": Decimal(2000)}, RuleViolation, "below the 2900.00 EUR"),
        ({"start_date": date(2026, 1, 1)}, InputError, "lies in the past"),
    ],
)
def test_an_offer_below_the_job_order_is_refused(world, nomination, worker, changes, error, words):
    with pytest.raises(error, match=words):
        offered(world, nomination, worker, **changes)
    assert not Offer.objects.exists()


def test_an_offer_needs_both_yeses(world, nomination, worker):
    answer_as_candidate(nomination=nomination, yes=True, by=worker)

    with pytest.raises(RuleViolation, match="yes first"):
        make_offer(nomination=nomination, salary_eur_month=Decimal(2900), start_date=SOON, by=world.employer_user)


def test_the_office_of_the_destination_answers_for_an_employer_without_an_account(world, nomination):
    answer_as_employer(nomination=nomination, yes=True, by=world.officer_destination)

    assert Nomination.objects.get().employer_answer == "yes"


def test_nobody_answers_for_the_other_side(world, nomination, worker):
    rival = make_world()
    for by in (world.officer_origin, worker, rival.employer_user):
        with pytest.raises(NotPermitted, match="somebody else"):
            answer_as_employer(nomination=nomination, yes=True, by=by)
    for by in (world.officer_destination, world.employer_user, rival.officer_origin):
        with pytest.raises(NotPermitted):
            answer_as_candidate(nomination=nomination, yes=True, by=by)


def test_only_the_office_that_keeps_a_candidate_proposes_her(world, candidate):
    for by in (world.officer_destination, world.employer_user):
        with pytest.raises(NotPermitted):
            nominate(vacancy=world.vacancy, candidate=candidate, by=by)


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda w, c: setattr(c.person, "consent_at", None), "has not agreed yet"),
        (lambda w, c: setattr(c, "status", "selected"), "not free for another proposal"),
        (lambda w, c: setattr(c, "duplicate_of", make_candidate(w.scheme)), "duplicate of another"),
        (lambda w, c: setattr(c, "destinations", ["ESP"]), "does not meet a condition"),
    ],
)
def test_a_proposal_that_breaks_a_rule_is_refused(world, candidate, spoil, words):
    spoil(world, candidate)
    candidate.save()

    with pytest.raises(RuleViolation, match=words):
        nominate(vacancy=world.vacancy, candidate=candidate, by=world.officer_origin)
    assert not Nomination.objects.exists()


def test_an_ineligible_candidate_is_refused_with_the_smallest_change(world, candidate):
    Candidate.objects.update(destinations=["ESP"])
    candidate.refresh_from_db()

    with pytest.raises(RuleViolation) as refusal:
        nominate(vacancy=world.vacancy, candidate=candidate, by=world.officer_origin)
    assert refusal.value.advice() == "The candidate accepts Belgium as a destination."


def test_a_candidate_is_proposed_once_per_vacancy(world, nomination, candidate):
    with pytest.raises(RuleViolation, match="was already proposed"):
        nominate(vacancy=world.vacancy, candidate=candidate, by=world.officer_origin)


def test_a_withdrawn_employer_ends_job_orders_and_open_proposals(world, nomination, candidate, worker):
    OutgoingMessage.objects.all().delete()

    set_vetting(employer=world.employer, status="withdrawn", reason="Closed the site", by=world.officer_destination)

    candidate.refresh_from_db()
    nomination.refresh_from_db()
    assert Vacancy.objects.get().status == "withdrawn"
    assert (nomination.employer_answer, nomination.employer_reason) == ("no", "ended")
    assert candidate.status == "eligible"
    assert OutgoingMessage.objects.get().recipient == worker
    with pytest.raises(RuleViolation, match="has withdrawn"):
        nominate(vacancy=Vacancy.objects.get(), candidate=candidate, by=world.officer_origin)


def test_employers_are_vetted_by_the_office_of_their_country_only(world):
    for by in (world.officer_origin, world.employer_user):
        with pytest.raises(NotPermitted, match="country in which they employ"):
            set_vetting(employer=world.employer, status="vetted", reason="", by=by)


def test_who_withdraws_is_out_of_every_proposal(world, nomination, candidate, worker):
    withdraw_candidate(candidate=candidate, reason="other_work", by=worker)

    nomination.refresh_from_db()
    assert (nomination.candidate_answer, nomination.candidate_reason) == ("no", "other_work")
    with pytest.raises(RuleViolation, match="left the selection already"):
        withdraw_candidate(candidate=candidate, reason="other_work", by=worker)


def test_an_interview_has_one_result(world, nomination):
    interview = plan_interview(nomination=nomination, held_at=timezone.now(), mode="phone", by=world.employer_user)
    record_interview(interview=interview, result="failed", by=world.employer_user)

    with pytest.raises(RuleViolation, match="already been answered"):
        record_interview(interview=interview, result="passed", by=world.employer_user)
    assert Interview.objects.get().result == "failed"
    assert not Nomination.objects.get().employer_answer

"""Interest, offer and acceptance are different facts: each is dated, none implies the next."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from corridor.access.roles import Role
from corridor.core.models import AuditEntry
from corridor.delivery.recruitment.models import Candidate, Offer, SelectionEvent, Vacancy
from corridor.delivery.recruitment.services.intake import withdraw_candidate
from corridor.delivery.recruitment.services.orders import close_vacancy, posts_left
from corridor.delivery.recruitment.services.selection import (
    answer_as_candidate,
    answer_as_employer,
    answer_offer,
    make_offer,
    nominate,
    plan_interview,
    record_interview,
)
from corridor.kernel.errors import NotPermitted, RuleViolation
from tests.factories.access import make_member
from tests.factories.recruitment import make_skilled_candidate, make_vacancy, make_world
from tests.factories.skills import make_person

pytestmark = pytest.mark.django_db
START = date.today() + timedelta(days=100)


@pytest.fixture
def world():
    return make_world()


class Way:
    """A candidate on the way through one vacancy."""

    def __init__(self, world, vacancy=None):
        self.world = world
        self.worker = make_member(Role.WORKER)
        self.candidate = make_skilled_candidate(world.scheme, person=make_person(user=self.worker))
        self.nomination = nominate(vacancy=vacancy or world.vacancy, candidate=self.candidate, by=world.officer_origin)

    def say_yes(self):
        answer_as_candidate(nomination=self.nomination, yes=True, by=self.worker)
        answer_as_employer(nomination=self.nomination, yes=True, by=self.world.employer_user)
        return self

    def offer(self, **changes):
        values = {"salary_eur_month": Decimal(2900), "start_date": START, "by": self.world.employer_user}
        return make_offer(nomination=self.nomination, **values | changes)

    def status(self) -> str:
        self.candidate.refresh_from_db()
        return self.candidate.status

    def kinds(self) -> list[str]:
        return list(SelectionEvent.objects.filter(candidate=self.candidate).values_list("kind", flat=True))


@pytest.fixture
def way(world):
    return Way(world)


def test_both_yeses_are_no_offer(way):
    way.say_yes()

    assert not Offer.objects.exists()
    assert (way.status(), way.kinds()[-1]) == ("selected", "selected")


def test_a_passed_interview_is_no_offer_and_a_failed_one_no_refusal(way):
    for result in ("passed", "failed"):
        talk = plan_interview(
            nomination=way.nomination, held_at=timezone.now(), mode="video", by=way.world.employer_user
        )
        record_interview(interview=talk, result=result, by=way.world.employer_user)

    way.nomination.refresh_from_db()
    assert not Offer.objects.exists()
    assert (way.nomination.employer_answer, way.status()) == ("", "shortlisted")


def test_an_offer_is_no_acceptance(way):
    offer = way.say_yes().offer()

    assert (offer.answer, offer.answered_at, way.status()) == ("", None, "offered")
    assert posts_left(way.world.vacancy) == 1
    assert "accepted" not in way.kinds()


def test_each_act_has_its_own_moment_and_its_own_person(way):
    offer = way.say_yes().offer()
    answer_offer(offer=offer, accepted=True, by=way.worker)

    acts = dict(SelectionEvent.objects.filter(candidate=way.candidate).values_list("kind", "recorded_by"))
    assert acts["nominated"] == way.world.officer_origin.pk
    assert acts["employer_yes"] == acts["offered"] == way.world.employer_user.pk
    assert acts["candidate_yes"] == acts["accepted"] == way.worker.pk
    times = list(SelectionEvent.objects.filter(candidate=way.candidate).values_list("happened_at", flat=True))
    assert times == sorted(times)


def test_an_offer_is_answered_once(way):
    offer = way.say_yes().offer()
    answer_offer(offer=offer, accepted=False, by=way.worker)

    with pytest.raises(RuleViolation):
        answer_offer(offer=offer, accepted=True, by=way.worker)

    assert Offer.objects.get().answer == "declined"


def test_a_declined_offer_stays_on_record_with_its_reason_and_is_not_made_again(way):
    offer = way.say_yes().offer()
    answer_offer(offer=offer, accepted=False, reason="pay", by=way.worker)

    with pytest.raises(RuleViolation, match="already has an offer"):
        way.offer()

    assert (Offer.objects.get().reason, way.kinds()[-1]) == ("pay", "declined")


def test_somebody_with_an_offer_is_not_proposed_elsewhere(way):
    way.say_yes().offer()
    other = make_vacancy(way.world.scheme, way.world.employer)

    with pytest.raises(RuleViolation, match="not free"):
        nominate(vacancy=other, candidate=way.candidate, by=way.world.officer_origin)


def test_after_declining_she_may_be_proposed_for_another_vacancy(way):
    answer_offer(offer=way.say_yes().offer(), accepted=False, by=way.worker)
    other = make_vacancy(way.world.scheme, way.world.employer)

    assert nominate(vacancy=other, candidate=Candidate.objects.get(pk=way.candidate.pk), by=way.world.officer_origin)


def test_who_withdraws_with_an_open_offer_has_declined_it_and_frees_the_post(way):
    way.say_yes().offer()

    withdraw_candidate(candidate=Candidate.objects.get(pk=way.candidate.pk), reason="family", by=way.worker)

    offer = Offer.objects.get()
    assert (offer.answer, offer.reason) == ("declined", "family")
    assert posts_left(way.world.vacancy) == 2
    assert way.kinds()[-2:] == ["declined", "withdrawn"]


def test_an_offer_to_somebody_who_has_withdrawn_is_not_accepted_any_more(way):
    offer = way.say_yes().offer()
    withdraw_candidate(candidate=Candidate.objects.get(pk=way.candidate.pk), reason="family", by=way.worker)

    with pytest.raises(RuleViolation):
        answer_offer(offer=Offer.objects.get(pk=offer.pk), accepted=True, by=way.worker)

    assert way.status() == "withdrawn"


def test_nobody_accepts_for_somebody_else(way):
    offer = way.say_yes().offer()

    for by in (way.world.employer_user, way.world.officer_destination, make_member(Role.WORKER), Way(way.world).worker):
        with pytest.raises(NotPermitted):
            answer_offer(offer=offer, accepted=True, by=by)

    assert Offer.objects.get().answer == ""


def test_only_the_employer_and_the_office_of_destination_make_an_offer(way):
    way.say_yes()

    for by in (way.worker, way.world.officer_origin, make_member(Role.EMPLOYER), make_member(Role.OFFICER_DESTINATION)):
        with pytest.raises(NotPermitted):
            way.offer(by=by)


def test_the_pay_of_the_job_order_is_the_least_and_more_may_be_offered(way):
    assert way.say_yes().offer(salary_eur_month=Decimal("2900.01")).salary_eur_month == Decimal("2900.01")


def test_two_offers_for_two_posts_and_none_for_a_third(world):
    ways = [Way(world).say_yes() for _ in range(3)]
    for way in ways[:2]:
        way.offer()

    with pytest.raises(RuleViolation):
        ways[2].offer()

    assert Offer.objects.count() == 2


def test_the_vacancy_is_filled_by_acceptances_and_not_by_offers(world):
    ways = [Way(world).say_yes() for _ in range(2)]
    offers = [way.offer() for way in ways]
    answer_offer(offer=offers[0], accepted=True, by=ways[0].worker)
    assert Vacancy.objects.get(pk=world.vacancy.pk).status == "open"

    answer_offer(offer=offers[1], accepted=True, by=ways[1].worker)

    assert Vacancy.objects.get(pk=world.vacancy.pk).status == "filled"


def test_an_accepted_offer_outlives_the_end_of_its_vacancy(way):
    offer = way.say_yes().offer()
    answer_offer(offer=offer, accepted=True, by=way.worker)

    vacancy = Vacancy.objects.get(pk=way.world.vacancy.pk)
    close_vacancy(vacancy=vacancy, status="closed", reason="The season is over.", by=way.world.officer_destination)

    way.nomination.refresh_from_db()
    assert (Offer.objects.get().answer, way.nomination.employer_answer, way.status()) == ("accepted", "yes", "accepted")


def test_the_audit_names_the_people_of_every_act_and_holds_one_entry_each(way):
    answer_offer(offer=way.say_yes().offer(), accepted=True, by=way.worker)

    actions = list(AuditEntry.objects.filter(action__startswith="recruitment.").values_list("action", flat=True))
    for kind in ("nominated", "candidate_yes", "employer_yes", "selected", "offered", "accepted"):
        assert actions.count(f"recruitment.{kind}") == 1, kind

"""Contract, clearance, departure, arrival, check-ins and the end of a placement."""

from datetime import date, timedelta

import pytest

from corridor.access.selectors import visible
from corridor.core import events
from corridor.core.models import AuditEntry, OutgoingMessage
from corridor.delivery.mobility.events import DepartedWithoutContract
from corridor.delivery.mobility.models import CheckIn, Placement
from corridor.delivery.mobility.services.check_ins import answer_check_in, ask_check_in
from corridor.delivery.mobility.services.contracts import draft_contract, register_contract, sign_contract
from corridor.delivery.mobility.services.departures import (
    clear_for_departure,
    end_placement,
    record_arrival,
    record_departure,
    report_left,
    review_leaving,
    settle,
)
from corridor.kernel.errors import DataUnavailable, NotPermitted, RuleViolation
from corridor.knowledge.pathways.models import ModelContract
from tests.factories.mobility import make_contract, make_journey, make_registered_contract, terms
from tests.factories.recruitment import make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def journey():
    return make_journey(opened=date.today() - timedelta(days=30))


@pytest.fixture
def abroad(journey):
    record_arrival(placement=journey.placement, by=journey.world.officer_destination)
    return journey


def refusal(journey):
    with pytest.raises(RuleViolation) as error:
        clear_for_departure(placement=journey.placement, by=journey.world.officer_origin)
    return error.value


def alerts(user):
    return OutgoingMessage.objects.filter(recipient=user).count()


def test_a_contract_that_keeps_the_model_is_ready_to_sign(journey):
    contract = make_contract(journey)

    assert (contract.status, contract.findings) == ("checked", {"version": 1, "findings": []})


def test_a_contract_below_the_model_keeps_its_findings_and_is_not_signed(journey):
    contract = make_contract(journey, monthly_gross_eur=1500, worker_fees_eur=200)

    assert contract.status == "refused"
    assert [each["code"] for each in contract.findings["findings"]] == [
        "pay_below_floor",
        "pay_below_offer",
        "fees_charged",
    ]
    with pytest.raises(RuleViolation, match="cannot be signed"):
        sign_contract(contract=contract, by=journey.worker)


def test_a_contract_that_is_rewritten_loses_its_signatures(journey):
    contract = make_contract(journey)
    sign_contract(contract=contract, by=journey.worker)

    contract = make_contract(journey, weekly_hours=36)

    assert contract.worker_signed_on_date is None


def test_nobody_signs_for_somebody_else(journey):
    contract = make_contract(journey)

    with pytest.raises(NotPermitted, match="by the worker and by the employer themselves"):
        sign_contract(contract=contract, by=journey.world.officer_destination)


def test_a_contract_without_both_signatures_is_not_registered(journey):
    contract = make_contract(journey)
    sign_contract(contract=contract, by=journey.world.employer_user)

    with pytest.raises(RuleViolation, match="the worker has not signed"):
        register_contract(contract=contract, by=journey.world.officer_destination)


def test_an_employer_does_not_register_her_own_contract(journey):
    with pytest.raises(NotPermitted):
        register_contract(contract=make_contract(journey), by=journey.world.employer_user)


def test_a_registered_contract_is_not_rewritten(journey):
    make_registered_contract(journey)

    with pytest.raises(RuleViolation, match="is registered"):
        draft_contract(placement=journey.placement, by=journey.world.employer_user, **terms(weekly_hours=30))


def test_another_employer_drafts_nothing(journey):
    with pytest.raises(NotPermitted):
        draft_contract(placement=journey.placement, by=make_world().employer_user, **terms())


def test_a_country_without_model_contract_is_named(journey):
    ModelContract.objects.all().delete()

    with pytest.raises(DataUnavailable, match="no model contract for BEL in the sector J"):
        make_contract(journey)


def test_clearance_without_contract_names_who_must_act(journey):
    error = refusal(journey)

    assert error.code == "contract_missing"
    assert str(journey.world.employer) in error.sentence()


def test_clearance_names_the_next_one_who_must_act(journey):
    contract = make_contract(journey, weekly_hours=60)
    assert "falls short" in refusal(journey).sentence()

    contract = make_contract(journey)
    assert "the employer has not signed" in refusal(journey).sentence()

    sign_contract(contract=contract, by=journey.world.employer_user)
    assert "the worker has not signed" in refusal(journey).sentence()

    sign_contract(contract=contract, by=journey.worker)
    assert refusal(journey).code == "contract_not_registered"
    assert "The office in the country of destination must act" in refusal(journey).sentence()


def test_a_registered_contract_opens_the_way(journey):
    make_registered_contract(journey)

    clear_for_departure(placement=journey.placement, by=journey.world.officer_origin)
    record_departure(placement=journey.placement, by=journey.worker)

    assert journey.placement.status == "departed"
    assert not journey.placement.departed_uncleared
    assert alerts(journey.protection) == 0


def test_a_departure_without_a_registered_contract_is_recorded_and_alerts_protection(
    journey, django_capture_on_commit_callbacks, monkeypatch
):
    heard = []
    monkeypatch.setitem(events._handlers, DepartedWithoutContract, [heard.append])

    with django_capture_on_commit_callbacks(execute=True):
        record_departure(placement=journey.placement, by=journey.world.officer_origin)

    placement = Placement.objects.get()
    assert (placement.status, placement.departed_on_date) == ("departed", date.today())
    assert placement.departed_uncleared
    assert placement.candidate.status == "deployed"
    assert OutgoingMessage.objects.get(recipient=journey.protection).subject == "A departure needs your attention"
    assert heard == [DepartedWithoutContract(placement.pk)]
    entry = AuditEntry.objects.get(action="mobility.departed_uncleared")
    assert entry.detail == {"has_registered_contract": False}


def test_an_alert_stays_inside_the_scheme(journey):
    stranger = make_journey()

    record_departure(placement=journey.placement, by=journey.worker)

    assert alerts(stranger.protection) == 0


def test_an_arrival_without_a_recorded_departure_is_recorded_with_it(journey):
    record_arrival(placement=journey.placement, by=journey.worker)

    assert journey.placement.status == "working"
    assert journey.placement.departed_uncleared
    assert alerts(journey.protection) == 1


def test_what_a_newcomer_needs_is_ticked_and_unticked(abroad):
    settle(placement=abroad.placement, kind="housing", is_done=True, by=abroad.worker)
    settle(placement=abroad.placement, kind="bank", is_done=True, by=abroad.counsellor)
    settle(placement=abroad.placement, kind="housing", is_done=False, by=abroad.worker)

    assert [item.kind for item in abroad.placement.arrival_items.all()] == ["bank"]


def test_a_worker_is_asked_at_most_six_times_a_year(abroad):
    for days in range(6):
        ask_check_in(placement=abroad.placement, by=abroad.counsellor, on_date=date.today() - timedelta(days=days * 50))

    with pytest.raises(RuleViolation, match="contacted 6 times within a year"):
        ask_check_in(placement=abroad.placement, by=abroad.counsellor)

    assert CheckIn.objects.count() == 6


def test_questions_to_the_employer_do_not_use_up_the_worker_s_share(abroad):
    for _ in range(7):
        ask_check_in(placement=abroad.placement, party="employer", by=abroad.counsellor)

    assert ask_check_in(placement=abroad.placement, by=abroad.counsellor).party == "worker"


def test_the_employer_never_sees_whether_a_worker_has_answered(abroad):
    ask_check_in(placement=abroad.placement, by=abroad.counsellor)

    assert not visible(CheckIn.objects.all(), user=abroad.world.employer_user).exists()
    assert not visible(CheckIn.objects.all(), user=abroad.world.employer_user, action="answer").exists()


def test_nobody_answers_for_the_worker(abroad):
    check_in = ask_check_in(placement=abroad.placement, by=abroad.counsellor)

    for other in (abroad.world.employer_user, abroad.counsellor, abroad.world.officer_origin):
        with pytest.raises(NotPermitted):
            answer_check_in(check_in=check_in, answer="well", by=other)


def test_a_worker_who_needs_help_reaches_those_who_help(abroad):
    check_in = ask_check_in(placement=abroad.placement, by=abroad.counsellor)
    before = alerts(abroad.protection)

    answer_check_in(check_in=check_in, answer="bad", pay_as_agreed=False, by=abroad.worker)

    assert alerts(abroad.counsellor) == 1
    assert alerts(abroad.protection) == before + 1
    assert alerts(abroad.world.employer_user) == 0


def test_an_employer_asks_no_questions_in_the_scheme_s_name(abroad):
    with pytest.raises(NotPermitted):
        ask_check_in(placement=abroad.placement, by=abroad.world.employer_user)

    assert not CheckIn.objects.exists()


def test_a_check_in_before_departure_is_not_asked(journey):
    with pytest.raises(RuleViolation, match="begin after departure"):
        ask_check_in(placement=journey.placement, by=journey.counsellor)


def test_a_return_ends_the_placement_and_the_candidacy(abroad):
    end_placement(
        placement=abroad.placement,
        by=abroad.world.officer_destination,
        reason="End of contract",
        returned_on_date=date.today(),
    )

    placement = Placement.objects.get()
    assert (placement.status, placement.candidate.status) == ("ended", "returned")


def test_somebody_who_left_is_not_closed_before_protection_has_looked(abroad):
    report_left(placement=abroad.placement, by=abroad.world.officer_destination)

    with pytest.raises(RuleViolation, match="A protection officer must act"):
        end_placement(placement=abroad.placement, by=abroad.world.officer_destination)

    review_leaving(placement=abroad.placement, by=abroad.protection)
    end_placement(placement=abroad.placement, by=abroad.world.officer_destination)
    assert Placement.objects.get().status == "ended"


def test_only_protection_reviews_a_leaving(abroad):
    report_left(placement=abroad.placement, by=abroad.world.officer_destination)

    with pytest.raises(NotPermitted):
        review_leaving(placement=abroad.placement, by=abroad.world.officer_destination)


def test_a_worker_who_was_found_at_work_goes_on_working(abroad):
    report_left(placement=abroad.placement, by=abroad.counsellor)

    review_leaving(placement=abroad.placement, by=abroad.protection, still_working=True)

    assert Placement.objects.get().status == "working"

"""A case from the procedure: who acts, in which order, with which papers."""

from datetime import date, timedelta

import pytest

from corridor.core.models import AuditEntry, OutgoingMessage, Run
from corridor.delivery.mobility.models import Case, CaseDocument, CaseStep, Placement
from corridor.delivery.mobility.services.documents import check_document, receive_document, reject_document
from corridor.delivery.mobility.services.placements import cancel_after_withdrawal, cancel_placement, open_placement
from corridor.delivery.mobility.services.steps import complete_step, refuse_step, reopen_step, skip_step
from corridor.delivery.recruitment.services.intake import withdraw_candidate
from corridor.kernel.errors import DataUnavailable, InputError, NotPermitted, RuleViolation
from tests.factories.mobility import make_journey, make_offered_journey, pdf
from tests.factories.recruitment import make_world

pytestmark = pytest.mark.django_db
OPENED = date.today() - timedelta(days=30)


@pytest.fixture
def journey():
    return make_journey(opened=OPENED)


def states(journey):
    return {row.step.code: row.state for row in journey.case.steps.select_related("step")}


def hand_in_papers(journey):
    receive_document(document=journey.paper, upload=pdf(), by=journey.worker)
    return complete_step(case_step=journey.step("papers"), by=journey.worker, on_date=OPENED + timedelta(days=4))


def test_an_accepted_offer_opens_a_case_with_the_steps_of_the_procedure(journey):
    assert states(journey) == {"papers": "ready", "permit": "ready", "visa": "waiting", "work": "waiting"}
    assert journey.case.reference.endswith(f"{journey.placement.pk:05d}")
    assert journey.paper.label == "Passport"
    assert Run.objects.get(engine="caseflow.schedule_steps").result["critical_path"][-1] == "work"


def test_due_dates_follow_from_the_legal_days_of_the_steps_before(journey):
    due = {row.step.code: (row.due_date - OPENED).days for row in journey.case.steps.select_related("step")}

    assert due == {"papers": 10, "permit": 10, "visa": 20, "work": 30}


def test_opening_a_placement_twice_gives_the_same_one(journey):
    again = open_placement(offer=journey.offer, by=journey.world.officer_destination)

    assert again == journey.placement
    assert Case.objects.count() == 1


def test_an_offer_without_answer_opens_no_placement():
    journey = make_offered_journey()
    journey.offer.answer = ""

    with pytest.raises(RuleViolation, match="has not been accepted"):
        open_placement(offer=journey.offer, by=journey.world.officer_origin)


def test_a_scheme_without_pathway_names_the_corridor_that_lacks_it():
    journey = make_offered_journey()
    journey.world.scheme.pathways.all().delete()

    with pytest.raises(DataUnavailable, match="from MAR to BEL"):
        open_placement(offer=journey.offer, by=journey.world.officer_origin)

    assert not Placement.objects.exists()


def test_somebody_of_another_scheme_opens_no_placement():
    journey = make_offered_journey()

    with pytest.raises(NotPermitted):
        open_placement(offer=journey.offer, by=make_world().officer_origin)


def test_a_step_becomes_ready_when_all_before_it_are_done(journey):
    hand_in_papers(journey)
    assert states(journey)["visa"] == "waiting"

    done = OPENED + timedelta(days=12)
    complete_step(case_step=journey.step("permit"), by=journey.world.employer_user, on_date=done)

    visa = journey.step("visa")
    assert (visa.state, visa.ready_on_date, visa.due_date) == ("ready", done, done + timedelta(days=10))


def test_later_steps_are_projected_anew_when_an_earlier_one_is_late(journey):
    before = journey.step("work").due_date

    hand_in_papers(journey)
    complete_step(case_step=journey.step("permit"), by=journey.world.employer_user, on_date=date.today())

    assert journey.step("work").due_date == date.today() + timedelta(days=20) > before


def test_a_case_is_done_with_its_last_step(journey):
    hand_in_papers(journey)
    for code in ("permit", "visa", "work"):
        complete_step(case_step=journey.step(code), by=journey.world.officer_destination)

    case = Case.objects.get()
    assert (case.status, case.closed_on_date) == ("done", date.today())


def test_a_step_that_waits_names_what_comes_first(journey):
    with pytest.raises(RuleViolation, match='"Visa" waits for: Papers, Permit'):
        complete_step(case_step=journey.step("visa"), by=journey.world.officer_origin)


def test_a_step_belongs_to_the_party_that_must_act(journey):
    with pytest.raises(NotPermitted, match='"Permit" is for: Employer'):
        complete_step(case_step=journey.step("permit"), by=journey.worker)

    assert states(journey)["permit"] == "ready"


@pytest.mark.parametrize(
    ("code", "actor"),
    [
        ("papers", "worker"),
        ("papers", "officer_origin"),
        ("permit", "employer_user"),
        ("permit", "officer_destination"),
    ],
)
def test_the_party_or_the_office_that_acts_for_it_may_complete_a_step(journey, code, actor):
    receive_document(document=journey.paper, upload=pdf(), by=journey.worker)
    by = journey.worker if actor == "worker" else getattr(journey.world, actor)

    step = complete_step(case_step=journey.step(code), by=by)

    assert (step.state, step.done_by) == ("done", by)


def test_a_step_without_its_documents_names_them(journey):
    with pytest.raises(RuleViolation, match="still needs: Passport"):
        complete_step(case_step=journey.step("papers"), by=journey.worker)


def test_a_step_is_not_completed_twice(journey):
    hand_in_papers(journey)

    with pytest.raises(RuleViolation, match="closed already"):
        complete_step(case_step=journey.step("papers"), by=journey.worker)


def test_a_refused_step_stops_the_case_with_its_reason(journey):
    refuse_step(case_step=journey.step("permit"), reason="Quota is used up", by=journey.world.officer_destination)

    assert journey.step("permit").note == "Quota is used up"
    assert Case.objects.get().status == "stopped"
    with pytest.raises(RuleViolation, match="has stopped"):
        complete_step(case_step=journey.step("papers"), by=journey.worker)


def test_a_refusal_needs_a_reason(journey):
    with pytest.raises(InputError) as error:
        refuse_step(case_step=journey.step("permit"), reason=" ", by=journey.world.officer_destination)

    assert error.value.field == "reason"
    assert Case.objects.get().status == "open"


def test_a_refused_step_can_be_taken_up_again(journey):
    refuse_step(case_step=journey.step("permit"), reason="Form missing", by=journey.world.employer_user)

    reopen_step(case_step=journey.step("permit"), note="Appeal granted", by=journey.world.officer_destination)

    assert states(journey)["permit"] == "ready"
    assert Case.objects.get().status == "open"
    assert journey.step("permit").due_date == date.today() + timedelta(days=10)


def test_a_step_that_is_not_needed_is_passed_over_by_an_office(journey):
    with pytest.raises(NotPermitted):
        skip_step(case_step=journey.step("permit"), reason="Not needed", by=journey.world.employer_user)

    skip_step(case_step=journey.step("permit"), reason="Free movement", by=journey.world.officer_destination)
    hand_in_papers(journey)

    assert states(journey)["visa"] == "ready"


def test_an_act_is_not_dated_in_the_future(journey):
    with pytest.raises(InputError, match="has not come yet"):
        complete_step(
            case_step=journey.step("permit"),
            by=journey.world.employer_user,
            on_date=date.today() + timedelta(days=1),
        )


def test_the_worker_is_told_without_a_word_that_a_stranger_could_use(journey):
    hand_in_papers(journey)

    messages = OutgoingMessage.objects.filter(recipient=journey.worker)
    assert messages.count() == 2
    assert {(m.subject, m.body) for m in messages} == {
        ("Il y a du nouveau pour vous", "Connectez-vous pour le lire.")
    } or {m.subject for m in messages} == {"There is news for you"}


def test_every_act_leaves_a_trace(journey):
    hand_in_papers(journey)

    actions = list(AuditEntry.objects.order_by("sequence").values_list("action", flat=True))
    assert actions == ["mobility.placement_opened", "mobility.document_received", "mobility.step_done"]


def test_a_document_that_is_sent_back_shows_its_reason(journey):
    receive_document(document=journey.paper, upload=pdf(), by=journey.worker)

    reject_document(document=journey.paper, reason="The photo page is cut off", by=journey.world.officer_origin)

    assert (journey.paper.status, journey.paper.reason) == ("rejected", "The photo page is cut off")
    with pytest.raises(RuleViolation, match="still needs"):
        complete_step(case_step=journey.step("papers"), by=journey.worker)


def test_a_document_is_not_sent_back_without_a_reason(journey):
    receive_document(document=journey.paper, upload=pdf(), by=journey.worker)

    with pytest.raises(InputError, match="with a reason"):
        reject_document(document=journey.paper, reason="", by=journey.world.officer_origin)


def test_nobody_checks_her_own_document(journey):
    receive_document(document=journey.paper, upload=pdf(), by=journey.worker)

    with pytest.raises(NotPermitted):
        check_document(document=journey.paper, by=journey.worker)


def test_a_checked_document_is_not_replaced(journey):
    receive_document(document=journey.paper, upload=pdf(), by=journey.worker)
    check_document(document=journey.paper, by=journey.world.officer_origin)

    with pytest.raises(RuleViolation, match="has been checked"):
        receive_document(document=journey.paper, upload=pdf(), by=journey.worker)


def test_a_document_that_was_not_handed_in_is_not_checked(journey):
    with pytest.raises(RuleViolation, match="has not been handed in"):
        check_document(document=journey.paper, by=journey.world.officer_origin)


@pytest.mark.parametrize(
    ("upload", "sentence"),
    [
        (lambda: pdf(content=b""), "is empty"),
        (lambda: pdf(content=b"%PDF" + b"0" * (10 * 2**20)), "at most 10 MB"),
        (lambda: pdf(name="x.exe", media_type="application/x-msdownload"), "are not taken here"),
        (lambda: pdf(content=b"MZ is a program"), "is not what its name says"),
    ],
)
def test_a_file_that_is_no_document_changes_nothing(journey, upload, sentence):
    with pytest.raises(InputError, match=sentence):
        receive_document(document=journey.paper, upload=upload(), by=journey.worker)

    assert journey.paper.status == CaseDocument.Status.MISSING


def test_an_expired_document_is_not_taken(journey):
    with pytest.raises(InputError, match="expired on"):
        receive_document(
            document=journey.paper, upload=pdf(), by=journey.worker, valid_until_date=date.today() - timedelta(days=1)
        )


def test_a_stranger_hands_in_nothing(journey):
    with pytest.raises(NotPermitted):
        receive_document(document=journey.paper, upload=pdf(), by=make_world().officer_origin)


def test_a_cancelled_placement_stops_the_case_and_frees_the_person(journey):
    cancel_placement(placement=journey.placement, reason="The post was withdrawn", by=journey.world.officer_origin)

    journey.placement.candidate.refresh_from_db()
    assert Case.objects.get().status == "stopped"
    assert journey.placement.candidate.status == "eligible"


def test_a_person_who_withdraws_before_departure_ends_what_was_being_prepared(
    journey, django_capture_on_commit_callbacks
):
    candidate = journey.placement.candidate
    candidate.status = "accepted"
    candidate.save()

    with django_capture_on_commit_callbacks(execute=True):
        withdraw_candidate(candidate=candidate, reason="Found work at home", by=journey.world.officer_origin)

    candidate.refresh_from_db()
    placement = Placement.objects.get()
    assert (placement.status, placement.ended_on_date) == ("cancelled", date.today())
    assert Case.objects.get().status == "stopped"
    assert candidate.status == "withdrawn"
    acts = AuditEntry.objects.order_by("sequence").values_list("action", flat=True)
    assert list(acts)[-2:] == ["recruitment.candidate_withdrew", "mobility.placement_cancelled"]


def test_a_withdrawal_does_not_touch_a_placement_that_has_departed(journey):
    Placement.objects.update(status="working")

    assert cancel_after_withdrawal(candidate=journey.placement.candidate) == []
    assert Placement.objects.get().status == "working"


def test_a_step_done_late_is_kept_with_its_own_day(journey):
    row = CaseStep.objects.get(step__code="permit")
    day = OPENED - timedelta(days=2)

    complete_step(case_step=row, by=journey.world.employer_user, on_date=day)

    row.refresh_from_db()
    assert (row.ready_on_date, row.done_on_date) == (day, day)

"""A case from the draft to the follow-up, and what is refused on the way."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from corridor.access.roles import Role
from corridor.access.selectors import visible
from corridor.core import events
from corridor.core.models import AuditEntry, OutgoingMessage
from corridor.delivery.recognition.events import RecognitionDecided
from corridor.delivery.recognition.models import CaseDocument, Decision, RecognitionCase
from corridor.delivery.recognition.services import cases, decisions, review
from corridor.delivery.skills.models import Recognition
from corridor.kernel.errors import CorridorError, InputError, NotPermitted, RuleViolation
from tests.factories.access import make_member, make_organisation
from tests.factories.design import make_scheme
from tests.factories.recognition import (
    make_applied,
    make_complete,
    make_decider,
    make_procedure,
    make_worker,
    photo,
)
from tests.factories.recruitment import make_candidate

pytestmark = pytest.mark.django_db
ADAPTATION = decisions.MeasurePlan("adaptation_period", months=6, supervisor="A master", site="A workshop")
PARTIAL = decisions.Notice("partial", reasons="Practice is missing.", measures=(ADAPTATION,))


def outcome_in_profile(case):
    return list(Recognition.objects.filter(person=case.person).values_list("outcome", "isco08"))


def test_an_application_asks_for_papers_gets_a_number_and_stands_in_the_profile_as_pending():
    procedure = make_procedure(asked=("identity", "diploma"))

    case = make_applied(procedure, on=date(2026, 1, 31))

    assert (case.state, case.number[:7]) == ("applied", "R-2026-")
    assert case.receipt_due_on == date(2026, 2, 28)
    assert outcome_in_profile(case) == [("pending", "7411")]


def test_the_due_day_counts_from_the_complete_file_and_waits_while_papers_are_missing():
    procedure = make_procedure()
    by = make_decider(procedure)
    case = make_complete(procedure, by=by, on=date(2026, 3, 10))
    assert case.due_on == date(2026, 6, 10)

    review.ask_documents(case=case, papers=[("syllabus", "original")], by=by, on=date(2026, 4, 1))
    asked = case.documents.get(kind="syllabus")
    cases.hand_in(document=asked, upload=photo(), by=case.person.user)
    review.mark_complete(case=case, by=by, on=date(2026, 4, 21))

    assert (case.due_on, case.stopped_days, case.state) == (date(2026, 6, 30), 20, "complete")


def test_the_fast_track_is_open_only_where_the_procedure_has_one():
    fast = make_complete(make_procedure(), on=date(2026, 3, 10), is_fast_track=True)
    user, person = make_worker()

    with pytest.raises(RuleViolation):
        cases.open_case(
            person=person, procedure=make_procedure(fast_track_time=None), wish=cases.Wish(is_fast_track=True), by=user
        )

    assert fast.due_on == date(2026, 5, 10)


def test_a_file_with_a_missing_paper_is_not_complete():
    procedure = make_procedure()
    user, person = make_worker()
    case = cases.apply(case=cases.open_case(person=person, procedure=procedure, wish=cases.Wish(), by=user), by=user)

    with pytest.raises(RuleViolation) as refused:
        review.mark_complete(case=case, by=make_decider(procedure))

    assert refused.value.code == "papers_missing"


def test_a_partial_decision_reaches_the_profile_with_an_event_and_full_follows_the_measure(
    django_capture_on_commit_callbacks,
):
    heard = []
    events.subscribe(RecognitionDecided, heard.append)
    procedure = make_procedure()
    by = make_decider(procedure)
    case = make_complete(procedure, by=by)

    with django_capture_on_commit_callbacks(execute=True):
        decision = decisions.decide(case=case, notice=PARTIAL, by=by)

    assert heard == [RecognitionDecided(case.pk, "partial")]
    assert outcome_in_profile(case) == [("partial", "7411")]
    assert decision.appeal_until > decision.decided_on
    measure = decision.measures.get()
    decisions.choose_measure(measure=measure, by=case.person.user)
    decisions.finish_measure(measure=measure, is_passed=True, by=by)
    CaseDocument.objects.filter(case=case).update(state="accepted")
    second = decisions.follow_up(case=case, by=case.person.user)
    assert outcome_in_profile(case) == [("partial", "7411")]
    review.mark_complete(case=second, by=by)
    decisions.decide(case=second, notice=decisions.Notice("full"), by=by)
    assert (second.follows, outcome_in_profile(case)) == (case, [("full", "7411")])


def test_choosing_the_adaptation_period_leaves_the_test():
    procedure = make_procedure(kind="professional_regulated")
    by = make_decider(procedure)
    case = make_complete(procedure, by=by)
    with pytest.raises(RuleViolation) as refused:
        decisions.decide(case=case, notice=PARTIAL, by=by)
    assert refused.value.code == "choice_missing"
    case.refresh_from_db()
    both = decisions.Notice(
        "partial", reasons="Practice.", measures=(ADAPTATION, decisions.MeasurePlan("aptitude_test", attempt=1))
    )

    decision = decisions.decide(case=case, notice=both, by=by)
    decisions.choose_measure(measure=decision.measures.get(kind="adaptation_period"), by=case.person.user)

    assert decision.measures.get(kind="aptitude_test").state == "not_chosen"


def test_two_clerks_do_not_decide_the_same_case_twice():
    procedure = make_procedure()
    by = make_decider(procedure)
    first = make_complete(procedure, by=by)
    second = RecognitionCase.objects.get(pk=first.pk)
    decisions.decide(case=first, notice=decisions.Notice("full"), by=by)

    with pytest.raises(RuleViolation) as refused:
        decisions.decide(case=second, notice=decisions.Notice("none", reasons="No proof."), by=make_decider(procedure))

    assert refused.value.code == "wrong_state"
    assert outcome_in_profile(first) == [("full", "7411")]


def test_an_advisory_statement_leaves_no_mark_in_the_profile_and_cannot_be_appealed():
    procedure = make_procedure(kind="comparability")
    by = make_decider(procedure)
    case = make_complete(procedure, by=by)

    decision = decisions.decide(case=case, notice=decisions.Notice("advisory_only", reasons="Level 5."), by=by)

    assert outcome_in_profile(case) == []
    with pytest.raises(RuleViolation):
        decisions.lodge_appeal(decision=decision, grounds="Wrong.", by=case.person.user)


def test_an_appeal_in_time_opens_the_review_again_and_a_late_one_is_refused():
    procedure = make_procedure()
    by = make_decider(procedure)
    case = make_complete(procedure, by=by)
    decision = decisions.decide(case=case, notice=decisions.Notice("none", reasons="No proof."), by=by)
    assert outcome_in_profile(case) == [("refused", "7411")]

    appeal = decisions.lodge_appeal(decision=decision, grounds="The proof was there.", by=case.person.user)
    decisions.settle_appeal(appeal=appeal, is_granted=True, answer="We look again.", by=by)
    case.refresh_from_db()
    assert case.due_on > timezone.localdate()
    again = decisions.decide(case=case, notice=decisions.Notice("none", reasons="Still no proof."), by=by)
    Decision.objects.filter(pk=again.pk).update(appeal_until=timezone.localdate() - timedelta(days=1))
    again.refresh_from_db()

    with pytest.raises(RuleViolation) as refused:
        decisions.lodge_appeal(decision=again, grounds="Still wrong.", by=case.person.user)
    assert refused.value.code == "too_late"


def test_a_withdrawn_application_leaves_the_profile_as_it_was():
    case = make_applied()

    cases.withdraw(case=case, by=case.person.user)

    assert (case.state, outcome_in_profile(case)) == ("withdrawn", [])
    assert case.decisions.get().outcome == "withdrawn"


def test_another_authority_and_another_worker_do_nothing():
    case = make_complete()
    stranger, _person = make_worker()
    other = make_decider(make_procedure())

    for act in (
        lambda: review.start_review(case=case, by=other),
        lambda: decisions.decide(case=case, notice=decisions.Notice("full"), by=other),
        lambda: cases.set_payer(case=case, payer="scheme", by=other),
        lambda: decisions.decide(case=case, notice=decisions.Notice("full"), by=case.person.user),
        lambda: cases.set_payer(case=case, payer="scheme", by=case.person.user),
        lambda: cases.withdraw(case=case, by=stranger),
        lambda: cases.open_case(person=case.person, procedure=case.procedure, wish=cases.Wish(), by=stranger),
    ):
        with pytest.raises(NotPermitted):
            act()


def test_an_extension_needs_a_reason_and_stays_within_the_procedure():
    procedure = make_procedure()
    by = make_decider(procedure)
    case = make_complete(procedure, by=by, on=date(2026, 3, 10))
    with pytest.raises(InputError):
        review.extend(case=case, reason=" ", by=by)

    review.extend(case=case, reason="A foreign office must answer.", by=by)

    assert case.extended_to == date(2026, 7, 10)


def test_a_paper_is_a_pdf_or_a_photo_by_its_first_bytes():
    procedure = make_procedure()
    user, person = make_worker()
    case = cases.open_case(person=person, procedure=procedure, wish=cases.Wish(), by=user)
    upload = photo()
    upload.file.write(b"MZ..")
    upload.seek(0)

    with pytest.raises(InputError):
        cases.hand_in(document=case.documents.get(), upload=upload, by=user)

    assert case.documents.get().file is None


def test_the_audit_names_every_act_and_no_person():
    case = make_complete()

    said = AuditEntry.objects.filter(action__startswith="recognition.").order_by("sequence")

    assert [entry.action for entry in said][-1] == "recognition.case_complete"
    assert not any(case.person.family_name in str(entry.detail) for entry in said)


def test_an_officer_of_another_country_does_not_see_the_case():
    case = make_applied(make_procedure(fee=Decimal("100")))
    officer = make_member(Role.OFFICER_ORIGIN)

    assert not visible(RecognitionCase.objects.filter(pk=case.pk), user=officer).exists()


def test_the_office_and_the_counsellor_of_the_person_hear_of_a_decision_and_nobody_else(
    django_capture_on_commit_callbacks,
):
    ministry = make_organisation(iso3="MAR")
    scheme = make_scheme(lead=ministry)
    officer, counsellor = (make_member(role, organisation=ministry) for role in (Role.OFFICER_ORIGIN, Role.COUNSELLOR))
    make_member(Role.OFFICER_ORIGIN, organisation=make_organisation(iso3="MAR"))
    procedure = make_procedure()
    by = make_decider(procedure)
    case = make_complete(procedure, by=by)
    make_candidate(scheme, case.person)

    with django_capture_on_commit_callbacks(execute=True):
        decisions.decide(case=case, notice=decisions.Notice("full"), by=by)

    told = OutgoingMessage.objects.filter(subject="An application for recognition was decided")
    assert set(told.values_list("recipient", flat=True)) == {officer.pk, counsellor.pk}


def test_a_refused_act_names_what_stands_in_the_way():
    case = make_applied()

    with pytest.raises(CorridorError) as refused:
        decisions.decide(case=case, notice=decisions.Notice("full"), by=make_decider(case.procedure))

    assert refused.value.code == "wrong_state"

"""Rounds of experts: nobody learns who answered what, links open once, and what names people goes in the end."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from corridor.access.roles import Role
from corridor.access.selectors import visible
from corridor.core.models import AuditEntry, OutgoingMessage
from corridor.design.outlook.models import DelphiAnswer, DelphiExpert, DelphiInvitation
from corridor.design.outlook.runs.panels import courses_of, is_settled
from corridor.design.outlook.selectors import panels as selectors
from corridor.design.outlook.services import panels as services
from corridor.design.outlook.services.panels import Estimate
from corridor.design.outlook.sheets import panel_sheets
from corridor.kernel.errors import InputError, NotPermitted, RuleViolation
from tests.factories.access import make_member
from tests.factories.design import make_colleague, make_designer, make_scheme
from tests.factories.outlook import make_expert, make_study

pytestmark = pytest.mark.django_db


def soon(days=10):
    return timezone.localdate() + timedelta(days=days)


def say(expert, value, *, reason="It grows", **fields):
    services.answer(expert=expert, estimates={"2512": Estimate(Decimal(value), reason)}, **fields)


def invitation(link):
    return selectors.invitation_with(key=link.key, now=timezone.now())


@pytest.fixture
def study():
    return make_study(threshold_percent=75, within=Decimal(100))


@pytest.fixture
def designer(study):
    return make_designer(study.scheme)


class TestInviting:
    def test_a_colleague_with_a_login_gets_a_message_that_says_nothing(self, study, designer):
        officer = make_colleague(study.scheme, Role.OFFICER_DESTINATION)

        link = services.invite(study=study, name="O", address=officer.email.upper(), by=designer)

        message = OutgoingMessage.objects.get(recipient=officer)
        assert link is None
        assert message.subject == "Your estimate is asked"
        assert study.question not in message.body + message.subject
        assert message.link.endswith(f"/my-estimates/{study.pk}/")

    def test_somebody_outside_gets_a_link_whose_key_is_kept_nowhere(self, study, designer):
        stranger = make_member(Role.DESIGNER)

        link = services.invite(study=study, name="Ada", address=stranger.email, by=designer)

        kept = DelphiInvitation.objects.get()
        assert link.key not in str([*DelphiInvitation.objects.values(), *AuditEntry.objects.values("detail")])
        assert kept.key_digest == selectors.digest_of(link.key)
        assert kept.expert.user is None
        assert invitation(link) == kept

    def test_an_address_is_asked_once(self, study, designer):
        services.invite(study=study, name="Ada", address="ada@example.org", by=designer)

        with pytest.raises(InputError, match="asked already"):
            services.invite(study=study, name="Ada", address="Ada@example.org", by=designer)

    def test_another_organisation_cannot_ask(self, study):
        with pytest.raises(NotPermitted):
            services.invite(
                study=study, name="A", address="a@example.org", by=make_colleague(study.scheme, Role.DESIGNER)
            )

    def test_a_study_needs_a_day_that_is_still_to_come(self):
        scheme = make_scheme()

        with pytest.raises(InputError, match="is over"):
            services.open_study(
                scheme=scheme, question="How many?", occupations=["2512"], closes_date=soon(-1), unit="people",
                iso3="BEL", year=2034, by=make_designer(scheme),
            )  # fmt: skip


class TestLinks:
    def test_a_link_answers_once(self, study, designer):
        link = services.invite(study=study, name="Ada", address="ada@example.org", by=designer)
        say(link.expert, 500, invitation=invitation(link))

        with pytest.raises(RuleViolation, match="has been used"):
            say(link.expert, 900, invitation=invitation(link))

        assert DelphiAnswer.objects.get().value == 500

    def test_a_new_link_shuts_the_old_one(self, study, designer):
        link = services.invite(study=study, name="Ada", address="ada@example.org", by=designer)

        fresh = services.renew_link(expert=link.expert, by=designer)

        assert invitation(link) is None
        assert invitation(fresh) is not None

    def test_a_link_that_was_taken_back_or_has_run_out_opens_nothing(self, study, designer):
        one = services.invite(study=study, name="Ada", address="ada@example.org", by=designer)
        two = services.invite(study=study, name="Bo", address="bo@example.org", by=designer)
        services.revoke(expert=one.expert, by=designer)

        assert invitation(one) is None
        assert selectors.invitation_with(key=two.key, now=timezone.now() + timedelta(days=30)) is None
        assert selectors.invitation_with(key="guess", now=timezone.now()) is None

    def test_a_link_of_the_round_before_answers_no_other(self, study, designer):
        link = services.invite(study=study, name="Ada", address="ada@example.org", by=designer)
        for value in (400, 500, 600):
            say(make_expert(study), value)
        old = invitation(link)

        [fresh, *_others] = services.next_round(study=study, closes_date=soon(), by=designer)

        assert fresh.key != link.key
        assert invitation(link) is None
        with pytest.raises(RuleViolation):
            say(link.expert, 1, invitation=old)


class TestAnswering:
    def test_an_answer_may_be_changed_while_the_round_is_open(self, study):
        expert = make_expert(study)
        say(expert, 500)

        say(expert, 600)

        assert [row.value for row in DelphiAnswer.objects.all()] == [600]

    @pytest.mark.parametrize(("value", "reason"), [(-1, "x"), (5, "  ")])
    def test_a_number_below_zero_or_without_a_reason_is_refused(self, study, value, reason):
        with pytest.raises(InputError):
            say(make_expert(study), value, reason=reason)

        assert not DelphiAnswer.objects.exists()

    def test_every_occupation_is_answered(self):
        study = make_study(occupations=("2512", "2513"))

        with pytest.raises(InputError, match="every occupation"):
            say(make_expert(study), 5)

    def test_an_answer_after_the_last_day_comes_too_late(self, study):
        study.rounds.update(closes_date=soon(-1))

        with pytest.raises(RuleViolation):
            say(make_expert(study), 5)

    def test_who_was_taken_back_answers_no_more(self, study, designer):
        expert = make_expert(study)
        services.revoke(expert=expert, by=designer)

        with pytest.raises(NotPermitted):
            say(expert, 5)


class TestNobodyLearnsWho:
    def test_answers_are_visible_to_their_expert_alone(self, study, designer):
        officer = make_colleague(study.scheme, Role.OFFICER_DESTINATION)
        expert = make_expert(study, user=officer)
        say(expert, 500)

        seen = {user: visible(DelphiAnswer.objects.all(), user=user).count() for user in (officer, designer)}
        colleague = make_colleague(study.scheme, Role.COMMITTEE)

        assert seen == {officer: 1, designer: 0}
        assert not visible(DelphiAnswer.objects.all(), user=colleague).exists()
        assert not visible(DelphiExpert.objects.all(), user=colleague).exists()

    def test_the_audit_does_not_tell_who_answered(self, study):
        say(make_expert(study), 500)

        entry = AuditEntry.objects.get(action="outlook.answer_given")

        assert (entry.actor_id, entry.detail) == (None, {"round": 1})

    def test_nothing_is_shown_before_the_round_closes(self, study):
        say(make_expert(study), 500)

        assert courses_of(study) == []
        assert panel_sheets(study) == []

    def test_reasons_stand_without_names_from_low_to_high(self, study, designer):
        for value, reason in ((900, "Cloud"), (100, "Automation"), (480, "Steady"), (500, "Steady growth")):
            say(make_expert(study), value, reason=reason)

        services.next_round(study=study, closes_date=soon(), by=designer)
        [sheet] = panel_sheets(study)

        assert [(each.place, each.text) for each in sheet.reasons] == [
            ("below", "Automation"), ("within", "Steady"), ("within", "Steady growth"), ("above", "Cloud"),
        ]  # fmt: skip
        assert sheet.is_small

    def test_of_two_answers_nothing_is_shown_and_no_name_is_kept(self, study, designer):
        for value in (400, 500):
            say(make_expert(study), value)
        with pytest.raises(RuleViolation, match="2 of at least 3"):
            services.next_round(study=study, closes_date=soon(), by=designer)

        services.close_study(study=study, by=designer)

        assert panel_sheets(study) == []
        assert study.rounds.get().run.result == {}
        assert set(DelphiExpert.objects.values_list("name", "address")) == {("", "")}


class TestRounds:
    def test_a_round_that_nobody_answered_does_not_close(self, study, designer):
        with pytest.raises(RuleViolation, match="0 of at least 3"):
            services.next_round(study=study, closes_date=soon(), by=designer)

    def test_the_course_is_that_of_the_engine(self, study, designer):
        experts = [make_expert(study) for _ in range(5)]
        for expert, value in zip(experts, (100, 400, 500, 600, 900), strict=True):
            say(expert, value)
        services.next_round(study=study, closes_date=soon(), by=designer)
        for expert, value in zip(experts, (420, 460, 500, 540, 580), strict=True):
            say(expert, value)
        services.close_study(study=study, by=designer)

        [each] = courses_of(study)
        first, second = each.course.rounds

        assert (first.median, first.q1, first.q3, first.agreement, first.consensus) == (500, 400, 600, 0.6, False)
        assert (second.median, second.q1, second.q3, second.agreement, second.consensus) == (500, 460, 540, 1, True)
        assert is_settled(study)
        assert study.rounds.get(number=2).run.result["2512"]["is_settled"]

    def test_a_study_ends_after_its_rounds(self, designer, study):
        study.most_rounds = 1
        study.save()
        say(make_expert(study), 5)

        with pytest.raises(RuleViolation, match="has had its 1 rounds"):
            services.next_round(study=study, closes_date=soon(), by=designer)


class TestErasing:
    def test_closing_erases_what_names_people_and_keeps_the_result(self, study, designer):
        officer = make_colleague(study.scheme, Role.OFFICER_DESTINATION)
        for expert in (make_expert(study, user=officer), make_expert(study), make_expert(study)):
            say(expert, 500)
        services.invite(study=study, name="Ada", address="ada@example.org", by=designer)

        services.close_study(study=study, by=designer)

        assert set(DelphiExpert.objects.values_list("name", "address", "user")) == {("", "", None)}
        assert not DelphiInvitation.objects.exists()
        assert courses_of(study)[0].course.rounds[0].median == 500
        with pytest.raises(RuleViolation, match="closed"):
            services.invite(study=study, name="B", address="b@example.org", by=designer)

    def test_who_leaves_takes_the_open_answer_and_every_reason_along(self, study, designer):
        leaving, staying = make_expert(study), make_expert(study)
        for expert in (leaving, staying, make_expert(study)):
            say(expert, 500)
        services.next_round(study=study, closes_date=soon(), by=designer)
        say(leaving, 700)

        services.withdraw(expert=leaving)

        leaving.refresh_from_db()
        assert (leaving.name, leaving.address) == ("", "")
        assert [(row.round.number, row.reason) for row in leaving.answers.all()] == [(1, "")]
        assert staying.answers.get().reason == "It grows"

    def test_an_expert_reads_all_that_is_kept(self, study):
        expert = make_expert(study)
        say(expert, "512.5")

        kept = selectors.data_about(expert)

        assert (kept["name"], kept["address"]) == (expert.name, expert.address)
        assert [(row["value"], row["reason"]) for row in kept["answers"]] == [("512.5000", "It grows")]

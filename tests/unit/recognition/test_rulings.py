"""What a decision must say, which state follows which, and what marks carry a result."""

from dataclasses import replace
from datetime import date

import pytest

from corridor.delivery.recognition.rules.decisions import PROFILE, Ruling, check_ruling, is_decision
from corridor.delivery.recognition.rules.rubrics import Marks, check_marks
from corridor.delivery.recognition.rules.states import MOVES, may_follow
from corridor.kernel.errors import CorridorError

PARTIAL = Ruling(
    kind="non_regulated",
    layer="recognition",
    outcome="partial",
    reasons="Practice is missing.",
    decided_on=date(2026, 5, 1),
    appeal_until=date(2026, 6, 1),
    differences=1,
)
REGULATED = replace(PARTIAL, kind="professional_regulated", measures=("adaptation_period", "aptitude_test"))


@pytest.mark.parametrize(
    "ruling",
    [
        PARTIAL,
        replace(PARTIAL, differences=0, measures=("adaptation_training",)),
        REGULATED,
        replace(REGULATED, measures=("adaptation_period", "knowledge_test")),
        Ruling(kind="non_regulated", layer="recognition", outcome="full"),
        replace(PARTIAL, outcome="none", differences=0),
        Ruling(kind="comparability", layer="recognition", outcome="advisory_only"),
        Ruling(kind="prior_learning", layer="identification", outcome="advisory_only"),
    ],
)
def test_a_decision_that_says_all_is_accepted(ruling):
    assert check_ruling(ruling) is None


@pytest.mark.parametrize(
    ("ruling", "code"),
    [
        (replace(PARTIAL, differences=0), "difference_missing"),
        (replace(PARTIAL, outcome="conditional", differences=0), "difference_missing"),
        (replace(PARTIAL, reasons="  "), "reasons_missing"),
        (replace(PARTIAL, outcome="none", reasons=""), "reasons_missing"),
        (replace(PARTIAL, appeal_until=None), "appeal_date_missing"),
        (replace(PARTIAL, appeal_until=date(2026, 5, 1)), "appeal_date_missing"),
        (replace(REGULATED, measures=("adaptation_period",)), "choice_missing"),
        (replace(REGULATED, measures=("aptitude_test",)), "choice_missing"),
        (replace(REGULATED, measures=()), "choice_missing"),
        (replace(PARTIAL, outcome="advisory_only"), "decision_needed"),
        (replace(PARTIAL, outcome="withdrawn"), "decision_needed"),
        (replace(PARTIAL, kind="comparability", outcome="full"), "advice_is_no_decision"),
        (replace(PARTIAL, layer="identification"), "advice_is_no_decision"),
    ],
)
def test_a_decision_that_lacks_something_is_refused(ruling, code):
    with pytest.raises(CorridorError) as refused:
        check_ruling(ruling)

    assert refused.value.code == code


def test_advice_and_withdrawals_tell_the_profile_nothing():
    assert not is_decision("advisory_only")
    assert not is_decision("withdrawn")
    assert {PROFILE[outcome] for outcome in PROFILE} == {"full", "partial", "refused"}


def test_an_ended_case_goes_nowhere_and_every_state_can_be_reached():
    reached = {"draft"}.union(*MOVES.values())

    assert reached == set(MOVES)
    assert [state for state, to in MOVES.items() if not to] == ["closed", "withdrawn"]
    assert not may_follow("decided", "withdrawn")
    assert not may_follow("applied", "decided")
    assert not may_follow("unknown", "decided")


@pytest.mark.parametrize("marks", [Marks(1, 3, 3, 3), Marks(3, 0, 3, 3), Marks(3, 3, 1, 3), Marks(3, 3, 3, 1)])
def test_one_weak_criterion_keeps_a_unit_from_being_shown(marks):
    with pytest.raises(CorridorError) as refused:
        check_marks(marks, is_competent=True)

    assert refused.value.code == "evidence_too_weak"
    assert check_marks(marks, is_competent=False) is None


def test_marks_outside_zero_to_three_are_refused():
    with pytest.raises(CorridorError):
        check_marks(Marks(4, 3, 3, 3), is_competent=True)

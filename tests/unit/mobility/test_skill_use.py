"""Over-qualification, over-skilling, deskilling and brain waste are four findings, each from its own facts."""

from datetime import date

import pytest

from corridor.delivery.mobility.skill_use import (
    Phase,
    brain_waste,
    deskilling,
    over_qualification,
    over_skilling,
    phase_of,
)


@pytest.mark.parametrize(
    ("held", "job", "asked", "verdict"),
    [
        (6, 1, None, "yes"),  # a bachelor picks fruit
        (4, 2, None, "no"),
        (5, 2, None, "yes"),
        (8, 4, None, "no"),
        (5, 2, 5, "no"),  # the employer asks for more than is usual
        (None, 2, None, "unknown"),
        (6, None, None, "unknown"),
    ],
)
def test_over_qualification_compares_a_qualification_with_the_job(held, job, asked, verdict):
    assert over_qualification(eqf_held=held, job_level=job, eqf_asked=asked).verdict == verdict


@pytest.mark.parametrize(
    ("answers", "verdict"),
    [
        ([], "unknown"),
        ([(date(2026, 1, 1), False), (date(2026, 5, 1), True)], "no"),
        ([(date(2026, 5, 1), False), (date(2026, 1, 1), True)], "yes"),
    ],
)
def test_over_skilling_is_what_the_person_said_last(answers, verdict):
    assert over_skilling(answers=answers).verdict == verdict


@pytest.mark.parametrize(
    ("before", "job", "waste", "loss"),
    [
        ([4, 2], 1, "yes", "risk"),
        ([2], 2, "no", "unknown"),
        ([1], 4, "no", "unknown"),
        ([None], 1, "unknown", "unknown"),
        ([], None, "unknown", "unknown"),
    ],
)
def test_a_job_below_earlier_work_is_brain_waste_and_only_a_risk_of_deskilling(before, job, waste, loss):
    assert brain_waste(before=before, job_level=job).verdict == waste
    assert deskilling(before=before, job_level=job, days=200).verdict == loss


@pytest.mark.parametrize(("lost", "verdict"), [(2, "yes"), (0, "no")])
def test_two_assessments_show_a_loss_whatever_the_job(lost, verdict):
    assert deskilling(before=[2], job_level=2, days=200, lost=lost).verdict == verdict


def test_a_bachelor_in_the_job_she_had_before_is_over_qualified_and_no_brain_is_wasted():
    assert over_qualification(eqf_held=6, job_level=2, eqf_asked=None).verdict == "yes"
    assert brain_waste(before=[2], job_level=2).verdict == "no"


@pytest.mark.parametrize(
    ("day", "phase"),
    [
        (None, Phase.BEFORE),
        (date(2025, 12, 31), Phase.BEFORE),
        (date(2026, 1, 1), Phase.DURING),
        (date(2026, 6, 30), Phase.DURING),
        (date(2026, 7, 1), Phase.AFTER),
    ],
)
def test_a_skill_is_known_before_during_or_after_the_job(day, phase):
    assert phase_of(day, left=date(2026, 1, 1), ended=date(2026, 6, 30)) == phase

"""Delphi rounds and tightness: worked by hand, against plain quartiles, and refusals."""

import math
import random
import statistics

import numpy as np
import pytest

from corridor.engines.outlook import ConsensusRule, delphi_course, delphi_round, delphi_stability, tightness
from corridor.engines.outlook.reference import quantile
from corridor.kernel.errors import InputError

RTOL = 1e-12


def test_a_round_is_summed_up_by_median_and_spread():
    found = delphi_round(np.array([1.0, 2, 2, 3, 7]))

    assert (found.n, found.median, found.q1, found.q3, found.iqr, found.mean, found.trim20) == (
        5,
        2,
        2,
        3,
        1,
        3,
        7 / 3,
    )
    assert found.share_within_1_of_median == 0.8
    assert found.consensus


def test_a_fifth_at_each_end_is_trimmed_in_whole_answers():
    assert delphi_round(np.array([1.0, 2, 3, 4, 5, 6, 7, 108])).trim20 == 4.5
    assert delphi_round(np.array([0.0, 0, 3, 4, 5, 6, 7, 8, 99, 99])).trim20 == 5.5
    assert delphi_round(np.array([1.0, 2, 3, 94])).trim20 == 25


def test_answers_may_come_in_any_order():
    assert delphi_round(np.array([7.0, 2, 3, 1, 2])) == delphi_round(np.array([1.0, 2, 2, 3, 7]))


def test_quartiles_agree_with_their_definition():
    chance = random.Random(4)
    for _ in range(50):
        answers = [chance.uniform(-5, 20) for _ in range(chance.randint(2, 30))]

        found = delphi_round(np.array(answers))

        plain = [quantile(answers, share) for share in (0.25, 0.5, 0.75)]
        assert [found.q1, found.median, found.q3] == pytest.approx(plain, rel=RTOL)
        assert found.cv == pytest.approx(statistics.stdev(answers) / statistics.mean(answers), rel=1e-9)


def test_three_quarters_near_the_median_agree_and_less_do_not():
    assert delphi_round(np.array([5.0, 5, 5, 9])).consensus
    assert not delphi_round(np.array([5.0, 5, 9, 9])).consensus


def test_the_rule_of_consensus_is_a_parameter():
    answers = np.array([1.0, 4, 5, 6, 9])

    assert not delphi_round(answers).consensus
    assert delphi_round(answers, threshold=0.6).consensus
    assert delphi_round(answers, within=4).consensus
    assert not delphi_round(answers, rule=ConsensusRule.IQR).consensus
    assert delphi_round(answers, rule=ConsensusRule.IQR, threshold=2).consensus


def test_an_answer_at_the_very_distance_agrees():
    assert delphi_round(np.array([0.2, 0.2, 0.2, 0.3]), within=0.1).agreement == 1


def test_a_single_answer_has_no_variation():
    found = delphi_round(np.array([4.0]))

    assert (found.median, found.iqr, found.trim20) == (4, 0, 4)
    assert math.isnan(found.cv)


def test_answers_around_zero_have_no_variation_coefficient():
    assert math.isnan(delphi_round(np.array([-1.0, 1])).cv)


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [([], "x is empty."), ([1, math.nan], "Answer 2 is not a number."), ([math.inf], "Answer 1 is not a number.")],
)
def test_a_round_without_usable_answers_is_refused(answers, sentence):
    with pytest.raises(InputError) as refused:
        delphi_round(np.array(answers, dtype=float))

    assert refused.value.sentence() == sentence


@pytest.mark.parametrize("given", [{"threshold": 75}, {"threshold": -1, "rule": ConsensusRule.IQR}, {"within": -1}])
def test_an_impossible_rule_is_refused(given):
    with pytest.raises(InputError):
        delphi_round(np.array([1.0, 2]), **given)


def test_a_spread_that_grows_is_a_negative_reduction():
    found = delphi_stability(2, 3, 10, 12)

    assert (found.iqr_reduction, found.median_change) == (-0.5, 0.2)


def test_a_first_round_of_zero_gives_no_share():
    found = delphi_stability(0, 1, 0, 2)

    assert math.isnan(found.iqr_reduction)
    assert math.isnan(found.median_change)


@pytest.mark.parametrize("given", [(-1, 1, 1, 1), (1, -1, 1, 1), (1, 1, math.nan, 1), (1, 1, 1, math.inf)])
def test_an_impossible_spread_is_refused(given):
    with pytest.raises(InputError):
        delphi_stability(*given)


def test_a_panel_settles_when_it_agrees_and_the_median_hardly_moves():
    course = delphi_course([[10, 14, 20, 30], [15, 16, 17, 25], [16, 16, 17, 17]])

    assert [round(change.median_change, 3) for change in course.changes] == [-0.029, 0.0]
    assert [found.consensus for found in course.rounds] == [False, False, True]
    assert course.is_settled


def test_one_round_never_settles():
    assert not delphi_course([[5, 5, 5]]).is_settled


def test_a_panel_that_agrees_on_something_new_has_not_settled():
    assert not delphi_course([[5, 5, 5], [9, 9, 9]]).is_settled


def test_a_question_without_rounds_is_refused():
    with pytest.raises(InputError, match="rounds is empty"):
        delphi_course([])


def test_the_vacancy_rate_is_vacancies_over_all_posts():
    found = tightness(5, 95, 20)

    assert (found.jvr, found.tightness) == (0.05, 0.25)


def test_vacancies_without_unemployed_are_infinitely_tight():
    assert tightness(5, 95, 0).tightness == math.inf
    assert math.isnan(tightness(0, 95, 0).tightness)


@pytest.mark.parametrize("given", [(-1, 1, 1), (1, -1, 1), (1, 1, -1), (0, 0, 5), (math.nan, 1, 1)])
def test_an_impossible_market_is_refused(given):
    with pytest.raises(InputError):
        tightness(*given)

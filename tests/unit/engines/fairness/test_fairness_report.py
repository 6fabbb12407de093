"""Selection rates, four-fifths ratios and exposure by group."""

import dataclasses
import math

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from corridor.engines.fairness import Verdict, exact_p, exposure_of, fairness_report, rate_ratio, types, wilson
from corridor.engines.fairness.intervals import score_statistic
from corridor.engines.fairness.reference import plain_exact_p, plain_exposure, plain_score_statistic
from corridor.kernel.errors import InputError

PAIRS = st.integers(1, 30).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def pool(**groups):
    """Return groups and selections of {name: (selected, people)}."""
    names = [name for name, (_, n) in groups.items() for _ in range(n)]
    chosen = [place < k for k, n in groups.values() for place in range(n)]
    return names, chosen


def report_of(rng=1, exposure=None, **groups):
    return fairness_report(*pool(**groups), rng=np.random.default_rng(rng), exposure=exposure)


def test_the_worked_example_of_the_uniform_guidelines():
    # EEOC, Questions and Answers on the Uniform Guidelines (1979), no. 12: 48 of 80 (60 %) and 12 of 40 (30 %).
    found = report_of(white=(48, 80), black=(12, 40))

    assert found.reference == "white"
    assert (found.of("white").rate.value, found.of("black").rate.value) == (0.6, 0.3)
    assert found.of("black").ratio.value == 0.5
    assert found.of("black").verdict is Verdict.UNEVEN
    assert found.is_uneven


@pytest.mark.parametrize(
    ("selected", "people", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_rates_have_the_intervals_that_newcombe_prints(selected, people, low, high):
    # R. G. Newcombe, Two-sided confidence intervals for the single proportion, 1998, table I, method 3.
    found = wilson(selected, people)

    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


def test_a_ratio_has_the_interval_that_koopman_prints():
    found = rate_ratio(36, 40, 16, 80)

    assert (found.value, round(found.low, 2), round(found.high, 2)) == (4.5, 2.94, 7.15)


def test_the_lady_who_tasted_tea_may_have_guessed():
    assert exact_p(3, 4, 1, 4) == pytest.approx(34 / 70)


@settings(max_examples=80, deadline=None)
@given(PAIRS, PAIRS)
def test_the_exact_test_counts_all_tables(first, second):
    assert exact_p(*first, *second) == pytest.approx(plain_exact_p(*first, *second), rel=1e-7)


@settings(max_examples=12, deadline=None)
@given(PAIRS, PAIRS, st.floats(0.3, 3.0))
def test_the_score_statistic_is_that_of_the_likeliest_pair(first, second, ratio):
    if first[0] in (0, first[1]) or second[0] in (0, second[1]):
        return

    found = score_statistic(ratio, *first, *second)

    # A grid of 20,000 steps of the second rate.
    assert found == pytest.approx(plain_score_statistic(ratio, *first, *second), rel=1e-2, abs=1e-3)


@settings(max_examples=80, deadline=None)
@given(PAIRS, PAIRS)
def test_a_ratio_lies_in_its_interval_and_the_mirrored_one_is_its_inverse(first, second):
    if not second[0]:
        return

    found = rate_ratio(*first, *second)

    assert found.low <= found.value <= found.high
    if first[0]:
        mirrored = rate_ratio(*second, *first)
        assert mirrored.low == pytest.approx(1 / found.high, rel=1e-6, abs=1e-9)
        assert mirrored.value == pytest.approx(1 / found.value)


def test_small_groups_get_a_count_and_no_verdict():
    found = report_of(women=(1, 9), men=(20, 40), others=(10, 20))

    line = found.of("women")
    assert (line.people, line.selected, line.verdict) == (9, 1, Verdict.TOO_SMALL)
    assert line.rate is line.ratio is line.p_value is line.exposure is None
    assert found.reference == "men"


def test_a_small_group_with_the_highest_rate_is_no_measure_for_the_others():
    assert report_of(few=(5, 5), men=(20, 40), women=(18, 40)).reference == "men"


def test_people_whose_group_is_not_known_are_shown_and_not_compared():
    found = report_of(**{"": (12, 12), "women": (10, 20), "men": (11, 20)})

    assert found.reference == "men"
    assert found.of("").rate.value == 1.0
    assert found.of("").verdict is Verdict.UNKNOWN


def test_one_group_alone_is_not_compared():
    found = report_of(women=(10, 20), men=(2, 4))

    assert found.reference is None
    assert found.of("women").verdict is Verdict.ALONE


def test_before_anybody_is_selected_there_is_nothing_to_say():
    found = report_of(women=(0, 20), men=(0, 20))

    assert {line.verdict for line in found.lines} == {Verdict.NOBODY}


@pytest.mark.parametrize(
    ("women", "verdict"),
    [
        ((960, 2000), Verdict.EVEN),
        ((9, 20), Verdict.EVEN_SO_FAR),
        ((7, 20), Verdict.UNCLEAR),
        ((0, 20), Verdict.UNEVEN),
        ((700, 2000), Verdict.UNEVEN),
    ],
)
def test_what_is_said_depends_on_the_ratio_and_on_what_chance_can_do(women, verdict):
    assert report_of(men=(1000, 2000), women=women).of("women").verdict is verdict


def test_every_verdict_has_a_sentence_that_takes_its_values():
    values = {"ratio": "50 %", "low": "30 %", "p": "1 %", "threshold": 10}

    for verdict in Verdict:
        assert (types.SENTENCES[verdict] % values).endswith(".")


def test_exposure_by_hand():
    # Places 1 and 3 of three women: (1 + .5) / 3; places 2 of two men: log2(3) = 1.585, (.631 + 0) / 2.
    groups = ["w"] * 3 + ["m"] * 2
    exposure = exposure_of([1, 3, 0, 2, 0])

    found = fairness_report(groups, exposure > 0, rng=np.random.default_rng(1), exposure=exposure, threshold=2)

    assert found.of("w").exposure.value == pytest.approx(0.5)
    assert found.of("m").exposure.value == pytest.approx(1 / math.log2(3) / 2)
    assert found.of("m").exposure_ratio.value == pytest.approx(1 / math.log2(3))


@given(st.lists(st.integers(0, 60), min_size=1, max_size=30))
def test_the_mean_exposure_is_the_plain_one(ranks):
    assert exposure_of(ranks).mean() == pytest.approx(plain_exposure(ranks))


def test_the_same_seed_gives_the_same_intervals():
    exposure = exposure_of([*range(1, 21), *[0] * 60])
    names = ["w", "m"] * 40

    first, second = (
        fairness_report(names, exposure > 0, rng=np.random.default_rng(5), exposure=exposure) for _ in range(2)
    )

    assert first == second


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["a", "b", "c", ""]), st.booleans()), min_size=1, max_size=60), st.randoms())
def test_the_order_of_people_changes_no_count_no_ratio_and_no_verdict(people, random):
    shuffled = random.sample(people, len(people))

    first, second = (
        fairness_report([g for g, _ in rows], [s for _, s in rows], rng=np.random.default_rng(1))
        for rows in (people, shuffled)
    )

    assert first == second
    assert sum(line.people for line in first.lines) == len(people)
    assert sum(line.selected for line in first.lines) == first.selected


def test_equal_chances_are_called_uneven_seldom_and_half_chances_mostly():
    rng = np.random.default_rng(11)
    alarms, found, covered, rounds = 0, 0, 0, 100
    for _ in range(rounds):
        fair = {"men": (int(rng.binomial(60, 0.4)), 60), "women": (int(rng.binomial(60, 0.4)), 60)}
        unfair = {"men": (int(rng.binomial(60, 0.5)), 60), "women": (int(rng.binomial(60, 0.2)), 60)}
        alarms += report_of(**fair).is_uneven
        found += report_of(**unfair).of("women").verdict is Verdict.UNEVEN
        ratio = rate_ratio(*unfair["women"], *unfair["men"])
        covered += ratio.low <= 0.4 <= ratio.high

    assert alarms / rounds <= 0.08
    assert found / rounds >= 0.85
    assert covered / rounds == pytest.approx(0.95, abs=0.05)  # standard error .022


def test_resampled_exposures_cover_the_truth():
    rng = np.random.default_rng(2)
    covered, rounds, truth = 0, 60, 0.3 * 0.5
    for _ in range(rounds):
        exposure = np.where(rng.random(100) < 0.3, rng.random(100), 0.0)
        line = fairness_report(["w"] * 100, exposure > 0, rng=rng, exposure=exposure).of("w")
        covered += line.exposure.low <= truth <= line.exposure.high

    assert covered / rounds == pytest.approx(0.95, abs=0.06)


def test_no_type_has_a_place_for_a_person():
    for kind in (types.GroupLine, types.FairnessReport):
        assert not {field.name for field in dataclasses.fields(kind)} & {"candidate", "person", "candidate_id", "ids"}


@pytest.mark.parametrize(
    ("groups", "chosen", "more"),
    [
        ([], [], {}),
        (["a"], [True, False], {}),
        (["a"], [True], {"exposure": [1.0, 2.0]}),
        (["a"], [True], {"exposure": [-1.0]}),
        (["a"], [True], {"exposure": [float("nan")]}),
        (["a"], [True], {"level": 1.0}),
    ],
)
def test_pools_that_do_not_fit_are_refused(groups, chosen, more):
    with pytest.raises(InputError):
        fairness_report(groups, chosen, rng=np.random.default_rng(1), **more)

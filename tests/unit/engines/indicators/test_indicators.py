"""Shares, funnels, progress and recruitment cost, with numbers to check by hand."""

import math

import numpy as np
import pytest
from hypothesis import given, strategies as st
from scipy import stats

from corridor.engines.indicators import (
    Light,
    achievement,
    funnel,
    internal_efficiency,
    recruitment_cost,
    recruitment_cost_aggregate,
    wilson_share,
)
from corridor.kernel.errors import InputError


def test_recruitment_cost_is_counted_in_months_of_the_jobs_own_earnings():
    found = recruitment_cost(recruitment_cost=1800, monthly_earnings=600)

    assert (found.months, found.share_of_year) == (3, 0.25)


def test_the_distribution_is_described_person_by_person():
    found = recruitment_cost_aggregate(costs=[0, 0, 500, 1000, 3000], earnings=[400, 600, 500, 500, 750])

    assert (found.n, found.ratios, found.share_at_zero) == (5, (0, 0, 1, 2, 4), 0.4)
    assert (found.mean, found.median) == (1.4, 1)
    assert (found.p80, found.p90) == pytest.approx((2.4, 3.2), rel=1e-12)


def test_the_mean_of_ratios_is_not_the_ratio_of_means():
    found = recruitment_cost_aggregate(costs=[100, 100], earnings=[100, 300])

    assert found.mean == pytest.approx(2 / 3, rel=1e-12)
    assert found.ratio_of_means == 0.5


WORKERS = st.lists(st.tuples(st.integers(0, 5000), st.integers(1, 3000)), min_size=1, max_size=30)


@given(WORKERS, st.randoms(use_true_random=False))
def test_the_order_of_workers_does_not_matter(workers, random):
    shuffled = random.sample(workers, len(workers))

    first, second = (recruitment_cost_aggregate(*zip(*rows, strict=True)) for rows in (workers, shuffled))

    assert first.mean == pytest.approx(second.mean, rel=1e-12)
    assert (first.median, first.p80, first.p90) == (second.median, second.p80, second.p90)


@given(WORKERS, st.integers(1, 1000))
def test_the_currency_does_not_matter(workers, rate):
    costs, earnings = zip(*workers, strict=True)

    first = recruitment_cost_aggregate(costs, earnings)
    second = recruitment_cost_aggregate([c * rate for c in costs], [e * rate for e in earnings])

    assert first.ratios == pytest.approx(second.ratios, rel=1e-12)


def test_a_share_stands_beside_how_many_were_asked():
    found = wilson_share(count=30, answered=40, asked=50)

    assert (found.value, found.response_rate, found.is_small) == (0.75, 0.8, False)
    # scipy.stats.binomtest(30, 40).proportion_ci(method="wilson") gives the same.
    assert (found.low, found.high) == pytest.approx((0.598060385792, 0.858128813609), abs=1e-12)


@pytest.mark.parametrize(("answered", "small"), [(9, True), (10, False)])
def test_a_group_under_ten_is_marked_for_counts_only(answered, small):
    assert wilson_share(3, answered).is_small is small


def test_where_nobody_answered_there_is_no_share():
    found = wilson_share(0, 0, asked=12)

    assert (found.value, found.low, found.high, found.response_rate) == (None, None, None, 0)


@given(st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_share_and_stays_between_zero_and_one(counts):
    found = wilson_share(*counts)

    assert 0 <= found.low <= found.value <= found.high <= 1


@given(st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_is_where_the_score_test_does_not_reject(counts):
    count, n = counts
    found, z = wilson_share(count, n), 1.959963984540054

    for bound in (found.low, found.high):
        if 0 < bound < 1:
            assert abs(count / n - bound) == pytest.approx(z * math.sqrt(bound * (1 - bound) / n), rel=1e-6)


def test_the_interval_holds_the_truth_about_as_often_as_it_says():
    n, truths = 60, np.linspace(0.02, 0.98, 97)
    intervals = [wilson_share(count, n) for count in range(n + 1)]

    covered = [sum(stats.binom.pmf(s.count, n, p) for s in intervals if s.low <= p <= s.high) for p in truths.tolist()]

    # Exact coverage jumps with the truth (.934 at .3); on average it is the level.
    assert np.mean(covered) == pytest.approx(0.95, abs=0.005)
    assert min(covered) > 0.9


def test_a_funnel_counts_by_sex_and_says_who_went_on():
    found = funnel(["selected", "trained", "placed"], {"women": [50, 40, 10], "men": [50, 35, 20]})

    selected, trained, placed = found.stages
    assert (selected.total, selected.from_previous) == (100, None)
    assert (trained.by_group, trained.from_previous.value) == ({"women": 40, "men": 35}, 0.75)
    assert (placed.from_previous.value, placed.from_first.value) == (0.4, 0.3)
    assert placed.from_previous_by_group["women"].value == 0.25
    assert placed.from_previous_by_group["men"].value == pytest.approx(20 / 35, rel=1e-12)


def test_a_stage_that_nobody_reached_ends_the_shares():
    found = funnel(["a", "b", "c"], {"all": [12, 0, 0]})

    assert [stage.from_previous.value for stage in found.stages[1:]] == [0, None]


@pytest.mark.parametrize(
    ("actual", "baseline", "target", "elapsed", "achieved", "light"),
    [
        (90, 0, 100, 1.0, 0.9, Light.GREEN),
        (89, 0, 100, 1.0, 0.89, Light.AMBER),
        (70, 0, 100, 1.0, 0.7, Light.AMBER),
        (69, 0, 100, 1.0, 0.69, Light.RED),
        (120, 0, 100, 1.0, 1.2, Light.GREEN),
        (-5, 0, 100, 1.0, -0.05, Light.RED),
        (45, 0, 100, 0.5, 0.45, Light.GREEN),
        (14, 20, 12, 1.0, 0.75, Light.AMBER),
        (22, 20, 12, 1.0, -0.25, Light.RED),
        (12, 20, 12, 1.0, 1.0, Light.GREEN),
    ],
)
def test_progress_is_read_against_the_progress_expected_by_now(actual, baseline, target, elapsed, achieved, light):
    found = achievement(actual, baseline, target, elapsed)

    assert found.achieved == pytest.approx(achieved, rel=1e-12)
    assert found.light == light
    assert found.descending is (target < baseline)


@pytest.mark.parametrize(
    ("actual", "tolerance", "light"), [(5, 0, "green"), (6, 0, "red"), (6, 1, "green"), (None, 0, "grey")]
)
def test_a_value_that_is_to_be_kept_is_green_while_it_is_kept(actual, tolerance, light):
    found = achievement(actual, 5, 5, tolerance=tolerance)

    assert (found.maintain, found.achieved, found.light) == (True, None, light)


@pytest.mark.parametrize(("actual", "elapsed"), [(None, 1.0), (10, 0.0)])
def test_nothing_measured_or_no_time_gone_is_grey(actual, elapsed):
    assert achievement(actual, 0, 100, elapsed).light == Light.GREY


@given(st.integers(-100, 100), st.integers(-100, 100), st.integers(-100, 100))
def test_rising_and_falling_indicators_mirror_each_other(actual, baseline, target):
    rising, falling = achievement(actual, baseline, target), achievement(-actual, -baseline, -target)

    assert (rising.achieved, rising.light) == (falling.achieved, falling.light)


def test_cost_over_nobody_is_no_unit_cost():
    assert (internal_efficiency(1000, 8).unit, internal_efficiency(1000, 0).unit) == (125, None)


@pytest.mark.parametrize(
    ("call", "field"),
    [
        (lambda: recruitment_cost(100, 0), "monthly_earnings"),
        (lambda: recruitment_cost(-1, 100), "recruitment_cost"),
        (lambda: recruitment_cost_aggregate([], []), "costs"),
        (lambda: recruitment_cost_aggregate([1, 2], [1]), "costs and earnings"),
        (lambda: wilson_share(5, 4), "count"),
        (lambda: wilson_share(3, 5, asked=4), "count"),
        (lambda: wilson_share(-1, 4), "count"),
        (lambda: wilson_share(1, 4, level=95), "level"),
        (lambda: funnel([], {"all": []}), "stages"),
        (lambda: funnel(["a"], {}), "counts"),
        (lambda: funnel(["a", "b"], {"all": [1]}), "counts"),
        (lambda: funnel(["a", "b"], {"all": [1, 2]}), "counts"),
        (lambda: achievement(1, 0, math.inf), "target"),
        (lambda: achievement(1, 0, 1, elapsed=2), "elapsed"),
        (lambda: achievement(1, 0, 1, green=0.5, amber=0.7), "amber"),
    ],
)
def test_what_cannot_be_measured_is_refused_by_name(call, field):
    with pytest.raises(InputError) as refused:
        call()

    assert refused.value.field == field

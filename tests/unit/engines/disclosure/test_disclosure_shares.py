import numpy as np
import pytest

from corridor.engines.disclosure import honest_share, round_counts, round_randomly
from corridor.kernel.errors import InputError


def test_a_share_stands_on_those_who_answered_and_says_who_was_asked():
    share = honest_share(count=12, answered=30, eligible=40)

    assert (share.share, share.response_share, share.is_shown_as_count) == (0.4, 0.75, False)
    assert (share.count, share.answered, share.eligible) == (12, 30, 40)


@pytest.mark.parametrize(("answered", "is_count"), [(9, True), (10, False), (0, True)])
def test_a_group_below_ten_is_shown_as_a_count(answered, is_count):
    share = honest_share(count=0, answered=answered, eligible=100)

    assert share.is_shown_as_count is is_count
    assert (share.share is None) is is_count


def test_nobody_asked_is_no_response_of_zero():
    assert honest_share(count=0, answered=0, eligible=0).response_share is None


def test_no_answers_have_no_share_whatever_the_threshold():
    assert honest_share(count=0, answered=0, eligible=5, threshold=0).share is None


@pytest.mark.parametrize(("count", "answered", "eligible"), [(-1, 5, 5), (6, 5, 10), (1, 11, 10)])
def test_impossible_numbers_are_refused(count, answered, eligible):
    with pytest.raises(InputError, match="not possible"):
        honest_share(count=count, answered=answered, eligible=eligible)


def test_counts_go_to_the_nearest_multiple_and_halves_up():
    assert round_counts([0, 1, 2, 3, 7, 8, 12, 13]).values.tolist() == [0, 0, 0, 5, 5, 10, 10, 15]
    assert round_counts([[1, 5]], base=2).values.tolist() == [[2, 6]]


def test_random_rounding_does_not_shift_the_mean():
    rounded = round_randomly(np.full(40_000, 7), rng=np.random.default_rng(1)).values

    assert set(rounded.tolist()) == {5, 10}
    assert rounded.mean() == pytest.approx(7, abs=0.05)  # four standard errors


def test_random_rounding_leaves_multiples_alone():
    assert round_randomly([0, 5, 10], rng=np.random.default_rng(1)).values.tolist() == [0, 5, 10]


@pytest.mark.parametrize(("counts", "base"), [([1], 1), ([-1], 5), ([1.5], 5), ([float("nan")], 5)])
def test_only_counts_are_rounded_and_to_a_real_base(counts, base):
    with pytest.raises(InputError):
        round_counts(counts, base=base)

"""Allocations side by side, worked by hand."""

from dataclasses import replace

import numpy as np
import pytest

from corridor.engines.matching import Choice, Group, Quota, compare


def choice_of(pairs, positions, people):
    """Return a choice from (vacancy, candidate, score in millionths)."""
    columns = np.array(sorted(pairs), np.int64).reshape(-1, 3)
    return Choice(
        vacancy=columns[:, 0].astype(np.int32),
        candidate=columns[:, 1].astype(np.int32),
        micro=columns[:, 2].astype(np.int32),
        positions=np.array(positions, np.int64),
        people=people,
    )


def by_hand():
    """Return two contests of two people each, somebody who comes last everywhere, and somebody without a wish."""
    ana, ben, cid, dia, eva, _ = range(6)
    p, q, r, s = range(4)
    points = [
        (p, ana, 9), (q, ana, 8), (p, ben, 7), (q, ben, 1),
        (r, cid, 9), (s, cid, 4), (r, dia, 5), (s, dia, 2), (r, eva, 1),
    ]  # fmt: skip
    choice = choice_of([(v, c, n * 100_000) for v, c, n in points], [1, 1, 1, 1], 6)
    north = np.array([True, True, True, False, False, False])
    south = np.array([False, False, False, True, False, False])
    return replace(choice, groups=(Group("north", north), Group("south", south)))


def test_the_three_aims_side_by_side_by_hand():
    found = compare(by_hand())

    # Stable .9 .1 .9 .2; optimal gives Ana's place to Ben, .8 .7 .9 .2; balanced gives Cid's to Dia, .8 .7 .4 .5.
    assert [found.stable.allocation.total, found.optimal.allocation.total] == pytest.approx([2.1, 2.6])
    assert found.balanced.allocation.total == pytest.approx(2.4)
    assert [line.mean for line in found.balanced.allocation.groups] == pytest.approx([1.9 / 3, 0.5])
    assert (found.stable.lost, found.balanced.lost) == pytest.approx((0.5, 0.2))
    assert found.balanced.lost_share == pytest.approx(0.2 / 2.6)
    assert (found.optimal.lost, found.optimal.lost_share, found.optimal.lost_most) == (0.0, 0.0, 0.0)
    # Ana and p would rather have each other once Ben has it; so would Cid and r once Dia has it.
    outcomes = (found.stable, found.optimal, found.balanced)
    assert [each.allocation.blocking_pairs for each in outcomes] == [0, 1, 2]
    assert [each.nominated for each in outcomes] == [4, 4, 4]


def test_wishes_fulfilled_are_counted_by_hand():
    wishes = compare(by_hand()).stable.wishes

    # Ana and Cid get their first wish, Ben and Dia their second, Eva none, and the sixth person has no wish.
    assert (wishes.first, wishes.second_to_third, wishes.fourth_to_tenth, wishes.later) == (2, 2, 0, 0)
    assert (wishes.none, wishes.unlisted) == (1, 1)


def test_late_wishes_are_counted_in_their_bands():
    # Twelve people want the vacancies in the same order, and each vacancy wants the earlier person.
    pairs = [(v, c, 900_000 - 10_000 * v) for v in range(12) for c in range(12)]

    wishes = compare(choice_of(pairs, [1] * 12, 12)).stable.wishes

    assert (wishes.first, wishes.second_to_third, wishes.fourth_to_tenth, wishes.later) == (1, 2, 7, 2)


def test_a_comparison_without_groups_has_no_balanced_side():
    assert compare(replace(by_hand(), groups=())).balanced is None


def test_a_comparison_shows_that_the_stable_side_breaks_a_quota():
    choice = by_hand()
    eva = np.arange(6) == 4
    found = compare(replace(choice, quotas=(Quota("eva, *", eva, np.ones(4, np.bool_), 1, None),)))

    assert not found.stable.keeps_quotas
    assert found.optimal.keeps_quotas
    # Eva in r sends Cid to s: .8 .7 .4 .1.
    assert found.optimal.allocation.total == pytest.approx(2.0)

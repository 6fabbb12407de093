"""Quotas and least shares, small ones by search through all allocations, large ones by their prices."""

from dataclasses import replace

import numpy as np
import pytest

from corridor.engines.matching import Objective, Quota, Share, allocate, optimal
from corridor.engines.matching.seats import programmes
from corridor.engines.matching.seats.limits import classes, limits_of
from corridor.engines.matching.seats.mixing import mixed, usage_of
from corridor.engines.matching.seats.priced import price
from corridor.kernel.errors import InputError, RuleViolation
from tests.factories.matching_seats import (
    assert_seats_are_kept,
    choice_of,
    every_allocation,
    pairs_of,
    random_choice,
    total,
)


def with_limits(choice, seed):
    """Return a choice with a minimum, a maximum and a least share that cross each other."""
    rng = np.random.default_rng(seed + 1)
    people, posts = rng.random((3, choice.people)) < 0.5, rng.random((3, len(choice.positions))) < 0.6
    quotas = (
        Quota("women", people[0], posts[0], int(rng.integers(0, 3)), None),
        Quota("north", people[1], posts[1], None, int(rng.integers(0, 3))),
    )
    return replace(choice, quotas=quotas, shares=(Share("home", people[2], posts[2], float(rng.choice([0.25, 0.5]))),))


def keeps_limits(choice, pairs):
    """Return whether an allocation keeps quotas and shares, by the words of their definition."""
    taken = [(int(choice.candidate[pair]), int(choice.vacancy[pair])) for pair in pairs if pair >= 0]
    for quota in choice.quotas:
        many = sum(bool(quota.people[c] and quota.posts[v]) for c, v in taken)
        if many < (quota.least or 0) or (quota.most is not None and many > quota.most):
            return False
    for share in choice.shares:
        mine = [v for c, v in taken if share.people[c]]
        if sum(bool(share.posts[v]) for v in mine) < share.least * len(mine):
            return False
    return True


def best_by_search(choice):
    """Return the greatest total that keeps the limits, or None."""
    return max(
        (total(choice, pairs) for pairs in every_allocation(choice) if keeps_limits(choice, pairs)), default=None
    )


@pytest.mark.parametrize("seed", range(25))
def test_quotas_and_shares_equal_the_search_through_all_allocations(seed):
    choice = with_limits(random_choice(seed), seed)
    best = best_by_search(choice)
    if best is None:
        with pytest.raises(RuleViolation, match=r"asks for at least|keeps all of the 3 quotas"):
            allocate(choice, Objective.OPTIMAL)
        return

    allocation = allocate(choice, Objective.OPTIMAL)

    pairs = pairs_of(choice, allocation)
    assert_seats_are_kept(choice, pairs)
    assert keeps_limits(choice, pairs)
    assert total(choice, pairs) == best == round(allocation.bound * 1e6)


@pytest.mark.parametrize("seed", range(12))
def test_priced_quotas_end_within_a_bound_above_the_greatest_total(seed, monkeypatch):
    choice = with_limits(random_choice(seed), seed)
    best = best_by_search(choice)
    if best is None:
        return
    monkeypatch.setattr(optimal, "QUOTA_PAIRS", 0)

    allocation = allocate(choice, Objective.OPTIMAL)

    pairs = pairs_of(choice, allocation)
    assert keeps_limits(choice, pairs)
    assert total(choice, pairs) == best
    assert allocation.bound * 1e6 >= best - 0.5


def large_market(seed=3, *, people=1_500, posts=120):
    """Return a market with crossing quotas that bind."""
    choice = random_choice(seed, people=people, posts=posts, density=0.15, ties=False, most_seats=12)
    rng = np.random.default_rng(seed)
    women, region, country = rng.random(people) < 0.4, rng.integers(0, 3, people), rng.integers(0, 3, posts)
    everywhere = np.ones(posts, np.bool_)
    free = allocate(choice, Objective.OPTIMAL)
    took = [int(np.count_nonzero((region == r)[free.candidate] & (country == r)[free.vacancy])) for r in range(3)]
    women_now = int(np.count_nonzero(women[free.candidate]))
    quotas = (
        Quota("women, *", women, everywhere, int(women_now * 1.15), None),
        *(Quota(f"region {r}", region == r, country == r, None, took[r] // 2) for r in range(2)),
        Quota("region 2", region == 2, country == 2, took[2] * 2, None),
    )
    return replace(choice, quotas=quotas, shares=(Share("at home", region == 0, country == 1, 0.55),)), free.total


def test_priced_quotas_of_a_large_market_keep_the_gap_that_was_asked_for():
    choice, free = large_market()

    allocation = allocate(choice, Objective.OPTIMAL, gap=1e-3)

    assert all((line.least or 0) <= line.nominated for line in allocation.quotas)
    assert all(line.most is None or line.nominated <= line.most for line in allocation.quotas)
    assert all(line.is_kept for line in allocation.shares)
    assert allocation.gap <= 1e-3
    assert allocation.total <= allocation.bound < free
    # The linear programme without whole numbers lies above every allocation and below every priced bound.
    from scipy.optimize import linprog

    limits = limits_of(choice)
    rows, (low, high) = programmes.limit_rows(choice, limits), programmes.span(limits)
    seats = np.concatenate([np.ones(choice.people), choice.positions])
    has_high = np.isfinite(high)
    from scipy import sparse

    relaxed = linprog(
        -choice.micro / 1e6,
        A_ub=sparse.vstack([programmes.incidence(choice), rows[has_high], -rows]),
        b_ub=np.concatenate([seats, high[has_high], -low]),
        bounds=(0, 1),
    )
    assert allocation.total <= -relaxed.fun + 1e-6 <= allocation.bound + 2e-6


def test_a_missing_minimum_names_the_quota_and_how_many_are_missing():
    # Four women are listed, but only at a vacancy with three seats.
    choice = choice_of([(0, c, 500_000) for c in range(4)] + [(1, 4, 900_000)], [3, 5], 5)
    women = np.array([True] * 4 + [False])
    choice = replace(choice, quotas=(Quota("sex=f, *", women, np.ones(2, np.bool_), 4, None),))

    with pytest.raises(RuleViolation, match=r"sex=f, \* asks for at least 4 .* allow 3, so 1 are missing") as error:
        allocate(choice, Objective.OPTIMAL)

    assert error.value.code == "quota_impossible"
    assert error.value.params["missing"] == 1


@pytest.mark.parametrize("direct", [0, 20_000])
def test_minima_that_exclude_each_other_are_refused_with_what_the_nearest_lacks(direct, monkeypatch):
    # One seat, asked for by both groups.
    monkeypatch.setattr(optimal, "QUOTA_PAIRS", direct)
    choice = choice_of([(0, 0, 500_000), (0, 1, 400_000)], [1], 2)
    here = np.ones(1, np.bool_)
    quotas = tuple(Quota(f"person {c}", np.arange(2) == c, here, 1, None) for c in range(2))

    with pytest.raises(
        RuleViolation, match="all of the 2 quotas and shares together; the nearest one lacks 1"
    ) as error:
        allocate(replace(choice, quotas=quotas), Objective.OPTIMAL)

    assert error.value.code == "quotas_together"


def test_beyond_what_a_programme_holds_a_failed_search_says_that_it_is_no_proof(monkeypatch):
    from corridor.engines.matching.seats import missing

    monkeypatch.setattr(optimal, "QUOTA_PAIRS", 0)
    monkeypatch.setattr(missing, "SOLVER_PAIRS", 1)
    choice = choice_of([(0, 0, 500_000), (0, 1, 400_000)], [1], 2)
    quotas = tuple(Quota(f"person {c}", np.arange(2) == c, np.ones(1, np.bool_), 1, None) for c in range(2))

    with pytest.raises(RuleViolation, match="There may be one all the same"):
        allocate(replace(choice, quotas=quotas), Objective.OPTIMAL)


def test_a_minimum_above_its_maximum_is_refused():
    everybody, here = np.ones(2, np.bool_), np.ones(1, np.bool_)
    choice = choice_of([(0, 0, 1), (0, 1, 1)], [2], 2, quotas=(Quota("all, *", everybody, here, 2, 1),))

    for objective in (Objective.OPTIMAL, Objective.BALANCED):
        with pytest.raises((RuleViolation, InputError), match=r"at least 2 and at most 1|needs groups"):
            allocate(choice, objective)


@pytest.mark.parametrize("least", [-0.1, 1.2, float("nan")])
def test_a_share_outside_its_range_is_refused(least):
    choice = choice_of([(0, 0, 1)], [1], 1, shares=(Share("home", np.ones(1, bool), np.ones(1, bool), least),))

    with pytest.raises(InputError, match="it may go from 0 to 1"):
        allocate(choice, Objective.OPTIMAL)


def test_a_stable_allocation_that_breaks_a_share_is_refused():
    # Both would rather go away; half of them are to stay.
    choice = choice_of([(0, 0, 900_000), (0, 1, 800_000), (1, 0, 100_000), (1, 1, 200_000)], [2, 2], 2)
    choice = replace(choice, shares=(Share("home", np.ones(2, np.bool_), np.array([False, True]), 0.5),))

    with pytest.raises(RuleViolation, match=r"is to be 50\.0 % at least; a stable allocation gives 0 of 2"):
        allocate(choice, Objective.STABLE)
    kept = allocate(choice, Objective.OPTIMAL)
    assert [(line.nominated, line.among) for line in kept.shares] == [(1, 2)]
    assert kept.total == pytest.approx(1.1)


def test_a_mixture_is_an_allocation_and_never_worse_than_its_base():
    choice, _ = large_market(5, people=300, posts=30)
    limits = limits_of(choice)
    rng = np.random.default_rng(1)
    found = [price(replace(choice, micro=rng.permutation(choice.micro)), limits, 0.1).pair for _ in range(2)]
    start, other = (np.where(rng.random(choice.people) < 0.7, pair, -1) for pair in found)

    pair = mixed(choice, limits, start, other)

    assert_seats_are_kept(choice, pair)
    assert ((pair == start) | (pair == other)).all()
    worth = [(-int(limits.short(usage_of(choice, limits, each)).sum()), total(choice, each)) for each in (start, pair)]
    assert worth[1] >= worth[0]


def test_classes_tell_people_apart_by_all_their_flags():
    rng = np.random.default_rng(4)
    flags = [rng.random(50) < 0.5 for _ in range(60)]

    number, member = classes(flags, 50)

    table = np.array(flags).T
    for one in range(50):
        assert (table[member[number[one]]] == table[one]).all()
        assert ((number == number[one]) == (table == table[one]).all(axis=1)).all()

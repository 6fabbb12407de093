"""Allocations keep their promises, checked by means that share no code with them."""

import itertools
import random

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment

from corridor.engines.matching import (
    CandidateRow,
    Choice,
    Group,
    Objective,
    Quota,
    VacancyRow,
    allocate,
    choice_from,
    rank,
    store_from_rows,
)
from corridor.kernel.errors import InputError, RuleViolation


def random_choice(seed, *, people=9, posts=4, quotas=(), groups=()):
    """Return a small choice with many ties."""
    rng = random.Random(seed)
    pairs = [(v, c) for v in range(posts) for c in range(people) if rng.random() < 0.5]
    return Choice(
        vacancy=np.array([v for v, _ in pairs], np.int32),
        candidate=np.array([c for _, c in pairs], np.int32),
        micro=np.array([rng.randint(1, 12) * 50_000 for _ in pairs], np.int64),
        positions=np.array([rng.randint(1, 3) for _ in range(posts)], np.int64),
        people=people,
        quotas=quotas,
        groups=groups,
    )


def nominated(allocation):
    """Return the pairs of an allocation."""
    return list(zip(allocation.vacancy.tolist(), allocation.candidate.tolist(), strict=True))


def scores(choice):
    """Return the score of every pair in millionths."""
    return {(v, c): m for v, c, m in zip(choice.vacancy, choice.candidate, choice.micro, strict=True)}


def assert_seats_are_kept(choice, pairs):
    """Fail if somebody has two seats or a vacancy has too many people."""
    assert len({c for _, c in pairs}) == len(pairs)
    for vacancy, seats in enumerate(choice.positions):
        assert sum(v == vacancy for v, _ in pairs) <= seats


def blocking(choice, pairs):
    """Return the blocking pairs, found by the words of the definition."""
    score = scores(choice)
    seat_of = {c: v for v, c in pairs}
    found = []
    for (v, c), value in score.items():
        mine = seat_of.get(c)
        if (v, c) in pairs or (mine is not None and (-score[mine, c], mine) <= (-value, v)):
            continue
        there = [(-score[v, other], other) for w, other in pairs if w == v]
        if len(there) < choice.positions[v] or max(there) > (-value, c):
            found.append((v, c))
    return found


def every_allocation(choice):
    """Yield all allocations of a tiny choice."""
    pairs = list(scores(choice))
    for size in range(len(pairs) + 1):
        for chosen in itertools.combinations(pairs, size):
            seats = [sum(v == vacancy for v, _ in chosen) for vacancy in range(len(choice.positions))]
            if len({c for _, c in chosen}) == size and all(np.array(seats) <= choice.positions):
                yield chosen


@pytest.mark.parametrize("seed", range(60))
def test_a_stable_allocation_has_no_blocking_pair(seed):
    choice = random_choice(seed)

    allocation = allocate(choice, Objective.STABLE)

    pairs = nominated(allocation)
    assert_seats_are_kept(choice, pairs)
    assert blocking(choice, pairs) == []
    assert allocation.blocking_pairs == 0
    assert allocation.bound is None


@pytest.mark.parametrize("seed", range(30))
def test_blocking_pairs_of_any_allocation_are_counted(seed):
    choice = random_choice(seed)

    allocation = allocate(choice, Objective.OPTIMAL)

    assert allocation.blocking_pairs == len(blocking(choice, nominated(allocation)))


@pytest.mark.parametrize("seed", range(60))
def test_an_optimal_allocation_equals_the_assignment_of_scipy(seed):
    choice = random_choice(seed)
    seats = np.repeat(np.arange(len(choice.positions)), choice.positions)
    table = np.zeros((choice.people, len(choice.positions)))
    table[choice.candidate, choice.vacancy] = choice.micro
    rows, columns = linear_sum_assignment(table[:, seats], maximize=True)

    allocation = allocate(choice, Objective.OPTIMAL)

    assert_seats_are_kept(choice, nominated(allocation))
    assert allocation.total == pytest.approx(table[:, seats][rows, columns].sum() / 1e6, abs=1e-9)
    assert allocation.bound >= allocation.total
    assert allocation.gap < 1e-9


@pytest.mark.parametrize("seed", range(12))
def test_a_balanced_allocation_equals_the_search_through_all_allocations(seed):
    women = np.arange(4) % 2 == 0
    groups = (Group("women", women), Group("men", ~women))
    choice = random_choice(seed, people=4, posts=3, groups=groups)
    score = scores(choice)

    def worth(pairs):
        sums = [sum(score[v, c] for v, c in pairs if group.people[c]) / 2 for group in groups]
        return min(sums), sum(sums)

    best = max(worth(pairs) for pairs in every_allocation(choice))

    allocation = allocate(choice, Objective.BALANCED)

    assert worth(nominated(allocation)) == pytest.approx(best)
    assert allocation.bound == pytest.approx(best[0] / 1e6, abs=1e-6)
    assert [line.members for line in allocation.groups] == [2, 2]


def quota_choice(least, most):
    """Return one vacancy with two seats, three people, and a quota for the weakest of them."""
    weakest = np.array([False, False, True])
    return Choice(
        vacancy=np.zeros(3, np.int32),
        candidate=np.arange(3, dtype=np.int32),
        micro=np.array([900_000, 800_000, 100_000], np.int64),
        positions=np.array([2]),
        people=3,
        quotas=(Quota("track=home, *", weakest, np.array([True]), least, most),),
        groups=(Group("home", weakest), Group("away", ~weakest)),
    )


@pytest.mark.parametrize("objective", [Objective.OPTIMAL, Objective.BALANCED])
def test_a_minimum_is_kept_at_the_least_loss(objective):
    allocation = allocate(quota_choice(1, None), objective)

    assert nominated(allocation) == [(0, 0), (0, 2)]
    assert allocation.quotas[0].nominated == 1


def test_a_maximum_is_kept():
    allocation = allocate(quota_choice(None, 0), Objective.BALANCED)

    assert nominated(allocation) == [(0, 0), (0, 1)]


def test_a_stable_allocation_that_breaks_a_quota_is_refused():
    with pytest.raises(RuleViolation, match="asks for 1 to - nominations; a stable allocation gives 0"):
        allocate(quota_choice(1, None), Objective.STABLE)


@pytest.mark.parametrize("objective", [Objective.OPTIMAL, Objective.BALANCED])
def test_quotas_that_nobody_can_keep_are_refused(objective):
    with pytest.raises(RuleViolation, match="at least 2 nominations; the listed pairs allow 1, so 1 are missing"):
        allocate(quota_choice(2, None), objective)


def test_a_balanced_allocation_without_groups_is_refused():
    with pytest.raises(InputError, match="needs groups"):
        allocate(random_choice(1), Objective.BALANCED)


@pytest.mark.parametrize("objective", list(Objective))
def test_an_empty_choice_gives_an_empty_allocation(objective):
    choice = random_choice(1, people=2, posts=0, groups=(Group("all", np.ones(2, np.bool_)),))

    allocation = allocate(choice, objective)

    assert nominated(allocation) == []
    assert allocation.total == 0.0


def test_listed_pairs_of_a_market_become_nominations():
    people = [CandidateRow(name, [("5120", years)], ["a"]) for name, years in (("ana", 5.0), ("ben", 1.0))]
    posts = [VacancyRow(1, "5120", ["a"]), VacancyRow(2, "5120", ["a"], positions=2)]
    store = store_from_rows(people, posts)

    allocation = allocate(choice_from(store, rank(store)), Objective.STABLE)

    # Ana is preferred everywhere and takes the lower id; Ben is left with the other vacancy.
    assert nominated(allocation) == [(0, 0), (1, 1)]

"""Reserved seats: stable by an independent scan, and by hand."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from corridor.engines.matching import Objective, Reserve, allocate, allocation
from corridor.engines.matching.seats.reserved_fast import propose_reserved_fast
from corridor.engines.matching.seats.reserves import (
    blocking_reserved,
    propose_reserved_plainly,
    queues_of,
)
from corridor.engines.matching.stable import propose_plainly
from corridor.kernel.errors import InputError
from tests.factories.matching_seats import assert_seats_are_kept, choice_of, pairs_of, random_choice

SEEDS = st.integers(0, 10**6)


def with_reserves(choice, seed):
    """Return a choice with seats reserved for two groups that have nobody in common."""
    rng = np.random.default_rng(seed + 7)
    group = rng.integers(0, 3, choice.people)
    first = rng.integers(0, choice.positions + 1)
    second = rng.integers(0, choice.positions - first + 1)
    return replace(choice, reserves=(Reserve("women", group == 1, first), Reserve("north", group == 2, second)))


def chosen_by(choice, post, asking):
    """Return whom a vacancy takes, by the words of the rule: reserved seats first, then the best of all others."""
    ranked = sorted(asking, key=lambda c: (-asking[c], c))
    kept = []
    for reserve in choice.reserves:
        kept += [c for c in ranked if reserve.people[c]][: int(reserve.seats[post])]
    others = [c for c in ranked if c not in kept]
    return set(kept + others[: int(choice.positions[post]) - len(kept)])


def blocking_by_words(choice, pairs):
    """Return the blocking pairs by asking every vacancy anew."""
    score = {
        (v, c): m for v, c, m in zip(choice.vacancy.tolist(), choice.candidate.tolist(), choice.micro, strict=True)
    }
    seat = {c: int(choice.vacancy[pair]) for c, pair in enumerate(pairs) if pair >= 0}
    found = []
    for (v, c), value in score.items():
        mine = seat.get(c)
        if mine == v or (mine is not None and (-score[mine, c], mine) < (-value, v)):
            continue
        asking = {other: score[v, other] for other, w in seat.items() if w == v} | {c: value}
        if c in chosen_by(choice, v, asking):
            found.append((v, c))
    return found


@given(SEEDS)
@settings(max_examples=60, deadline=None, derandomize=True)
def test_an_allocation_with_reserves_has_no_blocking_pair(seed):
    choice = with_reserves(random_choice(seed, people=10, posts=4, most_seats=4), seed)

    result = allocate(choice, Objective.STABLE)

    pairs = pairs_of(choice, result)
    assert_seats_are_kept(choice, pairs)
    assert blocking_by_words(choice, pairs) == []
    assert result.blocking_pairs == 0


@given(SEEDS)
@settings(max_examples=60, deadline=None, derandomize=True)
def test_blocking_pairs_of_any_allocation_are_counted_with_reserves(seed):
    choice = with_reserves(random_choice(seed, people=10, posts=4, most_seats=4), seed)
    chosen = propose_plainly(choice)
    pairs = np.full(choice.people, -1)
    pairs[choice.candidate[chosen]] = np.flatnonzero(chosen)

    assert blocking_reserved(choice, chosen) == len(blocking_by_words(choice, pairs))


@given(SEEDS)
@settings(max_examples=80, deadline=None, derandomize=True)
def test_compiled_reserves_give_the_plain_definition(seed):
    choice = with_reserves(random_choice(seed, people=40, posts=8, most_seats=6, ties=seed % 2 == 0), seed)

    assert (
        propose_reserved_fast(choice, queues_of(choice)) == propose_reserved_plainly(choice, queues_of(choice))
    ).all()


@given(SEEDS)
@settings(max_examples=30, deadline=None, derandomize=True)
def test_reserves_of_no_seats_change_nothing(seed):
    choice = random_choice(seed, people=30, posts=6)
    none = np.zeros(6, np.int64)
    reserved = replace(choice, reserves=(Reserve("women", np.arange(30) % 2 == 0, none),))

    assert (propose_reserved_fast(reserved, queues_of(reserved)) == propose_plainly(choice)).all()


def two_seats(seats_reserved, people=4):
    """Return one vacancy with two seats; the two women score lowest."""
    choice = choice_of([(0, c, 900_000 - 100_000 * c) for c in range(people)], [2], people)
    women = np.arange(people) >= 2
    return replace(choice, reserves=(Reserve("women", women, np.array([seats_reserved])),))


def test_a_reserved_seat_goes_to_the_best_of_its_group_by_hand():
    result = allocate(two_seats(1), Objective.STABLE)

    assert result.candidate.tolist() == [0, 2]
    assert [(line.seats, line.taken, line.opened) for line in result.reserves] == [(1, 1, 0)]


def test_reserved_seats_that_nobody_of_the_group_asks_for_are_open_to_all_by_hand():
    result = allocate(two_seats(2, people=2), Objective.STABLE)

    assert result.candidate.tolist() == [0, 1]
    assert [(line.seats, line.taken, line.opened) for line in result.reserves] == [(2, 0, 2)]


def test_large_choices_with_reserves_take_the_compiled_way(monkeypatch):
    choice = with_reserves(random_choice(3, people=60, posts=9, most_seats=6), 3)
    plain = allocate(choice, Objective.STABLE)
    from corridor.engines.matching.seats import reserved

    monkeypatch.setattr(reserved, "FEW_PAIRS", 1)
    assert allocation.FEW_PAIRS > 1

    assert (allocate(choice, Objective.STABLE).candidate == plain.candidate).all()


def test_more_reserved_seats_than_positions_are_refused():
    with pytest.raises(InputError, match="Vacancy 1 has 2 positions, but 3 are reserved"):
        allocate(two_seats(3), Objective.STABLE)


def test_groups_that_share_people_are_refused():
    choice = two_seats(1)
    more = Reserve("north", np.ones(4, np.bool_), np.array([1]))

    with pytest.raises(InputError, match="Somebody stands in north and in another group"):
        allocate(replace(choice, reserves=(*choice.reserves, more)), Objective.STABLE)

"""Households and couples: by hand, by search through all allocations, and with a bound in larger markets."""

import itertools

import numpy as np
import pytest

from corridor.engines.matching import Objective, allocate
from corridor.engines.matching.seats import households as module, together
from corridor.engines.matching.seats.households import Households
from corridor.engines.matching.seats.households_market import bound_at, bundles_of
from corridor.engines.matching.seats.together import allocate_together
from corridor.kernel.errors import InputError
from tests.factories.matching_seats import (
    assert_seats_are_kept,
    choice_of,
    every_allocation,
    pairs_of,
    random_choice,
    total,
)


def with_households(choice, seed, *, of_two=0.7):
    """Return households of two or three; regions bind some of them, countries the others."""
    rng = np.random.default_rng(seed + 3)
    household, number, person = np.full(choice.people, -1), 0, 0
    while person < choice.people - 2:
        size = int(rng.integers(2, 4)) if rng.random() < of_two else 1
        if size > 1:
            household[person : person + size] = number
            number += 1
        person += size
    posts = len(choice.positions)
    places = (rng.integers(-1, 3, posts), rng.integers(0, 2, posts))
    return Households(household.astype(np.int32), places, rng.integers(0, 2, number))


def is_together(choice, households, pairs):
    """Return whether all households are in one place or nowhere, by the words of the rule."""
    for number in range(len(households.level)):
        mine = [pairs[c] for c in np.flatnonzero(households.household == number)]
        places = {int(households.places[households.level[number]][choice.vacancy[pair]]) for pair in mine if pair >= 0}
        if any(pair >= 0 for pair in mine) and (min(mine) < 0 or len(places) > 1 or -1 in places):
            return False
    return True


def blocking_by_words(choice, households, pairs):
    """Return the blocking pairs of people alone and the blocking households with places, trying every bundle."""
    score = {
        (v, c): m
        for v, c, m in zip(choice.vacancy.tolist(), choice.candidate.tolist(), choice.micro.tolist(), strict=True)
    }
    seat = {c: int(choice.vacancy[pair]) for c, pair in enumerate(pairs) if pair >= 0}

    def takes(post, comers, leavers):
        held = [c for c, v in seat.items() if v == post and c not in leavers and c not in comers]
        ranked = sorted([*held, *comers], key=lambda c: (-score[post, c], c))
        return set(comers) <= set(ranked[: int(choice.positions[post])])

    alone = 0
    for (v, c), value in score.items():
        mine = seat.get(c)
        better = mine is None or (-value, v) < (-score[mine, c], mine)
        alone += households.household[c] < 0 and v != mine and better and takes(v, [c], [])
    together = 0
    for number, level in enumerate(households.level.tolist()):
        members = np.flatnonzero(households.household == number).tolist()
        now = sum(score[seat[c], c] for c in members if c in seat)
        for place in set(households.places[level].tolist()) - {-1}:
            options = [
                [v for v, other in score if other == c and households.places[level][v] == place] for c in members
            ]
            together += any(
                sum(score[v, c] for v, c in zip(bundle, members, strict=True)) > now
                and all(takes(v, [c for w, c in zip(bundle, members, strict=True) if w == v], members) for v in bundle)
                for bundle in itertools.product(*options)
            )
    return alone, together


@pytest.mark.parametrize("seed", range(25))
def test_households_equal_the_search_through_all_allocations(seed):
    choice = random_choice(seed, people=7, posts=4, density=0.5)
    households = with_households(choice, seed)
    best = max(total(choice, p) for p in every_allocation(choice) if is_together(choice, households, p))

    found = allocate_together(choice, households)

    pairs = pairs_of(choice, found)
    assert_seats_are_kept(choice, pairs)
    assert is_together(choice, households, pairs)
    assert total(choice, pairs) == best
    assert found.gap < 1e-9
    assert (found.blocking_pairs, found.blocking_households) == blocking_by_words(choice, households, pairs)


@pytest.mark.parametrize("seed", range(15))
def test_the_market_way_keeps_households_together_within_its_bound(seed, monkeypatch):
    choice = random_choice(seed, people=7, posts=4, density=0.5)
    households = with_households(choice, seed)
    best = max(total(choice, p) for p in every_allocation(choice) if is_together(choice, households, p))
    monkeypatch.setattr(together, "PROGRAMME_PAIRS", 0)

    found = allocate_together(choice, households)

    pairs = pairs_of(choice, found)
    assert_seats_are_kept(choice, pairs)
    assert is_together(choice, households, pairs)
    assert found.total * 1e6 <= best + 0.5 <= found.bound * 1e6 + 1


@pytest.mark.parametrize("seed", range(20))
def test_any_prices_bound_an_allocation_with_households(seed):
    choice = random_choice(seed, people=6, posts=4)
    households = with_households(choice, seed)
    usable = module.without_hopeless(choice, households)
    part = choice_of(
        np.column_stack([choice.vacancy, choice.candidate, choice.micro])[usable].tolist(), choice.positions, 6
    )
    best = max(total(choice, p) for p in every_allocation(choice) if is_together(choice, households, p))
    prices = np.random.default_rng(seed).integers(0, 900_000, 4).astype(float)

    assert bound_at(part, households, bundles_of(part, households), prices)[0] >= best


def couple():
    """Return Ana and Ben, a couple, and Cid: p and q lie in the north, r in the south, where Ben has no seat."""
    p, q, r = range(3)
    choice = choice_of(
        [(p, 0, 500_000), (r, 0, 900_000), (q, 1, 400_000), (q, 2, 450_000), (r, 2, 300_000)], [1, 1, 1], 3
    )
    north = np.array([0, 0, 1])
    return choice, Households(np.array([0, 0, -1], np.int32), (north,), np.array([0]))


def test_a_couple_goes_to_one_region_by_hand():
    choice, households = couple()

    found = allocate_together(choice, households)

    # Together .5 + .4 with Cid in r at .3; apart Ana in r and Cid in q would give 1.35 and leave Ben.
    assert list(zip(found.vacancy.tolist(), found.candidate.tolist(), strict=True)) == [(0, 0), (1, 1), (2, 2)]
    assert found.total == found.bound == pytest.approx(1.2)
    assert (found.households_placed, found.households_left) == (1, 0)
    # Cid would rather have q, which would rather have Cid than Ben.
    assert (found.blocking_pairs, found.blocking_households) == (1, 0)
    assert allocate(choice, Objective.OPTIMAL).total == pytest.approx(1.35)


def test_nobody_of_a_household_is_placed_where_not_all_can_be():
    choice, households = couple()
    apart = Households(households.household, (np.array([0, 1, 2]),), households.level)

    found = allocate_together(choice, apart)

    assert found.candidate.tolist() == [2]
    assert (found.households_placed, found.households_left) == (0, 1)


def test_a_wider_level_lets_a_couple_live_in_one_country():
    choice, households = couple()
    regions, country = np.array([0, 1, 2]), np.zeros(3, np.int64)

    found = allocate_together(choice, Households(households.household, (regions, country), np.array([1])))

    # In one country Ana may take r while Ben takes q: .9 + .4.
    assert found.total == pytest.approx(1.3)


def test_a_large_market_with_households_ends_near_its_bound():
    choice = random_choice(5, people=2_500, posts=250, density=0.06, ties=False, most_seats=14)
    rng = np.random.default_rng(6)
    household = np.full(2_500, -1, np.int32)
    household[:600] = np.repeat(np.arange(300), 2)
    households = Households(household, (rng.integers(0, 5, 250),), np.zeros(300, np.int64))
    assert len(choice.vacancy) > module.PROGRAMME_PAIRS

    found = allocate_together(choice, households, gap=2e-3)

    pairs = pairs_of(choice, found)
    assert_seats_are_kept(choice, pairs)
    assert is_together(choice, households, pairs)
    assert 0.0 <= found.gap < 0.01
    assert found.bound <= allocate(choice, Objective.OPTIMAL).bound + 1e-3
    assert found.households_placed > 100


def test_nobody_listed_places_nobody():
    choice = choice_of([], [1], 2)

    found = allocate_together(choice, Households(np.zeros(2, np.int32), (np.zeros(1, np.int64),), np.array([0])))

    assert (found.total, found.gap, found.households_left) == (0.0, 0.0, 1)


@pytest.mark.parametrize(
    ("household", "level"), [([0, 0], [0]), ([0, 0, 1], [0]), ([0, 0, -1], [1]), ([0, 0, -1], [-1])]
)
def test_households_that_do_not_fit_are_refused(household, level):
    choice, given = couple()

    with pytest.raises(InputError, match="The households name"):
        allocate_together(choice, Households(np.array(household, np.int32), given.places, np.array(level)))

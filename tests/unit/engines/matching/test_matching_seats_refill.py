"""Refill with least disturbance: by hand, and by search through all allocations."""

from dataclasses import replace

import numpy as np
import pytest

from corridor.engines.matching.seats.refill import Standing, refill
from corridor.kernel.errors import InputError, RuleViolation
from tests.factories.matching_seats import assert_seats_are_kept, choice_of, every_allocation, random_choice, total


def standing_of(offer, *, accepted=(), gone=(), waiting=()):
    """Return a state of offers."""
    people = len(offer)
    place = np.zeros(people, np.int64)
    place[list(waiting)] = np.arange(1, len(waiting) + 1)
    return Standing(
        np.array(offer, np.int32), np.isin(np.arange(people), accepted), np.isin(np.arange(people), gone), place
    )


def random_standing(choice, seed):
    """Return a state in which about half have an offer, some accepted and some gone."""
    rng = np.random.default_rng(seed + 9)
    offer, left = np.full(choice.people, -1), choice.positions.copy()
    for pair in rng.permutation(len(choice.vacancy)):
        v, c = choice.vacancy[pair], choice.candidate[pair]
        if offer[c] < 0 and left[v] and rng.random() < 0.6:
            offer[c], left[v] = v, left[v] - 1
    gone = (offer >= 0) & (rng.random(choice.people) < 0.4)
    accepted = (offer >= 0) & ~gone & (rng.random(choice.people) < 0.3)
    waiting = rng.permutation(choice.people) + 1
    waiting[rng.random(choice.people) < 0.2] = 0
    return Standing(offer.astype(np.int32), accepted, gone, waiting)


def best_by_search(choice, standing, most):
    """Return the best of (filled, -moved, -places on the list, total) over all allocations."""
    offer = np.where(standing.gone, -1, standing.offer)
    best = None
    for pairs in every_allocation(choice):
        seat = np.array([choice.vacancy[pair] if pair >= 0 else -1 for pair in pairs])
        new = np.flatnonzero((offer < 0) & (seat >= 0))
        if (seat[standing.accepted] != offer[standing.accepted]).any() or (seat[offer >= 0] < 0).any():
            continue
        if standing.gone[new].any() or (standing.waiting[new] == 0).any():
            continue
        moved = int(np.count_nonzero((offer >= 0) & (seat != offer)))
        if most is None or moved <= most:
            key = (len(new), -moved, -int(standing.waiting[new].sum()), total(choice, pairs))
            best = key if best is None else max(best, key)
    return best


@pytest.mark.parametrize("most", [None, 0, 1])
@pytest.mark.parametrize("seed", range(20))
def test_a_refill_equals_the_search_through_all_allocations(seed, most):
    choice = random_choice(seed, people=6, posts=4, density=0.55, ties=False)
    standing = random_standing(choice, seed)

    found = refill(choice, standing, most_moved=most)

    number = {
        (v, c): n for n, (v, c) in enumerate(zip(choice.vacancy.tolist(), choice.candidate.tolist(), strict=True))
    }
    pairs = [number[v, c] if v >= 0 else -1 for c, v in enumerate(found.vacancy.tolist())]
    assert_seats_are_kept(choice, pairs)
    assert (found.vacancy[standing.accepted] == standing.offer[standing.accepted]).all()
    key = (found.filled, -len(found.moved), -int(standing.waiting[found.new].sum()), total(choice, pairs))
    assert key == best_by_search(choice, standing, most)
    at_rest = best_by_search(choice, standing, 0)[0]
    assert found.filled_at_rest == min(at_rest, found.filled)


def chain():
    """Return Ana at p, Ben at q with an offer each; q is listed by Ana only, p by Cid, who waits. Ben is gone."""
    ana, ben, cid = range(3)
    p, q = range(2)
    choice = choice_of([(p, ana, 900_000), (q, ana, 500_000), (q, ben, 700_000), (p, cid, 600_000)], [1, 1], 3)
    return choice, standing_of([p, q, -1], gone=[ben], waiting=[cid])


def test_a_chain_moves_one_offer_to_fill_a_seat_by_hand():
    found = refill(*chain())

    assert found.vacancy.tolist() == [1, -1, 0]
    assert (found.new.tolist(), found.moved.tolist()) == ([2], [0])
    assert (found.filled, found.filled_at_rest, found.still_free) == (1, 0, 0)
    assert found.score_change == pytest.approx(0.6 + 0.5 - 0.9)


def test_no_offer_moves_when_none_may():
    found = refill(*chain(), most_moved=0)

    assert found.vacancy.tolist() == [0, -1, -1]
    assert (found.filled, found.still_free) == (0, 1)


def test_an_accepted_offer_stays_even_if_a_seat_stays_free():
    choice, standing = chain()

    found = refill(choice, replace(standing, accepted=np.array([True, False, False])))

    assert found.vacancy.tolist() == [0, -1, -1]
    assert found.still_free == 1


def test_the_first_on_the_list_comes_in_before_a_higher_score():
    choice = choice_of([(0, 0, 300_000), (0, 1, 900_000)], [1], 2)

    assert refill(choice, standing_of([-1, -1], waiting=[0, 1])).new.tolist() == [0]
    assert refill(choice, standing_of([-1, -1], waiting=[1, 0])).new.tolist() == [1]


def test_an_offer_beyond_the_list_keeps_its_seat():
    choice = choice_of([(0, 1, 300_000)], [1], 2)

    found = refill(choice, standing_of([0, -1], waiting=[1]))

    assert found.vacancy.tolist() == [0, -1]
    assert found.still_free == 0


def test_a_large_refill_moves_nobody_where_the_list_is_long():
    choice = random_choice(1, people=4_000, posts=300, density=0.03, ties=False, most_seats=6)
    rng = np.random.default_rng(2)
    standing = random_standing(choice, 3)
    standing = replace(standing, waiting=rng.permutation(choice.people) + 1)

    found = refill(choice, standing)

    assert found.filled == found.filled_at_rest > 100
    assert not len(found.moved)


def test_states_that_can_not_be_are_refused():
    choice = choice_of([(0, 0, 1), (0, 1, 1)], [1], 2)

    with pytest.raises(RuleViolation, match="Vacancy 1 has more offers than its 1 positions"):
        refill(choice, standing_of([0, 0]))
    with pytest.raises(InputError, match="Candidate 2 has accepted, but has no offer"):
        refill(choice, standing_of([0, -1], accepted=[1]))
    with pytest.raises(InputError, match="than the 2 of the choice"):
        refill(choice, standing_of([0]))

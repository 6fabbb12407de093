"""The compiled ways to allocate give what the plain definitions and other solvers give."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from corridor.engines.matching import (
    Choice,
    Group,
    Objective,
    Quota,
    allocate,
    allocation,
    choice_from,
    optimal,
    rank,
    wishes,
)
from corridor.engines.matching.certificate import blocking_pairs, price_bound
from corridor.engines.matching.clearing import clear
from corridor.engines.matching.deferred import propose_fast
from corridor.engines.matching.simulate import simulate_market
from corridor.engines.matching.stable import propose_plainly
from corridor.engines.matching.wishes import wishes_of
from corridor.kernel.errors import InputError

SEEDS = st.integers(0, 10**6)
SHAPES = ("spread", "ties", "equal", "by person", "by post", "zero")


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


def random_choice(seed, *, people=None, posts=None, density=None, shape=None):
    """Return a choice of any size and kind of scores; some people and posts have no pair, some posts many seats."""
    rng = np.random.default_rng(seed)
    people = rng.integers(1, 40) if people is None else people
    posts = rng.integers(0, 20) if posts is None else posts
    shape = rng.choice(SHAPES) if shape is None else shape
    listed = np.argwhere(rng.random((posts, people)) < (rng.random() if density is None else density))
    v, c = listed[:, 0], listed[:, 1]
    micro = {
        "spread": rng.integers(0, 1_000_001, len(v)),
        "ties": rng.integers(0, 5, len(v)) * 250_000,
        "equal": np.full(len(v), 500_000),
        "by person": c % 7 * 100_000,
        "by post": v % 7 * 100_000,
        "zero": np.zeros(len(v), np.int64),
    }[str(shape)]
    seats = np.where(rng.random(posts) < 0.1, 10**9, rng.integers(1, 5, posts))
    return choice_of(np.column_stack([v, c, micro]).tolist(), seats, int(people))


def total_of(choice, chosen):
    """Return the total in millionths."""
    return int(choice.micro[chosen].sum(dtype=np.int64))


def assert_seats_are_kept(choice, chosen):
    """Fail if somebody has two seats or a vacancy has too many people."""
    assert np.bincount(choice.candidate[chosen], minlength=1).max() <= 1
    assert (np.bincount(choice.vacancy[chosen], minlength=len(choice.positions)) <= choice.positions).all()


def greatest_total(choice):
    """Return the greatest total in millionths, by scipy over expanded seats."""
    table = np.zeros((choice.people, len(choice.positions)), np.int64)
    table[choice.candidate, choice.vacancy] = choice.micro
    seats = np.repeat(np.arange(len(choice.positions)), np.minimum(choice.positions, choice.people))
    rows, columns = linear_sum_assignment(table[:, seats], maximize=True)
    return int(table[:, seats][rows, columns].sum())


@given(SEEDS)
@settings(max_examples=150, deadline=None, derandomize=True)
def test_compiled_deferred_acceptance_gives_the_plain_definition(seed):
    choice = random_choice(seed)

    chosen = propose_fast(choice)

    assert (chosen == propose_plainly(choice)).all()
    assert blocking_pairs(choice, chosen) == 0


@given(SEEDS)
@settings(max_examples=150, deadline=None, derandomize=True)
def test_the_auction_finds_and_proves_the_greatest_total(seed):
    choice = random_choice(seed)

    cleared = clear(choice, 0.0)

    assert_seats_are_kept(choice, cleared.chosen)
    assert total_of(choice, cleared.chosen) == cleared.bound == greatest_total(choice)


@given(SEEDS, st.sampled_from([0.3, 0.1, 0.01, 1e-3]))
@settings(max_examples=60, deadline=None, derandomize=True)
def test_the_auction_keeps_to_the_gap_that_was_asked_for(seed, gap):
    choice = random_choice(seed)

    cleared = clear(choice, gap)

    assert_seats_are_kept(choice, cleared.chosen)
    total, greatest = total_of(choice, cleared.chosen), greatest_total(choice)
    assert cleared.bound * (1 - gap) <= total <= greatest <= cleared.bound


@given(SEEDS, SEEDS)
@settings(max_examples=60, deadline=None, derandomize=True)
def test_any_prices_prove_a_bound(seed, prices):
    choice = random_choice(seed)
    chance = np.random.default_rng(prices)

    bound = price_bound(choice, chance.integers(0, 1_000_000, len(choice.positions)), scale=int(chance.integers(1, 9)))

    assert bound >= greatest_total(choice)


@given(SEEDS, SEEDS)
@settings(max_examples=60, deadline=None, derandomize=True)
def test_renumbering_people_and_posts_changes_no_total(seed, shuffle):
    choice = random_choice(seed, shape="spread")
    chance = np.random.default_rng(shuffle)
    posts, people = chance.permutation(len(choice.positions)), chance.permutation(choice.people)
    pairs = np.column_stack([posts[choice.vacancy], people[choice.candidate], choice.micro])
    other = choice_of(pairs.tolist(), choice.positions[np.argsort(posts)], choice.people)

    assert clear(other, 0.0).bound == clear(choice, 0.0).bound
    assert total_of(other, propose_fast(other)) == total_of(choice, propose_fast(choice))


@pytest.mark.parametrize("shape", SHAPES)
def test_crowded_markets_of_every_kind_of_score_end_with_a_proof(shape):
    choice = random_choice(5, people=3_000, posts=500, density=0.01, shape=shape)

    cleared = clear(choice, 0.0)

    assert_seats_are_kept(choice, cleared.chosen)
    assert total_of(choice, cleared.chosen) == cleared.bound


def test_the_auction_equals_the_sparse_assignment_of_scipy():
    choice = random_choice(11, people=1_500, posts=600, density=0.02, shape="spread")
    seats = np.minimum(choice.positions, 40)
    first = np.concatenate([[0], np.cumsum(seats)])
    rows = np.repeat(choice.candidate, seats[choice.vacancy])
    within = np.arange(len(rows)) - np.repeat(
        np.cumsum(seats[choice.vacancy]) - seats[choice.vacancy], seats[choice.vacancy]
    )
    columns = np.repeat(first[choice.vacancy], seats[choice.vacancy]) + within
    # A place of their own, worth one unit, lets everybody stay without a seat.
    alone = np.arange(choice.people)
    values = np.concatenate([np.repeat(choice.micro, seats[choice.vacancy]) + 1, np.ones(choice.people)])
    table = csr_array((values, (np.append(rows, alone), np.append(columns, first[-1] + alone))))
    people, places = min_weight_full_bipartite_matching(table, maximize=True)

    cleared = clear(replace(choice, positions=seats), 0.0)

    assert cleared.bound == int(table[people, places].sum()) - choice.people


def test_the_same_choice_gives_the_same_allocation_again():
    choice = random_choice(3, people=400, posts=90, density=0.1, shape="ties")

    assert (clear(choice, 0.0).chosen == clear(choice, 0.0).chosen).all()


def test_three_rivals_for_two_seats_by_hand():
    # The seats are worth 9 and 6 to Ana, 8 and 2 to Ben, 7 and 1 to Cid: Ben takes the first, Ana the second.
    worth = [(0, 0, 9), (1, 0, 6), (0, 1, 8), (1, 1, 2), (0, 2, 7), (1, 2, 1)]
    choice = choice_of([(v, c, points * 100_000) for v, c, points in worth], [1, 1], 3)

    cleared = clear(choice, 0.0)

    assert cleared.chosen.tolist() == [False, True, False, True, False, False]
    assert cleared.bound == 1_400_000
    # At 7 for the first seat and 4 for the second nobody gains more than Ana (2) and Ben (1): 7 + 4 + 2 + 1 = 14.
    assert price_bound(choice, np.array([700_000, 400_000])) == 1_400_000


def test_a_person_alone_takes_the_best_seat():
    choice = choice_of([(0, 0, 300_000), (1, 0, 700_000)], [10**12, 1], 1)

    assert propose_fast(choice).tolist() == clear(choice, 0.0).chosen.tolist() == [False, True]


@pytest.mark.parametrize("people", [0, 3])
def test_nobody_listed_leaves_everybody_without_a_seat(people):
    choice = choice_of([], [1, 2], people)

    assert propose_fast(choice).tolist() == clear(choice, 0.0).chosen.tolist() == []
    assert clear(choice, 0.0).bound == 0


def test_wishes_stand_by_candidate_and_the_best_comes_last():
    choice = choice_of([(0, 0, 5), (1, 0, 9), (1, 1, 4), (2, 0, 9)], [1, 1, 1], 3)

    wishes = wishes_of(choice)

    # Of two vacancies with 9 the lower id is the better wish.
    assert wishes.first.tolist() == [0, 3, 4, 4]
    assert [(key >> 32, 0xFFFFFFFF - (key & 0xFFFFFFFF)) for key in wishes.key.tolist()] == [
        (5, 0),
        (9, 2),
        (9, 1),
        (4, 1),
    ]


def test_candidates_that_do_not_fit_into_one_number_are_packed_in_parts(monkeypatch):
    choice = random_choice(8, people=300, posts=40, density=0.2, shape="spread")
    whole = wishes_of(choice)

    # 20 bits of score and 6 of the vacancy leave 5: ten parts of 30 people.
    monkeypatch.setattr(wishes, "PACKED_BITS", 31)

    assert (wishes_of(choice).key == whole.key).all()


@pytest.mark.parametrize("micro", [-1, 2_000_000_000])
def test_scores_out_of_range_are_refused(micro):
    choice = replace(choice_of([(0, 0, 1)], [1], 1), micro=np.array([micro], np.int64))

    with pytest.raises(InputError, match="may go from 0 to"):
        wishes_of(choice)


@pytest.mark.parametrize("gap", [-0.1, 1.0, float("nan")])
def test_a_gap_that_is_no_share_is_refused(gap):
    with pytest.raises(InputError, match="may go from 0 up to 1"):
        allocate(choice_of([(0, 0, 1)], [1], 1), Objective.OPTIMAL, gap=gap)


def test_large_choices_take_the_compiled_ways_through_the_one_door():
    choice = random_choice(2, people=4_000, posts=300, density=0.1, shape="spread")
    assert len(choice.vacancy) > allocation.FEW_PAIRS

    stable, best = allocate(choice, Objective.STABLE), allocate(choice, Objective.OPTIMAL)

    assert stable.blocking_pairs == 0
    assert best.gap == 0.0
    assert best.total == best.bound > stable.total
    near = allocate(choice, Objective.OPTIMAL, gap=0.01)
    assert 0.0 <= near.gap <= 0.01
    assert near.bound >= best.total >= near.total


def test_the_linear_programme_and_the_auction_agree():
    choice = random_choice(4, people=200, posts=60, density=0.2, shape="ties")

    chosen, bound = optimal.by_prices(choice)

    assert total_of(choice, chosen) == round(bound * 1e6) == clear(choice, 0.0).bound


def test_balance_over_too_many_pairs_is_refused_with_the_number(monkeypatch):
    everybody = np.ones(30, np.bool_)
    choice = random_choice(6, people=30, posts=8, density=1.0, shape="spread")
    quota = Quota("track=home, *", everybody, np.ones(8, np.bool_), 1, None)
    choice = replace(choice, quotas=(quota,), groups=(Group("all", everybody),))
    monkeypatch.setattr(allocation, "SOLVER_PAIRS", 239)

    with pytest.raises(InputError, match="at most 239 listed pairs; here are 240"):
        allocate(choice, Objective.BALANCED)


def test_a_choice_is_sorted_alike_when_its_pairs_do_not_fit_into_one_number(monkeypatch):
    store = simulate_market(candidates=300, vacancies=40, rng=np.random.default_rng(2))
    edges = rank(store)
    packed = choice_from(store, edges)

    monkeypatch.setattr(allocation, "PACKED", 0)
    sorted_by_columns = choice_from(store, edges)

    assert len(packed.vacancy) == len(edges) > 0
    for name in ("vacancy", "candidate", "micro", "positions"):
        assert (getattr(packed, name) == getattr(sorted_by_columns, name)).all()
        assert getattr(packed, name).dtype == getattr(sorted_by_columns, name).dtype

"""Ranks over random weights: right against plain counting and analytic shares, whatever the size of a block."""

import math
from itertools import pairwise

import numpy as np
import pytest

from corridor.engines.screening import Preference, Shape, promethee2, smaa, topsis
from corridor.engines.screening.draws import places, uniform_weights
from corridor.engines.screening.reference import rank_shares
from corridor.kernel.errors import InputError

RNG = np.random.default_rng(11)
TABLE = RNG.integers(1, 20, (6, 4)).astype(float)
SCORES = {f"x{n}": row for n, row in enumerate(TABLE.tolist())}
TYPES = [1, -1, 1, 1]
FUNCTIONS = [
    Preference(Shape.VSHAPE, p=8),
    Preference(),
    Preference(Shape.LINEAR, q=1, p=6),
    Preference(Shape.GAUSS, s=4),
]
DRAWS = 300


def drawn_weights(seed):
    return uniform_weights(np.random.default_rng(seed), DRAWS, TABLE.shape[1])


def plain_shares(score, seed):
    found = rank_shares([list(score(weights)) for weights in drawn_weights(seed)])
    return {name: pytest.approx(tuple(row), abs=1e-12) for name, row in zip(SCORES, found, strict=True)}


def test_the_weighted_sum_is_counted_as_by_hand():
    assert smaa(SCORES, DRAWS, 5).rank_acceptability == plain_shares(lambda w: TABLE @ w, 5)


@pytest.mark.parametrize("normalisation", ["vector", "minmax"])
def test_topsis_under_random_weights_is_topsis_weighting_by_weighting(normalisation):
    found = smaa(SCORES, DRAWS, 5, "topsis", TYPES, normalisation=normalisation)

    assert found.rank_acceptability == plain_shares(lambda w: topsis(TABLE, w, TYPES, normalisation).closeness, 5)


def test_promethee_under_random_weights_is_promethee_weighting_by_weighting():
    found = smaa(SCORES, DRAWS, 5, "promethee2", TYPES, FUNCTIONS)

    assert found.rank_acceptability == plain_shares(lambda w: promethee2(TABLE, w, TYPES, FUNCTIONS).net, 5)


def test_central_weights_are_the_mean_of_those_that_put_an_alternative_first():
    weights = drawn_weights(5)
    first = (weights @ TABLE.T).argmax(axis=1)

    central = smaa(SCORES, DRAWS, 5).central_weights

    for n, name in enumerate(SCORES):
        mine = weights[first == n]
        assert central[name] == (None if len(mine) == 0 else pytest.approx(mine.mean(axis=0), rel=1e-12))


@pytest.mark.parametrize("method", ["wsm", "topsis", "promethee2"])
@pytest.mark.parametrize("block", [1, 7, 64, 299, 1000])
def test_the_size_of_a_block_leaves_no_trace_in_any_digit(monkeypatch, method, block):
    whole = smaa(SCORES, DRAWS, 3, method)

    monkeypatch.setattr("corridor.engines.screening.draws.BLOCK", block)

    assert smaa(SCORES, DRAWS, 3, method) == whole


@pytest.mark.parametrize("block", [1, 64])
def test_unknown_values_come_from_a_stream_of_their_own(monkeypatch, block):
    gappy = {"a": [0.3, None, 0.5], "b": [None, 0.4, 0.6], "c": [0.5, 0.5, 0.5]}
    whole = smaa(gappy, DRAWS, 3)

    monkeypatch.setattr("corridor.engines.screening.draws.BLOCK", block)

    assert smaa(gappy, DRAWS, 3) == whole


@pytest.mark.parametrize("n", [2, 30, 64, 65, 120])
def test_places_are_those_of_a_stable_sort_also_where_scores_are_equal(n):
    scores = np.random.default_rng(n).integers(0, 12, (n, 40)).astype(float)

    found = places(scores)

    for draw in range(40):
        order = sorted(range(n), key=lambda i, d=draw: -scores[i, d])
        assert [found[i, draw] for i in order] == list(range(n))


def test_equal_alternatives_stand_in_the_order_given_in_every_draw():
    row = [0.1, 0.7, 0.2, 0.4]
    found = smaa(dict.fromkeys("abc", row), 1000, 2)

    assert [found.rank_acceptability[name] for name in "abc"] == [(1, 0, 0), (0, 1, 0), (0, 0, 1)]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_three_specialists_share_first_place_evenly_and_their_central_weights_are_known(seed):
    """The specialist of k leads where weight k is greatest; the mean of the greatest of three is 11/18."""
    found = smaa({"a": [1, 0, 0], "b": [0, 1, 0], "c": [0, 0, 1]}, 40_000, seed)

    error = 4 * math.sqrt(1 / 3 * 2 / 3 / 40_000)
    assert [found.rank_acceptability[name][0] for name in "abc"] == pytest.approx([1 / 3] * 3, abs=error)
    assert found.central_weights["a"] == pytest.approx((11 / 18, 7 / 36, 7 / 36), abs=0.01)
    assert found.mean_rank == pytest.approx({"a": 2, "b": 2, "c": 2}, abs=0.02)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.75])
def test_the_share_of_weights_beyond_a_threshold_is_found_with_its_error(share):
    """On two criteria the first weight is even on 0 to 1, so the one who leads above a threshold leads that often."""
    shares = [
        smaa({"a": [1, 0], "b": [1 - share, 1 - share]}, 2000, seed).rank_acceptability["a"][0] for seed in range(40)
    ]

    error = math.sqrt(share * (1 - share) / 2000)
    assert np.mean(shares) == pytest.approx(share, abs=4 * error / math.sqrt(40))
    assert 0.6 * error < np.std(shares) < 1.5 * error


def test_weights_are_even_over_all_that_add_up_to_one():
    weights = uniform_weights(np.random.default_rng(1), 50_000, 4)

    assert weights.sum(axis=1) == pytest.approx(np.ones(50_000), abs=1e-12)
    # Each is Beta(1, 3): P(w > x) = (1 - x)^3.
    for x in (0.1, 0.3, 0.6):
        assert (weights > x).mean(axis=0) == pytest.approx([(1 - x) ** 3] * 4, abs=0.01)


def test_more_draws_begin_with_the_draws_of_fewer():
    few, many = (smaa(SCORES, draws, 9).rank_acceptability["x0"] for draws in (100, 200))

    counts = [(round(b * 200) - round(a * 100)) for a, b in zip(few, many, strict=True)]
    assert all(0 <= count <= 100 for count in counts)


def test_another_seed_gives_other_draws():
    one, *others = (smaa(SCORES, 2000, seed).rank_acceptability for seed in range(4))

    assert all(a != b for a, b in pairwise([one, *others]))


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"types": [1, -1, 1, 1]}, "types"),
        ({"method": "topsis", "types": [1, 1]}, "types and criteria"),
        ({"method": "topsis", "types": [1, 0, 1, 1]}, "types"),
        ({"method": "topsis", "normalisation": "none"}, "normalisation"),
        ({"method": "promethee2", "functions": [Preference()]}, "functions and criteria"),
        ({"method": "promethee2", "functions": [Preference(Shape.GAUSS)] * 4}, "functions[0].s"),
        ({"method": "ahp"}, "method"),
        ({"draws": 2.5}, "draws"),
        ({"seed": -3}, "seed"),
    ],
)
def test_draws_that_cannot_be_made_are_refused_by_name(given, field):
    with pytest.raises(InputError) as refused:
        smaa(SCORES, **given)

    assert refused.value.field == field


def test_a_gap_is_refused_where_no_scale_says_what_could_fill_it():
    with pytest.raises(InputError, match="row 2, column 1"):
        smaa({"a": [1, 2], "b": [None, 3]}, method="topsis")

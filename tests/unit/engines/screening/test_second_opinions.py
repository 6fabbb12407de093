"""AHP, TOPSIS, PROMETHEE II, dominance and agreement, beside published numbers and plain definitions."""

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from corridor.engines.screening import (
    Preference,
    Shape,
    ahp,
    ahp_weights,
    pareto,
    promethee2,
    rank_agreement,
    rank_reversal,
    topsis,
)
from corridor.engines.screening.reference import closeness, net_flows
from corridor.kernel.errors import InputError

# Hwang and Yoon (1981): four fighter aircraft on six criteria; published closeness .643 .268 .613 .312.
FIGHTERS = np.array(
    [
        [2.0, 1500, 20000, 5.5, 5, 9],
        [2.5, 2700, 18000, 6.5, 3, 5],
        [1.8, 2000, 21000, 4.5, 7, 7],
        [2.2, 1800, 20000, 5.0, 5, 5],
    ]
)
FIGHTER_WEIGHTS, FIGHTER_TYPES = [0.2, 0.1, 0.1, 0.1, 0.2, 0.3], [1, 1, 1, -1, 1, 1]

# Brans and Vincke (1985): six power plants on six criteria, one preference function each.
PLANTS = np.array(
    [
        [80, 90, 600, 54, 8, 5],
        [65, 58, 200, 97, 1, 1],
        [83, 60, 400, 72, 4, 7],
        [40, 80, 1000, 75, 7, 10],
        [52, 72, 600, 20, 3, 8],
        [94, 96, 700, 36, 5, 6],
    ],
    dtype=float,
)
PLANT_TYPES = [-1, 1, -1, -1, -1, 1]
PLANT_FUNCTIONS = [
    Preference(Shape.USHAPE, q=10),
    Preference(Shape.VSHAPE, p=30),
    Preference(Shape.LINEAR, q=50, p=500),
    Preference(Shape.LEVEL, q=10, p=60),
    Preference(Shape.USUAL),
    Preference(Shape.GAUSS, s=5),
]
TABLES = st.integers(2, 5).flatmap(
    lambda m: st.lists(st.lists(st.integers(1, 20), min_size=m, max_size=m), min_size=2, max_size=6)
)


def test_topsis_reaches_the_published_closeness():
    found = topsis(FIGHTERS, FIGHTER_WEIGHTS, FIGHTER_TYPES)

    # Printed with three decimals, the third cut off and not rounded.
    assert found.closeness == pytest.approx((0.643, 0.268, 0.613, 0.312), abs=1e-3)
    assert found.rank == (1, 4, 2, 3)


def test_topsis_is_its_plain_definition():
    found = topsis(FIGHTERS, FIGHTER_WEIGHTS, FIGHTER_TYPES)

    assert found.closeness == pytest.approx(closeness(FIGHTERS.tolist(), FIGHTER_WEIGHTS, FIGHTER_TYPES), rel=1e-12)


def test_the_best_on_every_criterion_is_the_ideal_itself():
    found = topsis(np.array([[1.0, 9.0], [2.0, 5.0]]), [1, 1], [1, -1], "minmax")

    assert found.closeness == (0.0, 1.0)


def test_promethee_reaches_the_published_flows():
    found = promethee2(PLANTS, [1] * 6, PLANT_TYPES, PLANT_FUNCTIONS)

    assert [round(flow, 4) for flow in found.net] == [-0.1457, 0.0172, -0.0895, -0.02, 0.2929, -0.0549]
    assert found.ranking == (5, 2, 4, 6, 3, 1)


@settings(max_examples=30, deadline=None)
@given(TABLES, st.sampled_from(list(Shape)), st.randoms(use_true_random=False))
def test_promethee_is_its_plain_definition_and_flows_add_up_to_zero(table, shape, random):
    types = [random.choice([1, -1]) for _ in table[0]]
    weights = [random.randint(1, 5) for _ in table[0]]
    functions = [Preference(shape, q=2, p=7, s=3) for _ in table[0]]

    found = promethee2(np.array(table, dtype=float), weights, types, functions)

    assert found.net == pytest.approx(net_flows(table, weights, types, functions), abs=1e-12)
    assert sum(found.net) == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize(
    ("function", "difference", "preferred"),
    [
        (Preference(Shape.USUAL), 0, 0),
        (Preference(Shape.USUAL), 1, 1),
        (Preference(Shape.USHAPE, q=5), 5, 0),
        (Preference(Shape.USHAPE, q=5), 6, 1),
        (Preference(Shape.VSHAPE, p=10), 4, 0.4),
        (Preference(Shape.VSHAPE, p=10), 12, 1),
        (Preference(Shape.LEVEL, q=2, p=8), 2, 0),
        (Preference(Shape.LEVEL, q=2, p=8), 8, 0.5),
        (Preference(Shape.LEVEL, q=2, p=8), 9, 1),
        (Preference(Shape.LINEAR, q=2, p=8), 5, 0.5),
        (Preference(Shape.GAUSS, s=1), 2, 1 - np.exp(-2)),
    ],
)
def test_a_preference_function_is_as_printed(function, difference, preferred):
    found = promethee2(np.array([[float(difference)], [0.0]]), [1], [1], [function])

    assert found.pi[0][1] == pytest.approx(preferred, rel=1e-12)


def test_consistent_comparisons_give_back_the_weights():
    weights = np.array([0.6, 0.3, 0.1])

    found = ahp_weights(weights[:, None] / weights[None, :])

    assert found.weights == pytest.approx(weights, rel=1e-12)
    assert found.cr == pytest.approx(0, abs=1e-12)
    assert found.consistent


def test_a_circle_of_preferences_is_inconsistent():
    found = ahp_weights(np.array([[1, 5, 1 / 5], [1 / 5, 1, 5], [5, 1 / 5, 1]]))

    assert found.weights == pytest.approx([1 / 3] * 3, rel=1e-9)
    assert not found.consistent


@settings(max_examples=30, deadline=None)
@given(st.floats(1 / 9, 9))
def test_two_items_are_always_consistent(ratio):
    found = ahp_weights(np.array([[1, ratio], [1 / ratio, 1]]))

    assert found.weights[0] == pytest.approx(ratio / (1 + ratio), rel=1e-9)
    assert found.cr == 0


def test_global_priorities_weigh_the_local_ones():
    criteria = np.array([[1, 3], [1 / 3, 1]])
    first, second = np.array([[1, 4], [1 / 4, 1]]), np.array([[1, 1], [1, 1]])

    found = ahp(criteria, [first, second])

    assert found.priority == pytest.approx((0.75 * 0.8 + 0.25 * 0.5, 0.75 * 0.2 + 0.25 * 0.5), rel=1e-9)


def test_equal_alternatives_do_not_dominate_each_other():
    found = pareto({"a": [3, 5], "b": [3, 5], "c": [3, 4]}, [1, 1])

    assert (found.pareto, found.dominated) == (("a", "b"), ("c",))


def test_less_may_be_better():
    assert pareto({"cheap": [100], "dear": [200]}, [-1]).pareto == ("cheap",)


def test_a_copy_turns_the_order_around_when_scores_are_divided_by_their_sum():
    scores = np.array([[1, 9, 8], [9, 1, 9], [1, 1, 1], [9, 1, 9]], dtype=float)

    assert rank_reversal(scores, 3).reversal
    assert not rank_reversal(scores, 3, "fixed", (0, 9)).reversal


@settings(max_examples=30, deadline=None)
@given(TABLES)
def test_a_fixed_scale_never_reverses(table):
    assert not rank_reversal(np.array(table, dtype=float), len(table) - 1, "fixed", (0, 20)).reversal


def test_opposite_rankings_disagree_fully():
    found = rank_agreement([1, 2, 3], [3, 2, 1])

    assert (found.tau, found.spearman) == pytest.approx((-1, -1))


def test_ties_lower_the_agreement():
    # One pair of three is tied in one ranking: tau-b = 2 / sqrt(3 x 2).
    assert rank_agreement([1, 2, 3], [1, 1, 3]).tau == pytest.approx(2 / 6**0.5, rel=1e-12)


SQUARE = np.array([[1.0, 2.0], [0.5, 1.0]])


@pytest.mark.parametrize(
    ("call", "field"),
    [
        (lambda: ahp_weights(np.array([[1.0, 2.0]])), "matrix"),
        (lambda: ahp_weights(np.array([[1.0, 2.0], [2.0, 1.0]])), "matrix"),
        (lambda: ahp_weights(np.array([[1.0, -2.0], [-0.5, 1.0]])), "matrix"),
        (lambda: ahp_weights(np.eye(11)), "matrix"),
        (lambda: ahp(SQUARE, [SQUARE]), "criteria and alternatives"),
        (lambda: ahp(SQUARE, [SQUARE, np.ones((3, 3))]), "alternatives"),
        (lambda: topsis(np.array([[1.0, 2.0]]), [1, 1], [1, 1]), "matrix"),
        (lambda: topsis(np.array([[1.0], [np.nan]]), [1], [1]), "matrix"),
        (lambda: topsis(np.array([[1.0], [1.0]]), [1], [1]), "matrix"),
        (lambda: topsis(np.array([[1.0], [2.0]]), [1, 1], [1]), "weights and criteria"),
        (lambda: topsis(np.array([[1.0], [2.0]]), [1], [0]), "types"),
        (lambda: topsis(np.array([[1.0], [2.0]]), [0], [1]), "weights"),
        (lambda: promethee2(np.array([[1.0], [2.0]]), [1], [1], []), "functions and criteria"),
        (lambda: promethee2(np.array([[1.0], [2.0]]), [1], [1], [Preference(Shape.VSHAPE)]), "functions[0].p"),
        (lambda: promethee2(np.array([[1.0], [2.0]]), [1], [1], [Preference(Shape.LINEAR, q=5, p=5)]), "functions[0]"),
        (lambda: pareto({}, [1]), "alts"),
        (lambda: pareto({"a": [1, 2]}, [1]), "a and types"),
        (lambda: rank_reversal(np.ones((3, 2)), 3), "added"),
        (lambda: rank_reversal(np.ones((3, 2)), 0, "fixed"), "scale"),
        (lambda: rank_reversal(np.zeros((3, 2)), 0), "scores"),
        (lambda: rank_agreement([1, 1], [1, 2]), "r1"),
    ],
)
def test_what_cannot_be_compared_is_refused_by_name(call, field):
    with pytest.raises(InputError) as refused:
        call()

    assert refused.value.field == field

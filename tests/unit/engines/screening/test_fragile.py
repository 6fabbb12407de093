"""What is odd about a table: idle criteria, extreme figures, gaps in dominance, scales without length."""

import math

import numpy as np
import pytest

from corridor.engines.screening import (
    Alternative,
    Criterion,
    Preference,
    Shape,
    pareto,
    promethee2,
    rank_agreement,
    rank_reversal,
    screen,
    smaa,
    switching_weight,
    topsis,
    wsm,
)
from corridor.kernel.errors import InputError


@pytest.mark.parametrize("normalisation", ["vector", "minmax"])
def test_a_column_of_zeros_moves_nothing_and_is_listed_as_idle(normalisation):
    with_zeros = np.array([[0.0, 3.0, 1.0], [0.0, 1.0, 2.0], [0.0, 2.0, 5.0]])

    found = topsis(with_zeros, [5, 1, 1], [1, 1, -1], normalisation)

    assert found.idle == (1,)
    assert found.normalisation == normalisation
    assert found.closeness == pytest.approx(topsis(with_zeros[:, 1:], [1, 1], [1, -1], normalisation).closeness)


def test_where_only_an_idle_criterion_has_a_weight_nobody_is_closer():
    with pytest.raises(InputError, match="do not differ") as refused:
        topsis(np.array([[0.0, 3.0], [0.0, 1.0]]), [1, 0], [1, 1])

    assert refused.value.advice()


@pytest.mark.parametrize("unit", [1e-200, 1e-9, 1, 1e9, 1e200])
def test_no_unit_is_too_small_or_too_great(unit):
    matrix = np.array([[2.0, 5.0], [3.0, 1.0], [9.0, 4.0]])
    functions = [Preference(Shape.GAUSS, s=2 * unit), Preference(Shape.LINEAR, q=1, p=3)]
    plain = [Preference(Shape.GAUSS, s=2), Preference(Shape.LINEAR, q=1, p=3)]

    assert topsis(matrix * [unit, 1], [1, 2], [1, 1]).closeness == pytest.approx(
        topsis(matrix, [1, 2], [1, 1]).closeness, rel=1e-9
    )
    assert promethee2(matrix * [unit, 1], [1, 2], [1, -1], functions).net == pytest.approx(
        promethee2(matrix, [1, 2], [1, -1], plain).net, rel=1e-9
    )


def test_a_difference_beyond_all_numbers_is_surely_preferred():
    found = promethee2(np.array([[1e308], [-1e308]]), [1], [1], [Preference(Shape.GAUSS, s=1)])

    assert found.net == (1.0, -1.0)


def test_a_draw_count_and_a_seed_written_as_floats_are_whole_numbers():
    scores = {"a": [0.2, 0.9], "b": [0.7, 0.3]}

    assert smaa(scores, draws=100.0, seed=3.0) == smaa(scores, draws=100, seed=3)


def test_with_gaps_one_dominates_only_where_it_does_whatever_fills_them():
    criteria = [Criterion("a", 1, 0, 10), Criterion("b", 1, 10, 0)]
    rows = [
        Alternative("sure", {"a": 10, "b": 2}),
        Alternative("open", {"a": 8, "b": None}),
        Alternative("worse", {"a": 9, "b": 3}),
    ]

    found = screen(criteria, rows, draws=5).pareto

    # b is 0 at best: "open" could be better there than "sure"; "worse" could not.
    assert (found.pareto, found.dominated) == (("sure", "open"), ("worse",))


def test_the_best_end_itself_dominates_even_a_gap():
    criteria = [Criterion("a", 1, 0, 10), Criterion("b", 1, 10, 0)]
    rows = [Alternative("best", {"a": 10, "b": 0}), Alternative("open", {"a": 8, "b": None})]

    assert screen(criteria, rows, draws=5).pareto.dominated == ("open",)


def test_a_gap_dominates_only_by_its_worst_end():
    criteria = [Criterion("a", 1, 0, 10), Criterion("b", 1, 10, 0)]
    rows = [
        Alternative("open", {"a": 8, "b": None}),
        Alternative("low", {"a": 5, "b": 7}),
        Alternative("lowest", {"a": 2, "b": 10}),
    ]

    # b is 10 at worst, which beats nobody but the one who has 10 too.
    assert screen(criteria, rows, draws=5).pareto.dominated == ("lowest",)


def test_a_scale_without_length_is_refused_even_where_nothing_is_known():
    with pytest.raises(InputError) as refused:
        wsm([Criterion("a", 1, 5, 5)], [Alternative("x", {})])

    assert refused.value.field == "a"


@pytest.mark.parametrize(
    "criterion", [Criterion("a", 1, math.nan, 5), Criterion("a", 1, 0, math.inf), Criterion("a", 1, 0, 5, math.nan)]
)
def test_the_ends_and_the_limit_of_a_scale_are_numbers(criterion):
    with pytest.raises(InputError) as refused:
        wsm([criterion], [Alternative("x", {"a": 2})])

    assert refused.value.field == "a"


def test_weights_that_are_all_zero_are_refused_in_every_method():
    table, types = np.array([[1.0, 2.0], [3.0, 1.0]]), [1, 1]
    calls = [
        lambda: topsis(table, [0, 0], types),
        lambda: promethee2(table, [0, 0], types, [Preference()] * 2),
        lambda: rank_reversal(table, 0, weights=[0, 0]),
        lambda: wsm([Criterion("a", 0, 0, 1)], [Alternative("x", {"a": 1})]),
    ]
    for call in calls:
        with pytest.raises(InputError, match="All weights are zero") as refused:
            call()
        assert refused.value.field == "weights"
        assert refused.value.advice()


@pytest.mark.parametrize(
    ("call", "field"),
    [
        (lambda: topsis(np.array([[1.0, np.nan], [2.0, 3.0]]), [1, 1], [1, 1]), "matrix"),
        (lambda: topsis(np.ones((2, 0)), [], []), "matrix"),
        (lambda: topsis(np.ones((2, 2)), [1, -1], [1, 1]), "weights"),
        (lambda: topsis(np.array([[1.0], [2.0]]), [1], [1], "none"), "normalisation"),
        (lambda: promethee2(np.ones((2, 1)), [1], [1], [Preference(Shape.LEVEL, q=4, p=2)]), "functions[0]"),
        (lambda: promethee2(np.ones((2, 1)), [1], [1], [Preference(Shape.USHAPE, q=-1)]), "functions[0].q"),
        (lambda: promethee2(np.ones((2, 1)), [1], [1], [Preference(Shape.GAUSS)]), "functions[0].s"),
        (lambda: pareto({"a": [math.nan]}, [1]), "a"),
        (lambda: pareto({"a": [1]}, [0]), "types"),
        (lambda: rank_reversal(np.ones((1, 2)), 0), "scores"),
        (lambda: rank_reversal(np.array([[1.0, np.nan], [1.0, 1.0]]), 0), "scores"),
        (lambda: rank_reversal(np.ones((2, 2)), 0, "none"), "normalisation"),
        (lambda: rank_reversal(np.ones((2, 2)), 0, weights=[1]), "weights and criteria"),
        (lambda: rank_agreement([1, math.inf], [1, 2]), "r1"),
        (lambda: rank_agreement([1], [1]), "r1"),
        (lambda: rank_agreement([1, 2], [1]), "r1 and r2"),
        (lambda: switching_weight([math.nan, 1], [0, 0]), "a"),
        (lambda: switching_weight([0, 1], [0, math.inf]), "b"),
    ],
)
def test_what_cannot_be_computed_with_is_refused_by_name(call, field):
    with pytest.raises(InputError) as refused:
        call()

    assert refused.value.field == field
    assert refused.value.advice()


def test_a_gap_in_a_matrix_is_named_by_row_and_column():
    with pytest.raises(InputError, match="row 2, column 1"):
        promethee2(np.array([[1.0, 2.0], [np.inf, 3.0]]), [1, 1], [1, 1], [Preference()] * 2)

"""Comparisons in pairs: weights by hand, consistency with its table, and every cell that is refused."""

import numpy as np
import pytest

from corridor.engines.screening import RANDOM_INDEX, RANDOM_INDEX_TABLE, ahp, ahp_weights
from corridor.kernel.errors import InputError

# Saaty (1980), from three items on.
PRINTED = (0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59)


def fitting(weights):
    """Return comparisons that follow from weights."""
    return np.array([[a / b for b in weights] for a in weights])


def with_pair(table, i, j, value):
    changed = table.copy()
    changed[i, j], changed[j, i] = value, 1 / value
    return changed


def test_three_items_by_hand():
    # The principal vector of a 3 x 3 reciprocal table is that of its rows' geometric means: 24, 2 and 1/48 to a third.
    found = ahp_weights(np.array([[1, 4, 6], [1 / 4, 1, 4], [1 / 6, 1 / 4, 1]]))

    means = np.cbrt([24, 1, 1 / 24])
    assert found.weights == pytest.approx(means / means.sum(), rel=1e-12)
    # lambda = 1 + x + 1/x with x the cube root of a12 a23 / a13.
    x = np.cbrt(4 * 4 / 6)
    assert found.lambda_max == pytest.approx(1 + x + 1 / x, rel=1e-12)
    assert found.ci == pytest.approx((x + 1 / x - 2) / 2, rel=1e-12)
    assert found.cr == pytest.approx((x + 1 / x - 2) / 2 / 0.58, rel=1e-12)


@pytest.mark.parametrize("n", range(3, 16))
def test_the_ratio_is_taken_with_the_printed_index_and_both_are_in_the_result(n):
    table = with_pair(fitting([1.0 + k for k in range(n)]), 0, 1, 4)

    found = ahp_weights(table)

    assert found.random_index == RANDOM_INDEX[n] == PRINTED[n - 3]
    assert found.random_index_table == RANDOM_INDEX_TABLE == "Saaty 1980"
    assert found.cr == pytest.approx(found.ci / PRINTED[n - 3], rel=1e-12)
    assert found.ci > 0


@pytest.mark.parametrize("n", [1, 2])
def test_below_three_items_every_comparison_is_consistent(n):
    found = ahp_weights(fitting([3.0, 1.0][:n]))

    assert (found.cr, found.consistent, found.random_index) == (0, True, 0)


@pytest.mark.parametrize(("value", "consistent"), [(2.0, True), (4.0, True), (12.0, False), (60.0, False)])
def test_a_ratio_above_a_tenth_is_computed_and_marked(value, consistent):
    found = ahp_weights(with_pair(fitting([4.0, 2.0, 1.0]), 0, 1, value))

    assert found.consistent is consistent
    assert (found.cr <= 0.1) is consistent
    assert sum(found.weights) == pytest.approx(1, rel=1e-12)


def test_the_comparison_that_fits_least_is_named_with_what_would_fit():
    table = with_pair(fitting([8.0, 4.0, 2.0, 1.0]), 1, 3, 1 / 4)

    found = ahp_weights(table)

    # The contradiction itself pulls the weights, from 4 to below 1; it still stands out.
    assert (found.worst.row, found.worst.column, found.worst.given) == (2, 4, 0.25)
    assert found.worst.fitting == pytest.approx(found.weights[1] / found.weights[3], rel=1e-12)
    assert 0.25 < found.worst.fitting < 4


def test_where_all_comparisons_fit_none_is_named():
    assert ahp_weights(fitting([5.0, 3.0, 2.0])).worst is None


@pytest.mark.parametrize("third", [0.33, 0.3333, 0.333333333])
def test_a_fraction_typed_with_few_digits_is_taken(third):
    assert ahp_weights(np.array([[1, 3], [third, 1]])).consistent


def test_a_perfectly_consistent_table_is_singular_and_welcome():
    table = fitting([6.0, 3.0, 2.0, 1.0])

    assert np.linalg.matrix_rank(table) == 1
    assert ahp_weights(table).cr == pytest.approx(0, abs=1e-12)


def test_every_table_of_a_hierarchy_has_its_own_ratio():
    good, circle = fitting([3.0, 2.0, 1.0]), np.array([[1, 5, 1 / 5], [1 / 5, 1, 5], [5, 1 / 5, 1]])

    found = ahp(fitting([2.0, 1.0]), [good, circle])

    assert found.local_consistent == (True, False)
    assert found.local_random_index == (0.58, 0.58)
    assert (found.random_index, found.random_index_table) == (0.0, "Saaty 1980")
    assert found.local_cr[1] > 0.1
    assert found.priority == pytest.approx(2 / 3 * np.array([3, 2, 1]) / 6 + 1 / 3 * np.ones(3) / 3, rel=1e-9)


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ([[1, 0], [0, 1]], ["item 1 against 2", "0.0"]),
        ([[0, 0], [0, 0]], ["item 1 against 1", "0.0"]),
        ([[1, 2], [-0.5, 1]], ["item 2 against 1", "-0.5"]),
        ([[1, np.nan], [1, 1]], ["item 1 against 2", "nan"]),
        ([[1, np.inf], [0.001, 1]], ["item 1 against 2", "inf"]),
        ([[1, 3], [3, 1]], ["item 1 against 2", "3.0"]),
        ([[1, 2, 3], [1 / 2, 1, 4], [1 / 3, 4, 1]], ["item 2 against 3", "4.0"]),
        ([[2, 3], [1 / 3, 1]], ["item 1 against 1", "2.0"]),
        ([[1, 2, 3], [1 / 2, 1, 4]], ["square"]),
        ([1, 2], ["square"]),
        (np.ones((16, 16)), ["15"]),
        (np.ones((0, 0)), ["square"]),
    ],
)
def test_a_table_that_gives_no_weights_is_refused_with_its_cell(table, words):
    with pytest.raises(InputError) as refused:
        ahp_weights(np.array(table, dtype=float))

    assert refused.value.field == "matrix"
    assert refused.value.advice()
    for word in words:
        assert word in refused.value.sentence()


def test_the_table_of_a_hierarchy_that_is_wrong_is_named():
    with pytest.raises(InputError, match=r"alternatives\[1\]: item 2 against 1") as refused:
        ahp(fitting([1.0, 1.0]), [np.ones((2, 2)), np.array([[1, 2], [-1, 1]])])

    assert refused.value.field == "alternatives[1]"

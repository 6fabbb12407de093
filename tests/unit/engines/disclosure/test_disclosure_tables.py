import numpy as np
import pytest

from corridor.engines.disclosure import audit_table, protect_table, with_totals
from corridor.kernel.errors import InputError

NAN = float("nan")


def hide(counts, *cells):
    values = with_totals(counts).astype(float)
    for cell in cells:
        values[cell] = NAN
    return values


def bounds(audit, cell):
    return audit.low[cell], audit.high[cell]


def test_totals_stand_at_the_end_of_rows_and_columns():
    assert with_totals([[1, 2], [3, 4]]).tolist() == [[1, 2, 3], [3, 4, 7], [4, 6, 10]]
    assert with_totals([1, 2]).tolist() == [1, 2, 3]


def test_a_table_with_only_its_small_cell_hidden_gives_it_away():
    audit = audit_table(hide([[3, 40], [25, 60]], (0, 0)))

    assert not audit.is_safe
    assert audit.derivable == ((0, 0),)
    assert bounds(audit, (0, 0)) == (3, 3)


def test_hidden_cells_that_can_be_worked_out_in_two_steps_are_found():
    # The second row gives its hidden cell at once; then the first column gives the other.
    audit = audit_table(hide([[3, 40], [25, 60]], (0, 0), (1, 0), (0, 1)))

    assert set(audit.derivable) == {(0, 0), (1, 0), (0, 1)}


# The worked table of Fischetti and Salazar, repeated in handbooks of statistical disclosure control.
WORKED_TABLE = [[20, 50, 10], [8, 19, 22], [17, 32, 12]]


def test_the_range_of_a_protected_cell_agrees_with_the_published_one():
    audit = audit_table(hide(WORKED_TABLE, (1, 2), (1, 0), (2, 0), (2, 2)))

    assert bounds(audit, (1, 2)) == (5, 30)
    assert audit.is_safe


def test_a_cell_whose_totals_are_hidden_has_no_upper_bound():
    audit = audit_table(hide([3, 4], 0, 1, 2))

    assert bounds(audit, 0) == (0, np.inf)


def test_published_cells_keep_their_value_in_the_audit():
    audit = audit_table(hide(WORKED_TABLE))

    assert audit.is_safe
    assert np.array_equal(audit.low, with_totals(WORKED_TABLE))


def test_numbers_that_contradict_their_totals_are_refused():
    wrong = with_totals(WORKED_TABLE).astype(float)
    wrong[0, 0] += 1

    with pytest.raises(InputError, match="do not add up"):
        audit_table(wrong)


def test_a_hidden_cell_that_would_be_negative_is_a_contradiction():
    with pytest.raises(InputError, match="do not add up"):
        audit_table([NAN, 7.0, 5.0])


@pytest.mark.parametrize("values", [5.0, [[[1.0]]], [1.0], [[1.0, 2.0]]])
def test_only_tables_with_totals_are_audited(values):
    with pytest.raises(InputError, match="totals"):
        audit_table(values)


def test_one_small_cell_costs_the_three_cells_of_its_rectangle():
    protected = protect_table([[3, 40], [25, 60]])

    assert protected.is_small.sum() == 1
    assert protected.is_complementary.sum() == 3
    assert not protected.is_hidden[:, 2].any()
    assert not protected.is_hidden[2].any()


def test_the_cheapest_rectangle_is_hidden():
    protected = protect_table([[3, 500, 40], [900, 800, 700], [25, 600, 60]])

    assert np.argwhere(protected.is_hidden).tolist() == [[0, 0], [0, 2], [2, 0], [2, 2]]


def test_two_small_cells_in_one_column_share_their_protectors():
    protected = protect_table([[3, 40], [25, 60], [8, 30]])

    assert np.argwhere(protected.is_hidden).tolist() == [[0, 0], [0, 1], [2, 0], [2, 1]]
    assert protected.narrowest == 12  # either may be anything from 0 to 11


def test_small_totals_are_hidden_too():
    protected = protect_table([[3, 4], [5, 60]])

    assert protected.is_small[0, 2]
    assert np.isnan(protected.values[0, 2])


def test_a_list_of_counts_is_protected():
    protected = protect_table([3, 40, 200])

    assert np.array_equal(protected.values, [NAN, NAN, 200, 243], equal_nan=True)
    assert bounds(protected.audit, 0) == (0, 43)


def test_a_table_without_small_cells_is_published_whole():
    protected = protect_table(WORKED_TABLE, threshold=5)

    assert not protected.is_hidden.any()
    assert protected.narrowest is None
    assert np.array_equal(protected.values, with_totals(WORKED_TABLE))


def test_zeros_are_shown():
    protected = protect_table([[0, 40, 30], [25, 60, 5], [30, 30, 30]])

    assert protected.values[0, 0] == 0


def test_a_table_of_nothing_but_small_cells_keeps_nothing_that_gives_them_away():
    protected = protect_table([[1, 2], [3, 1]])

    assert protected.audit.is_safe
    assert protected.narrowest >= 10


@pytest.mark.parametrize("threshold", [3, 5, 10])
def test_at_least_as_many_values_as_the_threshold_remain_possible(threshold):
    rng = np.random.default_rng(5)
    counts = rng.poisson(12, (6, 4))

    protected = protect_table(counts, threshold=threshold)

    assert protected.audit.is_safe
    assert protected.narrowest is None or protected.narrowest >= threshold
    small = (with_totals(counts) > 0) & (with_totals(counts) < threshold)
    assert protected.is_hidden[small].all()


@pytest.mark.parametrize("counts", [[], [[[1]]], 7, [1.5, 2], [-1, 2], [NAN, 1]])
def test_what_is_no_table_of_counts_is_refused(counts):
    with pytest.raises(InputError):
        protect_table(counts)


def test_a_threshold_that_hides_nothing_is_refused():
    with pytest.raises(InputError, match="threshold"):
        protect_table([1, 2], threshold=1)

"""A table with its totals, and the equations between its cells."""

import numpy as np
import numpy.typing as npt

from corridor.engines.disclosure.types import Floats, Integers
from corridor.kernel.errors import N_, InputError


def with_totals(counts: npt.ArrayLike) -> Integers:
    """Return the counts with a total at the end of every row and column.

    >>> with_totals([[1, 2], [3, 4]]).tolist()
    [[1, 2, 3], [3, 4, 7], [4, 6, 10]]
    """
    table = _checked(counts)
    for axis in range(table.ndim):
        table = np.concatenate([table, table.sum(axis=axis, keepdims=True)], axis=axis)
    return table


def equations(shape: tuple[int, ...]) -> Floats:
    """Return the equations that the cells of a table with totals obey: each line sums to its total.

    Parameters
    ----------
    shape : of the table with totals, one or two dimensions

    Returns
    -------
    (lines, cells) float64; a row times the cells in C order is zero.
    """
    place = np.arange(int(np.prod(shape))).reshape(shape)
    rows = []
    for axis in range(len(shape)):
        for line in np.moveaxis(place, axis, -1).reshape(-1, shape[axis]):
            row = np.zeros(place.size)
            row[line[:-1]], row[line[-1]] = 1.0, -1.0
            rows.append(row)
    return np.array(rows)


def _checked(counts: npt.ArrayLike) -> Integers:
    table = np.asarray(counts)
    if table.ndim not in (1, 2) or table.size == 0:
        raise InputError(
            N_("A table to be protected has one or two dimensions and at least one cell."),
            hint=N_("Protect a list or a table of rows and columns; split a table of three dimensions."),
            field="counts",
        )
    numbers = table.astype(np.float64)
    if not (np.isfinite(numbers).all() and (numbers >= 0).all() and (numbers == np.floor(numbers)).all()):
        raise InputError(
            N_("A table to be protected holds whole numbers from zero up, without gaps."),
            hint=N_("Give counts of people, not shares or amounts, and zero where there is nobody."),
            field="counts",
        )
    return numbers.astype(np.int64)

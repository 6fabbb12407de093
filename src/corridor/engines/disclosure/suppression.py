"""Hide small cells, and as few others as are needed so that no small cell can be worked out from the totals."""

import numpy as np
import numpy.typing as npt

from corridor.engines.disclosure.audit import audit_table
from corridor.engines.disclosure.table import equations, with_totals
from corridor.engines.disclosure.types import THRESHOLD, Floats, Integers, Mask, ProtectedTable
from corridor.kernel.errors import N_, DataUnavailable, InputError

_TOLERANCE = 1e-6


def protect_table(counts: npt.ArrayLike, *, threshold: int = THRESHOLD) -> ProtectedTable:
    """Return a table of counts with its totals in which no small cell is shown or can be derived.

    Parameters
    ----------
    counts : (n,) or (n, m) whole numbers >= 0, without totals
    threshold : cells, totals included, from 1 to below this are hidden; zeros are shown

    Returns
    -------
    The table with totals, NaN where hidden, and the proof: for every hidden small cell at least `threshold` different
    values remain possible, and no hidden cell at all can be derived.

    Raises
    ------
    InputError : the table has more than two dimensions, is empty, or holds anything but counts

    Source: docs/methods/disclosure.md, sections 2 and 3. One linear programme per small cell to protect it, two per
    hidden cell to prove it: seconds for a hundred cells, about half a minute for five hundred.
    """
    if threshold < 2:
        raise InputError(N_("The threshold is at least two."), hint=N_("Ten is customary."), field="threshold")
    table = with_totals(counts)
    is_small = (table > 0) & (table < threshold)
    hidden = is_small.copy()
    matrix = equations(table.shape)
    for cell in _largest_first(table, is_small):
        hidden |= _protectors(table, matrix, hidden, cell, threshold - 1)
    values = np.where(hidden, np.nan, table)
    audit = audit_table(values)
    widths = (audit.high - audit.low)[is_small] + 1
    narrowest = float(widths.min()) if widths.size else None
    if not audit.is_safe or (narrowest is not None and narrowest < threshold):
        raise _unprotected()
    return ProtectedTable(values, is_small, hidden & ~is_small, audit, threshold, narrowest)


def _largest_first(table: Integers, is_small: Mask) -> list[int]:
    cells = np.flatnonzero(is_small)
    return [int(cell) for cell in cells[np.argsort(-table.ravel()[cells], kind="stable")]]


def _protectors(table: Integers, matrix: Floats, hidden: Mask, cell: int, width: int) -> Mask:
    """Return the cells that must be hidden so that this cell could be any of `width` + 1 values.

    The least costly pair of changes of the table, one that raises the cell and one that lowers it, `width` apart, each
    keeping every equation: cells that are hidden already change for nothing, others at the cost of what would be lost,
    and no count falls below zero. Raising the cell with its totals is always a way, so that there always is an answer.
    """
    size = table.size
    price = np.where(hidden.ravel(), 0.0, _prices(table).ravel())
    # Four blocks of variables: up and down in the change that raises the cell, then in the one that lowers it.
    rising = np.hstack([matrix, -matrix, np.zeros((matrix.shape[0], 2 * size))])
    falling = np.hstack([np.zeros((matrix.shape[0], 2 * size)), matrix, -matrix])
    apart = np.zeros((1, 4 * size))
    apart[0, cell] = apart[0, 3 * size + cell] = 1.0
    bounds = 2 * ([(0.0, None)] * size + [(0.0, float(count)) for count in table.ravel()])
    bounds[size + cell] = bounds[2 * size + cell] = (0.0, 0.0)
    # The solver takes a second to load; only a table with a hidden cell needs it.
    from scipy.optimize import linprog

    found = linprog(
        np.tile(price, 4),
        A_eq=np.vstack([rising, falling, apart]),
        b_eq=np.append(np.zeros(2 * matrix.shape[0]), float(width)),
        bounds=bounds,
        method="highs",
    )
    if not found.success:
        raise _unprotected()
    mask: Mask = (found.x.reshape(4, size).max(axis=0) > _TOLERANCE).reshape(table.shape)
    return mask


def _prices(table: Integers) -> Floats:
    """Return what is lost by hiding each cell: its count; zeros and totals are dear, the grand total dearest."""
    whole = float(table.flat[-1]) + 1.0
    price = np.where(table > 0, table + 1.0, 2 * whole)
    for axis in range(table.ndim):
        total = [slice(None)] * table.ndim
        total[axis] = slice(-1, None)
        price[tuple(total)] += 4 * whole
    return price


def _unprotected() -> DataUnavailable:
    return DataUnavailable(
        N_("No protection was found for this table, so that it cannot be published."),
        hint=N_("Merge small rows or columns and try again."),
    )

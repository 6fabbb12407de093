"""Attack a published table: what can its hidden cells be?"""

import numpy as np
import numpy.typing as npt

from corridor.engines.disclosure.table import equations
from corridor.engines.disclosure.types import Floats, TableAudit
from corridor.kernel.errors import N_, InputError

# Bounds of such tables are whole numbers; the solver is exact to about 1e-9.
_TOLERANCE = 1e-6


def audit_table(values: npt.ArrayLike) -> TableAudit:
    """Return the least and greatest value that each hidden cell can have, given everything that is published.

    Parameters
    ----------
    values : the table with its totals in the last row and column, one or two dimensions, NaN where hidden

    Returns
    -------
    Bounds of every cell; published cells have their own value, a cell without upper bound has infinity. The bounds
    are exact, because the equations of a two-way table with totals are those of a network, whose extreme points are
    whole numbers.

    Raises
    ------
    InputError : the table has another number of dimensions, or the published numbers contradict each other

    Source: docs/methods/disclosure.md, section 3. Two linear programmes per hidden cell.
    """
    published = np.asarray(values, dtype=np.float64)
    if published.ndim not in (1, 2) or min(published.shape) < 2:
        raise InputError(
            N_("A table to be audited has one or two dimensions and its totals."),
            hint=N_("Give the totals in the last row and the last column."),
            field="values",
        )
    flat = published.ravel()
    hidden = np.flatnonzero(np.isnan(flat))
    low, high = flat.copy(), flat.copy()
    matrix = equations(published.shape)
    wanted = -np.delete(matrix, hidden, axis=1) @ np.delete(flat, hidden)
    _refuse_contradiction(matrix[:, hidden], wanted)
    for place in range(hidden.size):
        low[hidden[place]] = _extreme(matrix[:, hidden], wanted, place, sign=1)
        high[hidden[place]] = _extreme(matrix[:, hidden], wanted, place, sign=-1)
    fixed = hidden[high[hidden] - low[hidden] < 1 - _TOLERANCE]
    derivable = tuple(tuple(int(i) for i in np.unravel_index(cell, published.shape)) for cell in fixed)
    return TableAudit(low.reshape(published.shape), high.reshape(published.shape), derivable)


def _refuse_contradiction(matrix: Floats, wanted: Floats) -> None:
    lines = ~matrix.any(axis=1)
    if (np.abs(wanted[lines]) > _TOLERANCE).any():
        raise _contradiction()


def _extreme(matrix: Floats, wanted: Floats, place: int, *, sign: int) -> float:
    cost = np.zeros(matrix.shape[1])
    cost[place] = sign
    # The solver takes a second to load; only a table with a hidden cell needs it.
    from scipy.optimize import linprog

    found = linprog(cost, A_eq=matrix, b_eq=wanted, bounds=(0, None), method="highs")
    if found.status == 3:  # unbounded: the cell can be as great as one likes
        return float("inf")
    if not found.success:
        raise _contradiction()
    return float(np.ceil(found.fun - _TOLERANCE)) if sign > 0 else float(np.floor(-found.fun + _TOLERANCE))


def _contradiction() -> InputError:
    return InputError(
        N_("The published numbers do not add up to their totals."),
        hint=N_("Check the totals; rounded tables cannot be audited in this way."),
        field="values",
    )

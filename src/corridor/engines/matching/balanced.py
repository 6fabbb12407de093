"""The greatest lowest group mean, then the greatest total score."""

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from corridor.engines.matching.allocation import Choice, Group, refuse_too_many
from corridor.engines.matching.optimal import INFEASIBLE, no_pairs
from corridor.engines.matching.seats.limits import refuse_contradictions
from corridor.engines.matching.seats.missing import impossible
from corridor.engines.matching.seats.programmes import UNITS, constraints
from corridor.engines.matching.types import Flags, Floats
from corridor.kernel.errors import N_, InputError

SLACK = 1e-9


def balance(choice: Choice, gap: float = 0.0) -> tuple[Flags, float]:
    """Return the chosen pairs and an upper bound of the lowest group mean.

    Two integer programmes: the first finds the greatest lowest mean, the second the greatest total that keeps it.
    Exact for small markets with `gap` 0; memory is a few numbers per pair. With a gap the lowest mean may stay below
    its bound by about three times that share, which spares the second programme a search among near equals.
    """
    groups = [group for group in choice.groups if group.people.any()]
    if not groups:
        raise InputError(
            N_("A balanced allocation needs groups of candidates to compare."),
            hint=N_("Name a column such as sex or region in the quotas, or give the candidates a column sex."),
            field="allocate",
            code="no_groups",
        )
    refuse_contradictions(choice)
    if not len(choice.vacancy):
        return no_pairs(choice), 0.0
    refuse_too_many(choice)
    means = group_rows(choice, groups)
    lowest, bound = greatest_lowest(choice, means, gap)
    return greatest_total(choice, means, lowest * (1 - 2 * gap), gap), bound / UNITS


def group_rows(choice: Choice, groups: list[Group]) -> sparse.csr_array:
    """Return one row per group: what each pair adds to its mean, in the solver's units."""
    pairs = [np.flatnonzero(group.people[choice.candidate]) for group in groups]
    worth = [
        choice.micro[row] / UNITS / np.count_nonzero(group.people) for row, group in zip(pairs, groups, strict=True)
    ]
    start = np.concatenate([[0], np.cumsum([len(row) for row in pairs])])
    shape = (len(groups), len(choice.vacancy))
    return sparse.csr_array((np.concatenate(worth), np.concatenate(pairs), start), shape=shape)


def greatest_lowest(choice: Choice, means: sparse.csr_array, gap: float) -> tuple[float, float]:
    """Return the greatest lowest mean that was reached, and its proven bound."""
    level = sparse.csr_array(-np.ones((means.shape[0], 1)))
    above = LinearConstraint(sparse.csr_array(sparse.hstack([means, level])), 0, np.inf)
    pairs = len(choice.vacancy)
    cost = np.append(np.zeros(pairs), -1.0)
    found = solved(choice, cost, [*constraints(choice, extra=1), above], extra=1, gap=gap)
    chosen = found[0][:pairs] > 0.5
    return float((means @ chosen).min()), found[1]


def greatest_total(choice: Choice, means: sparse.csr_array, lowest: float, gap: float) -> Flags:
    """Return the pairs with the greatest total that keep the lowest mean."""
    keep = LinearConstraint(means, lowest - SLACK, np.inf)
    found, _ = solved(choice, -choice.micro / UNITS, [*constraints(choice), keep], extra=0, gap=gap)
    return np.asarray(found > 0.5)


def solved(
    choice: Choice, cost: Floats, rules: list[LinearConstraint], *, extra: int, gap: float
) -> tuple[Floats, float]:
    """Solve an integer programme; the extra columns may take any value up to one score."""
    integrality = np.ones(len(cost))
    integrality[len(cost) - extra :] = 0
    most = np.where(integrality == 1, 1.0, 1e6 / UNITS)
    found = milp(cost, integrality=integrality, bounds=Bounds(0, most), constraints=rules, options={"mip_rel_gap": gap})
    if found.status == INFEASIBLE or found.x is None:
        raise impossible(choice)
    return found.x, -float(found.mip_dual_bound)

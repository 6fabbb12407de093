"""The greatest total score, with a proof of how great it can be."""

from collections.abc import Sequence

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from corridor.engines.matching.allocation import Choice, Quota, impossible, under
from corridor.engines.matching.types import Flags, Floats

INFEASIBLE = 2
UNITS = 1e3
"""Scores are solved in thousandths, so that the solver's tolerance of 1e-6 lies far below one rounding step."""


def maximise(choice: Choice) -> tuple[Flags, float]:
    """Return the chosen pairs and an upper bound of the total score.

    Without quotas the problem is a transport problem, whose corners are whole: a linear programme is exact, and its
    prices give the bound. With quotas an integer programme is solved. Memory: a few numbers per pair.
    """
    if not len(choice.vacancy):
        return no_pairs(choice), 0.0
    return with_quotas(choice) if choice.quotas else by_prices(choice)


def no_pairs(choice: Choice) -> Flags:
    """Return the empty allocation, unless a quota asks for somebody."""
    if any(quota.least for quota in choice.quotas):
        raise impossible(choice)
    return np.zeros(0, np.bool_)


def by_prices(choice: Choice) -> tuple[Flags, float]:
    """Solve the transport problem; return the chosen pairs and the bound that the seats' prices prove."""
    limits = np.concatenate([np.ones(choice.people), choice.positions])
    found = linprog(-choice.micro / UNITS, A_ub=incidence(choice), b_ub=limits, bounds=(0, 1), method="highs-ds")
    prices = np.maximum(0.0, -found.ineqlin.marginals[choice.people :]) / UNITS
    return np.asarray(found.x > 0.5), price_bound(choice, prices)


def price_bound(choice: Choice, prices: Floats) -> float:
    """Return what nobody can exceed at these seat prices: all seats paid, plus every candidate's best surplus.

    True for any prices of 0 or more, however they were found.
    """
    surplus = np.zeros(choice.people)
    np.maximum.at(surplus, choice.candidate, choice.micro / 1e6 - prices[choice.vacancy])
    return float(surplus.sum() + (prices * choice.positions).sum())


def incidence(choice: Choice) -> sparse.csr_array:
    """Return one row per candidate, then one per vacancy, one column per pair."""
    pairs = np.arange(len(choice.vacancy))
    rows = np.concatenate([choice.candidate, choice.vacancy + choice.people])
    shape = (choice.people + len(choice.positions), len(pairs))
    return sparse.csr_array((np.ones(2 * len(pairs)), (rows, np.concatenate([pairs, pairs]))), shape=shape)


def with_quotas(choice: Choice) -> tuple[Flags, float]:
    """Solve the integer programme with quotas."""
    found = milp(
        -choice.micro / UNITS,
        integrality=np.ones(len(choice.vacancy)),
        bounds=Bounds(0, 1),
        constraints=constraints(choice),
        options={"mip_rel_gap": 0.0},
    )
    if found.status == INFEASIBLE or found.x is None:
        raise impossible(choice)
    return np.asarray(found.x > 0.5), -float(found.mip_dual_bound) / UNITS


def constraints(choice: Choice, extra: int = 0) -> list[LinearConstraint]:
    """Return seats and quotas as constraints, with room for further columns."""
    limits = np.concatenate([np.ones(choice.people), choice.positions])
    found = [LinearConstraint(widened(incidence(choice), extra), -np.inf, limits)]
    if choice.quotas:
        low = [0 if quota.least is None else quota.least for quota in choice.quotas]
        high = [np.inf if quota.most is None else quota.most for quota in choice.quotas]
        found.append(LinearConstraint(widened(quota_rows(choice, choice.quotas), extra), low, high))
    return found


def quota_rows(choice: Choice, quotas: Sequence[Quota]) -> sparse.csr_array:
    """Return one row per quota, one column per pair."""
    return sparse.csr_array(np.array([under(choice, quota) for quota in quotas], np.float64))


def widened(rows: sparse.csr_array, extra: int) -> sparse.csr_array:
    """Return rows with empty columns added."""
    if not extra:
        return rows
    return sparse.csr_array(sparse.hstack([rows, sparse.csr_array((rows.shape[0], extra))]))

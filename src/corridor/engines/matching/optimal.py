"""The greatest total score, with a proof of how great it can be."""

from collections.abc import Sequence

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from corridor.engines.matching.allocation import FEW_PAIRS, Choice, Quota, impossible, refuse_too_many, under
from corridor.engines.matching.certificate import price_bound
from corridor.engines.matching.types import Flags
from corridor.kernel.errors import N_, InputError

INFEASIBLE = 2
UNITS = 1e3
"""Scores are solved in thousandths, so that the solver's tolerance of 1e-6 lies far below one rounding step."""


def maximise(choice: Choice, gap: float = 0.0) -> tuple[Flags, float]:
    """Return the chosen pairs and an upper bound of the total score.

    Without quotas the problem is a transport problem, whose corners are whole. A small one is solved as a linear
    programme, a larger one by an auction; either way the seats' prices prove the bound. With quotas an integer
    programme is solved.

    Parameters
    ----------
    gap : the share of the bound by which a large choice may stay below it, 0 or more; 0 asks for the greatest total
    """
    if not 0 <= gap < 1:
        raise InputError(
            N_("The gap asked for is %(gap)s; it may go from 0 up to 1."),
            hint=N_("Ask for 0 to have the greatest total, or for a small share such as 0.0001."),
            field="gap",
            code="gap_range",
            params={"gap": gap},
        )
    if not len(choice.vacancy):
        return no_pairs(choice), 0.0
    if choice.quotas:
        refuse_too_many(choice)
        return with_quotas(choice)
    if len(choice.vacancy) <= FEW_PAIRS:
        return by_prices(choice)
    # The auction loads the compiler, which small choices do not need.
    from corridor.engines.matching.clearing import clear

    cleared = clear(choice, gap)
    return cleared.chosen, cleared.bound / 1e6


def no_pairs(choice: Choice) -> Flags:
    """Return the empty allocation, unless a quota asks for somebody."""
    if any(quota.least for quota in choice.quotas):
        raise impossible(choice)
    return np.zeros(0, np.bool_)


def by_prices(choice: Choice) -> tuple[Flags, float]:
    """Solve the transport problem; return the chosen pairs and the bound that the seats' prices prove."""
    limits = np.concatenate([np.ones(choice.people), choice.positions])
    found = linprog(-choice.micro / UNITS, A_ub=incidence(choice), b_ub=limits, bounds=(0, 1), method="highs-ds")
    # The prices of a transport problem of whole scores are whole; rounding takes the solver's dust off.
    prices = np.maximum(0, np.rint(-found.ineqlin.marginals[choice.people :] * UNITS)).astype(np.int64)
    return np.asarray(found.x > 0.5), price_bound(choice, prices) / 1e6


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
    pairs = [np.flatnonzero(under(choice, quota)) for quota in quotas]
    start = np.concatenate([[0], np.cumsum([len(row) for row in pairs])])
    shape = (len(quotas), len(choice.vacancy))
    return sparse.csr_array((np.ones(start[-1]), np.concatenate(pairs), start), shape=shape)


def widened(rows: sparse.csr_array, extra: int) -> sparse.csr_array:
    """Return rows with empty columns added."""
    if not extra:
        return rows
    return sparse.csr_array(sparse.hstack([rows, sparse.csr_array((rows.shape[0], extra))]))

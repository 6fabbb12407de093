"""Seats, quotas and shares as the rows of a linear or integer programme, one column per pair."""

import numpy as np
from scipy import sparse
from scipy.optimize import LinearConstraint

from corridor.engines.matching.allocation import SHARE_PARTS, Choice
from corridor.engines.matching.seats.limits import ENDLESS, Limits, limits_of
from corridor.engines.matching.types import Floats

UNITS = 1e3
"""Scores are solved in thousandths, so that the solver's tolerance of 1e-6 lies far below one rounding step."""


def incidence(choice: Choice) -> sparse.csr_array:
    """Return one row per candidate, then one per vacancy, one column per pair."""
    pairs = np.arange(len(choice.vacancy))
    rows = np.concatenate([choice.candidate, choice.vacancy + choice.people])
    shape = (choice.people + len(choice.positions), len(pairs))
    return sparse.csr_array((np.ones(2 * len(pairs)), (rows, np.concatenate([pairs, pairs]))), shape=shape)


def seat_rows(choice: Choice, extra: int = 0) -> LinearConstraint:
    """Return the seats of candidates and vacancies as a constraint, with room for further columns."""
    limits = np.concatenate([np.ones(choice.people), choice.positions])
    return LinearConstraint(widened(incidence(choice), extra), -np.inf, limits)


def constraints(choice: Choice, extra: int = 0) -> list[LinearConstraint]:
    """Return seats, quotas and shares as constraints, with room for further columns."""
    found = [seat_rows(choice, extra)]
    if choice.quotas or choice.shares:
        limits = limits_of(choice)
        found.append(LinearConstraint(widened(limit_rows(choice, limits), extra), *span(limits)))
    return found


def limit_rows(choice: Choice, limits: Limits) -> sparse.csr_array:
    """Return one row per quota or share, one column per pair, in nominations."""
    person, post = limits.person[choice.candidate], limits.post[choice.vacancy]
    pairs, weights = [], []
    for among, weight in zip(limits.among, limits.weight, strict=True):
        worth = np.where(among[person], weight[post], 0)
        pairs.append(np.flatnonzero(worth))
        weights.append(worth[pairs[-1]] / SHARE_PARTS)
    start = np.concatenate([[0], np.cumsum([len(row) for row in pairs])])
    shape = (len(pairs), len(choice.vacancy))
    return sparse.csr_array((np.concatenate(weights), np.concatenate(pairs), start), shape=shape)


def span(limits: Limits) -> tuple[Floats, Floats]:
    """Return the least and the most of every rule, in nominations."""
    return limits.low / SHARE_PARTS, np.where(limits.high < ENDLESS, limits.high / SHARE_PARTS, np.inf)


def widened(rows: sparse.csr_array, extra: int) -> sparse.csr_array:
    """Return rows with empty columns added."""
    if not extra:
        return rows
    return sparse.csr_array(sparse.hstack([rows, sparse.csr_array((rows.shape[0], extra))]))

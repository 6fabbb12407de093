"""Which minimum can not be kept, and how many nominations it lacks."""

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse.csgraph import maximum_flow

from corridor.engines.matching.allocation import SHARE_PARTS, SOLVER_PAIRS, Choice, Quota, under
from corridor.engines.matching.seats.limits import Limits, limits_of
from corridor.engines.matching.seats.programmes import limit_rows, seat_rows, span
from corridor.kernel.errors import N_, RuleViolation

HINT = N_("Lower this minimum, raise a maximum, or list more partners with a longer list.")


def impossible(choice: Choice) -> RuleViolation:
    """Return the error for quotas that no allocation can keep: which one, and how many it lacks."""
    for quota in choice.quotas:
        if quota.least and (reached := reach(choice, quota)) < quota.least:
            return RuleViolation(
                N_(
                    "The quota %(quota)s asks for at least %(least)s nominations; the listed pairs allow %(reached)s, "
                    "so %(missing)s are missing."
                ),
                hint=HINT,
                code="quota_impossible",
                params={
                    "quota": quota.label,
                    "least": quota.least,
                    "reached": reached,
                    "missing": quota.least - reached,
                },
            )
    label, missing = lacking(choice)
    return RuleViolation(
        N_(
            "No allocation of the listed pairs keeps all of the %(count)s quotas and shares together; the nearest one "
            "lacks %(missing)s nominations for %(quota)s."
        ),
        hint=HINT,
        code="quotas_together",
        params={"count": len(choice.quotas) + len(choice.shares), "missing": missing, "quota": label},
    )


def not_found(limits: Limits, label: str, missing: int) -> RuleViolation:
    """Return the error for quotas that a search did not meet, which is no proof that they can not be met."""
    return RuleViolation(
        N_(
            "No allocation was found that keeps all of the %(count)s quotas and shares; the nearest one lacks "
            "%(missing)s nominations for %(quota)s. There may be one all the same."
        ),
        hint=HINT,
        code="quotas_not_found",
        params={"count": len(limits.labels), "missing": missing, "quota": label},
    )


def refuse_unreached(choice: Choice, limits: Limits, short: np.ndarray) -> RuleViolation:
    """Return the error for an allocation that is short of its limits."""
    if len(choice.vacancy) <= SOLVER_PAIRS:
        return impossible(choice)
    worst = int(np.argmax(short))
    for quota in choice.quotas:
        if quota.least and reach(choice, quota) < quota.least:
            return impossible(choice)
    return not_found(limits, limits.labels[worst], int(short[worst]))


def reach(choice: Choice, quota: Quota) -> int:
    """Return the most nominations that a quota can have, by a greatest flow over its own pairs."""
    pairs = np.flatnonzero(under(choice, quota))
    people, person = np.unique(choice.candidate[pairs], return_inverse=True)
    posts, post = np.unique(choice.vacancy[pairs], return_inverse=True)
    if not len(pairs):
        return 0
    first, last = len(people) + len(posts), len(people) + len(posts) + 1
    rows = np.concatenate([np.full(len(people), first), person, len(people) + np.arange(len(posts))])
    columns = np.concatenate([np.arange(len(people)), len(people) + post, np.full(len(posts), last)])
    seats = np.minimum(choice.positions[posts], len(people))
    room = np.concatenate([np.ones(len(people) + len(pairs)), seats]).astype(np.int32)
    graph = sparse.csr_array((room, (rows, columns)), shape=(last + 1, last + 1))
    return int(maximum_flow(graph, first, last).flow_value)


def lacking(choice: Choice) -> tuple[str, int]:
    """Return the quota that lacks most where as few nominations as possible are lacking, and how many."""
    limits = limits_of(choice)
    pairs, minima = len(choice.vacancy), np.flatnonzero(limits.low > 0)
    slack = np.zeros((len(limits.labels), len(minima)))
    slack[minima, np.arange(len(minima))] = 1
    rows = sparse.csr_array(sparse.hstack([limit_rows(choice, limits), sparse.csr_array(slack)]))
    found = milp(
        np.concatenate([np.zeros(pairs), np.ones(len(minima))]),
        integrality=np.ones(pairs + len(minima)),
        bounds=Bounds(0, np.concatenate([np.ones(pairs), limits.low[minima] / SHARE_PARTS])),
        constraints=[seat_rows(choice, len(minima)), LinearConstraint(rows, *span(limits))],
    )
    worst = int(np.argmax(found.x[pairs:]))
    return limits.labels[minima[worst]], round(float(found.x[pairs + worst]))

"""Two allocations mixed into one that keeps its limits: chains of moves are taken over or left, each as a whole.

From one allocation to another everybody who moves takes a free seat or the seat of somebody who moves too. These chains
do not share seats, so that any selection of them is an allocation. Which chains to take is a small integer programme.
"""

from typing import NamedTuple

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse.csgraph import connected_components

from corridor.engines.matching.allocation import SHARE_PARTS, Choice
from corridor.engines.matching.seats.limits import ENDLESS, Limits
from corridor.engines.matching.types import Flags, Floats, Ints, Longs

UNITS = 1e3
PENALTY = 1e6
"""Cost of one missing nomination in thousandths of a point: above what any price of a limit can reach."""
OPEN = 100
"""How many chains, those nearest to being worth neither taking nor leaving, are decided as whole numbers."""


class Chains(NamedTuple):
    """Who moves, in which chain, what each chain gains in millionths, and what it adds under every rule."""

    people: Longs
    chain: Ints
    gain: Longs
    effect: Longs


def mixed(choice: Choice, limits: Limits, base: Longs, other: Longs) -> Longs:
    """Return the best mixture of two allocations: the least that is short of the limits, then the greatest total.

    Parameters
    ----------
    base, other : (people,) the pair of everybody, or -1
    """
    moved = np.flatnonzero(base != other)
    if not len(moved):
        return base
    chains = chains_of(choice, limits, base, other, moved)
    taken = selected(chains, limits, usage_of(choice, limits, base))
    found = base.copy()
    switch = chains.people[taken[chains.chain]]
    found[switch] = other[switch]
    return found


def usage_of(choice: Choice, limits: Limits, pair: Longs) -> Longs:
    """Return the weighted counts of an allocation."""
    pairs = pair[pair >= 0]
    return limits.usage(choice.candidate[pairs], choice.vacancy[pairs])


def chains_of(choice: Choice, limits: Limits, base: Longs, other: Longs, moved: Longs) -> Chains:
    """Link everybody who moves with somebody whose seat is taken; people of one class first."""
    old, new = base[moved], other[moved]
    leaves, enters = at(choice.vacancy, old), at(choice.vacancy, new)
    kind = limits.person[moved]
    out, coming = linked(leaves, kind), linked(enters, kind)
    _, first, second = np.intersect1d(out[1], coming[1], assume_unique=True, return_indices=True)
    links = sparse.coo_array(
        (np.ones(len(first), np.int8), (coming[0][second], out[0][first])), shape=(len(moved), len(moved))
    )
    many, chain = connected_components(links, directed=False)
    gain = np.zeros(many, np.int64)
    np.add.at(gain, chain, at(choice.micro, new, 0).astype(np.int64) - at(choice.micro, old, 0))
    effect = np.zeros((len(limits.labels), many), np.int64)
    for rule in range(len(limits.labels)):
        change = weights_of(limits, rule, moved, enters) - weights_of(limits, rule, moved, leaves)
        np.add.at(effect[rule], chain, change)
    return Chains(moved, chain.astype(np.int32), gain, effect)


def at(column: Ints | Longs, pair: Longs, missing: int = -1) -> Longs:
    """Return the values of some pairs; `missing` where there is none."""
    return np.where(pair >= 0, column[np.maximum(pair, 0)], missing).astype(np.int64)


def linked(post: Longs, kind: Ints) -> tuple[Longs, Longs]:
    """Return who stands at a vacancy, and a number for the vacancy and the place in its queue."""
    order = np.lexsort((kind, post))
    order = order[post[order] >= 0]
    ordered = post[order]
    begin = np.flatnonzero(np.diff(ordered, prepend=-1))
    place = np.arange(len(order)) - np.repeat(begin, np.diff(begin, append=len(order)))
    return order, (ordered << 32) | place


def weights_of(limits: Limits, rule: int, people: Longs, posts: Longs) -> Longs:
    """Return what the seats of some people weigh under a rule; nothing without a seat."""
    weight = np.where(posts >= 0, limits.weight[rule, limits.post[np.maximum(posts, 0)]], 0)
    return np.asarray(weight * limits.among[rule, limits.person[people]])


def selected(chains: Chains, limits: Limits, usage: Longs) -> Flags:
    """Return which chains to take."""
    many, rules = len(chains.gain), len(limits.labels)
    low = np.where(limits.low > -ENDLESS, limits.low - usage, -np.inf) / SHARE_PARTS
    high = np.where(limits.high < ENDLESS, (limits.high - usage) / SHARE_PARTS, np.inf)
    # One column for what is missing and one for what is too much, per rule.
    slack = sparse.eye_array(rules)
    rows = sparse.csr_array(sparse.hstack([sparse.csr_array(chains.effect / SHARE_PARTS), slack, -slack]))
    cost = np.concatenate([-chains.gain / UNITS, np.full(2 * rules, PENALTY)])
    top = np.concatenate([np.ones(many), np.full(2 * rules, np.inf)])
    upper, lower = np.isfinite(high), np.isfinite(low)
    found = linprog(
        cost,
        A_ub=sparse.vstack([rows[upper], -rows[lower]]),
        b_ub=np.concatenate([high[upper], -low[lower]]),
        bounds=np.column_stack([np.zeros(len(cost)), top]),
        method="highs",
    )
    reduced = np.abs(found.lower.marginals + found.upper.marginals)[:many]
    by_doubt = np.argsort(reduced, kind="stable")
    taken, still_open = found.x[:many] > 0.5, by_doubt[:OPEN]
    taken[still_open] = False
    used = chains.effect[:, taken].sum(axis=1) / SHARE_PARTS
    columns = np.concatenate([still_open, many + np.arange(2 * rules)])
    taken[still_open] = whole(cost[columns], rows[:, columns], (low - used, high - used), len(still_open))
    return np.asarray(taken)


def whole(cost: Floats, rows: sparse.csr_array, limit: tuple[Floats, Floats], many: int) -> Flags:
    """Decide the first `many` columns, the open chains, as whole numbers."""
    integrality = np.zeros(len(cost))
    integrality[:many] = 1
    top = np.where(integrality == 1, 1.0, np.inf)
    rule = LinearConstraint(rows, *limit)
    found = milp(cost, integrality=integrality, bounds=Bounds(0, top), constraints=rule, options={"mip_rel_gap": 1e-3})
    return np.asarray(found.x[:many] > 0.5)

"""The greatest total score, with a proof of how great it can be."""

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import Bounds, OptimizeResult, linprog, milp

from corridor.engines.matching.allocation import FEW_PAIRS, Choice
from corridor.engines.matching.certificate import price_bound
from corridor.engines.matching.seats.limits import limits_of, refuse_contradictions
from corridor.engines.matching.seats.programmes import UNITS, constraints, incidence
from corridor.engines.matching.types import Flags, Longs
from corridor.kernel.errors import N_, InputError

if TYPE_CHECKING:
    from corridor.engines.matching.seats.priced import Priced

INFEASIBLE = 2
QUOTA_PAIRS = 20_000
"""Up to so many pairs, quotas are kept by one integer programme."""
OPEN_PAIRS = 8_000
"""The most pairs over which an integer programme closes the gap that prices left."""
NODES = 300
"""How many branches it may try before it stops with the gap that it has proven by then."""


def maximise(choice: Choice, gap: float = 0.0) -> tuple[Flags, float]:
    """Return the chosen pairs and an upper bound of the total score.

    Without quotas the problem is a transport problem, whose corners are whole. A small one is solved as a linear
    programme, a larger one by an auction; either way the seats' prices prove the bound. With quotas and shares a small
    choice is solved as an integer programme; in a larger one quotas get prices as well.

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
    refuse_contradictions(choice)
    if not len(choice.vacancy):
        return no_pairs(choice), 0.0
    if choice.quotas or choice.shares:
        return with_quotas(choice, gap)
    if len(choice.vacancy) <= FEW_PAIRS:
        return by_prices(choice)
    # The auction loads the compiler, which small choices do not need.
    from corridor.engines.matching.clearing import clear

    cleared = clear(choice, gap)
    return cleared.chosen, cleared.bound / 1e6


def no_pairs(choice: Choice) -> Flags:
    """Return the empty allocation, unless a quota asks for somebody."""
    if any(quota.least for quota in choice.quotas):
        from corridor.engines.matching.seats.missing import impossible

        raise impossible(choice)
    return np.zeros(0, np.bool_)


def by_prices(choice: Choice) -> tuple[Flags, float]:
    """Solve the transport problem; return the chosen pairs and the bound that the seats' prices prove."""
    limits = np.concatenate([np.ones(choice.people), choice.positions])
    found = linprog(-choice.micro / UNITS, A_ub=incidence(choice), b_ub=limits, bounds=(0, 1), method="highs-ds")
    # The prices of a transport problem of whole scores are whole; rounding takes the solver's dust off.
    prices = np.maximum(0, np.rint(-found.ineqlin.marginals[choice.people :] * UNITS)).astype(np.int64)
    return np.asarray(found.x > 0.5), price_bound(choice, prices) / 1e6


def with_quotas(choice: Choice, gap: float) -> tuple[Flags, float]:
    """Return the greatest total that keeps quotas and shares, as far as it is found, and its bound.

    A small choice is solved as an integer programme. A larger one is priced first; what the prices leave open is
    decided by an integer programme over the pairs that can still do better, unless these are too many. Where it ends
    before the gap that was asked for, the gap that is proven is told.
    """
    if len(choice.vacancy) <= QUOTA_PAIRS:
        return by_programme(choice, gap)
    from corridor.engines.matching.seats.missing import refuse_unreached
    from corridor.engines.matching.seats.mixing import usage_of
    from corridor.engines.matching.seats.priced import price, promising

    limits = limits_of(choice)
    priced = price(choice, limits, gap)
    if priced.short:
        raise refuse_unreached(choice, limits, limits.short(usage_of(choice, limits, priced.pair)))
    if priced.gap > gap and len(open_pairs := promising(choice, limits, priced)) <= OPEN_PAIRS:
        return refined(choice, open_pairs, gap, priced)
    return marked(choice, priced.pair[priced.pair >= 0]), priced.bound / 1e6


def refined(choice: Choice, pairs: Longs, gap: float, priced: "Priced") -> tuple[Flags, float]:
    """Return the greatest total over some pairs, among which all are that a better allocation can use."""
    part = replace(choice, vacancy=choice.vacancy[pairs], candidate=choice.candidate[pairs], micro=choice.micro[pairs])
    found = programme(part, gap, NODES)
    bound = min(priced.bound / 1e6, max(priced.total / 1e6, -float(found.mip_dual_bound) / UNITS))
    before = priced.pair[priced.pair >= 0]
    if found.x is None or int(part.micro[found.x > 0.5].sum(dtype=np.int64)) <= priced.total:
        return marked(choice, before), bound
    return marked(choice, pairs[found.x > 0.5]), bound


def marked(choice: Choice, pairs: Longs) -> Flags:
    """Return some pairs as marks over all."""
    chosen = np.zeros(len(choice.vacancy), np.bool_)
    chosen[pairs] = True
    return chosen


def by_programme(choice: Choice, gap: float) -> tuple[Flags, float]:
    """Solve the integer programme with quotas, or tell which quota can not be kept."""
    found = programme(choice, gap)
    if found.status == INFEASIBLE or found.x is None:
        from corridor.engines.matching.seats.missing import impossible

        raise impossible(choice)
    return np.asarray(found.x > 0.5), -float(found.mip_dual_bound) / UNITS


def programme(choice: Choice, gap: float, nodes: int | None = None) -> OptimizeResult:
    """Solve the integer programme with quotas within so many branches."""
    return milp(
        -choice.micro / UNITS,
        integrality=np.ones(len(choice.vacancy)),
        bounds=Bounds(0, 1),
        constraints=constraints(choice),
        options={"mip_rel_gap": gap} | ({} if nodes is None else {"node_limit": nodes}),
    )

"""Allocations side by side: what each aim gives, and what it costs."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from corridor.engines.matching.allocation import SOLVER_PAIRS, Allocation, Choice, Objective
from corridor.engines.matching.certificate import wish_ranks
from corridor.engines.matching.objectives import aimed
from corridor.engines.matching.seats.outcome import keeps
from corridor.engines.matching.types import Flags

RANK_ENDS = (1, 3, 10)


@dataclass(frozen=True, slots=True)
class WishCounts:
    """How many candidates got their first, second or third, fourth to tenth, or a later wish, and how many none.

    The wishes of a candidate are the listed vacancies by score, then lower id. `unlisted` have no wish at all.
    """

    first: int
    second_to_third: int
    fourth_to_tenth: int
    later: int
    none: int
    unlisted: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """One allocation, the wishes it fulfils, and what it loses against the greatest total.

    `lost` is in points of score and `lost_share` a share of the greatest total: for a balanced allocation this is the
    price of fairness. `lost_most` is the proven limit of that share: the loss against the bound of the greatest total.
    `keeps_quotas` can be False for stable only.
    """

    allocation: Allocation
    nominated: int
    wishes: WishCounts
    lost: float
    lost_share: float
    lost_most: float
    keeps_quotas: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """The outcomes of all aims; `balanced` is None without groups, or with more pairs than balance is kept over."""

    stable: Outcome
    optimal: Outcome
    balanced: Outcome | None


def compare(choice: Choice, *, gap: float = 0.0) -> Comparison:
    """Return the stable, the optimal and the balanced allocation side by side.

    Parameters
    ----------
    choice : pairs, seats, quotas and groups; a stable allocation that breaks a quota is shown as such
    gap : how far the optimal allocation may stay below its bound, as a share

    Raises
    ------
    RuleViolation : quotas that no allocation can keep
    InputError : quotas over more pairs than they can be kept over
    """
    with ThreadPoolExecutor(1) as other:
        deferring = other.submit(aimed, choice, Objective.STABLE, gap=gap)
        optimal = aimed(choice, Objective.OPTIMAL, gap=gap)
        stable = deferring.result()
    has_groups = any(group.people.any() for group in choice.groups)
    is_small = len(choice.vacancy) <= SOLVER_PAIRS
    balanced = aimed(choice, Objective.BALANCED, gap=gap) if has_groups and is_small else None
    return Comparison(
        stable=outcome(choice, stable, optimal),
        optimal=outcome(choice, optimal, optimal),
        balanced=None if balanced is None else outcome(choice, balanced, optimal),
    )


def outcome(choice: Choice, allocation: Allocation, optimal: Allocation) -> Outcome:
    """Return an allocation beside the greatest total."""
    lost, bound = optimal.total - allocation.total, optimal.bound or 0.0
    return Outcome(
        allocation=allocation,
        nominated=len(allocation.vacancy),
        wishes=wish_counts(choice, allocation),
        lost=lost,
        lost_share=lost / optimal.total if optimal.total > 0 else 0.0,
        lost_most=max(0.0, bound - allocation.total) / bound if bound > 0 else 0.0,
        keeps_quotas=all(map(keeps, allocation.quotas)) and all(share.is_kept for share in allocation.shares),
    )


def wish_counts(choice: Choice, allocation: Allocation) -> WishCounts:
    """Count which of their wishes candidates got."""
    ranks = wish_ranks(choice, allocation)
    upto = [int(np.count_nonzero(ranks <= end)) for end in RANK_ENDS]
    listed: Flags = np.zeros(choice.people, np.bool_)
    listed[choice.candidate] = True
    with_wishes = int(np.count_nonzero(listed))
    return WishCounts(
        first=upto[0],
        second_to_third=upto[1] - upto[0],
        fourth_to_tenth=upto[2] - upto[1],
        later=len(ranks) - upto[2],
        none=with_wishes - len(ranks),
        unlisted=choice.people - with_wishes,
    )

"""The one door to an allocation: what it aims at decides how it is found."""

from corridor.engines.matching.allocation import Allocation, Choice, Objective
from corridor.engines.matching.certificate import blocking_pairs
from corridor.engines.matching.seats.outcome import (
    group_lines,
    quota_lines,
    refuse_broken,
    reserve_lines,
    share_lines,
)
from corridor.engines.matching.seats.reserves import blocking_reserved
from corridor.engines.matching.stable import propose
from corridor.engines.matching.types import Flags


def allocate(choice: Choice, objective: Objective, *, gap: float = 0.0) -> Allocation:
    """Return an allocation.

    Parameters
    ----------
    choice : pairs, seats, quotas, shares, reserves and groups
    objective : `stable` has no blocking pair and keeps reserved seats; `optimal` has the greatest total score, with a
        proven bound; `balanced` has the greatest lowest group mean, then the greatest total
    gap : how far `optimal` may stay below its bound, as a share; 0 asks for the greatest total itself

    Raises
    ------
    RuleViolation : quotas that no allocation, or no stable one, can keep
    InputError : no groups to balance, or more pairs than quotas or balance can be kept over
    """
    allocation = aimed(choice, objective, gap=gap)
    refuse_broken(allocation.quotas, allocation.shares)
    return allocation


def aimed(choice: Choice, objective: Objective, *, gap: float) -> Allocation:
    """Return an allocation; a stable one may break quotas."""
    # The solvers load scipy's optimiser, which a ranking does not need.
    from corridor.engines.matching.balanced import balance
    from corridor.engines.matching.optimal import maximise

    if objective is Objective.STABLE:
        return finished(choice, objective, propose(choice), bound=None, reached=None)
    if objective is Objective.OPTIMAL:
        chosen, bound = maximise(choice, gap)
        return finished(choice, objective, chosen, bound=bound, reached=total_of(choice, chosen))
    chosen, bound = balance(choice, gap)
    lowest = min((line.mean for line in group_lines(choice, chosen)), default=0.0)
    return finished(choice, objective, chosen, bound=bound, reached=lowest)


def total_of(choice: Choice, chosen: Flags) -> float:
    """Return the total score."""
    return int(choice.micro[chosen].sum()) / 1e6


def finished(
    choice: Choice, objective: Objective, chosen: Flags, *, bound: float | None, reached: float | None
) -> Allocation:
    """Return the chosen pairs with what is to be known about them."""
    # Floating-point dust of an integer programme may put a bound a hair below what is reached.
    proven = None if bound is None or reached is None else max(bound, reached)
    return Allocation(
        objective=objective,
        vacancy=choice.vacancy[chosen],
        candidate=choice.candidate[chosen],
        score=choice.micro[chosen] / 1e6,
        total=total_of(choice, chosen),
        blocking_pairs=blocking_reserved(choice, chosen) if choice.reserves else blocking_pairs(choice, chosen),
        bound=proven,
        gap=None if proven is None or reached is None else (proven - reached) / proven if proven > 0 else 0.0,
        quotas=quota_lines(choice, chosen),
        groups=group_lines(choice, chosen),
        shares=share_lines(choice, chosen),
        reserves=reserve_lines(choice, chosen),
    )

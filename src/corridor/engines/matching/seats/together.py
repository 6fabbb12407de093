"""Households and couples kept together: all members in seats of one place, each in a seat of their own, or nobody.

Whether such an allocation can be found at all in reasonable time is not known for large markets; a bound can. At any
prices of seats, a household can gain no more than its members' best seats in its best place. Small choices are solved
as an integer programme. In larger ones households take the seats that they like best at the market's prices, the others
bid for what is left, and prices move to where both agree; the gap to the bound is told, and so is who would rather have
each other.
"""

from dataclasses import dataclass, replace

import numpy as np

from corridor.engines.matching.allocation import Choice
from corridor.engines.matching.seats.households import PROGRAMME_PAIRS, Households, check, without_hopeless
from corridor.engines.matching.seats.households_blocking import blocking
from corridor.engines.matching.types import Floats, Ints, Longs


@dataclass(frozen=True, slots=True)
class Together:
    """An allocation with households, and how good it is.

    `bound` is a proven upper limit of the total, `gap` how far the total may be below it as a share. `blocking_pairs`
    counts people on their own and vacancies that would rather have each other; `blocking_households` counts households
    and places where all members would be taken and gain together.
    """

    vacancy: Ints
    candidate: Ints
    score: Floats
    total: float
    bound: float
    gap: float
    households_placed: int
    households_left: int
    blocking_pairs: int
    blocking_households: int


def allocate_together(choice: Choice, households: Households, *, gap: float = 0.0) -> Together:
    """Return an allocation in which households are placed together or not at all.

    Parameters
    ----------
    choice : pairs and seats; quotas are not kept here
    gap : how far a large allocation may stay below its bound before more is tried, as a share

    Raises
    ------
    InputError : columns of another length, or a level that does not exist
    """
    check(choice, households)
    usable = without_hopeless(choice, households)
    part = replace(
        choice, vacancy=choice.vacancy[usable], candidate=choice.candidate[usable], micro=choice.micro[usable]
    )
    chosen, bound = found_together(part, households, gap)
    return finished(choice, households, usable[chosen], bound)


def found_together(choice: Choice, households: Households, gap: float) -> tuple[Longs, float]:
    """Return the chosen pairs and the bound in points."""
    # The solvers load the optimiser and the compiler, which a ranking does not need.
    from corridor.engines.matching.seats.households_market import market
    from corridor.engines.matching.seats.households_programme import programme

    if not len(choice.vacancy):
        return np.zeros(0, np.int64), 0.0
    if len(choice.vacancy) <= PROGRAMME_PAIRS:
        chosen, bound, _ = programme(choice, households, 0.0)
        return chosen, bound
    return market(choice, households, gap)


def finished(choice: Choice, households: Households, pairs: Longs, bound: float) -> Together:
    """Return the allocation with what is to be known about it."""
    pairs = np.sort(pairs)
    total = int(choice.micro[pairs].sum(dtype=np.int64)) / 1e6
    placed = np.unique(households.household[choice.candidate[pairs]])
    alone, together = blocking(choice, households, pairs)
    sized = np.unique(households.household[households.household >= 0])
    bound = max(bound, total)
    return Together(
        vacancy=choice.vacancy[pairs],
        candidate=choice.candidate[pairs],
        score=choice.micro[pairs] / 1e6,
        total=total,
        bound=bound,
        gap=(bound - total) / bound if bound > 0 else 0.0,
        households_placed=int(np.count_nonzero(placed >= 0)),
        households_left=len(sized) - int(np.count_nonzero(placed >= 0)),
        blocking_pairs=alone,
        blocking_households=together,
    )

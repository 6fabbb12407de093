"""The greatest total score of large choices: an auction with ever smaller steps, until its prices prove enough."""

from dataclasses import dataclass

import numpy as np

from corridor.engines.matching.allocation import Choice
from corridor.engines.matching.auction import Auction, bid_for_seats, offer_free_seats, opened
from corridor.engines.matching.certificate import price_bound
from corridor.engines.matching.deferred import heap_starts
from corridor.engines.matching.types import Flags, Floats
from corridor.engines.matching.wishes import cuts_of, mark, micro_of, wishes_of

FINER = 20
"""By how much the step shrinks from round to round."""
FIRST = 3
"""The first step is the greatest score over this."""
LEAP = 50
"""From a step of so many millionths on, the smallest step is tried at once."""
PATIENCE = 10
"""How many bids per candidate such a leap may take before it is given up for smaller ones."""
HOPE = 2
"""The same for a first round with the last step. Where seats suffice it does; where they do not, it soon shows."""
ENDLESS = 1 << 40
ROOM = 1 << 61


@dataclass(frozen=True, slots=True)
class Cleared:
    """The chosen pairs, a proven bound of the total in millionths, and the seats' prices that prove it."""

    chosen: Flags
    bound: int
    prices: Floats


def clear(choice: Choice, gap: float, *, opening: Floats | None = None, step: int | None = None) -> Cleared:
    """Return an allocation whose total is proven to be within `gap` (a share of the bound) of the greatest.

    A step below one millionth over the number of people proves the greatest total itself, since totals are whole
    millionths. Every round starts from the prices of the last one. Where there is little contest, one round with a
    step as small as the gap is enough, and it is tried first. Memory: 8 bytes per pair, about 130 per candidate.

    Parameters
    ----------
    opening : (vacancies,) prices to begin with, in millionths; good ones save rounds, any are right
    step : the first step in millionths, for prices that are good to about as much
    """
    wishes, cut, micro = wishes_of(choice), cuts_of(choice), micro_of(choice)
    seats = choice.positions.astype(np.int64)
    state = opened(heap_starts(cut, seats), seats, choice.people)
    greatest = max(1, int(micro.max(initial=0)))
    scale = max(1, min(choice.people + 1, ROOM // (greatest * max(1, choice.people))))
    if opening is not None:
        state.price[:] = np.rint(opening * scale)
    eps = max(1, greatest * scale // FIRST if step is None else step * scale)
    may_leap, before = gap == 0, state.price.copy()
    step, patience = (eps, ENDLESS) if opening is not None else (max(1, min(eps, int(gap * greatest * scale))), HOPE)
    while True:
        if not bid_for_seats(wishes, state, scale, step, patience):
            # Too much contest for so small a step.
            state.price[:] = before
            step, patience, may_leap = eps, ENDLESS, may_leap and patience == HOPE
            continue
        offer_free_seats(cut, choice.candidate, micro, state, scale, step)
        if step == 1 or is_promising(state, step, gap):
            cleared = proven(choice, cut, state, scale)
            if step == 1 or cleared.bound - total_of(choice, cleared.chosen) <= gap * cleared.bound:
                return cleared
        eps, before = max(1, step // FINER), state.price.copy()
        step, patience = (1, PATIENCE) if may_leap and eps <= LEAP * scale else (eps, ENDLESS)


def is_promising(state: Auction, step: int, gap: float) -> bool:
    """Return whether a proof is worth its time: it comes to about half a step per seat."""
    total = int(state.worth[state.seat >= 0].sum())
    return step * int(np.count_nonzero(state.seat >= 0)) / 2 <= gap * total


def proven(choice: Choice, cut: np.ndarray, state: Auction, scale: int) -> Cleared:
    """Return the present allocation with what its prices prove."""
    bound = price_bound(choice, state.price, scale)
    return Cleared(mark(cut, choice.candidate, state.seat), bound, state.price / scale)


def total_of(choice: Choice, chosen: Flags) -> int:
    """Return the total score in millionths."""
    return int(choice.micro[chosen].sum(dtype=np.int64))

"""Free seats filled again from a waiting list, with as few changes to existing offers as possible.

Accepted offers never change. As many seats are filled as can be; among all ways to do so as few open offers as possible
move to another vacancy, nobody who has an offer is left without one, then those first on the list come in, then the
total score is greatest. This order is exact: each further seat is filled along the cheapest chain of moves (successive
shortest paths: Ford and Fulkerson 1962), with whole numbers as costs.
"""

from dataclasses import dataclass

import numpy as np

from corridor.engines.matching.allocation import Choice
from corridor.engines.matching.types import Flags, Ints, Longs
from corridor.kernel.errors import N_, InputError, RuleViolation


@dataclass(frozen=True, slots=True)
class Standing:
    """How things stand, by candidate: the vacancy of the `offer` or -1, who has `accepted`, and who is `gone`.

    `waiting` is the place on the waiting list from 1; 0 is not on it. The seats of those who are gone are free.
    """

    offer: Ints
    accepted: Flags
    gone: Flags
    waiting: Longs


@dataclass(frozen=True, slots=True)
class Refill:
    """The new offers: `vacancy` by candidate or -1, who comes in `new`, and whose offer `moved` to another vacancy.

    `filled` seats are newly taken, `filled_at_rest` of them could be without moving anybody; `still_free` seats found
    nobody. `score_change` is in points.
    """

    vacancy: Ints
    new: Longs
    moved: Longs
    filled: int
    filled_at_rest: int
    still_free: int
    score_change: float


def refill(choice: Choice, standing: Standing, *, most_moved: int | None = None) -> Refill:
    """Fill free seats from the waiting list.

    Parameters
    ----------
    choice : the listed pairs and all positions, taken or not; quotas do not count here
    most_moved : how many open offers may move at most; 0 moves nobody, None sets no limit

    Raises
    ------
    InputError : columns of another length, or an accepted offer that is gone or was never made
    RuleViolation : more offers than positions
    """
    check(choice, standing)
    # The compiled loops load the compiler, which a page without a refill does not need.
    from corridor.engines.matching.seats.refill_fast import Seats, fill

    offer = np.where(standing.gone, -1, standing.offer).astype(np.int32)
    order = np.argsort(choice.candidate, kind="stable")
    first = np.searchsorted(choice.candidate[order], np.arange(choice.people + 1)).astype(np.int64)
    micro = choice.micro[order].astype(np.int64)
    listed = listed_offers(choice, offer)
    taken = np.bincount(offer[offer >= 0], minlength=len(choice.positions))
    free = int((choice.positions - taken).sum())
    waits = (standing.waiting > 0) & (offer < 0) & ~standing.gone
    rank = np.where(waits, standing.waiting, 0).astype(np.int64)
    queue = np.flatnonzero(waits)[np.argsort(rank[waits], kind="stable")]
    seats = Seats(
        first=first,
        post=choice.vacancy[order].astype(np.int64),
        micro=micro,
        room=(choice.positions - taken).astype(np.int64),
        offer=offer.astype(np.int64),
        moves=(listed >= 0) & ~standing.accepted,
        rank=rank,
        now=offer.astype(np.int64),
        worth=np.where(listed >= 0, choice.micro[np.maximum(listed, 0)] if len(choice.micro) else 0, 0).astype(
            np.int64
        ),
        order=queue.astype(np.int64),
    )
    before = int(seats.worth.sum())
    step = (min(free, int(np.count_nonzero(waits))) + 1) * (int(rank.max(initial=0)) + 1)
    limit = choice.people if most_moved is None else most_moved
    at_rest = int(fill(seats, np.int64(step), np.int64(limit)))
    new = np.flatnonzero((offer < 0) & (seats.now >= 0))
    return Refill(
        vacancy=seats.now.astype(np.int32),
        new=new,
        moved=np.flatnonzero((offer >= 0) & (seats.now != offer)),
        filled=len(new),
        filled_at_rest=at_rest,
        still_free=free - len(new),
        score_change=(int(seats.worth.sum()) - before) / 1e6,
    )


def listed_offers(choice: Choice, offer: Ints) -> Longs:
    """Return the listed pair of every offer, or -1; offers beyond the list stay as they are."""
    listed = np.full(choice.people, -1, np.int64)
    held = np.flatnonzero(offer[choice.candidate] == choice.vacancy)
    listed[choice.candidate[held]] = held
    return listed


def check(choice: Choice, standing: Standing) -> None:
    """Refuse a state that can not be."""
    columns = (standing.offer, standing.accepted, standing.gone, standing.waiting)
    if any(len(column) != choice.people for column in columns):
        raise InputError(
            N_("The state of offers names another number of people than the %(people)s of the choice."),
            hint=N_("Give offer, accepted, gone and waiting for every candidate, in the order of the store."),
            field="standing",
            code="refill_length",
            params={"people": choice.people},
        )
    wrong = np.flatnonzero(standing.accepted & (standing.gone | (standing.offer < 0)))
    if len(wrong):
        raise InputError(
            N_("Candidate %(row)s has accepted, but has no offer or is gone."),
            hint=N_("Give every accepted offer its vacancy, and take those who left out of the accepted ones."),
            field="accepted",
            code="refill_accepted",
            params={"row": int(wrong[0]) + 1},
        )
    offers = standing.offer[(standing.offer >= 0) & ~standing.gone]
    over = np.flatnonzero(np.bincount(offers, minlength=len(choice.positions)) > choice.positions)
    if len(over):
        raise RuleViolation(
            N_("Vacancy %(row)s has more offers than its %(positions)s positions."),
            hint=N_("Withdraw an offer or add a position before free seats are filled."),
            code="refill_overfull",
            params={"row": int(over[0]) + 1, "positions": int(choice.positions[over[0]])},
        )

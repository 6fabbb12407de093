"""Deferred acceptance: candidates propose, vacancies keep the best so far.

`propose_plainly` is the definition; large choices go through compiled loops that return the identical pairs.
"""

from heapq import heappush, heapreplace

import numpy as np

from corridor.engines.matching.allocation import FEW_PAIRS, Choice, wish
from corridor.engines.matching.types import Flags


def propose(choice: Choice) -> Flags:
    """Return the chosen pairs of the candidates' best stable allocation."""
    if choice.reserves:
        from corridor.engines.matching.seats.reserved import propose_reserved

        return propose_reserved(choice)
    if len(choice.vacancy) <= FEW_PAIRS:
        return propose_plainly(choice)
    # The compiled loops load the compiler, which small choices do not need.
    from corridor.engines.matching.deferred import propose_fast

    return propose_fast(choice)


def propose_plainly(choice: Choice) -> Flags:
    """Return the chosen pairs of the candidates' best stable allocation.

    O(pairs x log seats), some microseconds per pair. Source: Gale and Shapley (1962); the result does not depend on who
    proposes first.
    """
    order = np.lexsort((-wish(choice.micro, choice.vacancy), choice.candidate))
    first = np.searchsorted(choice.candidate[order], np.arange(choice.people + 1)).tolist()
    pairs, vacancy = order.tolist(), choice.vacancy.tolist()
    liked = wish(choice.micro, choice.candidate).tolist()
    seats = choice.positions.tolist()
    held: list[list[tuple[int, int]]] = [[] for _ in seats]
    next_pair = list(first[:-1])
    for person in range(choice.people):
        proposer = person
        while proposer >= 0 and next_pair[proposer] < first[proposer + 1]:
            pair = pairs[next_pair[proposer]]
            next_pair[proposer] += 1
            proposer = offer(held[vacancy[pair]], seats[vacancy[pair]], (liked[pair], pair), proposer, choice)
    chosen = np.zeros(len(choice.vacancy), np.bool_)
    chosen[[pair for kept in held for _, pair in kept]] = True
    return chosen


def offer(kept: list[tuple[int, int]], seats: int, entry: tuple[int, int], proposer: int, choice: Choice) -> int:
    """Keep the better ones; return who is left without a place, or -1."""
    if len(kept) < seats:
        heappush(kept, entry)
        return -1
    if entry[0] < kept[0][0]:
        return proposer
    _, left = heapreplace(kept, entry)
    return int(choice.candidate[left])

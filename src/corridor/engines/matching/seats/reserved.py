"""The one door to a stable allocation with reserved seats."""

from corridor.engines.matching.allocation import FEW_PAIRS, Choice
from corridor.engines.matching.seats.reserves import propose_reserved_plainly, queues_of
from corridor.engines.matching.types import Flags


def propose_reserved(choice: Choice) -> Flags:
    """Return the chosen pairs of the candidates' best allocation that is stable with the reserved seats.

    Raises
    ------
    InputError : reserved seats below 0 or beyond the positions, or somebody in two groups of one vacancy
    """
    queues = queues_of(choice)
    if len(choice.vacancy) <= FEW_PAIRS:
        return propose_reserved_plainly(choice, queues)
    # The compiled loops load the compiler, which small choices do not need.
    from corridor.engines.matching.seats.reserved_fast import propose_reserved_fast

    return propose_reserved_fast(choice, queues)

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
from corridor.engines.matching.types import Flags, Floats, Ints, Longs
from corridor.kernel.errors import N_, InputError

PROGRAMME_PAIRS = 20_000
"""Up to so many pairs, households are placed by one integer programme."""


@dataclass(frozen=True, slots=True)
class Households:
    """Who belongs together, and where together is.

    `household` gives everybody's household from 0, or -1 for who is alone. Every array of `places` gives the place of
    every vacancy, such as its region or its country, or -1 for none; `level` says by household which of them counts.
    """

    household: Ints
    places: tuple[Ints, ...]
    level: Ints


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
    from corridor.engines.matching.seats.households_programme import programme

    if not len(choice.vacancy):
        return np.zeros(0, np.int64), 0.0
    if len(choice.vacancy) <= PROGRAMME_PAIRS:
        chosen, bound, _ = programme(choice, households, 0.0)
        return chosen, bound
    from corridor.engines.matching.seats.households_market import market

    return market(choice, households, gap)


def place_of_pairs(choice: Choice, households: Households) -> Longs:
    """Return the place that counts for every pair: that of its vacancy, at the level of the household; -1 for none."""
    mine = households.household[choice.candidate]
    level = np.where(mine >= 0, households.level[np.maximum(mine, 0)] if len(households.level) else 0, 0)
    place = np.full(len(choice.vacancy), -1, np.int64)
    for number, places in enumerate(households.places):
        here = (level == number) & (mine >= 0)
        place[here] = places[choice.vacancy[here]]
    return place


def without_hopeless(choice: Choice, households: Households) -> Longs:
    """Return the pairs of those who are alone, and of households in places where every member has a pair."""
    mine, place = households.household[choice.candidate], place_of_pairs(choice, households)
    members = np.bincount(households.household[households.household >= 0], minlength=len(households.level))
    pairs = np.flatnonzero((mine >= 0) & (place >= 0))
    width = int(place.max(initial=0)) + 1
    seen = np.unique(choice.candidate[pairs].astype(np.int64) * width + place[pairs])
    person, where = np.divmod(seen, width)
    group, many = np.unique(households.household[person] * np.int64(width) + where, return_counts=True)
    complete = group[many == members[group // width]]
    hopeful = np.isin(mine[pairs] * np.int64(width) + place[pairs], complete)
    return np.sort(np.concatenate([np.flatnonzero(mine < 0), pairs[hopeful]]))


def finished(choice: Choice, households: Households, pairs: Longs, bound: float) -> Together:
    """Return the allocation with what is to be known about it."""
    from corridor.engines.matching.seats.households_blocking import blocking

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


def check(choice: Choice, households: Households) -> None:
    """Refuse households that do not fit the choice."""
    most = int(households.household.max(initial=-1))
    wrong_level = households.level[(households.level < 0) | (households.level >= len(households.places))]
    posts = len(choice.positions)
    if (
        len(households.household) != choice.people
        or most >= len(households.level)
        or len(wrong_level)
        or any(len(places) != posts for places in households.places)
    ):
        raise InputError(
            N_("The households name %(people)s people and %(levels)s levels; there are %(all_people)s candidates."),
            hint=N_("Give every candidate a household or -1, every household a level, and every vacancy its places."),
            field="household",
            code="households_shape",
            params={
                "people": len(households.household),
                "levels": len(households.places),
                "all_people": choice.people,
            },
        )


def is_alone(choice: Choice, households: Households) -> Flags:
    """Return the pairs of people who are alone."""
    return np.asarray(households.household[choice.candidate] < 0)

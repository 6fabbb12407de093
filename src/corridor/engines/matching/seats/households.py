"""Households and couples: who belongs together, and where together is."""

from dataclasses import dataclass

import numpy as np

from corridor.engines.matching.allocation import Choice
from corridor.engines.matching.types import Flags, Ints, Longs
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

"""Who would rather have each other where households are kept together; shares no code with how they are placed."""

from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from corridor.engines.matching.allocation import Choice, wish
from corridor.engines.matching.seats.households import Households, place_of_pairs
from corridor.engines.matching.types import Longs


def blocking(choice: Choice, households: Households, pairs: Longs) -> tuple[int, int]:
    """Count blocking pairs of people who are alone, and blocking households with places.

    A vacancy takes somebody for a free seat or for somebody whom it likes less, member of a household or not. A
    household moves for a greater total; it counts once per place.
    """
    vacancy, candidate = choice.vacancy[pairs], choice.candidate[pairs]
    liked = wish(choice.micro[pairs], candidate)
    mine = np.full(choice.people, -1, np.int64)
    mine[candidate] = wish(choice.micro[pairs], vacancy)
    last = np.full(len(choice.positions), np.iinfo(np.int64).max)
    np.minimum.at(last, vacancy, liked)
    last[np.bincount(vacancy, minlength=len(last)) < choice.positions] = -1
    takes = wish(choice.micro, choice.candidate) > last[choice.vacancy]
    alone = households.household[choice.candidate] < 0
    rather = wish(choice.micro, choice.vacancy) > mine[choice.candidate]
    found = int(np.count_nonzero(takes & alone & rather))
    return found, sum(1 for _ in blocking_stays(choice, households, pairs, takes))


def blocking_stays(
    choice: Choice, households: Households, pairs: Longs, takes: np.ndarray
) -> Iterator[tuple[int, int]]:
    """Yield the households and places that block."""
    held: dict[int, list[tuple[int, int]]] = defaultdict(list)
    has: dict[int, int] = defaultdict(int)
    for pair in pairs.tolist():
        family = int(households.household[choice.candidate[pair]])
        held[int(choice.vacancy[pair])].append((int(choice.micro[pair]), -int(choice.candidate[pair])))
        has[family] += int(choice.micro[pair])
    sizes = np.bincount(households.household[households.household >= 0], minlength=len(households.level))
    for (family, place), options in takers(choice, households, pairs, takes).items():
        if len(options) < sizes[family] or sum(max(each)[0] for each in options.values()) <= has[family]:
            continue
        own = set(np.flatnonzero(households.household == family).tolist())
        members = [sorted(each, reverse=True) for each in options.values()]
        if any_bundle(choice, held, own, members, has[family]):
            yield family, place


def takers(
    choice: Choice, households: Households, pairs: Longs, takes: np.ndarray
) -> dict[tuple[int, int], dict[int, list[tuple[int, int, int]]]]:
    """Return for every household and place the (score, vacancy, member) that a vacancy would take, by member."""
    place = place_of_pairs(choice, households)
    able = takes.copy()
    able[pairs] = True
    # The seats that a household holds itself are free to its own members.
    family = households.household[choice.candidate]
    own = set(zip(family[pairs].tolist(), choice.vacancy[pairs].tolist(), strict=True))
    found: dict[tuple[int, int], dict[int, list[tuple[int, int, int]]]] = defaultdict(lambda: defaultdict(list))
    for pair in np.flatnonzero((family >= 0) & (place >= 0)).tolist():
        v, c = int(choice.vacancy[pair]), int(choice.candidate[pair])
        if able[pair] or (int(family[pair]), v) in own:
            found[int(family[pair]), int(place[pair])][c].append((int(choice.micro[pair]), v, c))
    return found


def any_bundle(
    choice: Choice, held: dict[int, list[tuple[int, int]]], own: set[int], members: list[list[tuple[int, int, int]]],
    beyond: int,
) -> bool:  # fmt: skip
    """Return whether the members find seats with a greater total than `beyond` that all vacancies would give."""
    best_after = np.append(np.cumsum([each[0][0] for each in members[::-1]])[::-1], 0).tolist()

    def search(number: int, total: int, chosen: list[tuple[int, int, int]]) -> bool:
        if number == len(members):
            return all_taken(choice, held, own, chosen)
        for score, v, c in members[number]:
            if total + score + best_after[number + 1] <= beyond:
                return False
            if search(number + 1, total + score, [*chosen, (score, v, c)]):
                return True
        return False

    return search(0, 0, [])


def all_taken(
    choice: Choice, held: dict[int, list[tuple[int, int]]], own: set[int], chosen: list[tuple[int, int, int]]
) -> bool:
    """Return whether every vacancy would take all the members that ask it."""
    asked: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for score, v, c in chosen:
        asked[v].append((score, -c))
    for v, members in asked.items():
        others = [each for each in held[v] if -each[1] not in own]
        best = sorted([*others, *members], reverse=True)[: int(choice.positions[v])]
        if not set(members) <= set(best):
            return False
    return True

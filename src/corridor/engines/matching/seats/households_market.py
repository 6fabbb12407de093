"""Households in a large market: they take what they like best at the present prices, the others bid for the rest."""

from dataclasses import dataclass, replace

import numpy as np

from corridor.engines.matching.allocation import Choice
from corridor.engines.matching.clearing import clear
from corridor.engines.matching.seats.households import PROGRAMME_PAIRS, Households, is_alone, place_of_pairs
from corridor.engines.matching.seats.households_programme import programme
from corridor.engines.matching.types import Floats, Ints, Longs

ROUNDS = 4
STEPS = 40
"""How many steps the prices make between two allocations."""
NODES = 300
FINEST = 1e-6


@dataclass(frozen=True, slots=True)
class Bundles:
    """The pairs of households, sorted by household, place and member, with where each of these begins.

    `pair` are pairs of the choice; `seat` numbers the group of one member in one place, `stay` that of one household in
    one place; `seat_stay` and `stay_household` lead upwards.
    """

    pair: Longs
    seat: Longs
    seat_start: Longs
    seat_stay: Longs
    stay_start: Longs
    stay_household: Ints


def bundles_of(choice: Choice, households: Households) -> Bundles:
    """Return the pairs of households in their groups."""
    mine, place = households.household[choice.candidate], place_of_pairs(choice, households)
    pair = np.flatnonzero(mine >= 0)
    pair = pair[np.lexsort((choice.candidate[pair], place[pair], mine[pair]))]
    keys = np.column_stack([mine[pair], place[pair], choice.candidate[pair]])
    is_stay = np.any(np.diff(keys[:, :2], axis=0, prepend=-1) != 0, axis=1)
    is_seat = is_stay | (np.diff(keys[:, 2], prepend=-1) != 0)
    seat = np.cumsum(is_seat) - 1
    seat_start = np.flatnonzero(is_seat)
    seat_stay = (np.cumsum(is_stay) - 1)[seat_start]
    stay_start = np.flatnonzero(np.diff(seat_stay, prepend=-1))
    return Bundles(pair, seat, seat_start, seat_stay, stay_start, mine[pair[seat_start[stay_start]]])


def market(choice: Choice, households: Households, gap: float) -> tuple[Longs, float]:
    """Return the best allocation found and its bound in points."""
    bundles = bundles_of(choice, households)
    plain = replace(choice, quotas=(), shares=())
    prices = clear(plain, max(gap / 4, 1e-4)).prices
    best, total, bound, best_prices = np.zeros(0, np.int64), -1, np.inf, prices
    for _ in range(ROUNDS):
        prices, least = settled(plain, households, bundles, prices, max(total, 0))
        if least < bound:
            bound, best_prices = least, prices
        chosen, prices = allocated(plain, households, bundles, prices, max(gap / 4, FINEST))
        if (reached := int(choice.micro[chosen].sum(dtype=np.int64))) > total:
            best, total = chosen, reached
        if bound - total <= gap * bound:
            break
    likely = promising(plain, households, bundles, best_prices, bound - total, best)
    if bound - total > gap * bound and len(likely) <= PROGRAMME_PAIRS:
        best, bound = refined(plain, households, likely, best, bound)
    return best, bound / 1e6


def surpluses(choice: Choice, bundles: Bundles, prices: Floats) -> tuple[Floats, Floats, Floats]:
    """Return what every pair gains at prices, the best of every seat group, and what every stay gains together."""
    gain = choice.micro - prices[choice.vacancy]
    best = np.maximum.reduceat(gain[bundles.pair], bundles.seat_start) if len(bundles.pair) else np.zeros(0)
    together = np.add.reduceat(best, bundles.stay_start) if len(best) else np.zeros(0)
    return gain, best, together


def settled(
    choice: Choice, households: Households, bundles: Bundles, prices: Floats, reached: float
) -> tuple[Floats, float]:
    """Return prices at which the bound is less, and that bound: steps against what is asked for too much.

    Subgradient steps with Polyak's length towards what is reached, the best prices kept.
    """
    least, best, ease = np.inf, prices, 1.0
    for _ in range(STEPS):
        bound, excess = bound_at(choice, households, bundles, prices)
        if bound < least:
            least, best = bound, prices
        else:
            ease *= 0.8
        norm = float((excess**2).sum())
        if norm == 0:
            break
        aim = reached if reached else bound * 0.999
        prices = np.maximum(0.0, prices + ease * max(bound - aim, 1.0) / norm * excess)
    return best, least


def bound_at(choice: Choice, households: Households, bundles: Bundles, prices: Floats) -> tuple[float, Floats]:
    """Return what no allocation can exceed at these prices, and by how much every vacancy is asked for too much."""
    gain, _, together = surpluses(choice, bundles, prices)
    alone = np.flatnonzero(is_alone(choice, households))
    top = np.zeros(choice.people)
    np.maximum.at(top, choice.candidate[alone], gain[alone])
    asks = np.full(choice.people, -1, np.int64)
    hits = alone[(gain[alone] >= top[choice.candidate[alone]]) & (gain[alone] > 0)]
    asks[choice.candidate[hits]] = choice.vacancy[hits]
    best = np.zeros(len(households.level))
    np.maximum.at(best, bundles.stay_household, together)
    stays = np.full(len(best), -1, np.int64)
    wins = np.flatnonzero((together >= best[bundles.stay_household]) & (together > 0))
    stays[bundles.stay_household[wins]] = wins
    wanted = np.concatenate([asks[asks >= 0], asked_by(choice, bundles, gain, stays[stays >= 0])])
    excess = np.bincount(wanted, minlength=len(choice.positions)) - choice.positions
    # A vacancy that costs nothing and is not asked for stays as it is.
    excess = np.where((excess < 0) & (prices <= 0), 0, excess)
    paid = float((prices * np.minimum(choice.positions, choice.people)).sum())
    return float(top.sum()) + float(best.sum()) + paid + 1.0, excess.astype(float)


def asked_by(choice: Choice, bundles: Bundles, gain: Floats, stays: Longs) -> Ints:
    """Return the vacancies that the members of some stays like best."""
    if not len(stays):
        return np.zeros(0, np.int32)
    chosen = np.isin(bundles.seat_stay[bundles.seat], stays)
    pair, seat = bundles.pair[chosen], bundles.seat[chosen]
    order = np.lexsort((-gain[pair], seat))
    return np.asarray(choice.vacancy[pair[order[np.diff(seat[order], prepend=-1) != 0]]])


def allocated(
    choice: Choice, households: Households, bundles: Bundles, prices: Floats, gap: float
) -> tuple[Longs, Floats]:
    """Return an allocation at prices: households first, where they gain most; also the prices of what is left."""
    gain, _, together = surpluses(choice, bundles, prices)
    left = choice.positions.astype(np.int64).copy()
    taken = placed_households(choice, bundles, gain, together, left)
    alone = np.flatnonzero(is_alone(choice, households) & (left[choice.vacancy] > 0))
    rest = replace(
        choice,
        vacancy=choice.vacancy[alone],
        candidate=choice.candidate[alone],
        micro=choice.micro[alone],
        positions=np.maximum(left, 1),
    )
    cleared = clear(rest, gap, opening=prices, step=max(2, int(choice.micro.max(initial=1)) // 50))
    after = np.where(left > 0, cleared.prices, prices)
    return np.concatenate([taken, alone[cleared.chosen]]), (prices + after) / 2


def placed_households(choice: Choice, bundles: Bundles, gain: Floats, together: Floats, left: Longs) -> Longs:
    """Place households one after the other, who gains most first; takes the seats out of `left`."""
    ends = np.append(bundles.stay_start[1:], len(bundles.seat_start))
    seat_ends = np.append(bundles.seat_start[1:], len(bundles.pair))
    is_done: set[int] = set()
    taken: list[int] = []
    for stay in np.argsort(-together, kind="stable").tolist():
        household = int(bundles.stay_household[stay])
        if together[stay] <= 0:
            break
        if household in is_done:
            continue
        pairs: list[int] = []
        for seat in range(bundles.stay_start[stay], ends[stay]):
            options = bundles.pair[bundles.seat_start[seat] : seat_ends[seat]]
            free = options[left[choice.vacancy[options]] > 0]
            if not len(free):
                break
            pairs.append(int(free[np.argmax(gain[free])]))
            left[choice.vacancy[pairs[-1]]] -= 1
        if len(pairs) == ends[stay] - bundles.stay_start[stay]:
            is_done.add(household)
            taken += pairs
        else:
            np.add.at(left, choice.vacancy[np.array(pairs, np.int64)], 1)
    return np.array(taken, np.int64)


def promising(
    choice: Choice, households: Households, bundles: Bundles, prices: Floats, room: float, best: Longs
) -> Longs:
    """Return the pairs that a better allocation can use: those that lose no more than `room` at the prices."""
    gain, seat_best, together = surpluses(choice, bundles, prices)
    alone = np.flatnonzero(is_alone(choice, households))
    top = np.zeros(choice.people)
    np.maximum.at(top, choice.candidate[alone], gain[alone])
    used = np.zeros(len(choice.vacancy), np.bool_)
    used[alone[top[choice.candidate[alone]] - gain[alone] <= room]] = True
    most = np.zeros(len(households.level))
    np.maximum.at(most, bundles.stay_household, together)
    stay = bundles.seat_stay[bundles.seat]
    lost = most[bundles.stay_household[stay]] - together[stay] + seat_best[bundles.seat] - gain[bundles.pair]
    used[bundles.pair[lost <= room]] = True
    used[best] = True
    return np.flatnonzero(used)


def refined(choice: Choice, households: Households, pairs: Longs, best: Longs, bound: float) -> tuple[Longs, float]:
    """Return the best allocation over the pairs that can do better, within so many branches."""
    part = replace(choice, vacancy=choice.vacancy[pairs], candidate=choice.candidate[pairs], micro=choice.micro[pairs])
    chosen, proven, is_found = programme(part, households, 0.0, NODES)
    total = int(choice.micro[best].sum(dtype=np.int64))
    bound = min(bound, max(proven * 1e6, float(total)))
    if is_found and int(part.micro[chosen].sum(dtype=np.int64)) > total:
        return pairs[chosen], bound
    return best, bound

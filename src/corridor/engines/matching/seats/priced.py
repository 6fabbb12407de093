"""Quotas at scale: every limit gets a price, under which an auction allocates; the prices prove a bound.

A nomination that counts for a scarce quota pays for it, one that a minimum asks for is paid. For any prices, the
greatest total under them plus what the limits themselves are worth is a bound that no allocation which keeps the limits
can exceed. Good prices are sought by cutting planes in a box that moves (Marsten, Hogan and Blankenship 1975);
allocations found on the way are mixed into one that keeps the limits.
"""

from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import linprog

from corridor.engines.matching.allocation import SHARE_PARTS, Choice
from corridor.engines.matching.certificate import price_bound
from corridor.engines.matching.clearing import clear
from corridor.engines.matching.seats.limits import ENDLESS, Limits
from corridor.engines.matching.seats.mixing import mixed, usage_of
from corridor.engines.matching.types import Floats, Longs

MOST_PRICE = 20
"""No limit is priced above so many times the greatest score."""
FIRST_BOX = 4
"""The first box is the greatest score over this, to either side."""
ROUNDS = 30
ROUNDS_PER_RULE = 6
PATIENCE = 8
WORTH_WHILE = 0.97
"""The search ends after so many rounds of which none brought the gap below this part of what it was."""
FINEST = 1e-6
"""The finest gap of one auction."""


@dataclass(frozen=True, slots=True)
class Priced:
    """The best allocation found: everybody's pair or -1, its total, what it lacks, and the bound with its prices.

    Totals are millionths; `short` is the sum over all limits. `seat_prices` are millionths, `limit_prices` too.
    """

    pair: Longs
    total: int
    short: int
    bound: int
    limit_prices: Longs
    seat_prices: Floats

    @property
    def gap(self) -> float:
        """Return how far the total may be below the greatest, as a share of the bound."""
        return (self.bound - self.total) / self.bound if self.bound > 0 else 0.0


@dataclass(frozen=True, slots=True)
class Tried:
    """What one set of limit prices gave."""

    prices: Longs
    pair: Longs
    total: int
    usage: Longs
    bound: int
    seat_prices: Floats


def price(choice: Choice, limits: Limits, gap: float) -> Priced:
    """Return the best allocation found that keeps the limits, with its bound; `short` tells when none was found."""
    greatest = max(1, int(choice.micro.max(initial=0)))
    inner = max(gap / 4, FINEST)
    center = tried(choice, limits, np.zeros(len(limits.labels), np.int64), inner, None, greatest)
    cuts, box = [center], greatest / FIRST_BOX
    best = better(choice, limits, None, center.pair, center)
    last_gain = 0
    for number in range(ROUNDS + ROUNDS_PER_RULE * len(limits.labels)):
        if best.short == 0 and (best.bound - best.total <= gap * best.bound or number - last_gain > PATIENCE):
            break
        prices, promised = cheapest(limits, cuts, center.prices, box, greatest)
        if (center.bound - promised <= inner * center.bound and best.short == 0) or box < 1:
            break
        found = tried(choice, limits, prices, inner, center.seat_prices, max(2, int(box / 4)))
        cuts.append(found)
        if found.bound < center.bound:
            box = box * 2 if center.bound - found.bound > (center.bound - promised) / 2 else box
            center = found
        else:
            box /= 3
        before, best = best, better(choice, limits, best, found.pair, center)
        if best.short < before.short or best.bound - best.total < WORTH_WHILE * (before.bound - before.total):
            last_gain = number
    return best


def better(choice: Choice, limits: Limits, best: Priced | None, pair: Longs, center: Tried) -> Priced:
    """Mix the best allocation so far with a new one, and take the bound of the best prices so far."""
    found = pair if best is None else mixed(choice, limits, best.pair, pair)
    total = int(choice.micro[found[found >= 0]].sum(dtype=np.int64))
    short = int(limits.short(usage_of(choice, limits, found)).sum())
    return Priced(found, total, short, center.bound, center.prices, center.seat_prices)


def tried(choice: Choice, limits: Limits, prices: Longs, gap: float, opening: Floats | None, step: int) -> Tried:
    """Allocate under prices of the limits."""
    worth, kept = worth_under(choice, limits, prices)
    under = replace(
        choice, vacancy=choice.vacancy[kept], candidate=choice.candidate[kept], micro=worth, quotas=(), shares=()
    )
    cleared = clear(under, gap, opening=opening, step=step)
    pairs = kept[cleared.chosen]
    pair = np.full(choice.people, -1, np.int64)
    pair[choice.candidate[pairs]] = pairs
    total = int(choice.micro[pairs].sum(dtype=np.int64))
    usage = limits.usage(choice.candidate[pairs], choice.vacancy[pairs])
    bound = cleared.bound + worth_of_limits(limits, prices)
    return Tried(prices, pair, total, usage, bound, cleared.prices)


def worth_under(choice: Choice, limits: Limits, prices: Longs) -> tuple[np.ndarray, Longs]:
    """Return what pairs are worth beyond what they pay for limits, and which are worth anything.

    Payments are rounded down to whole millionths, so that the bound stays true.
    """
    pays = ((limits.among.T * prices) @ limits.weight) // SHARE_PARTS
    worth = choice.micro - pays[limits.person[choice.candidate], limits.post[choice.vacancy]]
    kept = np.flatnonzero(worth > 0)
    return worth[kept].astype(np.int32), kept


def worth_of_limits(limits: Limits, prices: Longs) -> int:
    """Return the most that an allocation which keeps the limits can pay for them, rounded up to whole millionths."""
    most = np.where(prices > 0, limits.high, limits.low)
    paid = sum(int(price) * int(limit) for price, limit in zip(prices, most, strict=True) if price)
    return -(-paid // SHARE_PARTS)


def cheapest(limits: Limits, cuts: list[Tried], center: Longs, box: float, greatest: int) -> tuple[Longs, float]:
    """Return the prices within a box around the center at which the bound may be least, and that least bound.

    Every allocation found gives a plane below the bound: its total plus what it leaves of the limits, at their prices.
    """
    scale, many, most = SHARE_PARTS * 1e6, len(center), MOST_PRICE * greatest / 1e6
    high, low = limits.high < ENDLESS, limits.low > -ENDLESS
    middle, reach = center / 1e6, box / 1e6
    # Columns: prices of maxima, prices of minima (both 0 or more), and the bound in points.
    usage = np.array([cut.usage for cut in cuts])
    left = np.where(high, (np.where(high, limits.high, 0) - usage) / SHARE_PARTS, 0.0)
    over = (usage - limits.low) / SHARE_PARTS
    planes = np.column_stack([left, over, -np.ones(len(cuts))])
    eye = np.eye(many)
    within = np.column_stack([np.vstack([eye, -eye]), np.vstack([-eye, eye]), np.zeros(2 * many)])
    edges = np.concatenate([middle + reach, reach - middle])
    found = linprog(
        np.append(np.zeros(2 * many), 1.0),
        A_ub=np.vstack([planes, within]),
        b_ub=np.concatenate([[-cut.total / 1e6 for cut in cuts], edges]),
        bounds=[*((0, most if is_one else 0) for is_one in (*high, *low)), (None, None)],
        method="highs",
    )
    prices = np.rint((found.x[:many] - found.x[many : 2 * many]) * 1e6).astype(np.int64)
    return prices, float(found.x[-1]) * scale / SHARE_PARTS


def promising(choice: Choice, limits: Limits, priced: Priced) -> Longs:
    """Return the pairs that an allocation better than the one found can use, by what each loses at the prices."""
    worth, kept = worth_under(choice, limits, priced.limit_prices)
    seats = np.rint(priced.seat_prices).astype(np.int64)
    gain = worth - seats[choice.vacancy[kept]]
    surplus = np.zeros(choice.people, np.int64)
    np.maximum.at(surplus, choice.candidate[kept], gain)
    under = replace(choice, vacancy=choice.vacancy[kept], candidate=choice.candidate[kept], micro=worth)
    bound = price_bound(under, seats) + worth_of_limits(limits, priced.limit_prices)
    lost = surplus[choice.candidate[kept]] - gain
    used = np.zeros(len(choice.vacancy), np.bool_)
    used[kept[lost <= bound - priced.total]] = True
    used[priced.pair[priced.pair >= 0]] = True
    return np.flatnonzero(used)

"""Families that arrive in batches: each batch is placed before the next is known.

A place that is scarce later should not be filled now with whoever comes first. Every person in a place therefore pays
its price: what room there will be worth to those still to come, learnt from sampled futures drawn from past families.
At a price of 0 everywhere this is the greedy way. With all families known, prices prove how great the total can be.

Source: Ahani, Gölz, Procaccia, Teytelboym and Trapp (2021), dynamic placement in refugee resettlement (prices from
futures); Bansak and Paulson (2024), outcome-driven dynamic refugee assignment with allocation balancing (backlog).
"""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from corridor.engines.matching.types import Flags, Floats, Ints, Longs
from corridor.kernel.errors import N_, InputError

UNITS = 1e6
SMALLEST = 1e-7
"""The gap of one batch's integer programme."""
HINDSIGHT_GAP = 3e-4
LIKELY = 150_000
"""How far below its best at the prices, in millionths, a place may be and still be looked at in hindsight."""
SOFTNESS = 0.005
"""How far below its best a place may be, in points, and still draw a good part of a family when prices are sought."""


@dataclass(frozen=True, slots=True)
class Families:
    """Families that stay together: `size` in people, `value` (families, places) in millionths.

    A negative value says that a family can not go to a place.
    """

    size: Longs
    value: Longs

    def __len__(self) -> int:
        return len(self.size)

    def some(self, rows: Longs | Flags) -> "Families":
        """Return some of the families."""
        return Families(self.size[rows], self.value[rows])


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Families by the batch in which they arrive, from 0, and the room of every place in people."""

    families: Families
    batch: Ints
    batches: int
    room: Longs


@dataclass(frozen=True, slots=True)
class Placing:
    """Where families went: `place` or -1 by family, and how good that is.

    `total` is in points. `bound` is what no placing of these families could exceed, even in hindsight; `gap` is the
    share of the bound that is missing at most. `backlog` (batches, places) counts people beyond the steady pace: what a
    place was given so far above its room spread evenly over the batches, where a place catches up in slow batches.
    """

    place: Ints
    placed: int
    people_placed: int
    total: float
    bound: float
    gap: float
    backlog: Floats

    @property
    def peak(self) -> float:
        """Return the greatest backlog of any place."""
        return float(self.backlog.max(initial=0.0))

    @property
    def mean_backlog(self) -> float:
        """Return the backlog of all places together, in the mean of the batches."""
        return float(self.backlog.sum(axis=1).mean()) if len(self.backlog) else 0.0


@dataclass(frozen=True, slots=True)
class Foresight:
    """What is known of the future: past families, how many families a batch brings, and how many futures to draw.

    No futures is the greedy way. `seed` makes the draws repeatable.
    """

    past: Families
    families_per_batch: float
    futures: int = 5
    seed: int = 20260101


def place_as_they_come(arrivals: Arrivals, foresight: Foresight, *, balance: int = 0) -> Placing:
    """Return where the families of every batch go, decided without knowing later batches.

    Parameters
    ----------
    foresight : past families and futures; also families that have arrived are drawn from
    balance : what a person in backlog costs per batch, in millionths; 0 asks for no steady workload

    Raises
    ------
    InputError : sizes below 1, batches out of range, or values of another shape
    """
    check(arrivals, foresight.past)
    rng = np.random.default_rng(foresight.seed)
    room, place = arrivals.room.astype(np.int64), np.full(len(arrivals.families), -1, np.int32)
    backlog, steady = np.zeros(len(room)), arrivals.room / max(1, arrivals.batches)
    for batch in range(arrivals.batches):
        now = np.flatnonzero(arrivals.batch == batch)
        present, to_come = arrivals.families.some(now), arrivals.batches - batch - 1
        known = joined(foresight.past, arrivals.families.some(arrivals.batch <= batch))
        prices = future_prices(present, known, room, rng, foresight, to_come)
        went = place_batch(present, room, prices, backlog - steady, balance)
        place[now] = went
        used = people_by_place(present, went, len(room))
        room, backlog = room - used, np.maximum(0.0, backlog + used - steady)
    return finished(arrivals, place)


def place_greedily(arrivals: Arrivals) -> Placing:
    """Return where families go when every batch takes the best for itself."""
    nobody = arrivals.families.some(np.zeros(0, np.int64))
    return place_as_they_come(arrivals, Foresight(nobody, 0.0, futures=0))


def place_in_hindsight(arrivals: Arrivals) -> Placing:
    """Return the placing of all families at once, as if all had been known; its gap is proven."""
    check(arrivals, arrivals.families)
    families, nothing = arrivals.families, np.zeros(len(arrivals.room))
    surplus = families.value - families.size[:, None] * prices_of(families, arrivals.room)
    best = surplus.max(axis=1, initial=0)[:, None]
    # Places far below a family's best at the prices are not worth the programme's time; the bound knows all places.
    likely = np.where(surplus >= best - LIKELY, families.value, -1)
    place = place_batch(Families(families.size, likely), arrivals.room, nothing, nothing, 0, gap=HINDSIGHT_GAP)
    return finished(arrivals, place)


def future_prices(
    present: Families, known: Families, room: Longs, rng: np.random.Generator, foresight: Foresight, to_come: int
) -> Floats:
    """Return what room in every place will be worth to those to come, in millionths per person: a mean over futures."""
    prices = [np.zeros(len(room))]
    many = rng.poisson(foresight.families_per_batch * to_come, foresight.futures if to_come else 0)
    for count in many:
        drawn = known.some(rng.integers(0, len(known), count)) if len(known) else known
        prices.append(prices_of(joined(present, drawn), room, prices[-1]))
    return np.asarray(np.mean(prices[1:] or prices, axis=0))


def prices_of(families: Families, room: Longs, opening: Floats | None = None) -> Floats:
    """Return the price of a person's room in every place, in millionths, at which families fill the places.

    These are the prices of the linear programme without whole families, smoothed: a family shares itself out over its
    best places by a soft maximum, which makes the bound a smooth function of few prices.
    """
    if not len(families) or not len(room):
        return np.zeros(len(room))
    # The optimiser is slow to load; a ranking does not need it.
    from scipy.optimize import minimize

    value = np.where(families.value >= 0, families.value / UNITS, -np.inf)
    size = families.size[:, None].astype(float)

    def bound(prices: Floats) -> tuple[float, Floats]:
        gain = (value - size * prices) / SOFTNESS
        top = np.maximum(0.0, gain.max(axis=1, keepdims=True))
        weight = np.exp(gain - top)
        all_weights = weight.sum(axis=1, keepdims=True) + np.exp(-top)
        taken = (size * weight / all_weights).sum(axis=0)
        return float(SOFTNESS * (np.log(all_weights) + top).sum() + prices @ room), room - taken

    start = np.zeros(len(room)) if opening is None else opening / UNITS
    found = minimize(bound, start, jac=True, method="TNC", bounds=[(0.0, None)] * len(room))
    return np.asarray(found.x * UNITS)


def place_batch(
    families: Families, room: Longs, prices: Floats, ahead: Floats, balance: int, *, gap: float = SMALLEST
) -> Ints:
    """Return the place of every family: the greatest value after prices and the cost of backlog, within the room.

    Parameters
    ----------
    ahead : how far every place is before its steady pace, in people; below 0 it has still to catch up
    """
    from scipy.optimize import Bounds, LinearConstraint, milp

    place = np.full(len(families), -1, np.int32)
    rows, columns, value = options_of(families)
    worth = value - families.size[rows] * prices[columns]
    if not len(worth):
        return place
    many, places = len(worth), len(room)
    rules = rules_of(families, rows, columns, places)
    # One more column per place: its people beyond the steady pace.
    beyond = sparse.csr_array(sparse.hstack([rules[len(families) :], -sparse.eye_array(places)]))
    empty = sparse.csr_array((rules.shape[0], places))
    limits = np.concatenate([np.ones(len(families)), room])
    found = milp(
        np.concatenate([-worth, np.full(places, float(balance))]) / UNITS,
        integrality=np.concatenate([np.ones(many), np.zeros(places)]),
        bounds=Bounds(0, np.concatenate([np.ones(many), np.full(places, np.inf)])),
        constraints=[
            LinearConstraint(sparse.csr_array(sparse.hstack([rules, empty])), -np.inf, limits),
            LinearConstraint(beyond, -np.inf, -ahead if balance else np.full(places, np.inf)),
        ],
        options={"mip_rel_gap": gap},
    )
    taken = np.flatnonzero(found.x[:many] > 0.5)
    place[rows[taken]] = columns[taken]
    return place


def options_of(families: Families) -> tuple[Longs, Longs, Longs]:
    """Return the family, place and value of everything that is possible."""
    rows, columns = np.nonzero(families.value >= 0)
    return rows, columns, families.value[rows, columns]


def rules_of(families: Families, rows: Longs, columns: Longs, places: int) -> sparse.csr_array:
    """Return one row per family, then one per place in people."""
    option = np.arange(len(rows))
    weight = np.concatenate([np.ones(len(rows)), families.size[rows]]).astype(float)
    where = (np.concatenate([rows, columns + len(families)]), np.concatenate([option, option]))
    return sparse.csr_array((weight, where), shape=(len(families) + places, len(rows)))


def finished(arrivals: Arrivals, place: Ints) -> Placing:
    """Return a placing with its bound in hindsight."""
    families, taken = arrivals.families, np.flatnonzero(place >= 0)
    total = int(families.value[taken, place[taken]].sum()) / UNITS
    bound = max(
        total, room_bound(families, arrivals.room, np.rint(prices_of(families, arrivals.room)).astype(np.int64))
    )
    return Placing(
        place=place,
        placed=len(taken),
        people_placed=int(families.size[taken].sum()),
        total=total,
        bound=bound,
        gap=(bound - total) / bound if bound > 0 else 0.0,
        backlog=backlog_of(arrivals, place),
    )


def room_bound(families: Families, room: Longs, prices: Longs) -> float:
    """Return what no placing can exceed at these prices per person: all room paid, plus every family's best surplus."""
    surplus = np.where(families.value >= 0, families.value - families.size[:, None] * prices, 0)
    best = np.maximum(0, surplus.max(axis=1, initial=0))
    return (int(best.sum()) + int((prices * room).sum())) / UNITS


def backlog_of(arrivals: Arrivals, place: Ints) -> Floats:
    """Return the backlog of every batch and place."""
    places, steady = len(arrivals.room), arrivals.room / max(1, arrivals.batches)
    waiting, found = np.zeros(places), np.zeros((arrivals.batches, places))
    for batch in range(arrivals.batches):
        now = arrivals.batch == batch
        used = people_by_place(arrivals.families.some(now), place[now], places)
        found[batch] = waiting = np.maximum(0.0, waiting + used - steady)
    return found


def people_by_place(families: Families, place: Ints, places: int) -> Longs:
    """Count the people that went to every place."""
    went = place >= 0
    return np.bincount(place[went], weights=families.size[went], minlength=places).astype(np.int64)


def joined(one: Families, other: Families) -> Families:
    """Return the families of both."""
    return Families(np.concatenate([one.size, other.size]), np.concatenate([one.value, other.value]))


def check(arrivals: Arrivals, past: Families) -> None:
    """Refuse arrivals that can not be placed."""
    families, places = arrivals.families, len(arrivals.room)
    for name, group in (("arrivals", families), ("past", past)):
        if group.value.shape != (len(group), places) or (len(group) and int(group.size.min()) < 1):
            raise InputError(
                N_("The families of %(group)s have values for %(columns)s places and sizes from %(least)s people."),
                hint=N_("Give every family one value per place, here %(places)s, and at least one person."),
                field=name,
                code="arrivals_shape",
                params={
                    "group": name,
                    "columns": group.value.shape[-1],
                    "least": int(group.size.min(initial=1)),
                    "places": places,
                },
            )
    last = int(arrivals.batch.max(initial=-1))
    if int(arrivals.batch.min(initial=0)) < 0 or last >= arrivals.batches or int(arrivals.room.min(initial=0)) < 0:
        raise InputError(
            N_("Batches are numbered up to %(last)s of %(batches)s, or a place has room below 0."),
            hint=N_("Number batches from 0, below their count, and give room of 0 or more people."),
            field="batch",
            code="arrivals_batch",
            params={"last": last, "batches": arrivals.batches},
        )

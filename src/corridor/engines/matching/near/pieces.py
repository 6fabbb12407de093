"""A large ranking by shares in pieces: ask for more partners than wanted by an upper bound, and settle them exactly.

A row whose last wanted score is greater than the bound of the last partner listed is done: nobody behind that one can
come in. The others are asked again for lists four times as long.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from corridor.engines.matching.best import Lists
from corridor.engines.matching.crowds import Market, market_of, near_of
from corridor.engines.matching.fast import LEAST_TILE, available_cores, batch_of_candidates, in_threads, ranges
from corridor.engines.matching.near import settling
from corridor.engines.matching.near.bounds import MOST_LIMITS, in_bands, is_exact, limits_of
from corridor.engines.matching.near.settling import Turn
from corridor.engines.matching.parts import Listed, Table, empty_table, posts_of
from corridor.engines.matching.pieces import Gathering, Ground, Piece, by_group, lists_of_slots
from corridor.engines.matching.shares import shares_of
from corridor.engines.matching.slots import Record
from corridor.engines.matching.types import Asking, Flags, Longs, Options, Store

FIRST, MORE = 2, 4
"""The first lists are so many times as long as the wanted ones, and those after them so many times as long again."""
MOST_PLACES = 2**24
"""So many places of lists are asked for together: 128 MB."""


@dataclass(frozen=True, slots=True)
class NearGround:
    """What every piece of one ranking by shares needs: the ground of the bounds, and that of the scores.

    `skills` is how many there are; `is_exact` tells that bounds are scores.
    """

    bounds: Ground
    scores: settling.Ground
    skills: int
    is_exact: bool

    def widths(self) -> Iterator[int]:
        """Yield the lengths of the lists that are asked for, until they hold everybody."""
        people, posts = self.bounds.size
        others = people if self.bounds.for_vacancies else posts
        width = self.bounds.width if self.is_exact else min(FIRST * self.bounds.width, others)
        yield width
        while width < others:
            width = min(MORE * width, others)
            yield width


@dataclass(frozen=True, slots=True)
class Pen:
    """What the columns of listed pairs are written from."""

    scores: settling.Ground
    skills: int
    for_vacancies: bool
    threads: int


def ground_of(store: Store, options: Options, rows: Longs | None = None, *, limits: int = MOST_LIMITS) -> NearGround:
    """Return what the pieces of a ranking need; both sides may not be empty.

    Parameters
    ----------
    store, options : the market, and the ranking with its table of near skills
    rows : the asking rows; all if None
    limits : the most bands that a skill is cut into; more of them bring closer bounds and more to add up
    """
    for_vacancies = options.asking is Asking.VACANCIES
    mine, others = len(store.candidates), len(store.vacancies)
    mine, others = (others, mine) if for_vacancies else (mine, others)
    rows = np.arange(mine) if rows is None else rows
    threads, cuts = options.threads or available_cores(), limits_of(options.near, limits)
    shares = shares_of(store, options.near, threads=threads)
    banded = in_bands(store, shares, cuts)
    market = market_of(banded, options, rows, threads=threads)
    scores = settling.Ground(
        people=market.people,
        posts=posts_of(store, market.entries.group_of_vacancy),
        near=near_of(market.entries, len(store.candidates)),
        start=shares.start,
        skill=shares.skill,
        share=shares.share,
        weight=store.skill_weight,
        parts=market.job.shares,
    )
    bounds = Ground(market, order_of(market, for_vacancies=for_vacancies), min(options.top, others), for_vacancies)
    is_whole = len(banded.skill_weight) == len(cuts) * len(store.skill_weight)
    return NearGround(bounds, scores, len(store.skill_weight), is_whole and is_exact(options.near, cuts))


def order_of(market: Market, *, for_vacancies: bool) -> Longs:
    """Return the asking rows as pieces take them."""
    if for_vacancies:
        return market.index.slots.record[:, Record.POST].astype(np.int64)
    order = by_group(market)
    return order[np.isin(order, market.rows)]


def piece_of(ground: NearGround, first: int, last: int, *, threads: int = 0) -> Piece:
    """Return the lists of the asking rows `first` to `last` of the order; the same for any number of threads."""
    bounds, (people, posts) = ground.bounds, ground.bounds.size
    reached = np.zeros(people, np.bool_), np.zeros(posts, np.bool_)
    market = replace(bounds.market, reached=reached, threads=threads or bounds.market.threads)
    ground = replace(ground, bounds=replace(bounds, market=market))
    lists, left, pairs = empty_lists(last - first, bounds.width), np.arange(first, last), -1
    for width in ground.widths():
        found, left = ask(ground, lists, left, first, width)
        # Every pair is counted when its row is asked for the first time.
        pairs = found if pairs < 0 else pairs
        if not len(left):
            break
    key = lists.key.reshape(-1, bounds.width)[np.arange(bounds.width) < lists.size[:, None]]
    return Piece(bounds.order[first:last], key, lists.size, max(pairs, 0), *map(np.packbits, reached))


def piece_alone(ground: NearGround, first: int, last: int) -> Piece:
    """Return a piece found in one thread: a worker of a cluster takes as many pieces at a time as it has threads."""
    return piece_of(ground, first, last, threads=1)


def empty_lists(rows: int, width: int) -> Lists:
    """Return room for lists."""
    return Lists(np.zeros(rows * width, np.int64), np.zeros(rows, np.int32), np.zeros(0, np.int32), width)


def ask(ground: NearGround, lists: Lists, left: Longs, first: int, width: int) -> tuple[int, Longs]:
    """Ask for the rows that are left with lists of a length; return the eligible pairs, and what is left then."""
    pairs, still = 0, [left[:0]]
    asked = with_gaps(left) if ground.bounds.for_vacancies else left
    step = max(1, MOST_PLACES // max(width, 1))
    for begin in range(0, len(asked), step):
        places = asked[begin : begin + step]
        listed, found = bounds_of(ground.bounds, places, width)
        wanted = np.isin(places, left)
        listed, places = chosen(listed, wanted), places[wanted]
        best, is_settled = settled(ground, listed, width)
        lists.key.reshape(-1, lists.width)[places - first] = best.key.reshape(-1, lists.width)
        lists.size[places - first] = best.size
        still.append(places[~is_settled])
        pairs += found
    return pairs, np.concatenate(still)


def with_gaps(left: Longs) -> Longs:
    """Return ascending places with those between them where these are few: a tile of few slots does not pay.

    >>> with_gaps(np.array([3, 5, 5000])).tolist()
    [3, 4, 5, 5000]
    """
    gap = np.diff(left, append=left[-1:] + 1)
    count = np.where(gap <= LEAST_TILE, gap, 1)
    return np.repeat(left - np.cumsum(count) + count, count) + np.arange(int(count.sum()))


def bounds_of(bounds: Ground, places: Longs, width: int) -> tuple[Listed, int]:
    """Return the lists of some places of the order by upper bounds, and the number of eligible pairs."""
    if not bounds.for_vacancies:
        return batch_of_candidates(bounds.market, bounds.order[places], width)
    runs = np.split(places, np.flatnonzero(np.diff(places) != 1) + 1)
    found = [lists_of_slots(bounds.market, int(run[0]), int(run[-1]) + 1, width) for run in runs]
    size = np.concatenate([part[1] for part in found]).astype(np.int64)
    start = np.cumsum(size) - size
    listed = Listed(np.concatenate([part[0] for part in found]), start, size, start, bounds.order[places])
    return listed, sum(part[2] for part in found)


def chosen(listed: Listed, wanted: Flags) -> Listed:
    """Return the lists of some rows."""
    return Listed(listed.key, listed.start[wanted], listed.size[wanted], listed.to[wanted], listed.asker[wanted])


def settled(ground: NearGround, listed: Listed, width: int) -> tuple[Lists, Flags]:
    """Return the best of the listed pairs by their scores, and for which rows these are the best of all."""
    rows, (people, posts) = len(listed.asker), ground.bounds.size
    best, is_settled = empty_lists(rows, ground.bounds.width), np.zeros(rows, np.bool_)
    # A list of everybody is whole, however long it is.
    asked = width + (width >= (people if ground.bounds.for_vacancies else posts))

    def work(part: tuple[int, int]) -> None:
        one, by_skill = empty_table(1), np.zeros((2, ground.skills), np.int64)
        turn = Turn(ground.scores, listed, best, is_settled, one, *by_skill)
        settling.settle(turn, *part, ground.bounds.for_vacancies, asked)

    threads = ground.bounds.market.threads
    in_threads(work, ranges(rows, threads), threads)
    return best, is_settled


def pen_of(ground: NearGround, *, threads: int = 0) -> Pen:
    """Return what the columns of listed pairs are written from; 0 threads are as many as the ground was made for."""
    return Pen(ground.scores, ground.skills, ground.bounds.for_vacancies, threads or ground.bounds.market.threads)


def table_between(pen: Pen, gathering: Gathering, first: int, last: int) -> Table:
    """Return the listed pairs of the asking rows `first` to `last` as columns, sorted by row, then rank."""
    size = gathering.size[first:last]
    to = np.cumsum(size) - size
    return table_of(pen, Listed(gathering.keys, gathering.start[first:last], size, to, np.arange(first, last)))


def table_of(pen: Pen, listed: Listed) -> Table:
    """Return listed pairs, whose keys are scores, as columns."""
    table, none = empty_table(int(listed.size.sum())), empty_lists(0, 1)

    def work(part: tuple[int, int]) -> None:
        by_skill = np.zeros((2, pen.skills), np.int64)
        turn = Turn(pen.scores, listed, none, np.zeros(0, np.bool_), table, *by_skill)
        settling.write_pairs(turn, *part, pen.for_vacancies)

    in_threads(work, ranges(len(listed.asker), pen.threads), pen.threads)
    return table

"""A large ranking in pieces of asking rows, which may be found in any order and in any place.

A piece holds keys only: 8 bytes per listed pair. The columns of the pairs are written from them afterwards, some rows
at a time. Pieces keep rows of one unit group together, so that each meets few blocks of the other side.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from corridor.engines.matching import parts
from corridor.engines.matching.allocation import PACKED, Choice, Group, Quota
from corridor.engines.matching.best import Lists, best_candidates, sort_lists
from corridor.engines.matching.crowds import Market, all_of_block, market_of, near_of
from corridor.engines.matching.entries import SAME
from corridor.engines.matching.fast import (
    LEAST_TILE,
    MOST_TILE_KEYS,
    available_cores,
    batch_of_candidates,
    in_threads,
    packed,
    ranges,
    task_of,
)
from corridor.engines.matching.layout import LAST
from corridor.engines.matching.parts import Listed, Near, Posts, Table
from corridor.engines.matching.slots import TILE, Record
from corridor.engines.matching.types import Asking, Flags, Ints, Longs, Options, Store
from corridor.kernel.errors import N_, InputError

Bits = npt.NDArray[np.uint8]
SPAN = 2**22
"""So many pairs are looked at together."""
MOST_MICRO = 1_000_000
"""The greatest score in millionths."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What every piece of one ranking needs, without words and ids: it is this that goes to the workers of a cluster.

    `order` holds the asking rows as pieces take them; `width` is the length of the lists.
    """

    market: Market
    order: Longs
    width: int
    for_vacancies: bool

    @property
    def size(self) -> tuple[int, int]:
        """Return the number of candidates and of vacancies."""
        candidates, vacancies = self.market.reached
        return len(candidates), len(vacancies)


@dataclass(frozen=True, slots=True)
class Piece:
    """The lists of some asking rows: row by row, `size` keys each, the best first.

    `candidates` and `vacancies` have one bit for everybody who has an eligible partner in this piece.
    """

    rows: Longs
    key: Longs
    size: Ints
    pairs: int
    candidates: Bits
    vacancies: Bits


def ground_of(store: Store, options: Options) -> Ground:
    """Return what the pieces of a ranking need; both sides may not be empty."""
    for_vacancies = options.asking is Asking.VACANCIES
    mine, others = len(store.candidates), len(store.vacancies)
    mine, others = (others, mine) if for_vacancies else (mine, others)
    market = market_of(store, options, np.arange(mine), threads=options.threads or available_cores())
    order = market.index.slots.record[:, Record.POST].astype(np.int64) if for_vacancies else by_group(market)
    return Ground(market, order, min(options.top, others), for_vacancies)


def by_group(market: Market) -> Longs:
    """Return candidates by the first unit group of their own."""
    entries = market.entries
    group = np.repeat(np.arange(entries.groups), np.diff(entries.start))
    is_own = entries.is_near == SAME
    first = np.full(len(market.people.money), entries.groups)
    # Backwards, so that the first group is written last.
    first[entries.candidate[is_own][::-1]] = group[is_own][::-1]
    return np.argsort(first, kind="stable")


def cuts_of(asking: int, rows: int) -> list[tuple[int, int]]:
    """Return the pieces as ranges of `Ground.order`, about equal in size and at most `rows` long.

    >>> cuts_of(10, 4)
    [(0, 4), (4, 7), (7, 10)]
    """
    count = max(1, -(-asking // rows))
    ends = [-(-asking * number // count) for number in range(count + 1)]
    return list(pairwise(ends))


def piece_of(ground: Ground, first: int, last: int, *, threads: int = 0) -> Piece:
    """Return the lists of the asking rows `first` to `last` of the order; the same for any number of threads.

    Parameters
    ----------
    ground : what all pieces need
    first, last : a range of `ground.order`
    threads : 0 for as many as the ground was made for
    """
    people, posts = ground.size
    reached = np.zeros(people, np.bool_), np.zeros(posts, np.bool_)
    market = replace(ground.market, reached=reached, threads=threads or ground.market.threads)
    rows = ground.order[first:last]
    if ground.for_vacancies:
        key, size, pairs = lists_of_slots(market, first, last, ground.width)
    else:
        listed, pairs = batch_of_candidates(market, rows, ground.width)
        key, size = packed(listed, ground.width), listed.size.astype(np.int32)
    return Piece(rows, key, size, int(pairs), np.packbits(reached[0]), np.packbits(reached[1]))


def piece_alone(ground: Ground, first: int, last: int) -> Piece:
    """Return a piece found in one thread: a worker of a cluster takes as many pieces at a time as it has threads."""
    return piece_of(ground, first, last, threads=1)


def lists_of_slots(market: Market, first: int, last: int, width: int) -> tuple[Longs, Ints, int]:
    """Return the keys, the length of every list and the eligible pairs of some slots."""
    most, block = max(1, min(TILE, MOST_TILE_KEYS // max(width, 1))), market.index.block
    tiles = [
        (group, max(int(block[group]), first) + begin, max(int(block[group]), first) + end)
        for group in range(len(block) - 1)
        for begin, end in ranges(
            max(0, min(int(block[group + 1]), last) - max(int(block[group]), first)),
            market.threads,
            least=LEAST_TILE,
            most=most,
        )
    ]

    def work(tile: tuple[int, int, int]) -> tuple[Longs, Ints, int]:
        group, begin, end = tile
        size = np.zeros(end - begin, np.int32)
        lists = Lists(np.empty((end - begin) * width, np.int64), size, np.zeros(0, np.int32), width)
        pairs = best_candidates(task_of(market, all_of_block(market, group), lists, (begin, end)))
        sort_lists(lists, 0, end - begin)
        return lists.key.reshape(-1, width)[np.arange(width) < size[:, None]], size, int(pairs)

    found = in_threads(work, tiles, market.threads)
    key = np.concatenate([np.zeros(0, np.int64), *(part[0] for part in found)])
    return key, np.concatenate([np.zeros(0, np.int32), *(part[1] for part in found)]), sum(part[2] for part in found)


class Gathering:
    """Pieces as they come in, in any order; keys are written into the room that is given, or into new one.

    `keys` may be a file in memory; it needs `len(ground.order) * ground.width` places.
    """

    def __init__(self, ground: Ground, keys: Longs | None = None) -> None:
        asking = len(ground.order)
        people, posts = ground.size
        # Pages that nothing is written to take no memory.
        self.keys = np.empty(asking * ground.width, np.int64) if keys is None else keys
        self.start = np.zeros(asking, np.int64)
        self.size = np.zeros(asking, np.int64)
        self.used = 0
        self.pairs = 0
        self.candidate_reached: Flags = np.zeros(people, np.bool_)
        self.vacancy_reached: Flags = np.zeros(posts, np.bool_)

    def add(self, piece: Piece) -> None:
        """Take in a piece."""
        end = self.used + len(piece.key)
        self.keys[self.used : end] = piece.key
        size = piece.size.astype(np.int64)
        self.start[piece.rows] = self.used + np.cumsum(size) - size
        self.size[piece.rows] = size
        self.used, self.pairs = end, self.pairs + piece.pairs
        self.candidate_reached |= np.unpackbits(piece.candidates, count=len(self.candidate_reached)).view(np.bool_)
        self.vacancy_reached |= np.unpackbits(piece.vacancies, count=len(self.vacancy_reached)).view(np.bool_)

    def spans(self, pairs: int) -> Iterator[tuple[int, int]]:
        """Yield consecutive ranges of asking rows with about so many pairs each, at least one row."""
        ends, first = np.cumsum(self.size), 0
        while first < len(ends):
            before = int(ends[first - 1]) if first else 0
            last = max(first + 1, int(np.searchsorted(ends, before + pairs, side="right")))
            yield first, last
            first = last


@dataclass(frozen=True, slots=True)
class Pen:
    """What the columns of listed pairs are written from."""

    market: Market
    posts: Posts
    near: Near
    skills: int
    for_vacancies: bool
    threads: int


def pen_of(store: Store, ground: Ground, *, threads: int = 0) -> Pen:
    """Return what the columns of listed pairs are written from; 0 threads are as many as the ground was made for."""
    market = ground.market
    posts = parts.posts_of(store, market.entries.group_of_vacancy)
    near = near_of(market.entries, len(store.candidates))
    return Pen(market, posts, near, len(store.skill_weight), ground.for_vacancies, threads or market.threads)


def table_between(pen: Pen, gathering: Gathering, first: int, last: int) -> Table:
    """Return the listed pairs of the asking rows `first` to `last` as columns, sorted by row, then rank."""
    size = gathering.size[first:last]
    to = np.cumsum(size) - size
    listed = Listed(gathering.keys, gathering.start[first:last], size, to, np.arange(first, last))
    count = int(size.sum())
    table = parts.empty_table(count)

    def work(part: tuple[int, int]) -> None:
        held, wanted = np.zeros((2, pen.skills), np.int64)
        task = parts.Task(pen.market.people, pen.posts, pen.near, pen.market.job, listed, table, held, wanted)
        parts.write_pairs(task, *part, pen.for_vacancies)

    in_threads(work, ranges(last - first, pen.threads), pen.threads)
    return table


def choice_of(
    store: Store, gathering: Gathering, *, for_vacancies: bool, quotas: Iterable[Quota], groups: Iterable[Group]
) -> Choice:
    """Return the choice that gathered pairs leave, as `choice_from` does from edges; 20 bytes per pair at the peak."""
    people, top = max(len(store.candidates), 1), MOST_MICRO + 1
    pair, done = np.empty(gathering.used, np.int64), 0
    if (len(store.vacancies) * people + 1) * top >= PACKED:
        raise too_many(store)
    for first, last in gathering.spans(SPAN):
        end = done + int(gathering.size[first:last].sum())
        asker, other, micro = pairs_between(gathering, first, last)
        vacancy, candidate = (asker, other) if for_vacancies else (other, asker)
        pair[done:end] = (vacancy * people + candidate) * top + micro
        # Vacancies that ask come in their order already; then only their own pairs are out of order.
        pair[done:end].sort()
        done = end
    if not for_vacancies:
        pair.sort()
    columns = tuple(np.empty(done, np.int32) for _ in range(3))
    for begin in range(0, done, SPAN):
        both, columns[2][begin : begin + SPAN] = np.divmod(pair[begin : begin + SPAN], top)
        columns[0][begin : begin + SPAN], columns[1][begin : begin + SPAN] = np.divmod(both, people)
    return Choice(
        vacancy=columns[0],
        candidate=columns[1],
        micro=columns[2],
        positions=store.vacancies.positions.astype(np.int64),
        people=len(store.candidates),
        quotas=tuple(quotas),
        groups=tuple(groups),
    )


def pairs_between(gathering: Gathering, first: int, last: int) -> tuple[Longs, Longs, Longs]:
    """Return the listed pairs of some asking rows: who asks, the other, and the score in millionths."""
    size = gathering.size[first:last]
    place = np.repeat(gathering.start[first:last] - np.cumsum(size) + size, size) + np.arange(int(size.sum()))
    key = gathering.keys[place]
    return np.repeat(np.arange(first, last), size), LAST - (key & LAST), key >> 32


def too_many(store: Store) -> InputError:
    """Return the error for more pairs than have a number of their own."""
    return InputError(
        N_("A market of %(candidates)s candidates and %(vacancies)s vacancies is too large to allocate at once."),
        hint=N_("Allocate region by region."),
        field="allocate",
        code="too_many_pairs",
        params={"candidates": len(store.candidates), "vacancies": len(store.vacancies)},
    )

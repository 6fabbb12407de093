"""Large markets: the compiled loops, in threads."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import numpy as np

from corridor.engines.matching import parts
from corridor.engines.matching.best import Crowd, Lists, Task, best_candidates, sort_lists
from corridor.engines.matching.crowds import Market, all_of_block, careers_of, homes_of, market_of, near_of
from corridor.engines.matching.parts import Listed, Table
from corridor.engines.matching.pools import Places, Walk, best_vacancies
from corridor.engines.matching.slots import TILE, Record
from corridor.engines.matching.types import Asking, Edges, Longs, Options, Store
from corridor.engines.matching.walk import TOGETHER, new_room

CHUNKS_PER_THREAD, LEAST_CROWD, LEAST_TILE = 16, 4096, 64
"""A task has at least so many people, so that the tiles which it builds pay, or so many vacancies."""
POOL, MOST_POOLED = 128, 2**20
"""A person's pool has at least so many places, twice the list's if that is more; and all pools of a task."""
MOST_KEYS = 2**26
"""The most keys that the lists of one batch of people may hold: half a gigabyte."""
MOST_TILE_KEYS = 2**22
"""The same for the vacancies of one tile, per thread."""
PACKED_TOGETHER = 2**14
"""So many lists are packed at once."""
T = TypeVar("T")
S = TypeVar("S")


def rank_fast(store: Store, options: Options, rows: Longs) -> Edges:
    """Return the best partners of the asking rows.

    Conditions that vacancies share are tested once per person, the others many vacancies at a time; skills are compared
    exactly only where an upper bound of the score says that a pair could enter a list. Memory: both sides twice, one
    entry per candidate and near unit group, 8 bytes per place of a list, and 52 per listed pair.
    """
    market, listed, pairs = best_lists(store, options, rows)
    table = table_of(store, options, market, listed)
    return Edges(*table, eligible_pairs=pairs, candidate_reached=market.reached[0], vacancy_reached=market.reached[1])


def best_lists(store: Store, options: Options, rows: Longs) -> tuple[Market, Listed, int]:
    """Return the market as the loops read it, the sorted lists of the asking rows, and the number of eligible pairs."""
    market = market_of(store, options, rows, threads=options.threads or available_cores())
    if not len(store.candidates) or not len(store.vacancies):
        none = np.zeros(len(rows), np.int64)
        return market, Listed(none[:0], none, none, none, rows), 0
    if options.asking is Asking.VACANCIES:
        return market, *lists_of_vacancies(market, min(options.top, len(store.candidates)))
    return market, *lists_of_candidates(market, min(options.top, len(store.vacancies)))


def available_cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_threads(work: Callable[[S], T], pieces: Sequence[S], threads: int) -> list[T]:
    """Return the answers for the pieces, in their order."""
    if threads == 1 or len(pieces) <= 1:
        return [work(piece) for piece in pieces]
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(work, pieces))


def ranges(
    count: int, threads: int, *, per_thread: int = CHUNKS_PER_THREAD, least: int = 1, most: int | None = None
) -> list[tuple[int, int]]:
    """Return consecutive ranges, several per thread so that none waits long for another.

    >>> ranges(10, 1, least=4)
    [(0, 4), (4, 8), (8, 10)]
    """
    size = max(least, -(-count // (threads * per_thread)))
    size = max(1, min(size, most or size))
    return [(first, min(first + size, count)) for first in range(0, count, size)]


def lists_of_candidates(market: Market, width: int) -> tuple[Listed, int]:
    """Return the lists of the asking candidates, batch by batch so that open lists stay within `MOST_KEYS`."""
    batch = max(1, MOST_KEYS // max(width, 1))
    found = [batch_of_candidates(market, market.rows[first : first + batch], width)
             for first in range(0, len(market.rows), batch)]  # fmt: skip
    if len(found) == 1:
        return found[0]
    size = np.concatenate([np.zeros(0, np.int64), *(listed.size for listed, _ in found)])
    key = np.concatenate([np.zeros(0, np.int64), *(packed(listed, width) for listed, _ in found)])
    to = np.cumsum(size) - size
    return Listed(key, to, size, to, market.rows), sum(pairs for _, pairs in found)


def batch_of_candidates(market: Market, rows: Longs, width: int) -> tuple[Listed, int]:
    """Return the lists of some candidates; every person belongs to one task."""
    # Every task builds all tiles for itself, so there is one for each thread.
    pieces = ranges(len(rows), market.threads, per_thread=1, least=LEAST_CROWD)
    place = dealt(len(rows), len(pieces))
    line = np.full(len(market.people.money), -1, np.int32)
    line[rows] = place
    by_line = np.empty_like(rows)
    by_line[place] = rows
    lists = Lists(np.empty(len(rows) * width, np.int64), np.zeros(len(rows), np.int32), line, width)

    def work(part: tuple[int, int]) -> int:
        mine = np.sort(by_line[slice(*part)])
        found = sum(int(best_vacancies(walk)) for walk in walks_of(market, lists, mine, part))
        sort_lists(lists, *part)
        return found

    pairs = sum(in_threads(work, pieces, market.threads))
    size = lists.size[place].astype(np.int64)
    return Listed(lists.key, place * width, size, np.cumsum(size) - size, rows), pairs


def dealt(count: int, hands: int) -> Longs:
    """Return the place of every row when rows are dealt out in turn and hands laid one behind the other.

    Neighbours are of one unit group, and some groups have far more work than others: each task gets its share.

    >>> dealt(5, 2).tolist()
    [0, 3, 1, 4, 2]
    """
    place = np.empty(count, np.int64)
    place[np.concatenate([np.arange(count)[hand::hands] for hand in range(max(hands, 1))])] = np.arange(count)
    return place


def walks_of(market: Market, lists: Lists, mine: Longs, part: tuple[int, int]) -> list[Walk]:
    """Return a piece of work with room of its own: a walk through what is near, and one through what is far."""
    pool, count = max(POOL, 2 * lists.width), len(mine)
    together = max(1, min(TOGETHER, MOST_POOLED // pool))
    near = Walk(
        people=market.people,
        slots=market.index.slots,
        job=market.job,
        careers=careers_of(market),
        homes=homes_of(market),
        places=Places(market.index.block, market.index.tile, market.index.speech),
        features=market.index.features,
        lists=lists,
        room=new_room(market.job, most_features(market), pool),
        crowd=Crowd(np.empty(count, np.int32), np.empty(count, np.int8), np.empty(count), np.empty(count, np.int32)),
        mine=mine,
        pool=np.empty(together * pool, np.int64),
        filled=np.zeros(together, np.int32),
        speech=np.zeros(together, np.int64),
        bar=np.zeros(together, np.int32),
        width=pool,
        reached=market.reached,
        first=part[0],
        last=part[1],
    )
    if market.far is None:
        return [near]
    index = market.far.index
    places = Places(index.block, index.tile, index.speech)
    return [
        near,
        near._replace(slots=index.slots, homes=market.far.homes, places=places, features=index.features),
    ]


def most_features(market: Market) -> int:
    """Return the greatest number of features of a block."""
    indexes = [market.index] if market.far is None else [market.index, market.far.index]
    return max(int(np.diff(index.features.start).max(initial=0)) for index in indexes)


def task_of(market: Market, crowd: Crowd, lists: Lists, where: tuple[int, int]) -> Task:
    """Return a piece of work with room of its own: people before some slots of one block."""
    room, features = new_room(market.job, most_features(market)), market.index.features
    block = int(np.searchsorted(market.index.block, where[0], side="right")) - 1
    feature = features.name[features.start[block] : features.start[block + 1]]
    return Task(market.people, market.index.slots, market.job, feature, crowd, lists, room, market.reached, *where)


def packed(listed: Listed, width: int) -> Longs:
    """Return keys row by row, without the places that their lists did not use."""
    keys, line = listed.key.reshape(-1, width), listed.start // max(width, 1)
    found = np.empty(int(listed.size.sum()), np.int64)
    for first in range(0, len(line), PACKED_TOGETHER):
        some = slice(first, first + PACKED_TOGETHER)
        here = keys[line[some]][np.arange(width) < listed.size[some, None]]
        found[listed.to[first] : listed.to[first] + len(here)] = here
    return found


def lists_of_vacancies(market: Market, width: int) -> tuple[Listed, int]:
    """Return the lists of the asking vacancies; a task owns the slots of its tile."""
    slots = market.index.slots
    most = max(1, min(TILE, MOST_TILE_KEYS // max(width, 1)))
    tiles = [
        (block, int(begin) + first, int(begin) + last)
        for block, (begin, end) in enumerate(zip(market.index.block[:-1], market.index.block[1:], strict=True))
        for first, last in ranges(int(end - begin), market.threads, least=LEAST_TILE, most=most)
    ]

    def work(task: tuple[int, int, int]) -> tuple[Longs, Longs, int]:
        block, first, last = task
        lists = Lists(
            np.empty((last - first) * width, np.int64), np.zeros(last - first, np.int32), np.zeros(0, np.int32), width
        )
        pairs = best_candidates(task_of(market, all_of_block(market, block), lists, (first, last)))
        sort_lists(lists, 0, last - first)
        size = lists.size.astype(np.int64)
        keys = lists.key.reshape(-1, width)
        return keys[np.arange(width) < size[:, None]], size, int(pairs)

    found = in_threads(work, tiles, market.threads)
    key, by_slot = (np.concatenate([np.zeros(0, np.int64), *(part[column] for part in found)]) for column in (0, 1))
    row = np.searchsorted(market.rows, slots.record[:, Record.POST])
    start, size = np.zeros((2, len(market.rows)), np.int64)
    start[row], size[row] = np.cumsum(by_slot) - by_slot, by_slot
    return Listed(key, start, size, np.cumsum(size) - size, market.rows), sum(part[2] for part in found)


def table_of(store: Store, options: Options, market: Market, listed: Listed) -> Table:
    """Return the listed pairs as columns."""
    count, posts = int(listed.size.sum()), parts.posts_of(store, market.entries.group_of_vacancy)
    near = near_of(market.entries, len(store.candidates))
    table = parts.empty_table(count)
    for_vacancies = options.asking is Asking.VACANCIES

    def work(part: tuple[int, int]) -> None:
        held, wanted = np.zeros((2, len(store.skill_weight)), np.int64)
        task = parts.Task(market.people, posts, near, market.job, listed, table, held, wanted)
        parts.write_pairs(task, *part, for_vacancies)

    in_threads(work, ranges(len(listed.asker), market.threads), market.threads)
    return table

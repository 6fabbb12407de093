"""Who stands before which block of vacancies."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from corridor.engines.matching.best import Crowd
from corridor.engines.matching.entries import RELATED, SAME, UNKNOWN, Entries, entries_of
from corridor.engines.matching.layout import Job, People, job_of, people_of
from corridor.engines.matching.slots import Index, index_of
from corridor.engines.matching.types import Asking, Flags, Ints, Longs, Occupations, Options, Store

ANY_YEARS = np.iinfo(np.int32).max


@dataclass(frozen=True, slots=True)
class Market:
    """A market as the loops read it, the asking rows, and who was reached: candidates, vacancies.

    `reach` is by entry: how many of the distinct least years the candidate reaches; `beginner` is the same for nobody's
    years.
    """

    people: People
    index: Index
    job: Job
    entries: Entries
    reach: Ints
    beginner: int
    rows: Longs
    is_open: bool
    reached: tuple[Flags, Flags]
    threads: int


@dataclass(frozen=True, slots=True)
class Block:
    """The slots `first` to `last`, and the people before them."""

    first: int
    last: int
    crowd: Crowd


def market_of(store: Store, options: Options, rows: Longs, *, threads: int) -> Market:
    """Return a market as the loops read it; of vacancies that ask, only those in `rows`."""
    entries = entries_of(store, options)
    posts = rows if options.asking is Asking.VACANCIES else np.arange(len(store.vacancies))
    index = index_of(store, posts, entries.group_of_vacancy[posts], entries.groups)
    return Market(
        people=people_of(store),
        index=index,
        job=job_of(store, options),
        entries=entries,
        reach=np.searchsorted(index.years, entries.years_test, side="right").astype(np.int32),
        beginner=int(np.searchsorted(index.years, 0.0, side="right")),
        rows=rows,
        is_open=options.occupations is Occupations.OPEN,
        reached=(np.zeros(len(store.candidates), np.bool_), np.zeros(len(store.vacancies), np.bool_)),
        threads=threads,
    )


def by_nearness(market: Market, rows: Longs) -> Iterator[Block]:
    """Yield the blocks with those of the people in `rows` who stand before them.

    The nearest come first: their scores are the highest, and most later pairs then fall below the lists at once.
    """
    entries, groups = market.entries, market.entries.groups
    asks = np.zeros(len(market.people.money), np.bool_)
    asks[rows] = True
    for level in (SAME, RELATED, UNKNOWN):
        chosen = (entries.is_near == level) & asks[entries.candidate]
        for group in range(groups):
            place = entries.start[group] + np.flatnonzero(chosen[entries.start[group] : entries.start[group + 1]])
            if len(place):
                yield block_of(market, group, near_crowd(market, place))
    yield block_of(market, groups, far_crowd(rows, ANY_YEARS))
    for group in range(groups if market.is_open else 0):
        yield block_of(market, group, far_crowd(strangers(market, group, rows), market.beginner))


def all_of_block(market: Market, group: int) -> Crowd:
    """Return everybody who stands before a block, the nearest first."""
    entries, everyone = market.entries, np.arange(len(market.people.money))
    if group == entries.groups:
        return far_crowd(everyone, ANY_YEARS)
    place = np.arange(entries.start[group], entries.start[group + 1])
    near = near_crowd(market, place[np.argsort(-entries.is_near[place], kind="stable")])
    if not market.is_open:
        return near
    far = far_crowd(strangers(market, group, everyone), market.beginner)
    return Crowd(
        np.concatenate([near.who, far.who]),
        np.concatenate([near.is_near, far.is_near]),
        np.concatenate([near.years, far.years]),
        np.concatenate([near.reach, far.reach]),
    )


def block_of(market: Market, group: int, crowd: Crowd) -> Block:
    """Return a block with a crowd."""
    return Block(int(market.index.block[group]), int(market.index.block[group + 1]), crowd)


def near_crowd(market: Market, place: Longs) -> Crowd:
    """Return the candidates of some entries."""
    entries = market.entries
    return Crowd(entries.candidate[place], entries.is_near[place], entries.years_score[place], market.reach[place])


def far_crowd(who: Longs, reach: int) -> Crowd:
    """Return candidates whose occupation is not near, or not to be compared."""
    count = len(who)
    return Crowd(who.astype(np.int32), np.zeros(count, np.int8), np.zeros(count), np.full(count, reach, np.int32))


def strangers(market: Market, group: int, rows: Longs) -> Longs:
    """Return those of `rows` who have no entry in a group."""
    entries = market.entries
    is_near = np.zeros(len(market.people.money), np.bool_)
    is_near[entries.candidate[entries.start[group] : entries.start[group + 1]]] = True
    return rows[~is_near[rows]]


def part_of(crowd: Crowd, first: int, last: int) -> Crowd:
    """Return some people of a crowd."""
    some = slice(first, last)
    return Crowd(crowd.who[some], crowd.is_near[some], crowd.years[some], crowd.reach[some])

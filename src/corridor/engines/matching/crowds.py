"""Who stands before which block of vacancies."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from corridor.engines.matching.best import Crowd
from corridor.engines.matching.entries import Entries, entries_of, groups_wanted
from corridor.engines.matching.layout import Job, People, Person, job_of, people_of
from corridor.engines.matching.parts import Near
from corridor.engines.matching.pools import Careers, Homes
from corridor.engines.matching.slots import Index, Record, index_of
from corridor.engines.matching.types import Asking, Flags, Ints, Longs, Occupations, Options, Store


@dataclass(frozen=True, slots=True)
class Far:
    """All vacancies in blocks of one country (the first one: of none), and who is near to which of them."""

    index: Index
    homes: Homes


@dataclass(frozen=True, slots=True)
class Market:
    """A market as the loops read it, the asking rows, and who was reached: candidates, vacancies.

    `reach` is by entry: how many of the distinct least years the candidate reaches; `beginner` is the same for nobody's
    years. `far` has the vacancies once more, for candidates who ask for any occupation.
    """

    people: People
    index: Index
    job: Job
    entries: Entries
    reach: Ints
    beginner: int
    rows: Longs
    is_open: bool
    far: Far | None
    reached: tuple[Flags, Flags]
    threads: int


def market_of(store: Store, options: Options, rows: Longs, *, threads: int) -> Market:
    """Return a market as the loops read it; of vacancies that ask, only those in `rows`."""
    posts = rows if options.asking is Asking.VACANCIES else np.arange(len(store.vacancies))
    groups, of_vacancy = groups_wanted(store)
    goes_far = options.occupations is Occupations.OPEN and options.asking is Asking.CANDIDATES
    with ThreadPoolExecutor(1) as other:
        sides = other.submit(sides_of, store, options)
        if threads == 1:
            sides.result()
        index = index_of(store, posts, of_vacancy[posts], len(groups))
        entries, people = sides.result()
        far = far_of(store, entries) if goes_far else None
    return Market(
        people=ranked(people, index),
        index=index,
        job=job_of(store, options),
        entries=entries,
        reach=np.searchsorted(index.years, entries.years_test, side="right").astype(np.int32),
        beginner=int(np.searchsorted(index.years, 0.0, side="right")),
        rows=rows,
        is_open=options.occupations is Occupations.OPEN,
        far=far,
        reached=(np.zeros(len(store.candidates), np.bool_), np.zeros(len(store.vacancies), np.bool_)),
        threads=threads,
    )


def far_of(store: Store, entries: Entries) -> Far:
    """Return all vacancies by country; O(v log v), as much memory as the index."""
    group, country = entries.group_of_vacancy, store.vacancies.country + 1
    block = np.where(group < 0, -1, country)
    index = index_of(store, np.arange(len(block)), block, int(country.max(initial=0)) + 1)
    near = near_of(entries, len(store.candidates))
    return Far(index, Homes(group[index.slots.record[:, Record.POST]], near.start, near.group))


def sides_of(store: Store, options: Options) -> tuple[Entries, People]:
    """Return what is known of the candidates alone."""
    return entries_of(store, options), people_of(store)


def ranked(people: People, index: Index) -> People:
    """Return people whose first day is its place among the starts of the vacancies."""
    people.numbers[:, Person.AVAILABLE] = np.searchsorted(index.starts, people.numbers[:, Person.AVAILABLE])
    return people


def careers_of(market: Market) -> Careers:
    """Return who is near which block."""
    entries = market.entries
    crowd = Crowd(entries.candidate, entries.is_near, entries.years_score, market.reach)
    return Careers(entries.start, crowd, market.is_open, market.beginner, len(market.index.years))


def homes_of(market: Market) -> Homes:
    """Return what a walk through what is near knows of unit groups: nothing."""
    return Homes(np.zeros(0, np.int32), np.zeros(1, np.int64), np.zeros(0, np.int32))


def all_of_block(market: Market, group: int) -> Crowd:
    """Return everybody who stands before a block, the nearest first."""
    entries, everyone = market.entries, np.arange(len(market.people.money))
    if group == entries.groups:
        return far_crowd(everyone, len(market.index.years))
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


def near_of(entries: Entries, people: int) -> Near:
    """Return entries by candidate."""
    group = np.repeat(np.arange(entries.groups, dtype=np.int32), np.diff(entries.start))
    order = np.argsort(entries.candidate, kind="stable")
    start = np.searchsorted(entries.candidate[order], np.arange(people + 1)).astype(np.int64)
    return Near(start, group[order], entries.is_near[order], entries.years_score[order])

"""The compiled loops that keep the best vacancies of every candidate.

A task has some people and all blocks: their own unit groups first, whose scores are the highest, so that most later
pairs fall below the lists at once. Of a block, the pairs with the most points are kept in a pool per person, and scored
when the whole block was seen.

Where every occupation counts, a second walk goes through all vacancies in blocks of one country and passes over what is
near: most people would go to few countries, though all unit groups stand open to them.
"""

from typing import NamedTuple

import numpy as np

from corridor.engines.matching.best import (
    Crowd,
    Lists,
    base_points,
    hold,
    note_reached,
    points_at_least,
    release,
    score_found,
    segment_at,
)
from corridor.engines.matching.kernels import SAME, Whole, compiled, inner, is_among, push
from corridor.engines.matching.layout import LAST, Job, People, Person
from corridor.engines.matching.slots import Features, Record, Slots
from corridor.engines.matching.tiles import Tiles, build_tiles, forget
from corridor.engines.matching.types import Flags, Ints, Longs
from corridor.engines.matching.unowned import unowned
from corridor.engines.matching.walk import (
    BINS,
    EIGHT,
    Room,
    add_up,
    count_below,
    features_of,
    lines_of,
    mark_open,
    open_parts,
    speech_of,
    unmark,
)

RELATED, UNKNOWN, FAR = 1, 0, -1
BIN, TOP_POINT = 2**16 // BINS, 2**16 - 1


class Careers(NamedTuple):
    """Who is near which block, and how many of the distinct least years a beginner reaches, and anybody can.

    Block g has the entries `start[g]` to `start[g + 1]`, by candidate. If every occupation counts (`is_open`), whoever
    is near a block is not counted there for what is open to a beginner: the walk through far vacancies does that.
    """

    start: Longs
    crowd: Crowd
    is_open: bool
    beginner: int
    longest: int


class Homes(NamedTuple):
    """The unit group of each slot, and the groups `group[start[c]:start[c + 1]]` that are near candidate c, ascending.

    Without slots a walk is one through what is near.
    """

    slot: Ints
    start: Longs
    group: Ints


class Places(NamedTuple):
    """Where blocks and tiles begin and the last one ends, and the languages of each tile."""

    block: Longs
    tile: Longs
    speech: Longs


class Walk(NamedTuple):
    """One piece of work: the asking candidates `mine`, in ascending order, before all blocks.

    Their lists are those from `first` to `last`. `crowd` is room for those who stand before one block. Of some people
    at a time, `speech` are the languages; a person's `pool` has `width` places, of which `filled` are taken, and `bar`
    are the points that one more has to have.
    """

    people: People
    slots: Slots
    job: Job
    careers: Careers
    homes: Homes
    places: Places
    features: Features
    lists: Lists
    room: Room
    crowd: Crowd
    mine: Longs
    pool: Longs
    filled: Ints
    speech: Longs
    bar: Ints
    width: int
    reached: tuple[Flags, Flags]
    first: int
    last: int


@compiled
def best_vacancies(given: Walk) -> Whole:
    """Offer all slots to the lists of some people; return the number of eligible pairs."""
    walk, pairs = unowned(given), 0
    groups, goes_far = len(walk.places.block) - 2, len(walk.homes.slot) > 0
    for level in (SAME, RELATED, UNKNOWN, FAR):
        for group in range(groups + 1):
            if walk.places.block[group] == walk.places.block[group + 1]:
                continue
            # Vacancies without an occupation are the last block of both walks, and near to everybody.
            if level == FAR and group == groups and not goes_far:
                size = far_crowd(walk, -1, walk.careers.longest)
            elif level == FAR and group < groups and goes_far:
                size = far_crowd(walk, group - 1, walk.careers.beginner)
            elif level != FAR and group < groups and not goes_far:
                size = near_crowd(walk, group, level)
            else:
                size = 0
            if size:
                pairs += walk_block(walk, group, size)
    return pairs


@inner
def near_crowd(walk: Walk, group: Whole, level: Whole) -> Whole:
    """Write the people who are as near to a block as `level` says; return how many."""
    crowd, them, size = walk.crowd, walk.careers.crowd, 0
    for entry in range(entry_from(walk, group, walk.mine[0]), entry_from(walk, group, walk.mine[-1] + 1)):
        c = np.int64(them.who[entry])
        if them.is_near[entry] == level and walk.first <= walk.lists.line[c] < walk.last:
            crowd.who[size], crowd.is_near[size] = c, level
            crowd.years[size], crowd.reach[size] = them.years[entry], them.reach[entry]
            size += 1
    return size


@inner
def far_crowd(walk: Walk, country: Whole, reach: Whole) -> Whole:
    """Write the people who would go to a country, or everybody if it is -1; return how many."""
    crowd, numbers, size = walk.crowd, walk.people.numbers, 0
    words, word, bit = (np.int64(numbers.shape[1]) - Person.MASKS) >> 1, max(country, 0) >> 5, max(country, 0) & 31
    for c in walk.mine:
        would_go = numbers[c, Person.MASKS + word] | numbers[c, Person.MASKS + words + word]
        if country < 0 or (would_go >> bit) & 1:
            crowd.who[size], crowd.is_near[size], crowd.years[size], crowd.reach[size] = c, 0, 0.0, reach
            size += 1
    return size


@inner
def entry_from(walk: Walk, group: Whole, c: Whole) -> Whole:
    """Return the first entry of a block whose candidate is `c` or a later one."""
    first, last = walk.careers.start[group], walk.careers.start[group + 1]
    while first < last:
        middle = (first + last) >> 1
        if walk.careers.crowd.who[middle] < c:
            first = middle + 1
        else:
            last = middle
    return first


@inner
def walk_block(walk: Walk, group: Whole, size: Whole) -> Whole:
    """Offer the slots of a block to the lists of a crowd; return the number of eligible pairs."""
    first, last, pairs = walk.places.block[group], walk.places.block[group + 1], 0
    t, end = np.searchsorted(walk.places.tile, first), np.searchsorted(walk.places.tile, last)
    feature = walk.features.name[walk.features.start[group] : walk.features.start[group + 1]]
    owner = build_tiles(walk.slots, walk.job, walk.places.tile[t : end + 1], feature, walk.room.local)
    tiles = unowned(owner)
    for begin in range(0, size, len(walk.filled)):
        pairs += walk_tiles(walk, tiles, walk.places.speech[t:end], begin, min(begin + len(walk.filled), size))
        for place in range(begin, min(begin + len(walk.filled), size)):
            empty_pool(walk, tiles, place, place - begin)
    forget(owner, walk.room.local)
    return pairs


@inner
def walk_tiles(walk: Walk, tiles: Tiles, speech: Longs, begin: Whole, end: Whole) -> Whole:
    """Walk some people of the crowd through the tiles of a block; return the number of eligible pairs."""
    people, slots, crowd, room, lists, pairs = walk.people, walk.slots, walk.crowd, walk.room, walk.lists, 0
    # What is open to a beginner here is counted once more by the walk through what is far, which knows no unit groups.
    counts_again = walk.careers.is_open and not len(walk.homes.slot) and tiles.first[0] < walk.places.block[-2]
    for place in range(begin, end):
        c, it = np.int64(crowd.who[place]), place - begin
        room.cut[it + 1] = features_of(people, c, len(walk.job.weight), room.local, room.feature, room.cut[it])
        line, walk.filled[it], walk.bar[it], walk.speech[it] = np.int64(lists.line[c]), 0, 0, speech_of(people, c)
        if lists.size[line] == lists.width:
            base = base_points(walk.job, np.int64(crowd.is_near[place]), crowd.years[place])
            walk.bar[it] = points_at_least(lists.key[line * lists.width]) - base
    for t in range(len(tiles.first) - 1):
        first, last = tiles.first[t], tiles.first[t + 1]
        segment = segment_at(slots, first)
        for place in range(begin, end):
            c, it = np.int64(crowd.who[place]), place - begin
            if not walk.speech[it] & speech[t]:
                continue
            parts = open_parts(people, slots, c, first, last, segment, room)
            if not parts:
                continue
            eligible = mark_open(people, slots, c, crowd.reach[place], first, parts, room)
            if eligible:
                pairs += eligible
                if counts_again:
                    pairs -= count_below(slots, first, parts, walk.careers.beginner, room)
                walk.reached[0][c] = True
                rows, shorts, most = lines_of(tiles, t, room.feature, room.cut[it], room.cut[it + 1], room.line)
                slack = 2 * (room.cut[it + 1] - room.cut[it]) + 4
                if most >= walk.bar[it] - slack:
                    add_up(tiles, t, rows, shorts, parts, room)
                    found = collect(room, parts, walk.bar[it] - slack)
                    if found and len(walk.homes.slot):
                        found = strangers(walk.homes, c, first, room.found, found)
                    if found:
                        pool_found(walk, tiles, first, place, it, found, slack)
            unmark(room, parts)
        note_reached(slots, first, last, room.reached, walk.reached[1])
    return pairs


@inner
def strangers(homes: Homes, c: Whole, first: Whole, found: Longs, size: Whole) -> Whole:
    """Keep the slots whose unit group is not near a candidate; return how many."""
    kept, begin, end = 0, homes.start[c], homes.start[c + 1]
    for place in range(size):
        if not is_among(homes.group, begin, end, homes.slot[first + (found[place] & LAST)]):
            found[kept] = found[place]
            kept += 1
    return kept


@inner
def pool_found(walk: Walk, tiles: Tiles, first: Whole, place: Whole, it: Whole, size: Whole, slack: Whole) -> None:
    """Put the slots that were found in a tile into the pool of a person."""
    found, pool, root, filled = walk.room.found, walk.pool, it * walk.width, np.int64(walk.filled[it])
    for line in range(size):
        found[line] += first - tiles.first[0]
    if filled + size > walk.width:
        for line in range(filled):
            found[size + line] = pool[root + line]
        size, filled = size + filled, np.int64(0)
        if size > walk.lists.width:
            size, bar = only_best(found, size, walk.lists.width, slack, walk.room.bins)
            walk.bar[it] = max(np.int64(walk.bar[it]), bar)
        if size > walk.width:
            walk.filled[it] = 0
            list_found(walk, tiles, place, it, size)
            return
    for line in range(size):
        pool[root + filled + line] = found[line]
    walk.filled[it] = filled + size


@inner
def empty_pool(walk: Walk, tiles: Tiles, place: Whole, it: Whole) -> None:
    """Offer what is in the pool of a person to the list."""
    room, size, root = walk.room, np.int64(walk.filled[it]), it * walk.width
    slack = 2 * (room.cut[it + 1] - room.cut[it]) + 4
    for line in range(size):
        room.found[line] = walk.pool[root + line]
    if size > walk.lists.width:
        size, _ = only_best(room.found, size, walk.lists.width, slack, room.bins)
    if size:
        list_found(walk, tiles, place, it, size)


@inner
def list_found(walk: Walk, tiles: Tiles, place: Whole, it: Whole, size: Whole) -> None:
    """Score the slots that were found for a person and offer them to the list."""
    room, crowd, first = walk.room, walk.crowd, tiles.first[0]
    near, years = np.int64(crowd.is_near[place]), crowd.years[place]
    hold(tiles, room.feature, room.cut[it], room.cut[it + 1], room.held)
    score_found(walk.slots, walk.job, first, near, years, room, size)
    release(room.feature, room.cut[it], room.cut[it + 1], room.held)
    offer_slots(walk.slots, first, room, size, walk.lists, np.int64(walk.lists.line[crowd.who[place]]))


@inner
def collect(room: Room, parts: Whole, least: Whole) -> Whole:
    """Write the open slots with enough points as points << 32 | slot; return how many."""
    if least > TOP_POINT:
        return 0
    size, sums, mark, found, bar = 0, room.sums, room.open, room.found, np.uint16(max(least, 0))
    for part in range(parts):
        begin, end = np.uint64(room.part[3 * part]), np.uint64(room.part[3 * part + 1])
        for i in range(begin, end):
            mark[i] &= sums[i] >= bar
    # Few marks are left, so eight are looked at together.
    first, last = np.uint64(room.part[0]) >> EIGHT, (np.uint64(room.part[3 * parts - 2]) + np.uint64(7)) >> EIGHT
    for eight in range(first, last):
        if room.eight[eight]:
            for i in range(eight << EIGHT, (eight + np.uint64(1)) << EIGHT):
                # Written in any case: to jump over it would cost more.
                found[size] = np.int64(sums[i]) << 32 | np.int64(i)
                size += mark[i]
    return size


@inner
def only_best(found: Longs, size: Whole, width: Whole, slack: Whole, bins: Ints) -> tuple[Whole, Whole]:
    """Keep of more than `width` slots those that could be among the best `width`; return how many, and the points.

    The points are those that the last of the best `width` has at least.
    """
    bins[:] = 0
    for place in range(size):
        bins[(found[place] >> 32) // BIN] += 1
    rest, least = 0, BINS
    while rest < width:
        least -= 1
        rest += bins[least]
    # Whoever misses these points by more than the rounding is out.
    enough, kept = least * BIN - slack - 1, 0
    for place in range(size):
        if found[place] >> 32 >= enough:
            found[kept] = found[place]
            kept += 1
    return kept, least * BIN


@inner
def offer_slots(slots: Slots, first: Whole, room: Room, size: Whole, lists: Lists, line: Whole) -> None:
    """Offer the scored slots to the list of a person."""
    heap, root, filled = lists.key, line * lists.width, np.int64(lists.size[line])
    for place in range(size):
        post = slots.record[first + (room.found[place] & LAST), Record.POST]
        key = (room.found[place] >> 32) << 32 | (LAST - post)
        if filled < lists.width or key > heap[root]:
            filled = push(heap, root, lists.width, filled, key)
    lists.size[line] = filled

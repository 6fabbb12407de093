"""The compiled loops that keep the best people of every vacancy, tile by tile, and what both directions share.

A pair is scored exactly, with the very steps of `reference.py`, only where its points say that it could enter the list.
Keys are the score in millionths, then the lower id, in one number, so that neither threads nor the order of rows can
change a tie. Threads share nothing but the flags of who was reached, into which all of them write the same value.
"""

from typing import NamedTuple

import numpy as np

from corridor.engines.matching.kernels import SAME, Whole, compiled, inner, micro_score, push, put_in_order
from corridor.engines.matching.layout import LAST, Job, People
from corridor.engines.matching.slots import Record, Slots
from corridor.engines.matching.tiles import SCALE, Points, Tiles, build_tiles, forget
from corridor.engines.matching.types import Bytes, Flags, Floats, Ints, Longs
from corridor.engines.matching.unowned import unowned
from corridor.engines.matching.walk import EIGHT, Room, add_up, features_of, lines_of, mark_open, open_parts, unmark

POINT = SCALE / 1e6
"""Points per millionth."""
OFTEN = 256
"""The least score of a tile's lists is looked up again after so many people."""


class Crowd(NamedTuple):
    """The people before one block of slots: nearness and years of their occupation, and the least years they reach."""

    who: Ints
    is_near: Bytes
    years: Floats
    reach: Ints


class Lists(NamedTuple):
    """Heaps of keys, `width` for every asking row, and how many each holds; `line` is the heap of a candidate."""

    key: Longs
    size: Ints
    line: Ints
    width: int


class Task(NamedTuple):
    """One piece of work: a crowd before the slots `first` to `last`, whose partners go to lists.

    `reached` tells of all candidates and of all vacancies who has an eligible partner.
    """

    people: People
    slots: Slots
    job: Job
    feature: Ints
    crowd: Crowd
    lists: Lists
    room: Room
    reached: tuple[Flags, Flags]
    first: int
    last: int


@inner
def base_points(job: Job, near: Whole, years: Whole) -> Whole:
    """Return the points of occupation and experience, without those of an equal code."""
    occupation = 0.6 if near == SAME else (0.3 if near else 0.0)
    return np.int64(SCALE * (job.shares[2] * occupation + job.shares[3] * min(1.0, years / 5)))


@inner
def hold(tiles: Tiles, feature: Ints, first: Whole, last: Whole, held: Longs) -> None:
    """Lay out the weights of the features that a person has."""
    for place in range(first, last):
        held[feature[place]] = tiles.weight[feature[place]]


@inner
def release(feature: Ints, first: Whole, last: Whole, held: Longs) -> None:
    """Take them away again."""
    for place in range(first, last):
        held[feature[place]] = 0


@inner
def touch(record: Ints, words: Points | Ints, first: Whole, found: Longs, size: Whole) -> Whole:
    """Read a little of every slot that was found: the processor then waits for many lines of memory at a time."""
    sum_of_all = np.int32(0)
    for place in range(size):
        sum_of_all += record[first + (found[place] & LAST), Record.ESSENTIAL]
    for place in range(size):
        sum_of_all += np.int32(words[record[first + (found[place] & LAST), Record.ESSENTIAL]])
    return sum_of_all


@inner
def score_found(slots: Slots, job: Job, first: Whole, near: Whole, years: Whole, room: Room, size: Whole) -> None:
    """Write the scores of the slots that were found, in millionths, as score << 32 | slot.

    Sums of whole weights are exact, and the steps from them to the score are those of the definition.
    """
    found, held, record, words, shares = room.found, room.held, slots.record, slots.words, job.shares
    experience, room.bins[0] = shares[3] * min(1.0, years / 5), touch(record, words, first, found, size)
    for place in range(size):
        slot = found[place] & LAST
        i, e, o = first + slot, 0, 0
        for skill in range(record[i, Record.ESSENTIAL], record[i, Record.OPTIONAL]):
            e += held[words[skill]]
        for skill in range(record[i, Record.OPTIONAL], record[i, Record.END]):
            o += held[words[skill]]
        essential = e / record[i, Record.ESSENTIAL_TOTAL]
        total = record[i, Record.OPTIONAL_TOTAL]
        optional = o / total if total else essential
        occupation, code = 0.3 if near else 0.0, record[i, Record.OCCUPATION]
        if near >= SAME:
            occupation = 1.0 if code >= 0 and held[code] else 0.6
        score = shares[0] * essential + shares[1] * optional
        found[place] = micro_score(score + shares[2] * occupation + experience) << 32 | slot


@inner
def points_at_least(key: Whole) -> Whole:
    """Return the points below which no score comes up to a key's; who has the same may enter by the lower id."""
    return np.int64(np.floor(((key >> 32) - 1) * POINT))


@inner
def segment_at(slots: Slots, slot: Whole) -> Whole:
    """Return the segment in which a slot lies."""
    first, last = 0, len(slots.segment) - 1
    while last - first > 1:
        middle = (first + last) >> 1
        if slots.segment[middle, 0] <= slot:
            first = middle
        else:
            last = middle
    return first


@inner
def note_reached(slots: Slots, first: Whole, last: Whole, mine: Bytes, reached: Flags) -> None:
    """Note which vacancies of a tile were reached, and forget it of the tile."""
    for i in range(first, last):
        if mine[i - first]:
            reached[slots.record[i, Record.POST]] = True
            mine[i - first] = 0


@compiled
def best_candidates(given: Task) -> Whole:
    """Offer a crowd to the lists of the slots of one tile; return the number of eligible pairs."""
    task, pairs, lowest = unowned(given), 0, 0
    people, slots, job, crowd, lists, room = task.people, task.slots, task.job, task.crowd, task.lists, task.room
    first, last, least = task.first, task.last, room.least
    segment, owner = (
        segment_at(slots, first),
        build_tiles(slots, job, np.array([first, last]), task.feature, room.local),
    )
    tiles = unowned(owner)
    for i in range(last - first):
        least[i] = -SCALE
    for place in range(len(crowd.who)):
        if place % OFTEN == 0:
            lowest = lowest_of(least, last - first)
        c = np.int64(crowd.who[place])
        parts = open_parts(people, slots, c, first, last, segment, room)
        if not parts:
            continue
        eligible = mark_open(people, slots, c, crowd.reach[place], first, parts, room)
        if eligible:
            pairs += eligible
            task.reached[0][c] = True
            features = features_of(people, c, len(job.weight), room.local, room.feature, 0)
            rows, shorts, most = lines_of(tiles, 0, room.feature, 0, features, room.line)
            near, years = np.int64(crowd.is_near[place]), crowd.years[place]
            more = base_points(job, near, years) + 2 * features + 4
            if most + more >= lowest:
                add_up(tiles, 0, rows, shorts, parts, room)
                size = collect_good(room, parts, more)
                if size:
                    hold(tiles, room.feature, 0, features, room.held)
                    score_found(slots, job, first, near, years, room, size)
                    release(room.feature, 0, features, room.held)
                    offer_person(c, room, size, lists)
        unmark(room, parts)
    note_reached(slots, first, last, room.reached, task.reached[1])
    forget(owner, room.local)
    return pairs


@inner
def lowest_of(least: Ints, size: Whole) -> Whole:
    """Return the least of some numbers."""
    lowest = least[0]
    for i in range(1, size):
        lowest = min(lowest, least[i])
    return np.int64(lowest)


@inner
def collect_good(room: Room, parts: Whole, more: Whole) -> Whole:
    """Write the open slots whose lists the person could enter; return how many."""
    size, sums, mark, found, least, add = 0, room.sums, room.open, room.found, room.least, np.int32(more)
    for part in range(parts):
        begin, end = np.uint64(room.part[3 * part]), np.uint64(room.part[3 * part + 1])
        for i in range(begin, end):
            mark[i] &= np.int32(sums[i]) + add >= least[i]
    first, last = np.uint64(room.part[0]) >> EIGHT, (np.uint64(room.part[3 * parts - 2]) + np.uint64(7)) >> EIGHT
    for eight in range(first, last):
        if room.eight[eight]:
            for i in range(eight << EIGHT, (eight + np.uint64(1)) << EIGHT):
                found[size] = np.int64(i)
                size += mark[i]
    return size


@inner
def offer_person(c: Whole, room: Room, size: Whole, lists: Lists) -> None:
    """Offer a person to the lists of the scored slots."""
    for place in range(size):
        i = room.found[place] & LAST
        root, key = i * lists.width, (room.found[place] >> 32) << 32 | (LAST - c)
        if lists.size[i] < lists.width or key > lists.key[root]:
            lists.size[i] = push(lists.key, root, lists.width, np.int64(lists.size[i]), key)
            if lists.size[i] == lists.width:
                room.least[i] = points_at_least(lists.key[root])


@compiled
def sort_lists(lists: Lists, first: Whole, last: Whole) -> None:
    """Sort some heaps, the greatest key first."""
    bare = unowned(lists)
    for line in range(first, last):
        put_in_order(bare.key, line * bare.width, np.int64(bare.size[line]))

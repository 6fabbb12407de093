"""The compiled loops that keep the best partners of every asking row, tile by tile.

A pair is scored exactly, with the very steps of `reference.py`, only where its points say that it could enter the list.
Keys are the score in millionths, then the lower id, in one number, so that neither threads nor the order of rows can
change a tie. Threads share nothing but the flags of who was reached, into which all of them write the same value.
"""

from typing import NamedTuple

import numpy as np

from corridor.engines.matching.kernels import (
    SAME,
    Whole,
    clear,
    compiled,
    lay_out,
    micro_score,
    push,
    put_in_order,
)
from corridor.engines.matching.layout import LAST, Job, People
from corridor.engines.matching.slots import Record, Slots
from corridor.engines.matching.tiles import SCALE, TILE, build_tile, forget
from corridor.engines.matching.types import Bytes, Flags, Floats, Ints, Longs
from corridor.engines.matching.unowned import unowned
from corridor.engines.matching.walk import BINS, Room, add_up, features_of, mark_open, open_parts

BIN, TOP_POINT = 2**16 // BINS, 2**16 - 1
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
    crowd: Crowd
    lists: Lists
    room: Room
    reached: tuple[Flags, Flags]
    first: int
    last: int


@compiled
def base_points(job: Job, near: Whole, years: float) -> Whole:
    """Return the points of occupation and experience, without those of an equal code."""
    occupation = 0.6 if near == SAME else (0.3 if near else 0.0)
    return np.int64(SCALE * (job.shares[2] * occupation + job.shares[3] * min(1.0, years / 5)))


@compiled
def score_found(
    people: People, slots: Slots, job: Job, c: Whole, first: Whole, near: Whole, years: float, room: Room, size: Whole
) -> None:
    """Write the scores of the slots that were found, in millionths, as score << 32 | slot.

    Sums of whole weights are exact, and the steps from them to the score are those of the definition.
    """
    found, held, record, words, shares = room.found, room.held, slots.record, slots.words, job.shares
    lay_out(people.words, people.cuts[c, 3], people.cuts[c, 4], job.weight, held)
    experience = shares[3] * min(1.0, years / 5)
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
        occupation = 0.3 if near else 0.0
        if near >= SAME:
            occupation = 0.6
            for code in range(people.cuts[c, 1], people.cuts[c, 2]):
                if people.words[code] == record[i, Record.OCCUPATION]:
                    occupation = 1.0
        score = shares[0] * essential + shares[1] * optional
        found[place] = micro_score(score + shares[2] * occupation + experience) << 32 | slot
    clear(people.words, people.cuts[c, 3], people.cuts[c, 4], held)


@compiled
def best_vacancies(given: Task) -> Whole:
    """Offer slots to the lists of a crowd; return the number of eligible pairs."""
    task, pairs = unowned(given), 0
    people, slots, job, crowd, lists, room = task.people, task.slots, task.job, task.crowd, task.lists, task.room
    for begin in range(task.first, task.last, TILE):
        end, segment = min(begin + TILE, task.last), segment_at(slots, begin)
        owner = build_tile(slots, job, begin, end, room.local)
        tile = unowned(owner)
        for place in range(len(crowd.who)):
            c = np.int64(crowd.who[place])
            parts = open_parts(people, slots, c, begin, end, segment, room)
            eligible = mark_open(people, slots, c, crowd.reach[place], begin, parts, room) if parts else 0
            if not eligible:
                continue
            pairs += eligible
            task.reached[0][c] = True
            rows, shorts, most = features_of(people, tile, c, len(job.weight), room.local, room.line)
            near, years, line = np.int64(crowd.is_near[place]), crowd.years[place], np.int64(lists.line[c])
            base, slack = base_points(job, near, years), 2 * (rows + shorts) + 4
            is_full, root = lists.size[line] == lists.width, line * lists.width
            least = (points_at_least(lists.key[root]) if is_full else -SCALE) - base - slack
            if most < least:
                continue
            add_up(tile, rows, shorts, parts, room)
            size = collect(room, parts, least)
            if size > lists.width:
                size = only_best(room.found, size, lists.width, slack, room.bins)
            if size:
                score_found(people, slots, job, c, begin, near, years, room, size)
                offer_slots(slots, begin, room, size, lists, line)
        note_reached(slots, begin, end, room.reached, task.reached[1])
        forget(owner, room.local)
    return pairs


@compiled
def points_at_least(key: Whole) -> Whole:
    """Return the points below which no score comes up to a key's; who has the same may enter by the lower id."""
    return np.int64(np.floor(((key >> 32) - 1) * POINT))


@compiled
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


@compiled
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
        for eight in range(begin >> np.uint64(3), (end + np.uint64(7)) >> np.uint64(3)):
            if room.eight[eight]:
                for i in range(max(begin, eight << np.uint64(3)), min(end, (eight + np.uint64(1)) << np.uint64(3))):
                    if mark[i]:
                        found[size] = np.int64(sums[i]) << 32 | np.int64(i)
                        size += 1
    return size


@compiled
def only_best(found: Longs, size: Whole, width: Whole, slack: Whole, bins: Ints) -> Whole:
    """Keep of more than `width` slots those that could be among the best `width`; return how many."""
    bins[:] = 0
    for place in range(size):
        bins[(found[place] >> 32) // BIN] += 1
    rest, least = 0, BINS
    while rest < width:
        least -= 1
        rest += bins[least]
    # The best `width` have at least this many points; whoever misses them by more than the rounding is out.
    enough, kept = least * BIN - slack - 1, 0
    for place in range(size):
        if found[place] >> 32 >= enough:
            found[kept] = found[place]
            kept += 1
    return kept


@compiled
def offer_slots(slots: Slots, first: Whole, room: Room, size: Whole, lists: Lists, line: Whole) -> None:
    """Offer the scored slots to the list of a person."""
    heap, root, filled = lists.key, line * lists.width, np.int64(lists.size[line])
    for place in range(size):
        post = slots.record[first + (room.found[place] & LAST), Record.POST]
        key = (room.found[place] >> 32) << 32 | (LAST - post)
        if filled < lists.width or key > heap[root]:
            filled = push(heap, root, lists.width, filled, key)
    lists.size[line] = filled


@compiled
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
    segment, owner = segment_at(slots, first), build_tile(slots, job, first, last, room.local)
    tile = unowned(owner)
    for i in range(last - first):
        least[i] = -SCALE
    for place in range(len(crowd.who)):
        if place % OFTEN == 0:
            lowest = lowest_of(least, last - first)
        c = np.int64(crowd.who[place])
        parts = open_parts(people, slots, c, first, last, segment, room)
        eligible = mark_open(people, slots, c, crowd.reach[place], first, parts, room) if parts else 0
        if not eligible:
            continue
        pairs += eligible
        task.reached[0][c] = True
        rows, shorts, most = features_of(people, tile, c, len(job.weight), room.local, room.line)
        near, years = np.int64(crowd.is_near[place]), crowd.years[place]
        more = base_points(job, near, years) + 2 * (rows + shorts) + 4
        if most + more >= lowest:
            add_up(tile, rows, shorts, parts, room)
            size = collect_good(room, parts, more)
            if size:
                score_found(people, slots, job, c, first, near, years, room, size)
                offer_person(c, room, size, lists)
    note_reached(slots, first, last, room.reached, task.reached[1])
    forget(owner, room.local)
    return pairs


@compiled
def lowest_of(least: Ints, size: Whole) -> Whole:
    """Return the least of some numbers."""
    lowest = least[0]
    for i in range(1, size):
        lowest = min(lowest, least[i])
    return np.int64(lowest)


@compiled
def collect_good(room: Room, parts: Whole, more: Whole) -> Whole:
    """Write the open slots whose lists the person could enter; return how many."""
    size, sums, mark, found, least, add = 0, room.sums, room.open, room.found, room.least, np.int32(more)
    for part in range(parts):
        begin, end = np.uint64(room.part[3 * part]), np.uint64(room.part[3 * part + 1])
        for i in range(begin, end):
            mark[i] &= np.int32(sums[i]) + add >= least[i]
        for eight in range(begin >> np.uint64(3), (end + np.uint64(7)) >> np.uint64(3)):
            if room.eight[eight]:
                for i in range(max(begin, eight << np.uint64(3)), min(end, (eight + np.uint64(1)) << np.uint64(3))):
                    if mark[i]:
                        found[size] = np.int64(i)
                        size += 1
    return size


@compiled
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

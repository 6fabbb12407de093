"""One person before one tile of slots: which slots are open to them, and what each could score.

Every function here is called once per person and tile and loops over the tile's slots itself: the compiler counts
references to every array that a function is given, and paid once per pair this was ten times the work.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from corridor.engines.matching.kernels import Whole, inner, is_among
from corridor.engines.matching.layout import Job, People, Person
from corridor.engines.matching.slots import TILE, Rank, Segment, Slot, Slots
from corridor.engines.matching.tiles import Points, Tiles, add_lists, add_rows
from corridor.engines.matching.types import Bytes, Ints, Longs

NEARBY, BINS, EIGHT = 64, 512, np.uint64(3)
"""Spans of open slots no farther apart than this are added up as one."""
TOGETHER = 1024
"""So many people walk through the tiles of a block one beside the other."""


class Room(NamedTuple):
    """What one thread writes on while it looks at one person and tile.

    `level` is by language, `held` by feature of a block, `local` by skill and occupation. `part` has three columns:
    first and last slot of a run of open segments, and the word of their countries. `span` joins near parts. `feature`
    has the features of some people, the next one's from `cut` on, and `line` the rows or lists of one person's: the
    rows from the front, the lists from the back. By slot of the tile are `sums`, the points; `open`, the marks (`eight`
    of them at once); `reached`, likewise; and `least`, the points that enter the slot's list. `found` holds slots with
    their points, and `bins` counts them.
    """

    level: Bytes
    held: Longs
    local: Ints
    part: Longs
    span: Longs
    line: Longs
    sums: Points
    open: Bytes
    eight: npt.NDArray[np.uint64]
    reached: Bytes
    reached_eight: npt.NDArray[np.uint64]
    feature: Ints
    cut: Longs
    found: Longs
    least: Ints
    bins: Ints


def new_room(job: Job, most: int, pool: int = 0) -> Room:
    """Return an empty room for blocks of at most so many features; beside slots found those of a pool find place."""
    marks, reached = np.zeros((2, TILE), np.int8)
    return Room(
        level=np.zeros(job.languages, np.int8),
        held=np.zeros(most, np.int64),
        local=np.full(len(job.weight) + job.codes, -1, np.int32),
        part=np.zeros(3 * TILE, np.int64),
        span=np.zeros(2 * TILE, np.int64),
        line=np.zeros(job.features, np.int64),
        sums=np.zeros(TILE, np.uint16),
        open=marks,
        eight=marks.view(np.uint64),
        reached=reached,
        reached_eight=reached.view(np.uint64),
        feature=np.zeros(TOGETHER * job.features, np.int32),
        cut=np.zeros(TOGETHER + 1, np.int64),
        found=np.zeros(TILE + pool + 8, np.int64),
        least=np.zeros(TILE, np.int32),
        bins=np.zeros(BINS, np.int32),
    )


@inner
def open_parts(people: People, slots: Slots, c: Whole, first: Whole, last: Whole, segment: Whole, room: Room) -> Whole:
    """Write the runs of slots whose requests this person meets and where they accept a country; return how many.

    `segment` is the one in which the tile's first slot lies.
    """
    numbers, spoken, level, size, known, meets = people.numbers, people.cuts[c, 0], room.level, 0, np.int32(-1), False
    part, words = room.part, (np.int64(numbers.shape[1]) - Person.MASKS) >> 1
    speaks, licensed = numbers[c, Person.GIVES_LANGUAGES] != 0, numbers[c, Person.GIVES_LICENCES] != 0
    for place in range(spoken, people.cuts[c, 1]):
        level[people.words[place] >> 3] = people.words[place] & 7
    while slots.segment[segment, Segment.FIRST] < last:
        if speaks and lacks(level, slots.segment[segment, Segment.LANGUAGE]):
            # Segments are sorted by their languages and the first one's level: none of these can be open.
            knows = level[slots.segment[segment, Segment.LANGUAGE] >> 3] > 0
            segment = np.int64(slots.segment[segment, Segment.OTHER_PAIR if knows else Segment.OTHER_LANGUAGE])
            continue
        second = slots.segment[segment, Segment.SECOND]
        if speaks and lacks(level, second):
            if level[second >> 3]:
                segment += 1
            else:
                segment = np.int64(slots.segment[segment, Segment.OTHER_PAIR])
            continue
        if slots.segment[segment, Segment.REQUEST] != known:
            known, meets = slots.segment[segment, Segment.REQUEST], True
            begin, middle, end = (
                slots.request_cuts[known, 0],
                slots.request_cuts[known, 1],
                slots.request_cuts[known, 2],
            )
            for place in range(begin + 2, middle if speaks else begin):
                meets = meets and not lacks(level, slots.request_words[place])
            for place in range(middle, end if licensed and meets else middle):
                wanted = np.int64(slots.request_words[place])
                meets = meets and is_among(people.words, people.cuts[c, 2], people.cuts[c, 3], wanted)
        word = np.int64(slots.segment[segment, Segment.WORD])
        if meets and (word < 0 or numbers[c, Person.MASKS + word] | numbers[c, Person.MASKS + words + word]):
            begin = max(np.int64(slots.segment[segment, 0]), first) - first
            if size and part[3 * size - 2] == begin and part[3 * size - 1] == word:
                size -= 1
            else:
                part[3 * size], part[3 * size + 2] = begin, word
            part[3 * size + 1] = min(np.int64(slots.segment[segment + 1, 0]), last) - first
            size += 1
        segment += 1
    for place in range(spoken, people.cuts[c, 1]):
        level[people.words[place] >> 3] = 0
    return size


@inner
def lacks(level: Bytes, wanted: Whole) -> bool:
    """Return whether a level is not reached; -1 wants none."""
    return bool(wanted >= 0 and level[wanted >> 3] < wanted & 7)


@inner
def mark_open(people: People, slots: Slots, c: Whole, years: Whole, first: Whole, parts: Whole, room: Room) -> Whole:
    """Mark the slots of the open parts whose every condition is met; return how many.

    `years` is how many of the distinct least years the person reaches. Places are unsigned: for a number that could be
    negative the compiler looks whether it counts from the end, and then takes one slot at a time instead of eight.
    Slots between the parts have no mark.
    """
    numbers, ranks, mark, tile = slots.numbers, slots.ranks, room.open, np.uint64(first)
    words, narrow = (np.int64(people.numbers.shape[1]) - Person.MASKS) >> 1, ranks.dtype.type
    eqf, born, least = people.numbers[c, Person.EQF], people.numbers[c, Person.BORN], people.money[c]
    level, available = narrow(eqf if eqf else 127), narrow(people.numbers[c, Person.AVAILABLE])
    for part in range(parts):
        begin, end, word = np.uint64(room.part[3 * part]), np.uint64(room.part[3 * part + 1]), room.part[3 * part + 2]
        accepts = np.int32(people.numbers[c, Person.MASKS + word] if word >= 0 else -1)
        recognised = np.int32(people.numbers[c, Person.MASKS + words + word] if word >= 0 else -1)
        for i in range(begin, end):
            ready = (ranks[Rank.START, tile + i] >= available) & (ranks[Rank.YEARS, tile + i] < narrow(years))
            mark[i] = ready & (ranks[Rank.EQF_MIN, tile + i] <= level)
        for i in range(begin, end):
            here = numbers[Slot.COUNTRY, tile + i] & accepts | numbers[Slot.RECOGNISED, tile + i] & recognised
            mark[i] &= here != 0
        if people.numbers[c, Person.REMOTE] == 1:
            for i in range(begin, end):
                mark[i] &= numbers[Slot.REMOTE, tile + i] != 0
        if born:
            for i in range(begin, end):
                in_age = (numbers[Slot.BORN_LATEST, tile + i] >= born) & (numbers[Slot.BORN_AFTER, tile + i] < born)
                mark[i] &= in_age
        if least == least:
            for i in range(begin, end):
                # Written so that a salary that was not given, which is no number, is never too low.
                mark[i] &= not (slots.salary[tile + i] < least)
    return count_marks(room, parts)


@inner
def count_marks(room: Room, parts: Whole) -> Whole:
    """Return how many slots are marked, and note that they were reached."""
    count, ones = np.uint64(0), np.uint64(0x0101010101010101)
    first, last = np.uint64(room.part[0]) >> EIGHT, (np.uint64(room.part[3 * parts - 2]) + np.uint64(7)) >> EIGHT
    for eight in range(first, last):
        marks = room.eight[eight]
        room.reached_eight[eight] |= marks
        count += (marks * ones) >> np.uint64(56)
    return np.int64(count)


@inner
def count_below(slots: Slots, first: Whole, parts: Whole, years: Whole, room: Room) -> Whole:
    """Return how many marked slots ask for few enough years."""
    count, tile, narrow = 0, np.uint64(first), slots.ranks.dtype.type
    for part in range(parts):
        for i in range(np.uint64(room.part[3 * part]), np.uint64(room.part[3 * part + 1])):
            count += room.open[i] & (slots.ranks[Rank.YEARS, tile + i] < narrow(years))
    return count


@inner
def unmark(room: Room, parts: Whole) -> None:
    """Take all marks away."""
    for part in range(parts):
        for i in range(np.uint64(room.part[3 * part]), np.uint64(room.part[3 * part + 1])):
            room.open[i] = 0


@inner
def joined(parts: Whole, room: Room) -> Whole:
    """Join near parts to spans; return how many."""
    size = 0
    for part in range(parts):
        begin, end = room.part[3 * part], room.part[3 * part + 1]
        if size and begin - room.span[2 * size - 1] <= NEARBY:
            room.span[2 * size - 1] = end
        else:
            room.span[2 * size], room.span[2 * size + 1] = begin, end
            size += 1
    return size


@inner
def speech_of(people: People, c: Whole) -> Whole:
    """Return the bits of the languages that a person speaks, and of none; all where they were not given."""
    if not people.numbers[c, Person.GIVES_LANGUAGES]:
        return np.int64(-1)
    bits = np.int64(1) << np.int64(62)
    for place in range(people.cuts[c, 0], people.cuts[c, 1]):
        bits |= np.int64(1) << np.int64((people.words[place] >> 3) % 62)
    return bits


@inner
def features_of(people: People, c: Whole, skills: Whole, local: Ints, found: Ints, free: Whole) -> Whole:
    """Write which of the features of a block a person has from place `free` on; return where they end.

    An occupation that a person had twice counts once: points are bounds from both sides.
    """
    for kind in (1, 3):
        shift, before = skills if kind == 1 else 0, np.int32(-1)
        for place in range(people.cuts[c, kind], people.cuts[c, kind + 1]):
            f, is_new = local[shift + people.words[place]], people.words[place] != before
            before = people.words[place]
            if f >= 0 and is_new:
                found[free] = f
                free += 1
    return free


@inner
def lines_of(
    tiles: Tiles, t: Whole, feature: Ints, first: Whole, last: Whole, line: Longs
) -> tuple[Whole, Whole, Whole]:
    """Write the rows (from the front) and lists (from the back) of features; return their numbers, and points.

    The points are an upper bound of what the features add in any slot of the tile.
    """
    rows, lists, most = 0, 0, 0
    for place in range(first, last):
        f = np.int64(feature[place])
        most += tiles.most[t, f]
        if tiles.row[t, f] >= 0:
            line[rows] = tiles.row[t, f]
            rows += 1
        elif tiles.most[t, f]:
            lists += 1
            line[len(line) - lists] = f
    return rows, lists, most


@inner
def add_up(tiles: Tiles, t: Whole, rows: Whole, lists: Whole, parts: Whole, room: Room) -> None:
    """Write the points of the open parts."""
    add_rows(tiles.points, room.line, rows, room.span, joined(parts, room), room.sums)
    add_lists(tiles, t, room.line, len(room.line) - lists, room.sums)

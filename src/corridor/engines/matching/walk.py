"""One person before one tile of slots: which slots are open to them, and what each could score.

Every function here is called once per person and tile and loops over the tile's slots itself: the compiler counts
references to every array that a function is given, and paid once per pair this was ten times the work.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from corridor.engines.matching.kernels import Whole, compiled, is_among
from corridor.engines.matching.layout import Job, People, Person
from corridor.engines.matching.slots import Segment, Slot, Slots
from corridor.engines.matching.tiles import TILE, Points, Tile, add_lists, add_rows
from corridor.engines.matching.types import Bytes, Ints, Longs

NEARBY, BINS = 64, 512
"""Spans of open slots no farther apart than this are added up as one."""


class Room(NamedTuple):
    """What one thread writes on while it looks at one person and tile.

    `level` is by language, `held` by skill, `local` by feature. `part` has three columns: first and last slot of an
    open segment, and 32 countries that the person may go to. `span` joins near parts. `line` holds rows or lists of the
    person's features: the rows from the front, the lists from the back. By slot of the tile are `sums`, the points;
    `open`, the marks (`eight` of them at once); `reached`; and `least`, the points that enter the slot's list. `found`
    holds slots with their points, and `bins` counts them.
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
    found: Longs
    least: Ints
    bins: Ints


def new_room(job: Job) -> Room:
    """Return an empty room."""
    marks = np.zeros(TILE, np.int8)
    return Room(
        level=np.zeros(job.languages, np.int8),
        held=np.zeros(len(job.weight), np.int64),
        local=np.full(len(job.weight) + job.codes, -1, np.int32),
        part=np.zeros(3 * TILE, np.int64),
        span=np.zeros(2 * TILE, np.int64),
        line=np.zeros(job.features, np.int64),
        sums=np.zeros(TILE, np.uint16),
        open=marks,
        eight=marks.view(np.uint64),
        reached=np.zeros(TILE, np.int8),
        found=np.zeros(TILE, np.int64),
        least=np.zeros(TILE, np.int32),
        bins=np.zeros(BINS, np.int32),
    )


@compiled
def open_parts(people: People, slots: Slots, c: Whole, first: Whole, last: Whole, segment: Whole, room: Room) -> Whole:
    """Write the segments whose request this person meets and where they accept a country; return how many.

    `segment` is the one in which the tile's first slot lies.
    """
    numbers, spoken, level, size, known, meets = people.numbers, people.cuts[c, 0], room.level, 0, np.int32(-1), False
    speaks, licensed = numbers[c, Person.GIVES_LANGUAGES] != 0, numbers[c, Person.GIVES_LICENCES] != 0
    for place in range(spoken, people.cuts[c, 1]):
        level[people.words[place] >> 3] = people.words[place] & 7
    while slots.segment[segment, Segment.FIRST] < last:
        if speaks and lacks(level, slots.segment[segment, Segment.LANGUAGE]):
            # Segments are sorted by their first language and level: none of this language can be open.
            segment = np.int64(slots.segment[segment, Segment.OTHER_LANGUAGE])
            continue
        if slots.segment[segment, Segment.REQUEST] != known:
            known, meets = slots.segment[segment, Segment.REQUEST], True
            begin, middle, end = (
                slots.request_cuts[known, 0],
                slots.request_cuts[known, 1],
                slots.request_cuts[known, 2],
            )
            for place in range(begin + 1, middle if speaks else begin):
                meets = meets and not lacks(level, slots.request_words[place])
            for place in range(middle, end if licensed and meets else middle):
                wanted = np.int64(slots.request_words[place])
                meets = meets and is_among(people.words, people.cuts[c, 2], people.cuts[c, 3], wanted)
        word = np.int64(slots.segment[segment, Segment.WORD])
        mask = np.int64(-1) if word < 0 else np.int64(numbers[c, Person.MASKS + word])
        if meets and mask:
            room.part[3 * size] = max(np.int64(slots.segment[segment, 0]), first) - first
            room.part[3 * size + 1] = min(np.int64(slots.segment[segment + 1, 0]), last) - first
            room.part[3 * size + 2] = mask
            size += 1
        segment += 1
    for place in range(spoken, people.cuts[c, 1]):
        level[people.words[place] >> 3] = 0
    return size


@compiled
def lacks(level: Bytes, wanted: Whole) -> bool:
    """Return whether a level is not reached; -1 wants none."""
    return bool(wanted >= 0 and level[wanted >> 3] < wanted & 7)


@compiled
def mark_open(people: People, slots: Slots, c: Whole, years: Whole, first: Whole, parts: Whole, room: Room) -> Whole:
    """Mark the slots of the open parts whose every condition is met; return how many.

    `years` is how many of the distinct least years the person reaches. Places are unsigned: for a number that could be
    negative the compiler looks whether it counts from the end, and then takes one slot at a time instead of eight.
    """
    numbers, mark, reached, count, tile = slots.numbers, room.open, room.reached, 0, np.uint64(first)
    eqf, available = people.numbers[c, Person.EQF], people.numbers[c, Person.AVAILABLE]
    level, born, least = np.int32(eqf if eqf else 127), people.numbers[c, Person.BORN], people.money[c]
    for part in range(parts):
        begin, end = np.uint64(room.part[3 * part]), np.uint64(room.part[3 * part + 1])
        mask, found = np.int32(room.part[3 * part + 2]), 0
        for i in range(begin, end):
            here = (numbers[Slot.COUNTRY, tile + i] & mask) != 0
            ready = (numbers[Slot.START, tile + i] >= available) & (numbers[Slot.YEARS, tile + i] < years)
            mark[i] = here & ready & (numbers[Slot.EQF_MIN, tile + i] <= level)
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
        for i in range(begin, end):
            found += mark[i]
            reached[i] |= mark[i]
        count += found
    return count


@compiled
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


@compiled
def features_of(
    people: People, tile: Tile, c: Whole, skills: Whole, local: Ints, line: Longs
) -> tuple[Whole, Whole, Whole]:
    """Write the rows (from the front) and lists (from the back) of what a person has; return their numbers, and points.

    The points are an upper bound of what the features add in any slot of the tile.
    """
    rows, lists, most = 0, 0, 0
    for kind in (1, 3):
        shift = skills if kind == 1 else 0
        for place in range(people.cuts[c, kind], people.cuts[c, kind + 1]):
            f = np.int64(local[shift + people.words[place]])
            if f < 0:
                continue
            most += tile.most[f]
            if tile.row[f] >= 0:
                line[rows] = tile.row[f]
                rows += 1
            else:
                lists += 1
                line[len(line) - lists] = f
    return rows, lists, most


@compiled
def add_up(tile: Tile, rows: Whole, lists: Whole, parts: Whole, room: Room) -> None:
    """Write the points of the open parts."""
    add_rows(tile, room.line, rows, room.span, joined(parts, room), room.sums)
    add_lists(tile, room.line, len(room.line) - lists, room.sums)

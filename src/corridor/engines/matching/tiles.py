"""One tile of slots: an upper bound of every score in it, by adding rows of points.

Every feature of the tile (a skill that one of its vacancies names, or an occupation code) has points per slot: what it
adds to the score, in whole units of 1 / `SCALE`, rounded down. Adding the rows of the features that a person has gives
the score short of less than two units per row. Features of many slots have a point for every slot, which the processor
adds sixteen at a time; the others have lists of slots. Sums of a tile stay in the nearest cache.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from corridor.engines.matching.kernels import Whole, compiled
from corridor.engines.matching.layout import Job
from corridor.engines.matching.slots import Record, Slots
from corridor.engines.matching.types import Ints, Longs
from corridor.engines.matching.unowned import unowned

Points = npt.NDArray[np.uint16]
TILE = 2048
SCALE = 50_000
"""Less than 2**16, so that sums of points never overflow 16 bits."""
SPARSE = 16
"""A feature of fewer than one slot in so many is kept as a list."""
EQUAL_MORE = 0.4
"""What an equal code adds to S beyond the same unit group."""


class Tile(NamedTuple):
    """Points of the features of one tile; a feature's number is looked up in `local`, -1 where the tile lacks it.

    `row[f]` is where the feature's points begin in `points`, or -1; then its list is `slot[begin[f]:begin[f + 1]]` with
    `point` beside. `most[f]` is its greatest point.
    """

    feature: Ints
    row: Longs
    begin: Longs
    slot: Ints
    point: Ints
    points: Points
    most: Longs


@compiled
def build_tile(slots: Slots, job: Job, first: Whole, last: Whole, local: Ints) -> Tile:
    """Return the points of the slots `first` to `last`, and note the features' numbers in `local`."""
    room = slots.record[last - 1, 2] - slots.record[first, 0] + last - first
    feature, count = np.empty(room, np.int32), np.zeros(room + 1, np.int64)
    skills, size, used = len(job.weight), 0, last - first
    for i in range(first, last):
        code = slots.record[i, Record.OCCUPATION]
        for place in range(slots.record[i, 0], slots.record[i, 2] + (code >= 0)):
            name = np.int64(slots.words[place]) if place < slots.record[i, 2] else skills + code
            if local[name] < 0:
                local[name], feature[size] = size, name
                size += 1
            count[local[name]] += 1
    row, begin, rows = np.full(size, -1, np.int64), np.zeros(size + 1, np.int64), 0
    for f in range(size):
        is_sparse = count[f] * SPARSE < used
        if not is_sparse:
            row[f] = rows * used
            rows += 1
        begin[f + 1] = begin[f] + (count[f] if is_sparse else 0)
    tile = Tile(
        feature[:size],
        row,
        begin,
        np.empty(begin[size], np.int32),
        np.empty(begin[size], np.int32),
        np.zeros(rows * used, np.uint16),
        np.zeros(size, np.int64),
    )
    fill_tile(slots, job, first, last, local, unowned(tile), unowned(count))
    return tile


@compiled
def fill_tile(slots: Slots, job: Job, first: Whole, last: Whole, local: Ints, tile: Tile, free: Longs) -> None:
    """Write the points of a tile."""
    skills, weight, words, shares = len(job.weight), job.weight, slots.words, job.shares
    for f in range(len(tile.row)):
        free[f] = tile.begin[f]
    for i in range(first, last):
        essential, optional = SCALE * shares[0], SCALE * shares[1]
        if slots.record[i, Record.OPTIONAL_TOTAL]:
            optional /= slots.record[i, Record.OPTIONAL_TOTAL]
        else:
            # Without optional skills O is E.
            essential, optional = essential + optional, 0.0
        essential /= slots.record[i, Record.ESSENTIAL_TOTAL]
        for place in range(slots.record[i, 0], slots.record[i, 1]):
            add_point(tile, local[words[place]], i - first, np.int64(essential * weight[words[place]]), free)
        for place in range(slots.record[i, 1], slots.record[i, 2]):
            add_point(tile, local[words[place]], i - first, np.int64(optional * weight[words[place]]), free)
        code = slots.record[i, Record.OCCUPATION]
        if code >= 0:
            add_point(tile, local[skills + code], i - first, np.int64(SCALE * shares[2] * EQUAL_MORE), free)


@compiled
def add_point(tile: Tile, f: Whole, slot: Whole, point: Whole, free: Longs) -> None:
    """Add a point of a feature to a slot; a skill may be essential and optional in one vacancy."""
    if tile.row[f] >= 0:
        tile.points[tile.row[f] + slot] += np.uint16(point)
        point = np.int64(tile.points[tile.row[f] + slot])
    else:
        tile.slot[free[f]], tile.point[free[f]] = slot, point
        free[f] += 1
        # Twice, as the same slot may come once more.
        point *= 2
    tile.most[f] = max(tile.most[f], point)


@compiled
def forget(tile: Tile, local: Ints) -> None:
    """Take the features of a tile out of `local`."""
    for f in range(len(tile.row)):
        local[tile.feature[f]] = -1


@compiled
def add_rows(tile: Tile, rows: Longs, size: Whole, spans: Longs, parts: Whole, sums: Points) -> None:
    """Write the sums of some rows of points into the given spans of slots."""
    points = tile.points
    for part in range(parts):
        begin, end = np.uint64(spans[2 * part]), np.uint64(spans[2 * part + 1])
        for i in range(begin, end):
            sums[i] = 0
        for line in range(0, size - 3, 4):
            a, b = np.uint64(rows[line]), np.uint64(rows[line + 1])
            c, d = np.uint64(rows[line + 2]), np.uint64(rows[line + 3])
            for i in range(begin, end):
                sums[i] += points[a + i] + points[b + i] + points[c + i] + points[d + i]
        for line in range(size & ~3, size):
            a = np.uint64(rows[line])
            for i in range(begin, end):
                sums[i] += points[a + i]


@compiled
def add_lists(tile: Tile, lists: Longs, first: Whole, sums: Points) -> None:
    """Add the points of the lists from place `first` on."""
    for line in range(first, len(lists)):
        for place in range(tile.begin[lists[line]], tile.begin[lists[line] + 1]):
            sums[tile.slot[place]] += np.uint16(tile.point[place])

"""The tiles of one block: an upper bound of every score in them, by adding rows of points.

Every feature of a block (a skill that one of its vacancies names, or an occupation code) has points per slot: what it
adds to the score, in whole units of 1 / `SCALE`, rounded down. Adding the rows of the features that a person has gives
the score short of less than two units per row. Features of many slots of a tile have a point for each of them, which
the processor adds sixteen at a time; the others have lists of slots. Sums of a tile stay in the nearest cache.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from corridor.engines.matching.kernels import Whole, inner
from corridor.engines.matching.layout import Job
from corridor.engines.matching.slots import Record, Slots
from corridor.engines.matching.types import Ints, Longs
from corridor.engines.matching.unowned import unowned

Points = npt.NDArray[np.uint16]
SCALE = 50_000
"""Less than 2**16, so that sums of points never overflow 16 bits."""
SPARSE = 32
"""A feature of fewer than one slot in so many is kept as a list."""
EQUAL_MORE = 0.4
"""What an equal code adds to S beyond the same unit group."""


class Tiles(NamedTuple):
    """Points of the features of some tiles of a block.

    Tile t has the slots `first[t]` to `first[t + 1]`. `row[t, f]` is where the points of feature f begin in `points`,
    or -1; then its list is `slot[begin[t, f]:begin[t, f + 1]]` with `point` beside. `most[t, f]` is its greatest point.
    `feature` names the features, and `weight` is that of each skill, 1 for an occupation.
    """

    first: Longs
    feature: Ints
    weight: Ints
    row: Longs
    begin: Longs
    most: Longs
    slot: Points
    point: Points
    points: Points


@inner
def build_tiles(slots: Slots, job: Job, first: Longs, feature: Ints, local: Ints) -> Tiles:
    """Return the points of some tiles of one block, and note the block's features in `local`."""
    skills, tiles, size, listed, used = len(job.weight), len(first) - 1, len(feature), 0, 0
    row, begin = np.full((tiles, size), -1, np.int64), np.zeros((tiles, size + 1), np.int64)
    count, most, weight = np.zeros(size, np.int64), np.zeros((tiles, size), np.int64), np.ones(size, np.int32)
    for f in range(size):
        local[feature[f]] = f
        if feature[f] < skills:
            weight[f] = job.weight[feature[f]]
    for t in range(tiles):
        count_features(slots, first[t], first[t + 1], unowned(count))
        begin[t, 0] = listed
        for f in range(size):
            if count[f] and count[f] * SPARSE >= first[t + 1] - first[t]:
                row[t, f], used = used, used + first[t + 1] - first[t]
            else:
                listed += count[f]
            begin[t, f + 1] = listed
    slot, point = np.empty(listed, np.uint16), np.empty(listed, np.uint16)
    found = Tiles(first, feature, weight, row, begin, most, slot, point, np.zeros(used, np.uint16))
    for t in range(tiles):
        fill_tile(slots, job, t, unowned(found), unowned(count))
    return found


@inner
def count_features(slots: Slots, first: Whole, last: Whole, count: Longs) -> None:
    """Count the features of some slots."""
    count[:] = 0
    for place in range(slots.record[first, Record.ESSENTIAL], slots.record[last - 1, Record.END]):
        count[slots.words[place]] += 1
    for i in range(first, last):
        if slots.record[i, Record.OCCUPATION] >= 0:
            count[slots.record[i, Record.OCCUPATION]] += 1


@inner
def fill_tile(slots: Slots, job: Job, t: Whole, tiles: Tiles, free: Longs) -> None:
    """Write the points of a tile."""
    words, shares, weight = slots.words, job.shares, tiles.weight
    first, last = tiles.first[t], tiles.first[t + 1]
    for f in range(len(free)):
        free[f] = tiles.begin[t, f]
    for i in range(first, last):
        essential, optional = SCALE * shares[0], SCALE * shares[1]
        if slots.record[i, Record.OPTIONAL_TOTAL]:
            optional /= slots.record[i, Record.OPTIONAL_TOTAL]
        else:
            # Without optional skills O is E.
            essential, optional = essential + optional, 0.0
        essential /= slots.record[i, Record.ESSENTIAL_TOTAL]
        for place in range(slots.record[i, Record.ESSENTIAL], slots.record[i, Record.OPTIONAL]):
            add_point(tiles, t, words[place], i - first, np.int64(essential * weight[words[place]]), free)
        for place in range(slots.record[i, Record.OPTIONAL], slots.record[i, Record.END]):
            add_point(tiles, t, words[place], i - first, np.int64(optional * weight[words[place]]), free)
        code = slots.record[i, Record.OCCUPATION]
        if code >= 0:
            add_point(tiles, t, code, i - first, np.int64(SCALE * shares[2] * EQUAL_MORE), free)


@inner
def add_point(tiles: Tiles, t: Whole, f: Whole, slot: Whole, point: Whole, free: Longs) -> None:
    """Add a point of a feature to a slot; a skill may be essential and optional in one vacancy."""
    if tiles.row[t, f] >= 0:
        tiles.points[tiles.row[t, f] + slot] += np.uint16(point)
        point = np.int64(tiles.points[tiles.row[t, f] + slot])
    else:
        tiles.slot[free[f]], tiles.point[free[f]] = slot, point
        free[f] += 1
        # Twice, as the same slot may come once more.
        point *= 2
    tiles.most[t, f] = max(tiles.most[t, f], point)


@inner
def forget(tiles: Tiles, local: Ints) -> None:
    """Take the features of a block out of `local`."""
    for f in range(len(tiles.feature)):
        local[tiles.feature[f]] = -1


@inner
def add_rows(points: Points, rows: Longs, size: Whole, spans: Longs, parts: Whole, sums: Points) -> None:
    """Write the sums of some rows of points into the given spans of slots."""
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


@inner
def add_lists(tiles: Tiles, t: Whole, lists: Longs, first: Whole, sums: Points) -> None:
    """Add the points of the lists from place `first` on."""
    for line in range(first, len(lists)):
        for place in range(tiles.begin[t, lists[line]], tiles.begin[t, lists[line] + 1]):
            sums[tiles.slot[place]] += tiles.point[place]

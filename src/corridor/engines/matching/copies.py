"""Compiled copying of lists: as fast as memory, and without an index of its own size beside the lists."""

import numpy as np

from corridor.engines.matching.kernels import Whole, compiled
from corridor.engines.matching.types import Ints, Lists, Longs

LINE = 16
"""Whole numbers of 32 bits in a line of the processor's cache."""


def side_by_side(lists: tuple[Lists, ...], rows: Longs) -> tuple[Longs, Ints]:
    """Return several lists of chosen rows behind each other: the places where each begins, and all their numbers."""
    lengths = np.column_stack([np.diff(kind.start)[rows] for kind in lists])
    ends = np.cumsum(lengths.ravel()).reshape(lengths.shape)
    cuts = np.empty((len(ends), len(lists) + 1), np.int64)
    cuts[:, 1:] = ends
    cuts[:, 0] = ends[:, 0] - lengths[:, 0]
    words = np.empty(int(lengths.sum()), np.int32)
    for column, kind in enumerate(lists):
        copy_lists(kind.start, kind.value, rows, cuts, column, words)
    return cuts, words


@compiled
def copy_lists(start: Longs, value: Ints, rows: Longs, cuts: Longs, column: Whole, words: Ints) -> None:
    """Copy the lists of some rows to where `cuts` wants them."""
    for line in range(len(rows)):
        first, to = start[rows[line]], cuts[line, column]
        for place in range(start[rows[line] + 1] - first):
            words[to + place] = value[first + place]


def in_lines(rows: int, columns: int) -> Ints:
    """Return a table of zeros that begins where a line of the processor's cache does."""
    room = np.zeros(rows * columns + LINE, np.int32)
    skip = -(room.ctypes.data // room.itemsize) % LINE
    return room[skip : skip + rows * columns].reshape(rows, columns)


@compiled
def weigh_lists(cuts: Longs, words: Ints, weight: Ints, record: Ints, column: Whole) -> None:
    """Write the weight of every list of every row, side by side from a column on."""
    for line in range(len(cuts)):
        for kind in range(cuts.shape[1] - 1):
            total = np.int32(0)
            for place in range(cuts[line, kind], cuts[line, kind + 1]):
                total += weight[words[place]]
            record[line, column + kind] = total

"""Lists that lose and gain partners, compiled: partners stand in order, and what falls out raises the horizon."""

from typing import NamedTuple

import numpy as np

from corridor.engines.matching.kernels import Whole, compiled, inner
from corridor.engines.matching.types import Bytes, Ints, Longs


class Lines(NamedTuple):
    """Lists of partners, the best first: `partner` by number and `score` in millionths, `size[line]` of them.

    Beyond the horizon nothing is known of a list: `bar` is the score and `edge` the partner of the last place that was
    known when something fell out; a bar of -1 tells that all eligible partners stand in the list.
    """

    partner: Ints
    score: Ints
    size: Ints
    bar: Ints
    edge: Ints


@compiled
def drop_gone(lines: Lines, gone: Bytes, first: Whole, last: Whole) -> None:
    """Take the partners who are gone out of some lists."""
    partner, score, size = lines.partner, lines.score, lines.size
    for line in range(first, last):
        kept = 0
        for place in range(size[line]):
            if not gone[partner[line, place]]:
                if kept != place:
                    partner[line, kept], score[line, kept] = partner[line, place], score[line, place]
                kept += 1
        size[line] = kept


@inner
def is_before(score: Whole, order: Whole, other: Whole, other_order: Whole) -> bool:
    """Return whether a pair stands before another one: by score, ties by the order of the ids."""
    return bool(score > other or (score == other and order < other_order))


@compiled
def insert_new(lines: Lines, order: Ints, line_of: Longs, scores: Ints, partners: Ints) -> None:
    """Put new partners in their places; what is beyond a list's horizon stays unknown."""
    partner, score, size, width = lines.partner, lines.score, lines.size, lines.partner.shape[1]
    for new in range(len(line_of)):
        line, mine, who = line_of[new], np.int64(scores[new]), np.int64(partners[new])
        rank = np.int64(order[who])
        if lines.bar[line] >= 0 and is_before(np.int64(lines.bar[line]), np.int64(order[lines.edge[line]]), mine, rank):
            continue
        place = np.int64(size[line])
        is_full = place == width
        if is_full:
            place -= 1
            last, behind = np.int64(score[line, place]), np.int64(order[partner[line, place]])
            if is_before(last, behind, mine, rank):
                lines.bar[line], lines.edge[line] = last, partner[line, place]
                continue
        size[line] += not is_full
        while place and is_after(partner, score, order, line, place - 1, mine, rank):
            partner[line, place], score[line, place] = partner[line, place - 1], score[line, place - 1]
            place -= 1
        partner[line, place], score[line, place] = who, mine
        if is_full:
            lines.bar[line], lines.edge[line] = score[line, width - 1], partner[line, width - 1]


@inner
def is_after(partner: Ints, score: Ints, order: Ints, line: Whole, place: Whole, mine: Whole, rank: Whole) -> bool:
    """Return whether the partner at a place of a list stands behind a new one."""
    return is_before(mine, rank, np.int64(score[line, place]), np.int64(order[partner[line, place]]))

"""Kept lists: the best partners of everybody on one side, exact after every change.

A list has spare places. Who left falls out, who came is put in its place, and only a list whose spare is used up is
asked for again.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from corridor.engines.matching.live import seek_people, seek_posts
from corridor.engines.matching.live.asking import room_of
from corridor.engines.matching.live.insert import Lines, drop_gone, insert_new
from corridor.engines.matching.live.pairs import Pairs
from corridor.engines.matching.live.shelves import Folk
from corridor.engines.matching.live.warm import Layer, Side, Warm, place_in
from corridor.engines.matching.types import Asking, Edges, Flags, Id, Ints, Longs

SPARE = 14
PIECES = 16
ROOM = 1 << 16
NEVER = np.iinfo(np.int32).max
"""More than any score."""
NONE = np.zeros(0, np.int64)
Rows = tuple[Layer[Any, Any], Longs]


class Found(NamedTuple):
    """Pairs of an asking row and a partner with their score in millionths; `eligible` counts partners by asker."""

    asker: Longs
    partner: Longs
    score: Longs
    eligible: Longs


@dataclass(frozen=True, slots=True)
class Kept:
    """The lists of one side: `line[number]` is the list of the asking row with that number, -1 if it has left.

    `partner_ids` are the ids of all partners that ever were, by number.
    """

    asking: Asking
    top: int
    line: Longs
    lines: Lines
    partner_ids: npt.NDArray[np.generic]


@dataclass(frozen=True, slots=True)
class Listed:
    """The first places of one list: ids of the partners, the best first, and their scores."""

    ids: tuple[Id, ...]
    score: tuple[float, ...]


def keep_lists(index: Warm, edges: Edges, *, asking: Asking, top: int) -> Kept:
    """Return the lists of a ranking of the market from which an index has just been made.

    Parameters
    ----------
    index : the warm index, before any change
    edges : what `rank` gave for the same store and side with `top + SPARE` places
    asking : the side whose lists these are
    top : how many places must stay exact
    """
    mine, other = sides(index, asking)
    asker, partner = (edges.vacancy, edges.candidate)[:: 1 if asking is Asking.VACANCIES else -1]
    lines = empty_lines(mine.ever, top + SPARE)
    lines.partner[asker, edges.rank - 1] = partner
    lines.score[asker, edges.rank - 1] = np.rint(edges.score * 1e6).astype(np.int32)
    lines.size[:] = np.bincount(asker, minlength=mine.ever)
    full = lines.size == top + SPARE
    lines.bar[full], lines.edge[full] = lines.score[full, -1], lines.partner[full, -1]
    return Kept(asking, top, np.arange(mine.ever), lines, other.layers[0].ids)


def empty_lines(count: int, width: int) -> Lines:
    """Return lists without partners."""
    partner, score = np.zeros((2, count, width), np.int32)
    size, edge = np.zeros((2, count), np.int32)
    return Lines(partner, score, size, np.full(count, -1, np.int32), edge)


def sides(index: Warm, asking: Asking) -> tuple[Side[Any, Any], Side[Any, Any]]:
    """Return the asking side and the other one."""
    both = index.vacancies, index.candidates
    return both if asking is Asking.VACANCIES else (both[1], both[0])


def follow(kept: Kept, before: Warm, after: Warm, *, threads: int = 1) -> Kept:
    """Return the lists as they are after a change; the given ones are used up, since their memory is taken over.

    Parameters
    ----------
    kept : lists that are exact for `before`
    before, after : the index before and after one call of `changed`
    threads : how many threads ask; the lists do not depend on it

    Notes
    -----
    O(lists) for who left, and one question per row that came and per list whose spare places are used up.
    """
    (mine_before, other_before), (mine, other) = sides(before, kept.asking), sides(after, kept.asking)
    kept = replace(kept, partner_ids=ids_by_number(other, kept.partner_ids))
    gone = (~in_market(other)).astype(np.int8)
    kept = with_lines(kept, mine)
    in_pieces(lambda part: drop_gone(kept.lines, gone, *part), len(kept.lines.size), threads)
    came = rows_of(other, np.arange(other.ever) >= other_before.ever)
    order = ranks_of(kept.partner_ids)
    put_in(kept, order, new_pairs(kept, after, came, mine_before.ever, threads))
    short = (kept.lines.size < kept.top) & (kept.lines.bar >= 0)
    wanted = (np.arange(mine.ever) >= mine_before.ever) | short[kept.line]
    ask_again(kept, after, order, rows_of(mine, wanted), threads)
    return kept


def in_market(side: Side[Any, Any]) -> Flags:
    """Return by number who is in the market."""
    alive = np.zeros(side.ever, np.bool_)
    for layer in side.layers:
        alive[layer.number] = layer.alive
    return alive


def ids_by_number(side: Side[Any, Any], known: npt.NDArray[np.generic]) -> npt.NDArray[np.generic]:
    """Return the ids of all rows that ever were; those that came and left at once stay empty."""
    ids = np.zeros(side.ever, known.dtype if len(known) else side.layers[-1].ids.dtype)
    ids[: len(known)] = known
    for layer in side.layers[1:]:
        ids[layer.number] = layer.ids
    return ids


def ranks_of(ids: npt.NDArray[np.generic]) -> Ints:
    """Return the place of every id among all, ascending; the id of somebody who left and came back stands twice."""
    order = np.empty(len(ids), np.int32)
    order[np.argsort(ids, kind="stable")] = np.arange(len(ids), dtype=np.int32)
    return order


def rows_of(side: Side[Any, Any], wanted: Flags) -> list[Rows]:
    """Return layer and places of those in the market whose numbers are wanted.

    In the order of their records, so that those of one unit group, who look at the same partners, follow each other.
    """
    found = ((layer, np.flatnonzero(wanted[layer.number] & (layer.alive != 0))) for layer in side.layers)
    return [(layer, places[np.argsort(layer.records.at[places])]) for layer, places in found]


def with_lines(kept: Kept, side: Side[Any, Any]) -> Kept:
    """Return lists of which those of askers who left are free, and given to the ones who came."""
    line, alive = np.full(side.ever, -1, np.int64), in_market(side)
    line[: len(kept.line)] = kept.line
    left, lines = np.flatnonzero(~alive & (line >= 0)), kept.lines
    free = line[left]
    lines.size[free], lines.bar[free] = 0, -1
    line[left] = -1
    used = np.zeros(len(lines.size), np.bool_)
    used[line[line >= 0]] = True
    free, came = np.flatnonzero(~used), np.flatnonzero(alive & (line < 0))
    if len(came) > len(free):
        lines = more_lines(lines, len(came) - len(free) + len(lines.size) // 8)
        free = np.concatenate([free, np.arange(len(used), len(lines.size))])
    line[came] = free[: len(came)]
    return replace(kept, line=line, lines=lines)


def more_lines(lines: Lines, count: int) -> Lines:
    """Return lists and so many empty ones."""
    more = empty_lines(count, lines.partner.shape[1])
    return Lines(*(np.concatenate(pair) for pair in zip(lines, more, strict=True)))


def new_pairs(kept: Kept, after: Warm, came: Sequence[Rows], known: int, threads: int) -> Found:
    """Return list, partner and score of the pairs that partners who came bring to the lists of those who were there."""
    mine, _ = sides(after, kept.asking)
    least = np.full(mine.ever, NEVER, np.int32)
    least[:known] = kept.lines.bar[kept.line[:known]]
    found = [Found(*(np.zeros(0, np.int64) for _ in Found._fields))]
    for layer, places in came:

        def work(part: tuple[int, int], layer: Layer[Any, Any] = layer, rows: Longs = places) -> list[Found]:
            return [partners(after, layer, rows[slice(*part)], others, least, 0) for others in mine.layers]

        found += [one for piece in in_pieces(work, len(places), threads) for one in piece]
    who, line, score, _ = (np.concatenate(column) for column in zip(*found, strict=True))
    return Found(kept.line[line], who, score, np.zeros(0, np.int64))


def partners(
    index: Warm, layer: Layer[Any, Any], places: Longs, others: Layer[Any, Any], least: Ints, width: int
) -> Found:
    """Return the partners in a layer of the rows at some places of another one, both by number.

    Of every row the best `width`, or if that is 0 all who reach the least score that counts for them.
    """
    of_people = isinstance(layer.shelf, Folk)
    task_of: Callable[..., Any] = seek_posts.Task if of_people else seek_people.Task
    seek: Callable[..., tuple[int, int]] = (
        seek_posts.seek_posts_of_many if of_people else seek_people.seek_people_of_many
    )
    pieces: list[list[npt.NDArray[np.generic]]] = [[NONE] * 3]
    eligible, next_one = np.zeros(len(places), np.int64), 0
    room_for = max(ROOM, len(others))
    with room_of(index, width) as room:
        weight = index.weights_as_of.weight
        task = task_of(layer.records, others.records, others.shelf, others.alive, weight, index.rules, room)
        while next_one < len(places) and len(others):
            pairs = Pairs(*np.empty((3, room_for), np.int32))
            next_one, count = seek(task, places, next_one, others.number, least, eligible, pairs)
            pieces.append([column[:count] for column in pairs])
    asker, partner, score = (np.concatenate(column) for column in zip(*pieces, strict=True))
    return Found(layer.number[places[asker]], partner, score, eligible)


def put_in(kept: Kept, order: Ints, pairs: Found) -> None:
    """Put pairs into the lists, one list after the other."""
    by_line = np.argsort(pairs.asker, kind="stable")
    score, partner = (column[by_line].astype(np.int32) for column in (pairs.score, pairs.partner))
    insert_new(kept.lines, order, pairs.asker[by_line], score, partner)


def ask_again(kept: Kept, after: Warm, order: Ints, rows: Sequence[Rows], threads: int) -> None:
    """Write the lists of some rows anew."""
    _, other = sides(after, kept.asking)
    width, least = kept.lines.partner.shape[1], np.full(other.ever, -1, np.int32)
    for layer, places in rows:

        def work(part: tuple[int, int], layer: Layer[Any, Any] = layer, places: Longs = places) -> None:
            some = places[slice(*part)]
            found = [partners(after, layer, some, others, least, width) for others in other.layers]
            write_lines(kept, order, kept.line[layer.number[some]], found)

        in_pieces(work, len(places), threads)


def write_lines(kept: Kept, order: Ints, lines: Longs, found: Sequence[Found]) -> None:
    """Write some lists: the best of what was found for them in all layers."""
    asker, partner, score, _ = (np.concatenate(column) for column in zip(*found, strict=True))
    line, width = kept.line[asker], kept.lines.partner.shape[1]
    best = np.lexsort((order[partner], -score, line))
    line, partner, score = line[best], partner[best], score[best]
    rank = np.arange(len(line)) - np.searchsorted(line, line)
    kept.lines.size[lines], shown = 0, rank < width
    # Ranks ascend, and the last one stays.
    kept.lines.size[line[shown]] = rank[shown] + 1
    kept.lines.partner[line[shown], rank[shown]] = partner[shown]
    kept.lines.score[line[shown], rank[shown]] = score[shown]
    eligible = np.sum([one.eligible for one in found], axis=0)
    kept.lines.bar[lines], kept.lines.edge[lines] = -1, 0
    beyond = lines[eligible > width]
    kept.lines.bar[beyond], kept.lines.edge[beyond] = kept.lines.score[beyond, -1], kept.lines.partner[beyond, -1]


def in_pieces(work: Callable[[tuple[int, int]], Any], count: int, threads: int) -> list[Any]:
    """Return the answers for consecutive ranges, in their order."""
    size = max(1, -(-count // (threads * PIECES)))
    parts = [(first, min(first + size, count)) for first in range(0, count, size)]
    if threads == 1:
        return [work(part) for part in parts]
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(work, parts))


def list_of(kept: Kept, index: Warm, wanted: Id) -> Listed:
    """Return the list of one row of the asking side, which is in the market."""
    layers = sides(index, kept.asking)[0].layers
    places = ((layer, place_in(layer, wanted)) for layer in layers)
    number = next(layer.number[place] for layer, place in places if place is not None)
    line = kept.line[number]
    size = min(int(kept.lines.size[line]), kept.top)
    ids = kept.partner_ids[kept.lines.partner[line, :size]].tolist()
    return Listed(tuple(ids), tuple((kept.lines.score[line, :size] / 1e6).tolist()))

"""The compiled loops that score pairs by the shares of their skills, exactly, as far as a list needs them."""

from typing import NamedTuple

import numpy as np

from corridor.engines.matching.best import Lists
from corridor.engines.matching.kernels import Whole, clear, compiled, inner, lay_out, micro_score, push, put_in_order
from corridor.engines.matching.layout import LAST, People
from corridor.engines.matching.parts import Listed, Near, Post, Posts, Table, write_careers
from corridor.engines.matching.types import Bytes, Flags, Floats, Ints, Longs
from corridor.engines.matching.unowned import unowned


class Ground(NamedTuple):
    """What the score of a pair needs: candidate c has `share[start[c]:start[c + 1]]` hundredths of `skill[...]`."""

    people: People
    posts: Posts
    near: Near
    start: Longs
    skill: Ints
    share: Bytes
    weight: Ints
    parts: Floats


class Turn(NamedTuple):
    """Listed pairs, and where the answers go; `essential` and `optional` are by skill and all 0.

    Either the best of each row go to `best`, by way of the only row of `table`, and `is_settled` tells whether no pair
    that is not listed could be among them; or all listed pairs go to `table`.
    """

    ground: Ground
    listed: Listed
    best: Lists
    is_settled: Flags
    table: Table
    essential: Longs
    optional: Longs


@inner
def take_up(turn: Turn, asker: Whole, for_vacancies: bool) -> None:
    """Lay out what the asking row wants or has, by skill."""
    ground, posts = turn.ground, turn.ground.posts
    if for_vacancies:
        begin, middle = posts.record[asker, Post.ESSENTIAL], posts.record[asker, Post.OPTIONAL]
        lay_out(posts.words, begin, middle, ground.weight, turn.essential)
        lay_out(posts.words, middle, posts.record[asker, Post.END], ground.weight, turn.optional)
    else:
        for place in range(ground.start[asker], ground.start[asker + 1]):
            skill = ground.skill[place]
            turn.essential[skill] = np.int64(ground.share[place]) * ground.weight[skill]


@inner
def put_down(turn: Turn, asker: Whole, for_vacancies: bool) -> None:
    """Take it away again."""
    ground, posts = turn.ground, turn.ground.posts
    if for_vacancies:
        begin, middle = posts.record[asker, Post.ESSENTIAL], posts.record[asker, Post.OPTIONAL]
        clear(posts.words, begin, middle, turn.essential)
        clear(posts.words, middle, posts.record[asker, Post.END], turn.optional)
    else:
        clear(ground.skill, ground.start[asker], ground.start[asker + 1], turn.essential)


@inner
def write_parts(turn: Turn, edge: Whole, asker: Whole, other: Whole, for_vacancies: bool) -> None:
    """Write a pair and its parts; sums of whole numbers are exact."""
    ground, posts, table, e, o = turn.ground, turn.ground.posts, turn.table, 0, 0
    v = asker if for_vacancies else other
    record, words = posts.record, posts.words
    if for_vacancies:
        for place in range(ground.start[other], ground.start[other + 1]):
            e += turn.essential[ground.skill[place]] * ground.share[place]
            o += turn.optional[ground.skill[place]] * ground.share[place]
    else:
        for place in range(record[v, Post.ESSENTIAL], record[v, Post.OPTIONAL]):
            e += turn.essential[words[place]]
        for place in range(record[v, Post.OPTIONAL], record[v, Post.END]):
            o += turn.essential[words[place]]
    essential, total = e / (100 * np.int64(record[v, Post.ESSENTIAL_TOTAL])), np.int64(record[v, Post.OPTIONAL_TOTAL])
    table.vacancy[edge], table.candidate[edge] = (asker, other) if for_vacancies else (other, asker)
    table.essential[edge], table.optional[edge] = essential, (o / (100 * total) if total else essential)
    write_careers(ground.people, posts, ground.near, table, edge, edge + 1)


@compiled
def settle(given: Turn, first: Whole, last: Whole, for_vacancies: bool, asked: Whole) -> None:
    """Write the best of the listed pairs of the rows `first` to `last`; their keys are upper bounds, in order.

    No pair behind a bound can enter a list whose last key is greater, whether it is listed or not. `asked` is the
    length of the lists: a shorter one holds all pairs of its row.
    """
    turn = unowned(given)
    listed, best, table, parts = turn.listed, turn.best, turn.table, turn.ground.parts
    for row in range(first, last):
        asker, size, root = listed.asker[row], np.int64(0), row * best.width
        turn.is_settled[row] = listed.size[row] < asked
        take_up(turn, asker, for_vacancies)
        for place in range(listed.start[row], listed.start[row] + listed.size[row]):
            bound = listed.key[place]
            if size == best.width and best.key[root] > bound:
                turn.is_settled[row] = True
                break
            write_parts(turn, 0, asker, LAST - (bound & LAST), for_vacancies)
            score = parts[0] * table.essential[0] + parts[1] * table.optional[0]
            score = score + parts[2] * table.occupation[0] + parts[3] * table.experience[0]
            size = push(best.key, root, best.width, size, micro_score(score) << 32 | (bound & LAST))
        put_down(turn, asker, for_vacancies)
        if size == best.width and listed.size[row] and not turn.is_settled[row]:
            turn.is_settled[row] = best.key[root] >= listed.key[listed.start[row] + listed.size[row] - 1]
        put_in_order(best.key, root, size)
        best.size[row] = size


@compiled
def write_pairs(given: Turn, first: Whole, last: Whole, for_vacancies: bool) -> None:
    """Write the listed pairs of the rows `first` to `last`, whose keys are scores."""
    turn = unowned(given)
    listed, table = turn.listed, turn.table
    for row in range(first, last):
        asker, begin = listed.asker[row], listed.to[row]
        take_up(turn, asker, for_vacancies)
        for edge in range(begin, begin + listed.size[row]):
            key = listed.key[listed.start[row] + edge - begin]
            write_parts(turn, edge, asker, LAST - (key & LAST), for_vacancies)
            table.rank[edge], table.score[edge] = edge - begin + 1, (key >> 32) / 1e6
        put_down(turn, asker, for_vacancies)

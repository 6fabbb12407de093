"""The listed pairs as columns, with the parts of their scores."""

from enum import IntEnum
from typing import NamedTuple

import numpy as np

from corridor.engines.matching.copies import in_lines, side_by_side, weigh_lists
from corridor.engines.matching.kernels import SAME, Whole, clear, compiled, inner, lay_out
from corridor.engines.matching.layout import LAST, Job, People
from corridor.engines.matching.types import Bytes, Floats, Ints, Longs, Store
from corridor.engines.matching.unowned import unowned


class Post(IntEnum):
    """Columns of `Posts.record`: all that is read of one vacancy beside its skills, in half a line of the cache.

    The essential skills stand from `ESSENTIAL` to `OPTIONAL` in `Posts.words`, the optional ones up to `END`.
    """

    ESSENTIAL = 0
    OPTIONAL = 1
    END = 2
    ESSENTIAL_TOTAL = 3
    OPTIONAL_TOTAL = 4
    OCCUPATION = 5
    GROUP = 6
    UNUSED = 7


class Posts(NamedTuple):
    """What the parts of a pair need of the vacancies, in the order of the store."""

    record: Ints
    words: Ints


class Near(NamedTuple):
    """The unit groups that each candidate is near to, ascending, with nearness and years."""

    start: Longs
    group: Ints
    is_near: Bytes
    years: Floats


class Listed(NamedTuple):
    """Sorted keys of the asking rows: row r has `size[r]` from `start[r]` on, and its pairs go to `to[r]` on."""

    key: Longs
    start: Longs
    size: Longs
    to: Longs
    asker: Longs


class Table(NamedTuple):
    """The columns of the listed pairs; the parts are E, O, S and X."""

    vacancy: Ints
    candidate: Ints
    rank: Ints
    score: Floats
    essential: Floats
    optional: Floats
    occupation: Floats
    experience: Floats


def empty_table(pairs: int) -> Table:
    """Return room for the columns of so many pairs."""
    return Table(
        vacancy=np.empty(pairs, np.int32),
        candidate=np.empty(pairs, np.int32),
        rank=np.empty(pairs, np.int32),
        score=np.empty(pairs),
        essential=np.empty(pairs),
        optional=np.empty(pairs),
        occupation=np.empty(pairs),
        experience=np.empty(pairs),
    )


class Task(NamedTuple):
    """Listed pairs and where to write them; `held` and `wanted` are by skill and all 0."""

    people: People
    posts: Posts
    near: Near
    job: Job
    listed: Listed
    table: Table
    held: Longs
    wanted: Longs


def posts_of(store: Store, group: Ints) -> Posts:
    """Return what the parts of a pair need of the vacancies; `group` tells the unit group of each."""
    them = store.vacancies
    cuts, words = side_by_side((them.essential, them.optional), np.arange(len(them)))
    record = in_lines(len(them), len(Post))
    record[:, : Post.ESSENTIAL_TOTAL] = cuts
    weigh_lists(cuts, words, store.skill_weight, record, int(Post.ESSENTIAL_TOTAL))
    record[:, Post.OCCUPATION], record[:, Post.GROUP] = them.occupation, group
    return Posts(record, words)


@compiled
def write_pairs(given: Task, first: Whole, last: Whole, for_vacancies: bool) -> None:
    """Write the pairs of the asking rows `first` to `last`."""
    task = unowned(given)
    people, posts, listed, table, job = task.people, task.posts, task.listed, task.table, task.job
    for row in range(first, last):
        asker, begin, end = listed.asker[row], listed.to[row], listed.to[row] + listed.size[row]
        for edge in range(begin, end):
            key = listed.key[listed.start[row] + edge - begin]
            other = LAST - (key & LAST)
            table.vacancy[edge], table.candidate[edge] = (asker, other) if for_vacancies else (other, asker)
            table.rank[edge], table.score[edge] = edge - begin + 1, (key >> 32) / 1e6
        if for_vacancies:
            cover_candidates(people, posts, job, table, begin, end, asker, task.held, task.wanted)
        else:
            cover_vacancies(people, posts, job, table, begin, end, asker, task.held)
        write_careers(people, posts, task.near, table, begin, end)


@inner
def cover_vacancies(
    people: People, posts: Posts, job: Job, table: Table, first: Whole, last: Whole, c: Whole, held: Longs
) -> None:
    """Write E and O of the vacancies of one candidate."""
    record, words = posts.record, posts.words
    lay_out(people.words, people.cuts[c, 3], people.cuts[c, 4], job.weight, held)
    for edge in range(first, last):
        v, e, o = np.int64(table.vacancy[edge]), 0, 0
        for place in range(record[v, Post.ESSENTIAL], record[v, Post.OPTIONAL]):
            e += held[words[place]]
        for place in range(record[v, Post.OPTIONAL], record[v, Post.END]):
            o += held[words[place]]
        table.essential[edge] = e / record[v, Post.ESSENTIAL_TOTAL]
        total = record[v, Post.OPTIONAL_TOTAL]
        table.optional[edge] = o / total if total else table.essential[edge]
    clear(people.words, people.cuts[c, 3], people.cuts[c, 4], held)


@inner
def cover_candidates(
    people: People, posts: Posts, job: Job, table: Table, first: Whole, last: Whole, v: Whole, e_of: Longs, o_of: Longs
) -> None:
    """Write E and O of the candidates of one vacancy."""
    record, words = posts.record, posts.words
    essential, optional = record[v, Post.ESSENTIAL_TOTAL], record[v, Post.OPTIONAL_TOTAL]
    begin, middle, end = record[v, Post.ESSENTIAL], record[v, Post.OPTIONAL], record[v, Post.END]
    lay_out(words, begin, middle, job.weight, e_of)
    lay_out(words, middle, end, job.weight, o_of)
    for edge in range(first, last):
        c, e, o = np.int64(table.candidate[edge]), 0, 0
        for place in range(people.cuts[c, 3], people.cuts[c, 4]):
            e += e_of[people.words[place]]
            o += o_of[people.words[place]]
        table.essential[edge] = e / essential
        table.optional[edge] = o / optional if optional else e / essential
    clear(words, begin, middle, e_of)
    clear(words, middle, end, o_of)


@inner
def write_careers(people: People, posts: Posts, near: Near, table: Table, first: Whole, last: Whole) -> None:
    """Write S and X of some pairs."""
    for edge in range(first, last):
        v, c = np.int64(table.vacancy[edge]), np.int64(table.candidate[edge])
        entry, behind, group = near.start[c], near.start[c + 1], np.int64(posts.record[v, Post.GROUP])
        end = behind
        while entry < end:
            middle = (entry + end) >> 1
            if near.group[middle] < group:
                entry = middle + 1
            else:
                end = middle
        occupation, experience = 0.0, 0.0
        if entry < behind and near.group[entry] == group:
            occupation = 0.3 if near.is_near[entry] else 0.0
            experience = min(1.0, near.years[entry] / 5)
            if near.is_near[entry] >= SAME:
                occupation = 0.6
                for place in range(people.cuts[c, 1], people.cuts[c, 2]):
                    if people.words[place] == posts.record[v, Post.OCCUPATION]:
                        occupation = 1.0
        table.occupation[edge], table.experience[edge] = occupation, experience

"""A person before all vacancies, compiled: who is eligible, and the exact score of each such pair."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from corridor.engines.matching.kernels import Whole, compiled, inner
from corridor.engines.matching.live.ahead import NEAR, fetch
from corridor.engines.matching.live.pairs import (
    LAST,
    OPEN,
    SAME,
    Pairs,
    Rules,
    best_keys,
    career,
    has_code,
    is_in,
    note_pairs,
    occupation_part,
    score_of_sums,
    skills_at,
    write_parts,
)
from corridor.engines.matching.live.records import Person, Post, Records
from corridor.engines.matching.live.shelves import Asked, Posts, Segment
from corridor.engines.matching.types import Bytes, Floats, Ints, Longs
from corridor.engines.matching.unowned import unowned

SPAN = 2048
LINE = 16
"""Whole numbers in a line of the processor's memory."""
ANY_YEARS = np.iinfo(np.int32).max


class Room(NamedTuple):
    """What one thread writes on: levels by language, weights by skill (all 0 between uses), marks, and keys.

    `both` holds weights of essential and optional skills side by side, `eight` the marks eight at a time; `spots` takes
    open slots, `found` the keys of all eligible partners, and `best` is the heap of those that are listed.
    """

    level: Bytes
    held: Ints
    both: Longs
    mark: Bytes
    eight: npt.NDArray[np.uint64]
    spots: Longs
    found: Longs
    best: Longs


class Task(NamedTuple):
    """A person, the vacancies by slot and by record, which of them are in the market (by place), and the rules."""

    people: Records
    records: Records
    posts: Posts
    alive: Bytes
    weight: Ints
    rules: Rules
    room: Room


def new_room(*, languages: int, skills: int, partners: int, width: int) -> Room:
    """Return an empty room for so many words, possible partners, and places of a list."""
    mark = np.zeros(SPAN, np.int8)
    return Room(
        level=np.zeros(max(languages, 1), np.int8),
        held=np.zeros(max(skills, 1), np.int32),
        both=np.zeros(max(skills, 1), np.int64),
        mark=mark,
        eight=mark.view(np.uint64),
        spots=np.empty(partners, np.int64),
        found=np.empty(partners, np.int64),
        best=np.empty(width, np.int64),
    )


@inner
def seek_posts(task: Task, c: Whole) -> Whole:
    """Write the key (score in millionths, then the place counted down) of every eligible vacancy; return how many."""
    people, posts, rules, level, held = task.people, task.posts, task.rules, task.room.level, task.room.held
    at, words, size = people.at[c], people.words, 0
    spoken = at + Person.HEAD + 2 * words[at + Person.MASKS]
    for place in range(spoken, spoken + words[at + Person.LANGUAGES]):
        level[words[place] >> 3] = words[place] & 7
    first = skills_at(words, at)
    last = first + words[at + Person.SKILLS]
    for place in range(first, last):
        held[words[place]] = task.weight[words[place]]
    for block in range(len(posts.unit) + 1):
        near, years, reach = 0, 0.0, ANY_YEARS
        if block < len(posts.unit) and words[at + Person.GIVES_OCCUPATIONS]:
            unit, since = np.int64(posts.unit[block]), people.float_at[c] + 1
            near, years, test = career(words, at, people.floats, since, unit, rules.related, rules.mode)
            if near == 0 and rules.mode != OPEN:
                continue
            reach = reached(posts.years, test)
        spots = seek_block(task, c, block, reach)
        size = score_spots(task, at, spots, near, years, size)
    for place in range(spoken, spoken + words[at + Person.LANGUAGES]):
        level[words[place] >> 3] = 0
    for place in range(first, last):
        held[words[place]] = 0
    return size


@compiled
def ask_posts(given: Task, asker: Whole, parts: Floats) -> tuple[Whole, Whole]:
    """Write the best keys to `room.best`, the greatest first, with E, O, S and X; return how many, and of how many."""
    task = unowned(given)
    size = seek_posts(task, asker)
    filled = best_keys(task.room.found, size, task.room.best)
    for line in range(filled):
        other = LAST - (task.room.best[line] & LAST)
        write_parts(task.people, task.records, task.rules, asker, other, task.room.held, task.weight, parts[line])
    return filled, size


@compiled
def seek_posts_of_many(
    given: Task, places: Longs, first: Whole, number: Longs, least: Ints, eligible: Longs, pairs: Pairs
) -> tuple[Whole, Whole]:
    """Write the vacancies of askers from `first` on, as far as there is room; return who is next, and how many pairs.

    `room.best` takes the best of each asker; if it has no places, all pairs are written that reach the `least` score of
    the partner, by its `number`. `eligible` takes how many partners every asker has.
    """
    task, count = unowned(given), 0
    for asker in range(first, len(places)):
        size = seek_posts(task, places[asker])
        more = note_pairs(task.room.found, size, task.room.best, asker, number, least, pairs, count)
        if more < 0:
            return asker, count
        eligible[asker], count = size, more
    return len(places), count


@inner
def reached(years: Floats, most: float) -> Whole:
    """Return how many of ascending years are reached."""
    first, last = 0, len(years)
    while first < last:
        middle = (first + last) >> 1
        if years[middle] <= most:
            first = middle + 1
        else:
            last = middle
    return first


@inner
def lacks(level: Bytes, wanted: Whole) -> bool:
    """Return whether a level is not reached; -1 wants none."""
    return bool(wanted >= 0 and level[wanted >> 3] < wanted & 7)


@inner
def seek_block(task: Task, c: Whole, block: Whole, reach: Whole) -> Whole:
    """Write the open slots of one unit group to `room.spots`; return how many."""
    posts, room, words, at, size = task.posts, task.room, task.people.words, task.people.at[c], 0
    segments, segment, last, level = posts.segment, np.int64(posts.block[block]), posts.block[block + 1], room.level
    speaks, masks = words[at + Person.GIVES_LANGUAGES] != 0, np.int64(words[at + Person.MASKS])
    least = np.float64(task.people.floats[task.people.float_at[c]])
    known, meets = np.int32(-1), False
    while segment < last:
        if speaks and lacks(level, np.int64(segments[segment, Segment.LANGUAGE])):
            # Segments are sorted by their first language and level: none of this language can be met.
            segment = np.int64(segments[segment, Segment.OTHER])
            continue
        if segments[segment, Segment.REQUEST] != known:
            known = segments[segment, Segment.REQUEST]
            meets = meets_request(words, at, level, posts.request_cuts, posts.request_words, known)
        word, mask = np.int64(segments[segment, Segment.WORD]), np.int32(-1)
        if word >= 0:
            # Behind the words of accepted countries stand those of recognised ones; the last tells of any country.
            mask = words[at + Person.HEAD + (word & 1) * masks + min(word >> 1, masks - 1)]
        if meets and mask:
            first, end = np.int64(segments[segment, 0]), np.int64(segments[segment + 1, 0])
            for begin in range(first, end, SPAN):
                count = min(SPAN, end - begin)
                mark_span(posts.numbers, words, at, room.mark, begin, count, mask, reach)
                mark_more(posts.numbers, posts.salary, words, at, least, room.mark, begin, count)
                size = collect(room.mark, room.eight, room.spots, begin, count, size)
        segment += 1
    return size


@inner
def meets_request(words: Ints, at: Whole, level: Bytes, cuts: Longs, asked: Ints, request: Whole) -> bool:
    """Return whether a person has the languages and licences of a request; what they did not give passes."""
    if words[at + Person.GIVES_LANGUAGES]:
        for place in range(cuts[request, 0], cuts[request, 1]):
            if lacks(level, np.int64(asked[place])):
                return False
    if words[at + Person.GIVES_LICENCES]:
        end = skills_at(words, at)
        for place in range(cuts[request, 1], cuts[request, 2]):
            if not is_in(words, end - words[at + Person.LICENCES], end, asked[place]):
                return False
    return True


@inner
def mark_span(
    numbers: Ints, words: Ints, at: Whole, mark: Bytes, first: Whole, size: Whole, mask: Whole, reach: Whole
) -> None:
    """Mark the slots whose country, dates, years and level fit.

    Places are unsigned: for a number that could be negative the compiler looks whether it counts from the end, and then
    takes one slot at a time instead of many.
    """
    level, available, years = words[at + Person.EQF], words[at + Person.AVAILABLE], np.int32(reach)
    begin, count = np.uint64(first), np.uint64(size)
    for i in range(np.uint64(0), count):
        here = (numbers[Asked.COUNTRY, begin + i] & mask) != 0
        ready = (numbers[Asked.START, begin + i] >= available) & (numbers[Asked.YEARS, begin + i] < years)
        mark[i] = here & ready & (numbers[Asked.EQF_MIN, begin + i] <= level)
    for i in range(count, (count + np.uint64(7)) & ~np.uint64(7)):
        mark[i] = 0


@inner
def mark_more(
    numbers: Ints, salary: Floats, words: Ints, at: Whole, least: float, mark: Bytes, first: Whole, size: Whole
) -> None:
    """Take the marks from slots whose remote work, ages or salary do not fit, where the person says so."""
    begin, count, born = np.uint64(first), np.uint64(size), words[at + Person.BORN]
    if words[at + Person.REMOTE] == 1:
        for i in range(np.uint64(0), count):
            mark[i] &= numbers[Asked.REMOTE, begin + i] != 0
    if born:
        for i in range(np.uint64(0), count):
            mark[i] &= (numbers[Asked.LATEST, begin + i] >= born) & (numbers[Asked.AFTER, begin + i] < born)
    if least == least:
        for i in range(np.uint64(0), count):
            # Written so that a salary that was not given, which is no number, is never too low.
            mark[i] &= not (salary[begin + i] < least)


@inner
def collect(
    mark: Bytes, eights: npt.NDArray[np.uint64], spots: Longs, first: Whole, count: Whole, size: Whole
) -> Whole:
    """Write the marked slots behind those that are there already; return how many there are."""
    for eight in range((count + 7) >> 3):
        if eights[eight]:
            for i in range(8 * eight, 8 * eight + 8):
                if mark[i]:
                    spots[size] = first + i
                    size += 1
    return size


@inner
def score_spots(task: Task, at: Whole, spots: Whole, near: Whole, years: float, size: Whole) -> Whole:
    """Write the keys of open slots of one unit group; return the number of keys."""
    posts, words, held, mine = task.posts, task.records.words, task.room.held, task.people.words
    for line in range(spots):
        if line + NEAR < spots:
            ahead = task.room.spots[line + NEAR]
            fetch(words, posts.at[ahead])
            fetch(words, posts.at[ahead] + LINE)
            fetch(task.alive, np.int64(posts.place[ahead]))
        slot = task.room.spots[line]
        if not task.alive[posts.place[slot]]:
            continue
        to, e, o = posts.at[slot], 0, 0
        middle = to + Post.HEAD + words[to + Post.ESSENTIAL]
        for place in range(to + Post.HEAD, middle):
            e += held[words[place]]
        for place in range(middle, middle + words[to + Post.OPTIONAL]):
            o += held[words[place]]
        occupation = occupation_part(near, near == SAME and has_code(mine, at, np.int64(words[to + Post.CODE])))
        totals = np.int64(words[to + Post.ESSENTIAL_TOTAL]), np.int64(words[to + Post.OPTIONAL_TOTAL])
        score = score_of_sums(e, totals[0], o, totals[1], occupation, years, task.rules.shares)
        task.room.found[size] = score << 32 | (LAST - posts.place[slot])
        size += 1
    return size

"""A vacancy before all candidates, compiled: who is eligible, and the exact score of each such pair."""

from typing import NamedTuple

import numpy as np

from corridor.engines.matching.kernels import Whole, compiled, inner
from corridor.engines.matching.live.ahead import FAR, NEAR, fetch
from corridor.engines.matching.live.pairs import (
    LAST,
    OPEN,
    SAME,
    Pairs,
    Rules,
    best_keys,
    career,
    codes_at,
    has_code,
    is_in,
    nearness,
    note_pairs,
    occupation_part,
    score_of_sums,
    skills_at,
    write_parts,
)
from corridor.engines.matching.live.records import Person, Post, Records
from corridor.engines.matching.live.seek_posts import LINE, SPAN, Room, collect
from corridor.engines.matching.live.shelves import Folk, Held
from corridor.engines.matching.types import Bytes, Floats, Ints, Longs
from corridor.engines.matching.unowned import unowned

OPTIONAL, ESSENTIAL = 32, 0xFFFFFFFF
"""What a skill weighs among the optional ones stands so many bits above what it weighs among the essential ones."""


class Task(NamedTuple):
    """A vacancy, the candidates by entry and by record, which of them are in the market, and the rules."""

    posts: Records
    records: Records
    folk: Folk
    alive: Bytes
    weight: Ints
    rules: Rules
    room: Room


@inner
def seek_people(task: Task, v: Whole) -> Whole:
    """Write the key (score in millionths, then the place counted down) of every eligible person; return how many."""
    folk, words, at, weight = task.folk, task.posts.words, task.posts.at[v], task.weight
    both, unit = task.room.both, np.int64(words[at + Post.UNIT])
    middle = at + Post.HEAD + words[at + Post.ESSENTIAL]
    last = middle + words[at + Post.OPTIONAL]
    for place in range(at + Post.HEAD, middle):
        both[words[place]] = weight[words[place]]
    for place in range(middle, last):
        both[words[place]] += np.int64(weight[words[place]]) << OPTIONAL
    takes_any, units, size = unit < 0 or task.rules.mode == OPEN, len(folk.unit), 0
    for block in range(units + 2):
        is_near = block == units + 1 or takes_any
        own = np.int64(folk.unit[block]) if block < units else -1
        if not is_near and block < units:
            is_near = nearness(own, unit, task.rules.related, task.rules.mode) != 0
        if is_near:
            for begin in range(folk.block[block], folk.block[block + 1], SPAN):
                count = min(SPAN, folk.block[block + 1] - begin)
                mark_span(words, at, folk.numbers, task.room.mark, begin, count)
                spots = collect(task.room.mark, task.room.eight, task.room.spots, begin, count, 0)
                size = score_spots(task, v, spots, own, size)
    for place in range(at + Post.HEAD, last):
        both[words[place]] = 0
    return size


@compiled
def ask_people(given: Task, asker: Whole, parts: Floats) -> tuple[Whole, Whole]:
    """Write the best keys to `room.best`, the greatest first, with E, O, S and X; return how many, and of how many."""
    task = unowned(given)
    size = seek_people(task, asker)
    filled = best_keys(task.room.found, size, task.room.best)
    for line in range(filled):
        other = LAST - (task.room.best[line] & LAST)
        write_parts(task.records, task.posts, task.rules, other, asker, task.room.held, task.weight, parts[line])
    return filled, size


@compiled
def seek_people_of_many(
    given: Task, places: Longs, first: Whole, number: Longs, least: Ints, eligible: Longs, pairs: Pairs
) -> tuple[Whole, Whole]:
    """Write the people of askers from `first` on, as far as there is room; return who is next, and how many pairs.

    `room.best` takes the best of each asker; if it has no places, all pairs are written that reach the `least` score of
    the partner, by its `number`. `eligible` takes how many partners every asker has.
    """
    task, count = unowned(given), 0
    for asker in range(first, len(places)):
        size = seek_people(task, places[asker])
        more = note_pairs(task.room.found, size, task.room.best, asker, number, least, pairs, count)
        if more < 0:
            return asker, count
        eligible[asker], count = size, more
    return len(places), count


@inner
def asked_bits(words: Ints, first: Whole, last: Whole, shift: Whole) -> Whole:
    """Return the bits of some numbers, modulo 32."""
    bits = np.uint32(0)
    for place in range(first, last):
        bits |= np.uint32(1) << np.uint32((words[place] >> shift) & 31)
    return np.int32(bits)


@inner
def mark_span(words: Ints, at: Whole, numbers: Ints, mark: Bytes, first: Whole, size: Whole) -> None:
    """Mark the entries that pass what is compared many at a time; the rest is for `fits`."""
    asked = at + Post.HEAD + words[at + Post.ESSENTIAL] + words[at + Post.OPTIONAL]
    languages = asked_bits(words, asked, asked + words[at + Post.LANGUAGES], 3)
    asked += words[at + Post.LANGUAGES]
    licences = asked_bits(words, asked, asked + words[at + Post.LICENCES], 0)
    start, eqf, masks = words[at + Post.START], words[at + Post.EQF_MIN], (len(numbers) - Held.MASKS) >> 1
    begin, count, country = np.uint64(first), np.uint64(size), np.int64(words[at + Post.COUNTRY])
    for i in range(np.uint64(0), count):
        mark[i] = (numbers[Held.AVAILABLE, begin + i] <= start) & (numbers[Held.EQF, begin + i] >= eqf)
    for i in range(np.uint64(0), count):
        speaks = (numbers[Held.LANGUAGES, begin + i] & languages) == languages
        mark[i] &= speaks & ((numbers[Held.LICENCES, begin + i] & licences) == licences)
    if country >= 0:
        # A country that these people's records do not know is reached by those who go anywhere: the last mask.
        word: Whole = min(country >> 5, masks - 1)
        row = Held.MASKS + word + (masks if words[at + Post.REGULATED] else 0)
        bit = np.int32(np.uint32(1) << np.uint32(country & 31))
        for i in range(np.uint64(0), count):
            mark[i] &= (numbers[row, begin + i] & bit) != 0
    for i in range(count, (count + np.uint64(7)) & ~np.uint64(7)):
        mark[i] = 0


@inner
def score_spots(task: Task, v: Whole, spots: Whole, own: Whole, size: Whole) -> Whole:
    """Write the keys of the people at some entries of the unit group `own`; return the number of keys."""
    room, asked, to, records, rules = task.room, task.posts.words, task.posts.at[v], task.records, task.rules
    unit, code = np.int64(asked[to + Post.UNIT]), np.int64(asked[to + Post.CODE])
    totals = np.int64(asked[to + Post.ESSENTIAL_TOTAL]), np.int64(asked[to + Post.OPTIONAL_TOTAL])
    salary, years_min = task.posts.floats[task.posts.float_at[v]], task.posts.floats[task.posts.float_at[v] + 1]
    words, mode, related = records.words, rules.mode, rules.related
    person, places, alive, both = task.folk.numbers[Held.PERSON], room.spots, task.alive, room.both
    for line in range(spots):
        if line + FAR < spots:
            later = np.int64(person[places[line + FAR]])
            fetch(records.at, later)
            fetch(records.float_at, later)
            fetch(alive, later)
        if line + NEAR < spots:
            soon = np.int64(person[places[line + NEAR]])
            fetch(words, records.at[soon])
            fetch(words, records.at[soon] + LINE)
            fetch(words, records.at[soon] + 2 * LINE)
            fetch(records.floats, records.float_at[soon])
        c = np.int64(person[places[line]])
        at, money = records.at[c], records.float_at[c]
        # Nobody is listed twice.
        if not alive[c] or not stands_first(words, at, own, unit, related, mode):
            continue
        near, years, test = 0, 0.0, np.inf
        if unit >= 0 and words[at + Person.GIVES_OCCUPATIONS]:
            near, years, test = career(words, at, records.floats, money + 1, unit, related, mode)
        if test < years_min or salary < records.floats[money] or not fits(words, at, asked, to):
            continue
        begin, total = skills_at(words, at), 0
        for place in range(begin, begin + words[at + Person.SKILLS]):
            total += both[words[place]]
        e, o = total & ESSENTIAL, total >> OPTIONAL
        occupation = occupation_part(near, near == SAME and has_code(words, at, code))
        score = score_of_sums(e, totals[0], o, totals[1], occupation, years, rules.shares)
        room.found[size] = score << 32 | (LAST - c)
        size += 1
    return size


@inner
def stands_first(words: Ints, at: Whole, own: Whole, wanted: Whole, related: Ints, mode: Whole) -> bool:
    """Return whether no earlier unit group that is looked through has this person."""
    count, takes_any = words[at + Person.OCCUPATIONS], wanted < 0 or mode == OPEN
    units = codes_at(words, at) + count
    for place in range(units, units + count):
        unit = np.int64(words[place])
        if unit < own and (takes_any or nearness(unit, wanted, related, mode)):
            return False
    return True


@inner
def fits(mine: Ints, at: Whole, asked: Ints, to: Whole) -> bool:
    """Return whether remote work, age, languages and licences fit."""
    if mine[at + Person.REMOTE] == 1 and asked[to + Post.REMOTE] == 0:
        return False
    born = mine[at + Person.BORN]
    if born and (asked[to + Post.LATEST] < born or asked[to + Post.AFTER] >= born):
        return False
    first = to + Post.HEAD + asked[to + Post.ESSENTIAL] + asked[to + Post.OPTIONAL]
    end = first + asked[to + Post.LANGUAGES]
    if mine[at + Person.GIVES_LANGUAGES]:
        known = at + Person.HEAD + 2 * mine[at + Person.MASKS]
        for place in range(first, end):
            if not has_at_least(mine, known, known + mine[at + Person.LANGUAGES], np.int64(asked[place])):
                return False
    if mine[at + Person.GIVES_LICENCES]:
        behind = skills_at(mine, at)
        for place in range(end, end + asked[to + Post.LICENCES]):
            if not is_in(mine, behind - mine[at + Person.LICENCES], behind, asked[place]):
                return False
    return True


@inner
def has_at_least(words: Ints, first: Whole, last: Whole, wanted: Whole) -> bool:
    """Return whether a language is among some, at the wanted level or above."""
    found = False
    for place in range(first, last):
        found |= words[place] >> 3 == wanted >> 3 and words[place] >= wanted
    return found

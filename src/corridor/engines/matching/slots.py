"""The vacancies in the order in which the compiled loops walk through them.

Vacancies stand in *blocks* of one unit group, inside a block in *segments* that share what is asked of languages and
licences and the 32 countries to which their country belongs: what a segment shares is tested once per person, and what
differs between its *slots* is compared many slots at a time.
"""

from enum import IntEnum
from typing import NamedTuple

import numpy as np

from corridor.engines.matching.broadcast import calendar
from corridor.engines.matching.copies import side_by_side
from corridor.engines.matching.layout import LAST_DAY, spoken, totals
from corridor.engines.matching.types import NO_DATE, Floats, Ints, Longs, Store

OLDEST, LONG = 10_000, 8


class Slot(IntEnum):
    """Rows of `Slots.numbers`: each is one run of memory, so that a loop over slots reads eight at a time.

    `COUNTRY` has the one bit of the vacancy's country set, `YEARS` is the place of the least years among all distinct
    ones, `BORN_LATEST` and `BORN_AFTER` are yyyymmdd.
    """

    COUNTRY = 0
    EQF_MIN = 1
    START = 2
    YEARS = 3
    REMOTE = 4
    BORN_LATEST = 5
    BORN_AFTER = 6


class Record(IntEnum):
    """Columns of `Slots.record`: what an exact score reads of one slot, in one line of the processor's cache.

    The essential skills stand from `ESSENTIAL` to `OPTIONAL` in `Slots.words`, the optional ones up to `END`.
    """

    ESSENTIAL = 0
    OPTIONAL = 1
    END = 2
    ESSENTIAL_TOTAL = 3
    OPTIONAL_TOTAL = 4
    OCCUPATION = 5
    POST = 6
    UNUSED = 7


class Segment(IntEnum):
    """Columns of `Slots.segment`.

    `WORD` is the word of a person's masks in which the country lies, -1 where none was given. `LANGUAGE` is the first
    language that the request names (8 x language + level), -1 if none; the segments before `OTHER_LANGUAGE` name the
    same one first, their levels ascending.
    """

    FIRST = 0
    REQUEST = 1
    WORD = 2
    LANGUAGE = 3
    OTHER_LANGUAGE = 4


class Slots(NamedTuple):
    """Vacancies by slot.

    Segment s begins at slot `segment[s, 0]` and demands what its request says. `request_cuts[r]` are three places
    in `request_words`: languages (8 x language + level) and licences.
    """

    numbers: Ints
    salary: Floats
    record: Longs
    words: Ints
    segment: Ints
    request_cuts: Longs
    request_words: Ints


class Index(NamedTuple):
    """Slots, where each block begins, and the distinct least years in ascending order.

    Block g holds the vacancies of unit group g; the last block those whose occupation was not given.
    """

    slots: Slots
    block: Longs
    years: Floats


def index_of(store: Store, rows: Longs, group: Ints, groups: int) -> Index:
    """Return the index of some vacancies; `group` tells the unit group of each row, -1 where there is none.

    O(v log v); holds skills, languages and fifteen numbers of every vacancy once more.
    """
    them = store.vacancies
    request, sample = requests_of(store, rows)
    words = len(store.words.countries) // 32 + 1
    country, regulated = them.country[rows], them.regulated[rows] == 1
    word = np.where(country < 0, -1, (country >> 5) + np.where(regulated, words, 0))
    block = np.where(group < 0, groups, group)
    order = np.lexsort((word, request, block))
    block, request, word, post = block[order], request[order], word[order], rows[order]
    asked = side_by_side((spoken(them.languages, them.levels), them.licences), sample)
    years, place = np.unique(np.nan_to_num(them.years_min[post], nan=0.0), return_inverse=True)
    cuts, skills = side_by_side((them.essential, them.optional), post)
    slots = Slots(
        numbers_of(store, post, place),
        them.salary_eur[post],
        records_of(store, post, cuts),
        skills,
        segments_of(block, request, word, *asked),
        *asked,
    )
    return Index(slots, np.searchsorted(block, np.arange(groups + 2)).astype(np.int64), years)


def segments_of(block: Longs, request: Longs, word: Longs, cuts: Longs, words: Ints) -> Ints:
    """Return the segments of sorted slots, and one more that begins behind the last slot."""
    is_first = np.ones(len(block), np.bool_)
    is_first[1:] = (block[1:] != block[:-1]) | (request[1:] != request[:-1]) | (word[1:] != word[:-1])
    begin = np.flatnonzero(is_first)
    segment = np.full((len(begin) + 1, len(Segment)), -1, np.int32)
    segment[:, Segment.FIRST] = np.append(begin, len(block))
    segment[:-1, Segment.REQUEST], segment[:-1, Segment.WORD] = request[begin], word[begin]
    names_any = (cuts[:, 1] > cuts[:, 0])[request[begin]]
    first = np.append(words, -1)[cuts[request[begin], 0]]
    segment[:-1, Segment.LANGUAGE] = np.where(names_any, first, -1)
    language = segment[:-1, Segment.LANGUAGE] >> 3
    changes = np.flatnonzero((language[1:] != language[:-1]) | (block[begin[1:]] != block[begin[:-1]])) + 1
    after = np.searchsorted(changes, np.arange(len(begin)), side="right")
    segment[:-1, Segment.OTHER_LANGUAGE] = np.append(changes, len(begin))[after]
    return segment


def numbers_of(store: Store, post: Longs, years: Longs) -> Ints:
    """Return the rows of `Slots.numbers`."""
    them = store.vacancies
    start, country = them.start[post], them.country[post]
    starts, low, high = calendar(start), them.age_min[post], them.age_max[post]
    numbers = np.empty((len(Slot), len(post)), np.int32)
    numbers[Slot.COUNTRY] = np.left_shift(np.uint32(1), (np.maximum(country, 0) & 31).astype(np.uint32)).view(np.int32)
    numbers[Slot.EQF_MIN] = them.eqf_min[post]
    numbers[Slot.START] = np.where(start == NO_DATE, LAST_DAY, start)
    numbers[Slot.YEARS] = years
    numbers[Slot.REMOTE] = them.remote[post]
    # Whole years are a difference of yyyymmdd divided by 10,000, so a limit of age is a limit of the date of birth.
    by_age = starts - 10_000 * np.minimum(low, OLDEST).astype(np.int64)
    numbers[Slot.BORN_LATEST] = np.where((starts > 0) & (low >= 0), by_age, LAST_DAY)
    by_age = starts - 10_000 * (np.minimum(high, OLDEST).astype(np.int64) + 1)
    numbers[Slot.BORN_AFTER] = np.where((starts > 0) & (high >= 0), by_age, -1)
    return numbers


def records_of(store: Store, post: Longs, cuts: Longs) -> Longs:
    """Return the columns of `Slots.record`."""
    them = store.vacancies
    record = np.zeros((len(post), len(Record)), np.int64)
    record[:, : Record.ESSENTIAL_TOTAL] = cuts
    record[:, Record.ESSENTIAL_TOTAL] = totals(them.essential, store.skill_weight)[post]
    record[:, Record.OPTIONAL_TOTAL] = totals(them.optional, store.skill_weight)[post]
    record[:, Record.OCCUPATION] = them.occupation[post]
    record[:, Record.POST] = post
    return record


def requests_of(store: Store, rows: Longs) -> tuple[Longs, Longs]:
    """Return the request of each row, and of every request one vacancy that makes it.

    Requests are numbered in the order of their first language and level, then the second and so on: those that one
    person meets lie near each other.
    """
    them = store.vacancies
    request = np.zeros(len(rows), np.int64)
    for lists in (spoken(them.languages, them.levels), them.licences):
        length = np.diff(lists.start)[rows]
        base = int(lists.value.max(initial=0)) + 2
        for place in range(min(int(length.max(initial=0)), LONG)):
            has = length > place
            named = np.zeros(len(rows), np.int64)
            named[has] = lists.value[lists.start[rows[has]] + place] + 1
            request = np.unique(request * base + named, return_inverse=True)[1]
        # Longer lists are rare and share their request with nobody. The lengths keep a language apart from a licence.
        named = np.where(length > LONG, LONG + 1 + np.arange(len(rows)), length)
        request = np.unique(request * 2**31 + named, return_inverse=True)[1]
    sample = rows[np.unique(request, return_index=True)[1]]
    return request, sample

"""Where the compiled loops look for partners: vacancies in the order of what they ask, candidates by unit group."""

from enum import IntEnum
from typing import NamedTuple

import numpy as np

from corridor.engines.matching.live.records import Person, Post, Records, lengths, spoken, units_of
from corridor.engines.matching.live.words import Numbers, mapped
from corridor.engines.matching.rows import row_of_value
from corridor.engines.matching.types import Bytes, Floats, Ints, Lists, Longs, Store

LONG = 8
"""Lists longer than this are rare; each is a request of its own."""


class Asked(IntEnum):
    """Rows of `Posts.numbers`, one run of memory each: what differs between the vacancies of one segment.

    `COUNTRY` has the one bit of the vacancy's country in its word of a person's masks, and `YEARS` is the place of the
    least years among the distinct ones.
    """

    COUNTRY = 0
    EQF_MIN = 1
    START = 2
    YEARS = 3
    REMOTE = 4
    LATEST = 5
    AFTER = 6


class Segment(IntEnum):
    """Columns of `Posts.segment`, which share a unit group, a request of languages and licences, and a word of masks.

    `WORD` is twice the word of the country, plus 1 if the occupation is regulated; -1 without a country. `LANGUAGE` is
    the first language that is asked (8 x language + level, -1 if none), and `OTHER` the first segment that asks for
    another first one.
    """

    FIRST = 0
    REQUEST = 1
    WORD = 2
    LANGUAGE = 3
    OTHER = 4


class Posts(NamedTuple):
    """Vacancies by slot; block b holds unit group `unit[b]` in the segments from `block[b]` on, the last one no group.

    `place` tells the slot's place by id, `at` where its record begins, `salary` its pay; `years` are the distinct
    least years. `request_cuts[r]` are three places in `request_words`, between which stand languages and licences.
    """

    numbers: Ints
    salary: Floats
    place: Ints
    at: Longs
    segment: Ints
    block: Ints
    unit: Ints
    years: Floats
    request_cuts: Longs
    request_words: Ints


class Held(IntEnum):
    """Rows of `Folk.numbers`; then follow the masks of the record.

    `LANGUAGES` and `LICENCES` have bit n mod 32 of every n that the person has, all bits where none were given: what
    a mask lacks, the person lacks.
    """

    PERSON = 0
    AVAILABLE = 1
    EQF = 2
    LANGUAGES = 3
    LICENCES = 4
    MASKS = 5


class Folk(NamedTuple):
    """Candidates by unit group: block b holds those with an occupation in `unit[b]`, once each.

    Behind the unit groups come two blocks more: who gave an empty list of occupations, and who gave none.
    """

    numbers: Ints
    block: Longs
    unit: Ints


def order_of_posts(store: Store, numbers: Numbers) -> tuple[Longs, Longs, Longs, Longs]:
    """Return vacancies in the order of their slots, with block, request and word of each; no unit group comes last."""
    them = store.vacancies
    unit = np.append(units_of(store), -1)[them.occupation]
    units = np.unique(unit[unit >= 0])
    block = np.where(unit < 0, len(units), np.searchsorted(units, unit))
    country = np.append(numbers.country, -1)[them.country]
    word = np.where(country < 0, -1, 2 * (country >> 5) + (them.regulated == 1))
    request = requests_of(store, numbers)
    order = np.lexsort((word, request, block))
    return order, block[order], request[order], word[order]


def requests_of(store: Store, numbers: Numbers) -> Longs:
    """Return the request of every vacancy, numbered in the order of its first language, then its level, and so on."""
    them = store.vacancies
    request = np.zeros(len(them), np.int64)
    for lists in asked_lists(store, numbers):
        length, base = lengths(lists), int(lists.value.max(initial=0)) + 2
        for place in range(min(int(length.max(initial=0)), LONG)):
            named = np.zeros(len(them), np.int64)
            has = length > place
            named[has] = lists.value[lists.start[:-1][has] + place] + 1
            request = np.unique(request * base + named, return_inverse=True)[1]
        # The lengths keep a language apart from a licence.
        length = np.where(length > LONG, LONG + 1 + np.arange(len(them)), length)
        request = np.unique(request * 2**31 + length, return_inverse=True)[1]
    return request


def asked_lists(store: Store, numbers: Numbers) -> tuple[Lists, Lists]:
    """Return the languages with levels and the licences that vacancies ask for."""
    them = store.vacancies
    languages = spoken(mapped(them.languages, numbers.language), them.levels)
    return languages, mapped(them.licences, numbers.licence)


def posts_of(store: Store, numbers: Numbers, records: Records, sorted_by: tuple[Longs, Longs, Longs, Longs]) -> Posts:
    """Return vacancies as the loops walk through them."""
    order, block, request, word = sorted_by
    them, at = store.vacancies, records.at[order]
    rows = np.empty((len(Asked), len(order)), np.int32)
    for row, column in _COPIED.items():
        rows[row] = records.words[at + column]
    country = records.words[at + Post.COUNTRY]
    rows[Asked.COUNTRY] = np.left_shift(np.uint32(1), (np.maximum(country, 0) & 31).astype(np.uint32)).view(np.int32)
    years, place = np.unique(np.nan_to_num(them.years_min[order], nan=0.0), return_inverse=True)
    rows[Asked.YEARS] = place
    unit = records.words[at + Post.UNIT]
    units = np.unique(unit[unit >= 0])
    first = np.unique(request, return_index=True)[1]
    cuts, asked = requests_as_lists(store, numbers, order[first])
    segment = segments_of(block, request, word, cuts, asked)
    begin = segment[:-1, Segment.FIRST]
    return Posts(
        numbers=rows,
        salary=them.salary_eur[order],
        place=order.astype(np.int32),
        at=at,
        segment=segment,
        block=np.searchsorted(block[begin], np.arange(len(units) + 2)).astype(np.int32),
        unit=units,
        years=years,
        request_cuts=cuts,
        request_words=asked,
    )


_COPIED = {
    Asked.EQF_MIN: Post.EQF_MIN,
    Asked.START: Post.START,
    Asked.REMOTE: Post.REMOTE,
    Asked.LATEST: Post.LATEST,
    Asked.AFTER: Post.AFTER,
}


def requests_as_lists(store: Store, numbers: Numbers, sample: Longs) -> tuple[Longs, Ints]:
    """Return languages and licences of one vacancy per request, behind each other, and the places between them."""
    lists = asked_lists(store, numbers)
    pieces = [kind.of(row) for row in sample.tolist() for kind in lists]
    cuts = np.zeros((len(sample), 3), np.int64)
    ends = np.cumsum([len(piece) for piece in pieces], dtype=np.int64).reshape(-1, 2)
    cuts[:, 1:], cuts[1:, 0] = ends, ends[:-1, 1]
    return cuts, np.concatenate([np.zeros(0, np.int32), *pieces]).astype(np.int32)


def segments_of(block: Longs, request: Longs, word: Longs, cuts: Longs, asked: Ints) -> Ints:
    """Return the segments of sorted slots, and one more that begins behind the last slot."""
    is_first = np.ones(len(block), np.bool_)
    is_first[1:] = (block[1:] != block[:-1]) | (request[1:] != request[:-1]) | (word[1:] != word[:-1])
    begin = np.flatnonzero(is_first)
    segment = np.full((len(begin) + 1, len(Segment)), -1, np.int32)
    segment[:, Segment.FIRST] = np.append(begin, len(block))
    number = np.unique(request, return_inverse=True)[1][begin]
    segment[:-1, Segment.REQUEST], segment[:-1, Segment.WORD] = number, word[begin]
    first = np.append(asked, -1)[cuts[number, 0]]
    segment[:-1, Segment.LANGUAGE] = np.where(cuts[number, 1] > cuts[number, 0], first, -1)
    language = segment[:-1, Segment.LANGUAGE] >> 3
    changes = np.flatnonzero((language[1:] != language[:-1]) | (block[begin[1:]] != block[begin[:-1]])) + 1
    after = np.searchsorted(changes, np.arange(len(begin)), side="right")
    segment[:-1, Segment.OTHER] = np.append(changes, len(begin))[after]
    return segment


def folk_of(store: Store, numbers: Numbers, records: Records) -> Folk:
    """Return candidates by unit group."""
    them, unit = store.candidates, units_of(store)
    owner = row_of_value(them.occupations)
    pairs = np.unique(unit[them.occupations.value].astype(np.int64) * max(len(them), 1) + owner)
    entry_unit, person = pairs // max(len(them), 1), pairs % max(len(them), 1)
    units = np.unique(entry_unit)
    none = lengths(them.occupations) == 0
    empty, unknown = np.flatnonzero(none & them.occupations.given), np.flatnonzero(~them.occupations.given)
    ends = len(pairs) + np.array([0, len(empty), len(empty) + len(unknown)])
    person = np.concatenate([person, empty, unknown])
    at = records.at[person]
    width = int(records.words[records.at[0] + Person.MASKS]) if len(them) else 0
    rows = np.empty((Held.MASKS + 2 * width, len(person)), np.int32)
    rows[Held.PERSON] = person
    rows[Held.AVAILABLE] = records.words[at + Person.AVAILABLE]
    rows[Held.EQF] = records.words[at + Person.EQF]
    rows[Held.LANGUAGES] = bits_of(mapped(them.languages, numbers.language))[person]
    rows[Held.LICENCES] = bits_of(mapped(them.licences, numbers.licence))[person]
    for place in range(2 * width):
        rows[Held.MASKS + place] = records.words[at + Person.HEAD + place]
    block = np.concatenate([np.searchsorted(entry_unit, units), ends]).astype(np.int64)
    return Folk(rows, block, units.astype(np.int32))


def bits_of(lists: Lists) -> Ints:
    """Return the bits of the numbers of every row, modulo 32; all bits where the row was not given."""
    bits = np.zeros(len(lists.given), np.int32)
    np.bitwise_or.at(bits, row_of_value(lists), np.left_shift(np.int32(1), lists.value & 31))
    bits[~lists.given] = -1
    return bits


def no_bytes(count: int) -> Bytes:
    """Return marks that are all set: everybody is in the market."""
    return np.ones(count, np.int8)

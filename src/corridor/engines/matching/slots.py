"""The vacancies in the order in which the compiled loops walk through them.

Vacancies stand in *blocks* of one unit group, inside a block in *segments* that share what is asked of languages and
licences and the 32 countries to which their country belongs: what a segment shares is tested once per person, and what
differs between its *slots* is compared many slots at a time. A *tile* is a run of slots of one block whose points stay
in the nearest caches.
"""

from enum import IntEnum
from typing import NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from corridor.engines.matching.broadcast import calendar
from corridor.engines.matching.copies import in_lines, side_by_side, weigh_lists
from corridor.engines.matching.kernels import Whole, compiled
from corridor.engines.matching.layout import LAST_DAY, spoken
from corridor.engines.matching.rows import in_order
from corridor.engines.matching.types import NO_DATE, Bytes, Floats, Ints, Lists, Longs, Store

OLDEST, LONG = 10_000, 8
TILE, FAIR = 2048, 256
T = TypeVar("T", bound=np.generic)
MOST_COUNTED = 2**20
"""Up to so many different keys are counted in a table instead of sorted."""


class Slot(IntEnum):
    """Rows of `Slots.numbers`: each is one run of memory, so that a loop over slots reads eight at a time.

    The vacancy's country is one bit, in `COUNTRY`, or in `RECOGNISED` where its occupation is regulated.
    `BORN_LATEST` and `BORN_AFTER` are yyyymmdd.
    """

    COUNTRY = 0
    RECOGNISED = 1
    REMOTE = 2
    BORN_LATEST = 3
    BORN_AFTER = 4


class Rank(IntEnum):
    """Rows of `Slots.ranks`: the place of a value among all distinct ones; of a level, the level itself."""

    EQF_MIN = 0
    START = 1
    YEARS = 2


class Record(IntEnum):
    """Columns of `Slots.record`: what an exact score reads of one slot, in half a line of the processor's cache.

    The essential skills stand from `ESSENTIAL` to `OPTIONAL` in `Slots.words`, the optional ones up to `END`.
    `OCCUPATION` is a feature of the block, or -1.
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

    `WORD` is the word of a person's masks in which the country lies, -1 where none was given. `LANGUAGE` and `SECOND`
    are the first two languages that the request names (8 x language + level), -1 if none. The segments before
    `OTHER_LANGUAGE` name the same one first. Those before `OTHER_PAIR` name the same two, all or none of them with a
    licence, and the levels of the first one ascend: of requests for one language alone, a person meets one run.
    """

    FIRST = 0
    REQUEST = 1
    WORD = 2
    LANGUAGE = 3
    SECOND = 4
    OTHER_LANGUAGE = 5
    OTHER_PAIR = 6


class Slots(NamedTuple):
    """Vacancies by slot.

    Segment s begins at slot `segment[s, 0]` and demands what its request says. `request_cuts[r]` are three places
    in `request_words`: languages (8 x language + level) and licences. `words` are features of the block, in 16 bits
    unless a block has more of them; `ranks` likewise.
    """

    numbers: Ints
    ranks: npt.NDArray[np.int16] | Ints
    salary: Floats
    record: Ints
    words: npt.NDArray[np.uint16] | Ints
    segment: Ints
    request_cuts: Longs
    request_words: Ints


class Features(NamedTuple):
    """What the vacancies of each block name: skills, and occupations counted on from the number of skills.

    Block g has `name[start[g]:start[g + 1]]`; a feature's number in the block is its place there.
    """

    start: Longs
    name: Ints


class Index(NamedTuple):
    """Slots, where each block and tile begins (and the last one ends), and distinct values in ascending order.

    Block g holds the vacancies of unit group g; the last block those whose occupation was not given. `speech` has for
    every tile one bit for each language that a request names first, see `bit_of`.
    """

    slots: Slots
    block: Longs
    tile: Longs
    speech: Longs
    features: Features
    years: Floats
    starts: Ints


def index_of(store: Store, rows: Longs, group: Ints, groups: int) -> Index:
    """Return the index of some vacancies; `group` tells the unit group of each row, -1 where there is none.

    O(v log v); holds skills, languages and fifteen numbers of every vacancy once more.
    """
    them = store.vacancies
    request, lead, sample = requests_of(store, rows)
    country = them.country[rows]
    word = np.where(country < 0, -1, country >> 5)
    block = np.where(group < 0, groups, group)
    order = in_order((request, word + 1, block))
    block, request, word, post = block[order], request[order], word[order], rows[order]
    asked = side_by_side((spoken(them.languages, them.levels), them.licences), sample)
    cuts, skills = side_by_side((them.essential, them.optional), post)
    segment = segments_of(block, request, word, lead, *asked)
    begin = np.searchsorted(block, np.arange(groups + 2)).astype(np.int64)
    record, tile = records_of(store, post, cuts, skills), tiles_of(segment, begin)
    features = features_of_blocks(store, begin, record, skills)
    ranks, starts, years = ranks_of(store, post)
    most = int(np.diff(features.start).max(initial=0))
    words = skills.astype(np.uint16) if most <= 2**16 else skills
    slots = Slots(numbers_of(store, post), ranks, them.salary_eur[post], record, words, segment, *asked)
    return Index(slots, begin, tile, speech_of(segment, tile), features, years, starts)


def features_of_blocks(store: Store, block: Longs, record: Ints, words: Ints) -> Features:
    """Return the features of all blocks, and number words and occupations by them."""
    names, codes = len(store.skill_weight), len(store.words.occupations)
    local = np.full(names + codes, -1, np.int32)
    start, name = np.zeros(len(block), np.int64), np.empty(len(words) + len(record), np.int32)
    number_features(block, record, words, names, local, start, name)
    return Features(start, name[: start[-1]].copy())


@compiled
def number_features(
    block: Longs, record: Ints, words: Ints, skills: Whole, local: Ints, start: Longs, name: Ints
) -> None:
    """Replace skills and occupations by the numbers of features; write the features of every block.

    The column `OPTIONAL_TOTAL` is left as it is; `local` is -1 before and after.
    """
    for g in range(len(block) - 1):
        first, size = start[g], start[g]
        for i in range(block[g], block[g + 1]):
            for place in range(record[i, Record.ESSENTIAL], record[i, Record.END]):
                word = np.int64(words[place])
                if local[word] < 0:
                    local[word], name[size] = size - first, word
                    size += 1
                words[place] = local[word]
            if record[i, Record.OCCUPATION] >= 0:
                word = skills + record[i, Record.OCCUPATION]
                if local[word] < 0:
                    local[word], name[size] = size - first, word
                    size += 1
                record[i, Record.OCCUPATION] = local[word]
        for place in range(first, size):
            local[name[place]] = -1
        start[g + 1] = size


def bit_of(language: Longs) -> Longs:
    """Return the bit of each language, 0 to 61; -1, no language, has the sixty-second. Two languages may share one."""
    bit = np.where(language < 0, 62, language % 62)
    return np.left_shift(np.int64(1), bit.astype(np.int64))


def speech_of(segment: Ints, tile: Longs) -> Longs:
    """Return the bits of the languages that the requests of each tile name first."""
    if len(tile) < 2:
        return np.zeros(0, np.int64)
    bits = bit_of(segment[:-1, Segment.LANGUAGE].astype(np.int64) >> 3)
    inside = np.searchsorted(segment[:-1, Segment.FIRST], tile[:-1], side="right") - 1
    speech = np.bitwise_or.reduceat(bits, inside)
    # The segment in which a tile ends belongs to it as well, also where the next tile begins inside it.
    return speech | bits[np.searchsorted(segment[:-1, Segment.FIRST], tile[1:], side="left") - 1]


def ranks_of(store: Store, post: Longs) -> tuple[npt.NDArray[np.int16] | Ints, Ints, Floats]:
    """Return the rows of `Slots.ranks`, and the distinct starts and least years."""
    them = store.vacancies
    starts, start = ranked(np.where(them.start[post] == NO_DATE, LAST_DAY, them.start[post]))
    years, least = ranked(np.nan_to_num(them.years_min[post], nan=0.0))
    kind = np.int16 if max(len(starts), len(years)) < 2**15 else np.int32
    ranks = np.empty((len(Rank), len(post)), kind)
    ranks[Rank.EQF_MIN], ranks[Rank.START], ranks[Rank.YEARS] = them.eqf_min[post], start, least
    return ranks, starts.astype(np.int32), years


def segments_of(block: Longs, request: Longs, word: Longs, lead: Longs, cuts: Longs, words: Ints) -> Ints:
    """Return the segments of sorted slots, and one more that begins behind the last slot."""
    begin = turns_of(block, request, word)
    block, request, word = block[begin[:-1]], request[begin[:-1]], word[begin[:-1]]
    segment = np.full((len(begin), len(Segment)), -1, np.int32)
    segment[:, Segment.FIRST] = begin
    segment[:-1, Segment.REQUEST], segment[:-1, Segment.WORD] = request, word
    for column, place in ((Segment.LANGUAGE, 0), (Segment.SECOND, 1)):
        names = (cuts[:, 1] > cuts[:, 0] + place)[request]
        segment[:-1, column] = np.where(names, np.append(words, [-1, -1])[cuts[request, 0] + place], -1)
    first = segment[:-1, Segment.LANGUAGE] >> 3
    for column, other in ((Segment.OTHER_LANGUAGE, first), (Segment.OTHER_PAIR, lead[request])):
        changes = turns_of(block, word, other)
        segment[:-1, column] = changes[np.searchsorted(changes, np.arange(len(first)), side="right")]
    return segment


def turns_of(*columns: npt.NDArray[np.integer]) -> Longs:
    """Return the rows in which any column has another value than before, the first one, and the place behind all."""
    is_first = np.ones(len(columns[0]) + 1, np.bool_)
    is_first[1:-1] = np.any([column[1:] != column[:-1] for column in columns], axis=0)
    return np.flatnonzero(is_first) if len(columns[0]) else np.zeros(1, np.int64)


def tiles_of(segment: Ints, block: Longs) -> Longs:
    """Return where tiles begin, and where the last one ends.

    A tile ends with its block, when it is full, or, once it has a fair number of slots, where another language is
    asked: people who do not speak it pass over the whole tile.
    """
    tiles, last = [np.zeros(0, np.int64)], int(block[-1])
    turns = np.unique(segment[segment[:-1, Segment.OTHER_LANGUAGE], Segment.FIRST])
    for first, end in zip(block[:-1].tolist(), block[1:].tolist(), strict=True):
        if end > first:
            inner = turns[np.searchsorted(turns, first, side="right") : np.searchsorted(turns, end)]
            tiles.append(np.array(cuts_between(first, end, inner.tolist()), np.int64))
    return np.append(np.concatenate(tiles), last)


def cuts_between(first: int, last: int, turns: list[int]) -> list[int]:
    """Return where the tiles of one block begin.

    >>> cuts_between(0, 4900, [100, 900, 1000])
    [0, 900, 2948]
    """
    cuts = [first]
    for turn in [*turns, last]:
        while turn - cuts[-1] > TILE:
            cuts.append(cuts[-1] + TILE)
        if turn < last and turn - cuts[-1] >= FAIR:
            cuts.append(turn)
    return cuts


def ranked(values: npt.NDArray[T]) -> tuple[npt.NDArray[T], Longs]:
    """Return the distinct values in ascending order, and the place of each value among them."""
    distinct = np.unique(values)
    return distinct, np.searchsorted(distinct, values)


def numbers_of(store: Store, post: Longs) -> Ints:
    """Return the rows of `Slots.numbers`."""
    them = store.vacancies
    country, low, high = them.country[post], them.age_min[post], them.age_max[post]
    numbers = np.empty((len(Slot), len(post)), np.int32)
    bit = np.left_shift(np.uint32(1), (np.maximum(country, 0) & 31).astype(np.uint32)).view(np.int32)
    regulated = (them.regulated[post] == 1) & (country >= 0)
    numbers[Slot.COUNTRY], numbers[Slot.RECOGNISED] = np.where(regulated, 0, bit), np.where(regulated, bit, 0)
    numbers[Slot.REMOTE] = them.remote[post]
    numbers[Slot.BORN_LATEST], numbers[Slot.BORN_AFTER] = LAST_DAY, -1
    # Whole years are a difference of yyyymmdd divided by 10,000, so a limit of age is a limit of the date of birth.
    limited = np.flatnonzero((low >= 0) | (high >= 0))
    starts, low, high = calendar(them.start[post[limited]]), low[limited], high[limited]
    by_age = starts - 10_000 * np.minimum(low, OLDEST).astype(np.int64)
    numbers[Slot.BORN_LATEST, limited] = np.where((starts > 0) & (low >= 0), by_age, LAST_DAY)
    by_age = starts - 10_000 * (np.minimum(high, OLDEST).astype(np.int64) + 1)
    numbers[Slot.BORN_AFTER, limited] = np.where((starts > 0) & (high >= 0), by_age, -1)
    return numbers


def records_of(store: Store, post: Longs, cuts: Longs, skills: Ints) -> Ints:
    """Return the columns of `Slots.record`."""
    record = in_lines(len(post), len(Record))
    record[:, : Record.ESSENTIAL_TOTAL] = cuts
    weigh_lists(cuts, skills, store.skill_weight, record, int(Record.ESSENTIAL_TOTAL))
    record[:, Record.OCCUPATION] = store.vacancies.occupation[post]
    record[:, Record.POST] = post
    return record


def requests_of(store: Store, rows: Longs) -> tuple[Longs, Longs, Longs]:
    """Return the request of each row; and of every request its lead, and one vacancy.

    The lead is a number of its first two languages, and of whether a licence is asked. Requests are numbered in the
    order of leads, that of no second language first, then of levels, and so on: those that one person meets lie near
    each other.
    """
    them = store.vacancies
    languages = int(them.languages.value.max(initial=0)) + 2
    lead = (value_at(them.languages, rows, 0) + 1) * languages + value_at(them.languages, rows, 1) + 1
    lead = lead * 2 + (np.diff(them.licences.start)[rows] > 0)
    request, base = lead, 2 * languages**2
    for lists, level in ((them.languages, them.levels), (them.licences, None)):
        length = np.diff(lists.start)[rows]
        most = 8 * (int(lists.value.max(initial=0)) + 2)
        for place in range(min(int(length.max(initial=0)), LONG)):
            named = value_at(lists, rows, place, level) + 1
            request, base = numbered(request * most + named, base * most)
        # Longer lists are rare and share their request with nobody. The lengths keep a language apart from a licence.
        named = np.where(length > LONG, LONG + 1 + np.arange(len(rows)), length)
        most = LONG + 2 + (len(rows) if (length > LONG).any() else 0)
        request, base = numbered(request * most + named, base * most)
    sample = np.empty(base, np.int64)
    # Of several rows the first one stays, as the last to be written.
    sample[request[::-1]] = np.arange(len(rows))[::-1]
    return request, lead[sample], rows[sample]


def value_at(lists: Lists, rows: Longs, place: int, level: Bytes | None = None) -> Longs:
    """Return one value of each row, with its level, -1 where the row has fewer."""
    has = np.diff(lists.start)[rows] > place
    found = np.full(len(rows), -1, np.int64)
    where = lists.start[rows[has]] + place
    found[has] = lists.value[where] if level is None else lists.value[where] * np.int64(8) + level[where]
    return found


def numbered(keys: Longs, most: int) -> tuple[Longs, int]:
    """Return the place of each key among the distinct ones, and how many those are; keys are below `most`."""
    if most > MOST_COUNTED:
        distinct, place = np.unique(keys, return_inverse=True)
        return place, len(distinct)
    there = np.zeros(most, np.int64)
    there[keys] = 1
    there = np.cumsum(there)
    return there[keys] - 1, int(there[-1]) if most else 0

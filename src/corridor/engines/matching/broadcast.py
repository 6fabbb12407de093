"""The whole market as small matrices: the answer for markets of a few million pairs, without compiling anything.

Blocks of the asking side are scored against all of the other side with numpy and scipy; O(n v) time, and about
20 matrices of `BLOCK_PAIRS` cells in memory.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import numpy.typing as npt

from corridor.engines.matching.entries import SAME, UNKNOWN, Entries, entries_of
from corridor.engines.matching.rows import row_of_value
from corridor.engines.matching.shares import WHOLE, shares_of
from corridor.engines.matching.types import (
    NO_DATE,
    OCCUPATION_PART,
    Asking,
    Bytes,
    Edges,
    Flags,
    Floats,
    Ints,
    Lists,
    Longs,
    Occupations,
    Options,
    Relation,
    Store,
)

if TYPE_CHECKING:
    # Only a ranking needs scipy; a web server that ranks nothing starts faster without it.
    from scipy import sparse

BLOCK_PAIRS = 500_000
MICRO = 1e6
Matrix = npt.NDArray[np.float64]
S = TypeVar("S", np.int8, np.float64)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a market looks like when spread out: one row per candidate or vacancy, one column per word.

    `skills` tells how many parts of `whole` a candidate has of each skill.
    """

    accepts: Flags  # (candidates, countries)
    recognised: Flags  # (candidates, countries)
    levels: Bytes  # (candidates, languages), 127 where not given
    minima: Bytes  # (vacancies, languages)
    near: Bytes  # (candidates, unit groups), -1 where too far
    years_score: Floats  # (candidates, unit groups)
    years_test: Floats  # (candidates, unit groups)
    group: Ints  # (vacancies,)
    has_code: "sparse.csc_array"
    skills: "sparse.csr_array"
    essential: "sparse.csr_array"
    optional: "sparse.csr_array"
    licences: "sparse.csr_array"
    asked_licences: "sparse.csr_array"
    whole: int


@dataclass(frozen=True, slots=True)
class Block:
    """Eligibility and parts of some candidates (rows) with some vacancies (columns)."""

    eligible: Flags
    micro: Longs
    essential: Floats
    optional: Floats
    occupation: Floats
    experience: Floats


def rank_broadcast(store: Store, options: Options, rows: Longs) -> Edges:
    """Return the best partners of the asking rows."""
    sheet = spread_out(store, options)
    reached = np.zeros(len(store.candidates), np.bool_), np.zeros(len(store.vacancies), np.bool_)
    pieces: list[npt.NDArray[np.float64]] = []
    pairs = 0
    for people, posts in blocks(store, options, rows):
        block = score_block(store, sheet, options, people, posts)
        pairs += int(np.count_nonzero(block.eligible))
        reached[0][people] |= block.eligible.any(axis=1)
        reached[1][posts] |= block.eligible.any(axis=0)
        pieces += listed(block, options, people, posts)
    table = np.concatenate(pieces) if pieces else np.zeros((0, 8))
    vacancy, candidate, rank = (table[:, column].astype(np.int32) for column in range(3))
    score, essential, optional, occupation, experience = (table[:, column].copy() for column in range(3, 8))
    return Edges(
        vacancy, candidate, rank, score, essential, optional, occupation, experience, pairs, reached[0], reached[1]
    )


def blocks(store: Store, options: Options, rows: Longs) -> Iterator[tuple[Longs, Longs]]:
    """Yield the candidates and vacancies of each block."""
    people, posts = np.arange(len(store.candidates)), np.arange(len(store.vacancies))
    for_vacancies = options.asking is Asking.VACANCIES
    size = max(1, BLOCK_PAIRS // max(1, len(people if for_vacancies else posts)))
    for begin in range(0, len(rows), size):
        part = rows[begin : begin + size]
        yield (people, part) if for_vacancies else (part, posts)


def listed(block: Block, options: Options, people: Longs, posts: Longs) -> Iterator[npt.NDArray[np.float64]]:
    """Yield one table per asking row: vacancy, candidate, rank, score and parts."""
    for_vacancies = options.asking is Asking.VACANCIES
    for asker in range(len(posts) if for_vacancies else len(people)):
        line = (slice(None), asker) if for_vacancies else (asker, slice(None))
        found = np.flatnonzero(block.eligible[line])
        # A stable sort keeps ties in the order of the ids.
        best = found[np.argsort(-block.micro[line][found], kind="stable")[: options.top]]
        pair = (best, asker) if for_vacancies else (asker, best)
        table = np.empty((len(best), 8))
        table[:, 0] = posts[pair[1]]
        table[:, 1] = people[pair[0]]
        table[:, 2] = np.arange(1, len(best) + 1)
        table[:, 3] = block.micro[pair] / MICRO
        parts = (block.essential, block.optional, block.occupation, block.experience)
        for column, part in enumerate(parts, start=4):
            table[:, column] = part[pair]
        yield table


def score_block(store: Store, sheet: Sheet, options: Options, people: Longs, posts: Longs) -> Block:
    """Return eligibility and parts of every pair of a block."""
    group = sheet.group[posts]
    essential, optional = coverages(sheet, people, posts)
    near = from_groups(sheet.near, people, group, unknown=UNKNOWN)
    relation = np.where(near == SAME, Relation.SAME_GROUP, np.maximum(near, 0))
    relation[codes_held(store, sheet, people, posts)] = Relation.EQUAL
    occupation = np.array(OCCUPATION_PART)[relation]
    experience = np.minimum(1.0, from_groups(sheet.years_score, people, group, unknown=0.0) / 5)
    shares = options.weights
    total = shares.essential * essential + shares.optional * optional
    total = total + shares.occupation * occupation + shares.experience * experience
    eligible = hard_conditions(store, sheet, people, posts) & optional_conditions(store, sheet, people, posts)
    if options.occupations is not Occupations.OPEN:
        eligible &= near >= 0
    eligible &= years_reached(store, sheet, people, posts)
    return Block(eligible, micro_of(total), essential, optional, occupation, experience)


def micro_of(total: Floats) -> Longs:
    """Return scores in millionths, rounded exactly as Python rounds to six decimals.

    >>> micro_of(np.array([0.0078125, 0.5])).tolist()
    [7812, 500000]
    """
    scaled = total * MICRO
    micro = np.rint(scaled).astype(np.int64)
    close = np.abs(scaled - np.floor(scaled) - 0.5) < 1e-6
    micro[close] = [round(round(value, 6) * MICRO) for value in total[close].tolist()]
    return micro


def from_groups(table: npt.NDArray[S], people: Longs, group: Ints, *, unknown: float) -> npt.NDArray[S]:
    """Return the columns of the vacancies' unit groups; `unknown` where a vacancy has none."""
    if not table.shape[1]:
        return np.full((len(people), len(group)), unknown, table.dtype)
    found: npt.NDArray[S] = table[np.ix_(people, group)]
    found[:, group < 0] = unknown
    return found


def codes_held(store: Store, sheet: Sheet, people: Longs, posts: Longs) -> Flags:
    """Return where the candidate has the very code of the vacancy."""
    wanted = store.vacancies.occupation[posts]
    if not len(store.words.occupations):
        return np.zeros((len(people), len(posts)), np.bool_)
    held: Flags = sheet.has_code[:, wanted][people].toarray() > 0
    held[:, wanted < 0] = False
    return held


def coverages(sheet: Sheet, people: Longs, posts: Longs) -> tuple[Matrix, Matrix]:
    """Return E and O of every pair."""
    mine = sheet.skills[people]
    essential = share_held(mine, sheet.essential[posts], sheet.whole)
    wants_none = np.asarray(sheet.optional[posts].sum(axis=1)).ravel() == 0
    optional = share_held(mine, sheet.optional[posts], sheet.whole)
    optional[:, wants_none] = essential[:, wants_none]
    return essential, optional


def share_held(held: "sparse.csr_array", wanted: "sparse.csr_array", whole: int) -> Matrix:
    """Return the held weight of the wanted skills as a share of all of it; sums of whole numbers are exact."""
    total = np.asarray(wanted.sum(axis=1)).ravel() * whole
    return np.asarray((held @ wanted.T).toarray() / np.maximum(total, 1)[None, :])


def hard_conditions(store: Store, sheet: Sheet, people: Longs, posts: Longs) -> Flags:
    """Return where destination, languages, level, recognition and dates are met."""
    candidates, vacancies = store.candidates, store.vacancies
    country = vacancies.country[posts]
    met = np.ones((len(people), len(posts)), np.bool_)
    if sheet.accepts.shape[1]:
        abroad = country[None, :] >= 0
        met &= sheet.accepts[np.ix_(people, country)] | ~abroad
        is_regulated = abroad & (vacancies.regulated[posts] == 1)[None, :]
        met &= sheet.recognised[np.ix_(people, country)] | ~is_regulated
    for language in np.flatnonzero(sheet.minima[posts].any(axis=0)):
        met &= sheet.levels[people, language][:, None] >= sheet.minima[posts, language][None, :]
    eqf = candidates.eqf[people][:, None]
    met &= (eqf == 0) | (eqf >= vacancies.eqf_min[posts][None, :])
    start = vacancies.start[posts][None, :]
    return np.asarray(met & ((start == NO_DATE) | (candidates.available[people][:, None] <= start)))


def years_reached(store: Store, sheet: Sheet, people: Longs, posts: Longs) -> Flags:
    """Return where the years are reached."""
    least = np.nan_to_num(store.vacancies.years_min[posts], nan=0.0)[None, :]
    return np.asarray(from_groups(sheet.years_test, people, sheet.group[posts], unknown=np.inf) >= least)


def optional_conditions(store: Store, sheet: Sheet, people: Longs, posts: Longs) -> Flags:
    """Return where licences, age, salary and remote work are met, wherever both sides give data."""
    candidates, vacancies = store.candidates, store.vacancies
    met = salary_and_remote(store, people, posts)
    asked = sheet.asked_licences[posts]
    if asked.nnz:
        lacking = (sheet.licences[people] @ asked.T).toarray() < np.asarray(asked.sum(axis=1)).ravel()[None, :]
        met &= ~(lacking & candidates.licences.given[people][:, None])
    low, high = vacancies.age_min[posts][None, :], vacancies.age_max[posts][None, :]
    if (low >= 0).any() or (high >= 0).any():
        start, born = calendar(vacancies.start[posts]), calendar(candidates.birth_date[people])
        age = (start[None, :] - born[:, None]) // 10_000
        unknown = (start == 0)[None, :] | (born == 0)[:, None]
        met &= unknown | (((low < 0) | (age >= low)) & ((high < 0) | (age <= high)))
    return met


def salary_and_remote(store: Store, people: Longs, posts: Longs) -> Flags:
    """Return where salary and remote work are met."""
    candidates, vacancies = store.candidates, store.vacancies
    # A comparison with NaN is False, so a salary that was not given is never too low.
    too_low = vacancies.salary_eur[posts][None, :] < candidates.min_salary_eur[people][:, None]
    on_site = (vacancies.remote[posts] == 0)[None, :] & (candidates.remote[people] == 1)[:, None]
    return np.asarray(~(too_low | on_site))


def calendar(days: Ints) -> Longs:
    """Return day numbers as yyyymmdd, 0 where not given; whole years are then a difference divided by 10,000.

    >>> calendar(np.array([0, NO_DATE], np.int32)).tolist()
    [19700101, 0]
    """
    dates = np.where(days == NO_DATE, 0, days).astype("datetime64[D]")
    month = dates.astype("datetime64[M]")
    year = dates.astype("datetime64[Y]").astype(np.int64) + 1970
    months = month.astype(np.int64) % 12 + 1
    number = year * 10_000 + months * 100 + (dates - month).astype(np.int64) + 1
    return np.where(days == NO_DATE, 0, number)


def spread_out(store: Store, options: Options) -> Sheet:
    """Return a market spread out."""
    candidates, vacancies, words = store.candidates, store.vacancies, store.words
    entries = entries_of(store, options)
    near, years_score, years_test = dense_entries(entries, len(candidates))
    skills, licences = len(words.skills), len(words.licences)
    return Sheet(
        accepts=members(candidates.destinations, len(words.countries), empty_is_any=True),
        recognised=members(candidates.recognised_in, len(words.countries), empty_is_any=False),
        levels=levels_of(candidates.languages, candidates.levels, len(words.languages), not_given=127),
        minima=levels_of(vacancies.languages, vacancies.levels, len(words.languages), not_given=0),
        near=near,
        years_score=years_score,
        years_test=years_test,
        group=entries.group_of_vacancy,
        has_code=table_of(candidates.occupations, len(words.occupations)).tocsc(),
        skills=shares_table(store, options) if options.near else table_of(candidates.skills, skills),
        essential=table_of(vacancies.essential, skills, store.skill_weight),
        optional=table_of(vacancies.optional, skills, store.skill_weight),
        licences=table_of(candidates.licences, licences),
        asked_licences=table_of(vacancies.licences, licences),
        whole=WHOLE if options.near else 1,
    )


def dense_entries(entries: Entries, people: int) -> tuple[Bytes, Floats, Floats]:
    """Return nearness and years as tables of candidates by unit groups."""
    near = np.full((people, entries.groups), -1, np.int8)
    years_score, years_test = np.zeros(near.shape), np.zeros(near.shape)
    group = np.repeat(np.arange(entries.groups), np.diff(entries.start))
    near[entries.candidate, group] = entries.is_near
    years_score[entries.candidate, group] = entries.years_score
    years_test[entries.candidate, group] = entries.years_test
    return near, years_score, years_test


def members(lists: Lists, words: int, *, empty_is_any: bool) -> Flags:
    """Return a table that tells which words each row names; rows that name none because they may are all True."""
    table = np.zeros((len(lists.given), words), np.bool_)
    table[row_of_value(lists), lists.value] = True
    is_any = np.diff(lists.start) == 0 if empty_is_any else ~lists.given
    table[is_any] = True
    return table


def levels_of(lists: Lists, levels: Bytes, words: int, *, not_given: int) -> Bytes:
    """Return a table of language levels."""
    table = np.zeros((len(lists.given), words), np.int8)
    table[row_of_value(lists), lists.value] = levels
    table[~lists.given] = not_given
    return table


def table_of(lists: Lists, words: int, weight: Ints | None = None) -> "sparse.csr_array":
    """Return lists of distinct numbers as a sparse table of ones, or of weights."""
    from scipy import sparse

    data = np.ones(len(lists.value), np.int64) if weight is None else weight[lists.value].astype(np.int64)
    return sparse.csr_array((data, lists.value, lists.start), shape=(len(lists.given), words))


def shares_table(store: Store, options: Options) -> "sparse.csr_array":
    """Return how many hundredths each candidate has of each skill, as a sparse table."""
    from scipy import sparse

    shares = shares_of(store, options.near)
    data = shares.share.astype(np.int64)
    return sparse.csr_array((data, shares.skill, shares.start), shape=(len(store.candidates), len(store.words.skills)))

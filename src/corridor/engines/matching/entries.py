"""Who has a near enough occupation: one entry per candidate and unit group of a vacancy."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from corridor.engines.matching.rows import in_order, row_of_value
from corridor.engines.matching.types import Floats, Ints, Longs, Occupations, Options, Store


@dataclass(frozen=True, slots=True)
class Entries:
    """Candidates near each unit group that a vacancy names, sorted by group, then candidate.

    `group_of_vacancy` is -1 where the occupation was not given. Group g holds the entries
    `start[g]:start[g + 1]`; `is_same` tells an occupation in the group itself from a related one. `years_score` counts
    years that were not given as 0, `years_test` as endless. A candidate without given occupations stands in every
    group, neither same nor related.
    """

    group_of_vacancy: Ints
    start: Longs
    candidate: Ints
    is_near: npt.NDArray[np.int8]
    years_score: Floats
    years_test: Floats

    @property
    def groups(self) -> int:
        """Return the number of unit groups."""
        return len(self.start) - 1


SAME, RELATED, UNKNOWN = 2, 1, 0


def entries_of(store: Store, options: Options) -> Entries:
    """Return the entries of a market under an occupation mode. O(e log e) for e entries."""
    groups, of_vacancy = groups_wanted(store)
    own_units = unit_groups(store)[store.candidates.occupations.value]
    person, group, near, years = spread(store, own_units, groups, options)
    person, group, near, years = with_unknown(store, person, group, near, years, len(groups))
    return reduced(of_vacancy, len(groups), person, group, near, years)


def groups_wanted(store: Store) -> tuple[Ints, Ints]:
    """Return the unit groups of all vacancies in ascending order, and the place of each vacancy's own, or -1."""
    unit, wanted = unit_groups(store), store.vacancies.occupation
    named = np.unique(unit[np.unique(wanted[wanted >= 0])])
    place = np.append(np.searchsorted(named, unit), -1).astype(np.int32)
    # The place behind the last word is that of no occupation.
    return named, place[np.where(wanted >= 0, wanted, -1)]


def unit_groups(store: Store) -> Ints:
    """Return the unit group of every occupation word as a number."""
    return np.array([int(code[:4]) for code in store.words.occupations], np.int32)


def spread(
    store: Store, own_units: Ints, groups: Ints, options: Options
) -> tuple[Longs, Longs, npt.NDArray[np.int8], Floats]:
    """Return one line per occupation held and unit group that it is near to."""
    units, place = np.unique(own_units, return_inverse=True)
    near = nearness(units, groups, options)
    unit_line, group_line = np.nonzero(near)
    first = np.searchsorted(unit_line, np.arange(len(units) + 1))
    count = np.diff(first)[place]
    source = np.repeat(np.arange(len(own_units)), count)
    offset = np.arange(len(source)) - np.repeat(np.cumsum(count) - count, count)
    group = group_line[first[place[source]] + offset]
    person = row_of_value(store.candidates.occupations)[source]
    return person, group, near[place[source], group], store.candidates.years[source]


def nearness(units: Ints, groups: Ints, options: Options) -> npt.NDArray[np.int8]:
    """Return how near each unit group (rows) is to each wanted one (columns)."""
    near = np.zeros((len(units), len(groups)), np.int8)
    if options.occupations is not Occupations.STRICT:
        near[units[:, None] // 10 == groups[None, :] // 10] = RELATED
        for a, b in options.related:
            for x, y in ((int(a), int(b)), (int(b), int(a))):
                near[np.ix_(units == x, groups == y)] = RELATED
    near[units[:, None] == groups[None, :]] = SAME
    return near


def with_unknown(
    store: Store,
    person: Longs,
    group: Longs,
    near: npt.NDArray[np.int8],
    years: Floats,
    groups: int,
) -> tuple[Longs, Longs, npt.NDArray[np.int8], Floats]:
    """Add the candidates whose occupations were not given to every group."""
    unknown = np.flatnonzero(~store.candidates.occupations.given)
    more = len(unknown) * groups
    return (
        np.concatenate([person, np.tile(unknown, groups)]),
        np.concatenate([group, np.repeat(np.arange(groups), len(unknown))]),
        np.concatenate([near, np.full(more, UNKNOWN, np.int8)]),
        np.concatenate([years, np.full(more, np.nan)]),
    )


def reduced(
    of_vacancy: Ints,
    groups: int,
    person: Longs,
    group: Longs,
    near: npt.NDArray[np.int8],
    years: Floats,
) -> Entries:
    """Return one entry per candidate and group from several lines."""
    order = in_order((person, group))
    person, group, near, years = person[order], group[order], near[order], years[order]
    is_first = np.ones(len(person), np.bool_)
    is_first[1:] = (person[1:] != person[:-1]) | (group[1:] != group[:-1])
    begin = np.flatnonzero(is_first)
    return Entries(
        group_of_vacancy=of_vacancy,
        start=np.searchsorted(group[begin], np.arange(groups + 1)).astype(np.int64),
        candidate=person[begin].astype(np.int32),
        is_near=np.maximum.reduceat(near, begin) if len(begin) else near,
        years_score=counted(np.nan_to_num(years, nan=0.0), near, begin),
        years_test=counted(np.where(np.isnan(years), np.inf, years), near, begin),
    )


def counted(years: Floats, near: npt.NDArray[np.int8], begin: npt.NDArray[np.int64]) -> Floats:
    """Return max(a, floor(b / 2)) per entry."""
    if not len(begin):
        return years
    half = np.where(near == RELATED, np.floor(years / 2), years)
    return np.maximum.reduceat(half, begin)

"""Reserved seats from a file: how many seats of which vacancies go to a group first, and how that came out."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corridor.batch.match_lines import Line, Scopes, holders
from corridor.batch.match_settings import csv_rows
from corridor.batch.match_tables import Table
from corridor.engines.matching import Allocation, Reserve, Store
from corridor.engines.matching.types import Flags, Ints, Longs
from corridor.kernel.errors import N_, InputError

SEATS = re.compile("[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class ReserveRow(Line):
    """One line of a file of reserves: so many seats of every vacancy of the scope."""

    seats: int


@dataclass(frozen=True, slots=True)
class Held:
    """One line with its group, and the vacancies where no narrower line of the group replaces it."""

    row: ReserveRow
    people: Flags
    posts: Longs


def read_reserves(path: Path) -> tuple[ReserveRow, ...]:
    """Return the reserved seats of a CSV file."""
    rows, known = [], dict[tuple[str, str, str], int]()
    for line, cells in csv_rows(path, ("group_column", "value", "scope", "seats")):
        place = f"{line} ({path.name})"
        row = ReserveRow(place, cells["group_column"], cells["value"], cells["scope"], seats_in(cells["seats"], place))
        first = known.setdefault((row.column, row.value, row.scope), line)
        if first != line:
            raise InputError(
                N_("Row %(row)s: seats for %(reserve)s are reserved in row %(first)s already."),
                hint=N_("Keep one line for each group and scope."),
                field="scope",
                params={"row": place, "reserve": row.label, "first": first},
            )
        rows.append(row)
    return tuple(rows)


def seats_in(text: str, place: str) -> int:
    """Return a number of seats."""
    if SEATS.fullmatch(text) is None:
        raise InputError(
            N_("Row %(row)s: seats is %(value)s, which is not a whole number of 0 or more."),
            hint=N_("Write how many seats of each vacancy are reserved."),
            field="seats",
            params={"row": place, "value": text or "-"},
        )
    return int(text)


def held_of(rows: tuple[ReserveRow, ...], store: Store, candidates: Table) -> tuple[Held, ...]:
    """Return every line with its people and vacancies, in the order of the file.

    Raises
    ------
    InputError : a value that nobody has, an unknown scope, groups with people in common, or more seats than positions
    """
    if not rows:
        return ()
    scopes, people = Scopes(store), dict[tuple[str, str], Flags]()
    under = [scopes.under(row) for row in rows]
    # A vacancy's own line replaces that of its employer, and this the one for all.
    decides = {(row.column, row.value): np.full(scopes.count, -1, np.int64) for row in rows}
    for number in sorted(range(len(rows)), key=lambda number: under[number][0]):
        row, (_, posts) = rows[number], under[number]
        decides[row.column, row.value][posts] = number
        people.setdefault((row.column, row.value), holders(candidates, row))
    refuse_in_common(rows, people)
    refuse_overbooked(rows, list(decides.values()), store)
    return tuple(
        Held(row, people[row.column, row.value], np.flatnonzero(decides[row.column, row.value] == number))
        for number, row in enumerate(rows)
    )


def refuse_in_common(rows: tuple[ReserveRow, ...], people: Mapping[tuple[str, str], Flags]) -> None:
    """Refuse groups that share candidates."""
    first: dict[tuple[str, str], ReserveRow] = {}
    for row in rows:
        first.setdefault((row.column, row.value), row)
    for group, row in first.items():
        for other, before in first.items():
            if other == group:
                break
            shared = int(np.count_nonzero(people[group] & people[other]))
            if shared:
                raise in_common(row, before, shared)


def in_common(row: ReserveRow, before: ReserveRow, shared: int) -> InputError:
    """Return the error for two groups that share candidates."""
    return InputError(
        N_("Row %(row)s: somebody with %(group)s is also in the group of row %(other)s (%(people)s in all)."),
        hint=N_(
            "Reserve seats for groups that have nobody in common, such as the values of one column,"
            " or keep minimum quotas with --allocate optimal."
        ),
        field="value",
        code="reserves_overlap",
        params={"row": row.place, "people": shared, "group": f"{row.column}={row.value}", "other": before.place},
    )


def refuse_overbooked(rows: tuple[ReserveRow, ...], decides: Sequence[Longs], store: Store) -> None:
    """Refuse more reserved seats than a vacancy has positions; the last line that adds to them is named."""
    seats = np.array([*(row.seats for row in rows), 0], np.int64)
    # No line is number -1, which looks up the last place.
    reserved = np.sum([seats[number] for number in decides], axis=0)
    over = np.flatnonzero(reserved > store.vacancies.positions)
    if len(over):
        post = int(over[0])
        row = rows[max(int(number[post]) for number in decides if seats[number[post]])]
        raise InputError(
            N_("Row %(row)s: %(seats)s seats would be reserved at vacancy %(vacancy)s, of %(positions)s in all."),
            hint=N_(
                "Reserve at most as many seats as there are positions; a line for one vacancy replaces those for its"
                " employer and for all."
            ),
            field="seats",
            code="reserves_seats",
            params={
                "row": row.place,
                "vacancy": str(store.vacancies.ids[post]),
                "positions": int(store.vacancies.positions[post]),
                "seats": int(reserved[post]),
            },
        )


def reserves_of(lines: Sequence[Held], posts: int) -> tuple[Reserve, ...]:
    """Return the reserves of an allocation, one for each group."""
    found: dict[tuple[str, str], Reserve] = {}
    for held in lines:
        row = held.row
        group = row.column, row.value
        if group not in found:
            found[group] = Reserve(f"{row.column}={row.value}", held.people, np.zeros(posts, np.int64))
        found[group].seats[held.posts] = row.seats
    return tuple(found.values())


def reserves_report(lines: Sequence[Held], allocation: Allocation, posts: int) -> list[dict[str, object]]:
    """Return what became of the seats of every line, counted from the nominated pairs."""
    return [reserve_report(held, allocation.vacancy, allocation.candidate, posts) for held in lines]


def reserve_report(held: Held, vacancy: Ints, candidate: Ints, posts: int) -> dict[str, object]:
    """Return how many of the seats of a line their group took, and how many were left to all."""
    own = np.bincount(vacancy[held.people[candidate]], minlength=posts)[held.posts]
    seats, taken = held.row.seats * len(held.posts), int(np.minimum(own, held.row.seats).sum())
    return {
        "reserve": held.row.label,
        "vacancies": len(held.posts),
        "seats": seats,
        "taken": taken,
        "opened": seats - taken,
    }


def reserve_lines(found: Sequence[Mapping[str, object]]) -> list[str]:
    """Return what to say of reserved seats."""
    return [
        f"reserve {line['reserve']}: {line['taken']:,} of {line['seats']:,} seats taken by the group,"
        f" {line['opened']:,} open to all"
        for line in found
    ]

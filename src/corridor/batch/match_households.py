"""Households from the candidates' column: who belongs together, where together is, and how that came out."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from corridor.batch.match_layout import Kind
from corridor.batch.match_lines import placed_among
from corridor.batch.match_refusals import wrong_cell
from corridor.batch.match_tables import Table
from corridor.engines.matching import Allocation, Choice, Objective, Store
from corridor.engines.matching.seats.households import Households, without_hopeless
from corridor.engines.matching.seats.outcome import group_lines
from corridor.engines.matching.seats.together import Together, allocate_together
from corridor.engines.matching.types import Ints
from corridor.kernel.errors import N_, InputError

PLACES = ("country", "region")
MOST_LISTED = 10_000
"""Up to so many households are told one by one in the report."""


@dataclass(frozen=True, slots=True)
class Families:
    """Households of two or more candidates, their ids and the names of the places."""

    level: str
    ids: tuple[str, ...]
    place_names: tuple[str, ...]
    households: Households


def families_of(level: str, store: Store, candidates: Table, vacancies: Table) -> Families:
    """Return who belongs together; an id that only one candidate has stands for somebody who is alone.

    Raises
    ------
    InputError : no household ids, or no regions of vacancies
    """
    household, ids = numbered_households(candidates)
    names, places = places_of(level, store, vacancies)
    levels = np.zeros(len(ids), np.int32)
    return Families(level, ids, names, Households(household, (places,), levels))


def numbered_households(candidates: Table) -> tuple[Ints, tuple[str, ...]]:
    """Return the household of everybody in the order of the store, -1 for who is alone, and the ids."""
    column = candidates.by_id(candidates.frame.get_column("household_id"))
    if len(column) and not column.count():
        raise InputError(
            N_("No candidate of %(file)s has a household_id."),
            hint=N_("Fill the column for those who belong together, or leave --households out."),
            field="household_id",
            code="no_households",
            params={"file": candidates.file},
        )
    ids = column.drop_nulls()
    shared = sorted(ids.filter(ids.is_duplicated()).unique().to_list())
    return placed_among(column, shared), tuple(shared)


def places_of(level: str, store: Store, vacancies: Table) -> tuple[tuple[str, ...], Ints]:
    """Return the names of the places, and the place of every vacancy; -1 for none."""
    if level == "country":
        return store.words.countries, store.vacancies.country
    if "region" not in vacancies.extra:
        raise InputError(
            N_("The file %(file)s has no column region, which would say where the seats of a household are."),
            hint=N_("Add the column region to the vacancies, or keep households together by country."),
            field="region",
            code="no_regions",
            params={"file": vacancies.file},
        )
    column = vacancies.extra["region"]
    if column.dtype.is_nested():
        raise wrong_cell(Kind.TEXT, path=Path(vacancies.file), row="-", column="region", value=column.dtype)
    column = vacancies.by_id(column.cast(pl.String, strict=False))
    names = sorted(column.drop_nulls().unique().to_list())
    return tuple(names), placed_among(column, names)


def placed_together(families: Families, choice: Choice, gap: float) -> tuple[Allocation, dict[str, object]]:
    """Return the allocation that keeps households together, and what is to be told of them."""
    found = allocate_together(choice, families.households, gap=gap)
    pairs = choice.vacancy.astype(np.int64) * choice.people + choice.candidate
    chosen = np.isin(pairs, found.vacancy.astype(np.int64) * choice.people + found.candidate)
    allocation = Allocation(
        objective=Objective.OPTIMAL,
        vacancy=found.vacancy,
        candidate=found.candidate,
        score=found.score,
        total=found.total,
        blocking_pairs=found.blocking_pairs,
        bound=found.bound,
        gap=found.gap,
        quotas=(),
        groups=group_lines(choice, chosen),
    )
    return allocation, households_report(families, choice, found)


def households_report(families: Families, choice: Choice, found: Together) -> dict[str, object]:
    """Return how households came out; those left without any place where each member is listed are counted apart."""
    household = families.households.household
    members = np.bincount(household[household >= 0], minlength=len(families.ids))
    mine = household[choice.candidate[without_hopeless(choice, families.households)]]
    hopeful = len(np.unique(mine[mine >= 0]))
    place = np.full(len(families.ids), -1, np.int64)
    joint = household[found.candidate] >= 0
    place[household[found.candidate[joint]]] = families.households.places[0][found.vacancy[joint]]
    listed = zip(families.ids[:MOST_LISTED], members.tolist(), place.tolist(), strict=False)
    return {
        "together_in": families.level,
        "count": len(families.ids),
        "members": int(members.sum()),
        "placed": found.households_placed,
        "members_placed": int(np.count_nonzero(joint)),
        "left": found.households_left,
        "left_without_common_place": len(families.ids) - hopeful,
        "blocking_households": found.blocking_households,
        "not_listed": max(0, len(families.ids) - MOST_LISTED),
        "each": [
            {"household": name, "members": size, "place": families.place_names[where] if where >= 0 else None}
            for name, size, where in listed
        ],
    }


def household_lines(found: Mapping[str, object]) -> list[str]:
    """Return what to say of households."""
    return [
        f"households in one {found['together_in']}: {found['placed']:,} of {found['count']:,} placed"
        f" ({found['members_placed']:,} people), {found['left']:,} left,"
        f" {found['left_without_common_place']:,} of them without a {found['together_in']} where all are listed;"
        f" {found['blocking_households']:,} would rather be elsewhere and would be taken"
    ]

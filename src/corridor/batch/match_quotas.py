"""Quotas from a file, and the groups whose means are compared."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corridor.batch.match_lines import Line, Scopes, holders, trait_of
from corridor.batch.match_settings import csv_rows
from corridor.batch.match_tables import Table
from corridor.engines.matching import Group, Quota, Store
from corridor.kernel.errors import N_, InputError

GROUP_TRAITS = ("sex", "region", "track")


@dataclass(frozen=True, slots=True)
class QuotaRow(Line):
    """One line of a quotas file."""

    least: int | None
    most: int | None


def read_quotas(path: Path) -> tuple[QuotaRow, ...]:
    """Return the quotas of a CSV file."""
    return tuple(
        QuotaRow(
            f"{line} ({path.name})",
            row["group_column"],
            row["value"],
            row["scope"],
            limit(path, line, row, "min"),
            limit(path, line, row, "max"),
        )
        for line, row in csv_rows(path, ("group_column", "value", "scope", "min", "max"))
    )


def limit(path: Path, line: int, row: Mapping[str, str], column: str) -> int | None:
    """Return a least or most number; an empty cell is no limit."""
    text = row[column]
    if not text:
        return None
    if not text.isascii() or not text.isdigit():
        raise InputError(
            N_("Row %(row)s: %(column)s is %(value)s, which is not a whole number of 0 or more."),
            hint=N_("Write how many nominations are meant, or leave the cell empty."),
            field=column,
            params={"row": f"{line} ({path.name})", "column": column, "value": text},
        )
    return int(text)


def quotas_of(rows: tuple[QuotaRow, ...], store: Store, candidates: Table) -> tuple[Quota, ...]:
    """Return quotas over the rows of a store."""
    if not rows:
        return ()
    scopes = Scopes(store)
    return tuple(Quota(row.label, holders(candidates, row), scopes.marked(row), row.least, row.most) for row in rows)


def groups_of(rows: tuple[QuotaRow, ...], candidates: Table) -> tuple[Group, ...]:
    """Return the groups whose means are compared: the values of the columns that the quotas name.

    Without quotas it is the first of sex, region and track that any candidate gives.
    """
    frame = candidates.frame
    columns = list(dict.fromkeys(row.column for row in rows))
    if not columns:
        columns = [name for name in GROUP_TRAITS if frame.get_column(name).count()][:1]
    named = {row.column: row for row in rows}
    found = []
    for name in columns:
        trait = trait_of(candidates, named[name]) if name in named else candidates.by_id(frame.get_column(name))
        for value in trait.drop_nulls().unique().sort().to_list():
            people = (trait == value).fill_null(value=False).to_numpy()
            found.append(Group(f"{name}={value}", np.asarray(people)))
    return tuple(found)

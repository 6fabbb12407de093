"""What a line of a small file means: some of the candidates, and the vacancies of a scope."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from corridor.batch.match_tables import Table
from corridor.engines.matching import Store
from corridor.engines.matching.types import Flags, Ints, Longs
from corridor.kernel.errors import N_, InputError

ALL, EMPLOYER, VACANCY = 0, 1, 2
"""How narrow a scope is."""


@dataclass(frozen=True, slots=True)
class Line:
    """The candidates with one value in a column, at the vacancies of a scope; `place` names line and file."""

    place: str
    column: str
    value: str
    scope: str

    @property
    def label(self) -> str:
        """Return the line in short words."""
        return f"{self.column}={self.value}, {self.scope}"


class Scopes:
    """The vacancies of a store by their ids and by their employers."""

    def __init__(self, store: Store) -> None:
        self.count = len(store.vacancies)
        self.vacancies = {str(number): row for row, number in enumerate(store.vacancies.ids.tolist())}
        self.employers: dict[str, list[int]] = defaultdict(list)
        for row, employer in enumerate(store.vacancies.employer_ids):
            if employer is not None:
                self.employers[str(employer)].append(row)

    def under(self, line: Line) -> tuple[int, Longs]:
        """Return how narrow the scope of a line is, and its vacancies: one, all of an employer, or all."""
        if line.scope == "*":
            return ALL, np.arange(self.count)
        if line.scope in self.vacancies:
            return VACANCY, np.array([self.vacancies[line.scope]], np.int64)
        if line.scope in self.employers:
            return EMPLOYER, np.array(self.employers[line.scope], np.int64)
        raise InputError(
            N_("Row %(row)s: %(scope)s is neither a vacancy nor an employer."),
            hint=N_("Write the id of a vacancy or of an employer, or * for all."),
            field="scope",
            params={"row": line.place, "scope": line.scope or "-"},
        )

    def marked(self, line: Line) -> Flags:
        """Return the vacancies of a line as marks over all."""
        posts = np.zeros(self.count, np.bool_)
        posts[self.under(line)[1]] = True
        return posts


def holders(candidates: Table, line: Line) -> Flags:
    """Return who has the value of a line, in the order of the store."""
    found = (trait_of(candidates, line) == line.value).fill_null(value=False).to_numpy()
    if not found.any():
        raise InputError(
            N_("Row %(row)s: no candidate has %(column)s %(value)s."),
            hint=N_("Write the value as it stands in the candidates file."),
            field="value",
            params={"row": line.place, "column": line.column, "value": line.value or "-"},
        )
    return np.asarray(found)


def trait_of(candidates: Table, line: Line) -> pl.Series:
    """Return the column of a line, in the order of the store."""
    known = {"country", *candidates.layout.traits}
    if line.column in known:
        return candidates.by_id(candidates.frame.get_column(line.column))
    column = candidates.extra.get(line.column)
    # A list or a struct of a Parquet file is no text.
    if column is not None and not column.dtype.is_nested():
        return candidates.by_id(column.cast(pl.String, strict=False))
    raise InputError(
        N_("Row %(row)s: the candidates have no column %(column)s that can be used here."),
        hint=N_("Name a column of the candidates file that holds one text a row, such as sex or region."),
        field="group_column",
        params={"row": line.place, "column": line.column or "-"},
    )


def placed_among(column: pl.Series, words: Sequence[str], *, default: int = -1) -> Ints:
    """Return words as their places among some; others and missing ones by default."""
    places = {word: place for place, word in enumerate(words)}
    found = column.replace_strict(places, default=default, return_dtype=pl.Int32) if places else None
    return np.full(len(column), default, np.int32) if found is None else found.fill_null(default).to_numpy()

"""The small files beside a match: weights, related unit groups, near skills, quotas."""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from corridor.batch.match_tables import Table
from corridor.batch.yaml_file import read_checked
from corridor.engines.matching import Group, Quota, Store, Weights
from corridor.engines.matching.types import NearSkills
from corridor.kernel.errors import N_, DataUnavailable, InputError

UNIT_GROUP = re.compile(r"[0-9]{4}")
GROUP_TRAITS = ("sex", "region", "track")


@dataclass(frozen=True, slots=True)
class QuotaRow:
    """One line of a quotas file."""

    line: int
    column: str
    value: str
    scope: str
    least: int | None
    most: int | None

    @property
    def label(self) -> str:
        """Return the quota in short words."""
        return f"{self.column}={self.value}, {self.scope}"


def read_weights(path: Path) -> Weights:
    """Return the shares of the four parts from a YAML file."""
    file = read_checked(path, "match-weights")
    shares = file.data
    assert isinstance(shares, Mapping)
    return Weights(**{name: float(share) for name, share in shares.items()})


def read_related(path: Path) -> frozenset[tuple[str, str]]:
    """Return pairs of related unit groups from a CSV file with columns a and b."""
    pairs = set()
    for line, row in csv_rows(path, ("a", "b")):
        for column in ("a", "b"):
            if UNIT_GROUP.fullmatch(row[column]) is None:
                raise InputError(
                    N_("Row %(row)s: %(column)s holds %(value)s, which is not a unit group of 4 digits."),
                    hint=N_("Write an ISCO-08 unit group such as 2221."),
                    field=column,
                    code="code",
                    params={"row": f"{line} ({path.name})", "column": column, "value": row[column]},
                )
        pairs.add((row["a"], row["b"]))
    return frozenset(pairs)


def read_near(path: Path) -> NearSkills:
    """Return pairs of near skills from a CSV file with columns a, b and nearness, in hundredths of a held skill."""
    found: dict[tuple[str, str], int] = {}
    for line, row in csv_rows(path, ("a", "b", "nearness")):
        place = f"{line} ({path.name})"
        first, second = near_pair(row, place)
        nearness = nearness_of(row["nearness"], place)
        known = found.setdefault((first, second), nearness)
        if known != nearness:
            raise InputError(
                N_("Row %(row)s: %(first)s and %(second)s have the nearness %(value)s; a row above says %(known)s."),
                hint=N_("Give every pair one nearness; which of the two skills comes first does not matter."),
                field="nearness",
                params={"row": place, "first": first, "second": second, "value": nearness, "known": known},
            )
    return frozenset((first, second, nearness) for (first, second), nearness in found.items())


def near_pair(row: Mapping[str, str], place: str) -> tuple[str, str]:
    """Return the two skills of a line, in one order."""
    for column in ("a", "b"):
        if not row[column]:
            raise InputError(
                N_("Row %(row)s: %(column)s is empty."),
                hint=N_("Write the skill as it stands in the files of candidates and vacancies."),
                field=column,
                params={"row": place, "column": column},
            )
    if row["a"] == row["b"]:
        raise InputError(
            N_("Row %(row)s: %(value)s stands on both sides."),
            hint=N_("Name two different skills; a held skill counts in full as it is."),
            field="b",
            params={"row": place, "value": row["a"]},
        )
    return min(row["a"], row["b"]), max(row["a"], row["b"])


def nearness_of(text: str, place: str) -> int:
    """Return hundredths of a held skill."""
    if re.fullmatch("[1-9][0-9]?", text) is None:
        raise InputError(
            N_("Row %(row)s: nearness is %(value)s, which is not a whole number from 1 to 99."),
            hint=N_("Write hundredths of a held skill: 60 counts a near skill as six tenths of it."),
            field="nearness",
            params={"row": place, "value": text},
        )
    return int(text)


def read_quotas(path: Path) -> tuple[QuotaRow, ...]:
    """Return the quotas of a CSV file."""
    return tuple(
        QuotaRow(
            line,
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


def csv_rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Yield lines and rows of a small CSV file with just these columns."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream, strict=True, restval="")
            missing = [column for column in columns if column not in (reader.fieldnames or ())]
            if missing:
                raise InputError(
                    N_("The file %(file)s has no column %(columns)s."),
                    hint=N_("Add the column to the header."),
                    field=missing[0],
                    code="missing_column",
                    params={"file": path.name, "columns": ", ".join(missing)},
                )
            for row in reader:
                yield reader.line_num, {column: row[column].strip() for column in columns}
    except FileNotFoundError as missing_file:
        raise DataUnavailable(
            N_("The file %(file)s does not exist."), hint=N_("Check the path."), params={"file": str(path)}
        ) from missing_file
    except (UnicodeDecodeError, csv.Error) as damaged:
        raise InputError(
            N_("The file %(file)s is not a readable CSV file."),
            hint=N_("Save it again as CSV in UTF-8."),
            params={"file": path.name},
        ) from damaged


def quotas_of(rows: tuple[QuotaRow, ...], store: Store, candidates: Table) -> tuple[Quota, ...]:
    """Return quotas over the rows of a store."""
    return tuple(
        Quota(row.label, holders(row, trait_of(candidates, row)), posts_under(row, store), row.least, row.most)
        for row in rows
    )


def holders(row: QuotaRow, trait: pl.Series) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Return who has the value of a quota."""
    found = (trait == row.value).fill_null(value=False).to_numpy()
    if not found.any():
        raise InputError(
            N_("Row %(row)s of the quotas: no candidate has %(column)s %(value)s."),
            hint=N_("Write the value as it stands in the candidates file."),
            field="value",
            params={"row": row.line, "column": row.column, "value": row.value},
        )
    return np.asarray(found)


def trait_of(candidates: Table, row: QuotaRow) -> pl.Series:
    """Return the column of a quota, in the order of the store."""
    known = {"country", *candidates.layout.traits}
    if row.column in known:
        return candidates.by_id(candidates.frame.get_column(row.column))
    if row.column in candidates.extra:
        return candidates.by_id(candidates.extra[row.column].cast(pl.String, strict=False))
    raise InputError(
        N_("Row %(row)s of the quotas: the candidates have no column %(column)s that a quota could use."),
        hint=N_("Name a column of the candidates file that holds one text a row, such as sex or region."),
        field="group_column",
        params={"row": row.line, "column": row.column},
    )


def posts_under(row: QuotaRow, store: Store) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Return the vacancies of a scope: one vacancy, all of an employer, or all."""
    if row.scope == "*":
        return np.ones(len(store.vacancies), np.bool_)
    ids = np.array([str(number) == row.scope for number in store.vacancies.ids.tolist()], np.bool_)
    if ids.any():
        return ids
    found = np.array([employer == row.scope for employer in store.vacancies.employer_ids], np.bool_)
    if not found.any():
        raise InputError(
            N_("Row %(row)s of the quotas: %(scope)s is neither a vacancy nor an employer."),
            hint=N_("Write the id of a vacancy or of an employer, or * for all."),
            field="scope",
            params={"row": row.line, "scope": row.scope},
        )
    return found


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

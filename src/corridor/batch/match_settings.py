"""The small files beside a match: weights, related unit groups, near skills."""

import csv
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from corridor.batch.yaml_file import read_checked
from corridor.engines.matching import Weights
from corridor.engines.matching.types import NearSkills
from corridor.kernel.errors import N_, DataUnavailable, InputError

UNIT_GROUP = re.compile(r"[0-9]{4}")


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
    except (OSError, UnicodeDecodeError, csv.Error) as damaged:
        raise InputError(
            N_("The file %(file)s is not a readable CSV file."),
            hint=N_("Save it again as CSV in UTF-8."),
            params={"file": path.name},
        ) from damaged

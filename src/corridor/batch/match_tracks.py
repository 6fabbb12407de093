"""Home and away tracks from a file: cohorts with seats at both ends, and caps on who leaves."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corridor.batch.match_lines import Line
from corridor.batch.yaml_file import YamlFile, read_checked
from corridor.kernel.errors import N_

TRAITS = ("occupation", "region", "country")


@dataclass(frozen=True, slots=True)
class CohortRow:
    """One cohort of the file; `line` says who is in it, None for everybody."""

    label: str
    place: str
    line: Line | None
    home_seats: int | None
    away_seats: int | None
    least_home_share: float | None


@dataclass(frozen=True, slots=True)
class CapRow:
    """One outflow cap of the file, on the people who have all the values that it names."""

    label: str
    place: str
    values: Mapping[str, str]
    most: int


@dataclass(frozen=True, slots=True)
class TrackRows:
    """What a file of tracks asks for."""

    cohorts: tuple[CohortRow, ...]
    caps: tuple[CapRow, ...]

    @property
    def columns(self) -> set[str]:
        """Return the columns of candidates that cohorts name."""
        return {cohort.line.column for cohort in self.cohorts if cohort.line}


def read_tracks(path: Path) -> TrackRows:
    """Return the cohorts and caps of a YAML file.

    Raises
    ------
    InputError : what breaks the schema, a cohort without any limit, a cap on nobody in particular
    """
    file = read_checked(path, "match-tracks")
    data = file.data
    assert isinstance(data, Mapping)
    return TrackRows(
        tuple(cohort_row(file, number, item) for number, item in enumerate(data.get("cohorts", ()))),
        tuple(cap_row(file, number, item) for number, item in enumerate(data.get("caps", ()))),
    )


def cohort_row(file: YamlFile, number: int, item: Mapping[str, Any]) -> CohortRow:
    """Return one cohort."""
    here = ("cohorts", number)
    share = item.get("least_home_share")
    if share is not None and not math.isfinite(share):
        raise file.error(
            (*here, "least_home_share"),
            N_("%(file)s, line %(line)s, %(field)s: %(share)s is not a share."),
            N_("Write a number from 0 to 1, such as 0.5."),
            share=share,
        )
    if not {"home_seats", "away_seats", "least_home_share"} & item.keys():
        raise file.error(
            here,
            N_("%(file)s, line %(line)s, %(field)s: the cohort has neither seats nor a least home share."),
            N_("Give home_seats, away_seats or least_home_share, or remove the cohort."),
        )
    place = f"{file.line(here)} ({file.path.name})"
    line = None
    if "group_column" in item:
        line = Line(f"{file.line((*here, 'value'))} ({file.path.name})", item["group_column"], str(item["value"]), "*")
    named = f"{line.column}={line.value}" if line else "*"
    return CohortRow(item.get("label", named), place, line, item.get("home_seats"), item.get("away_seats"), share)


def cap_row(file: YamlFile, number: int, item: Mapping[str, Any]) -> CapRow:
    """Return one outflow cap."""
    here = ("caps", number)
    values = {trait: str(item[trait]) for trait in TRAITS if trait in item}
    if not values:
        raise file.error(
            here,
            N_("%(file)s, line %(line)s, %(field)s: the cap names nobody."),
            N_("Name an occupation, a region, a country, or several of them."),
        )
    named = ", ".join(f"{trait}={value}" for trait, value in values.items())
    return CapRow(item.get("label", named), f"{file.line(here)} ({file.path.name})", values, int(item["most"]))

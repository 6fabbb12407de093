"""Rank alternatives from a file: places, what they depend on, other methods and other people's weights."""

import argparse
import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any, cast

import numpy as np
import numpy.typing as npt

from corridor.batch.outcome import Outcome
from corridor.batch.plain import plain, typed
from corridor.batch.rank_marks import marks_of
from corridor.batch.rank_report import report
from corridor.batch.yaml_file import Place, YamlFile, read_checked
from corridor.engines.compute import finite
from corridor.engines.screening import Alternative, Criterion, Preference, Screening, Stakeholder, screen
from corridor.kernel.errors import N_, InputError

NAME = "rank"
HELP = "rank sectors or countries by several criteria"

Entry = Mapping[str, Any]
Array = npt.NDArray[np.float64]
SETTINGS = ("method", "normalisation", "spread", "draws", "seed")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the file."""
    parser.add_argument("file", metavar="FILE", type=Path, help="criteria and alternatives (YAML)")


def run(args: argparse.Namespace) -> Outcome:
    """Rank a file: exit code 1 where vetoes leave nothing to rank."""
    title, screening = rank_file(args.file)
    marks = marks_of(screening)
    document = {"version": 1, "title": title} | cast(dict[str, object], _rounded(plain(screening)))
    document["marks"] = [{"code": mark.code, "subject": mark.subject, "message": mark.sentence()} for mark in marks]
    return Outcome(document, report(title, screening, marks), 0 if screening.places else 1)


def _rounded(value: object) -> object:
    """Return figures to twelve decimals: what lies beyond is rounding, and differs between machines."""
    if isinstance(value, float):
        return round(value, 12) + 0.0
    if isinstance(value, Mapping):
        return {key: _rounded(item) for key, item in value.items()}
    return [_rounded(item) for item in value] if isinstance(value, list) else value


def rank_file(path: Path) -> tuple[str, Screening]:
    """Read a file and rank what it holds.

    Raises
    ------
    InputError : the file or a value cannot be used; the message names file, line and value
    """
    file = read_checked(path, "rank")
    entry = cast(Entry, file.data)
    has_comparisons = "comparisons" in entry
    criteria = [_criterion(file, place, row, has_comparisons) for place, row in enumerate(entry["criteria"])]
    names = [criterion.name for criterion in criteria]
    alternatives = [_alternative(file, place, row, names) for place, row in enumerate(entry["alternatives"])]
    tables = _tables(file, entry)
    groups = [_group(file, place, row, names) for place, row in enumerate(entry.get("groups", ()))]
    settings = {name: entry[name] for name in SETTINGS if name in entry}
    try:
        comparisons = _matrix(entry["comparisons"], "comparisons") if has_comparisons else None
        found = screen(criteria, alternatives, comparisons=comparisons, local=tables, groups=groups, **settings)
    except InputError as refused:
        raise file.refusal(refused, _place_of(refused, entry)) from refused
    return str(entry.get("title", path.stem)), found


def _place_of(refused: InputError, entry: Entry) -> Place:
    """Return where in the file stands what an engine refuses."""
    names = [row["name"] for row in entry["criteria"]]
    for name in (refused.field, refused.field.rpartition(".")[0]):
        if name in names:
            return ("criteria", names.index(name))
    if (found := re.match(r"comparisons\[(.*)\]", refused.field)) and found[1] in names:
        return ("criteria", names.index(found[1]), "comparisons")
    if found := re.match(r"groups\[(\d+)\]", refused.field):
        return ("groups", int(found[1]))
    if refused.field in ("criteria", "alternatives") and "name" in refused.params:
        rows = [row["name"] for row in entry[refused.field]]
        return (refused.field, len(rows) - 1 - rows[::-1].index(refused.params["name"]))
    return ("criteria",) if refused.field == "weights" else (refused.field.partition(" ")[0],)


def _criterion(file: YamlFile, place: int, row: Entry, has_comparisons: bool) -> Criterion:
    """Return a criterion with its scale, or the file's."""
    scale = cast(Entry, file.data).get("scale", {}) | row
    if not {"worst", "best"} <= set(scale):
        if "comparisons" not in row or _is_rated(file, row["name"]):
            raise file.error(
                ("criteria", place),
                N_("%(file)s, line %(line)s: criterion %(name)s has no scale."),
                N_("Give the worst and the best value that are possible; best lies below worst where less is better."),
                name=row["name"],
            )
        scale = {"worst": 0, "best": 1}
    if ("weight" in row) == has_comparisons:
        raise file.error(
            ("criteria", place),
            N_("%(file)s, line %(line)s: criterion %(name)s needs a weight of its own or comparisons, and not both."),
            N_("Give every criterion a weight, or all criteria one table of comparisons."),
            name=row["name"],
        )
    preference = row.get("preference")
    return Criterion(
        name=row["name"],
        weight=row.get("weight", 0),
        worst=scale["worst"],
        best=scale["best"],
        limit=row.get("limit"),
        preference=None if preference is None else cast(Preference, typed(preference, Preference, "preference")),
    )


def _is_rated(file: YamlFile, name: str) -> bool:
    rows = cast(Entry, file.data)["alternatives"]
    return any(row.get("values", {}).get(name) is not None for row in rows)


def _alternative(file: YamlFile, place: int, row: Entry, names: Sequence[str]) -> Alternative:
    for name, value in row.get("values", {}).items():
        if name not in names:
            raise file.error(
                ("alternatives", place, "values", name),
                N_("%(file)s, line %(line)s: there is a value for %(name)s, which is not a criterion."),
                N_("The criteria are: %(names)s."),
                name=name,
                names=", ".join(names),
            )
        try:
            finite(0 if value is None else value, name)
        except InputError as refused:
            raise file.refusal(refused, ("alternatives", place, "values", name)) from refused
    return Alternative(row["name"], row.get("values", {}), tuple(row.get("vetoes", ())))


def _matrix(rows: Sequence[Sequence[float | str]], field: str) -> Array:
    numbers = [[float(Fraction(cell)) if isinstance(cell, str) else cell for cell in row] for row in rows]
    return cast(Array, typed(numbers, Array, field))


def _tables(file: YamlFile, entry: Entry) -> list[Array]:
    """Return the comparisons of alternatives under each criterion: for all criteria or for none."""
    given = ["comparisons" in row for row in entry["criteria"]]
    if not any(given):
        return []
    tables = []
    for place, row in enumerate(entry["criteria"]):
        if not given[place]:
            raise file.error(
                ("criteria", place),
                N_("%(file)s, line %(line)s: criterion %(name)s has no comparisons of the alternatives; others have."),
                N_("Compare the alternatives under every criterion, or under none."),
                name=row["name"],
            )
        try:
            tables.append(_matrix(row["comparisons"], f"comparisons[{row['name']}]"))
        except InputError as refused:
            raise file.refusal(refused, ("criteria", place, "comparisons")) from refused
    return tables


def _group(file: YamlFile, place: int, row: Entry, names: Sequence[str]) -> Stakeholder:
    for name in row.get("weights", {}):
        if name not in names:
            raise file.error(
                ("groups", place, "weights", name),
                N_("%(file)s, line %(line)s: the group %(group)s weighs %(name)s, which is not a criterion."),
                N_("The criteria are: %(names)s."),
                group=row["name"],
                name=name,
                names=", ".join(names),
            )
    try:
        comparisons = _matrix(row["comparisons"], "comparisons") if "comparisons" in row else None
    except InputError as refused:
        raise file.refusal(refused, ("groups", place, "comparisons")) from refused
    return Stakeholder(row["name"], row.get("weights", {}), comparisons)

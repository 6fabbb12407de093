"""Project the occupations of a file, with scenarios, expert rounds and the safeguards of the origin."""

import argparse
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar, cast

from corridor.batch.outcome import Outcome
from corridor.batch.outlook_records import Market, OutlookResult, Question
from corridor.batch.outlook_safeguards import profile_of, safeguard
from corridor.batch.outlook_text import text
from corridor.batch.plain import plain, typed
from corridor.batch.yaml_file import Place, YamlFile, read_checked
from corridor.engines.outlook import (
    BASE,
    ConsensusRule,
    DelphiCourse,
    Demand,
    DemandGrowth,
    DemandRatio,
    DemandSeries,
    Occupation,
    Projection,
    Scenario,
    delphi_course,
    project,
    tightness,
)
from corridor.kernel.errors import N_, InputError

NAME = "outlook"
HELP = "project shortages and check the safeguards of the origin"

Entry = Mapping[str, Any]
Computed = TypeVar("Computed")

DRAWS = 10_000
SEED = 1
INNER = ("flows", "demand", "cohorts", "set", "times", "quota", "dual_track", "indicators")
"""Parts of an entry in which an engine's argument may stand."""
DEMANDS: Mapping[str, type] = {"years": DemandSeries, "level": DemandGrowth, "population": DemandRatio}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the file."""
    parser.add_argument("file", metavar="FILE", type=Path, help="occupations, scenarios, safeguards (YAML)")


def run(args: argparse.Namespace) -> Outcome:
    """Project a file: exit code 1 where a safeguard is red or closes recruitment."""
    result = outlook_file(args.file)
    return Outcome(_document(result), text(result), 1 if result.is_red else 0)


def outlook_file(path: Path) -> OutlookResult:
    """Read an outlook file and compute it.

    Raises
    ------
    InputError : the file or a value cannot be used; the message names file, line and value
    """
    file = read_checked(path, "outlook")
    entry = cast(Entry, file.data)
    given = entry.get("safeguards", {})
    profile = _placed(file, ("safeguards", "profile"), partial(profile_of, given.get("profile", {})))
    countries = [
        _placed(file, ("safeguards", "countries", place), partial(safeguard, one, given.get("edition"), profile))
        for place, one in enumerate(given.get("countries", ()))
    ]
    return OutlookResult(
        title=entry.get("title", ""),
        projections=tuple(_projections(file, entry)),
        markets=tuple(_markets(file, entry)),
        questions=tuple(_questions(file, entry)),
        safeguards=tuple(countries),
        profile=profile,
    )


def _projections(file: YamlFile, entry: Entry) -> list[Projection]:
    """Project every occupation under the base and then under each scenario.

    The base comes first: what it refuses is wrong with the occupation, what a scenario refuses is wrong with that.
    """
    scenarios = [
        (("scenarios", place), cast(Scenario, typed(one, Scenario, f"scenarios[{place}]")))
        for place, one in enumerate(entry.get("scenarios", ()))
    ]
    _refuse_twice(file, "scenarios", [BASE.name, *(scenario.name for _, scenario in scenarios)], first=-1)
    occupations = entry.get("occupations", ())
    _refuse_twice(file, "occupations", [one["isco08"] for one in occupations])
    found = []
    for number, one in enumerate(occupations):
        occupation = _placed(file, ("occupations", number), partial(_occupation, one))
        for place, scenario in [(("occupations", number), BASE), *scenarios]:
            found.append(_placed(file, place, partial(_project, entry, occupation, scenario)))
    return found


def _project(entry: Entry, occupation: Occupation, scenario: Scenario) -> Projection:
    return project(
        occupation, entry["years"], entry.get("seed", SEED), scenario=scenario, draws=entry.get("draws", DRAWS)
    )


def _occupation(entry: Entry) -> Occupation:
    known = {name: value for name, value in entry.items() if name != "labour_market"}
    demand = _demand(entry["demand"])
    rest = cast(Occupation, typed(known | {"demand": {"level": 0}}, Occupation, "occupation"))
    return replace(rest, demand=demand)


def _demand(entry: Entry) -> Demand:
    """Return demand as a series, a level that grows, or a target per inhabitant: by the name that only one has."""
    kinds = [name for name in DEMANDS if name in entry]
    if len(kinds) != 1:
        raise InputError(
            N_("Demand is given in %(count)s ways; one is wanted."),
            hint=N_("Give years and values, or level and growth, or population and per_10000."),
            field="demand",
            params={"count": len(kinds)},
        )
    return cast(Demand, typed(entry, DEMANDS[kinds[0]], "demand"))


def _markets(file: YamlFile, entry: Entry) -> list[Market]:
    return [
        Market(
            one["isco08"],
            one.get("label", ""),
            _placed(file, ("occupations", place, "labour_market"), partial(tightness, **one["labour_market"])),
        )
        for place, one in enumerate(entry.get("occupations", ()))
        if "labour_market" in one
    ]


def _questions(file: YamlFile, entry: Entry) -> list[Question]:
    return [
        Question(one["question"], _placed(file, ("delphi", place), partial(_course, one)))
        for place, one in enumerate(entry.get("delphi", ()))
    ]


def _course(entry: Entry) -> DelphiCourse:
    rule = ConsensusRule(entry.get("rule", ConsensusRule.AGREEMENT))
    return delphi_course(entry["rounds"], rule, entry.get("threshold"), entry.get("within", 1.0))


def _refuse_twice(file: YamlFile, section: str, names: Sequence[str], first: int = 0) -> None:
    for place, name in enumerate(names):
        if name in names[:place]:
            raise file.error(
                (section, place + first),
                N_("%(file)s, line %(line)s: the name %(name)s stands twice."),
                N_("Keep one of the two."),
                name=name,
            )


def _placed(file: YamlFile, place: Place, compute: Callable[[], Computed]) -> Computed:
    """Compute a part of the file; what the engine refuses is told with its line."""
    try:
        return compute()
    except InputError as refused:
        raise file.refusal(refused, _nearest(file, place, refused.field)) from refused


def _nearest(file: YamlFile, place: Place, field: str) -> Place:
    """Return the place in the file that an engine's name for an argument stands for."""
    steps = tuple(int(step) if step.isdigit() else step for step in re.findall(r"\w+", field))
    inner = [(name, *steps) for name in INNER]
    short = ("demand", *(str(step).removeprefix("demand_") for step in steps))
    for candidate in (steps, *inner, short):
        for length in range(len(candidate), 0, -1):
            if (*place, *candidate[:length]) in file.lines and (length > 1 or candidate is steps):
                return (*place, *candidate[:length])
    return place


def _document(result: OutlookResult) -> Mapping[str, object]:
    document = {member.name: plain(getattr(result, member.name)) for member in fields(result)}
    return {"version": 1} | document | {"red": result.is_red}

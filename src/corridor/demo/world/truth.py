"""What is true of the world: the planted facts, told from the parameters and not from the records.

`python -c "from corridor.demo.world.truth import write; write()"` writes `truth.yaml` anew after a change of the world.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median
from typing import Any, Final

import yaml

from corridor.batch.yaml_loader import SafeLoader
from corridor.demo.world.fees import FEES
from corridor.demo.world.journeys import LATE, PlacementDraft
from corridor.demo.world.money import spent_of
from corridor.demo.world.plans import (
    COHORTS,
    OVERDUE_GRIEVANCES,
    PENDING_EMPLOYERS,
    PLANS,
    WITHDRAWN_EMPLOYER,
)
from corridor.demo.world.tables import rows
from corridor.demo.world.world import SchemeWorld, world_of

PLACE: Final = Path(__file__).resolve().parent.parent / "truth.yaml"


def truth() -> dict[str, Any]:
    """Return every planted fact by its name."""
    worlds = {plan.reference: world_of(plan.reference) for plan in PLANS}
    return {
        "people": {name: len(world.people) for name, world in worlds.items()},
        "vacancies": {name: len(world.vacancies) for name, world in worlds.items()},
        "placements": {name: len(world.placements) for name, world in worlds.items()},
        "slowest_step": {name: _slowest(world) for name, world in worlds.items()},
        "illegal_fees": [
            {"scheme": fee.scheme, "amount": fee.amount, "currency": fee.currency, "paid_to": fee.paid_to}
            for fee in FEES
        ],
        "possible_duplicates": {name: _copies(world) for name, world in worlds.items()},
        "recruiters_without_licence": _recruiters("unlicensed"),
        "recruiters_with_expired_licence": _recruiters("expired"),
        "cohorts": [
            [plan.scheme, plan.topic, plan.starts, plan.passed, plan.tested] for plan in COHORTS if plan.tested
        ],
        "withdrawn_employer": {"name": _employer(WITHDRAWN_EMPLOYER), "people_at_work": _at_the_farm(worlds)},
        "employers_not_vetted": [_employer(code) for code in PENDING_EMPLOYERS],
        "departures_without_contract": _references(worlds.values(), lambda draft: draft.is_uncleared),
        "women": {name: _women(world) for name, world in worlds.items()},
        "median_days_from_selection_to_departure": {name: _days(world) for name, world in worlds.items()},
        "late_visa": _references(worlds.values(), lambda draft: draft.mark == LATE),
        "left_reason_unknown": _references(worlds.values(), lambda draft: draft.status == "left_reason_unknown"),
        "overdue_grievances": OVERDUE_GRIEVANCES,
        "sex_not_known": {name: sum(not each.sex for each in world.people) for name, world in worlds.items()},
        "birth_date_not_known": {
            name: sum(each.born is None for each in world.people) for name, world in worlds.items()
        },
        "spent": {name: _spent(world) for name, world in worlds.items()},
        "second_seasons": sum(plan.second_season for plan in PLANS),
    }


def write() -> None:
    """Write the truth beside the package's code."""
    head = "# The planted facts of the demonstration; a test finds each through the pages. Written by world/truth.py.\n"
    text = yaml.safe_dump(truth(), allow_unicode=True, sort_keys=False, width=118)
    PLACE.write_text(head + text, encoding="utf-8")


def packaged() -> dict[str, Any]:
    """Return the truth as it is packaged."""
    stored: dict[str, Any] = yaml.load(PLACE.read_text(encoding="utf-8"), Loader=SafeLoader)  # noqa: S506 - safe
    return stored


def _slowest(world: SchemeWorld) -> str:
    days: dict[str, list[int]] = {}
    for draft in world.placements:
        for step in draft.steps:
            if step.state == "done" and step.ready is not None and step.done is not None:
                days.setdefault(step.code, []).append(step.done - step.ready)
    return max(days, key=lambda code: median(days[code]))


def _copies(world: SchemeWorld) -> int:
    return sum(person.copy_of is not None for person in world.people)


def _recruiters(state: str) -> list[str]:
    return [row["name"] for row in rows("recruiters") if row["state"] == state]


def _employer(code: str) -> str:
    return next(row["name"] for row in rows("employers") if row["code"] == code)


def _at_the_farm(worlds: dict[str, SchemeWorld]) -> int:
    return sum(
        draft.status == "working" and world.vacancies[draft.vacancy].employer == WITHDRAWN_EMPLOYER
        for world in worlds.values()
        for draft in world.placements
    )


def _references(worlds: Iterable[SchemeWorld], is_meant: Callable[[PlacementDraft], bool]) -> list[str]:
    return [draft.reference for world in worlds for draft in world.placements if is_meant(draft)]


def _women(world: SchemeWorld) -> dict[str, list[int]]:
    """Return, for each stage, how many women there are among how many people; each person counts once."""
    stages = {
        "applied": {person.number for person in world.people},
        "placed": {draft.person for draft in world.placements},
        "departed": {draft.person for draft in world.placements if draft.departed is not None},
    }
    return {name: [sum(world.people[n].sex == "f" for n in found), len(found)] for name, found in stages.items()}


def _spent(world: SchemeWorld) -> dict[str, float]:
    """Return what was spent, and the same for everyone who has departed."""
    total = sum(booking.amount for booking in spent_of(world.plan.reference))
    gone = len({draft.person for draft in world.placements if draft.departed is not None})
    return {"total_eur": float(total), "per_placement_eur": round(float(total / gone), 2)}


def _days(world: SchemeWorld) -> float:
    return float(median(draft.days_to_departure for draft in world.placements if draft.days_to_departure is not None))

"""The allocation of a match, alone or beside the other aims, and what the report says of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from corridor.batch.match_home_away import track_lines
from corridor.batch.match_households import household_lines
from corridor.batch.match_reserves import reserve_lines
from corridor.engines.matching import (
    Allocation,
    Choice,
    Comparison,
    Objective,
    Outcome,
    allocate,
    compare,
)

MOST_LINES = 100
"""So many lines are said of what an allocation keeps."""


@dataclass(frozen=True, slots=True)
class Allocated:
    """The allocation that was asked for, and all aims side by side; None what was not asked for.

    `kept` is what the report says of reserves, cohorts, caps or households of the chosen one.
    """

    chosen: Allocation | None = None
    comparison: Comparison | None = None
    kept: Mapping[str, object] = field(default_factory=dict)


def allocated_by(choice: Choice, aim: str, *, gap: float, side_by_side: bool) -> Allocated:
    """Return the allocation by an aim ("none" for no one), and the comparison if it is asked for.

    Raises
    ------
    RuleViolation : quotas that can not be kept
    InputError : no groups to balance, or too many pairs
    """
    objective = None if aim == "none" else Objective(aim)
    if not side_by_side:
        return Allocated(None if objective is None else allocate(choice, objective, gap=gap))
    comparison = compare(choice, gap=gap)
    if objective is None:
        return Allocated(None, comparison)
    outcome = outcomes_of(comparison)[objective]
    # A comparison lacks what can not be balanced, and shows what breaks a quota; allocating says why it is refused.
    if outcome is None or not outcome.keeps_quotas:
        return Allocated(allocate(choice, objective, gap=gap), comparison)
    return Allocated(outcome.allocation, comparison)


def outcomes_of(comparison: Comparison) -> dict[Objective, Outcome | None]:
    """Return the outcomes by aim."""
    return {
        Objective.STABLE: comparison.stable,
        Objective.OPTIMAL: comparison.optimal,
        Objective.BALANCED: comparison.balanced,
    }


def allocation_of(allocation: Allocation) -> dict[str, object]:
    """Return how good an allocation is; the bound belongs to the total, or to the lowest mean if balanced."""
    return {
        "objective": allocation.objective.value,
        "nominated": len(allocation.vacancy),
        "total_score": allocation.total,
        "blocking_pairs": allocation.blocking_pairs,
        "bound": allocation.bound,
        "gap": allocation.gap,
        "quotas": [
            {"quota": line.label, "min": line.least, "max": line.most, "nominated": line.nominated}
            for line in allocation.quotas
        ],
        "groups": [
            {"group": line.label, "members": line.members, "nominated": line.nominated, "mean_score": line.mean}
            for line in allocation.groups
        ],
    }


def comparison_of(found: Comparison) -> dict[str, object]:
    """Return all aims side by side; the price of fairness is what balance loses of the greatest total."""
    sides: dict[str, object] = {
        aim.value: None if outcome is None else outcome_of(outcome) for aim, outcome in outcomes_of(found).items()
    }
    return sides | {"price_of_fairness": None if found.balanced is None else found.balanced.lost_share}


def outcome_of(outcome: Outcome) -> dict[str, object]:
    """Return one aim of a comparison."""
    wishes = outcome.wishes
    means = [line.mean for line in outcome.allocation.groups]
    return allocation_of(outcome.allocation) | {
        "wishes": {
            "first": wishes.first,
            "second_to_third": wishes.second_to_third,
            "fourth_to_tenth": wishes.fourth_to_tenth,
            "later": wishes.later,
            "none": wishes.none,
            "unlisted": wishes.unlisted,
        },
        "lowest_group_mean": min(means, default=None),
        "lost": outcome.lost,
        "lost_share": outcome.lost_share,
        "lost_at_most": outcome.lost_most,
        "keeps_quotas": outcome.keeps_quotas,
    }


def allocation_lines(found: object) -> list[str]:
    """Return what to say of an allocation."""
    if not isinstance(found, dict):
        return []
    line = f"{found['objective']}: {found['nominated']:,} nominated, total score {found['total_score']:.6f}"
    proof = f", bound {found['bound']:.6f}, gap {found['gap']:.2%}" if found["bound"] is not None else ""
    return [f"{line}{proof}, {found['blocking_pairs']:,} blocking pairs", *kept_lines(found)]


def kept_lines(found: Mapping[str, Any]) -> list[str]:
    """Return what to say of reserves, cohorts, caps and households; of very many, the first ones."""
    lines = reserve_lines(found.get("reserves", ()))
    lines += track_lines(found.get("cohorts", ()), found.get("caps", ()))
    lines += household_lines(found["households"]) if "households" in found else []
    more = [f"{len(lines) - MOST_LINES:,} further lines in report.json"] if len(lines) > MOST_LINES else []
    return lines[:MOST_LINES] + more


def comparison_lines(found: object) -> list[str]:
    """Return what to say of the aims side by side."""
    if not isinstance(found, dict):
        return []
    sides = [found[aim.value] for aim in Objective]
    lines = [
        f"{side['objective']:>8}: {side['nominated']:,} nominated, {side['wishes']['first']:,} of them to their first"
        f" wish, {side['blocking_pairs']:,} blocking pairs, {side['lost_share']:.2%} less than the greatest total"
        for side in sides
        if side is not None
    ]
    return ["side by side", *lines]

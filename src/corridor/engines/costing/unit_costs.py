"""What one participant, placement or contract costs, with the count that stands under it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from corridor.engines.compute import above_zero, at_least_zero, not_empty, whole
from corridor.engines.costing.exact import Number, exact
from corridor.engines.costing.profiles import threshold
from corridor.kernel.errors import N_, InputError

# A printed unit cost further than this from its own numerator and denominator is shown with a warning.
PUBLISHED_GAP = threshold("corridor", "published_gap_most")


@dataclass(frozen=True, slots=True)
class UnitCost:
    """A unit cost beside the one that a source prints."""

    unit: float
    count: int
    currency: str
    published: float | None
    rel_diff: float | None
    implied_budget_from_published: float | None
    warn: bool


@dataclass(frozen=True, slots=True)
class PlacementFunnel:
    """How a budget, vacancies and profiles became placements; None where a count is not known."""

    unit: float
    vacancy_fill: float | None
    profile_to_placement: float | None
    identified_to_placement: float | None
    placed_per_month: float | None


@dataclass(frozen=True, slots=True)
class OutcomeCost:
    """What one contract costs; `total` where the beneficiaries were counted."""

    cost_per_contract: float
    total: float | None = None


@dataclass(frozen=True, slots=True)
class StageRates:
    """How many pass each stage, and how many must start to reach a target."""

    rates: tuple[float, ...]
    overall: float
    required_intake: int | None


def _head_count(placed: int | None, beneficiaries: int | None) -> int:
    if (placed is None) == (beneficiaries is None):
        raise InputError(
            N_("A unit cost needs one count: people placed or beneficiaries."),
            hint=N_("Give either placed or beneficiaries."),
            field="placed",
        )
    return whole(placed if placed is not None else beneficiaries or 0, "placed or beneficiaries", least=1)


def unit_cost(
    budget: Number,
    placed: int | None = None,
    beneficiaries: int | None = None,
    published: Number | None = None,
    currency: str = "",
) -> UnitCost:
    """Divide a budget by people and hold the result against a published figure.

    Parameters
    ----------
    budget : total cost, in `currency`
    placed, beneficiaries : the count, exactly one of the two, at least 1
    published : unit cost that a source prints

    Returns
    -------
    The unit cost, its relative distance from the published figure (recomputed / published - 1), the budget that
    the published figure implies, and `warn` where they are more than 1 % apart. None without a published figure.

    Raises
    ------
    InputError : no count or two, a count of zero, a negative budget

    Source: docs/methods/costing.md, Unit cost.
    """
    count = _head_count(placed, beneficiaries)
    unit = exact(at_least_zero(budget, "budget")) / count
    if published is None:
        return UnitCost(float(unit), count, currency, None, None, None, warn=False)
    printed = exact(above_zero(published, "published"))
    gap = float(unit / printed - 1)
    return UnitCost(
        unit=float(unit),
        count=count,
        currency=currency,
        published=float(printed),
        rel_diff=gap,
        implied_budget_from_published=float(printed * count),
        warn=abs(gap) > PUBLISHED_GAP,
    )


def _per(placed: int, denominator: Number | None, field: str) -> float | None:
    return None if denominator is None else float(placed / exact(above_zero(denominator, field)))


def placement_funnel(
    budget: Number,
    placed: int,
    vacancies: int | None = None,
    profiles: int | None = None,
    identified: int | None = None,
    months: Number | None = None,
) -> PlacementFunnel:
    """Compute cost per placement and the rates at which a matching service places.

    Parameters
    ----------
    budget : total cost
    placed : people placed, at least 1
    vacancies, profiles, identified : vacancies opened, profiles sent, people identified
    months : duration of the service

    Raises
    ------
    InputError : nobody placed, or a denominator of zero
    """
    count = whole(placed, "placed", least=1)
    return PlacementFunnel(
        unit=float(exact(at_least_zero(budget, "budget")) / count),
        vacancy_fill=_per(count, vacancies, "vacancies"),
        profile_to_placement=_per(count, profiles, "profiles"),
        identified_to_placement=_per(count, identified, "identified"),
        placed_per_month=_per(count, months, "months"),
    )


def cost_per_outcome(cost_per_beneficiary: Number, placement_rate: Number) -> OutcomeCost:
    """Turn a cost per beneficiary into a cost per contract with the share who got one.

    Raises
    ------
    InputError : a rate of zero or above one
    """
    rate = exact(above_zero(placement_rate, "placement_rate"))
    if rate > 1:
        raise InputError(
            N_("The placement rate is %(value)s; a share lies between 0 and 1."),
            hint=N_("Write 71 percent as 0.71."),
            field="placement_rate",
            params={"value": placement_rate},
        )
    return OutcomeCost(float(exact(at_least_zero(cost_per_beneficiary, "cost_per_beneficiary")) / rate))


def cost_per_outcome_counts(cost_per_beneficiary: Number, beneficiaries: int, contracts: int) -> OutcomeCost:
    """Turn a cost per beneficiary into a cost per contract with the people counted.

    Raises
    ------
    InputError : no contract, or no beneficiary
    """
    people = whole(beneficiaries, "beneficiaries", least=1)
    total = exact(at_least_zero(cost_per_beneficiary, "cost_per_beneficiary")) * people
    return OutcomeCost(float(total / whole(contracts, "contracts", least=1)), float(total))


def stage_rates(counts: Sequence[int], target: int | None = None) -> StageRates:
    """Compute the share that passes each stage, and the intake that a target needs.

    Parameters
    ----------
    counts : people at each stage, first to last; each at least 1 except the last, never growing
    target : people wanted at the last stage

    Returns
    -------
    A rate per step, the rate over all steps, and the smallest whole intake that reaches the target at that rate.

    Raises
    ------
    InputError : fewer than two stages, a stage larger than the one before, or nobody at a stage to divide by

    Source: docs/methods/costing.md, Stages.
    """
    people = [whole(count, "counts") for count in not_empty(counts, "counts")]
    for before, after in pairwise(people):
        if after > before:
            raise InputError(
                N_("A stage has %(after)s people after one with %(before)s."),
                hint=N_("List the stages from first to last; a stage cannot hold more people than the one before."),
                field="counts",
                params={"after": after, "before": before},
            )
    if len(people) < 2 or people[-2] == 0:
        raise InputError(
            N_("The stages need at least two counts, with somebody in every stage before the last."),
            hint=N_("Give the people at each stage, first to last."),
            field="counts",
        )
    overall = Fraction(people[-1], people[0])
    return StageRates(
        rates=tuple(after / before for before, after in pairwise(people)),
        overall=float(overall),
        required_intake=math.ceil(whole(target, "target") / overall) if target is not None and overall else None,
    )

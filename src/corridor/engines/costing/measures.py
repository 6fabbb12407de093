"""What a budget costs per person, job and month, each with what was divided, by what, and who was counted."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final

from corridor.engines.costing.quantities import Scale
from corridor.engines.costing.types import CostPer, UnitCosts

# Who is meant where the author says nothing else.
POPULATIONS: Final[Mapping[str, str]] = {
    "participant": "people planned to take part, whatever becomes of them",
    "placement": "people planned to start a job",
    "retained_job": "people planned to be still in the job at the end of the period observed",
    "month": "months that the scheme lasts",
    "participant_month": "people planned to take part, times the months that the scheme lasts",
}


def _counts(scale: Scale) -> dict[str, Fraction]:
    return {
        "participant": Fraction(scale.participants),
        "placement": Fraction(scale.placements),
        "retained_job": Fraction(scale.people.retained or 0),
        "month": scale.months,
        "participant_month": scale.participants * scale.months,
    }


def cost_per(total: int, scale: Scale) -> tuple[CostPer, ...]:
    """Divide a total in minor units by every count; without a count the value is None."""
    return tuple(
        CostPer(
            measure=measure,
            numerator=scale.money(total),
            denominator=float(count),
            population=scale.people.populations.get(measure, POPULATIONS[measure]),
            value=_per(total, count, scale),
        )
        for measure, count in _counts(scale).items()
    )


def unit_costs(total: int, scale: Scale) -> UnitCosts:
    """Return the bare unit costs."""
    return UnitCosts(**{f"per_{measure}": _per(total, count, scale) for measure, count in _counts(scale).items()})


def _per(total: int, count: Fraction, scale: Scale) -> Decimal | None:
    return scale.money(round(Fraction(total) / count)) if count else None

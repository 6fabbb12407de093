"""What was spent: a share of every planned line, in two bookings, by those who bear it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from corridor.batch.taxonomy import cost_item
from corridor.demo.world.tables import document

CENT = Decimal("0.01")
BOOKED = (-360, -90)
RATE, PER_PERSON = "R", frozenset({"V", "VM"})


@dataclass(frozen=True, slots=True)
class Booking:
    """Money spent on a line by a payer; `line` is the line's place in the plan."""

    line: int
    payer: str
    day: int
    amount: Decimal


def spent_of(reference: str) -> list[Booking]:
    """Return all bookings of a scheme; overheads are booked at the end only."""
    plan: dict[str, Any] = document("schemes")[reference]
    share = Decimal(str(plan["spent_share"]))
    return [
        Booking(place, payer, day, (_planned(plan, *line[:3]) * share * part / 200).quantize(CENT))
        for place, line in enumerate(plan["budget"])
        for payer, part in line[3].items()
        for day in BOOKED
        if share and cost_item(line[0]).behaviour.value != RATE
    ]


def _planned(plan: dict[str, Any], code: str, unit_cost: int, quantity: int | None) -> Decimal:
    people = plan["participants"] if cost_item(code).behaviour.value in PER_PERSON else 1
    return Decimal(unit_cost) * Decimal(quantity or people)

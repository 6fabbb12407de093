"""What programs read of risks, changes and simulations."""

from datetime import date
from decimal import Decimal
from typing import Any

from ninja import Schema


class RiskOut(Schema):
    """A risk with the last value of its measure; `triggered` is null where there is no trigger or no value."""

    id: int
    title: str
    category: str
    likelihood: int
    impact: int
    level: str
    threshold: Decimal | None
    direction: str
    value: Decimal | None
    as_of: date | None
    triggered: bool | None
    review_date: date
    overdue: bool
    status: str
    rule: str


class ChangeOut(Schema):
    """A change request with its state and the people who are selected already."""

    id: int
    title: str
    kind: str
    state: str
    base_version: int
    risk: int | None
    selected: int | None
    decided_on: date | None


class SimulationOut(Schema):
    """The last play of a pipeline as it stands: quantiles 0.1, 0.5, 0.9 of people, months and money."""

    run: int
    seed: int
    engine: str
    engine_version: str
    result: dict[str, Any]

"""What programs read of the register."""

from datetime import date
from decimal import Decimal
from typing import Any

from ninja import Schema


class RequirementOut(Schema):
    """A condition of a pathway."""

    kind: str
    value: dict[str, Any]
    text: str


class StepOut(Schema):
    """A step of the newest procedure."""

    code: str
    name: str
    party: str
    authority: str
    legal_days: int | None
    predecessors: list[str]


class PathwayOut(Schema):
    """A pathway with its conditions and steps."""

    code: str
    name: str
    origin_iso3: str
    destination_iso3: str
    permit_kind: str
    min_salary_eur: Decimal | None
    salary_basis: str
    max_months: int | None
    renewable: bool
    employer_tied: bool
    source: str
    source_date: date | None
    is_invented: bool
    requirements: list[RequirementOut]
    steps: list[StepOut]

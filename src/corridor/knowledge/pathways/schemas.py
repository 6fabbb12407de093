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
    is_stated: bool
    source: str
    source_date: date | None
    valid_from_date: date | None
    valid_until_date: date | None


class StepOut(Schema):
    """A step of the newest procedure."""

    code: str
    name: str
    party: str
    authority: str
    legal_days: int | None
    real_days: int | None
    fee_eur: Decimal | None
    fee_original: Decimal | None
    fee_currency: str
    payer: str
    phase: str
    alternative_to: str
    predecessors: list[str]


class NoteOut(Schema):
    """What a pathway grants, or what a stay on it brings with it."""

    topic: str
    answer: str
    text: str
    source: str
    source_date: date | None


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
    renewable: bool | None
    employer_tied: bool | None
    quota_code: str
    valid_from_date: date | None
    valid_until_date: date | None
    is_expired: bool
    source: str
    source_date: date | None
    is_invented: bool
    requirements: list[RequirementOut]
    notes: list[NoteOut]
    steps: list[StepOut]


class BlockageOut(Schema):
    """What stands in the way of a pathway, with the organisation that works on it."""

    id: int
    pathway: str
    kind: str
    state: str
    text: str
    place: str
    law_or_office: str
    champion: str
    next_step: str
    next_step_date: date | None
    source: str


class VisaCentreOut(Schema):
    """A place where people hand in applications."""

    name: str
    iso3: str
    place: str
    destination_iso3: str
    serves_iso3: list[str]
    tasks: str
    source: str


class FactsIn(Schema):
    """The facts of a fit test; what is left out is not known."""

    origin_iso3: str | None = None
    isco08: str | None = None
    salary_eur_per_year: float | None = None
    eqf_level: int | None = None
    languages: dict[str, int] | None = None
    birth_date: date | None = None
    start_date: date | None = None
    experience_years: float | None = None
    funds_eur: float | None = None
    headcount: int | None = None
    stay_months: float | None = None
    months_used: float | None = None
    months_away: float | None = None
    is_first_stay: bool | None = None
    has_renewal: bool | None = None
    labour_market_test_passed: bool | None = None
    is_recognised: bool | None = None
    has_offer: bool | None = None
    accepts_return: bool | None = None
    needs_change_of_employer: bool | None = None
    needs_family: bool | None = None
    checks: dict[str, bool] | None = None


class ConditionOut(Schema):
    """One condition with its state, what was compared, on whose word, and the nearest change."""

    kind: str
    status: str
    text: str
    finding: str
    actual: Any
    required: Any
    source: str
    source_date: date | None
    change: str
    change_facts: dict[str, Any]


class FitOut(Schema):
    """The answer of a fit test."""

    verdict: str
    conditions: list[ConditionOut]
    run: int | None


class RouteOut(Schema):
    """A way through a procedure."""

    steps: list[str]
    days: float
    cost_by_payer: dict[str, float]
    critical_path: list[str]
    unknown_days: list[str]
    unknown_fees: list[str]


class RoutesOut(Schema):
    """The fastest and the cheapest lawful way; none where steps stand in the way."""

    fastest: RouteOut | None
    cheapest: RouteOut | None
    blocked_by: list[str]

"""What programs read of readiness, needs, local links and voices. No row names a person."""

from datetime import date
from decimal import Decimal

from ninja import Schema


class ElementOut(Schema):
    """The newest state of an element in a country; empty where nobody has assessed it."""

    element: str
    label: str
    iso3: str
    state: str | None
    evidence: str
    source: str
    as_of_date: date | None
    is_stale: bool


class SizeOut(Schema):
    """How much a plan holds of one thing; `most` is an own threshold."""

    code: str
    count: int
    most: int
    is_much: bool


class ReadinessOut(Schema):
    """The profile of the countries, the stage of the scheme, and what is open before design."""

    stage: str
    decided_date: date | None
    open_conditions: list[str]
    elements: list[ElementOut]
    sizes: list[SizeOut]


class NeedOut(Schema):
    """A need of an institution."""

    institution: str
    task: str
    need: str
    severity: int
    plan: str
    activity_id: int | None
    budget_line_id: int | None
    cost_eur: Decimal | None
    due_date: date | None
    done_date: date | None
    is_overdue: bool


class LinkOut(Schema):
    """Something that grew in a region of origin."""

    kind: str
    firm: str
    iso3: str
    region: str
    happened_date: date
    jobs: int | None
    evidence: str
    source: str
    programme: str


class ChangeOut(Schema):
    """What changed because of what people said."""

    part: str
    text: str
    changed_date: date


class FindingOut(Schema):
    """What people said about one theme."""

    theme: str
    text: str
    named_by: int | None
    changes: list[ChangeOut]


class RoundOut(Schema):
    """A round of questions: counts and general words."""

    title: str
    iso3: str
    method: str
    asked_date: date
    questions: list[str]
    women_asked: int
    women_answered: int
    men_asked: int
    men_answered: int
    others_asked: int
    others_answered: int
    source: str
    findings: list[FindingOut]


class VoicesOut(Schema):
    """All rounds, and what is missing."""

    gaps: list[str]
    bodies: list[str]
    rounds: list[RoundOut]

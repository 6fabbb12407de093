"""What programs read of a budget."""

from decimal import Decimal

from ninja import Schema


class LineOut(Schema):
    """A cost line with its total and shares in percent."""

    id: int
    item_code: str
    label: str
    phase: str
    ilo_class: str
    total: Decimal
    shares: dict[str, Decimal]


class FindingOut(Schema):
    """A finding of the rules."""

    rule: str
    severity: str
    message: str


class BudgetOut(Schema):
    """A budget with its sums; `run` names the computation."""

    currency: str
    participants: int
    placements: int
    months: int
    total: Decimal
    by_payer: dict[str, Decimal]
    by_head: dict[str, Decimal]
    per_participant: Decimal | None
    per_placement: Decimal | None
    lines: list[LineOut]
    findings: list[FindingOut]
    run: int

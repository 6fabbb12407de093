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
    """A finding of the rules: the rule's number, a stable code word, and the number of the line it stands on."""

    rule: str
    code: str
    severity: str
    message: str
    hint: str
    line: int | None
    item: str


class CostPerOut(Schema):
    """A unit cost with what was divided by what, and who was counted; without a count the value is null."""

    measure: str
    value: Decimal | None
    numerator: Decimal
    denominator: float
    population: str


class RangeOut(Schema):
    """What the budget may come to; `sd` where lines vary apart, `sd_together` where all rise and fall as one."""

    least: Decimal
    likely: Decimal
    most: Decimal
    expected: Decimal
    sd: Decimal
    sd_together: Decimal


class CashYearOut(Schema):
    """The cash of one year of twelve months, counted from the start of the scheme."""

    year: int
    total: Decimal
    by_payer: dict[str, Decimal]


class BudgetOut(Schema):
    """A budget with its sums; `run` names the computation, `range` is null where no line has ends."""

    currency: str
    participants: int
    placements: int
    months: int
    total: Decimal
    by_payer: dict[str, Decimal]
    share_by_payer: dict[str, float]
    by_head: dict[str, Decimal]
    per_participant: Decimal | None
    per_placement: Decimal | None
    cost_per: list[CostPerOut]
    range: RangeOut | None
    cash_by_year: list[CashYearOut]
    lines: list[LineOut]
    findings: list[FindingOut]
    run: int

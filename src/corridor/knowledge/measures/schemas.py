"""What the programming interface answers."""

from decimal import Decimal

from ninja import Schema


class MeasureRow(Schema):
    """One entry in the list."""

    id: str
    name: str
    kind: str
    phase: str
    support_model: int | None
    origin: list[str]
    destination: list[str]
    summary: str
    is_named_only: bool
    has_figures: bool


class MeasurePage(Schema):
    """A part of the list; `next` is the cursor of the following part."""

    items: list[MeasureRow]
    count: int
    next: str | None


class FigureRow(Schema):
    """A figure as printed."""

    role: str
    metric: str
    value: Decimal | None
    value_text: str
    unit: str
    qualifier: str
    source: str


class DerivationRow(Schema):
    """A recomputed value with what it stands on."""

    label: str
    expression: str
    value: Decimal
    unit: str
    population: str
    numerator: Decimal | None
    numerator_what: str
    denominator: Decimal | None
    denominator_what: str
    published: Decimal | None
    published_unit: str
    published_qualifier: str
    published_source: str


class SideRow(Schema):
    """One side of a conflict."""

    says: str
    source: str


class ConflictRow(Schema):
    """A conflict with its sides."""

    text: str
    handling: str
    sides: list[SideRow]


class FindingRow(Schema):
    """What a rule finds, with the rule's number and code word; a value is null where there is none."""

    rule: str
    code: str
    severity: str
    message: str
    hint: str
    printed: Decimal | None
    recomputed: Decimal | None
    is_percent: bool


class MeasureDetail(MeasureRow):
    """One entry with everything that the sources say."""

    years: str
    sectors: list[str]
    skill_level: str
    mobility_type: str
    funders: list[str]
    implementers: list[str]
    capability: str
    figures: list[FigureRow]
    derivations: list[DerivationRow]
    conflicts: list[ConflictRow]
    findings: list[FindingRow]
    sources: list[str]

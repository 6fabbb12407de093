"""What programs read of the evidence of a scheme."""

import datetime as dt
from decimal import Decimal
from typing import Literal

from ninja import Field, Schema


class TableIn(Schema):
    """What the table of indicators compares: sectors (NACE) or countries; without any all of which figures are held."""

    code: list[str] = Field(default_factory=list)
    destination: str = ""
    sector: str = ""
    sex: Literal["T", "F", "M"] = "T"


class ProofOut(Schema):
    """What an answer stands on."""

    kind: str
    text: str
    url: str
    indicator: str
    area: str
    source_date: dt.date


class AnswerOut(Schema):
    """A question with what the scheme knows about it."""

    question: str
    group: str
    text: str
    source: str
    asks_about_gender: bool
    state: str
    owner: str | None
    answer: str
    due_date: dt.date | None
    is_overdue: bool
    proofs: list[ProofOut]


class GapOut(Schema):
    """A gap in the data, with what would close it; an unknown cost is null."""

    id: int
    question: str
    text: str
    remedy: str
    owner: str
    due_date: dt.date
    cost_eur: Decimal | None
    closed_date: dt.date | None
    is_overdue: bool


class EvidenceOut(Schema):
    """Questions and gaps; `answered_with_evidence` counts of the questions that apply (`asked`)."""

    asked: int
    answered: int
    answered_with_evidence: int
    questions: list[AnswerOut]
    gaps: list[GapOut]


class FigureOut(Schema):
    """A figure that went into an indicator."""

    indicator: str
    period: str
    value: float
    source: str
    vintage_date: dt.date | None
    is_synthetic: bool
    flags: list[str]


class CellOut(Schema):
    """One indicator of one alternative; without a value `low` and `high` are the ends of the scale."""

    indicator: str
    alternative: str
    criterion: str
    unit: str
    value: float | None
    low: float
    high: float
    place: float | None
    year: int | None
    is_stale: bool
    is_outside: bool
    is_synthetic: bool
    missing: list[str]
    figures: list[FigureOut]


class IndicatorOut(Schema):
    """How an indicator is made: its scale is fixed beforehand."""

    code: str
    label: str
    criterion: str
    formula: str
    in_words: str
    note: str
    inputs: str
    unit: str
    low: float
    high: float
    direction: str
    fresh_years: int | None


class TableOut(Schema):
    """The indicators of sectors or of countries of origin, for one destination."""

    kind: str
    destination: str
    indicators: list[IndicatorOut]
    cells: list[CellOut]


class FlagOut(Schema):
    """A mark on an occupation."""

    isco08: str
    kind: str
    effect: str
    source: str
    source_date: dt.date

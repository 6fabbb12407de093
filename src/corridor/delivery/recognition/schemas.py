"""Shapes of the recognition API."""

import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from ninja import Field, Schema
from pydantic import model_validator

from corridor.delivery.recognition.selectors.cases import clock_view
from corridor.delivery.skills.payers import Payer, check_payer


class PayingIn(Schema):
    """Who pays a fee; the holder is refused unless a law is named."""

    fee: Decimal | None = Field(None, ge=0, max_digits=12, decimal_places=2)
    currency: str = Field("EUR", min_length=3, max_length=3)
    payer: Payer = Payer.SCHEME
    law_id: int | None = None

    @model_validator(mode="after")
    def _holder_only_by_law(self) -> "PayingIn":
        check_payer(self.payer, law=self.law_id)
        return self


class MeasureIn(PayingIn):
    """A measure that is offered with a decision."""

    kind: str
    months: int | None = Field(None, ge=1, le=36)
    supervisor: str = Field("", max_length=150)
    site: str = Field("", max_length=200)
    attempt: int | None = Field(None, ge=1)
    hours: int | None = Field(None, ge=1)
    limits: str = Field("", max_length=300)
    until_on: datetime.date | None = None


class DecisionIn(Schema):
    """A decision as an authority sends it."""

    outcome: str
    reasons: str = Field("", max_length=5000)
    legal_effect: str = Field("", max_length=300)
    notice_number: str = Field("", max_length=40)
    valid_until: datetime.date | None = None
    appeal_until: datetime.date | None = None
    decided_on: datetime.date | None = None
    measures: list[MeasureIn] = []


class ClockOut(Schema):
    """The day that counts."""

    limit: datetime.date | None
    days: int | None
    is_standing: bool
    is_receipt: bool


class CaseOut(Schema):
    """A case in a list."""

    id: int
    number: str
    state: str
    layer: str
    kind: str
    purpose: str
    qualification: str
    procedure: str = Field(alias="procedure.code")
    country: str = Field(alias="procedure.iso3")
    applied_on: datetime.date | None
    complete_on: datetime.date | None
    due_on: datetime.date | None
    extended_to: datetime.date | None


class MeasureOut(Schema):
    """A measure with its state."""

    id: int
    kind: str
    state: str
    months: int | None
    attempt: int | None
    hours: int | None
    result: str
    fee: Decimal | None
    currency: str
    payer: str


class DecisionOut(Schema):
    """A decision with its measures."""

    id: int
    outcome: str
    notice_number: str
    decided_on: datetime.date
    legal_effect: str
    valid_until: datetime.date | None
    reasons: str
    appeal_until: datetime.date | None
    measures: list[MeasureOut]

    @staticmethod
    def resolve_measures(obj: Any) -> list[Any]:
        return list(obj.measures.order_by("pk"))


class LawOut(Schema):
    """The law by which a holder pays: the finding of a case."""

    id: int
    title: str
    iso3: str
    law_date: datetime.date
    source: str


class DifferenceOut(Schema):
    """A difference that was found."""

    area: str
    required: str
    found: str
    size: str
    compensable_by: str
    esco_uri: str


class CaseDetail(CaseOut):
    """A case with its parts."""

    fee: Decimal | None
    currency: str
    payer: str
    law: LawOut | None
    stopped_days: int
    extension_reason: str
    clock_shown: ClockOut
    differences: list[DifferenceOut]
    decisions: list[DecisionOut]

    @staticmethod
    def resolve_clock_shown(obj: Any) -> object:
        return clock_view(obj, today=timezone.localdate())

    @staticmethod
    def resolve_differences(obj: Any) -> list[Any]:
        return list(obj.differences.order_by("pk"))

    @staticmethod
    def resolve_decisions(obj: Any) -> list[Any]:
        return list(obj.decisions.order_by("-decided_on", "-pk"))


class CasePage(Schema):
    """A page of cases."""

    cases: list[CaseOut]
    next: int


class ProcedureOut(Schema):
    """What is known of a procedure."""

    code: str
    name: str
    country: str = Field(alias="iso3")
    origin: str = Field(alias="origin_iso3")
    layer: str
    kind: str
    authority: str = Field(alias="authority.name")
    legal_basis: str
    period_unit: str
    receipt_time: int | None
    decision_time: int | None
    fast_track_time: int | None
    extension_time: int | None
    appeal_time: int | None
    fee: Decimal | None
    currency: str
    payer: str
    law: LawOut | None
    url: str
    checked_on: datetime.date
    source: str
    is_invented: bool

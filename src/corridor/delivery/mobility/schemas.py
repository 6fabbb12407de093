"""Shapes of the mobility API."""

import datetime

from ninja import Schema


class CaseLine(Schema):
    """A case in a list: what waits, for whom, until when."""

    id: int
    reference: str
    person: str
    vacancy: str
    employer: str
    status: str
    placement_status: str
    step: str
    waits_for: str
    due_date: datetime.date | None
    days_over: int


class CasePage(Schema):
    """Some cases; `next` is the number of the following page, 0 at the end."""

    cases: list[CaseLine]
    next: int


class PaperOut(Schema):
    """A document of a step."""

    id: int
    title: str
    status: str
    reason: str
    valid_until_date: datetime.date | None


class StepOut(Schema):
    """A step of a case."""

    id: int
    code: str
    label: str
    party: str
    state: str
    due_date: datetime.date | None
    done_on_date: datetime.date | None
    days_over: int
    waits_for: list[str]
    documents: list[PaperOut]


class CaseOut(Schema):
    """A case with its steps, on the day of the answer."""

    id: int
    reference: str
    status: str
    person: str
    vacancy: str
    opened_on_date: datetime.date
    expected_finish_date: datetime.date
    is_lower_bound: bool
    steps: list[StepOut]

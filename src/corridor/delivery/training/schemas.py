"""Shapes of the training API."""

import datetime

from ninja import Schema

from corridor.delivery.training.models import Cohort


class CohortOut(Schema):
    """A cohort with its counts; no person is named."""

    id: int
    scheme: str
    provider: str
    kind: str
    name: str
    iso3: str
    language: str
    starts_on_date: datetime.date
    ends_on_date: datetime.date
    seats: int
    enrolled: int
    dropped: int
    assessed: int
    passed: int
    certified: int

    @staticmethod
    def resolve_scheme(row: Cohort) -> str:
        return row.scheme.reference

    @staticmethod
    def resolve_provider(row: Cohort) -> str:
        return row.provider.name

    @staticmethod
    def resolve_assessed(row: Cohort) -> int:
        return int(getattr(row, "assessed", 0) or 0)

    @staticmethod
    def resolve_passed(row: Cohort) -> int:
        return int(getattr(row, "passed", 0) or 0)


class CohortPage(Schema):
    """Some cohorts; `next` is the number of the following page, 0 at the end."""

    cohorts: list[CohortOut]
    next: int

"""What the indicators of a scheme are computed from, read once and then asked for today and for days gone by."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from django.utils import timezone

from corridor.delivery.mobility.models import Placement
from corridor.delivery.protection.models import FeeReport, Grievance
from corridor.delivery.training.models import Assessment
from corridor.design.schemes.models import Scheme


class Stay(NamedTuple):
    """One placement that was not cancelled, as its dates tell it."""

    sex: str
    status: str
    selected_on_date: date
    departed_on_date: date | None
    arrived_on_date: date | None
    ended_on_date: date | None
    left_reported_on_date: date | None


@dataclass(frozen=True)
class Records:
    """The records of a scheme; each kind is read when it is asked for the first time."""

    scheme: Scheme

    @cached_property
    def stays(self) -> list[Stay]:
        """The placements that were not cancelled."""
        rows = Placement.objects.filter(scheme=self.scheme).exclude(status=Placement.Status.CANCELLED).order_by()
        return [Stay(*row) for row in rows.values_list("candidate__person__sex", *Stay._fields[1:])]

    def departed_by(self, day: date) -> list[Stay]:
        """Return the stays of those who had departed by a day."""
        return [stay for stay in self.stays if stay.departed_on_date is not None and stay.departed_on_date <= day]

    @cached_property
    def fees(self) -> list[tuple[date, Decimal | None]]:
        """The fee reports: day of the report, amount where it is known."""
        rows = FeeReport.objects.filter(scheme=self.scheme).order_by().values_list("reported_at", "amount_eur")
        return [(timezone.localdate(reported), amount) for reported, amount in rows]

    @cached_property
    def tests(self) -> list[tuple[int, date, bool]]:
        """The final tests in their order: enrolment, day, whether it was passed."""
        rows = Assessment.objects.filter(enrolment__cohort__scheme=self.scheme, kind=Assessment.Kind.FINAL)
        rows = rows.order_by("assessed_on_date", "pk")
        found = rows.values_list("enrolment", "assessed_on_date", "score", "pass_mark")
        return [(enrolment, day, score >= mark) for enrolment, day, score, mark in found]

    @cached_property
    def grievances(self) -> list[tuple[datetime, datetime | None]]:
        """The complaints: when each was received and closed."""
        rows = Grievance.objects.filter(scheme=self.scheme)
        return list(rows.order_by().values_list("received_at", "closed_at"))

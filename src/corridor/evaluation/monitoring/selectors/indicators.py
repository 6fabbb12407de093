"""Indicators of a scheme: what is computed from the records, and what was entered."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from statistics import median

from django.utils import timezone

from corridor.delivery.mobility.models import Placement
from corridor.design.results.models import Indicator, IndicatorValue
from corridor.design.schemes.models import Scheme
from corridor.evaluation.monitoring.selectors.records import Records

YEAR = timedelta(days=365)
MONTH = timedelta(days=30)
QUARTERS = 5
Measure = Indicator.Measure
# Who has gone on a day that nobody wrote down is left out: it cannot be said how long she stayed.
_GONE = frozenset({Placement.Status.ENDED, Placement.Status.LEFT_REASON_UNKNOWN})


@dataclass(frozen=True)
class Measured:
    """A value on a day with the counts behind it where it is a share or a middle; None where nothing is known."""

    value: float | None
    numerator: float | None = None
    denominator: int | None = None
    as_of: date | None = None
    is_computed: bool = True
    source: str = ""


def indicators_of(*, scheme: Scheme) -> list[Indicator]:
    """Return the indicators of a scheme with their entered values, from impact to output."""
    rows = Indicator.objects.filter(scheme=scheme).select_related("scheme").prefetch_related("values")
    order = {level: place for place, level in enumerate(Indicator.Level.values)}
    return sorted(rows, key=lambda row: (order.get(row.level, 9), row.pk))


def measure(
    *, indicator: Indicator, today: date, known: dict[str, Measured], records: Records | None = None
) -> Measured:
    """Return what an indicator is today: computed where the plan says so, else the last value that was entered."""
    if indicator.computed_from:
        if indicator.computed_from not in known:
            known[indicator.computed_from] = _COMPUTED[indicator.computed_from](
                records or Records(indicator.scheme), today
            )
        found = known[indicator.computed_from]
        is_count = indicator.computed_from == Measure.FEES_PAID_BY_WORKERS and indicator.unit != Indicator.Unit.EUR
        return Measured(float(found.denominator or 0), as_of=today) if is_count else found
    last = max(indicator.values.all(), key=lambda row: row.as_of, default=None)
    return Measured(None, is_computed=False) if last is None else _entered(last)


def _entered(row: IndicatorValue) -> Measured:
    return Measured(
        float(row.value),
        None if row.numerator is None else float(row.numerator),
        None if row.denominator is None else int(row.denominator),
        row.as_of,
        is_computed=False,
        source=row.source,
    )


def trend_of(indicator: Indicator, now: Measured, today: date, *, records: Records | None = None) -> list[Measured]:
    """Return the values up to today: entered ones by day, computed ones as they stood at the ends of past quarters.

    The records are asked as they are today for what had happened by then; a day on which nothing was known is left out.
    """
    if not now.is_computed:
        return [_entered(row) for row in sorted(indicator.values.all(), key=lambda row: row.as_of)]
    records = records or Records(indicator.scheme)
    past = [measure(indicator=indicator, today=day, known={}, records=records) for day in quarter_ends(today)]
    return [found for found in (*past, now) if found.value is not None]


def quarter_ends(today: date, count: int = QUARTERS) -> list[date]:
    """Return the last days of the quarters that ended before a day, the oldest first."""
    first = date(today.year, today.month - (today.month - 1) % 3, 1)
    found = []
    for _quarter in range(count):
        last = first - timedelta(days=1)
        found.append(last)
        first = date(last.year, last.month - 2, 1)
    return found[::-1]


def _placements(records: Records, today: date) -> Measured:
    return Measured(float(len(records.departed_by(today))), as_of=today)


def _women_share(records: Records, today: date) -> Measured:
    known = [stay.sex for stay in records.departed_by(today) if stay.sex]
    return _share(known.count("f"), len(known), today)


def _days_to_departure(records: Records, today: date) -> Measured:
    days = [(stay.departed_on_date - stay.selected_on_date).days for stay in records.departed_by(today)]  # type: ignore[operator]  # who has departed has a day
    return Measured(float(median(days)) if days else None, denominator=len(days), as_of=today)


def _fees(records: Records, today: date) -> Measured:
    amounts = [amount for day, amount in records.fees if day <= today]
    total = sum((amount for amount in amounts if amount is not None), Decimal(0))
    return Measured(float(total), denominator=len(amounts), as_of=today)


def _retention(records: Records, today: date) -> Measured:
    # Of those who arrived a year ago or earlier, who was at work for the whole year, whatever the reason to go.
    arrived = [row for row in records.stays if row.arrived_on_date and row.arrived_on_date <= today - YEAR]
    gone = [(row.arrived_on_date, row.ended_on_date or row.left_reported_on_date, row.status) for row in arrived]
    kept = [_stayed(came, left) for came, left, status in gone if left or status not in _GONE]
    return _share(sum(kept), len(kept), today)


def _stayed(arrived: date | None, gone: date | None) -> bool:
    return arrived is not None and (gone is None or gone - arrived >= YEAR)


def _pass_rate(records: Records, today: date) -> Measured:
    # The last test of each counts.
    last = {enrolment: is_passed for enrolment, day, is_passed in records.tests if day <= today}
    return _share(sum(last.values()), len(last), today)


def _closed_in_time(records: Records, today: date) -> Measured:
    due = [(got, closed) for got, closed in records.grievances if timezone.localdate(got) <= today - MONTH]
    in_time = sum(1 for got, closed in due if closed is not None and closed - got <= MONTH)
    return _share(in_time, len(due), today)


def _share(part: int, whole: int, today: date) -> Measured:
    return Measured(100 * part / whole if whole else None, float(part), whole, today)


_COMPUTED: dict[str, Callable[[Records, date], Measured]] = {
    Measure.PLACEMENTS: _placements,
    Measure.WOMEN_SHARE: _women_share,
    Measure.DAYS_SELECTION_TO_DEPARTURE: _days_to_departure,
    Measure.FEES_PAID_BY_WORKERS: _fees,
    Measure.RETENTION_12M: _retention,
    Measure.PASS_RATE: _pass_rate,
    Measure.GRIEVANCES_CLOSED_30D: _closed_in_time,
}

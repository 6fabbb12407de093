"""Indicators of a scheme: what is computed from the records, and what was entered."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from django.db.models import Count, Q

from corridor.delivery.mobility.models import Placement
from corridor.delivery.protection.models import Grievance
from corridor.design.results.models import Indicator, IndicatorValue
from corridor.design.schemes.models import Scheme
from corridor.evaluation.monitoring.selectors.money import fees_of
from corridor.evaluation.monitoring.selectors.people import Wish, cohort_counts, placements_of

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


def measure(*, indicator: Indicator, today: date, known: dict[str, Measured]) -> Measured:
    """Return what an indicator is today: computed where the plan says so, else the last value that was entered."""
    if indicator.computed_from:
        if indicator.computed_from not in known:
            known[indicator.computed_from] = _COMPUTED[indicator.computed_from](indicator.scheme, today)
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


def trend_of(indicator: Indicator, now: Measured, today: date) -> list[Measured]:
    """Return the values up to today: entered ones by day, computed ones as they stood at the ends of past quarters.

    The records are asked as they are today for what had happened by then; a day on which nothing was known is left out.
    """
    if not now.is_computed:
        return [_entered(row) for row in sorted(indicator.values.all(), key=lambda row: row.as_of)]
    past = [measure(indicator=indicator, today=day, known={}) for day in quarter_ends(today)]
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


def _placements(scheme: Scheme, today: date) -> Measured:
    rows = placements_of(scheme=scheme, wish=Wish()).filter(departed_on_date__lte=today)
    return Measured(float(rows.count()), as_of=today)


def _women_share(scheme: Scheme, today: date) -> Measured:
    rows = (
        placements_of(scheme=scheme, wish=Wish()).filter(departed_on_date__lte=today).exclude(candidate__person__sex="")
    )
    found = rows.order_by().aggregate(all=Count("pk"), women=Count("pk", filter=Q(candidate__person__sex="f")))
    return _share(found["women"], found["all"], today)


def _days_to_departure(scheme: Scheme, today: date) -> Measured:
    rows = placements_of(scheme=scheme, wish=Wish()).filter(departed_on_date__lte=today)
    dates = rows.values_list("selected_on_date", "departed_on_date")
    days = [(left - chosen).days for chosen, left in dates if left is not None]
    return Measured(float(median(days)) if days else None, denominator=len(days), as_of=today)


def _fees(scheme: Scheme, today: date) -> Measured:
    fees = fees_of(scheme=scheme, until=today)
    return Measured(float(fees.known_eur), denominator=fees.reports, as_of=today)


def _retention(scheme: Scheme, today: date) -> Measured:
    # Of those who arrived a year ago or earlier, who was at work for the whole year, whatever the reason to go.
    rows = placements_of(scheme=scheme, wish=Wish()).filter(arrived_on_date__lte=today - YEAR)
    dates = rows.values_list("arrived_on_date", "ended_on_date", "left_reported_on_date", "status")
    kept = [_stayed(arrived, end or left) for arrived, end, left, status in dates if end or left or status not in _GONE]
    return _share(sum(kept), len(kept), today)


def _stayed(arrived: date | None, gone: date | None) -> bool:
    return arrived is not None and (gone is None or gone - arrived >= YEAR)


def _pass_rate(scheme: Scheme, today: date) -> Measured:
    counts = cohort_counts(scheme=scheme, wish=Wish(), until=today)
    return _share(sum(row.passed for row in counts), sum(row.assessed for row in counts), today)


def _closed_in_time(scheme: Scheme, today: date) -> Measured:
    rows = Grievance.objects.filter(scheme=scheme, received_at__date__lte=today - MONTH)
    moments = list(rows.order_by().values_list("received_at", "closed_at"))
    in_time = sum(1 for received, closed in moments if closed is not None and closed - received <= MONTH)
    return _share(in_time, len(moments), today)


def _share(part: int, whole: int, today: date) -> Measured:
    return Measured(100 * part / whole if whole else None, float(part), whole, today)


_COMPUTED: dict[str, Callable[[Scheme, date], Measured]] = {
    Measure.PLACEMENTS: _placements,
    Measure.WOMEN_SHARE: _women_share,
    Measure.DAYS_SELECTION_TO_DEPARTURE: _days_to_departure,
    Measure.FEES_PAID_BY_WORKERS: _fees,
    Measure.RETENTION_12M: _retention,
    Measure.PASS_RATE: _pass_rate,
    Measure.GRIEVANCES_CLOSED_30D: _closed_in_time,
}

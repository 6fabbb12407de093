"""Reading risks, changes and pipelines."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from corridor.access.selectors import Person, get_visible, organisations_of, visible
from corridor.core.wordings import worded
from corridor.design.budgets.models import BudgetLine
from corridor.design.budgets.selectors import line_label
from corridor.design.flexibility.models import ChangeItem, ChangeRequest, PipelinePlan, Risk, RiskReading, Scenario
from corridor.design.flexibility.people import selected_in
from corridor.design.flexibility.rules import band_of, is_past
from corridor.design.partnerships.models import BodyMember, GovernanceBody
from corridor.design.results.models import IndicatorValue
from corridor.design.schemes import choices
from corridor.design.schemes.models import Scheme, SchemeVersion


@dataclass(frozen=True)
class WatchedRisk:
    """A risk with the last value of its measure; `is_triggered` is None where there is no trigger or no value."""

    risk: Risk
    value: Decimal | None
    as_of: date | None
    source: str
    is_triggered: bool | None
    is_overdue: bool

    @property
    def score(self) -> int:
        """Likelihood times impact, 1 to 25."""
        return self.risk.likelihood * self.risk.impact

    @property
    def band(self) -> str:
        """low, medium or high."""
        return band_of(self.score)


def register_of(*, user: Person, scheme: Scheme, today: date) -> list[WatchedRisk]:
    """Return the risks of a scheme: triggered ones first, then by likelihood times impact."""
    rows = list(
        visible(Risk.objects.filter(scheme=scheme), user=user)
        .select_related("owner", "indicator")
        .prefetch_related("readings")
        .order_by("pk")
    )
    values = _last_values([row.indicator_id for row in rows if row.indicator_id])
    found = [_watched(row, values, today) for row in rows]
    return sorted(found, key=lambda each: (each.risk.status, not each.is_triggered, -each.score, each.risk.pk))


def get_risk(*, user: Person, scheme: Scheme, pk: int, action: str = "view") -> Risk:
    """Return one risk of this scheme, else 404."""
    return get_visible(Risk.objects.select_related("owner", "indicator", "scheme"), user=user, action=action, pk=pk,
                       scheme=scheme)  # fmt: skip


def watched(*, risk: Risk, today: date) -> WatchedRisk:
    """Return a risk that was reached with the last value of its measure."""
    return _watched(risk, _last_values([risk.indicator_id] if risk.indicator_id else []), today)


def _last_values(indicators: Sequence[int]) -> dict[int, IndicatorValue]:
    rows = IndicatorValue.objects.filter(indicator__in=indicators).order_by("indicator", "as_of", "pk")
    return {row.indicator_id: row for row in rows}


def _watched(risk: Risk, values: dict[int, IndicatorValue], today: date) -> WatchedRisk:
    readings: list[Any] = list(risk.readings.all()[:1])
    # Whichever is newer: the indicator of the plan, or a value entered here.
    known = [*readings, *([values[risk.indicator_id]] if risk.indicator_id in values else [])]
    last = max(known, key=lambda row: row.as_of, default=None)
    is_open = risk.status == Risk.Status.OPEN
    reached = is_past(value=last.value if last else None, threshold=risk.threshold, direction=risk.direction)
    return WatchedRisk(
        risk=risk,
        value=last.value if last else None,
        as_of=last.as_of if last else None,
        source=_source_of(last),
        is_triggered=reached if is_open else None,
        is_overdue=is_open and risk.review_date < today,
    )


def _source_of(last: RiskReading | IndicatorValue | None) -> str:
    """Return the source of a value; the plan's indicators have theirs in the language of entry alone."""
    return worded(last, "source") if isinstance(last, RiskReading) else last.source if last else ""


@dataclass(frozen=True)
class HeatCell:
    """How many open risks have one likelihood and one impact."""

    impact: int
    band: str
    risks: tuple[WatchedRisk, ...]


def heat_map(rows: Sequence[WatchedRisk]) -> list[tuple[int, list[HeatCell]]]:
    """Return the open risks by likelihood, from 5 down, and impact, from 1 up."""
    is_open = [row for row in rows if row.risk.status == Risk.Status.OPEN]
    return [
        (
            likelihood,
            [
                HeatCell(
                    impact,
                    band_of(likelihood * impact),
                    tuple(row for row in is_open if (row.risk.likelihood, row.risk.impact) == (likelihood, impact)),
                )
                for impact in range(1, 6)
            ],
        )
        for likelihood in range(5, 0, -1)
    ]


def requests_of(*, user: Person, scheme: Scheme) -> QuerySet[ChangeRequest]:
    """Return the change requests of a scheme, the newest first."""
    rows = visible(ChangeRequest.objects.filter(scheme=scheme), user=user)
    return rows.select_related("risk", "body", "submitted_by", "decided_by").order_by("-pk")


def get_request(*, user: Person, scheme: Scheme, pk: int, action: str = "view") -> ChangeRequest:
    """Return one change request of this scheme, else 404."""
    rows = ChangeRequest.objects.select_related("risk", "body", "submitted_by", "decided_by", "scheme__lead")
    return get_visible(rows, user=user, action=action, pk=pk, scheme=scheme)


@dataclass(frozen=True)
class Selected:
    """How many people are selected already, and who says so."""

    count: int | None
    is_counted: bool


def selected_of(*, request: ChangeRequest) -> Selected:
    """Return the people selected: as submitted, else as the records count them, else as entered."""
    if request.state == ChangeRequest.State.DRAFT and (counted := selected_in(request.scheme_id)) is not None:
        return Selected(counted, is_counted=True)
    return Selected(request.selected, request.selected_from == ChangeRequest.SelectedFrom.RECORDS)


@dataclass(frozen=True)
class Move:
    """One change: what it is, on which line, and the values before and after; for a number also the difference."""

    item: ChangeItem
    label: str
    before: Any
    after: Any


def moves_of(*, request: ChangeRequest) -> list[Move]:
    """Return what a request changes, each value beside the one that it replaces."""
    items = request.items.select_related("line").order_by("pk")
    return [_move(request, item) for item in items]


def _move(request: ChangeRequest, item: ChangeItem) -> Move:
    is_kept = request.state != ChangeRequest.State.DRAFT
    before = kept_value(item) if is_kept else value_now(scheme=request.scheme, item=item)
    label = item.get_what_display()
    if item.line is not None:
        label = f"{label}: {line_label(item.line)}"
    return Move(item, label, before, after_of(item))


def kept_value(item: ChangeItem) -> Any:
    """Return the value before, as it was kept when the request was submitted."""
    if not item.before:
        return None
    if item.to_date is not None:
        return date.fromisoformat(item.before)
    return item.before if item.to_number is None else Decimal(item.before)


def after_of(item: ChangeItem) -> Any:
    """Return the value that an item sets, as people read it."""
    what = ChangeItem.What
    if item.what in {what.ADD_OCCUPATION, what.LEAVE_OCCUPATION}:
        return choices.occupation(item.to_code) or item.to_code
    if item.what == what.SECTOR:
        return choices.sector(item.to_code) or item.to_code
    return item.to_date or item.to_number


def value_now(*, scheme: Scheme, item: ChangeItem) -> Any:
    """Return the value that stands in the plan now."""
    what = ChangeItem.What
    if item.what == what.LINE_COST:
        return item.line.unit_cost if item.line else None
    if item.what == what.SECTOR:
        return choices.sector(scheme.nace2) or scheme.nace2
    return {
        what.PARTICIPANTS: scheme.target_participants,
        what.PLACEMENTS: scheme.target_placements,
        what.START: scheme.start_date,
        what.END: scheme.end_date,
    }.get(what(item.what))


def lines_to_change(*, scheme: Scheme) -> QuerySet[BudgetLine]:
    """Return the lines of the budget whose cost a request may change."""
    return BudgetLine.objects.filter(budget__scheme=scheme).order_by("item_code", "pk")


def bodies_of_person(*, scheme: Scheme, user: Any) -> QuerySet[GovernanceBody]:
    """Return the bodies of a scheme in which an organisation of the person has a seat with a voice."""
    seats = BodyMember.objects.filter(organisation__in=organisations_of(user)).exclude(seat=BodyMember.Seat.OBSERVER)
    return GovernanceBody.objects.filter(scheme=scheme, members__in=seats).distinct().order_by("pk")


def result_version(*, user: Person, request: ChangeRequest) -> SchemeVersion | None:
    """Return the version of the plan that was approved after the change was entered."""
    if request.carried_out_at is None:
        return None
    rows = SchemeVersion.objects.filter(scheme=request.scheme, approved_at__gte=request.carried_out_at)
    return visible(rows, user=user).order_by("number").first()


def pipeline_of(*, user: Person, scheme: Scheme) -> PipelinePlan | None:
    """Return the pipeline of a scheme if there is one."""
    rows = visible(PipelinePlan.objects.filter(scheme=scheme), user=user)
    return rows.select_related("scheme").prefetch_related("steps", "scenarios__shocks").first()


def get_scenario(*, user: Person, scheme: Scheme, pk: int) -> Scenario:
    """Return one scenario of this scheme that the person may change, else 404."""
    rows = Scenario.objects.select_related("plan__scheme").prefetch_related("shocks")
    return get_visible(rows, user=user, action="change", pk=pk, plan__scheme=scheme)

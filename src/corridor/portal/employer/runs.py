"""When a person can start: from the real durations of earlier placements, else from the time limits of the law."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from corridor.delivery.mobility.models import Placement
from corridor.engines import caseflow
from corridor.engines.caseflow import Step
from corridor.knowledge.pathways.models import ProcedureStep

ENOUGH = 10
EARLY, LATE = 0.2, 0.8


@dataclass(frozen=True)
class StartRange:
    """The earliest and the latest likely start. `n` counts the placements that it was learnt from, 0 for legal days.

    `latest` is None where a duration is not known, so that only "not before" can be said.
    """

    earliest: date
    latest: date | None
    n: int
    earliest_days: int
    latest_days: int | None

    @property
    def is_real(self) -> bool:
        return self.n > 0


def start_range(*, scheme_id: int, iso3: str, steps: Sequence[ProcedureStep], today: date) -> StartRange | None:
    """Return when somebody selected today can start in a country; None where nothing is known."""
    return _from_records(scheme_id, iso3, today) or _from_law(steps, today)


def _from_records(scheme_id: int, iso3: str, today: date) -> StartRange | None:
    rows = Placement.objects.filter(scheme=scheme_id, vacancy__iso3=iso3, selected_on_date__lte=today)
    rows = rows.exclude(status=Placement.Status.CANCELLED)
    pairs = list(rows.order_by("pk").values_list("selected_on_date", "arrived_on_date"))
    done = [arrived is not None and arrived <= today for _selected, arrived in pairs]
    if sum(done) < ENOUGH:
        return None
    days = [
        ((arrived if is_done and arrived else today) - selected).days
        for (selected, arrived), is_done in zip(pairs, done, strict=True)
    ]
    # Those who still wait count as well: leaving them out would promise too much.
    curve = caseflow.survival_curve(days, done)
    early, late = caseflow.duration_quantile(curve, EARLY), caseflow.duration_quantile(curve, LATE)
    if early is None:
        return None
    return _range(today, early, late, sum(done))


def _from_law(steps: Sequence[ProcedureStep], today: date) -> StartRange | None:
    if not steps:
        return None
    ordered = caseflow.order_procedure(
        [Step(row.code, row.party, tuple(row.predecessors), row.legal_days) for row in steps]
    )
    schedule = caseflow.schedule_steps(ordered, {row.code: row.legal_days for row in steps}, start_date=today)
    is_known = not schedule.unknown_durations
    return _range(today, schedule.duration_days, schedule.duration_days if is_known else None, 0)


def _range(today: date, early: float, late: float | None, n: int) -> StartRange:
    first, last = round(early), None if late is None else round(late)
    return StartRange(
        earliest=today + timedelta(days=first),
        latest=None if last is None else today + timedelta(days=last),
        n=n,
        earliest_days=first,
        latest_days=last,
    )

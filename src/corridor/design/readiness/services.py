"""Changes to how ready a scheme is. Readiness, needs, voices and local links go on after a plan was approved."""

from datetime import date
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Model

from corridor.core import audit
from corridor.design.readiness.models import ElementState, StageDecision
from corridor.design.readiness.selectors import open_conditions
from corridor.design.schemes.models import Scheme
from corridor.design.schemes.selectors import check_author
from corridor.kernel.errors import N_, InputError, RuleViolation

Row = TypeVar("Row", bound=Model)


@transaction.atomic
def save_record(*, row: Row, scheme: Scheme, by: Any) -> Row:
    """Add or change a record of a scheme that is not closed."""
    _check_running(scheme, by)
    if isinstance(row, ElementState):
        row.assessed_by = by
    is_new = row.pk is None
    row.save()
    _record(row, scheme, "record_added" if is_new else "record_changed", by)
    return row


@transaction.atomic
def remove_record(*, row: Model, scheme: Scheme, by: Any) -> None:
    """Take out a record that was entered by mistake; the audit keeps who did it."""
    _check_running(scheme, by)
    _record(row, scheme, "record_removed", by)
    row.delete()


@transaction.atomic
def decide_stage(*, decision: StageDecision, today: date, by: Any) -> StageDecision:
    """Keep the decision on the stage of a scheme; refuse one whose conditions are open."""
    scheme = decision.scheme
    _check_running(scheme, by)
    if decision.decided_date > today:
        raise InputError(
            N_("The decision is dated %(day)s, which has not come yet."),
            hint=N_("Enter the day on which it was taken."),
            field="decided_date",
            params={"day": decision.decided_date},
        )
    missing = open_conditions(scheme=scheme, stage=decision.stage, today=today)
    if missing:
        raise RuleViolation(
            N_("The scheme cannot come to this stage yet: conditions that are open: %(count)s."),
            hint=N_("They are listed on the page of readiness; meet them, or decide for an earlier stage."),
            field="stage",
            params={"count": len(missing)},
        )
    decision.decided_by = by
    decision.save()
    audit.record(by=by, action="readiness.stage_decided", obj=decision, detail={"stage": decision.stage})
    return decision


def _check_running(scheme: Scheme, by: Any) -> None:
    check_author(scheme=scheme, by=by)
    if scheme.status == Scheme.Status.CLOSED:
        raise RuleViolation(N_("The scheme is closed: its plan is kept as it was."))


def _record(row: Model, scheme: Scheme, act: str, by: Any) -> None:
    label = row._meta.label_lower.rpartition(".")[2]
    audit.record(by=by, action=f"readiness.{act}", obj=row, detail={"record": label, "scheme": scheme.pk})

"""The worker writes, changes and deletes her own return plan; nobody else does."""

from datetime import date
from typing import Any

from django.db import transaction

from corridor.access.selectors import may
from corridor.core import audit
from corridor.delivery.reintegration.models import ReturnPlan
from corridor.delivery.skills.models import Person
from corridor.design.schemes.models import Scheme
from corridor.kernel.errors import N_, NotPermitted, RuleViolation


@transaction.atomic
def save_plan(
    *,
    person: Person,
    scheme: Scheme,
    by: Any,
    intention: str = ReturnPlan.Intention.UNDECIDED,
    work: str = ReturnPlan.Work.NONE,
    planned_date: date | None = None,
    needs: str = "",
    is_shared: bool = False,
) -> ReturnPlan:
    """Write or rewrite the plan of a worker for one scheme; it binds her to nothing."""
    if person.user_id is None or person.user_id != getattr(by, "pk", None):
        raise _not_hers()
    if not person.candidacies.filter(scheme=scheme).exists():
        raise RuleViolation(
            N_("A return plan belongs to a scheme in which the person takes part."),
            hint=N_("Choose one of your own schemes."),
        )
    values = {
        "intention": ReturnPlan.Intention(intention),
        "work": ReturnPlan.Work(work),
        "planned_date": planned_date,
        "needs": needs.strip(),
        "is_shared": is_shared,
    }
    plan, _ = ReturnPlan.objects.update_or_create(person=person, scheme=scheme, defaults=values)
    # What somebody intends is nobody's business, so the audit only says that a plan was saved.
    audit.record(by=by, action="reintegration.plan_saved", obj=plan)
    return plan


@transaction.atomic
def delete_plan(*, plan: ReturnPlan, by: Any) -> None:
    """Delete a plan for good, as often and whenever the worker wishes."""
    if not may(plan, user=by, action="change"):
        raise _not_hers()
    audit.record(by=by, action="reintegration.plan_deleted", obj=plan)
    plan.delete()


def _not_hers() -> NotPermitted:
    return NotPermitted(
        N_("A return plan is written by the worker herself."),
        hint=N_("Talk with her about it; she may share it with you."),
    )

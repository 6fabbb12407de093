"""Keep a training plan."""

from collections.abc import Collection
from datetime import date

from django.db import transaction

from corridor.access.models import User
from corridor.access.selectors import may
from corridor.core import audit
from corridor.delivery.skills.models import Person
from corridor.delivery.training.models import PlannedCourse, TrainingPlan
from corridor.delivery.training.rules import KeptNeeds
from corridor.delivery.training.selectors import Target, TargetKind, gap_of
from corridor.kernel.errors import N_, NotPermitted, RuleViolation


@transaction.atomic
def save_plan(*, person: Person, target: Target, courses: Collection[int], by: User, today: date) -> TrainingPlan:
    """Keep what a person lacks for a target today and the courses chosen; nothing is taken from the page but these."""
    gap = gap_of(person=person, target=target, user=by, today=today)
    if not gap.needs:
        raise RuleViolation(
            N_("Nothing that a course could teach is missing for this target."),
            hint=N_("Have what is only stated assessed, or choose another target."),
        )
    offered = {one.pk for one in gap.courses}
    if set(courses) - offered:
        raise RuleViolation(
            N_("A course that was chosen is not open to this person, or teaches nothing that is missing."),
            hint=N_("Open the page of what is missing again and choose among the courses shown there."),
            field="courses",
        )
    kept = KeptNeeds(tuple((line.wanted, line.standing) for line in gap.lines), gap.languages)
    plan = TrainingPlan.objects.create(
        person=person,
        isco08=target.key if target.kind == TargetKind.OCCUPATION else "",
        vacancy_id=int(target.key) if target.kind == TargetKind.VACANCY else None,
        standard_id=int(target.key) if target.kind == TargetKind.STANDARD else None,
        needs=kept.stored(),
        made_by=by,
        made_on_date=today,
    )
    if not may(plan, user=by, action="change"):
        raise NotPermitted(
            N_("A training plan is made by the person, her institution or the office in her country of origin."),
            hint=N_("Ask one of them to make it."),
        )
    PlannedCourse.objects.bulk_create(PlannedCourse(plan=plan, cohort_id=pk) for pk in sorted(set(courses)))
    audit.record(by=by, action="training.plan_made", obj=plan, detail={"courses": sorted(set(courses))})
    return plan


@transaction.atomic
def delete_plan(*, plan: TrainingPlan, by: User) -> None:
    """Delete a training plan; the courses in which the person is enrolled stay as they are."""
    if not may(plan, user=by, action="change"):
        raise NotPermitted(
            N_("A training plan is deleted by the person, her institution or the office in her country of origin."),
            hint=N_("Ask one of them to delete it."),
        )
    audit.record(by=by, action="training.plan_deleted", obj=plan)
    plan.delete()

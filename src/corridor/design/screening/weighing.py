"""Changes to the groups of stakeholders: who is asked, what they answer, and what they let others see."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from corridor.access.models import Organisation, WorkspaceMember
from corridor.access.selectors import may
from corridor.core import audit
from corridor.design.schemes.models import Scheme
from corridor.design.schemes.selectors import check_open
from corridor.design.screening.models import GroupWeights, ScreeningExercise, WeightGroup
from corridor.design.screening.runs import Weighing, weigh
from corridor.kernel.errors import N_, InputError, NotPermitted, RuleViolation


@transaction.atomic
def ask_group(
    *, exercise: ScreeningExercise, by: Any, name: str = "", organisation: Organisation | None = None
) -> WeightGroup:
    """Ask an organisation of the scheme, or a group that has no login, how it weighs the criteria."""
    check_open(scheme=exercise.scheme, by=by)
    row = WeightGroup(exercise=exercise, name=name.strip(), organisation=organisation, entered_by=by)
    if organisation is not None:
        _check_member(exercise.scheme, organisation)
        row.name = row.name or organisation.name[:120]
    if not row.name:
        raise InputError(N_("The group has no name."), hint=N_("Choose an organisation or give a name."), field="name")
    same = WeightGroup.objects.filter(exercise=exercise)
    if same.filter(name=row.name).exists() or (organisation and same.filter(organisation=organisation).exists()):
        raise InputError(
            N_("%(name)s is asked already."),
            hint=N_("Open the group in the list, or give another name."),
            field="name",
            params={"name": row.name},
        )
    row.save()
    audit.record(by=by, action="screening.group_asked", obj=row, detail={"name": row.name})
    return row


@transaction.atomic
def give_weights(*, group: WeightGroup, method: str, answers: Mapping[str, float], by: Any) -> Weighing:
    """Keep a group's answers and the weights that follow; the audit says that they changed, not what they are."""
    _check_own(group, by)
    _check_unchanged_plan(group.exercise.scheme)
    if method not in GroupWeights.Method.values:
        raise InputError(
            N_("There is no way of weighing %(name)s."),
            hint=N_("Choose one of: %(names)s."),
            field="method",
            params={"name": method, "names": ", ".join(GroupWeights.Method.values)},
        )
    found = weigh(method=method, criteria=list(group.exercise.criteria.order_by("pk")), answers=answers)
    GroupWeights.objects.update_or_create(
        group=group,
        defaults={
            "method": method,
            "answers": dict(answers),
            "weights": {str(key): weight for key, weight in found.weights.items()},
        },
    )
    audit.record(by=by, action="screening.group_weighed", obj=group, detail={"method": method})
    return found


@transaction.atomic
def release_group(*, group: WeightGroup, by: Any) -> WeightGroup:
    """Let all who read the comparison see the order that a group's weights give; the weights stay the group's."""
    _check_own(group, by)
    if not GroupWeights.objects.filter(group=group).exists():
        raise RuleViolation(N_("The group has given no weights yet."))
    if group.released_at is None:
        group.released_at = timezone.now()
        group.save(update_fields=["released_at"])
        audit.record(by=by, action="screening.group_released", obj=group)
    return group


def _check_own(group: WeightGroup, by: Any) -> None:
    if not may(group, user=by, action="weigh"):
        raise NotPermitted(
            N_("Only %(group)s may enter, read and release its weights."),
            hint=N_("Ask a member of the group."),
            params={"group": group},
        )


def _check_member(scheme: Scheme, organisation: Organisation) -> None:
    if not WorkspaceMember.objects.filter(workspace=scheme.workspace_id, organisation=organisation).exists():
        raise InputError(
            N_("%(name)s takes no part in this scheme."),
            hint=N_("Add it as a partner first, or ask the group by name."),
            field="organisation",
            params={"name": organisation},
        )


def _check_unchanged_plan(scheme: Scheme) -> None:
    if not scheme.is_open_for_changes or scheme.status == Scheme.Status.CLOSED:
        raise RuleViolation(
            N_("The plan stands approved; the weights stand as they were."),
            hint=N_("They can be changed after the plan is opened for changes."),
        )

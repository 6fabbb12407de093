"""Changes to a comparison: criteria, scores, and the choice that people make."""

from decimal import Decimal
from typing import Any

from django.db import transaction

from corridor.core import audit
from corridor.design.schemes.models import Scheme
from corridor.design.schemes.selectors import check_open
from corridor.design.schemes.services import save_part
from corridor.design.screening.models import Alternative, Criterion, Score, ScreeningExercise
from corridor.design.screening.rules import STANDARD
from corridor.kernel.errors import N_, InputError


@transaction.atomic
def open_screening(*, scheme: Scheme, kind: str, by: Any) -> ScreeningExercise:
    """Return the comparison of this kind; a new one begins with the criteria of the guide, all weighing the same."""
    found = ScreeningExercise.objects.filter(scheme=scheme, kind=kind).first()
    if found is not None:
        return found
    exercise = save_part(row=ScreeningExercise(scheme=scheme, kind=kind), by=by)
    for criterion in STANDARD[kind]:
        save_part(row=Criterion(exercise=exercise, code=criterion.code, direction=criterion.direction), by=by)
    return exercise


@transaction.atomic
def record_scores(
    *,
    exercise: ScreeningExercise,
    weights: dict[int, Decimal],
    values: dict[tuple[int, int], Decimal | None],
    sources: dict[int, str],
    by: Any,
) -> None:
    """Keep weights and scores of a comparison; an empty score stays unknown and is never guessed."""
    check_open(scheme=exercise.scheme, by=by)
    for criterion in exercise.criteria.all():
        criterion.weight = weights.get(criterion.pk, criterion.weight)
        criterion.save(update_fields=["weight"])
        for alternative in exercise.alternatives.all():
            value = values.get((alternative.pk, criterion.pk))
            _check_scale(criterion, value)
            Score.objects.update_or_create(
                alternative=alternative,
                criterion=criterion,
                defaults={"value": value, "source": sources.get(alternative.pk, "")},
            )
    audit.record(by=by, action="screening.scores_recorded", obj=exercise)


@transaction.atomic
def choose_alternative(*, exercise: ScreeningExercise, alternative: Alternative, reason: str, by: Any) -> None:
    """Keep the choice with its reason; people decide, the ranking advises."""
    exercise.chosen = alternative
    exercise.write(reason=reason)
    save_part(row=exercise, by=by)


def _check_scale(criterion: Criterion, value: Decimal | None) -> None:
    if value is not None and not criterion.scale_low <= value <= criterion.scale_high:
        raise InputError(
            N_('%(value)s is outside the scale of "%(criterion)s", %(low)s to %(high)s.'),
            hint=N_("Enter a value of the scale, or widen the scale of the criterion."),
            field="scores",
            params={
                "value": value,
                "criterion": criterion.label,
                "low": criterion.scale_low,
                "high": criterion.scale_high,
            },
        )

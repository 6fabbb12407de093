"""Changes to a comparison: criteria, alternatives, scores, vetoes, its release, and the choice that people make."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from corridor.core import audit
from corridor.design.schemes import choices
from corridor.design.schemes.models import Scheme
from corridor.design.schemes.selectors import check_author, check_open
from corridor.design.schemes.services import save_part
from corridor.design.screening.models import Alternative, Criterion, Score, ScreeningExercise, Veto
from corridor.design.screening.rules import STANDARD
from corridor.design.screening.selectors import exclusions_for
from corridor.kernel.errors import N_, InputError, RuleViolation

MOST_PAIRS = 200
# What a hand that changes a value takes away: it was said of another value.
_FORGOTTEN: dict[str, object] = {
    "low": None, "high": None, "raw": None, "unit": "", "vintage": "", "note": "", "is_synthetic": False,
    "is_from_evidence": False,
}  # fmt: skip


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
def keep_weights(*, exercise: ScreeningExercise, weights: Mapping[int, Decimal], by: Any) -> None:
    """Keep the weights of a comparison; criteria that are not named keep theirs."""
    check_open(scheme=exercise.scheme, by=by)
    criteria = list(exercise.criteria.order_by("pk"))
    for criterion in criteria:
        criterion.weight = weights.get(criterion.pk, criterion.weight)
    if not any(criterion.weight for criterion in criteria):
        raise InputError(
            N_("All weights are zero."), hint=N_("Give at least one criterion a weight above zero."), field="weights"
        )
    Criterion.objects.bulk_update(criteria, ["weight"])
    detail = {str(criterion.pk): str(criterion.weight) for criterion in criteria}
    audit.record(by=by, action="screening.weights_kept", obj=exercise, detail=detail)


@transaction.atomic
def record_scores(
    *,
    exercise: ScreeningExercise,
    weights: dict[int, Decimal],
    values: dict[tuple[int, int], Decimal | None],
    sources: dict[int, str],
    by: Any,
) -> None:
    """Keep scores, and weights where there are any; an empty score stays unknown and is never guessed.

    The source of an alternative goes to those of its scores that are new or changed; the others keep what they stand
    on. Cells that are not named stay as they are.
    """
    check_open(scheme=exercise.scheme, by=by)
    criteria = {criterion.pk: criterion for criterion in exercise.criteria.all()}
    places = {place.pk: place for place in exercise.alternatives.all()}
    for key, weight in weights.items():
        Criterion.objects.filter(pk=key, exercise=exercise).update(weight=weight)
    known = {
        (row.alternative_id, row.criterion_id): row for row in Score.objects.filter(alternative__exercise=exercise)
    }
    for (place, key), value in values.items():
        if place in places and key in criteria:
            _check_scale(criteria[key], value)
            row = known.get((place, key)) or Score(alternative=places[place], criterion=criteria[key])
            _keep_value(row, value, sources.get(place, ""))
    audit.record(by=by, action="screening.scores_recorded", obj=exercise)


@transaction.atomic
def record_cell(*, alternative: Alternative, criterion: Criterion, by: Any, **fields: Any) -> Score:
    """Keep one score with its source, date, ends and note."""
    check_open(scheme=alternative.exercise.scheme, by=by)
    row, _is_new = Score.objects.get_or_create(alternative=alternative, criterion=criterion)
    for name, value in fields.items():
        setattr(row, name, value)
    for value in (row.value, row.low, row.high):
        _check_scale(criterion, value)
    _check_ends(row)
    row.save()
    audit.record(
        by=by, action="screening.score_recorded", obj=row, detail={"value": str(row.value), "source": row.source}
    )
    return row


@transaction.atomic
def add_pairs(
    *, exercise: ScreeningExercise, origins: Iterable[str], sectors: Iterable[str], by: Any
) -> list[Alternative]:
    """Add every origin with every sector as an alternative; those that are compared already stay as they are."""
    check_open(scheme=exercise.scheme, by=by)
    known = set(exercise.alternatives.values_list("code", "sector"))
    taken = set(exercise.alternatives.values_list("name", flat=True))
    pairs = [(origin, sector) for origin in origins for sector in sectors if (origin, sector) not in known]
    if len(known) + len(pairs) > MOST_PAIRS:
        raise InputError(
            N_("%(n)s alternatives are too many to compare; %(most)s can be."),
            hint=N_("Choose fewer sectors or fewer countries."),
            field="sectors",
            params={"n": len(known) + len(pairs), "most": MOST_PAIRS},
        )
    rows = [_pair(exercise, origin, sector) for origin, sector in pairs]
    return [save_part(row=row, by=by) for row in rows if row.name not in taken]


@transaction.atomic
def enter_veto(*, veto: Veto, by: Any) -> Veto:
    """Take an alternative out for a fact, with its source and date."""
    check_open(scheme=veto.alternative.exercise.scheme, by=by)
    if veto.as_of_date > timezone.localdate():
        raise InputError(N_("The date of the source lies in the future."), field="as_of_date")
    veto.full_clean()
    veto.save()
    audit.record(by=by, action="screening.veto_entered", obj=veto, detail={"kind": veto.kind, "source": veto.source})
    return veto


@transaction.atomic
def correct_veto(*, veto: Veto, correction: str, by: Any) -> Veto:
    """Take a veto back because its fact was wrong or has changed; the fact is corrected, never overridden."""
    check_open(scheme=veto.alternative.exercise.scheme, by=by)
    if veto.corrected_date is not None:
        raise RuleViolation(N_("This fact was corrected before."))
    if not correction.strip():
        raise InputError(
            N_("A veto is taken back only with the fact that corrects it."),
            hint=N_("Say what has changed or was wrong, and name the source."),
            field="correction",
        )
    veto.write(correction=correction)
    veto.corrected_date = timezone.localdate()
    veto.save()
    audit.record(by=by, action="screening.veto_corrected", obj=veto, detail={"correction": correction})
    return veto


@transaction.atomic
def release_ranking(*, exercise: ScreeningExercise, by: Any) -> ScreeningExercise:
    """Open the ranking of countries to the other organisations of the scheme; this cannot be taken back."""
    check_author(scheme=exercise.scheme, by=by)
    if exercise.kind != ScreeningExercise.Kind.COUNTRY:
        raise RuleViolation(N_("The comparison of sectors is open to all who read the plan."))
    if exercise.released_at is not None:
        raise RuleViolation(N_("The ranking is released already."))
    exercise.released_at = timezone.now()
    exercise.save(update_fields=["released_at"])
    audit.record(by=by, action="screening.ranking_released", obj=exercise)
    return exercise


@transaction.atomic
def choose_alternative(*, exercise: ScreeningExercise, alternative: Alternative, reason: str, by: Any) -> None:
    """Keep the choice with its reason; people decide, the ranking advises, and a veto stands."""
    if exclusions := exclusions_for(exercise, alternative):
        raise RuleViolation(
            N_("%(name)s is excluded: %(reason)s"),
            hint=N_("Correct the fact where it is wrong, or choose another one."),
            field="alternative",
            params={"name": alternative, "reason": exclusions[0].reason},
        )
    exercise.chosen = alternative
    exercise.write(reason=reason)
    save_part(row=exercise, by=by)


def _keep_value(row: Score, value: Decimal | None, source: str) -> None:
    """Keep a value typed into the table; what stands behind an unchanged one stays."""
    is_changed = row.pk is None or row.value != value
    if is_changed:
        row.value = value
        for name, empty in _FORGOTTEN.items():
            setattr(row, name, empty)
    if is_changed or not row.source:
        row.source = source
        row.save()


def _pair(exercise: ScreeningExercise, origin: str, sector: str) -> Alternative:
    """Return an unsaved pair, named in every language from the two lists."""
    names = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            names[language] = f"{choices.country(origin)} – {choices.sector(sector)}"[:120]
    row = Alternative(exercise=exercise, code=origin, sector=sector, name=names["en"], written_in="en")
    row.wordings = {"name": {"of": names["en"], **{code: text for code, text in names.items() if code != "en"}}}
    return row


def _check_ends(row: Score) -> None:
    if (row.low is None) != (row.high is None) or (
        row.low is not None
        and row.high is not None
        and (row.low > row.high or (row.value is not None and not row.low <= row.value <= row.high))
    ):
        raise InputError(
            N_("The value does not lie between its two ends."),
            hint=N_("Give both ends with the value between them, or leave both empty."),
            field="low",
        )


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

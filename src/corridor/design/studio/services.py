"""Approval of a plan, and schemes that begin from an entry of the gallery."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction

from corridor.access.models import Organisation
from corridor.batch.gallery import Entry, Figure, find
from corridor.core import audit
from corridor.design.schemes.models import Mitigation, Scheme, SchemeNote, SchemeVersion
from corridor.design.schemes.selectors import check_open
from corridor.design.schemes.services import change_scheme, create_scheme, record_approval, save_part
from corridor.design.screening.models import Alternative, Criterion, Score, ScreeningExercise
from corridor.design.screening.rules import STANDARD
from corridor.design.studio.coherence import known_tension
from corridor.design.studio.selectors import plan_of, track_of
from corridor.design.studio.snapshots import snapshot_of
from corridor.design.studio.steps import BY_CODE, Missing, missing_of
from corridor.kernel.errors import N_, InputError, RuleViolation
from corridor.kernel.mobility import ModelChoice, choose_model
from corridor.kernel.places import ISO3_CODES


class PlanIncomplete(RuleViolation):
    """A plan that lacks required fields; `missing` lists each with its step."""

    def __init__(self, missing: Sequence[Missing]) -> None:
        self.missing = tuple(missing)
        listed = "; ".join(f"{BY_CODE[each.step].number}: {each.label}" for each in missing)
        super().__init__(
            N_("The plan cannot be approved yet. These are missing, each with its step: %(missing)s."),
            hint=N_("Open each step and fill in what is named."),
            params={"missing": listed},
        )


@transaction.atomic
def approve(*, scheme: Scheme, by: Any) -> SchemeVersion:
    """Approve a plan as a new version, or say everything that it lacks."""
    check_open(scheme=scheme, by=by)
    missing = missing_of(plan_of(scheme=scheme))
    if missing:
        raise PlanIncomplete(missing)
    return record_approval(scheme=scheme, snapshot=snapshot_of(scheme), by=by)


@transaction.atomic
def clone_entry(*, entry_id: str, lead: Organisation, by: Any, name: str = "") -> Scheme:
    """Open a draft from an entry of the gallery: its corridor if it has just one, its facts as notes with sources.

    No figure of the entry becomes a figure of the plan: what another scheme cost or reached is evidence, not a target.
    """
    entry = find(entry_id)
    scheme = create_scheme(
        name=name or entry.name[:200], lead=lead, by=by, corridors=_corridors(entry), cloned_from=entry.id
    )
    SchemeNote.objects.bulk_create(_notes(scheme, entry))
    audit.record(by=by, action="studio.scheme_cloned", obj=scheme, detail={"entry": entry.id})
    return scheme


@transaction.atomic
def answer_tension(*, scheme: Scheme, code: str, text: str, by: Any) -> Mitigation:
    """Say what the partners do about a tension between two objectives."""
    if known_tension(code) is None or not text.strip():
        raise InputError(
            N_("The answer to the tension is missing."),
            hint=N_("Say in a sentence what the partners do about it."),
            field="text",
        )
    row = Mitigation.objects.filter(scheme=scheme, tension_code=code).first()
    row = row or Mitigation(scheme=scheme, tension_code=code)
    row.text = text.strip()
    return save_part(row=row, by=by)


@transaction.atomic
def choose_mobility(*, scheme: Scheme, tracks: Sequence[dict[str, Any]], by: Any) -> ModelChoice:
    """Keep the answers to the chooser and the model that follows from them."""
    choice = choose_model([track_of(answer) for answer in tracks])
    change_scheme(scheme=scheme, by=by, tracks=list(tracks), model=choice.letter, model_label=choice.label)
    return choice


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
    audit.record(by=by, action="studio.scores_recorded", obj=exercise)


@transaction.atomic
def choose_alternative(*, exercise: ScreeningExercise, alternative: Alternative, reason: str, by: Any) -> None:
    """Keep the choice with its reason; people decide, the ranking advises."""
    exercise.chosen, exercise.reason = alternative, reason
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


def _corridors(entry: Entry) -> list[tuple[str, str]]:
    if len(entry.origin) != 1 or len(entry.destination) != 1:
        return []
    pair = (entry.origin[0], entry.destination[0])
    return [pair] if set(pair) <= ISO3_CODES and pair[0] != pair[1] else []


def _notes(scheme: Scheme, entry: Entry) -> list[SchemeNote]:
    sources = ", ".join(str(source) for source in entry.sources)[:200]
    notes = [SchemeNote(scheme=scheme, topic="summary", text=entry.summary_en, source=sources)]
    figures = [figure for figure in (entry.budget, entry.beneficiaries, *entry.outcomes) if figure is not None]
    notes += [_figure_note(scheme, figure) for figure in figures]
    notes += [
        SchemeNote(scheme=scheme, topic="lesson", text=lesson.text, source=str(lesson.source))
        for lesson in entry.lessons
    ]
    notes += [
        SchemeNote(scheme=scheme, topic="conflict", text=flag.text, source=_sides(flag.sides)) for flag in entry.flags
    ]
    return notes


def _figure_note(scheme: Scheme, figure: Figure) -> SchemeNote:
    return SchemeNote(
        scheme=scheme,
        topic="figure",
        text=figure.metric,
        value=str(figure.value)[:60],
        unit=figure.unit[:60],
        source=str(figure.source or ""),
    )


def _sides(sides: Sequence[Any]) -> str:
    return ", ".join(str(side.source) for side in sides if side.source)[:200]

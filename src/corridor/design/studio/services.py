"""Approval of a plan, answers to its tensions, choice of its mobility model."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from corridor.core import audit
from corridor.core.wordings import translate
from corridor.design.schemes.models import Mitigation, Scheme, SchemeVersion, StepApproval
from corridor.design.schemes.selectors import check_author, check_open
from corridor.design.schemes.services import change_scheme, record_approval, save_part
from corridor.design.studio.coherence import known_tension
from corridor.design.studio.languages import LANGUAGES, texts_of
from corridor.design.studio.selectors import plan_of, track_of
from corridor.design.studio.snapshots import snapshot_of, step_digest
from corridor.design.studio.steps import BY_CODE, Missing, Step, missing_of
from corridor.kernel.errors import N_, InputError, RuleViolation
from corridor.kernel.mobility import ModelChoice, choose_model


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
def approve_step(*, scheme: Scheme, step: Step, by: Any) -> StepApproval:
    """Approve one step of a plan as it stands, or say what it lacks; other steps may still be open."""
    check_open(scheme=scheme, by=by)
    missing = step.missing(plan_of(scheme=scheme))
    if missing:
        raise PlanIncomplete(missing)
    row = StepApproval.objects.create(
        scheme=scheme, step=step.code, digest=step_digest(scheme, step.code), approved_by=by
    )
    audit.record(by=by, action="studio.step_approved", obj=scheme, detail={"step": step.code})
    return row


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
    row.write(text=text.strip())
    return save_part(row=row, by=by)


@transaction.atomic
def choose_mobility(*, scheme: Scheme, tracks: Sequence[dict[str, Any]], by: Any) -> ModelChoice:
    """Keep the answers to the chooser and the model that follows from them."""
    choice = choose_model([track_of(answer) for answer in tracks])
    change_scheme(scheme=scheme, by=by, tracks=list(tracks), model=choice.letter, model_label=choice.label)
    return choice


@transaction.atomic
def translate_plan(*, scheme: Scheme, language: str, texts: Mapping[str, str], by: Any) -> int:
    """Keep translations of the plan's words, also of an approved plan: they say the same in another language.

    `texts` are translations by the key of the text; a text without one is left as it is, an empty one is taken away.
    Returns how many changed.
    """
    check_author(scheme=scheme, by=by)
    if language not in LANGUAGES:
        raise InputError(
            N_("The language %(language)s is not among those of the pages."),
            hint=N_("Choose one of %(known)s."),
            field="language",
            params={"language": language, "known": ", ".join(LANGUAGES)},
        )
    changed = [
        text
        for text in texts_of(scheme=scheme, user=by, language=language)
        if text.key in texts and translate(text.row, text.field, language, texts[text.key].strip())
    ]
    for row in {id(text.row): text.row for text in changed}.values():
        row.save(update_fields=["wordings"])
    if changed:
        detail = {"language": language, "texts": len(changed)}
        audit.record(by=by, action="studio.words_translated", obj=scheme, detail=detail)
    return len(changed)

"""Assessments before departure, during the stay and at return."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from corridor.access.models import User
from corridor.core import audit
from corridor.delivery.skills.days import check_past
from corridor.delivery.skills.models import AssessedItem, Person, PersonSkill, SkillAssessment
from corridor.delivery.skills.rules import SkillRef
from corridor.delivery.skills.services.guard import check_accompany, is_own
from corridor.kernel.codes import Cefr
from corridor.kernel.errors import N_, InputError, RuleViolation

HIGHEST = 5


@dataclass(frozen=True)
class Assessed:
    """One skill with its level from 1 to 5, or one language with its level from 1 (A1) to 6 (C2)."""

    level: int
    skill: SkillRef | None = None
    language: str = ""


@dataclass(frozen=True)
class Occasion:
    """When an assessment was held, how and by whom."""

    phase: str
    held_on: date
    method: str
    assessor: str


@transaction.atomic
def record_assessment(*, person: Person, occasion: Occasion, found: Sequence[Assessed], by: User) -> SkillAssessment:
    """Record what an assessment found; the skills of the profile are known by it from now on."""
    check_accompany(person, by)
    _check(person, occasion, found, by)
    if occasion.phase == SkillAssessment.Phase.RETURN and not person.assessments.filter(phase="baseline").exists():
        raise RuleViolation(
            N_("There is no assessment before departure to compare with."),
            hint=N_("Record it first, or choose another phase."),
            field="phase",
        )
    row, is_new = SkillAssessment.objects.get_or_create(
        person=person,
        phase=occasion.phase,
        held_on_date=occasion.held_on,
        method=occasion.method,
        defaults={"assessor": occasion.assessor.strip(), "recorded_by": by},
    )
    if not is_new:
        raise RuleViolation(
            N_("An assessment of this phase, day and method is recorded already."),
            hint=N_("Look at the assessments of this person."),
            field="held_on_date",
        )
    for one in found:
        _keep(row, one)
    audit.record(by=by, action="skills.assessment_recorded", obj=person, detail={"assessment": row.pk})
    return row


def _check(person: Person, occasion: Occasion, found: Sequence[Assessed], by: User) -> None:
    if is_own(person, by):
        raise RuleViolation(
            N_("Nobody records an assessment of themselves."), hint=N_("Ask your employment office or your counsellor.")
        )
    if occasion.phase not in SkillAssessment.Phase.values or occasion.method not in PersonSkill.Method.values:
        raise InputError(N_("This is needed."), hint=N_("Fill it in."), field="phase")
    if not occasion.assessor.strip():
        raise InputError(N_("This is needed."), hint=N_("Fill it in."), field="assessor")
    check_past(occasion.held_on.isoformat(), today=timezone.localdate(), field="held_on_date")
    if not found:
        raise InputError(N_("No level is given."), hint=N_("Choose a level for at least one skill or language."))
    for one in found:
        if not 1 <= one.level <= (max(Cefr).value if one.language else HIGHEST):
            raise InputError(
                N_("A level lies between 1 and 5, not at %(level)s."),
                hint=N_("Leave it out where it is not known."),
                params={"level": one.level},
            )


def _keep(row: SkillAssessment, one: Assessed) -> None:
    if one.skill is None:
        AssessedItem.objects.create(assessment=row, language=one.language, cefr=one.level)
        return
    ref = one.skill
    labels = {f"label_{tag}": getattr(ref, f"label_{tag}") for tag in ("en", "fr", "es", "ar")}
    AssessedItem.objects.create(assessment=row, esco_uri=ref.uri, level=one.level, **labels)
    rows = PersonSkill.objects.filter(person=row.person, key=ref.key)
    rows.update(level=one.level)
    # A certificate says more than an assessment; a questionnaire for oneself says no more than a statement.
    if row.method != PersonSkill.Method.SELF:
        rows.exclude(source=PersonSkill.Source.CERTIFIED).update(
            source=PersonSkill.Source.ASSESSED, known_on_date=row.held_on_date
        )

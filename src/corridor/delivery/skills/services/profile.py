"""Changes to what a person states about herself."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from corridor.access.models import User
from corridor.core import audit
from corridor.delivery.skills.models import Person, PersonLanguage, PersonSkill, WorkExperience
from corridor.delivery.skills.rules import SkillRef
from corridor.delivery.skills.services.guard import check_change
from corridor.delivery.skills.services.links import propose_link
from corridor.kernel.errors import N_, RuleViolation


@dataclass(frozen=True)
class Stated:
    """What a person states about work, languages and skills."""

    occupation: str = ""
    years: Decimal | None = None
    languages: tuple[tuple[str, int], ...] = ()
    skills: tuple[SkillRef, ...] = ()
    written_in: str = ""
    """The language of the words, so that those without a concept can be compared with labels."""


@transaction.atomic
def state_profile(*, person: Person, stated: Stated, by: User) -> Person:
    """Add what a person states; what was tested, assessed or certified is never lowered by a statement."""
    check_change(person, by)
    if stated.occupation:
        WorkExperience.objects.create(person=person, isco08=stated.occupation, years=stated.years)
    for code, level in stated.languages:
        known = PersonLanguage.objects.filter(person=person, language=code).first()
        if known is None or not known.is_tested:
            PersonLanguage.objects.update_or_create(person=person, language=code, defaults={"cefr": level})
    for ref in stated.skills:
        labels = {f"label_{tag}": getattr(ref, f"label_{tag}") for tag in ("en", "fr", "es", "ar")}
        if not PersonSkill.objects.filter(person=person, key=ref.key).exists():
            words = {} if ref.uri else {"own_words": ref.label_en, "written_in": stated.written_in}
            skill = PersonSkill.objects.create(person=person, esco_uri=ref.uri, **labels, **words)
            if stated.written_in:
                propose_link(item=skill, by=by)
    audit.record(by=by, action="skills.profile_stated", obj=person)
    return person


@transaction.atomic
def remove_skill(*, skill: PersonSkill, by: User) -> None:
    """Take back a skill that was only stated."""
    check_change(skill.person, by)
    if skill.source != PersonSkill.Source.DECLARED:
        raise RuleViolation(
            N_("A skill that was assessed or certified stays in the record."),
            hint=N_("Ask the body that assessed it if it is wrong."),
        )
    audit.record(by=by, action="skills.skill_removed", obj=skill.person, detail={"skill": skill.pk})
    skill.delete()

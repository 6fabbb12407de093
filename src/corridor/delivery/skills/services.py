"""Changes to profiles and passports."""

import secrets
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from corridor.access.models import User
from corridor.access.selectors import may
from corridor.core import audit
from corridor.delivery.skills.models import Passport, Person, PersonLanguage, PersonSkill, WorkExperience
from corridor.delivery.skills.rules import SkillRef
from corridor.delivery.skills.runs import seal_content
from corridor.delivery.skills.selectors import CONTENT_VERSION, get_person, passport_content
from corridor.kernel.errors import N_, NotPermitted, RuleViolation


@dataclass(frozen=True)
class Stated:
    """What a person states about work, languages and skills."""

    occupation: str = ""
    years: Decimal | None = None
    languages: tuple[tuple[str, int], ...] = ()
    skills: tuple[SkillRef, ...] = ()


@transaction.atomic
def state_profile(*, person: Person, stated: Stated, by: User) -> Person:
    """Add what a person states; what was tested, assessed or certified is never lowered by a statement."""
    _check_change(person, by)
    if stated.occupation:
        WorkExperience.objects.create(person=person, isco08=stated.occupation, years=stated.years)
    for code, level in stated.languages:
        known = PersonLanguage.objects.filter(person=person, language=code).first()
        if known is None or not known.is_tested:
            PersonLanguage.objects.update_or_create(person=person, language=code, defaults={"cefr": level})
    for ref in stated.skills:
        labels = {f"label_{tag}": getattr(ref, f"label_{tag}") for tag in ("en", "fr", "es", "ar")}
        if not PersonSkill.objects.filter(person=person, key=ref.key).exists():
            PersonSkill.objects.create(person=person, esco_uri=ref.uri, **labels)
    audit.record(by=by, action="skills.profile_stated", obj=person)
    return person


@transaction.atomic
def remove_skill(*, skill: PersonSkill, by: User) -> None:
    """Take back a skill that was only stated."""
    _check_change(skill.person, by)
    if skill.source != PersonSkill.Source.DECLARED:
        raise RuleViolation(
            N_("A skill that was assessed or certified stays in the record."),
            hint=N_("Ask the body that assessed it if it is wrong."),
        )
    audit.record(by=by, action="skills.skill_removed", obj=skill.person, detail={"skill": skill.pk})
    skill.delete()


@transaction.atomic
def issue_passport(*, person: Person, by: User) -> Passport:
    """Seal a person's profile as a passport; the one before it is replaced. It is free of charge."""
    _check_change(person, by)
    moment = timezone.now()
    person = get_person(user=by, pk=person.pk)
    for earlier in Passport.objects.select_for_update().filter(person=person, revoked_at__isnull=True):
        _revoke(earlier, reason="replaced", by=by)
    # The nonce keeps the code from being guessed from what the passport says.
    content = {"version": CONTENT_VERSION, "nonce": secrets.token_hex(16), "issued_at": moment.isoformat()}
    content |= passport_content(person)  # type: ignore[arg-type]  # JSON values throughout
    stored = seal_content(content)
    passport = Passport.objects.create(
        person=person, code=stored["code"], issued_at=moment, issued_by=by, content=content, seal=stored
    )
    audit.record(by=by, action="skills.passport_issued", obj=passport, detail={"code": passport.code})
    return passport


@transaction.atomic
def revoke_passport(*, passport: Passport, reason: str, by: User) -> Passport:
    """Declare a passport void; a copy on paper is then shown as revoked when somebody checks it."""
    _check_change(passport.person, by)
    if passport.revoked_at is not None:
        raise RuleViolation(
            N_("The passport %(code)s was revoked already."),
            hint=N_("Issue a new one if it is needed."),
            params={"code": passport.code},
        )
    return _revoke(passport, reason=reason, by=by)


@transaction.atomic
def set_sharing(*, passport: Passport, is_shared: bool, by: User) -> Passport:
    """Let the holder, and nobody else, decide whether a code opens her passport to a reader."""
    if not may(passport, user=by, action="share"):
        raise NotPermitted(
            N_("Only the holder decides who may read her passport."), hint=N_("Ask the person to switch sharing on.")
        )
    if is_shared and passport.revoked_at is not None:
        raise RuleViolation(
            N_("The passport %(code)s was revoked and cannot be shared."),
            hint=N_("Issue a new one and share that."),
            params={"code": passport.code},
        )
    passport.is_shared = is_shared
    passport.save(update_fields=["is_shared"])
    audit.record(by=by, action="skills.passport_sharing_set", obj=passport, detail={"is_shared": is_shared})
    return passport


def _revoke(passport: Passport, *, reason: str, by: User) -> Passport:
    passport.revoked_at, passport.revoked_reason, passport.is_shared = timezone.now(), reason[:200], False
    passport.save(update_fields=["revoked_at", "revoked_reason", "is_shared"])
    audit.record(by=by, action="skills.passport_revoked", obj=passport, detail={"reason": passport.revoked_reason})
    return passport


def _check_change(person: Person, by: User) -> None:
    if not may(person, user=by, action="change"):
        raise NotPermitted(
            N_("Only the person and the office that registered her change this profile."),
            hint=N_("Ask one of them."),
        )

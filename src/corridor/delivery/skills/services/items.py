"""Entries of a profile: added, changed and removed, by the person or by an office beside her."""

from typing import Final, TypeVar

from django.core.files.base import File
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from corridor.access.models import User
from corridor.core import audit
from corridor.core.files import DOCUMENT_TYPES, check_size, check_type, keep
from corridor.delivery.skills.checks import check_entry
from corridor.delivery.skills.models import (
    Education,
    EvidenceItem,
    LanguageResult,
    PersonLanguage,
    PersonSkill,
    WorkExperience,
)
from corridor.delivery.skills.models.evidence import TIES
from corridor.delivery.skills.rules import middle_level
from corridor.delivery.skills.services.files import discard_file
from corridor.delivery.skills.services.guard import check_accompany, is_own
from corridor.delivery.skills.services.links import propose_link
from corridor.kernel.errors import N_, InputError, RuleViolation

Entry = WorkExperience | Education | PersonSkill | LanguageResult
Row = TypeVar("Row", WorkExperience, Education, PersonSkill, LanguageResult)
# What the person herself may say of how an entry is known; an office that has seen a proof says more.
BY_HERSELF: Final = frozenset(
    {"", WorkExperience.Attested.NONE, PersonSkill.Source.DECLARED, LanguageResult.Source.SELF, "test"}
)
PHOTO_LIMIT: Final = 10 * 1024 * 1024


@transaction.atomic
def keep_entry(*, entry: Row, by: User) -> Row:
    """Add or change an entry of a profile; what was proved is not changed by a statement."""
    check_accompany(entry.person, by)
    is_new = entry.pk is None
    earlier = None if is_new else type(entry)._default_manager.select_for_update().get(pk=entry.pk)
    if earlier is not None:
        _check_unproved(earlier, by)
    if is_own(entry.person, by):
        _check_own_claim(entry)
    _unlink_new_words(entry, earlier)
    check_entry(entry, timezone.localdate())
    _check_named_once(entry)
    if isinstance(entry, LanguageResult):
        entry.is_checked = entry.source == LanguageResult.Source.TEST and not is_own(entry.person, by)
    entry.save()
    if isinstance(earlier, LanguageResult) and earlier.language != entry.language:
        _follow_removal(earlier)
    follow_result(entry)
    action = "skills.entry_added" if is_new else "skills.entry_changed"
    audit.record(by=by, action=action, obj=entry.person, detail={"kind": entry._meta.model_name, "id": entry.pk})
    if isinstance(entry, WorkExperience | PersonSkill | Education):
        propose_link(item=entry, by=by)
    return entry


@transaction.atomic
def remove_entry(*, entry: Entry | EvidenceItem, by: User) -> None:
    """Take an entry out of a profile; what was proved stays."""
    check_accompany(entry.person, by)
    _check_unproved(entry, by)
    detail = {"kind": entry._meta.model_name, "id": entry.pk}
    audit.record(by=by, action="skills.entry_removed", obj=entry.person, detail=detail)
    entry.delete()
    if isinstance(entry, EvidenceItem):
        discard_file(entry.file)
    if isinstance(entry, LanguageResult):
        _follow_removal(entry)


@transaction.atomic
def add_evidence(*, item: EvidenceItem, upload: File[bytes], by: User) -> EvidenceItem:
    """Keep a document or a photo as evidence for a statement of the profile."""
    check_accompany(item.person, by)
    check_entry(item, timezone.localdate())
    check_size(upload, limit_bytes=PHOTO_LIMIT)
    media_type = check_type(upload, allowed=DOCUMENT_TYPES)
    item.file = keep(upload=upload, purpose="evidence", media_type=media_type, by=by)
    item.save()
    audit.record(by=by, action="skills.evidence_added", obj=item.person, detail={"evidence": item.pk})
    return item


@transaction.atomic
def tie_evidence(*, item: EvidenceItem, by: User) -> EvidenceItem:
    """Change what a document is evidence for, and what is said of it."""
    check_accompany(item.person, by)
    _check_unproved(EvidenceItem.objects.select_for_update().get(pk=item.pk), by)
    check_entry(item, timezone.localdate())
    item.save(update_fields=["kind", "copy", "language", *TIES])
    audit.record(by=by, action="skills.evidence_changed", obj=item.person, detail={"evidence": item.pk})
    return item


@transaction.atomic
def verify_evidence(*, item: EvidenceItem, state: str, method: str, by: User) -> EvidenceItem:
    """Record that a verification was asked for, or what it showed; nobody verifies a document of her own."""
    check_accompany(item.person, by)
    if is_own(item.person, by):
        raise RuleViolation(
            N_("Nobody verifies a document of their own."), hint=N_("Ask your employment office or your counsellor.")
        )
    if state not in EvidenceItem.Verification.values:
        raise InputError(N_("This is needed."), hint=N_("Fill it in."), field="verification")
    is_decided = state in {EvidenceItem.Verification.CONFIRMED, EvidenceItem.Verification.REFUTED}
    if is_decided and not method.strip():
        raise InputError(
            N_("A verification says how it was made."),
            hint=N_("Write for example: original seen, answer of the school."),
            field="method",
        )
    item.verification, item.method = state, method.strip() if is_decided else ""
    item.verified_by, item.verified_at = (by, timezone.now()) if is_decided else (None, None)
    item.save(update_fields=["verification", "method", "verified_by", "verified_at"])
    if item.language_result is not None and is_decided:
        item.language_result.is_checked = item.is_proved
        item.language_result.save(update_fields=["is_checked"])
        follow_result(item.language_result)
    if item.is_proved:
        _raise_source(item)
    audit.record(
        by=by, action="skills.evidence_verified", obj=item.person, detail={"evidence": item.pk, "state": state}
    )
    return item


def _check_unproved(entry: Entry | EvidenceItem, by: User) -> None:
    """Refuse to change what was proved; an office may put right what an office has entered."""
    if isinstance(entry, PersonSkill) and entry.source in {PersonSkill.Source.ASSESSED, PersonSkill.Source.CERTIFIED}:
        raise RuleViolation(
            N_("A skill that was assessed or certified stays in the record."),
            hint=N_("Ask the body that assessed it if it is wrong."),
        )
    has_proof = entry.is_proved or (
        not isinstance(entry, EvidenceItem) and entry.evidence_items.filter(verification="confirmed").exists()
    )
    if has_proof and is_own(entry.person, by):
        raise RuleViolation(
            N_("What an office has checked stays in the record."),
            hint=N_("Ask your employment office if it is wrong."),
        )


def _check_own_claim(entry: Entry) -> None:
    claimed = getattr(entry, "attested", "") or getattr(entry, "source", "")
    is_official = isinstance(entry, Education) and entry.eqf_source == Education.EqfSource.OFFICIAL
    if claimed not in BY_HERSELF or is_official:
        raise RuleViolation(
            N_("Only an office that has seen the proof says that an entry is proved."),
            hint=N_("Add the document as evidence; your employment office looks at it."),
        )


def _unlink_new_words(entry: Entry, earlier: Model | None) -> None:
    """Other words may mean something else: their link is proposed anew and entered by nobody but a person."""
    if isinstance(entry, PersonSkill):
        if isinstance(earlier, PersonSkill) and entry.own_words in {earlier.own_words, *vars(earlier.ref).values()}:
            entry.own_words = earlier.own_words
        elif entry.own_words:
            entry.esco_uri, entry.label_en = "", entry.own_words
            entry.label_fr = entry.label_es = entry.label_ar = ""
    elif isinstance(entry, WorkExperience) and getattr(earlier, "title", "") not in {"", entry.title}:
        entry.isco08 = entry.esco_uri = ""


def _check_named_once(entry: Entry) -> None:
    if not isinstance(entry, PersonSkill):
        return
    others = PersonSkill.objects.filter(person=entry.person, key=entry.ref.key).exclude(pk=entry.pk)
    if others.exists():
        raise RuleViolation(
            N_("This skill stands in the profile already."), hint=N_("Change the one that is there."), field="own_words"
        )


def follow_result(entry: Model) -> None:
    """Keep the level by which languages are matched in step with the results."""
    if not isinstance(entry, LanguageResult) or not entry.levels:
        return
    is_tested = entry.is_checked and not entry.is_expired(timezone.localdate())
    known = PersonLanguage.objects.filter(person=entry.person, language=entry.language).first()
    if known is not None and known.is_tested and not (is_tested and middle_level(entry.levels) >= known.cefr):
        return
    PersonLanguage.objects.update_or_create(
        person=entry.person,
        language=entry.language,
        defaults={"cefr": middle_level(entry.levels), "is_tested": is_tested},
    )


def _follow_removal(entry: LanguageResult) -> None:
    """Take back the level that a result gave; another result of the language takes its place."""
    row = PersonLanguage.objects.filter(person=entry.person, language=entry.language).first()
    if row is None or row.cefr != middle_level(entry.levels) or row.is_tested != entry.is_checked:
        return
    row.delete()
    others = LanguageResult.objects.filter(person=entry.person, language=entry.language).exclude(pk=entry.pk)
    for other in others.order_by("is_checked", "pk"):
        follow_result(other)


def _raise_source(item: EvidenceItem) -> None:
    """Let a confirmed document say how its statement is known; a better source stays."""
    kinds, skill, work = EvidenceItem.Kind, item.skill, item.experience
    if skill is not None and skill.source != PersonSkill.Source.CERTIFIED:
        if item.kind in {kinds.DIPLOMA, kinds.TEST}:
            skill.source, skill.known_on_date = PersonSkill.Source.CERTIFIED, timezone.localdate()
        elif item.kind == kinds.REFERENCE and skill.source != PersonSkill.Source.ASSESSED:
            skill.source = PersonSkill.Source.EMPLOYER
        skill.save()
    if work is not None and work.attested == WorkExperience.Attested.NONE and item.kind in _ATTESTS:
        work.attested = _ATTESTS[item.kind]
        work.save(update_fields=["attested"])


_ATTESTS: Final[dict[str, str]] = {
    EvidenceItem.Kind.REFERENCE: WorkExperience.Attested.REFERENCE,
    EvidenceItem.Kind.PAYSLIP: WorkExperience.Attested.PAYSLIP,
}

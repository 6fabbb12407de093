"""Gather evidence of prior learning, show it to assessors, mark it."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from corridor.access.models import Organisation
from corridor.access.selectors import may, visible
from corridor.core import audit
from corridor.delivery.recognition.models import PriorLearningItem, RubricMark
from corridor.delivery.recognition.rules.rubrics import Marks, check_marks
from corridor.delivery.recognition.services.guard import kept
from corridor.delivery.skills.models import Person
from corridor.kernel.errors import N_, InputError, NotPermitted, RuleViolation


@dataclass(frozen=True)
class Evidence:
    """A piece of evidence as a person describes it."""

    kind: str
    title: str
    text: str = ""
    iso3: str = ""
    made_on: date | None = None


@dataclass(frozen=True)
class UnitResult:
    """What an assessor says of one unit of a standard."""

    standard: str
    unit: str
    method: str
    marks: Marks
    is_competent: bool
    note: str = ""
    marked_on: date | None = None


@transaction.atomic
def add_item(*, person: Person, evidence: Evidence, by: Any, upload: Any = None) -> PriorLearningItem:
    """Add a piece of evidence; nobody sees it until the person shows it."""
    if person.user_id is None or person.user_id != getattr(by, "pk", None):
        raise NotPermitted(
            N_("Only the person herself gathers her evidence."), hint=N_("Help her to do it on her own phone.")
        )
    if upload is None and not evidence.text.strip():
        raise InputError(
            N_("The evidence shows nothing yet."),
            hint=N_("Add a photo or a paper, or write what you did."),
            field="text",
        )
    item = PriorLearningItem(person=person, is_invented=person.is_invented)
    for field, value in vars(evidence).items():
        setattr(item, field, value.strip() if isinstance(value, str) else value)
    item.file = kept(upload, purpose="prior learning", by=by) if upload is not None else None
    item.save()
    audit.record(by=by, action="recognition.evidence_added", obj=item, detail={"kind": item.kind})
    return item


@transaction.atomic
def share_item(*, item: PriorLearningItem, is_shared: bool, by: Any) -> PriorLearningItem:
    """Show a piece of evidence to assessors, or hide it again."""
    _check_own(item, by)
    item.is_shared = is_shared
    item.save(update_fields=["is_shared"])
    audit.record(by=by, action="recognition.evidence_shared", obj=item, detail={"is_shared": is_shared})
    return item


@transaction.atomic
def remove_item(*, item: PriorLearningItem, by: Any) -> None:
    """Take a piece of evidence away, with its picture; one on which a result rests stays."""
    _check_own(item, by)
    if item.marks.exists():
        raise RuleViolation(
            N_("A result rests on this evidence, so it stays."), hint=N_("You can stop showing it to assessors.")
        )
    audit.record(by=by, action="recognition.evidence_removed", obj=item)
    stored = item.file
    item.delete()
    if stored is not None and not PriorLearningItem.objects.filter(file=stored).exists():
        stored.delete()
        # The picture itself goes when the removal stands, not before.
        transaction.on_commit(lambda: stored.content.delete(save=False))


@transaction.atomic
def mark_unit(
    *, person: Person, organisation: Organisation, unit: UnitResult, items: Sequence[PriorLearningItem], by: Any
) -> RubricMark:
    """Mark the evidence for one unit of a standard; the result must be carried by the marks."""
    shown = visible(PriorLearningItem.objects.filter(person=person), user=by, action="mark")
    if not shown.exists():
        raise NotPermitted(
            N_("This person shows you no evidence."), hint=N_("Ask her to show it to assessors in her portfolio.")
        )
    if {item.pk for item in items} - set(shown.values_list("pk", flat=True)):
        raise NotPermitted(N_("Some of this evidence is not shown to you."), hint=N_("Mark only what you can see."))
    check_marks(unit.marks, is_competent=unit.is_competent)
    validity, authenticity, currentness, sufficiency = astuple(unit.marks)
    row = RubricMark.objects.create(
        person=person,
        standard=unit.standard.strip(),
        unit=unit.unit.strip(),
        method=RubricMark.Method(unit.method),
        validity=validity,
        authenticity=authenticity,
        currentness=currentness,
        sufficiency=sufficiency,
        result=RubricMark.Result.COMPETENT if unit.is_competent else RubricMark.Result.NOT_YET,
        note=unit.note.strip()[:300],
        organisation=organisation,
        assessor=by,
        marked_on=unit.marked_on or timezone.localdate(),
    )
    row.items.set(items)
    audit.record(by=by, action="recognition.unit_marked", obj=row, detail={"result": str(row.result)})
    return row


def _check_own(item: PriorLearningItem, by: Any) -> None:
    if not may(item, user=by, action="change"):
        raise NotPermitted(N_("Only the person herself decides on her evidence."), hint=N_("Ask her."))

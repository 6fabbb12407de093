"""What the authority does before it decides: papers, clock, extension, differences."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from corridor.core import audit
from corridor.delivery.recognition.models import CaseDocument, RecognitionCase, SubstantialDifference
from corridor.delivery.recognition.rules import clocks
from corridor.delivery.recognition.rules.clocks import Clock
from corridor.delivery.recognition.services import guard
from corridor.kernel.errors import N_, InputError, RuleViolation

State = RecognitionCase.State
Paper = CaseDocument.State
IN_HAND = (State.APPLIED, State.DOCUMENTS_MISSING, State.COMPLETE, State.UNDER_REVIEW)


@dataclass(frozen=True)
class Difference:
    """A difference as an authority words it."""

    area: str
    required: str
    found: str
    size: str = SubstantialDifference.Size.LARGE
    compensable_by: str = SubstantialDifference.Compensable.TRAINING
    esco_uri: str = ""


@transaction.atomic
def ask_documents(
    *, case: RecognitionCase, papers: Sequence[tuple[str, str]], by: Any, on: date | None = None
) -> RecognitionCase:
    """Ask for papers, each a kind and a form; while they are missing the clock stands."""
    guard.check_authority(case, by)
    guard.check_state(case, IN_HAND)
    day = guard.today_or(on)
    for kind, form in papers:
        CaseDocument.objects.get_or_create(case=case, kind=kind, form=form, defaults={"asked_on": day})
    if not case.documents.filter(state__in=(Paper.ASKED, Paper.REJECTED)).exists():
        raise InputError(
            N_("No paper is missing."),
            hint=N_("Choose the papers that you ask for."),
            field="papers",
            code="none_asked",
        )
    if case.state != State.DOCUMENTS_MISSING:
        guard.move(case, State.DOCUMENTS_MISSING)
    _set_clock(case, clocks.stop(case.clock, on=day))
    case.save()
    audit.record(
        by=by, action="recognition.documents_asked", obj=case, detail={"papers": [kind for kind, _f in papers]}
    )
    guard.tell_applicant(case)
    return case


@transaction.atomic
def check_document(*, document: CaseDocument, is_accepted: bool, by: Any, reason: str = "") -> CaseDocument:
    """Accept a paper or send it back with a reason."""
    guard.check_authority(document, by)
    guard.check_state(document.case, IN_HAND)
    if document.state == Paper.ASKED:
        raise RuleViolation(
            N_('"%(document)s" has not been handed in.'),
            hint=N_("Wait for the paper."),
            params={"document": document.get_kind_display()},
        )
    if not is_accepted and not reason.strip():
        raise InputError(
            N_("A paper is sent back with a reason."),
            hint=N_("Say what is wrong and what would be accepted."),
            field="reason",
        )
    document.state = Paper.ACCEPTED if is_accepted else Paper.REJECTED
    document.reason = "" if is_accepted else reason.strip()[:300]
    document.save(update_fields=["state", "reason"])
    audit.record(by=by, action="recognition.document_checked", obj=document, detail={"state": str(document.state)})
    return document


@transaction.atomic
def mark_complete(*, case: RecognitionCase, by: Any, on: date | None = None) -> RecognitionCase:
    """Declare the file complete: the clock starts, or goes on where it stood."""
    guard.check_authority(case, by)
    day, missing = guard.today_or(on), case.documents.filter(state__in=(Paper.ASKED, Paper.REJECTED)).count()
    if missing:
        raise RuleViolation(
            N_("The file is not complete: papers that are missing: %(missing)s."),
            hint=N_("Wait for them, or take them off the list of papers asked for."),
            code="papers_missing",
            params={"missing": missing},
        )
    guard.move(case, State.COMPLETE)
    if case.complete_on is None:
        procedure = case.procedure
        term = procedure.fast_track_time if case.is_fast_track else procedure.decision_time
        _set_clock(case, clocks.start(complete_on=day, decision=procedure.length(term)))
    else:
        _set_clock(case, clocks.resume(case.clock, on=day))
    case.save()
    audit.record(by=by, action="recognition.case_complete", obj=case)
    guard.tell_applicant(case)
    return case


@transaction.atomic
def waive_document(*, document: CaseDocument, by: Any) -> None:
    """Take a paper off the list that was asked for and not handed in: it is not needed after all."""
    guard.check_authority(document, by)
    guard.check_state(document.case, IN_HAND)
    if document.file_id is not None:
        raise RuleViolation(N_("A paper that was handed in stays in the file."), hint=N_("Accept it or send it back."))
    audit.record(by=by, action="recognition.document_waived", obj=document.case, detail={"kind": document.kind})
    document.delete()


@transaction.atomic
def start_review(*, case: RecognitionCase, by: Any) -> RecognitionCase:
    """Begin to compare the qualification with its reference."""
    guard.check_authority(case, by)
    guard.move(case, State.UNDER_REVIEW)
    case.save(update_fields=["state"])
    audit.record(by=by, action="recognition.review_started", obj=case)
    return case


@transaction.atomic
def extend(*, case: RecognitionCase, reason: str, by: Any, to: date | None = None) -> RecognitionCase:
    """Take more time, once, with a reason that the applicant reads."""
    guard.check_authority(case, by)
    guard.check_state(case, (State.COMPLETE, State.UNDER_REVIEW))
    if not reason.strip():
        raise InputError(
            N_("An extension needs its reason."), hint=N_("Say why more time is needed."), field="extension_reason"
        )
    longest = case.procedure.length(case.procedure.extension_time)
    most = clocks.after(case.due_on, longest) if case.due_on and longest else timezone.localdate()
    _set_clock(case, clocks.extend(case.clock, to=to or most, longest=longest))
    case.extension_reason = reason.strip()[:300]
    case.save()
    audit.record(by=by, action="recognition.case_extended", obj=case, detail={"to": case.extended_to})
    guard.tell_applicant(case)
    return case


@transaction.atomic
def name_difference(*, case: RecognitionCase, difference: Difference, by: Any) -> SubstantialDifference:
    """Write down a difference between what was learnt and what is required."""
    guard.check_authority(case, by)
    guard.check_state(case, (State.COMPLETE, State.UNDER_REVIEW))
    if not (difference.required.strip() and difference.found.strip()):
        raise InputError(
            N_("A difference says what is required and what was found."), hint=N_("Fill in both."), field="required"
        )
    row = SubstantialDifference(case=case)
    for field, text in vars(difference).items():
        setattr(row, field, text.strip())
    row.save()
    audit.record(by=by, action="recognition.difference_named", obj=case, detail={"area": row.area})
    return row


@transaction.atomic
def remove_difference(*, difference: SubstantialDifference, by: Any) -> None:
    """Take back a difference before the decision."""
    guard.check_authority(difference, by)
    guard.check_state(difference.case, (State.COMPLETE, State.UNDER_REVIEW))
    audit.record(by=by, action="recognition.difference_removed", obj=difference.case, detail={"area": difference.area})
    difference.delete()


def _set_clock(case: RecognitionCase, clock: Clock) -> None:
    for field, value in vars(clock).items():
        setattr(case, field, value)

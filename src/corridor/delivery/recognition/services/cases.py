"""What the applicant does: begin, hand in papers, apply, withdraw; and who pays."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from corridor.access.selectors import may
from corridor.core import audit, outbox
from corridor.delivery.recognition.models import (
    CaseDocument,
    Decision,
    LawProfile,
    RecognitionCase,
    RecognitionProcedure,
)
from corridor.delivery.recognition.rules.clocks import after
from corridor.delivery.recognition.rules.states import ENDED, UNDECIDED
from corridor.delivery.recognition.selectors.cases import deciders_of
from corridor.delivery.recognition.services import guard, profile
from corridor.delivery.skills.models import Education, Person
from corridor.kernel.errors import N_, InputError, NotPermitted, RuleViolation

State = RecognitionCase.State
Form = CaseDocument.Form


@dataclass(frozen=True)
class Wish:
    """What somebody wants to have recognised, and for what."""

    purpose: str = RecognitionCase.Purpose.WORK
    education: Education | None = None
    qualification: str = ""
    reference_isco08: str = ""
    is_fast_track: bool = False


@transaction.atomic
def open_case(
    *, person: Person, procedure: RecognitionProcedure, wish: Wish, by: Any, follows: RecognitionCase | None = None
) -> RecognitionCase:
    """Begin an application as a draft, with the papers that the procedure asks for; it costs the person nothing."""
    _check_may_begin(person, by)
    # Of two taps on the same button, the second finds the first one's application.
    Person.objects.select_for_update().get(pk=person.pk)
    _check_wish(person, procedure, wish)
    case = RecognitionCase(
        person=person,
        procedure=procedure,
        follows=follows,
        education=wish.education,
        qualification=wish.qualification.strip()[:200] or (str(wish.education) if wish.education else ""),
        purpose=RecognitionCase.Purpose(wish.purpose),
        layer=procedure.layer,
        kind=procedure.kind,
        reference_isco08=wish.reference_isco08 or procedure.isco08,
        is_fast_track=wish.is_fast_track,
        fee=procedure.fee,
        currency=procedure.currency,
        is_invented=person.is_invented,
    )
    guard.charge(case, payer=procedure.payer, law=procedure.law)
    case.save()
    _ask_for_papers(case)
    audit.record(by=by, action="recognition.case_opened", obj=case, detail={"procedure": procedure.pk})
    return case


@transaction.atomic
def hand_in(*, document: CaseDocument, upload: Any, by: Any) -> CaseDocument:
    """Keep a paper that the applicant hands in; an accepted one is not replaced."""
    guard.check_applicant(document, by)
    guard.check_state(document.case, (State.DRAFT, *UNDECIDED))
    if document.state == CaseDocument.State.ACCEPTED:
        raise RuleViolation(
            N_('"%(document)s" has been checked and is not replaced.'),
            hint=N_("Ask the authority if a newer one is needed."),
            params={"document": document.get_kind_display()},
        )
    document.file = guard.kept(upload, purpose="recognition", by=by)
    document.state, document.reason, document.received_on = CaseDocument.State.RECEIVED, "", timezone.localdate()
    document.save(update_fields=["file", "state", "reason", "received_on"])
    audit.record(by=by, action="recognition.document_received", obj=document, detail={"kind": document.kind})
    return document


@transaction.atomic
def apply(*, case: RecognitionCase, by: Any, on: date | None = None) -> RecognitionCase:
    """Put a draft to the authority; papers that are missing can follow."""
    guard.check_applicant(case, by)
    guard.move(case, State.APPLIED)
    case.applied_on = guard.today_or(on)
    case.number = f"R-{case.applied_on.year}-{case.pk:05d}"
    receipt = case.procedure.length(case.procedure.receipt_time)
    case.receipt_due_on = after(case.applied_on, receipt) if receipt else None
    case.save()
    profile.write_pending(case, by=by)
    audit.record(by=by, action="recognition.case_applied", obj=case)
    for user in deciders_of(case=case):
        outbox.write(to=user, subject=N_("An application waits for you"), body=N_("Sign in to read it."))
    return case


@transaction.atomic
def withdraw(*, case: RecognitionCase, by: Any) -> RecognitionCase:
    """End an application at the applicant's wish; one that was put to the authority leaves a note of it."""
    guard.check_applicant(case, by)
    was_applied = case.applied_on is not None
    guard.move(case, State.WITHDRAWN)
    case.ended_on = timezone.localdate()
    case.save()
    if was_applied:
        Decision.objects.create(case=case, outcome=Decision.Outcome.WITHDRAWN, decided_on=case.ended_on, decided_by=by)
        profile.forget(case, by=by)
    audit.record(by=by, action="recognition.case_withdrawn", obj=case)
    return case


@transaction.atomic
def set_payer(
    *,
    case: RecognitionCase,
    payer: str,
    by: Any,
    law: LawProfile | None = None,
    fee: Decimal | None = None,
    currency: str = "",
) -> RecognitionCase:
    """Say who pays the fee of a case, and how much it is; the holder only under a law that is named."""
    if not may(case, user=by, action="charge"):
        raise NotPermitted(
            N_("Who pays is recorded by the authority and the office that registered the person."),
            hint=N_("Ask one of them."),
        )
    if case.state in ENDED:
        guard.check_state(case, UNDECIDED)
    guard.charge(case, payer=payer, law=law)
    case.fee, case.currency = case.fee if fee is None else fee, currency or case.currency
    case.save(update_fields=["payer", "law", "fee", "currency"])
    audit.record(
        by=by, action="recognition.payer_set", obj=case, detail={"payer": payer, "law": law.pk if law else None}
    )
    return case


def _check_may_begin(person: Person, by: Any) -> None:
    if not may(person, user=by, action="change"):
        raise NotPermitted(
            N_("Only the person and the office that registered her apply for a recognition."),
            hint=N_("Ask one of them."),
        )


def _check_wish(person: Person, procedure: RecognitionProcedure, wish: Wish) -> None:
    if wish.education is not None and wish.education.person_id != person.pk:
        raise InputError(
            N_("This qualification belongs to somebody else."),
            hint=N_("Choose one of the person's own."),
            field="education",
        )
    if wish.is_fast_track and not procedure.fast_track_time:
        raise RuleViolation(
            N_("This procedure has no fast track."), hint=N_("Apply in the usual way."), field="is_fast_track"
        )
    open_ones = RecognitionCase.objects.filter(person=person, procedure=procedure)
    if open_ones.exclude(state__in=(State.DECIDED, *ENDED)).exists():
        raise RuleViolation(
            N_("An application in this procedure is open already."),
            hint=N_("Go on with that one, or withdraw it first."),
            code="open_already",
        )


def _ask_for_papers(case: RecognitionCase) -> None:
    today = timezone.localdate()
    rows = []
    for asked in case.procedure.asked_documents.order_by("pk"):
        forms = (Form.ORIGINAL, Form.TRANSLATION) if asked.needs_translation else (Form.ORIGINAL,)
        rows += [CaseDocument(case=case, kind=asked.kind, form=form, asked_on=today) for form in forms]
    CaseDocument.objects.bulk_create(rows)

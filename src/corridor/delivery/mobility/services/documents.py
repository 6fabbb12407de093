"""Receive, check and reject the documents of a step."""

from datetime import date
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from corridor.access.selectors import may
from corridor.core import audit, files
from corridor.delivery.mobility.models import CaseDocument
from corridor.delivery.mobility.rules import media_type_of
from corridor.delivery.mobility.services.telling import tell_worker
from corridor.kernel.errors import N_, InputError, NotPermitted, RuleViolation

LIMIT_BYTES = 10 * 1024 * 1024
Status = CaseDocument.Status


@transaction.atomic
def receive_document(
    *, document: CaseDocument, upload: "File[bytes]", by: Any, valid_until_date: date | None = None
) -> CaseDocument:
    """Keep a file that was handed in; a document that was checked already is not replaced."""
    _check_may(document, by, "change")
    if document.status == Status.CHECKED:
        raise RuleViolation(
            N_('"%(document)s" has been checked and is not replaced.'),
            hint=N_("Ask the office if it must be renewed."),
            params={"document": document.label},
        )
    media_type = _check_file(upload)
    _check_validity(valid_until_date)
    document.file = files.keep(upload=upload, purpose="case document", media_type=media_type, by=by)
    document.status, document.reason, document.valid_until_date = Status.RECEIVED, "", valid_until_date
    document.save(update_fields=["file", "status", "reason", "valid_until_date"])
    audit.record(by=by, action="mobility.document_received", obj=document, detail={"kind": document.kind})
    return document


@transaction.atomic
def check_document(*, document: CaseDocument, by: Any, valid_until_date: date | None = None) -> CaseDocument:
    """Accept a document that was handed in."""
    _check_may(document, by, "check")
    _check_handed_in(document)
    _check_validity(valid_until_date)
    document.status, document.reason = Status.CHECKED, ""
    document.valid_until_date = valid_until_date or document.valid_until_date
    document.save(update_fields=["status", "reason", "valid_until_date"])
    audit.record(by=by, action="mobility.document_checked", obj=document, detail={"kind": document.kind})
    return document


@transaction.atomic
def reject_document(*, document: CaseDocument, reason: str, by: Any) -> CaseDocument:
    """Send a document back; the worker reads the reason."""
    _check_may(document, by, "check")
    _check_handed_in(document)
    if not reason.strip():
        raise InputError(
            N_("A document is sent back with a reason."),
            hint=N_("Say what is wrong and what would be accepted."),
            field="reason",
        )
    document.status, document.reason = Status.REJECTED, reason.strip()[:300]
    document.save(update_fields=["status", "reason"])
    audit.record(by=by, action="mobility.document_rejected", obj=document, detail={"kind": document.kind})
    tell_worker(document.case_step.case.placement)
    return document


def _check_may(document: CaseDocument, by: Any, action: str) -> None:
    if not may(document, user=by, action=action):
        raise NotPermitted(
            N_("Documents are handed in by the person concerned and checked by the offices of the scheme."),
            hint=N_("Ask the office in the country of origin or of destination."),
        )


def _check_file(upload: "File[bytes]") -> str:
    files.check_size(upload, limit_bytes=LIMIT_BYTES)
    stated = files.check_type(upload, allowed=files.DOCUMENT_TYPES)
    shown = media_type_of(upload.read(8))
    upload.seek(0)
    if shown != stated:
        # A name is quickly changed; the first bytes say what a file is.
        raise InputError(
            N_("The file %(name)s is not what its name says."),
            hint=N_("Send a PDF, a JPEG or a PNG file."),
            field="file",
            params={"name": upload.name},
        )
    return shown


def _check_validity(valid_until_date: date | None) -> None:
    if valid_until_date is not None and valid_until_date < timezone.localdate():
        raise InputError(
            N_("The document expired on %(day)s."),
            hint=N_("Hand in one that is still valid."),
            field="valid_until_date",
            params={"day": valid_until_date.isoformat()},
        )


def _check_handed_in(document: CaseDocument) -> None:
    if document.status not in {Status.RECEIVED, Status.CHECKED}:
        raise RuleViolation(
            N_('"%(document)s" has not been handed in.'),
            hint=N_("Wait for the document."),
            params={"document": document.label},
        )

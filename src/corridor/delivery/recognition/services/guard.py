"""Who may act on a case, in which state, and who pays."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Model
from django.utils import timezone

from corridor.access.selectors import may
from corridor.core import files, outbox
from corridor.core.models import StoredFile
from corridor.delivery.recognition.models import Charged, LawProfile, RecognitionCase
from corridor.delivery.recognition.rules.states import may_follow
from corridor.delivery.skills.payers import check_payer
from corridor.kernel.errors import N_, InputError, NotPermitted, RuleViolation

LIMIT_BYTES = 10 * 1024 * 1024
_SIGNATURES = {b"%PDF-": "application/pdf", b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}


def check_applicant(row: Model, by: Any) -> None:
    """Refuse whoever is neither the applicant nor the office that registered her."""
    if not may(row, user=by, action="change"):
        raise NotPermitted(
            N_("Only the applicant and the office that registered her act on this application."),
            hint=N_("Ask one of them."),
        )


def check_authority(row: Model, by: Any) -> None:
    """Refuse whoever does not decide for the authority of the procedure."""
    if not may(row, user=by, action="decide"):
        raise NotPermitted(
            N_("Only the authority to which the application was made decides on it."), hint=N_("Ask the authority.")
        )


def check_state(case: RecognitionCase, allowed: Sequence[str]) -> None:
    """Refuse an act that does not belong to the state of a case."""
    _read_state(case)
    if case.state not in allowed:
        raise _wrong_state(case)


def move(case: RecognitionCase, to: str) -> None:
    """Bring a case into its next state, without saving it."""
    _read_state(case)
    if not may_follow(case.state, to):
        raise _wrong_state(case)
    case.state = to


def charge(row: Charged, *, payer: str, law: LawProfile | None) -> None:
    """Name who pays, without saving the row; the holder only under a law, and a law only for the holder."""
    check_payer(payer, law=law)
    row.payer, row.law = payer, law if payer == "holder" else None


def today_or(day: date | None) -> date:
    """Return a day that is given, else today; nothing is dated ahead."""
    today = timezone.localdate()
    if day is not None and day > today:
        raise InputError(
            N_("%(day)s lies ahead."), hint=N_("Give today or an earlier day."), params={"day": day.isoformat()}
        )
    return day or today


def kept(upload: Any, *, purpose: str, by: Any) -> StoredFile:
    """Keep a PDF or a photo; what a file is, its first bytes say and not its name."""
    files.check_size(upload, limit_bytes=LIMIT_BYTES)
    stated = files.check_type(upload, allowed=files.DOCUMENT_TYPES)
    head = upload.read(8)
    upload.seek(0)
    if next((kind for mark, kind in _SIGNATURES.items() if head.startswith(mark)), "") != stated:
        raise InputError(
            N_("The file %(name)s is not what its name says."),
            hint=N_("Send a PDF, a JPEG or a PNG file."),
            field="file",
            params={"name": upload.name},
        )
    return files.keep(upload=upload, purpose=purpose, media_type=stated, by=by)


def tell_applicant(case: RecognitionCase) -> None:
    """Leave a neutral message: a stranger may read over the shoulder."""
    if case.person.user is not None:
        outbox.write(to=case.person.user, subject=N_("There is news for you"), body=N_("Sign in to read it."))


def _read_state(case: RecognitionCase) -> None:
    """Hold the row until the act is done: of two people who decide at once, the second is told so."""
    held = RecognitionCase.objects.select_for_update().filter(pk=case.pk).order_by("pk")
    case.state = held.values_list("state", flat=True).get()


def _wrong_state(case: RecognitionCase) -> RuleViolation:
    return RuleViolation(
        N_("This is not possible while the application stands at: %(state)s."),
        hint=N_("See the page of the application for what comes next."),
        code="wrong_state",
        params={"state": RecognitionCase.State(case.state).label},
    )

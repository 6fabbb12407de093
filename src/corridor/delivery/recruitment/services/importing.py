"""Import of candidates: upload, check, preview, and one transaction that writes all of it or nothing.

A large file is written by the worker: nobody waits a minute for a page, and the officer may go on working.
"""

from datetime import date, datetime
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from corridor.access.models import User
from corridor.core import audit, files, jobs
from corridor.core.models import Run
from corridor.delivery.recruitment.candidate_rows import COLUMNS, REQUIRED
from corridor.delivery.recruitment.models import CandidateImport
from corridor.delivery.recruitment.selectors.imports import IMPORT, ImportPlan, is_under_way, origins_of, plan_of
from corridor.delivery.recruitment.services import writing
from corridor.delivery.recruitment.sheet import read_sheet
from corridor.design.schemes.models import Scheme
from corridor.kernel.errors import N_, NotPermitted, RuleViolation

PURPOSE = "candidate_import"
LARGE = 2_000


def start_import(*, scheme: Scheme, upload: File[Any], by: User, iso3: str = "") -> CandidateImport:
    """Keep a file whose size, type, encoding and columns are right; nothing is imported yet."""
    country = _country(scheme=scheme, by=by, iso3=iso3)
    files.check_size(upload)
    media_type = files.check_type(upload, allowed=files.TABLE_TYPES)
    read_sheet(upload.read(), known=COLUMNS, required=REQUIRED)
    upload.seek(0)
    with transaction.atomic():
        stored = files.keep(upload=upload, purpose=PURPOSE, media_type=media_type, by=by)
        batch = CandidateImport.objects.create(scheme=scheme, iso3=country, file=stored, created_by=by)
        audit.record(by=by, action="recruitment.import_uploaded", obj=batch, detail={"sha256": stored.sha256})
    return batch


@transaction.atomic
def confirm_import(
    *,
    batch: CandidateImport,
    by: User,
    today: date,
    expected: dict[str, int] | None = None,
    skip_bad: bool = False,
    take_duplicates: bool = False,
) -> CandidateImport:
    """Write the good rows of a file in one transaction; importing the same file again changes nothing.

    `expected` are the counts of the preview: if the data have changed since, nothing is written.
    """
    batch = CandidateImport.objects.select_for_update().select_related("file", "scheme").get(pk=batch.pk)
    plan = plan_of(batch=batch, user=by, today=today)
    _check(batch, plan, expected=expected, skip_bad=skip_bad)
    moment = timezone.now()
    writing.write_updates(plan.updated, batch=batch, moment=moment)
    writing.write_new(plan.new, batch=batch, by=by, moment=moment)
    if take_duplicates:
        writing.write_duplicates(plan, batch=batch, by=by, moment=moment)
    _close(batch, plan, moment, take_duplicates=take_duplicates)
    detail = {"sha256": batch.file.sha256, **batch.counts, "duplicates_taken": take_duplicates}
    audit.record(by=by, action="recruitment.candidates_imported", obj=batch, detail=detail)
    return batch


@transaction.atomic
def queue_import(
    *,
    batch: CandidateImport,
    plan: ImportPlan,
    by: User,
    today: date,
    expected: dict[str, int] | None = None,
    skip_bad: bool = False,
    take_duplicates: bool = False,
) -> Run:
    """Let the worker write a large file; what can be refused now is refused now."""
    batch = CandidateImport.objects.select_for_update().select_related("file", "scheme").get(pk=batch.pk)
    _check(batch, plan, expected=expected, skip_bad=skip_bad)
    _check_idle(batch)
    asked = {"expected": expected, "skip_bad": skip_bad, "take_duplicates": take_duplicates}
    parameters = {"batch": batch.pk, "today": today.isoformat(), **asked}
    audit.record(by=by, action="recruitment.import_queued", obj=batch, detail=asked)
    return jobs.queue(IMPORT, parameters=parameters, by=by)


@transaction.atomic
def discard_import(*, batch: CandidateImport, by: User) -> CandidateImport:
    """Put a file aside; nothing of it is imported."""
    _check_open(batch)
    _check_idle(batch)
    batch.status = CandidateImport.Status.DISCARDED
    batch.save(update_fields=["status"])
    audit.record(by=by, action="recruitment.import_discarded", obj=batch)
    return batch


def _country(*, scheme: Scheme, by: User, iso3: str) -> str:
    origins = sorted(origins_of(user=by, scheme=scheme))
    if not origins or (iso3 and iso3 not in origins):
        raise NotPermitted(
            N_("Your office does not register people for the scheme %(scheme)s."),
            hint=N_("Choose a scheme that has your country as a country of origin."),
            field="scheme",
            params={"scheme": scheme.reference},
        )
    return iso3 or origins[0]


def _check(batch: CandidateImport, plan: ImportPlan, *, expected: dict[str, int] | None, skip_bad: bool) -> None:
    _check_open(batch)
    if plan.problems and not skip_bad:
        raise RuleViolation(
            N_("%(count)s rows of the file are wrong, so nothing was imported."),
            hint=N_("Correct them and upload the file again, or agree to leave them out."),
            field="skip_bad",
            params={"count": plan.counts["bad"]},
        )
    if expected is not None and expected != plan.counts:
        raise RuleViolation(
            N_("The records have changed since the preview, so nothing was imported."),
            hint=N_("Look at the new preview and confirm again."),
        )


def _check_open(batch: CandidateImport) -> None:
    if batch.status != CandidateImport.Status.UPLOADED:
        raise RuleViolation(
            N_("This file has been dealt with already."), hint=N_("Upload it again if you want to import it once more.")
        )


def _check_idle(batch: CandidateImport) -> None:
    if is_under_way(batch=batch):
        raise RuleViolation(
            N_("This file is being imported already."), hint=N_("Wait until the import has ended; the page says so.")
        )


def _close(batch: CandidateImport, plan: ImportPlan, moment: datetime, **taken: Any) -> None:
    batch.status, batch.confirmed_at, batch.counts = CandidateImport.Status.CONFIRMED, moment, plan.counts
    batch.takes_duplicates = bool(taken["take_duplicates"])
    batch.save(update_fields=["status", "confirmed_at", "counts", "takes_duplicates"])

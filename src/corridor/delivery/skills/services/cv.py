"""CVs taken into a profile: read first, taken in when somebody has looked at it."""

import hashlib

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils import timezone

from corridor.access.models import User
from corridor.batch.cv.refusal import PDF_CEILING
from corridor.core import audit
from corridor.core.files import check_size, keep
from corridor.delivery.skills.checks import check_entry
from corridor.delivery.skills.models import (
    CvImport,
    Education,
    LanguageResult,
    Person,
    PersonLanguage,
    PersonSkill,
    WorkExperience,
)
from corridor.delivery.skills.selectors.cv_found import Row, found_in, found_in_bytes, stored_losses
from corridor.delivery.skills.services.files import discard_file
from corridor.delivery.skills.services.guard import check_accompany
from corridor.delivery.skills.services.items import follow_result
from corridor.delivery.skills.services.links import propose_link
from corridor.kernel.errors import N_, RuleViolation

MEDIA_TYPES = {
    "json-resume": "application/json",
    "csv": "text/csv",
    "europass-pdf": "application/pdf",
    "skillspassport-pdf": "application/pdf",
}


@transaction.atomic
def read_in(*, person: Person, upload: File[bytes], language: str, by: User) -> CvImport:
    """Keep a CV to be looked at; the same document is kept once, and nothing of it enters the profile yet."""
    check_accompany(person, by)
    check_size(upload, limit_bytes=PDF_CEILING)
    data, name = upload.read(), (upload.name or "cv")[-200:]
    sha256 = hashlib.sha256(data).hexdigest()
    known = CvImport.objects.filter(person=person, sha256=sha256).first()
    if known is not None:
        return known
    found = found_in_bytes(data, name=name, person=person, language=language, today=timezone.localdate())
    stored = keep(
        upload=ContentFile(data, name=name),
        purpose="cv",
        media_type=MEDIA_TYPES.get(found.format, "application/xml"),
        by=by,
    )
    row = CvImport.objects.create(
        person=person,
        file=stored,
        sha256=sha256,
        format=found.format,
        language=language,
        unmapped=stored_losses(found),
        made_by=by,
    )
    audit.record(by=by, action="skills.cv_read", obj=person, detail={"cv": row.pk, "format": row.format})
    return row


@transaction.atomic
def take_in(*, cv: CvImport, by: User) -> CvImport:
    """Add what a CV says and the profile has not yet, as statements of the person; all of it or nothing."""
    check_accompany(cv.person, by)
    cv = CvImport.objects.select_for_update().select_related("person", "file").get(pk=cv.pk)
    if cv.state == CvImport.State.TAKEN:
        raise RuleViolation(
            N_("This CV was taken in already."), hint=N_("Change the entries of the profile, or give another CV.")
        )
    new = found_in(cv, today=timezone.localdate()).new
    for row in new:
        _keep(row)
        if isinstance(row, WorkExperience | PersonSkill | Education):
            propose_link(item=row, by=by)
    cv.state, cv.added = CvImport.State.TAKEN, len(new)
    cv.save(update_fields=["state", "added"])
    audit.record(by=by, action="skills.cv_taken_in", obj=cv.person, detail={"cv": cv.pk, "added": cv.added})
    return cv


@transaction.atomic
def drop_cv(*, cv: CvImport, by: User) -> None:
    """Delete a CV that was not taken in, with its document."""
    check_accompany(cv.person, by)
    if cv.state == CvImport.State.TAKEN:
        raise RuleViolation(
            N_("This CV was taken in already."), hint=N_("Change the entries of the profile, or give another CV.")
        )
    audit.record(by=by, action="skills.cv_dropped", obj=cv.person, detail={"cv": cv.pk})
    cv.delete()
    discard_file(cv.file)


def _keep(row: Row) -> None:
    if isinstance(row, PersonLanguage):
        PersonLanguage.objects.get_or_create(person=row.person, language=row.language, defaults={"cefr": row.cefr})
        return
    if isinstance(row, WorkExperience | Education | PersonSkill | LanguageResult):
        check_entry(row, timezone.localdate())
        row.save()
    if isinstance(row, LanguageResult):
        follow_result(row)

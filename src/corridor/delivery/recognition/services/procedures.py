"""What an authority says about its procedures, and the laws that make holders pay."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from corridor.access.models import Organisation
from corridor.access.roles import Role
from corridor.access.selectors import organisations_of, roles_of
from corridor.core import audit
from corridor.core.wordings import is_prose
from corridor.delivery.recognition.models import AskedDocument, LawProfile, RecognitionProcedure
from corridor.delivery.recognition.services.guard import charge
from corridor.kernel.errors import N_, InputError, NotPermitted


@transaction.atomic
def keep_procedure(
    *,
    values: Mapping[str, Any],
    papers: Sequence[tuple[str, bool]],
    by: Any,
    procedure: RecognitionProcedure | None = None,
) -> RecognitionProcedure:
    """Enter or change a procedure of one's own authority; running cases keep the terms under which they began."""
    organisation = _organisation(by)
    row = procedure or RecognitionProcedure(organisation=organisation)
    if row.organisation_id != organisation.pk:
        raise NotPermitted(N_("A procedure is kept by its own authority."), hint=N_("Ask that authority."))
    _check_code(row, values["code"])
    texts = {name: value for name, value in values.items() if is_prose(row, name) and name != "code"}
    row.write(**texts)
    for name, value in values.items():
        if name not in texts and name not in {"payer", "law"}:
            setattr(row, name, value)
    charge(row, payer=values["payer"], law=values["law"])
    row.save()
    row.asked_documents.all().delete()
    AskedDocument.objects.bulk_create(
        AskedDocument(procedure=row, kind=kind, needs_translation=needed) for kind, needed in papers
    )
    audit.record(by=by, action="recognition.procedure_kept", obj=row, detail={"code": row.code})
    return row


@transaction.atomic
def name_law(*, title: str, iso3: str, law_date: date, source: str, by: Any) -> LawProfile:
    """Name a law by which holders pay; the country, the date and the source are part of it."""
    if Role.AUTHORITY not in roles_of(by):
        raise NotPermitted(N_("Laws are named by recognition authorities."), hint=N_("Ask the authority."))
    if LawProfile.objects.filter(title=title.strip(), iso3=iso3, law_date=law_date).exists():
        raise InputError(N_("This law is entered already."), hint=N_("Choose it from the list."), field="title")
    row = LawProfile.objects.create(title=title.strip(), iso3=iso3, law_date=law_date, source=source.strip())
    audit.record(by=by, action="recognition.law_named", obj=row)
    return row


def _organisation(by: Any) -> Organisation:
    found = organisations_of(by, role=Role.AUTHORITY).first()
    if found is None:
        raise NotPermitted(N_("Procedures are kept by recognition authorities."), hint=N_("Ask the authority."))
    return found


def _check_code(row: RecognitionProcedure, code: str) -> None:
    if RecognitionProcedure.objects.filter(code=code).exclude(pk=row.pk).exists():
        raise InputError(
            N_('The code "%(code)s" is taken.'), hint=N_("Choose another."), field="code", params={"code": code}
        )

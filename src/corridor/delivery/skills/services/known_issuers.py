"""Issuers elsewhere: keep one with its document, renew it, take it off."""

from django.db import transaction

from corridor.access.models import User
from corridor.access.selectors import roles_of
from corridor.core import audit
from corridor.delivery.skills.models import KnownIssuer
from corridor.delivery.skills.runs import document_of, published_keys
from corridor.delivery.skills.selectors import KEY_HOLDERS
from corridor.kernel.errors import N_, NotPermitted


@transaction.atomic
def keep_issuer(*, issuer: KnownIssuer, file: bytes | None, by: User) -> KnownIssuer:
    """Let the credentials of an issuer count here; one that is known already gets the newer document and dates."""
    _check(by)
    issuer.document = document_of(file) if file else None
    published_keys(did=issuer.did, document=issuer.document)
    earlier = KnownIssuer.objects.select_for_update().filter(did=issuer.did).order_by("pk").first()
    issuer.pk = earlier.pk if earlier else None
    issuer.save()
    audit.record(by=by, action="skills.issuer_renewed" if earlier else "skills.issuer_known", obj=issuer)
    return issuer


@transaction.atomic
def forget_issuer(*, issuer: KnownIssuer, by: User) -> None:
    """Let the credentials of an issuer count no longer."""
    _check(by)
    audit.record(by=by, action="skills.issuer_forgotten", obj=issuer, detail={"did": issuer.did})
    issuer.delete()


def _check(by: User) -> None:
    if not roles_of(by) & set(KEY_HOLDERS):
        raise NotPermitted(
            N_("Only administrators and officers of the country of origin say whose credentials count."),
            hint=N_("Ask one of them."),
        )

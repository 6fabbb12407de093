"""Keys of issuers, and the lists on which they withdraw."""

import secrets

from django.db import transaction
from django.utils import timezone

from corridor.access.models import Organisation, User
from corridor.core import audit
from corridor.delivery.skills.models import CredentialList, IssuerKey, PassportCredential
from corridor.delivery.skills.runs import LIST_ENTRIES, can_sign, did_of_key, empty_bits, with_withdrawn
from corridor.delivery.skills.selectors import issuing_organisations
from corridor.kernel.errors import N_, NotPermitted

# A list is never filled: a draw at random then finds a free place at once, and the place tells nothing of the day.
MOST_GIVEN = LIST_ENTRIES // 4


@transaction.atomic
def current_key(*, organisation: Organisation | None, by: User | None) -> IssuerKey:
    """Return the key that signs for an organisation now; made when it is first needed or can no longer be derived."""
    key = IssuerKey.objects.filter(organisation=organisation, retired_at=None).order_by("-number").first()
    if key is not None and can_sign(key):
        return key
    return _next_key(organisation, by)


@transaction.atomic
def rotate_key(*, organisation: Organisation, by: User) -> IssuerKey:
    """Let an organisation sign with a new key; what the old ones signed stays valid."""
    if not issuing_organisations(user=by).filter(pk=organisation.pk).exists():
        raise NotPermitted(
            N_("Only the administrator and the officers of an organisation change its key."),
            hint=N_("Ask one of them."),
        )
    return _next_key(organisation, by)


@transaction.atomic
def give_entry(*, key: IssuerKey) -> tuple[CredentialList, int]:
    """Return a place on a status list of the key that no other credential has, drawn at random."""
    row = CredentialList.objects.filter(key=key).order_by("-number").first()
    if row is None or row.credentials.count() >= MOST_GIVEN:
        number = row.number + 1 if row else 1
        fresh = {"bits": empty_bits(), "changed_at": timezone.now()}
        row, _is_new = CredentialList.objects.get_or_create(key=key, number=number, defaults=fresh)
    index = secrets.randbelow(LIST_ENTRIES)
    while PassportCredential.objects.filter(status_list=row, status_index=index).exists():
        index = secrets.randbelow(LIST_ENTRIES)
    return row, index


@transaction.atomic
def withdraw_entry(*, credential: PassportCredential) -> CredentialList:
    """Set the bit of a credential; the list is signed anew when it is next asked for."""
    # Weak enough for others to be given a place meanwhile; else two issues and a revocation could wait for each other.
    row = CredentialList.objects.select_for_update(no_key=True).get(pk=credential.status_list_id)
    row.bits, row.changed_at = with_withdrawn(row.bits, credential.status_index), timezone.now()
    row.save(update_fields=["bits", "changed_at"])
    return row


def _next_key(organisation: Organisation | None, by: User | None) -> IssuerKey:
    moment = timezone.now()
    held = IssuerKey.objects.select_for_update(no_key=True).filter(organisation=organisation).order_by("-number")
    latest = held.first()
    held.filter(retired_at=None).update(retired_at=moment)
    number = latest.number + 1 if latest else 1
    organisation_id = organisation.pk if organisation else None
    key, is_new = IssuerKey.objects.get_or_create(
        organisation=organisation,
        number=number,
        defaults={"did": did_of_key(organisation_id=organisation_id, number=number), "valid_from": moment},
    )
    if is_new:
        action = "skills.issuer_key_rotated" if latest else "skills.issuer_key_made"
        audit.record(by=by, action=action, obj=key, detail={"organisation": organisation_id, "number": number})
    return key

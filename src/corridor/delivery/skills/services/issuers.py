"""Keys of issuers, and the lists on which they withdraw."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True)
class HeldKey:
    """A key, and whether it was made just now."""

    key: IssuerKey
    is_new: bool = False


@transaction.atomic
def current_keys(*, organisations: Sequence[Organisation | None]) -> list[HeldKey]:
    """Return the keys that sign now; each is made when it is first needed or can no longer be derived.

    None stands for the installation. The caller records new keys when all else is written: whoever holds the audit
    must not wait for a key or a list.
    """
    return [_current(organisation) for organisation in organisations]


def record_keys(*, held: Sequence[HeldKey], by: User | None) -> None:
    """Note in the audit those keys that were made just now."""
    for one in held:
        if one.is_new:
            action = "skills.issuer_key_made" if one.key.number == 1 else "skills.issuer_key_rotated"
            detail = {"organisation": one.key.organisation_id, "number": one.key.number}
            audit.record(by=by, action=action, obj=one.key, detail=detail)


@transaction.atomic
def rotate_key(*, organisation: Organisation, by: User) -> IssuerKey:
    """Let an organisation sign with a new key; what the old ones signed stays valid."""
    if not issuing_organisations(user=by).filter(pk=organisation.pk).exists():
        raise NotPermitted(
            N_("Only the administrator and the officers of an organisation change its key."),
            hint=N_("Ask one of them."),
        )
    made = _next_key(organisation)
    record_keys(held=[made], by=by)
    return made.key


@transaction.atomic
def give_entry(*, key: IssuerKey) -> tuple[CredentialList, int]:
    """Return a place on a status list of the key that no other credential has, drawn at random."""
    row = CredentialList.objects.filter(key=key).order_by("-number")[0]
    if row.credentials.count() >= MOST_GIVEN:
        row = _list(key, row.number + 1)
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


def _current(organisation: Organisation | None) -> HeldKey:
    key = IssuerKey.objects.filter(organisation=organisation, retired_at=None).order_by("-number").first()
    return HeldKey(key) if key is not None and can_sign(key) else _next_key(organisation)


def _next_key(organisation: Organisation | None) -> HeldKey:
    moment, rows = timezone.now(), IssuerKey.objects.filter(organisation=organisation).order_by("-number")
    # Who waited here for another rotation reads the newest key after it, in a statement of its own.
    list(rows.select_for_update(no_key=True))
    latest = rows.first()
    rows.filter(retired_at=None).update(retired_at=moment)
    number = latest.number + 1 if latest else 1
    did = did_of_key(organisation_id=organisation.pk if organisation else None, number=number)
    key, is_new = IssuerKey.objects.get_or_create(
        organisation=organisation, number=number, defaults={"did": did, "valid_from": moment}
    )
    _list(key, 1)
    return HeldKey(key, is_new=is_new)


def _list(key: IssuerKey, number: int) -> CredentialList:
    fresh = {"bits": empty_bits(), "changed_at": timezone.now()}
    return CredentialList.objects.get_or_create(key=key, number=number, defaults=fresh)[0]

"""Reading issuers, their lists and what the verifier on a telephone carries along."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse

from corridor.access.models import Organisation, User
from corridor.access.roles import Role
from corridor.access.selectors import Person as Reader, organisations_of, visible
from corridor.delivery.skills.documents import moment_text
from corridor.delivery.skills.models import CredentialList, IssuerKey, PassportCredential, Person
from corridor.delivery.skills.runs import can_sign, sign_list, sign_trust_list

KEY_HOLDERS = (Role.ADMINISTRATOR, Role.OFFICER_ORIGIN)


@dataclass(frozen=True)
class IssuerRow:
    """An organisation that signs passports, with its keys, the newest first."""

    organisation: Organisation
    keys: tuple[IssuerKey, ...]


def issuer_of(person: Person, *, by: User) -> Organisation | None:
    """Return the office in whose name a passport is issued: the officer's own, else the one that keeps the person."""
    own = organisations_of(by, role=Role.OFFICER_ORIGIN).filter(iso3=person.iso3).first()
    if own is not None:
        return own
    offices = Organisation.objects.filter(
        iso3=person.iso3,
        memberships__role=Role.OFFICER_ORIGIN,
        memberships__is_active=True,
        workspaces__in=Person.objects.filter(pk=person.pk).values("candidacies__scheme__workspace"),
    )
    return offices.order_by("pk").first()


def issuing_organisations(*, user: Reader) -> QuerySet[Organisation]:
    """Return the organisations whose keys somebody looks after."""
    ids = [row.pk for role in KEY_HOLDERS for row in organisations_of(user, role=role)]
    return Organisation.objects.filter(pk__in=ids).order_by("name", "pk")


def issuer_rows(*, user: Reader) -> list[IssuerRow]:
    """Return the organisations whose keys somebody looks after, with these keys."""
    keys = list(visible(IssuerKey.objects.all(), user=user).order_by("-number", "pk"))
    return [
        IssuerRow(row, tuple(key for key in keys if key.organisation_id == row.pk))
        for row in issuing_organisations(user=user)
    ]


def credential_of(passport_id: int) -> PassportCredential | None:
    """Return the credential of a passport that was read through its own door; None where it has only its seal."""
    rows = PassportCredential.objects.filter(passport=passport_id).select_related("status_list__key__organisation")
    return rows.order_by("pk").first()


def address_of(name: str, *args: int) -> str:
    """Return the public address of one of our pages, as signed documents name it."""
    return f"{settings.CORRIDOR_ADDRESS}{reverse(name, args=args)}"


def list_address(row: CredentialList) -> str:
    """Return where a status list is found."""
    return address_of("verifier:status_list", row.pk)


def signed_list(*, pk: int, as_of: datetime) -> Mapping[str, Any]:
    """Return a status list as it is at a moment, signed and dated, else 404."""
    row = CredentialList.objects.select_related("key").filter(pk=pk).order_by("pk").first()
    if row is None:
        raise Http404
    return _signed(row, as_of)


def installation_key() -> IssuerKey | None:
    """Return the key that signs the trust list; None until the first passport or the first look at the verifier."""
    return IssuerKey.objects.filter(organisation=None, retired_at=None).order_by("-number").first()


def verifier_pack(*, as_of: datetime) -> dict[str, object]:
    """Return what the verifier keeps for the time without a network: issuers and status lists, dated and signed."""
    key = installation_key()
    rows = CredentialList.objects.select_related("key").order_by("pk")
    signable = [row for row in rows if can_sign(row.key)]
    return {
        "date": moment_text(_dated(as_of)),
        "trust": sign_trust_list(_issuers(), key, created=_dated(as_of)) if key and can_sign(key) else None,
        "lists": [_signed(row, as_of) for row in signable],
    }


def did_document() -> dict[str, object]:
    """Return the DID document of the installation's did:web with every key under which passports were signed."""
    host = settings.CORRIDOR_ADDRESS.split("://", 1)[1].replace(":", "%3A")
    did = f"did:web:{host}"
    methods: list[dict[str, str]] = [
        {
            "id": f"{did}#{key.did.removeprefix('did:key:')}",
            "type": "Multikey",
            "controller": did,
            "publicKeyMultibase": key.did.removeprefix("did:key:"),
        }
        for key in IssuerKey.objects.order_by("pk")
    ]
    return {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": did,
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }


def _issuers() -> list[dict[str, str]]:
    keys = IssuerKey.objects.select_related("organisation").order_by("pk")
    found = []
    for key in keys:
        entry = {"id": key.did, "name": name_of(key), "valid_from": moment_text(key.valid_from)}
        if key.retired_at is not None:
            # To the second above, as credentials of the same second were still signed with it.
            entry["valid_until"] = moment_text(key.retired_at.replace(microsecond=0)).replace("Z", ".999Z")
        found.append(entry)
    return found


def name_of(key: IssuerKey) -> str:
    """Return whose key it is, in the words of the record."""
    return key.organisation.name if key.organisation else "Corridor"


def _signed(row: CredentialList, as_of: datetime) -> Mapping[str, Any]:
    return sign_list(row, address=list_address(row), created=max(_dated(as_of), row.changed_at))


def _dated(moment: datetime) -> datetime:
    # One date for each hour: whoever asks twice gets the same bytes.
    return moment.replace(minute=0, second=0, microsecond=0)

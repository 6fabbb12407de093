"""Reading issuers, their keys and their lists."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from corridor.access.models import Organisation, User
from corridor.access.roles import Role
from corridor.access.selectors import Person as Reader, organisations_of, visible
from corridor.delivery.skills.models import CredentialList, IssuerKey, PassportCredential, Person

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


def installation_key() -> IssuerKey | None:
    """Return the key that signs the trust list; None until the first passport or the first look at the verifier."""
    return IssuerKey.objects.filter(organisation=None, retired_at=None).order_by("-number").first()


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


def name_of(key: IssuerKey) -> str:
    """Return whose key it is, in the words of the record."""
    return key.organisation.name if key.organisation else "Corridor"

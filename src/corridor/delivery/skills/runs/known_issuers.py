"""Keys of issuers elsewhere, read from what is kept of them."""

from collections.abc import Mapping
from typing import Any

from corridor.delivery.skills.models import KnownIssuer
from corridor.engines.credentials import address_of_did_web, did_key, key_of_did, keys_of_document, read_json
from corridor.kernel.errors import N_, InputError

# What the verifier on a telephone can check; a key of another kind stays on the page and counts nowhere.
KINDS = frozenset({"P-256", "Ed25519"})


def document_of(text: bytes) -> Mapping[str, Any]:
    """Return a DID document as it was handed in.

    Raises
    ------
    InputError : no JSON object, larger than 256 kB, or deeper than 64
    """
    found = read_json(text)
    if not isinstance(found, Mapping):
        raise InputError(
            N_("The file is not a JSON object."), hint=N_("Give the did.json of the issuer."), field="file"
        )
    return found


def published_keys(*, did: str, document: Mapping[str, Any] | None) -> list[dict[str, str]]:
    """Return the keys that count for an issuer, as a trust list names them; none for did:key, which is its own.

    Raises
    ------
    InputError : a did:key that is no key, a document of somebody else, or one without a key that can be checked
    """
    if did.startswith("did:key:"):
        _check_key(did)
        return []
    address = address_of_did_web(did)
    keys = [key for key in keys_of_document(document or {"id": did}, did) if key.key.kind in KINDS]
    if not keys:
        raise InputError(
            N_("The document names no key with which the issuer signs and that can be checked here."),
            hint=N_("Give the newest document from %(address)s; keys are P-256 or Ed25519."),
            field="file",
            params={"address": address},
        )
    return [{"id": key.method, "publicKeyMultibase": did_key(key.key).removeprefix("did:key:")} for key in keys]


def _check_key(did: str) -> None:
    try:
        key_of_did(did)
    except ValueError as error:
        raise InputError(
            N_("%(did)s is no did:key."),
            hint=N_("Copy it whole; it begins with did:key:z."),
            field="did",
            params={"did": did},
        ) from error


def trusted(row: KnownIssuer) -> dict[str, object]:
    """Return a known issuer as the trust list of the verifier names it."""
    entry: dict[str, object] = {"id": row.did, "name": row.name}
    if row.valid_from_date is not None:
        entry["valid_from"] = f"{row.valid_from_date.isoformat()}T00:00:00Z"
    if row.valid_until_date is not None:
        entry["valid_until"] = f"{row.valid_until_date.isoformat()}T23:59:59Z"
    keys = published_keys(did=row.did, document=row.document)
    return entry | ({"keys": keys} if keys else {})

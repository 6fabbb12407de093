"""Signatures of organisations, with the engine for credentials."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django.conf import settings

from corridor.delivery.skills.documents import CONTEXT, PARTS, moment_text
from corridor.delivery.skills.models import CredentialList, IssuerKey
from corridor.engines import credentials
from corridor.engines.credentials import SigningKey, Verification, offline
from corridor.engines.credentials.reasons import REASONS as REASONS
from corridor.kernel.errors import N_, DataUnavailable, InputError

SUITE: Final = "ecdsa-jcs-2019"
HOLDER_KINDS: Final = ("P-256", "Ed25519")
LIST_ENTRIES: Final = credentials.LEAST_ENTRIES
# After so long a list that a telephone has kept no longer shows that a credential is good.
LIST_COUNTS_MS: Final = 14 * 24 * 3600 * 1000


def did_of_key(*, organisation_id: int | None, number: int) -> str:
    """Return the did:key of a key that is numbered."""
    return credentials.did_key(_derived(organisation_id, number).public)


def can_sign(key: IssuerKey) -> bool:
    """Say whether the private part can still be derived; not after the installation's secret was changed."""
    return did_of_key(organisation_id=key.organisation_id, number=key.number) == key.did


def sign(unsigned: Mapping[str, Any], key: IssuerKey, *, created: datetime) -> Mapping[str, Any]:
    """Return a document with the organisation's proof."""
    signed = credentials.issue(unsigned, _own(key), suite=SUITE, created=moment_text(created), method=key.method)
    assert isinstance(signed, Mapping)
    return signed


def sign_disclosures(claims: Mapping[str, Any], key: IssuerKey, *, created: datetime) -> str:
    """Return claims as an SD-JWT with one disclosure for each part."""
    token = credentials.issue(
        claims, _own(key), suite="sd-jwt", created=moment_text(created), method=key.method, disclosable=PARTS
    )
    return str(token)


def public_key_of_holder(document: Mapping[str, Any]) -> Mapping[str, str]:
    """Return the public part of a holder's key as a JSON Web Key, in its own letters and nothing besides."""
    if "d" in document:
        raise InputError(
            N_("The private part of the key was sent as well."),
            hint=N_("Make a new key, keep its private part where it is, and send the public part only."),
            field="holder_key",
        )
    key = credentials.read_public_key(document)
    if key.kind not in HOLDER_KINDS:
        raise InputError(
            N_("A key of the kind %(kind)s cannot bind a passport to its holder."),
            hint=N_("Give a JSON Web Key of P-256 or Ed25519."),
            field="holder_key",
            params={"kind": key.kind},
        )
    return key.jwk()


def show_parts(token: str, parts: Sequence[str]) -> str:
    """Return an SD-JWT with the disclosures of these parts only."""
    return credentials.present(token, show=parts)


def pack(document: Mapping[str, Any]) -> str:
    """Return a signed document as the text of a QR code."""
    return offline.pack(document)


def empty_bits() -> str:
    """Return a status list on which nothing is withdrawn."""
    return credentials.encode_bits(bytes(LIST_ENTRIES // 8))


def with_withdrawn(bits: str, index: int) -> str:
    """Return a status list with one more entry withdrawn."""
    return credentials.encode_bits(credentials.with_bit(credentials.decode_bits(bits), index))


def sign_list(row: CredentialList, *, address: str, created: datetime) -> Mapping[str, Any]:
    """Return a status list, signed with the key whose credentials it withdraws."""
    unsigned = credentials.unsigned_list(
        credentials.decode_bits(row.bits),
        identifier=address,
        issuer=row.key.did,
        valid_from=moment_text(created),
        ttl_ms=LIST_COUNTS_MS,
    )
    return sign(unsigned, row.key, created=created)


def sign_trust_list(issuers: Sequence[Mapping[str, object]], key: IssuerKey, *, created: datetime) -> Mapping[str, Any]:
    """Return the issuers of this installation as a dated, signed document; its subject is a trust list."""
    unsigned = {
        "@context": [CONTEXT],
        "type": ["VerifiableCredential", "IssuerTrustList"],
        "issuer": key.did,
        "validFrom": moment_text(created),
        "credentialSubject": {"date": moment_text(created)[:10], "issuers": list(issuers)},
    }
    return sign(unsigned, key, created=created)


def verify(
    document: Mapping[str, Any] | str,
    *,
    as_of: datetime,
    trust: Mapping[str, Any] | None = None,
    lists: Sequence[Mapping[str, Any]] = (),
) -> Verification:
    """Return the five results for a credential, as the verifier on a telephone gives them."""
    return credentials.verify(
        document,
        as_of=as_of,
        trust=credentials.read_trust_list(trust["credentialSubject"]) if trust else None,
        status_lists=[credentials.open_status_list(one) for one in lists],
    )


def _own(key: IssuerKey) -> SigningKey:
    if not can_sign(key):
        raise DataUnavailable(
            N_("The key %(number)s can no longer sign: the secret of this installation was changed since."),
            hint=N_("Put the former secret back, or issue the passports anew."),
            params={"number": key.number},
        )
    return _derived(key.organisation_id, key.number)


def _derived(organisation_id: int | None, number: int) -> SigningKey:
    owner = "installation" if organisation_id is None else f"organisation {organisation_id}"
    return credentials.derived_key(settings.SECRET_KEY.encode(), purpose=f"corridor issuer key\n{owner}\n{number}")

"""Bitstring status lists: a credential is withdrawn by one bit of a list that its issuer signs."""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from corridor.engines.credentials.multibase import base64url_decode, base64url_encode
from corridor.engines.credentials.reading import read_moment
from corridor.engines.credentials.verdicts import UNKNOWN, Judgement, Opened, day, issuer_of
from corridor.kernel.errors import N_, InputError

LEAST_ENTRIES: Final = 131_072
MOST_ENTRIES: Final = 8 * 16_000_000
_WEIGHT: Final[Mapping[object, int]] = {True: 0, UNKNOWN: 1, False: 2}


@dataclass(frozen=True, slots=True)
class StatusList:
    """A status list out of its envelope; `is_proven` where its signature holds and is its issuer's."""

    identifiers: frozenset[str]
    issuer: str
    purposes: frozenset[str]
    bits: bytes
    signed_at: datetime | None
    ttl_ms: float | None
    until: datetime | None
    is_proven: bool


def encode_bits(bits: bytes) -> str:
    """Return bits as `encodedList`: GZIP, then multibase base64url; the same bits always give the same text.

    >>> decode_bits(encode_bits(bytes(16_384))) == bytes(16_384)
    True
    """
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return "u" + base64url_encode(packer.compress(bits) + packer.flush())


def decode_bits(text: object) -> bytes:
    """Return the bits of an `encodedList`.

    Raises
    ------
    InputError : not GZIP in base64url, fewer than 131,072 entries, or more than 128 million

    Source: W3C Bitstring Status List v1.0, section 3.
    """
    try:
        if not isinstance(text, str) or text[:1] != "u":
            raise ValueError("multibase")
        reader = zlib.decompressobj(31)
        bits = reader.decompress(base64url_decode(text[1:]), MOST_ENTRIES // 8 + 1)
    except (ValueError, zlib.error) as error:
        raise _unusable() from error
    if not reader.eof or not LEAST_ENTRIES // 8 <= len(bits) <= MOST_ENTRIES // 8:
        raise _unusable()
    return bits


def bit_of(bits: bytes, index: int) -> bool:
    """Return an entry; the first is the highest bit of the first byte.

    >>> bit_of(b"\\x40", 1)
    True
    """
    return bool(bits[index // 8] >> (7 - index % 8) & 1)


def with_bit(bits: bytes, index: int, value: bool = True) -> bytes:
    """Return the list with one entry set to the value.

    Raises
    ------
    InputError : the list has no such entry

    >>> with_bit(b"\\x00", 1)
    b'@'
    """
    if not 0 <= index < 8 * len(bits):
        raise InputError(
            N_("The status list has %(entries)s entries, so none has the number %(index)s."),
            hint=N_("Give the statusListIndex of the credential."),
            field="index",
            params={"entries": 8 * len(bits), "index": index},
        )
    changed, mask = bytearray(bits), 1 << (7 - index % 8)
    changed[index // 8] = changed[index // 8] | mask if value else changed[index // 8] & ~mask
    return bytes(changed)


def unsigned_list(
    bits: bytes,
    *,
    identifier: str,
    issuer: str,
    valid_from: str,
    purpose: str = "revocation",
    ttl_ms: int | None = None,
) -> Mapping[str, Any]:
    """Return a status list as a credential to be signed."""
    decode_bits(encode_bits(bits))
    subject: dict[str, Any] = {"id": f"{identifier}#list", "type": "BitstringStatusList", "statusPurpose": purpose}
    if ttl_ms is not None:
        subject["ttl"] = ttl_ms
    return {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": identifier,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer,
        "validFrom": valid_from,
        "credentialSubject": {**subject, "encodedList": encode_bits(bits)},
    }


def read_list(opened: Opened, *, signed_at: datetime | None, is_proven: bool) -> StatusList:
    """Return the status list in a credential out of its envelope.

    Raises
    ------
    InputError : the credential holds no bitstring status list
    """
    subject = opened.claims.get("credentialSubject")
    if not isinstance(subject, Mapping) or subject.get("type") != "BitstringStatusList":
        raise _unusable()
    purpose, ttl = subject.get("statusPurpose"), subject.get("ttl")
    names = (opened.claims.get("id"), subject.get("id"))
    return StatusList(
        identifiers=frozenset(str(name).removesuffix("#list") for name in names if name),
        issuer=issuer_of(opened.claims),
        purposes=frozenset(str(entry) for entry in (purpose if isinstance(purpose, list) else [purpose])),
        bits=decode_bits(subject.get("encodedList")),
        signed_at=signed_at,
        ttl_ms=ttl if isinstance(ttl, int | float) and not isinstance(ttl, bool) else None,
        until=read_moment(opened.claims.get("validUntil")),
        is_proven=is_proven,
    )


def judge_status(claims: Mapping[str, Any], lists: Sequence[StatusList], as_of: datetime) -> Judgement:
    """Return whether the credential is not withdrawn, with the date of the list that says so."""
    if "status" in claims and "credentialStatus" not in claims:
        return Judgement(UNKNOWN, "status_unknown", {"name": "status"})
    entries = claims.get("credentialStatus")
    if entries is None:
        return Judgement(True, "no_status")
    found = [
        _judge_entry(entry, claims, lists, as_of) for entry in (entries if isinstance(entries, list) else [entries])
    ]
    return max(found, key=lambda one: _WEIGHT[one.value], default=Judgement(True, "no_status"))


def _judge_entry(entry: Any, claims: Mapping[str, Any], lists: Sequence[StatusList], as_of: datetime) -> Judgement:
    if not isinstance(entry, Mapping) or entry.get("type") != "BitstringStatusListEntry":
        kind = entry.get("type") if isinstance(entry, Mapping) else entry
        return Judgement(UNKNOWN, "status_unknown", {"name": str(kind)[:40]})
    address, purpose = str(entry.get("statusListCredential")), str(entry.get("statusPurpose"))
    named = [one for one in lists if address in one.identifiers and purpose in one.purposes]
    if not named:
        return Judgement(UNKNOWN, "list_missing", {"list": address})
    proven = [one for one in named if one.is_proven and one.issuer == issuer_of(claims)]
    if not proven:
        return Judgement(UNKNOWN, "list_unproven", {"list": address})
    newest = max(proven, key=lambda one: one.signed_at.timestamp() if one.signed_at else 0)
    index = str(entry.get("statusListIndex"))
    if not (index.isascii() and index.isdigit() and len(index) < 12 and int(index) < 8 * len(newest.bits)):
        return Judgement(UNKNOWN, "index_outside", {"list": address, "index": index[:20]})
    return _judge_bit(newest, int(index), purpose, as_of)


def _judge_bit(held: StatusList, index: int, purpose: str, as_of: datetime) -> Judgement:
    age = as_of - held.signed_at if held.signed_at else None
    date = day(held.signed_at) if held.signed_at else "?"
    facts: dict[str, object] = {"date": date, "days": age.days if age else "?", "purpose": purpose}
    if bit_of(held.bits, index):
        return Judgement(False, "withdrawn", facts)
    is_old = held.ttl_ms is not None and age is not None and age.total_seconds() * 1000 > held.ttl_ms
    if is_old or (held.until is not None and as_of > held.until):
        return Judgement(UNKNOWN, "list_old", facts)
    return Judgement(True, "not_withdrawn", facts)


def _unusable() -> InputError:
    return InputError(
        N_("The status list cannot be read."),
        hint=N_("A bitstring status list is a signed credential with at least 131,072 entries."),
        field="status_list",
    )

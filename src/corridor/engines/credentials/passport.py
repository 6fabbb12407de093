"""Seal a skills passport, so that a printed copy can be checked against the record."""

import hashlib
from collections.abc import Mapping

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from corridor.engines.credentials.canonical import digest_of
from corridor.engines.credentials.types import SEAL_VERSION, CheckReason, CheckResult, Json, Seal
from corridor.kernel.errors import N_, InputError

# Crockford's alphabet has no I, L, O and U, which are misread on paper.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans("ILO", "110", " -")
_CODE_LETTERS = 12


def seal(document: Mapping[str, Json], key: bytes) -> Seal:
    """Return the seal of a document: digest, printed code and signature.

    Parameters
    ----------
    document : the passport as JSON
    key : the issuer's private Ed25519 key, 32 bytes

    Returns
    -------
    The seal. The same document and key always give the same seal.

    Raises
    ------
    InputError : the document cannot be written as canonical JSON, or the key is not 32 bytes

    Source: RFC 8032 (Ed25519); docs/methods/credentials.md.
    """
    private = Ed25519PrivateKey.from_private_bytes(_checked_key(key))
    digest = digest_of(document)
    return Seal(
        version=SEAL_VERSION,
        digest=digest,
        code=short_code(digest),
        signature=private.sign(_signed_bytes(digest)).hex(),
        key_id=key_id_of(private.public_key().public_bytes_raw()),
    )


def check(document: Mapping[str, Json], seal: Seal, public_key: bytes) -> CheckResult:
    """Return whether a document is the one that was sealed and whether this issuer sealed it.

    Parameters
    ----------
    document : the document as it lies before the reader
    seal : the seal that came with it
    public_key : the issuer's public Ed25519 key, 32 bytes, from a source that the reader trusts

    Returns
    -------
    The result with the first reason that stands against the document.

    Raises
    ------
    InputError : the document cannot be written as canonical JSON, or the key is not 32 bytes

    Source: docs/methods/credentials.md.
    """
    digest = digest_of(document)
    is_unchanged = digest == seal.digest
    is_signed, reason = _signature(seal, _checked_key(public_key))
    if not is_unchanged:
        return CheckResult(False, is_signed, CheckReason.DOCUMENT_CHANGED)
    if not same_code(seal.code, short_code(digest)):
        return CheckResult(True, is_signed, CheckReason.CODE_DIFFERS)
    return CheckResult(True, is_signed, reason)


def check_code(document: Mapping[str, Json], code: str) -> bool:
    """Return whether the code on a printed copy belongs to the document in the record.

    Source: docs/methods/credentials.md, section 2.
    """
    return same_code(code, short_code(digest_of(document)))


def public_key_of(key: bytes) -> bytes:
    """Return the public key, 32 bytes, of a private Ed25519 key."""
    return Ed25519PrivateKey.from_private_bytes(_checked_key(key)).public_key().public_bytes_raw()


def key_id_of(public_key: bytes) -> str:
    """Return the name by which a public key is found: the first 16 hexadecimal digits of its SHA-256 digest."""
    return hashlib.sha256(_checked_key(public_key)).hexdigest()[:16]


def short_code(digest: str) -> str:
    """Return the code of a digest that people can read out and type: its first 60 bits in three groups of four.

    >>> short_code("00" * 32)
    '0000-0000-0000'
    """
    bits = int(digest, 16) >> (256 - 5 * _CODE_LETTERS)
    letters = [_ALPHABET[bits >> shift & 31] for shift in range(5 * (_CODE_LETTERS - 1), -1, -5)]
    return "-".join("".join(letters[start : start + 4]) for start in range(0, _CODE_LETTERS, 4))


def same_code(first: str, second: str) -> bool:
    """Return whether two codes are the same, whatever their case, spaces and misread letters.

    >>> same_code("o1ab cdef ghjk", "01AB-CDEF-GHJK")
    True
    """
    return first.upper().translate(_MISREAD) == second.upper().translate(_MISREAD)


def _signed_bytes(digest: str) -> bytes:
    # The version in front keeps a signature from being used for anything but such a seal.
    return f"{SEAL_VERSION}\n{digest}".encode("ascii")


def _signature(seal: Seal, public_key: bytes) -> tuple[bool | None, CheckReason]:
    if seal.version != SEAL_VERSION:
        return None, CheckReason.UNKNOWN_VERSION
    if seal.key_id != key_id_of(public_key):
        return None, CheckReason.OTHER_KEY
    try:
        signature, signed = bytes.fromhex(seal.signature), _signed_bytes(seal.digest)
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, signed)
    except (InvalidSignature, ValueError):
        return False, CheckReason.BAD_SIGNATURE
    return True, CheckReason.GENUINE


def _checked_key(key: bytes) -> bytes:
    if len(key) != 32:
        raise InputError(
            N_("A key of this kind has 32 bytes, not %(length)s."),
            hint=N_("Give the raw Ed25519 key."),
            field="key",
            params={"length": len(key)},
        )
    return key

"""What goes into and comes out of the engine: documents, seals and the result of a check."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

Json = str | int | float | bool | None | Sequence["Json"] | Mapping[str, "Json"]

SEAL_VERSION: Final = "corridor-passport-seal-1"


@dataclass(frozen=True, slots=True)
class Seal:
    """The seal of a document: its digest, the short code that is printed, and the issuer's signature.

    `digest` is SHA-256 in hexadecimal, `signature` Ed25519 in hexadecimal, `key_id` the beginning of the digest of the
    public key, by which the issuer's key is found.
    """

    version: str
    digest: str
    code: str
    signature: str
    key_id: str


class CheckReason(StrEnum):
    """Why a check came out as it did."""

    GENUINE = "genuine"
    DOCUMENT_CHANGED = "document_changed"
    CODE_DIFFERS = "code_differs"
    OTHER_KEY = "other_key"
    BAD_SIGNATURE = "bad_signature"
    UNKNOWN_VERSION = "unknown_version"


@dataclass(frozen=True, slots=True)
class CheckResult:
    """Whether a document is the one that was sealed, and whether this issuer sealed it.

    `is_unchanged` compares the document with the digest; `is_signed` is None where the seal names another key or an
    unknown version, so that the signature could not be judged.
    """

    is_unchanged: bool
    is_signed: bool | None
    reason: CheckReason

    @property
    def is_genuine(self) -> bool:
        """Whether the document is unchanged and signed by this issuer."""
        return self.is_unchanged and self.is_signed is True

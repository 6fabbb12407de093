"""Seals by which a document, also a printed one, can be checked; keys and documents are arguments."""

from corridor.engines.credentials.canonical import canonical_json, digest_of
from corridor.engines.credentials.passport import (
    check,
    check_code,
    key_id_of,
    public_key_of,
    same_code,
    seal,
    short_code,
)
from corridor.engines.credentials.types import SEAL_VERSION, CheckReason, CheckResult, Json, Seal

__all__ = [
    "SEAL_VERSION",
    "CheckReason",
    "CheckResult",
    "Json",
    "Seal",
    "canonical_json",
    "check",
    "check_code",
    "digest_of",
    "key_id_of",
    "public_key_of",
    "same_code",
    "seal",
    "short_code",
]

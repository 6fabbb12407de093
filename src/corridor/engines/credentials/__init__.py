"""Seals and verifiable credentials; keys, moments and documents are arguments."""

from corridor.engines.credentials.canonical import canonical_json, digest_of
from corridor.engines.credentials.derived import derived_key
from corridor.engines.credentials.keys import (
    KnownKey,
    PublicKey,
    SigningKey,
    address_of_did_web,
    did_key,
    key_of_did,
    keys_of_document,
    read_public_key,
    read_signing_key,
)
from corridor.engines.credentials.passport import (
    check,
    check_code,
    key_id_of,
    public_key_of,
    same_code,
    seal,
    short_code,
)
from corridor.engines.credentials.reading import read_json
from corridor.engines.credentials.sdjwt import Binding, present
from corridor.engines.credentials.status import (
    LEAST_ENTRIES,
    StatusList,
    bit_of,
    decode_bits,
    encode_bits,
    unsigned_list,
    with_bit,
)
from corridor.engines.credentials.trust import TrustedIssuer, TrustList, read_trust_list
from corridor.engines.credentials.types import SEAL_VERSION, CheckReason, CheckResult, Json, Seal
from corridor.engines.credentials.verdicts import Judgement, Verification
from corridor.engines.credentials.verifying import SUITES, issue, open_status_list, verify

__all__ = [
    "LEAST_ENTRIES",
    "SEAL_VERSION",
    "SUITES",
    "Binding",
    "CheckReason",
    "CheckResult",
    "Json",
    "Judgement",
    "KnownKey",
    "PublicKey",
    "Seal",
    "SigningKey",
    "StatusList",
    "TrustList",
    "TrustedIssuer",
    "Verification",
    "address_of_did_web",
    "bit_of",
    "canonical_json",
    "check",
    "check_code",
    "decode_bits",
    "derived_key",
    "did_key",
    "digest_of",
    "encode_bits",
    "issue",
    "key_id_of",
    "key_of_did",
    "keys_of_document",
    "open_status_list",
    "present",
    "public_key_of",
    "read_json",
    "read_public_key",
    "read_signing_key",
    "read_trust_list",
    "same_code",
    "seal",
    "short_code",
    "unsigned_list",
    "verify",
    "with_bit",
]

"""Verify EU digital credentials: JAdES in the general JSON serialisation, with the certificate of a seal."""

import base64
import hashlib
from collections.abc import Mapping
from typing import Any, Final

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from corridor.engines.credentials.integrity import check_credential
from corridor.engines.credentials.jose import Token, check_signature
from corridor.engines.credentials.keys import PublicKey
from corridor.engines.credentials.multibase import base64url_decode
from corridor.engines.credentials.reading import read_json
from corridor.engines.credentials.verdicts import UNKNOWN, Broken, Judgement, Opened
from corridor.kernel.errors import InputError

SUITE: Final = "jades"
ACCEPTED: Final = frozenset({"RS256", "ES256", "ES384"})
# What the header may demand to be understood: the payload as it stands, the moment of signing, a time stamp beside it.
_UNDERSTOOD: Final = frozenset({"b64", "sigT", "adoTst"})
_KINDS: Final = {"secp256r1": "P-256", "secp384r1": "P-384"}
_LEAST_RSA_BITS: Final = 2048


def is_jades(document: Mapping[str, Any]) -> bool:
    """Return whether a document has the form of a JWS in the general JSON serialisation."""
    return "payload" in document and "signatures" in document


def open_jades(document: Mapping[str, Any]) -> Opened:
    """Return what an EU digital credential says, and whether its signature holds.

    The key is that of the certificate within. Whose certificate it is, the caller must know: the method is its SHA-256
    fingerprint, `x5t#S256:` and hexadecimal digits.

    Source: ETSI TS 119 182-1 (JAdES), RFC 7515, RFC 7797.
    """
    claims: Mapping[str, Any] = {}
    proof: Mapping[str, Any] = {}
    method = ""
    try:
        token = _token(document)
        claims, proof = token.payload, {"created": token.header.get("sigT")}
        key, method = _certified(token.header)
        check_credential(claims)
        check_signature(token, (key,), method)
        integrity = Judgement(True, "signed")
    except Broken as broken:
        integrity = broken.judgement
    return Opened(SUITE, claims, method, integrity, proof)


def _token(document: Mapping[str, Any]) -> Token:
    signatures, payload = document["signatures"], document["payload"]
    if isinstance(signatures, list) and len(signatures) > 1:
        raise Broken("several_proofs", value=UNKNOWN, count=len(signatures))
    try:
        (entry,) = signatures
        protected, signature = entry["protected"], base64url_decode(entry["signature"])
        header = read_json(base64url_decode(protected))
        _check_header(header)
        is_plain = header.get("b64") is False
        claims = read_json(payload if is_plain else base64url_decode(payload))
        signed = f"{protected}.{payload}".encode()
    except (ValueError, KeyError, TypeError, AttributeError, InputError) as error:
        raise Broken("token_malformed") from error
    if not isinstance(claims, Mapping):
        raise Broken("token_malformed")
    return Token(header, claims, signed, signature)


def _check_header(header: Mapping[str, Any]) -> None:
    if header.get("alg") not in ACCEPTED:
        raise Broken("algorithm_refused", name=str(header.get("alg"))[:20])
    demanded = header.get("crit", [])
    if not isinstance(demanded, list) or not all(name in _UNDERSTOOD and name in header for name in demanded):
        raise Broken("header_refused", name="crit")
    # RFC 7797: a reader that does not know `b64` would check other bytes, so it must be demanded.
    if "b64" in header and (header["b64"] is not False or "b64" not in demanded):
        raise Broken("header_refused", name="b64")


def _certified(header: Mapping[str, Any]) -> tuple[PublicKey, str]:
    try:
        der = base64.b64decode(header["x5c"][0], validate=True)
        key = x509.load_der_x509_certificate(der).public_key()
    except (ValueError, KeyError, IndexError, TypeError, UnsupportedAlgorithm) as error:
        raise Broken("header_refused", name="x5c") from error
    method = f"x5t#S256:{hashlib.sha256(der).hexdigest()}"
    if isinstance(key, rsa.RSAPublicKey) and key.key_size >= _LEAST_RSA_BITS:
        return PublicKey("RSA", key), method
    if isinstance(key, ec.EllipticCurvePublicKey) and key.curve.name in _KINDS:
        return PublicKey(_KINDS[key.curve.name], key), method
    raise Broken("header_refused", name="x5c")

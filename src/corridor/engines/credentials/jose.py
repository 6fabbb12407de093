"""Credentials as JSON Web Tokens (VC-JOSE)."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from corridor.engines.credentials.integrity import check_credential
from corridor.engines.credentials.keys import KnownKey, PublicKey, SigningKey, resolve
from corridor.engines.credentials.multibase import base64url_decode, base64url_encode
from corridor.engines.credentials.reading import read_json
from corridor.engines.credentials.verdicts import UNKNOWN, Broken, Judgement, Opened, issuer_of
from corridor.kernel.errors import InputError

SUITE: Final = "vc-jose"
ACCEPTED: Final = frozenset({"EdDSA", "ES256", "ES384", "RS256"})
_EMPTY: Final[Mapping[str, Any]] = {}


@dataclass(frozen=True, slots=True)
class Token:
    """A compact JWS taken apart; nothing of it is believed yet."""

    header: Mapping[str, Any]
    payload: Mapping[str, Any]
    signed: bytes
    signature: bytes


def sign_token(payload: Mapping[str, Any], key: SigningKey, header: Mapping[str, str]) -> str:
    """Return a compact JWS."""
    full = {"alg": key.public.algorithm, **header}
    signed = ".".join(base64url_encode(_compact(part)) for part in (full, payload))
    return f"{signed}.{base64url_encode(key.sign(signed.encode('ascii')))}"


def sign_jwt(unsigned: Mapping[str, Any], key: SigningKey, *, created: datetime, method: str) -> str:
    """Return a credential as a JWT; the moment of signing is its `iat`."""
    payload = {**unsigned, "iat": int(created.timestamp())}
    return sign_token(payload, key, {"typ": "vc+jwt", "cty": "vc", "kid": method})


def take_apart(text: str) -> Token:
    """Return the parts of a compact JWS.

    Raises
    ------
    Broken : not three parts of base64url, or header or payload is not a JSON object
    """
    parts = text.split(".")
    try:
        if len(parts) != 3:
            raise ValueError("parts")
        header, payload = (read_json(base64url_decode(part)) for part in parts[:2])
        signature = base64url_decode(parts[2])
    except (ValueError, InputError) as error:
        raise Broken("token_malformed") from error
    if not isinstance(header, Mapping) or not isinstance(payload, Mapping):
        raise Broken("token_malformed")
    return Token(header, payload, f"{parts[0]}.{parts[1]}".encode("ascii"), signature)


def open_jwt(text: str, known: Sequence[KnownKey]) -> Opened:
    """Return what a JWT says, and whether its signature and form hold."""
    claims, method = _EMPTY, ""
    try:
        token = take_apart(text)
        claims, method = token.payload, method_of(token)
        check_header(token.header, ("vc+jwt",))
        if token.header.get("cty", "vc") != "vc":
            raise Broken("header_refused", name="cty")
        for name in ("vc", "vp"):
            if name in claims:
                raise Broken("claim_refused", name=name)
        check_credential(claims)
        if claims.get("iss", issuer_of(claims)) != issuer_of(claims):
            raise Broken("claim_refused", name="iss")
        check_signature(token, resolve(method, issuer_of(claims), known), method)
        integrity = Judgement(True, "signed")
    except Broken as broken:
        integrity = broken.judgement
    return Opened(SUITE, claims, method, integrity)


def check_header(header: Mapping[str, Any], types: Sequence[str]) -> None:
    """Break where the header has another type or algorithm, or something that must be understood."""
    if header.get("alg") not in ACCEPTED:
        raise Broken("algorithm_refused", name=str(header.get("alg"))[:20])
    if header.get("typ") not in types:
        raise Broken("header_refused", name="typ")
    for name in ("crit", "zip", "b64"):
        if name in header:
            raise Broken("header_refused", name=name)


def check_signature(token: Token, keys: Sequence[PublicKey], method: str) -> None:
    """Break where none of the keys made the signature with the algorithm that the header names."""
    if not keys:
        raise Broken("key_unknown", value=UNKNOWN, method=method or issuer_of(token.payload))
    fitting = [key for key in keys if key.algorithm == token.header["alg"]]
    if not fitting:
        raise Broken("algorithm_refused", name=token.header["alg"])
    if not any(key.verifies(token.signature, token.signed) for key in fitting):
        raise Broken("signature_wrong")


def method_of(token: Token) -> str:
    """Return the identifier of the key; one that is relative belongs to the issuer."""
    kid, issuer = token.header.get("kid"), issuer_of(token.payload)
    if not isinstance(kid, str) or not kid:
        return issuer if issuer.startswith("did:key:") else ""
    return f"{issuer}{kid}" if kid.startswith("#") else kid


def _compact(part: Mapping[str, Any]) -> bytes:
    return json.dumps(part, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode("utf-8")

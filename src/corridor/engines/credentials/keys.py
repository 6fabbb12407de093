"""Public and private keys of issuers and holders: JSON Web Keys, multikeys, did:key and did:web."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from corridor.engines.credentials.multibase import (
    base64url_decode,
    base64url_encode,
    multibase_decode,
    multibase_encode,
)
from corridor.kernel.errors import N_, InputError

Private = Ed25519PrivateKey | ec.EllipticCurvePrivateKey
Public = Ed25519PublicKey | ec.EllipticCurvePublicKey | rsa.RSAPublicKey


@dataclass(frozen=True, slots=True)
class _Curve:
    name: str
    curve: ec.EllipticCurve
    hash: hashes.HashAlgorithm
    bytes: int
    alg: str


_CURVES: Final = {
    "P-256": _Curve("P-256", ec.SECP256R1(), hashes.SHA256(), 32, "ES256"),
    "P-384": _Curve("P-384", ec.SECP384R1(), hashes.SHA384(), 48, "ES384"),
    "P-521": _Curve("P-521", ec.SECP521R1(), hashes.SHA512(), 66, "ES512"),
}
# Multicodec prefixes as varints.
_PUBLIC: Final = {b"\xed\x01": "Ed25519", b"\x80\x24": "P-256", b"\x81\x24": "P-384", b"\x82\x24": "P-521"}
_SECRET: Final = {b"\x80\x26": "Ed25519", b"\x86\x26": "P-256", b"\x87\x26": "P-384"}
_LEAST_RSA_BITS: Final = 2048


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A public key; `kind` is Ed25519, P-256, P-384, P-521 or RSA."""

    kind: str
    key: Public

    @property
    def algorithm(self) -> str:
        """The one JOSE algorithm for which this key is taken."""
        if self.kind in _CURVES:
            return _CURVES[self.kind].alg
        return "EdDSA" if self.kind == "Ed25519" else "RS256"

    def verifies(self, signature: bytes, data: bytes) -> bool:
        """Return whether the signature over the data was made with this key."""
        try:
            self._verify(signature, data)
        except (InvalidSignature, ValueError):
            return False
        return True

    def _verify(self, signature: bytes, data: bytes) -> None:
        if isinstance(self.key, Ed25519PublicKey):
            self.key.verify(signature, data)
        elif isinstance(self.key, ec.EllipticCurvePublicKey):
            curve = _CURVES[self.kind]
            if len(signature) != 2 * curve.bytes:
                raise ValueError("length")
            halves = (int.from_bytes(part, "big") for part in (signature[: curve.bytes], signature[curve.bytes :]))
            self.key.verify(encode_dss_signature(*halves), data, ec.ECDSA(curve.hash))
        else:
            self.key.verify(signature, data, padding.PKCS1v15(), hashes.SHA256())

    def multikey(self) -> str:
        """Return the key as a multikey, as did:key writes it."""
        return multibase_encode(_prefix(_PUBLIC, self.kind) + self._raw())

    def jwk(self) -> Mapping[str, str]:
        """Return the key as a JSON Web Key."""
        if isinstance(self.key, Ed25519PublicKey):
            return {"kty": "OKP", "crv": "Ed25519", "x": base64url_encode(self._raw())}
        if isinstance(self.key, rsa.RSAPublicKey):
            numbers = self.key.public_numbers()
            return {"kty": "RSA", "n": base64url_encode(_octets(numbers.n)), "e": base64url_encode(_octets(numbers.e))}
        point, size = self.key.public_numbers(), _CURVES[self.kind].bytes
        x, y = (base64url_encode(number.to_bytes(size, "big")) for number in (point.x, point.y))
        return {"kty": "EC", "crv": self.kind, "x": x, "y": y}

    def _raw(self) -> bytes:
        if isinstance(self.key, Ed25519PublicKey):
            return self.key.public_bytes_raw()
        return self.key.public_bytes(Encoding.X962, PublicFormat.CompressedPoint)


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private key of an issuer or holder."""

    public: PublicKey
    key: Private

    def sign(self, data: bytes) -> bytes:
        """Return the signature; the same data always give the same signature (RFC 8032, RFC 6979)."""
        if isinstance(self.key, Ed25519PrivateKey):
            return self.key.sign(data)
        curve = _CURVES[self.public.kind]
        der = self.key.sign(data, ec.ECDSA(curve.hash, deterministic_signing=True))
        return b"".join(number.to_bytes(curve.bytes, "big") for number in decode_dss_signature(der))

    def secret(self) -> bytes:
        """Return the private number itself."""
        if isinstance(self.key, Ed25519PrivateKey):
            return self.key.private_bytes_raw()
        return self.key.private_numbers().private_value.to_bytes(_CURVES[self.public.kind].bytes, "big")


@dataclass(frozen=True, slots=True)
class KnownKey:
    """A key that is known to belong to an issuer, from a did:web document or a trust list."""

    method: str
    issuer: str
    key: PublicKey


def did_key(key: PublicKey) -> str:
    """Return the did:key of a public key."""
    return f"did:key:{key.multikey()}"


@lru_cache(maxsize=4096)
def key_of_did(did: str) -> PublicKey:
    """Return the public key that a did:key is.

    Raises
    ------
    ValueError : not a did:key of Ed25519, P-256, P-384 or P-521

    Source: The did:key Method v0.9.
    """
    prefix, _, multikey = did.partition("did:key:")
    if prefix or not multikey:
        raise ValueError("not a did:key")
    return _multikey(multikey)


def read_public_key(document: object) -> PublicKey:
    """Return the key of a JSON Web Key or of an object with `publicKeyMultibase` or `publicKeyJwk`.

    Raises
    ------
    InputError : neither of them, or a kind that is not supported
    """
    try:
        return _public(document)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _unusable() from error


def read_signing_key(document: object) -> SigningKey:
    """Return the private key of a JSON Web Key (with `d`) or of an object with `secretKeyMultibase`.

    Raises
    ------
    InputError : neither of them, not Ed25519, P-256 or P-384, or a public part that does not belong to the private one
    """
    try:
        return _signing(document)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _unusable() from error


def keys_of_document(document: Mapping[str, Any], did: str) -> tuple[KnownKey, ...]:
    """Return the keys with which a DID document lets its subject assert.

    Parameters
    ----------
    document : the DID document (`did.json` of a did:web), fetched by the caller
    did : the identifier that was asked for

    Raises
    ------
    InputError : the document is that of another DID

    Source: W3C DID Core 1.0, section 5.
    """
    if document.get("id") != did:
        raise InputError(
            N_("The DID document is that of %(found)s, not of %(did)s."),
            hint=N_("Give the document that belongs to the issuer."),
            field="id",
            params={"found": document.get("id"), "did": did},
        )
    methods = {_absolute(m["id"], did): m for m in _objects(document.get("verificationMethod")) if "id" in m}
    found = []
    for entry in _listed(document.get("assertionMethod")):
        embedded = entry if isinstance(entry, Mapping) else methods.get(_absolute(entry, did))
        if embedded is not None and embedded.get("controller", did) == did:
            found.append(KnownKey(_absolute(embedded.get("id"), did), did, read_public_key(embedded)))
    return tuple(found)


def address_of_did_web(did: str) -> str:
    """Return the https address at which the document of a did:web stands.

    Raises
    ------
    InputError : not a did:web

    Source: did:web Method Specification.

    >>> address_of_did_web("did:web:school.example:issuers:7")
    'https://school.example/issuers/7/did.json'
    """
    host, *path = did.removeprefix("did:web:").split(":")
    if not did.startswith("did:web:") or not host or any(part in {"", ".", ".."} or "/" in part for part in path):
        raise InputError(
            N_("%(did)s is not a did:web."), hint=N_("Write did:web: and a host."), field="did", params={"did": did}
        )
    folder = "/".join(path) if path else ".well-known"
    return f"https://{host.replace('%3A', ':').replace('%3a', ':')}/{folder}/did.json"


def resolve(method: str, issuer: str, known: Sequence[KnownKey]) -> tuple[PublicKey, ...]:
    """Return the keys with which a signature by this method may have been made; empty where none is known."""
    if method.startswith("did:key:"):
        did, _, fragment = method.partition("#")
        try:
            return (key_of_did(did),) if not fragment or did == f"did:key:{fragment}" else ()
        except ValueError:
            return ()
    if method:
        # A key counts for its own issuer only: anybody can publish a key under the name of another's.
        return tuple(entry.key for entry in known if entry.method == method and entry.issuer == issuer)
    return tuple(entry.key for entry in known if entry.issuer == issuer)


def _public(document: Any) -> PublicKey:
    if "publicKeyMultibase" in document:
        return _multikey(document["publicKeyMultibase"])
    jwk = document.get("publicKeyJwk", document)
    if jwk["kty"] == "RSA":
        n, e = (int.from_bytes(base64url_decode(jwk[name]), "big") for name in ("n", "e"))
        if n.bit_length() < _LEAST_RSA_BITS:
            raise ValueError("too short")
        return PublicKey("RSA", rsa.RSAPublicNumbers(e, n).public_key())
    if jwk["kty"] == "OKP" and jwk["crv"] == "Ed25519":
        return PublicKey("Ed25519", Ed25519PublicKey.from_public_bytes(base64url_decode(jwk["x"])))
    if jwk["kty"] != "EC":
        raise ValueError("kind")
    x, y = (int.from_bytes(base64url_decode(jwk[name]), "big") for name in ("x", "y"))
    return PublicKey(jwk["crv"], ec.EllipticCurvePublicNumbers(x, y, _CURVES[jwk["crv"]].curve).public_key())


def _signing(document: Any) -> SigningKey:
    if "kty" in document:
        kind, secret = document["crv"], base64url_decode(document["d"])
    else:
        written = (
            document["secretKeyMultibase"] if "secretKeyMultibase" in document else document["privateKeyMultibase"]
        )
        prefixed = multibase_decode(written)
        kind, secret = _SECRET[prefixed[:2]], prefixed[2:]
    key = _private(kind, secret)
    signing = SigningKey(PublicKey(kind, key.public_key()), key)
    if ("kty" in document or "publicKeyMultibase" in document) and _public(document).jwk() != signing.public.jwk():
        raise ValueError("pair")
    return signing


def _private(kind: str, secret: bytes) -> Private:
    if kind == "Ed25519":
        return Ed25519PrivateKey.from_private_bytes(secret)
    if kind not in _SECRET.values() or len(secret) != _CURVES[kind].bytes:
        raise ValueError("kind")
    return ec.derive_private_key(int.from_bytes(secret, "big"), _CURVES[kind].curve)


def _multikey(text: object) -> PublicKey:
    data = multibase_decode(text)
    kind = _PUBLIC.get(data[:2])
    if kind is None:
        raise ValueError("multicodec")
    if kind == "Ed25519":
        return PublicKey(kind, Ed25519PublicKey.from_public_bytes(data[2:]))
    if len(data) != _CURVES[kind].bytes + 3:
        raise ValueError("length")
    return PublicKey(kind, ec.EllipticCurvePublicKey.from_encoded_point(_CURVES[kind].curve, data[2:]))


def _prefix(table: Mapping[bytes, str], kind: str) -> bytes:
    return next(prefix for prefix, name in table.items() if name == kind)


def _octets(number: int) -> bytes:
    return number.to_bytes((number.bit_length() + 7) // 8, "big")


def _absolute(name: object, did: str) -> str:
    return f"{did}{name}" if str(name).startswith("#") else str(name)


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _objects(value: object) -> list[Mapping[str, Any]]:
    return [entry for entry in _listed(value) if isinstance(entry, Mapping)]


def _unusable() -> InputError:
    return InputError(
        N_("The key cannot be used."),
        hint=N_("Give a JSON Web Key or a multikey of Ed25519, P-256 or P-384."),
        field="key",
    )

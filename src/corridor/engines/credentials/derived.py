"""Keys that are derived from one secret, so that no private key has to be kept."""

from typing import Final

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from corridor.engines.credentials.keys import PublicKey, SigningKey
from corridor.kernel.errors import N_, InputError

# The order of P-256 (SEC 2, section 2.4.2). 48 bytes are reduced, so that no number is noticeably likelier (FIPS 186-5,
# appendix A.2.1).
_ORDER: Final = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_BYTES: Final = 48
_LEAST_SECRET: Final = 32


def derived_key(secret: bytes, *, purpose: str) -> SigningKey:
    """Return the P-256 key of a secret for a purpose; another purpose gives a key that has nothing to do with it.

    Parameters
    ----------
    secret : at least 32 bytes that nobody else knows
    purpose : names what the key is for, such as whose it is and its number

    Raises
    ------
    InputError : a secret that is too short to keep a key

    Source: RFC 5869 (HKDF with SHA-256); FIPS 186-5, A.2.1.
    """
    if len(secret) < _LEAST_SECRET:
        raise InputError(
            N_("The secret has %(length)s bytes; a key needs at least %(least)s."),
            hint=N_("Give the installation a longer secret."),
            field="secret",
            params={"length": len(secret), "least": _LEAST_SECRET},
        )
    material = HKDF(algorithm=SHA256(), length=_BYTES, salt=None, info=purpose.encode()).derive(secret)
    private = ec.derive_private_key(int.from_bytes(material, "big") % (_ORDER - 1) + 1, ec.SECP256R1())
    return SigningKey(PublicKey("P-256", private.public_key()), private)

"""Keys that are derived from one secret."""

import hashlib
import hmac

import pytest

from corridor.engines.credentials import derived_key
from corridor.kernel.errors import InputError

SECRET = b"a secret that nobody else has, long enough"
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def plain_hkdf(secret: bytes, info: bytes) -> bytes:
    """RFC 5869 word by word: extract with a salt of zeros, then two blocks."""
    extracted = hmac.digest(bytes(32), secret, "sha256")
    first = hmac.digest(extracted, info + b"\x01", "sha256")
    return (first + hmac.digest(extracted, first + info + b"\x02", "sha256"))[:48]


def test_the_reference_gives_the_third_case_of_rfc_5869():
    extracted = hmac.digest(bytes(32), b"\x0b" * 22, "sha256")

    assert extracted.hex() == "19ef24a32c717b167f33a91d6f648bdf96596776afdb6377ac434c1c293ccb04"
    assert (
        plain_hkdf(b"\x0b" * 22, b"")
        .hex()
        .startswith("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d")
    )


@pytest.mark.parametrize("purpose", ["organisation 1\n1", "organisation 1\n2", "موظف"])
def test_a_key_is_the_number_that_the_standard_gives(purpose):
    number = int.from_bytes(plain_hkdf(SECRET, purpose.encode()), "big") % (ORDER - 1) + 1

    assert int.from_bytes(derived_key(SECRET, purpose=purpose).secret(), "big") == number


def test_the_same_purpose_gives_the_same_key_and_another_another():
    keys = [derived_key(SECRET, purpose=purpose).public.multikey() for purpose in ("a", "a", "b")]

    assert keys[0] == keys[1] != keys[2]
    data = hashlib.sha256(b"x").digest()
    assert derived_key(SECRET, purpose="a").public.verifies(derived_key(SECRET, purpose="a").sign(data), data)


def test_a_short_secret_is_refused():
    with pytest.raises(InputError, match="31 bytes; a key needs at least 32"):
        derived_key(b"x" * 31, purpose="a")

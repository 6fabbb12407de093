"""Base58btc and multibase, in which keys and signatures of credentials are written."""

import base64
import binascii
from typing import Final

ALPHABET: Final = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_VALUES: Final = {letter: value for value, letter in enumerate(ALPHABET)}
# Base58 takes the square of its length in time; nothing written here is longer.
_MOST: Final = 512


def base58_encode(data: bytes) -> str:
    """Return bytes in the alphabet of Bitcoin; a leading zero byte is a leading `1`.

    >>> base58_encode(b"\\x00\\x01")
    '12'
    """
    number, letters = int.from_bytes(data, "big"), []
    while number:
        number, rest = divmod(number, 58)
        letters.append(ALPHABET[rest])
    return "1" * (len(data) - len(data.lstrip(b"\0"))) + "".join(reversed(letters))


def base58_decode(text: str) -> bytes:
    """Return the bytes of a text in base58btc.

    Raises
    ------
    ValueError : a letter outside the alphabet, or more than 512 letters

    >>> base58_decode("12")
    b'\\x00\\x01'
    """
    if len(text) > _MOST:
        raise ValueError("too long")
    number = 0
    try:
        for letter in text:
            number = number * 58 + _VALUES[letter]
    except KeyError as error:
        raise ValueError("a letter outside the alphabet") from error
    body = number.to_bytes((number.bit_length() + 7) // 8, "big")
    return b"\0" * (len(text) - len(text.lstrip("1"))) + body


def multibase_encode(data: bytes) -> str:
    """Return bytes as multibase, letter `z` and base58btc."""
    return "z" + base58_encode(data)


def multibase_decode(text: object) -> bytes:
    """Return the bytes of a multibase text, `z` (base58btc) or `u` (base64url without padding).

    Raises
    ------
    ValueError : not a text of one of these two kinds

    Source: W3C Controlled Identifiers 1.0, section 2.4.
    """
    if isinstance(text, str) and text[:1] == "z":
        return base58_decode(text[1:])
    if isinstance(text, str) and text[:1] == "u":
        return base64url_decode(text[1:])
    raise ValueError("no known multibase")


def base64url_encode(data: bytes) -> str:
    """Return bytes as base64url without padding.

    >>> base64url_encode(b"\\xff")
    '_w'
    """
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def base64url_decode(text: object) -> bytes:
    """Return the bytes of base64url without padding; only the one right way of writing them is taken.

    Raises
    ------
    ValueError : another alphabet, padding, or bits left over
    """
    if not isinstance(text, str) or len(text) % 4 == 1:
        raise ValueError("not base64url")
    try:
        data = base64.b64decode(text.encode("ascii") + b"=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, UnicodeEncodeError) as error:
        raise ValueError("not base64url") from error
    if base64url_encode(data) != text:
        raise ValueError("bits are left over")
    return data

"""A signed credential as one QR code that is read without a network: `CR1:`, Base45, zlib, JSON."""

import json
import zlib
from collections.abc import Mapping
from typing import Any, Final

from corridor.engines.credentials.reading import MOST_BYTES, read_json, too_large, unreadable

PREFIX: Final = "CR1:"
_LETTERS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_VALUES: Final = {letter: value for value, letter in enumerate(_LETTERS)}


def pack(document: Mapping[str, Any]) -> str:
    """Return the text of the QR code of a signed document; it needs only the letters of alphanumeric codes.

    Source: RFC 9285 (Base45), RFC 1950 (zlib).

    >>> unpack(pack({"name": "أمينة"}))
    {'name': 'أمينة'}
    """
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return PREFIX + base45_encode(zlib.compress(text.encode("utf-8"), 9))


def unpack(code: str) -> Mapping[str, Any]:
    """Return the document in the text of a QR code; nothing of it is believed yet.

    Raises
    ------
    InputError : another prefix, broken, larger than 256 kB once unpacked, or not a JSON object
    """
    if len(code) > MOST_BYTES:
        raise too_large()
    if not code.startswith(PREFIX):
        raise unreadable()
    reader = zlib.decompressobj()
    try:
        data = reader.decompress(base45_decode(code.removeprefix(PREFIX)), MOST_BYTES + 1)
    except (ValueError, zlib.error) as error:
        raise unreadable() from error
    if len(data) > MOST_BYTES:
        raise too_large()
    if not reader.eof or reader.unused_data:
        raise unreadable()
    found = read_json(data)
    if not isinstance(found, Mapping):
        raise unreadable()
    return found


def base45_encode(data: bytes) -> str:
    """Return bytes in Base45: three letters for two bytes, two for a last one.

    >>> base45_encode(b"Hello!!")
    '%69 VD92EX0'
    """
    letters = []
    for start in range(0, len(data), 2):
        pair = data[start : start + 2]
        number = int.from_bytes(pair, "big")
        for _ in range(len(pair) + 1):
            number, rest = divmod(number, 45)
            letters.append(_LETTERS[rest])
    return "".join(letters)


def base45_decode(text: str) -> bytes:
    """Return the bytes of a text in Base45.

    Raises
    ------
    ValueError : a letter outside the alphabet, a length that cannot be, or a number too great for its bytes
    """
    data = bytearray()
    for start in range(0, len(text), 3):
        group = text[start : start + 3]
        if len(group) == 1 or any(letter not in _VALUES for letter in group):
            raise ValueError("not Base45")
        number = sum(_VALUES[letter] * 45**place for place, letter in enumerate(group))
        try:
            data += number.to_bytes(len(group) - 1, "big")
        except OverflowError as error:
            raise ValueError("too great") from error
    return bytes(data)

"""One way of writing a JSON document, so that equal documents have equal bytes."""

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from corridor.engines.credentials.types import Json
from corridor.kernel.errors import N_, InputError

# Beyond these, readers in other languages write a number in another way or lose digits.
_GREATEST: Final = 2**53
_LEAST: Final = 1e-6


def canonical_json(document: Json) -> bytes:
    """Return the document as JSON with sorted members, without spaces, in UTF-8.

    Parameters
    ----------
    document : texts, numbers, true, false, null, lists, and mappings with texts as keys

    Returns
    -------
    The bytes of RFC 8785 (JSON Canonicalization Scheme). A number without a fraction is written as a whole number.

    Raises
    ------
    InputError : a value of another type, a number that is not finite, beyond 2**53 or nearer to zero than 1e-6, or a
        text that is not Unicode

    Source: RFC 8785; docs/methods/credentials.md, section 1.

    >>> canonical_json({"b": [1.0, 2.5, None], "a": "é"}).decode()
    '{"a":"é","b":[1,2.5,null]}'
    """
    try:
        return _written(document).encode("utf-8")
    except UnicodeEncodeError as error:
        raise _refused(N_("A text of the document has a character that is not Unicode.")) from error


def digest_of(document: Json) -> str:
    """Return the SHA-256 digest of the canonical document, in hexadecimal."""
    return hashlib.sha256(canonical_json(document)).hexdigest()


def _written(value: Json) -> str:
    if value is None or isinstance(value, bool | str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, Mapping):
        return "{" + ",".join(f"{_written(key)}:{_written(value[key])}" for key in _sorted_keys(value)) + "}"
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        return "[" + ",".join(_written(item) for item in value) + "]"
    raise _refused(N_("A value of the document cannot be written as JSON."))


def _sorted_keys(value: Mapping[str, Json]) -> list[str]:
    if not all(isinstance(key, str) for key in value):
        raise _refused(N_("A name in the document is not a text."))
    # RFC 8785 sorts by UTF-16 code units; surrogates are let through here and refused when the text is written.
    return sorted(value, key=lambda key: key.encode("utf-16-be", "surrogatepass"))


def _number(value: float) -> str:
    if not math.isfinite(value) or abs(value) > _GREATEST or 0 < abs(value) < _LEAST:
        raise _refused(N_("A number of the document is too great, too small or not a number."))
    if value == int(value):
        return str(int(value))
    return format(Decimal(repr(value)), "f")


def _refused(message: str) -> InputError:
    return InputError(message, hint=N_("Write amounts and dates of the document as texts."), field="document")

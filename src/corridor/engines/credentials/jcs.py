"""Canonical JSON of documents from anybody, with every number that RFC 8785 knows."""

import json
import re
from collections.abc import Mapping
from typing import Any, Final

import rfc8785

from corridor.engines.credentials.reading import unreadable

# Keys are sorted by UTF-16 units; below this sign that is the order of the signs themselves.
_BEYOND: Final = re.compile("[\ud800-\U0010ffff]")
_GREATEST: Final = 2**53 - 1


def jcs(document: Mapping[str, Any]) -> bytes:
    """Return the bytes of RFC 8785.

    Documents without fractions and without rare signs, nearly all, are written by the standard library, whose bytes are
    the same and ten times as fast.

    Raises
    ------
    InputError : a number that JSON in other languages cannot hold, or a text that is not Unicode

    >>> jcs({"b": 1.50, "a": [True, "\\u00e9"]}).decode()
    '{"a":[true,"é"],"b":1.5}'
    """
    if _is_plain(document):
        text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        if text.isascii() or not _BEYOND.search(text):
            return text.encode("utf-8")
    try:
        return rfc8785.dumps(dict(document))
    except (rfc8785.CanonicalizationError, UnicodeEncodeError) as error:
        raise unreadable() from error


def _is_plain(value: object) -> bool:
    kind = type(value)
    if kind is str or kind is bool or value is None:
        return True
    if kind is dict:
        return all(type(key) is str and _is_plain(entry) for key, entry in value.items())  # type: ignore[attr-defined]
    if kind is list:
        return all(_is_plain(entry) for entry in value)  # type: ignore[attr-defined]
    return kind is int and -_GREATEST <= value <= _GREATEST  # type: ignore[operator]

"""Read JSON from strangers: small, shallow, without ambiguity, or not at all."""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, NoReturn

from corridor.kernel.errors import N_, InputError

MOST_BYTES: Final = 256_000
MOST_DEPTH: Final = 64
_BRACKETS: Final = re.compile(r'"(?:[^"\\]|\\.)*+"|([\[{])|([\]}])', re.DOTALL)


def read_json(text: str | bytes) -> Any:
    """Return the value of a JSON text.

    Raises
    ------
    InputError : more than 256 kB, deeper than 64, not JSON, a member written twice, or a number that is none

    >>> read_json('{"a": [1]}')
    {'a': [1]}
    """
    if len(text) > MOST_BYTES:
        raise too_large()
    try:
        decoded = text.decode("utf-8-sig") if isinstance(text, bytes) else text
        _check_depth(decoded)
        return json.loads(decoded, object_pairs_hook=_once, parse_constant=_no_number)
    except ValueError as error:
        raise unreadable() from error


def check_size(value: object) -> None:
    """Refuse a document in memory that is larger or deeper than one that could be read.

    Raises
    ------
    InputError : texts of more than 256 kB together, or deeper than 64
    """
    if _size(value, MOST_DEPTH) > MOST_BYTES:
        raise too_large()


def read_moment(value: object) -> datetime | None:
    """Return a moment written with its time zone; None where it is none.

    >>> read_moment("2024-05-01T00:00:00Z").isoformat()
    '2024-05-01T00:00:00+00:00'
    >>> read_moment("2024-05-01") is None
    True
    """
    if not isinstance(value, str) or "T" not in value:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def too_large() -> InputError:
    """Return the refusal of a document beyond 256 kB."""
    return InputError(
        N_("The document is larger than %(most)s bytes."),
        hint=N_("A credential is small; check that this is the right file."),
        field="document",
        params={"most": MOST_BYTES},
    )


def unreadable() -> InputError:
    """Return the refusal of something that is neither JSON nor a token."""
    return InputError(
        N_("The document is not a readable credential."),
        hint=N_("Give a JSON document, a JWT or an SD-JWT."),
        field="document",
    )


def _too_deep() -> InputError:
    return InputError(
        N_("The document is nested deeper than %(most)s levels."),
        hint=N_("A credential is small; check that this is the right file."),
        field="document",
        params={"most": MOST_DEPTH},
    )


def _check_depth(text: str) -> None:
    if text.count("[") + text.count("{") <= MOST_DEPTH:
        return
    depth = 0
    for found in _BRACKETS.finditer(text):
        depth += bool(found[1]) - bool(found[2])
        if depth > MOST_DEPTH:
            raise _too_deep()


def _size(value: object, depth: int) -> int:
    if isinstance(value, str):
        return len(value)
    if isinstance(value, Mapping):
        if not depth:
            raise _too_deep()
        return 2 + sum(len(str(key)) + _size(entry, depth - 1) for key, entry in value.items())
    if isinstance(value, list | tuple):
        if not depth:
            raise _too_deep()
        return 2 + sum(_size(entry, depth - 1) for entry in value)
    return 4


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a member twice")
    return found


def _no_number(_text: str) -> NoReturn:
    raise ValueError("not a number")

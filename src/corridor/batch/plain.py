"""Carry plain data to an engine and its result back: what YAML holds, as the types that a function declares."""

import dataclasses
import math
import types
import typing
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import partial

import numpy as np

from corridor.kernel.errors import N_, InputError


def _refuse(value: object, field: str, wanted: str) -> InputError:
    return InputError(
        N_("%(field)s is %(value)s; %(wanted)s is wanted."),
        hint=N_("Check the value and its place in the file."),
        field=field,
        params={"field": field, "value": repr(value), "wanted": wanted},
    )


def _number(value: object, field: str) -> int | float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _refuse(value, field, "a number")
    return value


def _integer(value: object, field: str) -> int:
    number = _number(value, field)
    if not math.isfinite(number) or number != int(number):
        raise _refuse(value, field, "a whole number")
    return int(number)


def _date(value: object, field: str) -> date:
    try:
        return value if isinstance(value, date) else date.fromisoformat(str(value))
    except ValueError as wrong:
        raise _refuse(value, field, "a date as YYYY-MM-DD") from wrong


def _text(value: object, field: str) -> str:
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        raise _refuse(value, field, "a text")
    return str(value)


def _truth(value: object, field: str) -> bool:
    if not isinstance(value, bool):
        raise _refuse(value, field, "true or false")
    return value


def _decimal(value: object, field: str) -> Decimal:
    return Decimal(str(_number(value, field)))


_SCALARS: Mapping[object, Callable[[object, str], object]] = {
    bool: _truth,
    int: _integer,
    float: _number,
    str: _text,
    date: _date,
    Decimal: _decimal,
}


def _choice(value: object, kind: type[StrEnum], field: str) -> StrEnum:
    try:
        return kind(str(value))
    except ValueError as unknown:
        raise _refuse(value, field, "one of " + ", ".join(kind)) from unknown


def _record(value: object, kind: type, field: str) -> object:
    """Build a dataclass from a mapping by the names and types of its fields."""
    if not isinstance(value, Mapping):
        raise _refuse(value, field, "a mapping")
    hints = typing.get_type_hints(kind)
    known = {member.name: member for member in dataclasses.fields(kind)}
    missing = [
        name
        for name, member in known.items()
        if name not in value and member.default is dataclasses.MISSING and member.default_factory is dataclasses.MISSING
    ]
    unknown = [str(name) for name in value if name not in known]
    if missing or unknown:
        raise _refuse(value, field, "an entry with " + ", ".join(known))
    return kind(**{name: typed(item, hints[name], f"{field}.{name}") for name, item in value.items()})


def _rows(value: object, field: str) -> Sequence[object]:
    if not isinstance(value, list | tuple):
        raise _refuse(value, field, "a list")
    return value


def _sequence(value: object, inner: object, field: str) -> tuple[object, ...]:
    return tuple(typed(item, inner, f"{field}[{place}]") for place, item in enumerate(_rows(value, field)))


def _tuple(value: object, kinds: Sequence[object], field: str) -> tuple[object, ...]:
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return _sequence(value, kinds[0], field)
    rows = _rows(value, field)
    if len(rows) != len(kinds):
        raise _refuse(value, field, f"a list of {len(kinds)}")
    return tuple(
        typed(item, kind, f"{field}[{place}]") for place, (item, kind) in enumerate(zip(rows, kinds, strict=True))
    )


def _mapping(value: object, kinds: Sequence[object], field: str) -> dict[object, object]:
    if not isinstance(value, Mapping):
        raise _refuse(value, field, "a mapping")
    return {typed(key, kinds[0], field): typed(item, kinds[1], f"{field}.{key}") for key, item in value.items()}


def _array(value: object, field: str) -> np.ndarray[typing.Any, np.dtype[np.float64]]:
    def filled(item: object) -> object:
        if isinstance(item, list | tuple):
            return [filled(inner) for inner in item]
        return math.nan if item is None else _number(item, field)

    try:
        return np.asarray(filled(_rows(value, field)), dtype=np.float64)
    except ValueError as ragged:
        raise _refuse(value, field, "a list of rows of equal length") from ragged


def _alternative(value: object, kinds: Sequence[object], field: str) -> object:
    """Take the first of several types that fits; a number stays the number it was written as."""
    if value is None and type(None) in kinds:
        return None
    refusal: InputError = _refuse(value, field, "another value")
    for kind in kinds:
        if kind is type(None):
            continue
        try:
            return typed(value, kind, field)
        except InputError as refused:
            refusal = refused
    raise refusal


def typed(value: object, kind: object, field: str) -> object:
    """Return plain data as the type that a function or a dataclass declares.

    Raises
    ------
    InputError : the data does not fit; the message names the field, the value and what is wanted
    """
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    builder: Callable[[object], object] | None = None
    if kind in _SCALARS:
        return _SCALARS[kind](value, field)
    if origin in (typing.Union, types.UnionType):
        builder = partial(_alternative, kinds=inner, field=field)
    elif origin is typing.Literal:
        builder = partial(_literal, allowed=inner, field=field)
    elif origin is np.ndarray:
        builder = partial(_array, field=field)
    elif origin is tuple:
        builder = partial(_tuple, kinds=inner, field=field)
    elif origin in (Sequence, list):
        builder = partial(_sequence, inner=inner[0], field=field)
    elif origin in (Mapping, dict):
        builder = partial(_mapping, kinds=inner, field=field)
    elif isinstance(kind, type) and issubclass(kind, StrEnum):
        builder = partial(_choice, kind=kind, field=field)
    elif isinstance(kind, type) and dataclasses.is_dataclass(kind):
        builder = partial(_record, kind=kind, field=field)
    if builder is None:
        raise _refuse(value, field, "a value that a file cannot hold")
    return builder(value)


def _literal(value: object, allowed: Sequence[object], field: str) -> object:
    if value not in allowed:
        raise _refuse(value, field, "one of " + ", ".join(map(str, allowed)))
    return value


def plain(value: object) -> object:
    """Return a result as what JSON can hold: mappings, lists, numbers, texts, true, false and null."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {member.name: plain(getattr(value, member.name)) for member in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, np.ndarray | np.generic):
        return plain(value.tolist())
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, StrEnum):
        return str(value)
    if isinstance(value, Decimal):
        return float(value)
    return value if isinstance(value, bool | int | float | str | None) else str(value)

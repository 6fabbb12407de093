"""Refuse an argument that cannot be computed with, in a sentence that names it.

Each function returns its value, so that a check and its use stand in one place.
"""

import math
from collections.abc import Sized
from decimal import Decimal
from typing import TypeVar

from corridor.kernel.errors import N_, InputError

SizedT = TypeVar("SizedT", bound=Sized)
NumberT = TypeVar("NumberT", int, float, int | float | Decimal)


def finite(value: NumberT, field: str) -> NumberT:
    """Return a number that is neither infinite nor missing.

    >>> finite(2.5, "fee")
    2.5
    """
    if isinstance(value, bool) or not math.isfinite(value):
        raise InputError(
            N_("%(field)s is %(value)s, which is not a number."),
            hint=N_("Give a plain number."),
            field=field,
            params={"field": field, "value": value},
        )
    return value


def at_least_zero(value: NumberT, field: str) -> NumberT:
    """Return a number that is zero or more."""
    if finite(value, field) < 0:
        raise InputError(
            N_("%(field)s is %(value)s, below zero."),
            hint=N_("Give zero or a positive number."),
            field=field,
            params={"field": field, "value": value},
        )
    return value


def above_zero(value: NumberT, field: str) -> NumberT:
    """Return a number that is more than zero."""
    if finite(value, field) <= 0:
        raise InputError(
            N_("%(field)s is %(value)s; it must be more than zero."),
            hint=N_("Give a positive number."),
            field=field,
            params={"field": field, "value": value},
        )
    return value


def share(value: NumberT, field: str) -> NumberT:
    """Return a share, from 0 to 1."""
    if not 0 <= finite(value, field) <= 1:
        raise InputError(
            N_("%(field)s is %(value)s; a share lies between 0 and 1."),
            hint=N_("Write 7 percent as 0.07."),
            field=field,
            params={"field": field, "value": value},
        )
    return value


def whole(value: float, field: str, *, least: int = 0) -> int:
    """Return a whole number of at least `least`."""
    if finite(value, field) != int(value) or value < least:
        raise InputError(
            N_("%(field)s is %(value)s; it must be a whole number of at least %(least)s."),
            hint=N_("Give a count without decimals."),
            field=field,
            params={"field": field, "value": value, "least": least},
        )
    return int(value)


def not_empty(values: SizedT, field: str) -> SizedT:
    """Return a collection that holds something."""
    if len(values) == 0:
        raise InputError(
            N_("%(field)s is empty."), hint=N_("Give at least one entry."), field=field, params={"field": field}
        )
    return values


def same_length(first: Sized, second: Sized, fields: str) -> int:
    """Return the common length of two collections."""
    if len(first) != len(second):
        raise InputError(
            N_("%(fields)s have %(first)s and %(second)s entries."),
            hint=N_("Give one entry of each for every row."),
            field=fields,
            params={"fields": fields, "first": len(first), "second": len(second)},
        )
    return len(first)

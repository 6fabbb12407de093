"""Codes of the international classifications: their shape, their order and what a code says by itself.

The lists with titles belong to the code lists; the kernel knows only what holds for every version and language.
"""

import re
from enum import IntEnum
from typing import Final, Self

from corridor.kernel.errors import N_, InputError

_UNIT_GROUP: Final = re.compile(r"[0-9]{4}")
_ESCO_OCCUPATION: Final = re.compile(r"([0-9]{4})(\.[0-9]+)*")
_ISCO_PREFIX: Final = re.compile(r"[0-9]{1,4}")
_CURRENCY: Final = re.compile(r"[A-Z]{3}")


class Cefr(IntEnum):
    """Level of a language by the Common European Framework of Reference, from A1 (1) to C2 (6).

    >>> Cefr.parse("b1") < Cefr.B2
    True
    """

    A1 = 1
    A2 = 2
    B1 = 3
    B2 = 4
    C1 = 5
    C2 = 6

    @classmethod
    def parse(cls, text: str, *, field: str = "level") -> Self:
        """Return the level written as `B1` or as its number, 1 to 6."""
        written = text.strip().upper()
        for level in cls:
            if written in {level.name, str(level.value)}:
                return level
        raise InputError(
            N_('"%(level)s" is not a language level.'),
            hint=N_("Use A1, A2, B1, B2, C1 or C2, or 1 to 6 for A1 to C2."),
            field=field,
            params={"level": text},
        )


def isco_unit_group(code: str, *, field: str = "isco08") -> str:
    """Return an ISCO-08 unit group, four digits, or refuse.

    >>> isco_unit_group("2512")
    '2512'
    """
    if not _UNIT_GROUP.fullmatch(code):
        raise InputError(
            N_('"%(code)s" is not a unit group of ISCO-08.'),
            hint=N_("Use four digits, such as 2512 for software developers; keep a leading zero."),
            field=field,
            params={"code": code},
        )
    return code


def unit_group_of(code: str, *, field: str = "occupation") -> str:
    """Return the ISCO-08 unit group of an ISCO-08 or ESCO occupation code.

    >>> unit_group_of("2512.4.1")
    '2512'
    """
    match = _ESCO_OCCUPATION.fullmatch(code)
    if not match:
        raise InputError(
            N_('"%(code)s" is not an occupation code.'),
            hint=N_("Use the four digits of an ISCO-08 unit group, such as 2512, or an ESCO code, such as 2512.4."),
            field=field,
            params={"code": code},
        )
    return match.group(1)


def minor_group(code: str) -> str:
    """Return the ISCO-08 minor group, the first three digits, of an occupation code.

    >>> minor_group("2512")
    '251'
    """
    return unit_group_of(code)[:3]


def isco_prefix(code: str, *, field: str = "isco08") -> str:
    """Return an ISCO-08 code of any of the four levels, one to four digits, or refuse."""
    if not _ISCO_PREFIX.fullmatch(code):
        raise InputError(
            N_('"%(code)s" is not a code of ISCO-08.'),
            hint=N_("Use one digit for a major group up to four digits for a unit group."),
            field=field,
            params={"code": code},
        )
    return code


def isco_level(code: str) -> int:
    """Return the level of an ISCO-08 code: 1 major, 2 sub-major, 3 minor, 4 unit group.

    >>> isco_level("25")
    2
    """
    return len(isco_prefix(code))


def eqf_level(value: int | str, *, field: str = "eqf_level") -> int:
    """Return a level of the European Qualifications Framework, 1 to 8, or refuse.

    >>> eqf_level("5")
    5
    """
    if str(value).strip() not in {"1", "2", "3", "4", "5", "6", "7", "8"}:
        raise InputError(
            N_('"%(level)s" is not a level of the European Qualifications Framework.'),
            hint=N_("Use a whole number from 1 to 8."),
            field=field,
            params={"level": value},
        )
    return int(value)


def currency_code(code: str, *, field: str = "currency") -> str:
    """Return a currency code in the shape of ISO 4217, three capital letters, or refuse.

    >>> currency_code("TND")
    'TND'
    """
    if not _CURRENCY.fullmatch(code):
        raise InputError(
            N_('"%(code)s" is not a currency code.'),
            hint=N_("Use three capital letters of ISO 4217, such as EUR or MAD."),
            field=field,
            params={"code": code},
        )
    return code

"""Dates as people know them: a year, a month or a day."""

import re
import unicodedata
from datetime import date
from decimal import Decimal

from corridor.kernel.errors import N_, InputError

_STORED = re.compile(r"([12][0-9]{3})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?", re.ASCII)
_WRITTEN = re.compile(r"(?:(?:([0-9]{1,2})-)?([0-9]{1,2})-)?([12][0-9]{3})", re.ASCII)
_SIGNS = re.compile(r"[\s./\u060d\u200e\u200f]+")


def partial_date(text: str, *, field: str) -> str:
    """Return a date in the form in which it is kept; figures of any script and 03/2019 are understood.

    >>> partial_date("٢٠١٩/٣", field="from_date"), partial_date("5.10.2021", field="from_date")
    ('2019-03', '2021-10-05')
    """
    written = "".join(str(unicodedata.decimal(sign, sign)) for sign in text.strip())
    if not written:
        return ""
    plain = _SIGNS.sub("-", written)
    found = _STORED.fullmatch(plain)
    if found:
        return _checked(found.groups(), text, field)
    found = _WRITTEN.fullmatch(plain)
    if found:
        return _checked(found.groups()[::-1], text, field)
    raise _refused(text, field)


def _checked(parts: tuple[str | None, ...], text: str, field: str) -> str:
    year, month, day = (int(part) if part else None for part in parts)
    try:
        date(year or 1, 1 if month is None else month, 1 if day is None else day)
    except ValueError as error:
        raise _refused(text, field) from error
    kept = [f"{year:04d}", *(f"{part:02d}" for part in (month, day) if part is not None)]
    return "-".join(kept)


def _refused(text: str, field: str) -> InputError:
    return InputError(
        N_('"%(value)s" is not a date.'),
        hint=N_("Write a year, a month or a day that exists: 2021, 2021-10 or 2021-10-05."),
        field=field,
        params={"value": " ".join(text.split())[:40]},
    )


def check_order(start: str, end: str, *, field: str) -> None:
    """Refuse a span that ends before it starts, as far as both dates are known."""
    known = min(len(start), len(end))
    if end[:known] < start[:known]:
        raise InputError(
            N_("It ends on %(end)s, before it starts on %(start)s."),
            hint=N_("Correct one of the two days."),
            field=field,
            params={"start": start, "end": end},
        )


def check_past(text: str, *, today: date, field: str) -> None:
    """Refuse a date that is still to come."""
    if text > today.isoformat()[: len(text)]:
        raise InputError(
            N_("%(value)s lies in the future."),
            hint=N_("State what has happened; leave the end empty for what goes on."),
            field=field,
            params={"value": text},
        )


def years_between(start: str, end: str) -> Decimal:
    """Return the years of a span to one decimal; a year alone counts from its middle, a month from its first day.

    >>> years_between("2018", "2021"), years_between("2019-03", "2020-09")
    (Decimal('3.0'), Decimal('1.5'))
    """
    months = max(_month(end) - _month(start), 0)
    return (Decimal(months) / 12).quantize(Decimal("0.1"))


def _month(text: str) -> int:
    return int(text[:4]) * 12 + (int(text[5:7]) - 1 if len(text) > 4 else 6)

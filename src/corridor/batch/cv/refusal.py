"""What is said when a file cannot be used: which file, where in it, what is wrong and what to do."""

import re
from datetime import date
from typing import Final

from corridor.kernel.errors import N_, InputError

TEXT_CEILING: Final = 5_000_000
"""Bytes; a CV of text is a hundredth of it."""
PDF_CEILING: Final = 20_000_000
"""Bytes; with photographs a PDF may be larger than the text in it."""
DEPTH_CEILING: Final = 64
"""Parts within parts; a CV has about ten."""

_DATE: Final = re.compile(r"[12][0-9]{3}(-[01][0-9](-[0-3][0-9])?)?", re.ASCII)


def too_large(name: str, size: int, ceiling: int) -> InputError:
    """Return the refusal of a file over its size."""
    return InputError(
        N_("%(file)s has %(size)s bytes; a CV in this format may have %(ceiling)s."),
        hint=N_("Leave out photographs and attached documents."),
        params={"file": name, "size": f"{size:,}", "ceiling": f"{ceiling:,}"},
        code="too_large",
    )


def too_deep(name: str, line: int) -> InputError:
    """Return the refusal of a file whose parts lie too deep within each other."""
    return InputError(
        N_("%(file)s, line %(line)s: parts lie more than %(ceiling)s deep within each other."),
        hint=N_("No CV needs this; save the file again from the program that made it."),
        params={"file": name, "line": line, "ceiling": DEPTH_CEILING},
        code="too_deep",
    )


def not_text(name: str, position: int) -> InputError:
    """Return the refusal of bytes that are no UTF-8."""
    return InputError(
        N_("%(file)s cannot be read as text from byte %(position)s on."),
        hint=N_("Save the file with the encoding UTF-8."),
        params={"file": name, "position": position},
        code="encoding",
    )


def not_a_date(name: str, place: str, value: str) -> InputError:
    """Return the refusal of a date that the calendar has not, or that is no date."""
    return InputError(
        N_('%(file)s, %(place)s: "%(value)s" is not a date.'),
        hint=N_("Write a year, a month or a day that exists: 2021, 2021-10 or 2021-10-05."),
        params={"file": name, "place": place, "value": shortened(value)},
        field=place,
        code="date",
    )


def not_a_level(name: str, place: str, value: str) -> InputError:
    """Return the refusal of a language level that the CEFR has not."""
    return InputError(
        N_('%(file)s, %(place)s: "%(value)s" is not a level of the CEFR.'),
        hint=N_("Write A1, A2, B1, B2, C1 or C2, or leave it out."),
        params={"file": name, "place": place, "value": shortened(value)},
        field=place,
        code="cefr",
    )


def is_date(value: str) -> bool:
    """Return whether this is a year, a month or a day that exists.

    >>> is_date("2021"), is_date("2021-13"), is_date("2021-02-29"), is_date("2024-02-29")
    (True, False, False, True)
    """
    if not _DATE.fullmatch(value):
        return False
    try:
        date.fromisoformat(value + "-01-01"[len(value) - 4 :])
    except ValueError:
        return False
    return True


def shortened(value: str, length: int = 60) -> str:
    """Return a value on one line and not too long to be read in a message."""
    one_line = " ".join(value.split())
    return one_line if len(one_line) <= length else one_line[: length - 1] + "…"

"""What holds in protection, whoever stores it: numbers that nobody can guess, days within which an answer is due."""

import secrets
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

# Without letters and figures that are taken for each other when a number is read aloud.
_LETTERS: Final = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
_GROUPS, _GROUP = 3, 4
ACKNOWLEDGE_DAYS: Final = 2
# Days until an answer is due, shorter where somebody may be in danger.
ANSWER_DAYS: Final[Mapping[str, int]] = {
    "violence": 3,
    "safety": 5,
    "documents": 7,
    "housing": 10,
    "fees": 14,
    "pay": 14,
    "contract": 14,
    "discrimination": 14,
    "hours": 21,
    "other": 21,
}
OPEN: Final = ("received", "acknowledged", "in_progress", "referred")
ENDED: Final = ("resolved", "closed")


def new_number() -> str:
    """Return a tracking number that cannot be guessed: about 10^17 of them exist."""
    letters = [secrets.choice(_LETTERS) for _ in range(_GROUPS * _GROUP)]
    return "-".join("".join(letters[start : start + _GROUP]) for start in range(0, len(letters), _GROUP))


def plain_number(text: str) -> str:
    """Return a number as it is stored, however somebody has typed it.

    >>> plain_number(" abcd efgh-jkmn ")
    'ABCD-EFGH-JKMN'
    """
    letters = "".join(sign for sign in text.upper() if sign.isalnum())
    return "-".join(letters[start : start + _GROUP] for start in range(0, len(letters), _GROUP))


def due_date(category: str, *, received: date) -> date:
    """Return the day on which a complaint must be answered.

    >>> due_date("violence", received=date(2026, 3, 1))
    datetime.date(2026, 3, 4)
    """
    return received + timedelta(days=ANSWER_DAYS[category])


def is_acknowledgement_late(*, received: date, today: date) -> bool:
    """Say whether the person should have heard by now that the complaint has arrived."""
    return today > received + timedelta(days=ACKNOWLEDGE_DAYS)

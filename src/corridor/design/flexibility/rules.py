"""What a risk, its trigger and a change of an approved plan must hold."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from corridor.kernel.errors import N_, InputError, RuleViolation

# A product of likelihood and impact from 1 to 25; the bounds of the three bands.
MEDIUM_FROM, HIGH_FROM = 6, 15


def band_of(score: int) -> str:
    """Return the band of a risk.

    >>> band_of(5), band_of(6), band_of(15)
    ('low', 'medium', 'high')
    """
    if score >= HIGH_FROM:
        return "high"
    return "medium" if score >= MEDIUM_FROM else "low"


def is_past(*, value: Decimal | None, threshold: Decimal | None, direction: str) -> bool | None:
    """Return whether a trigger is reached; None where no value or no threshold is known."""
    if value is None or threshold is None:
        return None
    return value > threshold if direction == "above" else value < threshold


def check_reading(*, as_of: date, today: date) -> None:
    """Refuse a value of a day that has not come."""
    if as_of > today:
        raise InputError(
            N_("%(day)s has not come yet, so nothing was observed on it."),
            hint=N_("Give the day of the figure, today at the latest."),
            field="as_of",
            params={"day": as_of},
        )


@dataclass(frozen=True)
class Wanted:
    """One wish of a change request: what is to change, and to what."""

    what: str
    to_number: Decimal | None = None
    to_date: date | None = None
    to_code: str = ""
    line_id: int | None = None


def check_wishes(wishes: Iterable[Wanted]) -> None:
    """Refuse a request that changes nothing."""
    if not list(wishes):
        raise InputError(
            N_("The request changes nothing yet."),
            hint=N_("Enter at least one new value beside the one in force."),
            field="target_participants",
        )


def check_selected(*, selected: int, participants: int | None, kept: str) -> None:
    """Refuse a change that drops people who are already selected, or does not say how they are kept."""
    if participants is not None and participants < selected:
        raise RuleViolation(
            N_("%(selected)s people are selected already; the request leaves room for %(participants)s."),
            hint=N_("Nobody who is selected is dropped by a change. Plan for at least as many people."),
            params={"selected": selected, "participants": participants},
        )
    if selected and not kept.strip():
        raise RuleViolation(
            N_("%(selected)s people are selected already, and the request does not say how they are kept."),
            hint=N_("Write what happens to them: which post, course or date they keep."),
            params={"selected": selected},
        )

"""The clock of a case: when it starts, stands still and ends.

Laws count either in days or in months, and a month is not thirty days: three months from 30 November end on the
last day of February. While documents are missing the clock stands, and the days of waiting are added at the end.
"""

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from corridor.kernel.errors import N_, RuleViolation

DAYS: Final = "days"
MONTHS: Final = "months"
SOON: Final = timedelta(days=14)
_YEAR: Final = 12


@dataclass(frozen=True)
class Length:
    """A length of time as a law states it."""

    number: int
    unit: str


@dataclass(frozen=True)
class Clock:
    """Where the clock of a case stands; without `complete_on` it has not started."""

    complete_on: date | None = None
    due_on: date | None = None
    extended_to: date | None = None
    stopped_on: date | None = None
    stopped_days: int = 0

    @property
    def limit(self) -> date | None:
        """The day by which the decision is due, the extension counted."""
        return self.extended_to or self.due_on


def after(day: date, length: Length) -> date:
    """Return the day so long after another.

    >>> after(date(2026, 11, 30), Length(3, MONTHS)), after(date(2026, 1, 31), Length(30, DAYS))
    (datetime.date(2027, 2, 28), datetime.date(2026, 3, 2))
    """
    if length.unit == DAYS:
        return day + timedelta(days=length.number)
    year, month = divmod(day.year * _YEAR + day.month - 1 + length.number, _YEAR)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def start(*, complete_on: date, decision: Length | None) -> Clock:
    """Start the clock on the day the file is complete; a law without a term gives no day."""
    return Clock(complete_on=complete_on, due_on=after(complete_on, decision) if decision else None)


def stop(clock: Clock, *, on: date) -> Clock:
    """Let the clock stand because documents are missing; one that has not started stays as it is."""
    if clock.complete_on is None or clock.stopped_on is not None:
        return clock
    return replace(clock, stopped_on=on)


def resume(clock: Clock, *, on: date) -> Clock:
    """Let the clock go on; every day of waiting moves its end by a day."""
    if clock.stopped_on is None:
        return clock
    waited = max(on - clock.stopped_on, timedelta(0))
    return replace(
        clock,
        due_on=_moved(clock.due_on, waited),
        extended_to=_moved(clock.extended_to, waited),
        stopped_on=None,
        stopped_days=clock.stopped_days + waited.days,
    )


def extend(clock: Clock, *, to: date, longest: Length | None) -> Clock:
    """Give the authority more time, once, and not longer than the procedure allows."""
    if clock.due_on is None or longest is None:
        raise RuleViolation(
            N_("This procedure knows no extension."), hint=N_("Decide by the day that is due."), code="no_extension"
        )
    if clock.extended_to is not None:
        raise RuleViolation(
            N_("The time was extended already; that is possible once."),
            hint=N_("Decide by the day that is due."),
            code="extended_once",
        )
    most = after(clock.due_on, longest)
    if not clock.due_on < to <= most:
        raise RuleViolation(
            N_("The time can be extended to a day after %(due)s, at most to %(most)s."),
            hint=N_("Choose a day between them."),
            field="extended_to",
            code="extension_too_long",
            params={"due": clock.due_on.isoformat(), "most": most.isoformat()},
        )
    return replace(clock, extended_to=to)


def days_left(clock: Clock, *, today: date) -> int | None:
    """Return the days until the decision is due, negative when late; None where no clock runs.

    A clock that stands is read on the day it was stopped.
    """
    if clock.limit is None:
        return None
    return (clock.limit - (clock.stopped_on or today)).days


def _moved(day: date | None, by: timedelta) -> date | None:
    return None if day is None else day + by

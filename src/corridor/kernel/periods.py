"""Periods and dates: both ends belong to a period, and a period without an end is still open."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Final, Self

from corridor.kernel.errors import N_, InputError

_ISO_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def parse_date(text: str, *, field: str = "date") -> date:
    """Return the date written as year-month-day, or say what is wrong with it.

    >>> parse_date("2026-03-31")
    datetime.date(2026, 3, 31)
    """
    written = text.strip()
    if not _ISO_DATE.fullmatch(written):
        raise InputError(
            N_('"%(text)s" is not a date in the form year-month-day.'),
            hint=N_("Write the date as 2026-03-31."),
            field=field,
            params={"text": text},
        )
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise InputError(
            N_('"%(text)s" is not a day of the calendar.'),
            hint=N_("Check the month, 01 to 12, and the last day of that month."),
            field=field,
            params={"text": text},
        ) from error


def add_months(start_date: date, months: int) -> date:
    """Return the same day some months later, or the last day of that month where it has no such day.

    >>> add_months(date(2026, 1, 31), 1)
    datetime.date(2026, 2, 28)
    """
    index = start_date.year * 12 + start_date.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(start_date.day, calendar.monthrange(year, month)[1]))


def whole_months(start_date: date, end_date: date) -> int:
    """Return the months completed from one day to a later one; negative where it is earlier.

    >>> whole_months(date(2026, 1, 15), date(2026, 4, 14))
    2
    """
    if end_date < start_date:
        return -whole_months(end_date, start_date)
    months = (end_date.year - start_date.year) * 12 + end_date.month - start_date.month
    return months if add_months(start_date, months) <= end_date else months - 1


def age_years(birth_date: date, on_date: date) -> int:
    """Return the age in whole years; who is born on 29 February turns a year older on 1 March of a common year.

    >>> age_years(date(2000, 6, 2), date(2026, 6, 1))
    25
    """
    had_birthday = (on_date.month, on_date.day) >= (birth_date.month, birth_date.day)
    return on_date.year - birth_date.year - (not had_birthday)


@dataclass(frozen=True, slots=True)
class Period:
    """Days from a first to a last one, both included; without a last day the period is open.

    >>> Period(date(2026, 1, 1), date(2026, 12, 31)).months
    12
    """

    start_date: date
    end_date: date | None = None

    def __post_init__(self) -> None:
        if self.end_date is not None and self.end_date < self.start_date:
            raise InputError(
                N_("The period ends on %(end_date)s, before it starts on %(start_date)s."),
                hint=N_("Exchange the two dates or correct one of them."),
                field="end_date",
                params={"start_date": self.start_date, "end_date": self.end_date},
            )

    @classmethod
    def parse(cls, start: str, end: str = "") -> Self:
        """Return the period between two written dates; an empty end leaves it open."""
        end_date = parse_date(end, field="end_date") if end.strip() else None
        return cls(parse_date(start, field="start_date"), end_date)

    @property
    def is_open(self) -> bool:
        """Whether the period has no last day yet."""
        return self.end_date is None

    @property
    def days(self) -> int:
        """Days of the period, the first and the last included."""
        return (self._last_day - self.start_date).days + 1

    @property
    def months(self) -> int:
        """Whole months of the period; the year from 1 January to 31 December has twelve."""
        return whole_months(self.start_date, date.fromordinal(self._last_day.toordinal() + 1))

    @property
    def _last_day(self) -> date:
        if self.end_date is None:
            raise InputError(
                N_("The period from %(start_date)s has no end, so that its length is not known."),
                hint=N_("Give the last day of the period."),
                field="end_date",
                params={"start_date": self.start_date},
            )
        return self.end_date

    def contains(self, day: date) -> bool:
        """Return whether the day lies in the period."""
        return self.start_date <= day and (self.end_date is None or day <= self.end_date)

    def overlap(self, other: "Period") -> "Period | None":
        """Return the days that two periods share, or None where they share none.

        >>> Period(date(2026, 1, 1)).overlap(Period(date(2025, 1, 1), date(2026, 1, 2))).days
        2
        """
        start_date = max(self.start_date, other.start_date)
        ends = [end for end in (self.end_date, other.end_date) if end is not None]
        end_date = min(ends) if ends else None
        if end_date is not None and end_date < start_date:
            return None
        return Period(start_date, end_date)

    def overlaps(self, other: "Period") -> bool:
        """Return whether two periods share at least one day."""
        return self.overlap(other) is not None

"""What the planting of one part needs from the parts before it."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from corridor.access.models import Organisation, User
from corridor.design.schemes.models import Scheme


@dataclass
class Ground:
    """The day from which all dates count, and what stands already, found by its code."""

    today: date
    organisations: dict[str, Organisation] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    schemes: dict[str, Scheme] = field(default_factory=dict)
    keep: dict[str, Any] = field(default_factory=dict)

    def day(self, offset: int | float) -> date:
        """Return the day so many days from the day of the filling."""
        return self.today + timedelta(days=int(offset))

    def moment(self, offset: int | float, hour: int = 10) -> datetime:
        """Return a moment of that day."""
        return datetime.combine(self.day(offset), time(hour), tzinfo=UTC)

    def user(self, mailbox: str) -> User:
        """Return the user of a login, with the reach that she has by now."""
        return User.objects.get(pk=self.users[mailbox].pk)

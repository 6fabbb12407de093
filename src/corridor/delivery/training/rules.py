"""What holds in training, whoever stores it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class CohortResults:
    """How a cohort stands, as counts; shares are made of them where they are shown.

    `assessed` and `passed` count people by their last final test; `recorded` counts who was expected in the sessions
    whose attendance was recorded, so that a session nobody has recorded is not taken for an empty room.

    >>> CohortResults(20, 23, 1, 18, 15, 15, 4, 70, 80).seats_left
    0
    """

    seats: int
    enrolled: int
    dropped: int
    assessed: int
    passed: int
    certified: int
    sessions: int
    present: int
    recorded: int

    @property
    def seats_left(self) -> int:
        """How many more people the cohort takes."""
        return max(0, self.seats - (self.enrolled - self.dropped))

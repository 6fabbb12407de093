"""What a fairness report says of each group."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from corridor.kernel.errors import N_

Floats = npt.NDArray[np.float64]
THRESHOLD = 10
FOUR_FIFTHS = 0.8


class Verdict(StrEnum):
    """What may be said of one group beside the group that is selected most often."""

    TOO_SMALL = "too_small"
    NOBODY = "nobody"
    UNKNOWN = "unknown"
    ALONE = "alone"
    REFERENCE = "reference"
    EVEN = "even"
    EVEN_SO_FAR = "even_so_far"
    UNCLEAR = "unclear"
    UNEVEN = "uneven"


SENTENCES = {
    Verdict.TOO_SMALL: N_("Fewer than %(threshold)s people: the count alone, no rate and no verdict."),
    Verdict.NOBODY: N_("Nobody of any group has been selected yet."),
    Verdict.UNKNOWN: N_("It is not known to which group these people belong, so they are not compared."),
    Verdict.ALONE: N_("No other group has enough people to compare."),
    Verdict.REFERENCE: N_("Selected most often; the other groups are compared with this one."),
    Verdict.EVEN: N_("Selected at %(ratio)s of the highest rate, above four fifths even at the low end."),
    Verdict.EVEN_SO_FAR: N_(
        "Selected at %(ratio)s of the highest rate, above four fifths; with so few people it may also be %(low)s."
    ),
    Verdict.UNCLEAR: N_(
        "Selected at %(ratio)s of the highest rate, below four fifths; chance alone would bring as much in %(p)s of "
        "such selections. Watch it."
    ),
    Verdict.UNEVEN: N_(
        "Selected at %(ratio)s of the highest rate, below four fifths; chance alone would bring as much in %(p)s of "
        "such selections only. Look for the reason."
    ),
}
"""One English sentence per verdict; `ratio`, `low` and `p` are shares, filled in at the edge."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """A ratio of two rates with its interval; `high` is infinite where the rate below may be zero."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class GroupLine:
    """One group: its people, its rate, its place in the lists, and what may be said of it.

    `rate`, `exposure` and the two ratios are None for a group below the threshold, the ratios also where there is
    nothing to compare with. `exposure` is the mean of 1 / log2(1 + rank) over all people of the group.
    """

    group: str
    people: int
    selected: int
    rate: Ratio | None
    ratio: Ratio | None
    p_value: float | None
    exposure: Ratio | None
    exposure_ratio: Ratio | None
    verdict: Verdict

    @property
    def message(self) -> str:
        """The English sentence as a template."""
        return SENTENCES[self.verdict]


@dataclass(frozen=True, slots=True)
class FairnessReport:
    """Groups with the most people first; `reference` is the group selected most often, None where there is none."""

    lines: tuple[GroupLine, ...]
    reference: str | None
    people: int
    selected: int
    level: float
    threshold: int

    def of(self, group: str) -> GroupLine:
        """Return the line of one group."""
        return next(line for line in self.lines if line.group == group)

    @property
    def is_uneven(self) -> bool:
        return any(line.verdict is Verdict.UNEVEN for line in self.lines)

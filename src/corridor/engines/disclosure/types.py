"""What comes out of the engine: shares with their base, protected tables, and what an outsider can infer from them."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

THRESHOLD = 10
"""Groups below this are shown as counts, not shares, and are hidden in what is published."""


@dataclass(frozen=True, slots=True)
class HonestShare:
    """A share with everything that must stand beside it: asked n of N, and a count alone where the group is small.

    `share` is None where fewer than the threshold answered; `response_share` where nobody was to be asked.
    """

    count: int
    answered: int
    eligible: int
    share: float | None
    response_share: float | None
    is_shown_as_count: bool


@dataclass(frozen=True, slots=True, eq=False)
class TableAudit:
    """What an outsider can infer: the least and the greatest value that each cell can have.

    Arrays have the shape of the table with its totals. `derivable` lists hidden cells that can have one value only.
    """

    low: Floats
    high: Floats
    derivable: tuple[tuple[int, ...], ...]

    @property
    def is_safe(self) -> bool:
        """Whether no hidden cell can be derived."""
        return not self.derivable


@dataclass(frozen=True, slots=True, eq=False)
class ProtectedTable:
    """A table of counts with totals that may be published.

    `values` has one more row and column than the counts, for the totals, and is NaN where a cell is hidden. `is_small`
    marks cells hidden because they are small, `is_complementary` those hidden to protect them; both are for the office
    and must not be published. `audit` proves what can be inferred, `narrowest` is the number of values that remain
    possible for the least protected small cell, None where no cell is small.
    """

    values: Floats
    is_small: Mask
    is_complementary: Mask
    audit: TableAudit
    threshold: int
    narrowest: float | None

    @property
    def is_hidden(self) -> Mask:
        """Cells that are not published, whatever the reason."""
        return np.isnan(self.values)


@dataclass(frozen=True, slots=True, eq=False)
class RoundedCounts:
    """Counts rounded to multiples of a base; totals are rounded by themselves and need not add up."""

    values: Integers
    base: int

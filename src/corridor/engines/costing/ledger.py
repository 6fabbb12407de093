"""A budget as its rules read it: the lines with their cost in whole minor units, split over payers."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from corridor.engines.costing.types import BudgetLine, BudgetProfile, FeeClass, Payer, Prices


@dataclass(frozen=True)
class Ledger:
    """The lines with their cost in minor units, as the rules read them."""

    lines: tuple[BudgetLine, ...]
    units: tuple[int, ...]
    parts: tuple[dict[str, int], ...]
    direct: int
    money: Callable[[int], Decimal]
    currency: str
    participants: int
    placements: int
    prices: Prices
    profile: BudgetProfile

    def counted(self) -> Iterator[tuple[BudgetLine, int]]:
        """Yield the lines that cost something: a waived fee does not."""
        return ((line, units) for line, units in zip(self.lines, self.units, strict=True) if not line.waived)

    def numbered(self) -> Iterator[tuple[int, BudgetLine, dict[str, int]]]:
        """Yield every line with its number and its payers' parts."""
        return ((n, *row) for n, row in enumerate(zip(self.lines, self.parts, strict=True), start=1))

    @cached_property
    def by_head(self) -> Counter[str]:
        """The cost under every head; a comparison with the sample asks for each of them many times."""
        found: Counter[str] = Counter()
        for line, units in self.counted():
            found[line.head] += units
        return found

    def head_units(self, head: str) -> int:
        """Return the cost under one head of the sample."""
        return self.by_head[head]

    def sample_total(self) -> int:
        """Return the cost under all heads of the sample."""
        return sum(self.head_units(head) for head in self.profile.sample_ratios)

    def head_share(self, head: str) -> float:
        """Return a head's share of what stands under all heads; zero in an empty budget."""
        total = self.sample_total()
        return self.head_units(head) / total if total else 0.0

    def deviates(self, head: str, normalised: float) -> bool:
        """Say whether a head's share is further from the sample than the profile lets pass."""
        points = self.profile.deviation_points
        if points is None or not self.sample_total():
            return False
        reach = max(float(points), float(self.profile.deviation_factor) * float(self.profile.sample_ratios[head]))
        return abs(self.head_share(head) - normalised) > reach

    def migrant_borne(self) -> int:
        """Return what workers pay towards fees, related and illegitimate costs."""
        return sum(
            parts.get(Payer.MIGRANT, 0)
            for line, parts in zip(self.lines, self.parts, strict=True)
            if not line.waived and line.ilo != FeeClass.NONE
        )

    def amount(self, units: int) -> str:
        """Return an amount with its currency, for a sentence."""
        return f"{self.money(units)} {self.currency}"

"""Ways to place arrivals side by side: greedy, with learnt prices, with a steady workload, and in hindsight."""

from dataclasses import dataclass

from corridor.engines.matching.seats.arrivals import (
    Arrivals,
    Foresight,
    Placing,
    place_as_they_come,
    place_greedily,
    place_in_hindsight,
)


@dataclass(frozen=True, slots=True)
class ArrivalsComparison:
    """The same arrivals placed in several ways; shares are of the total in hindsight.

    `balanced` is None without a cost of backlog. `balance_price` is the share of the priced total that a steady
    workload costs.
    """

    greedy: Placing
    priced: Placing
    balanced: Placing | None
    hindsight: Placing

    @property
    def greedy_share(self) -> float:
        """Return what the greedy way reaches."""
        return share(self.greedy, self.hindsight)

    @property
    def priced_share(self) -> float:
        """Return what learnt prices reach."""
        return share(self.priced, self.hindsight)

    @property
    def balance_price(self) -> float | None:
        """Return what a steady workload costs."""
        return None if self.balanced is None else 1.0 - share(self.balanced, self.priced)


def compare_arrivals(arrivals: Arrivals, foresight: Foresight, *, balance: int = 0) -> ArrivalsComparison:
    """Return the ways to place arrivals side by side.

    Parameters
    ----------
    foresight : past families, from which futures are drawn
    balance : what a person in backlog costs per batch, in millionths; 0 leaves the steady workload out
    """
    return ArrivalsComparison(
        greedy=place_greedily(arrivals),
        priced=place_as_they_come(arrivals, foresight),
        balanced=place_as_they_come(arrivals, foresight, balance=balance) if balance else None,
        hindsight=place_in_hindsight(arrivals),
    )


def share(one: Placing, other: Placing) -> float:
    """Return one total as a share of another."""
    return one.total / other.total if other.total > 0 else 1.0

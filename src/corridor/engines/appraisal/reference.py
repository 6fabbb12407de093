"""The definitions of appraisal, slow and plain. Tests hold the engine against them; nothing else uses them."""

import math
from collections.abc import Mapping, Sequence

from corridor.engines.appraisal.rows import LedgerRow


def present_value(rate: float, flows: Sequence[float], mid_year: bool = False) -> float:
    """Add up flows, each divided by (1 + rate) as often as years pass before it falls."""
    total = 0.0
    for year, flow in enumerate(flows):
        total += flow / (1 + rate) ** (year - 0.5 if mid_year and year else year)
    return total


def rates_by_scan(flows: Sequence[float], steps: int = 20_000) -> list[float]:
    """Find rates where net present value changes sign, by walking discount factors up to 20 and halving."""
    found = []
    width = 20.0137 / steps  # no step ends at a round factor

    def value(x: float) -> float:
        return math.fsum(flow * x**year for year, flow in enumerate(flows))

    for step in range(steps):
        low, high = max(step * width, 1e-9), (step + 1) * width
        if value(low) * value(high) < 0:
            for _ in range(200):
                middle = (low + high) / 2
                low, high = (middle, high) if value(low) * value(middle) > 0 else (low, middle)
            found.append(1 / low - 1)
    return sorted(found)


def party_values(
    rate: float, ledger: Sequence[LedgerRow], movers: float = 1.0, figures: Mapping[str, float] | None = None
) -> dict[str, float]:
    """Add up what each party gains, row by row and year by year."""
    values: dict[str, float] = {}
    known = figures or {}
    for row in ledger:
        first, _, last = str(row.t).partition("-")
        growth = known[row.growth] if isinstance(row.growth, str) else row.growth
        leaving = known[row.leaving] if isinstance(row.leaving, str) else row.leaving
        for year in range(int(first), int(last or first) + 1):
            times = movers if row.per == "mover" else 1.0
            for name in row.factors:
                times *= known[name]
            for _ in range(int(first), year):
                times *= (1 + growth) * (1 - leaving)
            for party, part in row.split.items():
                values[party] = values.get(party, 0.0) + part * times / (1 + rate) ** year
    return values


def mixture_beats(name: str, options: Mapping[str, tuple[float, float]]) -> bool:
    """Say whether a mix of two options has at least the effect of a third for less cost."""
    cost, effect = options[name]
    for first_cost, first_effect in options.values():
        for second_cost, second_effect in options.values():
            if first_effect < effect < second_effect:
                weight = (effect - first_effect) / (second_effect - first_effect)
                if first_cost + weight * (second_cost - first_cost) <= cost:
                    return True
    return False

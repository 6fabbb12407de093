"""Funnels: how many of those who started came how far, and where most were lost."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class FunnelRow:
    """One stage as the funnel component shows it."""

    label: str
    count: int
    of_first_pct: float
    passed: float | None
    low: bool = False
    detail: str = ""
    series: int = 0


def funnel_rows(stages: Sequence[tuple[str, int]], details: Sequence[str] = (), *, series: int = 0) -> list[FunnelRow]:
    """Return the rows of a funnel; the stage that loses the largest share of those before it is marked.

    >>> [row.passed for row in funnel_rows([("Applied", 200), ("Selected", 50), ("Left", 40)])]
    [None, 0.25, 0.8]
    """
    first = stages[0][1] if stages else 0
    passed = [None if i == 0 or not stages[i - 1][1] else n / stages[i - 1][1] for i, (_l, n) in enumerate(stages)]
    known = [share for share in passed if share is not None]
    worst = min(known) if len(known) > 1 and min(known) < max(known) else None
    return [
        FunnelRow(
            label=label,
            count=count,
            of_first_pct=100 * count / first if first else 0.0,
            passed=share,
            low=share is not None and share == worst,
            detail=details[index] if index < len(details) else "",
            series=series,
        )
        for index, ((label, count), share) in enumerate(zip(stages, passed, strict=True))
    ]

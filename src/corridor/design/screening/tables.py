"""A ranking as the page shows it: labels in the reader's language, figures with what they stand on."""

from dataclasses import dataclass
from typing import Any

from corridor.design.screening.models import Alternative, Criterion
from corridor.design.screening.selectors import Comparison

EDGE = 1e-9


@dataclass(frozen=True)
class Part:
    """What one criterion adds: points of a hundred, or nothing known."""

    label: str
    points: float | None
    of: float
    series: int
    is_outside: bool


@dataclass(frozen=True)
class Place:
    """An alternative in its place, with the interval that missing data leave open."""

    alternative: Alternative
    rank: int | None
    score: float
    low: float
    high: float
    coverage: float
    is_thin: bool
    first_share: float | None
    parts: tuple[Part, ...]
    bar: tuple[tuple[float, int], ...]


@dataclass(frozen=True)
class SwitchRow:
    """How far a weight must move before another alternative comes first."""

    criterion: Criterion
    weight: float
    below: float | None
    leader_below: str
    above: float | None
    leader_above: str

    @property
    def is_firm(self) -> bool:
        """Whether no change of this weight alone changes the first place."""
        return self.below is None and self.above is None


def places_of(comparison: Comparison, ranking: Any) -> list[Place]:
    """Return the alternatives in the order of the ranking."""
    rows = {str(place.pk): place for place in comparison.alternatives}
    return [_place(comparison, rows[scored.name], scored, ranking.stability) for scored in ranking.alternatives]


def switches_of(comparison: Comparison, ranking: Any) -> list[SwitchRow]:
    """Return for each criterion the weights at which the first place changes."""
    names = {str(place.pk): str(place) for place in comparison.alternatives} | {"": ""}
    found = []
    for criterion in comparison.criteria:
        switch = ranking.switches.get(str(criterion.pk))
        if switch is not None:
            below, above = _inside(switch.below), _inside(switch.above)
            leaders = names[switch.leader_below], names[switch.leader_above]
            found.append(SwitchRow(criterion, switch.weight, below, leaders[0], above, leaders[1]))
    return found


def _inside(weight: float | None) -> float | None:
    """Return a weight that can be passed; at none or at all of the weight the two are equal, not overtaken."""
    return weight if weight is not None and EDGE < weight < 1 - EDGE else None


def _place(comparison: Comparison, alternative: Alternative, scored: Any, stability: Any) -> Place:
    parts = tuple(_part(criterion, place, scored) for place, criterion in enumerate(comparison.criteria))
    first = stability.rank_acceptability.get(scored.name) if stability else None
    return Place(
        alternative=alternative,
        rank=scored.rank,
        score=scored.score * 100,
        low=scored.low * 100,
        high=scored.high * 100,
        coverage=scored.coverage,
        is_thin=scored.is_thin,
        first_share=first[0] if first else None,
        parts=parts,
        bar=tuple((part.points, part.series) for part in parts if part.points),
    )


def _part(criterion: Criterion, place: int, scored: Any) -> Part:
    found = scored.contributions[str(criterion.pk)]
    points = None if found.points is None else found.points * 100
    return Part(criterion.label, points, found.weight * 100, place % 6, found.is_outside)

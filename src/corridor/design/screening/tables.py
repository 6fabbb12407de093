"""A ranking as the page shows it: labels in the reader's language, figures with what they stand on."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from corridor.design.screening.models import Alternative, Criterion
from corridor.design.screening.selectors import Comparison

EDGE = 1e-9
METHODS = {
    "wsm": _("Weighted sum"),
    "topsis": _("TOPSIS"),
    "promethee2": _("PROMETHEE II"),
    "smaa": _("Mean rank over all weights"),
}


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


@dataclass(frozen=True)
class Reversal:
    """An alternative whose absence would put another one first, under one method."""

    method: Any
    removed: str
    leader: str


@dataclass(frozen=True)
class Opinions:
    """The places of every alternative by method, how far each method agrees with the first, and what is fragile."""

    methods: tuple[Any, ...]
    rows: tuple[tuple[Alternative, tuple[tuple[Any, int], ...]], ...]
    agreement: tuple[tuple[Any, float | None], ...]
    has_one_leader: bool
    reversals: tuple[Reversal, ...]
    dominated: tuple[str, ...]
    assumed: int


def opinions_of(comparison: Comparison, study: Any) -> Opinions | None:
    """Return the ranking by other methods, None below two alternatives."""
    if study.opinions is None or len(study.places.order) < 2:
        return None
    rows = {str(place.pk): place for place in comparison.alternatives}
    rankings = study.opinions.rankings
    with_first = {pair.second: pair.tau for pair in study.opinions.agreement if pair.first == rankings[0].method}
    return Opinions(
        methods=tuple(METHODS[ranking.method] for ranking in rankings),
        rows=tuple(
            (rows[name], tuple((METHODS[ranking.method], ranking.rank[name]) for ranking in rankings))
            for name in rankings[0].order
        ),
        agreement=tuple((METHODS[ranking.method], with_first.get(ranking.method)) for ranking in rankings),
        has_one_leader=all(pair.same_leader for pair in study.opinions.agreement),
        reversals=tuple(
            Reversal(METHODS[ranking.method], str(rows[removal.removed]), str(rows[removal.leader]))
            for ranking in rankings
            for removal in ranking.removals
            if removal.flips_lead
        ),
        dominated=tuple(str(rows[name]) for name in study.pareto.dominated),
        assumed=len(study.opinions.assumed),
    )


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

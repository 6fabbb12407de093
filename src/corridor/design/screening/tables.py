"""A ranking as the page shows it: labels in the reader's language, figures with what they stand on."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from corridor.design.screening.models import Alternative, Criterion, Score
from corridor.design.screening.selectors import Comparison, is_old
from corridor.ui import formats

EDGE = 1e-9
# So many colours has the design system; a ninth criterion takes the first again.
SERIES = 8
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
    old: int
    synthetic: int
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
    today = timezone.localdate()
    rows = {str(place.pk): place for place in comparison.alternatives}
    return [_place(comparison, rows[scored.name], scored, today) for scored in ranking.alternatives]


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


@dataclass(frozen=True)
class Firmness:
    """How often an alternative comes first: while the weights vary by up to half, and under any weights at all."""

    alternative: Alternative
    near: float
    anyhow: float


def firmness_of(comparison: Comparison, study: Any) -> tuple[Firmness, ...]:
    """Return how firm each place is, in the order of the ranking."""
    if study.places is None:
        return ()
    rows = {str(place.pk): place for place in comparison.alternatives}
    near, anyhow = study.stability.rank_acceptability, study.acceptability.rank_acceptability
    return tuple(Firmness(rows[name], near[name][0], anyhow[name][0]) for name in study.places.order)


@dataclass(frozen=True)
class Freshness:
    """How many scores of those that are ranked are known, old, synthetic, or taken from evidence."""

    known: int
    asked: int
    old: int
    synthetic: int
    unsourced: int


def freshness_of(comparison: Comparison, *, today: dt.date) -> Freshness:
    """Count what the ranking stands on."""
    shown = {row.pk for row in comparison.open_alternatives}
    known = [row for row in comparison.scores.values() if row.alternative_id in shown and row.value is not None]
    return Freshness(
        known=len(known),
        asked=len(shown) * len(comparison.criteria),
        old=sum(is_old(row, today=today) for row in known),
        synthetic=sum(row.is_synthetic for row in known),
        unsourced=sum(not row.source for row in known),
    )


@dataclass(frozen=True)
class CellRow:
    """One score of an alternative with what it stands on."""

    criterion: Criterion
    score: Score | None
    is_old: bool
    part: Part | None = None

    @property
    def is_known(self) -> bool:
        """Whether somebody knows the value."""
        return self.score is not None and self.score.value is not None


def cells_of(
    comparison: Comparison, alternative: Alternative, *, today: dt.date, parts: Sequence[Part] = ()
) -> tuple[CellRow, ...]:
    """Return the scores of one alternative in the order of the criteria, with the points where it is ranked."""
    points = {row.pk: part for row, part in zip(comparison.criteria, parts, strict=False)}
    found = ((row, comparison.scores.get((alternative.pk, row.pk))) for row in comparison.criteria)
    return tuple(
        CellRow(row, score, score is not None and is_old(score, today=today), points.get(row.pk))
        for row, score in found
    )


@dataclass(frozen=True)
class OwnWeights:
    """A group's weights as its members see them; `worst` is the pair that fits least: first, second, said, fitting."""

    rows: tuple[tuple[str, float], ...]
    ratio: float | None
    is_consistent: bool
    worst: tuple[str, str, str, str] | None


def weighing_of(criteria: Sequence[Criterion], found: Any) -> OwnWeights:
    """Return a group's weights, the heaviest first."""
    labels = {row.pk: row.label for row in criteria}
    rows = sorted(found.weights.items(), key=lambda item: -item[1])
    worst = found.worst and (
        labels[found.worst.row],
        labels[found.worst.column],
        _ratio(found.worst.given),
        _ratio(found.worst.fitting),
    )
    return OwnWeights(
        tuple((labels[key], weight) for key, weight in rows if key in labels), found.ratio, found.is_consistent, worst
    )


def _ratio(value: float) -> str:
    """Return how many times more something matters, as people write it: 3, 2.5 or 1/4."""
    return formats.number(round(value, 1)) if value >= 1 else f"1/{_ratio(1 / value)}"


def _inside(weight: float | None) -> float | None:
    """Return a weight that can be passed; at none or at all of the weight the two are equal, not overtaken."""
    return weight if weight is not None and EDGE < weight < 1 - EDGE else None


def _place(comparison: Comparison, alternative: Alternative, scored: Any, today: dt.date) -> Place:
    known = [
        score
        for row in comparison.criteria
        if (score := comparison.scores.get((alternative.pk, row.pk))) is not None and score.value is not None
    ]
    parts = tuple(_part(criterion, place, scored) for place, criterion in enumerate(comparison.criteria))
    return Place(
        alternative=alternative,
        rank=scored.rank,
        score=scored.score * 100,
        low=scored.low * 100,
        high=scored.high * 100,
        coverage=scored.coverage,
        is_thin=scored.is_thin,
        old=sum(is_old(row, today=today) for row in known),
        synthetic=sum(row.is_synthetic for row in known),
        parts=parts,
        bar=tuple((part.points, part.series) for part in parts if part.points),
    )


def _part(criterion: Criterion, place: int, scored: Any) -> Part:
    found = scored.contributions[str(criterion.pk)]
    points = None if found.points is None else found.points * 100
    return Part(criterion.label, points, found.weight * 100, place % SERIES, found.is_outside)

"""The same alternatives under every method: rankings, how far they agree, and who turns whom around by being there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np
import numpy.typing as npt

from corridor.engines.screening.agreement import agreement_of
from corridor.engines.screening.ahp import Priorities
from corridor.engines.screening.scoring import EQUAL, Closeness, Flows, Normalisation, Scorer, Weighted, ranks_of
from corridor.engines.screening.types import Alternative, Criterion, Method, Preference, Shape
from corridor.engines.screening.weighted_sum import values_on_scales

Array = npt.NDArray[np.float64]

# Where a criterion names no preference function: indifferent below a tenth of its scale, sure from the half of it.
INDIFFERENT_SHARE, SURE_SHARE = 0.1, 0.5


@dataclass(frozen=True, slots=True)
class Assumed:
    """An unknown value for which a method that cannot work with gaps took the middle of the scale."""

    alternative: str
    criterion: str
    value: float


@dataclass(frozen=True, slots=True)
class Removal:
    """What leaving one alternative out does to the others: who leads then, and how many pairs change places."""

    removed: str
    leader: str
    flips_lead: bool
    turned_pairs: int


@dataclass(frozen=True, slots=True)
class MethodRanking:
    """Alternatives from best to last under one method.

    `parts` says what each criterion adds to a score and is empty where a score is not a sum. `removals` names every
    alternative whose absence turns a pair of others around; it is the warning of rank reversal. A score of smaa is
    the mean rank, of which less is better.
    """

    method: Method
    order: tuple[str, ...]
    rank: Mapping[str, int]
    score: Mapping[str, float]
    parts: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    can_reverse: bool = False
    removals: tuple[Removal, ...] = ()


@dataclass(frozen=True, slots=True)
class MethodAgreement:
    """Two methods' rankings side by side; None where one of them tells nobody apart."""

    first: Method
    second: Method
    tau: float | None
    spearman: float | None
    same_leader: bool


@dataclass(frozen=True, slots=True)
class Opinions:
    """A ranking per method, their agreement in pairs, and what was assumed for methods that cannot work with gaps."""

    rankings: tuple[MethodRanking, ...]
    agreement: tuple[MethodAgreement, ...]
    assumed: tuple[Assumed, ...]
    preferences: Mapping[str, Preference]
    normalisation: Normalisation


def preference_of(criterion: Criterion) -> Preference:
    """Return a criterion's preference function, or one taken from the length of its scale."""
    length = abs(criterion.best - criterion.worst)
    default = Preference(Shape.LINEAR, q=INDIFFERENT_SHARE * length, p=SURE_SHARE * length)
    return criterion.preference or default


def gaps(criteria: Sequence[Criterion], alternatives: Sequence[Alternative]) -> tuple[Assumed, ...]:
    """Return the unknown values with the middle of their scale."""
    return tuple(
        Assumed(alternative.name, criterion.name, (criterion.worst + criterion.best) / 2)
        for alternative in alternatives
        for criterion in criteria
        if alternative.values.get(criterion.name) is None
    )


def scorer_of(
    method: Method,
    criteria: Sequence[Criterion],
    alternatives: Sequence[Alternative],
    *,
    normalisation: Normalisation = "vector",
    local: Sequence[Array] = (),
) -> Scorer:
    """Return what scores alternatives under a method; where it needs comparisons that are not there, the weighted sum.

    TOPSIS and PROMETHEE work on raw values and on the middle of the scale where a value is not known.
    """
    if method == Method.AHP and local:
        return Priorities(local)
    if method not in (Method.TOPSIS, Method.PROMETHEE2):
        return Weighted(values_on_scales(criteria, alternatives))
    assumed = {(gap.alternative, gap.criterion): gap.value for gap in gaps(criteria, alternatives)}
    matrix = np.array(
        [
            [assumed[a.name, c.name] if (raw := a.values.get(c.name)) is None else raw for c in criteria]
            for a in alternatives
        ],
        dtype=np.float64,
    )
    types = np.array([1.0 if c.best > c.worst else -1.0 for c in criteria])
    if method == Method.TOPSIS:
        return Closeness(matrix, types, normalisation)
    return Flows(matrix, types, [preference_of(c) for c in criteria])


def linear_table(scorer: Scorer) -> Array | None:
    """Return the (n, m) table whose product with the weights is the score, None where there is none."""
    if isinstance(scorer, Weighted):
        return np.nan_to_num(scorer.table, nan=0.5)
    return scorer.table() if isinstance(scorer, Flows | Priorities) else None


def ranking_of(
    method: Method, scorer: Scorer, names: Sequence[str], criteria: Sequence[str], weights: Array
) -> MethodRanking:
    """Rank alternatives with one method, and leave each out in turn where that can matter."""
    scores = scorer.scores(weights[:, None])[:, 0]
    table = linear_table(scorer)
    parts = {} if table is None else _parts(table * weights, names, criteria)
    left = scorer.without(weights)
    return MethodRanking(
        method=method,
        order=tuple(names[i] for i in np.argsort(-np.round(scores, 12), kind="stable")),
        rank=dict(zip(names, ranks_of(scores), strict=True)),
        score=dict(zip(names, scores.tolist(), strict=True)),
        parts=parts,
        can_reverse=not isinstance(scorer, Weighted),
        removals=() if left is None else _removals(scores, left, names),
    )


def _parts(products: Array, names: Sequence[str], criteria: Sequence[str]) -> dict[str, dict[str, float]]:
    rows = products.tolist()
    return {name: dict(zip(criteria, row, strict=True)) for name, row in zip(names, rows, strict=True)}


def _order(scores: Array) -> npt.NDArray[np.int8]:
    """Return (n, n): 1 where row stands above column, -1 below, 0 where the two are equal or one takes no part."""
    apart = scores[:, None] - scores[None, :]
    return np.where(np.isnan(apart) | (np.abs(apart) <= EQUAL), 0, np.sign(apart)).astype(np.int8)


def _removals(scores: Array, left: Array, names: Sequence[str]) -> tuple[Removal, ...]:
    """Return each alternative without which a pair of the others changes places. O(n^3)."""
    today, leader = _order(scores), int(np.argmax(scores))
    found = []
    for r, remaining in enumerate(left):
        turned = int((today * _order(remaining) < 0).sum()) // 2
        if turned:
            then = int(np.nanargmax(remaining))
            # The score of a leader who has left is NaN, above which nobody stands.
            flips = bool(remaining[then] > remaining[leader] + EQUAL)
            found.append(Removal(names[r], names[then], flips, turned))
    return tuple(found)


def by_mean_rank(mean_rank: Mapping[str, float]) -> MethodRanking:
    """Return the ranking by mean rank over all weightings."""
    scores = -np.array(list(mean_rank.values()))
    names = list(mean_rank)
    return MethodRanking(
        method=Method.SMAA,
        order=tuple(names[i] for i in np.argsort(-scores, kind="stable")),
        rank=dict(zip(names, ranks_of(scores), strict=True)),
        score=dict(mean_rank),
    )


def agreements(rankings: Sequence[MethodRanking]) -> tuple[MethodAgreement, ...]:
    """Compare every two rankings."""
    found = []
    for one, other in combinations(rankings, 2):
        both = agreement_of([one.rank[name] for name in one.order], [other.rank[name] for name in one.order])
        found.append(
            MethodAgreement(
                first=one.method,
                second=other.method,
                tau=both.tau if both else None,
                spearman=both.spearman if both else None,
                same_leader=leaders(one) == leaders(other),
            )
        )
    return tuple(found)


def leaders(ranking: MethodRanking) -> set[str]:
    """Return who shares the first rank."""
    return {name for name, rank in ranking.rank.items() if rank == 1}

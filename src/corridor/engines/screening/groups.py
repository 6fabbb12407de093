"""Stakeholder groups: a ranking per group from its own weights, and where and why they disagree."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np
import numpy.typing as npt

from corridor.engines.compute import same_length
from corridor.engines.screening.agreement import agreement_of
from corridor.engines.screening.ahp import AhpWeights, ahp_weights
from corridor.engines.screening.scoring import EQUAL, Scorer, ranks_of
from corridor.engines.screening.types import Criterion, Method
from corridor.engines.screening.weighted_sum import normalised
from corridor.kernel.errors import N_, InputError

Array = npt.NDArray[np.float64]

COMPROMISE = "mean of the groups"


@dataclass(frozen=True, slots=True, eq=False)
class Stakeholder:
    """A group with its weights by criterion, or with its comparisons of the criteria in their order."""

    name: str
    weights: Mapping[str, float] = field(default_factory=dict)
    comparisons: Array | None = None


@dataclass(frozen=True, slots=True)
class GroupRanking:
    """Alternatives from best to last with a group's weights; `comparisons` says how consistent they are."""

    name: str
    weights: Mapping[str, float]
    order: tuple[str, ...]
    rank: Mapping[str, int]
    score: Mapping[str, float]
    comparisons: AhpWeights | None = None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two alternatives that two groups rank in opposite ways.

    `first_lead` is how far the first group puts its alternative ahead, `second_lead` how far the second group puts
    the other one. `criterion` is the one whose weight, taken over alone, moves the first group furthest to the second.
    """

    first_prefers: str
    second_prefers: str
    first_lead: float
    second_lead: float
    criterion: str


@dataclass(frozen=True, slots=True)
class GroupPair:
    """Two groups: agreement of their rankings, and the share of weight that would have to move between criteria."""

    first: str
    second: str
    tau: float | None
    spearman: float | None
    weight_distance: float
    disagreements: tuple[Disagreement, ...]


@dataclass(frozen=True, slots=True)
class GroupStudy:
    """Rankings of all groups, of which the last has the mean of their weights where there are several.

    It stands beside the groups, not above them. `undisputed_pairs` counts the pairs of alternatives that all groups
    rank alike; `common_leaders` are those whom every group puts first.
    """

    method: Method
    groups: tuple[GroupRanking, ...]
    compromise: str | None
    pairs: tuple[GroupPair, ...]
    undisputed_pairs: int
    all_pairs: int
    common_leaders: tuple[str, ...]


def study_groups(
    scorer: Scorer, names: Sequence[str], criteria: Sequence[Criterion], groups: Sequence[Stakeholder], method: Method
) -> GroupStudy:
    """Rank alternatives with the weights of each group and find where the groups disagree.

    Raises
    ------
    InputError : a name twice, a weight that is missing, of no criterion or below zero, weights that are all zero
    """
    labels = [criterion.name for criterion in criteria]
    _refuse_twice(groups)
    own = [_ranked(scorer, names, labels, group, f"groups[{place}]") for place, group in enumerate(groups)]
    shown = list(own)
    if len(own) > 1:
        mean = {label: float(np.mean([group.weights[label] for group in own])) for label in labels}
        shown.append(_ranked(scorer, names, labels, Stakeholder(COMPROMISE, mean), COMPROMISE))
    orders = [_signs([group.score[name] for name in names]) for group in own]
    alike = np.logical_and.reduce([(order == orders[0]) & (order != 0) for order in orders])
    firsts = [{name for name, rank in group.rank.items() if rank == 1} for group in own]
    return GroupStudy(
        method=method,
        groups=tuple(shown),
        compromise=COMPROMISE if len(own) > 1 else None,
        pairs=tuple(_pair(scorer, names, one, other) for one, other in combinations(shown, 2)),
        undisputed_pairs=int(alike.sum()) // 2,
        all_pairs=len(names) * (len(names) - 1) // 2,
        common_leaders=tuple(name for name in names if all(name in first for first in firsts)),
    )


def _refuse_twice(groups: Sequence[Stakeholder]) -> None:
    seen = {COMPROMISE}
    for place, group in enumerate(groups):
        if group.name in seen:
            raise InputError(
                N_("%(name)s stands twice among the %(what)s."),
                hint=N_("Give each a name of its own."),
                field=f"groups[{place}]",
                params={"name": group.name, "what": "groups"},
            )
        seen.add(group.name)


def _own_weights(group: Stakeholder, labels: Sequence[str], field: str) -> tuple[dict[str, float], AhpWeights | None]:
    if group.comparisons is not None and not group.weights:
        found = ahp_weights(group.comparisons)
        same_length(found.weights, labels, f"{field}.comparisons and criteria")
        return dict(zip(labels, found.weights, strict=True)), found
    for label in (*labels, *group.weights):
        if (label in labels) != (label in group.weights) or group.comparisons is not None:
            raise InputError(
                N_("The group %(group)s does not give one weight for each criterion: %(name)s."),
                hint=N_("Give each criterion a weight, 0 where it does not count, or comparisons in place of weights."),
                field=field,
                params={"group": group.name, "name": label},
            )
    # In the order of the criteria, whatever the order in which the group names them.
    return normalised({label: group.weights[label] for label in labels}), None


def _ranked(
    scorer: Scorer, names: Sequence[str], labels: Sequence[str], group: Stakeholder, field: str
) -> GroupRanking:
    try:
        weights, consistency = _own_weights(group, labels, field)
    except InputError as refused:
        refused.field = field
        raise
    scores = scorer.scores(np.array([weights[label] for label in labels])[:, None])[:, 0]
    return GroupRanking(
        name=group.name,
        weights=weights,
        order=tuple(names[i] for i in np.argsort(-np.round(scores, 12), kind="stable")),
        rank=dict(zip(names, ranks_of(scores), strict=True)),
        score=dict(zip(names, scores.tolist(), strict=True)),
        comparisons=consistency,
    )


def _signs(scores: Sequence[float]) -> Array:
    """Return (n, n): 1 where row stands above column, -1 below, 0 where they are equal."""
    column = np.array(scores)
    apart = column[:, None] - column[None, :]
    return np.asarray(np.where(np.abs(apart) <= EQUAL, 0.0, np.sign(apart)))


def _pair(scorer: Scorer, names: Sequence[str], one: GroupRanking, other: GroupRanking) -> GroupPair:
    agreed = agreement_of([one.rank[name] for name in names], [other.rank[name] for name in names])
    distance = sum(abs(weight - other.weights[label]) for label, weight in one.weights.items()) / 2
    return GroupPair(
        first=one.name,
        second=other.name,
        tau=agreed.tau if agreed else None,
        spearman=agreed.spearman if agreed else None,
        weight_distance=distance,
        disagreements=_disagreements(scorer, names, one, other),
    )


def _disagreements(
    scorer: Scorer, names: Sequence[str], one: GroupRanking, other: GroupRanking
) -> tuple[Disagreement, ...]:
    labels = list(one.weights)
    mine, theirs = (np.array([group.score[name] for name in names]) for group in (one, other))
    opposed = np.argwhere(_signs(mine.tolist()) * _signs(theirs.tolist()) < 0)
    moved = _taken_over(scorer, one, other)
    found = []
    for a, b in opposed:
        if mine[a] > mine[b]:
            effect = (mine[a] - mine[b]) - (moved[a] - moved[b])
            lead, back = float(mine[a] - mine[b]), float(theirs[b] - theirs[a])
            found.append(Disagreement(names[a], names[b], lead, back, labels[int(np.argmax(effect))]))
    return tuple(sorted(found, key=lambda row: -min(row.first_lead, row.second_lead)))


def _taken_over(scorer: Scorer, one: GroupRanking, other: GroupRanking) -> Array:
    """Return (n, m) scores with the first group's weights but for one, which is the second group's."""
    mine, theirs = (np.array(list(group.weights.values())) for group in (one, other))
    weights = np.tile(mine[:, None], len(mine))
    np.fill_diagonal(weights, theirs)
    return scorer.scores(weights)

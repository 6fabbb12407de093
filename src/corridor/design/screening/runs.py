"""From a comparison to the screening engine and back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

import numpy as np

from corridor.core import runs
from corridor.core.models import Run
from corridor.design.screening.models import Criterion, GroupWeights
from corridor.design.screening.selectors import Comparison
from corridor.engines import screening
from corridor.engines.screening import AhpWeights, GroupStudy, Ranking, Screening
from corridor.kernel.errors import N_, InputError

ENGINE = "screening.rank"
DRAWS = 2_000
# The groups' rankings need no draws; the engine asks for some.
FEW_DRAWS = 10
SEED = 1
MOST_PAIRED = 15
Answers = Mapping[str, float]


@dataclass(frozen=True)
class Contradiction:
    """The comparison of two criteria that fits the others least: what was said, and what would fit."""

    row: int
    column: int
    given: float
    fitting: float


@dataclass(frozen=True)
class Weighing:
    """Weights by criterion, adding up to one; how consistent they are where they come from comparisons in pairs."""

    weights: dict[int, float]
    ratio: float | None = None
    is_consistent: bool = True
    worst: Contradiction | None = None


def rank(*, comparison: Comparison, by: Any) -> tuple[Ranking, Run]:
    """Rank the alternatives and keep the run, or find the run of the very same table."""
    inputs = _inputs(comparison)
    ranking = try_weights(comparison=comparison)
    known = Run.objects.filter(engine=ENGINE, input_digest=runs.digest_of(inputs), status=Run.Status.DONE).first()
    if known is not None:
        return ranking, known
    with runs.recorded(engine=ENGINE, parameters={"draws": DRAWS}, inputs=inputs, by=by, seed=SEED) as run:
        run.result = {row.name: [row.rank, round(row.score, 6)] for row in ranking.alternatives}
    return ranking, run


def try_weights(*, comparison: Comparison) -> Ranking:
    """Rank without keeping anything and without drawing anything: what answers while somebody moves a weight."""
    criteria, alternatives = _criteria(comparison), _alternatives(comparison)
    ranking = screening.wsm(criteria, alternatives)
    return replace(ranking, switches=screening.weight_switches(criteria, alternatives))


def second_opinions(*, comparison: Comparison) -> Screening:
    """Rank the same table by other methods, and say who turns whom around by being there."""
    return screening.screen(_criteria(comparison), _alternatives(comparison), draws=DRAWS, seed=SEED)


def study_groups(*, comparison: Comparison, groups: Mapping[str, Mapping[int, float]]) -> GroupStudy | None:
    """Rank with the weights of each group, by the name that is given for it; None where there is nothing to rank."""
    if not groups or not comparison.can_be_ranked:
        return None
    stakeholders = [
        screening.Stakeholder(name, {str(row.pk): weights.get(row.pk, 0.0) for row in comparison.criteria})
        for name, weights in groups.items()
    ]
    found = screening.screen(
        _criteria(comparison), _alternatives(comparison), groups=stakeholders, draws=FEW_DRAWS, seed=SEED
    )
    return found.groups


def weigh(*, method: str, criteria: Sequence[Criterion], answers: Answers) -> Weighing:
    """Turn what a group said into weights.

    `answers` are numbers by criterion (`"12"`), or comparisons by pair (`"12-15"`): 3 to 9 where the first matters
    more, -3 to -9 where it matters less, 1 where both are equal.
    """
    keys = [row.pk for row in criteria]
    if method == GroupWeights.Method.AHP:
        return _paired(keys, answers)
    given = {key: float(answers.get(str(key), 0.0)) for key in keys}
    if method == GroupWeights.Method.SWING and max(given.values(), default=0.0) != 100:
        raise InputError(
            N_("No criterion has 100 points."),
            hint=N_("Give 100 to the criterion whose way from worst to best is worth most, the others in proportion."),
            field="points",
        )
    total = sum(given.values())
    if min(given.values(), default=0.0) < 0 or total <= 0:
        raise InputError(
            N_("All weights are zero."), hint=N_("Give at least one criterion a weight above zero."), field="points"
        )
    return Weighing({key: value / total for key, value in given.items()})


def weighing_now(*, given: GroupWeights, criteria: Sequence[Criterion]) -> Weighing:
    """Return the weights that a group gave, with the consistency of its comparisons; new criteria weigh nothing."""
    if given.method == GroupWeights.Method.AHP:
        return weigh(method=given.method, criteria=criteria, answers=given.answers)
    return Weighing({row.pk: float(given.weights.get(str(row.pk), 0.0)) for row in criteria})


def _paired(keys: Sequence[int], answers: Answers) -> Weighing:
    if not 1 <= len(keys) <= MOST_PAIRED:
        raise InputError(
            N_("%(n)s criteria are too many to compare in pairs; %(most)s can be."),
            hint=N_("Enter the weights directly or by swing."),
            field="points",
            params={"n": len(keys), "most": MOST_PAIRED},
        )
    table = np.ones((len(keys), len(keys)))
    for (i, one), (j, other) in combinations(enumerate(keys), 2):
        said = float(answers.get(f"{one}-{other}", 1.0))
        table[i, j] = said if said > 0 else -1 / said
        table[j, i] = 1 / table[i, j]
    found: AhpWeights = screening.ahp_weights(table)
    worst = None
    if found.worst is not None:
        row, column = keys[found.worst.row - 1], keys[found.worst.column - 1]
        worst = Contradiction(row, column, found.worst.given, found.worst.fitting)
    return Weighing(dict(zip(keys, found.weights, strict=True)), found.cr, found.consistent, worst)


def _criteria(comparison: Comparison) -> list[screening.Criterion]:
    return [_criterion(row) for row in comparison.criteria]


def _criterion(row: Criterion) -> screening.Criterion:
    low, high = float(row.scale_low), float(row.scale_high)
    worst, best = (low, high) if row.direction == Criterion.Direction.UP else (high, low)
    # The engine tells criteria apart by name; the key is stable in every language.
    return screening.Criterion(name=str(row.pk), weight=float(row.weight), worst=worst, best=best)


def _alternatives(comparison: Comparison) -> list[screening.Alternative]:
    """Return the alternatives that nothing excludes: the others are not scored at all."""
    return [
        screening.Alternative(
            name=str(place.pk),
            values={
                str(criterion.pk): None
                if (value := comparison.values.get((place.pk, criterion.pk))) is None
                else float(value)
                for criterion in comparison.criteria
            },
        )
        for place in comparison.open_alternatives
    ]


def _inputs(comparison: Comparison) -> list[object]:
    return [
        comparison.exercise.pk,
        [
            [row.pk, f"{row.weight:.2f}", f"{row.scale_low:.2f}", f"{row.scale_high:.2f}", row.direction]
            for row in comparison.criteria
        ],
        sorted([*pair, "" if value is None else f"{value:.2f}"] for pair, value in comparison.values.items()),
        [place.pk for place in comparison.open_alternatives],
    ]

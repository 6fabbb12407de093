"""From a comparison to the screening engine and back."""

from typing import Any

from corridor.core import runs
from corridor.core.models import Run
from corridor.design.screening.models import Criterion
from corridor.design.screening.selectors import Comparison
from corridor.engines import screening
from corridor.engines.screening import Ranking, Screening

ENGINE = "screening.rank"
DRAWS = 2_000
SEED = 1


def rank(*, comparison: Comparison, by: Any) -> tuple[Ranking, Run]:
    """Rank the alternatives and keep the run, or find the run of the very same table."""
    inputs = _inputs(comparison)
    ranking = screening.rank(
        [_criterion(row) for row in comparison.criteria], _alternatives(comparison), draws=DRAWS, seed=SEED
    )
    known = Run.objects.filter(engine=ENGINE, input_digest=runs.digest_of(inputs), status=Run.Status.DONE).first()
    if known is not None:
        return ranking, known
    with runs.recorded(engine=ENGINE, parameters={"draws": DRAWS}, inputs=inputs, by=by, seed=SEED) as run:
        run.result = {row.name: [row.rank, round(row.score, 6)] for row in ranking.alternatives}
    return ranking, run


def second_opinions(*, comparison: Comparison) -> Screening:
    """Rank the same table by other methods, and say who turns whom around by being there."""
    criteria = [_criterion(row) for row in comparison.criteria]
    return screening.screen(criteria, _alternatives(comparison), draws=DRAWS, seed=SEED)


def _criterion(row: Criterion) -> screening.Criterion:
    low, high = float(row.scale_low), float(row.scale_high)
    worst, best = (low, high) if row.direction == Criterion.Direction.UP else (high, low)
    # The engine tells criteria apart by name; the key is stable in every language.
    return screening.Criterion(name=str(row.pk), weight=float(row.weight), worst=worst, best=best)


def _alternatives(comparison: Comparison) -> list[screening.Alternative]:
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
        for place in comparison.alternatives
    ]


def _inputs(comparison: Comparison) -> list[object]:
    return [
        comparison.exercise.pk,
        [
            [row.pk, f"{row.weight:.2f}", f"{row.scale_low:.2f}", f"{row.scale_high:.2f}", row.direction]
            for row in comparison.criteria
        ],
        sorted([*pair, "" if value is None else f"{value:.2f}"] for pair, value in comparison.values.items()),
        [place.pk for place in comparison.alternatives],
    ]

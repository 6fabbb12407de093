"""Reading comparisons."""

from dataclasses import dataclass
from decimal import Decimal

from corridor.access.selectors import Person, visible
from corridor.design.schemes.models import Scheme
from corridor.design.screening.models import Alternative, Criterion, Score, ScreeningExercise


@dataclass(frozen=True)
class Comparison:
    """A comparison with its table of scores; a missing value is None."""

    exercise: ScreeningExercise
    criteria: tuple[Criterion, ...]
    alternatives: tuple[Alternative, ...]
    values: dict[tuple[int, int], Decimal | None]
    sources: dict[int, str]

    @property
    def can_be_ranked(self) -> bool:
        """Whether there is something to rank by criteria that weigh anything."""
        return bool(self.alternatives) and any(criterion.weight for criterion in self.criteria)


def exercise_of(*, user: Person, scheme: Scheme, kind: str) -> ScreeningExercise | None:
    """Return the scheme's comparison of sectors or of countries, None before it is begun."""
    rows = visible(ScreeningExercise.objects.filter(scheme=scheme, kind=kind), user=user)
    return rows.select_related("chosen").first()


def comparison_of(exercise: ScreeningExercise) -> Comparison:
    """Return a comparison with all that it holds."""
    scores = list(Score.objects.filter(alternative__exercise=exercise).order_by("pk"))
    return Comparison(
        exercise=exercise,
        criteria=tuple(exercise.criteria.order_by("pk")),
        alternatives=tuple(exercise.alternatives.order_by("pk")),
        values={(score.alternative_id, score.criterion_id): score.value for score in scores},
        sources={score.alternative_id: score.source for score in scores if score.source},
    )

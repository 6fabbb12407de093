"""The weighted sum on fixed reference scales: vetoes first, then scores with their parts.

Scales belong to the project, not to the alternatives at hand, so that adding or dropping one never turns the order of
the others around.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
import numpy.typing as npt

from corridor.engines.compute import at_least_zero, finite, not_empty, share
from corridor.engines.screening.scoring import EQUAL, total_of
from corridor.engines.screening.types import Alternative, Contribution, Criterion, Ranking, Scored
from corridor.kernel.errors import N_, InputError

Array = npt.NDArray[np.float64]

# Below this coverage a score is flagged as thin.
LEAST_COVERAGE = 0.8


@dataclass(frozen=True, slots=True)
class IntervalScore:
    """A weighted sum with unknown values: taken as 0, taken as 1, left out; and the weight of what is known."""

    low: float
    high: float
    renormalised: float | None
    coverage: float


def interval_score(weights: Mapping[str, float], values: Mapping[str, float | None]) -> IntervalScore:
    """Score values between 0 and 1 of which some are not known.

    Parameters
    ----------
    weights : weight of each criterion, at least zero, not all zero; divided by their sum
    values : value of each criterion on a scale from 0 to 1; None or absent is not known

    Returns
    -------
    The score with every unknown value at 0 and at 1, the score over what is known (None where nothing is), and the
    weight of what is known.

    Raises
    ------
    InputError : no weight, a value outside 0 to 1, or a value without a weight

    Source: docs/methods/screening.md, Missing data.
    """
    shares = normalised(weights)
    for name in values:
        if name not in shares:
            raise _unknown_criterion(name)
    known = {name: share(value, name) for name in shares if (value := values.get(name)) is not None}
    points = sum(shares[name] * value for name, value in known.items())
    coverage = sum(shares[name] for name in known)
    return IntervalScore(
        low=points,
        high=points + 1 - coverage if len(known) < len(shares) else points,
        renormalised=points / coverage if coverage else None,
        coverage=coverage if len(known) < len(shares) else 1.0,
    )


def normalised(weights: Mapping[str, float]) -> dict[str, float]:
    """Return weights divided by their sum."""
    total = total_of(at_least_zero(weight, name) for name, weight in not_empty(weights, "weights").items())
    return {name: weight / total for name, weight in weights.items()}


def _unknown_criterion(name: str) -> InputError:
    return InputError(
        N_("There is a value for %(name)s, which is not a criterion."),
        hint=N_("Add the criterion with its scale and weight, or drop the value."),
        field=name,
        params={"name": name},
    )


def _refuse_empty_scale(criterion: Criterion) -> None:
    for end in (criterion.worst, criterion.best, 0.0 if criterion.limit is None else criterion.limit):
        finite(end, criterion.name)
    if criterion.best == criterion.worst:
        raise InputError(
            N_("The scale of %(name)s begins and ends at %(value)s."),
            hint=N_("Give a worst and a best value that differ."),
            field=criterion.name,
            params={"name": criterion.name, "value": criterion.best},
        )


def on_scale(criterion: Criterion, raw: float) -> float:
    """Return a raw value on the criterion's scale, 0 at its worst and 1 at its best end, cut off at both."""
    position = (finite(raw, criterion.name) - criterion.worst) / (criterion.best - criterion.worst)
    return min(1.0, max(0.0, position))


def values_on_scales(criteria: Sequence[Criterion], alternatives: Sequence[Alternative]) -> Array:
    """Return (alternatives, criteria) values on the scales; NaN where not known."""
    table = np.full((len(alternatives), len(criteria)), np.nan)
    for (i, alternative), (k, criterion) in product(enumerate(alternatives), enumerate(criteria)):
        raw = alternative.values.get(criterion.name)
        if raw is not None:
            table[i, k] = on_scale(criterion, raw)
    return table


def _contribution(criterion: Criterion, weight: float, raw: float | None) -> Contribution:
    if raw is None:
        return Contribution(None, None, weight, None, is_outside=False)
    value = on_scale(criterion, raw)
    low, high = sorted((criterion.worst, criterion.best))
    return Contribution(raw, value, weight, weight * value, is_outside=not low <= raw <= high)


def _beyond_limit(criterion: Criterion, raw: float | None) -> bool:
    if criterion.limit is None or raw is None:
        return False
    return raw > criterion.limit if criterion.best < criterion.worst else raw < criterion.limit


def _scored(criteria: Sequence[Criterion], weights: Mapping[str, float], alternative: Alternative) -> Scored:
    parts = {
        criterion.name: _contribution(criterion, weights[criterion.name], alternative.values.get(criterion.name))
        for criterion in criteria
    }
    interval = interval_score(weights, {name: part.value for name, part in parts.items()})
    limits = tuple(
        criterion.name for criterion in criteria if _beyond_limit(criterion, alternative.values.get(criterion.name))
    )
    return Scored(
        name=alternative.name,
        rank=None,
        score=(interval.low + interval.high) / 2,
        low=interval.low,
        high=interval.high,
        renormalised=interval.renormalised,
        coverage=interval.coverage,
        is_thin=interval.coverage < LEAST_COVERAGE,
        contributions=parts,
        vetoes=alternative.vetoes + limits,
    )


def checked(criteria: Sequence[Criterion], alternatives: Sequence[Alternative]) -> dict[str, float]:
    """Refuse names that stand twice or are unknown and empty scales, and return weights divided by their sum."""
    for rows, what in ((criteria, "criteria"), (alternatives, "alternatives")):
        names = [row.name for row in not_empty(rows, what)]
        if len(set(names)) < len(names):
            twice = next(name for name in names if names.count(name) > 1)
            raise InputError(
                N_("%(name)s stands twice among the %(what)s."),
                hint=N_("Give each a name of its own."),
                field=what,
                params={"name": twice, "what": what},
            )
    for criterion in criteria:
        _refuse_empty_scale(criterion)
    weights = normalised({criterion.name: criterion.weight for criterion in criteria})
    for alternative in alternatives:
        for name in alternative.values:
            if name not in weights:
                raise _unknown_criterion(name)
    return weights


def wsm(criteria: Sequence[Criterion], alternatives: Sequence[Alternative]) -> Ranking:
    """Rank alternatives by the weighted sum of their values on fixed scales.

    Parameters
    ----------
    criteria : scales and weights; weights are divided by their sum
    alternatives : raw values by criterion, and vetoes

    Returns
    -------
    Alternatives without a veto from the highest score down (equal scores share a rank and stand in the order given),
    then the others without a rank. Values off a scale count as its nearer end and are marked.

    Raises
    ------
    InputError : a name twice, a value of an unknown criterion, weights of zero, or a scale without length

    Source: docs/methods/screening.md, Weighted sum.
    """
    weights = checked(criteria, alternatives)
    scored = [_scored(criteria, weights, alternative) for alternative in alternatives]
    eligible = sorted((row for row in scored if not row.vetoes), key=lambda row: -round(row.score, 12))
    ranked = [replace(row, rank=1 + sum(other.score > row.score + EQUAL for other in eligible)) for row in eligible]
    return Ranking(alternatives=(*ranked, *(row for row in scored if row.vetoes)))

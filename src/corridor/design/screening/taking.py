"""Scores from evidence: what the indicators of the scheme say, put on the scale of each criterion."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction

from corridor.core import audit
from corridor.design.evidence.runs import evidence_values
from corridor.design.evidence.values import IndicatorValue
from corridor.design.schemes.selectors import check_open
from corridor.design.screening.models import Alternative, Criterion, Score, ScreeningExercise

_CENT, _FINE = Decimal("0.01"), Decimal("0.0001")


@dataclass(frozen=True)
class Taken:
    """How many scores evidence gave, how many it does not know, and how many people had given before."""

    taken: int
    unknown: int
    kept: int


@transaction.atomic
def take_evidence(*, exercise: ScreeningExercise, by: Any, replaces: bool = False) -> Taken:
    """Fill the scores that an indicator speaks to; what people entered stays unless it is to be replaced.

    A value that evidence does not know stays unknown, with the interval that is left; nothing is guessed.
    """
    check_open(scheme=exercise.scheme, by=by)
    criteria = {row.code: row for row in exercise.criteria.all() if row.code}
    known = {
        (row.alternative_id, row.criterion_id): row for row in Score.objects.filter(alternative__exercise=exercise)
    }
    counts = {"taken": 0, "unknown": 0, "kept": 0}
    for alternative, found in _values(exercise):
        criterion = criteria.get(found.criterion)
        if criterion is None:
            continue
        row = known.get((alternative.pk, criterion.pk)) or Score(alternative=alternative, criterion=criterion)
        if row.value is not None and not row.is_from_evidence and not replaces:
            counts["kept"] += 1
            continue
        _fill(row, criterion, found)
        row.save()
        counts["unknown" if row.value is None else "taken"] += 1
    audit.record(by=by, action="screening.evidence_taken", obj=exercise, detail=counts)
    return Taken(**counts)


def _values(exercise: ScreeningExercise) -> list[tuple[Alternative, IndicatorValue]]:
    """Return every alternative that has a code with what evidence says about it, sector by sector."""
    by_sector: dict[str, list[Alternative]] = {}
    for row in exercise.alternatives.order_by("pk"):
        if row.code:
            by_sector.setdefault(row.sector, []).append(row)
    found: list[tuple[Alternative, IndicatorValue]] = []
    for sector, rows in by_sector.items():
        said = _said(exercise, sector, list(dict.fromkeys(row.code for row in rows)))
        found.extend((row, value) for row in rows for value in said.get(row.code, ()))
    return found


def _said(exercise: ScreeningExercise, sector: str, codes: Sequence[str]) -> Mapping[str, list[IndicatorValue]]:
    said: dict[str, list[IndicatorValue]] = {}
    for value in evidence_values(scheme=exercise.scheme, kind=exercise.kind, codes=codes, sector=sector):
        said.setdefault(value.alternative, []).append(value)
    return said


def _fill(row: Score, criterion: Criterion, found: IndicatorValue) -> None:
    ends = sorted((placed(criterion, found.low), placed(criterion, found.high)))
    row.value = None if found.value is None else placed(criterion, found.value)
    is_known = row.value is not None
    row.low, row.high = ends if not is_known or ends[0] != ends[1] else (None, None)
    row.raw = None if found.raw is None else Decimal(str(found.raw)).quantize(_FINE)
    row.unit = found.unit[:60] if is_known else ""
    row.source, row.vintage, row.note = found.source[:300], found.vintage[:40], found.note[:300]
    row.is_synthetic, row.is_from_evidence = found.is_synthetic, True


def placed(criterion: Criterion, place: float) -> Decimal:
    """Return a place between worst and best, 0 to 1, on the criterion's own scale."""
    low, high = criterion.scale_low, criterion.scale_high
    worst, best = (low, high) if criterion.direction == Criterion.Direction.UP else (high, low)
    return (worst + Decimal(str(place)) * (best - worst)).quantize(_CENT)

"""From decided cases to indicators: how long, with what outcome, at what cost; small groups are not shown."""

import statistics
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from corridor.delivery.recognition.models import CompensationMeasure
from corridor.delivery.recognition.models.library import LEAST_CASES
from corridor.delivery.recognition.rules.decisions import PROFILE
from corridor.delivery.recognition.selectors.library import DecidedCase, decided_cases, origin_of
from corridor.engines import disclosure
from corridor.kernel.errors import CorridorError

OUTCOMES = ("full", "partial", "refused")
_FINISHED = (CompensationMeasure.State.DONE, CompensationMeasure.State.FAILED)


@dataclass(frozen=True)
class CorridorResult:
    """What became of the cases of one corridor; None where a number is too small to be shown."""

    origin_iso3: str
    destination_iso3: str
    n: int | None
    full: int | None
    partial: int | None
    refused: int | None
    median_days: int | None
    mean_fee: Decimal | None
    currency: str
    measures_done: int | None
    measures_ended: int | None


def indicators() -> list[CorridorResult]:
    """Return one line for every corridor with a decided case; groups of fewer than five people are hidden."""
    groups: dict[tuple[str, str], list[DecidedCase]] = defaultdict(list)
    for one in decided_cases():
        groups[origin_of(one.case), one.case.procedure.iso3].append(one)
    return [_result(key, found, _shown(_counts(found))) for key, found in sorted(groups.items())]


def _counts(found: Sequence[DecidedCase]) -> list[int]:
    outcomes = [PROFILE[one.decision.outcome] for one in found]
    return [outcomes.count(outcome) for outcome in OUTCOMES]


def _shown(counts: list[int]) -> list[int | None]:
    """Return the counts of a corridor with their total, None where hidden; what cannot be protected is hidden whole.

    Each corridor is a table of its own, because no total over all of them is published.
    """
    hidden: list[int | None] = [None] * (len(OUTCOMES) + 1)
    try:
        values = disclosure.protect_table(np.asarray(counts), threshold=LEAST_CASES).values
    except CorridorError:
        return hidden
    # A zero beside a hidden total would say what became of the few: such a line is hidden whole.
    return hidden if np.isnan(values[-1]) else [_count(value) for value in values]


def _count(value: float) -> int | None:
    return None if np.isnan(value) else int(value)


def _result(key: tuple[str, str], found: list[DecidedCase], row: list[int | None]) -> CorridorResult:
    full, partial, refused, n = row
    days = [one.days for one in found if one.days is not None]
    fee, currency = _mean_fee(found)
    done, ended = _measures(found)
    is_large = len(found) >= LEAST_CASES and n is not None
    return CorridorResult(
        origin_iso3=key[0],
        destination_iso3=key[1],
        n=n,
        full=full,
        partial=partial,
        refused=refused,
        median_days=round(statistics.median(days)) if is_large and len(days) >= LEAST_CASES else None,
        mean_fee=fee if is_large else None,
        currency=currency,
        measures_done=done,
        measures_ended=ended,
    )


def _mean_fee(found: list[DecidedCase]) -> tuple[Decimal | None, str]:
    """Return the mean fee in the one currency of a corridor; several currencies are not added up."""
    fees = [(one.case.fee, one.case.currency) for one in found if one.case.fee is not None]
    currencies = {currency for _fee, currency in fees}
    if len(fees) < LEAST_CASES or len(currencies) != 1:
        return None, ""
    mean = Decimal(statistics.fmean(float(fee) for fee, _currency in fees))
    return mean.quantize(Decimal("0.01")), currencies.pop()


def _measures(found: list[DecidedCase]) -> tuple[int | None, int | None]:
    ids = [one.case.pk for one in found]
    states = list(
        CompensationMeasure.objects.filter(decision__case__in=ids, state__in=_FINISHED)
        .order_by("pk")
        .values_list("state", flat=True)
    )
    done = states.count(CompensationMeasure.State.DONE)
    share = disclosure.honest_share(count=done, answered=len(states), eligible=len(states), threshold=LEAST_CASES)
    # Shown when neither those who completed nor those who did not are few enough to be recognised.
    is_open = share.share is not None and (len(states) - done == 0 or len(states) - done >= LEAST_CASES)
    return (done, len(states)) if is_open and (done == 0 or done >= LEAST_CASES) else (None, None)

"""Indicators of a country of origin, their levels with hysteresis, and what the alerts propose."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corridor.core import runs
from corridor.core.models import Run
from corridor.design.outlook.models import DrainReading
from corridor.design.schemes.models import Scheme
from corridor.engines.outlook import (
    OWN_PROFILE,
    Alert,
    Level,
    Threshold,
    emigration_rate,
    evaluate,
    outflow_ratio,
    replacement_ratio,
    tightness,
)

ENGINE = "outlook.safeguards"
Indicator = DrainReading.Indicator
# From which counts an indicator is computed; the trend of a density is entered as it was published.
COUNTS: dict[str, tuple[str, ...]] = {
    Indicator.EMIGRATION: ("abroad", "home"),
    Indicator.OUTFLOW: ("outflow", "graduates"),
    Indicator.REPLACEMENT: ("graduates", "emigration", "retirement", "other"),
    Indicator.VACANCY: ("vacancies", "occupied"),
    Indicator.DENSITY: (),
}
_ORDER = tuple(Level)


@dataclass(frozen=True)
class Watched:
    """The alerts of a pair, the most severe level and since which reading it holds, with the run behind it."""

    alerts: tuple[Alert, ...]
    level: Level
    run: Run


def value_of(indicator: str, counts: Mapping[str, float]) -> float:
    """Compute an indicator from its counts."""
    given = [float(counts[name]) for name in COUNTS[indicator]]
    if indicator == Indicator.EMIGRATION:
        return emigration_rate(*given).rate
    if indicator == Indicator.OUTFLOW:
        return outflow_ratio(*given).ratio
    if indicator == Indicator.REPLACEMENT:
        return replacement_ratio(*given).ratio
    return tightness(given[0], given[1], 0).jvr


def thresholds() -> tuple[Threshold, ...]:
    """Return amber and red of every indicator: Corridor's own defaults, which no source prescribes."""
    return OWN_PROFILE.thresholds


def clear_after() -> int:
    """Return after how many readings below a level it clears."""
    return OWN_PROFILE.clear_after


def alerts_of(histories: Mapping[str, Sequence[DrainReading]]) -> tuple[Alert, ...]:
    """Evaluate the readings of a pair, each indicator over its own course, the most urgent first."""
    return evaluate({name: [row.value for row in rows] for name, rows in histories.items() if rows})


def watch(*, scheme: Scheme, histories: Mapping[str, Sequence[DrainReading]], by: Any) -> Watched:
    """Evaluate a pair and keep the run."""
    inputs = [[name, [[str(row.reading_date), row.value] for row in rows]] for name, rows in sorted(histories.items())]
    parameters = {"profile": OWN_PROFILE.name, "valid_from": OWN_PROFILE.valid_from, "scheme": scheme.pk}
    with runs.recorded(engine=ENGINE, parameters=parameters, inputs=inputs, by=by) as run:
        alerts = alerts_of(histories)
        run.result = {alert.indicator: alert.level.value for alert in alerts}
    level = max((alert.level for alert in alerts), key=_ORDER.index, default=Level.UNKNOWN)
    return Watched(alerts, level, run)

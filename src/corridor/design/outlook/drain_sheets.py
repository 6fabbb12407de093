"""What the page of safeguards shows: states with reasons, indicators with their levels, thresholds."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy

from corridor.access.selectors import Person
from corridor.core.models import Run
from corridor.design.outlook.models import DrainReading
from corridor.design.outlook.runs.safeguards import alerts_of, thresholds
from corridor.design.outlook.selectors.safeguards import DrainPair, histories_of, readings_of, watches_of
from corridor.design.schemes import choices
from corridor.design.schemes.models import Scheme
from corridor.kernel.findings import Finding
from corridor.ui import formats

LEVELS: dict[str, tuple[str, str | Promise]] = {
    "red": ("bad", gettext_lazy("red: stop")),
    "amber": ("warn", gettext_lazy("amber: watch")),
    "clear": ("ok", gettext_lazy("clear: nothing against it")),
    "green": ("ok", gettext_lazy("green: no alert")),
    "unknown": ("wait", gettext_lazy("not known")),
}
_RATIO = {DrainReading.Indicator.REPLACEMENT}
SIDES = {"above": gettext_lazy("from this value on"), "below": gettext_lazy("under this value")}


@dataclass(frozen=True)
class PairRow:
    """An origin and an occupation with the state that holds, why, and whether it stops the approval."""

    country: str
    occupation: str
    isco08: str
    kind: str
    level: str | Promise
    reason: str
    is_health: bool
    blocks: bool


@dataclass(frozen=True)
class AlertRow:
    """An indicator of a pair: its last value, its level, the day, the source and the run."""

    pair: str
    label: str
    value: str
    kind: str
    level: str | Promise
    reading: DrainReading
    run: Run | None


@dataclass(frozen=True)
class ThresholdRow:
    """Amber and red of an indicator."""

    label: str
    side: str | Promise
    amber: str
    red: str


def pair_rows(pairs: Iterable[DrainPair]) -> list[PairRow]:
    """Return the pairs in words."""
    return [
        PairRow(
            country=choices.country(pair.origin_iso3),
            occupation=choices.occupation(pair.isco08),
            isco08=pair.isco08,
            kind=LEVELS[pair.state][0],
            level=LEVELS[pair.state][1],
            reason=sentence(pair.state.reason),
            is_health=pair.is_health,
            blocks=pair.blocks,
        )
        for pair in pairs
    ]


def sentence(finding: Finding) -> str:
    """Return a reason in the reader's language, with its date as people write it there."""
    params = dict(finding.params)
    if "date" in params:
        params["date"] = formats.date(params["date"])  # type: ignore[arg-type]  # a date by the rule
    if "level" in params:
        params["level"] = LEVELS[str(params["level"])][1]
    return _(finding.message) % params if params else _(finding.message)


def alert_rows(*, user: Person, scheme: Scheme) -> list[AlertRow]:
    """Return the last reading of every indicator of every pair, with its level after hysteresis."""
    seen = readings_of(user=user, scheme=scheme)
    runs = {(row.origin_iso3, row.isco08): row.run for row in watches_of(user=user, scheme=scheme)}
    found = []
    for iso3, isco08 in dict.fromkeys((row.origin_iso3, row.isco08) for row in seen):
        histories = histories_of(scheme=scheme, origin_iso3=iso3, isco08=isco08)
        found += [
            _alert_row(alert, histories[alert.indicator][-1], runs.get((iso3, isco08)))
            for alert in alerts_of(histories)
        ]
    return found


def threshold_rows() -> list[ThresholdRow]:
    """Return the thresholds in words."""
    return [
        ThresholdRow(
            label=str(DrainReading.Indicator(each.indicator).label),
            side=SIDES[each.worse.value],
            amber=_shown(each.indicator, each.amber),
            red=_shown(each.indicator, each.red),
        )
        for each in thresholds()
    ]


def _alert_row(alert: Any, reading: DrainReading, run: Run | None) -> AlertRow:
    kind, level = LEVELS[alert.level.value]
    return AlertRow(
        pair=f"{choices.country(reading.origin_iso3)} – {choices.occupation(reading.isco08)}",
        label=str(DrainReading.Indicator(reading.indicator).label),
        value=_shown(reading.indicator, reading.value),
        kind=kind,
        level=level,
        reading=reading,
        run=run,
    )


def _shown(indicator: str, value: Any) -> str:
    return formats.number(value, 2) if indicator in _RATIO else formats.percent(value, 1)

"""The safeguards of one occupation of a country, from the counts of a file."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from corridor.batch.plain import typed
from corridor.engines.outlook import (
    LIST_RULES,
    OWN_PROFILE,
    Alert,
    AwayQuota,
    Brake,
    DualTrack,
    SafeguardList,
    SafeguardProfile,
    Threshold,
    away_quota,
    density_trend,
    dual_track,
    emigration_rate,
    evaluate,
    health_safeguard_list,
    is_health,
    outflow_ratio,
    raw_level,
    recruitment_brake,
    replacement_ratio,
    tightness,
)
from corridor.kernel.errors import N_, InputError

Entry = Mapping[str, Any]

INDICATORS: Mapping[str, tuple[tuple[str, ...], Callable[..., float]]] = {
    "emigration_rate": (("abroad", "home"), lambda *counts: emigration_rate(*counts).rate),
    "outflow_ratio": (("outflow", "graduates"), lambda *counts: outflow_ratio(*counts).ratio),
    "replacement_ratio": (
        ("graduates", "outflow", "retirement", "other_exits"),
        lambda *counts: replacement_ratio(*counts).ratio,
    ),
    "vacancy_rate": (("vacancies", "occupied"), lambda vacancies, occupied: tightness(vacancies, occupied, 0).jvr),
}
"""Each indicator with the counts of a period that it needs."""


@dataclass(frozen=True, slots=True)
class Safeguard:
    """What holds for one occupation of one country of origin; the list is one of health workers alone."""

    iso3: str
    isco08: str
    list: SafeguardList | None
    brake: Brake
    alerts: tuple[Alert, ...]
    quota: AwayQuota | None
    dual_track: DualTrack | None


def profile_of(entry: Entry) -> SafeguardProfile:
    """Return Corridor's thresholds with those of the file in their place.

    Raises
    ------
    InputError : an indicator has two thresholds, or turns red before amber
    """
    own = [cast(Threshold, typed(one, Threshold, "thresholds")) for one in entry.get("thresholds", ())]
    names = [one.indicator for one in own]
    for place, name in enumerate(names):
        if name in names[:place]:
            raise InputError(
                N_("%(indicator)s has two thresholds."),
                hint=N_("Keep one of the two."),
                field=f"thresholds[{place}]",
                params={"indicator": name},
            )
        _check_threshold(own[place], place)
    kept = [one for one in OWN_PROFILE.thresholds if one.indicator not in names]
    named = {name: entry[name] for name in ("name", "valid_from", "origin", "clear_after") if name in entry}
    return replace(OWN_PROFILE, thresholds=(*kept, *own), **named)


def _check_threshold(threshold: Threshold, place: int) -> None:
    try:
        raw_level(threshold.amber, threshold)
    except InputError as refused:
        refused.field = f"thresholds[{place}]"
        raise


def safeguard(entry: Entry, edition: int | None, profile: SafeguardProfile) -> Safeguard:
    """Compute the list, the brake, the alerts, the quota and the dual track of one entry."""
    listed = _listed(entry, edition or LIST_RULES[-1].edition)
    on_list = listed.on_list[0] if listed is not None else None
    return Safeguard(
        iso3=entry["iso3"],
        isco08=entry["isco08"],
        list=listed,
        brake=recruitment_brake(entry["isco08"], on_list, entry.get("agreement", False)),
        alerts=evaluate(_histories(entry), profile),
        quota=away_quota(**entry["quota"]) if "quota" in entry else None,
        dual_track=dual_track(**entry["dual_track"]) if "dual_track" in entry else None,
    )


def _listed(entry: Entry, edition: int) -> SafeguardList | None:
    if not is_health(entry["isco08"]):
        return None
    case = entry.get("density_per_10000"), entry.get("uhc_index")
    return health_safeguard_list([case], edition, [entry.get("official")])


def _histories(entry: Entry) -> dict[str, Sequence[float | None]]:
    """Return the course of every indicator that the counts of at least one period give."""
    periods = entry.get("periods", ())
    found: dict[str, Sequence[float | None]] = {}
    for name, (counts, compute) in INDICATORS.items():
        values = [_indicator(period, place, counts, compute) for place, period in enumerate(periods)]
        if any(value is not None for value in values):
            found[name] = values
    if "density" in entry:
        found["density_trend"] = [density_trend(entry["density"]["years"], entry["density"]["values"]).annual_rate]
    return found | dict(entry.get("indicators", {}))


def _indicator(period: Entry, place: int, counts: Sequence[str], compute: Callable[..., float]) -> float | None:
    if any(period.get(name) is None for name in counts):
        return None
    try:
        value = compute(*(period[name] for name in counts))
    except InputError as refused:
        refused.field = f"periods[{place}].{refused.field}"
        raise
    return None if value != value else value

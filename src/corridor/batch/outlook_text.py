"""An outlook as text for people."""

import math
from collections.abc import Sequence

from corridor.batch.outlook_records import Market, OutlookResult, Question
from corridor.batch.outlook_safeguards import Safeguard
from corridor.engines.outlook import (
    BASE,
    Alert,
    AwayQuota,
    Backtest,
    Band,
    Brake,
    DelphiRound,
    DualTrack,
    Projection,
    ProjectionYear,
)

HEAD = f"  {'year':<6}{'supply P10/P50/P90':>30}{'demand P10/P50/P90':>30}{'gap P10/P50/P90':>27}{'shortage':>10}"
BRAKES = {
    Brake.OPEN: "active recruitment is open",
    Brake.AGREEMENT: "active recruitment only under the agreement with safeguards",
    Brake.UNKNOWN: "the list is not known: clear it before recruiting",
    Brake.BLOCKED: "no active recruitment without an agreement between governments",
}
LISTED = {True: "on the list", False: "not on the list", None: "not known to be on or off the list"}


def text(result: OutlookResult) -> str:
    """Return the readable form of a result."""
    rows = [result.title] if result.title else []
    for projection in result.projections:
        rows += _projection(projection)
    rows += [row for market in result.markets for row in _market(market)]
    rows += [row for question in result.questions for row in _question(question)]
    rows += [row for safeguard in result.safeguards for row in _safeguard(safeguard)]
    if result.safeguards:
        profile = result.profile
        rows += ["", f"Thresholds: {profile.name} ({profile.origin}), from {profile.valid_from}"]
    return "\n".join(rows).lstrip("\n")


def _projection(projection: Projection) -> list[str]:
    """Return the fan; what all scenarios of an occupation share stands under the base alone."""
    name = f"{projection.label} ({projection.isco08})" if projection.label else projection.isco08
    rows = ["", f"{name}, scenario {projection.scenario}: {projection.draws} draws, seed {projection.seed}", HEAD]
    rows += [_year(year) for year in projection.years]
    rows.append(f"  Recruits a year to close the gap of the last year: {_band(projection.recruits_needed)}")
    if projection.scenario != BASE.name:
        return rows
    rows += _backtest(projection.backtest)
    if projection.is_short_series:
        rows.append("  The series is short: fewer than 8 annual points.")
    return rows + [f"  {assumption}" for assumption in projection.assumptions]


def _backtest(test: Backtest | None) -> list[str]:
    if test is None or not test.origins:
        return []
    error, naive = _number(test.mase, 2), _number(test.naive_mase, 2)
    return [
        f"  Back-test from {test.origins} origins: error {error} of a usual step (last value carried on: {naive}),",
        f"  {test.coverage * 100:.0f} % of {test.forecasts} values inside the {test.level * 100:.0f} % interval",
    ]


def _year(year: ProjectionYear) -> str:
    bands = f"{_band(year.supply):>30}{_band(year.demand):>30}{_band(year.gap):>27}"
    return f"  {year.year:<6}{bands}{year.shortage_probability * 100:>8.0f} %"


def _band(band: Band) -> str:
    return " / ".join(_number(end, 0) for end in (band.p10, band.p50, band.p90))


def _number(value: float, digits: int) -> str:
    return f"{value:.{digits}f}" if math.isfinite(value) else "-"


def _market(market: Market) -> list[str]:
    per_person = _number(market.today.tightness, 2)
    return [
        "",
        f"Market of {market.label or market.isco08} today: vacancy rate {market.today.jvr * 100:.1f} %, "
        f"vacancies per unemployed person: {per_person}",
    ]


def _question(question: Question) -> list[str]:
    rows = [_round(place, one) for place, one in enumerate(question.course.rounds, start=1)]
    settled = "  Settled." if question.course.is_settled else "  Not settled."
    return ["", f"Delphi: {question.question}", *rows, settled]


def _round(place: int, found: DelphiRound) -> str:
    consensus = ", consensus" if found.consensus else ""
    return (
        f"  round {place}: median {found.median:g}, middle half {found.q1:g} to {found.q3:g}, "
        f"{found.agreement * 100:.0f} % of {found.n} near the median{consensus}"
    )


def _safeguard(safeguard: Safeguard) -> list[str]:
    rows = ["", f"Safeguards {safeguard.iso3}, {safeguard.isco08}: {BRAKES[safeguard.brake]}"]
    listed = safeguard.list
    if listed is not None:
        rows.append(f"  {LISTED[listed.on_list[0]]} ({listed.source})")
    if listed is not None and any(listed.disagrees):
        rows.append("  The criterion and the official list disagree; the official list holds.")
    rows += [_alert(alert) for alert in safeguard.alerts]
    return rows + _quota(safeguard.quota) + _track(safeguard.dual_track)


def _quota(quota: AwayQuota | None) -> list[str]:
    if quota is None:
        return []
    short = f"; already {_number(quota.shortfall, 0)} too few" if quota.shortfall else ""
    return [f"  more who may leave in a year: {_number(quota.q_max, 0)}{short}"]


def _track(track: DualTrack | None) -> list[str]:
    if track is None:
        return []
    fits = "fits" if track.feasible else f"does not fit, at most {track.max_away_whole_seats} away completions do"
    return [f"  dual track: {track.away_seats} seats away, {track.home_seats} at home: {fits}"]


def _alert(alert: Alert) -> str:
    value = "-" if alert.value is None else _number(alert.value, 3)
    actions: Sequence[str] = [str(action).replace("_", " ") for action in alert.actions]
    stale = "  last period not measured" if alert.is_stale else ""
    return f"  {alert.level:<8}{alert.indicator.replace('_', ' '):<20}{value:>8}{stale}  {', '.join(actions)}".rstrip()

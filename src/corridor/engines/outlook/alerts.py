"""Alert levels of safeguards: thresholds as a dated profile, hysteresis over periods, the brake on recruitment."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from corridor.engines.compute import finite, not_empty, whole
from corridor.engines.outlook.safeguards import is_health
from corridor.kernel.errors import N_, InputError

CLEAR_AFTER = 2


class Level(StrEnum):
    """How urgent an indicator is; `unknown` where it was never measured."""

    UNKNOWN = "unknown"
    GREEN = "green"
    AMBER = "amber"
    RED = "red"


class Worse(StrEnum):
    """On which side of a threshold an indicator is worse."""

    ABOVE = "above"
    BELOW = "below"


class Action(StrEnum):
    """What an alert proposes; a body decides, and nobody already selected is touched."""

    WATCH = "watch"
    SLOW_INTAKE = "slow_intake"
    RAISE_HOME_SHARE = "raise_home_share"
    COMPENSATE = "compensation_payment"
    STOP_INTAKE = "stop_new_intake"


class Brake(StrEnum):
    """What holds for active recruitment of health workers."""

    OPEN = "open"
    AGREEMENT = "agreement_with_safeguards"
    UNKNOWN = "list_unknown"
    BLOCKED = "blocked"


_ORDER = tuple(Level)


@dataclass(frozen=True, slots=True)
class Threshold:
    """Amber and red of an indicator, who looks after it, and what each level proposes.

    Worse `above`: the value reaches the threshold or exceeds it; worse `below`: it lies under it.
    """

    indicator: str
    worse: Worse
    amber: float
    red: float
    owner: str = "origin_ministry"
    amber_actions: tuple[Action, ...] = (Action.WATCH, Action.SLOW_INTAKE)
    red_actions: tuple[Action, ...] = (Action.RAISE_HOME_SHARE, Action.COMPENSATE, Action.STOP_INTAKE)


@dataclass(frozen=True, slots=True)
class SafeguardProfile:
    """A dated set of thresholds; `origin` says whose they are."""

    name: str
    valid_from: str
    origin: str
    thresholds: tuple[Threshold, ...]
    clear_after: int = CLEAR_AFTER


OWN_PROFILE = SafeguardProfile(
    name="Corridor defaults",
    valid_from="2026-01-01",
    origin="own",
    thresholds=(
        Threshold("emigration_rate", Worse.ABOVE, 0.10, 0.20),
        Threshold("outflow_ratio", Worse.ABOVE, 0.25, 0.50),
        Threshold("replacement_ratio", Worse.BELOW, 1.1, 1.0),
        Threshold("vacancy_rate", Worse.ABOVE, 0.03, 0.05),
        Threshold("density_trend", Worse.BELOW, -0.01, -0.03),
    ),
)
"""Editable defaults of Corridor's own: no source prescribes them."""


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the log: in which period (0 is the first) an alert went from one level to another."""

    period: int
    before: Level
    after: Level


@dataclass(frozen=True, slots=True)
class Alert:
    """The course of an indicator.

    `raw` is the level of each period by itself, `levels` with hysteresis; `level` is the last. `is_stale` says that the
    last period has no value and the level is carried over. `owner` and `actions` belong to the last level.
    """

    indicator: str
    level: Level
    value: float | None
    raw: tuple[Level, ...]
    levels: tuple[Level, ...]
    log: tuple[Change, ...]
    is_stale: bool
    owner: str
    actions: tuple[Action, ...]


def raw_level(value: float, threshold: Threshold) -> Level:
    """Return the level of one value by itself."""
    _refuse_reversed(threshold)
    for level, limit in ((Level.RED, threshold.red), (Level.AMBER, threshold.amber)):
        if value >= limit if threshold.worse == Worse.ABOVE else value < limit:
            return level
    return Level.GREEN


def follow(values: Sequence[float | None], threshold: Threshold, clear_after: int = CLEAR_AFTER) -> Alert:
    """Evaluate an indicator period by period.

    A level rises at once and clears only after `clear_after` known periods below it: the level of a period is the
    highest raw level of the last `clear_after` known periods. A period without a value keeps the level.

    Parameters
    ----------
    values : (n,) one value per period, oldest first; None where not measured
    threshold : amber, red and their side
    clear_after : whole periods, >= 1

    Raises
    ------
    InputError : no period at all, a value that is not a number, amber beyond red
    """
    window = whole(clear_after, "clear_after", least=1)
    not_empty(values, threshold.indicator)
    raw = tuple(Level.UNKNOWN if value is None else _level_of(value, threshold) for value in values)
    levels, known = [], [Level.UNKNOWN]
    for level in raw:
        known += [] if level == Level.UNKNOWN else [level]
        levels.append(max(known[-window:], key=_ORDER.index))
    measured = [value for value in values if value is not None]
    return Alert(
        indicator=threshold.indicator,
        level=levels[-1],
        value=measured[-1] if measured else None,
        raw=raw,
        levels=tuple(levels),
        log=_log(levels),
        is_stale=values[-1] is None,
        owner=threshold.owner,
        actions=_actions(levels[-1], threshold),
    )


def evaluate(
    histories: Mapping[str, Sequence[float | None]], profile: SafeguardProfile = OWN_PROFILE
) -> tuple[Alert, ...]:
    """Evaluate all indicators that a profile knows, most urgent first.

    Raises
    ------
    InputError : an indicator without a threshold in the profile
    """
    thresholds = {threshold.indicator: threshold for threshold in profile.thresholds}
    for indicator in histories:
        if indicator not in thresholds:
            raise InputError(
                N_("The profile has no threshold for %(indicator)s."),
                hint=N_("It knows: %(known)s. Add a threshold, or leave the indicator out."),
                field=indicator,
                params={"indicator": indicator, "known": ", ".join(thresholds)},
            )
    alerts = [follow(values, thresholds[name], profile.clear_after) for name, values in histories.items()]
    return tuple(sorted(alerts, key=lambda alert: -_ORDER.index(alert.level)))


def recruitment_brake(isco08: str, on_list: bool | None, has_agreement: bool) -> Brake:
    """Say whether health workers of a country may be recruited actively.

    A country on the WHO list is closed unless a government-to-government agreement with safeguards is attached; other
    occupations are open. What is not known is said to be unknown, never taken as open.
    """
    if not is_health(isco08) or on_list is False:
        return Brake.OPEN
    if has_agreement:
        return Brake.AGREEMENT
    return Brake.UNKNOWN if on_list is None else Brake.BLOCKED


def _level_of(value: float, threshold: Threshold) -> Level:
    # Ratios may be infinite (nobody leaves); not a number at all is refused.
    return raw_level(value if math.isinf(value) else finite(value, threshold.indicator), threshold)


def _refuse_reversed(threshold: Threshold) -> None:
    amber, red = finite(threshold.amber, "amber"), finite(threshold.red, "red")
    if red < amber if threshold.worse == Worse.ABOVE else red > amber:
        raise InputError(
            N_("%(indicator)s turns red at %(red)s before it turns amber at %(amber)s."),
            hint=N_("Exchange the two, or correct the side on which it is worse."),
            field=threshold.indicator,
            params={"indicator": threshold.indicator, "red": red, "amber": amber},
        )


def _log(levels: Sequence[Level]) -> tuple[Change, ...]:
    steps = zip([Level.UNKNOWN, *levels], levels, strict=False)
    return tuple(Change(period, before, after) for period, (before, after) in enumerate(steps) if before != after)


def _actions(level: Level, threshold: Threshold) -> tuple[Action, ...]:
    if level == Level.RED:
        return threshold.red_actions
    return threshold.amber_actions if level == Level.AMBER else ()

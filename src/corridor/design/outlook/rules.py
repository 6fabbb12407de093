"""What an outlook is made of: its inputs, its scenarios, and when a brake on recruitment holds."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, Protocol, get_args

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from corridor.kernel.errors import N_
from corridor.kernel.findings import Finding

Label = str | Promise
Unit = Literal["people", "percent", "per_10000"]
Level = Literal["red", "amber", "clear", "unknown"]

# ISCO-08 minor groups of health workers whom the WHO list protects; the engine of the safeguards names the same.
HEALTH_GROUPS = ("221", "222")
# Below so many answers a person may be recognised; below the second number nothing of a round is shown, because
# the middle of one or two answers tells whose they are.
SMALL_GROUP = 5
FEWEST_ANSWERS = 3


@dataclass(frozen=True)
class InputKind:
    """A number that a projection asks for: its stable name, its label, its unit, and for which kind of demand."""

    name: str
    label: Label
    unit: Unit
    demand: str = ""
    is_required: bool = False
    has_range: bool = True


INPUTS: tuple[InputKind, ...] = (
    InputKind("stock", _("People in the occupation"), "people", is_required=True, has_range=False),
    InputKind("graduates", _("Graduates in a year"), "people"),
    InputKind("participation", _("Graduates who take it up"), "percent"),
    InputKind("immigration", _("People who come from abroad in a year"), "people"),
    InputKind("returns", _("People who come back in a year"), "people"),
    InputKind("retire", _("Retire in a year"), "percent"),
    InputKind("emigrate", _("Leave for abroad in a year"), "percent"),
    InputKind("other", _("Leave for other reasons in a year"), "percent"),
    InputKind("demand_level", _("Demand today"), "people", demand="growth", is_required=True),
    InputKind("demand_growth", _("Growth of demand in a year"), "percent", demand="growth"),
    InputKind("population", _("Inhabitants"), "people", demand="ratio", is_required=True),
    InputKind("per_10000", _("People wanted per 10,000 inhabitants"), "per_10000", demand="ratio", is_required=True),
    InputKind("population_growth", _("Growth of the population in a year"), "percent", demand="ratio"),
    InputKind("recruits_attrition", _("Recruits who leave again in a year"), "percent", has_range=False),
)
INPUTS_BY_NAME = {kind.name: kind for kind in INPUTS}
UNITS: dict[Unit, Label] = {"people": _("people"), "percent": "%", "per_10000": _("per 10,000")}
FEWEST_POINTS = 4


def inputs_for(demand_kind: str) -> tuple[InputKind, ...]:
    """Return the numbers that a projection with this kind of demand asks for."""
    return tuple(kind for kind in INPUTS if kind.demand in ("", demand_kind))


@dataclass(frozen=True)
class StandardScenario:
    """A scenario to begin with. Its values are Corridor's own; no source prescribes them."""

    code: str
    values: dict[str, str] = field(default_factory=dict)


STANDARD_SCENARIOS: tuple[StandardScenario, ...] = (
    StandardScenario("base"),
    StandardScenario("high_growth", {"demand_growth_change": "1"}),
    StandardScenario("automation", {"demand_growth_change": "-1.5"}),
    StandardScenario("green_transition", {"demand_growth_change": "0.5"}),
    StandardScenario("restricted_visas", {"times_immigration": "0.5"}),
    StandardScenario("shock", {"times_demand": "0.85", "times_immigration": "0.3"}),
)
SCENARIO_FACTORS = (
    "times_demand", "times_graduates", "times_immigration", "times_returns", "times_retire", "times_emigrate",
)  # fmt: skip


def is_health(isco08: str) -> bool:
    """Say whether a code names doctors, nurses or midwives, or a wider group that holds them.

    >>> is_health("2221"), is_health("22"), is_health("7115")
    (True, True, False)
    """
    return bool(isco08) and any(isco08.startswith(group) or group.startswith(isco08) for group in HEALTH_GROUPS)


class Statement(Protocol):
    """What the rule reads of a statement."""

    kind: str
    statement_date: date
    valid_until_date: date | None
    source: str


class DrainState(str):
    """A level that is equal to its word and says why: `state == "red"`, `state.reason`, `state.has_statement`."""

    reason: Finding
    has_statement: bool

    def __new__(cls, level: Level, reason: Finding, *, has_statement: bool) -> "DrainState":
        state = super().__new__(cls, level)
        state.reason, state.has_statement = reason, has_statement
        return state


_LISTED = N_("The WHO list check of %(date)s says that the country stands on the list.")
_AGREED = N_("The country stands on the WHO list, and an agreement with safeguards of %(date)s holds.")
_SHORT = N_("The statement of %(date)s says that the country is short of these workers itself.")
_CLEAR = N_("The statement of %(date)s speaks for recruitment.")
_EXPIRED = N_("The last statement ran out on %(date)s.")
_NONE = N_("Nobody has given a dated statement for this occupation and country of origin.")
_MEASURED = N_("An indicator of the country of origin stands at %(level)s.")
_ORDER = ("clear", "unknown", "amber", "red")


def state_of(*, isco08: str, statements: Iterable[Statement], measured: str, on: date) -> DrainState:
    """Return what holds on a day: the word of the statements, or of the indicators where it is more severe.

    The latest statement of each kind that is in force counts. A country on the WHO list is closed for health workers
    unless an agreement with safeguards holds; nothing that is not known counts as open.
    """
    given = sorted(statements, key=lambda each: each.statement_date)
    in_force = [each for each in given if _holds(each, on)]
    said = _said(isco08, in_force) or _not_said(given, on)
    if measured in ("amber", "red") and _ORDER.index(measured) > _ORDER.index(str(said)):
        reason = Finding("drain_measured", _MEASURED, {"level": measured})
        return DrainState("red" if measured == "red" else "amber", reason, has_statement=said.has_statement)
    return said


def _said(isco08: str, statements: list[Statement]) -> DrainState | None:
    latest = {each.kind: each for each in statements}
    listed = _later(latest, "listed", "not_listed")
    market = _later(latest, "shortage", "surplus")
    agreement = latest.get("agreement")
    if listed is not None and listed.kind == "listed" and is_health(isco08):
        if agreement is None:
            return _state("red", "drain_listed", _LISTED, listed)
        if market is None or market.kind == "surplus":
            return _state("amber", "drain_agreement", _AGREED, agreement)
    if market is not None and market.kind == "shortage":
        return _state("red", "drain_shortage", _SHORT, market)
    found = market or (listed if listed is not None and listed.kind == "not_listed" else None) or agreement
    return None if found is None else _state("clear", "drain_clear", _CLEAR, found)


def _not_said(statements: list[Statement], on: date) -> DrainState:
    past = [each for each in statements if each.valid_until_date is not None and each.valid_until_date < on]
    if not past:
        return DrainState("unknown", Finding("drain_unknown", _NONE), has_statement=False)
    last = max(past, key=lambda each: each.valid_until_date or on)
    params = {"date": last.valid_until_date, "source": last.source}
    return DrainState("unknown", Finding("drain_expired", _EXPIRED, params), has_statement=False)


def _later(latest: dict[str, Statement], one: str, other: str) -> Statement | None:
    found = [latest[kind] for kind in (other, one) if kind in latest]
    # Of two statements of one day the one that holds back counts.
    return max(found, key=lambda each: (each.statement_date, each.kind == one)) if found else None


def _holds(statement: Statement, on: date) -> bool:
    end = statement.valid_until_date
    return statement.statement_date <= on and (end is None or end >= on)


def _state(level: Level, code: str, message: str, statement: Statement) -> DrainState:
    params = {"date": statement.statement_date, "source": statement.source}
    return DrainState(level, Finding(code, message, params), has_statement=True)


def worst(states: Iterable[DrainState]) -> DrainState:
    """Return the most severe of several states; none at all is unknown."""
    found = list(states)
    if not found:
        return _not_said([], date.min)
    return max(found, key=lambda each: _ORDER.index(str(each)))


assert set(_ORDER) == set(get_args(Level))

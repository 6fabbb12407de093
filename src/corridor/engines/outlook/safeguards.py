"""Safeguards of the country of origin: the WHO list rule, emigration and training ratios, quotas, dual track."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from corridor.engines.compute import above_zero, at_least_zero, not_empty, same_length, share, whole
from corridor.engines.outlook.checks import annual, count, exact, growth
from corridor.kernel.errors import N_, InputError

HEALTH_GROUPS = ("221", "222")
"""ISCO-08 minor groups of the list: medical doctors, nursing and midwifery professionals."""


@dataclass(frozen=True, slots=True)
class ListRule:
    """The criterion of one edition of the WHO support and safeguards list: both values lie below their limits.

    `density` counts doctors, nurses and midwives per 10,000 people; `coverage` is the UHC service coverage index.
    """

    edition: int
    density: float
    coverage: float
    source: str


LIST_RULES = (
    ListRule(2020, 49.0, 50.0, "WHO health workforce support and safeguards list 2020"),
    ListRule(2023, 49.0, 55.0, "WHO health workforce support and safeguards list 2023"),
)


@dataclass(frozen=True, slots=True)
class SafeguardList:
    """What the criterion says of each case, and what holds.

    `recomputed` follows the criterion (None where a value is missing and decides); `on_list` is the official list
    where it is given, else the criterion; `disagrees` marks cases where the two differ: an early warning.
    """

    on_list: tuple[bool | None, ...]
    recomputed: tuple[bool | None, ...]
    disagrees: tuple[bool, ...]
    edition: int
    source: str


@dataclass(frozen=True, slots=True)
class EmigrationRate:
    """Share of an occupation's people who work abroad."""

    rate: float


@dataclass(frozen=True, slots=True)
class OutflowRatio:
    """Yearly outflow over domestic graduates; infinite where people leave and nobody graduates."""

    ratio: float


@dataclass(frozen=True, slots=True)
class ReplacementRatio:
    """Graduates who stay over all who leave (infinite where nobody leaves), and the difference."""

    ratio: float
    net_change: float


@dataclass(frozen=True, slots=True)
class DensityTrend:
    """Yearly growth of a density by least squares on its logarithm, with the years it rests on."""

    annual_rate: float
    first_year: int
    last_year: int
    points: int


@dataclass(frozen=True, slots=True)
class AwayQuota:
    """How many more may leave in a year while the density holds.

    `shortfall` is by how many people the occupation already misses that, with nobody more leaving.
    """

    required_growth: float
    q_max: float
    shortfall: float


@dataclass(frozen=True, slots=True)
class DualTrack:
    """Seats of a dual-track course for those who leave and those who stay.

    Where the target fits, the home track gets all other seats; where it does not, `home_seats` is what it would need.
    `max_away_completions` is the whole part of seats / (1 / away completion + ratio / home completion);
    `max_away_whole_seats` also fits when each track takes whole seats.
    """

    away_seats: int
    home_seats: int
    total: int
    home_completions: float
    ratio: float
    feasible: bool
    max_away_completions: int
    max_away_whole_seats: int


def is_health(isco08: str) -> bool:
    """Say whether a code names health workers of the list, or a wider group that holds them.

    >>> is_health("2221"), is_health("22"), is_health("2230")
    (True, True, False)
    """
    return bool(isco08) and any(isco08.startswith(group) or group.startswith(isco08) for group in HEALTH_GROUPS)


def list_rule(edition: int) -> ListRule:
    """Return the latest rule of the WHO list up to a year.

    Raises
    ------
    InputError : there was no list in that year
    """
    valid = [rule for rule in LIST_RULES if rule.edition <= edition]
    if not valid:
        raise InputError(
            N_("There was no WHO safeguards list in %(year)s."),
            hint=N_("The first edition is of %(first)s."),
            field="edition",
            params={"year": edition, "first": LIST_RULES[0].edition},
        )
    return valid[-1]


def health_safeguard_list(
    cases: Sequence[tuple[float | None, float | None]],
    edition: int = LIST_RULES[-1].edition,
    official: Sequence[bool | None] | None = None,
) -> SafeguardList:
    """Apply the criterion of the WHO support and safeguards list; the official list prevails.

    Parameters
    ----------
    cases : (n, 2) density of doctors, nurses and midwives per 10,000, and UHC service coverage index (0 to 100);
        None where not known
    edition : year; the rule in force then is applied
    official : (n,) whether each country stands on the official list; None where not known

    Returns
    -------
    SafeguardList

    Raises
    ------
    InputError : no case, a negative density, an index outside 0 to 100, a year before the first list, unequal lengths

    Source: docs/methods/safeguards.md, the list.
    """
    rule = list_rule(edition)
    not_empty(cases, "cases")
    known: Sequence[bool | None] = [None] * len(cases) if official is None else official
    same_length(cases, known, "cases, official")
    found = tuple(_criterion(rule, *case, f"cases[{place}]") for place, case in enumerate(cases))
    return SafeguardList(
        on_list=tuple(said if said is not None else own for own, said in zip(found, known, strict=True)),
        recomputed=found,
        disagrees=tuple(
            said is not None and own is not None and own != said for own, said in zip(found, known, strict=True)
        ),
        edition=rule.edition,
        source=rule.source,
    )


def _criterion(rule: ListRule, density: float | None, coverage: float | None, field: str) -> bool | None:
    low_density = None if density is None else at_least_zero(density, field) < rule.density
    low_coverage = None if coverage is None else _index(coverage, field) < rule.coverage
    if low_density is False or low_coverage is False:
        return False
    return None if low_density is None or low_coverage is None else True


def _index(value: float, field: str) -> float:
    if at_least_zero(value, field) > 100:
        raise InputError(
            N_("%(field)s holds a service coverage index of %(value)s; it lies between 0 and 100."),
            hint=N_("Check the order: density first, then the index."),
            field=field,
            params={"field": field, "value": value},
        )
    return value


def emigration_rate(abroad: float, home: float) -> EmigrationRate:
    """Compute the share of an occupation's people who work abroad, abroad / (abroad + home).

    Raises
    ------
    InputError : a negative count, or nobody at all

    Source: Docquier and Marfouk (2006).
    """
    away = count(abroad, "abroad")
    everyone = away + count(home, "home")
    if everyone == 0:
        raise InputError(
            N_("Nobody of the occupation is at home or abroad."),
            hint=N_("Give the people of the occupation, or leave the rate out."),
            field="home",
        )
    return EmigrationRate(float(away / everyone))


def outflow_ratio(outflow: float, graduates: float) -> OutflowRatio:
    """Compute yearly emigration over domestic graduates; NaN where both are zero.

    Raises
    ------
    InputError : a negative count
    """
    return OutflowRatio(_ratio(count(outflow, "outflow"), count(graduates, "graduates")))


def replacement_ratio(
    home_graduates: float, emigration: float, retirement: float, other_exits: float
) -> ReplacementRatio:
    """Compute graduates who stay over everybody who leaves in a year.

    Raises
    ------
    InputError : a negative count
    """
    arriving = count(home_graduates, "home_graduates")
    leaving = count(emigration, "emigration") + count(retirement, "retirement")
    leaving += count(other_exits, "other_exits")
    return ReplacementRatio(_ratio(arriving, leaving), float(arriving - leaving))


def _ratio(above: Fraction, below: Fraction) -> float:
    if below:
        return float(above / below)
    return math.inf if above else math.nan


def density_trend(years: Sequence[int], density: Sequence[float]) -> DensityTrend:
    """Compute the yearly growth of a density by least squares on its logarithm.

    Raises
    ------
    InputError : fewer than four points, a year left out, a density of zero or less
    """
    values = annual(years, density, "density")
    logs = [math.log(above_zero(float(value), f"density[{place}]")) for place, value in enumerate(values)]
    middle = sum(years) / len(years)
    spread = sum((year - middle) ** 2 for year in years)
    slope = sum((year - middle) * log for year, log in zip(years, logs, strict=True)) / spread
    return DensityTrend(math.expm1(slope), years[0], years[-1], len(years))


def away_quota(
    stock: float,
    population_growth: float,
    graduates: float,
    returns: float,
    exits: float,
    current_emigration: float,
) -> AwayQuota:
    """Compute how many more may leave in a year while people per inhabitant stay constant.

    q_max = graduates + returns - exits - current emigration - population growth x stock, at least 0.

    Raises
    ------
    InputError : a negative count, a population growth of -1 or less
    """
    needed = count(stock, "stock") * exact(growth(population_growth, "population_growth"))
    spare = count(graduates, "graduates") + count(returns, "returns") - needed
    spare -= count(exits, "exits") + count(current_emigration, "current_emigration")
    nothing = Fraction()
    return AwayQuota(float(needed), float(max(spare, nothing)), float(max(-spare, nothing)))


def dual_track(
    seats: int, away_completion: float, home_completion: float, target_away: float, min_home_per_away: float
) -> DualTrack:
    """Divide the seats of a dual-track course so that enough people are trained to stay.

    Parameters
    ----------
    seats : whole seats of both tracks together
    away_completion, home_completion : share that completes each track, above 0 to 1
    target_away : completions wanted on the away track, >= 0
    min_home_per_away : home completions for each away completion, at least; >= 0

    Returns
    -------
    DualTrack; shares and targets are taken as they are written, so that 84 / 0.7 is 120 seats and not 121

    Raises
    ------
    InputError : a count that is negative or not whole, a completion of 0 or above 1
    """
    places = whole(seats, "seats")
    away_rate, home_rate = (
        exact(above_zero(share(rate, name), name))
        for rate, name in ((away_completion, "away_completion"), (home_completion, "home_completion"))
    )
    target = count(target_away, "target_away")
    least = count(min_home_per_away, "min_home_per_away")
    away, home = math.ceil(target / away_rate), math.ceil(least * target / home_rate)
    feasible = away + home <= places
    home = places - away if feasible else home
    most = math.floor(places / (1 / away_rate + least / home_rate))
    return DualTrack(
        away_seats=away,
        home_seats=home,
        total=away + home,
        home_completions=float(home * home_rate),
        ratio=_ratio(home * home_rate, target),
        feasible=feasible,
        max_away_completions=most,
        max_away_whole_seats=_whole_seats(places, away_rate, home_rate, least, most),
    )


def _whole_seats(places: int, away: Fraction, home: Fraction, least: Fraction, most: int) -> int:
    """Return the most away completions whose two tracks fit in whole seats; at most a few below `most`."""
    return next(fit for fit in range(most, -1, -1) if math.ceil(fit / away) + math.ceil(least * fit / home) <= places)

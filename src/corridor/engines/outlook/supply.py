"""Supply of an occupation: stock and flows, age groups, openings, recruits to close a gap."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from corridor.engines.compute import not_empty, same_length, share, whole
from corridor.engines.outlook.checks import bounded, count, exact, exits_within_stock, growth as growth_rate, horizon

GROUP_YEARS = 5


@dataclass(frozen=True, slots=True)
class StockYear:
    """One year of a stock: people at its end, demand, gap = demand - stock, and how many had to be replaced."""

    t: int
    stock: float
    demand: float
    gap: float
    replacement: float


@dataclass(frozen=True, slots=True)
class StockFlow:
    """The path of a stock, year by year."""

    rows: tuple[StockYear, ...]


@dataclass(frozen=True, slots=True)
class CohortStep:
    """Age groups after one year.

    `aged_out` left the last group by age and are part of `exits_total`. `check_balance` is people at the end minus
    (people at the start - exits + inflow), in exact arithmetic: always 0.
    """

    new: tuple[float, ...]
    exits_total: float
    aged_out: float
    inflow_total: float
    check_balance: float


@dataclass(frozen=True, slots=True)
class CohortPath:
    """Age groups after each of several years; `check_balance` covers the whole path."""

    steps: tuple[CohortStep, ...]
    totals: tuple[float, ...]
    check_balance: float


@dataclass(frozen=True, slots=True)
class Openings:
    """Job openings of a year; `replacement_share` is NaN where there are no openings."""

    expansion: float
    replacement: float
    openings: float
    replacement_share: float


@dataclass(frozen=True, slots=True)
class RecruitsNeeded:
    """Recruits per year that close a gap.

    `factor` is how many of one recruit a year are still there at the end; `residual_gap` is what is left of the gap
    when the recruits are carried forward year by year (0 but for rounding; negative where there is a surplus).
    """

    target_total: float
    factor: float
    annual_recruits: float
    residual_gap: float


def stock_flow(
    stock: float,
    graduates: float,
    participation: float,
    immigration: float,
    retire: float,
    emigrate: float,
    other: float,
    demand0: float,
    growth: float,
    years: int,
    returns: float = 0.0,
) -> StockFlow:
    """Project a stock under constant flows beside a demand that grows at a constant rate.

    Parameters
    ----------
    stock : people in the occupation today, >= 0
    graduates, immigration, returns : people per year, >= 0
    participation : share of graduates who take up the occupation, 0 to 1
    retire, emigrate, other : shares of the stock that leave per year, together at most 1
    demand0 : people wanted today, >= 0
    growth : yearly growth of demand, > -1
    years : whole years to project, >= 1

    Returns
    -------
    StockFlow with S_t = S_(t-1) (1 - retire - emigrate - other) + graduates participation + immigration + returns

    Raises
    ------
    InputError : a negative count, a rate outside 0 to 1, exits above one

    Source: docs/methods/outlook.md, stock and flows.
    """
    exits_within_stock({"retire": retire, "emigrate": emigrate, "other": other})
    growth_rate(growth, "growth")
    inflow = count(graduates, "graduates") * exact(share(participation, "participation"))
    inflow += count(immigration, "immigration") + count(returns, "returns")
    leaving = exact(retire) + exact(emigrate) + exact(other)
    now, demand = count(stock, "stock"), count(demand0, "demand0")
    rows = []
    for t in range(1, horizon(years, "years") + 1):
        replacement = now * leaving
        now, demand = now - replacement + inflow, demand * (1 + exact(growth))
        rows.append(StockYear(t, float(now), float(demand), float(demand - now), float(replacement)))
    return StockFlow(tuple(rows))


def age_cohorts(
    stock: Sequence[float],
    exit: Sequence[float],  # noqa: A002 - the word of the case files
    inflow: Sequence[float],
    group_years: int = GROUP_YEARS,
) -> CohortStep:
    """Carry age groups through one year: exits first, then 1 / group_years of those who stay move up, then inflow.

    Parameters
    ----------
    stock : (k,) people per age group, youngest first, >= 0
    exit : (k,) share of each group that leaves in the year (retirement, death, change of occupation), 0 to 1
    inflow : (k,) people who enter each group in the year, >= 0
    group_years : width of a group in years, >= 1

    Returns
    -------
    CohortStep; whoever moves up from the last group leaves, and counts as an exit

    Raises
    ------
    InputError : rows of unequal length, a negative count, a share outside 0 to 1
    """
    return project_cohorts(stock, exit, inflow, 1, group_years).steps[0]


def project_cohorts(
    stock: Sequence[float],
    exit: Sequence[float],  # noqa: A002 - the word of the case files
    inflow: Sequence[float],
    years: int,
    group_years: int = GROUP_YEARS,
) -> CohortPath:
    """Carry age groups through several years with constant exit shares and inflow; parameters as `age_cohorts`."""
    groups, leaving, entering = _cohort_input(stock, exit, inflow)
    ageing = Fraction(1, whole(group_years, "group_years", least=1))
    start, steps, inside = sum(groups, Fraction()), [], Fraction()
    for _ in range(horizon(years, "years")):
        groups, step, net = _cohort_year(groups, leaving, entering, ageing)
        steps.append(step)
        inside += net
    balance = sum(groups, Fraction()) - (start + inside)
    return CohortPath(tuple(steps), tuple(sum(step.new) for step in steps), float(balance))


def _cohort_input(
    stock: Sequence[float], leaving: Sequence[float], inflow: Sequence[float]
) -> tuple[list[Fraction], list[Fraction], list[Fraction]]:
    same_length(not_empty(stock, "stock"), leaving, "stock, exit")
    same_length(stock, inflow, "stock, inflow")
    return (
        [count(people, f"stock[{place}]") for place, people in enumerate(stock)],
        [exact(share(rate, f"exit[{place}]")) for place, rate in enumerate(leaving)],
        [count(people, f"inflow[{place}]") for place, people in enumerate(inflow)],
    )


def _cohort_year(
    groups: list[Fraction], leaving: list[Fraction], entering: list[Fraction], ageing: Fraction
) -> tuple[list[Fraction], CohortStep, Fraction]:
    """Return the groups after a year, what happened, and inflow minus exits."""
    exits = [people * rate for people, rate in zip(groups, leaving, strict=True)]
    staying = [people - gone for people, gone in zip(groups, exits, strict=True)]
    moved = [Fraction(), *(people * ageing for people in staying)]
    new = [
        people - up + came + fresh for people, up, came, fresh in zip(staying, moved[1:], moved, entering, strict=False)
    ]
    gone, inflow = sum(exits, Fraction()) + moved[-1], sum(entering, Fraction())
    balance = sum(new, Fraction()) - (sum(groups, Fraction()) - gone + inflow)
    step = CohortStep(tuple(map(float, new)), float(gone), float(moved[-1]), float(inflow), float(balance))
    return new, step, inflow - gone


def openings(stock: float, growth: float, replacement_rate: float) -> Openings:
    """Split a year's job openings into expansion and replacement, as Cedefop defines them.

    In a shrinking occupation expansion is negative and some of those who leave are not replaced.

    Raises
    ------
    InputError : a negative stock, a growth of -1 or less, a replacement rate outside 0 to 1
    """
    people = count(stock, "stock")
    expansion = people * exact(growth_rate(growth, "growth"))
    replacement = people * exact(share(replacement_rate, "replacement_rate"))
    total = expansion + replacement
    part = float(replacement / total) if total else float("nan")
    return Openings(float(expansion), float(replacement), float(total), part)


def recruits_needed(
    gap: float, annual_gap_growth: float, years: int, annual_attrition_of_recruits: float
) -> RecruitsNeeded:
    """Find the recruits per year that close a growing gap in so many years.

    Recruits arrive at the end of each year; a share of those already there leaves in every later year, so that
    sum((1 - attrition)^k, k = 0 .. years - 1) of one recruit a year are left. The answer is carried forward
    year by year, and what it leaves of the gap is part of the result.

    Parameters
    ----------
    gap : people missing today (negative: a surplus)
    annual_gap_growth : people by which the gap grows per year
    years : whole years, >= 1
    annual_attrition_of_recruits : share, 0 to 1

    Raises
    ------
    InputError : years below one, an attrition outside 0 to 1
    """
    periods = horizon(years, "years")
    stay = 1 - exact(share(annual_attrition_of_recruits, "annual_attrition_of_recruits"))
    growing = exact(bounded(annual_gap_growth, "annual_gap_growth"))
    target = exact(bounded(gap, "gap")) + growing * periods
    factor = sum((stay**k for k in range(periods)), Fraction())
    recruits = max(target / factor, Fraction())
    left = target - carried_forward(recruits, stay, periods)
    return RecruitsNeeded(float(target), float(factor), float(recruits), float(left))


def carried_forward(recruits: Fraction, stay: Fraction, periods: int) -> Fraction:
    """Return how many recruits are there after so many years of arriving and leaving."""
    present = Fraction()
    for _ in range(periods):
        present = present * stay + recruits
    return present

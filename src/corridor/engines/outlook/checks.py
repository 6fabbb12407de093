"""What every forecast asks of its input before it computes."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

from corridor.engines.compute import at_least_zero, finite, share, whole
from corridor.kernel.errors import N_, InputError

Array = NDArray[np.float64]

FEWEST_POINTS = 4
"""Three points or fewer carry no forecast: a slope and its error need more."""
SHORT_SERIES = 8
"""Below so many annual points a forecast is computed and marked (Corridor's own limit)."""


MOST_YEARS = 100
LARGEST = 10**15
"""Beyond this no count or value is taken: sums would lose whole people, and powers would overflow."""
MOST_GROWTH = 10


def exact(value: float) -> Fraction:
    """Return a number as it is written: 0.07 is seven hundredths, not the nearest binary number.

    >>> exact(0.07)
    Fraction(7, 100)
    """
    return Fraction(repr(float(value)))


def bounded(value: float, field: str) -> float:
    """Return a finite number no larger than can be computed with."""
    if abs(finite(value, field)) > LARGEST:
        raise InputError(
            N_("%(field)s is %(value)s; larger numbers than %(most)s are not computed."),
            hint=N_("Check the unit and the number of zeros."),
            field=field,
            params={"field": field, "value": value, "most": LARGEST},
        )
    return value


def count(value: float, field: str) -> Fraction:
    """Return a number of people, zero or more, as it is written."""
    return exact(bounded(at_least_zero(value, field), field))


def whole_up_to(value: float, field: str, most: int, *, least: int = 1) -> int:
    """Return a whole number between two limits."""
    if whole(value, field, least=least) > most:
        raise InputError(
            N_("%(field)s is %(value)s; at most %(most)s are computed."),
            hint=N_("Give a smaller number."),
            field=field,
            params={"field": field, "value": value, "most": most},
        )
    return int(value)


def horizon(value: float, field: str) -> int:
    """Return whole years ahead, from one to a hundred."""
    return whole_up_to(value, field, MOST_YEARS)


def one_row(values: Array, field: str) -> Array:
    """Return values that stand in one row, and not in a table."""
    if values.ndim != 1:
        raise InputError(
            N_("%(field)s holds rows of values; one row is wanted."),
            hint=N_("Give a single list of numbers."),
            field=field,
            params={"field": field},
        )
    return values


def series(y: ArrayLike, field: str = "y") -> Array:
    """Return a series of at least four known points.

    Raises
    ------
    InputError : the series is not one row of numbers, holds an unknown value, or has three points or fewer
    """
    values = one_row(np.asarray(y, dtype=np.float64), field)
    if values.size < FEWEST_POINTS:
        raise InputError(
            N_("%(field)s has %(points)s points; a forecast needs at least %(least)s."),
            hint=N_("Give a longer series, or state a level and a growth rate instead."),
            field=field,
            params={"field": field, "points": values.size, "least": FEWEST_POINTS},
        )
    unknown = np.flatnonzero(~np.isfinite(values))
    if unknown.size:
        raise InputError(
            N_("%(field)s has no number at point %(point)s."),
            hint=N_("Give every point of the series, or begin after the gap."),
            field=field,
            params={"field": field, "point": int(unknown[0]) + 1},
        )
    bounded(float(np.abs(values).max()), field)
    return values


def annual(years: Sequence[int], values: Sequence[float], field: str = "years") -> Array:
    """Return the values of a series with one value a year.

    Raises
    ------
    InputError : a year is missing, stands twice or is out of order (each is named), or the series is too short
    """
    if len(years) != len(values):
        raise InputError(
            N_("%(field)s holds %(years)s years for %(values)s values."),
            hint=N_("Give one year for each value."),
            field=field,
            params={"field": field, "years": len(years), "values": len(values)},
        )
    for before, after in pairwise(years):
        if after <= before:
            raise InputError(
                N_("In %(field)s, %(after)s follows %(before)s."),
                hint=N_("Give each year once, the earliest first."),
                field=field,
                params={"field": field, "before": before, "after": after},
            )
    refuse_gaps(years, field)
    return series(values, field)


def refuse_gaps(years: Sequence[int], field: str) -> None:
    """Refuse a series that leaves years out, and name them."""
    known = set(years)
    missing = [year for year in range(years[0], years[-1]) if year not in known] if known else []
    if missing:
        named = ", ".join(map(str, missing[:10])) + (", ..." if len(missing) > 10 else "")
        raise InputError(
            N_("%(field)s leaves out %(missing)s; the series must be annual."),
            hint=N_("Give a value for every year, or begin after the gap."),
            field=field,
            params={"field": field, "missing": named},
        )


def inner_share(value: float, field: str) -> float:
    """Return a share strictly between 0 and 1."""
    if not 0 < share(value, field) < 1:
        raise InputError(
            N_("%(field)s is %(value)s; it must lie between 0 and 1, both excluded."),
            hint=N_("Write 80 percent as 0.8."),
            field=field,
            params={"field": field, "value": value},
        )
    return value


def growth(value: float, field: str) -> float:
    """Return a yearly growth rate above -1 and up to 10."""
    if not -1 < finite(value, field) <= MOST_GROWTH:
        raise InputError(
            N_("%(field)s is %(value)s; a growth rate lies above -1 and is at most %(most)s."),
            hint=N_("Write a growth of 2 percent as 0.02."),
            field=field,
            params={"field": field, "value": value, "most": MOST_GROWTH},
        )
    return value


def exits_within_stock(rates: Mapping[str, float], field: str = "exits") -> None:
    """Refuse rates of leaving that are no shares, or that together exceed the whole stock."""
    for name, rate in rates.items():
        share(rate, name)
    total = float(sum(map(exact, rates.values())))
    if total > 1:
        raise InputError(
            N_("%(names)s add up to %(total)s: more people would leave than there are."),
            hint=N_("Lower the rates; each is a share of the stock per year."),
            field=field,
            params={"names": ", ".join(rates), "total": total},
        )

"""Discount factors: what a flow of a later year is worth today, and the sum of such factors."""

import math
from collections.abc import Sequence
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from corridor.engines.compute import finite
from corridor.kernel.errors import N_, InputError

Floats = NDArray[np.float64]
MOST_YEARS = 1_200
"""A century of months; more periods than that are a mistake in the file."""
MOST_MONEY = 1e30
_MOST_FACTOR = 1e150
"""Products of money, factors and figures up to here stay within float64."""


class Convention(StrEnum):
    """When in a year its flows fall; year 0 is never discounted."""

    END_YEAR = "end-year"
    MID_YEAR = "mid-year"


def convention_of(text: str) -> Convention:
    """Return a convention by its name; the note "for t>=1" may follow.

    >>> convention_of("mid-year for t>=1")
    <Convention.MID_YEAR: 'mid-year'>
    """
    name = text.partition("for")[0].strip(" (")
    if name not in tuple(Convention):
        raise InputError(
            N_('"%(convention)s" is not a discounting convention.'),
            hint=N_("Write end-year or mid-year."),
            field="convention",
            params={"convention": text},
        )
    return Convention(name)


def above_minus_one(rate: float, field: str = "rate") -> float:
    """Return a rate above -100 %."""
    if finite(rate, field) <= -1:
        raise InputError(
            N_("%(field)s is %(value)s; a rate lies above -1."),
            hint=N_("Write 3 percent as 0.03."),
            field=field,
            params={"field": field, "value": rate},
        )
    return rate


def discount_factors(rate: float, years: int, convention: str = Convention.END_YEAR) -> Floats:
    """Return the factors of years 0 to `years`, year 0 at 1.

    Raises
    ------
    InputError : a rate of -100 % or less, more years than a century of months, an unknown convention
    """
    when = np.arange(horizon(years) + 1, dtype=np.float64)
    if convention_of(convention) is Convention.MID_YEAR:
        when[1:] -= 0.5
    with np.errstate(over="ignore"):
        factors: Floats = (1.0 + above_minus_one(rate)) ** -when
    if factors[-1] > _MOST_FACTOR:
        raise too_large("rate", rate)
    return factors


def too_large(name: str, value: object) -> InputError:
    """Return the error for a figure that leads beyond what can be computed with."""
    return InputError(
        N_("%(field)s is %(value)s, which leads to values too large to compute with."),
        hint=N_("Check the figure and the number of years."),
        field=name,
        params={"field": name, "value": value},
    )


def money_of(amount: float, field: str) -> float:
    """Return an amount of money that can be computed with."""
    if abs(finite(amount, field)) > MOST_MONEY:
        raise too_large(field, amount)
    return amount


def annuity_factor(rate: float, years: int, convention: str = Convention.END_YEAR) -> float:
    """Return what one unit in each of the years 1 to `years` is worth today.

    >>> round(annuity_factor(0.03, 5), 9)
    4.579707187
    """
    return math.fsum(discount_factors(rate, years, convention)[1:])


def horizon(years: int, field: str = "years") -> int:
    """Return a number of years that a table can hold."""
    if not 0 <= years <= MOST_YEARS:
        raise InputError(
            N_("%(field)s is %(years)s; it must lie between 0 and %(most)s."),
            hint=N_("Give the horizon in whole years from 0, the year of the decision."),
            field=field,
            params={"field": field, "years": years, "most": MOST_YEARS},
        )
    return years


def series(flows: Sequence[float], field: str = "flows") -> Floats:
    """Return flows as an array: at least one, all finite, not more than a table can hold."""
    if len(flows) == 0:
        raise InputError(
            N_("%(field)s is empty."), hint=N_("Give at least one entry."), field=field, params={"field": field}
        )
    horizon(len(flows) - 1, field)
    return np.array([money_of(flow, field) for flow in flows], dtype=np.float64)

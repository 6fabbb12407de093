"""Refuse rates and terms that no instrument has, before they make a result that nobody can read."""

from corridor.engines.compute import finite, whole
from corridor.engines.costing.exact import Number
from corridor.kernel.errors import N_, InputError

RATE_MOST = 2
"""A rate of 200 % per period or more is taken for a percentage that was not divided by 100."""
PERIODS_MOST = 1200
YEARS_MOST = 200


def rate(value: Number, field: str) -> float:
    """Return a rate per period: above -100 %, below 200 %.

    >>> rate(0.08, "rate")
    0.08
    """
    if not -1 < finite(value, field) < RATE_MOST:
        raise InputError(
            N_("%(field)s is %(value)s; a rate lies above -1 and below %(most)s."),
            hint=N_("Write 8 percent as 0.08."),
            field=field,
            params={"field": field, "value": value, "most": RATE_MOST},
        )
    return float(value)


def term(value: Number, field: str, *, most: int = YEARS_MOST) -> int:
    """Return a whole number of years or periods, from 1 to a most."""
    periods = whole(float(value), field, least=1)
    if periods > most:
        raise _too_long(value, field, most)
    return periods


def lag(value: Number, field: str) -> float:
    """Return a time from the start in years, zero or more."""
    if not 0 <= finite(value, field) <= YEARS_MOST:
        raise _too_long(value, field, YEARS_MOST)
    return float(value)


def _too_long(value: Number, field: str, most: int) -> InputError:
    return InputError(
        N_("%(field)s is %(value)s; it lies between 0 and %(most)s."),
        hint=N_("Check the unit: years, or periods of the scheme."),
        field=field,
        params={"field": field, "value": value, "most": most},
    )

"""Refuse what a welfare fund cannot be computed with: probabilities, shares that are not all, growth below nothing."""

from collections.abc import Sequence

from corridor.engines.compute import at_least_zero, finite
from corridor.engines.costing.exact import exact_sum
from corridor.kernel.errors import N_, InputError

# Shares that are written with three decimals add up to one within this.
ROUNDED = 1e-6


def probability(value: float, field: str) -> float:
    """Return a probability, from 0 to 1.

    >>> probability(0.25, "prob")
    0.25
    """
    if not 0 <= finite(value, field) <= 1:
        raise InputError(
            N_("%(field)s is %(value)s; a probability lies between 0 and 1."),
            hint=N_("Write 3 in 1,000 as 0.003."),
            field=field,
            params={"field": field, "value": value},
        )
    return value


def probabilities(values: Sequence[float], field: str) -> None:
    """Refuse the first value that is no probability, with its place."""
    for place, value in enumerate(values):
        probability(value, f"{field}.{place}")


def amounts(values: Sequence[float], field: str) -> None:
    """Refuse the first amount below zero, with its place."""
    for place, value in enumerate(values):
        at_least_zero(value, f"{field}.{place}")


def together_one(shares: Sequence[float], place: str, name: str) -> None:
    """Refuse shares that lie outside 0 to 1 or do not add up to one."""
    for number, value in enumerate(shares):
        at_least_zero(value, f"{place}.{number}.{name}")
    total = exact_sum(shares)
    if abs(total - 1) > ROUNDED:
        raise InputError(
            N_("The shares under %(field)s add up to %(total)s, not 1."),
            hint=N_("Adjust the shares, or add the part that is missing."),
            field=place,
            params={"field": place, "total": f"{total:g}"},
        )


def yearly_rate(value: float, field: str) -> float:
    """Return a yearly rate of change, above -100 %."""
    if finite(value, field) <= -1:
        raise InputError(
            N_("%(field)s is %(value)s; nothing can fall by 100 %% a year or more."),
            hint=N_("Write 3 percent as 0.03, and a fall of 3 percent as -0.03."),
            field=field,
            params={"field": field, "value": value},
        )
    return value

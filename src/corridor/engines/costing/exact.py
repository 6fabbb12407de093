"""Exact sums and splits: decimal figures as fractions, money as whole minor units.

A float that was typed as 0.07 is taken as seven hundredths, not as the nearest binary number, so that shares
which add up to one on paper add up to one here.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from corridor.engines.compute import finite
from corridor.kernel.errors import N_, InputError

Number = int | float | Decimal


def exact(value: Number) -> Fraction:
    """Return a figure as it was written.

    >>> exact(0.1) + exact(0.2) == exact(0.3)
    True
    """
    if isinstance(value, Decimal):
        return Fraction(value)
    return Fraction(repr(finite(float(value), "amount"))) if isinstance(value, float) else Fraction(value)


def exact_sum(values: Iterable[Number]) -> float:
    """Add figures without the error of binary fractions."""
    return float(sum((exact(value) for value in values), Fraction(0)))


def largest_remainder(units: int, weights: Sequence[Fraction]) -> tuple[int, ...]:
    """Split whole units in proportion to weights so that the parts add up to the whole.

    Every part gets the whole units it is due; what is left goes, one unit each, to the largest fractions, and
    among equal fractions to the earlier part. O(n log n).

    Parameters
    ----------
    units : whole minor units, of either sign
    weights : (n,) at least zero, not all zero

    Returns
    -------
    (n,) whole minor units that add up to `units`

    Raises
    ------
    InputError : no weight is above zero, or one is below zero

    >>> largest_remainder(100, [Fraction(1), Fraction(1), Fraction(1)])
    (34, 33, 33)
    """
    total = sum(weights, Fraction(0))
    if total <= 0 or min(weights) < 0:
        raise InputError(
            N_("The shares to split by add up to %(total)s."),
            hint=N_("Give shares of zero or more, at least one of them above zero."),
            field="shares",
            params={"total": float(total)},
        )
    sign = -1 if units < 0 else 1
    due = [abs(units) * weight / total for weight in weights]
    parts = [int(amount) for amount in due]
    by_fraction = sorted(range(len(due)), key=lambda place: parts[place] - due[place])
    for place in by_fraction[: abs(units) - sum(parts)]:
        parts[place] += 1
    return tuple(sign * part for part in parts)

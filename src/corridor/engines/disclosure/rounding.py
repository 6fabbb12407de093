"""Round counts, for publications in which every number is a little wrong on purpose."""

import numpy as np
import numpy.typing as npt

from corridor.engines.disclosure.types import Integers, RoundedCounts
from corridor.kernel.errors import N_, InputError


def round_counts(counts: npt.ArrayLike, *, base: int = 5) -> RoundedCounts:
    """Return counts rounded to the nearest multiple of the base, halves up.

    Parameters
    ----------
    counts : whole numbers >= 0 of any shape
    base : at least 2

    Returns
    -------
    The rounded counts. The error is at most half the base; totals must be rounded by themselves.

    Raises
    ------
    InputError : the base is below two, or a number is not a count

    Source: docs/methods/disclosure.md, section 4.

    >>> round_counts([1, 3, 7, 8]).values.tolist()
    [0, 5, 5, 10]
    """
    table = _checked(counts, base)
    return RoundedCounts((2 * table + base) // (2 * base) * base, base)


def round_randomly(counts: npt.ArrayLike, *, base: int = 5, rng: np.random.Generator) -> RoundedCounts:
    """Return counts rounded up or down at random, so that the expected value is the count itself.

    Parameters
    ----------
    counts : whole numbers >= 0 of any shape
    base : at least 2
    rng : the source of chance; draw once per publication, because repeated draws average out to the truth

    Returns
    -------
    The rounded counts. Multiples of the base stay; the error is below the base.

    Raises
    ------
    InputError : the base is below two, or a number is not a count

    Source: docs/methods/disclosure.md, section 4.
    """
    table = _checked(counts, base)
    rest = table % base
    is_up = rng.random(table.shape) < rest / base
    return RoundedCounts(table - rest + base * is_up, base)


def _checked(counts: npt.ArrayLike, base: int) -> Integers:
    if base < 2:
        raise InputError(
            N_("Counts are rounded to a base of at least two."), hint=N_("Five is customary."), field="base"
        )
    numbers = np.asarray(counts, dtype=np.float64)
    if not (np.isfinite(numbers).all() and (numbers >= 0).all() and (numbers == np.floor(numbers)).all()):
        raise InputError(
            N_("Only whole numbers from zero up are rounded."),
            hint=N_("Give counts of people, not shares or amounts."),
            field="counts",
        )
    return numbers.astype(np.int64)

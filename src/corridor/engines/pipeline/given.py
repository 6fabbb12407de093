"""Shares and durations as they are known: certain, judged by people, counted, or observed."""

from itertools import pairwise

from corridor.engines.compute import above_zero, at_least_zero, not_empty, same_length, share, whole
from corridor.engines.pipeline.types import Conversion, Duration, Form
from corridor.kernel.errors import N_, InputError

# Weight of the likely value in a PERT estimate.
PERT_WEIGHT = 4


def certain(value: float) -> Conversion:
    """Return a share that is known.

    >>> certain(0.8)
    Conversion(low=0.8, high=0.8, a=1.0, b=1.0)
    """
    share(value, "conversion")
    return Conversion(float(value), float(value))


def judged(least: float, likely: float, most: float) -> Conversion:
    """Return a share as people judge it: PERT between the least and the most.

    >>> judged(0.5, 0.6, 0.9)
    Conversion(low=0.5, high=0.9, a=2.0, b=4.0)
    """
    for value in (least, likely, most):
        share(value, "conversion")
    _in_order((least, likely, most), "conversion")
    return Conversion(float(least), float(most), *_pert(least, likely, most))


def counted(passed: int, of: int) -> Conversion:
    """Return a share learnt from counts: Beta(passed + 1/2, missed + 1/2), the posterior of Jeffreys' prior.

    >>> counted(40, 50)
    Conversion(low=0.0, high=1.0, a=40.5, b=10.5)
    """
    whole(passed, "passed")
    whole(of, "of", least=1)
    if passed > of:
        raise InputError(
            N_("%(passed)s people passed of %(of)s who tried."),
            hint=N_("Give first those who passed, then all who tried."),
            field="conversion",
            params={"passed": passed, "of": of},
        )
    return Conversion(0.0, 1.0, passed + 0.5, of - passed + 0.5)


def fixed(months: float) -> Duration:
    """Return a duration that is the same for everybody."""
    return Duration(Form.FIXED, (at_least_zero(float(months), "duration"),))


def lognormal(median: float, p90: float) -> Duration:
    """Return a skewed duration: half of the people take at most `median`, nine of ten at most `p90` months."""
    above_zero(median, "duration")
    _in_order((median, p90), "duration")
    return Duration(Form.LOGNORMAL, (float(median), float(p90)))


def pert(least: float, likely: float, most: float) -> Duration:
    """Return a duration as people judge it."""
    for value in (least, likely, most):
        at_least_zero(value, "duration")
    _in_order((least, likely, most), "duration")
    return Duration(Form.PERT, (float(least), float(likely), float(most)))


def observed(shares: tuple[float, ...], months: tuple[float, ...]) -> Duration:
    """Return a duration by its quantiles, straight between them; `shares` go from 0 to 1.

    >>> observed((0, 0.5, 1), (1, 2, 6)).months
    (1.0, 2.0, 6.0)
    """
    not_empty(shares, "duration")
    same_length(shares, months, "duration")
    for value in shares:
        share(value, "duration")
    for value in months:
        at_least_zero(value, "duration")
    _in_order(months, "duration")
    _in_order(shares, "duration")
    if shares[0] != 0 or shares[-1] != 1:
        raise InputError(
            N_("The shares of an observed duration go from %(first)s to %(last)s, not from 0 to 1."),
            hint=N_("Give the shortest time at share 0 and the longest at share 1."),
            field="duration",
            params={"first": shares[0], "last": shares[-1]},
        )
    return Duration(Form.OBSERVED, tuple(map(float, months)), tuple(map(float, shares)))


def _pert(least: float, likely: float, most: float) -> tuple[float, float]:
    """Return the two numbers of the Beta distribution behind a PERT estimate."""
    if most == least:
        return 1.0, 1.0
    up = (likely - least) / (most - least)
    # Rounded where floats put 2.0000000000000004 for (0.6 - 0.5) / 0.4.
    return round(1 + PERT_WEIGHT * up, 12), round(1 + PERT_WEIGHT * (1 - up), 12)


def pert_shape(duration: Duration) -> tuple[float, float]:
    """Return the two numbers of the Beta distribution of a PERT duration."""
    return _pert(*duration.months)


def _in_order(values: tuple[float, ...], field: str) -> None:
    if any(first > second for first, second in pairwise(values)):
        raise InputError(
            N_("%(values)s do not rise."),
            hint=N_("Give them from the least to the most."),
            field=field,
            params={"values": ", ".join(map(str, values))},
        )

"""Distributions of uncertain figures, and their quantiles."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from scipy import special

from corridor.engines.appraisal.discounting import Floats
from corridor.engines.compute import above_zero, at_least_zero, finite
from corridor.kernel.errors import N_, InputError

Kind = Literal["normal", "lognormal", "triangular", "pert", "beta"]
NEEDED: Final[Mapping[Kind, tuple[str, ...]]] = {
    "normal": ("mean", "sd"),
    "lognormal": ("mean", "sd"),
    "triangular": ("a", "mode", "b"),
    "pert": ("a", "mode", "b"),
    "beta": ("alpha", "beta", "low", "high"),
}
PERT_WEIGHT = 4.0
_NODES = 1_024
_TABLE_FROM = 4_096
_THINNEST = 1e-290


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncertain:
    """A figure that is not known for certain.

    normal(mean, sd), lognormal(mean, sd of the variable itself), triangular(a, mode, b), pert(a, mode, b),
    beta(alpha, beta, low, high). `base` is the figure of the plan; where it is None the plan takes the mode where one
    is given, else the mean.
    """

    distribution: Kind
    mean: float | None = None
    sd: float | None = None
    a: float | None = None
    mode: float | None = None
    b: float | None = None
    alpha: float | None = None
    beta: float | None = None
    low: float | None = None
    high: float | None = None
    base: float | None = None


@dataclass(frozen=True, slots=True)
class Spread:
    """Mean, standard deviation and three quantiles of a distribution."""

    mean: float
    sd: float
    p10: float
    p50: float
    p90: float


@dataclass(frozen=True, slots=True)
class PertSpread:
    """As `Spread`, with the rule of thumb (b - a) / 6 beside the true standard deviation."""

    mean: float
    sd: float
    p10: float
    p50: float
    p90: float
    sd_rule_of_thumb: float


def triangular(a: float, mode: float, b: float) -> Spread:
    """Describe the triangular distribution.

    Parameters
    ----------
    a, mode, b : least, likeliest and greatest value; a <= mode <= b

    Raises
    ------
    InputError : the three are not in this order

    >>> round(triangular(10, 14, 22).p50, 6)
    15.071797
    """
    figure = checked(Uncertain(distribution="triangular", a=a, mode=mode, b=b), "triangular")
    variance = (a * a + mode * mode + b * b - a * mode - a * b - mode * b) / 18
    p10, p50, p90 = quantiles(figure, np.array([0.1, 0.5, 0.9])).tolist()
    return Spread((a + mode + b) / 3, math.sqrt(max(variance, 0.0)), p10, p50, p90)


def pert(a: float, mode: float, b: float, weight: float = PERT_WEIGHT) -> PertSpread:
    """Describe the PERT distribution, a beta distribution on a to b.

    Parameters
    ----------
    a, mode, b : least, likeliest and greatest value; a <= mode <= b
    weight : how much the mode counts beside each end, above 0; 4 by custom

    Raises
    ------
    InputError : the three are not in this order, a weight of zero or less

    Source: Vose (2008); docs/methods/appraisal.md, Distributions.
    """
    checked(Uncertain(distribution="pert", a=a, mode=mode, b=b), "pert")
    alpha, beta = _pert_shape(a, mode, b, above_zero(weight, "weight"))
    sd = (b - a) * math.sqrt(alpha * beta / (alpha + beta + 1)) / (alpha + beta)
    p10, p50, p90 = (a + (b - a) * special.betaincinv(alpha, beta, np.array([0.1, 0.5, 0.9]))).tolist()
    return PertSpread((a + weight * mode + b) / (weight + 2), sd, p10, p50, p90, (b - a) / 6)


def _pert_shape(a: float, mode: float, b: float, weight: float) -> tuple[float, float]:
    width = b - a
    if width == 0:
        return 1 + weight / 2, 1 + weight / 2
    return 1 + weight * (mode - a) / width, 1 + weight * (b - mode) / width


def checked(figure: Uncertain, name: str) -> Uncertain:
    """Return a figure whose parameters fit its distribution.

    Raises
    ------
    InputError : a parameter is missing, of another distribution or out of range; the message names `name`
    """
    needed = NEEDED[figure.distribution]
    every = {parameter for names in NEEDED.values() for parameter in names}
    wrong = [
        parameter for parameter in sorted(every) if (getattr(figure, parameter) is not None) != (parameter in needed)
    ]
    if wrong:
        raise InputError(
            N_("%(name)s is %(distribution)s, which takes %(needed)s; check %(wrong)s."),
            hint=N_("Give exactly the parameters of the distribution."),
            field=name,
            params={
                "name": name,
                "distribution": figure.distribution,
                "needed": ", ".join(needed),
                "wrong": ", ".join(wrong),
            },
        )
    for parameter in needed:
        finite(_of(figure, parameter), f"{name}.{parameter}")
    if figure.base is not None:
        finite(figure.base, f"{name}.base")
    _check_order(figure, name)
    return figure


def _check_order(figure: Uncertain, name: str) -> None:
    if figure.sd is not None:
        at_least_zero(figure.sd, f"{name}.sd")
    if figure.distribution == "lognormal":
        above_zero(_of(figure, "mean"), f"{name}.mean")
    if figure.distribution == "beta":
        above_zero(_of(figure, "alpha"), f"{name}.alpha")
        above_zero(_of(figure, "beta"), f"{name}.beta")
    order = {"triangular": ("a", "mode", "b"), "pert": ("a", "mode", "b"), "beta": ("low", "high")}
    ends = [_of(figure, parameter) for parameter in order.get(figure.distribution, ())]
    if ends != sorted(ends):
        raise InputError(
            N_("%(name)s runs through %(values)s, which do not rise."),
            hint=N_("Give the least value first, then the likeliest if there is one, then the greatest."),
            field=name,
            params={"name": name, "values": ", ".join(f"{end:g}" for end in ends)},
        )


def _of(figure: Uncertain, parameter: str) -> float:
    value: float = getattr(figure, parameter)
    return value


def central(figure: Uncertain) -> float:
    """Return the figure that a plan without uncertainty takes."""
    if figure.base is not None:
        return figure.base
    if figure.mode is not None:
        return figure.mode
    return mean_of(figure)


def mean_of(figure: Uncertain) -> float:
    """Return the mean of a figure."""
    if figure.distribution == "triangular":
        return (_of(figure, "a") + _of(figure, "mode") + _of(figure, "b")) / 3
    if figure.distribution == "pert":
        return (_of(figure, "a") + PERT_WEIGHT * _of(figure, "mode") + _of(figure, "b")) / (PERT_WEIGHT + 2)
    if figure.distribution == "beta":
        alpha, beta, low, high = (_of(figure, name) for name in NEEDED["beta"])
        return low + (high - low) * alpha / (alpha + beta)
    return _of(figure, "mean")


def quantiles(figure: Uncertain, u: Floats) -> Floats:
    """Return the values below which the shares `u` of a checked figure lie.

    Parameters
    ----------
    u : (n,) shares between 0 and 1, both left out; ascending where there are many

    Returns
    -------
    (n,) values. Beta and PERT with more than 4,096 shares come from a cubic table of 1,024 nodes in the scores of the
    normal distribution, accurate to 1e-6 of the range.
    """
    return _QUANTILES[figure.distribution](figure, u)


def _normal(figure: Uncertain, u: Floats) -> Floats:
    scores: Floats = special.ndtri(u)
    return _of(figure, "mean") + _of(figure, "sd") * scores


def _lognormal(figure: Uncertain, u: Floats) -> Floats:
    mean, sd = _of(figure, "mean"), _of(figure, "sd")
    log_variance = math.log1p((sd / mean) ** 2)
    scores: Floats = special.ndtri(u)
    return mean * np.exp(math.sqrt(log_variance) * scores - log_variance / 2)


def _triangular(figure: Uncertain, u: Floats) -> Floats:
    a, mode, b = (_of(figure, name) for name in NEEDED["triangular"])
    width = b - a
    if width == 0:
        return np.full_like(u, a)
    rising = a + np.sqrt(u * width * (mode - a))
    falling = b - np.sqrt((1 - u) * width * (b - mode))
    return np.where(u * width < mode - a, rising, falling)


def _pert(figure: Uncertain, u: Floats) -> Floats:
    a, mode, b = (_of(figure, name) for name in NEEDED["pert"])
    return a + (b - a) * _beta_quantiles(*_pert_shape(a, mode, b, PERT_WEIGHT), u)


def _beta(figure: Uncertain, u: Floats) -> Floats:
    alpha, beta, low, high = (_of(figure, name) for name in NEEDED["beta"])
    return low + (high - low) * _beta_quantiles(alpha, beta, u)


_QUANTILES: Final[Mapping[str, Callable[[Uncertain, Floats], Floats]]] = {
    "normal": _normal,
    "lognormal": _lognormal,
    "triangular": _triangular,
    "pert": _pert,
    "beta": _beta,
}


def _beta_quantiles(alpha: float, beta: float, u: Floats) -> Floats:
    if len(u) <= _TABLE_FROM:
        exact: Floats = special.betaincinv(alpha, beta, u)
        return exact
    scores = special.ndtri(u)
    nodes = np.linspace(scores.min(), scores.max(), _NODES)
    low = special.betaincinv(alpha, beta, special.ndtr(nodes))
    high = special.betaincinv(beta, alpha, special.ndtr(-nodes))
    if min(low.min(), high.min()) < _THINNEST:
        # An end that float64 cannot tell from its bound has no smooth logarithm; each value is then computed.
        direct: Floats = special.betaincinv(alpha, beta, u)
        return direct
    values: Floats = special.expit(_between(np.log(low) - np.log(high), (scores - nodes[0]) / (nodes[1] - nodes[0])))
    return values


def _between(table: Floats, places: Floats) -> Floats:
    """Return values between the entries of a table: the cubic through the four nearest (Lagrange)."""
    left = np.clip(places.astype(np.int64), 1, len(table) - 3)
    t = places - left
    before, after, beyond = t + 1.0, t - 1.0, t - 2.0
    inner = before * beyond
    return (
        table[left + 2] * (before * t * after)
        - table[left - 1] * (t * after * beyond)
        + 3.0 * inner * (table[left] * after - table[left + 1] * t)
    ) / 6.0

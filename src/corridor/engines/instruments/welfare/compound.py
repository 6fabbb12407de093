"""The claims of a year as a random sum: their whole distribution, by Panjer's recursion, and its quantiles."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from corridor.engines.compute import above_zero, at_least_zero, not_empty, same_length
from corridor.engines.costing.exact import exact
from corridor.engines.instruments.welfare.arguments import amounts, probability, together_one
from corridor.kernel.errors import N_, InputError

Floats = NDArray[np.float64]

# What lies beyond the last point of a distribution is less likely than this.
BEYOND = 1e-15
MOST_POINTS = 2_000_000
# Benefits that would need a finer grid are spread over one of about so many points.
WIDE_POINTS = 30_000
# Values above this are scaled down during the recursion, so that a start far below the smallest number does no harm.
LARGE_BITS = 900
# A year with very many claims is computed on a window of so many standard deviations around its mean, which leaves out
# less than BEYOND on either side, and of so many points.
WINDOW = 20
MOST_CLAIMS = 1e9
WINDOW_POINTS = 1 << 20


@dataclass(frozen=True, slots=True)
class CompoundPoisson:
    """The distribution of a compound Poisson sum on the points first, first + step, first + 2 step, ...

    `pmf[n]` is the probability of `first + n * step`. `is_exact` is False where benefits were spread over a coarser
    grid, which keeps the mean and widens the spread by less than a step per claim.
    """

    mean: float
    variance: float
    step: float
    pmf: Floats
    is_exact: bool = True
    first: float = 0.0

    @property
    def pmf_0_6(self) -> tuple[float, ...]:
        """The probabilities of the whole numbers 0 to 6."""
        return tuple(self._at(value) for value in range(7))

    @property
    def cdf3(self) -> float:
        """The probability of at most 3."""
        return self.cdf(3)

    def _at(self, value: int) -> float:
        place = (value - self.first) / self.step
        return float(self.pmf[int(place)]) if place == int(place) and 0 <= place < len(self.pmf) else 0.0

    def cdf(self, value: float) -> float:
        """Return the probability of at most a value.

        >>> round(panjer_poisson(1.0, {"1": 1.0}).cdf(1), 6)
        0.735759
        """
        place = math.floor((value - self.first) / self.step * (1 + 1e-12))
        return min(1.0, float(self.pmf[: max(0, place + 1)].sum()))

    def quantile(self, level: float) -> float:
        """Return the smallest value that is not exceeded with probability `level`."""
        above_zero(1 - probability(level, "level"), "1 - level")
        place = int(np.searchsorted(np.cumsum(self.pmf), level * (1 - 1e-14)))
        return self.first + min(place, len(self.pmf) - 1) * self.step


def panjer_poisson(lam: float, severity: Mapping[str, float]) -> CompoundPoisson:
    """Compute the distribution of a Poisson number of claims of random whole size.

    Parameters
    ----------
    lam : expected number of claims
    severity : probability of each size; sizes are whole numbers of at least zero, written as text or number

    Returns
    -------
    Probabilities of the sums up to a point beyond which less than 1e-15 lies; mean, variance, quantiles.

    Raises
    ------
    InputError : a size that is no whole number, probabilities that do not add up to one, or a distribution with more
        than two million points

    Panjer's recursion for Poisson numbers, g(n) = lam / n sum_j j f(j) g(n - j), adds positive terms only and is
    stable; it starts at 1 and is scaled down on the way, so that exp(-lam) may lie below the smallest number
    (lam > 745).

    Source: Panjer (1981); docs/methods/welfare-fund.md, Distribution of a year.
    """
    at_least_zero(lam, "lam")
    sizes = [_size(name) for name in not_empty(severity, "severity")]
    chances = list(severity.values())
    for name, chance in severity.items():
        probability(chance, f"severity.{name}")
    together_one(chances, "severity", "probability")
    return recursion([lam * chance for chance in chances], sizes, Fraction(1))


def _size(name: str) -> int:
    try:
        value = Fraction(str(name))
    except (ValueError, ZeroDivisionError):
        value = Fraction(-1)
    if value.denominator != 1 or value < 0:
        raise InputError(
            N_("The claim size %(size)s is not a whole number of at least zero."),
            hint=N_("Choose the unit so that every claim is a whole number of it."),
            field=f"severity.{name}",
            params={"size": name},
        )
    return int(value)


def year_distribution(counts: Sequence[float], benefits: Sequence[float]) -> CompoundPoisson:
    """Compute the distribution of a year's claims.

    Parameters
    ----------
    counts : expected number of claims per benefit
    benefits : amount per claim, as many

    Returns
    -------
    The distribution in money. The grid is the greatest common part of the amounts. A year with very many claims is
    computed by a Fourier transform on a window around its mean, others by Panjer's recursion. Where the grid would
    need too many points, each amount is split between two points of a coarser grid and the result is marked.

    Raises
    ------
    InputError : an argument below zero, not one count for every benefit, or more than a thousand million claims

    Source: docs/methods/welfare-fund.md, Distribution of a year.
    """
    same_length(counts, benefits, "counts, benefits")
    amounts(counts, "counts")
    amounts(benefits, "benefits")
    pairs = [(float(n), exact(b)) for n, b in zip(counts, benefits, strict=True) if n > 0 and b > 0]
    if not pairs:
        return CompoundPoisson(0.0, 0.0, 1.0, np.ones(1))
    if sum(n for n, _ in pairs) > MOST_CLAIMS:
        raise InputError(
            N_("More than %(most)s claims are expected in a year, which no fund has."),
            hint=N_("Check the number of contracts and the claim rates."),
            field="contracts",
            params={"most": f"{MOST_CLAIMS:,.0f}"},
        )
    unit = reduce(_common, [b for _, b in pairs])
    # In shares of the largest amount, and compared as fractions: squares of tiny amounts, and a unit, may be too small
    # for a number of this machine.
    top = max(b for _, b in pairs)
    shares = [(n, float(b / top)) for n, b in pairs]
    reach = Fraction(_reach([n for n, _ in shares], [share for _, share in shares])) * top
    if reach <= WIDE_POINTS * unit:
        return recursion([n for n, _ in pairs], [int(b / unit) for _, b in pairs], unit)
    mean, variance = (sum(n * share**power for n, share in shares) for power in (1, 2))
    span = Fraction(WINDOW * math.sqrt(variance)) * top
    if Fraction(mean) * top <= span:
        return _spread(pairs, reach / WIDE_POINTS, recursion)
    if span <= WINDOW_POINTS * unit:
        return windowed([n for n, _ in pairs], [int(b / unit) for _, b in pairs], unit)
    return _spread(pairs, span / WINDOW_POINTS, windowed)


def _common(first: Fraction, second: Fraction) -> Fraction:
    return Fraction(
        math.gcd(first.numerator * second.denominator, second.numerator * first.denominator),
        first.denominator * second.denominator,
    )


Method = Callable[[Sequence[float], Sequence[int], Fraction], CompoundPoisson]


def _spread(pairs: Sequence[tuple[float, Fraction]], step: Fraction, method: Method) -> CompoundPoisson:
    """Split every amount between the two grid points around it so that its mean stays."""
    counts, sizes = [], []
    for count, benefit in pairs:
        place = float(benefit / step)
        low = math.floor(place)
        counts += [count * (1 - (place - low)), count * (place - low)]
        sizes += [low, low + 1]
    return replace(method(counts, sizes, step), is_exact=False)


def windowed(counts: Sequence[float], sizes: Sequence[int], step: Fraction) -> CompoundPoisson:
    """Compute the distribution around its mean by a Fourier transform, which wraps what lies outside the window."""
    mean, variance = (sum(n * x**power for n, x in zip(counts, sizes, strict=True)) for power in (1, 2))
    points = 1 << math.ceil(math.log2(WINDOW * math.sqrt(variance)))
    first = max(0, math.floor(mean) - points // 2)
    frequency = np.arange(points // 2 + 1)
    exponent = np.zeros(len(frequency), dtype=np.complex128)
    for count, size in zip(counts, sizes, strict=True):
        exponent += count * (np.exp(-2j * np.pi * (frequency * size % points) / points) - 1)
    # What rounding leaves below zero, far from the mean, is nothing.
    wrapped = np.maximum(np.fft.irfft(np.exp(exponent), points), 0.0)
    pmf = np.roll(wrapped, -(first % points))
    pmf /= pmf.sum()
    unit = float(step)
    return CompoundPoisson(mean * unit, variance * unit * unit, unit, pmf, first=first * unit)


def _reach(counts: Sequence[float], sizes: Sequence[float]) -> float:
    """Return a sum that is exceeded with probability below BEYOND (Bernstein's bound for a compound Poisson sum)."""
    mean = sum(n * x for n, x in zip(counts, sizes, strict=True))
    variance = sum(n * x * x for n, x in zip(counts, sizes, strict=True))
    part = -math.log(BEYOND) * max(sizes) / 3
    return mean + part + math.sqrt(part * part - 2 * math.log(BEYOND) * variance)


def recursion(counts: Sequence[float], sizes: Sequence[int], step: Fraction) -> CompoundPoisson:
    """Run Panjer's recursion for expected counts of claims of whole size, in units of `step`."""
    unit = math.gcd(*(size for size, count in zip(sizes, counts, strict=True) if count > 0)) or 1
    kept = [(count, size // unit) for count, size in zip(counts, sizes, strict=True) if size and count > 0]
    mean, square = (sum(n * (x * unit * step) ** power for n, x in kept) for power in (1, 2))
    if not kept:
        return CompoundPoisson(0.0, 0.0, float(step * unit), np.ones(1))
    points = math.ceil(_reach([n for n, _ in kept], [x for _, x in kept])) + 1
    if points > MOST_POINTS:
        raise InputError(
            N_("The distribution would have %(points)s points; %(most)s is the most."),
            hint=N_("Express claims in a larger unit, such as hundreds."),
            field="severity",
            params={"points": points, "most": MOST_POINTS},
        )
    pmf = _scaled(_weights(kept), points, sum(n for n, _ in kept))
    return CompoundPoisson(float(mean), float(square), float(step * unit), pmf)


def _weights(kept: Sequence[tuple[float, int]]) -> Floats:
    """Return lam j f(j) for j = 1, 2, ..."""
    weights = np.zeros(max(size for _, size in kept))
    for count, size in kept:
        weights[size - 1] += count * size
    return weights


def _scaled(weights: Floats, points: int, lam: float) -> Floats:
    """Return the probabilities from the recursion that begins with 1, scaled back at the end."""
    g, backward, scale, large = np.zeros(points), weights[::-1].copy(), 0, 2.0**LARGE_BITS
    g[0] = 1.0
    most = len(weights)
    for n in range(1, points):
        reach = min(n, most)
        g[n] = np.dot(backward[most - reach :], g[n - reach : n]) / n
        if g[n] > large:
            g[: n + 1] *= 2.0**-LARGE_BITS
            scale += 1
    with np.errstate(divide="ignore", under="ignore"):
        pmf: Floats = np.exp(np.log(g) + scale * LARGE_BITS * math.log(2) - lam)
    # Taking logarithms of large numbers costs digits that the sum, which is one, gives back.
    pmf /= pmf.sum()
    return pmf

"""All internal rates of return of a flow, found exactly.

With x = 1 / (1 + rate), net present value is a polynomial in x, and every rate above -100 % is a positive root. The
roots are kept apart in whole numbers (Vincent, Collins and Akritas: Descartes' rule of signs on halved intervals),
so none is missed or invented, however close to another it lies.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from corridor.engines.appraisal.discounting import Convention, convention_of, series
from corridor.engines.costing.exact import exact
from corridor.kernel.errors import N_, InputError

_PRIME = 2**61 - 1
_BITS = 64
"""Bits of a root behind its first one: more than a float64 keeps."""

Polynomial = list[int]


@dataclass(frozen=True, slots=True)
class IrrRoots:
    """Every rate above -1 at which net present value is zero, ascending, and how often the flow changes sign.

    `unique` says that there is exactly one. Without a root `irr` is empty: no rate of return exists, and only net
    present value can be told.
    """

    irr: tuple[float, ...]
    unique: bool
    sign_changes: int

    @property
    def exists(self) -> bool:
        """Say whether there is a rate of return at all."""
        return bool(self.irr)


def irr_roots(flows: Sequence[float], convention: str = Convention.END_YEAR) -> IrrRoots:
    """Find all internal rates of return of yearly flows.

    Parameters
    ----------
    flows : (n,) money of years 0 to n - 1, figures as written; not all zero
    convention : end-year, or mid-year: flows of year t >= 1 fall at t - 0.5

    Returns
    -------
    Each real root above -1 once, accurate to float64. O(n^2) where the flow changes sign once, else O(n^3) at worst.

    Raises
    ------
    InputError : no flow, a flow that is not a number, an unknown convention, or only zeros, to which every rate is a
        root

    Source: docs/methods/appraisal.md, Rates of return.

    >>> irr_roots([-1600, 10000, -10000]).irr
    (0.25, 4.0)
    """
    series(flows)
    exactly = [exact(flow) for flow in flows]
    in_halves = convention_of(convention) is Convention.MID_YEAR
    coefficients = _whole(_half_years(exactly) if in_halves else exactly)
    if not coefficients:
        raise InputError(
            N_("All flows are zero, so every rate is a rate of return."),
            hint=N_("Give a flow with costs and benefits."),
            field="flows",
        )
    found = positive_roots(coefficients)
    roots = sorted({float(1 / (x * x if in_halves else x) - 1) for x in found})
    return IrrRoots(tuple(roots), unique=len(roots) == 1, sign_changes=_variations(coefficients))


def _half_years(flows: Sequence[Fraction]) -> list[Fraction]:
    """Return flows of half-years: year 0 at 0, the middle of year t at 2 t - 1."""
    halves = [Fraction(0)] * (2 * len(flows) - 1)
    halves[0] = flows[0]
    halves[1::2] = flows[1:]
    return halves


def positive_roots(coefficients: Polynomial) -> list[Fraction]:
    """Return the positive real roots of a polynomial with whole coefficients, constant first and not zero."""
    if _variations(coefficients) == 0:
        return []
    polynomial = coefficients if _variations(coefficients) == 1 else _square_free(coefficients)
    power = _bound(polynomial)
    degree = len(polynomial) - 1
    unit = [c << (power * i if power >= 0 else -power * (degree - i)) for i, c in enumerate(polynomial)]
    return [root * Fraction(2) ** power for root in _in_unit_interval(unit)]


def _whole(flows: Sequence[Fraction]) -> Polynomial:
    """Return flows as whole numbers without a common factor or zeros at either end."""
    scale = math.lcm(*(flow.denominator for flow in flows))
    whole = [int(flow * scale) for flow in flows]
    used = [place for place, value in enumerate(whole) if value]
    if not used:
        return []
    whole = whole[used[0] : used[-1] + 1]
    common = math.gcd(*whole)
    return [value // common for value in whole]


def _variations(coefficients: Polynomial) -> int:
    signs = [value > 0 for value in coefficients if value]
    return sum(first != second for first, second in pairwise(signs))


def _bound(polynomial: Polynomial) -> int:
    """Return k such that every positive root lies below 2**k (Lagrange and Kojima, rounded up to a power of two)."""
    degree, lead = len(polynomial) - 1, abs(polynomial[-1])
    ratios = [
        -(-(abs(value).bit_length() - lead.bit_length() + 1) // (degree - place))
        for place, value in enumerate(polynomial[:-1])
        if value
    ]
    return max(ratios, default=0) + 1


def _shifted(polynomial: Polynomial) -> Polynomial:
    """Return p(x + 1)."""
    moved = list(polynomial)
    for first in range(len(moved) - 1):
        for place in range(len(moved) - 2, first - 1, -1):
            moved[place] += moved[place + 1]
    return moved


def _in_unit_interval(polynomial: Polynomial) -> list[Fraction]:
    """Return the roots in (0, 1) of a polynomial without multiple roots, by halving what still holds several."""
    found: list[Fraction] = []
    pieces = [(polynomial, Fraction(0), 0)]
    while pieces:
        piece, start, halvings = pieces.pop()
        inside = _variations(_shifted(piece[::-1]))
        if inside == 1:
            found.append(start + _narrowed(piece, start, halvings))
        elif inside > 1:
            degree = len(piece) - 1
            left = [value << (degree - place) for place, value in enumerate(piece)]
            right = _shifted(left)
            middle = start + Fraction(1, 2 ** (halvings + 1))
            if right[0] == 0:
                found.append(middle)
                right = right[1:]
            pieces += [(left, start, halvings + 1), (right, middle, halvings + 1)]
    return found


def _narrowed(piece: Polynomial, start: Fraction, halvings: int) -> Fraction:
    """Return the one root of a piece, measured from its start, by halving until float64 is exceeded."""
    low, bits, rising = 0, 0, piece[0] < 0
    while (bits if start else low.bit_length()) < _BITS:
        low, bits = 2 * low, bits + 1
        value = _sign_at(piece, low + 1, bits)
        if value == 0:
            return Fraction(low + 1, 2 ** (bits + halvings))
        if (value < 0) == rising:
            low += 1
    return Fraction(2 * low + 1, 2 ** (bits + 1 + halvings))


def _sign_at(polynomial: Polynomial, numerator: int, bits: int) -> int:
    """Return the sign of p(numerator / 2**bits)."""
    value = 0
    for step, coefficient in enumerate(reversed(polynomial)):
        value = value * numerator + (coefficient << (bits * step))
    return (value > 0) - (value < 0)


def _square_free(polynomial: Polynomial) -> Polynomial:
    """Return the polynomial with every root once: divided by what it shares with its derivative."""
    derivative = [place * value for place, value in enumerate(polynomial)][1:]
    if _coprime_modulo(polynomial, derivative):
        return polynomial
    shared = _common_divisor(polynomial, derivative)
    return _whole(_quotient(polynomial, shared))


def _coprime_modulo(first: Polynomial, second: Polynomial) -> bool:
    """Say whether two polynomials share no factor modulo a prime, and so none at all."""
    a, b = ([value % _PRIME for value in reversed(polynomial)] for polynomial in (first, second))
    if not a[0] or not b[0]:
        return False
    while len(b) > 1:
        inverse = pow(b[0], -1, _PRIME)
        while len(a) >= len(b):
            factor = a[0] * inverse % _PRIME
            a = [(x - factor * y) % _PRIME for x, y in zip(a, b, strict=False)] + a[len(b) :]
            a = a[1:]
        while a and not a[0]:
            a = a[1:]
        if not a:
            return False
        a, b = b, a
    return True


def _common_divisor(first: Polynomial, second: Polynomial) -> Polynomial:
    while second:
        first, second = second, _whole_remainder(first, second)
    return first


def _whole_remainder(first: Polynomial, second: Polynomial) -> Polynomial:
    """Return the remainder of a division, without common factor; empty where it is zero."""
    rest = list(first)
    while len(rest) >= len(second):
        lead, shift = rest[-1], len(rest) - len(second)
        rest = [value * second[-1] for value in rest]
        for place, value in enumerate(second):
            rest[place + shift] -= lead * value
        while rest and not rest[-1]:
            rest.pop()
    common = math.gcd(*rest) if rest else 1
    return [value // common for value in rest]


def _quotient(first: Polynomial, second: Polynomial) -> list[Fraction]:
    rest = [Fraction(value) for value in first]
    quotient = []
    for shift in range(len(first) - len(second), -1, -1):
        factor = rest[shift + len(second) - 1] / second[-1]
        quotient.append(factor)
        for place, value in enumerate(second):
            rest[place + shift] -= factor * value
    return quotient[::-1]

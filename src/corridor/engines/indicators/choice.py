"""Indicators for choosing a sector and a country: from yearly figures to a place on a fixed scale."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from corridor.engines.compute import finite
from corridor.kernel.errors import N_, InputError

SPAN_YEARS: Final = 5
"""Growth is taken over at most so many years."""

LEAST_SPAN_YEARS: Final = 2
"""Over fewer years a change says more about the survey than about the market."""


class Formula(StrEnum):
    """How an indicator is made of its inputs `a` and `b`."""

    LEVEL = "level"
    SHARE = "share"
    RATIO = "ratio"
    LESSER_SHARE = "lesser_share"
    GROWTH_GAP = "growth_gap"
    MARKS = "marks"


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure of one year; a figure without a year (a distance) does not age."""

    year: int | None
    value: float


@dataclass(frozen=True, slots=True)
class ChoiceScale:
    """The fixed ends between which an indicator is judged; both ends are stated beforehand, none is drawn from data."""

    low: float
    high: float
    more_is_better: bool = True


@dataclass(frozen=True, slots=True)
class ChoiceValue:
    """An indicator of one alternative; `value` is None where an input is missing, the interval is then the scale.

    `points` is the place on the scale, 0 the worst end and 1 the best, cut off at both ends; `year` is that of the
    oldest figure used, `missing` names the inputs that are not known.
    """

    value: float | None
    low: float
    high: float
    points: float | None
    points_low: float
    points_high: float
    year: int | None
    is_stale: bool
    is_outside: bool
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CriterionValue:
    """What several indicators of one criterion say together, as a place between 0 (worst) and 1 (best)."""

    points: float | None
    points_low: float
    points_high: float
    known: int
    asked: int


@dataclass(frozen=True, slots=True)
class LanguageOverlap:
    """The language that most people of both countries share: in each at least `share` speak it, 0 to 1."""

    share: float
    language: str


def choice_indicator(
    formula: Formula,
    inputs: Mapping[str, Sequence[Reading]],
    scale: ChoiceScale,
    as_of_year: int,
    fresh_years: int | None,
    factor: float = 1.0,
) -> ChoiceValue:
    """Compute one indicator of one alternative.

    Parameters
    ----------
    formula : how the inputs are put together
    inputs : readings by input, `a` and, where the formula has two, `b`; MARKS takes any names with values 0 or 1
    scale : the fixed scale, in the indicator's unit
    as_of_year : the year in which somebody asks
    fresh_years : a figure older than so many years is stale; None for figures that do not age
    factor : RATIO is multiplied by it (1000 for "per thousand")

    Returns
    -------
    With `a` and `b` of the newest year that both have: LEVEL a; SHARE 100 a / (a + b); RATIO factor a / b;
    LESSER_SHARE 100 min(a, b) / (a + b); MARKS the sum of all inputs. GROWTH_GAP is the yearly growth of `a` less that
    of `b`, in percentage points, over the longest span of 2 to 5 years that ends in that year. Where an input is
    missing, or a denominator is zero, the value is None and the interval is the whole scale. A stale value stays and
    is marked.

    Raises
    ------
    InputError : a scale without a length, a figure that is not a number, a count below zero

    Examples
    --------
    >>> posts = {"a": [Reading(2024, 30)], "b": [Reading(2024, 970)]}
    >>> found = choice_indicator(Formula.SHARE, posts, ChoiceScale(0, 6), as_of_year=2025, fresh_years=2)
    >>> found.value, found.points, found.year
    (3.0, 0.5, 2024)

    Source: docs/methods/choice-indicators.md.
    """
    _check(formula, inputs, scale)
    missing = tuple(name for name, readings in inputs.items() if not readings)
    found = None if missing else FORMULAS[formula](inputs, factor)
    if found is None:
        return ChoiceValue(None, scale.low, scale.high, None, 0.0, 1.0, None, False, False, missing or tuple(inputs))
    value, year = found
    points = _points(value, scale)
    is_stale = fresh_years is not None and year is not None and as_of_year - year > fresh_years
    is_outside = not scale.low <= value <= scale.high
    return ChoiceValue(value, value, value, points, points, points, year, is_stale, is_outside, ())


def criterion_value(values: Sequence[ChoiceValue]) -> CriterionValue:
    """Put the indicators of one criterion together, each weighing the same.

    Returns
    -------
    The mean place of those that are known, and an interval in which every unknown one takes its worst and its best
    place; nothing is filled in. Points are None where no indicator is known.

    Raises
    ------
    InputError : no indicator is given

    Source: docs/methods/choice-indicators.md.
    """
    if not values:
        raise InputError(
            N_("A criterion without an indicator has no value."),
            hint=N_("Enter the score by hand, or name an indicator for the criterion."),
            field="values",
        )
    known = [one.points for one in values if one.points is not None]
    count = len(values)
    return CriterionValue(
        points=math.fsum(known) / len(known) if known else None,
        points_low=math.fsum(one.points_low for one in values) / count,
        points_high=math.fsum(one.points_high for one in values) / count,
        known=len(known),
        asked=count,
    )


def language_overlap(origin: Mapping[str, float], destination: Mapping[str, float]) -> LanguageOverlap:
    """Return the language that two countries share most.

    Parameters
    ----------
    origin, destination : share of the people who speak each language, 0 to 1, by the code of the language

    Returns
    -------
    max over languages of min(origin, destination), with the language; 0 and no language where none is shared. Of equal
    languages the first by code is named.

    Raises
    ------
    InputError : a share outside 0 to 1

    Examples
    --------
    >>> language_overlap({"ar": 0.9, "fr": 0.36}, {"nl": 0.55, "fr": 0.38})
    LanguageOverlap(share=0.36, language='fr')

    Source: docs/methods/choice-indicators.md.
    """
    for share in (*origin.values(), *destination.values()):
        if not 0 <= share <= 1:
            raise InputError(
                N_("%(share)s is no share of the people who speak a language."),
                hint=N_("Give a share between 0 and 1."),
                field="share",
                params={"share": share},
            )
    shared = sorted((-min(origin[code], destination[code]), code) for code in origin.keys() & destination.keys())
    if not shared or not shared[0][0]:
        return LanguageOverlap(0.0, "")
    return LanguageOverlap(-shared[0][0], shared[0][1])


Found = tuple[float, int | None] | None
Inputs = Mapping[str, Sequence[Reading]]


def _check(formula: Formula, inputs: Inputs, scale: ChoiceScale) -> None:
    if not finite(scale.low, "low") < finite(scale.high, "high"):
        raise InputError(
            N_("The scale from %(low)s to %(high)s has no length."),
            hint=N_("Give a lower end that lies below the upper end."),
            field="scale",
            params={"low": scale.low, "high": scale.high},
        )
    for name, readings in inputs.items():
        for reading in readings:
            if finite(reading.value, name) < 0 and formula is not Formula.LEVEL:
                raise InputError(
                    N_("%(value)s is below zero, but %(name)s is a count."),
                    hint=N_("Check the figure at its source."),
                    field=name,
                    params={"value": reading.value, "name": name},
                )


def _points(value: float, scale: ChoiceScale) -> float:
    share = (value - scale.low) / (scale.high - scale.low)
    return min(1.0, max(0.0, share if scale.more_is_better else 1.0 - share))


def _by_year(readings: Sequence[Reading]) -> dict[int | None, float]:
    return {reading.year: reading.value for reading in readings}


def _newest(years: Sequence[int | None]) -> int | None:
    dated = [year for year in years if year is not None]
    return max(dated) if dated else None


def _pair(inputs: Inputs) -> tuple[float, float, int | None] | None:
    """Return both inputs of the newest year that both have; one without a year goes with every year."""
    first, second = _by_year(inputs["a"]), _by_year(inputs["b"])
    common = [year for year in {**first, **second} if _at(first, year) is not None and _at(second, year) is not None]
    if not common:
        return None
    year = _newest(common)
    a, b = _at(first, year), _at(second, year)
    return None if a is None or b is None else (a, b, year)


def _at(known: Mapping[int | None, float], year: int | None) -> float | None:
    return known.get(year, known.get(None))


def _level(inputs: Inputs, _factor: float) -> Found:
    known = _by_year(inputs["a"])
    year = _newest(list(known))
    return known[year], year


def _share(inputs: Inputs, _factor: float) -> Found:
    pair = _pair(inputs)
    return None if pair is None or not pair[0] + pair[1] else (100 * (pair[0] / (pair[0] + pair[1])), pair[2])


def _ratio(inputs: Inputs, factor: float) -> Found:
    pair = _pair(inputs)
    return None if pair is None or not pair[1] else (factor * pair[0] / pair[1], pair[2])


def _lesser_share(inputs: Inputs, _factor: float) -> Found:
    pair = _pair(inputs)
    if pair is None or not pair[0] + pair[1]:
        return None
    return 100 * (min(pair[0], pair[1]) / (pair[0] + pair[1])), pair[2]


def _growth_gap(inputs: Inputs, _factor: float) -> Found:
    first, second = _by_year(inputs["a"]), _by_year(inputs["b"])
    # Growth needs a value above zero at both ends.
    years = sorted(year for year in first.keys() & second.keys() if year and first[year] > 0 and second[year] > 0)
    if not years:
        return None
    end = years[-1]
    starts = [year for year in years if LEAST_SPAN_YEARS <= end - year <= SPAN_YEARS]
    if not starts:
        return None
    start = starts[0]
    growths = [100 * ((known[end] / known[start]) ** (1 / (end - start)) - 1) for known in (first, second)]
    return growths[0] - growths[1], end


def _marks(inputs: Inputs, _factor: float) -> Found:
    newest = [(known := _by_year(readings))[_newest(list(known))] for readings in inputs.values()]
    return math.fsum(newest), _newest([reading.year for readings in inputs.values() for reading in readings])


FORMULAS: Final[Mapping[Formula, Callable[[Inputs, float], Found]]] = {
    Formula.LEVEL: _level,
    Formula.SHARE: _share,
    Formula.RATIO: _ratio,
    Formula.LESSER_SHARE: _lesser_share,
    Formula.GROWTH_GAP: _growth_gap,
    Formula.MARKS: _marks,
}

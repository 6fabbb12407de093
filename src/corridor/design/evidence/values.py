"""What evidence says about an alternative: one indicator, or all indicators of a criterion together."""

import datetime as dt
from dataclasses import dataclass

from corridor.design.evidence.rules import ChoiceIndicator


@dataclass(frozen=True, slots=True)
class FigureUsed:
    """A figure that went into an indicator, with all that must stand beside it."""

    indicator: str
    period: str
    value: float
    source: str
    vintage_date: dt.date | None
    is_synthetic: bool
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """One indicator of one alternative.

    `low` and `high` are the value, or the ends of the scale where nothing is known; `place` runs from 0, the worst end
    of the scale, to 1, the best one. `missing` names the inputs that are not known; `broader` says that a wider group
    of occupations stands for the one that was asked for; `language` is the language that two countries share.
    """

    indicator: ChoiceIndicator
    alternative: str
    value: float | None
    low: float
    high: float
    place: float | None
    place_low: float
    place_high: float
    year: int | None
    is_stale: bool
    is_outside: bool
    missing: tuple[str, ...] = ()
    figures: tuple[FigureUsed, ...] = ()
    broader: bool = False
    language: str = ""

    @property
    def is_synthetic(self) -> bool:
        """Whether an invented figure went in."""
        return any(figure.is_synthetic for figure in self.figures)

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources of the figures, each once."""
        return tuple(dict.fromkeys(figure.source for figure in self.figures))

    @property
    def vintage_date(self) -> dt.date | None:
        """The oldest day from which one of the figures comes."""
        return min((figure.vintage_date for figure in self.figures if figure.vintage_date), default=None)


@dataclass(frozen=True, slots=True)
class IndicatorValue:
    """What the evidence says about one alternative on one criterion of the guide.

    `value`, `low` and `high` are places between 0 (worst) and 1 (best) of the criterion, so that a criterion on any
    scale can take them: worst + value * (best - worst). `value` is None where nothing is known; the interval then is
    the whole scale. With several indicators the value is the mean of the known ones. `parts` holds the indicators with
    their figures in their own units; `unit`, `source`, `vintage` and `note` are in the reader's language.
    """

    criterion: str
    alternative: str
    value: float | None
    low: float
    high: float
    unit: str
    source: str
    vintage: str
    is_synthetic: bool
    note: str
    known: int = 0
    asked: int = 0
    is_stale: bool = False
    parts: tuple[Cell, ...] = ()

    @property
    def raw(self) -> float | None:
        """The figure in its own unit where the criterion has one indicator."""
        return self.parts[0].value if len(self.parts) == 1 else None

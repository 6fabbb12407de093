"""From figures to the indicators of the choice: what the evidence says about sectors and countries of origin."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _, ngettext

from corridor.core.wordings import worded
from corridor.design.evidence import languages
from corridor.design.evidence.figures import Asked, Store, YearFigure, readings
from corridor.design.evidence.models import HandScore
from corridor.design.evidence.rules import ChoiceIndicator, indicators_of
from corridor.design.evidence.selectors import destinations_of, occupations_of
from corridor.design.evidence.values import Cell, FigureUsed, IndicatorValue
from corridor.design.schemes.models import Scheme
from corridor.engines import indicators as engine
from corridor.engines.indicators import ChoiceScale, ChoiceValue, Formula, Reading


@dataclass(frozen=True)
class Table:
    """Alternatives and indicators with a cell for each pair."""

    indicators: tuple[ChoiceIndicator, ...]
    codes: tuple[str, ...]
    cells: dict[tuple[str, str], Cell]

    def of(self, code: str) -> list[Cell]:
        """Return the cells of an alternative, in the order of the indicators."""
        return [self.cells[code, indicator.code] for indicator in self.indicators]


def indicator_table(
    *,
    scheme: Scheme,
    kind: str,
    codes: Sequence[str],
    sector: str = "",
    destination: str = "",
    sex: str = "T",
    on: dt.date | None = None,
    only: Sequence[ChoiceIndicator] | None = None,
) -> Table:
    """Compute all indicators of a kind ("sector" or "country") for these NACE sections or countries.

    `sector` narrows countries to the occupations of a sector; without a destination the scheme's first one is taken;
    `only` narrows the table to some indicators.
    """
    today = on or timezone.localdate()
    found = indicators_of(kind) if only is None else tuple(only)
    target = destination or next(iter(destinations_of(scheme)), "")
    store = Store(target, tuple(codes))
    scores = {(row.indicator, row.iso3): row for row in HandScore.objects.filter(scheme=scheme)}
    cells: dict[tuple[str, str], Cell] = {}
    common = () if kind == "sector" else occupations_of(scheme, sector=sector)
    for code in codes:
        own = occupations_of(scheme, sector=code) if kind == "sector" else common
        asked = Asked(target, code, own, _sex(sex))
        for row in found:
            cells[code, row.code] = _cell(row, asked, store, scores.get((row.code, code)), today.year)
    return Table(found, tuple(codes), cells)


def evidence_values(
    *,
    scheme: Scheme,
    kind: str,
    codes: Sequence[str],
    sector: str = "",
    destination: str = "",
    on: dt.date | None = None,
) -> list[IndicatorValue]:
    """Return what the evidence says about each alternative on each criterion that an indicator feeds.

    One value per criterion and alternative, as a place between 0 (worst) and 1 (best); see `IndicatorValue`.
    """
    table = indicator_table(scheme=scheme, kind=kind, codes=codes, sector=sector, destination=destination, on=on)
    criteria = dict.fromkeys(row.criterion for row in table.indicators)
    return [
        _together(criterion, code, [cell for cell in table.of(code) if cell.indicator.criterion == criterion])
        for code in table.codes
        for criterion in criteria
    ]


def _sex(sex: str) -> str:
    return sex if sex in ("F", "M") else "T"


def _cell(row: ChoiceIndicator, asked: Asked, store: Store, score: HandScore | None, year: int) -> Cell:
    if row.special == "languages":
        return _language_cell(row, asked, year)
    if row.special == "by_hand":
        return _hand_cell(row, asked, score, year)
    tried: list[dict[str, list[YearFigure]]] = []
    for way in row.ways:
        inputs = readings(store, way, asked)
        tried.append(inputs)
        if all(inputs.values()):
            break
    # Without a way whose inputs are all known, the first one says what is missing.
    inputs = tried[-1] if all(tried[-1].values()) else tried[0]
    found = _computed(
        row, {name: [Reading(each.year, each.value) for each in given] for name, given in inputs.items()}, year
    )
    return _as_cell(row, asked, found, _used(inputs, found.year), broader=_is_broader(inputs, found.year))


def _language_cell(row: ChoiceIndicator, asked: Asked, year: int) -> Cell:
    here, there = languages.speakers(asked.alternative), languages.speakers(asked.destination)
    if not here or not there:
        return _as_cell(row, asked, _computed(row, {"a": []}, year), ())
    overlap = engine.language_overlap(here, there)
    share = 100 * overlap.share
    used = FigureUsed("territory_languages", "", share, languages.SOURCE, None, is_synthetic=False)
    found = _computed(row, {"a": [Reading(None, share)]}, year)
    return _as_cell(row, asked, found, (used,), language=overlap.language)


def _hand_cell(row: ChoiceIndicator, asked: Asked, score: HandScore | None, year: int) -> Cell:
    if score is None:
        return _as_cell(row, asked, _computed(row, {"a": []}, year), ())
    value = float(score.value)
    used = FigureUsed(row.code, str(score.source_date.year), value, worded(score, "source"), score.source_date, False)
    found = _computed(row, {"a": [Reading(score.source_date.year, value)]}, year)
    return _as_cell(row, asked, found, (used,))


def _computed(row: ChoiceIndicator, inputs: dict[str, list[Reading]], year: int) -> ChoiceValue:
    scale = ChoiceScale(row.low, row.high, more_is_better=row.direction == "up")
    return engine.choice_indicator(Formula(row.formula), inputs, scale, year, row.fresh_years, row.factor)


def _as_cell(
    row: ChoiceIndicator,
    asked: Asked,
    found: ChoiceValue,
    used: tuple[FigureUsed, ...],
    *,
    broader: bool = False,
    language: str = "",
) -> Cell:
    is_known = found.value is not None
    return Cell(
        indicator=row,
        alternative=asked.alternative,
        value=found.value,
        low=found.low,
        high=found.high,
        place=found.points,
        place_low=found.points_low,
        place_high=found.points_high,
        year=found.year,
        is_stale=found.is_stale,
        is_outside=found.is_outside,
        missing=found.missing,
        figures=used if is_known else (),
        broader=broader and is_known,
        language=language,
    )


def _used(inputs: dict[str, list[YearFigure]], year: int | None) -> tuple[FigureUsed, ...]:
    """Return the figures of the year that counted; those without a year always count."""
    return tuple(used for given in inputs.values() for each in given if each.year in (year, None) for used in each.used)


def _is_broader(inputs: dict[str, list[YearFigure]], year: int | None) -> bool:
    return any(each.broader for given in inputs.values() for each in given if each.year in (year, None))


def _together(criterion: str, code: str, cells: list[Cell]) -> IndicatorValue:
    found = engine.criterion_value([_choice_value(cell) for cell in cells])
    sources = dict.fromkeys(source for cell in cells for source in cell.sources)
    years = [cell.year for cell in cells if cell.year is not None]
    vintages = [cell.vintage_date.isoformat() for cell in cells if cell.vintage_date]
    return IndicatorValue(
        criterion=criterion,
        alternative=code,
        value=found.points,
        low=found.points_low,
        high=found.points_high,
        unit=_unit(cells),
        source="; ".join(sources),
        vintage=str(min(years)) if years else min(vintages, default=""),
        is_synthetic=any(cell.is_synthetic for cell in cells),
        note=_note(cells),
        known=found.known,
        asked=found.asked,
        is_stale=any(cell.is_stale for cell in cells),
        parts=tuple(cells),
    )


def _unit(cells: list[Cell]) -> str:
    if len(cells) == 1:
        return cells[0].indicator.unit_label
    return ngettext("mean of %(n)s indicator", "mean of %(n)s indicators", len(cells)) % {"n": len(cells)}


def _choice_value(cell: Cell) -> ChoiceValue:
    return ChoiceValue(
        cell.value,
        cell.low,
        cell.high,
        cell.place,
        cell.place_low,
        cell.place_high,
        cell.year,
        cell.is_stale,
        cell.is_outside,
        cell.missing,
    )


def _note(cells: list[Cell]) -> str:
    """Say in one line what went in and what is not known."""
    known = ", ".join(cell.indicator.label for cell in cells if cell.value is not None)
    unknown = ", ".join(cell.indicator.label for cell in cells if cell.value is None)
    if not unknown:
        return known
    if not known:
        return _("Not known: %(indicators)s") % {"indicators": unknown}
    return _("%(known)s; not known: %(unknown)s") % {"known": known, "unknown": unknown}

"""The table of indicators as the page shows it: words, figures with their source, what is not known."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _, ngettext

from corridor.design.evidence.runs import Table, indicator_table
from corridor.design.evidence.values import Cell, FigureUsed
from corridor.design.schemes import choices
from corridor.knowledge.codelists.selectors import label_of
from corridor.ui import formats


@dataclass(frozen=True)
class ShownCell:
    """A cell in words: the value, or the ends of the scale; marks; the numbers of its sources."""

    cell: Cell
    text: str
    marks: tuple[tuple[str, str], ...]
    year: str
    notes: tuple[int, ...]
    label: str


@dataclass
class SourceList:
    """The sources of a page, numbered in the order in which its cells name them."""

    numbers: dict[str, int] = field(default_factory=dict)

    def number(self, text: str) -> int:
        """Return the number of a source; a new one gets the next."""
        return self.numbers.setdefault(text, len(self.numbers) + 1)


@dataclass(frozen=True)
class ShownRow:
    """An alternative with its cells."""

    code: str
    name: str
    cells: tuple[ShownCell, ...]


@dataclass(frozen=True)
class SplitRow:
    """An indicator of an alternative for women, men and both."""

    name: str
    label: str
    unit: str
    women: ShownCell
    men: ShownCell
    both: ShownCell


def table_rows(table: Table, sources: SourceList) -> list[ShownRow]:
    """Return the rows of the table, by name."""
    by_name = sorted(table.codes, key=lambda code: name_of(table, code))
    return [
        ShownRow(code, name_of(table, code), tuple(shown(cell, sources) for cell in table.of(code))) for code in by_name
    ]


def name_of(table: Table, code: str) -> str:
    """Return the name of a sector or a country."""
    is_sector = bool(table.indicators) and table.indicators[0].kind == "sector"
    return choices.sector(code) if is_sector else choices.country(code)


def shown(cell: Cell, sources: SourceList) -> ShownCell:
    """Return a cell in words."""
    row = cell.indicator
    text = f"{number(row.low)} – {number(row.high)}" if cell.value is None else number(cell.value)
    notes = tuple(dict.fromkeys(sources.number(_source(used)) for used in cell.figures))
    return ShownCell(cell, text, tuple(_marks(cell)), _year(cell), notes, row.label)


def number(value: float) -> str:
    """Return a figure with as many decimals as its size deserves."""
    digits = 0 if abs(value) >= 100 or value == int(value) else 1 if abs(value) >= 10 else 2
    return formats.number(value, digits)


def _year(cell: Cell) -> str:
    """Return the year of the oldest figure used, or the language that two countries share."""
    if cell.language:
        return label_of("languages", cell.language)
    return str(cell.year) if cell.year else ""


def _source(used: FigureUsed) -> str:
    """Return a source with its vintage."""
    if used.vintage_date is None:
        return used.source
    return _("%(source)s, as of %(date)s") % {"source": used.source, "date": formats.date(used.vintage_date)}


def split_rows(table: Table, sources: SourceList, **asked: Any) -> list[SplitRow]:
    """Return those indicators that are counted for women and men apart, side by side; `asked` made the table."""
    split = [row for row in table.indicators if row.by_sex]
    if not split or not table.codes:
        return []
    tables = {sex: indicator_table(**asked, sex=sex, only=split) for sex in ("F", "M")} | {"T": table}
    return [
        SplitRow(
            name_of(table, code),
            row.label,
            row.unit_label,
            *(shown(tables[sex].cells[code, row.code], sources) for sex in ("F", "M", "T")),
        )
        for row in split
        for code in sorted(table.codes, key=lambda each: name_of(table, each))
        if any(tables[sex].cells[code, row.code].value is not None for sex in ("F", "M", "T"))
    ]


def _marks(cell: Cell) -> list[tuple[str, str]]:
    """Return what must be known beside a figure: kind of mark and words."""
    marks = []
    if cell.is_synthetic:
        marks.append(("info", _("synthetic")))
    if cell.is_stale:
        years = cell.indicator.fresh_years or 0
        marks.append(("warn", ngettext("older than %(n)s year", "older than %(n)s years", years) % {"n": years}))
    if cell.is_outside:
        marks.append(("none", _("outside the scale")))
    if cell.broader:
        marks.append(("none", _("wider group of occupations")))
    return marks

"""From the figures that offices publish to yearly readings of one input of an indicator."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from corridor.design.evidence.rules import Source
from corridor.design.evidence.values import FigureUsed
from corridor.knowledge.labour_market.rules import parts_left
from corridor.knowledge.labour_market.selectors import Figure, figures, source_text

# Of figures that differ in these, one is taken, the first of its list that is there; other splits are never mixed.
PREFERRED: Final[Mapping[str, tuple[str, ...]]] = {
    "s_adj": ("NSA", "SA", "SCA"),
    "sizeclas": ("TOTAL", "GE10", "GE1"),
}
# What the figure says by itself, though a layout repeats it among its dimensions, as a code or in words; and how the
# country counts migrants.
SAID: Final = frozenset(
    {"geo", "unit", "isco08", "occupation", "sex", "citizen", "c_birth", "partner", "type_of_data", "indicator", "freq"}
    | {"measure", "frequency", "frequency of observation", "reference area", "unit of measure"}
)
CLASSIFIED: Final = "OCU_ISCO08_"
"""ILOSTAT writes occupations among its classifications."""
SECTOR: Final = ("nace_r2", "nace", "nace2", "activity", "economic_activity")
SEXES: Final[Mapping[str, tuple[str, ...]]] = {"T": ("T", ""), "F": ("F",), "M": ("M",)}


@dataclass(frozen=True, slots=True)
class Asked:
    """About whom an input is asked: the destination, one alternative, its occupations, and women, men or both."""

    destination: str
    alternative: str
    occupations: tuple[str, ...]
    sex: str = "T"


@dataclass(frozen=True, slots=True)
class YearFigure:
    """One year of an input with the figures behind it; `broader` where a wider group of occupations stands in."""

    year: int | None
    value: float
    used: tuple[FigureUsed, ...]
    broader: bool = False


@dataclass(slots=True)
class Store:
    """The figures of a table, each indicator read once for all alternatives."""

    destination: str
    places: tuple[str, ...]
    _held: dict[tuple[str, str, str], dict[str, list[Figure]]] = field(default_factory=dict)

    def of(self, code: str, *, at: str, place: str, sex: str) -> list[Figure]:
        """Return the observed figures of an indicator at a place; at a pair `place` is the origin."""
        key = (code, at, sex)
        if key not in self._held:
            self._held[key] = self._read(code, at, sex)
        return self._held[key].get(place, [])

    def _read(self, code: str, at: str, sex: str) -> dict[str, list[Figure]]:
        areas = self.places if at == "origin" else (self.destination,)
        partners: Sequence[str] = self.places if at == "pair" else ("",)
        by_place: dict[str, list[Figure]] = defaultdict(list)
        for figure in figures(indicator=code, areas=areas, partners=partners, sexes=SEXES[sex]):
            if figure.value is not None and not figure.is_modelled:
                by_place[figure.partner if at == "pair" else figure.area].append(figure)
        return by_place


def readings(store: Store, way: Mapping[str, Source], asked: Asked) -> dict[str, list[YearFigure]]:
    """Return the years of every input of an indicator; occupations are read at one level in all of them."""
    grouped = {name: _grouped(store, source, asked) for name, source in way.items() if source.by == "isco08"}
    chosen = _common_codes(list(grouped.values()), asked.occupations)
    return {
        name: _of_occupations(grouped[name], chosen, asked, mean=source.mean)
        if name in grouped
        else _of_place(store, source, asked)
        for name, source in way.items()
    }


Grouped = dict[str, tuple[int, list[Figure]]]


def _of_place(store: Store, source: Source, asked: Asked) -> list[YearFigure]:
    """Return the years of the first indicator that has any figure; its factor brings it into the formula's unit."""
    sector = asked.alternative if source.by == "nace2" else ""
    for code, times in source.codes.items():
        found = [row for row in _found(store, source, asked, code) if not row.occupation]
        if years := _yearly(_one_line(found, sector), times):
            return years
    return []


def _grouped(store: Store, source: Source, asked: Asked) -> Grouped:
    """Return the figures by occupation, of the first indicator that has the occupation, with the indicator's factor."""
    by_code: Grouped = {}
    for code, times in source.codes.items():
        own: Grouped = {}
        for figure in _found(store, source, asked, code):
            own.setdefault(figure.occupation, (times, []))[1].append(figure)
        by_code = own | by_code
    return by_code


def _found(store: Store, source: Source, asked: Asked, code: str) -> list[Figure]:
    place = store.destination if source.at == "destination" else asked.alternative
    return store.of(code, at=source.at, place=place, sex=source.sex or asked.sex)


def _common_codes(inputs: Sequence[Grouped], occupations: Sequence[str]) -> tuple[str, ...]:
    """Return for each occupation the finest group of which every input has figures; none at all where one has none."""
    chosen: set[str] = set()
    for code in occupations:
        wider = (code[:length] for length in range(len(code), 0, -1))
        common = next((group for group in wider if all(group in each for each in inputs)), "")
        if not common:
            return ()
        chosen.add(common)
    # A group that lies inside another chosen one would be counted twice.
    return tuple(sorted(code for code in chosen if not any(code[:length] in chosen for length in range(1, len(code)))))


def _of_occupations(by_code: Grouped, chosen: Sequence[str], asked: Asked, *, mean: bool) -> list[YearFigure]:
    """Return the sum (for pay: the mean) over the occupations, for years in which each of them is known."""
    lines = [_yearly(_one_line(by_code[code][1], ""), by_code[code][0]) for code in chosen]
    per_year: dict[int | None, list[YearFigure]] = defaultdict(list)
    for year in (year for line in lines for year in line):
        per_year[year.year].append(year)
    broader = any(len(code) < len(asked.occupations[0]) for code in chosen)
    return [
        YearFigure(
            year,
            sum(row.value for row in rows) / (len(rows) if mean else 1),
            tuple(used for row in rows for used in row.used),
            broader,
        )
        for year, rows in per_year.items()
        if len(rows) == len(lines)
    ]


def _one_line(found: Iterable[Figure], sector: str) -> list[Figure]:
    """Return the figures that are about the whole: split by nothing but the sector and what has a preference."""
    lines: dict[tuple[tuple[int, ...], str, int], list[Figure]] = defaultdict(list)
    for figure in found:
        split = _split(figure)
        order = tuple(
            names.index(split.pop(name)) if split.get(name) in names else -1 for name, names in PREFERRED.items()
        )
        if _sector(figure) == sector and not split:
            lines[order, figure.unit, len(figure.time)].append(figure)
    if not lines:
        return []
    return lines[min(lines, key=lambda key: (key[0], -len(lines[key]), key[1:]))]


def _sector(figure: Figure) -> str:
    """Return the sector of a figure; empty where it is about all of them."""
    code = next((figure.dimensions[name] for name in SECTOR if name in figure.dimensions), "")
    # The sections A, N and T would pass for "annual", "not adjusted" and "total" among other dimensions.
    return "" if code in ("TOTAL", "_T") else code


def _split(figure: Figure) -> dict[str, str]:
    """Return the codes by which a figure is about a part, apart from what the figure says by itself."""
    return {
        name: code
        for name, code in parts_left(figure.dimensions)
        if name not in SAID
        and name not in SECTOR
        and not name.startswith("indic")
        and not (name.startswith("classif") and code.startswith(CLASSIFIED))
    }


def _yearly(line: list[Figure], times: int) -> list[YearFigure]:
    """Return one reading for each year: the mean of its quarters or months."""
    by_year: dict[int | None, list[Figure]] = defaultdict(list)
    for figure in line:
        by_year[figure.year].append(figure)
    return [
        YearFigure(
            year,
            times * sum(float(row.value or Decimal(0)) for row in rows) / len(rows),
            tuple(_used(row) for row in rows),
        )
        for year, rows in by_year.items()
    ]


def _used(figure: Figure) -> FigureUsed:
    return FigureUsed(
        indicator=figure.indicator,
        period=figure.time,
        value=float(figure.value or Decimal(0)),
        source=source_text(figure),
        vintage_date=figure.vintage_date,
        is_synthetic=figure.is_synthetic,
        flags=figure.flags,
    )

"""Layouts with many figures in each row: Eurostat TSV, World Bank, UN DESA, tables by pairs of countries."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, NamedTuple

from corridor.batch.evidence_codes import area_of, letters_of, number_of, period_of, sex_of
from corridor.batch.evidence_record import Findings, Record, UnusableFileError
from corridor.batch.evidence_source import Row, Rows

CELL: Final = re.compile(r"(:|[^\s:a-zA-Z]+(?:[eE][+-]?\d+)?)?\s*([a-z]*)", re.ASCII)
BLOCKS: Final = ("T", "M", "F")
"""UN DESA repeats the years for both sexes, for men and for women, in this order."""
SEXES: Final = {"T": "both sexes", "M": "male", "F": "female"}
DESCRIPTIONS: Final = frozenset(
    {"iso2", "iso3", "cnum", "country", "pays", "continent", "city_en", "city_fr", "citynum", "maincity"}
)
MANY: Final = re.compile(r"(langoff|lang20|lang9|colonizer|short_colonizer)_?\d", re.ASCII)


class Column(NamedTuple):
    """A column of figures: its place and header, and what all its figures have in common."""

    place: int
    name: str
    time: str = ""
    sex: str = ""
    indicator: str = ""


class Key(NamedTuple):
    """What all figures of a row have in common; `dimensions` are the codes that no other field holds."""

    area: str
    indicator: str = ""
    partner: str = ""
    sex: str = ""
    unit: str = ""
    occupation: str = ""
    dimensions: tuple[str, ...] = ()


@dataclass(slots=True)
class Wide:
    """What the wide layouts share: areas, duplicates, columns of periods, figures."""

    header: list[str]
    line: int
    findings: Findings
    groups: frozenset[str] = frozenset()
    columns: list[Column] = field(default_factory=list)
    dimension_names: tuple[str, ...] = ()
    source: str = ""
    grouped: bool = False
    _seen: set[int] = field(default_factory=set)

    def records(self, rows: Rows) -> Iterator[Record]:
        """Yield what the rows say; rows that cannot be used go to the findings."""
        width = len(self.header)
        for line, fields in rows:
            if self._passed_over(fields):
                continue
            # Blank cells at the end, and the comma that ends every line of the World Bank, say nothing.
            if len(fields) < width or any(cell.strip() for cell in fields[width:]):
                self.findings.refuse(line, "", ",".join(fields)[:80], "field_count", width=width, cells=len(fields))
                continue
            key = self._key(line, fields)
            found = [self._record(line, column, fields[column.place].strip(), key) for column in self.columns]
            if not self.findings.refused(line):
                yield from (record for record in found if record is not None)

    def _passed_over(self, fields: list[str]) -> bool:
        return not any(cell.strip() for cell in fields)

    def _key(self, line: int, fields: list[str]) -> Key:
        raise NotImplementedError

    def _once(self, line: int, column: str, codes: Sequence[str]) -> None:
        place = hash(tuple(codes))
        if place in self._seen:
            self.findings.refuse(line, column, codes[-1], "duplicate_key")
        self._seen.add(place)

    def _area(self, line: int, column: str, text: str) -> str:
        code, kind = area_of(text, self.groups)
        if kind == "unknown":
            self.findings.refuse(line, column, text, "unknown_area" if text else "missing_code")
        elif kind in ("aggregate", "vintage"):
            self.findings.mark(line, column, text, "aggregate" if kind == "aggregate" else "other_vintage")
        return code

    def _record(self, line: int, column: Column, text: str, key: Key) -> Record | None:
        read = self._read(line, column, text)
        if read is None:
            return None
        value, flags, raw_flags = read
        if value is not None and column.time and int(column.time[:4]) > self.findings.year:
            self.findings.mark(line, column.name, column.name, "future_period")
        return Record(
            line,
            key.indicator or column.indicator,
            key.area,
            key.partner,
            key.occupation,
            key.sex or column.sex,
            column.time,
            value,
            flags,
            key.unit,
            self.source,
            key.dimensions,
            text,
            raw_flags,
        )

    def _read(self, line: int, column: Column, text: str) -> tuple[Decimal | None, tuple[str, ...], str] | None:
        """Return figure, flags and the flags' text; None where there is nothing to keep."""
        if text in ("..", "."):
            self.findings.mark(line, column.name, text, "not_available")
            return None, ("not_available",), ""
        if not text:
            return None
        value = number_of(text, grouped=self.grouped)
        if value is None:
            self.findings.refuse(line, column.name, text, "not_a_number")
        return value, (), ""

    def _periods(self, first: int) -> list[Column]:
        """Return the columns of periods; the same period twice leaves open which figure is meant."""
        columns: list[Column] = []
        for place, name in enumerate(self.header[first:], start=first):
            period = period_of(name.strip())
            if not period and name.strip():
                raise UnusableFileError("not_a_period", self.line, name.strip(), name.strip())
            if any(column.time == period for column in columns):
                raise UnusableFileError("repeated_column", self.line, name.strip(), name.strip())
            if period:
                columns.append(Column(place, name.strip(), period))
        if not columns:
            raise UnusableFileError("column_missing", self.line, "TIME_PERIOD", "TIME_PERIOD")
        return columns


@dataclass(slots=True)
class EurostatTsv(Wide):
    """Dimensions in the first cell, separated by commas; then a cell of figure, space and flags for each period."""

    def __post_init__(self) -> None:
        first = self.header[0].partition("\\")[0]
        self.dimension_names = tuple(name.strip() for name in first.split(","))
        if "geo" not in self.dimension_names:
            raise UnusableFileError("column_missing", self.line, "geo", "geo")
        self.source = "ESTAT"
        self.columns = self._periods(1)

    def _key(self, line: int, fields: list[str]) -> Key:
        codes = [code.strip() for code in fields[0].split(",")]
        if len(codes) != len(self.dimension_names):
            width = len(self.dimension_names)
            self.findings.refuse(line, self.header[0], fields[0], "field_count", width=width, cells=len(codes))
            return Key("")
        self._once(line, self.header[0], codes)
        named = dict(zip(self.dimension_names, codes, strict=True))
        partner = next((named[name] for name in ("citizen", "c_birth", "partner") if name in named), "")
        indicator = next((code for name, code in named.items() if name.startswith("indic")), "")
        return Key(
            self._area(line, "geo", named["geo"]),
            indicator,
            partner,
            sex_of(named.get("sex", "")),
            named.get("unit", ""),
            named.get("isco08", ""),
            tuple(codes),
        )

    def _read(self, line: int, column: Column, text: str) -> tuple[Decimal | None, tuple[str, ...], str] | None:
        found = CELL.fullmatch(text)
        if found is None:
            self.findings.refuse(line, column.name, text, "not_a_number")
            return None
        figure, letters = found[1] or ":", found[2]
        flags = letters_of(letters)
        value = None if figure == ":" else number_of(figure)
        if flags is None:
            self.findings.refuse(line, column.name, text, "unknown_flag")
        elif figure != ":" and value is None:
            self.findings.refuse(line, column.name, text, "not_a_number")
        return value, (flags or ()) if value is not None or flags else ("not_available",), letters


@dataclass(slots=True)
class WorldBank(Wide):
    """Country, indicator and a column for each year, below a preamble of any length."""

    def __post_init__(self) -> None:
        self.source = "World Bank"
        for name in ("Country Code", "Indicator Code"):
            if name not in self.header:
                raise UnusableFileError("column_missing", self.line, name, name)
        while self.header and not self.header[-1].strip():
            self.header.pop()
        self.columns = self._periods(self.header.index("Indicator Code") + 1)

    def _key(self, line: int, fields: list[str]) -> Key:
        codes = [fields[self.header.index(name)].strip() for name in ("Indicator Code", "Country Code")]
        self._once(line, "Country Code", codes)
        if not codes[0]:
            self.findings.refuse(line, "Indicator Code", "", "missing_code")
        return Key(self._area(line, "Country Code", codes[1]), codes[0])


@dataclass(slots=True)
class Pairs(Wide):
    """One row for each country or pair of countries and one column for each indicator, as the GeoDist tables have."""

    def __post_init__(self) -> None:
        names = [name.lower() for name in self.header]
        pair = "iso_o" in names and "iso_d" in names
        self._keys = [names.index(name) for name in (("iso_d", "iso_o") if pair else ("iso3",))]
        self.source = "CEPII"
        # A country has a row for each of its cities, and one for each capital in the course of time.
        self._cities = [names.index(name) for name in ("city_en", "cap") if name in names]
        self.dimension_names = tuple(self.header[place] for place in self._cities)
        self.columns = [
            Column(place, name, indicator=name)
            for place, name in enumerate(self.header)
            if place not in self._keys and name.lower() not in DESCRIPTIONS and not MANY.fullmatch(name.lower())
        ]

    _keys: list[int] = field(default_factory=list)
    _cities: list[int] = field(default_factory=list)

    def _key(self, line: int, fields: list[str]) -> Key:
        codes = [fields[place].strip() for place in self._keys]
        city = tuple(fields[place].strip() for place in self._cities)
        self._once(line, self.header[self._keys[-1]], [*city, *codes])
        area, *partners = (
            self._area(line, self.header[place], code) for place, code in zip(self._keys, codes, strict=True)
        )
        return Key(area, partner="".join(partners), dimensions=city)


def stock_header(rows: Sequence[Row]) -> int | None:
    """Return the place of the row of years of a UN DESA table; None where there is none."""
    for place, (_, fields) in enumerate(rows):
        years = [cell for cell in fields if re.fullmatch(r"\d{4}", cell.strip())]
        if len(years) >= 2 and any("area of destination" in cell for _, row in rows[: place + 1] for cell in row):
            return place
    return None


@dataclass(slots=True)
class MigrantStock(Wide):
    """UN DESA's stock of migrants: years repeated for both sexes, men and women; numbers of M49."""

    above: list[str] = field(default_factory=list)
    _code: int = -1
    _origin: int = -1
    _kind: int = -1

    def __post_init__(self) -> None:
        self.source, self.grouped = "UN DESA", True
        # In the edition of 2019 the names stand in the row above the years, in later ones beside them.
        labels = [" ".join(f"{_at(self.above, place)} {name}".split()) for place, name in enumerate(self.header)]
        names = [_clean(label) for label in labels]
        self._code = _find(names, ("location code of destination", "code"))
        self._origin = _find(names, ("location code of origin",))
        self._kind = next((place for place, name in enumerate(names) if name.startswith("type of data")), -1)
        self.dimension_names = ("type_of_data",)
        if self._code < 0:
            raise UnusableFileError("column_missing", self.line, "Location code of destination", "Code")
        self._blocks()
        self.header = labels

    def _blocks(self) -> None:
        """Find the columns of years: once for both sexes, or three times: both sexes, men, women."""
        years = [
            (place, name.strip()) for place, name in enumerate(self.header) if re.fullmatch(r"\d{4}", name.strip())
        ]
        counts = Counter(year for _, year in years)
        wrong = next(
            (year for year, count in counts.items() if count not in (1, 3) or count != counts[years[0][1]]), ""
        )
        if wrong:
            raise UnusableFileError("repeated_column", self.line, wrong, wrong)
        seen: Counter[str] = Counter()
        for place, year in years:
            sex = BLOCKS[seen[year]]
            seen[year] += 1
            self.columns.append(Column(place, f"{year} {SEXES[sex]}", year, sex, "migrant_stock"))

    def _passed_over(self, fields: list[str]) -> bool:
        """Headings between the rows have no code."""
        return not _at(fields, self._code).strip() and not any(
            number_of(_at(fields, column.place).strip(), grouped=True) is not None for column in self.columns
        )

    def _key(self, line: int, fields: list[str]) -> Key:
        codes = [fields[place].strip() for place in (self._code, self._origin) if place >= 0]
        self._once(line, self.header[self._code], codes)
        area, *partners = (self._place(line, place, fields) for place in (self._code, self._origin) if place >= 0)
        kind = _at(fields, self._kind).strip() if self._kind >= 0 else ""
        return Key(area, partner="".join(partners), unit="PS", dimensions=(kind,))

    def _place(self, line: int, place: int, fields: list[str]) -> str:
        text = fields[place].strip()
        code, kind = area_of(text.lstrip("0") or text)
        if kind == "unknown" and text.isdecimal():
            # A number of M49 that no country has is that of a region or of a group.
            kind = "aggregate"
        if kind == "unknown":
            self.findings.refuse(line, self.header[place], text, "unknown_area" if text else "missing_code")
        elif kind != "country":
            self.findings.mark(line, self.header[place], text, "aggregate" if kind == "aggregate" else "other_vintage")
        return code


def _clean(name: str) -> str:
    return " ".join(name.replace("*", " ").lower().split())


def _at(cells: Sequence[str], place: int) -> str:
    return cells[place] if 0 <= place < len(cells) else ""


def _find(names: Sequence[str], wanted: Sequence[str]) -> int:
    return next((names.index(name) for name in wanted if name in names), -1)

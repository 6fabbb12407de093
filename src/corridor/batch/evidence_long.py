"""Layouts with one figure in each row: SDMX-CSV 1.0 and 2.0, the OECD's labels, ILOSTAT, tidy tables."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from operator import itemgetter
from typing import Final, NamedTuple

from corridor.batch.evidence_codes import (
    OPEN_CONFIDENTIALITY,
    area_of,
    letters_of,
    number_of,
    period_of,
    sex_of,
    status_of,
)
from corridor.batch.evidence_record import Findings, Record, UnusableFileError
from corridor.batch.evidence_source import Rows

ROLES: Final[Mapping[str, tuple[str, ...]]] = {
    "area": ("ref_area", "geo", "area", "iso3", "country_code", "country", "destination", "iso_d", "reporter"),
    "partner": ("counterpart_area", "citizen", "c_birth", "partner", "origin", "iso_o"),
    "occupation": ("occupation", "isco08", "occ", "ocu"),
    "sex": ("sex",),
    "time": ("time_period", "time", "year", "period"),
    "value": ("obs_value", "value"),
    "status": ("obs_status",),
    "letters": ("obs_flag", "flags", "flag"),
    "confidential": ("conf_status",),
    "indicator": ("indicator", "measure", "series", "variable"),
    "unit": ("unit_measure", "unit"),
    "multiplier": ("unit_mult",),
    "source": ("source",),
    "flow": ("dataflow", "structure_id"),
    "best": ("best_source",),
    "action": ("action",),
}
"""The columns that mean the same in the formats, the first that a file has counting."""


class Cells(NamedTuple):
    """The cells of a row by their roles; blank where the file has no such column."""

    area: str
    partner: str
    occupation: str
    sex: str
    time: str
    value: str
    status: str
    letters: str
    confidential: str
    indicator: str
    unit: str
    multiplier: str
    source: str
    flow: str
    best: str
    action: str


REQUIRED: Final = ("area", "time", "value")
ATTRIBUTES: Final = frozenset(
    {"last update", "structure", "structure_name", "action", "obs_value", "value", "obs_status", "obs_flag", "flags"}
    | {"flag", "conf_status", "unit_mult", "decimals", "source", "note_source", "note_indicator", "note_classif"}
    | {"best_source", "upper_bound", "lower_bound", "note"}
)
MISSING: Final = frozenset({"", ":", "NaN"})
ACTIONS: Final = frozenset({"", "I", "A", "R", "M"})
OCCUPATION: Final = "OCU_ISCO08_"
OLD_OCCUPATION: Final = "OCU_ISCO88_"
Pick = Callable[[list[str]], tuple[str, ...]]


@dataclass(slots=True)
class Long:
    """A table with one figure in each row, its columns found by name."""

    header: list[str]
    line: int
    findings: Findings
    sources_differ: bool = False
    groups: frozenset[str] = frozenset()
    dimension_names: tuple[str, ...] = ()
    places: dict[str, int] = field(default_factory=dict)
    labelled: tuple[int, ...] = ()
    key: list[int] = field(default_factory=list)
    others: list[int] = field(default_factory=list)
    classes: tuple[int, ...] = ()
    _pick: Pick = field(init=False)
    _dimensions: Pick = field(init=False)
    _roles: Pick = field(init=False)
    _seen: dict[int, str] = field(default_factory=dict)
    _areas: dict[str, str] = field(default_factory=dict)
    _times: dict[str, str] = field(default_factory=dict)
    _flags: dict[tuple[str, str, str], tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # SDMX writes "FREQ: Frequency" where it gives labels, and "COMMENT[;]" where a cell holds several values.
        self.labelled = tuple(place for place, name in enumerate(self.header) if ": " in name)
        self.header = [name.split(": ")[0].split("[")[0].strip() for name in self.header]
        lower = [name.lower() for name in self.header]
        for role, names in ROLES.items():
            found = next((name for name in names if name in lower), None)
            if found is not None:
                self.places[role] = lower.index(found)
                if lower.count(found) > 1 and role in REQUIRED:
                    raise UnusableFileError("repeated_column", self.line, self.header[lower.index(found)], found)
        for role in REQUIRED:
            if role not in self.places:
                raise UnusableFileError("column_missing", self.line, ROLES[role][0], ROLES[role][0])
        self._find_key()

    def _find_key(self) -> None:
        """Find the columns that say which figure it is, and those of them that have no field of their own."""
        self.key = self._key()
        self.others = self._others(self.key)
        self.dimension_names = tuple(self.header[place] for place in self.others)
        self.classes = tuple(
            place for place, name in enumerate(self.dimension_names) if name.lower().startswith("classif")
        )
        self._pick, self._dimensions = _picker(self.key), _picker(self.others)
        self._roles = _picker([self.places.get(role, len(self.header)) for role in Cells._fields])

    def records(self, rows: Rows) -> Iterator[Record]:
        """Yield what the rows say; rows that cannot be used go to the findings."""
        for line, fields in rows:
            read = self.read(line, fields)
            if read is not None and self._first(line, *read):
                yield read[0]

    def read(self, line: int, fields: list[str]) -> tuple[Record, Cells, tuple[str, ...]] | None:
        """Return what one row says, its cells and its key, before it is held against other rows."""
        width = len(self.header)
        if len(fields) != width:
            self.findings.refuse(line, "", ",".join(fields)[:80], "field_count", width=width, cells=len(fields))
            return None
        for place in self.labelled:
            fields[place] = fields[place].split(": ")[0]
        key, dimensions = self._pick(fields), self._dimensions(fields)
        # A role without a column takes the blank cell that follows the row.
        fields.append("")
        cells = Cells._make(map(str.strip, self._roles(fields)))
        record = self._record(line, cells, dimensions)
        return None if self.findings.refused(line) else (record, cells, key)

    def _key(self) -> list[int]:
        """Return the columns that say which figure it is: in SDMX those up to the period."""
        lower = [name.lower() for name in self.header]
        period = self.places["time"]
        ends = period if "flow" in self.places and period < self.places["value"] else len(lower) - 1
        kept = [place for place in range(ends + 1) if lower[place] not in ATTRIBUTES]
        partner = self.places.get("partner", -1)
        return kept if partner < 0 or partner in kept else [*kept, partner]

    def _others(self, key: list[int]) -> list[int]:
        roles = ("area", "partner", "occupation", "sex", "time", "indicator", "unit", "flow")
        taken = {self.places[role] for role in roles if role in self.places}
        return [place for place in key if place not in taken]

    def _record(self, line: int, cells: Cells, dimensions: tuple[str, ...]) -> Record:
        flags = self._flagged(line, (cells.status, cells.letters, cells.confidential))
        value = self._value(line, cells.value, cells.multiplier)
        if value is None and not flags:
            flags = ("suppressed",) if "letters" in self.places and not cells.value else ("not_available",)
        if cells.action not in ACTIONS:
            self._refuse(line, "action", cells, "unknown_action")
        return Record(
            line,
            cells.indicator or flow_name(cells.flow),
            self._areas.get(cells.area) or self._area(line, cells.area),
            cells.partner,
            cells.occupation or self._occupation(line, dimensions),
            sex_of(cells.sex),
            self._times.get(cells.time) or self._time(line, cells.time),
            value,
            flags,
            cells.unit,
            cells.source or flow_source(cells.flow),
            dimensions,
            cells.value,
            cells.status + cells.letters + cells.confidential,
        )

    def _refuse(self, line: int, role: str, cells: Cells, code: str) -> None:
        self.findings.refuse(line, self._name(role), getattr(cells, role), code)

    def _name(self, role: str) -> str:
        return self.header[self.places[role]]

    def _area(self, line: int, text: str) -> str:
        code, kind = area_of(text, self.groups)
        if kind in ("unknown", "") or not text:
            self.findings.refuse(line, self._name("area"), text, "unknown_area" if text else "missing_code")
            return code
        if kind in ("aggregate", "vintage"):
            self.findings.mark(line, self._name("area"), text, "aggregate" if kind == "aggregate" else "other_vintage")
        self._areas[text] = code
        return code

    def _time(self, line: int, text: str) -> str:
        period = period_of(text)
        if not period:
            self.findings.refuse(line, self._name("time"), text, "bad_period" if text else "missing_code")
            return text
        if int(period[:4]) > self.findings.year:
            self.findings.mark(line, self._name("time"), text, "future_period")
        self._times[text] = period
        return period

    def _value(self, line: int, text: str, multiplier: str) -> Decimal | None:
        if text in MISSING:
            return None
        if text == "..":
            self.findings.mark(line, self._name("value"), text, "not_available")
            return None
        value = number_of(text)
        if value is None:
            self.findings.refuse(line, self._name("value"), text, "not_a_number")
        elif multiplier not in ("", "0"):
            power = number_of(multiplier)
            if power is None or power != int(power) or abs(power) > 30:
                self.findings.refuse(line, self._name("multiplier"), multiplier, "bad_multiplier")
            else:
                value = value.scaleb(int(power))
        return value

    def _flagged(self, line: int, texts: tuple[str, str, str]) -> tuple[str, ...]:
        known = self._flags.get(texts)
        if known is not None:
            return known
        flags = self._flags_of(line, texts)
        if flags is None:
            return ()
        self._flags[texts] = flags
        return flags

    def _flags_of(self, line: int, texts: tuple[str, str, str]) -> tuple[str, ...] | None:
        status, letters, confidential = texts
        readings: Sequence[tuple[str, str, Callable[[str], tuple[str, ...] | None]]] = (
            ("status", status, status_of),
            ("letters", letters, letters_of),
        )
        flags: list[str] = [] if confidential in OPEN_CONFIDENTIALITY else ["confidential"]
        for role, text, read in readings:
            found = read(text)
            if found is None:
                self.findings.refuse(line, self._name(role), text, "unknown_flag")
                return None
            flags += found
        return tuple(dict.fromkeys(flags))

    def _occupation(self, line: int, dimensions: tuple[str, ...]) -> str:
        """Return the ISCO-08 code that ILOSTAT writes among its classifications."""
        for place in self.classes:
            code = dimensions[place]
            if code.startswith(OCCUPATION):
                return code.removeprefix(OCCUPATION)
            if code.startswith(OLD_OCCUPATION):
                self.findings.mark(line, self.dimension_names[place], code, "other_vintage")
        return ""

    def _first(self, line: int, record: Record, cells: Cells, key: tuple[str, ...]) -> bool:
        """Return whether this row is the one to use for its figure; the best source comes before the first one."""
        if cells.best == "0":
            return False
        place, source = hash(key), record.source
        earlier = self._seen.get(place)
        if earlier is None:
            self._seen[place] = source
            return True
        if self.sources_differ and "source" in self.places and earlier != source:
            self.findings.mark(line, self._name("source"), source, "second_source")
        else:
            self._refuse(line, "time", cells, "duplicate_key")
        return False


def flow_name(flow: str) -> str:
    """Return the name of a dataflow without agency and version: ESTAT:MIGR_RESFIRST(1.0) is MIGR_RESFIRST."""
    return flow.partition(":")[2].partition("(")[0] or flow


def flow_source(flow: str) -> str:
    """Return the agency of a dataflow."""
    return flow.partition(":")[0]


def _picker(places: Sequence[int]) -> Pick:
    if len(places) == 1:
        (only,) = places
        return lambda fields: (fields[only],)
    return itemgetter(*places) if places else lambda _: ()

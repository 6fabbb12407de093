"""What a statistics file says, row by row, and what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, NamedTuple

from corridor.kernel.errors import N_

FORMATS: Final = (
    "sdmx-csv-1",
    "sdmx-csv-2",
    "eurostat-tsv",
    "ilostat",
    "oecd-labels",
    "undesa",
    "worldbank",
    "tidy",
    "job-adverts",
)
LISTED: Final = 10_000
"""So many rows that cannot be used are listed one by one; all are counted."""

LONGEST: Final = 200
"""So much of a cell is shown."""

LONGEST_CELL: Final = 131_072
"""So much of a cell is read by the csv module. Its limit is one for the whole process, and others raise it."""

BAD: Final[Mapping[str, str]] = {
    "not_a_number": N_("%(value)s is not a number."),
    "unknown_flag": N_("%(value)s is not a flag of this format."),
    "bad_period": N_("%(value)s is not a year, half-year, quarter, month, week or day."),
    "unknown_area": N_("%(value)s is not a country or territory known here."),
    "missing_code": N_("A code is missing."),
    "field_count": N_("The row has %(cells)s cells, the header %(width)s."),
    "duplicate_key": N_("The same figure stands in the file twice."),
    "bad_multiplier": N_("%(value)s is not a power of ten between -30 and 30."),
    "unknown_action": N_("%(value)s is not an action that adds a figure."),
    "not_json": N_("The line is not an object of JSON."),
    "not_an_advert": N_("The object is not a job advert of schema.org."),
    "too_deep": N_("The advert is nested too deeply, or one of its lists is too long."),
    "too_large": N_("The advert is longer than one megabyte."),
    "no_occupation": N_("%(value)s is not a code of ISCO-08 or ESCO."),
    "bad_day": N_("%(value)s is not a day."),
}
"""Why a row cannot be used."""

MARKS: Final[Mapping[str, str]] = {
    "future_period": N_("%(value)s lies in the future: the figure is modelled, not observed."),
    "aggregate": N_("%(value)s is a group of countries: it is kept apart and never added to its members."),
    "other_vintage": N_("%(value)s is a code of another edition of its list; it is kept as it stands."),
    "second_source": N_("Another source gives this figure too; the first in the file is used."),
    "not_available": N_("%(value)s stands for a figure that is not available; it is not zero."),
}
"""What is kept and marked; a mark is listed where it stands first for a value in a column."""

FATAL: Final[Mapping[str, str]] = {
    "not_recognised": N_("The file is none of the formats that can be read: %(formats)s."),
    "other_format": N_("The file is not in the format that was asked for (%(asked)s); it looks like %(value)s."),
    "truncated": N_("The file ends too early or is damaged; fetch it again."),
    "malformed": N_("The quotation marks do not close."),
    "not_utf8": N_("The file is not text in UTF-8; save it again in this encoding."),
    "column_missing": N_("The column %(value)s is missing."),
    "not_a_period": N_("The column %(value)s is no period; the layout of the file has changed."),
    "repeated_column": N_("The column %(value)s stands in the header more than once."),
    "malformed_json": N_("The list of adverts can not be read from here on."),
    "too_many_keys": N_("The adverts name more than %(limit)s occupations, countries and months together."),
}
"""Why a whole file cannot be used."""


class Problem(NamedTuple):
    """What is wrong or worth knowing, and where: line from 1, the column's header, the text as it stands."""

    line: int
    column: str
    value: str
    code: str
    params: Mapping[str, object]

    @property
    def message(self) -> str:
        """The sentence in English."""
        text = BAD.get(self.code) or MARKS.get(self.code) or FATAL[self.code]
        return text % {"value": self.value, **self.params}

    def document(self) -> dict[str, object]:
        """Return the problem for programs."""
        return {
            "line": self.line,
            "column": self.column,
            "value": self.value,
            "code": self.code,
            "message": self.message,
        }


class Record(NamedTuple):
    """One figure of a statistics file, whatever the format.

    `area` is ISO 3166-1 alpha-3 where the code is that of a country, otherwise the code as it stands; `value` is None
    where the source gives no figure; `flags` are in Corridor's words; `raw` and `raw_flags` are the text of the file;
    `dimensions` are the codes of the other columns of the key, named by the layout.
    """

    line: int
    indicator: str
    area: str
    partner: str
    occupation: str
    sex: str
    time: str
    value: Decimal | None
    flags: tuple[str, ...]
    unit: str
    source: str
    dimensions: tuple[str, ...]
    raw: str
    raw_flags: str


class UnusableFileError(Exception):
    """The whole file cannot be used; caught by the check, never shown as it is."""

    def __init__(self, code: str, line: int = 1, column: str = "", value: str = "", **params: object) -> None:
        self.problem = Problem(line, column, value[:LONGEST], code, params)
        super().__init__(code)


def not_recognised(line: int = 1, value: str = "") -> UnusableFileError:
    """Return that a file has none of the formats."""
    return UnusableFileError("not_recognised", line, value=value, formats=", ".join(FORMATS))


@dataclass(slots=True)
class Findings:
    """What was found so far: rows that cannot be used, marks, and the years after which a figure is modelled."""

    year: int
    format: str = ""
    bad: int = 0
    errors: list[Problem] = field(default_factory=list)
    marks: dict[tuple[str, str, str], Problem] = field(default_factory=dict)
    _last: int = -1

    def refuse(self, line: int, column: str, value: str, code: str, **params: object) -> None:
        """Say why a row cannot be used; a row counts once."""
        if line != self._last:
            self.bad += 1
            self._last = line
        if len(self.errors) < LISTED:
            self.errors.append(Problem(line, column, value[:LONGEST], code, params))

    def mark(self, line: int, column: str, value: str, code: str) -> None:
        """Say what is special about a value that is kept."""
        key = (code, column, value)
        if key not in self.marks and len(self.marks) < LISTED:
            self.marks[key] = Problem(line, column, value, code, {})

    def refused(self, line: int) -> bool:
        """Return whether the row on this line cannot be used."""
        return line == self._last

    def listed(self) -> list[Problem]:
        """Return everything that was found, by line."""
        return sorted([*self.errors, *self.marks.values()], key=lambda found: found.line)

"""Job adverts counted: how many for each occupation, country and month; expired ones count in their month too."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from corridor.batch.evidence_codes import area_of, period_of
from corridor.batch.evidence_json import HEADER
from corridor.batch.evidence_record import Findings, Record, UnusableFileError
from corridor.batch.evidence_source import Rows

INDICATOR: Final = "job_adverts"
MOST_KEYS: Final = 1_000_000
"""So many occupations, countries and months together are counted; more is no market, but a fault of the file."""

OCCUPATION: Final = re.compile(
    # A code of ISCO-08, by itself or named as such, or in ESCO's address; ESCO's own codes begin with one.
    r"(?:ISCO(?:[-_ ]?0?8)?[-:_ ]*|OC|C|https?://data\.europa\.eu/esco/isco/C)?(\d{1,4})|(\d{4})(?:\.\d+)+",
    re.ASCII | re.IGNORECASE,
)


@dataclass(slots=True)
class Adverts:
    """The adverts of a stream, of which each is counted once."""

    findings: Findings
    dimension_names: tuple[str, ...] = ()
    _counts: dict[tuple[str, str, str], list[int]] = field(default_factory=dict)
    _seen: set[int] = field(default_factory=set)

    def records(self, rows: Rows) -> Iterator[Record]:
        """Yield one record for each occupation, country and month, in the order of the lines they begin with."""
        for line, (fault, number, country, category, posted) in rows:
            if fault:
                self.findings.refuse(line, "", "", fault)
                continue
            key = (self._occupation(line, category), self._area(line, country), self._month(line, posted))
            if not self.findings.refused(line) and self._first(line, number):
                self._count(line, key)
        for (occupation, area, month), (line, count) in self._counts.items():
            text = str(count)
            yield Record(
                line, INDICATOR, area, "", occupation, "", month, Decimal(count), (), "NR", "", (), text, ""
            )  # fmt: skip

    def _count(self, line: int, key: tuple[str, str, str]) -> None:
        found = self._counts.setdefault(key, [line, 0])
        found[1] += 1
        if len(self._counts) > MOST_KEYS:
            raise UnusableFileError("too_many_keys", line, limit=MOST_KEYS)

    def _first(self, line: int, number: str) -> bool:
        """Return whether an advert was not there before; one without number and address counts by itself."""
        if not number:
            return True
        place = hash(number)
        if place in self._seen:
            self.findings.refuse(line, HEADER[1], number, "duplicate_key")
            return False
        self._seen.add(place)
        return True

    def _occupation(self, line: int, texts: str) -> str:
        codes = texts.split("\n")
        found = next((match for text in codes if (match := OCCUPATION.fullmatch(text))), None)
        if found is None:
            self.findings.refuse(line, HEADER[3], codes[0], "no_occupation" if texts else "missing_code")
            return ""
        return found[1] or found[2]

    def _area(self, line: int, text: str) -> str:
        code, kind = area_of(text.upper())
        if kind != "country":
            self.findings.refuse(line, HEADER[2], text, "unknown_area" if text else "missing_code")
        return code

    def _month(self, line: int, text: str) -> str:
        day = period_of(text[:10]) if len(text) == 10 or text[10:11] in ("T", " ") else ""
        if len(day) != 10:
            self.findings.refuse(line, HEADER[4], text, "bad_day" if text else "missing_code")
        return day[:7]

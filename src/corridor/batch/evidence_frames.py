"""The records of a statistics file as columns, for those who store many."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from functools import reduce
from pathlib import Path
from typing import Final

import polars as pl

from corridor.batch.evidence_blocks import NotPlainError, Shape, blocks
from corridor.batch.evidence_codes import sex_of
from corridor.batch.evidence_long import OCCUPATION, Long, flow_name, flow_source
from corridor.batch.evidence_record import Record
from corridor.batch.evidence_screen import Judged, Screen, mapped
from corridor.batch.evidence_source import DAMAGE, Source, open_bytes

SCHEMA: Final[dict[str, type[pl.DataType] | pl.DataType]] = {
    "line": pl.Int64,
    "indicator": pl.String,
    "area": pl.String,
    "partner": pl.String,
    "occupation": pl.String,
    "sex": pl.String,
    "time": pl.String,
    "value": pl.String,
    "flags": pl.String,
    "unit": pl.String,
    "source": pl.String,
    "dimensions": pl.List(pl.String),
    "raw": pl.String,
    "raw_flags": pl.String,
}
"""The fields of a record; `value` is exact, in digits that Decimal reads, and `flags` are words with blanks between."""

# Stands between texts that are joined; a text that holds it is noticed.
APART: Final = "\x1f"
ROLES: Final = ("indicator", "area", "partner", "occupation", "sex", "time", "value", "unit", "source", "flow")


def frame_of(records: Sequence[Record]) -> pl.DataFrame:
    """Return records as columns."""
    if not records:
        return pl.DataFrame(schema=SCHEMA)
    columns: dict[str, object] = dict(zip(SCHEMA, map(list, zip(*records, strict=True)), strict=True))
    columns["value"] = [None if record.value is None else str(record.value) for record in records]
    columns["flags"] = [" ".join(record.flags) for record in records]
    columns["dimensions"] = _lists([record.dimensions for record in records])
    return pl.DataFrame(columns, schema=SCHEMA)


def _lists(rows: Sequence[Sequence[str]]) -> pl.Series:
    """Return texts as a column of lists; one text for each row is taken over many times faster than a list is."""
    joined = ["".join([f"{APART}{said}" for said in row]) for row in rows]
    lists = pl.Series(joined, dtype=pl.String).str.split(APART).list.slice(1)
    if lists.list.len().sum() == sum(map(len, rows)):
        return lists
    return pl.Series([list(row) for row in rows], dtype=pl.List(pl.String))


def judged(path: Path, source: Source, layout: Long) -> Iterator[tuple[Screen, Judged]]:
    """Yield the rows of a table block by block.

    Raises
    ------
    NotPlainError : the table must be read row by row from its start
    """
    screen = Screen(layout)
    line, header = source.head[0]
    shape = Shape(line, header, source.delimiter, screen.wanted)
    with ExitStack() as stack:
        try:
            for block in blocks(open_bytes(path, stack), shape):
                yield screen, screen.judge(block)
        except DAMAGE as error:
            raise NotPlainError from error


def frame_of_block(screen: Screen, found: Judged) -> pl.DataFrame:
    """Return the records of a block as columns, by line."""
    plain = _Columns(screen, found.plain).frame()
    if not found.records:
        return plain
    return pl.concat([plain, frame_of(found.records)]).sort("line")


class _Columns:
    """The columns of rows that are plainly good."""

    def __init__(self, screen: Screen, rows: pl.DataFrame) -> None:
        self.screen, self.layout, self.rows = screen, screen.layout, rows
        self.blank = pl.Series("", [""], pl.String).new_from_index(0, rows.height)

    def frame(self) -> pl.DataFrame:
        value = self._cells("value")
        status = self._status()
        columns = {
            "line": self.rows["line"],
            "indicator": self._or(self._cells("indicator"), "flow", flow_name),
            "area": self._words("area"),
            "partner": self._cells("partner"),
            "occupation": self._occupation(),
            "sex": self._cells("sex", sex_of),
            "time": self._words("time"),
            "value": self._value(),
            "flags": self._flags(value),
            "unit": self._cells("unit"),
            "source": self._or(self._cells("source"), "flow", flow_source),
            "dimensions": self._dimensions(),
            "raw": value,
            "raw_flags": status,
        }
        return pl.DataFrame(columns, schema=SCHEMA)

    def _column(self, role: str) -> pl.Series | None:
        place = self.layout.places.get(role)
        return None if place is None else self.rows[str(place)]

    def _cells(self, role: str, word: Callable[[str], str] = str) -> pl.Series:
        column = self._column(role)
        return self.blank if column is None else mapped(column, lambda text: word(text.strip()))

    def _words(self, role: str) -> pl.Series:
        column, words = self._column(role), self.screen.words.get(role, {})
        return self.blank if column is None else mapped(column, lambda text: words[text].text)

    def _or(self, first: pl.Series, role: str, word: Callable[[str], str]) -> pl.Series:
        """Return a column, and where it is blank what another one says."""
        if role not in self.layout.places or not (empty := first == "").any():
            return first
        return self._cells(role, word).zip_with(empty, first)

    def _occupation(self) -> pl.Series:
        found = self._cells("occupation")
        undecided = found == ""
        for place in self.layout.classes:
            if not undecided.any():
                break
            codes = self.rows[str(self.layout.others[place])]
            named = codes.str.starts_with(OCCUPATION) & undecided
            found = mapped(codes, lambda text: text.removeprefix(OCCUPATION)).zip_with(named, found)
            undecided &= ~named
        return found

    def _value(self) -> pl.Series:
        value = self.rows[str(self.layout.places["value"])]
        if "multiplier" in self.layout.places:
            power = self._words("multiplier")
            scaled = (value + "E" + power).zip_with(power != "0", value)
            value = scaled
        return value.set(~self.rows["is_number"], None)

    def _status(self) -> pl.Series:
        texts = [self._cells(role) for role in ("status", "letters", "confidential") if role in self.layout.places]
        return reduce(lambda joined, text: joined + text, texts, self.blank)

    def _flags(self, value: pl.Series) -> pl.Series:
        """Return the flags as words, each once; a figure that is not there has a word for why."""
        roles = [role for role in ("confidential", "status", "letters") if role in self.layout.places]
        joined = self.blank
        for role in roles:
            joined = joined + " " + self._words(role)
        words = mapped(joined, lambda text: " ".join(dict.fromkeys(text.split())))
        empty = ~self.rows["is_number"] & (words == "")
        if not empty.any():
            return words
        why = pl.Series(["not_available"]).new_from_index(0, len(words))
        if "letters" in self.layout.places:
            why = why.set(value == "", "suppressed")
        return why.zip_with(empty, words)

    def _dimensions(self) -> pl.Series:
        names = [str(place) for place in self.layout.others]
        if not names:
            return pl.Series([[]], dtype=pl.List(pl.String)).new_from_index(0, self.rows.height)
        return self.rows.select(pl.concat_list(names)).to_series()

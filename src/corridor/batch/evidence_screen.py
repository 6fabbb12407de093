"""Judging a table by whole columns: which rows are plainly good, so that only the others are read one by one.

A row is plainly good where each of its cells is one that the plain reader accepts without a word. Every other row goes
to the plain reader, which alone says what is wrong; so does the first row that shows a value worth a mark.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

import polars as pl

from corridor.batch.evidence_blocks import Block
from corridor.batch.evidence_codes import OPEN_CONFIDENTIALITY, area_of, letters_of, number_of, period_of, status_of
from corridor.batch.evidence_long import ACTIONS, MISSING, OCCUPATION, OLD_OCCUPATION, Long, flow_source
from corridor.batch.evidence_record import LISTED, Findings, Record
from corridor.batch.evidence_repeats import Repeats

PLAIN_NUMBER: Final = r"^-?(?:0|[1-9][0-9]{0,27}|(?:0|[1-9][0-9]{0,11})\.[0-9]{1,16})$"
"""Numbers that stay as they are, digit by digit, whatever their multiplier."""

DOTS: Final = ".."


class Word(NamedTuple):
    """What a text of a column stands for; `mark` is the code under which it is marked where it first stands."""

    text: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """Rows that can be used and are the first of their key: those plainly good, and records of the others.

    The frame has the cells as they stand, `line`, `is_number`, and `source` where sources differ.
    """

    plain: pl.DataFrame
    records: list[Record]
    rows: int

    @property
    def figures(self) -> int:
        """How many figures there are."""
        return self.plain.height + len(self.records)

    @property
    def without_value(self) -> int:
        """How many of them the source leaves empty."""
        numbers = int(self.plain["is_number"].sum())
        return self.plain.height - numbers + sum(record.value is None for record in self.records)


@dataclass(slots=True)
class Screen:
    """The state of one table: what its texts stand for, and which keys were there."""

    layout: Long
    words: dict[str, dict[str, Word]] = field(default_factory=dict)
    _repeats: Repeats = field(init=False)
    _readers: dict[str, Callable[[str], Word | None]] = field(init=False)

    def __post_init__(self) -> None:
        layout, places = self.layout, self.layout.places
        source = layout.header[places["source"]] if "source" in places else ""
        differ = layout.sources_differ and bool(source)
        time = places["time"]
        self._repeats = Repeats(self._findings, differ, source, layout.header[time], str(time))
        readers: dict[str, Callable[[str], Word | None]] = {
            "area": self._area,
            "time": self._time,
            "status": lambda text: _flags(status_of(text)),
            "letters": lambda text: _flags(letters_of(text)),
            "confidential": lambda text: Word("" if text in OPEN_CONFIDENTIALITY else "confidential"),
            "multiplier": _power,
            "action": lambda text: Word(text) if text in ACTIONS else None,
            "best": Word,
        }
        self._readers = {role: read for role, read in readers.items() if role in places}
        self.words = {role: {} for role in self._readers}

    @property
    def _findings(self) -> Findings:
        return self.layout.findings

    @property
    def wanted(self) -> list[int]:
        """The columns that are needed."""
        return sorted({*self.layout.key, *self.layout.others, *self.layout.places.values()})

    def judge(self, block: Block) -> Judged:
        """Say which rows of a block can be used; what is wrong with the others goes to the findings."""
        findings, earlier = self._findings, self._findings.errors
        findings.errors, self._repeats.errors = [], []
        frame = self._numbered(self._unlabelled(block.frame))
        alone = self._alone(frame)
        good = self._read_alone(frame, alone, block.ragged)
        kept = self._firsts(frame, alone, good)
        found = sorted([*findings.errors, *self._repeats.errors], key=lambda problem: problem.line)
        findings.errors = [*earlier, *found[: max(0, LISTED - len(earlier))]]
        plain, records = kept, []
        if good:
            mine = kept["line"].is_in(list(good))
            records = [good[line] for line in kept["line"].filter(mine).to_list()]
            plain = kept.filter(~mine)
        return Judged(plain, records, block.frame.height + len(block.ragged))

    def _unlabelled(self, frame: pl.DataFrame) -> pl.DataFrame:
        labelled = [str(place) for place in self.layout.labelled if str(place) in frame.columns]
        if not labelled:
            return frame
        return frame.with_columns(pl.col(name).str.splitn(": ", 2).struct[0].alias(name) for name in labelled)

    def _numbered(self, frame: pl.DataFrame) -> pl.DataFrame:
        value = pl.col(str(self.layout.places["value"]))
        return frame.with_columns(value.str.contains(PLAIN_NUMBER).alias("is_number"))

    def _alone(self, frame: pl.DataFrame) -> pl.Series:
        """Return the rows that are to be read one by one."""
        alone = ~frame["is_number"]
        firsts: list[int] = []
        if alone.any():
            value = str(self.layout.places["value"])
            others = frame.filter(alone)[value].unique().to_list()
            blank = [text for text in others if text in MISSING or text == DOTS]
            alone &= ~frame[value].is_in(blank)
            if DOTS in blank and self._is_new("value", DOTS, "not_available"):
                firsts += _first_lines(frame, value, [DOTS])
        names = {role: str(self.layout.places[role]) for role in self._readers}
        texts = distinct(frame, list(names.values()))
        for role, name in names.items():
            refused, marked = self._new_words(role, texts[name])
            if refused:
                alone |= frame[name].is_in(refused)
            firsts += _first_lines(frame, name, marked)
        firsts += self._old_occupations(frame)
        return alone | frame["line"].is_in(firsts) if firsts else alone

    def _new_words(self, role: str, texts: list[str]) -> tuple[list[str], list[str]]:
        """Learn what the texts of a column stand for; return those that cannot be used and those to be marked."""
        known, refused, marked = self.words[role], [], []
        for text in texts:
            word = known.get(text) or self._readers[role](text.strip())
            if word is None:
                refused.append(text)
                continue
            known[text] = word
            if word.mark and self._is_new(role, text.strip(), word.mark):
                marked.append(text)
        return refused, marked

    def _is_new(self, role: str, text: str, code: str) -> bool:
        return (code, self.layout.header[self.layout.places[role]], text) not in self._findings.marks

    def _area(self, text: str) -> Word | None:
        code, kind = area_of(text, self.layout.groups)
        marks = {"aggregate": "aggregate", "vintage": "other_vintage"}
        return None if kind in ("unknown", "") or not text else Word(code, marks.get(kind, ""))

    def _time(self, text: str) -> Word | None:
        period = period_of(text)
        return Word(period, "future_period" if int(period[:4]) > self._findings.year else "") if period else None

    def _old_occupations(self, frame: pl.DataFrame) -> list[int]:
        """Return where codes of ISCO-88 that were not marked yet stand first, unless another column decides."""
        open_rows = frame
        firsts: list[int] = []
        if "occupation" in self.layout.places:
            name = str(self.layout.places["occupation"])
            open_rows = open_rows.filter(_is_blank(open_rows[name]))
        for place in self.layout.classes:
            name, column = str(self.layout.others[place]), self.layout.dimension_names[place]
            texts = open_rows[name].unique().to_list()
            marks = self._findings.marks
            old = [text for text in texts if text.startswith(OLD_OCCUPATION)]
            firsts += _first_lines(open_rows, name, [t for t in old if ("other_vintage", column, t) not in marks])
            decided = [text for text in texts if text.startswith(OCCUPATION)]
            if decided and place != self.layout.classes[-1]:
                open_rows = open_rows.filter(~open_rows[name].is_in(decided))
        return firsts

    def _read_alone(
        self, frame: pl.DataFrame, alone: pl.Series, ragged: list[tuple[int, list[str]]]
    ) -> dict[int, Record]:
        """Read the rows that are not plainly good one by one; return the records of those that can be used."""
        if not alone.any() and not ragged:
            return {}
        good = {}
        for line, fields in sorted([*ragged, *self._rows(frame.filter(alone))], key=lambda row: row[0]):
            read = self.layout.read(line, fields)
            if read is not None:
                good[line] = read[0]
        return good

    def _rows(self, frame: pl.DataFrame) -> Iterator[tuple[int, list[str]]]:
        width, wanted = len(self.layout.header), self.wanted
        for line, *cells in frame.select("line", *map(str, wanted)).iter_rows():
            fields = [""] * width
            for place, cell in zip(wanted, cells, strict=True):
                fields[place] = cell
            yield line, fields

    def _firsts(self, frame: pl.DataFrame, alone: pl.Series, good: dict[int, Record]) -> pl.DataFrame:
        """Return the rows to use: without those that cannot be used, are not the best, or repeat a key."""
        refused = alone & ~frame["line"].is_in(list(good)) if good else alone
        kept = frame.filter(~refused) if refused.any() else frame
        if "best" in self._readers:
            left = [text for text, word in self.words["best"].items() if word.text == "0"]
            kept = kept.filter(~pl.col(str(self.layout.places["best"])).is_in(left))
        if self._repeats.sources_differ:
            kept = kept.with_columns(self._source(kept))
        hashes = kept.select(str(place) for place in self.layout.key).hash_rows()
        return self._repeats.firsts(kept, hashes.to_numpy())

    def _source(self, frame: pl.DataFrame) -> pl.Series:
        """Return the source of each row, as its record has it."""
        places = self.layout.places
        sources = mapped(frame[str(places["source"])], str.strip)
        if "flow" in places:
            flows = mapped(frame[str(places["flow"])], lambda text: flow_source(text.strip()))
            sources = flows.zip_with(sources == "", sources)
        return sources.alias("source")


def distinct(frame: pl.DataFrame, names: list[str]) -> dict[str, list[str]]:
    """Return the texts that stand in some columns."""
    if not names:
        return {}
    found = frame.select(pl.col(name).unique().implode() for name in names)
    return {name: found[name][0].to_list() for name in names}


def mapped(column: pl.Series, word: Callable[[str], str]) -> pl.Series:
    """Return a column of text with each of its texts replaced by a word."""
    texts = column.unique().to_list()
    changed = {text: said for text in texts if (said := word(text)) != text}
    if not changed:
        return column
    return column.replace(list(changed), list(changed.values()))


def _first_lines(frame: pl.DataFrame, name: str, texts: list[str]) -> list[int]:
    if not texts:
        return []
    found = frame.filter(pl.col(name).is_in(texts)).unique(name, keep="first", maintain_order=True)
    return found["line"].to_list()


def _is_blank(column: pl.Series) -> pl.Series:
    return column.is_in([text for text in column.unique().to_list() if not text.strip()])


def _flags(words: tuple[str, ...] | None) -> Word | None:
    return None if words is None else Word(" ".join(words))


def _power(text: str) -> Word | None:
    """Return a power of ten in digits."""
    if text in ("", "0"):
        return Word("0")
    power = number_of(text)
    return None if power is None or power != int(power) or abs(power) > 30 else Word(str(int(power)))

"""Figures on their way into the database, column by column: what the table cannot hold, or has already, is refused."""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from hashlib import blake2b
from typing import Final

import polars as pl

from corridor.batch.evidence_record import LISTED, Findings, Problem
from corridor.batch.evidence_repeats import Repeats
from corridor.batch.evidence_screen import mapped
from corridor.knowledge.labour_market import rules

LIMITS: Final = {"indicator": 120, "area": 20, "partner": 20, "occupation": 20, "sex": 20, "unit": 40}
"""So many letters may a code have."""

KEY: Final = ("indicator", "area", "partner", "occupation", "sex", "unit", "time", "dimensions")
"""What a figure is about, in the order of its key."""

APART: Final = "\x1f"
PLAIN: Final = r"^-?[0-9]+(\.[0-9]+)?$"
WHOLE_DIGITS: Final = len(str(rules.LARGEST)) - 1


@dataclass(slots=True)
class Arrivals:
    """The figures of one file, and what is refused beyond the check of the file itself."""

    year: int
    figures: int = 0
    without_value: int = 0
    findings: Findings = field(init=False)
    _indicators: set[str] = field(default_factory=set)
    _sources: set[str] = field(default_factory=set)
    _occupations: dict[str, int] = field(default_factory=dict)
    _repeats: Repeats = field(init=False)

    def __post_init__(self) -> None:
        self.findings = Findings(self.year)
        self._repeats = Repeats(self.findings, False, "", "", "raw")

    @property
    def problems(self) -> list[Problem]:
        """What was refused, by line, as far as it is listed; then occupations that ISCO-08 does not know."""
        found = [*self.findings.errors, *self._repeats.errors]
        unknown = [
            Problem(line, "occupation", code, "unknown_occupation", {})
            for code, line in self._occupations.items()
            if code and not rules.is_occupation(code)
        ]
        return [*sorted(found, key=lambda problem: problem.line)[:LISTED], *unknown[:LISTED]]

    @property
    def indicators(self) -> tuple[str, ...]:
        """The indicators of the figures."""
        return tuple(sorted(self._indicators))

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources of the figures."""
        return tuple(sorted(self._sources))

    def take(self, records: pl.DataFrame, names: tuple[str, ...]) -> pl.DataFrame:
        """Return records as rows of the table; `names` are those of their other dimensions."""
        rows = self._fitting(self._coded(records, names))
        about = rows.select(pl.concat_str(KEY, separator=APART).alias("about"))
        rows = self._repeats.firsts(rows.with_columns(about), about.hash_rows().to_numpy())
        self.figures += rows.height
        self.without_value += rows["value"].null_count()
        self._note(rows)
        return rows.with_columns(
            pl.Series("key", _digests(rows["about"], 16), pl.String),
            pl.Series("content", _digests(_content(rows), 8), pl.String),
            rows["raw"].str.slice(0, 60),
            rows["raw_flags"].str.slice(0, 40),
            rows["source"].str.slice(0, 200),
        )

    def _note(self, rows: pl.DataFrame) -> None:
        self._indicators.update(rows["indicator"].unique())
        self._sources.update(rows["source"].unique())
        for code, line in rows.group_by("occupation").agg(pl.col("line").min()).sort("line").iter_rows():
            self._occupations.setdefault(code, line)

    def _coded(self, records: pl.DataFrame, names: tuple[str, ...]) -> pl.DataFrame:
        """Return the records in Corridor's codes."""
        area, partner, time = records["area"], records["partner"], records["time"]
        groups = _true_where(area, _is_group) | _true_where(partner, _is_group)
        ahead = _true_where(time, partial(rules.is_modelled, flags=(), year=self.year))
        return records.with_columns(
            mapped(partner, lambda text: rules.place_of(text).code),
            mapped(records["occupation"], rules.occupation_of),
            _dimensions(records["dimensions"], names),
            _plain(records["value"]),
            groups.alias("is_aggregate"),
            (ahead | _true_where(records["flags"], lambda text: "forecast" in text.split())).alias("is_modelled"),
        )

    def _fitting(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Return the rows that the table can hold; of the others the first reason counts."""
        refused = pl.Series([False]).new_from_index(0, rows.height)
        reasons: list[tuple[str, str, str, pl.Series]] = [
            (name, name, "too_long", rows[name].str.len_chars() > limit) for name, limit in LIMITS.items()
        ]
        figure = rows["value"].str.strip_prefix("-").str.split_exact(".", 1).struct[0]
        reasons.append(("", "raw", "out_of_range", (figure.str.len_bytes() > WHOLE_DIGITS).fill_null(False)))
        texts = rows.select(pl.concat_str(*KEY, "source", "raw_flags")).to_series()
        reasons.append(("", "source", "control_character", texts.str.contains("\x00", literal=True)))
        found: list[tuple[int, str, str, str]] = []
        for column, shown, code, wrong in reasons:
            if (new := wrong & ~refused).any():
                found += [
                    (line, column, text, code) for line, text in rows.filter(new).select("line", shown).iter_rows()
                ]
                refused |= new
        for line, column, text, code in sorted(found):
            self.findings.refuse(line, column, text, code)
        return rows.filter(~refused) if found else rows


def _is_group(text: str) -> bool:
    return rules.place_of(text).is_group


def _true_where(column: pl.Series, holds: Callable[[str], bool]) -> pl.Series:
    return column.is_in([text for text in column.unique().to_list() if holds(text)])


def _plain(values: pl.Series) -> pl.Series:
    """Return figures without exponent and without zeros that say nothing, as `rules.plain` writes them."""
    odd = values.filter(~values.str.contains(PLAIN)).drop_nulls().unique().to_list()
    if odd:
        values = values.replace(odd, [rules.plain(Decimal(text)) for text in odd])
    has_point = values.str.contains(".", literal=True).fill_null(False)
    if has_point.any():
        values = values.str.strip_chars_end("0").str.strip_chars_end(".").zip_with(has_point, values)
    return values.replace("-0", "0")


def _dimensions(codes: pl.Series, names: tuple[str, ...]) -> pl.Series:
    """Return the other dimensions as JSON."""
    joined = codes.list.join(APART)
    kinds = pl.DataFrame({"joined": joined, "codes": codes}).unique("joined")
    texts = [rules.dimensions_text(names, list(kind)) for kind in kinds["codes"].to_list()]
    return joined.replace_strict(kinds["joined"], texts, return_dtype=pl.String).alias("dimensions")


def _content(rows: pl.DataFrame) -> pl.Series:
    """Return what the figures say, as `rules.content_of` puts it together."""
    flags = mapped(rows["flags"], lambda text: "".join(f"{APART}{word}" for word in text.split()))
    return rows["value"].fill_null("") + flags + (APART * 2) + rows["source"]


def _digests(texts: pl.Series, size: int) -> list[str]:
    return [blake2b(text.encode(), digest_size=size).hexdigest() for text in texts.to_list()]

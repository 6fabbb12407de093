"""Figures that stand in a file more than once: of the rows of a key the first counts."""

from dataclasses import dataclass, field

import numpy as np
import polars as pl
from numpy.typing import NDArray

from corridor.batch.evidence_record import LISTED, LONGEST, Findings, Problem

Hashes = NDArray[np.uint64]


@dataclass(slots=True)
class Repeats:
    """The keys that were there before, as sorted hashes, and the source of each.

    Two different keys have the same hash of 64 bits once in some ten million files of a million rows.
    """

    findings: Findings
    sources_differ: bool
    source_column: str
    time_column: str
    time_place: str
    errors: list[Problem] = field(default_factory=list)
    _hashes: Hashes = field(default_factory=lambda: np.empty(0, dtype=np.uint64))
    _sources: NDArray[np.uint32] = field(default_factory=lambda: np.empty(0, dtype=np.uint32))
    _names: dict[str, int] = field(default_factory=dict)

    def firsts(self, frame: pl.DataFrame, hashes: Hashes) -> pl.DataFrame:
        """Return the rows whose key was not there before; the frame has `line`, `source` and the period."""
        if not len(hashes):
            return frame
        order = np.argsort(hashes, kind="stable")
        ordered = hashes[order]
        leads = np.concatenate(([True], ordered[1:] != ordered[:-1]))
        sources = self._source_numbers(frame)[order]
        places = np.searchsorted(self._hashes, ordered)
        known = np.zeros(len(ordered), dtype=np.bool_)
        inner = places < len(self._hashes)
        known[inner] = self._hashes[places[inner]] == ordered[inner]
        new = leads & ~known
        if not new.all():
            earlier = sources[np.maximum.accumulate(np.where(leads, np.arange(len(leads)), 0))]
            earlier[known] = self._sources[places[known]]
            self._report(frame, order[~new], (earlier == sources)[~new])
        self._hashes = np.insert(self._hashes, places[new], ordered[new])
        self._sources = np.insert(self._sources, places[new], sources[new])
        return frame if new.all() else frame[np.sort(order[new])]

    def _source_numbers(self, frame: pl.DataFrame) -> NDArray[np.uint32]:
        if not self.sources_differ:
            return np.zeros(frame.height, dtype=np.uint32)
        for name in frame["source"].unique().to_list():
            self._names.setdefault(name, len(self._names))
        numbers = frame["source"].replace_strict(list(self._names), list(self._names.values()), return_dtype=pl.UInt32)
        return numbers.to_numpy()

    def _report(self, frame: pl.DataFrame, places: NDArray[np.int64], is_same: NDArray[np.bool_]) -> None:
        same = frame[np.sort(places[is_same | (not self.sources_differ)])]
        self.findings.bad += same.height
        for line, time in same.select("line", self.time_place).head(LISTED).iter_rows():
            self.errors.append(Problem(line, self.time_column, time.strip()[:LONGEST], "duplicate_key", {}))
        if self.sources_differ:
            others = frame[np.sort(places[~is_same])].unique("source", keep="first", maintain_order=True)
            for line, source in others.select("line", "source").iter_rows():
                self.findings.mark(line, self.source_column, source, "second_source")

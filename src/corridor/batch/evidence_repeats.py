"""Figures that stand in a file more than once: of the rows of a key the first counts."""

from dataclasses import dataclass, field
from typing import Final, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from corridor.batch.evidence_record import LISTED, LONGEST, Findings, Problem

Hashes = NDArray[np.uint64]
RUNS: Final = 16
"""So many runs of keys are searched one after the other before they are made one."""


class Run(NamedTuple):
    """Keys of rows that were read, as sorted hashes, and the number of the source of each."""

    hashes: Hashes
    sources: NDArray[np.uint32]


@dataclass(slots=True)
class Repeats:
    """The keys that were there before.

    Two different keys have the same hash of 64 bits once in some ten million files of a million rows.
    """

    findings: Findings
    sources_differ: bool
    source_column: str
    time_column: str
    time_place: str
    errors: list[Problem] = field(default_factory=list)
    _runs: list[Run] = field(default_factory=list)
    _names: dict[str, int] = field(default_factory=dict)

    def firsts(self, frame: pl.DataFrame, hashes: Hashes) -> pl.DataFrame:
        """Return the rows whose key was not there before; the frame has `line`, `source` and the period."""
        if not len(hashes):
            return frame
        order = _order(hashes)
        ordered, numbers = hashes[order], self._source_numbers(frame)[order]
        leads = np.concatenate(([True], ordered[1:] != ordered[:-1]))
        new, earlier = leads.copy(), numbers.copy()
        if not leads.all():
            earlier = numbers[np.maximum.accumulate(np.where(leads, np.arange(len(leads)), 0))]
        for run in self._runs:
            places = np.minimum(np.searchsorted(run.hashes, ordered), len(run.hashes) - 1)
            known = run.hashes[places] == ordered
            if known.any():
                new &= ~known
                earlier[known] = run.sources[places[known]]
        is_whole = bool(new.all())
        if not is_whole:
            self._report(frame, order[~new], (earlier == numbers)[~new])
        self._remember(Run(ordered, numbers) if is_whole else Run(ordered[new], numbers[new]))
        return frame if is_whole else frame[np.sort(order[new])]

    def _remember(self, run: Run) -> None:
        if len(run.hashes):
            self._runs.append(run)
        if len(self._runs) > RUNS:
            hashes = np.concatenate([run.hashes for run in self._runs])
            order = np.argsort(hashes)
            self._runs = [Run(hashes[order], np.concatenate([run.sources for run in self._runs])[order])]

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


def _order(hashes: Hashes) -> NDArray[np.int64]:
    """Return the places of hashes in rising order, those of equal ones in the order of the rows."""
    order = np.argsort(hashes)
    ordered = hashes[order]
    return order if (ordered[1:] != ordered[:-1]).all() else np.argsort(hashes, kind="stable")

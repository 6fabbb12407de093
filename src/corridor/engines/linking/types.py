"""Labels of concepts in, ranked labels out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Key = int | str
Floats = NDArray[np.float64]
Places = NDArray[np.int64]
Vectors = NDArray[np.float32]
# Texts in, (n, d) vectors out: likeness of meaning is their cosine.
Encoder = Callable[[Sequence[str]], Vectors]


class Label(NamedTuple):
    """One name of a concept in one language; `id` is the caller's own, all numbers or all text, and decides ties."""

    id: Key
    concept: str
    lang: str
    label: str


class Link(NamedTuple):
    """A label that a query is linked to, and the label whose words decided it."""

    rank: int
    id: Key
    concept: str
    label: str
    score: float
    matched_label: str


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Features of one kind: their numbers, how rare each is, and that of a feature nobody has."""

    numbers: dict[str, int]
    rarity: Floats
    unseen: float


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """Labels in the order of their ids, ready to be searched.

    `form` (n,) names the text of the first form of each label, `further` the rows of labels with a second, third ...
    form and the texts of these. `texts` is the sparse matrix (features of all blocks, texts) of unit columns;
    `gathered` (concepts, texts) sums the texts of a concept, each once, in units of the length of that sum.
    `meaning` (n, d) are the unit vectors of the labels where an encoder was given.
    """

    labels: tuple[Label, ...]
    concepts: dict[str, int]
    concept: Places
    form: Places
    further: tuple[tuple[Places, Places], ...]
    blocks: tuple[Block, ...]
    texts: object
    gathered: object
    encoder: Encoder | None = None
    meaning: Vectors | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Links:
    """The ranked labels of every query.

    `query`, `row`, `rank`, `matched` are (k,) whole numbers: the query's position, the label's position in the index,
    the rank from 1, and the position of the label that won among those of the query's language (-1: the label itself).
    `score` is (k,) in 0..1, rounded to 6 decimals.
    """

    queries: int
    query: Places
    row: Places
    rank: Places
    score: Floats
    matched: Places
    labels: tuple[Label, ...]
    pivot_labels: tuple[Label, ...]

    def matched_label(self, place: int) -> str:
        """Return the label whose words decided one link."""
        matched = int(self.matched[place])
        return self.pivot_labels[matched].label if matched >= 0 else self.labels[int(self.row[place])].label

    def of(self, query: int) -> tuple[Link, ...]:
        """Return the links of one query, best first."""
        start, end = np.searchsorted(self.query, (query, query + 1))
        return tuple(
            Link(
                int(self.rank[place]),
                label.id,
                label.concept,
                label.label,
                float(self.score[place]),
                self.matched_label(place),
            )
            for place in range(int(start), int(end))
            for label in (self.labels[int(self.row[place])],)
        )

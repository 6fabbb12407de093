"""Count the features of many titles at once."""

import itertools
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from corridor.engines.linking.features import LONGEST_PIECE, SHORTEST_PIECE, WEIGHTS
from corridor.engines.linking.text import pieces, stem
from corridor.engines.linking.types import Block


class Counter:
    """Features of texts as rows of numbers; a feature that is not known yet gets the next number.

    Words come again and again: what one is made of is found once.
    """

    def __init__(self, blocks: Sequence[Block] | None = None) -> None:
        known = [block.numbers for block in blocks] if blocks else [{}, {}, {}]
        self.known = known
        # Features of queries that no label has are counted behind the known ones, and forgotten.
        self.new: list[dict[str, int]] = [{} for _block in known] if blocks else known
        self.offsets = [len(numbers) if blocks else 0 for numbers in known]
        self.words: dict[str, tuple[str, list[int]]] = {}

    def number(self, block: int, feature: str) -> int:
        """Return the number of a feature within its block."""
        known = self.known[block].get(feature)
        if known is not None:
            return known
        return self.new[block].setdefault(feature, self.offsets[block] + len(self.new[block]))

    def word(self, word: str) -> tuple[str, list[int]]:
        """Return the stem of a word and the numbers of its pieces."""
        found = self.words.get(word)
        if found is None:
            numbers = [self.number(2, piece) for piece in pieces(word, SHORTEST_PIECE, LONGEST_PIECE)]
            found = self.words[word] = (stem(word), numbers)
        return found

    def matrices(self, texts: Iterable[str]) -> list[Any]:
        """Return a sparse matrix (texts, features) of 1 + ln(count) for each block."""
        columns: list[list[int]] = [[] for _block in WEIGHTS]
        ends: list[list[int]] = [[0] for _block in WEIGHTS]
        for text in texts:
            words = [self.word(word) for word in text.split()]
            stems = [stem for stem, _pieces in words]
            columns[0] += [self.number(0, stem) for stem in stems]
            columns[1] += [self.number(1, f"{a} {b}") for a, b in itertools.pairwise(stems)]
            for _stem, numbers in words:
                columns[2] += numbers
            for column, end in zip(columns, ends, strict=True):
                end.append(len(column))
        widths = [offset + len(new) for offset, new in zip(self.offsets, self.new, strict=True)]
        return [_damped(*given) for given in zip(columns, ends, widths, strict=True)]


def _damped(columns: list[int], ends: list[int], width: int) -> Any:
    from scipy import sparse

    counts = sparse.csr_array(
        (np.ones(len(columns)), np.asarray(columns, np.int32), np.asarray(ends, np.int32)),
        shape=(len(ends) - 1, width),
    )
    counts.sum_duplicates()
    counts.data = 1 + np.log(counts.data)
    return counts


def weighed(matrices: Sequence[Any], blocks: Sequence[Block]) -> Any:
    """Return the blocks side by side as unit rows; features that no label has add to the length alone."""
    from scipy import sparse

    parts, squares = [], np.zeros(matrices[0].shape[0])
    for matrix, block, weight in zip(matrices, blocks, WEIGHTS.values(), strict=True):
        known = len(block.rarity)
        rarity = np.concatenate([block.rarity, np.full(matrix.shape[1] - known, block.unseen)]) * weight
        part = sparse.csr_array((matrix.data * rarity[matrix.indices], matrix.indices, matrix.indptr), matrix.shape)
        squares += np.asarray(part.power(2).sum(axis=1)).ravel()
        parts.append(part[:, :known])
    lengths = np.sqrt(squares)
    together = sparse.hstack(parts, format="csr")
    together.data /= np.repeat(np.where(lengths > 0, lengths, 1), np.diff(together.indptr))
    return together

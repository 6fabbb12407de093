"""The slow and obvious way: dicts, one query, one form, one label after another.

It shares the forms and features of a title with the fast way and nothing else; tests hold both against each other.
"""

import math
from collections import Counter
from collections.abc import Sequence

from corridor.engines.linking.features import (
    CONCEPT_SHARE,
    DIRECT_SHARE,
    MEANING_SHARE,
    WEIGHTS,
    forms_of,
    pairs_of,
    pieces_of,
    stems_of,
)
from corridor.engines.linking.types import Encoder, Key, Label

Vector = dict[tuple[str, str], float]
READERS = {"stem": stems_of, "pair": pairs_of, "piece": pieces_of}


def counted(form: str) -> Counter[tuple[str, str]]:
    """Return how often each feature of each kind occurs in a form."""
    return Counter((kind, feature) for kind, reader in READERS.items() for feature in reader(form))


class PlainIndex:
    """Labels in the order of their ids, as dicts."""

    def __init__(self, labels: Sequence[Label], encoder: Encoder | None = None) -> None:
        self.encoder = encoder
        self.labels = sorted(labels, key=lambda label: label.id)
        self.forms = [forms_of(label.label) or ("",) for label in self.labels]
        texts = {form for forms in self.forms for form in forms}
        self.size = len(texts)
        self.found = Counter(feature for text in texts for feature in counted(text))
        self.vectors = {text: self.vector(text) for text in texts}
        self.concepts: dict[str, Vector] = {}
        for concept in {label.concept for label in self.labels}:
            own = {form for label, forms in zip(self.labels, self.forms, strict=True)
                   if label.concept == concept for form in forms}  # fmt: skip
            total: Vector = {}
            for form in sorted(own):
                for feature, weight in self.vectors[form].items():
                    total[feature] = total.get(feature, 0.0) + weight
            self.concepts[concept] = unit(total)

    def vector(self, form: str) -> Vector:
        """Return the weights of the features of a form, as a vector of length 1."""
        return unit(
            {
                feature: WEIGHTS[feature[0]]
                * (1 + math.log(count))
                * (math.log((1 + self.size) / (1 + self.found[feature])) + 1)
                for feature, count in counted(form).items()
            }
        )

    def scores(self, query: str) -> list[float]:
        """Return the score of every label."""
        vectors = [self.vector(form) for form in forms_of(query)]
        words = [
            (1 - CONCEPT_SHARE)
            * max((dot(vector, self.vectors[form]) for vector in vectors for form in forms), default=0.0)
            + CONCEPT_SHARE * max((dot(vector, self.concepts[label.concept]) for vector in vectors), default=0.0)
            for label, forms in zip(self.labels, self.forms, strict=True)
        ]
        if self.encoder is None or not vectors:
            return words
        meant = [max(0.0, cosine(self.encoder, query, label.label)) for label in self.labels]
        return [(1 - MEANING_SHARE) * one + MEANING_SHARE * other for one, other in zip(words, meant, strict=True)]


def unit(vector: Vector) -> Vector:
    """Return a vector with length 1; one of nothing stays."""
    length = math.sqrt(sum(weight * weight for weight in vector.values()))
    return {feature: weight / length for feature, weight in vector.items()} if length else vector


def cosine(encoder: Encoder, one: str, other: str) -> float:
    """Return the cosine of the vectors of two texts; 0 where one is of nothing."""
    first, second = ([float(x) for x in encoder([text])[0]] for text in (one, other))
    lengths = math.hypot(*first) * math.hypot(*second)
    return sum(x * y for x, y in zip(first, second, strict=True)) / lengths if lengths else 0.0


def dot(one: Vector, other: Vector) -> float:
    """Return the product of two vectors."""
    return sum(weight * other.get(feature, 0.0) for feature, weight in one.items())


def link_plain(
    labels: Sequence[Label],
    query: str,
    *,
    further: Sequence[Label] = (),
    lang: str = "",
    top: int = 100,
    encoder: Encoder | None = None,
) -> list[tuple[Key, float, str]]:
    """Return id, score and matched label of the best labels for one query."""
    index = PlainIndex(labels, encoder)
    found = [(score, label.label) for score, label in zip(index.scores(query), index.labels, strict=True)]
    if further:
        pivot = PlainIndex(further, encoder)
        spoken = [pair for pair in zip(pivot.scores(query), pivot.labels, strict=True) if lang in ("", pair[1].lang)]
        for row, label in enumerate(index.labels):
            own = [pair for pair in spoken if pair[1].concept == label.concept]
            best, name = max(((score, other.label) for score, other in own), key=lambda pair: pair[0], default=(0, ""))
            score = DIRECT_SHARE * found[row][0] + (1 - DIRECT_SHARE) * best
            found[row] = (score, name if best > 0 else label.label)
    ranked = sorted(range(len(found)), key=lambda row: -round(min(found[row][0], 1.0), 6))[:top]
    rows = [(index.labels[row].id, round(min(found[row][0], 1.0), 6), found[row][1]) for row in ranked]
    return [row for row in rows if row[1] > 0]

"""Link titles to labels, in the language of the labels or through labels in the language of the titles."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from corridor.engines.linking.counting import Counter, weighed
from corridor.engines.linking.features import CONCEPT_SHARE, DIRECT_SHARE, MEANING_SHARE, forms_of
from corridor.engines.linking.meaning import meaning_of
from corridor.engines.linking.types import Floats, Index, Links, Places, Vectors
from corridor.kernel.errors import N_, InputError

SCALE = 1_000_000
QUERIES_AT_ONCE = 1_000


class Row(NamedTuple):
    """The known features of one form of a query, and their weights."""

    features: Places
    weights: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Bridge:
    """The labels of a pivot in the language of the queries, in the order of their concepts."""

    pivot: Index
    rows: Places
    starts: Places
    concepts: Places


def link(index: Index, queries: Sequence[str], *, lang: str = "", pivot: Index | None = None, top: int = 100) -> Links:
    """Rank the labels of an index for every query.

    Parameters
    ----------
    index : the labels to link to
    queries : titles, any length; one without a letter or digit is linked to nothing
    lang : language of the queries; with a pivot only its labels in this language count, empty = all of them
    pivot : more labels of the same concepts, in the language of the queries; without it nothing is translated
    top : the most links of a query, at least 1

    Returns
    -------
    Links; labels with a score of 0 are left out, ties stand in the order of the ids.
    O(queries x labels); holds a few numbers for each label.

    Raises
    ------
    InputError : `top` is below 1, or the pivot has no label in `lang`

    Source: docs/methods/linking.md, sections 3, 4 and 8.
    """
    if top < 1:
        raise InputError(
            N_("At least one link is needed for a query, not %(top)s."),
            hint=N_("Ask for 1 or more."),
            field="top",
            params={"top": top},
        )
    bridge = None if pivot is None else _bridge(index, pivot, lang)
    columns = [_ranked(found, place, top) for place, found in enumerate(_scored(index, bridge, queries))]
    whole = [np.concatenate([np.empty(0, np.int64), *(column[k] for column in columns)]) for k in (0, 1, 2, 4)]
    score = np.concatenate([np.empty(0), *(column[3] for column in columns)])
    pivots = () if pivot is None else pivot.labels
    return Links(len(queries), whole[0], whole[1], whole[2], score, whole[3], index.labels, pivots)


class Scored(NamedTuple):
    """The scores of all labels for one query; with a bridge, those of its labels and of the concepts too."""

    bridge: Bridge | None
    score: Floats
    spoken: Floats
    best: Floats


def _scored(index: Index, bridge: Bridge | None, queries: Sequence[str]) -> Iterator[Scored]:
    for start in range(0, len(queries), QUERIES_AT_ONCE):
        asked = queries[start : start + QUERIES_AT_ONCE]
        direct = _scores_of(index, asked)
        if bridge is None:
            for score in direct:
                yield Scored(None, score, np.empty(0), np.empty(0))
            continue
        for own, all_spoken in zip(direct, _scores_of(bridge.pivot, asked), strict=True):
            spoken = all_spoken[bridge.rows]
            # One more, of nothing, for concepts that the bridge lacks.
            best = np.append(np.maximum.reduceat(spoken, bridge.starts), 0.0)
            score = DIRECT_SHARE * own
            score += ((1 - DIRECT_SHARE) * best)[bridge.concepts]
            yield Scored(bridge, score, spoken, best)


def _scores_of(index: Index, queries: Sequence[str]) -> Iterator[Floats]:
    """Return the scores of all labels for each query: of words, and of meaning where the index has an encoder."""
    forms = [forms_of(query) for query in queries]
    words = (_scores(index, rows) for rows in _rows(index, forms))
    if index.encoder is None or index.meaning is None or not len(index.labels):
        yield from words
        return
    for score, vector, some in zip(words, meaning_of(index.encoder, queries), forms, strict=True):
        yield _with_meaning(score, index.meaning, vector) if some else score


def _with_meaning(score: Floats, meaning: Vectors, vector: Vectors) -> Floats:
    """Return the scores of words with their share of meaning; what means the opposite is not alike, no less."""
    alike: Floats = np.maximum(meaning @ vector, 0.0).astype(np.float64)
    return (1 - MEANING_SHARE) * score + MEANING_SHARE * alike


def _ranked(found: Scored, place: int, top: int) -> tuple[Places, Places, Places, Floats, Places]:
    """Return query, row, rank, score and matched row of the links of one query."""
    rows, scores = _best(found.score, top)
    matched = np.full(len(rows), -1, np.int64)
    if found.bridge is not None:
        concepts = found.bridge.concepts[rows]
        for concept in np.unique(concepts):
            matched[concepts == concept] = _winner(found, found.bridge, int(concept))
    return np.full(len(rows), place, np.int64), rows, np.arange(1, len(rows) + 1), scores, matched


def _winner(found: Scored, bridge: Bridge, concept: int) -> int:
    """Return the row of the pivot's label that is best for a concept, the first of equal ones; -1 where none fits."""
    if not found.best[concept] > 0:
        return -1
    ends = np.append(bridge.starts[1:], len(bridge.rows))
    start = int(bridge.starts[concept])
    return int(bridge.rows[start + int(np.argmax(found.spoken[start : int(ends[concept])]))])


def _bridge(index: Index, pivot: Index, lang: str) -> Bridge:
    spoken = np.array([not lang or label.lang == lang for label in pivot.labels], bool)
    if not spoken.any():
        raise InputError(
            N_("No further label is in the language %(lang)s of the queries."),
            hint=N_("Name the language as the labels do, or leave the further labels out."),
            field="lang",
            params={"lang": lang or "-"},
        )
    rows = np.flatnonzero(spoken)
    rows = rows[np.argsort(pivot.concept[rows], kind="stable")]
    numbers, starts = np.unique(pivot.concept[rows], return_index=True)
    position = np.full(len(pivot.concepts) + 1, len(numbers))
    position[numbers] = np.arange(len(numbers))
    here = np.array([pivot.concepts.get(concept, len(pivot.concepts)) for concept in index.concepts], np.int64)
    return Bridge(pivot, rows, starts, position[here[index.concept]] if len(here) else here)


def _rows(index: Index, forms: Sequence[Sequence[str]]) -> Iterator[list[Row]]:
    """Return the features of each form of each query."""
    units = weighed(Counter(index.blocks).matrices(form for some in forms for form in some), index.blocks)
    ends = units.indptr
    place = 0
    for some in forms:
        yield [
            Row(units.indices[ends[k] : ends[k + 1]], units.data[ends[k] : ends[k + 1]])
            for k in range(place, place + len(some))
        ]
        place += len(some)


def _scores(index: Index, rows: Sequence[Row]) -> Floats:
    """Return the scores of all labels for one query: their own likeness and that of all labels of their concept."""
    own, concepts = np.zeros(len(index.labels)), np.zeros(len(index.concepts))
    texts: Any = index.texts
    gathered: Any = index.gathered
    for number, row in enumerate(rows):
        if not len(row.features) or not len(own):
            continue
        alike = texts[row.features].T @ row.weights
        found, together = alike[index.form], gathered @ alike
        for labels, forms in index.further:
            found[labels] = np.maximum(found[labels], alike[forms])
        own = found if number == 0 else np.maximum(own, found)
        concepts = together if number == 0 else np.maximum(concepts, together)
    own *= 1 - CONCEPT_SHARE
    own += (CONCEPT_SHARE * concepts)[index.concept]
    return own


def _best(scores: Floats, top: int) -> tuple[Places, Floats]:
    """Return the rows of the best scores and these, rounded; ties in the order of the rows."""
    rows = np.flatnonzero(scores >= max(_bound(scores, top) - 2 / SCALE, 0.5 / SCALE))
    # Sums of shares may pass 1 by the last digit.
    whole = np.minimum(np.rint(scores[rows] * SCALE), SCALE)
    order = np.argsort(-whole, kind="stable")
    order = order[whole[order] > 0][:top]
    return rows[order], whole[order] / SCALE


def _bound(scores: Floats, top: int) -> float:
    """Return what at least `top` scores reach: as many of the largest of pieces do, which are faster to find."""
    width = len(scores) // (2 * top)
    if width < 1:
        return 0.0
    largest = scores[: width * 2 * top].reshape(2 * top, width).max(axis=1)
    return float(np.partition(largest, top)[top])

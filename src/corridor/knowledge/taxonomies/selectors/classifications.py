"""Reading imported classifications, their concepts and what these are called."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import Http404

from corridor.batch.taxonomies.records import norm
from corridor.kernel.errors import N_, DataUnavailable, InputError
from corridor.knowledge.taxonomies.models import Classification, Concept, ConceptLabel, ConceptMapping, ConceptRelation
from corridor.knowledge.taxonomies.rules import Term, version_key

NAMED = re.compile(r"(?P<name>[a-z][a-z0-9-]*)@(?P<version>[0-9A-Za-z][0-9A-Za-z._-]*)")
ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Name:
    """What a concept is called for a reader: in her language, else in English, else in any."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A concept beside the one that is shown."""

    concept: Concept
    name: Name


@dataclass(frozen=True, slots=True)
class Match:
    """What another classification calls the same or nearly so; `concept` is there where it was imported too."""

    uri: str
    match: str
    source: Classification
    concept: Concept | None
    name: Name | None


def classifications() -> QuerySet[Classification]:
    """Return all imported classifications with the number of their concepts."""
    rows = Classification.objects.select_related("imported_by").prefetch_related("files")
    return rows.annotate(size=Count("concepts")).order_by("name", "version", "pk")


def get_classification(*, pk: int) -> Classification:
    """Return one classification, else 404."""
    row = classifications().filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def classification_named(text: str) -> Classification:
    """Return the classification written as `esco@1.2.0`.

    Raises
    ------
    InputError : the text does not name a version
    DataUnavailable : this version was not imported
    """
    named = NAMED.fullmatch(text.strip())
    if not named:
        raise InputError(
            N_('"%(text)s" does not name a version of a classification.'),
            hint=N_("Write name and version with a sign @ between them, such as esco@1.2.0."),
            field="version",
            params={"text": text[:60]},
        )
    row = Classification.objects.filter(**named.groupdict()).first()
    if row is None:
        raise DataUnavailable(
            N_("The classification %(text)s was not imported here."),
            hint=N_("The list of classifications shows which ones are there."),
            field="version",
            params={"text": text},
        )
    return row


def newest_with(*, kind: str, language: str, name: str = "") -> Classification | None:
    """Return the newest version that names concepts of a kind in a language; of one name where it is given."""
    known = Classification.objects.filter(name=name) if name else Classification.objects.all()
    rows = [row for row in known.order_by("pk") if language in row.languages.split()]
    for row in sorted(rows, key=lambda row: (version_key(row.version), row.pk), reverse=True):
        labels = ConceptLabel.objects.filter(concept__classification=row, concept__kind=kind, language=language)
        if labels.filter(kind="preferred").exists():
            return row
    return None


def get_concept(*, pk: int) -> Concept:
    """Return one concept with its classification, else 404."""
    row = Concept.objects.select_related("classification").filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def concepts_at(uris: Sequence[str]) -> dict[tuple[str, str], Concept]:
    """Return the imported concepts at some addresses, by address and version, such as `esco@1.2.0`."""
    rows = Concept.objects.filter(uri__in=uris).select_related("classification").order_by("pk")
    return {(row.uri, str(row.classification)): row for row in rows}


def search(
    *, words: str, classification: Classification | None = None, kind: str = "", language: str = ""
) -> QuerySet[Concept]:
    """Return the concepts one of whose labels holds every word, or whose code or address is the text."""
    rows = Concept.objects.select_related("classification")
    if classification is not None:
        rows = rows.filter(classification=classification)
    if kind:
        rows = rows.filter(kind=kind)
    if words.strip():
        labels = ConceptLabel.objects.filter(concept=OuterRef("pk")).exclude(kind="description")
        if language:
            labels = labels.filter(language=language)
        folded = norm(words).split()
        for word in folded:
            labels = labels.filter(norm__contains=word)
        is_called = Exists(labels) if folded else Q(pk__in=())
        rows = rows.filter(Q(is_called) | Q(code=words.strip()) | Q(uri=words.strip()))
    elif language:
        rows = rows.filter(Exists(ConceptLabel.objects.filter(concept=OuterRef("pk"), language=language)))
    return rows.order_by("classification__name", "-classification__version", "kind", "code", "pk")


def names_of(concepts: Iterable[Concept], *, language: str) -> dict[int, Name]:
    """Return what concepts are called, in two queries at most for each five hundred of them."""
    keys = [concept.pk for concept in concepts]
    found: dict[int, dict[str, str]] = {}
    for start in range(0, len(keys), 500):
        labels = ConceptLabel.objects.filter(concept__in=keys[start : start + 500], kind="preferred")
        for key, spoken, text in labels.order_by("pk").values_list("concept", "language", "text"):
            found.setdefault(key, {})[spoken] = text
    return {key: _best(found.get(key, {}), language) for key in keys}


def _best(texts: dict[str, str], language: str) -> Name:
    for wanted in (language, ENGLISH, *texts):
        if wanted in texts:
            return Name(texts[wanted], wanted)
    return Name("", "")


def labels_of(concept: Concept) -> list[ConceptLabel]:
    """Return the labels and descriptions of a concept, by language, the preferred label first."""
    order = {"preferred": 0, "alternative": 1, "hidden": 2, "description": 3}
    return sorted(concept.labels.order_by("pk"), key=lambda row: (row.language, order[row.kind], row.text))


def neighbours_of(concept: Concept, *, type_: str, language: str, back: bool = False) -> list[Neighbour]:
    """Return the concepts that a concept points to with one kind of relation, or that point to it."""
    if back:
        rows = ConceptRelation.objects.filter(target=concept, type=type_).select_related("source")
        others: Sequence[Concept] = [row.source for row in rows.order_by("pk")]
    else:
        rows = ConceptRelation.objects.filter(source=concept, type=type_).select_related("target")
        others = [row.target for row in rows.order_by("pk")]
    names = names_of(others, language=language)
    return sorted(
        (Neighbour(other, names[other.pk]) for other in others), key=lambda row: (row.name.text, row.concept.uri)
    )


def matches_of(concept: Concept, *, language: str) -> list[Match]:
    """Return what other classifications say about a concept, and what its own says about others."""
    rows = ConceptMapping.objects.filter(Q(from_uri=concept.uri) | Q(to_uri=concept.uri)).select_related("source")
    pairs = [
        (row.to_uri if row.from_uri == concept.uri else row.from_uri, _turned(row, concept.uri), row.source)
        for row in rows.order_by("source__name", "source__version", "pk")
    ]
    known: dict[str, Concept] = {}
    others = Concept.objects.filter(uri__in=[uri for uri, _match, _source in pairs]).select_related("classification")
    for other in others.order_by("pk"):
        if other.uri not in known or other.classification_id == concept.classification_id:
            known[other.uri] = other
    names = names_of(known.values(), language=language)
    called = {uri: names[row.pk] for uri, row in known.items()}
    return [Match(uri, match, source, known.get(uri), called.get(uri)) for uri, match, source in pairs]


def _turned(row: ConceptMapping, uri: str) -> str:
    """Return the match as seen from one of its two sides."""
    return row.match if row.from_uri == uri else {"broad": "narrow", "narrow": "broad"}.get(row.match, row.match)


def terms_of(*, pk: int, kind: str, languages: set[str]) -> list[Term]:
    """Return the names of all concepts of a kind in some languages, each with the preferred one of its language."""
    labels = ConceptLabel.objects.filter(concept__classification=pk, concept__kind=kind, language__in=languages)
    preferred = {(key, spoken): text for key, spoken, text in _texts(labels.filter(kind="preferred"))}
    rows = labels.exclude(kind="description").order_by("concept__uri", "language", "pk")
    return [
        Term(uri, code, spoken, text, preferred.get((key, spoken), text))
        for key, uri, code, spoken, text in rows.values_list(
            "concept", "concept__uri", "concept__code", "language", "text"
        ).iterator()
    ]


def _texts(labels: QuerySet[ConceptLabel]) -> Iterable[tuple[int, str, str]]:
    return labels.order_by("pk").values_list("concept", "language", "text").iterator()

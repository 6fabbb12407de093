"""Words in any language linked to the concepts of the newest ESCO that speaks it, else of the packaged core.

An index is kept by the process for as long as the files behind it stay the same. One of the 102,000 labels of all
skills of ESCO in English takes some seconds to build; the packaged lists take a fraction of one.
"""

from dataclasses import dataclass
from functools import lru_cache

from corridor.engines.linking import Index, Label, build, link
from corridor.engines.linking.features import VERSION
from corridor.knowledge.codelists.rules import (
    LANGUAGES,
    CodeRow,
    esco_occupation_uri,
    esco_skill_uri,
    isced_field_uri,
    load_list,
)
from corridor.knowledge.taxonomies.rules import Kind, Suggestion, Term, checked_text, kind_of, language_of, spoken
from corridor.knowledge.taxonomies.selectors.classifications import newest_with, terms_of

__all__ = ["Suggestion", "suggest"]

ESCO = "esco"
SHOWN = 5
# A concept may have dozens of labels; all of them may stand before the first one of the next concept.
LABELS_LOOKED_AT = 300
CORE = {
    Kind.OCCUPATION: ("esco_occupations", esco_occupation_uri),
    Kind.SKILL: ("esco_skills", esco_skill_uri),
    # The title of a qualification leads to its field of education (ISCED-F 2013).
    Kind.QUALIFICATION: ("isced_f_2013", isced_field_uri),
}


@dataclass(frozen=True, slots=True)
class Source:
    """Where labels come from: a classification with its version and the digest of its files."""

    classification: str
    version: str
    digest: str
    key: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Search:
    """An index of labels, and the label that stands behind each number of the index."""

    index: Index
    terms: tuple[Term, ...]


def suggest(*, text: str, kind: str, language: str) -> tuple[Suggestion, ...]:
    """Return the concepts that words may mean, at most five, the likeliest first; none for words without a letter.

    The words are compared with the labels in their own language; a concept that has none is compared in English.

    Raises
    ------
    InputError : an unknown kind, or a text longer than a sentence
    """
    wanted, words, spoken_one = kind_of(kind), checked_text(text), language_of(language)
    source = _source_of(wanted, spoken_one)
    search = _search(source, wanted, spoken_one)
    best: dict[str, Suggestion] = {}
    for found in link(search.index, [words], top=LABELS_LOOKED_AT).of(0):
        if found.concept not in best and len(best) == SHOWN:
            break
        term = search.terms[int(found.id)]
        best.setdefault(found.concept, _suggestion(term, found.score, source))
    return tuple(best.values())


def _suggestion(term: Term, score: float, source: Source) -> Suggestion:
    return Suggestion(
        uri=term.uri,
        code=term.code,
        label=term.label,
        matched_label=term.text,
        score=score,
        classification=source.classification,
        version=source.version,
        method=VERSION,
        language=term.language,
    )


@lru_cache(maxsize=4)
def _search(source: Source, kind: Kind, language: str) -> Search:
    """Return the index of one source, kind and language; kept by this process until four others were asked for."""
    known = _core_terms(kind) if source.key is None else terms_of(pk=source.key, kind=kind, languages={language, "en"})
    terms = tuple(spoken(known, language))
    labels = (Label(number, term.uri, term.language, term.text) for number, term in enumerate(terms))
    return Search(build(labels), terms)


def _source_of(kind: Kind, language: str) -> Source:
    """Return the newest ESCO that speaks the language, else the core; a national list only where the core does not."""
    row = newest_with(kind=kind, language=language, name=ESCO)
    if row is None and language not in LANGUAGES:
        row = newest_with(kind=kind, language=language)
    return Source(row.name, row.version, row.digest, row.pk) if row else _core_of(kind)


def _core_of(kind: Kind) -> Source:
    """Return the packaged list of this kind, which every installation has."""
    packaged = load_list(CORE[kind][0])
    return Source(packaged.attribution, packaged.version.removeprefix("v"), packaged.digest)


def _core_terms(kind: Kind) -> list[Term]:
    name, uri_of = CORE[kind]
    return [term for row in load_list(name).rows if not row.is_closed for term in _terms(row, uri_of(row))]


def _terms(row: CodeRow, uri: str) -> list[Term]:
    return [Term(uri, row.code, language, label, label) for language, label in row.labels.items()]

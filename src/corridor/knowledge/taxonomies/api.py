"""Operations of this room for programs: the same rows as the pages."""

from dataclasses import asdict
from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Router
from pydantic import Field

from corridor.access.doors import check_role
from corridor.core.wordings import active_language, worded
from corridor.knowledge.taxonomies.models import Authority, Classification, Concept, RegulatedProfession
from corridor.knowledge.taxonomies.rules import READERS
from corridor.knowledge.taxonomies.runs import suggest
from corridor.knowledge.taxonomies.schemas import (
    AuthorityOut,
    ClassificationOut,
    ConceptDetailOut,
    ConceptPage,
    DifferenceOut,
    ProfessionOut,
    SuggestionOut,
)
from corridor.knowledge.taxonomies.selectors import classifications as selectors
from corridor.knowledge.taxonomies.selectors.classifications import Name
from corridor.knowledge.taxonomies.selectors.differences import difference
from corridor.knowledge.taxonomies.selectors.professions import professions as professions_of

router = Router(tags=["classifications"])


@router.get(
    "/taxonomies/", response=list[ClassificationOut], summary="Imported classifications with licence and digest"
)
def taxonomies(request: HttpRequest) -> list[dict[str, Any]]:
    check_role(request.user, READERS)
    return [_classification(row) for row in selectors.classifications()]


@router.get("/taxonomies/concepts/", response=ConceptPage, summary="Concepts by words in any imported language")
def concepts(
    request: HttpRequest,
    q: str = "",
    classification: str = "",
    kind: str = "",
    language: str = "",
    offset: Annotated[int, Field(ge=0)] = 0,
    limit: Annotated[int, Field(ge=1, le=200)] = 50,
) -> dict[str, Any]:
    check_role(request.user, READERS)
    row = selectors.classification_named(classification) if classification else None
    found = selectors.search(words=q, classification=row, kind=kind, language=language)
    some = list(found[offset : offset + limit + 1])
    names = selectors.names_of(some, language=language or active_language())
    shown = [_concept(each, names[each.pk]) for each in some[:limit]]
    return {"concepts": shown, "next": offset + limit if len(some) > limit else None}


@router.get(
    "/taxonomies/concepts/{concept_id}", response=ConceptDetailOut, summary="One concept with all that is known"
)
def concept(request: HttpRequest, concept_id: int, language: str = "") -> dict[str, Any]:
    check_role(request.user, READERS)
    row = selectors.get_concept(pk=concept_id)
    spoken = language or active_language()
    return {
        **_concept(row, selectors.names_of([row], language=spoken)[row.pk]),
        "is_regulated": row.is_regulated,
        "status": row.status,
        "labels": [{"language": e.language, "kind": e.kind, "text": e.text} for e in selectors.labels_of(row)],
        "broader": _neighbours(row, "broader", spoken),
        "narrower": _neighbours(row, "broader", spoken, back=True),
        "essential": _neighbours(row, "essential", spoken),
        "optional": _neighbours(row, "optional", spoken),
        "mappings": [
            {"uri": e.uri, "match": e.match, "source": str(e.source), "label": e.name.text if e.name else ""}
            for e in selectors.matches_of(row, language=spoken)
        ],
    }


@router.get("/taxonomies/differences/", response=DifferenceOut, summary="What changed between two versions")
def differences(request: HttpRequest, older: str = "", newer: str = "") -> dict[str, Any]:
    check_role(request.user, READERS)
    return asdict(difference(selectors.classification_named(older), selectors.classification_named(newer)))


@router.get("/taxonomies/suggestions", response=list[SuggestionOut], summary="Concepts that words may mean")
def suggestions(
    request: HttpRequest, text: str = "", kind: str = "occupation", language: str = "en"
) -> list[dict[str, Any]]:
    check_role(request.user, READERS)
    return [asdict(row) for row in suggest(text=text, kind=kind, language=language)]


@router.get("/taxonomies/professions", response=list[ProfessionOut], summary="Regulated professions and authorities")
def professions(
    request: HttpRequest, country: str = "", isco08: str = "", on: date | None = None
) -> list[dict[str, Any]]:
    check_role(request.user, READERS)
    return [_profession(row) for row in professions_of(iso3=country, isco08=isco08, on=on)]


def _classification(row: Classification) -> dict[str, Any]:
    plain = ("id", "name", "version", "layout", "licence", "attribution", "digest")
    return {
        **{name: getattr(row, name) for name in plain},
        "languages": row.languages.split(),
        "concepts": row.size,  # type: ignore[attr-defined]  # counted by the selector
        "files": [{"name": file.name, "sha256": file.sha256} for file in row.files.all()],
    }


def _concept(row: Concept, name: Name) -> dict[str, Any]:
    plain = ("id", "uri", "code", "kind", "isco08")
    return {
        **{field: getattr(row, field) for field in plain},
        "classification": str(row.classification),
        "label": name.text,
        "language": name.language,
    }


def _neighbours(row: Concept, type_: str, language: str, *, back: bool = False) -> list[dict[str, Any]]:
    found = selectors.neighbours_of(row, type_=type_, language=language, back=back)
    for each in found:
        each.concept.classification = row.classification
    return [_concept(each.concept, each.name) for each in found]


def _authority(row: Authority) -> AuthorityOut:
    plain = ("id", "iso3", "region", "url", "checked_date", "is_invented")
    texts: dict[str, Any] = {name: worded(row, name) for name in ("name", "scope", "source")}
    return AuthorityOut(**{name: getattr(row, name) for name in plain}, **texts)


def _profession(row: RegulatedProfession) -> dict[str, Any]:
    plain = (
        "id", "iso3", "region", "isco08", "measure", "is_automatic_within_eu", "valid_from_date", "valid_until_date",
        "checked_date", "is_invented",
    )  # fmt: skip
    return {
        **{name: getattr(row, name) for name in plain},
        **{name: worded(row, name) for name in ("title", "legal_basis", "source")},
        "languages_needed": row.languages,
        "authority": _authority(row.authority) if row.authority else None,
    }

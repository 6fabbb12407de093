"""Looking classifications up: the list, the search, one concept, two versions, suggestions."""

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from corridor.access.doors import page
from corridor.access.selectors import roles_of
from corridor.core.acts import show
from corridor.core.tables import page_of
from corridor.core.wordings import active_language
from corridor.kernel.errors import CorridorError
from corridor.knowledge.codelists.rules import LANGUAGES
from corridor.knowledge.taxonomies import forms
from corridor.knowledge.taxonomies.models import Concept
from corridor.knowledge.taxonomies.rules import IMPORTERS, READERS
from corridor.knowledge.taxonomies.runs import Suggestion, suggest
from corridor.knowledge.taxonomies.selectors import classifications as selectors
from corridor.knowledge.taxonomies.selectors.differences import Called, Difference, difference

DOOR = page(*sorted(READERS))
MOST_SHOWN = 200


class Change(NamedTuple):
    """A line of the page of differences; `language` where it is one of names in that language."""

    uri: str
    label: str
    change: str
    language: str = ""


@DOOR
def index(request: HttpRequest) -> HttpResponse:
    rows = list(selectors.classifications())
    context = {"rows": rows, "may_import": bool(roles_of(request.user) & IMPORTERS)}
    return render(request, "taxonomies/index.html", context)


@DOOR
def concepts(request: HttpRequest) -> HttpResponse:
    form = forms.ConceptFilter(request.GET or None, languages=_languages())
    wanted = form.cleaned_data if form.is_valid() else {}
    language = wanted.get("language", "")
    rows = selectors.search(
        words=wanted.get("q", ""),
        classification=wanted.get("classification"),
        kind=wanted.get("kind", ""),
        language=language,
    )
    found = page_of(request, rows)
    names = selectors.names_of(found, language=language or active_language())
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "page": found,
        "query": query.urlencode(),
        "lines": [(row, names[row.pk]) for row in found],
        "crumbs": _crumbs(_("Concepts")),
    }
    return render(request, "taxonomies/concepts.html", context)


@DOOR
def concept(request: HttpRequest, pk: int) -> HttpResponse:
    row = selectors.get_concept(pk=pk)
    language = active_language()
    name = selectors.names_of([row], language=language)[row.pk]
    context = {
        "concept": row,
        "name": name,
        "labels": selectors.labels_of(row),
        "parts": [
            (title, selectors.neighbours_of(row, type_=type_, language=language, back=back))
            for title, type_, back in _parts(row)
        ],
        "matches": selectors.matches_of(row, language=language),
        "crumbs": [*_crumbs()[:1], (_("Concepts"), reverse("taxonomies:concepts")), (name.text or row.uri, "")],
    }
    return render(request, "taxonomies/concept.html", context)


@DOOR
def differences(request: HttpRequest) -> HttpResponse:
    form = forms.DifferenceForm(request.GET or None)
    found: Difference | None = None
    if form.is_valid():
        try:
            found = difference(form.cleaned_data["older"], form.cleaned_data["newer"])
        except CorridorError as error:
            show(error, form)
    context = {"form": form, "found": found, "parts": _changes(found), "crumbs": _crumbs(_("Differences"))}
    return render(request, "taxonomies/differences.html", context)


@DOOR
def suggestions(request: HttpRequest) -> HttpResponse:
    form = forms.SuggestionForm(request.GET or None, languages=_languages())
    found: tuple[Suggestion, ...] | None = None
    if form.is_valid():
        found = suggest(**form.cleaned_data)
    known = selectors.concepts_at([each.uri for each in found or ()])
    context = {
        "form": form,
        "found": found,
        "lines": [(each, known.get((each.uri, f"{each.classification}@{each.version}"))) for each in found or ()],
        "crumbs": _crumbs(_("Suggestions")),
    }
    return render(request, "taxonomies/suggestions.html", context)


def _parts(row: Concept) -> list[tuple[str, str, bool]]:
    parts = [(_("Broader concepts"), "broader", False), (_("Narrower concepts"), "broader", True)]
    if row.kind == Concept.Kind.SKILL:
        return [*parts, (_("Essential for"), "essential", True), (_("Optional for"), "optional", True)]
    return [*parts, (_("Essential skills"), "essential", False), (_("Optional skills"), "optional", False)]


def _changes(found: Difference | None) -> list[tuple[str, list[Change], int]]:
    """Return the changes by kind, the first of them, and how many there are."""
    if found is None:
        return []
    skills = [Change(row.uri, row.label, _signs(row.gained, row.lost)) for row in found.essential_skills]
    groups = [
        (_("Vanished"), [Change(row.uri, row.label, row.code) for row in found.vanished]),
        (_("New"), [Change(row.uri, row.label, row.code) for row in found.new]),
        (_("Renamed"), [Change(row.uri, row.new, f"{row.old} → {row.new}", row.language) for row in found.renamed]),
        (_("Under another group"), [Change(row.uri, row.label, _arrow(row.old, row.new)) for row in found.moved]),
        (_("Other essential skills"), skills),
    ]
    return [(title, lines[:MOST_SHOWN], len(lines)) for title, lines in groups]


def _arrow(old: tuple[str, ...], new: tuple[str, ...]) -> str:
    before, after = (", ".join(uri.rsplit("/", 1)[-1] for uri in some) or "–" for some in (old, new))
    return f"{before} → {after}"


def _signs(gained: tuple[Called, ...], lost: tuple[Called, ...]) -> str:
    return ", ".join([f"+ {each.label}" for each in gained] + [f"− {each.label}" for each in lost])


def _languages() -> list[str]:
    """Return the languages that can be asked for: those of the packaged core and of everything imported."""
    imported = {language for row in selectors.classifications() for language in row.languages.split()}
    return sorted(imported.union(LANGUAGES))


def _crumbs(here: str = "") -> list[tuple[str, str]]:
    return [(_("Classifications"), reverse("taxonomies:index")), (here, "")]

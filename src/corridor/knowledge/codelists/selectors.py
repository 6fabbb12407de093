"""Reading code lists. They are open to everyone, also signed out.

Labels and choices come from the packaged files, which need no query, so that a table of a hundred rows may name a
hundred occupations; a code that the package does not know is looked up in the database.
"""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from corridor.knowledge.codelists import rules
from corridor.knowledge.codelists.models import Code, CodeList, active_language


@dataclass(frozen=True, slots=True)
class Ancestor:
    """A code above the one that is shown."""

    code: str
    label: str


def code_lists() -> QuerySet[CodeList]:
    """Return all lists with the number of their open and closed codes."""
    return CodeList.objects.annotate(
        open_codes=Count("codes", filter=Q(codes__is_closed=False)),
        closed_codes=Count("codes", filter=Q(codes__is_closed=True)),
    ).order_by("name")


def all_codes_of(name: str) -> QuerySet[Code]:
    """Return all codes of a list, the closed ones too, in the order of the source."""
    return Code.objects.filter(code_list__name=name).order_by("position", "pk")


def codes_of(name: str) -> QuerySet[Code]:
    """Return the open codes of a list in the order of the source."""
    return all_codes_of(name).filter(is_closed=False)


def search(name: str, query: str) -> QuerySet[Code]:
    """Return the codes whose code or label in any language holds every word; accents and case do not matter."""
    found = all_codes_of(name)
    for word in rules.folded(query).split():
        found = found.filter(search_text__contains=word)
    return found


def children_of(name: str, parent: str) -> QuerySet[Code]:
    """Return the codes directly under a code; under the empty code stand the highest ones."""
    return all_codes_of(name).filter(parent=parent)


def codes_with_children(name: str, codes: list[str]) -> frozenset[str]:
    """Return those of the codes that have codes under them."""
    return frozenset(all_codes_of(name).filter(parent__in=codes).values_list("parent", flat=True))


def ancestors_of(name: str, code: str) -> tuple[Ancestor, ...]:
    """Return the codes above a code, the highest first."""
    parents = dict(all_codes_of(name).exclude(parent="").values_list("code", "parent"))
    above = rules.ancestors(code, lambda each: parents.get(each, ""))
    return tuple(Ancestor(each, label_of(name, each)) for each in above)


def label_of(name: str, code: str, *, language: str | None = None) -> str:
    """Return the label of a code in a language, by default the reader's; an unknown code is returned as it is."""
    wanted = language or active_language()
    if name in rules.list_names() and (row := rules.rows_by_code(name).get(code)):
        return row.label(wanted)
    stored = all_codes_of(name).filter(code=code).first()
    return stored.row.label(wanted) if stored else code


def label_language_of(name: str, code: str) -> str:
    """Return the language in which `label_of` answers the reader: the reader's own, or English."""
    row = rules.rows_by_code(name).get(code) if name in rules.list_names() else None
    language = active_language()
    return language if row is None or language in row.labels else "en"


def choices_of(name: str) -> list[tuple[str, str]]:
    """Return (code, label) of the open packaged codes for a form; names of places and languages by alphabet."""
    language = active_language()
    pairs = [(row.code, row.label(language)) for row in rules.load_list(name).rows if not row.is_closed]
    if name in rules.ALPHABETICAL:
        pairs.sort(key=lambda pair: rules.folded(pair[1]))
    return pairs


def is_open_code(name: str, code: str) -> bool:
    """Tell whether a packaged list has this code and still uses it."""
    row = rules.rows_by_code(name).get(code)
    return row is not None and not row.is_closed

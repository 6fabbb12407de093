"""What changed between two versions of a classification, for people to look through before stored links move on."""

from collections.abc import Mapping
from dataclasses import dataclass

from corridor.kernel.errors import N_, InputError
from corridor.knowledge.taxonomies.models import Classification, Concept, ConceptLabel, ConceptRelation

Sets = dict[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Called:
    """A concept by its address and what it is called."""

    uri: str
    code: str
    kind: str
    label: str


@dataclass(frozen=True, slots=True)
class Renamed:
    """A concept whose preferred label in one language is another one now."""

    uri: str
    language: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Moved:
    """A concept that lies under other groups now."""

    uri: str
    label: str
    old: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reskilled:
    """An occupation or skill that asks for other essential skills now."""

    uri: str
    label: str
    gained: tuple[Called, ...]
    lost: tuple[Called, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed; `not_compared` names what one of the versions was imported without."""

    older: str
    newer: str
    vanished: tuple[Called, ...]
    new: tuple[Called, ...]
    renamed: tuple[Renamed, ...]
    moved: tuple[Moved, ...]
    essential_skills: tuple[Reskilled, ...]
    not_compared: tuple[str, ...]


def difference(older: Classification, newer: Classification) -> Difference:
    """Return what changed between two versions of one classification, each list in the order of the addresses.

    Raises
    ------
    InputError : the two are one, or of different classifications
    """
    _check(older, newer)
    before, after = _concepts(older), _concepts(newer)
    names_before, names_after = _names(older, len(before)), _names(newer, len(after))
    shared = sorted(before.keys() & after.keys())
    groups = [_targets(row, "broader") for row in (older, newer)]
    skills = [_targets(row, "essential") for row in (older, newer)]
    if not all(groups):
        groups = [_unit_groups(each) for each in (before, after)]
    called = {**_called(before, names_before), **_called(after, names_after)}
    return Difference(
        older=str(older),
        newer=str(newer),
        vanished=tuple(called[uri] for uri in sorted(before.keys() - after.keys())),
        new=tuple(called[uri] for uri in sorted(after.keys() - before.keys())),
        renamed=tuple(_renamed(shared, older, newer)),
        moved=tuple(
            Moved(uri, called[uri].label, tuple(sorted(groups[0].get(uri, ()))), tuple(sorted(groups[1].get(uri, ()))))
            for uri in shared
            if groups[0].get(uri) != groups[1].get(uri)
        ),
        essential_skills=tuple(_reskilled(shared, skills[0], skills[1], called)) if all(skills) else (),
        not_compared=() if all(skills) else ("essential_skills",),
    )


def _check(older: Classification, newer: Classification) -> None:
    if older.pk == newer.pk or older.name != newer.name:
        raise InputError(
            N_("%(older)s and %(newer)s are not two versions of one classification."),
            hint=N_("Compare a version with another of the same name, such as esco@1.1.1 with esco@1.2.0."),
            field="newer",
            params={"older": older, "newer": newer},
        )


def _concepts(row: Classification) -> dict[str, Concept]:
    rows = Concept.objects.filter(classification=row).only("uri", "code", "kind", "isco08").order_by("pk")
    return {concept.uri: concept for concept in rows.iterator()}


def _names(row: Classification, size: int) -> dict[str, str]:
    """Return what concepts are called: in English, else in the first language that names them."""
    labels = ConceptLabel.objects.filter(concept__classification=row, kind="preferred")
    found: dict[str, str] = {}
    for language in sorted(row.languages.split(), key=lambda each: (each != "en", each)):
        if len(found) < size:
            spoken = labels.filter(language=language).order_by("pk").values_list("concept__uri", "text")
            for uri, text in spoken.iterator():
                found.setdefault(uri, text)
    return found


def _called(concepts: Mapping[str, Concept], names: Mapping[str, str]) -> dict[str, Called]:
    return {uri: Called(uri, row.code, row.kind, names.get(uri, "")) for uri, row in concepts.items()}


def _renamed(shared: list[str], older: Classification, newer: Classification) -> list[Renamed]:
    found = []
    both = sorted(set(older.languages.split()) & set(newer.languages.split()))
    for language in both:
        before, after = _spoken(older, language), _spoken(newer, language)
        found += [
            Renamed(uri, language, before[uri], after[uri])
            for uri in shared
            if uri in before and uri in after and before[uri] != after[uri]
        ]
    return sorted(found, key=lambda row: (row.uri, row.language))


def _spoken(row: Classification, language: str) -> dict[str, str]:
    labels = ConceptLabel.objects.filter(concept__classification=row, kind="preferred", language=language)
    return dict(labels.order_by("pk").values_list("concept__uri", "text").iterator())


def _targets(row: Classification, type_: str) -> Sets:
    """Return the addresses that each concept points to with one kind of relation."""
    rows = ConceptRelation.objects.filter(source__classification=row, type=type_).order_by("pk")
    found: dict[str, set[str]] = {}
    for source, target in rows.values_list("source__uri", "target__uri").iterator():
        found.setdefault(source, set()).add(target)
    return {source: frozenset(targets) for source, targets in found.items()}


def _unit_groups(concepts: Mapping[str, Concept]) -> Sets:
    """Return the unit group of each concept, where a version came without its broader concepts."""
    return {uri: frozenset({row.isco08}) for uri, row in concepts.items() if row.isco08}


def _reskilled(shared: list[str], before: Sets, after: Sets, called: Mapping[str, Called]) -> list[Reskilled]:
    nothing: frozenset[str] = frozenset()
    found = []
    for uri in shared:
        old, new = before.get(uri, nothing), after.get(uri, nothing)
        if old != new:
            gained, lost = (tuple(called[each] for each in sorted(some)) for some in (new - old, old - new))
            found.append(Reskilled(uri, called[uri].label, gained, lost))
    return found

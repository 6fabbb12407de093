"""What programs read of classifications, professions and levels."""

from datetime import date

from ninja import Schema


class FileOut(Schema):
    """A file that a version was imported from."""

    name: str
    sha256: str


class ClassificationOut(Schema):
    """One version of a classification."""

    id: int
    name: str
    version: str
    layout: str
    languages: list[str]
    licence: str
    attribution: str
    digest: str
    concepts: int
    files: list[FileOut]


class ConceptOut(Schema):
    """A concept by its address, with the name that it has in the language asked for, else in English."""

    id: int
    classification: str
    uri: str
    code: str
    kind: str
    isco08: str
    label: str
    language: str


class ConceptPage(Schema):
    """Some concepts; `next` is the offset of the following ones, empty at the end."""

    concepts: list[ConceptOut]
    next: int | None


class LabelOut(Schema):
    """A label or description in one language."""

    language: str
    kind: str
    text: str


class MatchOut(Schema):
    """What another classification has for a concept."""

    uri: str
    match: str
    source: str
    label: str


class ConceptDetailOut(ConceptOut):
    """A concept with its labels, its neighbours and its matches."""

    is_regulated: bool
    status: str
    labels: list[LabelOut]
    broader: list[ConceptOut]
    narrower: list[ConceptOut]
    essential: list[ConceptOut]
    optional: list[ConceptOut]
    mappings: list[MatchOut]


class CalledOut(Schema):
    uri: str
    code: str
    kind: str
    label: str


class RenamedOut(Schema):
    uri: str
    language: str
    old: str
    new: str


class MovedOut(Schema):
    uri: str
    label: str
    old: list[str]
    new: list[str]


class ReskilledOut(Schema):
    uri: str
    label: str
    gained: list[CalledOut]
    lost: list[CalledOut]


class DifferenceOut(Schema):
    """What changed between two versions; the command line prints the same."""

    older: str
    newer: str
    vanished: list[CalledOut]
    new: list[CalledOut]
    renamed: list[RenamedOut]
    moved: list[MovedOut]
    essential_skills: list[ReskilledOut]
    not_compared: list[str]


class SuggestionOut(Schema):
    """A concept that words may mean, and how it was found."""

    uri: str
    code: str
    label: str
    matched_label: str
    score: float
    classification: str
    version: str
    method: str
    language: str


class AuthorityOut(Schema):
    """An office that decides on qualifications or professions."""

    id: int
    iso3: str
    region: str
    name: str
    scope: str
    url: str
    source: str
    checked_date: date | None
    is_invented: bool


class ProfessionOut(Schema):
    """A regulated profession with its authority."""

    id: int
    iso3: str
    region: str
    title: str
    isco08: str
    legal_basis: str
    authority: AuthorityOut | None
    languages_needed: list[tuple[str, str]]
    measure: str
    is_automatic_within_eu: bool
    valid_from_date: date | None
    valid_until_date: date | None
    source: str
    checked_date: date | None
    is_invented: bool

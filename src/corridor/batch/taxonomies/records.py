"""What a file of a classification says, one record at a time."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from corridor.engines.linking.text import fold

ISCO_URI = "http://data.europa.eu/esco/isco/C"
ESCO_URI = "http://data.europa.eu/esco/"
ESCO_LICENCE = "European Union, Decision 2011/833/EU, CC BY 4.0"
KINDS = ("occupation", "skill", "group", "qualification")
LABEL_KINDS = ("preferred", "alternative", "hidden", "description")
RELATIONS = ("essential", "optional", "broader", "related")
MATCHES = ("exact", "close", "broad", "narrow", "related")


class Concept(NamedTuple):
    """An occupation, skill, group or qualification; only occupations and unit groups have an `isco08`."""

    uri: str
    kind: str
    code: str = ""
    isco08: str = ""
    is_regulated: bool = False
    status: str = "released"


class Label(NamedTuple):
    """A name of a concept, or its description, in one language."""

    language: str
    kind: str
    text: str


class Entry(NamedTuple):
    """A concept with the labels that stand beside it; a concept may come again with labels in another language."""

    concept: Concept
    labels: tuple[Label, ...]


class Relation(NamedTuple):
    """A source concept needs, or lies under, or is related to, a target concept of the same classification."""

    source: str
    target: str
    type: str


class Mapping(NamedTuple):
    """A concept of one classification matches a concept of another, as a source says."""

    from_uri: str
    to_uri: str
    match: str


Record = Entry | Relation | Mapping


@dataclass(frozen=True, slots=True)
class FileDigest:
    """A file that was read: its name, its size in bytes and the digest of its content."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What the person says about files that do not say it themselves; empty where the files do."""

    name: str = ""
    version: str = ""
    language: str = ""
    licence: str = ""
    attribution: str = ""


@dataclass(slots=True)
class Reading:
    """A classification about to be read; `tidied` counts what is put right, and is whole after the last record."""

    name: str
    version: str
    layout: str
    licence: str
    attribution: str
    files: tuple[FileDigest, ...]
    records: Iterator[Record]
    tidied: Counter[str] = field(default_factory=Counter)


def norm(text: str) -> str:
    """Return a label as search compares it: without case, accents, signs and marks.

    >>> norm("  Électricien/ne (bâtiment) ")
    'electricien ne batiment'
    """
    return fold(text)

"""The canonical profile: a person's CV in the words of JSON Resume, and what Europass knows beyond them.

A member that a file does not have is None, one that it has empty stays empty: so nothing is added and nothing is
lost. Dates stay as they were given (2021, 2021-10 or 2021-10-05). Parts that have no place here are kept verbatim.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from enum import Enum
from typing import Any, Final


class Kind(Enum):
    """What a member of an entry holds."""

    TEXT = "text"
    DATE = "date"
    LINES = "lines"
    FLAG = "flag"
    CEFR = "cefr"
    ENTRY = "entry"
    ENTRIES = "entries"


@dataclass(frozen=True)
class Part:
    """A part of a file that has no place in the profile; `name` is its member where the format has members."""

    path: str
    value: object
    name: str | None = None


@dataclass(frozen=True)
class Member:
    """One member of an entry: its name here, in JSON and as a column, and whether only Corridor writes it to JSON."""

    name: str
    kind: Kind
    json: str
    column: str
    is_ours: bool
    entry: "type[Entry] | None" = None


def _member(kind: Kind, column: str = "", *, ours: bool = False, of: "type[Entry] | None" = None) -> Any:
    return field(default=None, metadata={"kind": kind, "column": column, "ours": ours, "entry": of})


def _one(entry: "type[Entry]") -> Any:
    return _member(Kind.ENTRY, of=entry)


def _some(entry: "type[Entry]") -> Any:
    return _member(Kind.ENTRIES, of=entry)


def _text(column: str = "") -> Any:
    return _member(Kind.TEXT, column)


def _day() -> Any:
    return _member(Kind.DATE)


def _ours(kind: Kind = Kind.TEXT, column: str = "") -> Any:
    return _member(kind, column, ours=True)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """Anything in a profile; `source` is where the file has it, `unmapped` what of it has no place."""

    source: str = field(default="", compare=False)
    unmapped: tuple[Part, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Location(Entry):
    """Where the person lives; `country_code` is ISO 3166-1 alpha-2."""

    address: str | None = _text()
    postal_code: str | None = _text()
    city: str | None = _text("place")
    country_code: str | None = _text()
    region: str | None = _text()


@dataclass(frozen=True, kw_only=True)
class OnlineProfile(Entry):
    """An account in a network."""

    network: str | None = _text("name")
    username: str | None = _text()
    url: str | None = _text()


@dataclass(frozen=True, kw_only=True)
class Basics(Entry):
    """Who the person is and how to reach her."""

    name: str | None = _text()
    label: str | None = _text()
    image: str | None = _text()
    email: str | None = _text()
    phone: str | None = _text()
    url: str | None = _text()
    summary: str | None = _text()
    location: Location | None = _one(Location)  # noqa: RUF009 - returns a field
    profiles: tuple[OnlineProfile, ...] | None = _some(OnlineProfile)
    given_name: str | None = _ours()
    family_name: str | None = _ours()
    birth_date: str | None = _ours(Kind.DATE)
    gender: str | None = _ours()
    nationalities: tuple[str, ...] | None = _ours(Kind.LINES)
    driving_licences: tuple[str, ...] | None = _ours(Kind.LINES)


@dataclass(frozen=True, kw_only=True)
class Work(Entry):
    """A job; `esco_uri` is the occupation, `isco08` its code, `nace2` the employer's industry."""

    name: str | None = _text("organisation")
    location: str | None = _text("place")
    description: str | None = _text()
    position: str | None = _text("name")
    url: str | None = _text()
    start_date: str | None = _day()
    end_date: str | None = _day()
    summary: str | None = _text()
    highlights: tuple[str, ...] | None = _member(Kind.LINES, "details")
    country_code: str | None = _ours()
    is_current: bool | None = _ours(Kind.FLAG)
    esco_uri: str | None = _ours()
    isco08: str | None = _ours()
    nace2: str | None = _ours()


@dataclass(frozen=True, kw_only=True)
class Volunteer(Entry):
    """Voluntary work."""

    organization: str | None = _text("organisation")
    position: str | None = _text("name")
    url: str | None = _text()
    start_date: str | None = _day()
    end_date: str | None = _day()
    summary: str | None = _text()
    highlights: tuple[str, ...] | None = _member(Kind.LINES, "details")
    is_current: bool | None = _ours(Kind.FLAG)


@dataclass(frozen=True, kw_only=True)
class Education(Entry):
    """A course of study; `study_type` is the qualification, `isced_f` its field, `eqf_level` its level."""

    institution: str | None = _text("organisation")
    url: str | None = _text()
    area: str | None = _text()
    study_type: str | None = _text("name")
    start_date: str | None = _day()
    end_date: str | None = _day()
    score: str | None = _text()
    courses: tuple[str, ...] | None = _member(Kind.LINES, "details")
    summary: str | None = _ours()
    place: str | None = _ours()
    country_code: str | None = _ours()
    is_current: bool | None = _ours(Kind.FLAG)
    eqf_level: str | None = _ours()
    isced_f: str | None = _ours()


@dataclass(frozen=True, kw_only=True)
class Award(Entry):
    """A prize or an honour."""

    title: str | None = _text("name")
    date: str | None = _day()
    awarder: str | None = _text("organisation")
    summary: str | None = _text()


@dataclass(frozen=True, kw_only=True)
class Certificate(Entry):
    """A certificate of a course or an examination."""

    name: str | None = _text()
    date: str | None = _day()
    url: str | None = _text()
    issuer: str | None = _text("organisation")
    summary: str | None = _ours()


@dataclass(frozen=True, kw_only=True)
class Publication(Entry):
    """Something the person published."""

    name: str | None = _text()
    publisher: str | None = _text("organisation")
    release_date: str | None = _member(Kind.DATE, "date")
    url: str | None = _text()
    summary: str | None = _text()


@dataclass(frozen=True, kw_only=True)
class Skill(Entry):
    """What the person can do; `esco_uri` is the skill in ESCO."""

    name: str | None = _text()
    level: str | None = _text()
    keywords: tuple[str, ...] | None = _member(Kind.LINES, "details")
    esco_uri: str | None = _ours()


@dataclass(frozen=True, kw_only=True)
class Language(Entry):
    """A language and its CEFR levels; `language_code` is ISO 639-2."""

    language: str | None = _text("name")
    fluency: str | None = _text("level")
    language_code: str | None = _ours()
    is_native: bool | None = _ours(Kind.FLAG)
    listening: str | None = _ours(Kind.CEFR)
    reading: str | None = _ours(Kind.CEFR)
    interaction: str | None = _ours(Kind.CEFR)
    production: str | None = _ours(Kind.CEFR)
    writing: str | None = _ours(Kind.CEFR)


@dataclass(frozen=True, kw_only=True)
class Interest(Entry):
    """What the person likes to do."""

    name: str | None = _text()
    keywords: tuple[str, ...] | None = _member(Kind.LINES, "details")
    summary: str | None = _ours()


@dataclass(frozen=True, kw_only=True)
class Reference(Entry):
    """What somebody says of the person."""

    name: str | None = _text()
    reference: str | None = _text("summary")


@dataclass(frozen=True, kw_only=True)
class Project(Entry):
    """A project the person worked in."""

    name: str | None = _text()
    description: str | None = _text()
    highlights: tuple[str, ...] | None = _member(Kind.LINES, "details")
    keywords: tuple[str, ...] | None = _member(Kind.LINES)
    start_date: str | None = _day()
    end_date: str | None = _day()
    url: str | None = _text()
    roles: tuple[str, ...] | None = _member(Kind.LINES)
    entity: str | None = _text("organisation")
    type: str | None = _text()
    is_current: bool | None = _ours(Kind.FLAG)


@dataclass(frozen=True, kw_only=True)
class Profile(Entry):
    """A whole CV."""

    basics: Basics | None = _one(Basics)  # noqa: RUF009 - returns a field
    work: tuple[Work, ...] | None = _some(Work)
    volunteer: tuple[Volunteer, ...] | None = _some(Volunteer)
    education: tuple[Education, ...] | None = _some(Education)
    awards: tuple[Award, ...] | None = _some(Award)
    certificates: tuple[Certificate, ...] | None = _some(Certificate)
    publications: tuple[Publication, ...] | None = _some(Publication)
    skills: tuple[Skill, ...] | None = _some(Skill)
    languages: tuple[Language, ...] | None = _some(Language)
    interests: tuple[Interest, ...] | None = _some(Interest)
    references: tuple[Reference, ...] | None = _some(Reference)
    projects: tuple[Project, ...] | None = _some(Project)


CEFR: Final = ("A1", "A2", "B1", "B2", "C1", "C2")


_MEMBERS: Final[dict[type[Entry], tuple[Member, ...]]] = {}


def members_of(entry: type[Entry]) -> tuple[Member, ...]:
    """Return the members of a class of entries in the order in which they are written.

    >>> [member.json for member in members_of(Location)]
    ['address', 'postalCode', 'city', 'countryCode', 'region']
    """
    if entry not in _MEMBERS:
        _MEMBERS[entry] = tuple(_found_in(entry))
    return _MEMBERS[entry]


def _found_in(entry: type[Entry]) -> Iterator[Member]:
    for one in fields(entry):
        if "kind" in one.metadata:
            about = one.metadata
            column = about["column"] or one.name
            yield Member(one.name, about["kind"], _camel(one.name), column, about["ours"], about["entry"])


def _camel(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(word.capitalize() for word in others)

"""JSON Resume in and out without loss: what the schema does not name is kept with its entry and given back."""

import json
import re
from collections.abc import Mapping
from typing import Any, Final, TypeVar

from corridor.batch.cv.refusal import DEPTH_CEILING, is_date, not_a_date, not_text, too_deep
from corridor.batch.cv.types import CEFR, Entry, Kind, Member, Part, Profile, members_of
from corridor.kernel.errors import N_, InputError

OURS: Final = "x-corridor"
"""The member of an entry under which stands what JSON Resume has no name for."""

_NESTING: Final = re.compile(rb'(?:"(?:[^"\\]++|\\.)*+"?|[^"\[\]{}])*+([\[\]{}]|\Z)', re.DOTALL)
_OPENING: Final = frozenset({b"[", b"{"})
_CLOSING: Final = frozenset({b"]", b"}"})
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_TYPE_NAMES: Final = {
    Kind.TEXT: N_("%(file)s, %(place)s: a text belongs here, not %(value)s."),
    Kind.DATE: N_("%(file)s, %(place)s: a date belongs here, not %(value)s."),
    Kind.LINES: N_("%(file)s, %(place)s: a list of texts belongs here, not %(value)s."),
    Kind.ENTRY: N_("%(file)s, %(place)s: an object belongs here, not %(value)s."),
    Kind.ENTRIES: N_("%(file)s, %(place)s: a list of objects belongs here, not %(value)s."),
}

Some = TypeVar("Some", bound=Entry)


def read(data: bytes, name: str) -> Profile:
    """Return the profile of a JSON Resume document."""
    document = parsed(data, name)
    if not isinstance(document, dict):
        raise _wrong_type(name, "/", Kind.ENTRY, document)
    return _Reader(name).entry(Profile, document, "")


def write(profile: Profile) -> bytes:
    """Return a profile as a JSON Resume document."""
    return (json.dumps(as_object(profile), ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()


def as_object(entry: Entry) -> dict[str, object]:
    """Return an entry with everything that it holds, in the words of JSON Resume."""
    found: dict[str, object] = {}
    ours: dict[str, object] = {}
    for member in members_of(type(entry)):
        value = getattr(entry, member.name)
        if value is not None:
            (ours if member.is_ours else found)[member.json] = _plain(member, value)
    if ours:
        found[OURS] = ours
    # Parts without a name are of another format: the report lists them.
    found.update({part.name: part.value for part in entry.unmapped if part.name is not None})
    return found


def _plain(member: Member, value: Any) -> object:
    if member.kind is Kind.ENTRY:
        return as_object(value)
    if member.kind is Kind.ENTRIES:
        return [as_object(one) for one in value]
    return list(value) if member.kind is Kind.LINES else value


def parsed(data: bytes, name: str) -> object:
    """Return a JSON document whose depth, numbers and names are such that it can be given back as it is."""
    _check_depth(data, name)
    try:
        text = data.decode("utf-8-sig")
        document: object = json.loads(
            text, object_pairs_hook=_without_doubles, parse_constant=_refuse_number, parse_float=_finite
        )
    except UnicodeDecodeError as error:
        raise not_text(name, error.start) from error
    except json.JSONDecodeError as error:
        raise _broken(name, error.lineno, error.colno, error.msg) from error
    except ValueError as error:
        raise _broken(name, 1, 1, str(error)) from error
    if _SURROGATE.search(json.dumps(document, ensure_ascii=False)):
        raise _broken(name, 1, 1, "half of a surrogate pair")
    return document


def _check_depth(data: bytes, name: str) -> None:
    depth = 0
    for found in _NESTING.finditer(data):
        mark = found.group(1)
        depth += (mark in _OPENING) - (mark in _CLOSING)
        if depth > DEPTH_CEILING:
            raise too_deep(name, data.count(b"\n", 0, found.end()) + 1)


def _without_doubles(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [key for key, _ in pairs]
        raise ValueError(f'the member "{next(key for key in names if names.count(key) > 1)}" stands there twice')
    return found


def _refuse_number(text: str) -> object:
    raise ValueError(f"{text} is not a number")


def _finite(text: str) -> float:
    number = float(text)
    if number in (float("inf"), float("-inf")):
        raise ValueError(f"the number {text[:20]} is too large")
    return number


def _broken(name: str, line: int, column: int, what: str) -> InputError:
    return InputError(
        N_("%(file)s, line %(line)s, column %(column)s: the JSON is broken (%(what)s)."),
        hint=N_("Save the file again from the program that made it, or correct this line."),
        params={"file": name, "line": line, "column": column, "what": what},
        code="json",
    )


def _wrong_type(name: str, place: str, kind: Kind, value: object) -> InputError:
    shown = json.dumps(value, ensure_ascii=False)
    return InputError(
        _TYPE_NAMES[kind],
        hint=N_("Correct this value, or leave it out; the JSON Resume schema names the type of each member."),
        params={"file": name, "place": place, "value": shown if len(shown) <= 60 else shown[:59] + "…"},
        field=place,
        code="type",
    )


class _Reader:
    """Makes entries of objects; knows the file's name for what it has to refuse."""

    def __init__(self, name: str) -> None:
        self.name = name

    def entry(self, cls: type[Some], value: Mapping[str, object], place: str) -> Some:
        """Return an entry, with the members that have no place in it as parts."""
        members = {member.json: member for member in members_of(cls) if not member.is_ours}
        found: dict[str, Any] = {}
        rest: list[Part] = []
        for name, one in value.items():
            here = f"{place}/{name.replace('~', '~0').replace('/', '~1')}"
            member = members.get(name)
            if name == OURS and (ours := read_ours(cls, one)):
                found.update(ours)
            elif member is None or _is_left_open(member, one):
                rest.append(Part(here, one, name))
            else:
                found[member.name] = self.value(member, one, here)
        return cls(source=place or "/", unmapped=tuple(rest), **found)

    def value(self, member: Member, value: object, place: str) -> object:
        """Return the value of a member, checked."""
        if member.kind is Kind.ENTRY and isinstance(value, dict):
            return self.entry(_entry_of(member), value, place)
        if member.kind is Kind.ENTRIES and isinstance(value, list):
            return tuple(self.item(member, one, f"{place}/{n}") for n, one in enumerate(value))
        if member.kind is Kind.DATE and isinstance(value, str) and not is_date(value):
            raise not_a_date(self.name, place, value)
        checked = plain_value(member.kind, value)
        if checked is None:
            raise _wrong_type(self.name, place, member.kind, value)
        return checked

    def item(self, member: Member, value: object, place: str) -> Entry:
        """Return one entry of a list."""
        if not isinstance(value, dict):
            raise _wrong_type(self.name, place, Kind.ENTRY, value)
        return self.entry(_entry_of(member), value, place)


def _entry_of(member: Member) -> type[Entry]:
    assert member.entry is not None
    return member.entry


def _is_left_open(member: Member, value: object) -> bool:
    # Many files say "endDate": "" or null for a job that goes on; it means nothing here and is given back.
    return value is None or (value == "" and member.kind is Kind.DATE)


def plain_value(kind: Kind, value: object) -> object | None:
    """Return a value without parts if it is of its kind, else None."""
    if kind is Kind.LINES:
        is_list = isinstance(value, list) and all(isinstance(one, str) for one in value)
        return tuple(value) if is_list and isinstance(value, list) else None
    if kind is Kind.FLAG:
        return value if isinstance(value, bool) else None
    if kind is Kind.CEFR:
        return value if value in CEFR else None
    if kind is Kind.DATE:
        return value if isinstance(value, str) and is_date(value) else None
    return value if kind is Kind.TEXT and isinstance(value, str) else None


def read_ours(cls: type[Entry], value: object) -> dict[str, object] | None:
    """Return the members of an entry that only Corridor writes, or None where somebody else wrote this."""
    members = {member.json: member for member in members_of(cls) if member.is_ours}
    if not isinstance(value, dict) or not value or not members.keys() >= value.keys():
        return None
    found = {members[key].name: plain_value(members[key].kind, one) for key, one in value.items()}
    return None if None in found.values() else found

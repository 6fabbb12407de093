"""The CSV template: one person in a file, one row per entry, its `section` in the first column.

Lists stand in one cell, one item per line. A cell that a spreadsheet would take for a formula begins with an
apostrophe, which is taken off again when the file is read.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from corridor.batch.cv.refusal import is_date, not_a_date, not_a_level, not_text
from corridor.batch.cv.report import NO_PLACE, Loss, losses
from corridor.batch.cv.types import (
    CEFR,
    Basics,
    Entry,
    Kind,
    Location,
    Member,
    OnlineProfile,
    Part,
    Profile,
    members_of,
)
from corridor.kernel.errors import N_, InputError

SECTIONS: Final[Mapping[str, type[Entry]]] = {member.name: member.entry or Basics for member in members_of(Profile)} | {
    "profiles": OnlineProfile
}
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "'")
YES: Final = frozenset({"yes", "true", "1", "oui", "si", "sí", "نعم"})
NO: Final = frozenset({"no", "false", "0", "non", "لا"})
DELIMITERS: Final = (",", ";", "\t")
ROW_CEILING: Final = 10_000
HEADER_CEILING: Final = 4_000


def columns_of(entry: type[Entry]) -> dict[str, Member]:
    """Return the columns of a section; those of a person's address stand in the row of the person."""
    own = {member.column: member for member in members_of(entry) if not member.entry}
    return own | {member.column: member for member in members_of(Location)} if entry is Basics else own


COLUMNS: Final = ("section", *dict.fromkeys(column for entry in SECTIONS.values() for column in columns_of(entry)))
"""Every column of the template, in its order."""


def header_of(line: str) -> tuple[str, list[str]] | None:
    """Return delimiter and column names if this is the first line of a template.

    >>> header_of("Section;name;start_date")
    (';', ['section', 'name', 'start_date'])
    """
    for delimiter in DELIMITERS:
        cells = next(csv.reader([line[:HEADER_CEILING]], delimiter=delimiter), [])
        names = [name.strip().lower() for name in cells]
        if "section" in names and len(names) > 1:
            return delimiter, names
    return None


def read(data: bytes, name: str) -> Profile:
    """Return the profile of a filled CSV template."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise not_text(name, error.start) from error
    header = header_of(next((line for line in text.splitlines() if line.strip()), ""))
    if header is None:
        raise InputError(
            N_('%(file)s, line 1: no column is called "section".'),
            hint=N_("Begin with the header of the template: section, name, organisation, start_date and so on."),
            params={"file": name},
            code="header",
        )
    delimiter, names = header
    _check_names(name, names)
    found: dict[str, list[Entry]] = {}
    for line, row in _rows(text, delimiter, name):
        section, entry = _entry(name, line, dict(zip(names, row, strict=False)), row[len(names) :])
        found.setdefault(section, []).append(entry)
    return _profile(name, found)


def _check_names(name: str, names: list[str]) -> None:
    twice = [column for column in names if column and names.count(column) > 1]
    if twice:
        raise InputError(
            N_('%(file)s, line 1: the column "%(column)s" stands there twice.'),
            hint=N_("Keep one of the two."),
            params={"file": name, "column": twice[0]},
            code="header",
        )


def _rows(text: str, delimiter: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield every filled row with the line on which it ends."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        # Lines without a cell may stand above the header.
        next(row for row in reader if any(cell.strip() for cell in row))
        for number, row in enumerate(reader):
            if number >= ROW_CEILING:
                raise _too_many(name, reader.line_num)
            if any(cell.strip() for cell in row):
                yield reader.line_num, row
    except csv.Error as error:
        raise InputError(
            N_("%(file)s, line %(line)s: the row cannot be read (%(what)s)."),
            hint=N_("Look for a quotation mark that is not closed, and save the file as CSV again."),
            params={"file": name, "line": reader.line_num, "what": str(error)},
            code="csv",
        ) from error


def _too_many(name: str, line: int) -> InputError:
    return InputError(
        N_("%(file)s, line %(line)s: a CV has at most %(rows)s rows."),
        hint=N_("Put one person into one file."),
        params={"file": name, "line": line, "rows": ROW_CEILING},
        code="too_large",
    )


def _entry(name: str, line: int, cells: Mapping[str, str], beyond: Iterable[str]) -> tuple[str, Entry]:
    section = cells.get("section", "").strip().lower()
    if section not in SECTIONS:
        raise InputError(
            N_('%(file)s, line %(line)s, column section: "%(value)s" is not a section.'),
            hint=N_("Write one of: %(sections)s."),
            params={"file": name, "line": line, "value": section[:60], "sections": ", ".join(SECTIONS)},
            field="section",
            code="section",
        )
    columns = columns_of(SECTIONS[section])
    found: dict[str, Any] = {}
    rest = [Part(f"line {line}", cell) for cell in beyond if cell]
    for column, cell in cells.items():
        if column == "section" or not cell.strip():
            continue
        if column in columns:
            found[column] = _value(name, f"line {line}, column {column}", columns[column], _unguarded(cell))
        else:
            rest.append(Part(f"line {line}, column {column}", cell))
    return section, _made(SECTIONS[section], found, f"line {line}", tuple(rest))


def _made(cls: type[Entry], found: Mapping[str, Any], source: str, rest: tuple[Part, ...]) -> Entry:
    own = {m.name: found[m.column] for m in members_of(cls) if not m.entry and m.column in found}
    if cls is Basics:
        home = {m.name: found[m.column] for m in members_of(Location) if m.column in found}
        own |= {"location": Location(source=source, **home)} if home else {}
    return cls(source=source, unmapped=rest, **own)


def _value(name: str, place: str, member: Member, cell: str) -> object:
    text = cell.strip()
    if member.kind is Kind.DATE and not is_date(text):
        raise not_a_date(name, place, text)
    if member.kind is Kind.LINES:
        return tuple(line.strip() for line in cell.splitlines() if line.strip())
    if member.kind is Kind.CEFR:
        return _level(name, place, text)
    return _flag(name, place, text) if member.kind is Kind.FLAG else cell


def _level(name: str, place: str, text: str) -> str:
    if text.upper() not in CEFR:
        raise not_a_level(name, place, text)
    return text.upper()


def _flag(name: str, place: str, text: str) -> bool:
    if text.lower() not in YES | NO:
        raise InputError(
            N_('%(file)s, %(place)s: "%(value)s" is neither yes nor no.'),
            hint=N_("Write yes or no, or leave the cell empty."),
            params={"file": name, "place": place, "value": text[:60]},
            field=place,
            code="flag",
        )
    return text.lower() in YES


def _profile(name: str, found: Mapping[str, list[Entry]]) -> Profile:
    people = found.get("basics", [])
    if len(people) > 1:
        raise InputError(
            N_("%(file)s, %(place)s: a second person begins here."),
            hint=N_("Put one person into one file: one row with the section basics."),
            params={"file": name, "place": people[1].source},
            field="section",
            code="person",
        )
    basics: Any = people[0] if people else None
    accounts = tuple(found.get("profiles", ()))
    if accounts:
        basics = replace(basics or Basics(), profiles=accounts)
    others: dict[str, Any] = {
        section: tuple(entries) for section, entries in found.items() if section not in {"basics", "profiles"}
    }
    return Profile(basics=basics, **others)


def write(profile: Profile) -> tuple[bytes, list[Loss]]:
    """Return the template filled with a profile, in the columns that are in use, and what it cannot carry."""
    rows = list(_written(profile))
    used = [column for column in COLUMNS if column in ("section", "name") or any(row.get(column) for row in rows)]
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, used, lineterminator="\r\n", restval="", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue().encode("utf-8-sig"), list(losses(profile, _carries))


def _written(profile: Profile) -> Iterator[dict[str, str]]:
    for member in members_of(Profile):
        value = getattr(profile, member.name)
        if isinstance(value, Basics):
            yield {"section": "basics", **_cells(value), **(_cells(value.location) if value.location else {})}
            yield from ({"section": "profiles", **_cells(one)} for one in value.profiles or ())
        else:
            yield from ({"section": member.name, **_cells(one)} for one in value or ())


def _cells(entry: Entry) -> dict[str, str]:
    found = ((m.column, getattr(entry, m.name)) for m in members_of(type(entry)) if not m.entry)
    return {column: _guarded(_cell(value)) for column, value in found if value is not None}


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return "\n".join(" ".join(str(line).split()) for line in value)
    return str(value)


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell


def _carries(entry: Entry, member: Member) -> str:
    value = getattr(entry, member.name)
    if member.kind is Kind.LINES and any(" ".join(line.split()) != line or not line for line in value):
        return "a list stands one item per line: white space in its items was made single"
    if isinstance(value, str) and not value.strip():
        return "a cell of white space is an empty cell"
    return "" if member.column in COLUMNS or member.entry else NO_PLACE

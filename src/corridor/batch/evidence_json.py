"""Job adverts of schema.org as rows: JSON lines or one JSON array, read as a stream, one advert at a time.

Of an advert only its number, place, occupation and day are taken; who recruits is never kept.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import IO, Final

from corridor.batch.evidence_record import LONGEST, UnusableFileError

HEADER: Final = ["fault", "identifier", "addressCountry", "occupationalCategory", "datePosted"]
LARGEST: Final = 1 << 20
"""So many letters may one advert have."""

DEEPEST, MOST = 20, 1000
"""So deep may an advert be nested, and so many members may a list of it have."""

BLANKS: Final = " \t\r\n"
BETWEEN: Final = re.compile(r"[\s,]*")
DECODER: Final = json.JSONDecoder()
Row = tuple[int, list[str]]


def starts_as_json(stream: IO[bytes]) -> bool:
    """Return whether a text begins with an object or an array."""
    start = stream.read(64).removeprefix(b"\xef\xbb\xbf").lstrip()
    stream.seek(0)
    return start[:1] in (b"{", b"[")


def advert_rows(stream: IO[str]) -> Iterator[Row]:
    """Yield the header, then a row for each advert with the line on which it begins.

    Raises
    ------
    UnusableFileError : an array does not close, or its members can not be told apart
    """
    found = _documents(stream)
    first = next(found, None)
    if first is None or not is_advert(first[1]):
        yield 1, [json.dumps(first[1])[:80] if first else ""]
        return
    yield first[0], HEADER
    yield first[0], _row(first[1])
    for line, document in found:
        yield line, _row(document)


def _documents(stream: IO[str]) -> Iterator[tuple[int, object]]:
    """Yield documents with their lines; a line that is none yields the fault as text."""
    start = stream.read(1)
    line = 1
    while start and start in BLANKS:
        line += start == "\n"
        start = stream.read(1)
    if start == "[":
        yield from _members(stream, line)
    elif start:
        yield from _lines(stream, start, line)


def _lines(stream: IO[str], start: str, line: int) -> Iterator[tuple[int, object]]:
    while text := start + stream.readline(LARGEST + 1):
        start = ""
        if len(text) > LARGEST:
            yield line, "too_large"
            while text and not text.endswith("\n"):
                text = stream.readline(LARGEST)
        elif text.strip():
            yield line, _read(text)
        line += 1


def _read(text: str) -> object:
    try:
        document: object = json.loads(text)
    except RecursionError:
        return "too_deep"
    except ValueError:
        return "not_json"
    return document if isinstance(document, dict) else "not_json"


def _members(stream: IO[str], line: int) -> Iterator[tuple[int, object]]:
    """Yield the members of an array of which only a part is held at a time."""
    text, place = "", 0
    while True:
        blank = BETWEEN.match(text, place)
        end = blank.end() if blank else place
        line, place = line + text.count("\n", place, end), end
        if place == len(text):
            text, place = stream.read(LARGEST), 0
            if not text:
                raise UnusableFileError("truncated", line)
        elif text[place] == "]":
            return
        else:
            text, place, end, document = _member(text, place, stream, line)
            yield line, document
            line, place = line + text.count("\n", place, end), end


def _member(text: str, place: int, stream: IO[str], line: int) -> tuple[str, int, int, object]:
    """Return the text with as much as had to be read, the place and the end of a member in it, and the member."""
    while True:
        try:
            document, end = DECODER.raw_decode(text, place)
        except RecursionError:
            raise UnusableFileError("malformed_json", line) from None
        except ValueError as error:
            if len(text) - place > LARGEST:
                raise UnusableFileError("malformed_json", line) from error
            if not (more := stream.read(LARGEST)):
                raise UnusableFileError("truncated", line) from error
            text, place = text[place:] + more, 0
        else:
            return text, place, end, document if isinstance(document, dict) else "not_json"


def is_advert(document: object) -> bool:
    """Return whether a document says of itself that it is a job advert."""
    kind = document.get("@type", "") if isinstance(document, dict) else ""
    return "JobPosting" in ([kind] if isinstance(kind, str) else kind if isinstance(kind, list) else [])


def _row(document: object) -> list[str]:
    if not isinstance(document, dict):
        return [str(document), "", "", "", ""]
    if not _is_modest(document):
        return ["too_deep", "", "", "", ""]
    if not is_advert(document):
        return ["not_an_advert", "", "", "", ""]
    number = _text(document.get("identifier"), "value", "@value") or _text(document.get("url"))
    category = _category(document)
    return ["", number, _country(document.get("jobLocation")), category, _text(document.get("datePosted"), "@value")]


def _is_modest(document: object) -> bool:
    """Return whether neither depth nor lists are out of all proportion."""
    level, depth = [document], 0
    while level and depth <= DEEPEST:
        inner: list[object] = []
        for value in level:
            members = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
            if len(members) > MOST:
                return False
            inner += members
        level, depth = inner, depth + 1
    return not level


def _first(value: object) -> object:
    return next(iter(value), None) if isinstance(value, list) else value


def _text(value: object, *names: str) -> str:
    """Return a text, or that of the first of some properties of an object which has one."""
    value = _first(value)
    if isinstance(value, Mapping):
        return next((found for name in names if (found := _text(value.get(name)))), "")
    return str(value).strip()[:LONGEST] if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _country(location: object) -> str:
    """Return the country of the first place that names one."""
    for place in location if isinstance(location, list) else [location]:
        address = _first(place.get("address")) if isinstance(place, Mapping) else None
        if isinstance(address, Mapping) and (found := _text(address.get("addressCountry"), "name", "identifier")):
            return found
    return ""


def _category(document: Mapping[str, object]) -> str:
    """Return the codes of the occupation, each on a line: of the advert itself, then of the occupations it names."""
    occupations = document.get("relevantOccupation")
    holders = [document, *(occupations if isinstance(occupations, list) else [occupations])]
    found = []
    for holder in holders:
        given = holder.get("occupationalCategory") if isinstance(holder, Mapping) else None
        for category in given if isinstance(given, list) else [given]:
            found.append(_code(category))
    return "\n".join(text for text in found if text)


def _code(category: object) -> str:
    if isinstance(category, Mapping):
        lists = _text(category.get("inCodeSet"), "name", "@id").upper()
        if lists and not any(name in lists for name in ("ISCO", "ESCO")):
            return ""
        return _text(category, "codeValue", "@id", "url")
    return _text(category)

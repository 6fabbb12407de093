"""From bytes to a profile and back; the format of a file is what it holds, not what it is called."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from corridor.batch.cv import csv_template, elm, europass_read, europass_write, json_resume, passport
from corridor.batch.cv.pdf import attached_xml
from corridor.batch.cv.refusal import PDF_CEILING, TEXT_CEILING, too_large
from corridor.batch.cv.report import NO_PLACE, Loss, unnamed_parts
from corridor.batch.cv.types import Profile
from corridor.batch.cv.xml_tree import parse
from corridor.kernel.errors import N_, InputError

_MARKS: Final[Mapping[bytes, str]] = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


@dataclass(frozen=True)
class Reading:
    """A profile and the format in which it was found."""

    profile: Profile
    format: str


@dataclass(frozen=True)
class Writing:
    """A file of a profile, and what it could not carry."""

    data: bytes
    losses: tuple[Loss, ...]


def read_cv(data: bytes, *, name: str) -> Reading:
    """Return the profile in a file.

    Parameters
    ----------
    data : the file's bytes
    name : what the file is called in messages

    Raises
    ------
    InputError : the file is no CV in a known format, or something in it is wrong; the message names file and place
    """
    if b"%PDF-" in data[:1024]:
        _check_size(data, name, PDF_CEILING)
        return _reading_xml(attached_xml(data, name), name, "europass-pdf")
    _check_size(data, name, TEXT_CEILING)
    start = _beginning(data)
    if start.startswith("<"):
        return _reading_xml(data, name, "europass-xml")
    if start.startswith(("{", "[")):
        return Reading(json_resume.read(data, name), "json-resume")
    if csv_template.header_of(start.splitlines()[0] if start else ""):
        return Reading(csv_template.read(data, name), "csv")
    raise _unknown(name, data)


def _check_size(data: bytes, name: str, ceiling: int) -> None:
    if len(data) > ceiling:
        raise too_large(name, len(data), ceiling)


def _beginning(data: bytes) -> str:
    encoding = next((known for mark, known in _MARKS.items() if data.startswith(mark)), "utf-8")
    return data[:4000].decode(encoding, "replace").lstrip("\ufeff \t\r\n")


def _reading_xml(data: bytes, name: str, form: str) -> Reading:
    if _beginning(data)[:14].lower().startswith(("<!doctype html", "<html")):
        raise _web_page(name)
    root = parse(data, name)
    if root.tag == "Candidate":
        return Reading(europass_read.profile_of(root, name), form)
    if root.tag == "SkillsPassport":
        return Reading(passport.profile_of(root, name), form.replace("europass", "skillspassport"))
    if root.tag == "html":
        raise _web_page(name)
    raise InputError(
        N_('%(file)s, line %(line)s: an XML document that begins with "%(tag)s" is not a Europass CV.'),
        hint=N_("A Europass CV begins with Candidate, one made before 2020 with SkillsPassport."),
        params={"file": name, "line": root.line, "tag": root.tag[:60]},
        code="unknown",
    )


def _web_page(name: str) -> InputError:
    return InputError(
        N_("%(file)s, line 1: this is a web page, not a CV."),
        hint=N_("Open the page and download the CV from it."),
        params={"file": name},
        code="web_page",
    )


def _unknown(name: str, data: bytes) -> InputError:
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return InputError(
            N_("%(file)s is a workbook, a text document or an archive."),
            hint=N_("Save a workbook as CSV (UTF-8); copy the text of a document into the CSV template."),
            params={"file": name},
            code="unknown",
        )
    return InputError(
        N_("%(file)s, line 1: this is no CV in a format that can be read."),
        hint=N_("Give JSON Resume, Europass XML, a PDF from the Europass site, or the CSV template."),
        params={"file": name},
        code="unknown",
    )


def _json_resume(profile: Profile) -> tuple[bytes, list[Loss]]:
    left = [Loss(part.path, part.value, NO_PLACE, part.path) for part in unnamed_parts(profile)]
    return json_resume.write(profile), left


FORMATS: Final[Mapping[str, Callable[[Profile], tuple[bytes, list[Loss]]]]] = {
    "json-resume": _json_resume,
    "europass-xml": europass_write.write,
    "csv": csv_template.write,
    "elm": elm.write,
}
"""The formats that can be written."""


def write_cv(profile: Profile, *, to: str) -> Writing:
    """Return a file of a profile in one of `FORMATS`."""
    data, left = FORMATS[to](profile)
    return Writing(data, tuple(left))

"""Opening a statistics file by what it holds, not by its name: plain or compressed text, workbook, zip."""

import csv
import gzip
import io
import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain, islice
from pathlib import Path
from typing import IO, Final, TypeVar, cast
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook

from corridor.batch.evidence_json import advert_rows, starts_as_json
from corridor.batch.evidence_record import LONGEST_CELL, UnusableFileError, not_recognised
from corridor.kernel.errors import N_, InputError

Row = tuple[int, list[str]]
Rows = Iterator[Row]
Read = TypeVar("Read")
GZIP, ZIP = b"\x1f\x8b", b"PK"
ENCRYPTED: Final = 1
DAMAGE: Final = (EOFError, OSError, NotImplementedError, lzma.LZMAError, zlib.error, zipfile.BadZipFile)
"""How the packing of a damaged file shows; zip files of an unknown method are as good as damaged."""
BROKEN_BOOK: Final = (*DAMAGE, KeyError, IndexError, ValueError, ParseError)
HEAD: Final = 64
"""So many rows may stand before the header."""


@dataclass(frozen=True, slots=True)
class Source:
    """The rows of a file with their lines; `groups` are the areas that the file itself calls aggregates.

    `delimiter` separates the cells of a file that is text, plain or compressed, and is empty for any other.
    """

    head: list[Row]
    rest: Rows
    groups: frozenset[str] = frozenset()
    delimiter: str = ""

    def after(self, place: int) -> Rows:
        """Return the rows that follow the row at a place of the head."""
        return chain(self.head[place + 1 :], self.rest)


def open_source(path: Path, stack: ExitStack) -> Source:
    """Open a file; the stack closes it.

    Raises
    ------
    InputError : the file cannot be opened
    UnusableFileError : it is damaged, or no text
    """
    try:
        start = stack.enter_context(path.open("rb"))
    except OSError as error:
        raise InputError(
            N_("%(file)s cannot be read."),
            hint=N_("Check the name of the file and who may read it."),
            field="file",
            params={"file": path.name},
        ) from error
    if _magic(start) == ZIP:
        return replace(_from_zip(start, stack), delimiter="")
    stream = _unpacked(start, stack)
    return _from_json(stream) if guarded(lambda: starts_as_json(stream)) else _from_text(stream)


def open_bytes(path: Path, stack: ExitStack) -> IO[bytes]:
    """Open the text of a file that is no zip once more, as bytes."""
    return _unpacked(stack.enter_context(path.open("rb")), stack)


def _magic(stream: IO[bytes]) -> bytes:
    magic = stream.read(2)
    stream.seek(0)
    return magic


def _unpacked(stream: IO[bytes], stack: ExitStack) -> IO[bytes]:
    if _magic(stream) == GZIP:
        return cast(IO[bytes], stack.enter_context(gzip.open(stream)))
    return stream


def _from_text(stream: IO[bytes], groups: frozenset[str] = frozenset()) -> Source:
    lines = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
    start = guarded(lambda: list(islice(lines, HEAD)))
    delimiter = _delimiter(start)
    rows = _rows(chain(start, lines), delimiter)
    return Source(guarded(lambda: list(islice(rows, HEAD))), rows, groups, delimiter)


def guarded(read: Callable[[], Read]) -> Read:
    """Read, and say of a damaged file that it is damaged."""
    try:
        return read()
    except UnicodeDecodeError as error:
        raise UnusableFileError("not_utf8") from error
    except DAMAGE as error:
        raise UnusableFileError("truncated") from error


def _delimiter(start: list[str]) -> str:
    """Return what separates the cells: the mark that the widest of the first lines holds most often."""
    if start and "\t" in start[0]:
        return "\t"
    widest = max(start, key=lambda line: max(line.count(","), line.count(";")), default="")
    return ";" if widest.count(";") > widest.count(",") else ","


def _rows(lines: Iterator[str], delimiter: str) -> Rows:
    """Yield rows with the line on which each begins; a last line that is cut off is refused."""
    last = "\n"

    def remembered() -> Iterator[str]:
        nonlocal last
        for line in lines:
            last = line
            yield line

    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(remembered(), delimiter=delimiter, strict=True)
    line, width, cells = 1, 0, 0
    try:
        for fields in reader:
            if fields:
                yield line, fields
                width, cells = max(width, len(fields)), len(fields)
            line = reader.line_num + 1
    except csv.Error as error:
        raise UnusableFileError("truncated" if "end of data" in str(error) else "malformed", line) from error
    except UnicodeDecodeError as error:
        raise UnusableFileError("not_utf8", line) from error
    except DAMAGE as error:
        raise UnusableFileError("truncated", line) from error
    if not last.endswith(("\n", "\r")) and cells < width:
        raise UnusableFileError("truncated", line - 1)


def _from_json(stream: IO[bytes]) -> Source:
    """Read job adverts, one in each row."""
    rows = _adverts(io.TextIOWrapper(stream, encoding="utf-8-sig"))
    return Source(list(islice(rows, 1)), rows)


def _adverts(lines: IO[str]) -> Rows:
    try:
        yield from advert_rows(lines)
    except UnicodeDecodeError as error:
        raise UnusableFileError("not_utf8") from error
    except DAMAGE as error:
        raise UnusableFileError("truncated") from error


def _from_zip(stream: IO[bytes], stack: ExitStack) -> Source:
    archive = stack.enter_context(guarded(lambda: zipfile.ZipFile(stream)))
    names = archive.namelist()
    if any(member.flag_bits & ENCRYPTED for member in archive.infolist()):
        raise not_recognised()
    if "xl/workbook.xml" in names:
        return _from_workbook(stream)
    tables = [name for name in names if name.lower().endswith(".csv") and "metadata_" not in name.lower()]
    if not tables:
        raise not_recognised()
    # WDI_CSV.zip holds several tables; the figures are by far the largest.
    table = max(tables, key=lambda name: archive.getinfo(name).file_size)
    member = stack.enter_context(guarded(lambda: archive.open(table)))
    return _from_text(member, guarded(lambda: _aggregates(archive)))


def _aggregates(archive: zipfile.ZipFile) -> frozenset[str]:
    """Return the codes that the World Bank's list of countries leaves without a region."""
    for name in archive.namelist():
        if Path(name).name.startswith("Metadata_Country") or Path(name).name == "WDICountry.csv":
            lines = io.StringIO(archive.read(name).decode("utf-8-sig"), newline="")
            rows = csv.DictReader(lines)
            return frozenset(row.get("Country Code", "") or "" for row in rows if not (row.get("Region") or "").strip())
    return frozenset()


def _from_workbook(stream: IO[bytes]) -> Source:
    """Read the first table of a workbook: the sheet "Table 1" where there is one."""
    stream.seek(0)
    try:
        book = load_workbook(stream, read_only=True, data_only=True)
        sheet = book["Table 1"] if "Table 1" in book.sheetnames else book.worksheets[0]
    except BROKEN_BOOK as error:
        raise UnusableFileError("truncated") from error
    rows = _cells(sheet.iter_rows(values_only=True))
    return Source(guarded(lambda: list(islice(rows, HEAD))), rows)


def _cells(rows: Iterator[tuple[object, ...]]) -> Rows:
    try:
        for line, row in enumerate(rows, start=1):
            fields = ["" if value is None else _text(value) for value in row]
            if any(fields):
                yield line, fields
    except BROKEN_BOOK as error:
        raise UnusableFileError("truncated") from error


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    return str(value)

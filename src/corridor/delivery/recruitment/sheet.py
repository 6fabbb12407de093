"""A CSV file as a table of texts: its encoding, its separator and its columns are found or refused."""

import csv
import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Protocol

from corridor.kernel.errors import N_, InputError

MOST_ROWS = 200_000
_SEPARATORS = (",", ";", "\t")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


class _Reader(Protocol):
    """What the reader of the standard library gives: rows, and the line on which the last one ended."""

    @property
    def line_num(self) -> int: ...

    def __iter__(self) -> Iterator[list[str]]: ...


@dataclass(frozen=True)
class SheetRow:
    """One row: the line on which it ends, its cells by column, and how many cells have no column."""

    line: int
    cells: Mapping[str, str]
    surplus: int = 0


@dataclass(frozen=True)
class UnknownColumn:
    """A column that is not used, and the known column that it resembles."""

    name: str
    meant: str = ""


@dataclass(frozen=True)
class Sheet:
    """A table of texts: the known columns that were found, those not used, and the rows."""

    columns: tuple[str, ...]
    unknown: tuple[UnknownColumn, ...]
    rows: tuple[SheetRow, ...]


def read_sheet(content: bytes, *, known: Sequence[str], required: Sequence[str]) -> Sheet:
    """Return the table of a CSV file, or refuse it with the place of the fault.

    >>> read_sheet(b"a;b\\n1;2\\n", known=["a"], required=["a"]).rows[0].cells["a"]
    '1'
    """
    text = decoded(content)
    header = text.partition("\n")[0].rstrip("\r")
    separator = max(_SEPARATORS, key=header.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        names = [name.strip().lower() for name in next(reader, [])]
        check_columns(names, known=known, required=required)
        rows = tuple(_rows(reader, names))
    except csv.Error as error:
        raise InputError(
            N_("Line %(line)s cannot be read as a row of a table."),
            hint=N_("Look for a quotation mark that is opened and not closed, and save the file as CSV again."),
            field="file",
            params={"line": reader.line_num},
        ) from error
    unknown = tuple(UnknownColumn(name, resembled(name, known)) for name in names if name and name not in known)
    return Sheet(tuple(name for name in names if name in known), unknown, rows)


def decoded(content: bytes) -> str:
    """Return the text of a file in UTF-8 or UTF-16; name the line of the first byte that is neither."""
    if content.startswith(_UTF16):
        return _utf16(content)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            N_("Line %(line)s holds a sign that is not UTF-8 (byte %(byte)s)."),
            hint=N_('Save the file as "CSV UTF-8" in your spreadsheet and upload it again.'),
            field="file",
            params={"line": content[: error.start].count(b"\n") + 1, "byte": f"0x{content[error.start]:02X}"},
        ) from error
    if "\0" in text:
        raise _no_table()
    return text


def _utf16(content: bytes) -> str:
    try:
        return content.decode("utf-16")
    except UnicodeDecodeError as error:
        raise _no_table() from error


def _no_table() -> InputError:
    return InputError(
        N_("The file is not a table of text."),
        hint=N_('Save the sheet as "CSV UTF-8" in your spreadsheet and upload that file.'),
        field="file",
    )


def check_columns(names: Sequence[str], *, known: Sequence[str], required: Sequence[str]) -> None:
    """Refuse a header in which a column stands twice or a required one is missing."""
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        raise InputError(
            N_("The column %(column)s stands in the file more than once."),
            hint=N_("Remove or rename one of them."),
            field="file",
            params={"column": twice[0]},
        )
    missing = [name for name in required if name not in names]
    if missing:
        raise InputError(
            N_("The file has no column %(missing)s; found were: %(found)s."),
            hint=N_("Rename the columns as in the template; their order does not matter."),
            field="file",
            params={"missing": ", ".join(missing), "found": ", ".join(name for name in names if name) or "-"},
        )


def resembled(name: str, known: Sequence[str]) -> str:
    """Return the known column that a name resembles, or ''."""
    return next(iter(difflib.get_close_matches(name, known, n=1, cutoff=0.6)), "")


def _rows(reader: "_Reader", names: Sequence[str]) -> list[SheetRow]:
    rows: list[SheetRow] = []
    for cells in reader:
        if not any(cell.strip() for cell in cells):
            continue
        if len(rows) == MOST_ROWS:
            raise InputError(
                N_("The file has more than %(most)s rows."),
                hint=N_("Split the file into smaller ones."),
                field="file",
                params={"most": MOST_ROWS},
            )
        given = {name: cell.strip() for name, cell in zip(names, cells, strict=False) if name}
        rows.append(SheetRow(reader.line_num, given, max(0, len(cells) - len(names))))
    return rows

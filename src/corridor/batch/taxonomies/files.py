"""Opening folders, zips and single files without trusting them, and reading their rows."""

import csv
import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO

from corridor.batch.taxonomies.records import FileDigest
from corridor.kernel.errors import N_, DataUnavailable, InputError

MOST_BYTES = 1_000_000_000
MOST_MEMBERS = 1_000
# ESCO shrinks to a seventh; a table of one repeated line to a hundredth.
MOST_RATIO = 100
SMALL = 100_000
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
TABLES = (".csv", ".tsv")
AT_ONCE = 1 << 20
LINES_BEFORE_HEADER = 20
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)


@dataclass(frozen=True, slots=True)
class Member:
    """A table, alone, in a folder or in a zip; `label` names it for people, `place` all the way to it."""

    path: Path
    inner: str = ""

    @property
    def name(self) -> str:
        """The name of the table without folders."""
        return PurePosixPath(self.inner).name if self.inner else self.path.name

    @property
    def label(self) -> str:
        return f"{self.path.name}: {self.name}" if self.inner else self.path.name

    @property
    def place(self) -> str:
        return f"{self.path.parent.name}/{self.path.name}/{self.inner}"


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose header was read; rows are lists in the order of the header."""

    member: Member
    header: tuple[str, ...]
    delimiter: str = ","
    skipped: int = 0
    columns: dict[str, int] = field(default_factory=dict)

    def place_of(self, *names: str) -> list[int]:
        """Return the positions of columns; refuse a table that lacks one."""
        for name in names:
            if name not in self.columns:
                raise InputError(
                    N_("%(file)s lacks the column %(column)s."),
                    hint=N_("Take the file as it was published; its columns may stand in any order."),
                    field=name,
                    code="missing_column",
                    params={"file": self.member.label, "column": name},
                )
        return [self.columns[name] for name in names]

    def place_if(self, name: str) -> int:
        """Return the position of a column that may be missing; one past the end where it is."""
        return self.columns.get(name, len(self.header))


def members_of(paths: Sequence[Path]) -> list[Member]:
    """Return the tables of folders, zips and single files, in the order of their names."""
    found: list[Member] = []
    for path in paths:
        if path.is_dir():
            found += [Member(each) for each in _tables_in(path)]
        elif not path.is_file():
            raise DataUnavailable(
                N_("There is no file %(file)s."),
                hint=N_("Name a zip, a folder or a CSV file that can be read."),
                field="file",
                params={"file": path.name},
            )
        elif path.suffix.lower() == ".zip":
            found += [Member(path, name) for name in _names_in(path)]
        else:
            found.append(Member(path))
    if not found:
        raise _unusable(paths[0].name if paths else "-", N_("%(file)s holds no table."))
    return found


def digests_of(paths: Sequence[Path]) -> tuple[FileDigest, ...]:
    """Return the digest of every file; of a folder, that of each of its tables."""
    files = [each for path in paths for each in (_tables_in(path) if path.is_dir() else [path])]
    return tuple(FileDigest(path.name, path.stat().st_size, _sha256(path)) for path in files)


def table_of(member: Member, *, first: str = "") -> Table:
    """Return the header of a table; with `first`, lines before the one that begins with this word are skipped."""
    with _Text(member) as stream:
        head = _line(stream, member)
        delimiter = next((sign for sign in ("\t", ";") if sign in head and head.count(sign) >= head.count(",")), ",")
    for skipped, row in enumerate(_cells(member, delimiter)):
        names = [cell.strip() for cell in row]
        if not first or (names and names[0].lower() == first.lower()):
            return _table(member, tuple(names), delimiter, skipped)
        if skipped == LINES_BEFORE_HEADER:
            break
    raise _unusable(member.label, N_("%(file)s has no header that is known."), code="no_header")


def rows_of(table: Table) -> Iterator[tuple[int, list[str]]]:
    """Yield the number and the cells of every row; one more cell, empty, stands for columns that are missing."""
    width = len(table.header)
    for number, row in enumerate(_cells(table.member, table.delimiter), start=1):
        if number <= table.skipped + 1 or not any(row):
            continue
        if len(row) != width:
            raise fault(
                table,
                number,
                N_("%(file)s, row %(row)s has %(found)s cells where the header has %(wanted)s."),
                found=len(row),
                wanted=width,
            )
        row.append("")
        yield number, row


def fault(table: Table, number: int, message: str, *, column: str = "", **params: object) -> InputError:
    """Return the refusal of a row, with its place."""
    return InputError(
        message,
        hint=N_("Correct the file, or take it again from where it was published, and import it once more."),
        field=column,
        params={"file": table.member.label, "row": number, "column": column, **params},
    )


def _table(member: Member, header: tuple[str, ...], delimiter: str, skipped: int) -> Table:
    columns = {name: place for place, name in reversed(list(enumerate(header))) if name}
    if len(columns) < sum(bool(name) for name in header):
        raise _unusable(member.label, N_("%(file)s names a column twice in its header."))
    return Table(member, header, delimiter, skipped, columns)


def _cells(member: Member, delimiter: str) -> Iterator[list[str]]:
    """Yield the rows of a table; a broken one is refused with the row where it breaks."""
    number = 0
    try:
        with _Text(member) as stream:
            for row in csv.reader(_lines(stream, member), delimiter=delimiter, strict=True):
                number += 1
                yield row
    except UnicodeDecodeError as broken:
        raise _unusable(
            member.label,
            N_("%(file)s is not written in UTF-8: after row %(row)s a letter cannot be read."),
            hint=N_("Save the file as UTF-8, or take it again from where it was published."),
            row=number,
        ) from broken
    except csv.Error as broken:
        raise _unusable(
            member.label, N_("%(file)s breaks off or is no table after row %(row)s."), row=number
        ) from broken
    except BROKEN as broken:
        raise _cut(member.path) from broken


def _lines(stream: IO[str], member: Member) -> Iterator[str]:
    for line in stream:
        if "\x00" in line:
            raise _unusable(member.label, N_("%(file)s holds signs that no table holds."))
        yield line


def _line(stream: IO[str], member: Member) -> str:
    try:
        return stream.readline(AT_ONCE)
    except UnicodeDecodeError as broken:
        raise _unusable(
            member.label,
            N_("%(file)s is not written in UTF-8: after row %(row)s a letter cannot be read."),
            hint=N_("Save the file as UTF-8, or take it again from where it was published."),
            row=0,
        ) from broken
    except BROKEN as broken:
        raise _cut(member.path) from broken


class _Text:
    """A table as text, closed with the zip that it lies in."""

    def __init__(self, member: Member) -> None:
        self.member = member

    def __enter__(self) -> IO[str]:
        try:
            self.archive = zipfile.ZipFile(self.member.path) if self.member.inner else None
            raw = self.archive.open(self.member.inner) if self.archive else self.member.path.open("rb")
        except (KeyError, *BROKEN) as broken:
            raise _cut(self.member.path) from broken
        self.stream = io.TextIOWrapper(raw, encoding="utf-8-sig", newline="")
        return self.stream

    def __exit__(self, *_problem: object) -> None:
        self.stream.close()
        if self.archive:
            self.archive.close()


def _names_in(path: Path) -> list[str]:
    """Return the tables of a zip after looking at every name and size in it."""
    try:
        with zipfile.ZipFile(path) as archive:
            inside = archive.infolist()
    except (UnicodeDecodeError, ValueError, *BROKEN) as broken:
        raise _cut(path) from broken
    if len(inside) > MOST_MEMBERS or sum(each.file_size for each in inside) > MOST_BYTES:
        raise _bomb(path)
    names = [each.filename for each in inside if _is_usable(path, each)]
    if len(set(names)) < len(names):
        raise _unusable(path.name, N_("%(file)s holds two tables of one name."))
    return sorted(names)


def _is_usable(path: Path, each: zipfile.ZipInfo) -> bool:
    parts = PurePosixPath(each.filename.replace("\\", "/"))
    is_link = (each.external_attr >> 16) & 0o170000 == 0o120000
    if parts.is_absolute() or ".." in parts.parts or re.match(r"^[A-Za-z]:", each.filename) or is_link:
        raise _unusable(path.name, N_("%(file)s names a place outside itself: %(inner)s."), inner=each.filename[:120])
    if each.file_size > SMALL and each.file_size > MOST_RATIO * max(1, each.compress_size):
        raise _bomb(path)
    if not _is_table(each.filename) or "__MACOSX" in parts.parts:
        return False
    if each.flag_bits & 0x1 or each.compress_type not in METHODS:
        raise _unusable(path.name, N_("%(file)s is locked or packed in a way that is not read."))
    return True


def _is_table(name: str) -> bool:
    return name.lower().endswith(TABLES) and not PurePosixPath(name).name.startswith(".")


def _tables_in(folder: Path) -> list[Path]:
    return [each for each in sorted(folder.rglob("*")) if _is_table(each.name) and each.is_file()]


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as source:
        while part := source.read(AT_ONCE):
            digest.update(part)
    return digest.hexdigest()


def _cut(path: Path) -> InputError:
    return _unusable(path.name, N_("%(file)s is not whole: it was cut off or damaged on the way."))


def _bomb(path: Path) -> InputError:
    return _unusable(
        path.name,
        N_("%(file)s would unpack to far more than a classification holds."),
        hint=N_("Take the file again from where it was published."),
    )


def _unusable(name: str, message: str, *, hint: str = "", code: str = "unusable_file", **params: object) -> InputError:
    return InputError(
        message,
        hint=hint or N_("Take the file as it was published, whole and unchanged."),
        field="file",
        code=code,
        params={"file": name, **params},
    )

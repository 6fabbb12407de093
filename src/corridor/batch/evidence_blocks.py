"""The text of a large table in blocks of whole lines, cell by cell in columns.

A line is plain where its quotation marks open at the start of a cell and close at its end. Plain lines of the header's
width are read as columns; every other line is read by itself, exactly as the csv module reads it.
"""

import csv
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import IO, Final, NamedTuple

import polars as pl

from corridor.batch.evidence_record import LONGEST_CELL

BLOCK: Final = 16 << 20
"""So many bytes are read at a time."""

LONGEST: Final = 100_000
"""A line longer than this is read by itself; the csv module refuses a cell of 128 KiB."""

WIDEST: Final = 300
"""A table of more columns is read row by row."""

RETURN, NUL, ONE = b"\r", b"\0", b"\1"
MARK: Final = b"\xef\xbb\xbf"


class NotPlainError(Exception):
    """The text can not be cut into lines with certainty: it must be read row by row from its start."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What is known of a table from its header: line, cells, separator, and the columns whose cells are wanted."""

    line: int
    header: Sequence[str]
    delimiter: str
    wanted: Sequence[int]

    @property
    def width(self) -> int:
        """How many cells a row has."""
        return len(self.header)


@dataclass(frozen=True, slots=True)
class Block:
    """Rows of a part of the text: a column `line`, columns of text named by their places, rows of another width."""

    frame: pl.DataFrame
    ragged: list[tuple[int, list[str]]]


class Part(NamedTuple):
    """Whole lines of the text: the first line's number, which lines are to be read alone, whether the last one ends."""

    text: bytes
    first: int
    lines: pl.Series
    alone: pl.Series
    is_whole: bool


def blocks(stream: IO[bytes], shape: Shape) -> Iterator[Block]:
    """Yield the rows below the header.

    Raises
    ------
    NotPlainError : a cell may reach over the end of a line, or the last line is cut off
    OSError, EOFError, zlib.error : the packing is damaged
    """
    if shape.width > WIDEST:
        raise NotPlainError
    widest = shape.width
    for part in _ahead(_below(stream, shape)):
        block, last = _block(part, shape)
        widest = max(widest, *(len(fields) for _, fields in block.ragged or [(0, [])]))
        if not part.is_whole and last < widest:
            raise NotPlainError
        yield block


def _ahead(parts: Iterator[Part]) -> Iterator[Part]:
    """Unpack a part while the one before it is judged."""
    with ThreadPoolExecutor(1) as other:
        coming = other.submit(next, parts, None)
        while (part := coming.result()) is not None:
            coming = other.submit(next, parts, None)
            yield part


def _below(stream: IO[bytes], shape: Shape) -> Iterator[Part]:
    line = 1
    for whole, is_whole in _parts(stream):
        text = whole
        if line <= shape.line:
            text, line = _below_header(text.removeprefix(MARK), shape)
        if text:
            lines = _lines(text)
            yield Part(text, line, lines, _alone(lines, shape), is_whole)
            line += len(lines)


def _parts(stream: IO[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Yield the text in parts that end with a line, and whether the end of the line was there."""
    rest = b""
    while read := stream.read(BLOCK):
        text = rest + read
        end = text.rfind(b"\n") + 1
        if not end and len(text) > 2 * BLOCK:
            raise NotPlainError
        rest = text[end:]
        if end:
            yield _checked(text[:end]), True
    if rest:
        yield _checked(rest) + b"\n", False


def _checked(text: bytes) -> bytes:
    """Return the text with one sign at the end of a line; text that is no UTF-8 is left to the plain reader."""
    if RETURN in text:
        if text.count(RETURN) != text.count(b"\r\n"):
            raise NotPlainError
        text = text.replace(b"\r\n", b"\n")
    try:
        if NUL in text or (not text.isascii() and not text.decode("utf-8")):
            raise NotPlainError
    except UnicodeDecodeError as error:
        raise NotPlainError from error
    return text


def _below_header(text: bytes, shape: Shape) -> tuple[bytes, int]:
    """Return what follows the header, and the line on which it begins."""
    lines = text.split(b"\n", shape.line)
    if len(lines) <= shape.line or read_line(lines[shape.line - 1].decode(), shape.delimiter) != list(shape.header):
        raise NotPlainError
    return lines[shape.line], shape.line + 1


def read_line(text: str, delimiter: str) -> list[str]:
    """Return the cells of one line; a row that reaches further than its line is not plain."""
    csv.field_size_limit(LONGEST_CELL)
    try:
        return next(csv.reader([f"{text}\n"], delimiter=delimiter, strict=True), [])
    except csv.Error as error:
        raise NotPlainError from error


def _lines(text: bytes) -> pl.Series:
    """Return the lines of a text that ends with one."""
    if ONE not in text:
        # No line holds the separator that is named here, so that each is one cell.
        lines = pl.read_csv(
            text, has_header=False, separator=ONE.decode(), quote_char=None, infer_schema=False, n_threads=1
        )
        if lines.width == 1 and lines.height == text.count(b"\n"):
            return lines.to_series().fill_null("")
    return pl.Series(text.decode().split("\n")[:-1], dtype=pl.String)


def _alone(lines: pl.Series, shape: Shape) -> pl.Series:
    """Return which lines are to be read alone: of another width, very long, or with quotation marks inside a cell."""
    mark = "\\t" if shape.delimiter == "\t" else shape.delimiter
    cell = f'(?:"[^"]*"|[^"{mark}]*)'
    alone = ~lines.str.contains(f"^{cell}(?:{mark}{cell}){{{shape.width - 1}}}$")
    return alone | (lines.str.len_bytes() > LONGEST)


def _block(part: Part, shape: Shape) -> tuple[Block, int]:
    """Return the rows of a part of the text, and how many cells its last line has."""
    numbers = pl.int_range(part.first, part.first + len(part.lines), eager=True).alias("line")
    if not part.alone.any():
        return Block(_frame(part.text, numbers, shape), []), shape.width
    singles = zip(numbers.filter(part.alone), part.lines.filter(part.alone), strict=True)
    rows = [(number, read_line(line, shape.delimiter)) for number, line in singles]
    last = len(rows[-1][1]) if part.alone[-1] else shape.width
    plain = "\n".join([*part.lines.filter(~part.alone), ""]).encode()
    frame = _frame(plain, numbers.filter(~part.alone), shape)
    fitting = [(number, fields) for number, fields in rows if len(fields) == shape.width]
    if fitting:
        frame = pl.concat([frame, _frame_of(fitting, shape)]).sort("line")
    return Block(frame, [row for row in rows if row[1] and len(row[1]) != shape.width]), last


def _frame(text: bytes, numbers: pl.Series, shape: Shape) -> pl.DataFrame:
    if not text:
        return _frame_of([], shape)
    try:
        frame = pl.read_csv(
            text,
            has_header=False,
            infer_schema=False,
            columns=list(shape.wanted),
            new_columns=[str(place) for place in shape.wanted],
            separator=shape.delimiter,
            n_threads=1,
        )
    except pl.exceptions.PolarsError as error:
        raise NotPlainError from error
    if frame.height != len(numbers):
        raise NotPlainError
    # An empty cell comes as null.
    return frame.with_columns([numbers, *(cells.fill_null("") for cells in frame if cells.null_count())])


def _frame_of(rows: Sequence[tuple[int, list[str]]], shape: Shape) -> pl.DataFrame:
    columns = {str(place): [fields[place] for _, fields in rows] for place in shape.wanted}
    return pl.DataFrame(
        {**columns, "line": [number for number, _ in rows]},
        schema={**dict.fromkeys(columns, pl.String), "line": pl.Int64},
    )

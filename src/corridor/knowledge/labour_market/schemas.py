"""What the programming interface answers."""

from datetime import date, datetime
from decimal import Decimal

from ninja import Schema


class DatasetOut(Schema):
    """One dataset; an invented one says so."""

    id: int
    code: str
    title: str
    publisher: str
    licence: str
    is_synthetic: bool
    rows: int
    areas: int
    indicators: list[str]


class VersionOut(Schema):
    """One import of a dataset, with what it changed and the file behind it."""

    id: int
    number: int
    format: str
    vintage_date: date
    imported_at: datetime
    added: int
    changed: int
    unchanged: int
    gone: int
    bad: int
    file_id: int
    file_name: str
    sha256: str
    origin_url: str
    licence: str
    retrieved_date: date


class SourceOut(Schema):
    """Where a figure comes from and what it says there."""

    dataset: str
    publisher: str
    source: str
    vintage_date: date
    is_synthetic: bool
    value: Decimal | None


class FigureOut(SourceOut):
    """One figure with what must stand beside it; `others` are the sources that were not used."""

    indicator: str
    area: str
    partner: str
    occupation: str
    sex: str
    time: str
    unit: str
    flags: list[str]
    dimensions: dict[str, str]
    is_aggregate: bool
    is_modelled: bool
    others: list[SourceOut]


class FigurePage(Schema):
    """A part of the figures; `next` is the offset of the following part."""

    items: list[FigureOut]
    count: int
    next: int | None


class ProblemOut(Schema):
    """What is wrong with a row, or special about it (`is_mark`)."""

    line: int
    column: str
    value: str
    code: str
    message: str
    is_mark: bool


class ImportOut(Schema):
    """The report of a file: what was found in it and what it changed, or would change."""

    id: int
    name: str
    sha256: str
    status: str
    format: str
    dataset: str
    rows: int
    bad: int
    added: int | None
    changed: int | None
    unchanged: int | None
    gone: int | None
    problems: list[ProblemOut]
    next: int | None

"""Which format a statistics file has, judged by its header and never by its name."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, Protocol

from corridor.batch.evidence_adverts import Adverts
from corridor.batch.evidence_json import HEADER as ADVERT
from corridor.batch.evidence_long import Long
from corridor.batch.evidence_record import Findings, Record, UnusableFileError, not_recognised
from corridor.batch.evidence_source import Rows, Source
from corridor.batch.evidence_wide import EurostatTsv, MigrantStock, Pairs, WorldBank, stock_header

ILOSTAT: Final = frozenset({"ref_area", "indicator", "time", "obs_value", "obs_status", "classif1", "best_source"})
WORLD_BANK: Final = frozenset({"Country Name", "Country Code", "Indicator Name", "Indicator Code"})
TIDY_VALUES: Final = frozenset({"value", "obs_value"})
TIDY_PLACES: Final = frozenset({"area", "iso3", "ref_area", "country_code", "country", "geo", "destination", "iso_d"})
TIDY_TIMES: Final = frozenset({"time", "year", "period", "time_period"})


class Layout(Protocol):
    """How a table is laid out."""

    dimension_names: tuple[str, ...]

    def records(self, rows: Rows) -> Iterable[Record]:
        """Yield what the rows say."""
        ...


@dataclass(frozen=True, slots=True)
class Recognised:
    """The layout of a file and the rows below its header."""

    layout: Layout
    rows: Rows


def recognise(source: Source, findings: Findings, asked: str = "auto") -> Recognised:
    """Return format and layout of a file.

    Raises
    ------
    UnusableFileError : no format fits, another one than was asked for, or a required column is missing
    """
    name, place = _name(source)
    if name is None:
        raise not_recognised(_line(source), _start(source))
    if asked not in ("auto", name):
        raise UnusableFileError("other_format", _line(source, place), value=name, asked=asked)
    findings.format = name
    line, header = source.head[place]
    return Recognised(_layout(name, source, place, line, list(header), findings), source.after(place))


def _line(source: Source, place: int = 0) -> int:
    return source.head[place][0] if source.head else 1


def _start(source: Source) -> str:
    return ",".join(source.head[0][1])[:80] if source.head else ""


def _name(source: Source) -> tuple[str | None, int]:
    """Return the name of the format and the place of its header."""
    if not source.head:
        return None, 0
    header = [name.split(": ")[0].split("[")[0].strip() for name in source.head[0][1]]
    lower = {name.lower() for name in header}
    tests: tuple[tuple[str, Callable[[], bool]], ...] = (
        ("job-adverts", lambda: source.head[0][1] == ADVERT),
        ("eurostat-tsv", lambda: "\\time" in source.head[0][1][0].lower()),
        ("sdmx-csv-1", lambda: header[0] == "DATAFLOW"),
        ("oecd-labels", lambda: header[0] == "STRUCTURE" and "STRUCTURE_NAME" in header),
        ("sdmx-csv-2", lambda: header[0] == "STRUCTURE" and "STRUCTURE_ID" in header),
        ("ilostat", lambda: len(ILOSTAT & lower) >= 3 and lower & {"ref_area", "indicator"} != set()),
        ("tidy", lambda: _is_tidy(lower)),
    )
    for name, fits in tests:
        if fits():
            return name, 0
    for place, (_, fields) in enumerate(source.head):
        if len(WORLD_BANK & set(fields)) >= 2:
            return "worldbank", place
    years = stock_header(source.head)
    return ("undesa", years) if years is not None else (None, 0)


def _is_tidy(names: set[str]) -> bool:
    """Return whether two of place, period and figure are named, or the countries of GeoDist."""
    named = sum(bool(names & group) for group in (TIDY_VALUES, TIDY_PLACES, TIDY_TIMES))
    return named >= 2 or _is_pairs(names)


def _is_pairs(names: set[str]) -> bool:
    return {"iso_o", "iso_d", "dist"} <= names or {"iso3", "cnum", "landlocked"} <= names


def _layout(name: str, source: Source, place: int, line: int, header: list[str], findings: Findings) -> Layout:
    if name == "job-adverts":
        return Adverts(findings)
    if name == "eurostat-tsv":
        return EurostatTsv(header, line, findings)
    if name == "worldbank":
        return WorldBank(header, line, findings, source.groups)
    if name == "undesa":
        return MigrantStock(header, line, findings, above=source.head[place - 1][1] if place else [])
    if name == "tidy" and _is_pairs({column.lower() for column in header}):
        return Pairs(header, line, findings)
    if name == "ilostat" and "indicator" not in {column.strip().lower() for column in header}:
        raise UnusableFileError("column_missing", line, "indicator", "indicator")
    return Long(header, line, findings, sources_differ=name in ("ilostat", "tidy"))

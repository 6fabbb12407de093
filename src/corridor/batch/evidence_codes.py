"""The codes of statistics files in Corridor's words: areas, periods, flags, numbers."""

import csv
import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final, NamedTuple

FLAGS: Final[Mapping[str, str]] = {
    "b": "break",
    "c": "confidential",
    "d": "definition_differs",
    "e": "estimated",
    "f": "forecast",
    "i": "see_metadata",
    "n": "not_significant",
    "p": "provisional",
    "r": "revised",
    "s": "estimated",
    "u": "low_reliability",
    "z": "not_applicable",
}
"""Eurostat's letters; several may stand together."""

STATUS: Final[Mapping[str, str]] = {
    "A": "",
    "B": "break",
    "D": "definition_differs",
    "E": "estimated",
    "F": "forecast",
    "G": "experimental",
    "H": "not_available",
    "I": "imputed",
    "J": "definition_differs",
    "K": "included_elsewhere",
    "L": "not_available",
    "M": "not_available",
    "N": "not_significant",
    "O": "not_available",
    "P": "provisional",
    "Q": "suppressed",
    "R": "",
    "S": "strike",
    "T": "",
    "U": "low_reliability",
    "V": "unvalidated",
    "W": "included_elsewhere",
    "X": "included_elsewhere",
}
"""Observation status of SDMX and ILOSTAT."""

SEXES: Final[Mapping[str, str]] = {"male": "M", "men": "M", "female": "F", "women": "F", "total": "T", "both": "T"}
OPEN_CONFIDENTIALITY: Final = ("", "F", "A_F")
NUMBER: Final = re.compile(r"[+-]?(\d{1,40}\.?\d{0,40}|\.\d{1,40})([eE][+-]?\d{1,2})?", re.ASCII)
GROUPED: Final = re.compile(r"[+-]?\d{1,3}([, \u00a0]\d{3})+(\.\d{1,40})?", re.ASCII)
PERIOD: Final = re.compile(
    r"(\d{4})(?:-?S([12])|-?Q([1-4])|-?M?(0[1-9]|1[0-2])|-?W(0[1-9]|[1-4]\d|5[0-3])|-(\d\d)-(\d\d))?",
    re.ASCII,
)
DAYS: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
AGGREGATES: Final = frozenset(
    {"AFE", "AFW", "ARB", "CEB", "CSS", "EAP", "EAR", "EAS", "ECA", "ECS", "EMU", "EUU", "FCS", "HIC", "HPC", "IBD"}
    | {"IBT", "IDA", "IDB", "IDX", "INX", "LAC", "LCN", "LDC", "LIC", "LMC", "LMY", "LTE", "MEA", "MIC", "MNA", "NAC"}
    | {"OED", "OSS", "PRE", "PSS", "PST", "SAS", "SSA", "SSF", "SST", "TEA", "TEC", "TLA", "TMN", "TSA", "TSS", "UMC"}
    | {"WLD", "OECD", "OECDE", "G7", "G20", "W", "WORLD"}
)
"""Groups of countries of the World Bank, the OECD and Eurostat that stand in a column of countries."""
GROUP: Final = re.compile(
    # ILOSTAT; Eurostat; OECD; groups that SDMX codes with a digit or an underscore, which no country has
    r"X\d\d|(EXT_)?(EU|EA|EEA|EFTA)\d*(_.*)?|OECD\w*|WXOECD|TOTAL|G\d+|_[A-Z]|[A-Z]\d|\d[A-Z]\w*",
    re.ASCII,
)
RENAMED: Final[Mapping[str, str]] = {"EL": "GRC", "UK": "GBR", "KOS": "XKX", "KSV": "XKX"}
"""Codes of the same country in the use of Eurostat, the ILO and the World Bank."""
CLOSED: Final = frozenset(
    {"ADO", "ANT", "BUR", "CSK", "DDR", "FXX", "IMY", "PAL", "ROM", "SCG", "SUN", "TMP", "VDR", "WBG", "YMD", "YUG"}
    | {"ZAR", "AN", "BU", "CS", "DD", "FX", "SU", "TP", "YD", "YU", "ZR"}
    | {"200", "230", "278", "530", "532", "582", "736", "810", "830", "886", "890", "891"}
)
"""Codes of countries that an edition of ISO 3166 or M49 has closed, or that an office no longer uses."""
CROWN: Final = frozenset({"CHA", "CHI"})
"""The Channel Islands, one territory in statistics and none in ISO 3166."""
REGION: Final = re.compile(r"[A-Z]{2}[0-9A-Z]{1,3}", re.ASCII)


class Area(NamedTuple):
    """A code of a place: the code to keep, and what it is: country, region, aggregate, vintage or unknown."""

    code: str
    kind: str


@cache
def countries() -> Mapping[str, str]:
    """Return alpha-3 codes by alpha-3, alpha-2 and number with and without leading zeros."""
    with files("corridor.batch").joinpath("data", "areas.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    known = {row["code"]: row["code"] for row in rows}
    for row in rows:
        known |= {code: row["code"] for code in (row["iso2"], row["numeric"], row["numeric"].lstrip("0")) if code}
    return known


def area_of(code: str, groups: frozenset[str] = frozenset()) -> Area:
    """Return what a code of a place stands for; `groups` are the aggregates that the file itself names.

    >>> area_of("EL"), area_of("EU27_2020").kind, area_of("FRG03").kind, area_of("QQQ").kind
    (Area(code='GRC', kind='country'), 'aggregate', 'region', 'unknown')
    """
    if code in groups:
        return Area(code, "aggregate")
    if code in RENAMED:
        return Area(RENAMED[code], "country")
    if (known := countries().get(code)) is not None:
        return Area(known, "country")
    if code in CLOSED:
        return Area(code, "vintage")
    if code in AGGREGATES or GROUP.fullmatch(code):
        return Area(code, "aggregate")
    return Area(code, "region" if code in CROWN or _is_region(code) else "unknown")


def _is_region(code: str) -> bool:
    """Return whether a code is that of a region of a country: NUTS and the OECD put the country first.

    Three letters alone are no region: they are a country's code with a slip of the pen.
    """
    country = code[:2] in RENAMED or code[:2] in countries()
    return bool(REGION.fullmatch(code)) and country and not (len(code) == 3 and code.isalpha())


def period_of(text: str) -> str:
    """Return a period in one spelling; empty where it is none.

    >>> period_of("2020"), period_of("2020Q1"), period_of("2020M03"), period_of("2020-W53"), period_of("20-1")
    ('2020', '2020-Q1', '2020-03', '2020-W53', '')
    """
    found = PERIOD.fullmatch(text)
    if found is None or not 1500 <= int(found[1]) <= 2200:
        return ""
    year, half, quarter, month, week, month_of_day, day = found.groups()
    if day:
        return text if 1 <= int(month_of_day) <= 12 and 1 <= int(day) <= DAYS[int(month_of_day) - 1] else ""
    for letter, part in (("S", half), ("Q", quarter), ("", month), ("W", week)):
        if part:
            return f"{year}-{letter}{part}"
    return year


def number_of(text: str, *, grouped: bool = False) -> Decimal | None:
    """Return a number exactly; None where the text is none. `grouped`: thousands may be set apart.

    >>> number_of("66.50"), number_of("1,044,854", grouped=True), number_of("1,044,854"), number_of("nan")
    (Decimal('66.50'), Decimal('1044854'), None, None)
    """
    if NUMBER.fullmatch(text):
        return Decimal(text)
    if grouped and GROUPED.fullmatch(text):
        return Decimal(re.sub(r"[, \u00a0]", "", text))
    return None


def letters_of(text: str) -> tuple[str, ...] | None:
    """Return Eurostat's flags, which may stand together; None where a letter is unknown.

    >>> letters_of("bd"), letters_of(""), letters_of("bq")
    (('break', 'definition_differs'), (), None)
    """
    if any(letter not in FLAGS for letter in text.replace(" ", "")):
        return None
    return tuple(dict.fromkeys(FLAGS[letter] for letter in text.replace(" ", "")))


def status_of(text: str) -> tuple[str, ...] | None:
    """Return the observation status of SDMX; None where it is unknown.

    >>> status_of("B"), status_of("A"), status_of("?")
    (('break',), (), None)
    """
    if any(letter not in STATUS for letter in text):
        return None
    return tuple(dict.fromkeys(STATUS[letter] for letter in text if STATUS[letter]))


@lru_cache(maxsize=256)
def sex_of(text: str) -> str:
    """Return T, M, F or O; any other text as it stands.

    >>> sex_of("SEX_M"), sex_of("_T"), sex_of("female"), sex_of("")
    ('M', 'T', 'F', '')
    """
    code = text.rpartition("_")[2]
    return SEXES.get(code.lower(), code)

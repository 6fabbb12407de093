"""What holds for figures whatever file they came from: their key, their totals, which of several is used."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from hashlib import blake2b
from typing import Final

from corridor.batch.evidence_codes import area_of
from corridor.batch.evidence_record import BAD, FATAL, MARKS
from corridor.kernel.errors import N_
from corridor.knowledge.codelists.rules import rows_by_code

BAD_SHARE: Final = 0.2
"""A file of which more than this share of rows cannot be used is refused as a whole."""

LARGEST: Final = Decimal(10) ** 20
"""Figures of this size or more are no counts of people, days or euros, and no table holds them."""

OWN: Final[Mapping[str, str]] = {
    "out_of_range": N_("%(value)s is too large to be a figure."),
    "too_long": N_("%(value)s is longer than a code of statistics may be."),
    "control_character": N_("The row holds a character that no text may hold."),
    "unknown_occupation": N_("%(value)s is not an occupation of ISCO-08; the figure is kept under this code."),
}
"""What the import finds beyond the check of the file: a row left out, and a mark."""

SENTENCES: Final[Mapping[str, str]] = {**BAD, **MARKS, **FATAL, **OWN}
MARK_CODES: Final = frozenset({*MARKS, "unknown_occupation"})

FLAG_WORDS: Final[Mapping[str, str]] = {
    "break": N_("break in the series"),
    "confidential": N_("confidential"),
    "definition_differs": N_("definition differs"),
    "estimated": N_("estimated"),
    "experimental": N_("experimental"),
    "forecast": N_("forecast"),
    "imputed": N_("imputed"),
    "included_elsewhere": N_("included elsewhere"),
    "low_reliability": N_("low reliability"),
    "not_applicable": N_("not applicable"),
    "not_available": N_("not available"),
    "not_significant": N_("not significant"),
    "provisional": N_("provisional"),
    "revised": N_("revised"),
    "see_metadata": N_("see the notes of the source"),
    "strike": N_("strike during the survey"),
    "suppressed": N_("suppressed by the source"),
    "unvalidated": N_("not validated by the source"),
}

INDICATOR_WORDS: Final[Mapping[str, str]] = {
    "migrant_stock": N_("Migrants living in the country"),
    "job_adverts": N_("Job adverts"),
    "unemployed": N_("Unemployed people"),
    "vacancies": N_("Job vacancies"),
    "dist": N_("Distance between the largest cities (km)"),
    "distcap": N_("Distance between the capitals (km)"),
    "distw": N_("Distance weighted by population (km)"),
    "distwces": N_("Distance weighted by population, trade-based (km)"),
    "contig": N_("Common border"),
    "comlang_off": N_("Common official language"),
    "comlang_ethno": N_("Language spoken by at least nine per cent in both countries"),
    "colony": N_("Colonial tie at any time"),
    "comcol": N_("Common coloniser after 1945"),
    "curcol": N_("Colonial tie today"),
    "col45": N_("Colonial tie after 1945"),
    "smctry": N_("Same country at some time"),
}
"""Indicators whose code says little and whose meaning the layout fixes."""

UNIT_WORDS: Final[Mapping[str, str]] = {
    "PS": N_("persons"),
    "PER": N_("persons"),
    "NR": "",
    "THS": N_("thousands"),
    "THS_PER": N_("thousand persons"),
    "PC": N_("per cent"),
    "PT": N_("per cent"),
}

ACTIVITY: Final = ("nace", "isic", "activity", "economic_activity", "eco")
_TOTAL: Final = re.compile(r"|T|_T|_Z|TOT|TOTAL|.*_TOTAL|A|Y_GE15|Y15-74|.*_YGE15", re.ASCII)
_OCCUPATION: Final = re.compile(r"(?:OC)?(\d{1,4})", re.ASCII)
_EVERYBODY: Final = frozenset({"", "T", "_T", "TOTAL", "OC_TOTAL"})


@dataclass(frozen=True, slots=True)
class Reading:
    """A text of a statistics file in Corridor's code, and whether it stands for a group."""

    code: str
    is_group: bool


@cache
def occupation_of(text: str) -> str:
    """Return the ISCO-08 code behind a code of a file; empty for all occupations together.

    >>> occupation_of("OC25"), occupation_of("25"), occupation_of("TOTAL"), occupation_of("OC9_8")
    ('25', '25', '', 'OC9_8')
    """
    if text in _EVERYBODY:
        return ""
    found = _OCCUPATION.fullmatch(text)
    return found[1] if found else text


@cache
def place_of(text: str) -> Reading:
    """Return a country as ISO 3166-1 alpha-3, any other place as it stands.

    >>> place_of("EL"), place_of("TOTAL"), place_of("")
    (Reading(code='GRC', is_group=False), Reading(code='TOTAL', is_group=True), Reading(code='', is_group=False))
    """
    if not text:
        return Reading("", is_group=False)
    area = area_of(text)
    is_numbered_group = area.kind == "unknown" and text.isdecimal()
    return Reading(area.code, is_group=area.kind == "aggregate" or is_numbered_group)


def key_of(parts: Sequence[str]) -> str:
    """Return the digest of what a figure is about: 32 letters that are the same for the same parts in any file."""
    return blake2b("\x1f".join(parts).encode(), digest_size=16).hexdigest()


def content_of(value: Decimal | None, flags: Sequence[str], source: str) -> str:
    """Return the digest of what a figure says; 5.0 and 5.00 say the same.

    >>> content_of(Decimal("5.0"), (), "x") == content_of(Decimal("5.00"), (), "x") != content_of(None, (), "x")
    True
    """
    said = "" if value is None else plain(value)
    return blake2b("\x1f".join((said, *flags, "", source)).encode(), digest_size=8).hexdigest()


def plain(value: Decimal) -> str:
    """Write a figure without exponent and without zeros that say nothing.

    >>> plain(Decimal("1E+3")), plain(Decimal("66.50")), plain(Decimal("-0.0"))
    ('1000', '66.5', '0')
    """
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def dimensions_text(names: Sequence[str], codes: Sequence[str]) -> str:
    """Return the other dimensions of a figure as JSON; dimensions without a code are left out.

    >>> dimensions_text(("freq", "AGE"), ("A", ""))
    '{"freq": "A"}'
    """
    return json.dumps({name.lower(): code for name, code in zip(names, codes, strict=True) if code})


@cache
def _is_total(name: str, code: str) -> bool:
    # A, N and T are sections of economic activity, elsewhere "annual", "not adjusted" and "total".
    is_section = len(code) == 1 and name.startswith(ACTIVITY)
    return not is_section and _TOTAL.fullmatch(code) is not None


def parts_left(dimensions: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return the dimensions in which a figure is about a part, not about the whole.

    >>> parts_left({"age": "Y15-24", "freq": "A", "reason": "TOTAL"})
    (('age', 'Y15-24'),)
    >>> parts_left({"nace_r2": "A", "s_adj": "NSA"} | {"freq": "A"})[:1]
    (('nace_r2', 'A'),)
    """
    return tuple(sorted((name, code) for name, code in dimensions.items() if not _is_total(name, code)))


def is_modelled(time: str, flags: Iterable[str], *, year: int) -> bool:
    """Say whether a figure was not observed: its year lay ahead when it was imported, or its source forecasts it.

    >>> is_modelled("2027", (), year=2026), is_modelled("2020", ["forecast"], year=2026)
    (True, True)
    """
    return (time[:4].isdecimal() and int(time[:4]) > year) or "forecast" in flags


def rank_of_source(*, is_synthetic: bool, vintage_date: date, dataset: str) -> tuple[bool, int, str]:
    """Return the place of a source among several of the same figure; the least is used.

    Published figures come before invented ones, then the newest vintage, then the code of the dataset.
    """
    return (is_synthetic, -vintage_date.toordinal(), dataset)


def years_of(time: str) -> int | None:
    """Return the year of a period; None where a figure has no period.

    >>> years_of("2020-Q1"), years_of("")
    (2020, None)
    """
    return int(time[:4]) if time[:4].isdecimal() else None


def too_many_bad(*, rows: int, bad: int, limit: float) -> bool:
    """Say whether so many rows cannot be used that the whole file is not to be trusted.

    >>> too_many_bad(rows=10, bad=2, limit=0.2), too_many_bad(rows=10, bad=3, limit=0.2)
    (False, True)
    """
    return bad > limit * rows


NO_OCCUPATION: Final = frozenset({"X", "NRP", "UNK"})
"""Codes of occupations that nobody stated or that fit nowhere."""


@cache
def is_occupation(code: str) -> bool:
    """Say whether ISCO-08 has a code, or the code says that the occupation is not known."""
    return code in NO_OCCUPATION or code in rows_by_code("isco08")


PUBLISHERS: Final[Mapping[str, str]] = {
    "eurostat-tsv": "ESTAT",
    "ilostat": "ILO",
    "oecd-labels": "OECD",
    "undesa": "UNDESA",
    "worldbank": "WB",
    "job-adverts": "ADVERTS",
}
"""Who publishes in a format that only one office uses."""
AGENCY: Final = re.compile(r"[A-Z][A-Z0-9._-]{1,19}", re.ASCII)


def dataset_code(
    *,
    form: str,
    indicators: Sequence[str],
    sources: Sequence[str],
    name: str,
    is_synthetic: bool,
    publisher: str = "",
) -> str:
    """Return the code of the dataset that a file belongs to: publisher, and indicator or name of the file.

    >>> dataset_code(form="ilostat", indicators=["UNE"], sources=["BA:1"], name="x.csv.gz", is_synthetic=False)
    'ILO/UNE'
    >>> dataset_code(form="tidy", indicators=["dist", "distw"], sources=["CEPII"], name="pairs.csv", is_synthetic=True)
    'invented/CEPII/pairs'
    """
    agency = sources[0] if len(sources) == 1 and AGENCY.fullmatch(sources[0]) else ""
    office = PUBLISHERS.get(form) or agency or publisher or form
    named = [indicator for indicator in indicators if indicator]
    group = named[0] if len(named) == 1 else name.partition(".")[0]
    return "/".join((*(["invented"] if is_synthetic else []), office, group))[:120]


COUNTED: Final = frozenset({"PS", "PER", "NR", "THS", "THS_PER"})
"""Units that count, so that parts may be added to a whole."""

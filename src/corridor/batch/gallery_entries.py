"""The entries of the packaged gallery as frozen records, and their reader.

An absent field means that the sources do not say; it is None or empty here and stated as unknown on every page.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from corridor.kernel.errors import N_, InputError
from corridor.kernel.places import ISO3_CODES

Number = int | Decimal
Raw = Mapping[str, object]

DOCUMENTS: Final = ("guide", "smp", "gfmd", "pilots", "mismes")
PLACE_GROUPS: Final = frozenset({"ANY", "EU", "EEA", "GCC", "MAGHREB", "MASHREQ", "NORTH-AFRICA", "AFRICA-11"})
LANGUAGES: Final = ("en", "fr", "es", "ar")


class Kind(StrEnum):
    """What an entry is."""

    SCHEME = "scheme"
    SYSTEM = "system"
    PLATFORM = "platform"
    PROGRAMME = "programme"
    FUND = "fund"
    AGREEMENT = "agreement"
    FRAMEWORK = "framework"
    TOOL = "tool"
    MODEL = "model"
    NETWORK = "network"
    CENTRE = "centre"
    PORTAL = "portal"
    EVALUATION = "evaluation"
    FINANCING = "financing"


class Phase(StrEnum):
    """Phase of the migration cycle; the last two lie outside the four phases of support measures."""

    PRE = "pre"
    DURING = "during"
    POST = "post"
    MULTI = "multi"
    DESIGN = "design"
    CROSS = "cross"


@dataclass(frozen=True, slots=True)
class SourceRef:
    """A line of a source document."""

    document: str
    line: int

    def __str__(self) -> str:
        return f"{self.document}:{self.line}"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as printed: what is measured, value, unit, how exact the source is, and the line that says it."""

    metric: str
    value: Number | str
    unit: str
    qualifier: str = "exact"
    source: SourceRef | None = None


@dataclass(frozen=True, slots=True)
class UnitCost:
    """What the source publishes, or does not publish, as cost per something."""

    amount: Number | None
    currency: str
    per: str
    basis: str
    source: SourceRef | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """A numerator or a denominator: its value as an expression, and what it counts."""

    expr: str
    what: str
    source: SourceRef | None = None


@dataclass(frozen=True, slots=True)
class Derived:
    """A value that Corridor recomputes from printed ones, beside the published one where there is one."""

    label: str
    expr: str
    value: Number
    unit: str
    population: str
    numerator: Term | None = None
    denominator: Term | None = None
    published: Figure | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a conflict; without a source it is a computation or common knowledge, and says so."""

    says: str
    source: SourceRef | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """A disagreement inside or between sources, shown and never smoothed."""

    text: str
    sides: tuple[Side, ...]
    handling: str


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a source says was learnt."""

    text: str
    source: SourceRef


@dataclass(frozen=True, slots=True)
class FigureCheck:
    """A published figure to hold against its own numbers; `derived` names a derived value that holds them."""

    kind: str
    label: str
    published: Number | None = None
    numerator: Number | None = None
    denominator: Number | None = None
    population: str = ""
    accounts: tuple[str, ...] = ()
    compared: bool = False
    derived: str = ""
    source: SourceRef | None = None


@dataclass(frozen=True, slots=True)
class RatioCheck:
    """Printed shares to read as a budget: the head of the sample by the metric that prints it."""

    heads: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FundCheck:
    """Who pays the membership of a fund."""

    paid_by: str
    source: SourceRef | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A named scheme, system, measure or tool of the source documents."""

    id: str
    name: str
    kind: Kind
    phase: Phase
    mismes_model: int | None
    origin: tuple[str, ...]
    destination: tuple[str, ...]
    years: str
    sector: tuple[str, ...]
    skill_level: str
    mobility_type: str
    funder: tuple[str, ...]
    implementer: tuple[str, ...]
    budget: Figure | None
    beneficiaries: Figure | None
    outcomes: tuple[Figure, ...]
    unit_cost: UnitCost | None
    capability: str
    sources: tuple[SourceRef, ...]
    derived: tuple[Derived, ...]
    flags: tuple[Conflict, ...]
    lessons: tuple[Lesson, ...]
    checks: tuple[FigureCheck | RatioCheck | FundCheck, ...]
    named_only: bool
    summaries: Mapping[str, str]

    @property
    def summary_en(self) -> str:
        """The one sentence that says what the entry is, in English."""
        return self.summaries["en"]

    @property
    def has_figures(self) -> bool:
        """Whether a source gives any number for it."""
        return bool(self.outcomes or self.budget or self.beneficiaries or self.unit_cost)


def parse_entry(raw: Raw) -> Entry:
    """Return an entry from its mapping in the file; a field of the wrong kind is an InputError that names the entry."""
    try:
        return _entry(raw)
    except (KeyError, ValueError, TypeError) as error:
        raise InputError(
            N_('The gallery entry "%(id)s" cannot be read: %(reason)s.'),
            hint=N_("Compare it with the reference page of the gallery."),
            field="entries",
            params={"id": raw.get("id", "?"), "reason": error},
        ) from error


def parse_source(text: object) -> SourceRef:
    """Return the reference written as `document:line`.

    >>> parse_source("mismes:285").line
    285
    """
    document, _, line = str(text).partition(":")
    if document not in DOCUMENTS or not line.isdigit() or int(line) < 1:
        raise ValueError(f"{text!r} is not document:line")
    return SourceRef(document, int(line))


def _entry(raw: Raw) -> Entry:
    places = _mapping(raw.get("countries"))
    return Entry(
        id=str(raw["id"]),
        name=str(raw["name"]),
        kind=Kind(str(raw["kind"])),
        phase=Phase(str(raw["phase"])),
        mismes_model=_model(raw.get("mismes_model")),
        origin=_places(places.get("origin")),
        destination=_places(places.get("destination")),
        years=str(raw.get("years", "")),
        sector=_words(raw.get("sector")),
        skill_level=str(raw.get("skill_level", "")),
        mobility_type=str(raw.get("mobility_type", "")),
        funder=_words(raw.get("funder")),
        implementer=_words(raw.get("implementer")),
        budget=_budget(raw.get("budget")),
        beneficiaries=_beneficiaries(raw.get("beneficiaries")),
        outcomes=tuple(_figure(item) for item in _items(raw.get("outcomes"))),
        unit_cost=_unit_cost(raw.get("unit_cost")),
        capability=str(raw["capability"]),
        sources=tuple(parse_source(text) for text in _words(raw["sources"])),
        derived=tuple(_derived(item) for item in _items(raw.get("derived"))),
        flags=tuple(_conflict(item) for item in _items(raw.get("flags"))),
        lessons=tuple(Lesson(str(i["text"]), parse_source(i["source"])) for i in _items(raw.get("lessons"))),
        checks=tuple(_check(item) for item in _items(raw.get("checks"))),
        named_only=raw.get("named_only") is True,
        summaries={lang: str(raw[f"summary_{lang}"]) for lang in LANGUAGES if f"summary_{lang}" in raw},
    )


def _figure(raw: Raw) -> Figure:
    value = raw["value"]
    if not isinstance(value, int | Decimal | str) or isinstance(value, bool):
        raise TypeError(f"{value!r} is neither a number nor a text")
    return Figure(
        metric=str(raw.get("metric", "")),
        value=value,
        unit=str(raw["unit"]),
        qualifier=str(raw.get("qualifier", "exact")),
        source=_optional_source(raw),
    )


def _budget(raw: object) -> Figure | None:
    if raw is None:
        return None
    money = _mapping(raw)
    return _figure({**money, "metric": "budget", "value": money["amount"], "unit": money["currency"]})


def _beneficiaries(raw: object) -> Figure | None:
    if raw is None:
        return None
    count = _mapping(raw)
    return _figure({**count, "metric": count["what"], "unit": "persons"})


def _unit_cost(raw: object) -> UnitCost | None:
    if raw is None:
        return None
    cost = _mapping(raw)
    amount = None if cost.get("amount") is None else _number(cost["amount"])
    return UnitCost(
        amount,
        str(cost["currency"]),
        str(cost["per"]),
        str(cost["basis"]),
        _optional_source(cost),
    )


def _derived(raw: Raw) -> Derived:
    return Derived(
        label=str(raw["label"]),
        expr=str(raw["expr"]),
        value=_number(raw["value"]),
        unit=str(raw["unit"]),
        population=str(raw["population"]),
        numerator=_term(raw.get("numerator")),
        denominator=_term(raw.get("denominator")),
        published=_figure(_mapping(raw["published"])) if "published" in raw else None,
    )


def _term(raw: object) -> Term | None:
    if raw is None:
        return None
    term = _mapping(raw)
    return Term(str(term["expr"]), str(term["what"]), _optional_source(term))


def _conflict(raw: Raw) -> Conflict:
    sides = tuple(Side(str(side["says"]), _optional_source(side)) for side in _items(raw["sides"]))
    return Conflict(str(raw["text"]), sides, str(raw["handling"]))


def _check(raw: Raw) -> FigureCheck | RatioCheck | FundCheck:
    kind = str(raw["kind"])
    if kind == "ratios":
        return RatioCheck({str(metric): str(head) for metric, head in _mapping(raw["heads"]).items()})
    if kind == "fund":
        return FundCheck(str(raw["paid_by"]), _optional_source(raw))
    if kind not in ("unit_cost", "rate", "benefit_ratio"):
        raise ValueError(f"{kind!r} is not a kind of check")
    numbers = {name: _number(raw[name]) for name in ("published", "numerator", "denominator") if name in raw}
    return FigureCheck(
        kind=kind,
        label=str(raw["label"]),
        population=str(raw.get("population", "")),
        accounts=_words(raw.get("accounts")),
        compared=raw.get("compared") is True,
        derived=str(raw.get("derived", "")),
        source=_optional_source(raw),
        **numbers,
    )


def _model(value: object) -> int | None:
    if value is None:
        return None
    if not isinstance(value, int) or not 1 <= value <= 11:
        raise ValueError(f"{value!r} is not a model from 1 to 11")
    return value


def _number(value: object) -> Number:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise TypeError(f"{value!r} is not a number")
    return value


def _places(value: object) -> tuple[str, ...]:
    codes = _words(value)
    unknown = [code for code in codes if code not in ISO3_CODES | PLACE_GROUPS]
    if unknown:
        raise ValueError(f"{unknown[0]!r} is not a place")
    return codes


def _optional_source(raw: Raw) -> SourceRef | None:
    return parse_source(raw["source"]) if "source" in raw else None


def _words(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise TypeError(f"{value!r} is not a list")
    return tuple(str(item) for item in value)


def _items(value: object) -> tuple[Raw, ...]:
    if value is None:
        return ()
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise TypeError(f"{value!r} is not a list")
    return tuple(_mapping(item) for item in value)


def _mapping(value: object) -> Raw:
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise TypeError(f"{value!r} is not a mapping")
    return value

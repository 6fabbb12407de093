"""The questions of the list, the indicators of the choice and the occupations that stand for a sector."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

import yaml
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy as _

HIGHEST_HAND_SCORE: Final = 3
KINDS: Final = ("sector", "country")
Texts = Mapping[str, str]

# The criteria of the guide that statistics can speak to, in the words of the comparison.
CRITERIA: Final[Mapping[str, str | Promise]] = {
    "skill_shortage": _("Shortage of people with the skills"),
    "labour_shortage": _("Shortage of people willing to take the work"),
    "employer_demand": _("Employers ask for workers from abroad"),
    "gender_balance": _("Open to women and men alike"),
    "cultural_links": _("Cultural and historical links"),
    "legal_channels": _("Legal channels of migration that exist"),
    "labour_supply": _("Workers available, without a loss that hurts"),
    "migration_pressure": _("Pressure of irregular migration that safe ways may ease"),
    "political_will": _("Political will and interest"),
    "gender_access": _("Women can take part"),
}


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the list; `source` is the line of the guidance, `gender` that it asks about women and men."""

    code: str
    group: str
    source: str
    texts: Texts
    gender: bool = False

    @property
    def text(self) -> str:
        """The question in the reader's language."""
        return in_language(self.texts)


@dataclass(frozen=True, slots=True)
class Source:
    """Where an input comes from: codes of indicators with what they are multiplied by, place, sector or occupation."""

    codes: Mapping[str, int]
    at: str
    by: str = "none"
    sex: str = ""
    mean: bool = False


@dataclass(frozen=True, slots=True)
class ChoiceIndicator:
    """An indicator of the choice as it stands in the packaged table; `direction` is up where more is better."""

    code: str
    kind: str
    criterion: str
    formula: str
    low: float
    high: float
    unit: str
    inputs: str
    labels: Texts
    words: Texts
    notes: Texts
    ways: tuple[Mapping[str, Source], ...] = ()
    direction: str = "up"
    factor: float = 1.0
    fresh_years: int | None = None
    by_sex: bool = False
    special: str = ""

    @property
    def label(self) -> str:
        """The name in the reader's language."""
        return in_language(self.labels)

    @property
    def criterion_label(self) -> str:
        """The criterion that the indicator feeds, in the reader's language."""
        return str(CRITERIA[self.criterion])

    @property
    def in_words(self) -> str:
        """The formula in words."""
        return in_language(self.words)

    @property
    def note(self) -> str:
        """What the indicator does not say."""
        return in_language(self.notes)

    @property
    def unit_label(self) -> str:
        """The unit in the reader's language."""
        return in_language(units()[self.unit])


def in_language(texts: Texts) -> str:
    """Return the text in the reader's language."""
    return texts.get((get_language() or "en")[:2]) or texts["en"]


@cache
def _document(name: str) -> dict[str, Any]:
    text = (files("corridor.design.evidence") / "data" / name).read_text(encoding="utf-8")
    document: dict[str, Any] = yaml.safe_load(text)
    return document


@cache
def questions() -> Mapping[str, Question]:
    """Return the questions by code, in the order of the guidance."""
    rows = _document("questions.yaml")["questions"]
    fixed = ("code", "group", "source", "gender")
    return {
        row["code"]: Question(
            row["code"],
            row["group"],
            row["source"],
            {name: text for name, text in row.items() if name not in fixed},
            row.get("gender", False),
        )
        for row in rows
    }


@cache
def question_groups() -> Mapping[str, Texts]:
    """Return the headings of the list by code."""
    groups: dict[str, Texts] = _document("questions.yaml")["groups"]
    return groups


@cache
def units() -> Mapping[str, Texts]:
    """Return the units of the indicators by code."""
    found: dict[str, Texts] = _document("indicators.yaml")["units"]
    return found


@cache
def indicators() -> Mapping[str, ChoiceIndicator]:
    """Return the indicators by code."""
    return {row["code"]: _indicator(dict(row)) for row in _document("indicators.yaml")["indicators"]}


def indicators_of(kind: str) -> tuple[ChoiceIndicator, ...]:
    """Return the indicators for sectors or for countries of origin."""
    return tuple(row for row in indicators().values() if row.kind == kind)


@cache
def occupations_of_sector() -> Mapping[str, tuple[str, ...]]:
    """Return the sub-major groups of ISCO-08 that stand for each section of NACE: Corridor's own reading."""
    with (files("corridor.design.evidence") / "data" / "sector_occupations.csv").open(encoding="utf-8") as file:
        return {row["nace2"]: tuple(row["isco08"].split()) for row in csv.DictReader(file)}


def packaged_table() -> bytes:
    """Return the small table of figures that Corridor's sources state for its example corridors, gaps left empty.

    It is a tidy file for the importer; each figure names the line of its source.
    """
    return (files("corridor.design.evidence") / "data" / "demo_corridors.csv").read_bytes()


def question_choices() -> list[tuple[str, str]]:
    """Return the questions for a form."""
    return [(code, row.text) for code, row in questions().items()]


def hand_choices() -> list[tuple[str, str]]:
    """Return the indicators that people score."""
    return [(row.code, row.label) for row in indicators().values() if row.special == "by_hand"]


def _indicator(row: dict[str, Any]) -> ChoiceIndicator:
    ways = tuple({name: Source(**source) for name, source in way.items()} for way in row.pop("ways", ()))
    return ChoiceIndicator(ways=ways, labels=row.pop("label"), notes=row.pop("note"), **row)

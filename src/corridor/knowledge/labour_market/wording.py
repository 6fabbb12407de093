"""What codes of statistics mean, in the reader's language; a code without words is shown as it stands."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from corridor.batch.evidence_record import FORMATS
from corridor.knowledge.codelists.rules import rows_by_code
from corridor.knowledge.codelists.selectors import label_of
from corridor.knowledge.labour_market import rules
from corridor.knowledge.labour_market.models import RowProblem

FRESH_YEARS = 2
OLD_YEARS = 5


def sentence_of(problem: RowProblem) -> str:
    """Say what is wrong with a row, or special about it."""
    return _(rules.SENTENCES[problem.code]) % {"value": problem.value or "–", **problem.params}


def flag_words(flags: Iterable[str]) -> str:
    """Say the flags of a figure."""
    return ", ".join(_(rules.FLAG_WORDS[flag]) if flag in rules.FLAG_WORDS else flag for flag in flags)


def indicator_label(code: str) -> str:
    """Name an indicator."""
    return _(rules.INDICATOR_WORDS[code]) if code in rules.INDICATOR_WORDS else code


def unit_label(code: str) -> str:
    """Name a unit; a mere number has none."""
    words = rules.UNIT_WORDS.get(code, code)
    # The empty text is the name of a catalogue's head.
    return _(words) if words else ""


def place_label(code: str) -> str:
    """Name a country; a region or a group of countries keeps its code."""
    return label_of("countries", code) if code in rows_by_code("countries") else code


def occupation_label(code: str) -> str:
    """Name an occupation with its code; empty for all occupations together."""
    return f"{code} {label_of('isco08', code)}" if code in rows_by_code("isco08") else code


def sex_label(code: str) -> str:
    """Name a sex as statistics know it."""
    words = {"F": _("women"), "M": _("men"), "T": _("women and men"), "": _("women and men")}
    return words.get(code, code)


def dimensions_label(dimensions: dict[str, str]) -> str:
    """Name the parts that a figure is about, as the source codes them."""
    return ", ".join(f"{name}: {code}" for name, code in rules.parts_left(dimensions))


def freshness(last: str, *, year: int) -> dict[str, object]:
    """Say how old the newest observed figure is, and how that counts."""
    newest = rules.years_of(last)
    if newest is None:
        return {"age": None, "kind": "none", "label": _("without a period")}
    age = max(year - newest, 0)
    if age <= FRESH_YEARS:
        return {"age": age, "kind": "ok", "label": _("fresh")}
    if age <= OLD_YEARS:
        return {"age": age, "kind": "warn", "label": _("ageing")}
    return {"age": age, "kind": "bad", "label": _("old")}


def format_choices() -> list[tuple[str, str]]:
    """Return the formats for a form."""
    return [("auto", _("As the file shows")), *((name, name) for name in FORMATS)]

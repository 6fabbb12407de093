"""A sealed passport in the reader's language: its parts with their lines, for pages and papers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, gettext as _

from corridor.delivery.skills.documents import PARTS
from corridor.delivery.skills.models import PersonSkill, Recognition
from corridor.delivery.skills.rules import SkillRef
from corridor.delivery.skills.words import occupation_label
from corridor.knowledge.codelists.selectors import label_of


@dataclass(frozen=True)
class Line:
    """One line of a passport."""

    title: str
    detail: str = ""


@dataclass(frozen=True)
class Section:
    """A part of a passport."""

    title: str
    rows: tuple[Line, ...]


def sections_of(content: Mapping[str, Any], *, parts: Sequence[str] = PARTS) -> tuple[Section, ...]:
    """Return the chosen parts of a sealed content; an empty part is left out."""
    chosen = {part: content.get(part, ()) for part in parts}
    return tuple(section for section in _sections(chosen) if section.rows)


def _sections(content: Mapping[str, Any]) -> list[Section]:
    known = dict(PersonSkill.Source.choices)
    outcomes = dict(Recognition.Outcome.choices)
    return [
        Section(
            _("Skills"),
            _lines(
                content,
                "skills",
                lambda one: SkillRef.of(one).label(_language()),
                lambda one: known.get(one["known_by"], ""),
            ),
        ),
        Section(_("Work"), _lines(content, "work", _work_title, _years)),
        Section(
            _("Languages"),
            _lines(content, "languages", lambda one: label_of("languages", one["language"]), _level),
        ),
        Section(
            _("Learning"),
            _lines(
                content,
                "education",
                lambda one: one["title"] or _eqf(one),
                lambda one: _eqf(one) if one["title"] else "",
            ),
        ),
        Section(
            _("Recognition"),
            _lines(
                content,
                "recognition",
                lambda one: label_of("countries", one["country"]),
                lambda one: _outcome(one, outcomes),
            ),
        ),
    ]


def _lines(content: Mapping[str, Any], part: str, title: Any, detail: Any) -> tuple[Line, ...]:
    rows: Iterable[Mapping[str, Any]] = content.get(part, ())
    return tuple(Line(str(title(row)), str(detail(row))) for row in rows)


def _work_title(one: Mapping[str, Any]) -> str:
    return str(one["title"] or occupation_label(one["isco08"], _language()))


def _years(one: Mapping[str, Any]) -> str:
    if one["years"]:
        return _("%(years)s years") % {"years": one["years"]}
    return " – ".join(day for day in (one.get("from", ""), one.get("to", "")) if day)


def _level(one: Mapping[str, Any]) -> str:
    return _("%(level)s, shown by a test") % {"level": one["cefr"]} if one["tested"] else str(one["cefr"])


def _outcome(one: Mapping[str, Any], outcomes: Mapping[str, Any]) -> str:
    """Return the decision, and the law where the holder paid for it."""
    decided = str(outcomes.get(one["outcome"], ""))
    pays = one.get("holder_pays")
    if not pays:
        return decided
    law = pays["law"]
    return _("%(decision)s; the holder pays %(fee)s %(currency)s by law: %(law)s, %(country)s, %(date)s") % {
        "decision": decided,
        "fee": pays["fee"] or "–",
        "currency": pays["currency"],
        "law": law["title"],
        "country": label_of("countries", law["country"]),
        "date": law["date"] or "–",
    }


def _eqf(one: Mapping[str, Any]) -> str:
    return (
        _("Level %(level)s of the European Qualifications Framework") % {"level": one["eqf_level"]}
        if one["eqf_level"]
        else ""
    )


def _language() -> str:
    return get_language() or "en"

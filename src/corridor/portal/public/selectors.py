"""What everybody may read: the size of the gallery, the names of running schemes, passports that are shared."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import get_language, gettext as _

from corridor.delivery.skills.models import PersonSkill, Recognition
from corridor.delivery.skills.rules import SkillRef
from corridor.delivery.skills.runs import check_content
from corridor.delivery.skills.selectors import shared_passport
from corridor.delivery.skills.words import occupation_label
from corridor.design.schemes.models import Scheme
from corridor.knowledge.codelists.selectors import label_of
from corridor.knowledge.measures.models import Measure


@dataclass(frozen=True)
class Line:
    """One line of a passport."""

    title: str
    detail: str = ""


@dataclass(frozen=True)
class Section:
    """A part of a passport that its owner shares."""

    title: str
    rows: tuple[Line, ...]


@dataclass(frozen=True)
class Card:
    """A skills passport as a stranger with its code sees it; a revoked one shows no content."""

    code: str
    issued_at: datetime
    is_revoked: bool = False
    is_genuine: bool = False
    name: str = ""
    origin: str = ""
    sections: tuple[Section, ...] = ()


def gallery_size() -> int:
    """Return how many entries the gallery holds."""
    return Measure.objects.count()


def running_schemes() -> QuerySet[Scheme]:
    """Return the schemes that people take part in now; their names are public."""
    return Scheme.objects.filter(status=Scheme.Status.RUNNING).order_by("name", "pk")


def passport_card(*, code: str) -> Card | None:
    """Return what the holder of a passport shows to whoever has its code; None where she shares nothing."""
    row = shared_passport(code=code)
    if row is None:
        return None
    if row.revoked_at is not None:
        return Card(row.code, row.issued_at, is_revoked=True)
    if not row.is_shared:
        return None
    holder = row.content.get("holder", {})
    return Card(
        code=row.code,
        issued_at=row.issued_at,
        is_genuine=check_content(row.content, row.seal).is_genuine,
        name=f"{holder.get('given_name', '')} {holder.get('family_name', '')}".strip(),
        origin=label_of("countries", str(holder.get("country_of_origin", ""))),
        sections=tuple(section for section in _sections(row.content) if section.rows),
    )


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
                lambda one: outcomes.get(one["outcome"], ""),
            ),
        ),
    ]


def _lines(content: Mapping[str, Any], part: str, title: Any, detail: Any) -> tuple[Line, ...]:
    rows: Iterable[Mapping[str, Any]] = content.get(part, ())
    return tuple(Line(str(title(row)), str(detail(row))) for row in rows)


def _work_title(one: Mapping[str, Any]) -> str:
    return str(one["title"] or occupation_label(one["isco08"], _language()))


def _years(one: Mapping[str, Any]) -> str:
    return _("%(years)s years") % {"years": one["years"]} if one["years"] else ""


def _level(one: Mapping[str, Any]) -> str:
    return _("%(level)s, shown by a test") % {"level": one["cefr"]} if one["tested"] else str(one["cefr"])


def _eqf(one: Mapping[str, Any]) -> str:
    return (
        _("Level %(level)s of the European Qualifications Framework") % {"level": one["eqf_level"]}
        if one["eqf_level"]
        else ""
    )


def _language() -> str:
    return get_language() or "en"

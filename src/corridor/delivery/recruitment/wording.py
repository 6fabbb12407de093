"""How the engine's findings are said to a person: translated, with names instead of codes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language, gettext, pgettext

from corridor.delivery.recruitment.rules import ConditionLabel
from corridor.delivery.skills.rules import SkillRef, nearest_skill
from corridor.delivery.skills.words import country_label, language_label, occupation_label
from corridor.kernel.errors import N_
from corridor.ui import formats

# What the engine says about a candidate, and how it is said to the person herself.
TO_HER: Mapping[str, str] = {
    "The candidate accepts %(country)s as a destination.": N_("You accept %(country)s as a country of work."),
    "The candidate is available by %(start)s, not only from %(available)s, or the start moves.": N_(
        "You are available by %(start)s, not only from %(available)s, or the start moves."
    ),
    "The candidate has worked at least %(years)s years in unit group %(unit_group)s.": N_(
        "You have worked in this occupation, in years at least %(years)s: %(unit_group)s."
    ),
    "The candidate has an occupation in unit group %(unit_group)s.": N_(
        "You have worked in this occupation: %(unit_group)s."
    ),
    "The experience in unit group %(unit_group)s reaches %(needed)s years; %(held)s count now.": N_(
        "Your years of work reach %(needed)s, of which %(held)s count now, in this occupation: %(unit_group)s."
    ),
    "The candidate holds these licences: %(licences)s.": N_("You hold these licences: %(licences)s."),
    "The salary rises from %(offered)s to %(needed)s EUR, or the candidate accepts less.": N_(
        "The pay rises from %(offered)s to %(needed)s EUR, or you accept less."
    ),
    "The vacancy allows remote work, or the candidate works on site.": N_(
        "The job allows work from afar, or you work on site."
    ),
}


@dataclass(frozen=True)
class Chip:
    """One skill as a chip: ok, near or miss."""

    label: str
    kind: str


def change_sentence(message: str, params: Mapping[str, object], *, to_her: bool = False) -> str:
    """Return a least change as a sentence in the active language, said about the candidate or to her."""
    return gettext(TO_HER.get(message, message) if to_her else message) % named(params)


def named(params: Mapping[str, object]) -> dict[str, object]:
    """Return the values of a least change with names instead of codes."""
    return {name: _said(name, value) for name, value in params.items()}


def condition_label(code: str) -> str:
    """Return the name of a hard condition."""
    return str(ConditionLabel(code).label)


def levels_text(languages: Iterable[tuple[str, str]]) -> str:
    """Return languages with their levels in one line."""
    comma = pgettext("between the words of a list", ", ")
    return comma.join(f"{language_label(code, _active())} {level}" for code, level in languages)


def occupation_text(isco08: str) -> str:
    """Return the title of an occupation in the active language."""
    return occupation_label(isco08, _active())


def country_text(iso3: str) -> str:
    """Return the name of a country in the active language."""
    return country_label(iso3, _active())


def language_text(code: str) -> str:
    """Return the name of a language in the active language."""
    return language_label(code, _active())


def skill_chips(wanted: Iterable[SkillRef], held: Iterable[SkillRef]) -> list[Chip]:
    """Return the wanted skills as found, related or missing; a related one counts for nothing and is shown to judge."""
    by_key = {ref.key: ref for ref in held}
    near_by_label = {ref.label_en: ref for ref in by_key.values()}
    return [_chip(ref, by_key, near_by_label) for ref in wanted]


def _chip(ref: SkillRef, by_key: Mapping[str, SkillRef], near_by_label: Mapping[str, SkillRef]) -> Chip:
    label = ref.label(_active())
    if ref.key in by_key:
        return Chip(label, "ok")
    near = nearest_skill(ref.label_en, near_by_label)
    return Chip(f"{label} ≈ {near_by_label[near].label(_active())}", "near") if near else Chip(label, "miss")


def _said(name: str, value: object) -> object:
    if name == "country":
        return country_text(str(value))
    if name == "language":
        return language_text(str(value))
    if name == "unit_group":
        return occupation_text(str(value))
    if name in {"start", "available"}:
        return formats.date(date.fromisoformat(str(value)))
    return formats.number(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def _active() -> str:
    return (get_language() or "en")[:2]

"""Live lists in words: one line per partner, with its band, its parts, and the skills that are held or missing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import get_language

from corridor.delivery.recruitment.rules import Band, PartLabel, band_of
from corridor.delivery.recruitment.runs import Explanation
from corridor.delivery.recruitment.selectors.shortlists import Part, parts_of
from corridor.delivery.recruitment.wording import Chip
from corridor.delivery.skills.rules import SkillRef
from corridor.delivery.skills.words import skill_named

Labels = Mapping[str, str]


@dataclass(frozen=True)
class LiveLine:
    """One partner in a live list."""

    number: int
    name: str
    detail: str
    band: Band
    points: float
    parts: tuple[Part, ...]
    skills: tuple[Chip, ...]


def labels_of(refs: Iterable[SkillRef]) -> dict[str, str]:
    """Return the labels of some skills by their keys, in the reader's language."""
    return {ref.key: ref.label(get_language() or "en") for ref in refs}


def label_of(key: str, labels: Labels) -> str:
    """Return the label of a skill by its key; one that has no address keeps its own words."""
    if key in labels:
        return labels[key]
    return skill_named(key).label(get_language() or "en") if key.startswith("http") else key.removeprefix("text:")


def chips_of(found: Explanation, labels: Labels) -> tuple[Chip, ...]:
    """Return the wanted skills of a pair as held or missing."""
    wanted = (*found.essential, *found.optional)
    return tuple(Chip(label_of(line.skill, labels), "ok" if line.is_held else "miss") for line in wanted)


def live_lines(
    found: Iterable[tuple[int, Explanation]], named: Mapping[int, tuple[str, str]], labels: Labels
) -> list[LiveLine]:
    """Return the partners of a live list as the page shows them; `named` gives name and detail by number."""
    return [
        LiveLine(
            number=number,
            name=named[number][0],
            detail=named[number][1],
            band=band_of(one.score),
            points=one.score * 100,
            parts=parts_of({part.value: getattr(one.parts, part.value) for part in PartLabel}),
            skills=chips_of(one, labels),
        )
        for number, one in found
        if number in named
    ]

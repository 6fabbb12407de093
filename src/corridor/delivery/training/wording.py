"""How a gap and a plan are said on a page: names instead of codes, and the language of each name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext as _, gettext_lazy

from corridor.delivery.skills.models import PersonSkill
from corridor.delivery.skills.rules import SkillRef
from corridor.delivery.skills.words import language_label
from corridor.delivery.training.rules import OPEN, LanguageLine, SkillLine, Standing
from corridor.delivery.training.selectors import Gap, LanguageProgress, OpenCourse, SkillProgress
from corridor.kernel.codes import Cefr

STANDINGS: Mapping[Standing, Promise] = {
    Standing.MISSING: gettext_lazy("Missing"),
    Standing.LOW: gettext_lazy("Held at a lower level"),
    Standing.NEAR: gettext_lazy("Something near it is held"),
    Standing.STATED: gettext_lazy("Stated, not proved yet"),
    Standing.PROVED: gettext_lazy("Held, with proof"),
}
KINDS: Mapping[Standing, str] = {
    Standing.MISSING: "bad",
    Standing.LOW: "warn",
    Standing.NEAR: "warn",
    Standing.STATED: "info",
    Standing.PROVED: "ok",
}


@dataclass(frozen=True)
class Said:
    """A name and the language in which it stands; empty where that is not known."""

    text: str
    language: str


@dataclass(frozen=True)
class Row:
    """One thing asked for, as a page shows it."""

    name: Said
    standing: str
    kind: str
    note: str = ""
    held: Said | None = None
    courses: tuple[str, ...] = ()
    is_open: bool = False


@dataclass(frozen=True)
class CourseLine:
    """One course, as a page shows it, with the names of what it closes."""

    course: OpenCourse
    language: str
    closes: tuple[Said, ...]
    clashes: bool = False


def said(ref: SkillRef) -> Said:
    """Return the name of a skill in the reader's language, else in English; own words have no known language."""
    language = (get_language() or "en")[:2]
    if label := getattr(ref, f"label_{language}", ""):
        return Said(label, language if ref.uri else "")
    return Said(ref.label("en"), "en" if ref.uri else "")


def skill_rows(gap: Gap, lines: Iterable[SkillLine]) -> list[Row]:
    """Return skills as rows, what is missing first."""
    order = list(STANDINGS)
    rows = sorted(lines, key=lambda line: order.index(line.standing))
    return [_row(line, [one for one in gap.courses if line.key in one.closes]) for line in rows]


def language_rows(gap: Gap) -> list[Row]:
    """Return the languages asked for as rows."""
    return [_spoken(line, [one for one in gap.courses if line.key in one.closes]) for line in gap.languages]


def course_lines(gap: Gap) -> list[CourseLine]:
    """Return the courses that help: those the person is in, the chosen ones, then the others."""
    names = _names(gap)
    rows = sorted(gap.courses, key=lambda one: (not one.is_hers, not one.is_chosen))
    taken = [one for one in gap.courses if one.is_hers or one.is_chosen]
    return [
        CourseLine(
            one,
            language_label(one.cohort.language, get_language() or "en"),
            tuple(names[key] for key in sorted(one.closes)),
            one in taken and any(_overlap(one, other) for other in taken if other is not one),
        )
        for one in rows
    ]


def left_over(gap: Gap) -> list[Said]:
    """Return what is needed and lacking and what no open course teaches."""
    names = _names(gap)
    return [names[key] for key in sorted(gap.choice.left)]


def source_text(source: str) -> str:
    """Return how a skill is known."""
    known = dict(PersonSkill.Source.choices)
    return str(known.get(source, source))


def language_text(code: str, level: int) -> str:
    """Return a language with its level."""
    return f"{language_label(code, get_language() or 'en')} {Cefr(level).name}"


def progress_row(one: SkillProgress) -> Row:
    """Return a skill of a plan: how it stood, and how it stands now."""
    row = _row(one.now, [])
    return Row(row.name, row.standing, row.kind, str(STANDINGS[one.then]), row.held, (), one.was_open)


def language_progress_row(one: LanguageProgress) -> Row:
    """Return a language of a plan: how it stood, and how it stands now."""
    then, now = _spoken(one.then, []), _spoken(one.now, [])
    return Row(now.name, now.standing, now.kind, then.standing, None, (), one.was_open)


def _names(gap: Gap) -> dict[str, Said]:
    skills = {line.key: said(line.wanted.ref) for line in gap.lines}
    return skills | {line.key: Said(language_text(line.code, line.level), "") for line in gap.languages}


def _row(line: SkillLine, courses: Iterable[OpenCourse]) -> Row:
    held = said(line.held.ref) if line.held and line.standing == Standing.NEAR else None
    return Row(
        said(line.wanted.ref),
        str(STANDINGS[line.standing]),
        KINDS[line.standing],
        _note(line),
        held,
        tuple(one.cohort.name for one in courses),
        line.standing in OPEN,
    )


def _note(line: SkillLine) -> str:
    if line.held is None or line.standing == Standing.NEAR:
        return _("Level asked for: %(level)s") % {"level": line.wanted.level} if line.wanted.level else ""
    if line.wanted.level and line.held.level:
        words = {"held": line.held.level, "level": line.wanted.level, "source": source_text(line.held.source)}
        return _("%(source)s; level %(held)s, asked for: %(level)s") % words
    return source_text(line.held.source)


def _spoken(line: LanguageLine, courses: Iterable[OpenCourse]) -> Row:
    if line.is_met:
        standing = Standing.PROVED if line.is_tested else Standing.STATED
    else:
        standing = Standing.LOW if line.held else Standing.MISSING
    note = _("Level now: %(level)s") % {"level": Cefr(line.held).name} if line.held else ""
    name = Said(language_text(line.code, line.level), "")
    shown = tuple(one.cohort.name for one in courses)
    return Row(name, str(STANDINGS[standing]), KINDS[standing], note, None, shown, standing in OPEN)


def _overlap(one: OpenCourse, other: OpenCourse) -> bool:
    first, second = one.cohort, other.cohort
    return first.starts_on_date <= second.ends_on_date and second.starts_on_date <= first.ends_on_date

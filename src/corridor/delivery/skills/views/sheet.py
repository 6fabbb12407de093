"""A profile as a page shows it: sections of entries, each with its source, in one language or in two."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy

from corridor.delivery.skills.models import (
    Education,
    EvidenceItem,
    LanguageResult,
    LinkProposal,
    Person,
    PersonLanguage,
    PersonSkill,
    WorkExperience,
)
from corridor.delivery.skills.models.languages import PARTS
from corridor.delivery.skills.rules import middle_level
from corridor.delivery.skills.words import country_label, label_of, language_label, occupation_label
from corridor.kernel.codes import Cefr
from corridor.ui import formats

PROVED, STATED, WAITING, WRONG = "ok", "none", "wait", "bad"
TITLES: Final[dict[str, str | Promise]] = {
    "work": gettext_lazy("Work"),
    "learning": gettext_lazy("Learning"),
    "languages": gettext_lazy("Languages"),
    "skills": gettext_lazy("Skills"),
    "soft": gettext_lazy("Soft skills"),
    "evidence": gettext_lazy("Evidence"),
}
PART_NAMES: Final[dict[str, str | Promise]] = {
    "listening": gettext_lazy("Listening"),
    "reading": gettext_lazy("Reading"),
    "interaction": gettext_lazy("Taking part in a conversation"),
    "production": gettext_lazy("Speaking"),
    "writing": gettext_lazy("Writing"),
}
EMPTY: Final[dict[str, str | Promise]] = {
    "work": gettext_lazy("No work stated."),
    "learning": gettext_lazy("No qualification stated."),
    "languages": gettext_lazy("No languages stated."),
    "skills": gettext_lazy("No skills yet."),
    "soft": gettext_lazy("No soft skills assessed."),
    "evidence": gettext_lazy("No documents yet."),
}


@dataclass(frozen=True)
class Line:
    """One entry: its title in the languages of the page, her own words, the details, and how it is known."""

    title: str
    title_in: str = ""
    second: str = ""
    own: str = ""
    written_in: str = ""
    details: tuple[str, ...] = ()
    text: str = ""
    source: str = ""
    kind: str = STATED
    note: str = ""
    change: str = ""
    link: str = ""


@dataclass(frozen=True)
class Section:
    """One section of a profile."""

    name: str
    title: str
    empty: str
    lines: tuple[Line, ...] = ()
    add: str = ""


@dataclass(frozen=True)
class Reader:
    """Who reads a profile: the language, a second one, whether entries may be changed, and the day."""

    language: str
    second: str
    may_write: bool
    today: date
    links: dict[str, int] = field(default_factory=dict)

    def other(self, text: str, label: str) -> str:
        """Return a label in the second language unless it says the same."""
        return label if self.second and label != text else ""


def day_text(text: str) -> str:
    """Write a date of which only the year or the month may be known."""
    if len(text) == 10:
        return formats.date(date.fromisoformat(text))
    if len(text) == 7:
        return formats.date(date.fromisoformat(f"{text}-01"), "month")
    return text


def sections_of(person: Person, reader: Reader) -> list[Section]:
    """Return the sections of a profile."""
    skills = list(person.skills.all())
    lines: dict[str, Iterator[Line]] = {
        "work": (_work(row, reader) for row in person.experiences.all()),
        "learning": (_learning(row, reader) for row in person.educations.all()),
        "languages": _languages(person, reader),
        "skills": (_skill(row, reader, "skills") for row in skills if not row.is_soft),
        "soft": (_skill(row, reader, "soft") for row in skills if row.is_soft),
        "evidence": (_evidence(row, reader) for row in person.evidence_items.all()),
    }
    return [
        Section(
            name,
            str(TITLES[name]),
            str(EMPTY[name]),
            tuple(lines[name]),
            reverse("skills:entry_add", args=[person.pk, name]) if reader.may_write else "",
        )
        for name in TITLES
    ]


def link_keys(links: "list[LinkProposal]") -> dict[str, int]:
    """Return the open links by the entry that they belong to."""
    return {_key_of(one): one.pk for one in links}


def _key_of(one: "LinkProposal") -> str:
    if one.experience_id:
        return f"work-{one.experience_id}"
    return f"skill-{one.skill_id}" if one.skill_id else f"education-{one.education_id}"


def _change(section: str, pk: int, reader: Reader) -> str:
    return reverse("skills:entry_change", args=[section, pk]) if reader.may_write else ""


def _link(key: str, reader: Reader) -> str:
    return reverse("skills:link", args=[reader.links[key]]) if key in reader.links else ""


def _work(row: WorkExperience, reader: Reader) -> Line:
    label = occupation_label(row.isco08, reader.language) if row.isco08 else ""
    start = day_text(row.from_date)
    end = _("today") if row.is_current else day_text(row.to_date)
    details = (
        row.employer_name,
        country_label(row.iso3, reader.language) if row.iso3 else "",
        f"{start} – {end}" if start and end else start or end,
        _("Years: %(n)s") % {"n": formats.number(row.years)} if row.years is not None else "",
        _("%(n)s hours a week") % {"n": row.hours_week} if row.hours_week else "",
        _("Led other people") if row.supervised else "",
    )
    return Line(
        title=label or row.title,
        title_in="" if label else row.written_in,
        second=reader.other(label, occupation_label(row.isco08, reader.second)) if label else "",
        own=row.title if label and row.title != label else "",
        written_in=row.written_in,
        details=tuple(filter(None, details)),
        text=row.tasks,
        source=str(row.get_attested_display()),
        kind=PROVED if row.is_proved else STATED,
        change=_change("work", row.pk, reader),
        link=_link(f"work-{row.pk}", reader),
    )


def _learning(row: Education, reader: Reader) -> Line:
    papers = [one for one in row.evidence_items.all() if one.is_proved]
    eqf = ""
    if row.eqf_level:
        eqf = _("EQF level %(n)s") % {"n": row.eqf_level}
        eqf += f" ({row.get_eqf_source_display()})" if row.eqf_source else ""
    details = (
        row.awarding_body,
        country_label(row.iso3, reader.language) if row.iso3 else "",
        day_text(row.awarded_on) or str(row.year or ""),
        label_of("isced_f_2013", row.isced_field, reader.language) if row.isced_field else "",
        " ".join(filter(None, (row.nqf_framework, row.nqf_level))),
        eqf if row.title or row.title_original else "",
        str(row.get_mode_display()),
        _("%(n)s hours") % {"n": row.workload_hours} if row.workload_hours else "",
    )
    is_whole = row.completion == Education.Completion.COMPLETE
    return Line(
        title=row.title or row.title_original or eqf,
        title_in=row.written_in if not row.title else "",
        own=row.title_original if row.title and row.title_original != row.title else "",
        written_in=row.written_in,
        details=tuple(filter(None, details)),
        source=_("Shown by a document") if papers else _("Stated by the person"),
        kind=PROVED if papers else STATED,
        note="" if is_whole else str(row.get_completion_display()),
        change=_change("learning", row.pk, reader),
        link=_link(f"education-{row.pk}", reader),
    )


def _languages(person: Person, reader: Reader) -> Iterator[Line]:
    """Yield the results, and the levels that come from elsewhere, such as a course of the scheme."""
    results = list(person.language_results.all())
    for row in results:
        yield _result(row, reader)
    given = {(row.language, middle_level(row.levels), row.is_checked) for row in results if row.levels}
    for known in person.languages.all():
        if (known.language, known.cefr, known.is_tested) not in given:
            yield _level(known, reader)


def _level(row: PersonLanguage, reader: Reader) -> Line:
    name = language_label(row.language, reader.language)
    return Line(
        title=name,
        second=reader.other(name, language_label(row.language, reader.second)),
        details=(row.level_name,),
        source=_("Shown by a test") if row.is_tested else _("Stated by the person"),
        kind=PROVED if row.is_tested else STATED,
    )


def _result(row: LanguageResult, reader: Reader) -> Line:
    name = language_label(row.language, reader.language)
    levels = tuple(
        f"{PART_NAMES[part]}: {Cefr(level).name}" for part in PARTS if (level := getattr(row, part)) is not None
    )
    test = " ".join(filter(None, (row.test_name, row.certificate_number)))
    taken = formats.date(row.taken_on) if row.taken_on else ""
    until = _("valid until %(day)s") % {"day": formats.date(row.valid_until)} if row.valid_until else ""
    source = str(row.get_source_display())
    if row.source == LanguageResult.Source.TEST and not row.is_checked:
        source = _("A test, not yet checked by an office")
    is_over = row.is_expired(reader.today)
    return Line(
        title=name,
        second=reader.other(name, language_label(row.language, reader.second)),
        details=(*levels, *filter(None, (test, taken, until))),
        source=source,
        kind=PROVED if row.is_checked and not is_over else STATED,
        note=_("Expired") if is_over else "",
        change=_change("languages", row.pk, reader),
    )


def _skill(row: PersonSkill, reader: Reader, section: str) -> Line:
    label = row.ref.label(reader.language)
    assessed = (str(row.get_method_display()), row.assessor) if row.is_soft else ()
    details = (
        _("Level %(n)s of 5") % {"n": row.level} if row.level else "",
        formats.date(row.known_on_date) if row.known_on_date else "",
        *assessed,
    )
    is_kept = row.source in {PersonSkill.Source.ASSESSED, PersonSkill.Source.CERTIFIED}
    return Line(
        title=label,
        title_in="" if row.esco_uri else row.written_in,
        second=reader.other(label, row.ref.label(reader.second)) if reader.second and row.esco_uri else "",
        own=row.own_words if row.esco_uri and row.own_words != label else "",
        written_in=row.written_in,
        details=tuple(filter(None, details)),
        source=str(row.get_source_display()),
        kind=PROVED if row.is_proved else STATED,
        change="" if is_kept else _change(section, row.pk, reader),
        link=_link(f"skill-{row.pk}", reader),
    )


_KINDS: Final = {"none": STATED, "requested": WAITING, "confirmed": PROVED, "refuted": WRONG}


def _evidence(row: EvidenceItem, reader: Reader) -> Line:
    shown = row.supports
    details = (
        str(row.get_copy_display()),
        language_label(row.language, reader.language) if row.language else "",
        _("shows: %(what)s") % {"what": shown} if shown is not None else "",
        row.method,
        formats.date(row.verified_at) if row.verified_at else "",
    )
    return Line(
        title=str(row.get_kind_display()),
        own=row.file.name,
        details=tuple(filter(None, details)),
        source=str(row.get_verification_display()),
        kind=_KINDS[row.verification],
        change=_change("evidence", row.pk, reader),
    )

"""What a CV says, as entries of a profile that are not kept yet, and what of it has no place there."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from corridor.batch.cv import read_cv
from corridor.batch.cv.europass_codes import NATIVE, SAME
from corridor.batch.cv.passport import SKILLS as SKILL_GROUPS
from corridor.batch.cv.report import NO_PLACE, Loss, losses
from corridor.batch.cv.types import (
    Basics,
    Certificate,
    Education as Study,
    Entry,
    Language,
    Location,
    Member,
    Profile,
    Skill,
    Work,
)
from corridor.delivery.skills.checks import check_entry
from corridor.delivery.skills.models import (
    CvImport,
    Education,
    LanguageResult,
    Person,
    PersonLanguage,
    PersonSkill,
    WorkExperience,
)
from corridor.delivery.skills.models.languages import PARTS
from corridor.delivery.skills.rules import plain, skill_key
from corridor.delivery.skills.selectors.cv import LANGUAGE
from corridor.delivery.skills.words import is_unit_group, known_skill, occupation_label
from corridor.kernel.codes import Cefr
from corridor.kernel.errors import N_, CorridorError
from corridor.kernel.places import ISO3_OF
from corridor.knowledge.codelists.rules import load_list, rows_by_code

Row = WorkExperience | Education | LanguageResult | PersonLanguage | PersonSkill
AT_REGISTRATION: Final = N_("the registration keeps it")
NOT_HERE: Final = N_("the profile has no place for it")
TOO_LONG: Final = N_("it is longer than an entry may be")
NOT_KNOWN: Final = N_("the code is not known here")
NO_LEVEL: Final = N_("no level from A1 to C2 is given")
NO_TITLE: Final = N_("an entry needs a title")
LONGEST: Final = 200
LONGEST_TASKS: Final = 3000
TAKEN: Final[Mapping[type[Entry], frozenset[str]]] = {
    Profile: frozenset({"work", "education", "certificates", "skills", "languages"}),
    Work: frozenset(
        {"name", "position", "start_date", "end_date", "summary", "highlights", "country_code", "is_current"}
        | {"esco_uri", "isco08"}
    ),
    Study: frozenset(
        {"institution", "area", "study_type", "end_date", "eqf_level", "isced_f", "country_code", "is_current"}
    ),
    Certificate: frozenset({"name", "date", "issuer"}),
    Skill: frozenset({"name", "level", "keywords", "esco_uri"}),
    Language: frozenset({"language", "language_code", "is_native", "fluency", *PARTS}),
}
"""What of a CV becomes part of an entry."""


@dataclass(frozen=True)
class FoundEntry:
    """An entry that a CV would add, that the profile has already, or that cannot be true."""

    row: Row
    is_known: bool
    problem: CorridorError | None = None


@dataclass(frozen=True)
class Found:
    """What a CV says: the entries in the order of the document, what has no place, and whom the CV names."""

    entries: tuple[FoundEntry, ...]
    left: tuple[Loss, ...]
    format: str
    name: str = ""

    @property
    def new(self) -> tuple[Row, ...]:
        """The entries that the profile has not yet."""
        return tuple(one.row for one in self.entries if not one.is_known and one.problem is None)


def found_in(row: CvImport, *, today: date) -> Found:
    """Return what a kept CV says."""
    with row.file.content.open("rb") as stream:
        data = stream.read()
    return found_in_bytes(data, name=row.file.name, person=row.person, language=row.language, today=today)


def found_in_bytes(data: bytes, *, name: str, person: Person, language: str, today: date) -> Found:
    """Return what a CV says, without keeping anything; refuse what is no CV."""
    reading = read_cv(data, name=name)
    profile = reading.profile
    known = _Known(person)
    rows = _once(_rows(profile, person, language))
    entries = tuple(FoundEntry(row, known.has(row), _problem(row, today)) for row in rows)
    left = (*losses(profile, _carries), *_too_long(profile))
    named = profile.basics.name if profile.basics else None
    return Found(entries, left, reading.format, named or "")


def _problem(row: Row, today: date) -> CorridorError | None:
    if isinstance(row, PersonLanguage):
        return None
    try:
        check_entry(row, today)
    except CorridorError as error:
        return error
    return None


def _rows(profile: Profile, person: Person, language: str) -> Iterator[Row]:
    for work in profile.work or ():
        if (row := _work(work, person, language)) is not None:
            yield row
    for study in profile.education or ():
        if (learnt := _study(study, person, language)) is not None:
            yield learnt
    for one in profile.certificates or ():
        if not _dropped(one):
            yield Education(
                person=person,
                title_original=_title(one),
                written_in=language,
                awarding_body=(one.issuer or "")[:LONGEST],
                awarded_on=one.date or "",
                mode=Education.Mode.NON_FORMAL,
            )
    for spoken in profile.languages or ():
        yield from _language(spoken, person)
    for skill in profile.skills or ():
        yield from _skills(skill, person, language)


def _work(work: Work, person: Person, language: str) -> WorkExperience | None:
    if _dropped(work):
        return None
    code = work.isco08 if work.isco08 and is_unit_group(work.isco08) else ""
    title = _title(work)
    tasks = "\n".join(text for text in (work.summary, *(work.highlights or ())) if text)
    end = work.end_date or ""
    return WorkExperience(
        person=person,
        title=title,
        written_in=language,
        employer_name=(work.name or "")[:LONGEST],
        iso3=ISO3_OF.get((work.country_code or "").upper(), ""),
        from_date=work.start_date or "",
        to_date=end,
        is_current=bool(work.is_current) and not end,
        tasks=tasks[:LONGEST_TASKS],
        isco08=code[:20],
        esco_uri=(work.esco_uri or "")[:LONGEST] if code else "",
    )


def _study(study: Study, person: Person, language: str) -> Education | None:
    if _dropped(study):
        return None
    title = _title(study)
    level = (study.eqf_level or "").strip()
    field = (study.isced_f or "").rpartition("/")[2]
    is_open = bool(study.is_current)
    return Education(
        person=person,
        title_original=title,
        written_in=language,
        awarding_body=(study.institution or "")[:LONGEST],
        awarded_on="" if is_open else study.end_date or "",
        iso3=ISO3_OF.get((study.country_code or "").upper(), ""),
        eqf_level=int(level) if level in _EQF else None,
        isced_field=field if field in rows_by_code("isced_f_2013") else "",
        completion=Education.Completion.PARTIAL if is_open else Education.Completion.COMPLETE,
    )


_EQF: Final = frozenset("12345678")


def _language(spoken: Language, person: Person) -> Iterator[Row]:
    code = language_code(spoken)
    if not code:
        return
    levels = {part: Cefr[name].value for part in PARTS if (name := getattr(spoken, part)) is not None}
    if levels:
        yield LanguageResult(person=person, language=code, **levels)
    elif _is_native(spoken):
        yield PersonLanguage(person=person, language=code, cefr=Cefr.C2.value)
    elif (spoken.fluency or "").strip().upper() in Cefr.__members__:
        yield PersonLanguage(person=person, language=code, cefr=Cefr[str(spoken.fluency).strip().upper()].value)


def language_code(spoken: Language) -> str:
    """Return our code of a language that a CV names by code or by name, empty where it is not known."""
    codes, names = _language_codes()
    written = (spoken.language_code or "").strip().lower()
    return codes.get(written) or names.get(plain(spoken.language or ""), "")


@cache
def _language_codes() -> tuple[Mapping[str, str], Mapping[str, str]]:
    codes: dict[str, str] = {}
    names: dict[str, str] = {}
    for row in load_list("languages").rows:
        longer = row.extra.get("iso639_3", "")
        codes |= dict.fromkeys((row.code, longer, SAME.get(longer, longer)), row.code)
        for label in row.labels.values():
            names.setdefault(plain(label), row.code)
    return codes, names


def _skills(skill: Skill, person: Person, language: str) -> Iterator[PersonSkill]:
    words = [*(skill.keywords or ())]
    # The old Europass form groups skills under headings of its own; its heading is no skill.
    if skill.name and not (words and skill.name in SKILL_GROUPS.values()):
        words.insert(0, skill.name)
    for number, text in enumerate(" ".join(word.split()) for word in words):
        if not text or len(text) > LONGEST:
            continue
        is_named = number == 0 and text == " ".join((skill.name or "").split())
        ref = known_skill(skill.esco_uri or "") if is_named else None
        level = (skill.level or "").strip()
        row = PersonSkill(
            person=person,
            own_words=text,
            written_in=language,
            label_en=ref.label_en if ref else text,
            esco_uri=ref.uri if ref else "",
            level=int(level) if is_named and level in _LEVELS else None,
        )
        if ref:
            row.label_fr, row.label_es, row.label_ar = ref.label_fr, ref.label_es, ref.label_ar
        row.key = skill_key(row.esco_uri, row.label_en)
        yield row


_LEVELS: Final = frozenset("12345")


def _carries(entry: Entry, member: Member) -> str:
    if isinstance(entry, Basics | Location) or (isinstance(entry, Profile) and member.name == "basics"):
        return AT_REGISTRATION
    if member.name not in TAKEN.get(type(entry), frozenset()):
        return NOT_HERE
    return _dropped(entry) or _unread(entry, member.name, getattr(entry, member.name))


def _title(entry: Entry) -> str:
    """Return what an entry is called."""
    if isinstance(entry, Study):
        return (entry.study_type or entry.area or "").strip()
    return (getattr(entry, "position" if isinstance(entry, Work) else "name", "") or "").strip()


def _dropped(entry: Entry) -> str:
    """Say why nothing of an entry is taken, empty where it is."""
    if not isinstance(entry, Work | Study | Certificate):
        return ""
    if len(_title(entry)) > LONGEST:
        return TOO_LONG
    has_code = isinstance(entry, Work) and is_unit_group(entry.isco08 or "")
    return "" if _title(entry) or has_code else NO_TITLE


def _unread(entry: Entry, name: str, value: object) -> str:
    """Say why a value of a member that has a place is not taken all the same."""
    if name == "country_code" and str(value).upper() not in ISO3_OF:
        return NOT_KNOWN
    if isinstance(entry, Work) and name in {"isco08", "esco_uri"} and not is_unit_group(entry.isco08 or ""):
        return NOT_KNOWN
    if isinstance(entry, Study):
        if name == "eqf_level" and value not in _EQF:
            return NOT_KNOWN
        if name == "isced_f" and str(value).rpartition("/")[2] not in rows_by_code("isced_f_2013"):
            return NOT_KNOWN
        if name == "area" and entry.study_type:
            return NOT_HERE
    if isinstance(entry, Skill):
        if name == "esco_uri" and known_skill(str(value)) is None:
            return NOT_KNOWN
        if name == "level" and value not in _LEVELS:
            return NOT_HERE
    if isinstance(entry, Language):
        return _language_unread(entry)
    return ""


def _language_unread(entry: Language) -> str:
    if not language_code(entry):
        return NOT_KNOWN
    has_levels = any(getattr(entry, part) for part in PARTS)
    is_level = (entry.fluency or "").strip().upper() in Cefr.__members__
    return "" if has_levels or _is_native(entry) or is_level else NO_LEVEL


def _is_native(spoken: Language) -> bool:
    return bool(spoken.is_native) or (spoken.fluency or "").strip().casefold() in NATIVE


def _too_long(profile: Profile) -> Iterator[Loss]:
    """Yield the texts that are cut or left out though their entry is taken."""
    texts: list[tuple[str, str | None]] = []
    texts += [(f"/work/{n}/name", one.name) for n, one in enumerate(profile.work or ())]
    texts += [(f"/education/{n}/institution", one.institution) for n, one in enumerate(profile.education or ())]
    texts += [(f"/certificates/{n}/issuer", one.issuer) for n, one in enumerate(profile.certificates or ())]
    for n, skill in enumerate(profile.skills or ()):
        texts += [(f"/skills/{n}", word) for word in (skill.name, *(skill.keywords or ()))]
    yield from (Loss(path, text, TOO_LONG, path) for path, text in texts if text and len(text) > LONGEST)
    for n, one in enumerate(profile.work or ()):
        tasks = "\n".join(text for text in (one.summary, *(one.highlights or ())) if text)
        if len(tasks) > LONGEST_TASKS:
            yield Loss(f"/work/{n}/summary", tasks[LONGEST_TASKS:], TOO_LONG, one.source)


def _once(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield every entry once, though a CV may name a skill in several places."""
    seen: set[tuple[object, ...]] = set()
    for row in rows:
        key = sameness(row)
        if key not in seen:
            seen.add(key)
            yield row


def sameness(row: Row) -> tuple[object, ...]:
    """Return that by which an entry is found to be the same as another."""
    if isinstance(row, WorkExperience):
        # A CV calls work without words of its own by the label of its code.
        title = row.title or occupation_label(row.isco08, LANGUAGE)
        return ("work", plain(title), plain(row.employer_name), row.from_date, row.to_date)
    if isinstance(row, Education):
        title = plain(row.title_original or row.title)
        return ("learning", title, plain(row.awarding_body), row.awarded_on or str(row.year or ""))
    if isinstance(row, LanguageResult):
        return ("result", row.language, *(getattr(row, part) for part in PARTS))
    if isinstance(row, PersonLanguage):
        return ("language", row.language)
    return ("skill", plain(row.own_words or row.label_en))


class _Known:
    """The entries that a profile has."""

    def __init__(self, person: Person) -> None:
        rows: list[Row] = [*person.experiences.all(), *person.educations.all(), *person.language_results.all()]
        rows += [*person.languages.all()]
        self.keys = {sameness(row) for row in rows}
        self.skills: set[str] = set()
        for skill in person.skills.all():
            labels = (skill.own_words, skill.label_en, skill.label_fr, skill.label_es, skill.label_ar)
            self.skills |= {skill.key, *(plain(label) for label in labels if label)}

    def has(self, row: Row) -> bool:
        """Say whether the profile has an entry already."""
        if isinstance(row, PersonSkill):
            return row.key in self.skills or plain(row.own_words) in self.skills
        return sameness(row) in self.keys


def stored_losses(found: Found) -> dict[str, object]:
    """Return what has no place as it is kept with a CV."""
    parts = [one.document() for one in found.left]
    wrong = (one for one in found.entries if one.problem is not None)
    parts += [{"path": one.problem.field, "value": str(one.row), "reason": one.problem.sentence()} for one in wrong]  # type: ignore[union-attr]  # those with a problem
    return {"version": 1, "parts": parts}


__all__ = ["NO_PLACE", "Found", "FoundEntry", "found_in", "found_in_bytes", "stored_losses"]

"""Shapes of the training API."""

import datetime

from ninja import Schema

from corridor.delivery.training.models import Cohort
from corridor.delivery.training.rules import LanguageLine, SkillLine
from corridor.delivery.training.selectors import OpenCourse
from corridor.kernel.codes import Cefr


class CohortOut(Schema):
    """A cohort with its counts; no person is named."""

    id: int
    scheme: str
    provider: str
    kind: str
    name: str
    iso3: str
    language: str
    starts_on_date: datetime.date
    ends_on_date: datetime.date
    seats: int
    enrolled: int
    dropped: int
    assessed: int
    passed: int
    certified: int

    @staticmethod
    def resolve_scheme(row: Cohort) -> str:
        return row.scheme.reference

    @staticmethod
    def resolve_provider(row: Cohort) -> str:
        return row.provider.name

    @staticmethod
    def resolve_assessed(row: Cohort) -> int:
        return int(getattr(row, "assessed", 0) or 0)

    @staticmethod
    def resolve_passed(row: Cohort) -> int:
        return int(getattr(row, "passed", 0) or 0)


class CohortPage(Schema):
    """Some cohorts; `next` is the number of the following page, 0 at the end."""

    cohorts: list[CohortOut]
    next: int


class SkillNeedOut(Schema):
    """A skill asked for, and how the person stands to it."""

    key: str
    label: str
    essential: bool
    level: int
    standing: str
    known_by: str
    near: str

    @classmethod
    def of(cls, line: SkillLine) -> "SkillNeedOut":
        """Return a line of a gap as programs read it."""
        ref, held = line.wanted.ref, line.held
        is_near = held is not None and held.ref.key != ref.key
        return cls(
            key=line.key,
            label=ref.label("en"),
            essential=line.wanted.is_essential,
            level=line.wanted.level,
            standing=line.standing.value,
            known_by=held.source if held and not is_near else "",
            near=held.ref.label("en") if held and is_near else "",
        )


class LanguageNeedOut(Schema):
    """A language asked for, and what the person speaks."""

    key: str
    language: str
    level: str
    held: str
    is_tested: bool
    is_met: bool

    @classmethod
    def of(cls, line: LanguageLine) -> "LanguageNeedOut":
        """Return a language of a gap as programs read it."""
        held = Cefr(line.held).name if line.held else ""
        return cls(
            key=line.key,
            language=line.code,
            level=Cefr(line.level).name,
            held=held,
            is_tested=line.is_tested,
            is_met=line.is_met,
        )


class CourseOut(Schema):
    """An open course that closes something; the worker never pays."""

    cohort: int
    name: str
    provider: str
    iso3: str
    language: str
    starts_on_date: datetime.date
    ends_on_date: datetime.date
    seats_left: int
    payer: str
    cost_to_worker_eur: int
    closes: list[str]
    is_enrolled: bool
    is_chosen: bool

    @classmethod
    def of(cls, one: OpenCourse) -> "CourseOut":
        """Return a course as programs read it."""
        row = one.cohort
        return cls(
            cohort=row.pk,
            name=row.name,
            provider=row.provider.name,
            iso3=row.iso3,
            language=row.language,
            starts_on_date=row.starts_on_date,
            ends_on_date=row.ends_on_date,
            seats_left=one.seats_left,
            payer=row.payer,
            cost_to_worker_eur=0,
            closes=sorted(one.closes),
            is_enrolled=one.is_hers,
            is_chosen=one.is_chosen,
        )


class GapOut(Schema):
    """A person beside a target: skills, languages, level, open courses and the fewest that close the gap."""

    person: int
    target: str
    key: str
    title: str
    skills: list[SkillNeedOut]
    languages: list[LanguageNeedOut]
    eqf_level: int | None
    eqf_held: int | None
    courses: list[CourseOut]
    is_smallest: bool
    without_course: list[str]

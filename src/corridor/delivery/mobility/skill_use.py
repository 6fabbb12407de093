"""The job that a person holds beside her skills: four findings that are often mixed, each from its own facts.

A skill level belongs to a job, never to a person: it is that of ISCO-08. Over-qualification compares a qualification
with the job; over-skilling asks whether the work uses what she can do; deskilling is a loss that shows only when skills
are assessed again; brain waste is a job below the level of the work that she did before.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from corridor.kernel.errors import N_

# The highest level of the European framework that is usual in jobs of each skill level of ISCO-08. ISCO-08 ties its
# levels to ISCED 2011; that an ISCED level answers to one of the framework is a convention, and the page says so.
USUAL_EQF: Final = {1: 1, 2: 4, 3: 5, 4: 8}


class Term(StrEnum):
    """What is often called by one name, and kept apart here."""

    OVER_QUALIFICATION = "over_qualification"
    OVER_SKILLING = "over_skilling"
    DESKILLING = "deskilling"
    BRAIN_WASTE = "brain_waste"


class Verdict(StrEnum):
    """What the records say: yes, no, a risk, or not known."""

    YES = "yes"
    NO = "no"
    RISK = "risk"
    UNKNOWN = "unknown"


class Phase(StrEnum):
    """When something was known: before she left, while she worked in the job, or afterwards."""

    BEFORE = "before"
    DURING = "during"
    AFTER = "after"


@dataclass(frozen=True)
class Finding:
    """One term, what the records say, and why, as a sentence with its values."""

    term: Term
    verdict: Verdict
    reason: str
    params: dict[str, object] = field(default_factory=dict)


def phase_of(day: date | None, *, left: date | None, ended: date | None) -> Phase:
    """Return when something was known; what has no date was there before.

    >>> phase_of(date(2026, 5, 1), left=date(2026, 1, 1), ended=None).value
    'during'
    """
    if day is None or left is None or day < left:
        return Phase.BEFORE
    return Phase.AFTER if ended is not None and day > ended else Phase.DURING


def over_qualification(*, eqf_held: int | None, job_level: int | None, eqf_asked: int | None) -> Finding:
    """Compare the highest qualification with what the job asks for, or with what is usual at its level."""
    term = Term.OVER_QUALIFICATION
    usual = max(USUAL_EQF.get(job_level or 0, 0), eqf_asked or 0)
    if eqf_held is None or not usual:
        return Finding(term, Verdict.UNKNOWN, N_("No level of a qualification, or of the job, is recorded."))
    params: dict[str, object] = {"held": eqf_held, "usual": usual}
    if eqf_held > usual:
        reason = N_("The qualification has level %(held)s; in such a job %(usual)s is usual.")
        return Finding(term, Verdict.YES, reason, params)
    reason = N_("The qualification has level %(held)s; up to %(usual)s is usual in such a job.")
    return Finding(term, Verdict.NO, reason, params)


def over_skilling(*, answers: Iterable[tuple[date, bool]]) -> Finding:
    """Return what the person said last on whether the work uses her skills."""
    term, said = Term.OVER_SKILLING, max(answers, default=None)
    if said is None:
        return Finding(term, Verdict.UNKNOWN, N_("The person has not said yet whether the work uses the skills."))
    if said[1]:
        return Finding(term, Verdict.NO, N_("The person said that the work uses the skills."))
    return Finding(term, Verdict.YES, N_("The person said that the work does not use the skills."))


def deskilling(*, before: Iterable[int | None], job_level: int | None, days: int, lost: int | None = None) -> Finding:
    """Say whether skills were lost: by two assessments, where `lost` counts what the second found lower; else a risk.

    A job of a lower level is a reason to assess again; no loss is read from a job.
    """
    term, levels = Term.DESKILLING, [level for level in before if level]
    if lost is not None:
        verdict = Verdict.YES if lost else Verdict.NO
        return Finding(term, verdict, N_("Found lower in the second assessment: %(lost)s."), {"lost": lost})
    if levels and job_level and days and job_level < max(levels):
        reason = N_("%(days)s days in a job of a lower level: have the skills assessed again, only that shows a loss.")
        return Finding(term, Verdict.RISK, reason, {"days": days})
    return Finding(term, Verdict.UNKNOWN, N_("Whether skills were lost shows only when they are assessed again."))


def brain_waste(*, before: Iterable[int | None], job_level: int | None) -> Finding:
    """Compare the skill level of the job with the highest of the jobs that the person had before."""
    term, levels = Term.BRAIN_WASTE, [level for level in before if level]
    if not levels or not job_level:
        return Finding(term, Verdict.UNKNOWN, N_("No level of an earlier job, or of this one, is recorded."))
    params: dict[str, object] = {"before": max(levels), "now": job_level}
    if job_level < max(levels):
        reason = N_("The work before had skill level %(before)s of ISCO-08; this job has %(now)s.")
        return Finding(term, Verdict.YES, reason, params)
    reason = N_("This job has skill level %(now)s of ISCO-08; the work before had %(before)s.")
    return Finding(term, Verdict.NO, reason, params)

"""The job held beside the skills held, before, during and after."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from corridor.access.selectors import Person as Reader, get_visible, visible
from corridor.delivery.mobility.models import CheckIn, Placement
from corridor.delivery.mobility.skill_use import (
    Finding,
    Phase,
    brain_waste,
    deskilling,
    over_qualification,
    over_skilling,
    phase_of,
)
from corridor.delivery.skills.models import Person, PersonSkill, Recognition, WorkExperience
from corridor.delivery.skills.selectors import difference_of
from corridor.knowledge.codelists.rules import rows_by_code


@dataclass(frozen=True)
class SkillUse:
    """One placement: earlier work, the job, later jobs, skills by when they were known, and the four findings."""

    placement: Placement
    job_level: int | None
    before: tuple[tuple[WorkExperience, int | None], ...]
    after: tuple[tuple[Placement, int | None], ...]
    skills: dict[Phase, tuple[PersonSkill, ...]]
    held: int
    used: int
    recognitions: tuple[Recognition, ...]
    findings: tuple[Finding, ...]


def placement_with_skills(*, user: Reader, pk: int) -> Placement:
    """Return a placement that the reader may see and whose person's profile is open to her too, else 404."""
    rows = Placement.objects.select_related("candidate__person", "vacancy__employer__organisation", "scheme")
    people = visible(Person.objects.all(), user=user)
    return get_visible(rows.filter(candidate__person__in=people.values("pk")), user=user, pk=pk)


def level_of(isco08: str) -> int | None:
    """Return the skill level of an occupation in ISCO-08, None where the list gives none.

    >>> level_of("2513"), level_of("9211")
    (4, 1)
    """
    row = rows_by_code("isco08").get(isco08[:4])
    text = row.extra.get("skill_level", "") if row else ""
    return int(text) if text.isdecimal() else None


def skill_use_of(*, placement: Placement, user: Reader, today: date) -> SkillUse:
    """Return what the records say of a person's skills and the job of a placement."""
    person, vacancy = placement.candidate.person, placement.vacancy
    left, ended = placement.arrived_on_date or placement.departed_on_date, placement.ended_on_date
    job = level_of(vacancy.isco08)
    works = person.experiences.exclude(iso3=vacancy.iso3).order_by("pk")
    before = tuple((one, level_of(one.isco08)) for one in works)
    levels = [level for _work, level in before]
    educations = [one.eqf_level for one in person.educations.all() if one.eqf_level]
    held = list(person.skills.order_by("label_en", "pk"))
    asked = {ref.key for ref in (*vacancy.essential, *vacancy.optional)}
    days = max(0, ((ended or today) - left).days) if left else 0
    findings = (
        over_qualification(eqf_held=max(educations, default=None), job_level=job, eqf_asked=vacancy.eqf_min),
        over_skilling(answers=_answers(placement, user)),
        deskilling(before=levels, job_level=job, days=days, lost=_lost(person, user)),
        brain_waste(before=levels, job_level=job),
    )
    return SkillUse(
        placement=placement,
        job_level=job,
        before=before,
        after=tuple((one, level_of(one.vacancy.isco08)) for one in _later(placement, user)),
        skills={
            phase: tuple(one for one in held if phase_of(one.known_on_date, left=left, ended=ended) == phase)
            for phase in Phase
        },
        held=len(held),
        used=sum(one.key in asked for one in held),
        recognitions=tuple(person.recognitions.filter(iso3=vacancy.iso3).order_by("pk")),
        findings=findings,
    )


def _lost(person: Person, user: Reader) -> int | None:
    """Return what the second of two assessments found lower, None where there are not two that the reader may see."""
    difference = difference_of(user=user, person=person)
    return None if difference is None else difference.count("lost")


def _answers(placement: Placement, user: Reader) -> list[tuple[date, bool]]:
    rows = visible(placement.check_ins.filter(party=CheckIn.Party.WORKER), user=user)
    pairs = rows.filter(uses_skills__isnull=False, answered_on_date__isnull=False).order_by("answered_on_date", "pk")
    return [(one.answered_on_date, bool(one.uses_skills)) for one in pairs if one.answered_on_date]


def _later(placement: Placement, user: Reader) -> QuerySet[Placement]:
    rows = visible(Placement.objects.filter(candidate__person=placement.candidate.person_id), user=user)
    later = rows.filter(selected_on_date__gt=placement.selected_on_date).exclude(pk=placement.pk)
    return later.select_related("vacancy").order_by("selected_on_date", "pk")

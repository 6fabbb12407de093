"""Annexes of diplomas: of what, in which versions, and what may be annexed to a person's papers."""

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import get_language

from corridor.access.models import Organisation
from corridor.access.selectors import Person as Reader, get_visible, may, organisations_of, visible
from corridor.delivery.skills.models import Education, Person
from corridor.delivery.training.models import Certificate, Cohort, DiplomaAnnex, TrainingStandard
from corridor.delivery.training.rules import Outcomes, outcome_of
from corridor.knowledge.codelists.rules import load_list

_ROWS = ("cohort__provider", "standard__owner", "education__person", "mapped_by", "confirmed_by")


class Subject(StrEnum):
    """What an annex explains."""

    COHORT = "cohort"
    STANDARD = "standard"
    EDUCATION = "education"


@dataclass(frozen=True)
class Explained:
    """The course, standard or qualification that an annex explains, with what is proposed for the first version."""

    subject: Subject
    row: Cohort | TrainingStandard | Education
    title: str
    awarding_body: str
    iso3: str
    eqf_level: int | None
    outcomes: Outcomes


def explained(*, user: Reader, subject: str, pk: int) -> Explained:
    """Return what an annex is asked for, if the reader may see it, else 404."""
    language = get_language() or "en"
    if subject == Subject.COHORT:
        course = get_visible(Cohort.objects.select_related("provider", "scheme"), user=user, pk=pk)
        taught = tuple(outcome_of(stored, language) for stored in course.skills)
        return Explained(
            Subject.COHORT, course, course.name, course.provider.localised_name, course.iso3, None, Outcomes(taught)
        )
    if subject == Subject.STANDARD:
        standard = TrainingStandard.objects.select_related("owner").filter(pk=pk).first()
        if standard is None:
            raise Http404
        taught = tuple(outcome_of(stored, language) for stored in standard.skills)
        owner = standard.owner
        return Explained(
            Subject.STANDARD, standard, str(standard), owner.localised_name, owner.iso3, standard.eqf_level,
            Outcomes(taught),
        )  # fmt: skip
    if subject == Subject.EDUCATION:
        learnt = get_visible(Education.objects.select_related("person"), user=user, pk=pk)
        body = str(getattr(learnt, "awarding_body", ""))
        return Explained(Subject.EDUCATION, learnt, str(learnt), body, learnt.iso3, learnt.eqf_level, Outcomes(()))
    raise Http404


def annexes_of(*, user: Reader, thing: Explained) -> QuerySet[DiplomaAnnex]:
    """Return the versions of an annex that the reader may see, the newest first; of a standard everybody sees all."""
    rows = DiplomaAnnex.objects.filter(**{thing.subject.value: thing.row.pk})
    if thing.subject != Subject.STANDARD:
        rows = visible(rows, user=user)
    return rows.select_related(*_ROWS).order_by("-version")


def get_annex(*, user: Reader, pk: int, action: str = "view") -> DiplomaAnnex:
    """Return one annex that the reader may reach, else 404; a confirmed annex of a standard is open to all readers."""
    rows = DiplomaAnnex.objects.select_related(*_ROWS)
    if action == "view":
        found = rows.filter(pk=pk, standard__isnull=False, confirmed_at__isnull=False).first()
        if found is not None:
            return found
    return get_visible(rows, user=user, action=action, pk=pk)


def papers_of(*, user: Reader, person: Person) -> list[tuple[Subject, int, str]]:
    """Return the qualifications and certified courses of a person, for each of which there may be an annex."""
    learnt = [(Subject.EDUCATION, one.pk, str(one)) for one in person.educations.all()]
    rows = Certificate.objects.filter(enrolment__candidate__person=person).select_related("enrolment__cohort")
    courses = {one.enrolment.cohort for one in visible(rows, user=user).order_by("pk")}
    return [*learnt, *((Subject.COHORT, one.pk, one.name) for one in sorted(courses, key=lambda each: each.pk))]


def issuer_of(annex: DiplomaAnnex) -> Organisation | None:
    """Return whose paper an annex is: the institution's, the owner's, or that of who confirmed it."""
    if annex.cohort is not None:
        return annex.cohort.provider
    if annex.standard is not None:
        return annex.standard.owner
    who = annex.confirmed_by or annex.mapped_by
    return organisations_of(who).first() if who else None


def classification() -> str:
    """Return the name and version of the classification of skills that is packaged."""
    return f"ESCO {load_list('esco_skills').version}"


def subject_of(annex: DiplomaAnnex) -> tuple[Subject, int]:
    """Return what an annex explains: the kind of row and its number."""
    if annex.cohort_id is not None:
        return Subject.COHORT, annex.cohort_id
    if annex.standard_id is not None:
        return Subject.STANDARD, annex.standard_id
    assert annex.education_id is not None
    return Subject.EDUCATION, annex.education_id


def may_map(*, user: Reader, thing: Explained) -> bool:
    """Say whether the reader answers for a diploma: its institution, its owner, or the office that keeps the person."""
    return may(thing.row, user=user, action="change")

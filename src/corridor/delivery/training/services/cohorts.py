"""Open cohorts, enrol, keep attendance and tests, issue certificates."""

import secrets
from collections.abc import Collection, Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from corridor.access.models import Organisation
from corridor.access.selectors import may
from corridor.core import audit
from corridor.delivery.recruitment.models import Candidate
from corridor.delivery.skills.models import PersonLanguage, PersonSkill
from corridor.delivery.skills.rules import SkillRef
from corridor.delivery.training.models import Assessment, Attendance, Certificate, Cohort, Enrolment, Session
from corridor.delivery.training.selectors import results_of
from corridor.design.schemes.models import Scheme
from corridor.kernel.errors import N_, InputError, NotPermitted, RuleViolation
from corridor.ui import formats

Status = Enrolment.Status
MOST_SEATS = 500
LONGEST = timedelta(days=3 * 366)
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


@transaction.atomic
def create_cohort(*, scheme: Scheme, provider: Organisation, by: Any, **fields: Any) -> Cohort:
    """Open a cohort of a provider for a scheme."""
    cohort = Cohort(scheme=scheme, provider=provider, **fields)
    _check_days(cohort)
    _check_seats(cohort)
    _check_programme(cohort)
    _check_payer(cohort)
    cohort.save()
    _check_may(cohort, by)
    audit.record(by=by, action="training.cohort_opened", obj=cohort)
    return cohort


@transaction.atomic
def enrol(*, cohort: Cohort, candidates: Iterable[Candidate], by: Any, on_date: date | None = None) -> list[Enrolment]:
    """Give candidates a place; all of them or, where the seats do not suffice, none."""
    _check_may(cohort, by)
    locked = Cohort.objects.select_for_update().get(pk=cohort.pk)
    wanted = list(candidates)
    _check_candidates(locked, wanted)
    left = results_of(cohort=locked).seats_left
    if len(wanted) > left:
        raise RuleViolation(
            N_("%(cohort)s has %(left)s of %(seats)s seats left; %(wanted)s people were chosen."),
            hint=N_("Choose fewer people, or ask the provider for more seats."),
            code="no_seats",
            params={"cohort": locked.name, "left": left, "seats": locked.seats, "wanted": len(wanted)},
        )
    day = on_date or timezone.localdate()
    rows = [Enrolment.objects.create(cohort=locked, candidate=each, enrolled_on_date=day) for each in wanted]
    for row in rows:
        audit.record(by=by, action="training.enrolled", obj=row, detail={"cohort": cohort.pk})
    return rows


@transaction.atomic
def drop_out(*, enrolment: Enrolment, by: Any) -> Enrolment:
    """Record that somebody has left the course; the seat is free again."""
    _check_may(enrolment.cohort, by)
    if enrolment.status != Status.ENROLLED:
        raise RuleViolation(
            N_("The course has ended for this person already."), hint=N_("Nothing is left to record here.")
        )
    return _set_status(enrolment, Status.DROPPED, by)


@transaction.atomic
def add_session(*, cohort: Cohort, held_on_date: date, by: Any, topic: str = "") -> Session:
    """Add a day or lesson to a cohort."""
    _check_may(cohort, by)
    if not cohort.starts_on_date <= held_on_date <= cohort.ends_on_date:
        raise InputError(
            N_("%(day)s lies outside the course, which runs from %(start)s to %(end)s."),
            hint=N_("Choose a day of the course."),
            field="held_on_date",
            params={
                "day": held_on_date.isoformat(),
                "start": cohort.starts_on_date.isoformat(),
                "end": cohort.ends_on_date.isoformat(),
            },
        )
    session = Session.objects.create(cohort=cohort, held_on_date=held_on_date, topic=topic.strip())
    audit.record(by=by, action="training.session_added", obj=session)
    return session


@transaction.atomic
def record_attendance(*, session: Session, present: Collection[int], by: Any) -> int:
    """Record who of the people still enrolled came to a session; return how many came."""
    _check_may(session.cohort, by)
    expected = list(session.cohort.enrolments.exclude(status=Status.DROPPED).values_list("pk", flat=True))
    if set(present) - set(expected):
        raise InputError(
            N_("Somebody who is not in this cohort was marked as present."),
            hint=N_("Enrol the person first, or correct the list."),
            field="present",
        )
    Attendance.objects.filter(session=session).delete()
    rows = [Attendance(session=session, enrolment_id=pk, is_present=pk in present) for pk in expected]
    Attendance.objects.bulk_create(rows)
    audit.record(by=by, action="training.attendance_recorded", obj=session, detail={"present": len(present)})
    return len(present)


@transaction.atomic
def record_assessment(
    *, enrolment: Enrolment, kind: str, score: Decimal, by: Any, on_date: date | None = None
) -> Assessment:
    """Record a test; a final one completes the course or, below the pass mark, does not."""
    _check_may(enrolment.cohort, by)
    if not 0 <= score <= 100:
        raise InputError(
            N_("A score of %(score)s is not between 0 and 100."),
            hint=N_("Give the score out of 100."),
            field="score",
            params={"score": str(score)},
        )
    if enrolment.status == Status.DROPPED:
        raise RuleViolation(N_("This person has left the course."), hint=N_("Enrol the person in another cohort."))
    row = Assessment.objects.create(
        enrolment=enrolment,
        kind=Assessment.Kind(kind),
        score=score,
        pass_mark=enrolment.cohort.pass_mark,
        assessed_on_date=on_date or timezone.localdate(),
    )
    audit.record(by=by, action="training.assessed", obj=row, detail={"kind": kind})
    if row.kind == Assessment.Kind.FINAL:
        _set_status(enrolment, Status.COMPLETED if row.is_passed else Status.FAILED, by)
    return row


@transaction.atomic
def issue_certificate(*, enrolment: Enrolment, by: Any, on_date: date | None = None) -> Certificate:
    """Certify what was learnt; it enters the person's skills profile as certified."""
    _check_may(enrolment.cohort, by)
    known = Certificate.objects.filter(enrolment=enrolment).first()
    if known is not None:
        return known
    if enrolment.status != Status.COMPLETED:
        raise RuleViolation(
            N_("A certificate needs a passed final test."),
            hint=N_("Record the final test first; it can be repeated."),
            code="not_passed",
        )
    day = on_date or timezone.localdate()
    number = f"{day:%Y}-" + "".join(secrets.choice(_LETTERS) for _ in range(8))
    certificate = Certificate.objects.create(enrolment=enrolment, number=number, issued_on_date=day)
    _enter_in_profile(enrolment, day)
    audit.record(by=by, action="training.certified", obj=certificate, detail={"cohort": enrolment.cohort_id})
    return certificate


def _enter_in_profile(enrolment: Enrolment, day: date) -> None:
    cohort, person = enrolment.cohort, enrolment.candidate.person
    if cohort.cefr is not None:
        _enter_language(enrolment)
    if not cohort.skills and cohort.cefr is None:
        _enter_skill(person.pk, SkillRef("", cohort.name_en, cohort.name_fr, cohort.name_es, cohort.name_ar), day)
    for stored in cohort.skills:
        _enter_skill(person.pk, SkillRef.of(stored), day)


def _enter_skill(person_id: int, skill: SkillRef, day: date) -> None:
    labels = {name: getattr(skill, name) for name in ("label_en", "label_fr", "label_es", "label_ar")}
    certified = {"source": PersonSkill.Source.CERTIFIED, "known_on_date": day}
    PersonSkill.objects.update_or_create(
        person_id=person_id,
        key=skill.key,
        defaults=certified,
        create_defaults={**certified, **labels, "esco_uri": skill.uri},
    )


def _enter_language(enrolment: Enrolment) -> None:
    cohort, person = enrolment.cohort, enrolment.candidate.person
    assert cohort.cefr is not None
    known = PersonLanguage.objects.filter(person=person, language=cohort.language).first()
    if known is None:
        known = PersonLanguage(person=person, language=cohort.language, cefr=cohort.cefr)
    elif known.is_tested and known.cefr > cohort.cefr:
        # A higher level shown by an earlier test stands.
        return
    known.cefr, known.is_tested = max(known.cefr, cohort.cefr) if known.is_tested else cohort.cefr, True
    known.save()


def _check_days(cohort: Cohort) -> None:
    params: dict[str, object] = {"end": formats.date(cohort.ends_on_date), "start": formats.date(cohort.starts_on_date)}
    if cohort.ends_on_date < cohort.starts_on_date:
        raise InputError(
            N_("The course ends on %(end)s, before it starts on %(start)s."),
            hint=N_("Correct one of the two days."),
            field="ends_on_date",
            params=params,
        )
    if cohort.ends_on_date - cohort.starts_on_date > LONGEST:
        raise InputError(
            N_("The course would run from %(start)s to %(end)s, more than three years."),
            hint=N_("Check the years; a longer course is entered as several."),
            field="ends_on_date",
            params=params,
        )


def _check_seats(cohort: Cohort) -> None:
    if not 1 <= cohort.seats <= MOST_SEATS:
        raise InputError(
            N_("A cohort has between 1 and %(most)s seats, not %(seats)s."),
            hint=N_("Give the number of people whom the course can take; several groups are several cohorts."),
            field="seats",
            params={"most": MOST_SEATS, "seats": cohort.seats},
        )


def _check_programme(cohort: Cohort) -> None:
    scheme = cohort.scheme
    if scheme.status == Scheme.Status.CLOSED:
        raise RuleViolation(
            N_("The scheme is closed: no course is opened for it."),
            hint=N_("Choose a scheme that runs or is being prepared."),
            field="scheme",
        )
    if not cohort.provider.workspaces.filter(pk=scheme.workspace_id).exists():
        raise RuleViolation(
            N_("%(provider)s does not take part in this scheme."),
            hint=N_("Choose a training institution of the scheme, or have it join first."),
            field="provider",
            params={"provider": cohort.provider.localised_name},
        )
    if cohort.cefr is not None and cohort.kind != Cohort.Kind.LANGUAGE:
        raise InputError(
            N_("Only a language course leads to a language level."),
            hint=N_("Leave the level empty, or choose the language course."),
            field="cefr",
        )


def _check_payer(cohort: Cohort) -> None:
    if cohort.payer not in Cohort.Payer.values:
        raise RuleViolation(
            N_("A course of a scheme is paid by somebody else than the worker."),
            hint=N_("Choose who pays: the scheme, a government, employers, a donor or the institution itself."),
            field="payer",
            code="worker_pays",
        )


def _check_candidates(cohort: Cohort, wanted: list[Candidate]) -> None:
    known = set(cohort.enrolments.values_list("candidate_id", flat=True))
    for candidate in wanted:
        params: dict[str, object] = {"candidate": candidate.reference, "cohort": cohort.name}
        if candidate.scheme_id != cohort.scheme_id:
            raise RuleViolation(
                N_("The candidate %(candidate)s takes part in another scheme than the cohort %(cohort)s."),
                hint=N_("Choose candidates of the scheme that pays for the course."),
                params=params,
            )
        if candidate.pk in known:
            raise RuleViolation(
                N_("The candidate %(candidate)s is in the cohort %(cohort)s already."),
                hint=N_("Choose somebody else."),
                params=params,
            )


def _set_status(enrolment: Enrolment, status: str, by: Any) -> Enrolment:
    enrolment.status = status
    enrolment.save(update_fields=["status"])
    audit.record(by=by, action=f"training.{status}", obj=enrolment)
    return enrolment


def _check_may(cohort: Cohort, by: Any) -> None:
    if not may(cohort, user=by, action="change"):
        raise NotPermitted(
            N_("The cohort belongs to its training institution and to the office in the country of origin."),
            hint=N_("Ask them to record it."),
        )

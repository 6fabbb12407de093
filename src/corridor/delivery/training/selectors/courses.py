"""Cohorts, who takes part in them, who came and who passed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from corridor.access.models import Organisation, User
from corridor.access.roles import Role
from corridor.access.selectors import Person, get_visible, organisations_of, roles_of, visible
from corridor.delivery.recruitment.models import Candidate
from corridor.delivery.training.models import Assessment, Attendance, Cohort, Enrolment, Session
from corridor.delivery.training.rules import CohortResults
from corridor.design.schemes.models import Scheme, SchemeCorridor

Status = Enrolment.Status
# Who may still be trained; people who withdrew, were refused or have returned are not asked.
TRAINABLE = ("registered", "eligible", "shortlisted", "selected", "offered", "accepted", "deployed")


@dataclass(frozen=True)
class Mark:
    """Whether somebody came to a session; None where it was not recorded."""

    session_pk: int
    is_present: bool | None


@dataclass(frozen=True)
class GridRow:
    """One person of a cohort: attendance, tests, certificate."""

    enrolment_pk: int
    person: str
    person_pk: int
    status: str
    status_label: str
    marks: tuple[Mark, ...]
    present: int
    recorded: int
    final_score: Decimal | None
    is_passed: bool | None
    certificate: str


def cohorts(*, user: Person, scheme_id: int | None = None, kind: str = "") -> QuerySet[Cohort]:
    """Return the cohorts that a person may see, with counts, the newest first."""
    rows = visible(Cohort.objects.all(), user=user).select_related("provider", "scheme")
    if scheme_id:
        rows = rows.filter(scheme=scheme_id)
    if kind:
        rows = rows.filter(kind=kind)
    return counted(rows).order_by("-starts_on_date", "-pk")


def counted(rows: QuerySet[Cohort]) -> QuerySet[Cohort]:
    """Add the number of people enrolled, dropped, assessed and passed to each cohort."""
    final = Assessment.objects.filter(enrolment=OuterRef("pk"), kind=Assessment.Kind.FINAL)
    last = final.order_by("-assessed_on_date", "-pk")
    tested = Enrolment.objects.filter(cohort=OuterRef("pk")).annotate(
        score=Subquery(last.values("score")[:1]), mark=Subquery(last.values("pass_mark")[:1])
    )
    assessed = tested.filter(Exists(final)).order_by().values("cohort").annotate(n=Count("pk")).values("n")
    passed = tested.filter(score__gte=F("mark")).order_by().values("cohort").annotate(n=Count("pk")).values("n")
    return rows.annotate(
        enrolled=Count("enrolments", distinct=True),
        dropped=Count("enrolments", filter=Q(enrolments__status=Status.DROPPED), distinct=True),
        certified=Count("enrolments__certificate", distinct=True),
        assessed=Subquery(assessed),
        passed=Subquery(passed),
    )


def get_cohort(*, user: Person, pk: int, action: str = "view") -> Cohort:
    """Return one cohort that the person may reach, else 404."""
    return get_visible(Cohort.objects.select_related("provider", "scheme"), user=user, action=action, pk=pk)


def get_enrolment(*, user: Person, pk: int) -> Enrolment:
    """Return one enrolment that the person may change, else 404."""
    rows = Enrolment.objects.select_related("cohort", "candidate__person")
    return get_visible(rows, user=user, action="change", pk=pk)


def get_session(*, user: Person, pk: int) -> Session:
    """Return one session whose attendance the person may record, else 404."""
    return get_visible(Session.objects.select_related("cohort"), user=user, pk=pk)


def results_of(*, cohort: Cohort) -> CohortResults:
    """Return the counts of a cohort."""
    row: Any = counted(Cohort.objects.filter(pk=cohort.pk)).get()
    marks = Attendance.objects.filter(session__cohort=cohort)
    return CohortResults(
        seats=row.seats,
        enrolled=row.enrolled,
        dropped=row.dropped,
        assessed=row.assessed or 0,
        passed=row.passed or 0,
        certified=row.certified,
        sessions=cohort.sessions.count(),
        present=marks.filter(is_present=True).count(),
        recorded=marks.count(),
    )


def sessions_of(*, cohort: Cohort) -> list[Session]:
    """Return the sessions of a cohort in their order."""
    return list(cohort.sessions.order_by("held_on_date", "pk"))


def grid_of(*, cohort: Cohort, user: Person) -> list[GridRow]:
    """Return one row per person that the reader may see, with a mark for every session."""
    rows = visible(Enrolment.objects.filter(cohort=cohort), user=user)
    rows = rows.select_related("candidate__person", "certificate").prefetch_related("attendances", "assessments")
    sessions = [session.pk for session in sessions_of(cohort=cohort)]
    return [_row(row, sessions) for row in rows.order_by("candidate__person__family_name", "pk")]


def schemes_to_train_for(*, user: User) -> QuerySet[Scheme]:
    """Return the schemes for which the person may open a course."""
    rows = visible(Scheme.objects.exclude(status=Scheme.Status.CLOSED), user=user)
    return rows.order_by("name", "pk")


def providers_for(*, user: User) -> QuerySet[Organisation]:
    """Return the training institutions whose courses the person may open: a trainer her own, an office its scheme's."""
    own = organisations_of(user, role=Role.TRAINER)
    if Role.OFFICER_ORIGIN not in roles_of(user):
        return own
    rows = visible(Organisation.objects.filter(kind=Organisation.Kind.TRAINING), user=user)
    return rows.order_by("name", "pk")


def places_for(*, user: User) -> list[str]:
    """Return the countries between which the person's schemes move people: there a course may take place."""
    pairs = SchemeCorridor.objects.filter(scheme__in=schemes_to_train_for(user=user).values("pk"))
    return sorted({iso3 for pair in pairs.values_list("origin_iso3", "destination_iso3") for iso3 in pair})


def candidates_to_enrol(*, cohort: Cohort, user: Person) -> QuerySet[Candidate]:
    """Return the candidates of the scheme whom the person may propose for the cohort and who are not in it yet."""
    rows = visible(Candidate.objects.filter(scheme=cohort.scheme_id, status__in=TRAINABLE), user=user)
    rows = rows.filter(duplicate_of__isnull=True).exclude(enrolments__cohort=cohort)
    return rows.select_related("person").order_by("person__family_name", "person__given_name", "pk")


def _row(row: Enrolment, sessions: Iterable[int]) -> GridRow:
    marks = {mark.session_id: mark.is_present for mark in row.attendances.all()}
    finals = [test for test in row.assessments.all() if test.kind == Assessment.Kind.FINAL]
    last = max(finals, key=lambda test: (test.assessed_on_date or date.min, test.pk), default=None)
    certificate = getattr(row, "certificate", None)
    return GridRow(
        enrolment_pk=row.pk,
        person=str(row.candidate.person),
        person_pk=row.candidate.person_id,
        status=row.status,
        status_label=row.get_status_display(),
        marks=tuple(Mark(session, marks.get(session)) for session in sessions),
        present=sum(marks.values()),
        recorded=len(marks),
        final_score=last.score if last else None,
        is_passed=last.is_passed if last else None,
        certificate=certificate.number if certificate else "",
    )

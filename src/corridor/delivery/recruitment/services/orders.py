"""Employers and their job orders: vetting, opening, closing, withdrawal."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from corridor.access.models import User
from corridor.access.selectors import may
from corridor.core import audit, outbox
from corridor.delivery.recruitment.models import Candidate, Employer, Nomination, SelectionEvent, Vacancy
from corridor.delivery.recruitment.rules import check_employer, check_matchable
from corridor.delivery.recruitment.services.intake import note_event
from corridor.delivery.recruitment.services.places import free_places, hold_places
from corridor.design.schemes.models import Scheme
from corridor.kernel.errors import N_, NotPermitted, RuleViolation

_CLOSED = frozenset({Vacancy.Status.CLOSED, Vacancy.Status.WITHDRAWN, Vacancy.Status.FILLED})


@transaction.atomic
def set_vetting(*, employer: Employer, status: str, reason: str, by: User) -> Employer:
    """Record the vetting of an employer; a withdrawal ends the open job orders and proposals, each with its reason."""
    if not may(employer, user=by, action="vet"):
        raise NotPermitted(
            N_("Employers are vetted by the office of the country in which they employ."),
            hint=N_("Ask the office of the country of destination."),
        )
    employer.vetted_status = status
    employer.write(status_reason=reason)
    employer.vetted_on_date, employer.vetted_by = timezone.localdate(), by
    employer.save(update_fields=["vetted_status", "status_reason", "written_in", "vetted_on_date", "vetted_by"])
    audit.record(by=by, action="recruitment.employer_vetted", obj=employer, detail={"status": status})
    if status == Employer.VettedStatus.WITHDRAWN:
        for vacancy in employer.vacancies.filter(status__in=[Vacancy.Status.OPEN, Vacancy.Status.DRAFT]).order_by("pk"):
            close_vacancy(vacancy=vacancy, status=Vacancy.Status.WITHDRAWN, reason=reason, by=by)
    return employer


@transaction.atomic
def save_vacancy(*, vacancy: Vacancy, by: User) -> Vacancy:
    """Keep a new or changed job order."""
    is_new = vacancy.pk is None
    if not is_new and vacancy.status in _CLOSED:
        raise RuleViolation(
            N_("The vacancy %(reference)s has ended and is not changed any more."),
            hint=N_("Give a new job order."),
            params={"reference": vacancy.reference},
        )
    if is_new and not vacancy.reference:
        vacancy.reference = next_reference(vacancy.scheme)
    vacancy.save()
    if not may(vacancy, user=by, action="change"):
        # The row is taken back with the transaction.
        raise NotPermitted(
            N_("Your office does not keep vacancies of this employer in this country."),
            hint=N_("Choose an employer and a country of your own."),
            field="iso3",
        )
    if vacancy.status == Vacancy.Status.OPEN:
        hold_places(vacancy=vacancy, by=by)
    audit.record(by=by, action="recruitment.vacancy_saved", obj=vacancy, detail={"new": is_new})
    return vacancy


@transaction.atomic
def open_vacancy(*, vacancy: Vacancy, by: User) -> Vacancy:
    """Publish a job order of a vetted employer, within the quotas and shortage lists of the country of work."""
    check_employer(name=str(vacancy.employer), status=vacancy.employer.vetted_status)
    check_matchable(
        reference=vacancy.reference,
        status=Vacancy.Status.OPEN if vacancy.status == Vacancy.Status.DRAFT else vacancy.status,
        closes_date=vacancy.closes_date,
        has_skills=bool(vacancy.essential_skills),
        today=timezone.localdate(),
    )
    hold_places(vacancy=vacancy, by=by)
    vacancy.status = Vacancy.Status.OPEN
    vacancy.save(update_fields=["status"])
    audit.record(by=by, action="recruitment.vacancy_opened", obj=vacancy)
    return vacancy


@transaction.atomic
def close_vacancy(*, vacancy: Vacancy, status: str, reason: str, by: User) -> Vacancy:
    """End a job order; proposals that are still open end with it and the candidates are told."""
    vacancy.status = status
    vacancy.write(status_reason=reason)
    vacancy.save(update_fields=["status", "status_reason", "written_in"])
    audit.record(by=by, action=f"recruitment.vacancy_{status}", obj=vacancy, detail={"reason": reason})
    free_places(vacancy=vacancy, by=by, reason=reason)
    if status != Vacancy.Status.FILLED:
        _end_proposals(vacancy, by)
    return vacancy


def posts_left(vacancy: Vacancy) -> int:
    """Return the posts without an offer that is open or accepted."""
    taken = vacancy.nominations.filter(offer__isnull=False).exclude(offer__answer="declined").count()
    return max(0, vacancy.positions - taken)


def next_reference(scheme: Scheme) -> str:
    """Return the next free number of a scheme's job orders."""
    number = Vacancy.objects.filter(scheme=scheme).count() + 1
    while Vacancy.objects.filter(reference=(reference := f"{scheme.reference}-{number:04d}"[-30:])).exists():
        number += 1
    return reference


def back_to_the_pool(candidate: Candidate) -> None:
    """Set a candidate without an open proposal free for other vacancies."""
    still_open = candidate.nominations.exclude(candidate_answer="no").exclude(employer_answer="no")
    still_open = still_open.exclude(offer__answer="declined")
    if candidate.status in {"shortlisted", "selected", "offered"} and not still_open.exists():
        candidate.status = Candidate.Status.ELIGIBLE
        candidate.save(update_fields=["status"])


def tell(candidate: Candidate, *, subject: str, body: str, params: dict[str, Any] | None = None) -> None:
    """Leave a neutral message for a candidate who has an account."""
    if candidate.person.user is not None:
        outbox.write(to=candidate.person.user, subject=subject, body=body, params=params)


def _end_proposals(vacancy: Vacancy, by: User) -> None:
    open_ones = vacancy.nominations.exclude(candidate_answer="no").exclude(employer_answer="no")
    for nomination in (
        open_ones.exclude(offer__answer="accepted").select_related("candidate__person__user").order_by("pk")
    ):
        _end(nomination, by)


def _end(nomination: Nomination, by: User) -> None:
    nomination.employer_answer, nomination.employer_reason = "no", "ended"
    nomination.employer_answered_at = timezone.now()
    nomination.save(update_fields=["employer_answer", "employer_reason", "employer_answered_at"])
    candidate = nomination.candidate
    kind = SelectionEvent.Kind.EMPLOYER_NO
    note_event(candidate=candidate, kind=kind, by=by, vacancy_id=nomination.vacancy_id, reason="ended")
    back_to_the_pool(candidate)
    tell(candidate, subject=N_("There is news for you"), body=N_("Sign in to read it."))

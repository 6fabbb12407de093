"""What waits in the rooms of delivery."""

from collections.abc import Callable
from datetime import date, timedelta

from django.db.models import Count, F, Q
from django.utils.translation import gettext as _, pgettext

from corridor.access.models import User
from corridor.access.roles import Role
from corridor.access.selectors import roles_of, visible
from corridor.delivery.mobility.models import CaseDocument, CaseStep, CheckIn
from corridor.delivery.mobility.selectors.placements import departures_to_review
from corridor.delivery.protection.models import FeeReport
from corridor.delivery.protection.selectors.grievances import workload
from corridor.delivery.recognition.selectors import cases as recognition
from corridor.delivery.recruitment.models import DuplicateReview, Employer, Nomination, Offer, Vacancy
from corridor.delivery.recruitment.selectors.calls import overdue_answers
from corridor.delivery.recruitment.selectors.recruiters import recruiters_of
from corridor.delivery.reintegration.models import ReturnPlan
from corridor.delivery.skills.selectors import open_links
from corridor.delivery.training.models import Cohort, Enrolment, Session
from corridor.evaluation.portfolio.selectors.tasks import Task, counted

SOON = timedelta(days=14)
_PARTIES = {
    Role.OFFICER_ORIGIN: ("officer_origin", "consulate", "worker"),
    Role.OFFICER_DESTINATION: ("officer_destination", "consulate", "employer"),
}


def steps(user: User, today: date) -> list[Task]:
    """Steps that the office of this person must do or must see done."""
    parties = {party for role, named in _PARTIES.items() if role in roles_of(user) for party in named}
    rows = visible(
        CaseStep.objects.filter(state=CaseStep.State.READY, step__party__in=parties), user=user, action="change"
    )
    late, own = rows.filter(due_date__lt=today).count(), rows.filter(step__party__in=_own_parties(user)).count()
    return [
        *counted(late, "bad", _("Overdue"), _("Steps past their date: %(n)s"), "mobility:cases", "overdue=on"),
        *counted(own, "warn", _("To do"), _("Steps that wait for your office: %(n)s"), "mobility:cases"),
    ]


def _own_parties(user: User) -> set[str]:
    return {str(role) for role in roles_of(user) & {Role.OFFICER_ORIGIN, Role.OFFICER_DESTINATION}}


def documents(user: User, today: date) -> list[Task]:
    """Documents that arrived and are not checked."""
    rows = visible(CaseDocument.objects.filter(status=CaseDocument.Status.RECEIVED), user=user, action="check")
    return counted(rows.count(), "warn", _("To do"), _("Documents to check: %(n)s"), "mobility:cases")


def nominations(user: User, today: date) -> list[Task]:
    """Proposals and offers that wait for an answer."""
    rows = visible(Nomination.objects.filter(vacancy__status=Vacancy.Status.OPEN), user=user)
    waiting = rows.exclude(candidate_answer="no").exclude(employer_answer="no")
    by_worker = waiting.filter(candidate_answer="").count() if Role.OFFICER_ORIGIN in roles_of(user) else 0
    by_employer = waiting.filter(employer_answer="").count() if Role.OFFICER_DESTINATION in roles_of(user) else 0
    offers = visible(Offer.objects.filter(answer="", answer_by_date__lt=today), user=user).count()
    url = "recruitment:vacancies"
    return [
        *counted(offers, "bad", _("Overdue"), _("Offers past their answer date: %(n)s"), url),
        *counted(by_worker, "warn", _("Waiting"), _("Proposals without the candidate's answer: %(n)s"), url),
        *counted(by_employer, "warn", _("Waiting"), _("Proposals without the employer's answer: %(n)s"), url),
    ]


def employers(user: User, today: date) -> list[Task]:
    """Employers who wait to be vetted."""
    rows = visible(Employer.objects.filter(vetted_status=Employer.VettedStatus.PENDING), user=user, action="vet")
    return counted(rows.count(), "warn", _("To do"), _("Employers not vetted yet: %(n)s"), "recruitment:employers")


def recruiters(user: User, today: date) -> list[Task]:
    """Recruiters who are at work without a valid licence."""
    found = sum(1 for row in recruiters_of(user=user, today=today) if row.needs_attention)
    title = _("Recruiters at work without a valid licence: %(n)s")
    return counted(found, "bad", pgettext("to do", "Check"), title, "recruitment:recruiters")


def answers(user: User, today: date) -> list[Task]:
    """Applicants who were promised an answer by a day that has passed."""
    title, url = _("Applicants past the date of their answer: %(n)s"), "recruitment:calls"
    return counted(overdue_answers(user=user, today=today), "bad", _("Overdue"), title, url, "state=overdue")


def duplicates(user: User, today: date) -> list[Task]:
    """Possible duplicates."""
    rows = visible(DuplicateReview.objects.filter(decision=DuplicateReview.Decision.OPEN), user=user)
    return counted(
        rows.count(), "info", _("To do"), _("Possible duplicates to decide: %(n)s"), "recruitment:duplicates"
    )


def links(user: User, today: date) -> list[Task]:
    """Words of people that wait to be linked."""
    return counted(open_links(user=user).count(), "info", _("To do"), _("Links to confirm: %(n)s"), "skills:links")


def complaints(user: User, today: date) -> list[Task]:
    """Complaints that are late or not acknowledged."""
    found, url = workload(user=user, today=today), "protection:grievances"
    return [
        *counted(
            found.overdue, "bad", _("Overdue"), _("Complaints past their date: %(n)s"), url, "status=open&overdue=on"
        ),
        *counted(
            found.to_acknowledge, "warn", _("To do"), _("Complaints to acknowledge: %(n)s"), url, "status=received"
        ),
        *counted(found.open, "info", _("Open"), _("Open complaints: %(n)s"), url, "status=open"),
    ]


def fees(user: User, today: date) -> list[Task]:
    """Fees that workers reported and nobody has paid back."""
    rows = visible(FeeReport.objects.exclude(status=FeeReport.Status.REPAID), user=user, action="change")
    return counted(rows.count(), "bad", _("Open"), _("Reported fees not paid back: %(n)s"), "protection:fees")


def departures(user: User, today: date) -> list[Task]:
    """People who departed without clearance, or left for a reason nobody knows."""
    rows = departures_to_review(user=user)
    title = _("Departures and leavings to review: %(n)s")
    return counted(rows.count(), "bad", _("Review"), title, "mobility:placements")


def need_help(user: User, today: date) -> list[Task]:
    """Workers whose last answer was that they need help."""
    rows = visible(CheckIn.objects.filter(answer=CheckIn.Answer.BAD, party=CheckIn.Party.WORKER), user=user)
    rows = rows.filter(answered_on_date__gte=today - timedelta(days=90))
    return counted(rows.count(), "bad", _("Call"), _("Workers who say that they need help: %(n)s"), "mobility:cases")


def plans(user: User, today: date) -> list[Task]:
    """Return plans that workers share with their counsellor."""
    rows = visible(ReturnPlan.objects.filter(is_shared=True), user=user)
    return counted(
        rows.count(), "info", pgettext("to do", "Read"), _("Return plans shared with you: %(n)s"), "reintegration:plans"
    )


def courses(user: User, today: date) -> list[Task]:
    """Courses that start, sessions without attendance, people without a final test."""
    own, url = visible(Cohort.objects.all(), user=user, action="change"), "training:cohorts"
    held = Session.objects.filter(cohort__in=own.values("pk"), held_on_date__lte=today, attendances__isnull=True)
    ended = Enrolment.objects.filter(cohort__in=own.filter(ends_on_date__lt=today).values("pk"), status="enrolled")
    starting = own.filter(starts_on_date__range=(today, today + SOON))
    free = own.filter(starts_on_date__gte=today).annotate(taken=Count("enrolments")).filter(taken__lt=F("seats"))
    return [
        *counted(held.count(), "warn", _("To do"), _("Sessions without attendance: %(n)s"), url),
        *counted(ended.count(), "warn", _("To do"), _("Trainees without a final test: %(n)s"), url),
        *counted(starting.count(), "info", _("Soon"), _("Courses that start within two weeks: %(n)s"), url),
        *counted(free.count(), "info", _("Open"), _("Courses with free seats: %(n)s"), url),
    ]


def open_posts(user: User, today: date) -> list[Task]:
    """Open vacancies that nobody was proposed for, and those that close soon."""
    rows = visible(Vacancy.objects.filter(status=Vacancy.Status.OPEN), user=user)
    alone = rows.filter(nominations__isnull=True).count()
    closing = rows.filter(Q(closes_date__range=(today, today + SOON))).count()
    return [
        *counted(alone, "info", _("To do"), _("Open vacancies without a proposal: %(n)s"), "recruitment:vacancies"),
        *counted(
            closing, "info", _("Soon"), _("Vacancies that close within two weeks: %(n)s"), "recruitment:vacancies"
        ),
    ]


Topic = Callable[[User, date], list[Task]]


def applications(user: User, today: date) -> list[Task]:
    """Applications for recognition that wait for this authority."""
    load, url = recognition.workload(user=user, today=today), "recognition:cases"
    return [
        *counted(load.overdue, "bad", _("Overdue"), _("Applications past their day: %(n)s"), url, "overdue=on"),
        *counted(load.due_soon, "warn", _("To do"), _("Applications due within two weeks: %(n)s"), url, "soon=on"),
        *counted(load.appeals, "warn", _("To do"), _("Appeals to answer: %(n)s"), url, "state=appealed"),
    ]

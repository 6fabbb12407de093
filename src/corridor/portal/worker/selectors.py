"""A worker's own records: who she is in the house, what waits for her, how far she has come."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _, pgettext

from corridor.access.models import User
from corridor.access.selectors import visible
from corridor.delivery.mobility.models import Case, CaseDocument, CaseStep, Placement
from corridor.delivery.mobility.selectors.workers import NextAct, check_ins_to_answer, next_act
from corridor.delivery.recruitment.models import Candidate, Nomination, Offer, SelectionEvent, Vacancy
from corridor.delivery.skills.models import Person
from corridor.delivery.training.models import Attendance, Enrolment
from corridor.portal.worker.models import Interest
from corridor.ui import formats

Row = dict[str, Any]
_MILESTONES = {
    SelectionEvent.Kind.NOMINATED,
    SelectionEvent.Kind.SELECTED,
    SelectionEvent.Kind.OFFERED,
    SelectionEvent.Kind.ACCEPTED,
}
_DOCUMENT_KINDS = {"missing": "none", "received": "wait", "checked": "ok", "rejected": "bad", "expired": "bad"}


@dataclass(frozen=True)
class Next:
    """What to do now: one thing, in plain words."""

    title: str
    text: str = ""
    url: str = ""
    label: str = ""
    icon: str = ""


def person_of(*, user: User) -> Person | None:
    """Return the record of the signed-in worker, None where no office has linked one."""
    return visible(Person.objects.all(), user=user).filter(user=user).first()


def candidacies_of(*, user: User) -> QuerySet[Candidate]:
    """Return the worker's own candidacies, the newest first; records linked as duplicates are left out."""
    rows = visible(Candidate.objects.filter(duplicate_of__isnull=True), user=user).filter(person__user=user)
    return rows.select_related("scheme", "person").order_by("-applied_on", "-pk")


def placement_of(*, user: User) -> Placement | None:
    """Return the worker's newest placement that was not cancelled."""
    rows = visible(Placement.objects.exclude(status=Placement.Status.CANCELLED), user=user)
    rows = rows.filter(candidate__person__user=user).select_related("vacancy__employer__organisation", "scheme")
    return rows.order_by("-selected_on_date", "-pk").first()


def offers_to_answer(*, user: User) -> QuerySet[Offer]:
    """Return the offers that wait for the worker's own answer."""
    rows = visible(Offer.objects.filter(answer=""), user=user, action="answer_as_candidate")
    rows = rows.filter(nomination__candidate__person__user=user)
    return rows.select_related("nomination__vacancy__employer__organisation", "nomination__candidate").order_by("pk")


def proposals_to_answer(*, user: User) -> QuerySet[Nomination]:
    """Return the proposals that wait for the worker's yes or no."""
    rows = visible(Nomination.objects.filter(candidate_answer=""), user=user, action="answer_as_candidate")
    rows = rows.filter(candidate__person__user=user, vacancy__status=Vacancy.Status.OPEN).exclude(employer_answer="no")
    return rows.select_related("vacancy__employer__organisation", "candidate").order_by("pk")


def next_of(*, user: User, case: Case | None) -> Next:
    """Return the one thing to do now; where nothing is to do, whom the worker waits for."""
    act = next_act(case=case, user=user) if case else None
    return _answers(user) or _acts(act) or _check_in(user) or _waits(act)


def _answers(user: User) -> Next | None:
    if offer := offers_to_answer(user=user).first():
        vacancy = offer.nomination.vacancy
        text = _("%(job)s at %(employer)s, %(pay)s a month before tax, from %(start)s.") % {
            "job": vacancy.title,
            "employer": vacancy.employer.organisation.localised_name,
            "pay": formats.money(offer.salary_eur_month, "EUR"),
            "start": formats.date(offer.start_date),
        }
        url = reverse("worker_portal:offer", args=[offer.pk])
        return Next(_("You have a job offer"), text, url, _("Read and answer"), "briefcase")
    if row := proposals_to_answer(user=user).first():
        url = reverse("worker_portal:proposal", args=[row.pk])
        return Next(_("A job is proposed to you"), row.vacancy.title, url, _("Read and answer"), "briefcase")
    return None


def _acts(act: NextAct | None) -> Next | None:
    if act is None or act.kind not in {"sign", "act"}:
        return None
    if act.kind == "sign":
        return Next(act.title, act.text, reverse("worker_portal:contract"), _("Read and sign"), "file-check")
    text = " ".join(part for part in (act.text, _until(act.due_date)) if part)
    url = reverse("worker_portal:step", args=[act.step_pk])
    return Next(act.title, text, url, _("Open"), "arrow-right")


def _until(day: date | None) -> str:
    return _("Until %(day)s.") % {"day": formats.date(day)} if day else ""


def _check_in(user: User) -> Next | None:
    row = check_ins_to_answer(user=user).first()
    if row is None:
        return None
    text = _("Three short questions. You need not answer, and your employer does not see it.")
    url = reverse("worker_portal:check_in", args=[row.pk])
    return Next(_("How are you?"), text, url, pgettext("button", "Answer"), "messages")


def _waits(act: NextAct | None) -> Next:
    if act is not None:
        return Next(act.title, act.text)
    return Next(_("Nothing to do now"), _("You will find a message here as soon as something changes."))


def journey_of(*, user: User, candidate: Candidate, case: Case | None) -> list[Row]:
    """Return the way of a candidate: registered, selected, trained, then the steps of the case."""
    rows = [{"label": _("You are registered"), "state": "done", "hint": formats.date(candidate.applied_on)}]
    rows += [*_selection_steps(user, candidate), *_courses(user, candidate)]
    return rows + ([_case_step(row) for row in _steps(case)] if case else [])


def _selection_steps(user: User, candidate: Candidate) -> list[Row]:
    events = visible(SelectionEvent.objects.filter(candidate=candidate, kind__in=_MILESTONES), user=user)
    words = {
        "nominated": _("You were proposed to an employer"),
        "selected": _("An employer wants you, and you said yes"),
        "offered": _("You got an offer"),
        "accepted": _("You accepted the offer"),
    }
    # The newest of each kind: an earlier proposal that came to nothing would only confuse.
    newest: dict[str, SelectionEvent] = {
        row.kind: row for row in events.select_related("vacancy").order_by("happened_at", "pk")
    }
    return [
        {
            "label": words[kind],
            "state": "done",
            "hint": formats.date(row.happened_at),
            "detail": row.vacancy.title if row.vacancy else "",
        }
        for kind, row in sorted(newest.items(), key=lambda item: (item[1].happened_at, item[1].pk))
    ]


def _courses(user: User, candidate: Candidate) -> list[Row]:
    rows = visible(Enrolment.objects.filter(candidate=candidate), user=user).select_related("cohort")
    return [_course(row) for row in rows.exclude(status=Enrolment.Status.DROPPED).order_by("cohort__starts_on_date")]


def _course(row: Enrolment) -> Row:
    held = Attendance.objects.filter(enrolment=row).count()
    present = Attendance.objects.filter(enrolment=row, is_present=True).count()
    is_over = row.status in {Enrolment.Status.COMPLETED, Enrolment.Status.FAILED}
    found: Row = {
        "label": row.cohort.name,
        "state": "done" if row.status == Enrolment.Status.COMPLETED else "todo" if is_over else "now",
        "hint": row.get_status_display() if is_over else _until(row.cohort.ends_on_date),
        "icon": "school",
    }
    if held:
        counts = {"n": formats.number(present), "all": formats.number(held)}
        found |= {"detail": _("You came to %(n)s of %(all)s lessons.") % counts, "value": present, "max": held}
    return found


def _steps(case: Case) -> list[CaseStep]:
    rows = CaseStep.objects.filter(case=case).exclude(state=CaseStep.State.SKIPPED)
    return list(rows.select_related("step").order_by("step__order", "pk"))


def _case_step(row: CaseStep) -> Row:
    states = {"done": "done", "ready": "now", "refused": "bad"}
    is_open = row.state in {CaseStep.State.READY, CaseStep.State.WAITING}
    own = row.step.party == "worker"
    who = _("You") if own else row.step.get_party_display()
    return {
        "label": row.step.localised_name,
        "state": states.get(row.state, "todo"),
        "hint": formats.date(row.done_on_date) if row.done_on_date else _until(row.due_date),
        "detail": _("Who must act: %(who)s") % {"who": who} if is_open else row.note if row.state == "refused" else "",
        "url": reverse("worker_portal:step", args=[row.pk]) if own and row.state == CaseStep.State.READY else "",
    }


def documents_of(*, user: User, case: Case, step: CaseStep | None = None) -> list[Row]:
    """Return the papers that the worker brings, with their state and the reason where one was not accepted."""
    rows = visible(CaseDocument.objects.filter(case_step__case=case, case_step__step__party="worker"), user=user)
    if step is not None:
        rows = rows.filter(case_step=step)
    return [
        {
            "title": row.label,
            "detail": row.reason or _valid(row.valid_until_date),
            "status": row.get_status_display(),
            "kind": _DOCUMENT_KINDS[row.status],
            "url": reverse("worker_portal:document", args=[row.pk])
            if row.status != CaseDocument.Status.CHECKED
            else "",
        }
        for row in rows.order_by("case_step__step__order", "pk")
    ]


def _valid(day: date | None) -> str:
    return _("Valid until %(day)s") % {"day": formats.date(day)} if day else ""


def interests_of(*, user: User) -> dict[int, datetime]:
    """Return the vacancies that the worker is interested in, and since when."""
    rows = visible(Interest.objects.all(), user=user).filter(candidate__person__user=user)
    return dict(rows.values_list("vacancy_id", "said_at"))

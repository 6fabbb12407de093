"""Selection: nomination, both answers, interview, offer and acceptance, each an act with its own date."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from corridor.access.models import User
from corridor.access.selectors import may
from corridor.core import audit, events
from corridor.delivery.recruitment.events import CandidateSelected, OfferAccepted
from corridor.delivery.recruitment.models import Candidate, Interview, Nomination, Offer, SelectionEvent, Vacancy
from corridor.delivery.recruitment.rules import already_answered, check_employer, check_matchable, check_offer
from corridor.delivery.recruitment.runs import check_eligible
from corridor.delivery.recruitment.services.intake import note_event
from corridor.delivery.recruitment.services.orders import back_to_the_pool, close_vacancy, posts_left, tell
from corridor.delivery.recruitment.services.places import check_place, use_place
from corridor.kernel.errors import N_, InputError, NotPermitted, RuleViolation

Kind = SelectionEvent.Kind
FREE = frozenset({Candidate.Status.REGISTERED, Candidate.Status.ELIGIBLE, Candidate.Status.SHORTLISTED})
_NEWS = N_("There is news for you")
_SIGN_IN = N_("Sign in to read it.")
_RESULTS = {
    Interview.Result.PASSED: Kind.INTERVIEW_PASSED,
    Interview.Result.FAILED: Kind.INTERVIEW_FAILED,
    Interview.Result.NOT_HELD: Kind.INTERVIEW_NOT_HELD,
}


@transaction.atomic
def nominate(*, vacancy: Vacancy, candidate: Candidate, by: User) -> Nomination:
    """Propose an eligible candidate for a vacancy; both sides are still to say yes."""
    _check_may(candidate, by, "nominate")
    check_employer(name=str(vacancy.employer), status=vacancy.employer.vetted_status)
    check_matchable(
        reference=vacancy.reference,
        status=vacancy.status,
        closes_date=vacancy.closes_date,
        has_skills=bool(vacancy.essential_skills),
        today=timezone.localdate(),
    )
    _check_candidate(candidate, vacancy)
    check_eligible(vacancy=vacancy, candidate=candidate)
    nomination = Nomination.objects.create(
        vacancy=vacancy, candidate=candidate, nominated_by=by, nominated_at=timezone.now()
    )
    _set_status(candidate, Candidate.Status.SHORTLISTED)
    _keep(nomination, Kind.NOMINATED, by)
    tell(candidate, subject=_NEWS, body=_SIGN_IN)
    return nomination


@transaction.atomic
def answer_as_candidate(*, nomination: Nomination, yes: bool, by: User, reason: str = "") -> Nomination:
    """Record the candidate's own answer; her name is shown to the employer only after a yes."""
    _check_may(nomination, by, "answer_as_candidate")
    _check_unanswered(nomination, nomination.candidate_answer)
    nomination.candidate_answer = "yes" if yes else "no"
    nomination.candidate_reason = "" if yes else reason or "not_said"
    nomination.candidate_answered_at = timezone.now()
    nomination.save(update_fields=["candidate_answer", "candidate_reason", "candidate_answered_at"])
    _keep(nomination, Kind.CANDIDATE_YES if yes else Kind.CANDIDATE_NO, by, nomination.candidate_reason)
    _after_answer(nomination, by)
    return nomination


@transaction.atomic
def answer_as_employer(*, nomination: Nomination, yes: bool, by: User, reason: str = "") -> Nomination:
    """Record the employer's answer; a no needs its reason, because everyone who applies is answered with one."""
    _check_may(nomination, by, "answer_as_employer")
    _check_unanswered(nomination, nomination.employer_answer)
    if not yes and not reason:
        raise InputError(
            N_("A refusal needs a reason."),
            hint=N_("Choose the reason that comes nearest; the candidate is told it."),
            field="reason",
        )
    nomination.employer_answer = "yes" if yes else "no"
    nomination.employer_reason = "" if yes else reason
    nomination.employer_answered_at = timezone.now()
    nomination.save(update_fields=["employer_answer", "employer_reason", "employer_answered_at"])
    _keep(nomination, Kind.EMPLOYER_YES if yes else Kind.EMPLOYER_NO, by, nomination.employer_reason)
    tell(nomination.candidate, subject=_NEWS, body=_SIGN_IN)
    _after_answer(nomination, by)
    return nomination


@transaction.atomic
def plan_interview(*, nomination: Nomination, held_at: datetime, mode: str, by: User) -> Interview:
    """Plan a talk between candidate and employer."""
    _check_may(nomination, by, "view")
    if not nomination.is_open:
        raise already_answered()
    interview = Interview.objects.create(nomination=nomination, held_at=held_at, mode=mode, recorded_by=by)
    _keep(nomination, Kind.INTERVIEW_PLANNED, by)
    tell(nomination.candidate, subject=_NEWS, body=_SIGN_IN)
    return interview


@transaction.atomic
def record_interview(*, interview: Interview, result: str, by: User) -> Interview:
    """Record the result of a talk; it is neither an offer nor a refusal."""
    _check_may(interview.nomination, by, "view")
    if interview.result != Interview.Result.PLANNED:
        raise already_answered()
    interview.result = Interview.Result(result)
    interview.save(update_fields=["result"])
    if interview.result in _RESULTS:
        _keep(interview.nomination, _RESULTS[interview.result], by)
    return interview


@transaction.atomic
def make_offer(
    *,
    nomination: Nomination,
    salary_eur_month: Decimal,
    start_date: date,
    by: User,
    answer_by_date: date | None = None,
) -> Offer:
    """Make an offer to a candidate when both sides have said yes, at no less than the pay of the job order."""
    _check_may(nomination, by, "offer")
    if Offer.objects.filter(nomination=nomination).exists():
        raise RuleViolation(
            N_("This candidate already has an offer for this vacancy."), hint=N_("Wait for the answer.")
        )
    vacancy = Vacancy.objects.select_for_update().get(pk=nomination.vacancy_id)
    check_employer(name=str(vacancy.employer), status=vacancy.employer.vetted_status)
    check_offer(
        agreed=nomination.is_agreed,
        posts_left=posts_left(vacancy),
        pay=salary_eur_month,
        ordered_pay=vacancy.salary_eur_month,
        start=start_date,
        today=timezone.localdate(),
    )
    check_place(vacancy=vacancy, candidate=nomination.candidate)
    offer = Offer.objects.create(
        nomination=nomination,
        made_at=timezone.now(),
        made_by=by,
        salary_eur_month=salary_eur_month,
        start_date=start_date,
        answer_by_date=answer_by_date,
    )
    _set_status(nomination.candidate, Candidate.Status.OFFERED)
    _keep(nomination, Kind.OFFERED, by)
    tell(nomination.candidate, subject=_NEWS, body=_SIGN_IN)
    return offer


@transaction.atomic
def answer_offer(*, offer: Offer, accepted: bool, by: User, reason: str = "") -> Offer:
    """Record the candidate's answer to an offer; the last post that is taken fills the vacancy."""
    _check_may(offer, by, "answer_as_candidate")
    if offer.answer:
        raise already_answered()
    nomination = offer.nomination
    offer.answer = Offer.Answer.ACCEPTED if accepted else Offer.Answer.DECLINED
    offer.answered_at, offer.reason = timezone.now(), "" if accepted else reason or "not_said"
    offer.save(update_fields=["answer", "answered_at", "reason"])
    _keep(nomination, Kind.ACCEPTED if accepted else Kind.DECLINED, by, offer.reason)
    if not accepted:
        back_to_the_pool(nomination.candidate)
        return offer
    _set_status(nomination.candidate, Candidate.Status.ACCEPTED)
    use_place(vacancy=nomination.vacancy, candidate=nomination.candidate, by=by)
    _fill(nomination.vacancy_id, by)
    events.publish(
        OfferAccepted(offer_id=offer.pk, candidate_id=nomination.candidate_id, vacancy_id=nomination.vacancy_id)
    )
    return offer


def _after_answer(nomination: Nomination, by: User) -> None:
    if nomination.is_agreed:
        _set_status(nomination.candidate, Candidate.Status.SELECTED)
        _keep(nomination, Kind.SELECTED, by)
        events.publish(CandidateSelected(nomination_id=nomination.pk))
    elif not nomination.is_open:
        back_to_the_pool(nomination.candidate)


def _fill(vacancy_id: int, by: User) -> None:
    vacancy = Vacancy.objects.select_for_update().get(pk=vacancy_id)
    accepted = vacancy.nominations.filter(offer__answer=Offer.Answer.ACCEPTED).count()
    if accepted >= vacancy.positions and vacancy.status == Vacancy.Status.OPEN:
        close_vacancy(vacancy=vacancy, status=Vacancy.Status.FILLED, reason="", by=by)


def _keep(nomination: Nomination, kind: str, by: User, reason: str = "") -> None:
    note_event(candidate=nomination.candidate, kind=kind, by=by, vacancy_id=nomination.vacancy_id, reason=reason)
    detail = {"vacancy": nomination.vacancy_id, "candidate": nomination.candidate_id, "reason": reason}
    audit.record(by=by, action=f"recruitment.{kind}", obj=nomination, detail=detail)


def _set_status(candidate: Candidate, status: str) -> None:
    candidate.status = status
    candidate.save(update_fields=["status"])


def _check_may(row: Candidate | Nomination | Offer, by: User, action: str) -> None:
    if not may(row, user=by, action=action):
        raise NotPermitted(
            N_("This step belongs to somebody else."),
            hint=N_("The candidate, the employer and each office record their own answers."),
        )


def _check_unanswered(nomination: Nomination, answer: str) -> None:
    if answer or not nomination.is_open:
        raise already_answered()


def _check_candidate(candidate: Candidate, vacancy: Vacancy) -> None:
    params: dict[str, object] = {"candidate": candidate.reference, "vacancy": vacancy.reference}
    refusals = (
        (
            candidate.scheme_id != vacancy.scheme_id,
            N_("The candidate %(candidate)s takes part in another scheme than the vacancy %(vacancy)s."),
            N_("Register the person in that scheme first."),
        ),
        (
            candidate.duplicate_of_id is not None,
            N_("The record %(candidate)s is a duplicate of another one."),
            N_("Propose the person under her first record."),
        ),
        (
            candidate.person.consent_at is None,
            N_("The candidate %(candidate)s has not agreed yet that her profile is shown to employers."),
            N_("Ask the person, and record her consent on her page."),
        ),
        (
            candidate.status not in FREE,
            N_("The candidate %(candidate)s is not free for another proposal."),
            N_("Wait until her present proposal has ended."),
        ),
        (
            Nomination.objects.filter(candidate=candidate, vacancy=vacancy).exists(),
            N_("The candidate %(candidate)s was already proposed for the vacancy %(vacancy)s."),
            N_("Choose another candidate or another vacancy."),
        ),
    )
    for is_wrong, message, hint in refusals:
        if is_wrong:
            raise RuleViolation(message, hint=hint, field="candidate", params=params)

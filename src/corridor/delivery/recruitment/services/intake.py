"""Candidates by form: registration with consent, reconfirmation, withdrawal; the review of duplicates."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from corridor.access.models import User
from corridor.access.selectors import may
from corridor.core import audit, events
from corridor.delivery.recruitment.events import CandidateWithdrew
from corridor.delivery.recruitment.models import Call, Candidate, DuplicateReview, Nomination, Offer, SelectionEvent
from corridor.delivery.recruitment.selectors.duplicates import same_person_candidates
from corridor.delivery.recruitment.selectors.imports import origins_of
from corridor.delivery.recruitment.services.applications import check_application
from corridor.delivery.skills.models import Person
from corridor.design.schemes.models import Scheme
from corridor.kernel.errors import N_, InputError, NotPermitted, RuleViolation
from corridor.kernel.periods import age_years

ADULT = 18
BEFORE_OFFER = frozenset({"registered", "eligible", "shortlisted", "selected", "offered", "accepted"})


@dataclass(frozen=True)
class NewPerson:
    """What an officer writes down with a person who comes to the office."""

    given_name: str
    family_name: str
    iso3: str
    birth_date: date | None = None
    sex: str = ""
    region: str = ""
    email: str = ""
    phone: str = ""
    preferred_language: str = "en"
    safe_contact: str = ""


@transaction.atomic
def register_candidate(
    *,
    scheme: Scheme,
    person: NewPerson,
    has_consented: bool,
    by: User,
    call: Call | None = None,
    is_told: bool = False,
    available_from: date | None = None,
    destinations: tuple[str, ...] = (),
    track: str = Candidate.Track.AWAY,
) -> Candidate:
    """Register a person for a scheme; whoever looks like her waits for review, nothing is merged.

    `is_told` says that an applicant to a call knows that it promises no place.
    """
    _check_person(person, scheme=scheme, has_consented=has_consented, by=by)
    if call is not None:
        today = timezone.localdate()
        check_application(call=call, scheme=scheme, iso3=person.iso3, is_told=is_told, today=today)
    row = Person.objects.create(**vars(person), consent_at=timezone.now(), created_by=by)
    candidate = Candidate.objects.create(
        person=row,
        scheme=scheme,
        call=call,
        applied_on=timezone.localdate(),
        available_from=available_from,
        destinations=list(destinations),
        track=track,
        created_by=by,
    )
    for other, ground in same_person_candidates(candidate=candidate, user=by):
        DuplicateReview.objects.create(first=other, second=candidate, ground=ground)
    note_event(candidate=candidate, kind=SelectionEvent.Kind.REGISTERED, by=by)
    audit.record(by=by, action="recruitment.candidate_registered", obj=candidate)
    return candidate


@transaction.atomic
def record_consent(*, candidate: Candidate, by: User) -> Candidate:
    """Record that the person has agreed that her profile is shown to employers of the scheme."""
    candidate.person.consent_at = timezone.now()
    candidate.person.save()
    audit.record(by=by, action="recruitment.consent_recorded", obj=candidate)
    return candidate


@transaction.atomic
def withdraw_candidate(*, candidate: Candidate, reason: str, by: User) -> Candidate:
    """Take a candidate out of the scheme at her wish; open proposals end with her no."""
    if candidate.status not in BEFORE_OFFER:
        raise RuleViolation(
            N_("The candidate %(reference)s has left the selection already."),
            hint=N_("A placement is ended in the case, not here."),
            params={"reference": candidate.reference},
        )
    open_ones = (
        Nomination.objects.filter(candidate=candidate).exclude(candidate_answer="no").exclude(employer_answer="no")
    )
    _decline_offers(candidate, reason=reason, by=by)
    open_ones.update(candidate_answer="no", candidate_reason=reason, candidate_answered_at=timezone.now())
    candidate.status, candidate.status_reason = Candidate.Status.WITHDRAWN, reason
    candidate.save(update_fields=["status", "status_reason"])
    note_event(candidate=candidate, kind=SelectionEvent.Kind.WITHDRAWN, by=by, reason=reason)
    audit.record(by=by, action="recruitment.candidate_withdrew", obj=candidate, detail={"reason": reason})
    events.publish(CandidateWithdrew(candidate_id=candidate.pk))
    return candidate


@transaction.atomic
def decide_duplicate(*, review: DuplicateReview, is_same: bool, by: User) -> DuplicateReview:
    """Link two candidates as one person, or keep both; either can be decided again later.

    The later record stays and points to the earlier one: it is left out of matching, and nothing is deleted.
    """
    if not may(review.second, user=by, action="change"):
        raise NotPermitted(
            N_("Your office does not keep the second record."), hint=N_("Ask the office that registered the person.")
        )
    decision = DuplicateReview.Decision.LINKED if is_same else DuplicateReview.Decision.KEPT
    review.decision, review.decided_by, review.decided_at = decision, by, timezone.now()
    review.save(update_fields=["decision", "decided_by", "decided_at"])
    _point(review, is_same=is_same)
    detail = {"first": review.first_id, "second": review.second_id, "decision": decision}
    audit.record(by=by, action="recruitment.duplicate_decided", obj=review, detail=detail)
    return review


def note_event(
    *, candidate: Candidate, kind: str, by: User | None, vacancy_id: int | None = None, reason: str = ""
) -> SelectionEvent:
    """Add one dated step of a candidate."""
    return SelectionEvent.objects.create(
        candidate=candidate,
        vacancy_id=vacancy_id,
        kind=kind,
        happened_at=timezone.now(),
        recorded_by=by,
        reason=reason,
    )


def _decline_offers(candidate: Candidate, *, reason: str, by: User) -> None:
    """Whoever leaves declines what was offered: the post is free again, and the offer cannot be accepted later."""
    waiting = Offer.objects.filter(nomination__candidate=candidate, answer="").select_related("nomination")
    for offer in waiting.order_by("pk"):
        offer.answer, offer.answered_at, offer.reason = Offer.Answer.DECLINED, timezone.now(), reason
        offer.save(update_fields=["answer", "answered_at", "reason"])
        kind = SelectionEvent.Kind.DECLINED
        note_event(candidate=candidate, kind=kind, by=by, vacancy_id=offer.nomination.vacancy_id, reason=reason)


def _point(review: DuplicateReview, *, is_same: bool) -> None:
    later, earlier = review.second, review.first
    if is_same:
        # A chain of duplicates ends at the record that is not itself a duplicate.
        later.duplicate_of = earlier.duplicate_of or earlier
    elif later.duplicate_of_id in (earlier.pk, earlier.duplicate_of_id):
        later.duplicate_of = None
    later.save(update_fields=["duplicate_of"])


def _check_person(person: NewPerson, *, scheme: Scheme, has_consented: bool, by: User) -> None:
    if person.iso3 not in origins_of(user=by, scheme=scheme):
        raise NotPermitted(
            N_("Your office does not register people from %(country)s in this scheme."),
            hint=N_("Choose a scheme that has your country as a country of origin."),
            field="iso3",
            params={"country": person.iso3},
        )
    if not has_consented:
        raise RuleViolation(
            N_("Nobody is registered without her consent."),
            hint=N_("Explain what is kept and who sees it, and tick the box when the person agrees."),
            field="has_consented",
        )
    today = timezone.localdate()
    if person.birth_date is not None and (person.birth_date > today or age_years(person.birth_date, today) < ADULT):
        raise InputError(
            N_("A person born on %(date)s is not yet %(age)s years old."),
            hint=N_("Check the year; people under 18 are not registered for work abroad."),
            field="birth_date",
            params={"date": person.birth_date.isoformat(), "age": ADULT},
        )

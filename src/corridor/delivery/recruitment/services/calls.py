"""Open calls, change them without breaking their word, and answer everyone who applied."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from corridor.access.models import User
from corridor.access.selectors import may, visible
from corridor.core import audit, outbox
from corridor.delivery.recruitment.models import Call, CallAnswer, Candidate, SelectionEvent, Vacancy
from corridor.delivery.recruitment.selectors.calls import ANSWERED_BY_STEP
from corridor.delivery.recruitment.selectors.imports import origins_of
from corridor.delivery.recruitment.services.intake import note_event
from corridor.design.schemes.models import Scheme
from corridor.kernel.errors import N_, InputError, NotPermitted, RuleViolation
from corridor.ui import formats

Outcome, Reason = CallAnswer.Outcome, CallAnswer.Reason
# Whoever waits longer than this for an answer has looked for something else.
LONGEST_WAIT = timedelta(days=183)
REASONS: dict[str, frozenset[str]] = {
    Outcome.TAKEN: frozenset({Reason.FITS}),
    Outcome.WAITING: frozenset({Reason.NO_PLACE}),
    Outcome.NOT_TAKEN: frozenset(Reason.values) - {Reason.FITS},
}
MAY_BE_REFUSED = frozenset({Candidate.Status.REGISTERED, Candidate.Status.ELIGIBLE})


@transaction.atomic
def open_call(*, scheme: Scheme, iso3: str, by: User, **fields: Any) -> Call:
    """Publish a call for applications from one country of origin of a scheme."""
    if iso3 not in origins_of(user=by, scheme=scheme):
        raise NotPermitted(
            N_("Your office opens no calls for people from %(country)s in this scheme."),
            hint=N_("Choose a scheme that has your country as a country of origin."),
            field="scheme",
            params={"country": iso3},
        )
    call = Call(scheme=scheme, iso3=iso3, **fields)
    _check_scheme(call)
    _check_call(call)
    call.save()
    audit.record(by=by, action="recruitment.call_opened", obj=call, detail={"answer_by": str(call.answer_by_date)})
    return call


@transaction.atomic
def change_call(*, call: Call, by: User, **fields: Any) -> Call:
    """Change a call; once somebody has applied, the date of the answer may come earlier and never later."""
    if not may(call, user=by, action="change"):
        raise NotPermitted(
            N_("The call belongs to the office of its country of origin."), hint=N_("Ask this office to change it.")
        )
    promised = Call.objects.get(pk=call.pk).answer_by_date
    for name, value in fields.items():
        setattr(call, name, value)
    _check_call(call)
    if promised and call.answer_by_date and call.answer_by_date > promised and call.candidates.exists():
        raise RuleViolation(
            N_("Everyone who applied was promised an answer by %(date)s."),
            hint=N_("Keep this date or choose an earlier one."),
            field="answer_by_date",
            params={"date": formats.date(promised)},
        )
    call.save()
    audit.record(by=by, action="recruitment.call_changed", obj=call, detail={"answer_by": str(call.answer_by_date)})
    return call


@transaction.atomic
def answer_applicants(
    *, call: Call, candidates: Collection[Candidate], outcome: str, reason: str, by: User, note: str = ""
) -> int:
    """Give some applicants their answer with its reason; all of them or, where one cannot be answered so, nobody."""
    _check_answer(outcome, reason)
    chosen = Candidate.objects.filter(pk__in=[candidate.pk for candidate in candidates])
    if visible(chosen, user=by, action="nominate").count() < len(candidates):
        raise NotPermitted(
            N_("Applicants are answered by the office of their country of origin."), hint=N_("Ask this office.")
        )
    for candidate in candidates:
        _check_applicant(call, candidate, outcome)
    for candidate in candidates:
        _answer(candidate, outcome, reason, note.strip(), by)
    return len(candidates)


def _check_scheme(call: Call) -> None:
    if call.scheme.status == Scheme.Status.CLOSED:
        raise RuleViolation(
            N_("The scheme is closed: it takes no applications."),
            hint=N_("Choose a scheme that runs or is being prepared."),
            field="scheme",
        )


def _check_call(call: Call) -> None:
    _check_days(call)
    if call.places < 1:
        raise InputError(N_("A call has at least one place."), hint=N_("Give the number of places."), field="places")
    if call.vacancy is None:
        return
    if call.vacancy.scheme_id != call.scheme_id or call.vacancy.status != Vacancy.Status.OPEN:
        raise RuleViolation(
            N_("The vacancy %(vacancy)s is not open in this scheme."),
            hint=N_("Choose an open vacancy of the scheme, or leave it empty for a call of the whole scheme."),
            field="vacancy",
            params={"vacancy": call.vacancy.reference},
        )


def _check_days(call: Call) -> None:
    if call.closes_date < call.opens_date:
        raise InputError(
            N_("The call closes on %(closes)s, before it opens on %(opens)s."),
            hint=N_("Correct one of the two days."),
            field="closes_date",
            params={"closes": formats.date(call.closes_date), "opens": formats.date(call.opens_date)},
        )
    if call.answer_by_date is None:
        raise InputError(
            N_("A call says by when everyone gets an answer."), hint=N_("Choose a day."), field="answer_by_date"
        )
    if not call.closes_date <= call.answer_by_date <= call.closes_date + LONGEST_WAIT:
        raise InputError(
            N_("The date of the answer, %(date)s, does not lie within the half year after %(closes)s."),
            hint=N_("Choose a day after the call has closed and within six months."),
            field="answer_by_date",
            params={"date": formats.date(call.answer_by_date), "closes": formats.date(call.closes_date)},
        )


def _check_answer(outcome: str, reason: str) -> None:
    if outcome not in Outcome.values:
        raise InputError(N_("This answer is not known here."), hint=N_("Choose one of the list."), field="outcome")
    if reason not in REASONS[outcome]:
        raise InputError(
            N_("This reason does not go with the answer."),
            hint=N_("Every answer has its reason: choose one that explains it."),
            field="reason",
        )


def _check_applicant(call: Call, candidate: Candidate, outcome: str) -> None:
    params: dict[str, object] = {"candidate": candidate.reference}
    if candidate.call_id != call.pk or candidate.status == Candidate.Status.WITHDRAWN:
        raise RuleViolation(
            N_("The candidate %(candidate)s has no application to this call."),
            hint=N_("Leave this person out."),
            params=params,
        )
    known: CallAnswer | None = getattr(candidate, "call_answer", None)
    if known is not None and known.outcome != Outcome.WAITING:
        raise RuleViolation(
            N_("The candidate %(candidate)s was answered on %(date)s already."),
            hint=N_("An answer stands; only a waiting list is followed by another."),
            params={**params, "date": formats.date(known.answered_on_date)},
        )
    if outcome == Outcome.NOT_TAKEN and candidate.status not in MAY_BE_REFUSED:
        raise RuleViolation(
            N_("The candidate %(candidate)s is proposed to an employer or further on."),
            hint=N_("End the proposal first, or choose another answer."),
            params=params,
        )
    if outcome == Outcome.WAITING and candidate.status in ANSWERED_BY_STEP:
        raise RuleViolation(
            N_("The candidate %(candidate)s has been selected already."),
            hint=N_("Choose another answer."),
            params=params,
        )


def _answer(candidate: Candidate, outcome: str, reason: str, note: str, by: User) -> None:
    values = {
        "outcome": outcome, "reason": reason, "note": note, "answered_on_date": timezone.localdate(), "answered_by": by,
    }  # fmt: skip
    answer, _is_new = CallAnswer.objects.update_or_create(candidate=candidate, defaults=values)
    if outcome == Outcome.NOT_TAKEN:
        candidate.status, candidate.status_reason = Candidate.Status.REFUSED, reason
        candidate.save(update_fields=["status", "status_reason"])
        note_event(candidate=candidate, kind=SelectionEvent.Kind.REFUSED, by=by, reason=reason)
    audit.record(by=by, action="recruitment.applicant_answered", obj=answer, detail={"outcome": outcome})
    if candidate.person.user is not None:
        outbox.write(to=candidate.person.user, subject=N_("There is news for you"), body=N_("Sign in to read it."))

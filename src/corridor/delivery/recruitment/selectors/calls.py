"""Calls as an office follows them: how many applied, who has an answer, who waits past the date."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from corridor.access.models import User
from corridor.access.selectors import get_visible, visible
from corridor.delivery.recruitment.models import Call, CallAnswer, Candidate

# An employer's choice, an offer and a placement are answers as well; a withdrawn application needs none.
ANSWERED_BY_STEP = ("selected", "offered", "accepted", "deployed", "returned")
_TO_ANSWER = Q(duplicate_of__isnull=True) & ~Q(status=Candidate.Status.WITHDRAWN)
_ANSWERED = Q(call_answer__isnull=False) | Q(status__in=ANSWERED_BY_STEP)


@dataclass(frozen=True)
class CallCounts:
    """How many applied to a call, and how many of them have an answer."""

    applied: int
    answered: int
    taken: int
    is_late: bool

    @property
    def waiting(self) -> int:
        return self.applied - self.answered

    @property
    def overdue(self) -> int:
        """How many wait past the date by which everyone was to be answered."""
        return self.waiting if self.is_late else 0


@dataclass(frozen=True)
class Application:
    """A worker's own application: until when an answer was promised, and what it was."""

    title: str
    text: str
    applied_on: date
    answer_by_date: date | None
    state: str
    label: str
    reason: str
    note: str
    answered_on_date: date | None


def calls_of(*, user: User, scheme_id: int | None = None, state: str = "", today: date) -> QuerySet[Call]:
    """Return the calls that the person may see, those with the next date of answer on top."""
    rows = visible(Call.objects.all(), user=user).select_related("scheme", "vacancy")
    if scheme_id:
        rows = rows.filter(scheme=scheme_id)
    if state == "open":
        rows = rows.filter(opens_date__lte=today, closes_date__gte=today)
    found: Any = counted(rows)
    if state == "overdue":
        found = found.filter(answer_by_date__lt=today, applied__gt=F("answered"))
    ordered: QuerySet[Call] = found.order_by(F("answer_by_date").desc(nulls_last=True), "-pk")
    return ordered


def open_calls(*, user: User) -> QuerySet[Call]:
    """Return the calls for which the person may register applicants today."""
    today = timezone.localdate()
    rows = visible(Call.objects.filter(opens_date__lte=today, closes_date__gte=today), user=user, action="change")
    return rows.select_related("scheme").order_by("closes_date", "pk")


def counted(rows: QuerySet[Call]) -> QuerySet[Call]:
    """Add to each call how many applied, were answered and were taken."""
    people = Candidate.objects.filter(_TO_ANSWER)
    taken = Q(call_answer__outcome=CallAnswer.Outcome.TAKEN) | Q(status__in=ANSWERED_BY_STEP)
    return rows.annotate(
        applied=_number(people), answered=_number(people.filter(_ANSWERED)), taken=_number(people.filter(taken))
    )


def counts_of(call: Call, *, today: date) -> CallCounts:
    """Return the counts of a call, read anew unless its list has brought them along."""
    row = call if hasattr(call, "applied") else counted(Call.objects.filter(pk=call.pk)).get()
    is_late = call.answer_by_date is not None and call.answer_by_date < today
    return CallCounts(row.applied, row.answered, row.taken, is_late)  # type: ignore[attr-defined]  # annotations


def get_call(*, user: User, pk: int, action: str = "view") -> Call:
    """Return one call that the person may reach, else 404."""
    return get_visible(Call.objects.select_related("scheme", "vacancy"), user=user, action=action, pk=pk)


def applicants_of(*, user: User, call: Call, state: str = "") -> QuerySet[Candidate]:
    """Return the applicants of a call whom the person may see; those who wait come first, the oldest on top."""
    rows = visible(Candidate.objects.filter(call=call, duplicate_of__isnull=True), user=user)
    if state == "waiting":
        rows = rows.filter(_TO_ANSWER).exclude(_ANSWERED)
    elif state == "answered":
        rows = rows.filter(_ANSWERED)
    return rows.select_related("person", "call_answer").order_by(
        F("call_answer__answered_on_date").asc(nulls_first=True), "applied_on", "pk"
    )


def overdue_answers(*, user: User, today: date) -> int:
    """Return how many applicants wait past the date of their call, over the calls that the person answers."""
    late = visible(Call.objects.filter(answer_by_date__lt=today), user=user, action="change")
    waiting = Candidate.objects.filter(_TO_ANSWER, call__in=late.values("pk")).exclude(_ANSWERED)
    return visible(waiting, user=user).count()


def applications_of(*, user: User, today: date) -> list[Application]:
    """Return the worker's own applications to calls, the newest first."""
    rows = visible(Candidate.objects.filter(call__isnull=False, duplicate_of__isnull=True), user=user)
    rows = rows.filter(person__user=user).select_related("call", "call_answer")
    return [_application(row, today) for row in rows.order_by("-applied_on", "-pk")]


def _application(row: Candidate, today: date) -> Application:
    assert row.call is not None
    answer: CallAnswer | None = getattr(row, "call_answer", None)
    return Application(
        title=row.call.title,
        text=row.call.text,
        applied_on=row.applied_on,
        answer_by_date=row.call.answer_by_date,
        state=_state(row, answer, today),
        label=answer.get_outcome_display() if answer else row.get_status_display(),
        reason=answer.get_reason_display() if answer else "",
        note=answer.note if answer else "",
        answered_on_date=answer.answered_on_date if answer else None,
    )


def _state(row: Candidate, answer: CallAnswer | None, today: date) -> str:
    if answer is not None:
        return str(answer.outcome)
    if row.status == Candidate.Status.WITHDRAWN:
        return "withdrawn"
    if row.status in ANSWERED_BY_STEP:
        return str(CallAnswer.Outcome.TAKEN)
    by_date = row.call.answer_by_date if row.call else None
    return "late" if by_date is not None and by_date < today else "open"


def _number(people: QuerySet[Candidate]) -> Coalesce:
    of_call = people.filter(call=OuterRef("pk")).order_by().values("call")
    return Coalesce(Subquery(of_call.annotate(n=Count("pk")).values("n")), 0)

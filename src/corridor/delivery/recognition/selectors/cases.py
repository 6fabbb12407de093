"""Recognition cases as those see them who may: what is due, what is late, what was decided."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, F, QuerySet, Value, When
from django.db.models.functions import Coalesce

from corridor.access.models import User
from corridor.access.roles import Role
from corridor.access.selectors import Person as Reader, get_visible, visible
from corridor.delivery.recognition.models import (
    Appeal,
    CaseDocument,
    CompensationMeasure,
    Decision,
    RecognitionCase,
    SubstantialDifference,
)
from corridor.delivery.recognition.rules.clocks import SOON, days_left
from corridor.delivery.recognition.rules.states import ENDED, UNDECIDED, WITH_AUTHORITY

State = RecognitionCase.State
_RELATED = ("person", "procedure__authority", "law", "follows")


@dataclass(frozen=True)
class CaseWish:
    """What somebody looks for in the list."""

    state: str = ""
    is_overdue: bool = False
    is_soon: bool = False


@dataclass(frozen=True)
class ClockView:
    """The clock of a case as a page shows it: the day that counts, and how near it is."""

    is_receipt: bool
    limit: date | None
    days: int | None
    is_standing: bool
    kind: str


@dataclass(frozen=True)
class CaseLine:
    """One line of the list."""

    case: RecognitionCase
    clock: ClockView


@dataclass(frozen=True)
class Workload:
    """How many applications wait, and how many are late."""

    open: int
    due_soon: int
    overdue: int
    appeals: int


@dataclass(frozen=True)
class CaseParts:
    """All that belongs to a case."""

    documents: list[CaseDocument]
    differences: list[SubstantialDifference]
    decisions: list[Decision]

    @property
    def decision(self) -> Decision | None:
        """The decision that counts."""
        return self.decisions[0] if self.decisions else None


def cases(*, user: Reader, wish: CaseWish, today: date) -> QuerySet[RecognitionCase]:
    """Return the cases that somebody may see, undecided ones first and the most urgent on top."""
    rows = visible(RecognitionCase.objects.all(), user=user).select_related(*_RELATED)
    rows = rows.annotate(limit=_limit())
    if wish.state:
        rows = rows.filter(state__in=UNDECIDED if wish.state == "open" else (wish.state,))
    if wish.is_overdue:
        rows = rows.filter(state__in=WITH_AUTHORITY, limit__lt=today)
    if wish.is_soon:
        rows = rows.filter(state__in=WITH_AUTHORITY, limit__gte=today, limit__lte=today + SOON)
    is_ended = Case(When(state__in=UNDECIDED, then=Value(0)), default=Value(1))
    return rows.order_by(is_ended, F("limit").asc(nulls_last=True), "-pk")


def _limit() -> Case:
    """The day that counts now: of the receipt until the file is complete, then of the decision."""
    return Case(
        When(state=State.APPLIED, then=F("receipt_due_on")),
        # A decision that is appealed was made in time or not; its own clock has ended.
        When(state__in=(State.DOCUMENTS_MISSING, State.APPEALED), then=Value(None)),
        default=Coalesce(F("extended_to"), F("due_on")),
    )


def workload(*, user: Reader, today: date) -> Workload:
    """Return how many applications wait for an authority."""
    mine = visible(RecognitionCase.objects.all(), user=user).annotate(limit=_limit())
    waiting = mine.filter(state__in=WITH_AUTHORITY)
    return Workload(
        open=mine.filter(state__in=UNDECIDED).count(),
        due_soon=waiting.filter(limit__gte=today, limit__lte=today + SOON).count(),
        overdue=waiting.filter(limit__lt=today).count(),
        appeals=mine.filter(state=State.APPEALED).count(),
    )


def get_case(*, user: Reader, pk: int, action: str = "view") -> RecognitionCase:
    """Return one case, else 404."""
    rows = RecognitionCase.objects.select_related(*_RELATED, "person__user", "education", "procedure__law")
    return get_visible(rows, user=user, action=action, pk=pk)


def own_cases(*, user: Reader) -> list[RecognitionCase]:
    """Return the cases of a worker, the newest first."""
    rows = RecognitionCase.objects.filter(person__user=user).select_related(*_RELATED)  # type: ignore[misc]  # a door lets only users in
    return list(visible(rows, user=user).order_by("-created_at", "-pk"))


def case_line(case: RecognitionCase, *, today: date) -> CaseLine:
    """Return the line of a case."""
    return CaseLine(case, clock_view(case, today=today))


def clock_view(case: RecognitionCase, *, today: date) -> ClockView:
    """Return the clock of a case as a page shows it."""
    if case.state == State.APPLIED and case.receipt_due_on:
        left = (case.receipt_due_on - today).days
        return ClockView(True, case.receipt_due_on, left, False, _urgency(left))
    if case.state in {*ENDED, State.DRAFT, State.DECIDED, State.APPEALED}:
        return ClockView(False, None, None, False, "none")
    days = days_left(case.clock, today=today)
    is_standing = case.stopped_on is not None
    kind = "wait" if is_standing or days is None else _urgency(days)
    return ClockView(False, case.clock.limit, days, is_standing, kind)


def _urgency(days: int) -> str:
    if days < 0:
        return "bad"
    return "warn" if days <= SOON.days else "info"


def parts_of(case: RecognitionCase) -> CaseParts:
    """Return the papers, differences and decisions of a case that its reader may see."""
    decisions = case.decisions.prefetch_related("measures__law").select_related("appeal", "decided_by")
    return CaseParts(
        documents=list(case.documents.select_related("file").order_by("pk")),
        differences=list(case.differences.order_by("pk")),
        decisions=list(decisions.order_by("-decided_on", "-pk")),
    )


def get_document(*, user: Reader, pk: int, action: str = "view") -> CaseDocument:
    """Return one paper, else 404."""
    rows = CaseDocument.objects.select_related("file", "case__person__user", "case__procedure")
    return get_visible(rows, user=user, action=action, pk=pk)


def readable_papers(*, user: Reader, case: RecognitionCase) -> set[int]:
    """Return the papers of a case whose files somebody may open."""
    return set(visible(case.documents.all(), user=user).order_by().values_list("pk", flat=True))


def get_measure(*, user: Reader, pk: int, action: str) -> CompensationMeasure:
    """Return one measure, else 404."""
    rows = CompensationMeasure.objects.select_related("decision__case__person__user")
    return get_visible(rows, user=user, action=action, pk=pk)


def open_appeal(case: RecognitionCase) -> Appeal | None:
    """Return the appeal that waits for an answer."""
    rows = Appeal.objects.filter(decision__case=case, result=Appeal.Result.OPEN).select_related(
        "decision__case__person"
    )
    return rows.order_by("pk").first()


def deciders_of(*, case: RecognitionCase) -> QuerySet[User]:
    """Return the users who decide for the authority of a case."""
    return (
        User.objects.filter(
            is_active=True,
            memberships__role=Role.AUTHORITY,
            memberships__is_active=True,
            memberships__organisation=case.procedure.organisation_id,
        )
        .distinct()
        .order_by("pk")
    )

"""Cases as lists and pages show them: where each stands, what is late, who waits for whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils import timezone

from corridor.access.selectors import Person, get_visible, visible
from corridor.delivery.mobility.models import Case, CaseDocument, CaseStep
from corridor.delivery.recruitment.models import Offer
from corridor.knowledge.pathways.models import ProcedureStep

State = CaseStep.State
_ROW = ("placement__candidate__person", "placement__vacancy__employer__organisation", "placement__scheme")


@dataclass(frozen=True)
class CaseWish:
    """What a reader looks for in the list of cases."""

    status: str = ""
    party: str = ""
    is_overdue: bool = False
    scheme_id: int | None = None
    search: str = ""


@dataclass(frozen=True)
class CaseRow:
    """One line of the list: what waits, for whom, until when."""

    pk: int
    reference: str
    person: str
    vacancy: str
    employer: str
    status: str
    status_label: str
    placement_status: str
    placement_status_label: str
    step: str
    party_label: str
    due_date: date | None
    days_over: int


def cases(*, user: Person, wish: CaseWish | None = None) -> QuerySet[Case]:
    """Return the cases that a person may see and looks for, the most urgent first."""
    wish = wish or CaseWish()
    rows = visible(Case.objects.all(), user=user).select_related(*_ROW)
    open_steps = CaseStep.objects.filter(case=OuterRef("pk"), state=State.READY)
    if wish.status:
        rows = rows.filter(status=wish.status)
    if wish.scheme_id:
        rows = rows.filter(placement__scheme=wish.scheme_id)
    if wish.party:
        rows = rows.filter(Exists(open_steps.filter(step__party=wish.party)))
    if wish.is_overdue:
        rows = rows.filter(Exists(open_steps.filter(due_date__lt=timezone.localdate())))
    for word in wish.search.split():
        rows = rows.filter(_found(word))
    now = CaseStep.objects.filter(state__in=(State.READY, State.REFUSED)).select_related("step")
    urgent = Subquery(open_steps.order_by("due_date").values("due_date")[:1])
    rows = rows.prefetch_related(Prefetch("steps", queryset=now.order_by("due_date", "pk"), to_attr="now"))
    return rows.annotate(urgent=urgent).order_by(F("urgent").asc(nulls_last=True), "-opened_on_date", "-pk")


def get_case(*, user: Person, pk: int) -> Case:
    """Return one case that the person may see, else 404."""
    return get_visible(Case.objects.select_related(*_ROW, "placement__candidate__person__user"), user=user, pk=pk)


def get_step(*, user: Person, pk: int, action: str = "view") -> CaseStep:
    """Return one step that the person may reach, else 404."""
    rows = CaseStep.objects.select_related("step", "case__placement")
    return get_visible(rows, user=user, action=action, pk=pk)


def get_document(*, user: Person, pk: int) -> CaseDocument:
    """Return one document that the person may see, else 404."""
    return get_visible(CaseDocument.objects.select_related("file", "case_step__case"), user=user, pk=pk)


def case_row(case: Case, *, today: date) -> CaseRow:
    """Return the line of a case; its first open step decides what is shown."""
    steps: list[CaseStep] = getattr(case, "now", None) or []
    step = steps[0] if steps else None
    placement = case.placement
    return CaseRow(
        pk=case.pk,
        reference=case.reference,
        person=str(placement.candidate.person),
        vacancy=placement.vacancy.title,
        employer=placement.vacancy.employer.organisation.localised_name,
        status=case.status,
        status_label=case.get_status_display(),
        placement_status=placement.status,
        placement_status_label=placement.get_status_display(),
        step=step.step.localised_name if step else "",
        party_label=str(ProcedureStep.Party(step.step.party).label) if step else "",
        due_date=step.due_date if step else None,
        days_over=_days_over(step, today),
    )


def case_rows(found: Iterable[Case], *, today: date) -> list[CaseRow]:
    """Return the lines of some cases."""
    return [case_row(case, today=today) for case in found]


def offers_without_placement(*, user: Person) -> QuerySet[Offer]:
    """Return the accepted offers that no placement has been opened for."""
    rows = visible(Offer.objects.all(), user=user).filter(answer=Offer.Answer.ACCEPTED, placement__isnull=True)
    return rows.select_related("nomination__candidate__person", "nomination__vacancy").order_by("answered_at", "pk")


def _found(word: str) -> Q:
    person = "placement__candidate__person__"
    return (
        Q(reference__icontains=word)
        | Q(**{f"{person}given_name__icontains": word})
        | Q(**{f"{person}family_name__icontains": word})
    )


def _days_over(step: CaseStep | None, today: date) -> int:
    if step is None or step.state != State.READY or step.due_date is None:
        return 0
    return max(0, (today - step.due_date).days)

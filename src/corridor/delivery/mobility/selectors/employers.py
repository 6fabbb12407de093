"""What an employer sees of placements: the work, the contract, her own steps; never check-ins, never a leaving."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch
from django.utils import timezone

from corridor.access.selectors import Person, visible
from corridor.delivery.mobility.models import CaseDocument, CaseStep, Contract, Placement

Status = Placement.Status


@dataclass(frozen=True)
class EmployerStep:
    """A step that waits for the employer."""

    pk: int
    label: str
    due_date: date | None
    is_overdue: bool
    documents: tuple[CaseDocument, ...]


@dataclass(frozen=True)
class EmployerPlacement:
    """A placement as its employer sees it."""

    pk: int
    reference: str
    person: str
    vacancy: str
    vacancy_pk: int
    status: str
    status_label: str
    starts_on_date: date | None
    contract_pk: int | None
    contract_status: str
    contract_status_label: str
    is_signed_by_employer: bool
    steps: tuple[EmployerStep, ...]


def placements_for_employer(*, user: Person) -> list[EmployerPlacement]:
    """Return the placements of the person's own vacancies, with the steps that wait for the employer."""
    mine = CaseStep.objects.filter(step__party="employer", state=CaseStep.State.READY)
    mine = mine.select_related("step").prefetch_related("documents").order_by("due_date", "pk")
    rows = visible(Placement.objects.all(), user=user, action="employ")
    rows = rows.select_related("candidate__person", "vacancy", "offer", "case", "contract")
    rows = rows.prefetch_related(Prefetch("case__steps", queryset=mine, to_attr="waiting"))
    today = timezone.localdate()
    return [_shown(row, today) for row in rows.order_by("-selected_on_date", "-pk")]


def status_for_employer(placement: Placement) -> str:
    """Return the status that the employer may know: a leaving is not passed on before protection allows it."""
    is_told = placement.reviewed_at is not None and placement.employer_may_know
    if placement.status == Status.LEFT_REASON_UNKNOWN and not is_told:
        return Status.WORKING
    return placement.status


def _shown(row: Placement, today: date) -> EmployerPlacement:
    status = Status(status_for_employer(row))
    contract: Contract | None = getattr(row, "contract", None)
    case = getattr(row, "case", None)
    return EmployerPlacement(
        pk=row.pk,
        reference=str(row),
        person=str(row.candidate.person),
        vacancy=row.vacancy.title,
        vacancy_pk=row.vacancy_id,
        status=status.value,
        status_label=str(status.label),
        starts_on_date=contract.starts_on_date if contract else row.offer.start_date if row.offer else None,
        contract_pk=contract.pk if contract else None,
        contract_status=contract.status if contract else "",
        contract_status_label=contract.get_status_display() if contract else "",
        is_signed_by_employer=contract is not None and contract.employer_signed_on_date is not None,
        steps=tuple(_step(step, today) for step in case.waiting) if case else (),
    )


def _step(step: CaseStep, today: date) -> EmployerStep:
    return EmployerStep(
        pk=step.pk,
        label=step.step.localised_name,
        due_date=step.due_date,
        is_overdue=step.due_date is not None and step.due_date < today,
        documents=tuple(step.documents.all()),
    )

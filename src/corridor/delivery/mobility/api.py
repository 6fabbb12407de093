"""Operations of this room for programs."""

from dataclasses import asdict
from typing import Annotated, Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils import timezone
from ninja import Router
from pydantic import Field

from corridor.access.doors import check_role
from corridor.access.roles import Role
from corridor.delivery.mobility.schemas import CaseOut, CasePage
from corridor.delivery.mobility.selectors.cases import CaseRow, CaseWish, case_rows, cases, get_case
from corridor.delivery.mobility.sheets import StepLine, case_sheet

router = Router(tags=["cases"])

_READERS = frozenset({Role.OFFICER_ORIGIN, Role.OFFICER_DESTINATION, Role.COUNSELLOR, Role.PROTECTION})


@router.get("/cases", response=CasePage)
def list_cases(
    request: HttpRequest,
    status: str = "",
    waits: str = "",
    overdue: bool = False,
    q: str = "",
    page: Annotated[int, Field(ge=1)] = 1,
    limit: Annotated[int, Field(ge=1, le=200)] = 50,
) -> object:
    """List the cases that the account may see, the most urgent first."""
    check_role(request.user, _READERS)
    wish = CaseWish(status=status, party=waits, is_overdue=overdue, search=q)
    shown = Paginator(cases(user=request.user, wish=wish), limit).get_page(page)
    rows = case_rows(shown.object_list, today=timezone.localdate())
    return {"cases": [_line(row) for row in rows], "next": shown.next_page_number() if shown.has_next() else 0}


@router.get("/cases/{pk}", response=CaseOut)
def one_case(request: HttpRequest, pk: int) -> object:
    """Return one case with its steps and documents."""
    check_role(request.user, _READERS)
    case = get_case(user=request.user, pk=pk)
    sheet = case_sheet(case=case, today=timezone.localdate())
    return {
        "id": case.pk,
        "reference": case.reference,
        "status": case.status,
        "person": str(case.placement.candidate.person),
        "vacancy": case.placement.vacancy.title,
        "opened_on_date": case.opened_on_date,
        "expected_finish_date": sheet.expected_finish_date,
        "is_lower_bound": sheet.is_lower_bound,
        "steps": [_step(line) for line in sheet.steps],
    }


def _line(row: CaseRow) -> dict[str, Any]:
    return {**asdict(row), "id": row.pk, "waits_for": row.party_label}


def _step(line: StepLine) -> dict[str, Any]:
    papers = [{**asdict(paper), "id": paper.pk} for paper in line.documents]
    return {**asdict(line), "id": line.pk, "state": line.raw_state, "documents": papers}

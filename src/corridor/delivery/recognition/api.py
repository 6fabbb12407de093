"""Operations of this room for programs."""

from typing import Annotated, Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Status
from ninja.throttling import AnonRateThrottle
from pydantic import Field

from corridor.access.doors import check_role
from corridor.access.roles import OFFICERS, Role
from corridor.delivery.recognition.models import LawProfile
from corridor.delivery.recognition.schemas import (
    CaseDetail,
    CasePage,
    DecisionIn,
    DecisionOut,
    PayingIn,
    ProcedureOut,
)
from corridor.delivery.recognition.selectors import cases as selectors
from corridor.delivery.recognition.selectors.procedures import procedures_for
from corridor.delivery.recognition.services import cases as services, decisions
from corridor.delivery.recognition.services.decisions import MeasurePlan, Notice
from corridor.kernel.errors import N_, InputError

router = Router(tags=["recognition"])
_READERS = frozenset({Role.AUTHORITY, Role.COUNSELLOR, Role.WORKER, *OFFICERS})
_CHARGERS = frozenset({Role.AUTHORITY, Role.OFFICER_ORIGIN})


@router.get("/recognition/procedures", response=list[ProcedureOut], auth=None, throttle=[AnonRateThrottle("120/h")])
def list_procedures(request: HttpRequest, origin: str = "", destination: str = "") -> object:
    """List the procedures of a country for qualifications of another."""
    return list(procedures_for(origin=origin.upper()[:3], destination=destination.upper()[:3])[:200])


@router.get("/recognition/cases", response=CasePage)
def list_cases(
    request: HttpRequest,
    page: Annotated[int, Field(ge=1)] = 1,
    limit: Annotated[int, Field(ge=1, le=200)] = 50,
    state: str = "",
) -> object:
    """List the cases that the account may see, the most urgent first."""
    check_role(request.user, _READERS)
    wish = selectors.CaseWish(state=state)
    rows = selectors.cases(user=request.user, wish=wish, today=timezone.localdate())
    shown = Paginator(rows, limit).get_page(page)
    return {"cases": list(shown.object_list), "next": shown.next_page_number() if shown.has_next() else 0}


@router.get("/recognition/cases/{pk}", response=CaseDetail)
def read_case(request: HttpRequest, pk: int) -> object:
    """Read one case with clock, differences and decisions."""
    check_role(request.user, _READERS)
    return selectors.get_case(user=request.user, pk=pk)


@router.post("/recognition/cases/{pk}/decision", response={201: DecisionOut})
def decide(request: HttpRequest, pk: int, decision: DecisionIn) -> object:
    """Decide on a complete case."""
    check_role(request.user, frozenset({Role.AUTHORITY}))
    case = selectors.get_case(user=request.user, pk=pk, action="decide")
    values: dict[str, Any] = decision.dict(exclude={"measures"})
    plans = tuple(MeasurePlan(**_with_law(one.dict())) for one in decision.measures)
    return Status(201, decisions.decide(case=case, notice=Notice(**values, measures=plans), by=request.user))


@router.post("/recognition/cases/{pk}/payer", response=CaseDetail)
def set_payer(request: HttpRequest, pk: int, paying: PayingIn) -> object:
    """Say who pays the fee of a case; the holder only under a law."""
    check_role(request.user, _CHARGERS)
    case = selectors.get_case(user=request.user, pk=pk, action="charge")
    return services.set_payer(case=case, by=request.user, **_with_law(paying.dict()))


def _with_law(values: dict[str, Any]) -> dict[str, Any]:
    number = values.pop("law_id")
    law = LawProfile.objects.filter(pk=number).first() if number is not None else None
    if number is not None and law is None:
        raise InputError(
            N_("The law %(number)s is not known."),
            hint=N_("Name one of the laws that are entered."),
            field="law_id",
            params={"number": number},
        )
    return values | {"law": law}

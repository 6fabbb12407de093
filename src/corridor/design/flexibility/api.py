"""Operations of this room for programs."""

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Router

from corridor.access.doors import check_role
from corridor.design.flexibility.runs import known_run
from corridor.design.flexibility.schemas import ChangeOut, RiskOut, SimulationOut
from corridor.design.flexibility.selectors import pipeline_of, register_of, requests_of
from corridor.design.schemes.models import Scheme
from corridor.design.schemes.rules import PLAN_ROLES
from corridor.design.schemes.selectors import get_scheme

router = Router(tags=["flexibility"])


@router.get("/schemes/{scheme_id}/risks", response=list[RiskOut], summary="A scheme's risks with their triggers")
def risks(request: HttpRequest, scheme_id: int) -> list[RiskOut]:
    rows = register_of(user=request.user, scheme=_reach(request, scheme_id), today=timezone.localdate())
    return [
        RiskOut(
            id=row.risk.pk, title=str(row.risk), category=row.risk.category, likelihood=row.risk.likelihood,
            impact=row.risk.impact, level=row.band, threshold=row.risk.threshold, direction=row.risk.direction,
            value=row.value, as_of=row.as_of, triggered=row.is_triggered, review_date=row.risk.review_date,
            overdue=row.is_overdue, status=row.risk.status, rule=row.risk.rule,
        )
        for row in rows
    ]  # fmt: skip


@router.get("/schemes/{scheme_id}/changes", response=list[ChangeOut], summary="Requests to change a scheme's plan")
def changes(request: HttpRequest, scheme_id: int) -> list[ChangeOut]:
    return [
        ChangeOut(
            id=row.pk, title=str(row), kind=row.kind, state=row.state, base_version=row.base_version, risk=row.risk_id,
            selected=row.selected, decided_on=row.decided_on,
        )
        for row in requests_of(user=request.user, scheme=_reach(request, scheme_id))
    ]  # fmt: skip


@router.get("/schemes/{scheme_id}/simulation", response=SimulationOut, summary="The last play of a scheme's pipeline")
def simulation(request: HttpRequest, scheme_id: int) -> SimulationOut:
    plan = pipeline_of(user=request.user, scheme=_reach(request, scheme_id))
    run = known_run(plan) if plan else None
    if run is None:
        raise Http404
    return SimulationOut(
        run=run.pk, seed=run.seed or 0, engine=run.engine, engine_version=run.engine_version, result=run.result
    )


def _reach(request: HttpRequest, scheme_id: int) -> Scheme:
    check_role(request.user, frozenset(PLAN_ROLES))
    return get_scheme(user=request.user, pk=scheme_id, action="read_plan")

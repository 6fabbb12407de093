"""Operations of this room for programs."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from corridor.access.doors import check_role
from corridor.access.roles import STAFF, Role
from corridor.core.wordings import worded
from corridor.knowledge.pathways import selectors
from corridor.knowledge.pathways.models import Pathway
from corridor.knowledge.pathways.rules import is_expired
from corridor.knowledge.pathways.runs import Condition, Way, fit, routes
from corridor.knowledge.pathways.schemas import (
    BlockageOut,
    ConditionOut,
    FactsIn,
    FitOut,
    NoteOut,
    PathwayOut,
    RequirementOut,
    RouteOut,
    RoutesOut,
    StepOut,
    VisaCentreOut,
)
from corridor.knowledge.pathways.wording import said

router = Router(tags=["pathways"])


@router.get("/pathways", response=list[PathwayOut], summary="Legal pathways with their conditions and steps")
def pathways(request: HttpRequest, origin: str = "", destination: str = "") -> list[PathwayOut]:
    check_role(request.user, frozenset(Role))
    rows = selectors.pathways(origin_iso3=origin, destination_iso3=destination)
    return [_out(row) for row in rows.prefetch_related("requirements", "notes")]


@router.post("/pathways/{pk}/fit", response=FitOut, summary="Hold facts against a pathway")
def fit_test(request: HttpRequest, pk: int, facts: FactsIn) -> FitOut:
    check_role(request.user, STAFF)
    given = {name: value for name, value in facts.dict().items() if value is not None}
    found = fit(pathway=selectors.get_pathway(pk=pk), facts=given, by=request.user)
    return FitOut(verdict=found.verdict, conditions=[_condition(each) for each in found.conditions], run=found.run_id)


@router.get("/pathways/{pk}/routes", response=RoutesOut, summary="The fastest and the cheapest lawful way")
def ways(request: HttpRequest, pk: int) -> RoutesOut:
    check_role(request.user, STAFF)
    procedure = selectors.latest_procedure(pathway=selectors.get_pathway(pk=pk))
    if procedure is None:
        return RoutesOut(fastest=None, cheapest=None, blocked_by=[])
    found = routes(procedure=procedure)
    return RoutesOut(fastest=_way(found.fastest), cheapest=_way(found.cheapest), blocked_by=list(found.blocked_by))


@router.get("/pathway-blockages", response=list[BlockageOut], summary="Blockages and gaps in the law, with champions")
def blockages(request: HttpRequest) -> list[BlockageOut]:
    check_role(request.user, STAFF)
    return [
        BlockageOut(
            id=row.pk,
            pathway=row.pathway.code,
            kind=row.kind,
            state=row.state,
            text=worded(row, "text"),
            place=worded(row, "place"),
            law_or_office=worded(row, "law_or_office"),
            champion=worded(row, "champion"),
            next_step=worded(row, "next_step"),
            next_step_date=row.next_step_date,
            source=row.source,
        )
        for row in selectors.blockages()
    ]


@router.get("/visa-centres", response=list[VisaCentreOut], summary="Visa centres and whom they serve")
def visa_centres(request: HttpRequest, origin: str = "", destination: str = "") -> list[VisaCentreOut]:
    check_role(request.user, STAFF)
    plain = ("iso3", "place", "destination_iso3", "serves_iso3", "source")
    return [
        VisaCentreOut(name=str(row), tasks=worded(row, "tasks"), **{name: getattr(row, name) for name in plain})
        for row in selectors.visa_centres(destination_iso3=destination, origin_iso3=origin)
    ]


def _condition(each: Condition) -> ConditionOut:
    return ConditionOut(
        kind=each.kind,
        status=each.status,
        text=each.text,
        finding=said(each.finding) if each.finding else "",
        actual=each.actual,
        required=each.required,
        source=each.row.source,
        source_date=each.row.source_date,
        change=said(each.change.finding) if each.change else "",
        change_facts={name: _plain(value) for name, value in each.change.facts.items()} if each.change else {},
    )


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return sorted(value) if isinstance(value, frozenset) else value


def _way(way: Way | None) -> RouteOut | None:
    if way is None:
        return None
    return RouteOut(
        steps=list(way.steps),
        days=way.days,
        cost_by_payer=dict(way.cost_by_payer),
        critical_path=list(way.critical_path),
        unknown_days=list(way.unknown_days),
        unknown_fees=list(way.unknown_fees),
    )


def _out(row: Pathway) -> PathwayOut:
    plain = (
        "code", "origin_iso3", "destination_iso3", "permit_kind", "min_salary_eur", "salary_basis", "max_months",
        "renewable", "employer_tied", "quota_code", "valid_from_date", "valid_until_date", "source", "source_date",
        "is_invented",
    )  # fmt: skip
    dated = ("source", "source_date", "valid_from_date", "valid_until_date")
    return PathwayOut(
        **{name: getattr(row, name) for name in plain},
        name=row.localised_name,
        is_expired=is_expired(row, timezone.localdate()),
        requirements=[
            RequirementOut(
                kind=each.kind, value=each.value, text=each.localised_text, is_stated=each.is_stated,
                **{name: getattr(each, name) for name in dated},
            )
            for each in row.requirements.all()
        ],
        notes=[
            NoteOut(topic=each.topic, answer=each.answer, text=worded(each, "text"), source=each.source,
                    source_date=each.source_date)
            for each in row.notes.all()
        ],
        steps=_steps(row),
    )  # fmt: skip


def _steps(row: Pathway) -> list[StepOut]:
    procedure = selectors.latest_procedure(pathway=row)
    if procedure is None:
        return []
    plain = (
        "code", "party", "legal_days", "real_days", "fee_eur", "fee_original", "fee_currency", "payer", "phase",
        "alternative_to", "predecessors",
    )  # fmt: skip
    return [
        StepOut(
            name=step.localised_name,
            authority=worded(step, "authority"),
            **{name: getattr(step, name) for name in plain},
        )
        for step in selectors.every_step_of(procedure=procedure)
    ]

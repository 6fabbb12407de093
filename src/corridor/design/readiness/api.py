"""Operations of this room for programs."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from corridor.access.doors import check_role
from corridor.core.wordings import worded
from corridor.design.readiness import selectors
from corridor.design.readiness.models import AspirationFinding, AspirationRound, StageDecision
from corridor.design.readiness.schemas import (
    ChangeOut,
    ElementOut,
    FindingOut,
    LinkOut,
    NeedOut,
    ReadinessOut,
    RoundOut,
    SizeOut,
    VoicesOut,
)
from corridor.design.readiness.wording import questions_of, said
from corridor.design.schemes.models import Scheme
from corridor.design.schemes.rules import PLAN_ROLES
from corridor.design.schemes.selectors import get_scheme

router = Router(tags=["readiness"])
Stage = StageDecision.Stage


@router.get("/schemes/{scheme_id}/readiness", response=ReadinessOut, summary="Elements by country, stage, simplicity")
def readiness(request: HttpRequest, scheme_id: int) -> ReadinessOut:
    scheme, today = _reach(request, scheme_id), timezone.localdate()
    decision = selectors.stage_of(scheme=scheme)
    missing = selectors.open_conditions(scheme=scheme, stage=Stage.READY, today=today)
    lines = selectors.profile_of(scheme=scheme, user=request.user, today=today)
    return ReadinessOut(
        stage=decision.stage if decision else Stage.IDEA,
        decided_date=decision.decided_date if decision else None,
        open_conditions=said(missing),
        elements=[_element(line, cell) for line in lines for cell in line.cells],
        sizes=[
            SizeOut(code=size.code, count=size.count, most=size.most, is_much=size.is_much)
            for size in selectors.simplicity_of(scheme=scheme)
        ],
    )


@router.get("/schemes/{scheme_id}/capacity-needs", response=list[NeedOut], summary="What the institutions lack")
def capacity_needs(request: HttpRequest, scheme_id: int) -> list[NeedOut]:
    scheme, today = _reach(request, scheme_id), timezone.localdate()
    plain = ("severity", "activity_id", "budget_line_id", "cost_eur", "due_date", "done_date")
    return [
        NeedOut(
            **_plain(row, plain),
            **_words(row, "task", "need", "plan"),
            institution=str(row.partner),
            is_overdue=row.is_overdue(today),
        )
        for row in selectors.needs_of(scheme=scheme, user=request.user)
    ]


@router.get("/schemes/{scheme_id}/local-links", response=list[LinkOut], summary="What grew in the regions of origin")
def local_links(request: HttpRequest, scheme_id: int) -> list[LinkOut]:
    scheme = _reach(request, scheme_id)
    return [
        LinkOut(
            **_plain(row, ("kind", "iso3", "happened_date", "jobs")),
            **_words(row, "firm", "region", "evidence", "source", "programme"),
        )
        for row in selectors.links_of(scheme=scheme, user=request.user)
    ]


@router.get("/schemes/{scheme_id}/voices", response=VoicesOut, summary="What people hope for, and what it changed")
def voices(request: HttpRequest, scheme_id: int) -> VoicesOut:
    scheme = _reach(request, scheme_id)
    return VoicesOut(
        gaps=said(selectors.voice_findings(scheme=scheme)),
        bodies=said(selectors.seat_findings(scheme=scheme)),
        rounds=[_round(row) for row in selectors.rounds_of(scheme=scheme, user=request.user)],
    )


def _reach(request: HttpRequest, scheme_id: int) -> Scheme:
    check_role(request.user, frozenset(PLAN_ROLES))
    return get_scheme(user=request.user, pk=scheme_id, action="read_plan")


def _element(line: selectors.ElementLine, cell: selectors.Cell) -> ElementOut:
    row = cell.row
    return ElementOut(
        element=line.element.code,
        label=str(line.element.label),
        iso3=cell.iso3,
        state=row.state if row else None,
        evidence=worded(row, "evidence") if row else "",
        source=worded(row, "source") if row else "",
        as_of_date=row.as_of_date if row else None,
        is_stale=cell.is_stale,
    )


def _round(row: AspirationRound) -> RoundOut:
    counts = tuple(f"{who}_{act}" for who in ("women", "men", "others") for act in ("asked", "answered"))
    return RoundOut(
        **_plain(row, ("iso3", "method", "asked_date", *counts)),
        **_words(row, "title", "source"),
        questions=questions_of(worded(row, "questions")),
        findings=[_finding(each) for each in row.findings.all()],
    )


def _finding(row: AspirationFinding) -> FindingOut:
    changes = [
        ChangeOut(part=each.part, text=worded(each, "text"), changed_date=each.changed_date)
        for each in row.changes.all()
    ]
    return FindingOut(theme=row.theme, text=worded(row, "text"), named_by=row.named_by, changes=changes)


def _plain(row: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _words(row: Any, *names: str) -> dict[str, Any]:
    return {name: worded(row, name) for name in names}

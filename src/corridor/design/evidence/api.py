"""Operations of this room for programs."""

from typing import Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router

from corridor.access.doors import check_role
from corridor.core.wordings import worded
from corridor.design.evidence.runs import indicator_table
from corridor.design.evidence.schemas import (
    AnswerOut,
    CellOut,
    EvidenceOut,
    FigureOut,
    FlagOut,
    GapOut,
    IndicatorOut,
    ProofOut,
    TableIn,
    TableOut,
)
from corridor.design.evidence.selectors import (
    GapRow,
    QuestionRow,
    codes_at_first,
    codes_to_compare,
    destinations_of,
    flags_of,
    gap_plan,
    question_sheet,
)
from corridor.design.evidence.values import Cell
from corridor.design.schemes.models import Scheme
from corridor.design.schemes.rules import PLAN_ROLES
from corridor.design.schemes.selectors import get_scheme

router = Router(tags=["evidence"])


@router.get("/schemes/{scheme_id}/evidence", response=EvidenceOut, summary="Questions with answers, and data gaps")
def evidence(request: HttpRequest, scheme_id: int) -> EvidenceOut:
    scheme, today = _reach(request, scheme_id), timezone.localdate()
    sheet = question_sheet(user=request.user, scheme=scheme, today=today)
    plan = gap_plan(user=request.user, scheme=scheme, today=today)
    return EvidenceOut(
        asked=sheet.asked,
        answered=sheet.answered,
        answered_with_evidence=sheet.proven,
        questions=[_answer(row) for row in sheet.rows],
        gaps=[_gap(row) for row in plan.rows],
    )


@router.get(
    "/schemes/{scheme_id}/evidence/indicators/{kind}",
    response=TableOut,
    summary="Indicators of sectors or of countries, with the figures behind them",
)
def indicators(
    request: HttpRequest, scheme_id: int, kind: Literal["sector", "country"], asked: Query[TableIn]
) -> TableOut:
    scheme = _reach(request, scheme_id)
    offered = codes_to_compare(scheme=scheme, kind=kind, destination=asked.destination)
    target = asked.destination or next(iter(destinations_of(scheme)), "")
    chosen = [code for code in asked.code if code in offered]
    table = indicator_table(
        scheme=scheme,
        kind=kind,
        codes=chosen or codes_at_first(scheme=scheme, kind=kind, offered=offered),
        sector=asked.sector,
        destination=target,
        sex=asked.sex,
    )
    return TableOut(
        kind=kind,
        destination=target,
        indicators=[IndicatorOut.model_validate(row, from_attributes=True) for row in table.indicators],
        cells=[_cell(cell) for cell in table.cells.values()],
    )


@router.get("/schemes/{scheme_id}/evidence/flags", response=list[FlagOut], summary="Marks on occupations")
def flags(request: HttpRequest, scheme_id: int) -> list[FlagOut]:
    scheme = _reach(request, scheme_id)
    return [
        FlagOut(
            isco08=row.isco08,
            kind=row.kind,
            effect=row.effect,
            source=worded(row, "source"),
            source_date=row.source_date,
        )
        for row in flags_of(user=request.user, scheme=scheme)
    ]


def _reach(request: HttpRequest, scheme_id: int) -> Scheme:
    check_role(request.user, frozenset(PLAN_ROLES))
    return get_scheme(user=request.user, pk=scheme_id, action="read_plan")


def _answer(row: QuestionRow) -> AnswerOut:
    answer = row.answer
    return AnswerOut(
        question=row.question.code,
        group=row.question.group,
        text=row.question.text,
        source=row.question.source,
        asks_about_gender=row.question.gender,
        state=row.state,
        owner=str(answer.owner) if answer and answer.owner else None,
        answer=worded(answer, "text") if answer else "",
        due_date=answer.due_date if answer else None,
        is_overdue=row.is_overdue,
        proofs=[
            ProofOut(
                kind=proof.kind,
                text=worded(proof, "text"),
                url=proof.url,
                indicator=proof.indicator,
                area=proof.area,
                source_date=proof.source_date,
            )
            for proof in row.proofs
        ],
    )


def _gap(row: GapRow) -> GapOut:
    gap = row.gap
    return GapOut(
        id=gap.pk,
        question=gap.question,
        text=worded(gap, "text"),
        remedy=worded(gap, "remedy"),
        owner=str(gap.owner),
        due_date=gap.due_date,
        cost_eur=gap.cost_eur,
        closed_date=gap.closed_date,
        is_overdue=row.is_overdue,
    )


def _cell(cell: Cell) -> CellOut:
    return CellOut(
        indicator=cell.indicator.code,
        alternative=cell.alternative,
        criterion=cell.indicator.criterion,
        unit=cell.indicator.unit,
        value=cell.value,
        low=cell.low,
        high=cell.high,
        place=cell.place,
        year=cell.year,
        is_stale=cell.is_stale,
        is_outside=cell.is_outside,
        is_synthetic=cell.is_synthetic,
        missing=list(cell.missing),
        figures=[
            FigureOut(
                indicator=used.indicator,
                period=used.period,
                value=used.value,
                source=used.source,
                vintage_date=used.vintage_date,
                is_synthetic=used.is_synthetic,
                flags=list(used.flags),
            )
            for used in cell.figures
        ],
    )

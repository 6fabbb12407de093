"""Operations of this room for programs."""

from typing import Any

from django.http import Http404, HttpRequest
from ninja import Router

from corridor.access.doors import check_role
from corridor.design.budgets.runs import BudgetAssessment, assess
from corridor.design.budgets.schemas import BudgetOut, CashYearOut, CostPerOut, FindingOut, LineOut, RangeOut
from corridor.design.budgets.selectors import budget_of, lines_of
from corridor.design.budgets.sheets import FindingRow, finding_rows, line_rows, range_of
from corridor.design.schemes.rules import PLAN_ROLES
from corridor.design.schemes.selectors import get_scheme

router = Router(tags=["budgets"])


@router.get("/schemes/{scheme_id}/budget", response=BudgetOut, summary="A scheme's budget with its sums and findings")
def budget(request: HttpRequest, scheme_id: int) -> BudgetOut:
    check_role(request.user, frozenset(PLAN_ROLES))
    scheme = get_scheme(user=request.user, pk=scheme_id, action="read_plan")
    found = budget_of(user=request.user, scheme=scheme)
    if found is None or not found.lines.exists():
        raise Http404
    assessment, run = assess(budget=found, by=request.user)
    lines = line_rows(list(lines_of(budget=found)), assessment)
    return BudgetOut(
        currency=found.currency,
        participants=found.participants,
        placements=found.placements,
        months=found.months,
        total=assessment.total,
        by_payer=dict(assessment.by_payer),
        share_by_payer=dict(assessment.share_by_payer),
        by_head=dict(assessment.by_head),
        per_participant=assessment.unit_costs.per_participant,
        per_placement=assessment.unit_costs.per_placement,
        cost_per=[CostPerOut.model_validate(row, from_attributes=True) for row in assessment.cost_per],
        range=_range(assessment),
        cash_by_year=_cash(assessment),
        lines=[_line(row) for row in lines],
        findings=[_finding(row) for row in finding_rows(assessment)],
        run=run.pk,
    )


def _range(assessment: BudgetAssessment) -> RangeOut | None:
    found = range_of(assessment)
    return None if found is None else RangeOut.model_validate(found, from_attributes=True)


def _cash(assessment: BudgetAssessment) -> list[CashYearOut]:
    profile = assessment.cash_profile
    return [
        CashYearOut(year=year, total=total, by_payer=dict(parts))
        for year, (total, parts) in enumerate(zip(profile.by_year, profile.by_year_and_payer, strict=True), start=1)
    ]


def _finding(row: FindingRow) -> FindingOut:
    return FindingOut(
        rule=row.rule,
        code=row.code,
        severity=row.kind,
        message=row.message,
        hint=row.hint,
        line=row.line,
        item=row.item,
    )


def _line(row: Any) -> LineOut:
    return LineOut(
        id=row.line.pk,
        item_code=row.line.item_code,
        label=row.label,
        phase=row.line.phase,
        ilo_class=row.line.ilo_class,
        total=row.total,
        shares={share.payer: share.share_percent for share in row.line.shares.all()},
    )

"""From the rows of a budget to the costing engine; every computation that is asked for leaves a run."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from corridor.access.selectors import Person
from corridor.batch.taxonomy import cost_items
from corridor.core import runs
from corridor.core.models import Run
from corridor.design.budgets.models import Budget, BudgetLine
from corridor.design.budgets.selectors import EmployerLine, employer_lines, line_label, lines_of
from corridor.design.schemes.models import Scheme
from corridor.engines import costing
from corridor.engines.costing import BudgetAssessment
from corridor.kernel.errors import N_, InputError

__all__ = [
    "BudgetAssessment",
    "EmployerCost",
    "assess",
    "assessment_if",
    "assessment_of",
    "blocks_of",
    "employer_costs",
]

ENGINE = "costing.assess_budget"


@dataclass(frozen=True)
class EmployerCost:
    """The employer's part of a budget line, in the budget's currency: for one person and for all posts of a job order.

    `share` is the part of the line, 0.6 for 60 %. Both amounts are None where the line hangs on other lines, which
    `rate_share` then says as a share of the direct costs, and where the budget counts nobody who would share it.
    """

    line: BudgetLine
    label: str
    share: Decimal
    rate_share: Decimal | None
    is_shared: bool
    per_person: Decimal | None
    all_posts: Decimal | None


def employer_costs(*, user: Person, scheme: Scheme, positions: int) -> list[EmployerCost]:
    """Return what falls to an employer for the posts of a job order, line by line.

    A cost that moves with people is taken for one person and for the posts; any other is shared by all placements.
    """
    return [_employer_cost(row, positions) for row in employer_lines(user=user, scheme=scheme)]


def _employer_cost(row: EmployerLine, positions: int) -> EmployerCost:
    line, share = row.line, row.share_percent / 100
    is_rate = line.behaviour == BudgetLine.Behaviour.RATE
    return EmployerCost(
        line=line,
        label=row.label,
        share=share,
        rate_share=line.unit_cost * share / 100 if is_rate else None,
        is_shared=not _moves_with_people(line),
        per_person=_employer_part(line, 1),
        all_posts=_employer_part(line, positions),
    )


def _moves_with_people(line: BudgetLine) -> bool:
    behaviours = BudgetLine.Behaviour
    return line.quantity is None and line.behaviour in {behaviours.PER_PARTICIPANT, behaviours.PER_PARTICIPANT_MONTH}


def _employer_part(line: BudgetLine, people: int) -> Decimal | None:
    """Return the employer's part of a line for some people, None where it cannot be said."""
    budget, found = line.budget, _engine_line(line)
    if not _moves_with_people(line):
        sharing = budget.placements or budget.participants
        if line.behaviour == BudgetLine.Behaviour.RATE or not sharing:
            return None
        units = Decimal(1) if line.quantity is None else line.quantity
        found = replace(found, quantity=units * people / sharing)
    assessment = costing.assess_budget(
        [found], participants=people, placements=people, months=budget.months, currency=budget.currency
    )
    return assessment.by_payer[costing.Payer.EMPLOYER]


def assessment_of(budget: Budget) -> BudgetAssessment:
    """Compute a budget as its rows stand now."""
    return assessment_if(budget, participants=budget.participants, placements=budget.placements, amounts={})


def assessment_if(
    budget: Budget, *, participants: int, placements: int, amounts: Mapping[int, Decimal]
) -> BudgetAssessment:
    """Compute a budget as it would be with other people, and with other costs of one unit by the number of the line."""
    lines = list(lines_of(budget=budget))
    if not lines:
        raise InputError(N_("The budget has no line yet."), hint=N_("Add a cost line with its payers."), field="lines")
    for line in lines:
        line.unit_cost = amounts.get(line.pk, line.unit_cost)
    return costing.assess_budget(
        [_engine_line(line) for line in lines],
        participants=participants,
        placements=placements,
        months=budget.months,
        currency=budget.currency,
    )


def assess(*, budget: Budget, by: Any) -> tuple[BudgetAssessment, Run]:
    """Compute a budget and keep the run, or find the run of the very same budget."""
    inputs = _inputs(budget)
    assessment = assessment_of(budget)
    known = Run.objects.filter(engine=ENGINE, input_digest=runs.digest_of(inputs), status=Run.Status.DONE).first()
    if known is not None:
        return assessment, known
    with runs.recorded(engine=ENGINE, parameters={"profile": "eu-prag"}, inputs=inputs, by=by) as run:
        run.result = _summary(assessment)
    return assessment, run


def blocks_of(budget: Budget) -> tuple[str, ...]:
    """Return the codes of the rules that forbid the approval of a budget with lines."""
    findings = assessment_of(budget).findings
    return tuple(dict.fromkeys(each.rule for each in findings if each.severity == costing.Severity.BLOCK))


def _engine_line(line: BudgetLine) -> costing.BudgetLine:
    item = cost_items()[line.item_code]
    # A rate is stored as a percentage, as people write it; the engine takes a fraction of one.
    is_rate = line.behaviour == BudgetLine.Behaviour.RATE
    return costing.BudgetLine(
        code=line.item_code,
        label=line_label(line),
        behaviour=costing.Behaviour(line.behaviour),
        amount=line.unit_cost / 100 if is_rate else line.unit_cost,
        payer_percent={share.payer: share.share_percent for share in line.shares.all()},
        quantity=line.quantity,
        phase=line.phase,
        need=costing.Need(line.need),
        ilo=costing.FeeClass(line.ilo_class),
        head=item.head,
        group=item.group,
        in_grant=item.in_grant,
    )


def _inputs(budget: Budget) -> list[object]:
    frame = [budget.pk, budget.currency, budget.participants, budget.placements, budget.months]
    return [
        *frame,
        *(
            [
                line.pk, line.item_code, line.behaviour, _plain(line.unit_cost), _plain(line.quantity), line.phase,
                line.need, sorted((share.payer, _plain(share.share_percent)) for share in line.shares.all()),
            ]
            for line in lines_of(budget=budget)
        ),
    ]  # fmt: skip


def _plain(value: Decimal | None) -> str:
    return "" if value is None else f"{value:.2f}"


def _summary(assessment: BudgetAssessment) -> dict[str, object]:
    costs = assessment.unit_costs
    return {
        "currency": assessment.currency,
        "total": assessment.total,
        "by_payer": dict(assessment.by_payer),
        "by_head": dict(assessment.by_head),
        "per_participant": costs.per_participant,
        "per_placement": costs.per_placement,
        "findings": [finding.rule for finding in assessment.findings],
        "is_blocked": assessment.is_blocked,
    }

"""Budgets, cost sharing and unit costs of a scheme. Method page: docs/methods/costing.md."""

from corridor.engines.costing.budget import UNASSIGNED, assess_budget
from corridor.engines.costing.grants import cofinancing, de_minimis, fee_waiver, grant_budget, in_kind
from corridor.engines.costing.ratios import SAMPLE_RATIOS, allocate_by_ratio, check_ratio_caps, check_sample_ratios
from corridor.engines.costing.scale import (
    attrition_cost,
    break_even_volume,
    fit_fixed_variable,
    learning_curve,
    scale_economies,
)
from corridor.engines.costing.sharing import (
    PaidItem,
    benefit_shares,
    debt_burden,
    employer_pays,
    shapley_shared_facility,
)
from corridor.engines.costing.types import (
    RELATED_COSTS,
    Behaviour,
    BudgetAssessment,
    BudgetLine,
    BudgetProfile,
    FeeClass,
    Finding,
    LineTotal,
    Need,
    Payer,
    RatioComparison,
    Severity,
    UnitCosts,
)
from corridor.engines.costing.unit_costs import (
    cost_per_outcome,
    cost_per_outcome_counts,
    placement_funnel,
    stage_rates,
    unit_cost,
)

__all__ = [
    "RELATED_COSTS",
    "SAMPLE_RATIOS",
    "UNASSIGNED",
    "Behaviour",
    "BudgetAssessment",
    "BudgetLine",
    "BudgetProfile",
    "FeeClass",
    "Finding",
    "LineTotal",
    "Need",
    "PaidItem",
    "Payer",
    "RatioComparison",
    "Severity",
    "UnitCosts",
    "allocate_by_ratio",
    "assess_budget",
    "attrition_cost",
    "benefit_shares",
    "break_even_volume",
    "check_ratio_caps",
    "check_sample_ratios",
    "cofinancing",
    "cost_per_outcome",
    "cost_per_outcome_counts",
    "de_minimis",
    "debt_burden",
    "employer_pays",
    "fee_waiver",
    "fit_fixed_variable",
    "grant_budget",
    "in_kind",
    "learning_curve",
    "placement_funnel",
    "scale_economies",
    "shapley_shared_facility",
    "stage_rates",
    "unit_cost",
]

"""Indicators of a scheme: progress, shares, funnels, recruitment cost. Method page: docs/methods/indicators.md."""

from corridor.engines.indicators.progress import Achievement, Light, achievement
from corridor.engines.indicators.recruitment_cost import (
    RecruitmentCost,
    RecruitmentCosts,
    recruitment_cost,
    recruitment_cost_aggregate,
)
from corridor.engines.indicators.shares import (
    SMALL_GROUP,
    Efficiency,
    Funnel,
    Share,
    Stage,
    funnel,
    internal_efficiency,
    wilson_share,
)

__all__ = [
    "SMALL_GROUP",
    "Achievement",
    "Efficiency",
    "Funnel",
    "Light",
    "RecruitmentCost",
    "RecruitmentCosts",
    "Share",
    "Stage",
    "achievement",
    "funnel",
    "internal_efficiency",
    "recruitment_cost",
    "recruitment_cost_aggregate",
    "wilson_share",
]
